"""How the text that is read is set: in which font, how large, how far apart its lines are, how wide a column is."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtGui import QFont, QFontMetricsF

from qa_reader.settings import Settings, shown_leading, shown_zoom

_COLUMN = 75  # characters
_READING_SIZE = 1.1  # against the system's font


class Type(Struct, frozen=True):
    """The family of the font ("": the system's), its zoom and its leading, per cent."""

    family: str = ""
    zoom: int = 100
    leading: int = 140

    @property
    def font(self) -> QFont:
        """A font that says nothing but the family: all else is the system's."""
        font = QFont()
        if self.family:
            font.setFamilies([self.family])
        return font

    def size(self, font: QFont) -> float:
        """The size of the text, in points."""
        return font.pointSizeF() * _READING_SIZE * self.zoom / 100

    def column(self, font: QFont) -> float:
        """The width of the widest column, in pixels."""
        return QFontMetricsF(font).averageCharWidth() * _READING_SIZE * self.zoom / 100 * _COLUMN


def type_of(known: Settings) -> Type:
    """How the settings want it."""
    return Type(known.text_font, shown_zoom(known.text_zoom), shown_leading(known.text_leading))
