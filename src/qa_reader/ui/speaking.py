"""Says to assistive tools what Qt leaves unsaid, and where Tab goes and is."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget

from qa_reader.ui import theme
from qa_reader.wording import tr

_CLEAR = "_q_qlineeditclearaction"
_STOPS = (
    "searchField scopeField departmentTree clearFilters yearHistogram facetFind facetList sortField questionList "
    "replyPane sidePanel noteField"
).split()


def name_choice(box: QComboBox, name: str) -> None:
    """Say what is chosen in a box: on Linux Qt calls it by the choice, and has no other name for it."""
    box.setAccessibleName(name)
    box.setAccessibleDescription(name)
    box.setToolTip(name)


def name_buttons(field: QLineEdit) -> None:
    """Name the × within a field, which Qt leaves without a name, and a sign before its text by the field's own."""
    for button in field.findChildren(QToolButton):
        clears = any(action.objectName() == _CLEAR for action in button.actions())
        button.setAccessibleName(tr("Empty the field") if clears else field.accessibleName())


def alert(line: QWidget) -> None:
    """Let a line that has just been shown be spoken at once, wherever the keyboard is."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(line, QAccessible.Event.Alert))


def announce(widget: QWidget, text: str) -> None:
    """Let a text be spoken that stands in no widget with the keyboard."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def tab_through(window: QWidget) -> None:
    """Let Tab go through the window as one reads it, column by column from the search field."""
    stops = [stop for name in _STOPS if (stop := window.findChild(QWidget, name)) is not None]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


class FocusLine(QWidget):
    """A line above a text that is coloured while the text has the keyboard: Qt shows that in lists and fields only."""

    def __init__(self, text: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self.setObjectName(f"{text.objectName()}.focusLine")
        self.setFixedHeight(2)
        text.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._text.palette()
        by_keyboard = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        there = by_keyboard and self._text.hasFocus()
        painter.fillRect(self.rect(), theme.colours(palette).accent if there else palette.base())
