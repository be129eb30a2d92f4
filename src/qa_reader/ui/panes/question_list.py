"""The question list: what the search found or the place holds, with a line above that says so."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_reader.model import HitPage, Query, Scope, Sort, ThreadRef
from qa_reader.ui.delegates import HitDelegate, counted, star_rect
from qa_reader.ui.models.hit_list import BOOKMARKED_ROLE, HIT_ROLE, HitListModel
from qa_reader.ui.pointing import MiddleClick

_SCROLL_PAUSE_MS = 15  # rows that fly past are not asked for


class QuestionList(QWidget):
    """The list with its heading; emits what the reader asks for and is given the answers."""

    thread_requested = Signal(object)  # ThreadRef
    new_tab_requested = Signal(object, str)  # ThreadRef, its title
    bookmark_requested = Signal(object, bool)  # ThreadRef, whether to keep it
    page_requested = Signal(int)
    query_requested = Signal(object)  # Query: other order, or one restriction less

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = Query()
        self.hits = HitListModel(self)
        self.view = _HitView(self)
        self.view.setModel(self.hits)
        self._count = QLabel(self)
        self._count.setObjectName("hitCount")
        self._sort = self._make_sort()
        self._chips = QHBoxLayout()
        self._message = QLabel(self)
        self._message.setObjectName("emptyState")
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._message.setContentsMargins(24, 48, 24, 24)
        self._message.hide()
        self._lay_out()
        self._connect()

    def show_page(self, page: HitPage) -> None:
        """Show another answer."""
        self._query = page.query
        self.hits.replace(page)
        self.view.scrollToTop()
        self._sort.setCurrentIndex(self._sort.findData(_shown_sort(page.query)))
        self._count.setText(counted(page.total, self.tr("{0} thread"), self.tr("{0} threads")))
        self._show_chips()
        self._show_message(page)

    def add_page(self, page: HitPage) -> None:
        """Fill in more rows of the answer."""
        self.hits.add_page(page)

    def show_bookmarked(self, refs: frozenset[ThreadRef]) -> None:
        """Mark the rows of bookmarked threads."""
        self.hits.mark_bookmarked(refs)

    def show_current(self, ref: ThreadRef | None) -> None:
        """Mark the row of the thread that is open, without opening it again."""
        row = self.hits.row_of(ref) if ref else None
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        self.view.setCurrentIndex(self.hits.index(row) if row is not None else QModelIndex())
        selection.blockSignals(False)
        self.view.viewport().update()

    def step(self, by: int) -> None:
        """Go `by` rows down, and open the thread there."""
        row = self.view.currentIndex().row() + by if self.view.currentIndex().isValid() else 0
        if 0 <= row < self.hits.total:
            self.view.setCurrentIndex(self.hits.index(row))

    def request_new_tab(self, index: QModelIndex | None = None) -> bool:
        """Ask for a new tab with the thread of a row, usually the marked one; whether there is a thread in it."""
        hit = (self.view.currentIndex() if index is None else index).data(HIT_ROLE)
        if hit is None:
            return False
        self.new_tab_requested.emit(hit.ref, hit.title)
        return True

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid() and self.hits.total:
            self.view.setCurrentIndex(self.hits.index(0))

    def _make_sort(self) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName("sortField")
        box.setAccessibleName(self.tr("Order of the list"))
        for sort, text in (
            (Sort.RELEVANCE, self.tr("Best match")),
            (Sort.NEWEST, self.tr("Newest")),
            (Sort.OLDEST, self.tr("Oldest")),
            (Sort.TITLE, self.tr("Title")),
        ):
            box.addItem(text, sort)
        return box

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(12, 8, 8, 8)
        heading.addWidget(self._count)
        heading.addStretch()
        heading.addWidget(self._sort)
        self._chips.setContentsMargins(12, 0, 12, 8)
        self._chips.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(heading)
        layout.addLayout(self._chips)
        layout.addWidget(self._message)
        layout.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.hits.page_requested.connect(self.page_requested)
        self.view.rows_shown.connect(self.hits.show_rows)
        self.view.star_clicked.connect(self._toggle_star)
        MiddleClick(self.view, self.request_new_tab)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self._sort.activated.connect(self._change_sort)

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        hit = index.data(HIT_ROLE) if index.isValid() else None
        if hit is not None:
            self.thread_requested.emit(hit.ref)

    def _toggle_star(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        if hit is not None:
            self.bookmark_requested.emit(hit.ref, not index.data(BOOKMARKED_ROLE))

    def _change_sort(self, place: int) -> None:
        self.query_requested.emit(replace(self._query, sort=Sort(self._sort.itemData(place))))

    def _show_chips(self) -> None:
        while self._chips.count() > 1:
            item = self._chips.takeAt(0)
            chip = item.widget() if item else None
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for text, without in self._restrictions():
            chip = QPushButton(f"{text}  ×", self)
            chip.setObjectName("filterChip")
            chip.setAccessibleName(self.tr("Remove the filter {0}").format(text))
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            chip.clicked.connect(lambda _checked=False, query=without: self.query_requested.emit(query))
            self._chips.insertWidget(self._chips.count() - 1, chip)

    def _restrictions(self) -> list[tuple[str, Query]]:
        """What limits the answer beside the words, each with the query without it."""
        query = self._query
        found = []
        if query.scope is Scope.BOOKMARKS:
            found.append((self.tr("Bookmarks"), replace(query, scope=Scope.EVERYTHING)))
        if query.topic is not None:
            found.append((query.topic.name, replace(query, topic=None)))
        elif query.department:
            found.append((query.department, replace(query, department="")))
        return found

    def _show_message(self, page: HitPage) -> None:
        text = "" if page.total else self._nothing_found(page.query)
        notes = "\n".join(page.notes)
        self._message.setText("\n\n".join(filter(None, (notes, text))))
        self._message.setVisible(bool(self._message.text()))
        self._message.setContentsMargins(*((24, 48, 24, 24) if text else (12, 0, 12, 8)))
        self.view.setVisible(bool(page.total))

    def _nothing_found(self, query: Query) -> str:
        if query.text.strip() and self._restrictions():
            return self.tr("No thread here has all of these words.\n\nRemove a filter above to look everywhere.")
        if query.text.strip():
            return self.tr("No thread has all of these words.\n\nTry fewer words, or a beginning: twitch*")
        if query.scope is Scope.BOOKMARKS:
            return self.tr("Nothing is bookmarked yet.\n\nThe star of a thread, or Ctrl+D, keeps it here.")
        return self.tr("There are no threads here.")


class _HitView(QListView):
    """The rows; says which are on screen, and when a star was clicked."""

    rows_shown = Signal(int, int)
    star_clicked = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("questionList")
        self.setAccessibleName(self.tr("Questions"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(HitDelegate(self))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SCROLL_PAUSE_MS)
        self._pause.timeout.connect(self._tell_rows)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._pause.start())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pause.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if index.isValid() and star_rect(self.visualRect(index)).adjusted(-6, -6, 6, 6).contains(place):
            self.star_clicked.emit(index)
            return
        super().mousePressEvent(event)

    def _tell_rows(self) -> None:
        first = self.indexAt(self.viewport().rect().topLeft())
        if not first.isValid():
            return
        height = max(1, self.visualRect(first).height())
        self.rows_shown.emit(first.row(), first.row() + self.viewport().height() // height + 1)


def _shown_sort(query: Query) -> Sort:
    """The order that an answer really has: without words there is no best match."""
    return Sort.NEWEST if query.sort is Sort.RELEVANCE and not query.text.strip() else query.sort
