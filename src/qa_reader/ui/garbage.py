"""Python's cyclic garbage is collected on the window's thread alone.

A collection may run on whichever thread allocates. On a worker it would destroy Qt objects there: their destructors
take Qt's locks and wait for Python's, while the window's thread holds Python's and waits for Qt's, and both stand
still (seen once with Python 3.13, in a search that made a long list).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class Collector(QObject):
    """Switches Python's own collections off, and collects every second what is due; lives on the window's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python itself would."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if counts[generation] > thresholds[generation] > 0]
        if due:
            gc.collect(due[-1])
