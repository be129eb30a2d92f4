"""What fits small screens, and what a long text does to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qa_reader.model import Filters, Query
from qa_reader.settings import Settings
from qa_reader.ui.fitting import ElidedLabel, Scrolled
from qa_reader.ui.frame import Frame
from tests.ui.conftest import Window
from tests.ui.test_main_window import Open, click, open_first
from tests.ui.threads import KNEE, TREMOR

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


def panes(shown: Window) -> list[str]:
    """The panes that are seen, from the left."""
    names = ("departmentTree", "questionList", "replyPane", "sidePanel")
    return [name for name in names if shown.child(QWidget, name).isVisible()]


def narrow(shown: Window, width: int = _ROOM[0]) -> None:
    shown.window.resize(width, _ROOM[1])
    assert shown.window.size() == QSize(width, _ROOM[1])


def test_the_window_fits_a_small_screen_at_three_times_the_size_whatever_is_shown_in_it(shown: Window) -> None:
    shown.do("open_in_new_tab")
    shown.do("compare_tab")
    shown.do("toggle_filters")
    shown.do("toggle_private")
    shown.do("find_in_thread")
    shown.session.ask(Query("tremble", filters=Filters(ages=("30-39",), sexes=("female",), years=(2000, 2024))))
    shown.wait_for(lambda: shown.count == "1 thread")
    least = shown.window.minimumSizeHint()
    assert (least.width() <= _ROOM[0], least.height() <= _ROOM[1]) == (True, True), least
    narrow(shown)


def test_in_a_narrow_window_the_sides_give_way_and_come_back(shown: Window) -> None:
    assert panes(shown) == ["departmentTree", "questionList", "replyPane", "sidePanel"]
    narrow(shown)
    assert panes(shown) == ["questionList", "replyPane"]
    narrow(shown, 800)
    assert panes(shown) == ["departmentTree", "questionList", "replyPane"]
    shown.window.resize(1400, 860)
    assert panes(shown) == ["departmentTree", "questionList", "replyPane", "sidePanel"]


def test_in_a_narrow_window_a_pane_that_is_asked_for_takes_the_place_of_another(shown: Window) -> None:
    narrow(shown)
    QTest.keyClick(shown.window, Qt.Key.Key_F9)
    assert panes(shown) == ["departmentTree", "questionList"]
    click(shown.questions, shown.questions.currentIndex())  # it is open already
    assert panes(shown) == ["questionList", "replyPane"]
    QTest.keyClick(shown.window, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert panes(shown) == ["replyPane", "sidePanel"]
    QTest.keyClick(shown.search, Qt.Key.Key_Down)
    assert panes(shown) == ["questionList", "replyPane"]
    assert shown.questions.hasFocus()
    shown.do("toggle_filters")
    assert shown.child(QWidget, "facetList").hasFocus()
    assert not shown.tree.isVisible()  # there is no room for both


def test_what_was_asked_is_seen_in_a_narrow_window(shown: Window) -> None:
    narrow(shown)
    shown.do("write_note")
    assert shown.child(QWidget, "noteField").hasFocus()
    assert "questionList" not in panes(shown)
    shown.search.setText("knee")
    shown.search.returnPressed.emit()
    shown.wait_for(lambda: shown.titles() == [KNEE.title])
    assert "questionList" in panes(shown)


def open_second_behind(shown: Window) -> None:
    """Open the second thread of all in a tab behind."""
    shown.session.ask(Query())
    shown.wait_for(lambda: len(shown.titles()) > 1)
    second = shown.questions.visualRect(shown.questions.model().index(1, 0))
    QTest.mouseClick(shown.questions.viewport(), Qt.MouseButton.MiddleButton, pos=second.center())


def test_comparing_in_a_narrow_window_has_all_of_it(shown: Window) -> None:
    narrow(shown)
    open_second_behind(shown)
    with shown.bot.waitSignal(shown.session.beside_opened):
        shown.do("compare_tab")
    assert panes(shown) == ["replyPane"]
    shown.do("stop_comparing")
    assert panes(shown) == ["questionList", "replyPane"]


@pytest.mark.parametrize("command", ["find_in_thread", "next_match", "next_part", "show_overview"])
def test_a_command_of_the_desk_brings_it_in_a_narrow_window(shown: Window, command: str) -> None:
    narrow(shown, 500)
    shown.do("toggle_tree")
    assert "replyPane" not in panes(shown)
    shown.do(command)
    assert "replyPane" in panes(shown)
    if command == "find_in_thread":
        assert shown.child(QWidget, "findField").hasFocus()


def test_comparing_brings_the_desk_in_a_narrow_window_where_there_is_something_to_compare(shown: Window) -> None:
    narrow(shown, 500)
    shown.do("toggle_tree")
    shown.do("compare_tab")
    assert "replyPane" not in panes(shown)
    open_second_behind(shown)
    assert "replyPane" not in panes(shown)
    with shown.bot.waitSignal(shown.session.beside_opened):
        shown.do("compare_tab")
    assert panes(shown) == ["replyPane"]


def test_the_overview_of_a_start_leaves_the_panes_as_they_are(shown: Window, archive_file: Path) -> None:
    narrow(shown, 500)
    shown.do("toggle_tree")
    with shown.bot.waitSignal(shown.session.archive_opened):
        shown.session.open_archive(archive_file)
    assert "departmentTree" in panes(shown)


@pytest.mark.parametrize(("width", "seen"), [(900, ["departmentTree", "questionList"]), (800, ["departmentTree"])])
def test_the_tree_that_is_asked_for_leaves_two_compared_threads_their_place(
    shown: Window, width: int, seen: list[str]
) -> None:
    narrow(shown, width)
    open_second_behind(shown)
    with shown.bot.waitSignal(shown.session.beside_opened):
        shown.do("compare_tab")
    if "departmentTree" in panes(shown):
        shown.do("toggle_tree")
    shown.do("toggle_tree")
    assert panes(shown) == [*seen, "replyPane"]
    assert shown.panes.sizes()[2] >= 500


@pytest.mark.parametrize("command", ["toggle_tree", "toggle_side"])
def test_a_pane_that_was_looked_at_in_a_narrow_window_comes_back_in_a_wide_one(shown: Window, command: str) -> None:
    narrow(shown)
    shown.do(command)
    shown.do(command)
    assert panes(shown) == ["questionList", "replyPane"]
    shown.window.resize(1400, 860)
    assert panes(shown) == ["departmentTree", "questionList", "replyPane", "sidePanel"]


def test_a_hidden_pane_that_was_looked_at_in_a_narrow_window_stays_hidden_in_a_wide_one(shown: Window) -> None:
    shown.do("toggle_side")
    narrow(shown)
    shown.do("toggle_side")
    assert "sidePanel" in panes(shown)
    shown.do("toggle_side")
    shown.window.resize(1400, 860)
    assert panes(shown) == ["departmentTree", "questionList", "replyPane"]


def test_a_pane_that_was_hidden_stays_hidden_after_a_restart(
    shown: Window, open_window: Open, archive_file: Path
) -> None:
    shown.do("toggle_side")
    shown.do("toggle_tree")
    assert panes(shown) == ["questionList", "replyPane"]
    shown.window.close()
    again = open_window(archive_file)
    assert panes(again) == ["questionList", "replyPane"]
    again.do("toggle_side")
    assert panes(again) == ["questionList", "replyPane", "sidePanel"]


def pull(shown: Window, place: int, by: int) -> None:
    """Move the line before a pane."""
    handle = shown.panes.handle(place)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(by, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle)


def test_a_pane_that_was_hidden_has_its_own_width_after_restarts(
    shown: Window, open_window: Open, archive_file: Path
) -> None:
    pull(shown, 1, 40)
    wanted = shown.panes.sizes()[0]
    assert wanted > 244
    shown.do("toggle_tree")
    shown.window.close()
    open_window(archive_file).window.close()
    again = open_window(archive_file)
    again.window.resize(1400, 860)  # off screen it came back in a screen of 800 × 800
    again.do("toggle_tree")
    assert again.panes.sizes()[0] == wanted


def test_panes_have_their_own_widths_again_after_a_start_in_a_narrow_window(
    shown: Window, open_window: Open, archive_file: Path
) -> None:
    wanted = shown.panes.sizes()
    narrow(shown, 500)
    shown.window.close()
    again = open_window(archive_file)
    assert again.window.width() == 500
    again.window.resize(1400, 860)
    QApplication.processEvents()  # lines between panes come later than these
    assert again.panes.sizes() == wanted


def test_a_line_that_is_moved_in_a_narrow_window_changes_no_other_pane(shown: Window) -> None:
    wanted = shown.panes.sizes()
    narrow(shown, 960)
    assert shown.panes.sizes()[3] < wanted[3]
    pull(shown, 1, 20)
    shown.window.resize(1400, 860)
    assert shown.panes.sizes()[3] == wanted[3]


def test_what_is_read_has_the_most_room_in_a_window_of_middling_width(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    shown.window.resize(960, 540)
    assert len(panes(shown)) == 4
    tree, found, desk, side = shown.panes.sizes()
    assert desk == max(tree, found, desk, side)
    assert desk >= 0.4 * 960


def test_a_line_between_panes_stays_where_it_was_put(shown: Window) -> None:
    pull(shown, 2, 200)
    before = shown.panes.sizes()
    shown.do("toggle_side")
    shown.do("toggle_side")
    assert shown.panes.sizes() == before


def test_a_long_offer_ends_in_dots(shown: Window) -> None:
    narrow(shown)
    shown.search.setText("xylophnoe trembel")
    shown.search.returnPressed.emit()
    for button in shown.window.findChildren(QPushButton):
        if button.isVisible():
            right = button.mapTo(shown.window, button.rect().topRight()).x()
            assert right <= shown.window.width(), button.text()


def test_a_long_message_does_not_make_the_window_wider(shown: Window) -> None:
    before = shown.window.minimumSizeHint().width()
    shown.search.setText(f'"{TREMOR.question} {TREMOR.question}')
    shown.search.returnPressed.emit()
    shown.window.statusBar().tell("word " * 200)  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert shown.window.minimumSizeHint().width() == before


def test_a_long_failure_ends_in_dots_and_is_told_in_one_line(shown: Window) -> None:
    narrow(shown, 500)
    message = "The archive cannot be read: " + "word " * 40 + "\nwhat else is known"
    shown.window.statusBar().show_failure(message)  # type: ignore[attr-defined]
    QApplication.processEvents()
    line = shown.child(ElidedLabel, "failureLine")
    assert line.isVisible()
    assert line.text() == message.partition("\n")[0]
    assert line.toolTip() == message
    assert 400 < line.mapTo(shown.window, line.rect().topRight()).x() <= 500
    timer = shown.window.findChild(QTimer, "failureTime")
    assert timer is not None
    assert timer.isActive()
    timer.timeout.emit()
    assert not line.isVisible()


def test_the_first_window_is_no_larger_than_the_screen(qtbot: QtBot) -> None:
    frame = Frame(Settings())
    qtbot.addWidget(frame)
    room = frame.screen().availableSize()  # off screen 800 × 800
    assert (frame.width() < room.width(), frame.height() < room.height()) == (True, True)


@pytest.mark.parametrize("command", ["show_settings", "show_visit_sheet"])
def test_a_dialog_that_has_room_need_not_be_scrolled_sideways(shown: Window, command: str) -> None:
    shown.do(command)
    shown.wait_for(lambda: bool(dialogs(shown)))
    dialog = dialogs(shown)[0]
    QApplication.processEvents()
    area = dialog.findChild(Scrolled)
    assert area is not None
    assert not area.horizontalScrollBar().isVisible()
    if command == "show_settings":
        assert not area.verticalScrollBar().isVisible()
    dialog.close()


def test_a_text_has_its_own_direction_in_a_window_that_is_read_from_the_right(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    label = ElidedLabel(around)
    label.setText("38 threads")
    label.resize(200, 20)
    usual = label.grab().toImage()
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)  # mirrored: at the left again
    mirrored = label.grab().toImage()
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert mirrored == usual
