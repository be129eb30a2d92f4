"""The bar of long work: it may go at any moment of the work, and the work ends at its next step."""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from qa_reader.errors import Cancelled
from qa_reader.ui.watching import Steps, Watch


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Python goes from thread to thread as often as it can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def _work(steps: Steps, begun: threading.Event) -> None:
    for number in itertools.count():
        begun.set()
        try:
            steps(number, 0, "Working")
        except Cancelled:
            return


def _destroy_what_is_to_go() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.usefixtures("hasty_threads")
def test_work_is_cancelled_at_any_moment(parent: QWidget) -> None:
    for _ in range(300):
        watch, begun = Watch("Working", parent), threading.Event()
        worker = threading.Thread(target=_work, args=(watch.steps, begun))
        worker.start()
        begun.wait()
        watch.cancel()
        _destroy_what_is_to_go()  # while the work still goes on
        worker.join(10)
        assert not worker.is_alive()
    assert not parent.findChildren(QObject)


def test_the_work_holds_nothing_of_the_window(parent: QWidget) -> None:
    watch = Watch("Working", parent)
    assert not isinstance(watch.steps, QObject)
    assert not any(isinstance(held, QObject) for held in vars(watch.steps).values())
    watch.end()


def test_the_bar_says_how_far_the_work_is(parent: QWidget, qtbot: QtBot) -> None:
    watch = Watch("Working", parent)
    bar = parent.findChild(QProgressDialog, "takingProgress")
    assert bar is not None
    watch.steps(3, 8, "Writing pages")
    qtbot.waitUntil(lambda: bar.labelText() == "Writing pages")
    assert (bar.value(), bar.maximum()) == (3, 8)
    watch.end()


def test_work_that_was_cancelled_after_its_last_step_ends_once(parent: QWidget) -> None:
    watch, ends = Watch("Working", parent), list[None]()
    watch.ended.connect(lambda: ends.append(None))
    watch.cancel()
    _destroy_what_is_to_go()
    watch.end()  # what the work made came home
    assert len(ends) == 1
