"""MY NOTE: the reader's own words on the thread that is open, written down as they are typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qa_reader.model import ThreadRef
from qa_reader.ui import theme
from qa_reader.ui.fields import TextField
from qa_reader.ui.painting import smaller_font

_PAUSE_MS = 400  # after the last key
_LEAST_HIGH = 36  # px, of the field
_LONGEST_MS = 2000  # somebody who types on and on loses no more than this


class NotePane(QWidget):
    """A field for one note; emits what is to be kept, and says whether it is.

    `note_changed` may come for a thread that is open no more: its note is finished first.
    """

    note_changed = Signal(object, str)  # ThreadRef, the whole note
    reading_requested = Signal()  # the keyboard wants to go back to what is read

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notePane")
        self._ref: ThreadRef | None = None
        self._told = ""  # the note as it was given or asked to be kept last
        self._heading = QLabel(self.tr("My note"), self)
        self._state = QLabel(self)
        self._state.setObjectName("noteState")
        self.field = _NoteField(self)
        self._heading.setBuddy(self.field)
        self._pause, self._longest = QTimer(self), QTimer(self)
        for timer, ms in ((self._pause, _PAUSE_MS), (self._longest, _LONGEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(ms)
            timer.timeout.connect(self.finish)
        self._lay_out()
        self.field.textChanged.connect(self._typed)
        self.field.left.connect(self.finish)
        self.field.escaped.connect(self.reading_requested)
        self.show_thread(None, "")

    @property
    def ref(self) -> ThreadRef | None:
        """The thread whose note this is."""
        return self._ref

    def show_thread(self, ref: ThreadRef | None, note: str) -> None:
        """Show the note of another thread; what was typed for the one before is kept first."""
        if ref != self._ref:
            self.finish()
            self._ref, self._told = ref, note
            self._set_text(note)
            self._say("")
        self.field.setEnabled(ref is not None)

    def show_note(self, note: str) -> None:
        """Show the note as it is kept now; what is being typed stays."""
        if self.field.toPlainText() != self._told:
            return
        if note != self._told:
            self._told = note
            self._set_text(note)
            self._say("")

    def show_kept(self, ref: ThreadRef) -> None:
        """Say that what was typed is on the disk."""
        if ref == self._ref and self.field.toPlainText() == self._told:
            self._say(self.tr("Kept"))

    def show_fault(self, ref: ThreadRef, fault: str) -> None:
        """Say that what was typed is not kept, and why; it stays in the field, and is tried again at the next key."""
        if ref == self._ref:
            self._told = ""
            self._say(self.tr("Not kept: {0}").format(fault))

    def show_private(self, *, private: bool) -> None:
        """In private reading nothing can be written."""
        self.field.setReadOnly(private)
        self.field.setPlaceholderText(
            self.tr("Private reading keeps no notes.") if private else self.tr("Write what you want to remember…")
        )

    def finish(self) -> None:
        """Ask now that what was typed is kept."""
        self._pause.stop()
        self._longest.stop()
        text = self.field.toPlainText()
        if self._ref is not None and text != self._told:
            self._told = text
            self._say(self.tr("Keeping…"))
            self.note_changed.emit(self._ref, text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "_pause"):
            self._dress()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._heading)
        line.addStretch()
        line.addWidget(self._state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.field, 1)
        self.show_private(private=False)
        self._dress()

    def _dress(self) -> None:
        own = theme.colours(self.palette())
        small = smaller_font(self.font())
        self._state.setFont(small)
        small.setWeight(small.Weight.DemiBold)
        self._heading.setFont(small)
        for label in (self._heading, self._state):
            label.setStyleSheet(f"color: {own.quiet.name()}")
        ground = own.tint.name()
        self.field.setStyleSheet(f"QPlainTextEdit {{ background: {ground}; border-radius: 4px; padding: 4px; }}")

    def _set_text(self, text: str) -> None:
        self.field.blockSignals(True)
        self.field.setPlainText(text)
        self.field.blockSignals(False)

    def _typed(self) -> None:
        if self._ref is None or self.field.toPlainText() == self._told:
            return
        self._say("")
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _say(self, text: str) -> None:
        self._state.setText(text)


class _NoteField(TextField):
    """Tab leads on, and leaving it is told."""

    left = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noteField")
        self.setAccessibleName(self.tr("My note"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(_LEAST_HIGH)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Escape is the field's before it is the window's, which would empty the search."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to what is read."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)
