"""A window in use, with hands and a stopwatch: types queries, scrolls from end to end, opens threads."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from qa_reader import paths
from qa_reader.model import HitPage
from qa_reader.settings import Settings
from qa_reader.ui import windows
from qa_reader.ui.start import Start
from tests.benchmarks import memory
from tests.benchmarks.watching import Heartbeat, Watch

_MB = 1_000_000
_PATIENCE_MS = 30_000
_SETTLE_MS = 400  # as long as it takes until all is still, related threads found
_FRAME_MS = 16
_STEPS = 300  # from one end of the list to the other: five seconds of dragging the bar


class Using:
    """One window, open on an archive, and what is done to it."""

    def __init__(self, archive: Path, data: Path) -> None:
        self._before = memory.status("VmRSS")
        windows.make_application(Settings())
        self._window, self._session = windows.make_window(paths.default(data), Settings())
        self._watch = Watch(self._window)
        self._beat = Heartbeat(self._window)
        self._list: Any = self._window.findChild(QListView, "questionList")
        self._field: Any = self._window.findChild(QLineEdit, "searchField")
        self._read = False
        self._page: HitPage | None = None
        self._came = 0.0
        self._worked: list[float] = []
        self._session.hits_replaced.connect(self._note_answer)
        self._session.thread_opened.connect(self._note_thread)
        self._window.resize(1400, 860)
        self._window.show()
        self._window.activateWindow()
        self._session.start(Start(archive))
        self._wait(lambda: self._list.model().rowCount() > 0)
        self._settle()

    def measure(self, asked: Sequence[str], opened: int) -> dict[str, Any]:
        """All figures; milliseconds."""
        self._type(asked[: len(asked) // 6])  # what is first used is read from the file then
        self._worked.clear()
        typed = self._type(asked)
        self._clear()
        figures: dict[str, Any] = {
            "key_to_list": {
                **_summary([sum(times) for times in typed]),
                "work_p95": _summary(self._worked)["p95"],  # of the window's thread, whatever else runs
                "own_p95": _summary([own for own, _ in typed])["p95"],
                "search_p95": _summary([searched for _, searched in typed])["p95"],
            },
            "scrolling": self._scroll(),
            "open_thread": self._open(opened),
        }
        figures["memory_mb"] = round(memory.status("VmRSS") / _MB, 1)
        figures["memory_peak_mb"] = round(memory.status("VmHWM") / _MB, 1)
        self._window.close()
        return figures

    # ------------------------------------------------------------ what is done

    def _type(self, texts: Sequence[str]) -> list[tuple[float, float]]:
        """Each text key by key; from the last key to the painted list: the window's own part, and the search."""
        times = []
        for text in texts:
            self._clear()
            for character in text[:-1]:
                _type(self._field, character)
            self._settle()
            began, busy = time.perf_counter(), time.thread_time()
            _type(self._field, text[-1])
            page = self._answer(text)
            self._worked.append((time.thread_time() - busy) * 1000)
            times.append(((max(self._watch.list_painted, self._came) - began) * 1000 - page.took_ms, page.took_ms))
        return times

    def _clear(self) -> None:
        self._field.setFocus()
        if self._field.text():
            self._field.selectAll()
            QTest.keyClick(self._field, Qt.Key.Key_Delete)
            self._answer("")

    def _answer(self, text: str) -> HitPage:
        """Wait until the list shows the answer to a text."""
        self._wait(lambda: self._page is not None and self._page.query.text == text)
        self._wait(lambda: self._watch.list_painted > self._came or not self._rows())
        assert self._page is not None
        return self._page

    def _scroll(self) -> dict[str, float]:
        """Down and up by the bar, then by keys; how long the window's thread was away, and until rows came."""
        bar = self._list.verticalScrollBar()
        self._beat.begin()
        for place in [*range(_STEPS + 1), *reversed(range(_STEPS))]:
            bar.setValue(round(bar.maximum() * place / _STEPS))
            self._pass(_FRAME_MS)
        for key in [Qt.Key.Key_End, *[Qt.Key.Key_PageUp] * 20, Qt.Key.Key_Home, *[Qt.Key.Key_PageDown] * 20]:
            QTest.keyClick(self._list, key)
            self._pass(_FRAME_MS)
        gaps = self._beat.end()
        self._settle()
        filled = []
        for place in (0.5, 0.9, 0.1, 0.7, 0.3):
            began = time.perf_counter()
            bar.setValue(round(bar.maximum() * place))
            self._wait(self._filled)
            filled.append((time.perf_counter() - began) * 1000)
        return {
            "longest_block": round(max(gap for gap, _ in gaps), 1),
            # without the time in which other programs had the processor, or another thread Python's lock
            "longest_work": round(max(work for _, work in gaps), 1),
            "blocks_over_16": sum(gap > _FRAME_MS for gap, _ in gaps),
            "rows_filled_after": round(median(filled), 1),
        }

    def _open(self, count: int) -> dict[str, float]:
        """Thread after thread by the arrow key."""
        self._list.verticalScrollBar().setValue(0)
        self._list.setFocus()
        self._settle()
        times, worked = [], []
        for _ in range(count):
            self._read = False
            began, busy = time.perf_counter(), time.thread_time()
            QTest.keyClick(self._list, Qt.Key.Key_Down)
            self._wait(lambda: self._read and self._watch.page_painted > self._came)
            worked.append((time.thread_time() - busy) * 1000)
            times.append((self._watch.page_painted - began) * 1000)
            self._settle()
        return {**_summary(times), "work_p95": _summary(worked)["p95"]}

    # ------------------------------------------------------------ waiting

    def _note_answer(self, page: HitPage) -> None:
        self._page, self._came = page, time.perf_counter()

    def _note_thread(self, _reading: object) -> None:
        self._read, self._came = True, time.perf_counter()

    def _rows(self) -> int:
        return int(self._list.model().rowCount())

    def _filled(self) -> bool:
        first, last = self._list.rows_on_screen
        return all(self._list.model().hit(row) is not None for row in range(first, last + 1))

    def _wait(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + _PATIENCE_MS / 1000
        while not condition():
            if time.monotonic() > until:
                raise TimeoutError("the window did not answer")
            self._pass(1)

    def _settle(self) -> None:
        self._pass(_SETTLE_MS)

    @staticmethod
    def _pass(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop, loop.quit)
        loop.exec()


def _type(field: QLineEdit, character: str) -> None:
    """A key, also one that no keyboard of QTest has."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))


def _summary(times: Sequence[float]) -> dict[str, float]:
    return {
        "median": round(median(times), 1),
        "p95": round(quantiles(times, n=20, method="inclusive")[-1], 1),
        "most": round(max(times), 1),
    }
