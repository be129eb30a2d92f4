"""Opens an archive read-only, in place, and gives its threads by id and by row number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from qa_reader.archive import layout
from qa_reader.archive.blobs import Blobs
from qa_reader.archive.codec import Codec, batches
from qa_reader.errors import ArchiveError, NotFoundError
from qa_reader.model import ArchiveInfo, Department, Similar, Thread, Topic
from qa_reader.wording import tr

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMES = msgspec.json.Decoder(tuple[tuple[str, ...], ...])
_SHA_256 = re.compile(r"[0-9a-f]{64}")
_MATCHING_EXTRACT = 60  # characters by which an extract and a question of one title are held to be the same


class Archive:
    """An open archive; used from one thread at a time. Every method raises ArchiveError for a damaged file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = layout.connect(path)
        try:
            with layout.faults_named(path):
                self.blobs = Blobs(self._connection, path)
                self._codec = Codec(self.blobs.get(layout.DICTIONARY))
                self._meta = self._read_meta()
                self._names = self._read_names()
        except BaseException:
            self._connection.close()
            raise

    @property
    def id(self) -> str:
        """The archive's UUID."""
        return self._meta["id"]

    @property
    def content_hash(self) -> str:
        """SHA-256 over all threads, in hex."""
        return self._meta["content_hash"]

    def info(self) -> ArchiveInfo:
        """What the archive says of itself, with its departments and their topics, the largest first."""
        meta = self._meta
        return ArchiveInfo(
            id=meta["id"],
            title=meta["title"],
            path=str(self.path),
            threads=self.count(),
            languages=tuple(filter(None, meta.get("languages", "").split(" "))),
            licence=meta.get("licence", ""),
            origin=meta.get("origin", ""),
            notice=meta.get("notice", ""),
            built=_as_date(meta.get("built", "")),
            format_version=self._rows("PRAGMA user_version", types=(int,))[0][0],
            content_hash=meta["content_hash"],
            departments=_together(self.departments(), self._names),
        )

    def names_of(self, department: str) -> tuple[str, ...]:
        """All names of the department that goes by this one."""
        return next((names for names in self._names if department in names), (department,))

    def count(self) -> int:
        """How many threads there are."""
        return int(self._rows("SELECT count(*) FROM thread", types=(int,))[0][0])

    def thread(self, thread_id: str) -> Thread:
        """The thread called `thread_id`; raises NotFoundError."""
        rows = self._rows("SELECT id, body FROM thread WHERE id = ?", thread_id, types=(str, bytes))
        if not rows:
            raise NotFoundError(tr("{0}: there is no thread {1}").format(self.path, thread_id))
        return self._decode(*rows[0])

    def number(self, thread_id: str) -> int | None:
        """The row number of a thread, or None."""
        rows = self._rows("SELECT number FROM thread WHERE id = ?", thread_id, types=(int,))
        return rows[0][0] if rows else None

    def by_number(self, numbers: Iterable[int]) -> list[Thread]:
        """The threads with these row numbers, in that order; numbers that are not there are left out."""
        sql = "SELECT id, body FROM thread WHERE number = ?"
        rows = (self._rows(sql, number, types=(str, bytes)) for number in numbers)
        return self._decoded([found[0] for found in rows if found])

    def ids_of(self, numbers: Iterable[int]) -> list[str]:
        """The ids of the threads with these numbers, in their order; numbers that are not there are left out."""
        found = (self._rows("SELECT id FROM thread WHERE number = ?", number, types=(str,)) for number in numbers)
        return [rows[0][0] for rows in found if rows]

    def threads(self, *, after: int = 0) -> Iterator[tuple[int, Thread]]:
        """All (number, thread) with a number larger than `after`, by number."""
        sql = "SELECT number, id, body FROM thread WHERE number > ? ORDER BY number"
        with layout.faults_named(self.path):
            for some in batches(layout.rows(self._connection, sql, after, types=(int, str, bytes))):
                threads = self._decoded([(thread_id, body) for _, thread_id, body in some])
                yield from zip((number for number, _, _ in some), threads, strict=True)

    def ids(self) -> Iterator[str]:
        """The id of every thread."""
        with layout.faults_named(self.path):
            for (thread_id,) in layout.rows(self._connection, "SELECT id FROM thread ORDER BY id", types=(str,)):
                yield thread_id

    def titled(self, title: str) -> list[Thread]:
        """The threads of a title, whatever its case, width, spaces and dashes."""
        sql = "SELECT id, body FROM thread WHERE title_key = ? ORDER BY number"
        return self._decoded(self._rows(sql, layout.title_key(title), types=(str, bytes)))

    def resolve(self, similar: Similar) -> str | None:
        """The id of the thread that a "Similar Q&A" entry shows an extract of, or None where it is not here.

        The source's own id counts first; else title and the beginning of the question must both agree, because many
        people give their question the same title. Without an extract of the question the title must be the only one.
        """
        if similar.thread is not None and self.number(similar.thread) is not None:
            return similar.thread
        sql = "SELECT id, body FROM thread WHERE title_key = ? ORDER BY number"
        rows = self._rows(sql, layout.title_key(similar.title), types=(str, bytes))
        extract = _start(similar.question)
        if not extract:
            return rows[0][0] if len(rows) == 1 else None
        threads = (self._decode(*row) for row in rows)
        return next((thread.id for thread in threads if _start(thread.question).startswith(extract)), None)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def departments(self) -> tuple[Department, ...]:
        """The departments as the threads name them, the largest first."""
        topics: dict[str, list[tuple[Topic, int]]] = {}
        sql = "SELECT department, name, threads FROM topic ORDER BY threads DESC, name"
        for department, name, threads in self._rows(sql, types=(str, str, int)):
            topics.setdefault(department, []).append((Topic(name, department), threads))
        counts: dict[str, int] = dict(self._rows("SELECT name, threads FROM department", types=(str, int)))
        names = sorted(counts.keys() | topics.keys(), key=lambda name: (-counts.get(name, 0), name))
        return tuple(Department(name, counts.get(name, 0), tuple(topics.get(name, ())), (name,)) for name in names)

    def _read_meta(self) -> dict[str, str]:
        meta: dict[str, str] = dict(self._rows("SELECT key, value FROM meta", types=(str, str)))
        missing = {"id", "title", "content_hash"} - meta.keys()
        if missing:
            raise ArchiveError(tr("damaged: it does not say its {0}").format(", ".join(sorted(missing))))
        # both become part of a file's name
        if not _UUID.fullmatch(meta["id"]):
            raise ArchiveError(tr("damaged: its id is no UUID ({0})").format(meta["id"][:40]))
        if not _SHA_256.fullmatch(meta["content_hash"]):
            raise ArchiveError(tr("damaged: its content hash is none ({0})").format(meta["content_hash"][:40]))
        return meta

    def _read_names(self) -> tuple[tuple[str, ...], ...]:
        try:
            return _NAMES.decode(self._meta.get("departments", "[]"))
        except (msgspec.DecodeError, RecursionError) as error:
            raise ArchiveError(
                tr("damaged: the names of its departments cannot be read ({0})").format(error)
            ) from error

    def _decode(self, thread_id: str, body: bytes) -> Thread:
        return self._decoded([(thread_id, body)])[0]

    def _decoded(self, rows: Sequence[tuple[str, bytes]]) -> list[Thread]:
        """The threads of rows of id and body."""
        with layout.faults_named(self.path):
            threads = self._codec.decode_all([body for _, body in rows])
            for (thread_id, _), thread in zip(rows, threads, strict=True):
                if thread.id != thread_id:
                    said = tr("damaged: thread {0} calls itself {1}").format(thread_id[:80], thread.id[:80])
                    raise ArchiveError(said)
            return threads

    def _rows(self, sql: str, *values: object, types: tuple[type, ...]) -> list[tuple[Any, ...]]:
        with layout.faults_named(self.path):
            return list(layout.rows(self._connection, sql, *values, types=types))


def _together(departments: Iterable[Department], names: Iterable[tuple[str, ...]]) -> tuple[Department, ...]:
    """Departments that go by several names as one each, the largest first."""
    all_names = {name: group for group in names for name in group}
    groups: dict[tuple[str, ...], list[Department]] = {}
    for one in departments:
        groups.setdefault(all_names.get(one.name, one.names), []).append(one)
    joined = (
        Department(
            group[0],
            sum(one.threads for one in members),
            tuple(sorted((topic for one in members for topic in one.topics), key=lambda counted: -counted[1])),
            group,
        )
        for group, members in groups.items()
    )
    return tuple(sorted(joined, key=lambda one: (-one.threads, one.name)))


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _start(text: str) -> str:
    """The beginning of a text, for comparing; the dots of a cut extract are left out."""
    return " ".join(text.removesuffix("...").removesuffix("…").split())[:_MATCHING_EXTRACT].casefold()
