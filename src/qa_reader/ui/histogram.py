"""A histogram of years that one drags over, or moves through by the arrow keys, to narrow to some of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from qa_reader.ui import painting, theme
from qa_reader.ui.years import Years, bars_of, most_of, name_of
from qa_reader.wording import counted, tr

_MARGIN = 12
_LEAST_BAR = 2  # px; a year with one thread beside one with thousands is still seen
_PAUSE_MS = 300  # after the last arrow key, before the list follows


class YearHistogram(QWidget):
    """Bars, one a year, or one for the few years far off; emits the years that are chosen, or None for all.

    Mouse: drag over years, click on one, double-click for all. Keys: arrows go from year to year, with Shift they
    choose, Home and End go to the ends, Return or Space chooses the year or the marked ones, Delete removes the choice.
    """

    years_requested = Signal(object)  # Years or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("yearHistogram")
        self.setAccessibleName(self.tr("Years in which the questions were asked"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._by_year: dict[int, int] = {}
        self._counts: dict[Years, int] = {}  # by bar, from left to right
        self._undated = 0
        self._chosen: Years | None = None
        self._marking: Years | None = None  # what a drag or Shift covers, before it is asked for
        self._anchor: Years | None = None  # a bar, as the next two
        self._cursor: Years | None = None
        self._hovered: Years | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    @property
    def chosen(self) -> Years | None:
        """The years that the list is limited to."""
        return self._chosen

    def show_counts(self, counts: dict[int, int], chosen: Years | None, undated: int = 0) -> None:
        """Show how many threads were asked in which year, how many have no date, and which years are chosen."""
        self._by_year = counts
        self._counts = bars_of(dict.fromkeys(chosen or (), 0) | counts)
        self._chosen, self._undated = chosen, undated
        if not self._pause.isActive() and self._anchor is None:
            self._marking = None
        if self._cursor not in self._counts:
            self._cursor = None
        self._say()
        self.update()

    def span_rect(self, first: int, last: int) -> QRect:
        """The place of some years, in pixels; the whole height."""
        bars = list(self._counts)
        inner = self._inner()
        left, right = (
            inner.left() + inner.width() * place // len(bars)
            for place in (bars.index(self._bar_of(first)), bars.index(self._bar_of(last)) + 1)
        )
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = inner.left() + inner.right() + 1 - right, inner.left() + inner.right() + 1 - left
        return QRect(left, inner.top(), right - left, inner.height())

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).height()
        return QSize(160, 2 * line + 60)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    # ------------------------------------------------------------ Qt's events

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        own = theme.colours(self.palette())
        text = self.palette().color(QPalette.ColorRole.WindowText)
        inner = self._inner()
        top = QRect(inner.left(), 0, inner.width(), inner.top() - 4)
        direction = self.layoutDirection()
        painter.setPen(text)
        painting.draw_line(painter, top, self._headline(), direction)
        most = most_of(self._counts)
        marked = self._marking or self._chosen
        for years, count in self._counts.items():
            place = self.span_rect(*years)
            high = min(max(_LEAST_BAR, round(inner.height() * count / most)), inner.height()) if count else 0
            bar = QRect(place.left(), inner.bottom() + 1 - high, max(1, place.width() - 1), high)
            among = marked is None or (marked[0] <= years[1] and years[0] <= marked[1])
            painter.fillRect(bar, own.accent if among else theme.mix(own.accent, self._ground(), 0.3))
        painter.fillRect(QRect(inner.left(), inner.bottom() + 1, inner.width(), 1), own.rule)
        if marked is not None and self._counts:
            place = self.span_rect(*marked)
            painter.fillRect(QRect(place.left(), inner.bottom() + 1, place.width(), 2), own.accent)
        painter.setPen(own.quiet)
        below = QRect(inner.left(), inner.bottom() + 5, inner.width(), QFontMetrics(self.font()).height())
        if self._counts:
            painting.draw_line(painter, below, name_of(min(self._counts)), direction)
            painting.draw_line(painter, below, name_of(max(self._counts)), direction, at_end=True)
        if self.hasFocus():
            painter.setPen(own.accent)
            if self._cursor is not None:
                painter.drawRect(self.span_rect(*self._cursor).adjusted(-1, -2, 0, 1))
            painter.drawRect(self.rect().adjusted(4, 0, -5, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        years = self._bar_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and years is not None:
            self._anchor = self._cursor = years
            self._mark(years, years)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        years = self._bar_at(event.position().x())
        if self._anchor is not None and years is not None:
            self._cursor = years
            self._mark(self._anchor, years)
        elif years != self._hovered:
            self._hovered = years
            self.update()
        if years is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self._told(years), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._anchor is not None:
            self._anchor = None
            self._ask()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._anchor = None
        self._remove()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def event(self, event: QEvent) -> bool:
        """The key that takes the choice away is this widget's while it has the keyboard, and no command's."""
        ours = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if ours and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:  # type: ignore[attr-defined]
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._counts or not self._key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._cursor is None and self._counts:
            self._cursor = self._bar_of(self._chosen[0]) if self._chosen else max(self._counts)
        self._say()

    # ------------------------------------------------------------ within

    def _key(self, event: QKeyEvent) -> bool:
        """Do what a key says; whether it says anything here."""
        key = event.key()
        bars = list(self._counts)
        now = self._cursor if self._cursor is not None else bars[-1]
        at, last = bars.index(now), len(bars) - 1
        mirrored = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        place = {
            Qt.Key.Key_Left: max(0, min(last, at - mirrored)),
            Qt.Key.Key_Right: max(0, min(last, at + mirrored)),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(key))
        if place is not None:
            to = bars[place]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._extend(now, to)
            self._cursor = to
            self._say()
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if self._marking is None:
                self._mark(now, now)
            self._ask()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._remove()
        else:
            return False
        return True

    def _extend(self, now: Years, to: Years) -> None:
        """Stretch the marked years by the end that the cursor is at."""
        held = self._marking or self._chosen
        ends = (self._bar_of(held[0]), self._bar_of(held[1])) if held is not None else (now, now)
        if now not in ends:
            ends = (now, now)
        self._mark(ends[1] if now == ends[0] else ends[0], to)
        self._pause.start()

    def _mark(self, one: Years, other: Years) -> None:
        self._marking = (min(one[0], other[0]), max(one[1], other[1]))
        self._say()
        self.update()

    def _ask(self) -> None:
        self._pause.stop()
        wanted, self._marking = self._marking, None
        if wanted is not None and wanted != self._chosen:
            self._chosen = wanted
            self.years_requested.emit(wanted)
        self.update()

    def _remove(self) -> None:
        self._pause.stop()
        self._marking = None
        if self._chosen is not None:
            self._chosen = None
            self.years_requested.emit(None)
        self._say()
        self.update()

    def _headline(self) -> str:
        """What stands above the bars: the year under the pointer or the cursor, else what is chosen."""
        if self._anchor is None and self._hovered is not None:
            return self._told(self._hovered)
        years = self._marking or self._chosen
        if years is not None:
            count = sum(count for year, count in self._by_year.items() if years[0] <= year <= years[1])
            return self.tr("Asked {0}: {1}").format(name_of(years), QLocale().toString(count))
        if self.hasFocus() and self._cursor is not None:
            return self._told(self._cursor)
        return self.tr("Asked")

    def _told(self, years: Years) -> str:
        return self.tr("{0}: {1}").format(name_of(years), QLocale().toString(self._counts.get(years, 0)))

    def _say(self) -> None:
        """Tell a screen reader what is shown, and where the cursor is."""
        if not self._counts:
            self.setAccessibleDescription(self.tr("No thread has a date."))
            return
        dated = counted(sum(self._counts.values()), tr("{0} thread"), tr("{0} threads"))
        parts = [self.tr("{0} from {1} to {2}").format(dated, min(self._counts)[0], max(self._counts)[1])]
        if self._marking or self._chosen:
            parts.insert(0, self._headline())
        if self._cursor is not None and self.hasFocus():
            parts.insert(0, self._told(self._cursor))
        if self._undated:
            parts.append(self.tr("{0} without a date").format(QLocale().toString(self._undated)))
        self.setAccessibleDescription(". ".join(parts))

    def _inner(self) -> QRect:
        line = QFontMetrics(self.font()).height()
        return self.rect().adjusted(_MARGIN, line + 8, -_MARGIN, -line - 8)

    def _ground(self) -> QColor:
        return self.palette().color(self.backgroundRole())

    def _bar_of(self, year: int) -> Years:
        """The bar of a year; the nearest where none has it."""
        return min(self._counts, key=lambda years: max(years[0] - year, year - years[1], 0))

    def _bar_at(self, x: float) -> Years | None:
        """The bar at a place; the nearest where it lies outside."""
        if not self._counts:
            return None
        inner = self._inner()
        share = (x - inner.left()) / max(1, inner.width())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        bars = list(self._counts)
        return bars[max(0, min(len(bars) - 1, int(share * len(bars))))]
