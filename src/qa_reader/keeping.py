"""What the reader keeps, joined with the archives that are open: the part of the library that writes.

The user database knows no archive and an archive no reader; here a bookmark gets its title, a highlight its place
in the thread of today, and what is kept of an archive is found again when a newer one has taken its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from qa_reader import anchoring, browser_bookmarks, files
from qa_reader.archive import Archive, UserDatabase, find_again, known_thread
from qa_reader.archive.user_marks import Marks
from qa_reader.archive.user_searches import History, Searches
from qa_reader.archive.user_shelf import Shelf
from qa_reader.errors import NotFoundError, UserDatabaseError
from qa_reader.kept import (
    Collection,
    Colour,
    Folder,
    FoundAgain,
    Highlight,
    Kept,
    KeptChange,
    KnownThread,
    Marked,
    Step,
)
from qa_reader.model import Progress, Shelved, Span, ThreadRef, silent
from qa_reader.taken import Own
from qa_reader.wording import tr

_VISITS_SHOWN = 500


class Keeping:
    """One user database beside the open archives; `archive` gives one by its id, or raises NotFoundError.

    `user` has what needs no archive: `user.shelf`, `user.marks`, `user.searches`, `user.history`, backups, clearing.
    """

    def __init__(self, user: UserDatabase, archive: Callable[[str], Archive]) -> None:
        self.user = user
        self._archive = archive

    @property
    def shelf(self) -> Shelf:
        """Bookmarks, folders, tags."""
        return self.user.shelf

    @property
    def marks(self) -> Marks:
        """Notes, highlights, read marks."""
        return self.user.marks

    @property
    def searches(self) -> Searches:
        """Saved searches."""
        return self.user.searches

    @property
    def history(self) -> History:
        """What was opened and asked."""
        return self.user.history

    def collection(
        self,
        before: Collection = Collection(),
        kinds: AbstractSet[Kept] = frozenset(Kept),
        refs: frozenset[ThreadRef] = frozenset(),
    ) -> Collection:
        """All that is kept, of these kinds as it is now and of the others as before; `refs`: whose read marks changed.

        No `refs` stand for all: to read the marks of 50,000 threads again for one that was opened takes 60 ms.
        """
        changes: dict[str, Any] = {}
        if {Kept.BOOKMARKS, Kept.FOLDERS}.intersection(kinds):
            changes |= {"bookmarks": self.shelf.bookmarks(), "folders": self.shelf.folders()}
        if Kept.NOTES in kinds:
            changes["notes"] = self.marks.notes()
        if Kept.HIGHLIGHTS in kinds:
            changes["highlights"] = self.marks.highlights()
        if Kept.SEARCHES in kinds:
            changes["searches"] = self.searches.searches()
        if Kept.HISTORY in kinds:
            changes["history"] = self.history.days(_VISITS_SHOWN)
        if Kept.READ in kinds:
            changes["read"] = (before.read - refs) | self.marks.read_among(refs) if refs else self.marks.read()
        return replace(before, **changes)

    def known(self, ref: ThreadRef) -> KnownThread | None:
        """What is remembered of a thread that something is kept of; None where nothing is."""
        return next(iter(self.user.threads.of([ref])), None)

    def own(self, archive: str) -> dict[str, Own]:
        """What the reader wrote and marked on the threads of an archive, by their ids."""
        notes: dict[str, list[str]] = {}
        marks: dict[str, list[Highlight]] = {}
        for ref, text in (
            *((note.ref, note.text) for note in self.marks.notes()),
            *((kept.ref, kept.note) for kept in self.shelf.bookmarks()),
        ):
            if ref.archive == archive and text.strip():
                notes.setdefault(ref.thread, []).append(text)
        for mark in self.marks.highlights():
            if mark.ref.archive == archive:
                marks.setdefault(mark.ref.thread, []).append(mark)
        return {
            thread: Own("\n\n".join(notes.get(thread, ())), tuple(marks.get(thread, ())))
            for thread in notes.keys() | marks.keys()
        }

    # ------------------------------------------------------------ of a thread that is open

    def add_bookmark(self, ref: ThreadRef, folder: str = "") -> KeptChange:
        """Keep a thread, as the last of a folder."""
        return self.shelf.add(self._known(ref), folder)

    def add_bookmarks(self, refs: Iterable[ThreadRef], folder: str = "") -> KeptChange:
        """Keep threads, as the last of a folder in their order: all of them or, where one is not there, none."""
        known = [self._known(ref) for ref in refs]
        return self.shelf.add_all(known, folder)

    def file_away(
        self,
        refs: Sequence[ThreadRef],
        folder: str = "",
        within: Sequence[str] = (),
        *,
        tags: Iterable[str] = (),
        without: Iterable[str] = (),
    ) -> KeptChange:
        """Bookmark threads in a folder, those that are kept too, and give them tags or take them off: all or nothing.

        `within`: names of new folders to be made, each in the one before, the first in `folder`. Bookmarks that are in
        the folder already keep their places.
        """
        tags, without = tuple(tags), frozenset(without)
        with self.user.at_once():
            kinds = {Kept.BOOKMARKS} | ({Kept.FOLDERS} if within else set())
            for name in within:
                folder = self.shelf.add_folder(name, folder).id
            self.add_bookmarks(refs, folder)
            kept = {one.ref: one for one in self.shelf.bookmarks()}
            elsewhere = [ref for ref in refs if kept[ref].folder != folder]
            if elsewhere:
                self.shelf.place(elsewhere, folder)
            for ref in refs:
                wanted = (set(kept[ref].tags) | set(tags)) - without
                if wanted != set(kept[ref].tags):
                    self.shelf.set_tags(ref, wanted)
        return KeptChange(frozenset(kinds), frozenset(refs), folder)

    def set_note(self, ref: ThreadRef, text: str) -> KeptChange:
        """Write the note on a thread; with nothing but spaces there is none any more."""
        return self.marks.set_note(self._known(ref), text)

    def write_note(self, ref: ThreadRef, text: str) -> KeptChange:
        """Write the one note that a window shows of a thread, in which that of its bookmark is contained."""
        with self.user.at_once():
            change = self.set_note(ref, text)
            if any(one.ref == ref and one.note for one in self.shelf.bookmarks()):
                bookmark = self.shelf.set_note(ref, "")
                change = KeptChange(change.kinds | bookmark.kinds, change.refs)
        return change

    def visit(self, ref: ThreadRef) -> KeptChange:
        """Write down that a thread was opened, and mark it as read."""
        return KeptChange() if self.user.private else self.user.visit(self._known(ref))

    def set_read(self, refs: Iterable[ThreadRef], *, read: bool) -> KeptChange:
        """Mark threads as read or unread."""
        return self.marks.set_read([self._known(ref) for ref in refs], read=read)

    def add_highlight(
        self, ref: ThreadRef, part: str, span: Span, *, colour: Colour = Colour.YELLOW, note: str = ""
    ) -> KeptChange:
        """Mark a passage of one part of a thread, in characters of that part's text."""
        thread = self._archive(ref.archive).thread(ref.thread)
        text = anchoring.parts(thread).get(part, "")
        if not 0 <= span.start < span.end <= len(text) or not text[span.start : span.end].strip():
            raise UserDatabaseError(tr("there is no text to be marked"))
        known = known_thread(ref.archive, thread)
        return self.marks.add_highlight(known, part, anchoring.anchor(text, span), colour, note)

    def highlights(self, ref: ThreadRef) -> tuple[Marked, ...]:
        """The highlights of a thread and where each is in it today."""
        thread = self._archive(ref.archive).thread(ref.thread)
        return tuple(anchoring.found(highlight, thread) for highlight in self.marks.highlights(ref))

    def bookmarked(self, archive: str, folder: str = "", tag: str = "") -> list[ThreadRef]:
        """The bookmarked threads of one archive, of all folders or of one and those in it, with any tag or one."""
        within = _within(self.shelf.folders(), folder) if folder else None
        kept = self.shelf.bookmarks(tag=tag)
        return [one.ref for one in kept if one.ref.archive == archive and (within is None or one.folder in within)]

    # ------------------------------------------------------------ of an archive that was replaced

    def find_again(self, archive: str, progress: Progress = silent) -> FoundAgain | None:
        """Look up all that is kept of an archive in what it is now; None where it is as it was, or nothing is kept.

        Called after an archive was opened. What moved is kept under its new id, what is gone stays as it is. Raises
        ArchiveError, UserDatabaseError, and `Cancelled` out of `progress`, and then nothing was changed.
        """
        opened = self._archive(archive)
        known = self.user.threads.known(archive)
        if self.user.private or not known or self.user.threads.content_hash(archive) == opened.content_hash:
            return None
        found = find_again(opened, known, progress)
        self.user.threads.looked_up(archive, opened.info().title, opened.content_hash, found)
        self._tie_anew(opened, [now.ref for _, now in found if now])
        moved = tuple((old.ref, now.ref, now.title) for old, now in found if now and now.ref != old.ref)
        gone = tuple((old.ref, old.title) for old, now in found if now is None)
        return FoundAgain(archive, len(found) - len(moved) - len(gone), moved, gone)

    def _tie_anew(self, opened: Archive, refs: Iterable[ThreadRef]) -> None:
        """Tie highlights whose very words are there to what stands around them now: the next change may be there."""
        marked = {highlight.ref for highlight in self.marks.highlights()}
        moved = []
        for ref in marked.intersection(refs):
            thread = opened.thread(ref.thread)
            for highlight in self.marks.highlights(ref):
                place = anchoring.found(highlight, thread)
                if place.span is None:
                    continue
                anchor = anchoring.anchor(anchoring.parts(thread)[place.part], place.span)
                if anchor.quote == highlight.anchor.quote and (place.part, anchor) != (
                    highlight.part,
                    highlight.anchor,
                ):
                    moved.append((highlight.id, place.part, anchor))
        if moved:
            self.marks.move_highlights(moved)

    def put_back(self, step: Step) -> KeptChange:
        """Take a change back."""
        return self.user.put_back(step.before, step.after, step.known)

    # ------------------------------------------------------------ as a file

    def export(self, file: Path) -> None:
        """Write everything that is kept as one JSON file."""
        content = self.user.export()
        try:
            files.replace(file, content)
        except OSError as error:
            raise UserDatabaseError(tr("{0}: cannot be written: {1}").format(file, error.strerror or error)) from error

    def export_html(self, file: Path) -> None:
        """Write the bookmarks as the file that every browser imports."""
        content = browser_bookmarks.html(self.shelf.folders(), self.shelf.bookmarks(Shelved.OWN)).encode()
        try:
            files.replace(file, content)
        except OSError as error:
            raise UserDatabaseError(tr("{0}: cannot be written: {1}").format(file, error.strerror or error)) from error

    def back_up(self, today: date | None = None) -> Path | None:
        """Make today's backup where it is not there yet: for a program that stays open over midnight."""
        return self.user.back_up(today)

    def _known(self, ref: ThreadRef) -> KnownThread:
        """What is to be remembered of a thread: of one that is not in any open archive, what is known already."""
        try:
            return known_thread(ref.archive, self._archive(ref.archive).thread(ref.thread))
        except NotFoundError:
            known = self.known(ref)
            if known is None:
                raise
            return known


def _within(folders: Iterable[Folder], folder: str) -> set[str]:
    """A folder and all that are in it, however deep."""
    folders = tuple(folders)
    found: set[str] = set()
    new = {folder}
    while new:
        found |= new
        new = {one.id for one in folders if one.parent in found} - found
    return found
