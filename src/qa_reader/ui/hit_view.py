"""The rows of the question list as a view: which are seen, clicks on stars and folds, choosing several, dragging."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from qa_reader.ui import theme
from qa_reader.ui.hit_delegate import HitDelegate, fold_rect, star_rect
from qa_reader.ui.models import carrying
from qa_reader.ui.models.hit_list import FOLD_ROLE, HitListModel
from qa_reader.ui.uniform_list import UniformListView

_SCROLL_PAUSE_MS = 15  # rows that fly past are not asked for


class HitView(UniformListView):
    """The rows; says which are on screen, when a star was clicked, and when a fold.

    With Shift and Ctrl several are chosen, and meanwhile `is_choosing`.
    """

    rows_shown = Signal(int, int)
    menu_requested = Signal(QPoint)
    rows_dropped = Signal(object, int)  # tuple[ThreadRef, ...], and the row before which they were let go
    star_clicked = Signal(QModelIndex)
    fold_clicked = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("questionList")
        self.setAccessibleName(self.tr("Questions"))
        self.setItemDelegate(HitDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.is_choosing = False
        self._landing = -1  # the row before which something would come to stand that is carried over the list
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SCROLL_PAUSE_MS)
        self._pause.timeout.connect(self._tell_rows)
        self.verticalScrollBar().valueChanged.connect(self.tell_rows_soon)

    def tell_rows_soon(self) -> None:
        """Say again which rows are on screen: others may have come there, as where rows above them were folded."""
        self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tell_rows_soon()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab comes to the first row that is seen, and does not open it: who goes on by Tab opens nothing."""
        by_tab = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if by_tab and not self.currentIndex().isValid() and self.rows_on_screen[1] >= 0:
            first = self.model().index(self.rows_on_screen[0], 0)
            chosen = self.selectionModel()
            chosen.blockSignals(True)
            chosen.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            chosen.blockSignals(False)
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() is Qt.MouseButton.RightButton:
            self._choose_for_menu(index)
            return
        if index.isValid():
            row, direction = self.visualRect(index), self.layoutDirection()
            if star_rect(row, direction).adjusted(-6, -6, 6, 6).contains(place):
                self.star_clicked.emit(index)
                return
            if index.data(FOLD_ROLE) and fold_rect(row, self.font(), direction).contains(place):
                self.fold_clicked.emit(index)
                return
        self.is_choosing = _chooses(event)
        super().mousePressEvent(event)
        self.is_choosing = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            at = event.globalPos()
        if self.selectionModel().hasSelection():
            self.menu_requested.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right unfolds and left folds, as in a tree; mirrored where one reads from the right."""
        fold = self.currentIndex().data(FOLD_ROLE) if self.currentIndex().isValid() else None
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        opens = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        if fold and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            if (event.key() == opens) is not fold.unfolded:
                self.fold_clicked.emit(self.currentIndex())
            return
        self.is_choosing = _chooses(event)
        super().keyPressEvent(event)
        self.is_choosing = False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._carry(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._carry(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._land(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        threads, row = carrying.carried(event.mimeData()), self._landing
        self._land(-1)
        if threads and row >= 0:
            event.acceptProposedAction()
            self.rows_dropped.emit(threads, row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._landing >= 0:
            painter = QPainter(self.viewport())
            top = self._landing * self.visualRect(self.model().index(0, 0)).height() - self.verticalOffset()
            painter.fillRect(0, top - 1, self.viewport().width(), 3, theme.colours(self.palette()).accent)

    def _carry(self, event: QDragMoveEvent) -> None:
        """Show where what is carried would come to stand, where the order is the reader's own."""
        hits = self.model()
        fits = isinstance(hits, HitListModel) and hits.in_own_order and carrying.carried(event.mimeData())
        if not fits or not hits.rowCount():
            event.ignore()
            return
        event.acceptProposedAction()
        height = self.visualRect(hits.index(0, 0)).height()
        place = round((event.position().y() + self.verticalOffset()) / height)
        self._land(min(place, hits.rowCount()))

    def _land(self, row: int) -> None:
        if row != self._landing:
            self._landing = row
            self.viewport().update()

    def _choose_for_menu(self, index: QModelIndex) -> None:
        """The menu is of the rows that are chosen, or of the one under the pointer; it opens none of them."""
        chosen = self.selectionModel()
        if index.isValid() and not chosen.isSelected(index):
            chosen.select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        elif not index.isValid():
            chosen.clearSelection()

    def _tell_rows(self) -> None:
        first, last = self.rows_on_screen
        if first <= last:
            self.rows_shown.emit(first, last)


def _chooses(event: QKeyEvent | QMouseEvent) -> bool:
    """Whether a click or key adds to what is chosen."""
    return bool(event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
