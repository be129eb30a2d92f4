"""Everything out of a user database, and everything of another one merged into it: nothing that is there is lost.

Of two versions of one thing the one changed later wins; of two texts on one thread both stay; tags add up. What was
removed here comes back when a file brings it. Merging the same file again changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Any

from qa_reader.archive import user_threads
from qa_reader.archive.moving import Everything, ReadMark
from qa_reader.archive.user_file import UserFile
from qa_reader.archive.user_marks import Marks
from qa_reader.archive.user_searches import Searches, as_visit, encoded
from qa_reader.archive.user_shelf import Shelf
from qa_reader.archive.user_threads import Threads, merged_text
from qa_reader.kept import DEEPEST, Folder, Highlight, Kept, KnownThread, Merged, Note, SavedSearch, Visit
from qa_reader.model import Bookmark, Shelved, ThreadRef

_HERE = "archive = ? AND thread = ?"


def everything(file: UserFile) -> Everything:
    """All that a user database holds, in an order that does not depend on how it came there."""
    visits = file.rows(
        "SELECT v.visited, v.archive, v.thread, coalesce(t.title, ''), v.query FROM visit v"
        " LEFT JOIN thread t USING (archive, thread) ORDER BY v.visited, v.archive, v.thread, v.query"
    )
    read = file.rows("SELECT archive, thread, read FROM read_mark ORDER BY archive, thread")
    threads = Threads(file)
    return Everything(
        archives=threads.archives(),
        threads=threads.known(),
        folders=Shelf(file).folders(),
        bookmarks=tuple(sorted(Shelf(file).bookmarks(Shelved.OWN), key=lambda one: one.ref)),
        notes=tuple(sorted(Marks(file).notes(), key=lambda one: one.ref)),
        highlights=tuple(sorted(Marks(file).highlights(), key=lambda one: one.id)),
        searches=Searches(file).searches(),
        read=tuple(ReadMark(ThreadRef(*row[:2]), row[2]) for row in read),
        history=tuple(as_visit(*row) for row in visits),
    )


def merge(file: UserFile, given: Everything) -> Merged:
    """Put what `given` holds to what is there, in one transaction."""
    with file.change() as connection:
        return _Merge(connection).run(given)


class _Merge:
    """One merge and its counts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._added: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self._unchanged: Counter[str] = Counter()

    def run(self, given: Everything) -> Merged:
        self._threads(given)
        for folder in given.folders:
            self._count(Kept.FOLDERS, self._newer("folder", folder.id, folder.changed, folder_row(folder)))
        self._mend_folders()
        for bookmark in given.bookmarks:
            self._count(Kept.BOOKMARKS, self._bookmark(bookmark))
        for note in given.notes:
            self._count(Kept.NOTES, self._note(note))
        for highlight in given.highlights:
            self._count(Kept.HIGHLIGHTS, self._highlight(highlight))
        for search in given.searches:
            self._count(Kept.SEARCHES, self._newer("search", search.id, search.changed, search_row(search)))
        for mark in given.read:
            self._count(Kept.READ, self._read(mark))
        for visit in given.history:
            self._count(Kept.HISTORY, self._visit(visit))
        user_threads.forget_unused(self._connection)
        return Merged(dict(self._added), dict(self._changed), dict(self._unchanged))

    def _count(self, kind: Kept, changed: bool | None) -> None:  # noqa: FBT001 - three answers, not a switch
        """None counts as added."""
        counter = self._added if changed is None else self._changed if changed else self._unchanged
        counter[kind.value] += 1

    def _threads(self, given: Everything) -> None:
        """What is known here stays: it may have been looked up in a newer archive than what comes."""
        entries: tuple[Bookmark | Note | Highlight | ReadMark | Visit, ...]
        entries = (*given.history, *given.read, *given.highlights, *given.notes, *given.bookmarks)
        spoken_of = {
            ref: KnownThread(ref, getattr(entry, "title", ""), getattr(entry, "department", ""))
            for entry in entries
            if (ref := entry.ref)
        }
        known_threads = spoken_of | {known.ref: known for known in given.threads}
        for known in known_threads.values():
            self._connection.execute(
                "INSERT OR IGNORE INTO thread VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*known.ref, known.title, known.department, known.extract, known.question_key, known.gone),
            )
        archives = {ref.archive: "" for ref in known_threads} | given.archives
        for archive, title in archives.items():
            # without a content hash: the next time the archive opens, its threads are looked up
            self._connection.execute(
                "INSERT INTO archive VALUES (?, ?, '') ON CONFLICT (id) DO UPDATE SET content_hash = ''",
                (archive, title),
            )

    def _newer(self, table: str, made: str, changed: str, row: tuple[object, ...]) -> bool | None:
        """Write a row of its own id where there is none or an older one; what that did, None for added."""
        there = self._connection.execute(f"SELECT changed FROM {table} WHERE id = ?", (made,)).fetchone()
        if there is None or there[0] < changed:
            places = ", ".join("?" * len(row))
            self._connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({places})", row)
        return None if there is None else there[0] < changed

    def _mend_folders(self) -> None:
        """Folders whose parent is nowhere, or within themselves, go to the top; none is deeper than a tree shows."""
        parents = dict(self._connection.execute("SELECT id, parent FROM folder ORDER BY changed, id"))
        moved = [(parent, folder) for folder, parent in _mended(parents).items() if parent != parents[folder]]
        self._connection.executemany("UPDATE folder SET parent = ? WHERE id = ?", moved)

    def _bookmark(self, given: Bookmark) -> bool | None:
        folder = given.folder if self._is_folder(given.folder) else ""
        there = self._one(f"SELECT folder, position, note, created, changed FROM bookmark WHERE {_HERE}", given.ref)
        row: tuple[Any, ...] = (folder, given.position, given.note, given.created, given.changed)
        if there is not None:
            place = row[:2] if there[4] < given.changed else there[:2]
            note = merged_text(there[2], there[4], given.note, given.changed)
            row = (*place, note, _first(there[3], given.created), max(there[4], given.changed))
        if row != there:
            self._connection.execute("INSERT OR REPLACE INTO bookmark VALUES (?, ?, ?, ?, ?, ?, ?)", (*given.ref, *row))
        tags = [(*given.ref, tag) for tag in given.tags if tag.strip()]
        new = sum(self._connection.execute("INSERT OR IGNORE INTO tag VALUES (?, ?, ?)", tag).rowcount for tag in tags)
        return None if there is None else row != there or new > 0

    def _note(self, given: Note) -> bool | None:
        there = self._one(f"SELECT text, created, changed FROM note WHERE {_HERE}", given.ref)
        row: tuple[Any, ...] = (given.text, given.created, given.changed)
        if there is not None:
            text = merged_text(there[0], there[2], given.text, given.changed)
            row = (text, _first(there[1], given.created), max(there[2], given.changed))
        if row != there:
            self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?, ?)", (*given.ref, *row))
        return None if there is None else row != there

    def _highlight(self, given: Highlight) -> bool | None:
        there = self._one("SELECT note, changed FROM highlight WHERE id = ?", (given.id,))
        changed = self._newer("highlight", given.id, given.changed, highlight_row(given))
        if there is None or there[0] == given.note:
            return changed
        note = merged_text(there[0], there[1], given.note, given.changed)
        self._connection.execute("UPDATE highlight SET note = ? WHERE id = ?", (note, given.id))
        return changed or note != there[0]

    def _read(self, given: ReadMark) -> bool | None:
        there = self._one(f"SELECT read FROM read_mark WHERE {_HERE}", given.ref)
        if there is None or there[0] < given.read:
            self._connection.execute("INSERT OR REPLACE INTO read_mark VALUES (?, ?, ?)", (*given.ref, given.read))
        return None if there is None else there[0] < given.read

    def _visit(self, given: Visit) -> bool | None:
        row = (given.visited, *(given.ref or ("", "")), encoded(given.query) if given.query else "")
        made = self._connection.execute("INSERT OR IGNORE INTO visit VALUES (?, ?, ?, ?)", row).rowcount
        return None if made else False

    def _is_folder(self, folder: str) -> bool:
        return self._one("SELECT 1 FROM folder WHERE id = ?", (folder,)) is not None

    def _one(self, sql: str, values: Iterable[object]) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._connection.execute(sql, tuple(values)).fetchone()
        return found


