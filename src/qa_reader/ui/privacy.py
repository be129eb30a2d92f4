"""Private reading, shown above everything as long as it lasts, and the key that closes all at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QPushButton, QWidget

from qa_reader.ui import speaking, theme
from qa_reader.ui.panes.note_pane import NotePane
from qa_reader.ui.secrecy import Secrecy
from qa_reader.ui.session import Session


class Privacy(QObject):
    """Its public methods are commands of the table in `actions`."""

    def __init__(self, session: Session, secrecy: Secrecy, note: NotePane, window: QMainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._secrecy = secrecy
        self._note = note
        self._window = window
        self._action: QAction | None = None
        self._copied = ""  # out of this program: not every system says whose the clipboard is
        QGuiApplication.clipboard().dataChanged.connect(self._note_copied)
        self.line = PrivateLine(window)
        self.line.leave_requested.connect(self.toggle_private)
        secrecy.changed.connect(self._show)
        window.windowTitleChanged.connect(self._entitle)

    def take_actions(self, made: dict[str, QAction]) -> None:
        """Keep the check mark of the action true."""
        self._action = made["toggle_private"]

    # ------------------------------------------------------------ the actions' methods

    def toggle_private(self) -> None:
        """Read without keeping anything, or keep again."""
        if not self._session.keeper.private:
            self._note.finish()  # what was typed before is kept
        self._secrecy.set_private(private=not self._session.keeper.private)

    def panic(self) -> None:
        """Close everything at once; of what was read since the start nothing is left."""
        for widget in QApplication.topLevelWidgets():
            widget.hide()
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard() or (self._copied and clipboard.text() == self._copied):
            clipboard.clear()
        self._secrecy.forget_sitting()
        self._window.close()

    # ------------------------------------------------------------ within

    def _note_copied(self) -> None:
        ours = QGuiApplication.focusWindow() is not None
        self._copied = QGuiApplication.clipboard().text() if ours else ""

    def _show(self, private: bool) -> None:  # noqa: FBT001 - a slot
        self.line.setVisible(private)
        self._note.show_private(private=private)
        if self._action is not None:
            self._action.setChecked(private)
        self._entitle(self._window.windowTitle())

    def _entitle(self, title: str) -> None:
        """The window's title says it, too: it is what a list of windows shows."""
        ending = self.tr(" (private)")
        plain = title.removesuffix(ending)
        wanted = plain + ending if self._session.keeper.private else plain
        if wanted != title:
            self._window.setWindowTitle(wanted)


class PrivateLine(QWidget):
    """A line across the window that cannot be overlooked, in the inverse of its colours."""

    leave_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("privateLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel(
            self.tr("Private reading: no history, no read marks, no notes. Nothing of it is left when you leave it."),
            self,
        )
        self._text.setObjectName("privateText")
        self._text.setWordWrap(True)
        self._leave = QPushButton(self.tr("Leave private reading"), self)
        self._leave.setObjectName("leavePrivate")
        self._leave.clicked.connect(self.leave_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._leave)
        self._recolour()
        self.hide()

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - as Qt calls it
        super().setVisible(visible)
        if visible:
            # a screen reader says it, wherever the keyboard is
            speaking.alert(self._text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_leave"):
            self._recolour()

    def _recolour(self) -> None:
        palette = self.window().palette()
        ground, ink = palette.color(palette.ColorRole.WindowText), palette.color(palette.ColorRole.Window)
        accent = theme.mix(theme.colours(palette).accent, ground, 0.35)
        sheet = (
            f"#privateLine {{ background: {accent.name()}; }} #privateText {{ color: {ink.name()}; font-weight: 600; }}"
        )
        if self.styleSheet() != sheet:  # setting it changes the palette, which asks for it again
            self.setStyleSheet(sheet)
