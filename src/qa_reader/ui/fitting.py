"""Lets window and dialogs fit small screens: at three times the size one of 1366 × 768 has room for 455 × 256."""

from __future__ import annotations

from typing import Any
from unicodedata import bidirectional

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

_LEAST = QSize(120, 64)  # px
_COLUMN_LEAST = 100  # px
_ELIDED = Qt.TextElideMode.ElideRight


def resize(window: QWidget, width: int, height: int) -> None:
    """Give a window its usual size, or as much of that as the screen has."""
    room = window.screen().availableSize()
    window.resize(min(width, room.width()), min(height, room.height()))


class Scrolled(QScrollArea):
    """Shows all of its content where there is room for it, and else lets it be scrolled."""

    def __init__(self, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        # with room for a bar at its side: else that makes one below necessary
        return self._content.sizeHint() + QSize(self.verticalScrollBar().sizeHint().width(), 0)

    def minimumSizeHint(self) -> QSize:
        return self._content.minimumSizeHint().boundedTo(_LEAST)


class Column(QSplitter):
    """Panes one above the other, that keep no window from getting low; `resized` lets one of them give way."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setMinimumHeight(_COLUMN_LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class ElidedLabel(QLabel):
    """A line of plain text that ends in dots where there is no room for all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)  # a long text must not make the window wider

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, room = QPainter(self), self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), _ELIDED, room.width())
        side = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.setLayoutDirection(_direction_of(text))
        self.style().drawItemText(painter, room, side, self.palette(), self.isEnabled(), text, self.foregroundRole())


class ElidedButton(QPushButton):
    """A button whose text ends in dots where there is no room for all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # a button's usual one lets no layout make it narrower than its whole text
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST.width(), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        shown: Any = option  # whose fields PySide's types do not know
        shown.text = self.fontMetrics().elidedText(self.text(), _ELIDED, room)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)


def _direction_of(text: str) -> Qt.LayoutDirection:
    """The direction of a text is that of its first letter that has one, whatever the window's is."""
    found = next((kind for letter in text if (kind := bidirectional(letter)) in {"L", "R", "AL"}), "L")
    return Qt.LayoutDirection.LeftToRight if found == "L" else Qt.LayoutDirection.RightToLeft
