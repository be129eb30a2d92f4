"""The reply pane: one thread, laid out to be read, its matches to step through, and a line that never scrolls away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from qa_reader.ui import icons, theme
from qa_reader.ui.page import Page
from qa_reader.ui.page_parts import PageParts
from qa_reader.ui.page_search import Range
from qa_reader.ui.speaking import FocusLine

_OWN_SCHEME = "qa-reader"
_NAME = "replyPane"
_ICON = 16
_LOW = 240  # px
_NARROW = 360  # px: for less the line of advice breaks into three


class ReplyPane(QWidget):
    """Shows HTML that `render` made; emits what its links ask for, and how far it is read."""

    link_requested = Signal(str)
    doctor_requested = Signal(str)
    hospital_requested = Signal(str)
    position_changed = Signal(object, int)  # the key of the page, the character at its top
    found = Signal(int, int)  # of what `look_for` looks for: the number of the current match (0: none yet), and of all

    def __init__(self, parent: QWidget | None = None, *, name: str = _NAME) -> None:
        super().__init__(parent)
        self.page = Page(self)
        self.page.setObjectName(name)
        self._parts = PageParts(self.page)
        self._finding = False

        def own(part: str) -> str:
            return part if name == _NAME else f"{name}.{part}"

        self._disclaimer = QLabel(self)
        self._disclaimer.setObjectName(own("disclaimer"))
        self._disclaimer.setWordWrap(True)
        self._footer = QHBoxLayout()
        self._count = QLabel(self)
        self._count.setObjectName(own("matchCount"))
        self._previous = self._button(own("previousMatch"), self.tr("Previous match"), -1)
        self._next = self._button(own("nextMatch"), self.tr("Next match"), 1)
        self._lay_out()
        self._connect()
        self._recolour()
        self._show_matches(0, 0)

    def show_html(
        self, html: str, spoken: str, key: Any = None, position: int = 0, parts: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Show a page from the character `position`; `spoken` is what a screen reader calls it.

        `key` says in `position_changed` what was read; None for a page whose place nobody keeps. `parts`: what the
        page consists of, for a screen reader, of each its name and its text.
        """
        self._finding = False
        self.page.show_html(html, key, position)
        self.page.setAccessibleName(spoken)
        self._parts.show_parts(parts)

    def show_marks(self, ranges: Sequence[Range]) -> None:
        """Mark these places of the page, and no others any more; nothing moves."""
        self.page.show_marks(ranges)

    def show_pictures(self, pictures: dict[str, QImage]) -> None:
        """The pictures that the next page calls by name."""
        for name, picture in pictures.items():
            self.page.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)

    def look_for(self, text: str) -> None:
        """Mark where a text stands, go to the first place below, tell by `found`; "" shows the query's marks again."""
        self._finding = bool(text)
        self.page.look_for(text)

    def step_match(self, by: int) -> None:
        """Go to the next match or the previous one, round the ends."""
        self.page.step_match(by)

    def step_part(self, by: int) -> str:
        """Go to the next part of the thread or the one before; its name, "" where the page has no parts."""
        return self._parts.step(by)

    @property
    def key(self) -> Any:
        """What `show_html` was told of the page that is shown."""
        return self.page.key

    @property
    def position(self) -> int:
        """The character at the top."""
        return self.page.position

    @property
    def matches(self) -> int:
        """How many matches there are."""
        return self.page.matches

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_next"):
            self._recolour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side, above = 8 if self.width() < _NARROW else 24, 2 if self.height() < _LOW else 8
        self._footer.setContentsMargins(side, above, 12, above)
        self._show_count()

    def _button(self, name: str, text: str, by: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setAutoRaise(True)
        button.setIconSize(QSize(_ICON, _ICON))
        button.clicked.connect(lambda: self.step_match(by))
        return button

    def _lay_out(self) -> None:
        footer = self._footer
        footer.setSpacing(4)
        footer.addWidget(self._disclaimer, 1)
        footer.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        footer.addWidget(self._previous)
        footer.addWidget(self._next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(FocusLine(self.page, self))
        layout.addWidget(self.page, 1)
        layout.addLayout(footer)

    def _connect(self) -> None:
        self.page.anchorClicked.connect(self._follow)
        self.page.position_changed.connect(self.position_changed)
        self.page.matches_changed.connect(self._show_matches)

    def _follow(self, url: QUrl) -> None:
        """A link of the program's own says a name; any other is asked about elsewhere, and never followed here."""
        if url.scheme() != _OWN_SCHEME:
            self.link_requested.emit(url.toString())
            return
        name = unquote(url.query(QUrl.ComponentFormattingOption.FullyEncoded))
        if url.path() == "doctor" and name:
            self.doctor_requested.emit(name)
        elif url.path() == "hospital" and name:
            self.hospital_requested.emit(name)

    def _show_matches(self, current: int, total: int) -> None:
        if self._finding:
            self.found.emit(current, total)
        own = bool(total) and not self._finding
        if current:
            self._count.setText(self.tr("match {0} of {1}").format(current, total))
        else:
            self._count.setText(self.tr("1 match") if total == 1 else self.tr("{0} matches").format(total))
        for widget in (self._previous, self._next):
            widget.setVisible(own)
        self._show_count()

    def _show_count(self) -> None:
        """In a narrow pane the line of advice is short, and the arrows stand there without a count."""
        narrow = self.width() < _NARROW
        self._count.setVisible(self.page.matches > 0 and not self._finding and not narrow)
        whole = self.tr("These are answers that were given to others. They are no medical advice.")
        self._disclaimer.setText(self.tr("This is no medical advice.") if narrow else whole)

    def _recolour(self) -> None:
        ink = theme.colours(self.palette()).quiet
        self._previous.setIcon(icons.icon("up", ink))
        self._next.setIcon(icons.icon("down", ink))
