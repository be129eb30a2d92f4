"""How the reader's highlights look: the ground of each colour, and the line under it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette, QTextCharFormat

from qa_reader.kept import Colour
from qa_reader.ui import theme

#: The line under a highlight: each colour has its own, for those who do not see the colours apart.
UNDERLINES = {
    Colour.YELLOW: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Colour.GREEN: QTextCharFormat.UnderlineStyle.DashUnderline,
    Colour.BLUE: QTextCharFormat.UnderlineStyle.DotLine,
    Colour.PINK: QTextCharFormat.UnderlineStyle.WaveUnderline,
}
_LIGHT = {
    Colour.YELLOW: ("#fbf0a6", "#8a6a00"),
    Colour.GREEN: ("#d4f0cf", "#2b6e30"),
    Colour.BLUE: ("#d3e5fa", "#1a5da6"),
    Colour.PINK: ("#fad9e7", "#a3174f"),
}
_DARK = {
    Colour.YELLOW: ("#4b430f", "#e3c64f"),
    Colour.GREEN: ("#1e4527", "#7fd58d"),
    Colour.BLUE: ("#1c3b59", "#82bdf2"),
    Colour.PINK: ("#562440", "#f191ba"),
}


def colours(palette: QPalette, colour: Colour) -> tuple[QColor, QColor]:
    """The ground of a highlight of a colour, and the line under it; the palette's text is read on it with AA."""
    ground, line = (_DARK if theme.is_dark(palette) else _LIGHT)[colour]
    return QColor(ground), QColor(line)
