"""What the user database remembers of threads and archives, and how what is kept follows a thread that moved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from qa_reader.archive import user_schema
from qa_reader.archive.user_file import UserFile
from qa_reader.kept import Kept, KeptChange, KnownThread
from qa_reader.model import ThreadRef

_HERE = "archive = ? AND thread = ?"
_COLUMNS = "archive, thread, title, department, extract, question_key, gone"


class Threads:
    """The threads and archives of which something is kept."""

    def __init__(self, file: UserFile) -> None:
        self._file = file

    def known(self, archive: str | None = None) -> tuple[KnownThread, ...]:
        """What is remembered of the threads of one archive, or of all."""
        sql = f"SELECT {_COLUMNS} FROM thread"
        order = " ORDER BY archive, thread"
        rows = (
            self._file.rows(sql + order)
            if archive is None
            else self._file.rows(f"{sql} WHERE archive = ?{order}", archive)
        )
        return tuple(map(_known, rows))

    def of(self, refs: Iterable[ThreadRef]) -> tuple[KnownThread, ...]:
        """What is remembered of these threads; of those that nothing is kept of, nothing."""
        sql = f"SELECT {_COLUMNS} FROM thread WHERE {_HERE}"
        rows = (row for ref in refs for row in self._file.rows(sql, *ref))
        return tuple(_known(row) for row in rows)

    def content_hash(self, archive: str) -> str:
        """The content hash of an archive when its kept threads were last looked up; "" where they never were."""
        rows = self._file.rows("SELECT content_hash FROM archive WHERE id = ?", archive)
        return str(rows[0][0]) if rows else ""

    def archives(self) -> dict[str, str]:
        """The titles of the archives of which something is kept, by id; those that are known."""
        return dict(self._file.rows("SELECT id, title FROM archive WHERE title <> '' ORDER BY id"))

    def looked_up(
        self, archive: str, title: str, content_hash: str, found: Iterable[tuple[KnownThread, KnownThread | None]]
    ) -> KeptChange:
        """Write where each thread that was known is found now; None for one that is gone, which stays kept."""
        found = list(found)
        moved = [(known.ref, now.ref) for known, now in found if now is not None and now.ref != known.ref]
        # by way of a name that no thread has: where all numbers shift by one, each goes where another leaves
        between = {old: ThreadRef(archive, f"\0{place}") for place, (old, _) in enumerate(moved)}
        with self._file.change() as connection:
            for old, _ in moved:
                move(connection, old, between[old])
            for known, now in found:
                if now is None:
                    connection.execute(f"UPDATE thread SET gone = 1 WHERE {_HERE}", known.ref)
                else:
                    remember(connection, now)
            for old, new in moved:
                move(connection, between[old], new)
            connection.execute("INSERT OR REPLACE INTO archive VALUES (?, ?, ?)", (archive, title, content_hash))
            connection.execute("DELETE FROM archive WHERE id NOT IN (SELECT archive FROM thread)")
        refs = frozenset(one.ref for pair in found if pair[0] != pair[1] for one in pair if one is not None)
        return KeptChange(frozenset(Kept if refs else ()), refs)


def _known(row: tuple[Any, ...]) -> KnownThread:
    return KnownThread(ThreadRef(row[0], row[1]), row[2], row[3], row[4], row[5], bool(row[6]))


def remember(connection: sqlite3.Connection, known: KnownThread) -> None:
    """Remember a thread; what is known of it already stays where `known` does not say."""
    connection.execute(
        f"INSERT INTO thread ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (archive, thread) DO UPDATE SET"
        " title = coalesce(nullif(excluded.title, ''), title),"
        " department = coalesce(nullif(excluded.department, ''), department),"
        " extract = coalesce(nullif(excluded.extract, ''), extract),"
        " question_key = coalesce(nullif(excluded.question_key, ''), question_key), gone = excluded.gone",
        (*known.ref, known.title, known.department, known.extract, known.question_key, known.gone),
    )


def forget_unused(connection: sqlite3.Connection) -> None:
    """Forget the threads and archives of which nothing is kept any more."""
    used = " UNION ".join(f"SELECT archive, thread FROM {table}" for table in user_schema.OF_THREADS)
    connection.execute(f"DELETE FROM thread WHERE (archive, thread) NOT IN ({used})")
    connection.execute("DELETE FROM archive WHERE id NOT IN (SELECT archive FROM thread)")


def forget_if_unused(connection: sqlite3.Connection, refs: Iterable[ThreadRef]) -> None:
    """Forget those of these threads of which nothing is kept any more."""
    uses = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {table}.archive = thread.archive AND {table}.thread = thread.thread)"
        for table in user_schema.OF_THREADS
    )
    connection.executemany(f"DELETE FROM thread WHERE {_HERE} AND NOT ({uses})", list(refs))


def move(connection: sqlite3.Connection, old: ThreadRef, new: ThreadRef) -> None:
    """What is kept of one thread is of another now; where both have it, both texts stay."""
    for table, column in (("bookmark", "note"), ("note", "text")):
        texts = [
            connection.execute(f"SELECT {column}, changed FROM {table} WHERE {_HERE}", ref).fetchone()
            for ref in (old, new)
        ]
        if all(texts):
            merged = merged_text(*texts[0], *texts[1])
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {_HERE}", (merged, *new))
    for table in user_schema.OF_THREADS:
        connection.execute(f"UPDATE OR IGNORE {table} SET archive = ?, thread = ? WHERE {_HERE}", (*new, *old))
        connection.execute(f"DELETE FROM {table} WHERE {_HERE}", old)
    forget_if_unused(connection, [old])


def merged_text(one: str, one_changed: str, other: str, other_changed: str) -> str:
    """Two texts of a reader as one that loses nothing: the longer where it holds the other, else the newer first."""
    if other in one:
        return one
    if one in other:
        return other
    newer, older = (one, other) if one_changed >= other_changed else (other, one)
    return f"{newer}\n\n{older}"
