"""The tables of the user database, version by version, and the way from each version to the next.

    archive     id, title, content_hash: the archives of which something is kept, as they were when last looked at
    thread      what is remembered of a thread that any other table speaks of; no row without one
    folder, bookmark, tag, note, highlight, search, read_mark, visit: see the nouns of `kept` and `model`

A row speaks of a thread by (archive, thread); "" stands for none. `position` orders siblings.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from qa_reader.wording import tr

APPLICATION_ID = 0x51415255  # "QARU"
VERSION = 2

TABLES = (
    "CREATE TABLE archive (id TEXT PRIMARY KEY, title TEXT NOT NULL, content_hash TEXT NOT NULL) WITHOUT ROWID",
    (
        "CREATE TABLE thread (archive TEXT NOT NULL, thread TEXT NOT NULL, title TEXT NOT NULL,"
        " department TEXT NOT NULL, extract TEXT NOT NULL, question_key TEXT NOT NULL, gone INTEGER NOT NULL,"
        " PRIMARY KEY (archive, thread)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE folder (id TEXT PRIMARY KEY, parent TEXT NOT NULL, name TEXT NOT NULL,"
        " position INTEGER NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE bookmark (archive TEXT NOT NULL, thread TEXT NOT NULL, folder TEXT NOT NULL,"
        " position INTEGER NOT NULL, note TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL,"
        " PRIMARY KEY (archive, thread)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE tag (archive TEXT NOT NULL, thread TEXT NOT NULL, name TEXT NOT NULL,"
        " PRIMARY KEY (archive, thread, name)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE note (archive TEXT NOT NULL, thread TEXT NOT NULL, text TEXT NOT NULL, created TEXT NOT NULL,"
        " changed TEXT NOT NULL, PRIMARY KEY (archive, thread)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE highlight (id TEXT PRIMARY KEY, archive TEXT NOT NULL, thread TEXT NOT NULL,"
        " part TEXT NOT NULL, quote TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,"
        " start INTEGER NOT NULL, colour TEXT NOT NULL, note TEXT NOT NULL, created TEXT NOT NULL,"
        " changed TEXT NOT NULL) WITHOUT ROWID"
    ),
    "CREATE INDEX highlight_thread ON highlight (archive, thread)",
    (
        "CREATE TABLE search (id TEXT PRIMARY KEY, name TEXT NOT NULL, query TEXT NOT NULL,"
        " position INTEGER NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE read_mark (archive TEXT NOT NULL, thread TEXT NOT NULL, read TEXT NOT NULL,"
        " PRIMARY KEY (archive, thread)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE visit (visited TEXT NOT NULL, archive TEXT NOT NULL, thread TEXT NOT NULL,"
        " query TEXT NOT NULL, PRIMARY KEY (visited, archive, thread, query)) WITHOUT ROWID"
    ),
    "CREATE INDEX visit_thread ON visit (archive, thread)",
)
#: The tables that speak of threads.
OF_THREADS = ("bookmark", "tag", "note", "highlight", "read_mark", "visit")

_FROM_1 = (
    "ALTER TABLE bookmark RENAME TO bookmark_1",
    *TABLES,
    "INSERT INTO thread SELECT archive, thread, title, department, '', '', 0 FROM bookmark_1",
    # the newest had stood first: now that there is an order of one's own, they still do
    (
        "INSERT INTO bookmark SELECT archive, thread, '', row_number() OVER (ORDER BY created DESC, thread) - 1, '',"
        " created, created FROM bookmark_1"
    ),
    "DROP TABLE bookmark_1",
)
#: The statements that lead from each version to the next.
MIGRATIONS: dict[int, tuple[str, ...]] = {1: _FROM_1}


class SchemaFault(Exception):
    """The file is not a user database that this program can use; `damaged` says that it once was."""

    def __init__(self, message: str, *, damaged: bool = False) -> None:
        super().__init__(message)
        self.damaged = damaged


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file, bring an older version up to today's, check the pages and the tables.

    Raises SchemaFault for another program's file, a newer version's, a damaged one; sqlite3.Error.
    """
    if is_empty(connection):
        _at_once(connection, _make)
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise SchemaFault(tr("not a database of QA Reader"))
    if _pragma(connection, "user_version") > VERSION:
        raise SchemaFault(tr("written by a newer version of QA Reader"))
    check_pages(connection)
    if _pragma(connection, "user_version") < VERSION:
        _at_once(connection, _migrate)
    missing = set(TABLES) - {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master")}
    if missing:
        raise SchemaFault(tr("damaged: it lacks what it should have ({0} …)").format(min(missing)[:40]), damaged=True)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nobody has made any table in the file."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return (_pragma(connection, "application_id"), _pragma(connection, "user_version"), tables) == (0, 0, 0)


def version(connection: sqlite3.Connection) -> int:
    """The version of the tables in a file."""
    return _pragma(connection, "user_version")


def check_pages(connection: sqlite3.Connection) -> None:
    """Raises SchemaFault where SQLite finds the file's pages damaged."""
    faults = [fault for (fault,) in connection.execute("PRAGMA quick_check") if fault != "ok"]
    if faults:
        raise SchemaFault(tr("damaged ({0})").format(faults[0]), damaged=True)


def _make(connection: sqlite3.Connection) -> None:
    if is_empty(connection):  # no other process did meanwhile
        for statement in TABLES:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _migrate(connection: sqlite3.Connection) -> None:
    while (here := _pragma(connection, "user_version")) < VERSION:
        if here not in MIGRATIONS:
            raise SchemaFault(tr("damaged: its version {0} is none that ever was").format(here), damaged=True)
        try:
            for statement in MIGRATIONS[here]:
                connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:  # locked, full …: nothing is wrong with the file
                raise
            raise SchemaFault(
                tr("damaged: its tables are not those of version {0} ({1})").format(here, error), damaged=True
            ) from error
        connection.execute(f"PRAGMA user_version = {here + 1}")


def _at_once(connection: sqlite3.Connection, step: Callable[[sqlite3.Connection], None]) -> None:
    """Run a step as one transaction: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        step(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
