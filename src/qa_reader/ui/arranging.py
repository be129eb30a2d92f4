"""The reader's own order: bookmarks, folders and saved searches moved by drag and drop, by menu and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qa_reader.kept import Kept, KeptChange
from qa_reader.model import Bookmark, ThreadRef
from qa_reader.ui.bookmarking import folder_name
from qa_reader.ui.choosing import Choosing
from qa_reader.ui.keeping_dialogs import Filing, FilingDialog
from qa_reader.ui.models.department_tree import Dropped
from qa_reader.ui.models.nodes import Kind, Node
from qa_reader.ui.panes.department_tree import DepartmentTree
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.session import Session
from qa_reader.ui.status_line import StatusLine
from qa_reader.wording import counted, tr

if TYPE_CHECKING:
    from qa_reader.keeping import Keeping

Refs = tuple[ThreadRef, ...]


class Arranging(QObject):
    """Its public methods are commands of the table in `actions`; each change can be taken back."""

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
        self._keeper = session.keeper
        self._list = found
        self._choosing = choosing
        self._status = status
        self._window = window
        tree.dropped.connect(self._drop)
        found.move_requested.connect(self._move_to_row)

    # ------------------------------------------------------------ the actions' methods

    def move_folder(self) -> None:
        """Put a folder into another one that is asked for."""
        node = self._choosing.node
        if node is None or node.kind is not Kind.FOLDER:
            self._status.tell(tr("Choose a folder in the tree first."))
            return
        folders = self._keeper.collection.folders
        inside = {within.name for within in node.below() if within.kind is Kind.FOLDER}
        others = [one for one in folders if one.id not in inside]
        now = next((one.parent for one in folders if one.id == node.name), "")
        title = tr("Where shall the folder “{0}” be?").format(node.label)
        dialog = FilingDialog(title, tr("Move"), others, Filing(now), (), self._window, with_tags=False)

        def move() -> None:
            chosen = dialog.filing()

            def work(keeping: Keeping) -> KeptChange:
                with keeping.user.at_once():
                    target = chosen.folder
                    for name in chosen.within:
                        target = keeping.shelf.add_folder(name, target).id
                    return keeping.shelf.move_folder(node.name, target)

            self._keeper.do(work, step=tr("Folder “{0}” moved").format(node.label))

        dialog.accepted.connect(move)
        dialog.open()

    def move_up(self) -> None:
        """Put what is chosen one place up in the reader's own order."""
        self._move_by(-1)

    def move_down(self) -> None:
        """Put what is chosen one place down in the reader's own order."""
        self._move_by(1)

    # ------------------------------------------------------------ moving

    def _drop(self, dropped: Dropped) -> None:
        """What was let go over a place of the tree."""
        place, position = dropped.place, dropped.position
        if dropped.what == "folder":
            self._keeper.do(
                lambda keeping: keeping.shelf.move_folder(dropped.name, place.name, position),
                step=tr("Folder “{0}” moved").format(folder_name(self._keeper.collection, dropped.name)),
            )
        elif dropped.what == "search":
            self._arrange(dropped.name, position)
        elif place.kind is Kind.TAG:
            self._tag(dropped.threads, place.name)
        else:
            self._place(dropped.threads, place.name, position)

    def _tag(self, refs: Refs, tag: str) -> None:
        def work(keeping: Keeping) -> KeptChange:
            kept = {one.ref: one for one in keeping.shelf.bookmarks()}
            with keeping.user.at_once():
                keeping.add_bookmarks([ref for ref in refs if ref not in kept])
                for ref in refs:
                    keeping.shelf.set_tags(ref, {*(kept[ref].tags if ref in kept else ()), tag})
            return KeptChange(frozenset({Kept.BOOKMARKS}), frozenset(refs))

        text = tr("{0} tagged “{1}”").format(counted(len(refs), tr("{0} thread"), tr("{0} threads")), tag)
        self._keeper.do(work, step=text, refs=refs)

    def _place(self, refs: Refs, folder: str, position: int | None) -> None:
        def work(keeping: Keeping) -> KeptChange:
            with keeping.user.at_once():
                keeping.add_bookmarks(refs, folder)
                return keeping.shelf.place(refs, folder, position)

        where = folder_name(self._keeper.collection, folder)
        text = tr("{0} moved to “{1}”").format(counted(len(refs), tr("{0} bookmark"), tr("{0} bookmarks")), where)
        self._keeper.do(work, step=text, refs=refs)

    def _move_to_row(self, refs: Refs, row: int) -> None:
        """Before the bookmark in a row of the list: into its folder; behind the last one where there is none."""
        kept = {one.ref: one for one in self._keeper.collection.bookmarks}
        before, last = self._list.hits.hit(row), self._list.hits.hit(row - 1)
        if before is not None and before.ref in kept:
            target = kept[before.ref]
            self._place(refs, target.folder, self._siblings(target).index(target))
        elif last is not None and last.ref in kept:
            self._place(refs, kept[last.ref].folder, None)

    def _move_by(self, by: int) -> None:
        node = self._choosing.node
        if node is not None and node.kind is Kind.SEARCH:
            self._arrange(node.name, self._row_of_search(node) + (by if by < 0 else 2))
        elif node is not None and node.kind is Kind.FOLDER:
            self._move_folder_by(node, by)
        elif node is not None and node.kind is Kind.BOOKMARK and node.ref is not None:
            self._move_bookmark_by(node.ref, by)
        else:
            self._choosing.threads(lambda refs: self._move_bookmark_by(refs[0], by) if len(refs) == 1 else None)

    def _move_bookmark_by(self, ref: ThreadRef, by: int) -> None:
        kept = {one.ref: one for one in self._keeper.collection.bookmarks}
        if ref not in kept:
            return
        folder, siblings = kept[ref].folder, self._siblings(kept[ref])
        place = siblings.index(kept[ref]) + (by if by < 0 else 2)
        if 0 <= place <= len(siblings):
            self._keeper.do(
                lambda keeping: keeping.shelf.place([ref], folder, place), step=tr("Bookmark moved"), refs=(ref,)
            )

    def _move_folder_by(self, node: Node, by: int) -> None:
        parent = next(one.parent for one in self._keeper.collection.folders if one.id == node.name)
        siblings = [one.id for one in self._keeper.collection.folders if one.parent == parent]
        place = siblings.index(node.name) + (by if by < 0 else 2)
        if 0 <= place <= len(siblings):
            self._keeper.do(
                lambda keeping: keeping.shelf.move_folder(node.name, parent, place),
                step=tr("Folder “{0}” moved").format(node.label),
            )

    def _row_of_search(self, node: Node) -> int:
        return [one.id for one in self._keeper.collection.searches].index(node.name)

    def _arrange(self, search: str, position: int | None) -> None:
        """Put a saved search before the one at `position`, or last."""
        order = [one.id for one in self._keeper.collection.searches]
        place = len(order) if position is None else min(max(position, 0), len(order))
        before = [one for one in order[:place] if one != search]
        after = [one for one in order[place:] if one != search]
        self._keeper.do(lambda keeping: keeping.searches.arrange([*before, search, *after]), step=tr("Search moved"))

    def _siblings(self, bookmark: Bookmark) -> list[Bookmark]:
        """The bookmarks of its folder, in their order."""
        inside = (one for one in self._keeper.collection.bookmarks if one.folder == bookmark.folder)
        return sorted(inside, key=lambda one: one.position)