def _mended(parents: dict[str, str]) -> dict[str, str]:
    """The parents of folders as they shall be; of folders within each other the first goes to the top."""
    below: dict[str, list[str]] = {}
    for folder, parent in parents.items():
        below.setdefault(parent if parent in parents else "", []).append(folder)
    mended = _placed(below.pop("", ()), below)
    order = {folder: place for place, folder in enumerate(parents)}
    for folder in parents:
        if folder not in mended:
            mended |= _placed([min(_ring(folder, parents), key=order.__getitem__)], below)
    return mended


def _placed(top: Iterable[str], below: dict[str, list[str]]) -> dict[str, str]:
    """The parents of folders at the top and all below, where what would be too deep comes beside the deepest."""
    placed: dict[str, str] = {}
    todo = [(folder, "", 1) for folder in top]  # a stack: deeper than Python's calls go
    while todo:
        folder, parent, level = todo.pop()
        if folder in placed:
            continue  # round a ring
        placed[folder] = parent
        inner = (parent, level) if level == DEEPEST else (folder, level + 1)
        todo += [(child, *inner) for child in below.get(folder, ())]
    return placed


def _ring(folder: str, parents: dict[str, str]) -> list[str]:
    """The folders within each other that a way up ends in."""
    path: dict[str, None] = {}
    while folder not in path:
        path[folder] = None
        folder = parents[folder]
    return list(path)[list(path).index(folder) :]


def _first(one: str, other: str) -> str:
    """The earlier of two moments; "" is none."""
    return min(filter(None, (one, other)), default="")


def folder_row(folder: Folder) -> tuple[object, ...]:
    """A folder as the row of its table."""
    return folder.id, folder.parent, folder.name, folder.position, folder.created, folder.changed


def search_row(search: SavedSearch) -> tuple[object, ...]:
    """A saved search as the row of its table."""
    return search.id, search.name, encoded(search.query), search.position, search.created, search.changed


def highlight_row(given: Highlight) -> tuple[object, ...]:
    """A highlight as the row of its table."""
    anchor = given.anchor
    words = (anchor.quote, anchor.prefix, anchor.suffix, anchor.start)
    return given.id, *given.ref, given.part, *words, given.colour.value, given.note, given.created, given.changed
