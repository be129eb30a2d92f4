"""What others ask this program to open: a second start, or the system by an event."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from qa_reader.errors import NotFoundError
from qa_reader.ui.single_instance import SingleInstance
from qa_reader.ui.start import Start, named

if TYPE_CHECKING:
    from qa_reader.ui.main_window import MainWindow

_LISTEN_AFTER_MS = 300  # what listening imports keeps the list away; a second start waits longer than that


class Asked(QObject):
    """Keeps what is asked for until there is a window that can open it; lives on the window's thread."""

    def __init__(self, application: QApplication, instance: SingleInstance) -> None:
        super().__init__(application)
        self._instance = instance
        self._window: MainWindow | None = None
        self._waiting: list[Callable[[MainWindow], None]] = []
        instance.handed_over.connect(self._take)
        if (
            sys.platform == "darwin"
        ):  # elsewhere no such event comes, and PySide would make a type for whatever any event is sent to
            from qa_reader.ui.opening import Opening  # noqa: PLC0415 - as above

            Opening(application).asked.connect(self._take_text)
        QTimer.singleShot(_LISTEN_AFTER_MS, self, self._listen)  # of the instance's own method PySide keeps no instance

    def serve(self, window: MainWindow) -> None:
        """Open in this window what was asked for, and what will be."""
        self._window = window
        waiting, self._waiting = self._waiting, []
        for ask in waiting:
            ask(window)

    def _listen(self) -> None:
        self._instance.listen()

    def _take(self, first: Start) -> None:
        self._do(lambda window: window.open_handed_over(first))

    def _take_text(self, text: str) -> None:
        self._do(lambda window: open_text(window, text))

    def _do(self, ask: Callable[[MainWindow], None]) -> None:
        if self._window is None:
            self._waiting.append(ask)
        else:
            ask(self._window)


def open_text(window: MainWindow, text: str) -> None:
    """Open what the system names; a link that names nothing is told as a second start would."""
    try:
        window.open_handed_over(named(text))
    except NotFoundError as error:
        window.show_failure(str(error))
