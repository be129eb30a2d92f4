"""Which passages of a thread are selected in its page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextCursor, QTextTable

from qa_reader.model import Thread

_LINE_BREAK = "\u2028"  # what Qt makes of <br>


def selected(cursor: QTextCursor, thread: Thread) -> dict[str, str]:
    """The selected text of each part of a thread, by the names of `anchoring.parts`; labels and names are none of it.

    The page is one that `render.pane_html` made: each part is a table, and its last paragraphs are the part's text.
    """
    from qa_reader import anchoring, render

    found: dict[str, str] = {}
    if not cursor.hasSelection():
        return found
    tables = [frame for frame in cursor.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    for (part, text), table in zip(anchoring.parts(thread).items(), tables, strict=False):
        blocks = list(_blocks(table))[-render.paragraphs(text) :] if text.strip() else []
        pieces = [piece for block in blocks if (piece := _selected_of(block, cursor))]
        if pieces:
            found[part] = "\n\n".join(pieces)
    return found


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
