"""Bookmarks, folders, tags and saved searches: the commands that change them, wired to list, tree and session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qa_reader.kept import Collection, KeptChange, Step
from qa_reader.model import Query, Scope, ThreadRef
from qa_reader.ui import keeping_dialogs
from qa_reader.ui.choosing import Choosing
from qa_reader.ui.keeping_dialogs import Filing, FilingDialog
from qa_reader.ui.models.kept_nodes import described
from qa_reader.ui.models.nodes import Kind
from qa_reader.ui.panes.department_tree import DepartmentTree
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.session import Session
from qa_reader.ui.status_line import StatusLine
from qa_reader.wording import counted, tr

if TYPE_CHECKING:
    from qa_reader.keeping import Keeping

Refs = tuple[ThreadRef, ...]


class Bookmarking(QObject):
    """Its public methods are commands of the table in `actions`; each change can be taken back, and says so."""

    def __init__(
        self,
        session: Session,
        tree: DepartmentTree,
        found: QuestionList,
        choosing: Choosing,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._keeper = session.keeper
        self._tree = tree
        self._list = found
        self._choosing = choosing
        self._status = status
        self._window = window
        self._keeper.step_done.connect(self._say)
        found.bookmark_requested.connect(self._set_kept)

    # ------------------------------------------------------------ the actions' methods: bookmarks

    def toggle_bookmark(self) -> None:
        """Keep what is chosen in the folder used last, or forget it where all of it is kept."""
        self._choosing.threads(self._toggle)

    def bookmark_into(self) -> None:
        """Keep what is chosen in a folder and with tags that are asked for."""
        self._choosing.threads(lambda refs: self._file(refs, focus_tags=False))

    def tag_threads(self) -> None:
        """Give what is chosen tags, or take them off."""
        self._choosing.threads(lambda refs: self._file(refs, focus_tags=True))

    def show_bookmarks(self) -> None:
        """List what is kept."""
        self._session.ask(Query(scope=Scope.BOOKMARKS))

    def mark_read(self) -> None:
        """Mark what is chosen as read."""
        self._choosing.threads(lambda refs: self._keeper.do(lambda keeping: keeping.set_read(refs, read=True)))

    def mark_unread(self) -> None:
        """Mark what is chosen as not read."""
        self._choosing.threads(self._mark_unread)

    def undo(self) -> None:
        """Take the last change back."""
        if self._keeper.last_step is None:
            self._status.tell(tr("There is nothing to take back."))
        self._keeper.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._keeper.last_undone is None:
            self._status.tell(tr("There is nothing to do again."))
        self._keeper.redo()

    # ------------------------------------------------------------ the actions' methods: folders, searches

    def new_folder(self) -> None:
        """Make a folder, in the one whose menu is open."""
        node = self._choosing.node
        parent = node.name if node is not None and node.kind is Kind.FOLDER else ""

        def chosen(name: str) -> None:
            self._keeper.do(
                lambda keeping: keeping.shelf.add_folder(name, parent),
                step=tr("Folder “{0}” made").format(name),
                then=lambda change: self._tree.reveal(Kind.FOLDER, change.id),
            )

        keeping_dialogs.ask_name(self._window, tr("New folder"), tr("Make"), "", chosen)

    def save_search(self) -> None:
        """Keep the query that is asked now under a name."""
        query = self._session.place.query

        def chosen(name: str) -> None:
            self._keeper.do(
                lambda keeping: keeping.searches.save(name, query),
                step=tr("Search “{0}” saved").format(name),
                then=lambda change: self._tree.reveal(Kind.SEARCH, change.id),
            )

        keeping_dialogs.ask_name(self._window, tr("Save this search"), tr("Save"), described(query), chosen)

    def rename_kept(self) -> None:
        """Call a folder, a tag or a saved search something else."""
        node = self._choosing.node
        renames: dict[Kind, Callable[[Keeping, str], KeptChange]] = {
            Kind.FOLDER: lambda keeping, name: keeping.shelf.rename_folder(node.name, name) if node else KeptChange(),
            Kind.TAG: lambda keeping, name: keeping.shelf.rename_tag(node.name, name) if node else KeptChange(),
            Kind.SEARCH: lambda keeping, name: keeping.searches.change(node.name, name=name) if node else KeptChange(),
        }
        rename = renames.get(node.kind) if node is not None else None
        if node is None or rename is None:
            self._status.tell(tr("Choose a folder, a tag or a saved search in the tree first."))
            return
        keeping_dialogs.ask_name(
            self._window,
            tr("Rename “{0}”").format(node.label),
            tr("Rename"),
            node.label,
            lambda name: self._keeper.do(
                lambda keeping: rename(keeping, name), step=tr("“{0}” is now “{1}”").format(node.label, name)
            ),
        )

    # ------------------------------------------------------------ bookmarks

    def keep(self, refs: Refs) -> None:
        """Bookmark threads at once, in the folder used last."""
        folder = self._last_folder()
        where = self._name_of(folder)
        text = (
            tr("Kept in “{0}”").format(where)
            if len(refs) == 1
            else tr("{0} kept in “{1}”").format(counted(len(refs), tr("{0} thread"), tr("{0} threads")), where)
        )
        self._keeper.do(lambda keeping: keeping.file_away(refs, folder), step=text, refs=refs)

    def forget(self, refs: Refs) -> None:
        """Remove bookmarks."""
        text = counted(len(refs), tr("{0} bookmark removed"), tr("{0} bookmarks removed"))
        self._keeper.do(lambda keeping: keeping.shelf.remove(refs), step=text, refs=refs)

    def _set_kept(self, ref: ThreadRef, kept: bool) -> None:  # noqa: FBT001 - a slot
        if kept:
            self.keep((ref,))
        else:
            self.forget((ref,))

    def _toggle(self, refs: Refs) -> None:
        """Of several, some of which are kept, all are kept then."""
        new = tuple(ref for ref in refs if not self._keeper.is_kept(ref))
        if not refs:
            self._say_nothing_chosen()
        elif new:
            self.keep(new)
        else:
            self.forget(refs)

    def _mark_unread(self, refs: Refs) -> None:
        self._keeper.do(lambda keeping: keeping.set_read(refs, read=False))

    def _file(self, refs: Refs, *, focus_tags: bool) -> None:
        if not refs:
            self._say_nothing_chosen()
            return
        kept = {one.ref: one for one in self._keeper.collection.bookmarks}
        there = [kept[ref] for ref in refs if ref in kept]
        folders = {one.folder for one in there}
        shared = [frozenset(kept[ref].tags if ref in kept else ()) for ref in refs]
        tags = frozenset.intersection(*shared)
        folder = folders.pop() if len(folders) == 1 else self._last_folder()
        known = {tag for one in kept.values() for tag in one.tags}
        dialog = FilingDialog(
            self._title_of(refs),
            tr("Keep here"),
            self._keeper.collection.folders,
            Filing(folder, tags=tags),
            known,
            self._window,
        )
        dialog.accepted.connect(lambda: self._file_away(refs, dialog.filing()))
        dialog.open()
        if focus_tags:
            dialog.focus_tags()

    def _file_away(self, refs: Refs, filing: Filing) -> None:
        name = filing.within[-1] if filing.within else self._name_of(filing.folder)

        def came(change: KeptChange) -> None:
            self._session.remember(bookmark_folder=change.id)
            if change.id:
                self._tree.reveal(Kind.FOLDER, change.id)

        self._keeper.do(
            lambda keeping: keeping.file_away(
                refs, filing.folder, filing.within, tags=filing.tags, without=filing.without
            ),
            step=tr("Kept in “{0}”").format(name),
            refs=refs,
            then=came,
        )

    def _title_of(self, refs: Refs) -> str:
        if len(refs) > 1:
            return counted(len(refs), tr("{0} thread"), tr("{0} threads"))
        kept = (one.title for one in self._keeper.collection.bookmarks if one.ref == refs[0])
        listed = (hit.title for row in self._list.chosen if (hit := self._list.hits.hit(row)) and hit.ref == refs[0])
        tabs = (tab.title for tab in self._session.navigation.tabs.open if tab.ref == refs[0])
        return next((title for title in (*kept, *listed, *tabs) if title), refs[0].thread)

    # ------------------------------------------------------------ words

    def _say(self, step: Step, undoing: bool) -> None:  # noqa: FBT001 - a slot
        if undoing:
            self._status.offer(tr("Taken back: {0}").format(step.text), {tr("Do again"): self.redo})
            return
        offers: dict[str, Callable[[], object]] = {tr("Undo"): self.undo}
        new = _new(step.before, step.after)
        if new:
            offers = {tr("Change…"): lambda: self._file(new, focus_tags=False)} | offers
        self._status.offer(step.text, offers)

    def _say_nothing_chosen(self) -> None:
        self._status.tell(tr("Open a thread first, or choose rows of the list."))

    def _last_folder(self) -> str:
        """The folder used last; the top, where it is there no more."""
        last = self._session.settings.bookmark_folder
        return last if any(one.id == last for one in self._keeper.collection.folders) else ""

    def _name_of(self, folder: str) -> str:
        return folder_name(self._keeper.collection, folder)


def _new(before: Collection, after: Collection) -> Refs:
    """The threads that a change bookmarked."""
    there = {one.ref for one in before.bookmarks}
    return tuple(one.ref for one in after.bookmarks if one.ref not in there)


def folder_name(collection: Collection, folder: str) -> str:
    """What a folder is called; that of all bookmarks for ""."""
    return next((one.name for one in collection.folders if one.id == folder), tr("Bookmarks"))
