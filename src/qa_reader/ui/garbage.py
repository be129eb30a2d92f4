"""Python's cyclic garbage is collected on the window's thread alone.

A collection may run on whichever thread allocates. On a worker it would destroy Qt objects there: their destructors
take Qt's locks and wait for Python's, while the window's thread holds Python's and waits for Qt's, and both stand
still (seen once with Python 3.13, in a search that made a long list).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_OLDEST = 2
_COLLECTED = "garbageIsCollected"


class Collector(QObject):
    """Switches Python's own collections off, and collects every second what is due; lives on the window's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._oldest = 0  # objects in the oldest generation when it was collected last
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python itself would."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if counts[generation] > thresholds[generation] > 0]
        if not due:
            return
        oldest = due[-1] == _OLDEST and self._has_grown()
        gc.collect(due[-1] if oldest else min(due[-1], _OLDEST - 1))
        if oldest:
            self._oldest = _objects()

    def _has_grown(self) -> bool:
        """Python's own rule for its oldest generation: a quarter more than was left of it, or than there was at first.

        To collect it takes 32 ms in a window that has just been opened, to count it 1 ms.
        """
        self._oldest = self._oldest or _objects()
        return _objects() > self._oldest + self._oldest // 4


def collect_for(application: QObject) -> None:
    """Have a collector for the application, once."""
    if not application.property(_COLLECTED):  # to look for the collector itself would make PySide know every child
        Collector(application)
        application.setProperty(_COLLECTED, True)


def _objects() -> int:
    return len(gc.get_objects(generation=_OLDEST))
