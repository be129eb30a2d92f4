"""What the mouse can do everywhere alike: Ctrl and the wheel zoom, the middle button opens in a new tab."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea

_NOTCH = 120  # eighths of a degree; a touchpad sends less at a time


class WheelZoom(QObject):
    """Turns Ctrl and the wheel over some widgets into steps of a zoom."""

    stepped = Signal(int)

    def __init__(self, areas: tuple[QAbstractScrollArea, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._turned = 0
        for area in areas:
            area.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        zooms = (
            isinstance(event, QWheelEvent)
            and event.type() is QEvent.Type.Wheel
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if not zooms or not isinstance(event, QWheelEvent):
            return False
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _NOTCH)
        if steps:
            self._turned -= steps * _NOTCH
            self.stepped.emit(steps)
        return True


class MiddleClick(QObject):
    """Tells of rows that the middle button was pressed on; the view itself does not see the press."""

    def __init__(self, view: QAbstractItemView, clicked: Callable[[QModelIndex], object]) -> None:
        super().__init__(view)
        self._view = view
        self._clicked = clicked
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or event.button() is not Qt.MouseButton.MiddleButton:
            return False
        if event.type() is QEvent.Type.MouseButtonPress:
            index = self._view.indexAt(event.position().toPoint())
            if index.isValid():
                self._clicked(index)
        return True
