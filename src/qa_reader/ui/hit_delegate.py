"""Paints the rows of the question list, apart from the other delegates: it is wanted before all of what they show."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qa_reader.kept import Colour
from qa_reader.model import Hit
from qa_reader.ui import painting, theme
from qa_reader.ui.models import hit_list
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
                bar = painting.mirrored(option, inner, QRect(inner.topLeft(), QSize(2, inner.height())))
                painting.fill(painter, bar, painting.quiet(palette))
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
        from qa_reader.ui import highlighting  # noqa: PLC0415 - brings enums of 2 ms, and few rows have a colour

        ground, line = highlighting.colours(option.palette, colour)
        bar = painting.mirrored(option, place, QRect(place.topLeft(), QSize(6, place.height())))
        painting.fill(painter, bar, ground)
        painting.fill(painter, painting.mirrored(option, bar, QRect(bar.topLeft(), QSize(2, bar.height()))), line)
        return painting.mirrored(option, place, place.adjusted(12, 0, 0, 0))

    def _paint_fold(
        self, painter: QPainter, option: QStyleOptionViewItem, palette: QPalette, fold: hit_list.Fold
    ) -> None:
        painter.setPen(theme.colours(palette).accent)
        place = fold_rect(option.rect, option.font, option.direction)
        text = f"{'▾' if fold.unfolded else '▸'} {hit_list.fold_text(fold.count)}"
        painting.draw_line(painter, place, text, option.direction)


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
