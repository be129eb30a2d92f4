"""How rows are painted: their ground, texts in few lines with marks, stars and boxes; nothing is kept between rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyleOptionViewItem

from qa_reader.model import Span
from qa_reader.ui import theme

MARGIN = 12
BOX = 14  # a box to tick
_FIRST_IDEOGRAPH = "\u2e80"
_MANY_LETTERS = 100  # of Chinese in a page
_SMALL = 0.88  # size of snippets and meta lines against the title's
_STAR_POINTS = (
    (0.5, 0.05), (0.63, 0.36), (0.97, 0.39), (0.71, 0.61), (0.79, 0.94),
    (0.5, 0.76), (0.21, 0.94), (0.29, 0.61), (0.03, 0.39), (0.37, 0.36),
)  # fmt: skip


def ground(painter: QPainter, option: QStyleOptionViewItem, *, rule: bool = True, edge: bool = True) -> QPalette:
    """Paint the row's ground, where it is chosen with a bar at its edge; the palette for what stands on it."""
    palette = QPalette(option.palette)
    own = theme.colours(palette)
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    base = palette.color(QPalette.ColorRole.Base)
    if selected:
        painter.fillRect(option.rect, theme.selection(palette))
        if edge:
            paint_edge(painter, option, option.rect)
    elif hovered:
        painter.fillRect(option.rect, theme.mix(own.accent, base, 0.07))
    if rule:
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), own.rule)
    if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_KeyboardFocusChange:
        painter.setPen(own.accent)
        painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
    return palette


def paint_edge(painter: QPainter, option: QStyleOptionViewItem, row: QRect) -> None:
    """The bar at the beginning of a row that is chosen: it is not told from others by its ground alone."""
    beginning = QRect(row.left(), row.top(), 3, row.height())
    painter.fillRect(mirrored(option, row, beginning), theme.colours(option.palette).accent)


def draw(  # noqa: PLR0913 - a text, where it goes and how it looks
    painter: QPainter,
    rect: QRect,
    text: str,
    spans: Sequence[Span],
    font: QFont,
    palette: QPalette,
    *,
    lines: int,
    pitch: int = 0,
) -> int:
    """Draw text into at most `lines` lines, the last one elided, with the spans marked; how many it took.

    `pitch`: from one baseline to the next; 0 for the fonts' own.
    """
    own = theme.colours(palette)
    marked = QTextCharFormat()
    marked.setBackground(own.mark)
    marked.setForeground(own.marked_text)
    marked.setFontUnderline(True)
    layout = _laid_out(text, font, rect.width(), lines, [_range(text, span, marked) for span in spans])
    ascent = QFontMetricsF(font).ascent()
    for number in range(layout.lineCount() if pitch else 0):
        line = layout.lineAt(number)
        line.setPosition(QPointF(line.position().x(), number * pitch + ascent - line.ascent()))
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    layout.draw(painter, QPointF(rect.topLeft()), [], QRectF(rect.adjusted(0, -2, 0, 4)))
    return layout.lineCount()


