"""Tabs over the reply pane, and two threads side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMenu, QMessageBox, QTabBar, QTextBrowser, QToolButton

from qa_reader.model import Thread
from tests.ui.conftest import Window
from tests.ui.test_main_window import LEFT, Open, click, open_first
from tests.ui.threads import EYELID, KNEE, SHAKING, TREMOR

Archive = Callable[[list[Thread]], Path]

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MIDDLE = Qt.MouseButton.MiddleButton


@pytest.fixture
def shown(open_window: Open, archive_file: Path) -> Window:
    """A window in which the first thread of four is open."""
    window = open_window(archive_file)
    open_first(window)
    return window


def bar(shown: Window) -> QTabBar:
    return shown.child(QTabBar, "readingTabs")


def tabs(shown: Window) -> list[str]:
    return [bar(shown).tabText(place) for place in range(bar(shown).count())]


def current(shown: Window) -> str:
    return bar(shown).tabText(bar(shown).currentIndex())


def middle_click(view: QAbstractItemView, index: QModelIndex) -> None:
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), MIDDLE, pos=view.visualRect(index).center())


def row(shown: Window, number: int) -> QModelIndex:
    return shown.questions.model().index(number, 0)


def three_tabs(shown: Window) -> None:
    """The first three threads of the list, the first of them read."""
    middle_click(shown.questions, row(shown, 1))
    middle_click(shown.questions, row(shown, 2))
    assert tabs(shown) == [SHAKING.title, TREMOR.title, KNEE.title]


def press(shown: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    """Press a key that shows another thread, and wait for it."""
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.keyClick(shown.window, key, modifiers)


def test_there_is_no_tab_bar_while_there_is_one_thread(shown: Window) -> None:
    assert not bar(shown).isVisible()
    middle_click(shown.questions, row(shown, 1))
    assert bar(shown).isVisible()
    QTest.keyClick(shown.window, Qt.Key.Key_W, CTRL)
    assert not bar(shown).isVisible()


def test_the_middle_button_opens_a_tab_behind_and_reading_goes_on(shown: Window) -> None:
    middle_click(shown.questions, row(shown, 1))
    assert tabs(shown) == [SHAKING.title, TREMOR.title]
    assert current(shown) == SHAKING.title
    assert "Whenever my boss" in shown.page.toPlainText()
    assert shown.questions.currentIndex().row() == 0
    assert TREMOR.title in shown.child(QLabel, "told").text()


def test_ctrl_return_opens_the_row_that_has_the_keyboard_in_a_tab(shown: Window) -> None:
    shown.questions.setFocus()
    QTest.keyClick(shown.questions, Qt.Key.Key_Return, CTRL)
    assert tabs(shown) == [SHAKING.title, SHAKING.title]
    similar = shown.side_rows()
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown.questions, row(shown, 1))
    similar = shown.side_rows()
    shown.side.setFocus()
    shown.side.setCurrentIndex(shown.side.model().index(similar.index(SHAKING.title), 0))
    QTest.keyClick(shown.side, Qt.Key.Key_Return, CTRL)
    assert tabs(shown) == [TREMOR.title, SHAKING.title, SHAKING.title]


def test_where_the_keyboard_is_on_no_thread_the_row_of_the_list_opens(shown: Window) -> None:
    shown.tree.setFocus()
    QTest.keyClick(shown.tree, Qt.Key.Key_Return, CTRL)
    assert tabs(shown) == [SHAKING.title, SHAKING.title]


def test_an_empty_tab_takes_what_is_opened_in_a_new_one(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    with shown.bot.waitSignal(shown.session.thread_opened):
        middle_click(shown.questions, row(shown, 2))
    assert tabs(shown) == [KNEE.title]
    assert "It clicks" in shown.page.toPlainText()


def test_a_click_shows_a_tab_and_the_list_and_side_panel_follow(shown: Window) -> None:
    three_tabs(shown)
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.mouseClick(bar(shown), LEFT, pos=bar(shown).tabRect(1).center())
    assert TREMOR.title in shown.page.toPlainText()
    assert shown.questions.currentIndex().row() == 1
    assert "A question that is elsewhere" in shown.side_rows()


def test_keys_go_round_the_tabs(shown: Window) -> None:
    three_tabs(shown)
    press(shown, Qt.Key.Key_Tab)
    assert current(shown) == TREMOR.title
    press(shown, Qt.Key.Key_Tab, CTRL | SHIFT)
    press(shown, Qt.Key.Key_PageUp)
    assert current(shown) == KNEE.title
    press(shown, Qt.Key.Key_PageDown)
    assert current(shown) == SHAKING.title


def test_a_closed_tab_is_reopened_where_it_was(shown: Window) -> None:
    three_tabs(shown)
    press(shown, Qt.Key.Key_Tab)
    press(shown, Qt.Key.Key_W)
    assert tabs(shown) == [SHAKING.title, KNEE.title]
    assert "It clicks" in shown.page.toPlainText()
    press(shown, Qt.Key.Key_T, CTRL | SHIFT)
    assert tabs(shown) == [SHAKING.title, TREMOR.title, KNEE.title]
    assert "My fingers" in shown.page.toPlainText()
    QTest.keyClick(shown.window, Qt.Key.Key_T, CTRL | SHIFT)
    assert "No tab was closed" in shown.child(QLabel, "told").text()


def test_tabs_are_closed_by_their_cross_and_by_the_middle_button(shown: Window) -> None:
    three_tabs(shown)
    cross = bar(shown).tabButton(2, QTabBar.ButtonPosition.RightSide)
    assert cross.accessibleName() == f"Close {KNEE.title}"
    QTest.mouseClick(cross, LEFT)
    assert tabs(shown) == [SHAKING.title, TREMOR.title]
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.mouseClick(bar(shown), MIDDLE, pos=bar(shown).tabRect(0).center() - QPoint(20, 0))
    assert tabs(shown) == [TREMOR.title]


def test_closing_the_last_tab_shows_the_archive_and_not_the_end(shown: Window) -> None:
    QTest.keyClick(shown.window, Qt.Key.Key_W, CTRL)
    assert shown.window.isVisible()
    assert "4 in 3 departments" in shown.page.toPlainText()
    assert shown.side_rows() == []
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown.questions, row(shown, 0))
    assert "Whenever my boss" in shown.page.toPlainText()


def test_back_goes_through_the_tabs_too(shown: Window) -> None:
    three_tabs(shown)
    press(shown, Qt.Key.Key_Tab)
    press(shown, Qt.Key.Key_W)
    assert current(shown) == KNEE.title
    press(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)  # to the tab that was closed: it comes back
    assert current(shown) == TREMOR.title
    press(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert current(shown) == SHAKING.title


def test_a_new_query_leaves_the_tabs_alone(shown: Window) -> None:
    three_tabs(shown)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClicks(shown.search, "tremble")
    assert len(tabs(shown)) == 3
    assert "Whenever my boss" in shown.page.toPlainText()
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        QTest.keyClick(shown.window, Qt.Key.Key_D, CTRL)
    assert shown.node("Bookmarks", SHAKING.title).isValid()


def test_an_ampersand_in_a_title_is_no_shortcut(shown: Window) -> None:
    shown.session.navigation.read_later(shown.session.navigation.shown, "Salt & pepper")  # type: ignore[arg-type]
    assert tabs(shown)[-1] == "Salt && pepper"


def test_two_threads_stand_side_by_side(shown: Window) -> None:
    middle_click(shown.questions, row(shown, 3))
    beside = shown.child(QTextBrowser, "comparePane")
    with shown.bot.waitSignal(shown.session.beside_opened):
        QTest.keyClick(shown.window, Qt.Key.Key_C, CTRL | SHIFT)
    assert beside.isVisible()
    assert EYELID.title in beside.toPlainText()
    assert SHAKING.title in shown.page.toPlainText()
    assert EYELID.title in shown.child(QLabel, "compareTitle").text()
    QTest.keyClick(shown.window, Qt.Key.Key_Plus, CTRL)
    press(shown, Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier)
    assert TREMOR.title in shown.page.toPlainText()
    assert EYELID.title in beside.toPlainText()
    QTest.mouseClick(shown.child(QToolButton, "stopComparing"), LEFT)
    assert not beside.isVisible()
    assert not shown.child(QLabel, "compareTitle").isVisible()


def test_of_several_tabs_one_is_chosen_to_compare(shown: Window) -> None:
    three_tabs(shown)
    QTest.keyClick(shown.window, Qt.Key.Key_C, CTRL | SHIFT)
    menu = shown.child(QMenu, "compareMenu")
    assert [action.text() for action in menu.actions()] == [TREMOR.title, KNEE.title]
    with shown.bot.waitSignal(shown.session.beside_opened):
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert TREMOR.title in shown.child(QTextBrowser, "comparePane").toPlainText()


def test_closing_the_compared_tab_ends_comparing(shown: Window) -> None:
    middle_click(shown.questions, row(shown, 3))
    with shown.bot.waitSignal(shown.session.beside_opened):
        shown.do("compare_tab")
    QTest.mouseClick(bar(shown).tabButton(1, QTabBar.ButtonPosition.RightSide), LEFT)
    assert not shown.child(QTextBrowser, "comparePane").isVisible()


def test_comparing_with_one_tab_says_what_to_do(shown: Window) -> None:
    shown.do("compare_tab")
    assert "new tab first" in shown.child(QLabel, "told").text()


def test_what_was_compared_is_compared_again_after_a_restart(
    shown: Window, open_window: Open, archive_file: Path
) -> None:
    middle_click(shown.questions, row(shown, 3))
    with shown.bot.waitSignal(shown.session.beside_opened):
        shown.do("compare_tab")
    shown.window.close()
    again = open_window(archive_file)
    beside = again.child(QTextBrowser, "comparePane")
    again.wait_for(lambda: EYELID.title in beside.toPlainText())
    assert beside.isVisible()
    assert EYELID.title in again.child(QLabel, "compareTitle").text()
    again.wait_for(lambda: SHAKING.title in again.page.toPlainText())
    again.do("stop_comparing")
    again.window.close()
    third = open_window(archive_file)
    third.wait_for(lambda: SHAKING.title in third.page.toPlainText())
    assert not third.child(QTextBrowser, "comparePane").isVisible()


def test_what_is_not_compared_any_more_is_not_marked_any_more(shown: Window, archive_of: Archive) -> None:
    middle_click(shown.questions, row(shown, 3))
    with shown.bot.waitSignal(shown.session.beside_opened):
        shown.do("compare_tab")
    shown.do("stop_comparing")
    shown.session.open_archive(archive_of([Thread("other:1", "Of another archive")]))
    shown.wait_for(lambda: shown.titles() == ["Of another archive"])
    shown.bot.wait(400)  # the marks come a moment after an answer
    assert shown.window.findChild(QMessageBox, "failure") is None


@pytest.mark.parametrize(
    ("direction", "side"), [(Qt.LayoutDirection.LeftToRight, "right"), (Qt.LayoutDirection.RightToLeft, "left")]
)
def test_comparing_says_where_the_other_thread_stands(shown: Window, direction: Qt.LayoutDirection, side: str) -> None:
    shown.window.setLayoutDirection(direction)
    middle_click(shown.questions, row(shown, 3))
    with shown.bot.waitSignal(shown.session.beside_opened):
        shown.do("compare_tab")
    read, beside = shown.page, shown.child(QTextBrowser, "comparePane")
    shown.wait_for(beside.isVisible)
    offset = beside.mapToGlobal(QPoint()).x() - read.mapToGlobal(QPoint()).x()
    assert ("right" if offset > 0 else "left") == side
    assert f"At the {side}" in shown.child(QLabel, "compareTitle").text()
