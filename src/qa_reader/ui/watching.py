"""Long work on another thread, with a bar that shows how far it is and a button that ends it.

The work is given no Qt object: bar and watch are gone as soon as somebody cancels, while the work goes on up to its
next step. A signal of theirs that was emitted in between crashed the program.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from qa_reader.errors import Cancelled

_EVERY_MS = 50  # oftener no eye needs it
_SHOWN_AFTER_MS = 400


class Steps:
    """The progress callback of one piece of work; raises `Cancelled` out of it once `cancel` was called."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self.last = (0, 0, "")  # done, total and what is done; replaced as one, for it is read on another thread

    def __call__(self, done: int, total: int, what: str) -> None:
        """Say how far the work is; on its thread."""
        if self._cancelled.is_set():
            raise Cancelled
        self.last = (done, total, what)

    def cancel(self) -> None:
        """End the work at its next step."""
        self._cancelled.set()


class Watch(QObject):
    """Shows how far one piece of work is, by its `steps`; lives on the window's thread."""

    ended = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps = Steps()
        self._over = False
        self._bar = QProgressDialog(title, self.tr("Cancel"), 0, 0, parent)
        self._bar.setObjectName("takingProgress")
        self._bar.setWindowTitle(title)
        self._bar.setWindowModality(Qt.WindowModality.NonModal)  # one goes on reading meanwhile
        self._bar.setMinimumDuration(_SHOWN_AFTER_MS)
        self._bar.setAutoClose(False)
        self._bar.setAutoReset(False)
        self._bar.canceled.connect(self.cancel)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()

    def cancel(self) -> None:
        """End the work at its next step."""
        self.steps.cancel()
        self.end()

    def end(self) -> None:
        """The work is over; once more, where it was cancelled after its last step, this does nothing."""
        if self._over:
            return
        self._over = True
        self._timer.stop()
        self._bar.hide()
        self._bar.deleteLater()
        self.deleteLater()
        self.ended.emit()

    def _show(self) -> None:
        done, total, what = self.steps.last
        if what:
            self._bar.setLabelText(what)
            self._bar.setMaximum(total)
            self._bar.setValue(done)
