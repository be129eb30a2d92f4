"""The list under the search field: what may be meant. It never takes the keyboard from the field."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from qa_reader.model import Suggested, Suggestion

_ROLE = Qt.ItemDataRole.UserRole + 1
_MOST_ROWS = 12
_PADDING = 4


class SuggestionList(QListView):
    """Rows of suggestions with their kinds, over whatever stands below the field."""

    chosen = Signal(object)  # Suggestion

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self.setObjectName("suggestions")
        self.setAccessibleName(self.tr("Suggestions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self._field = field
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(_ROLE)))
        self.entered.connect(self.setCurrentIndex)
        self.hide()

    @property
    def current(self) -> Suggestion | None:
        """The marked suggestion; None where none is."""
        found: Suggestion | None = self.currentIndex().data(_ROLE)
        return found

    def show_suggestions(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Show other suggestions, none of them marked; hide where there are none."""
        self._rows.clear()
        for suggestion in suggestions[:_MOST_ROWS]:
            item = QStandardItem(self._line(suggestion))
            item.setData(suggestion, _ROLE)
            item.setEditable(False)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 2 * _PADDING))
            self._rows.appendRow(item)
        self.setCurrentIndex(QModelIndex())
        self._place()
        self.setVisible(bool(suggestions))
        self.raise_()

    def move_mark(self, by: int) -> None:
        """Mark the next row or the one before; beyond the ends none is marked, as at first."""
        rows = self._rows.rowCount()
        at = (self.currentIndex().row() + by + 1) % (rows + 1) - 1 if rows else -1
        self.setCurrentIndex(self._rows.index(at, 0) if at >= 0 else QModelIndex())

    def _line(self, suggestion: Suggestion) -> str:
        kinds = {
            Suggested.WORD: "",
            Suggested.TITLE: self.tr("thread"),
            Suggested.TOPIC: self.tr("FAQ topic"),
            Suggested.DOCTOR: self.tr("doctor"),
            Suggested.DEPARTMENT: self.tr("department"),
        }
        kind, place = kinds[suggestion.kind], suggestion.department
        return "  ·  ".join(filter(None, (suggestion.text, kind, place)))

    def _place(self) -> None:
        """Lie right below the field, as wide as it is and as high as the rows want."""
        below = self._field.mapTo(self._field.window(), QPoint(0, self._field.height()))
        rows = self._rows.rowCount()
        height = rows * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth() + _PADDING
        room = max(self._field.window().height() - below.y(), 0)
        self.setGeometry(below.x(), below.y(), self._field.width(), min(height, room))
