"""Copies of the user database: one a day, the last 14; what is in each, and how each is taken back.

A copy is made with SQLite's backup API, checked, and takes its name only then; it is a user database itself.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from qa_reader import files
from qa_reader.archive import user_clearing, user_schema
from qa_reader.archive.layout import uri
from qa_reader.archive.user_file import MODE, UserFile, make_durable, moment, named, now
from qa_reader.errors import UserDatabaseError
from qa_reader.kept import Backup, Kept
from qa_reader.wording import tr

KEPT = 14
_KEPT_BEFORE_RESTORING = 5
_NEWEST = 5  # titles by which a person knows a backup

_DAILY = re.compile(r"-\d{4}-\d{2}-\d{2}\.sqlite3")
_BEFORE = re.compile(r"-before-restoring-\d{8}T\d{6}\d*\.sqlite3")


class Backups:
    """The backups of the user database at `path`, in `folder`. Every method raises UserDatabaseError."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = path
        self._folder = folder

    def make_daily(self, today: date) -> Path | None:
        """Copy the database where today's copy is not there and anything is kept; the copy made, or None.

        The copy is of the version that the file has: called before it is migrated.
        """
        target = self._folder / f"{self._path.stem}-{today.isoformat()}.sqlite3"
        if target.exists() or not self._path.exists():
            return None
        # not read-only: a journal that a killed process left has to be played back first
        place = f"{uri(self._path)}?mode=rw"
        with named(self._path), closing(sqlite3.connect(place, uri=True, timeout=10)) as source:
            if user_schema.is_empty(source) or not _holds_anything(source):
                return None
            self._copy(source, target)
        self._prune()
        return target

    def make_before_restoring(self, file: UserFile) -> Path:
        """Copy the database as it is, to be able to go back."""
        stamp = re.sub(r"\D", "", now()[:23].replace("T", "x"))
        target = self._folder / f"{self._path.stem}-before-restoring-{stamp[:8]}T{stamp[8:]}.sqlite3"
        with file.named():
            self._copy(file.connection, target)
        return target

    def all(self) -> tuple[Backup, ...]:
        """Every backup and what is in it, the newest first; damaged ones too, with their fault."""
        return tuple(self._described(file) for file in self.files())

    def newest_good(self) -> Backup | None:
        """The newest daily backup that can be used."""
        daily = (file for file in self.files() if _DAILY.fullmatch(self._ending(file)))
        return next((backup for file in daily if not (backup := self._described(file)).fault), None)

    def files(self) -> list[Path]:
        """The files of the backups, the newest first."""
        with named(self._folder):
            found = self._folder.iterdir() if self._folder.is_dir() else []
            patterns = (_DAILY, _BEFORE)
            ours = [file for file in found if any(pattern.fullmatch(self._ending(file)) for pattern in patterns)]
            return sorted(ours, key=lambda file: (_made(file), file.name), reverse=True)

    def put_in_place(self, backup: Path) -> None:
        """Copy a backup to where the database should be and is not."""
        with named(self._path), _open(backup) as source:
            self._copy(source, self._path)

    def take(self, backup: Path, file: UserFile) -> None:
        """Put a backup in the place of everything in the open database, under whoever has it open."""
        if backup not in self.files():
            raise UserDatabaseError(tr("{0}: there is no such backup").format(backup))
        with named(backup), _open(backup) as source:
            user_schema.check_pages(source)
            file.take(source)
        self._prune()  # not sooner: the oldest may be the one that is wanted

    def clear(self, kinds: Iterable[Kept], since: datetime | None) -> tuple[int, tuple[str, ...]]:
        """Clear every backup, too: how many, and the paths of those that could not be."""
        kinds, left, cleared = tuple(kinds), [], 0
        for backup in self.files():
            try:
                with named(backup):
                    _clear(backup, kinds, since)
                cleared += 1
            except UserDatabaseError:
                left.append(str(backup))
        return cleared, tuple(left)

    def _described(self, file: Path) -> Backup:
        made = moment(_made(file))
        try:
            with named(file), _in_memory(file) as copy:
                titles = copy.execute(
                    "SELECT title FROM bookmark JOIN thread USING (archive, thread) ORDER BY created DESC LIMIT ?",
                    (_NEWEST,),
                )
                return Backup(str(file), made, user_clearing.counts(copy), tuple(title for (title,) in titles))
        except UserDatabaseError as error:
            return Backup(str(file), made, fault=str(error))

    def _copy(self, source: sqlite3.Connection, target: Path) -> None:
        with files.replacement(target) as part, closing(sqlite3.connect(part, isolation_level=None)) as copy:
            part.chmod(MODE)
            copy.execute("PRAGMA synchronous = OFF")  # the replacement flushes it
            source.backup(copy)
            user_schema.check_pages(copy)
            copy.close()  # before it takes its place: Windows renames no open file

    def _prune(self) -> None:
        """Remove all but the last; one that cannot be removed stays."""
        for pattern, kept in ((_DAILY, KEPT), (_BEFORE, _KEPT_BEFORE_RESTORING)):
            for file in [file for file in self.files() if pattern.fullmatch(self._ending(file))][kept:]:
                with suppress(OSError):
                    file.unlink()

    def _ending(self, file: Path) -> str:
        """The file's name after that of the database, "" where it begins otherwise."""
        return file.name.removeprefix(self._path.stem) if file.name.startswith(self._path.stem) else ""


def _made(file: Path) -> datetime:
    """When a backup was made: the file's time, which outlives copying less well than the day in its name."""
    found = re.search(r"(\d{4})-(\d{2})-(\d{2})\.sqlite3$", file.name)
    written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    if found:
        day = date(*map(int, found.groups()))
        if written.date() != day:
            return datetime.combine(day, datetime.min.time()).astimezone()
    return written


def _holds_anything(connection: sqlite3.Connection) -> bool:
    """Whether anything is kept: a copy of nothing would in time take the place of the last that holds something."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    known = [name for name in tables if name in {*user_schema.OF_THREADS, "folder", "search"}]
    return any(connection.execute(f"SELECT EXISTS (SELECT 1 FROM {name})").fetchone()[0] for name in known)


@contextmanager
def _open(backup: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{uri(backup)}?mode=ro", uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection


@contextmanager
def _in_memory(backup: Path) -> Iterator[sqlite3.Connection]:
    """A copy of a backup, of today's version, that can be asked; the file stays as it is."""
    with _open(backup) as source, closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        if user_schema.is_empty(source):
            raise user_schema.SchemaFault(tr("empty"), damaged=True)
        source.backup(copy)
        user_schema.prepare(copy)
        yield copy


def _clear(backup: Path, kinds: tuple[Kept, ...], since: datetime | None) -> None:
    with files.replacement(backup) as part, closing(sqlite3.connect(part, isolation_level=None)) as copy:
        with _open(backup) as source:
            source.backup(copy)
        make_durable(copy)
        user_schema.prepare(copy)
        user_clearing.clear(copy, kinds, since)
        copy.execute("VACUUM")
        copy.close()  # before it takes its place: Windows renames no open file