def _laid_out(
    text: str, font: QFont, width: int, lines: int, marked: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:
    font = _for_letters(font, text)
    layout = QTextLayout(text, font)
    layout.setFormats(list(marked))
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    wrap.setTextDirection(QApplication.layoutDirection() if not text else Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(wrap)
    starts = _break(layout, width, lines + 1)
    if len(starts) <= lines:
        return layout
    units = text.encode("utf-16-le", "surrogatepass")  # Qt counts in UTF-16 units, Python in characters
    shown, rest = (part.decode("utf-16-le", "replace") for part in _split(units, 2 * starts[lines - 1]))
    elided = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    layout.setText(shown + elided)
    _break(layout, width, lines)
    return layout


def _for_letters(font: QFont, text: str) -> QFont:
    """The font for a text: without hints for Chinese, which has thousands of letters, each drawn a first time.

    A line of sixty that were never drawn takes 2.5 ms with the hints that are usual on Linux, 1.0 ms without.
    """
    if text.isascii() or max(text) < _FIRST_IDEOGRAPH:
        return font
    plain = QFont(font)
    plain.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return plain


def for_page(font: QFont, html: str) -> QFont:
    """The font for a page: without hints where much of it is Chinese, not where it has a line of it.

    Six hundred letters that were never drawn take 8 ms with hints, and 4 without.
    """
    many = not html.isascii() and sum(letter >= _FIRST_IDEOGRAPH for letter in html) > _MANY_LETTERS
    return _for_letters(font, html) if many else font


def _split(units: bytes, place: int) -> tuple[bytes, bytes]:
    return units[:place], units[place:]


def _break(layout: QTextLayout, width: int, most: int) -> list[int]:
    """Break the layout's text into lines; where each begins."""
    starts: list[int] = []
    height = 0.0
    layout.beginLayout()
    while len(starts) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        starts.append(line.textStart())
    layout.endLayout()
    return starts


def _range(text: str, span: Span, marked: QTextCharFormat) -> QTextLayout.FormatRange:
    """A span of Python characters as Qt counts them."""
    found: Any = QTextLayout.FormatRange()
    found.start = _utf16(text[: span.start])
    found.length = _utf16(text[span.start : span.end])
    found.format = marked
    return found  # type: ignore[no-any-return]


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text_height(text: str, font: QFont, width: int, lines: int) -> int:
    """How high a text stands in at most `lines` lines."""
    layout = _laid_out(text, font, width, lines)
    return round(sum(layout.lineAt(number).height() for number in range(layout.lineCount()))) + 2


def paint_star(painter: QPainter, rect: QRect, palette: QPalette, *, filled: bool) -> None:
    """Paint the star of a row, filled where the thread is kept."""
    own = theme.colours(palette)
    points = [QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height()) for x, y in _STAR_POINTS]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(own.accent if filled else own.quiet)
    painter.setBrush(own.accent if filled else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(points))


def paint_box(painter: QPainter, rect: QRect, palette: QPalette, *, ticked: bool) -> None:
    """A box to tick; the style's own has a frame that is not seen on the ground of a dark list."""
    own = theme.colours(palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(own.accent if ticked else own.quiet)
    painter.setBrush(own.accent if ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    if ticked:
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 1.75))
        tick = ((0.22, 0.52), (0.43, 0.72), (0.78, 0.3))
        painter.drawPolyline([QPointF(rect.left() + x * BOX, rect.top() + y * BOX) for x, y in tick])
    painter.restore()


def bold_font(option: QStyleOptionViewItem) -> QFont:
    """The font of titles."""
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def small_font(option: QStyleOptionViewItem) -> QFont:
    """The font of snippets and meta lines."""
    return smaller_font(option.font)


def smaller_font(font: QFont) -> QFont:
    """A font in the size of snippets and meta lines."""
    smaller = QFont(font)
    smaller.setPointSizeF(max(6.0, font.pointSizeF() * _SMALL))
    return smaller


def line_pitch(font: QFont) -> int:
    """From one line to the next in lists: the same for a line of Chinese, whose font stands taller than its ink."""
    return round(QFontMetricsF(font).lineSpacing() * 1.08)


def quiet(palette: QPalette) -> QColor:
    """The colour of meta lines."""
    return theme.colours(palette).quiet


def width_of_view(option: QStyleOptionViewItem) -> int:
    """The width that a row will have; the option's own rectangle is not set when sizes are asked for."""
    view: Any = option.widget
    width = view.viewport().width() if isinstance(view, QAbstractItemView) else 240
    return max(80, width - 2 * MARGIN)


def mirrored(option: QStyleOptionViewItem, within: QRect, place: QRect) -> QRect:
    """A place as left-to-right readers see it, where it is for the reader of this view."""
    return QStyle.visualRect(option.direction, within, place)


def draw_line(
    painter: QPainter, rect: QRect, text: str, direction: Qt.LayoutDirection, *, at_end: bool = False
) -> None:
    """Draw a text in one line, elided, at the side where the window's reading begins, or ends.

    The text itself runs as its own letters do: a name in English stays one in an Arabic window.
    """
    painter.save()
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    to_right = (direction is Qt.LayoutDirection.RightToLeft) is not at_end
    side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()
