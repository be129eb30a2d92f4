"""The parts of a thread in its page as things of their own, for a screen reader and for keys that go along them.

To Qt a page is one text. Over each part lies a group that is not seen, with the part's name, and in it a label with
its text: what is there already for any widget, so that nothing of our own stands between Qt and assistive tools.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPaintEvent, QTextCursor, QTextTable
from PySide6.QtWidgets import QGroupBox, QLabel, QTextBrowser, QWidget

_ABOVE = 8  # px over a part that was gone to


class PageParts(QObject):
    """The parts that a page was made of by `render.pane_html`, each one a table in it."""

    def __init__(self, page: QTextBrowser) -> None:
        super().__init__(page)
        self._page = page
        self._parts: list[_Part] = []
        self._gone_to = -1  # the part that was gone to last, while nothing else was scrolled to
        page.verticalScrollBar().valueChanged.connect(self._scrolled)
        page.verticalScrollBar().rangeChanged.connect(lambda _first, _last: self._place())
        page.document().documentLayout().documentSizeChanged.connect(lambda _size: self._place())

    def show_parts(self, parts: tuple[tuple[str, str], ...]) -> None:
        """Tell of these parts, of each its name and its text, in the order of the page."""
        while len(self._parts) < len(parts):
            self._parts.append(_Part(self._page.viewport()))
        for part, (name, text) in zip(self._parts, parts, strict=False):
            part.tell(name, text)
        for place, part in enumerate(self._parts):
            part.setVisible(place < len(parts))
        self._gone_to = -1
        self._place()

    def step(self, by: int) -> str:
        """Bring the next part (1) or the one before (-1) to the top, and say its name, which is "" where none is."""
        shown = [part for part in self._parts if not part.isHidden()]
        tables = self._tables()[: len(shown)]
        if not tables:
            return ""
        bar = self._page.verticalScrollBar()
        tops = [round(self._rect(table).top()) + bar.value() - _ABOVE for table in tables]
        self._gone_to = min(max(0, self._next(tops, by)), len(tables) - 1)
        place, name = self._gone_to, shown[self._gone_to].accessibleName()
        cursor = QTextCursor(tables[place].firstCursorPosition())
        self._page.setTextCursor(cursor)
        bar.setValue(tops[place])
        self._gone_to = place
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._page, name))
        return name

    def _next(self, tops: list[int], by: int) -> int:
        if self._gone_to >= 0:
            return self._gone_to + by
        here = self._page.verticalScrollBar().value()
        if by > 0:
            return next((place for place, top in enumerate(tops) if top > here), len(tops) - 1)
        return next((place for place in reversed(range(len(tops))) if tops[place] < here), 0)

    def _scrolled(self, _value: int) -> None:
        self._gone_to = -1
        self._place()

    def _place(self) -> None:
        for part, table in zip(self._parts, self._tables(), strict=False):
            part.lay_over(self._rect(table))

    def _rect(self, table: QTextTable) -> QRect:
        """Where a part is in the viewport."""
        page = self._page
        place = page.document().documentLayout().frameBoundingRect(table).toAlignedRect()
        return place.translated(-page.horizontalScrollBar().value(), -page.verticalScrollBar().value())

    def _tables(self) -> list[QTextTable]:
        return [frame for frame in self._page.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]


class _Part(QGroupBox):
    """A group that has a name, and shows nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = _Text(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)

    def tell(self, name: str, text: str) -> None:
        """Be called `name`, and have a text."""
        self.setAccessibleName(name)
        self._text.setText(text)

    def lay_over(self, place: QRect) -> None:
        """Lie where the part is seen."""
        self.setGeometry(place)
        self._text.setGeometry(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing: the page shows it."""


class _Text(QLabel):
    """A text that is told, and not seen."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing: the page shows it."""
