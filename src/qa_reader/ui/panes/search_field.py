"""The search field: asks a little after the last key, or at once on Return."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from qa_reader.errors import QuerySyntaxError
from qa_reader.ui import theme
from qa_reader.ui.speaking import name_buttons

_PAUSE_MS = 20  # between the last key and the search: a search takes less than the next key, and the newest wins


class SearchField(QLineEdit):
    """A line of text that is a query."""

    text_asked = Signal(str, bool)  # the text, and whether it is still being typed
    list_requested = Signal()  # the keyboard wants to go on to the answer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setAccessibleName(self.tr("Search"))
        self.setPlaceholderText(self.tr("Search questions and replies…"))
        self.setClearButtonEnabled(True)
        self.setMaxLength(5000)
        self._icon = QAction(self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        name_buttons(self)
        self._asked = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._ask(typing=True))
        self.textEdited.connect(lambda _text: self._pause.start())
        self.textChanged.connect(self._cleared)
        self.returnPressed.connect(self.ask_now)

    def ask_now(self) -> None:
        """Ask without waiting for further keys."""
        self._ask(typing=False)

    def show_text(self, text: str) -> None:
        """Show the text of another place; what is being typed at this moment stays."""
        self._asked = text
        if self.text() != text and not self._pause.isActive():
            self.setText(text)

    def show_fault(self, error: QuerySyntaxError | None) -> None:
        """Say what is wrong with the query, or nothing."""
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
        self._icon.setIcon(theme.icon("search", theme.colours(self.palette()).quiet))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.list_requested.emit()
            return
        super().keyPressEvent(event)

    def _cleared(self, text: str) -> None:
        """The × of the field changes the text without editing it."""
        if not text and self._asked:
            self._pause.start()

    def _ask(self, *, typing: bool) -> None:
        self._pause.stop()
        self._asked = self.text()
        self.text_asked.emit(self.text(), typing)
