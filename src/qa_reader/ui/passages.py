"""Which passages of a thread are selected in its page, and where in the page a passage of a thread stands.

A page is one that `render.pane_html` made: each part of the thread is a table, and its last paragraphs are the text.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextTable

from qa_reader.model import Span, Thread
from qa_reader.ui.page_search import Range

_LINE_BREAK = "\u2028"  # what Qt makes of <br>


def selected(cursor: QTextCursor, thread: Thread) -> dict[str, str]:
    """The selected text of each part of a thread, by the names of `anchoring.parts`, without labels and names."""
    from qa_reader import render

    found: dict[str, str] = {}
    if not cursor.hasSelection():
        return found
    for part, text, table in _parts(cursor.document(), thread):
        blocks = list(_blocks(table))[-render.paragraphs(text) :] if text.strip() else []
        pieces = [piece for block in blocks if (piece := _selected_of(block, cursor))]
        if pieces:
            found[part] = "\n\n".join(pieces)
    return found


class Passages:
    """The places of a thread's texts in its page, found by their letters: HTML makes other white space of theirs.

    Places in texts are characters, those in the page UTF-16 units, as Qt counts.
    """

    def __init__(self, document: QTextDocument, thread: Thread) -> None:
        self._parts = {part: _Matched(text, table) for part, text, table in _parts(document, thread)}

    def range_of(self, part: str, span: Span) -> Range | None:
        """Where a passage stands in the page; None where none of it does."""
        matched = self._parts.get(part)
        return matched.range_of(span) if matched is not None else None

    def ranges(self, passages: Iterable[tuple[str, Span]]) -> list[Range]:
        """Where passages stand in the page, without those that are not in it."""
        return [place for part, span in passages if (place := self.range_of(part, span)) is not None]

    def spans_in(self, first: int, end: int) -> dict[str, Span]:
        """The passages of each part that a range of the page has something of."""
        found = {part: matched.span_in(first, end) for part, matched in self._parts.items()}
        return {part: span for part, span in found.items() if span is not None}


class _Matched:
    """The letters of one text, and where each is in the page."""

    def __init__(self, text: str, table: QTextTable) -> None:
        cursor = table.firstCursorPosition()
        first = cursor.position()
        cursor.setPosition(table.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        shown: list[tuple[str, int, int]] = []
        for letter in cursor.selectedText():
            after = first + (2 if letter > "\uffff" else 1)
            if not _is_blank(letter):
                shown.append((letter, first, after))
            first = after
        letters = [(place, letter) for place, letter in enumerate(text) if not _is_blank(letter)]
        # from the end: what stands before the text in its table is the page's
        same = 0
        for (_, letter), (seen, _, _) in zip(reversed(letters), reversed(shown), strict=False):
            if letter != seen:
                break
            same += 1
        self._places = [place for place, _ in letters[len(letters) - same :]]
        self._starts = [start for _, start, _ in shown[len(shown) - same :]]
        self._ends = [end for _, _, end in shown[len(shown) - same :]]

    def range_of(self, span: Span) -> Range | None:
        first, last = bisect_left(self._places, span.start), bisect_left(self._places, span.end) - 1
        return (self._starts[first], self._ends[last]) if first <= last else None

    def span_in(self, first: int, end: int) -> Span | None:
        begin, last = bisect_left(self._starts, first), bisect_left(self._starts, end) - 1
        return Span(self._places[begin], self._places[last] + 1) if begin <= last else None


def _parts(document: QTextDocument, thread: Thread) -> Iterator[tuple[str, str, QTextTable]]:
    """Each part of a thread: its name, its text, and its table in the page."""
    from qa_reader import anchoring

    tables = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    for (part, text), table in zip(anchoring.parts(thread).items(), tables, strict=False):
        yield part, text, table


def _is_blank(letter: str) -> bool:
    """White space, and what has no shape: HTML and Qt may leave it out."""
    return letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf", "Cn", "Cs"}


def _blocks(table: QTextTable) -> Iterator[QTextBlock]:
    block = table.firstCursorPosition().block()
    last = table.lastCursorPosition().block()
    while block.isValid():
        yield block
        if block == last:
            return
        block = block.next()


def _selected_of(block: QTextBlock, cursor: QTextCursor) -> str:
    start = max(0, cursor.selectionStart() - block.position())
    end = min(block.length() - 1, cursor.selectionEnd() - block.position())
    if start >= end:
        return ""
    # Qt counts in UTF-16
    units = block.text().encode("utf-16-le", "surrogatepass")[2 * start : 2 * end]
    return units.decode("utf-16-le", "replace").replace(_LINE_BREAK, "\n").strip()
