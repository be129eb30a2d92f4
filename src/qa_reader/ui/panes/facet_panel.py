"""The facet panel: who asked, when, and about what, each with its count; choosing narrows the list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_reader.model import HitPage, Query
from qa_reader.ui import narrowing
from qa_reader.ui.delegates import FacetDelegate
from qa_reader.ui.fields import LineField
from qa_reader.ui.histogram import YearHistogram
from qa_reader.ui.models.facets import FacetsModel, Kind
from qa_reader.ui.speaking import name_buttons

_LEAST_HIGH = 100  # px
_YEARS_HIGH = 220  # px: from here on there is room for the histogram, too


class FacetPanel(QWidget):
    """Years as a histogram, the values of all facets as a list to tick, and a field to find one by name."""

    query_requested = Signal(object)  # Query
    counts_requested = Signal()  # those of the values that are looked for now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facetPanel")
        self.setAccessibleName(self.tr("Filters"))
        self._query = Query()
        self._facets = FacetsModel(self)
        self.view = _FacetView(self)
        self.view.setModel(self._facets)
        self.years = YearHistogram(self)
        self._find = LineField(self)
        self._find.setObjectName("facetFind")
        self._find.setPlaceholderText(self.tr("Find a topic, a doctor…"))
        self._find.setAccessibleName(self.tr("Find among the filters"))
        self._find.setClearButtonEnabled(True)
        name_buttons(self._find)
        self._clear = QPushButton(self.tr("Remove all"), self)
        self._clear.setObjectName("clearFilters")
        self._clear.setAccessibleName(self.tr("Remove all filters"))
        self._clear.setFlat(True)
        self.setMinimumHeight(_LEAST_HIGH)
        self._lay_out()
        self._find.textChanged.connect(self._look_for)
        self._clear.clicked.connect(lambda: self.query_requested.emit(narrowing.unfiltered(self._query)))
        self.view.chosen.connect(self._choose)
        self.years.years_requested.connect(
            lambda years: self.query_requested.emit(narrowing.within_years(self._query, years))
        )

    @property
    def looked_for(self) -> str:
        """What the names of the values that are looked for have in them, "" for no such thing."""
        return self._find.text().strip()

    def show_query(self, query: Query) -> None:
        """Narrow another answer from now on; its counts come later."""
        self._query = query
        self._clear.setEnabled(query != narrowing.unfiltered(query))

    def show_page(self, page: HitPage) -> None:
        """Show the counts of the answer; where the keyboard is, and what is scrolled to, stays."""
        if page.query != self._query:
            return  # there is a newer answer, whose counts are on their way
        current, place = self._facets.row(self.view.currentIndex()), self.view.verticalScrollBar().value()
        self._facets.show_page(page)
        self.view.setCurrentIndex(self._facets.place_of(current))
        self.view.verticalScrollBar().setValue(place)
        if self.view.hasFocus() and current is None:
            self.focus_first()
        years = {int(year): count for year, count in page.facets.get("year", {}).items()}
        self.years.show_counts(years, page.query.filters.years, page.unsaid.get("year", 0))

    def clear(self) -> None:
        """Have no values: they were another archive's."""
        self.show_query(Query())
        self.show_page(HitPage(Query(), 0, (), 0))

    def focus_first(self) -> None:
        """Put the keyboard into the panel."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.view.first())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room it is for the list: years can be typed, asked:[2019 to 2021]."""
        super().resizeEvent(event)
        self.years.setVisible(self.height() >= _YEARS_HIGH)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(12, 4, 4, 0)
        title = QLabel(self.tr("Filters"), self)
        font = title.font()
        font.setWeight(font.Weight.DemiBold)
        title.setFont(font)
        heading.addWidget(title)
        heading.addStretch()
        heading.addWidget(self._clear)
        field = QHBoxLayout()
        field.setContentsMargins(8, 4, 8, 4)
        field.addWidget(self._find)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading)
        layout.addWidget(self.years)
        layout.addLayout(field)
        layout.addWidget(self.view, 1)

    def _look_for(self, text: str) -> None:
        """Show what is known of it at once; the rarer values of the name come after it."""
        self._facets.find(text)
        self.counts_requested.emit()

    def _choose(self, index: QModelIndex) -> None:
        row = self._facets.row(index)
        if row is None:
            return
        if row.kind is Kind.VALUE:
            self.query_requested.emit(narrowing.toggled(self._query, row.facet, row.value))
        elif row.kind is Kind.MORE:
            place = self.view.verticalScrollBar().value()
            self._facets.unfold(row.facet)
            self.view.setCurrentIndex(self._facets.index(min(index.row(), self._facets.rowCount() - 1)))
            self.view.verticalScrollBar().setValue(place)


class _FacetView(QListView):
    """The rows; a click, Space or Return chooses one, arrows jump over headings."""

    chosen = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("facetList")
        self.setAccessibleName(self.tr("Filters"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setItemDelegate(FacetDelegate(self))

    def first(self) -> QModelIndex:
        """The first row that can be chosen."""
        rows = (self.model().index(row, 0) for row in range(self.model().rowCount()))
        return next((index for index in rows if index.flags() & Qt.ItemFlag.ItemIsSelectable), QModelIndex())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
            return
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        self._leave_heading(1 if self.currentIndex().row() >= before else -1)

    def _leave_heading(self, by: int) -> None:
        index = self.currentIndex()
        while index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            index = self.model().index(index.row() + by, 0)
        self.setCurrentIndex(index if index.isValid() else self.first())
