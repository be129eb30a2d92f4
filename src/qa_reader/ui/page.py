"""A page of text to read: a text browser that loads nothing, keeps its place, and steps through matches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QToolTip, QWidget

from qa_reader.kept import Colour
from qa_reader.ui import highlighting, page_places, painting, theme
from qa_reader.ui.page_search import FoldedText, Range
from qa_reader.ui.typesetting import Type

_LEAST_HIGH = 40  # px
_LEAST_MARGIN, _NARROW_MARGIN = 24, 8
_NARROW = 400  # px: two threads side by side want them for their words
_PAUSE_MS = 250  # after the last scrolling, until it counts as the place that is read
_MOST_MARKED = 2000  # matches that are painted: each costs time at every painting
_PEN = 20  # px of the margin, for the sign of a note
_TOP = 4  # px below the upper edge: the line there is the one that is read


class Shown(Struct, frozen=True):
    """A highlight in the page: its id, its place, what it looks like and says."""

    name: str
    place: Range
    colour: Colour
    note: str = ""


class Page(QTextBrowser):
    """Follows nothing by itself; the character at its top is the reading position, whatever the zoom and the width."""

    position_changed = Signal(object, int)  # the page's key, the character at its top
    matches_changed = Signal(int, int)  # number of the current match (0: none yet), number of all
    highlight_clicked = Signal(str, QPoint)  # its id, and where on the screen
    menu_requested = Signal(str, QPoint)  # the id of the highlight under the pointer, "" for none; where on the screen

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Thread"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(_LEAST_HIGH)
        self._keep_bar()
        self.setOpenLinks(False)
        self._html = ""
        self._key: Any = None
        self._type = Type()
        self._position = 0
        self._placing = False
        self._wanted = ""
        self._ranges: list[Range] = []
        self._current = -1
        self._folded: FoldedText | None = None
        self._highlights: tuple[Shown, ...] = ()
        self._marks: tuple[Range, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell_position)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._restyle()

    @property
    def column(self) -> int:
        """The width that a text has, in pixels."""
        seen = self.width() - self.verticalScrollBar().sizeHint().width()
        return int(min(self._type.column(self.font()), seen - 2 * _least_margin(seen)))

    @property
    def key(self) -> Any:
        """Whose page this is."""
        return self._key

    @property
    def position(self) -> int:
        """The character at the top."""
        return self._position

    @property
    def matches(self) -> int:
        """How many matches there are."""
        return len(self._ranges)

    def show_html(self, html: str, key: Any, position: int) -> None:
        """Show a page from the character `position`."""
        if self._pause.isActive():
            self._tell_position()
        self._html, self._key, self._position, self._wanted = html, key, max(0, position), ""
        self._highlights, self._marks = (), ()
        self._restyle()

    @property
    def marks(self) -> tuple[Range, ...]:
        """Where the words of the query are."""
        return self._marks

    def show_marks(self, ranges: Sequence[Range]) -> None:
        """Mark these places as the query's words; they are painted over the text, which stays as it is laid out."""
        if self._marks == tuple(ranges):
            return
        self._marks = tuple(ranges)
        if not self._wanted:
            self._ranges, self._current = self._look(), -1
            self._show_current()

    def show_type(self, wanted: Type) -> None:
        """Set the text in another way; what is read stays where it is."""
        before, self._type = self._type, wanted
        if wanted.family != before.family:
            self.setFont(wanted.font)
        if wanted != before:
            self._restyle()

    def look_for(self, text: str) -> None:
        """Mark where `text` stands, and go to the first place at or below the top; "": the query's own marks."""
        self._wanted = text
        self._ranges = self._look()
        self._current = -1
        if text and self._ranges:
            self.step_match(1)
        else:
            self._show_current()

    def show_highlights(self, shown: tuple[Shown, ...]) -> None:
        """Show the reader's highlights."""
        self._highlights = shown
        self._show_current()

    def go_to(self, place: Range) -> None:
        """Bring a place into sight."""
        self._bring_into_sight(place)

    def place_of(self, name: str) -> Range | None:
        """Where a highlight is; None where it is not shown."""
        return next((one.place for one in self._highlights if one.name == name), None)

    def highlight_at(self, position: int) -> str:
        """The id of the highlight at a character, the smallest where several are; "" for none."""
        there = (one for one in self._highlights if one.place[0] <= position < one.place[1])
        found = min(there, key=lambda one: one.place[1] - one.place[0], default=None)
        return found.name if found is not None else ""

    def set_caret(self, *, shown: bool) -> None:
        """Let the arrow keys move a caret by which text can be selected, in the place of the page."""
        keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
        flags = self.textInteractionFlags()
        self.setTextInteractionFlags(flags | keys if shown else flags & ~keys)

    def step_match(self, by: int) -> None:
        """Go to the next match (1) or the previous one (-1), from the top of what is seen at first."""
        if not self._ranges:
            self._show_current()
            return
        if self._current >= 0:
            self._current = (self._current + by) % len(self._ranges)
        else:
            top = self._at_top()
            below = next((n for n, (start, _end) in enumerate(self._ranges) if start >= top), len(self._ranges))
            self._current = (below if by > 0 else below - 1) % len(self._ranges)
        self._show_current()
        self._bring_into_sight(self._ranges[self._current])

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing outside the page is ever loaded."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._in_place():
            super().resizeEvent(event)
            self._set_column()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        plain = event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection()
        name = self.highlight_at(self._character_at(at)) if plain and not self.anchorAt(at) else ""
        if name:
            self.highlight_clicked.emit(name, event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self.cursorRect().bottomLeft() if by_key else event.pos()
        where = self.textCursor().position() if by_key else self._character_at(at)
        self.menu_requested.emit(self.highlight_at(where), self.viewport().mapToGlobal(at))

    def viewportEvent(self, event: QEvent) -> bool:
        """The note of a highlight is told beside it."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            name = self.highlight_at(self._character_at(event.pos()))
            note = next((one.note for one in self._highlights if one.name == name), "")
            if note:
                QToolTip.showText(event.globalPos(), f"<p>{escape(note)}</p>", self)
                return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        noted = [one for one in self._highlights if one.note]
        if not noted:
            return
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        for one in noted:
            cursor = QTextCursor(self.document())
            cursor.setPosition(one.place[0])
            line = self.cursorRect(cursor)
            left = int(self.document().rootFrame().frameFormat().leftMargin()) - _PEN
            painter.setPen(highlighting.colours(self.palette(), one.colour)[1])
            painter.drawText(QRect(left, line.top(), _PEN, line.height()), Qt.AlignmentFlag.AlignCenter, "✎")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "_pause"):
            self._restyle()

    # ------------------------------------------------------------ look

    def _keep_bar(self) -> None:
        """Keep the room for the scroll bar: where it comes and goes, the lines move, and a page is laid out thrice."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.setEnabled(False)
        bar.rangeChanged.connect(lambda _first, last: bar.setEnabled(last > 0))

    def _restyle(self) -> None:
        size = self._type.size(self.font())
        with self._in_place():
            self.document().setDefaultStyleSheet(theme.document_css(self.palette(), size, self._type.leading))
            # else the page is laid out twice: before it has its margins, and after (16 ms, now 4)
            self.document().setLayoutEnabled(False)
            self.document().setDefaultFont(painting.for_page(self.font(), self._html))
            self.setHtml(self._html)
            self._set_column()
            self.document().setLayoutEnabled(True)
        self._folded = None
        self._ranges = self._look()
        self._current = -1
        self._show_current()

    def _set_column(self) -> None:
        """Centre a column of at most 75 characters."""
        seen = self.viewport().width()
        margin = max(_least_margin(seen), (seen - self._type.column(self.font())) / 2)
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        if shape.leftMargin() == margin:
            return
        shape.setLeftMargin(margin)
        shape.setRightMargin(margin)
        shape.setTopMargin(16)
        shape.setBottomMargin(32)
        frame.setFrameFormat(shape)

    # ------------------------------------------------------------ the reading position

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        """Lay the page out anew within the block; what is read is at the top again after it.

        Blocks nest: a scroll bar below that comes or goes while a page is laid out resizes it.
        """
        outermost, self._placing = not self._placing, True
        try:
            yield
            if outermost:
                self._place()
        finally:
            if outermost:
                self._placing = False  # else no scrolling would count any more

    def _place(self) -> None:
        top = page_places.top_of(self.document(), self._position) - _TOP if self._position > 0 else 0
        self.verticalScrollBar().setValue(top)

    def _at_top(self) -> int:
        """The first character of the line at the top; 0 where nothing was scrolled."""
        scrolled = self.verticalScrollBar().value()
        return page_places.character_at(self.document(), scrolled + _TOP) if scrolled else 0

    def _scrolled(self, _value: int) -> None:
        if not self._placing:
            self._position = self._at_top()
            self._pause.start()

    def _tell_position(self) -> None:
        self._pause.stop()
        if self._key is not None:
            self.position_changed.emit(self._key, self._position)

    # ------------------------------------------------------------ matches

    def _look(self) -> list[Range]:
        if not self._wanted:
            return list(self._marks)
        if self._folded is None:
            self._folded = FoldedText(self.toPlainText())
        return self._folded.find(self._wanted)

    def _show_current(self) -> None:
        own = theme.colours(self.palette())
        match = QTextCharFormat()
        match.setBackground(own.mark)
        match.setForeground(own.marked_text)
        match.setFontUnderline(True)
        painted = [self._painted(place, match) for place in self._ranges[:_MOST_MARKED]]
        if not self._wanted:
            painted += [self._painted(one.place, self._highlighted(one)) for one in self._highlights]
        if self._current >= 0:
            current = QTextCharFormat()
            current.setBackground(own.accent)
            current.setForeground(self.palette().color(QPalette.ColorRole.Base))
            painted.append(self._painted(self._ranges[self._current], current))
        self.setExtraSelections(painted)
        self.matches_changed.emit(self._current + 1, len(self._ranges))

    def _highlighted(self, one: Shown) -> QTextCharFormat:
        """A colour and a line under the words: each colour has a line of its own."""
        ground, line = highlighting.colours(self.palette(), one.colour)
        shape = QTextCharFormat()
        shape.setBackground(ground)
        shape.setUnderlineStyle(highlighting.UNDERLINES[one.colour])
        shape.setUnderlineColor(line)
        return shape

    def _character_at(self, at: QPoint) -> int:
        """The character under a point of the viewport; -1 where there is none."""
        place = (
            self.document()
            .documentLayout()
            .hitTest(
                QPointF(at.x() + self.horizontalScrollBar().value(), at.y() + self.verticalScrollBar().value()),
                Qt.HitTestAccuracy.ExactHit,
            )
        )
        return int(place)

    def _painted(self, place: Range, shape: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection: Any = QTextEdit.ExtraSelection()
        selection.cursor = self._selected(place)
        selection.format = shape
        return selection  # type: ignore[no-any-return]

    def _selected(self, place: Range) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _bring_into_sight(self, place: Range) -> None:
        """Scroll only where the match is not in sight already, and then to a third of the height."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(place[0])
        line = self.cursorRect(cursor)
        height = self.viewport().height()
        if line.top() < 0 or line.bottom() > height:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + line.top() - height // 3)


def _least_margin(width: int) -> int:
    return _NARROW_MARGIN if width < _NARROW else _LEAST_MARGIN
