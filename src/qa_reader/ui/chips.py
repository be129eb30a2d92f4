"""Chips: one for each thing that limits the answer, which a click removes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from qa_reader.model import HitPage, Query
from qa_reader.ui import narrowing, painting, theme
from qa_reader.ui.flow import FlowLayout
from qa_reader.ui.models import facets

_WIDEST = 220  # px
_PADDING = 8
_CROSS = 16


class Chip(QPushButton):
    """A name in a rounded box, with a cross where a click removes what it names."""

    def __init__(self, text: str, parent: QWidget, *, cross: bool = True) -> None:
        super().__init__(text, parent)
        self.setObjectName("filterChip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._cross = cross

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self.text()) + 2 * _PADDING + 4 + (_CROSS if self._cross else 0)
        return QSize(min(_WIDEST, width), metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        own = theme.colours(self.palette())
        hot = self.underMouse() or self.isDown()
        ground = self.palette().color(QPalette.ColorRole.Base)
        painter.setPen(own.accent if self.hasFocus() else own.rule)
        painter.setBrush(theme.mix(own.accent, ground, 0.25 if hot else 0.12) if self._cross else Qt.BrushStyle.NoBrush)
        shape = self.rect().adjusted(0, 0, -1, -1)
        radius = self.height() / 2 - 1
        if self._cross or hot or self.hasFocus():
            painter.drawRoundedRect(shape.adjusted(1, 1, -1, -1), radius, radius)
        direction, whole = self.layoutDirection(), self.rect()
        inner = whole.adjusted(_PADDING, 0, -_PADDING - (_CROSS if self._cross else 0), 0)
        inner = QStyle.visualRect(direction, whole, inner)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText) if self._cross else own.accent)
        painting.draw_line(painter, inner, self.text(), direction)
        if self._cross:
            side = 7
            box = QRect(self.width() - _PADDING - side - 2, (self.height() - side) // 2, side, side)
            box = QStyle.visualRect(direction, whole, box)
            painter.setPen(own.quiet)
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.topRight(), box.bottomLeft())


class ChipRow(QWidget):
    """The chips of a query, in as many lines as they need."""

    query_requested = Signal(object)  # Query with one restriction less, or with none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterChips")
        self.setAccessibleName(self.tr("Filters"))
        self._flow = FlowLayout(self, theme.GRID // 2)
        self._flow.setContentsMargins(12, 0, 12, 8)
        self.hide()

    def show_page(self, page: HitPage) -> None:
        """Show what limits the query of an answer."""
        query = page.query
        found = narrowing.restrictions(query)
        focused = self._clear()
        for restriction in found:
            name = facets.label(restriction.facet, restriction.value)
            chip = self._add(Chip(name, self), restriction.without)
            heading = facets.heading(restriction.facet, restriction.value, page)
            chip.setToolTip(self.tr("{0}: {1}").format(facets.titles()[heading], name))
            chip.setAccessibleName(self.tr("Remove the filter {0}").format(name))
        if len(found) > 1:
            chip = self._add(Chip(self.tr("Remove all"), self, cross=False), narrowing.everywhere(query))
            chip.setObjectName("removeAllChip")
        self.setVisible(bool(found))
        left = self._flow.itemAt(min(focused, self._flow.count() - 1)) if focused >= 0 else None
        widget = left.widget() if left is not None else None
        if widget is not None:  # a chip removed by the keyboard hands its focus to the next
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, chip: Chip, query: Query) -> Chip:
        chip.clicked.connect(lambda _checked=False: self.query_requested.emit(query))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _clear(self) -> int:
        """Remove all chips; the place of the one that had the focus, -1 for none."""
        focused = -1
        place = 0
        while (entry := self._flow.takeAt(0)) is not None:
            chip = entry.widget()
            if chip is not None:
                # the first: hiding it hands the focus on to the next
                focused = place if focused < 0 and chip.hasFocus() else focused
                chip.hide()
                chip.deleteLater()
            place += 1
        return focused
