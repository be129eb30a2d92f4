"""Lets dialogs fit small screens: at three times the size a screen of 1366 × 768 has room for 455 × 256."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST = QSize(120, 64)  # px


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
