"""All that keeps in the window, made and wired: bookmarks and their order, removing, and what the panes show of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QMainWindow, QMenu, QToolBar, QToolButton

from qa_reader.kept import Collection, Kept, KeptChange
from qa_reader.model import Query, Scope, ThreadRef
from qa_reader.ui import actions, dialogs, fitting, theme
from qa_reader.ui.arranging import Arranging
from qa_reader.ui.bookmarking import Bookmarking
from qa_reader.ui.choosing import Choosing
from qa_reader.ui.desk import ReadingDesk
from qa_reader.ui.models.hit_list import Own
from qa_reader.ui.noting import Noting
from qa_reader.ui.panes.department_tree import DepartmentTree
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.panes.side_panel import SidePanel
from qa_reader.ui.privacy import Privacy
from qa_reader.ui.removing import Removing
from qa_reader.ui.safekeeping import Safekeeping
from qa_reader.ui.secrecy import Secrecy
from qa_reader.ui.session import Session
from qa_reader.ui.status_line import StatusLine

_SHARES = [480, 160]  # px: the side panel, the note
_SCOPES = {
    Scope.BOOKMARKS: frozenset({Kept.BOOKMARKS, Kept.FOLDERS, Kept.NOTES}),
    Scope.NOTES: frozenset({Kept.NOTES}),
    Scope.HIGHLIGHTS: frozenset({Kept.HIGHLIGHTS}),
}


class KeepingRoom(QObject):
    """Shows every change of what is kept in tree and list; `owners` have the methods of its commands."""

    note_requested = Signal()  # its pane has to be there

    def __init__(  # noqa: PLR0913, PLR0917 - the panes that it wires
        self,
        session: Session,
        tree: DepartmentTree,
        found: QuestionList,
        desk: ReadingDesk,
        side: SidePanel,
        choosing: Choosing,
        status: StatusLine,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._tree = tree
        self._list = found
        self._noting = Noting(session, found, desk, side, status, window)
        #: The right column: what belongs to the thread, and below it the reader's note on it.
        self.column = fitting.Column(window)
        self.column.setObjectName("besideThread")
        self.column.addWidget(side)
        self.column.addWidget(self._noting.pane)
        self.column.setStretchFactor(0, 1)
        self.column.setSizes(_SHARES)
        secrecy = Secrecy(session, window)
        self._privacy = Privacy(session, secrecy, self._noting.pane, window)
        bookmarking = Bookmarking(session, tree, found, choosing, status, window)
        self.owners: tuple[QObject, ...] = (
            bookmarking,
            Arranging(session, tree, found, choosing, status, window),
            Removing(session, found, choosing, bookmarking, status, window),
            Safekeeping(session, secrecy, status, window),
            self._noting,
            self._privacy,
        )
        self._noting.note_requested.connect(self.note_requested)
        session.keeper.changed.connect(self._show)
        session.keeper.found_again.connect(lambda found: dialogs.show_found_again(window, found))
        tree.query_requested.connect(session.ask)
        tree.visit_requested.connect(self._visit)

    def take_actions(self, made: dict[str, QAction]) -> None:
        """The actions that menus show."""
        self._noting.take_actions(made)
        self._privacy.take_actions(made)

    def add_star_menu(self, bar: QToolBar, made: dict[str, QAction]) -> None:
        """Beside the star, what else can be done with it."""
        button = bar.widgetForAction(made["toggle_bookmark"])
        if isinstance(button, QToolButton):
            menu = QMenu(button)
            menu.setObjectName("starMenu")
            menu.addActions([made[name] for name in actions.menu_of("star")])
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    def stand_above(self, column: QBoxLayout) -> None:
        """Put what says that reading is private above all else that stands in the window's column."""
        column.insertWidget(0, self._privacy.line)

    def finish(self) -> None:
        """Keep what is being typed: the window closes."""
        self._noting.finish()

    def recolour(self) -> None:
        """Draw the line between the panes in the palette's colour."""
        rule = theme.colours(self.column.palette()).rule.name()
        self.column.setStyleSheet(f"QSplitter::handle {{ background: {rule}; }}")

    def _show(self, collection: Collection, change: KeptChange) -> None:
        """All views at once."""
        if change.kinds != {Kept.READ}:
            self._tree.show_kept(collection, change.kinds)
        self._list.show_bookmarked(frozenset(one.ref for one in collection.bookmarks))
        if change.kinds & {Kept.BOOKMARKS, Kept.NOTES, Kept.HIGHLIGHTS}:
            self._list.hits.show_own(own_of_threads(collection), own_of_highlights(collection))
        if change.kinds & _SCOPES.get(self._session.place.query.scope, frozenset()):
            self._session.refresh()

    def _visit(self, ref: ThreadRef, query: Query) -> None:
        """A thread of the history, under the query under which it was opened."""
        self._session.ask(query)
        self._session.read(ref)


def own_of_threads(collection: Collection) -> dict[ThreadRef, Own]:
    """What the reader wrote on threads: the note, with that of the bookmark where an import brought one; the tags."""
    notes = {note.ref: note.text for note in collection.notes}
    own = {ref: Own(text) for ref, text in notes.items()}
    for one in collection.bookmarks:
        note = "\n".join(filter(None, dict.fromkeys((notes.get(one.ref, ""), one.note))))
        if note or one.tags or one.gone:
            own[one.ref] = Own(note, one.tags, gone=one.gone)
    return own


def own_of_highlights(collection: Collection) -> dict[str, Own]:
    """The reader's notes on highlights, and their colours, by their ids."""
    return {one.id: Own(one.note, colour=one.colour) for one in collection.highlights}
