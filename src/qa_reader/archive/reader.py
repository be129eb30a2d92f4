"""Opens an archive read-only, in place, and gives its threads by id and by row number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from qa_reader.archive import layout
from qa_reader.archive.blobs import Blobs
from qa_reader.archive.codec import Codec
from qa_reader.errors import ArchiveError, NotFoundError
from qa_reader.model import ArchiveInfo, Department, Similar, Thread, Topic

DICTIONARY = "dictionary"

_MATCHING_EXTRACT = 60  # characters by which an extract and a question of one title are held to be the same


class Archive:
    """An open archive; used from one thread at a time. Every method raises ArchiveError for a damaged file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = layout.connect(path)
        self.blobs = Blobs(self._connection, path)
        self._codec = Codec(self.blobs.get(DICTIONARY))
        self._meta = self._read_meta()

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
            format_version=layout.FORMAT_VERSION,
            content_hash=meta["content_hash"],
            departments=self._departments(),
        )

    def count(self) -> int:
        """How many threads there are."""
        return int(self._rows("SELECT count(*) FROM thread")[0][0])

    def thread(self, thread_id: str) -> Thread:
        """The thread called `thread_id`; raises NotFoundError."""
        rows = self._rows("SELECT body FROM thread WHERE id = ?", thread_id)
        if not rows:
            raise NotFoundError(f"{self.path}: there is no thread {thread_id}")
        return self._decode(rows[0][0])

    def number(self, thread_id: str) -> int | None:
        """The row number of a thread, or None."""
        rows = self._rows("SELECT number FROM thread WHERE id = ?", thread_id)
        return rows[0][0] if rows else None

    def by_number(self, numbers: Iterable[int]) -> list[Thread]:
        """The threads with these row numbers, in that order; numbers that are not there are left out."""
        rows = (self._rows("SELECT body FROM thread WHERE number = ?", number) for number in numbers)
        return [self._decode(found[0][0]) for found in rows if found]

    def threads(self, *, after: int = 0) -> Iterator[tuple[int, Thread]]:
        """All (number, thread) with a number larger than `after`, by number."""
        with layout.faults_named(self.path):
            rows = self._connection.execute("SELECT number, body FROM thread WHERE number > ? ORDER BY number", (after,))
            for number, body in rows:
                yield number, self._decode(body)

    def resolve(self, similar: Similar) -> str | None:
        """The id of the thread that a "Similar Q&A" entry shows an extract of, or None where it is not here.

        The source's own id counts first; else title and the beginning of the question must both agree, because many
        people give their question the same title.
        """
        if similar.thread is not None and self.number(similar.thread) is not None:
            return similar.thread
        rows = self._rows("SELECT body FROM thread WHERE title_key = ?", layout.title_key(similar.title))
        extract = _start(similar.question)
        for thread in (self._decode(body) for (body,) in rows):
            if not extract or _start(thread.question).startswith(extract):
                return thread.id
        return None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _departments(self) -> tuple[Department, ...]:
        topics: dict[str, list[tuple[Topic, int]]] = {}
        for department, name, threads in self._rows(
            "SELECT department, name, threads FROM topic ORDER BY threads DESC, name"
        ):
            topics.setdefault(department, []).append((Topic(name, department), threads))
        counts: dict[str, int] = dict(self._rows("SELECT name, threads FROM department"))
        names = sorted(counts.keys() | topics.keys(), key=lambda name: (-counts.get(name, 0), name))
        return tuple(Department(name, counts.get(name, 0), tuple(topics.get(name, ()))) for name in names)

    def _read_meta(self) -> dict[str, str]:
        meta = dict(self._rows("SELECT key, value FROM meta"))
        missing = {"id", "title", "content_hash"} - meta.keys()
        if missing or not all(isinstance(value, str) for value in meta.values()):
            raise ArchiveError(f"{self.path}: damaged: it does not say its {', '.join(sorted(missing)) or 'meta data'}")
        return meta

    def _decode(self, body: object) -> Thread:
        with layout.faults_named(self.path):
            if not isinstance(body, bytes):
                raise ArchiveError("damaged: a text is not bytes")
            return self._codec.decode(body)

    def _rows(self, sql: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        with layout.faults_named(self.path):
            return self._connection.execute(sql, values).fetchall()


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _start(text: str) -> str:
    """The beginning of a text, for comparing; the dots of a cut extract are left out."""
    return " ".join(text.removesuffix("...").removesuffix("…").split())[:_MATCHING_EXTRACT].casefold()
