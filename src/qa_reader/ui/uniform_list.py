"""A list view for any number of rows of one height: where a row is, is reckoned and not looked up.

QListView asks the model for each row when it lays out, uniform sizes or not: 1.2 s of the window's thread for 250,000
rows of a model in Python, each time that a row is added or an answer comes. It is still a QListView, because Qt tells
assistive tools about the rows of that class and not of its base.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QPalette, QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_STEPS_A_ROW = 4  # a notch of the wheel moves by three such steps


class UniformListView(QListView):
    """Rows of the height that the delegate gives the first, one below the other, scrolled by pixels."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = 1
        self._lay_ground()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_ground(self) -> None:
        """Paint on a widget of our own: to know Qt's, PySide looks at all classes of widgets, 15 ms of a start."""
        ground = QWidget(self)
        ground.setBackgroundRole(QPalette.ColorRole.Base)
        ground.setAutoFillBackground(True)
        self.setViewport(ground)

    @property
    def rows_on_screen(self) -> tuple[int, int]:
        """The first and the last row of which something is seen; (0, -1) where there are none."""
        top = self.verticalOffset()
        last = (top + self.viewport().height() - 1) // self._height
        return top // self._height, min(last, self._rows() - 1)

    # ------------------------------------------------------------ where rows are

    def doItemsLayout(self) -> None:
        if self._rows():
            self._height = max(1, self.sizeHintForIndex(self.model().index(0, 0)).height())
        QAbstractItemView.doItemsLayout(self)

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Paint these rows anew; QListView lays out and paints all, 10 ms for a row that is marked as read."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def updateGeometries(self) -> None:
        QAbstractItemView.updateGeometries(self)
        seen = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setSingleStep(max(1, self._height // _STEPS_A_ROW))
        bar.setPageStep(seen)
        bar.setRange(0, max(0, self._rows() * self._height - seen))

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def visualRect(self, index: _Index) -> QRect:
        if not index.isValid():
            return QRect()
        return QRect(0, index.row() * self._height - self.verticalOffset(), self.viewport().width(), self._height)

    def indexAt(self, place: QPoint) -> QModelIndex:
        row = (place.y() + self.verticalOffset()) // self._height
        inside = 0 <= place.x() < self.viewport().width() and 0 <= row < self._rows()
        return self.model().index(row, 0) if inside else QModelIndex()

    def isIndexHidden(self, index: _Index) -> bool:
        return False

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        self.executeDelayedItemsLayout()
        top, seen, bar = index.row() * self._height, self.viewport().height(), self.verticalScrollBar()
        now = bar.value()
        below = top + self._height - seen
        if hint is QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(top)
        elif hint is QAbstractItemView.ScrollHint.PositionAtBottom:
            bar.setValue(below)
        elif hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(top - (seen - self._height) // 2)
        else:
            bar.setValue(top if top < now or self._height > seen else max(now, below))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    def sizeHintForRow(self, row: int) -> int:
        return self._height

    # ------------------------------------------------------------ moving and choosing

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        rows = self._rows()
        if not rows:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return self.model().index(0, 0)
        page = max(1, self.viewport().height() // self._height - 1)
        by = {
            _Move.MoveUp: -1,
            _Move.MovePrevious: -1,
            _Move.MoveDown: 1,
            _Move.MoveNext: 1,
            _Move.MovePageUp: -page,
            _Move.MovePageDown: page,
            _Move.MoveHome: -rows,
            _Move.MoveEnd: rows,
        }.get(action, 0)
        return self.model().index(min(max(0, current.row() + by), rows - 1), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose all rows that a rectangle touches: one of a click, a range of a click or a key with Shift."""
        place = rect.normalized()
        first, last = ((edge + self.verticalOffset()) // self._height for edge in (place.top(), place.bottom()))
        first, last = max(0, first), min(last, self._rows() - 1)
        chosen = QItemSelection()
        if first <= last:
            chosen.select(self.model().index(first, 0), self.model().index(last, 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for one in selection.toList():
            top, bottom = self.visualRect(one.topLeft()), self.visualRect(one.bottomRight())
            region += top.united(bottom).intersected(self.viewport().rect())
        return region

    def keyboardSearch(self, _text: str) -> None:
        """Nothing: it would ask for the title of every row, of which few are here."""

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state & ~QStyle.StateFlag.State_HasFocus & ~QStyle.StateFlag.State_MouseOver
        chosen, current = self.selectionModel(), self.currentIndex()
        under = self._under_pointer()
        first, last = self.rows_on_screen
        delegate = self.itemDelegate()
        for row in range(first, last + 1):
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)
            if not event.region().intersects(option.rect):
                continue
            option.state = plain
            if chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if index == under:
                option.state |= QStyle.StateFlag.State_MouseOver
            if index == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            delegate.paint(painter, option, index)

    def viewportSizeHint(self) -> QSize:
        return QSize(200, self._height * min(self._rows(), 4))

    def _under_pointer(self) -> QModelIndex:
        if not self.viewport().underMouse():
            return QModelIndex()
        return self.indexAt(self.viewport().mapFromGlobal(QCursor.pos()))

    def _rows(self) -> int:
        model: QAbstractItemModel | None = self.model()  # None before it is set
        return model.rowCount() if model is not None else 0
