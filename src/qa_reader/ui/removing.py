"""One command removes whatever is chosen: a bookmark, a folder, a tag, a search, a highlight, a line of the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qa_reader.kept import Collection, KeptChange
from qa_reader.model import Scope, ThreadRef
from qa_reader.ui import keeping_dialogs
from qa_reader.ui.bookmarking import Bookmarking, folder_name
from qa_reader.ui.choosing import Choosing
from qa_reader.ui.models.nodes import Kind, Node
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.session import Session
from qa_reader.ui.status_line import StatusLine
from qa_reader.wording import counted, tr

if TYPE_CHECKING:
    from qa_reader.keeping import Keeping


class Removing(QObject):
    """Its public method is a command of the table in `actions`. What cannot be taken back is asked about first."""

    def __init__(
        self,
        session: Session,
        found: QuestionList,
        choosing: Choosing,
        bookmarking: Bookmarking,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._keeper = session.keeper
        self._list = found
        self._choosing = choosing
        self._bookmarking = bookmarking
        self._status = status
        self._window = window

    def remove_kept(self) -> None:
        """Remove what is chosen in the tree or in the list."""
        node = self._choosing.node
        if node is not None:
            removes: dict[Kind, Callable[[Node], None]] = {
                Kind.FOLDER: self._folder,
                Kind.BOOKMARK: lambda one: self._bookmarking.forget((one.ref,)) if one.ref else None,
                Kind.TAG: self._tag,
                Kind.SEARCH: self._search,
                Kind.VISIT: self._visit,
                Kind.ASKED: self._visit,
                Kind.DAY: self._day,
            }
            removes.get(node.kind, self._nothing)(node)
        elif not self._choosing.in_list:
            self._nothing()
        elif self._session.place.query.scope is Scope.HIGHLIGHTS:
            self._highlights()
        elif self._session.place.query.scope is Scope.NOTES:
            self._choosing.threads(self._notes)
        else:
            self._choosing.threads(self._bookmarks)

    # ------------------------------------------------------------ of the list

    def _bookmarks(self, refs: tuple[ThreadRef, ...]) -> None:
        kept = tuple(ref for ref in refs if self._keeper.is_kept(ref))
        if kept:
            self._bookmarking.forget(kept)
        else:
            self._status.tell(tr("None of it is bookmarked."))

    def _highlights(self) -> None:
        hits = (self._list.hits.hit(row) for row in self._list.chosen)
        names = [hit.highlight for hit in hits if hit is not None and hit.highlight]
        refs = {one.ref for one in self._keeper.collection.highlights if one.id in names}

        def work(keeping: Keeping) -> KeptChange:
            with keeping.user.at_once():
                changes = [keeping.marks.remove_highlight(name) for name in names]
            return KeptChange(changes[0].kinds, frozenset(ref for change in changes for ref in change.refs))

        if names:
            text = counted(len(names), tr("{0} highlight removed"), tr("{0} highlights removed"))
            self._keeper.do(work, step=text, refs=refs)

    def _notes(self, refs: tuple[ThreadRef, ...]) -> None:
        def work(keeping: Keeping) -> KeptChange:
            with keeping.user.at_once():
                changes = [keeping.set_note(ref, "") for ref in refs]
            return KeptChange(changes[0].kinds, frozenset(refs))

        if refs:
            question = counted(len(refs), tr("Remove {0} note for good?"), tr("Remove {0} notes for good?"))
            remove = counted(len(refs), tr("Remove {0} note"), tr("Remove {0} notes"))
            keeping_dialogs.ask_first(self._window, "removeNotes", question, remove, lambda: self._keeper.do(work))

    # ------------------------------------------------------------ of the tree

    def _folder(self, node: Node) -> None:
        refs = tuple(one.ref for one in node.below() if one.kind is Kind.BOOKMARK and one.ref)

        def remove(with_bookmarks: bool) -> None:  # noqa: FBT001 - the answer to a question
            self._keeper.do(
                lambda keeping: keeping.shelf.remove_folder(node.name, with_bookmarks=with_bookmarks),
                step=tr("Folder “{0}” removed").format(node.label),
                refs=refs,
            )

        if refs:
            where = folder_name(self._keeper.collection, _parent(self._keeper.collection, node.name))
            keeping_dialogs.ask_of_folder(self._window, node.label, where, len(refs), remove)
        else:
            remove(False)

    def _tag(self, node: Node) -> None:
        self._keeper.do(
            lambda keeping: keeping.shelf.rename_tag(node.name, ""), step=tr("Tag “{0}” removed").format(node.label)
        )

    def _search(self, node: Node) -> None:
        self._keeper.do(
            lambda keeping: keeping.searches.remove(node.name), step=tr("Search “{0}” removed").format(node.label)
        )

    def _visit(self, node: Node) -> None:
        refs = [node.ref] if node.ref else []
        queries = [node.query] if node.query and not node.ref else []
        self._keeper.do(lambda keeping: keeping.history.forget(refs, queries))
        self._status.tell(tr("Removed from the history."))

    def _day(self, node: Node) -> None:
        keeping_dialogs.ask_first(
            self._window,
            "removeDay",
            tr("Remove what was read on this day ({0}) from the history for good?").format(node.label),
            counted(len(node.children), tr("Remove {0} line"), tr("Remove {0} lines")),
            lambda: self._keeper.do(lambda keeping: keeping.history.forget_day(date.fromisoformat(node.name))),
        )

    def _nothing(self, _node: Node | None = None) -> None:
        self._status.tell(tr("Choose what to remove in the tree or in the list first."))


def _parent(collection: Collection, folder: str) -> str:
    return next((one.parent for one in collection.folders if one.id == folder), "")
