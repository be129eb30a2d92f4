"""A window that is shown before what belongs into it is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qa_reader import paths
from qa_reader.settings import Settings
from qa_reader.ui import windows
from qa_reader.ui.asked import Asked
from qa_reader.ui.frame import Frame
from qa_reader.ui.furnishing import Furnishing
from qa_reader.ui.main_window import MainWindow
from qa_reader.ui.single_instance import SingleInstance
from qa_reader.ui.start import Start
from tests.ui.conftest import Window
from tests.ui.threads import KNEE

Begin = Callable[..., Window]


def shape(shown: Window) -> list[object]:
    """From where to where the panes reach."""
    panes = shown.panes
    each = map(panes.widget, range(panes.count()))
    return [(pane.geometry().left(), pane.geometry().right()) for pane in each if pane is not None]


def test_what_comes_later_moves_nothing_that_is_there(begin_window: Begin, archive_file: Path) -> None:
    begun = begin_window(archive_file)
    before: list[list[object]] = []
    begun.window.painted.connect(lambda: before.append(shape(begun)))
    begun.wait_for(lambda: begun.is_ready and len(begun.titles()) == 4)
    assert before == [shape(begun)]
    bar = begun.window.bar
    assert bar.height() == bar.minimumHeight()  # which it had before its buttons came


def test_who_starts_the_program_types_into_the_search_field(begin_window: Begin, archive_file: Path) -> None:
    begun = begin_window(archive_file)
    begun.wait_for(lambda: begun.window.focusWidget() is not None)
    assert begun.window.focusWidget() is begun.search
    begun.wait_for(lambda: begun.is_ready and len(begun.titles()) == 4)
    assert begun.window.focusWidget() is begun.search


def test_a_window_that_is_never_painted_is_furnished_too(qtbot: QtBot, tmp_path: Path) -> None:
    windows.make_application(Settings())
    frame = Frame(Settings())
    qtbot.addWidget(frame)
    furnishing = Furnishing(frame, paths.default(tmp_path), Settings())
    with qtbot.waitSignal(furnishing.ready, timeout=20_000):
        furnishing.begin(Start())
    assert frame.findChild(QWidget, "departmentTree") is not None
    frame.close()


def test_a_window_that_is_closed_at_once_leaves_nothing_running(begin_window: Begin, archive_file: Path) -> None:
    begun = begin_window(archive_file)
    begun.window.close()
    begun.bot.wait(400)  # longer than a window that is not painted is waited for
    assert begun.window.findChild(MainWindow) is None


def test_a_window_that_cannot_be_furnished_says_so(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(f"no {name}")

    monkeypatch.setattr("qa_reader.ui.furnishing.import_module", missing)
    windows.make_application(Settings())
    frame = Frame(Settings())
    qtbot.addWidget(frame)
    furnishing = Furnishing(frame, paths.default(tmp_path), Settings())
    with qtbot.waitSignal(furnishing.failed, timeout=20_000) as told:
        furnishing.begin(Start())
    assert isinstance(told.args[0], ImportError)
    frame.close()


def test_what_is_asked_before_there_is_a_window_is_opened_when_it_is_there(
    qtbot: QtBot, begin_window: Begin, open_window: Begin, archive_file: Path, tmp_path: Path
) -> None:
    first, application = SingleInstance(tmp_path / "lock"), windows.make_application(Settings())
    asked = Asked(application, first)
    first.handed_over.emit(Start(archive_file, search="knee"))
    begun = begin_window(archive_file)
    begun.furnishing.ready.connect(lambda window, _session: asked.serve(window))
    begun.wait_for(lambda: begun.is_ready and begun.titles() == [KNEE.title])
    first.close()
    asked.deleteLater()
