"""The line icons of the toolbar and the panes, and the program's own."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from qa_reader import resources


def icon(name: str, colour: QColor) -> QIcon:
    """The line icon `name` of the resources, drawn in `colour`; sharp at every scale up to 300 %."""
    return _icon(name, colour.name())


@lru_cache(maxsize=128)
def _icon(name: str, colour: str) -> QIcon:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - the program's own icon is there first

    drawing = resources.text(f"icons/{name}.svg").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    result = QIcon()
    for side in (16, 24, 32, 48, 72):
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        result.addPixmap(pixmap)
    return result


def program_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(resources.path("icons/qa-reader.svg")))
