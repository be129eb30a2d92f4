"""What an archive says of itself, its departments and their topics: what is read of it without its texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from qa_reader.archive import layout
from qa_reader.errors import ArchiveError
from qa_reader.model import ArchiveInfo, Department, Topic
from qa_reader.wording import tr

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMES = msgspec.json.Decoder(tuple[tuple[str, ...], ...])
_SHA_256 = re.compile(r"[0-9a-f]{64}")


class Cover:
    """An archive that is open for this alone: what unpacks and searches its texts takes 0.3 s to import.

    Used from one thread at a time. Every method raises ArchiveError for a damaged file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = layout.connect(path)
        try:
            with layout.faults_named(path):
                self._meta = self._read_meta()
                self._names = self._read_names()
        except BaseException:
            self.close()
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

    def departments(self) -> tuple[Department, ...]:
        """The departments as the threads name them, the largest first."""
        topics: dict[str, list[tuple[Topic, int]]] = {}
        sql = "SELECT department, name, threads FROM topic ORDER BY threads DESC, name"
        for department, name, threads in self._rows(sql, types=(str, str, int)):
            topics.setdefault(department, []).append((Topic(name, department), threads))
        counts: dict[str, int] = dict(self._rows("SELECT name, threads FROM department", types=(str, int)))
        names = sorted(counts.keys() | topics.keys(), key=lambda name: (-counts.get(name, 0), name))
        return tuple(Department(name, counts.get(name, 0), tuple(topics.get(name, ())), (name,)) for name in names)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

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
