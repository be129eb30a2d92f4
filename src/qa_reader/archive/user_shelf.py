"""Bookmarks with their folders, order, tags and notes, in the user database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import uuid4

from qa_reader.archive import user_threads
from qa_reader.archive.user_file import UserFile, now
from qa_reader.errors import NotFoundError, UserDatabaseError
from qa_reader.kept import DEEPEST, Folder, Kept, KeptChange, KnownThread
from qa_reader.model import Bookmark, Shelved, ThreadRef
from qa_reader.wording import tr

_Name = TypeVar("_Name")
_HERE = "archive = ? AND thread = ?"
_ORDERS = {
    Shelved.OWN: "b.folder, b.position, b.created, b.thread",
    Shelved.NEWEST: "b.created DESC, b.thread",
    Shelved.OLDEST: "b.created, b.thread",
    Shelved.TITLE: "t.title COLLATE NOCASE, b.thread",
    Shelved.DEPARTMENT: "t.department COLLATE NOCASE, t.title COLLATE NOCASE, b.thread",
}


class Shelf:
    """The bookmarks of one user database; every write is on the disk when it returns what it changed."""

    def __init__(self, file: UserFile) -> None:
        self._file = file

    # ------------------------------------------------------------ bookmarks

    def bookmarks(
        self, order: Shelved = Shelved.NEWEST, *, folder: str | None = None, tag: str = ""
    ) -> tuple[Bookmark, ...]:
        """The bookmarks, all or those directly in a folder ("" for the top), all or those with a tag."""
        where, values = ["1"], []
        if folder is not None:
            where.append("b.folder = ?")
            values.append(folder)
        rows = self._file.rows(
            "SELECT b.archive, b.thread, t.title, t.department, b.created, b.changed, t.extract, b.folder, b.position,"
            " b.note, t.gone FROM bookmark b JOIN thread t USING (archive, thread)"
            f" WHERE {' AND '.join(where)} ORDER BY {_ORDERS[order]}",
            *values,
        )
        tags = self._tags_of_threads()
        found = (_bookmark(row, tags) for row in rows)
        return tuple(bookmark for bookmark in found if not tag or tag in bookmark.tags)

    def add(self, known: KnownThread, folder: str = "") -> KeptChange:
        """Keep a thread, as the last of a folder; one that is kept already stays as it is."""
        return self.add_all([known], folder)

    def add_all(self, known: Iterable[KnownThread], folder: str = "") -> KeptChange:
        """Keep threads, as the last of a folder in their order; those that are kept already stay as they are."""
        made: list[ThreadRef] = []
        with self._file.change() as connection:
            self._check_folder(connection, folder)
            place = _end(connection, "SELECT max(position) FROM bookmark WHERE folder = ?", folder)
            for one in known:
                row = (*one.ref, folder, place + len(made), *[now()] * 2)
                if connection.execute("INSERT OR IGNORE INTO bookmark VALUES (?, ?, ?, ?, '', ?, ?)", row).rowcount:
                    user_threads.remember(connection, one)
                    made.append(one.ref)
        return _of_bookmarks(made)

    def remove(self, refs: Iterable[ThreadRef]) -> KeptChange:
        """Forget threads that were kept; notes on the threads themselves and highlights stay."""
        refs = list(refs)
        with self._file.change() as connection:
            gone = [ref for ref in refs if connection.execute(f"DELETE FROM bookmark WHERE {_HERE}", ref).rowcount]
            connection.executemany(f"DELETE FROM tag WHERE {_HERE}", gone)
            user_threads.forget_if_unused(connection, gone)
        return _of_bookmarks(gone)

    def place(self, refs: Sequence[ThreadRef], folder: str, position: int | None = None) -> KeptChange:
        """Put bookmarks into a folder, before the one that stands at `position` there (None: at the end)."""
        with self._file.change() as connection:
            self._check_folder(connection, folder)
            for ref in refs:
                self._check_bookmark(connection, ref)
            there = connection.execute(
                "SELECT archive, thread FROM bookmark WHERE folder = ? ORDER BY position, created, thread", (folder,)
            )
            order = _with(list(refs), [ThreadRef(*row) for row in there], position)
            connection.executemany(
                f"UPDATE bookmark SET folder = ?, position = ? WHERE {_HERE}",
                [(folder, place, *ref) for place, ref in enumerate(order)],
            )
            connection.executemany(f"UPDATE bookmark SET changed = ? WHERE {_HERE}", [(now(), *ref) for ref in refs])
        return _of_bookmarks(refs)

    def set_note(self, ref: ThreadRef, text: str) -> KeptChange:
        """Write the note of a bookmark; "" for none."""
        with self._file.change() as connection:
            self._check_bookmark(connection, ref)
            connection.execute(f"UPDATE bookmark SET note = ?, changed = ? WHERE {_HERE}", (text, now(), *ref))
        return _of_bookmarks([ref])

    # ------------------------------------------------------------ tags

    def tags(self) -> dict[str, int]:
        """How many bookmarks have each tag, by name."""
        return dict(self._file.rows("SELECT name, count(*) FROM tag GROUP BY name ORDER BY name COLLATE NOCASE"))

    def set_tags(self, ref: ThreadRef, tags: Iterable[str]) -> KeptChange:
        """Give a bookmark these tags and no others; spaces around them go."""
        names = {name for tag in tags if (name := " ".join(tag.split()))}
        with self._file.change() as connection:
            self._check_bookmark(connection, ref)
            connection.execute(f"DELETE FROM tag WHERE {_HERE}", ref)
            connection.executemany("INSERT INTO tag VALUES (?, ?, ?)", [(*ref, name) for name in sorted(names)])
            connection.execute(f"UPDATE bookmark SET changed = ? WHERE {_HERE}", (now(), *ref))
        return _of_bookmarks([ref])

    def rename_tag(self, tag: str, name: str) -> KeptChange:
        """Call a tag something else on every bookmark; "" takes it off."""
        name = " ".join(name.split())
        with self._file.change() as connection:
            refs = [
                ThreadRef(*row) for row in connection.execute("SELECT archive, thread FROM tag WHERE name = ?", (tag,))
            ]
            connection.execute("DELETE FROM tag WHERE name = ?", (tag,))
            if name:
                connection.executemany("INSERT OR IGNORE INTO tag VALUES (?, ?, ?)", [(*ref, name) for ref in refs])
            connection.executemany(f"UPDATE bookmark SET changed = ? WHERE {_HERE}", [(now(), *ref) for ref in refs])
        return _of_bookmarks(refs)

    # ------------------------------------------------------------ folders

    def folders(self) -> tuple[Folder, ...]:
        """All folders, siblings in their order."""
        rows = self._file.rows(
            "SELECT id, name, parent, position, created, changed FROM folder ORDER BY parent, position, created, id"
        )
        return tuple(Folder(*row) for row in rows)

    def add_folder(self, name: str, parent: str = "") -> KeptChange:
        """Make a folder, as the last in its parent; the change's `id` is its. Raises UserDatabaseError if too deep."""
        made = str(uuid4())
        with self._file.change() as connection:
            self._check_folder(connection, parent)
            _check_depth(connection, parent, 1)
            place = _end(connection, "SELECT max(position) FROM folder WHERE parent = ?", parent)
            connection.execute(
                "INSERT INTO folder VALUES (?, ?, ?, ?, ?, ?)", (made, parent, _named(name), place, *[now()] * 2)
            )
        return KeptChange(frozenset({Kept.FOLDERS}), id=made)

    def rename_folder(self, folder: str, name: str) -> KeptChange:
        """Call a folder something else."""
        with self._file.change() as connection:
            self._check_folder(connection, folder)
            connection.execute("UPDATE folder SET name = ?, changed = ? WHERE id = ?", (_named(name), now(), folder))
        return KeptChange(frozenset({Kept.FOLDERS}), id=folder)

    def move_folder(self, folder: str, parent: str, position: int | None = None) -> KeptChange:
        """Put a folder into another, before the one at `position` there (None: at the end).

        Raises UserDatabaseError where it would come to stand within itself, or too deep.
        """
        with self._file.change() as connection:
            for one in (folder, parent):
                self._check_folder(connection, one)
            if parent in _within(connection, folder):
                raise UserDatabaseError(tr("a folder cannot be put into itself"))
            if parent != _parent(connection, folder):  # an order of its own is free to a tree that is too deep already
                _check_depth(connection, parent, _height(connection, folder))
            there = connection.execute(
                "SELECT id FROM folder WHERE parent = ? ORDER BY position, created, id", (parent,)
            )
            order = _with([folder], [found for (found,) in there], position)
            connection.executemany(
                "UPDATE folder SET parent = ?, position = ? WHERE id = ?",
                [(parent, place, one) for place, one in enumerate(order)],
            )
            connection.execute("UPDATE folder SET changed = ? WHERE id = ?", (now(), folder))
        return KeptChange(frozenset({Kept.FOLDERS}), id=folder)

    def remove_folder(self, folder: str, *, with_bookmarks: bool) -> KeptChange:
        """Remove a folder and those within; their bookmarks too, or they go where the folder was."""
        with self._file.change() as connection:
            self._check_folder(connection, folder)
            parent = _parent(connection, folder)
            within = sorted(_within(connection, folder))
            refs = [
                ThreadRef(*row)
                for one in within
                for row in connection.execute(
                    "SELECT archive, thread FROM bookmark WHERE folder = ? ORDER BY position", (one,)
                )
            ]
            if with_bookmarks:
                self.remove(refs)
            elif refs:
                self.place(refs, parent)
            connection.executemany("DELETE FROM folder WHERE id = ?", [(one,) for one in within])
        return KeptChange(frozenset({Kept.FOLDERS, Kept.BOOKMARKS} if refs else {Kept.FOLDERS}), frozenset(refs))

    # ------------------------------------------------------------ within

    def _tags_of_threads(self) -> dict[ThreadRef, list[str]]:
        tags: dict[ThreadRef, list[str]] = {}
        for archive, thread, name in self._file.rows(
            "SELECT archive, thread, name FROM tag ORDER BY name COLLATE NOCASE"
        ):
            tags.setdefault(ThreadRef(archive, thread), []).append(name)
        return tags

    def _check_bookmark(self, connection: sqlite3.Connection, ref: ThreadRef) -> None:
        if not connection.execute(f"SELECT 1 FROM bookmark WHERE {_HERE}", ref).fetchone():
            raise NotFoundError(tr("there is no bookmark of {0}").format(ref.thread))

    def _check_folder(self, connection: sqlite3.Connection, folder: str) -> None:
        if folder and not connection.execute("SELECT 1 FROM folder WHERE id = ?", (folder,)).fetchone():
            raise NotFoundError(tr("the folder is not there any more"))


