"""The marks of a query in a page: where they are, and how other ones come in their place without laying it out anew."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from qa_reader.ui.page_search import Range


def marked(document: QTextDocument, colour: QColor) -> Iterator[Range]:
    """What `render` marked: neighbouring fragments in the colour of marks are one."""
    for block in _blocks(document):
        start = end = -1
        for first, behind, shape in _fragments(block):
            if shape.fontUnderline() and shape.background().color() == colour:
                if end != first:
                    if end > start >= 0:
                        yield start, end
                    start = first
                end = behind
        if end > start >= 0:
            yield start, end


def take_over(document: QTextDocument, other: QTextDocument) -> None:
    """Give each letter of a document the look that it has in another one of the same text."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block, like in zip(_blocks(document), _blocks(other), strict=False):
        wanted = list(_fragments(like))
        if list(_fragments(block)) == wanted:
            continue  # most blocks: what is not touched is not laid out
        for first, behind, shape in wanted:
            cursor.setPosition(first)
            cursor.setPosition(behind, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(shape)
    cursor.endEditBlock()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """Where each run of letters of one look begins and ends, and that look."""
    places = block.begin()
    while not places.atEnd():
        fragment = places.fragment()
        yield fragment.position(), fragment.position() + fragment.length(), fragment.charFormat()
        places += 1
