"""What fits small screens, and what a long text does to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import Window
from tests.ui.test_main_window import Open, open_first
from tests.ui.threads import TREMOR

_ROOM = (1366 // 3, 768 // 3)  # of a small laptop's screen at three times the size


@pytest.fixture
def shown(open_window: Open, archive_file: Path) -> Window:
    window = open_window(archive_file, search="tremble")
    open_first(window)
    return window


@pytest.mark.parametrize(
    "command",
    (
        "show_settings show_keys show_help show_about print_threads save_threads show_visit_sheet show_backups "
        "clear_kept bookmark_into"
    ).split(),
)
def test_a_dialog_fits_a_small_screen_at_three_times_the_size(shown: Window, command: str) -> None:
    shown.do(command)
    shown.wait_for(lambda: bool(dialogs(shown)))
    dialog = dialogs(shown)[0]
    least = dialog.minimumSizeHint()
    assert (least.width() <= _ROOM[0], least.height() <= _ROOM[1]) == (True, True), least
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    dialog.close()


def dialogs(shown: Window) -> list[QWidget]:
    return [top for top in QApplication.topLevelWidgets() if top is not shown.window and top.isVisible()]


def test_a_long_message_does_not_make_the_window_wider(shown: Window) -> None:
    before = shown.window.minimumSizeHint().width()
    shown.search.setText(f'"{TREMOR.question} {TREMOR.question}')
    shown.search.returnPressed.emit()
    shown.window.statusBar().tell("word " * 200)  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert shown.window.minimumSizeHint().width() == before
