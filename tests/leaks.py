"""Fixtures that fail a test which leaves a thread, a timer or a window behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Every thread that a test begins ends with it."""
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    assert not left, f"threads left behind: {left}"


@pytest.fixture(autouse=True)
def no_leaked_widgets_or_timers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every window that a test opens is gone after it, and with the windows their running timers."""
    uses_qt = "qtbot" in request.fixturenames
    if uses_qt:
        # made first, so that it is torn down last: qtbot closes its widgets before this looks
        request.getfixturevalue("qapp")
    yield
    application = QApplication.instance()
    if not uses_qt or not isinstance(application, QApplication):
        return
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [type(window).__name__ for window in application.topLevelWidgets() if window.isVisible()]
    assert not windows, f"windows left open: {windows}"
    timers = [
        timer for window in application.topLevelWidgets() for timer in window.findChildren(QTimer) if timer.isActive()
    ]
    assert not timers, f"timers left running: {[timer.parent() for timer in timers]}"
