"""The open file of the user database: durable transactions, faults that name the file, one counter of changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa_reader.archive import user_schema
from qa_reader.errors import UserDatabaseError
from qa_reader.wording import tr

#: What somebody reads of illnesses is nobody else's on a shared computer.
MODE = 0o600

_WAIT_S = 10  # for another process that writes
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class DamagedFault(UserDatabaseError):
    """The file is a user database no more: not one that is merely locked, newer, or another program's."""


class UserFile:
    """The user database at `path`, made where there is none, of today's schema. Used from one thread at a time.

    Every method raises UserDatabaseError that names the file. While `private` is true nothing can be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.private = False
        self.changes = 0  # grows with every change, so that those who keep an answer see that it is old
        self._depth = 0
        self.connection = self._connected()

    @contextmanager
    def change(self, *, clearing: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction, on the disk when the block ends, undone where it raises; one within another joins it.

        Private reading may clear what was kept before, and nothing else.
        """
        if self.private and not clearing:
            raise UserDatabaseError(tr("Private reading keeps nothing. Leave it to keep this."))
        with self.named():
            if self._depth:
                yield self.connection
                return
            self.connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0
            self.changes += 1

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.named():
            return self.connection.execute(sql, values).fetchall()

    def vacuum(self) -> None:
        """Write the file anew, so that what was deleted is in it nowhere."""
        with self.named():
            self.connection.execute("VACUUM")

    def take(self, source: sqlite3.Connection) -> None:
        """Put a backup in the place of everything in this file: one transaction, under those who have it open, too."""
        with self.named():
            source.backup(self.connection)
            self.changes += 1
            user_schema.prepare(self.connection)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @contextmanager
    def named(self) -> Iterator[None]:
        """Turns what goes wrong inside the block into a UserDatabaseError that begins with the file's path."""
        with named(self.path):
            yield

    def _connected(self) -> sqlite3.Connection:
        with self.named():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                self.path.touch(MODE)
            connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=_WAIT_S)
            try:
                make_durable(connection)
                user_schema.prepare(connection)
            except BaseException:
                connection.close()
                raise
            return connection


def make_durable(connection: sqlite3.Connection) -> None:
    """An acknowledged change survives kills and power cuts, and a deleted one leaves no bytes.

    EXTRA is FULL and the folder's fsync after the journal is unlinked: without that one a power cut may bring the
    journal back, and with it undo a change that was acknowledged. Measured 1 to 5 ms a change on a laptop's disk.
    """
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: its fsync alone does not reach the disk
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")  # VACUUM's copy would be a file in the system's folder
    connection.execute("PRAGMA trusted_schema = OFF")


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turns what goes wrong inside the block into a UserDatabaseError that begins with `path`."""
    try:
        yield
    except user_schema.SchemaFault as error:
        fault = DamagedFault if error.damaged else UserDatabaseError
        raise fault(f"{path}: {error}") from error
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            raise DamagedFault(tr("{0}: damaged ({1})").format(path, error)) from error
        raise UserDatabaseError(f"{path}: {error}") from error
    except UnicodeDecodeError as error:
        # sqlite3 raises this in the place of its own error where SQLite's message quotes a damaged schema
        raise DamagedFault(tr("{0}: damaged (a text in it is not Unicode)").format(path)) from error
    except UnicodeEncodeError as error:
        raise UserDatabaseError(
            tr("{0}: a character is not Unicode, and cannot be kept ({1})").format(path, error.reason)
        ) from error
    except OSError as error:
        raise UserDatabaseError(f"{path}: {error.strerror or error}") from error


def now() -> str:
    """This moment as it is kept: ISO 8601, UTC, microseconds."""
    return moment(datetime.now(UTC))


def moment(when: datetime) -> str:
    """A moment as it is kept: text that sorts as time does. A moment without a zone is this computer's."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")
