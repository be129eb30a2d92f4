"""Paint the rows of the lists and of the tree; palette and font come from the option, no state is kept between rows."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import (
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from qa_reader.kept import Colour
from qa_reader.model import Hit
from qa_reader.ui import highlighting, painting, theme
from qa_reader.ui.models import department_tree, facets, hit_list, side_entries
from qa_reader.wording import apart, day, tr

_Index = QModelIndex | QPersistentModelIndex
_STAR = 20


class HitDelegate(QStyledItemDelegate):
    """A row of the question list: two lines of title, two of snippet with the matches marked, meta line, star.

    A row under which others are folded has one line of snippet and says so in the other. A row that was read is
    lighter, and says it in the meta line.
    """

    has_star = True

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        lines = 2 * painting.line_pitch(painting.bold_font(option)) + 3 * painting.line_pitch(
            painting.small_font(option)
        )
        return QSize(200, lines + 8 + 2 * painting.MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette = painting.ground(painter, option)
        inner = option.rect.adjusted(painting.MARGIN, painting.MARGIN, -painting.MARGIN, -painting.MARGIN)
        hit = index.data(hit_list.HIT_ROLE)
        painter.save()
        if isinstance(hit, Hit):
            if index.data(hit_list.REPEAT_ROLE):
                painter.fillRect(
                    painting.mirrored(option, inner, QRect(inner.topLeft(), QSize(2, inner.height()))),
                    painting.quiet(palette),
                )
                inner = painting.mirrored(option, inner, inner.adjusted(painting.MARGIN, 0, 0, 0))
            self._paint_hit(painter, option, palette, inner, index)
            if self.has_star:
                kept = bool(index.data(hit_list.BOOKMARKED_ROLE))
                painting.paint_star(painter, star_rect(option.rect, option.direction), palette, filled=kept)
        else:
            painter.setPen(painting.quiet(palette))
            painting.draw_line(painter, inner, str(index.data()), option.direction)
        painter.restore()

    def _paint_hit(
        self, painter: QPainter, option: QStyleOptionViewItem, palette: QPalette, inner: QRect, index: _Index
    ) -> None:
        hit: Hit = index.data(hit_list.HIT_ROLE)
        read = bool(index.data(hit_list.READ_ROLE))
        fold = index.data(hit_list.FOLD_ROLE)
        title, small = QFont(option.font) if read else painting.bold_font(option), painting.small_font(option)
        tall, low = painting.line_pitch(painting.bold_font(option)), painting.line_pitch(small)
        top = QRect(inner.left(), inner.top(), inner.width() - _STAR - 8, 2 * tall)
        top = painting.mirrored(option, inner, top)
        ink = QPalette(palette)
        if read:
            ink.setColor(QPalette.ColorRole.Text, painting.quiet(palette))
        taken = painting.draw(painter, top, hit.title, hit.title_spans, title, ink, lines=2, pitch=tall)
        own = index.data(hit_list.OWN_ROLE) or hit_list.Own()
        # in the list of notes the extract is the note
        written = own_text(replace(own, note="") if own.note.strip() == hit.snippet.text.strip() else own)
        # what a short title leaves free is the snippet's; the fold and the reader's own words take a line of it each
        lines = 2 + (taken < 2) - bool(fold) - bool(written)
        middle = QRect(inner.left(), inner.top() + taken * tall + 4, inner.width(), lines * low)
        text = " ".join(hit.snippet.text.split("\n"))
        if own.colour:
            middle = self._paint_colour(painter, option, middle, own.colour)
        if lines:
            painting.draw(painter, middle, text, hit.snippet.spans, small, ink, lines=lines, pitch=low)
        painter.setFont(small)
        if written:
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            place = fold_rect(option.rect, option.font, option.direction).translated(0, -low if fold else 0)
            painting.draw_line(painter, place, written, option.direction)
        if fold:
            self._paint_fold(painter, option, palette, fold)
        painter.setPen(painting.quiet(palette))
        bottom = QRect(inner.left(), inner.bottom() + 1 - low, inner.width(), low)
        said = tr("read") if read else ""
        said = hit_list.absence(hit, own) or said
        meta = apart((said, hit.department, day(hit.asked), hit.doctor))
        painting.draw_line(painter, bottom, meta, option.direction)

    @staticmethod
    def _paint_colour(painter: QPainter, option: QStyleOptionViewItem, place: QRect, colour: Colour) -> QRect:
        """A bar in the colour of a highlight; where its words go."""
        ground, line = highlighting.colours(option.palette, colour)
        bar = painting.mirrored(option, place, QRect(place.topLeft(), QSize(6, place.height())))
        painter.fillRect(bar, ground)
        painter.fillRect(painting.mirrored(option, bar, QRect(bar.topLeft(), QSize(2, bar.height()))), line)
        return painting.mirrored(option, place, place.adjusted(12, 0, 0, 0))

    def _paint_fold(
        self, painter: QPainter, option: QStyleOptionViewItem, palette: QPalette, fold: hit_list.Fold
    ) -> None:
        painter.setPen(theme.colours(palette).accent)
        place = fold_rect(option.rect, option.font, option.direction)
        text = f"{'▾' if fold.unfolded else '▸'} {hit_list.fold_text(fold.count)}"
        painting.draw_line(painter, place, text, option.direction)


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


def own_text(own: hit_list.Own) -> str:
    """What stands in a row of the reader's own words: the note, and the tags."""
    note = f"✎ {' '.join(own.note.split())}" if own.note else ""
    return "   ".join(filter(None, (note, " ".join(f"#{tag}" for tag in own.tags))))


def star_rect(row: QRect, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> QRect:
    """Where the star of a question list's row is."""
    corner = QPoint(row.right() - painting.MARGIN - _STAR + 2, row.top() + painting.MARGIN - 2)
    return QStyle.visualRect(direction, row, QRect(corner, QSize(_STAR, _STAR)))


def fold_rect(row: QRect, font: QFont, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> QRect:
    """Where a question list's row tells of the hits that are folded under it: its second line of snippet."""
    bold, small = QFont(font), painting.smaller_font(font)
    bold.setWeight(QFont.Weight.DemiBold)
    top = row.top() + painting.MARGIN + 2 * painting.line_pitch(bold) + 4 + painting.line_pitch(small)
    place = QRect(row.left() + painting.MARGIN, top, row.width() - 2 * painting.MARGIN, painting.line_pitch(small))
    return QStyle.visualRect(direction, row, place)
