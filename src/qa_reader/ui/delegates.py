"""Paint the rows of the tree, the facet panel and the side panel; `hit_delegate` those of the question list.

Palette and font come from the option, no state is kept between rows.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qa_reader.ui import highlighting, painting, theme
from qa_reader.ui.models import department_tree, facets, side_entries

_Index = QModelIndex | QPersistentModelIndex


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
            option.font = painting.small_font(option)
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
        palette = painting.ground(painter, full, rule=False, edge=False)  # the tree's rows begin before this
        painter.save()
        painter.setFont(full.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        inner = painting.mirrored(full, option.rect, full.rect.adjusted(4, 0, -8, 0))
        name = painting.mirrored(full, inner, inner.adjusted(0, 0, -width, 0))
        painting.draw_line(painter, name, _fitting(full.text, full.font, name.width()), full.direction)
        painter.setPen(painting.quiet(palette))
        painting.draw_line(painter, inner, number, full.direction, at_end=True)
        painter.restore()


def _fitting(names: str, font: QFont, width: int) -> str:
    """Names of one place in several languages, without the last ones where there is no room for all."""
    metrics = QFontMetrics(font)
    while " · " in names and metrics.horizontalAdvance(names) > width:
        names = names.rpartition(" · ")[0]
    return names


class FacetDelegate(QStyledItemDelegate):
    """A row of the facet panel: a heading, a box to tick with a name and at its end a count, or the fold of a facet."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        heading = index.data(facets.ROW_ROLE).kind is facets.Kind.HEADING
        return QSize(60, QFontMetrics(option.font).height() + (painting.MARGIN + 8 if heading else 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(facets.ROW_ROLE)
        if not option.state & QStyle.StateFlag.State_HasFocus:
            option.state &= ~QStyle.StateFlag.State_Selected  # it would look as if its value limited the list
        palette = painting.ground(painter, option, rule=False)
        inner = option.rect.adjusted(painting.MARGIN, 0, -painting.MARGIN, 0)
        font = QFont(option.font)
        painter.save()
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        if row.kind is facets.Kind.HEADING:
            font = painting.small_font(option)
            font.setWeight(QFont.Weight.DemiBold)
            inner.setTop(inner.top() + painting.MARGIN)
            painter.setPen(painting.quiet(palette))
        elif row.kind is facets.Kind.MORE:
            inner = painting.mirrored(option, inner, inner.adjusted(painting.BOX + 6, 0, 0, 0))
            painter.setPen(theme.colours(palette).accent)
        else:
            inner = self._paint_value(painter, option, palette, inner, row)
        painter.setFont(font)
        painting.draw_line(painter, inner, row.label, option.direction)
        painter.restore()

    def _paint_value(
        self, painter: QPainter, option: QStyleOptionViewItem, palette: QPalette, inner: QRect, row: facets.Row
    ) -> QRect:
        """Paint box and count; where the name goes."""
        place = QRect(inner.left(), inner.center().y() - painting.BOX // 2 + 1, painting.BOX, painting.BOX)
        painting.paint_box(painter, painting.mirrored(option, inner, place), palette, ticked=row.chosen)
        number = QLocale().toString(row.count)
        width = QFontMetrics(option.font).horizontalAdvance(number)
        painter.setPen(painting.quiet(palette))
        painter.setFont(option.font)
        painting.draw_line(painter, inner, number, option.direction, at_end=True)
        painter.setPen(palette.color(QPalette.ColorRole.Text) if row.count or row.chosen else painting.quiet(palette))
        return painting.mirrored(option, inner, inner.adjusted(painting.BOX + 6, 0, -width - 8, 0))


class SideDelegate(QStyledItemDelegate):
    """A row of the side panel: a heading, a quiet line, or a title with up to three lines of detail."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry = index.data(side_entries.ENTRY_ROLE)
        width = painting.width_of_view(option)
        title, detail = self._fonts(option, entry)
        height = painting.text_height(entry.title, title, width, 2) + (
            painting.text_height(entry.detail, detail, width, 3) if entry.detail else 0
        )
        above = painting.MARGIN * 2 if entry.kind is side_entries.Kind.HEADING else 6
        return QSize(60, height + above + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(side_entries.ENTRY_ROLE)
        heading = entry.kind is side_entries.Kind.HEADING
        palette = painting.ground(painter, option, rule=False)
        title, detail = self._fonts(option, entry)
        inner = option.rect.adjusted(painting.MARGIN, painting.MARGIN * 2 if heading else 6, -painting.MARGIN, -4)
        painter.save()
        if heading or entry.kind is side_entries.Kind.NOTE:
            palette.setColor(QPalette.ColorRole.Text, painting.quiet(palette))
        if entry.colour is not None:
            ground, line = highlighting.colours(palette, entry.colour)
            painter.fillRect(QRect(inner.left() - 8, inner.top(), 5, inner.height()), ground)
            painter.fillRect(QRect(inner.left() - 8, inner.top(), 2, inner.height()), line)
        height = painting.text_height(entry.title, title, inner.width(), 2)
        painting.draw(
            painter, QRect(inner.topLeft(), QSize(inner.width(), height)), entry.title, (), title, palette, lines=2
        )
        palette.setColor(QPalette.ColorRole.Text, painting.quiet(palette))
        below = inner.adjusted(0, height, 0, 4)
        painting.draw(painter, below, entry.detail, (), detail, palette, lines=3)
        painter.restore()

    @staticmethod
    def _fonts(option: QStyleOptionViewItem, entry: side_entries.Entry) -> tuple[QFont, QFont]:
        small = painting.small_font(option)
        if entry.kind is side_entries.Kind.HEADING:
            heading = QFont(small)
            heading.setWeight(QFont.Weight.DemiBold)
            return heading, small
        if entry.kind is side_entries.Kind.NOTE:
            return small, small
        return QFont(option.font), small
