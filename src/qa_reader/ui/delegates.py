"""Paint the rows of the lists and of the tree; palette and font come from the option, no state is kept between rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPolygonF,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qa_reader.model import Hit, Span
from qa_reader.ui import theme
from qa_reader.ui.models import department_tree, hit_list, side_entries

_Index = QModelIndex | QPersistentModelIndex
_STAR = 20
_MARGIN = 12
_SMALL = 0.88  # size of snippets and meta lines against the title's
_STAR_POINTS = (
    (0.5, 0.05), (0.63, 0.36), (0.97, 0.39), (0.71, 0.61), (0.79, 0.94),
    (0.5, 0.76), (0.21, 0.94), (0.29, 0.61), (0.03, 0.39), (0.37, 0.36),
)  # fmt: skip


class HitDelegate(QStyledItemDelegate):
    """A row of the question list: two lines of title, two of snippet with the matches marked, meta line, star."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        title, small = QFontMetrics(_bold(option)), QFontMetrics(_small(option))
        return QSize(
            200, _MARGIN + 2 * title.lineSpacing() + 4 + 2 * small.lineSpacing() + 4 + small.height() + _MARGIN
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette = _ground(painter, option)
        inner = option.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        hit = index.data(hit_list.HIT_ROLE)
        painter.save()
        if isinstance(hit, Hit):
            self._paint_hit(painter, option, palette, inner, hit)
            _paint_star(painter, star_rect(option.rect), palette, filled=bool(index.data(hit_list.BOOKMARKED_ROLE)))
        else:
            painter.setPen(_quiet(palette))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()

    def _paint_hit(
        self, painter: QPainter, option: QStyleOptionViewItem, palette: QPalette, inner: QRect, hit: Hit
    ) -> None:
        title, small = _bold(option), _small(option)
        top = QRect(inner.left(), inner.top(), inner.width() - _STAR - 8, 2 * QFontMetrics(title).lineSpacing())
        _draw(painter, top, hit.title, hit.title_spans, title, palette, lines=2)
        metrics = QFontMetrics(small)
        middle = QRect(inner.left(), top.bottom() + 5, inner.width(), 2 * metrics.lineSpacing())
        _draw(painter, middle, " ".join(hit.snippet.text.split("\n")), hit.snippet.spans, small, palette, lines=2)
        bottom = QRect(inner.left(), middle.bottom() + 5, inner.width(), metrics.height())
        meta = " · ".join(filter(None, (hit.department, day(hit.asked), hit.doctor)))
        painter.setFont(small)
        painter.setPen(_quiet(palette))
        painter.drawText(
            bottom, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(meta, Qt.TextElideMode.ElideRight, bottom.width())
        )


class CountDelegate(QStyledItemDelegate):
    """A row of the tree: its name, and at the right the number of threads."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return super().sizeHint(option, index) + QSize(0, 8)

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        node = index.data(department_tree.NODE_ROLE)
        if not isinstance(node, department_tree.Node):
            return
        if node.kind is department_tree.Kind.TOPICS:
            option.font = _small(option)
            option.palette.setColor(QPalette.ColorRole.Text, theme.colours(option.palette).quiet)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        count = index.data(department_tree.COUNT_ROLE)
        if count is None:
            super().paint(painter, option, index)
            return
        number = QLocale().toString(count)
        width = QFontMetrics(option.font).horizontalAdvance(number) + 8
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        palette = _ground(painter, full, rule=False)
        full.text = QFontMetrics(full.font).elidedText(
            full.text, Qt.TextElideMode.ElideRight, full.rect.width() - width - 12
        )
        painter.save()
        painter.setFont(full.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(
            full.rect.adjusted(4, 0, -width - 4, 0), _leading(full) | Qt.AlignmentFlag.AlignVCenter, full.text
        )
        painter.setPen(_quiet(palette))
        painter.drawText(full.rect.adjusted(4, 0, -8, 0), _trailing(full) | Qt.AlignmentFlag.AlignVCenter, number)
        painter.restore()


class SideDelegate(QStyledItemDelegate):
    """A row of the side panel: a heading, a quiet line, or a title with up to three lines of detail."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry = index.data(side_entries.ENTRY_ROLE)
        width = _width_of_view(option)
        title, detail = self._fonts(option, entry)
        height = _height(entry.title, title, width, 2) + (
            _height(entry.detail, detail, width, 3) if entry.detail else 0
        )
        above = _MARGIN * 2 if entry.kind is side_entries.Kind.HEADING else 6
        return QSize(60, height + above + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(side_entries.ENTRY_ROLE)
        heading = entry.kind is side_entries.Kind.HEADING
        palette = _ground(painter, option, rule=False)
        title, detail = self._fonts(option, entry)
        inner = option.rect.adjusted(_MARGIN, _MARGIN * 2 if heading else 6, -_MARGIN, -4)
        painter.save()
        if heading or entry.kind is side_entries.Kind.NOTE:
            palette.setColor(QPalette.ColorRole.Text, _quiet(palette))
        height = _height(entry.title, title, inner.width(), 2)
        _draw(painter, QRect(inner.topLeft(), QSize(inner.width(), height)), entry.title, (), title, palette, lines=2)
        palette.setColor(QPalette.ColorRole.Text, _quiet(palette))
        below = inner.adjusted(0, height, 0, 4)
        _draw(painter, below, entry.detail, (), detail, palette, lines=3)
        painter.restore()

    @staticmethod
    def _fonts(option: QStyleOptionViewItem, entry: side_entries.Entry) -> tuple[QFont, QFont]:
        small = _small(option)
        if entry.kind is side_entries.Kind.HEADING:
            heading = QFont(small)
            heading.setWeight(QFont.Weight.DemiBold)
            return heading, small
        if entry.kind is side_entries.Kind.NOTE:
            return small, small
        return QFont(option.font), small


def star_rect(row: QRect) -> QRect:
    """Where the star of a question list's row is."""
    corner = QPoint(row.right() - _MARGIN - _STAR + 2, row.top() + _MARGIN - 2)
    return QRect(corner, QSize(_STAR, _STAR))


def day(when: date | None) -> str:
    """A date in the form of the interface's language, short but with the month's name; "" for None."""
    return QLocale().toString(QDate(when.year, when.month, when.day), "d MMM yyyy") if when else ""


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun, "1 thread" or "1,204 threads", from texts with "{0}" for the number."""
    return (one if count == 1 else many).format(QLocale().toString(count))


# ---------------------------------------------------------------- painting


def _ground(painter: QPainter, option: QStyleOptionViewItem, *, rule: bool = True) -> QPalette:
    """Paint the row's ground; the palette for what stands on it."""
    palette = QPalette(option.palette)
    own = theme.colours(palette)
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    base = palette.color(QPalette.ColorRole.Base)
    if selected:
        painter.fillRect(option.rect, theme.selection(palette))
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), own.accent)
    elif hovered:
        painter.fillRect(option.rect, theme.mix(own.accent, base, 0.07))
    if rule:
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), own.rule)
    if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_KeyboardFocusChange:
        painter.setPen(own.accent)
        painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
    return palette


