"""A histogram of years that one drags over, or moves through by the arrow keys, to narrow to some of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from qa_reader.ui import painting, theme
from qa_reader.wording import counted, tr

Years = tuple[int, int]

_MARGIN = 12
_LEAST_BAR = 2  # px; a year with one thread beside one with thousands is still seen
_PAUSE_MS = 300  # after the last arrow key, before the list follows


class YearHistogram(QWidget):
    """Bars, one a year; emits the years that are chosen, or None for all.

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
        self._counts: dict[int, int] = {}
        self._undated = 0
        self._chosen: Years | None = None
        self._marking: Years | None = None  # what a drag or Shift covers, before it is asked for
        self._anchor: int | None = None
        self._cursor: int | None = None
        self._hovered: int | None = None
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
        years = [*counts, *(chosen or ())]
        self._counts = {year: counts.get(year, 0) for year in range(min(years), max(years) + 1)} if years else {}
        self._chosen, self._undated = chosen, undated
        if not self._pause.isActive() and self._anchor is None:
            self._marking = None
        if self._cursor not in self._counts:
            self._cursor = None
        self._say()
        self.update()

    def span_rect(self, first: int, last: int) -> QRect:
        """The place of some years, in pixels; the whole height."""
        years = list(self._counts)
        inner = self._inner()
        left, right = (
            inner.left() + inner.width() * place // len(years) for place in (years.index(first), years.index(last) + 1)
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
        most = max(self._counts.values(), default=0)
        marked = self._marking or self._chosen
        for year, count in self._counts.items():
            place = self.span_rect(year, year)
            high = max(_LEAST_BAR, round(inner.height() * count / most)) if count else 0
            bar = QRect(place.left(), inner.bottom() + 1 - high, max(1, place.width() - 1), high)
            among = marked is None or marked[0] <= year <= marked[1]
            painter.fillRect(bar, own.accent if among else theme.mix(own.accent, self._ground(), 0.3))
        painter.fillRect(QRect(inner.left(), inner.bottom() + 1, inner.width(), 1), own.rule)
        if marked is not None and self._counts:
            place = self.span_rect(*marked)
            painter.fillRect(QRect(place.left(), inner.bottom() + 1, place.width(), 2), own.accent)
        painter.setPen(own.quiet)
        below = QRect(inner.left(), inner.bottom() + 5, inner.width(), QFontMetrics(self.font()).height())
        if self._counts:
            painting.draw_line(painter, below, str(min(self._counts)), direction)
            painting.draw_line(painter, below, str(max(self._counts)), direction, at_end=True)
        if self.hasFocus():
            painter.setPen(own.accent)
            if self._cursor is not None:
                painter.drawRect(self.span_rect(self._cursor, self._cursor).adjusted(-1, -2, 0, 1))
            painter.drawRect(self.rect().adjusted(4, 0, -5, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        year = self._year_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and year is not None:
            self._anchor = self._cursor = year
            self._mark(year, year)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        year = self._year_at(event.position().x())
        if self._anchor is not None and year is not None:
            self._cursor = year
            self._mark(self._anchor, year)
        elif year != self._hovered:
            self._hovered = year
            self.update()
        if year is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self._told(year), self)

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
            self._cursor = self._chosen[0] if self._chosen else max(self._counts)
        self._say()

    # ------------------------------------------------------------ within

    def _key(self, event: QKeyEvent) -> bool:
        """Do what a key says; whether it says anything here."""
        key = event.key()
        first, last = min(self._counts), max(self._counts)
        now = self._cursor if self._cursor is not None else last
        mirrored = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        to = {
            Qt.Key.Key_Left: max(first, min(last, now - mirrored)),
            Qt.Key.Key_Right: max(first, min(last, now + mirrored)),
            Qt.Key.Key_Home: first,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(key))
        if to is not None:
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

    def _extend(self, now: int, to: int) -> None:
        """Stretch the marked years by the end that the cursor is at."""
        held = self._marking or self._chosen
        if held is None or now not in held:
            held = (now, now)
        other = held[1] if now == held[0] else held[0]
        self._mark(other, to)
        self._pause.start()

    def _mark(self, one: int, other: int) -> None:
        self._marking = (min(one, other), max(one, other))
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
            count = sum(count for year, count in self._counts.items() if years[0] <= year <= years[1])
            name = str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
            return self.tr("Asked {0}: {1}").format(name, QLocale().toString(count))
        if self.hasFocus() and self._cursor is not None:
            return self._told(self._cursor)
        return self.tr("Asked")

    def _told(self, year: int) -> str:
        return self.tr("{0}: {1}").format(year, QLocale().toString(self._counts.get(year, 0)))

    def _say(self) -> None:
        """Tell a screen reader what is shown, and where the cursor is."""
        if not self._counts:
            self.setAccessibleDescription(self.tr("No thread has a date."))
            return
        dated = counted(sum(self._counts.values()), tr("{0} thread"), tr("{0} threads"))
        parts = [self.tr("{0} from {1} to {2}").format(dated, min(self._counts), max(self._counts))]
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

    def _year_at(self, x: float) -> int | None:
        """The year at a place; the nearest where it lies outside."""
        if not self._counts:
            return None
        inner = self._inner()
        share = (x - inner.left()) / max(1, inner.width())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        years = list(self._counts)
        return years[max(0, min(len(years) - 1, int(share * len(years))))]
