"""The search field: asks with every key, or after a flood of them, and suggests what may be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from qa_reader.errors import QuerySyntaxError
from qa_reader.ui import theme
from qa_reader.ui.fields import LineField
from qa_reader.ui.speaking import announce, name_buttons

if TYPE_CHECKING:  # the field is there before all else, and these take longer to import than it takes to paint
    from qa_reader.model import Suggestion
    from qa_reader.ui.suggestion_list import SuggestionList

_FLOOD_MS = 50  # keys that follow each other faster are held down, or sent by a program; nobody types so
_PAUSE_MS = 20  # between the last key of a flood and the search; any other key is asked for at once
_SUGGEST_AFTER_MS = 120  # a list that flickers with every key is in the way


class SearchField(LineField):
    """A line of text that is a query."""

    text_asked = Signal(str, bool)  # the text, and whether it is still being typed
    list_requested = Signal()  # the keyboard wants to go on to the answer
    suggestions_requested = Signal(str)  # for what is being typed
    suggestion_chosen = Signal(object)  # Suggestion

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setAccessibleName(self.tr("Search"))
        self.setPlaceholderText(self.tr("Search questions and replies…"))
        self.setMaxLength(5000)
        self._icon = QAction(self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self._asked = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._since_key = QElapsedTimer()
        self._pause.timeout.connect(lambda: self._ask(typing=True))
        self._suggesting = False
        self._composing = False
        self._underlined = (0, 0)  # from which character to which
        self._list: SuggestionList | None = None  # made when it is first wanted: the field has a window then
        self._awaited = ""  # the text for which suggestions are on their way, or shown
        self._suggest = QTimer(self)
        self._suggest.setSingleShot(True)
        self._suggest.setInterval(_SUGGEST_AFTER_MS)
        self._suggest.timeout.connect(self._request_suggestions)
        self.textEdited.connect(lambda _text: self._ask_soon())
        self.textEdited.connect(lambda _text: self._edited())
        self.textChanged.connect(self._cleared)
        self.returnPressed.connect(self.ask_now)

    def add_clear_button(self) -> None:
        """Have a button that empties the field: after the list, for the style takes 4 ms to find its icon."""
        self.setClearButtonEnabled(True)
        name_buttons(self)

    def ask_now(self) -> None:
        """Ask without waiting for further keys."""
        self._ask(typing=False)

    def set_suggesting(self, *, on: bool) -> None:
        """Whether suggestions are asked for while somebody types."""
        self._suggesting = on
        if not on:
            self.hide_suggestions()

    def show_suggestions(self, text: str, suggestions: tuple[Suggestion, ...]) -> None:
        """Show what may be meant by a text, if that is still what stands here and is waited for."""
        if not text or not text == self._awaited == self.text():
            return
        if self._list is None:
            from qa_reader.ui.suggestion_list import SuggestionList

            self._list = SuggestionList(self)
            self._list.chosen.connect(self._choose)
        self._list.show_suggestions(suggestions)

    def hide_suggestions(self) -> None:
        """Take the list away, and let no answer that is on its way bring it back."""
        self._suggest.stop()
        self._awaited = ""
        if self._list is not None:
            self._list.hide()

    def show_text(self, text: str) -> None:
        """Show the text of another place; what is being typed at this moment stays."""
        self._asked = text
        if self.text() != text and not self._pause.isActive():
            self.hide_suggestions()  # for what stood here before
            self.setText(text)

    def show_fault(self, error: QuerySyntaxError | None) -> None:
        """Say what is wrong with the query, and mark where, or nothing."""
        self._underline(error.span if error else (0, 0))
        told = f"{error}" if error else ""
        if told == self.toolTip():
            return  # a palette that is set makes the field work, the same one too
        self.setToolTip(told)
        palette = QPalette()
        if error is not None:
            palette.setColor(QPalette.ColorRole.Text, theme.colours(self.palette()).fault)
        self.setPalette(palette)

    def recolour(self) -> None:
        """Draw the icon in the palette's ink."""
        from qa_reader.ui import icons

        self._icon.setIcon(icons.icon("search", theme.colours(self.palette()).quiet))

    def event(self, event: QEvent) -> bool:
        """Escape and Tab are the list's, while it is shown, before they are the window's."""
        if isinstance(event, QKeyEvent) and self._list is not None and self._list.isVisible():
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            tab = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
            if tab and self._steer(self._list, event.key()):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._list is not None and self._list.isVisible() and self._steer(self._list, event.key()):
            return
        if event.key() == Qt.Key.Key_Down:
            self.list_requested.emit()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        if self._composing:
            self.hide_suggestions()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hide_suggestions()
        super().focusOutEvent(event)

    def _underline(self, place: tuple[int, int]) -> None:
        """Draw a wave under some characters and under no others, as an input method does; not while one composes."""
        if self._composing or place == self._underlined == (0, 0):
            return
        from PySide6.QtGui import QTextCharFormat  # 2 ms, for which no start waits

        self._underlined = place
        first, last = (_utf16(self.text()[:end]) for end in place)
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(theme.colours(self.palette()).fault)
        kind = QInputMethodEvent.AttributeType.TextFormat
        attribute = QInputMethodEvent.Attribute(kind, first - self.cursorPosition(), last - first, wave)
        super().inputMethodEvent(QInputMethodEvent("", [attribute] if last > first else []))

    def _steer(self, rows: SuggestionList, key: int) -> bool:
        """What a key does to the list under the field; False where the key is the field's own."""
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            rows.move_mark(1 if key == Qt.Key.Key_Down else -1)
            if rows.current is not None:
                said = str(rows.currentIndex().data())
                announce(self, said)
            return True
        if key == Qt.Key.Key_Escape:
            self.hide_suggestions()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab} and rows.current is not None:
            self._choose(rows.current)
            return True
        return False

    def _edited(self) -> None:
        if self._list is not None and not self.text().strip():
            self._list.hide()
        if self._suggesting and not self._composing:
            self._suggest.start()

    def _request_suggestions(self) -> None:
        if self.text().strip() and self.cursorPosition() == len(self.text()) and self.hasFocus():
            self._awaited = self.text()
            self.suggestions_requested.emit(self._awaited)
        else:
            self.hide_suggestions()

    def _choose(self, suggestion: Suggestion) -> None:
        self.hide_suggestions()
        self._pause.stop()
        self.suggestion_chosen.emit(suggestion)

    def _cleared(self, text: str) -> None:
        """The × of the field changes the text without editing it."""
        if not text and self._asked:
            self._ask_soon()

    def _ask_soon(self) -> None:
        """Ask once the key is dealt with, or after the last one of a flood: the newest query wins anyhow."""
        flood = self._since_key.isValid() and self._since_key.elapsed() < _FLOOD_MS
        self._since_key.start()
        self._pause.start(_PAUSE_MS if flood else 0)

    def _ask(self, *, typing: bool) -> None:
        self._pause.stop()
        if not typing:
            self.hide_suggestions()
        self._asked = self.text()
        self.text_asked.emit(self.text(), typing)


def _utf16(text: str) -> int:
    """How long Qt takes a text for."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