def _draw(
    painter: QPainter, rect: QRect, text: str, spans: Sequence[Span], font: QFont, palette: QPalette, *, lines: int
) -> None:
    """Draw text into at most `lines` lines, the last one elided, with the spans marked."""
    own = theme.colours(palette)
    marked = QTextCharFormat()
    marked.setBackground(own.mark)
    marked.setForeground(own.marked_text)
    marked.setFontUnderline(True)
    layout = _laid_out(text, font, rect.width(), lines, [_range(text, span, marked) for span in spans])
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    layout.draw(painter, QPointF(rect.topLeft()), [], QRectF(rect.adjusted(0, -2, 0, 4)))


def _laid_out(
    text: str, font: QFont, width: int, lines: int, marked: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:
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


def _height(text: str, font: QFont, width: int, lines: int) -> int:
    layout = _laid_out(text, font, width, lines)
    return round(sum(layout.lineAt(number).height() for number in range(layout.lineCount()))) + 2


def _paint_star(painter: QPainter, rect: QRect, palette: QPalette, *, filled: bool) -> None:
    own = theme.colours(palette)
    points = [QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height()) for x, y in _STAR_POINTS]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(own.accent if filled else own.quiet)
    painter.setBrush(own.accent if filled else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(points))


def _bold(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _small(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)
    font.setPointSizeF(max(6.0, option.font.pointSizeF() * _SMALL))
    return font


def _quiet(palette: QPalette) -> QColor:
    return theme.colours(palette).quiet


def _width_of_view(option: QStyleOptionViewItem) -> int:
    """The width that a row will have; the option's own rectangle is not set when sizes are asked for."""
    view: Any = option.widget
    width = view.viewport().width() if isinstance(view, QAbstractItemView) else 240
    return max(80, width - 2 * _MARGIN)


def _leading(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    right = option.direction is Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft


def _trailing(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    right = option.direction is Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
