"""Tells when a window's list and page were painted, and for how long its thread heard nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QListView, QTextBrowser, QWidget

_BEAT_MS = 2


class Watch(QObject):
    """Looks at the paint events of a window; what is told comes after the event was dealt with."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.first_paint = 0.0
        self.list_painted = 0.0
        self.page_painted = 0.0
        self._window = window
        found = window.findChild(QListView, "questionList"), window.findChild(QTextBrowser, "replyPane")
        self._list, self._page = cast("tuple[QListView, QTextBrowser]", found)
        self._waiting: list[tuple[Callable[[int], bool], Callable[[], None]]] = []
        for watched in (window, self._list.viewport(), self._page.viewport()):
            watched.installEventFilter(self)

    def once_list_shows(self, condition: Callable[[int], bool], then: Callable[[], None]) -> None:
        """Call `then` after the list was painted with such a number of rows."""
        self._waiting.append((condition, then))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            # all widgets of a window are painted in one go: what is posted now comes right after it
            QTimer.singleShot(0, self, lambda: self._painted(watched))
        return False

    def _painted(self, watched: QObject) -> None:
        now = time.perf_counter()
        if watched is self._window:
            self.first_paint = self.first_paint or now
        elif watched is self._page.viewport():
            self.page_painted = now
        else:
            self.list_painted = now
            rows = self._list.model().rowCount()
            due = [entry for entry in self._waiting if entry[0](rows)]
            self._waiting = [entry for entry in self._waiting if entry not in due]
            for _, then in due:
                then()


class FirstPaint(QObject):
    """Calls `then` right after a widget, with its window, was painted for the first time from now on."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


class Heartbeat(QObject):
    """A timer on the window's thread: a beat that comes late is time in which the thread could hear nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.gaps: list[tuple[float, float]] = []  # ms from beat to beat, and of these with the thread at work
        self._last = (0.0, 0.0)
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Forget what was, and beat."""
        self.gaps = []
        self._last = (time.perf_counter(), time.thread_time())
        self._timer.start()

    def end(self) -> list[tuple[float, float]]:
        """The gaps between the beats."""
        self._timer.stop()
        self._beat()
        return self.gaps

    def _beat(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        self.gaps.append(((now[0] - self._last[0]) * 1000, (now[1] - self._last[1]) * 1000))
        self._last = now
