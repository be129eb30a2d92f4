"""Clears a user database by what and since when, so that nothing of it remains in the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from qa_reader.archive import user_threads
from qa_reader.archive.user_file import moment
from qa_reader.kept import Kept

# which table holds a kind, and the column that says when
_TABLES = {
    Kept.BOOKMARKS: ("bookmark", "created"),
    Kept.FOLDERS: ("folder", "created"),
    Kept.NOTES: ("note", "created"),
    Kept.HIGHLIGHTS: ("highlight", "created"),
    Kept.SEARCHES: ("search", "created"),
    Kept.READ: ("read_mark", "read"),
    Kept.HISTORY: ("visit", "visited"),
}


def counts(connection: sqlite3.Connection, since: datetime | None = None) -> dict[str, int]:
    """How many there are of each kind that were made at `since` or later (None: ever)."""
    first = moment(since) if since else ""
    return {
        kind.value: int(connection.execute(f"SELECT count(*) FROM {table} WHERE {when} >= ?", (first,)).fetchone()[0])
        for kind, (table, when) in _TABLES.items()
    }


def clear(connection: sqlite3.Connection, kinds: Iterable[Kept], since: datetime | None) -> dict[str, int]:
    """Delete what was made of these kinds at `since` or later (None: ever); how many of each. Within a transaction.

    The file still has to be vacuumed: deleted rows are overwritten, but not the indexes' copies of their keys.
    """
    first = moment(since) if since else ""
    removed = {}
    for kind in kinds:
        table, column = _TABLES[kind]
        removed[kind.value] = connection.execute(f"DELETE FROM {table} WHERE {column} >= ?", (first,)).rowcount
    connection.execute("DELETE FROM tag WHERE (archive, thread) NOT IN (SELECT archive, thread FROM bookmark)")
    # what stood in a folder that is gone goes to the top
    for table, column in (("bookmark", "folder"), ("folder", "parent")):
        connection.execute(f"UPDATE {table} SET {column} = '' WHERE {column} NOT IN (SELECT id FROM folder)")
    user_threads.forget_unused(connection)
    return removed
