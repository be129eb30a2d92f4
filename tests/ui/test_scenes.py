"""The states that pictures of the window show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from qa_reader import paths, resources
from qa_reader.settings import Settings
from qa_reader.ui import scenes, stage, windows
from qa_reader.ui.start import Start


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Iterator[stage.Stage]:
    """A window over the bundled archive."""
    if resources.bundled_archive() is None:
        pytest.skip("the bundled archive is not built")
    known = Settings(colour_scheme="light", language="en")
    window, session = windows.make_window(paths.default(tmp_path / "data"), known)
    made = stage.Stage(window, session, stage.WORDS["en"], tmp_path)
    made.start(Start())
    yield made
    for top in QApplication.topLevelWidgets():
        top.close()
    window.deleteLater()


def named(hands: stage.Stage, kind: type[QWidget], name: str) -> Any:
    return hands.window.findChild(kind, name)


def test_every_scene_says_what_there_is_to_see() -> None:
    assert len(scenes.SCENES) > 25
    assert all(scene.__doc__ for scene in scenes.SCENES.values())


def test_scenes_of_the_window_show_what_they_are_named_for(hands: stage.Stage) -> None:
    scenes.SCENES["emergency"](hands)
    assert named(hands, QLabel, "emergencyLine").isVisible()
    scenes.SCENES["folded"](hands)
    rows = named(hands, QListView, "questionList").model()
    first = [rows.index(row, 0).data() for row in range(2)]
    assert first[0] == first[1]
    scenes.SCENES["compare"](hands)
    assert named(hands, QTextBrowser, "comparePane").isVisible()
    assert not hands.complaints


@pytest.mark.parametrize(("scene", "shown"), [("settings", "settings"), ("print-dialog", "takeDialog")])
def test_scenes_of_dialogs_have_these_in_front(hands: stage.Stage, scene: str, shown: str) -> None:
    scenes.SCENES[scene](hands)
    assert hands.shown.objectName() == shown
