"""The question list: what the search found or the place holds, with a line above that says so."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from qa_reader.errors import QuerySyntaxError
from qa_reader.kept import is_alone
from qa_reader.model import PAGE, Hit, HitPage, Query, Scope, ThreadRef
from qa_reader.ui.chips import ChipRow
from qa_reader.ui.emergency import Sign
from qa_reader.ui.empty_state import EmergencyLine, EmptyState
from qa_reader.ui.fitting import ElidedLabel
from qa_reader.ui.hit_view import HitView
from qa_reader.ui.models.hit_list import BOOKMARKED_ROLE, HIT_ROLE, HitListModel
from qa_reader.ui.pointing import MiddleClick
from qa_reader.ui.sort_box import SortBox
from qa_reader.wording import counted

_MOST_TABS = 20  # at once: more were chosen for something else


class QuestionList(QWidget):
    """The list with its heading; emits what the reader asks for and is given the answers."""

    thread_requested = Signal(object)  # ThreadRef
    row_clicked = Signal()  # or Return pressed on it: what it stands for is to be seen, be it open or not
    new_tab_requested = Signal(object, str)  # ThreadRef, its title
    bookmark_requested = Signal(object, bool)  # ThreadRef, whether to keep it
    page_requested = Signal(int)
    query_requested = Signal(object)  # Query: other order, or one restriction less
    open_requested = Signal()  # an archive, where none is open
    menu_requested = Signal(QPoint)  # on the screen: a menu of what can be done with the chosen rows
    highlight_requested = Signal(object, str)  # ThreadRef, the id of a highlight in it
    move_requested = Signal(object, int)  # tuple[ThreadRef, ...], to stand before this row of the reader's own order

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = Query()
        self._awaited = QPersistentModelIndex()  # a row that was gone to before its hit came
        self._requested: Hit | None = None  # what was asked for last
        self.hits = HitListModel(self)
        self.view = HitView(self)
        self.view.setModel(self.hits)
        self._count = ElidedLabel(self)
        self._count.setObjectName("hitCount")
        self._sort = SortBox(self)
        self._chips = ChipRow(self)
        self._message = EmptyState(self)
        self._emergency = EmergencyLine(self)
        self._lay_out()
        self._connect()

    @property
    def query(self) -> Query:
        """What is answered here."""
        return self._query

    @property
    def chosen(self) -> tuple[int, ...]:
        """The rows that are chosen, from top to bottom."""
        ranges = self.view.selectionModel().selection().toList()
        return tuple(sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)}))

    def show_page(self, page: HitPage) -> None:
        """Show another answer; of one to the same query the rows that are looked at stay in sight.

        So do the same rows at a start, where those of last time were there already.
        """
        again = page.query == self._query or self.hits.shows(page)
        top = self.view.verticalScrollBar().value() if again else 0
        self._query = page.query
        self.hits.replace(page)
        self.view.executeDelayedItemsLayout()
        self.view.verticalScrollBar().setValue(top)
        self._sort.show_query(page.query)
        self._count.setText(self._counted(page))
        self._chips.show_page(page)
        self._message.show_page(page)
        self.view.setVisible(bool(page.total))

    def clear(self) -> None:
        """Have no rows: they were another archive's. What is the case is said by `say`, or an answer comes."""
        self._requested = None
        self._awaited = QPersistentModelIndex()
        self._stand_empty(HitPage(Query(), 0, (), 0))

    def is_of(self, archive: str) -> bool:
        """Whether all rows that are held are an archive's."""
        return self.hits.archives <= {archive}

    def say(self, why: str, *, over_rows: bool = False, opens: bool = False) -> None:
        """Say in the place of the rows why there are none, "" for nothing; where there are, only with `over_rows`.

        `opens`: an archive is to be opened, for which a button is there.
        """
        if over_rows or not self.hits.total:
            self._message.say(why, opens=opens, over_rows=bool(self.hits.total))
            self.view.setVisible(bool(self.hits.total) or not why)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Say how far that is for which the list waits, where it says that it does."""
        if not self._message.isHidden():
            self._message.show_progress(done, total, what)

    def show_fault(self, query: Query, fault: QuerySyntaxError) -> bool:
        """Say in the place of the rows what is wrong with a query, and where; False where rows stay."""
        if self.hits.total:
            return False
        self._stand_empty(HitPage(query, 0, (), 0))
        self._message.show_fault(query, fault)
        self.view.hide()
        return True

    def offer_mended(self, query: Query) -> None:
        """Offer a query in the place of the one whose fault is shown."""
        self._message.offer_mended(query)

    def add_page(self, page: HitPage) -> None:
        """Fill in more rows of the answer."""
        self.hits.add_page(page)
        if self._awaited.isValid() and self._awaited.data(HIT_ROLE) is not None:
            self._choose(self.hits.index(self._awaited.row()), QModelIndex())

    def shows_any_of(self, page: int) -> bool:
        """Whether a row of a page of the answer is on screen, be its hits here or not."""
        first, last = self.view.rows_on_screen
        return any(self.hits.rank(row) // PAGE == page for row in range(first, last + 1))

    def show_bookmarked(self, refs: frozenset[ThreadRef]) -> None:
        """Mark the rows of bookmarked threads."""
        self.hits.mark_bookmarked(refs)

    def show_read(self, refs: frozenset[ThreadRef]) -> None:
        """Mark the rows of threads that were read."""
        self.hits.mark_read(refs)

    def show_emergency(self, sign: Sign | None, number: str) -> None:
        """Say above the hits whom to call, where what is asked for sounds like an emergency."""
        self._emergency.show_sign(sign, number)

    def show_current(self, ref: ThreadRef | None) -> None:
        """Mark the row of the thread that is open, without opening it again.

        A row that was gone to and is still being fetched stays: its thread is opened when it comes. So do several
        rows that are chosen.
        """
        if self._awaited.isValid() or len(self.chosen) > 1:
            return
        current = self.hits.hit(self.view.currentIndex().row())
        if ref is not None and current is not None and current.ref == ref:
            return  # of several highlights in it, the one that was gone to
        row = self.hits.row_of(ref) if ref else None
        before, index = self.view.currentIndex(), self.hits.index(row) if row is not None else QModelIndex()
        selection = self.view.selectionModel()
        if index.isValid() and index == before and selection.isSelected(index):
            return
        selection.blockSignals(True)
        self.view.setCurrentIndex(index)
        selection.blockSignals(False)
        self.view.update(before)
        self.view.update(index)

    def step(self, by: int) -> None:
        """Go `by` rows down, and open the thread there."""
        row = self.view.currentIndex().row() + by if self.view.currentIndex().isValid() else 0
        if 0 <= row < self.hits.rowCount():
            self.view.setCurrentIndex(self.hits.index(row))

    def request_again(self) -> None:
        """Ask once more for the thread that was asked for last, if one was, for those who did not listen yet."""
        if self._requested is not None:
            self._request(self._requested)

    def request_new_tab(self, index: QModelIndex | None = None) -> bool:
        """Ask for a new tab with the thread of a row, usually the marked one; whether there is a thread in it."""
        hit = (self.view.currentIndex() if index is None else index).data(HIT_ROLE)
        if hit is None:
            return False
        self.new_tab_requested.emit(hit.ref, hit.title)
        return True

    def request_new_tabs(self) -> None:
        """Ask for a new tab for each chosen row, or for the marked one where none is."""
        for row in self.chosen[:_MOST_TABS] or (self.view.currentIndex().row(),):
            self.request_new_tab(self.hits.index(row))

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid() and self.hits.total:
            self.view.setCurrentIndex(self.hits.index(0))

    def _stand_empty(self, page: HitPage) -> None:
        self._query = page.query
        self.hits.replace(page)
        self._count.setText("")
        self._sort.show_query(page.query)
        self._chips.show_page(page)
        self._message.hide()

    def _counted(self, page: HitPage) -> str:
        if page.query.scope is Scope.HIGHLIGHTS and is_alone(page.query):
            return counted(page.total, self.tr("{0} highlight"), self.tr("{0} highlights"))
        return counted(page.total, self.tr("{0} thread"), self.tr("{0} threads"))

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(12, 8, 8, 8)
        heading.addWidget(self._count, 1)
        heading.addWidget(self._sort)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(heading)
        layout.addWidget(self._chips)
        layout.addWidget(self._emergency)
        layout.addWidget(self._message)
        layout.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.hits.page_requested.connect(self.page_requested)
        self.view.rows_shown.connect(self.hits.show_rows)
        for change in (self.hits.modelReset, self.hits.rowsRemoved):
            change.connect(self.view.tell_rows_soon)
        self.view.star_clicked.connect(self._toggle_star)
        self.view.menu_requested.connect(self.menu_requested)
        self.view.rows_dropped.connect(self.move_requested)
        MiddleClick(self.view, self.request_new_tab)
        self.view.fold_clicked.connect(lambda index: self.hits.toggle_fold(index.row()))
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.view.activated.connect(lambda index: self._choose(index, QModelIndex()))
        self.view.activated.connect(lambda _index: self.row_clicked.emit())
        self.view.clicked.connect(lambda _index: self.row_clicked.emit())
        self._sort.query_requested.connect(self.query_requested)
        self._chips.query_requested.connect(self.query_requested)
        self._message.query_requested.connect(self.query_requested)
        self._message.open_requested.connect(self.open_requested)

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        """Open the row that was gone to, but not while several are being chosen."""
        if self.view.is_choosing:
            return
        hit = index.data(HIT_ROLE) if index.isValid() else None
        self._awaited = QPersistentModelIndex(index if hit is None else QModelIndex())
        if hit is not None:
            self._request(hit)

    def _request(self, hit: Hit) -> None:
        self._requested = hit
        self.thread_requested.emit(hit.ref)
        if hit.highlight:
            self.highlight_requested.emit(hit.ref, hit.highlight)

    def _toggle_star(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        if hit is not None:
            self.bookmark_requested.emit(hit.ref, not index.data(BOOKMARKED_ROLE))
