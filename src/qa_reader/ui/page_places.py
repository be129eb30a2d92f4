"""Where the characters of a page are: how far below its upper edge, and which stands at a height."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtGui import QTextDocument


def top_of(document: QTextDocument, position: int) -> int:
    """How far below the page's upper edge the line of a character begins, in px."""
    block = document.findBlock(min(position, document.characterCount() - 1))
    line = block.layout().lineForTextPosition(position - block.position())
    within = line.y() if line.isValid() else 0.0
    return int(document.documentLayout().blockBoundingRect(block).top() + within)


def character_at(document: QTextDocument, top: int) -> int:
    """The first character of the line that is `top` px below the page's upper edge.

    Not by `cursorForPosition`: a point in the space between two lines can give the end of the page.
    """
    layout = document.documentLayout()

    def bottom(number: int) -> int:
        return int(layout.blockBoundingRect(document.findBlockByNumber(number)).bottom())

    number = bisect_right(range(document.blockCount() - 1), top, key=bottom)
    block = document.findBlockByNumber(number)
    within = top - layout.blockBoundingRect(block).top()
    lines = (block.layout().lineAt(number) for number in range(block.layout().lineCount()))
    start = next((line.textStart() for line in lines if line.y() + line.height() > within), 0)
    return block.position() + start
