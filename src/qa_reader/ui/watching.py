"""Long work on another thread, with a bar that shows how far it is and a button that ends it."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from qa_reader.errors import Cancelled

_EVERY_S = 0.05  # oftener no eye needs it, and a signal a thread would flood the window
_SHOWN_AFTER_MS = 400


class Watch(QObject):
    """The progress callback of one piece of work; raises `Cancelled` out of it once `cancel` was called."""

    ended = Signal()
    _progressed = Signal(int, int, str)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        self._told_at = 0.0
        self._bar = QProgressDialog(title, self.tr("Cancel"), 0, 0, parent)
        self._bar.setObjectName("takingProgress")
        self._bar.setWindowTitle(title)
        self._bar.setWindowModality(Qt.WindowModality.NonModal)  # one goes on reading meanwhile
        self._bar.setMinimumDuration(_SHOWN_AFTER_MS)
        self._bar.setAutoClose(False)
        self._bar.setAutoReset(False)
        self._bar.canceled.connect(self.cancel)
        self._progressed.connect(self._show)

    def __call__(self, done: int, total: int, what: str) -> None:
        """Say how far the work is; on its thread."""
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told_at > _EVERY_S:
            self._told_at = now
            self._progressed.emit(done, total, what)

    def cancel(self) -> None:
        """End the work at its next step."""
        self._cancelled.set()
        self.end()

    def end(self) -> None:
        """The work is over."""
        self.ended.emit()
        self._bar.hide()
        self._bar.deleteLater()
        self.deleteLater()

    def _show(self, done: int, total: int, what: str) -> None:
        if not self._cancelled.is_set():
            self._bar.setLabelText(what)
            self._bar.setMaximum(total)
            self._bar.setValue(done)
