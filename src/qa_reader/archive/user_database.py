"""The reader's own database: bookmarks. One SQLite file, apart from every archive; each change is durable at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from qa_reader import files
from qa_reader.errors import DamagedUserDatabaseError, UserDatabaseError
from qa_reader.model import Bookmark, ThreadRef

APPLICATION_ID = 0x51415255  # "QARU"
VERSION = 1

_TABLES = (
    (
        "CREATE TABLE bookmark (archive TEXT NOT NULL, thread TEXT NOT NULL, title TEXT NOT NULL,"
        " department TEXT NOT NULL, created TEXT NOT NULL, PRIMARY KEY (archive, thread)) WITHOUT ROWID"
    ),
)


_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BESIDE = ("-journal", "-wal", "-shm")


def open_user_database(path: Path) -> tuple[UserDatabase, str]:
    """The user database at `path`, and "" or what had to be done for it: a damaged one is set aside for a new one.

    Raises UserDatabaseError where there is another program's file, a newer version's, or no way to set one aside.
    """
    try:
        return UserDatabase(path), ""
    except DamagedUserDatabaseError as error:
        try:
            # SQLite would play what stands beside the old file back into the new one
            for beside in (path.with_name(path.name + suffix) for suffix in _BESIDE):
                if beside.exists():
                    files.set_aside(beside)
            aside = files.set_aside(path)
        except OSError as fault:
            raise UserDatabaseError(f"{error}; it cannot be set aside: {fault.strerror}") from fault
        told = (
            f"{error}. Your bookmarks could not be read: the file was set aside as {aside.name}, and a new one begun."
        )
        return UserDatabase(path), told


class UserDatabase:
    """The open user database at `path`, made where there is none. Used from one thread at a time.

    Every method raises UserDatabaseError that names the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._named():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
            try:
                # FULL: an acknowledged change survives a power cut; measured 1 to 5 ms a change on a laptop's disk
                self._connection.execute("PRAGMA synchronous = FULL")
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """All bookmarks, the newest first."""
        with self._named():
            rows = self._connection.execute(
                "SELECT archive, thread, title, department, created FROM bookmark ORDER BY created DESC, thread"
            ).fetchall()
        return tuple(Bookmark(ThreadRef(archive, thread), *rest) for archive, thread, *rest in rows)

    def add_bookmark(self, ref: ThreadRef, title: str, department: str) -> None:
        """Keep a thread; one that is kept already stays as it is."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._named():
            self._connection.execute(
                "INSERT OR IGNORE INTO bookmark VALUES (?, ?, ?, ?, ?)",
                (ref.archive, ref.thread, title, department, now),
            )

    def remove_bookmark(self, ref: ThreadRef) -> None:
        """Forget a thread that was kept."""
        with self._named():
            self._connection.execute("DELETE FROM bookmark WHERE archive = ? AND thread = ?", ref)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _prepare(self) -> None:
        """Make the tables in an empty file; refuse another program's file, a newer version's, a damaged one."""
        if self._is_empty():
            self._make()
        if self._pragma("application_id") != APPLICATION_ID:
            raise UserDatabaseError(f"{self._path}: not a database of QA Reader")
        if self._pragma("user_version") > VERSION:
            raise UserDatabaseError(f"{self._path}: written by a newer version of QA Reader")
        faults = [fault for (fault,) in self._connection.execute("PRAGMA quick_check") if fault != "ok"]
        if faults:
            raise DamagedUserDatabaseError(f"{self._path}: damaged ({faults[0]})")

    def _is_empty(self) -> bool:
        (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return (self._pragma("application_id"), self._pragma("user_version"), tables) == (0, 0, 0)

    def _make(self) -> None:
        """Make the tables, all or none of them, where no other process did meanwhile."""
        self._connection.execute("BEGIN IMMEDIATE")
        if self._is_empty():
            for statement in _TABLES:
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._connection.execute(f"PRAGMA user_version = {VERSION}")
        self._connection.execute("COMMIT")

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            broken = (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _BROKEN
            raise (DamagedUserDatabaseError if broken else UserDatabaseError)(f"{self._path}: {error}") from error
        except UnicodeDecodeError as error:
            # sqlite3 raises this in the place of its own error where SQLite's message quotes a damaged schema
            raise DamagedUserDatabaseError(f"{self._path}: damaged (a text in it is not Unicode)") from error
        except OSError as error:
            raise UserDatabaseError(f"{self._path}: {error.strerror or error}") from error
