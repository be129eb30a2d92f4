"""Takes a change of what is kept back: writes what stood before it again, and nothing else.

A change is known by what was kept before it and after it. What happened since to other things stays as it is; a note
on a thread and the history are not taken back here: a note has the undoing of its field.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from qa_reader.archive import user_merge, user_threads
from qa_reader.archive.user_file import UserFile
from qa_reader.kept import Collection, Folder, Highlight, Kept, KeptChange, KnownThread, SavedSearch
from qa_reader.model import Bookmark, ThreadRef

_Entry = TypeVar("_Entry")


def put_back(file: UserFile, before: Collection, after: Collection, known: Iterable[KnownThread] = ()) -> KeptChange:
    """Make of what was changed from `before` to `after` what it was; `known` of threads that nothing is kept of now.

    Raises UserDatabaseError, and then nothing was changed.
    """
    remembered = {one.ref: one for one in known}
    with file.change() as connection:
        writer = _Writer(connection, remembered)
        refs = {
            *writer.each(before.bookmarks, after.bookmarks, lambda one: one.ref, writer.bookmark),
            *writer.each(before.highlights, after.highlights, lambda one: one.id, writer.highlight),
        }
        writer.each(before.folders, after.folders, lambda one: one.id, writer.folder)
        writer.each(before.searches, after.searches, lambda one: one.id, writer.search)
        user_threads.forget_if_unused(connection, refs)
    return KeptChange(frozenset(writer.kinds), frozenset(refs))


class _Writer:
    """Writes single rows, or deletes them, and knows which kinds it touched."""

    def __init__(self, connection: sqlite3.Connection, known: dict[ThreadRef, KnownThread]) -> None:
        self._connection = connection
        self._known = known
        self.kinds: set[Kept] = set()

    def each(
        self,
        before: Iterable[_Entry],
        after: Iterable[_Entry],
        key: Callable[[_Entry], Any],
        write: Callable[[_Entry, bool], None],
    ) -> set[ThreadRef]:
        """Write what differs; the threads that it is of."""
        wanted, there = {key(one): one for one in before}, {key(one): one for one in after}
        touched = [one for name, one in wanted.items() if there.get(name) != one]
        gone = [one for name, one in there.items() if name not in wanted]
        for one in touched:
            write(one, True)
        for one in gone:
            write(one, False)
        return {ref for one in (*touched, *gone) if (ref := getattr(one, "ref", None))}

    def bookmark(self, one: Bookmark, there: bool) -> None:  # noqa: FBT001
        self.kinds.add(Kept.BOOKMARKS)
        for table in ("bookmark", "tag"):
            self._connection.execute(f"DELETE FROM {table} WHERE archive = ? AND thread = ?", one.ref)
        if there:
            self._remember(KnownThread(one.ref, one.title, one.department, one.extract, gone=one.gone))
            row = (*one.ref, one.folder, one.position, one.note, one.created, one.changed)
            self._connection.execute("INSERT INTO bookmark VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            tags = [(*one.ref, tag) for tag in one.tags]
            self._connection.executemany("INSERT INTO tag VALUES (?, ?, ?)", tags)

    def highlight(self, one: Highlight, there: bool) -> None:  # noqa: FBT001
        self.kinds.add(Kept.HIGHLIGHTS)
        if there:
            self._remember(KnownThread(one.ref, one.title))
        self._row("highlight", one.id, user_merge.highlight_row(one) if there else ())

    def folder(self, one: Folder, there: bool) -> None:  # noqa: FBT001
        self.kinds.add(Kept.FOLDERS)
        self._row("folder", one.id, user_merge.folder_row(one) if there else ())

    def search(self, one: SavedSearch, there: bool) -> None:  # noqa: FBT001
        self.kinds.add(Kept.SEARCHES)
        self._row("search", one.id, user_merge.search_row(one) if there else ())

    def _row(self, table: str, made: str, row: tuple[object, ...]) -> None:
        self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (made,))
        if row:
            self._connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)

    def _remember(self, known: KnownThread) -> None:
        """What is known of the thread by now stays: it may have moved within its archive since."""
        known = self._known.get(known.ref, known)
        self._connection.execute(
            "INSERT OR IGNORE INTO thread VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*known.ref, known.title, known.department, known.extract, known.question_key, known.gone),
        )
