"""The find bar: looks for words in the thread that is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from qa_reader.ui import icons, theme
from qa_reader.ui.fields import LineField
from qa_reader.ui.fitting import ElidedLabel
from qa_reader.ui.speaking import name_buttons

_ICON = 16


class FindBar(QWidget):
    """A line of text with its count and two arrows; hidden until it is needed."""

    text_changed = Signal(str)
    step_requested = Signal(int)  # 1 to the next match, -1 to the one before
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.field = _Field(self)
        self.field.setObjectName("findField")
        self.field.setAccessibleName(self.tr("Find in this thread"))
        self.field.setPlaceholderText(self.tr("Find in this thread…"))
        self.field.setClearButtonEnabled(True)
        name_buttons(self.field)
        self.field.setMaximumWidth(360)
        self.field.setMinimumWidth(72)
        self._count = ElidedLabel(self)
        self._count.setObjectName("findCount")
        self._buttons = {
            "up": self._button("findPrevious", self.tr("Previous (Shift+Return)")),
            "down": self._button("findNext", self.tr("Next (Return)")),
            "close": self._button("closeFind", self.tr("Close (Esc)")),
        }
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(4)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._buttons["up"])
        layout.addWidget(self._buttons["down"])
        layout.addWidget(self._count)
        layout.addStretch()
        layout.addWidget(self._buttons["close"])
        self._connect()
        self._recolour()
        self.hide()

    def open(self) -> None:
        """Show the bar and put the keyboard into it; what was looked for last is looked for again."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.text_changed.emit(self.field.text())

    def close_bar(self) -> None:
        """Hide the bar."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def show_count(self, current: int, total: int) -> None:
        """Say which match of how many is shown."""
        palette = QPalette()
        if not self.field.text():
            self._count.setText("")
        elif not total:
            self._count.setText(self.tr("not in this thread"))
            palette.setColor(QPalette.ColorRole.WindowText, theme.colours(self.palette()).fault)
        else:
            self._count.setText(self.tr("{0} of {1}").format(current, total))
        self._count.setPalette(palette)
        for name in ("up", "down"):
            self._buttons[name].setEnabled(total > 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_buttons"):
            self._recolour()

    def _connect(self) -> None:
        self.field.textChanged.connect(self.text_changed)
        self.field.step_requested.connect(self.step_requested)
        self.field.close_requested.connect(self.close_bar)
        self._buttons["up"].clicked.connect(lambda: self.step_requested.emit(-1))
        self._buttons["down"].clicked.connect(lambda: self.step_requested.emit(1))
        self._buttons["close"].clicked.connect(self.close_bar)

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setAutoRaise(True)
        button.setIconSize(QSize(_ICON, _ICON))
        return button

    def _recolour(self) -> None:
        ink = theme.colours(self.palette()).quiet
        for name, button in self._buttons.items():
            button.setIcon(icons.icon(name, ink))


class _Field(LineField):
    """Takes Return and Esc for itself, which elsewhere in the window are shortcuts."""

    step_requested = Signal(int)
    close_requested = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._own(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            self.step_requested.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)

    @staticmethod
    def _own(event: QKeyEvent) -> bool:
        own = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
        return own and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