def _check_depth(connection: sqlite3.Connection, parent: str, levels: int) -> None:
    """Refuse so many levels of folders within `parent` where they would be deeper than the tree shows."""
    depth = levels
    while parent and depth <= DEEPEST:
        parent = _parent(connection, parent)
        depth += 1
    if depth > DEEPEST:
        raise UserDatabaseError(tr("folders can be {0} deep at most: choose another place").format(DEEPEST))


def _parent(connection: sqlite3.Connection, folder: str) -> str:
    """The folder that a folder is in, "" for none, and for one that is not there."""
    found = connection.execute("SELECT parent FROM folder WHERE id = ?", (folder,)).fetchone()
    return found[0] if found else ""


def _height(connection: sqlite3.Connection, folder: str) -> int:
    """How many levels of folders there are from one downwards, itself counted; no more than are too many."""
    level, height = [folder], 0
    while level and height <= DEEPEST:
        height += 1
        sql = "SELECT id FROM folder WHERE parent = ?"
        level = [inner for one in level for (inner,) in connection.execute(sql, (one,))]
    return height


def _bookmark(row: tuple[str, ...], tags: dict[ThreadRef, list[str]]) -> Bookmark:
    archive, thread, title, department, created, changed, extract, folder, position, note, gone = row
    ref = ThreadRef(archive, thread)
    return Bookmark(
        ref,
        title,
        department,
        created,
        changed,
        extract,
        folder,
        int(position),
        tuple(tags.get(ref, ())),
        note,
        bool(gone),
    )


def _of_bookmarks(refs: Iterable[ThreadRef]) -> KeptChange:
    refs = frozenset(refs)
    return KeptChange(frozenset({Kept.BOOKMARKS} if refs else ()), refs)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserDatabaseError(tr("a folder needs a name"))
    return name


def _end(connection: sqlite3.Connection, sql: str, *values: object) -> int:
    """The place after the last sibling."""
    (last,) = connection.execute(sql, values).fetchone()
    return 0 if last is None else last + 1


def _with(moved: list[_Name], there: list[_Name], position: int | None) -> list[_Name]:
    """The siblings in their order after some were put before the one at `position`."""
    before = there if position is None else there[: max(position, 0)]
    after = there[len(before) :]
    return [one for one in before if one not in moved] + moved + [one for one in after if one not in moved]


def _within(connection: sqlite3.Connection, folder: str) -> set[str]:
    """A folder and all that are in it, however deep."""
    rows = connection.execute(
        "WITH RECURSIVE below (id) AS (VALUES (?) UNION SELECT folder.id FROM folder JOIN below ON parent = below.id)"
        " SELECT id FROM below",
        (folder,),
    )
    return {found for (found,) in rows}
