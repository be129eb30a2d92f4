"""Several rows of the list are chosen at once, and menus of rows and places do what their entries say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from qa_reader.model import Thread, ThreadRef
from tests.ui.conftest import Window
from tests.ui.threads import many

Open = Callable[..., Window]
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def click(shown: Window, row: int, *, held: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT) -> None:
    """Click on a row of the list, keys held."""
    place = shown.questions.visualRect(shown.questions.model().index(row, 0)).center()
    QTest.mouseClick(shown.questions.viewport(), button, held, place)


def chosen(shown: Window) -> list[int]:
    return sorted(index.row() for index in shown.questions.selectionModel().selectedRows())


def menu_at(view: QAbstractItemView, index: QModelIndex) -> QMenu:
    """Open the menu of a row as the right button does."""
    place: QPoint = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), RIGHT, PLAIN, place)
    at = view.viewport().mapToGlobal(place)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, at))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


def choose(menu: QMenu, command: str) -> None:
    """Choose an entry by its command, with the keyboard."""
    menu.setActiveAction(next(action for action in menu.actions() if action.objectName() == command))
    QTest.keyClick(menu, Qt.Key.Key_Return)


def kept(shown: Window) -> int:
    return shown.tree.model().rowCount(shown.node("Bookmarks"))


def test_ctrl_and_shift_choose_several_rows_and_open_none_of_them(
    open_window: Open, archive_of: Callable[[list[Thread]], Path]
) -> None:
    shown = open_window(archive_of(many(12)))
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown, 0)
    opened: list[object] = []
    shown.session.thread_opened.connect(opened.append)
    click(shown, 2, held=CTRL)
    assert chosen(shown) == [0, 2]
    click(shown, 4, held=SHIFT)
    assert chosen(shown) == [0, 2, 3, 4]
    QTest.keyClick(shown.questions, Qt.Key.Key_Down, SHIFT)
    assert chosen(shown) == [0, 2, 3, 4, 5]
    QTest.keyClick(shown.questions, Qt.Key.Key_A, CTRL)
    assert chosen(shown) == list(range(12))
    shown.bot.wait(50)
    assert not opened
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown, 6)
    assert chosen(shown) == [6]


def test_ctrl_d_keeps_all_chosen_rows_at_once_and_forgets_them_when_all_are_kept(
    open_window: Open, archive_of: Callable[[list[Thread]], Path]
) -> None:
    shown = open_window(archive_of(many(12)))
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown, 0)
    shown.questions.setFocus()
    click(shown, 3, held=SHIFT)
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        shown.do("toggle_bookmark")
    assert kept(shown) == 4
    click(shown, 5, held=CTRL)
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        shown.do("toggle_bookmark")
    assert kept(shown) == 5
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        shown.do("toggle_bookmark")
    assert kept(shown) == 0


def test_rows_that_were_never_seen_are_chosen_too(
    open_window: Open, archive_of: Callable[[list[Thread]], Path]
) -> None:
    shown = open_window(archive_of(many(180)))
    shown.questions.setFocus()
    QTest.keyClick(shown.questions, Qt.Key.Key_A, CTRL)
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        shown.do("toggle_bookmark")
    assert kept(shown) == 180


def test_the_menu_of_a_row_is_of_the_chosen_rows_and_opens_nothing(
    open_window: Open, archive_of: Callable[[list[Thread]], Path]
) -> None:
    shown = open_window(archive_of(many(12)))
    opened: list[object] = []
    shown.session.thread_opened.connect(opened.append)
    shown.child(QWidget, "searchField").setFocus()
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        choose(menu_at(shown.questions, shown.questions.model().index(2, 0)), "toggle_bookmark")
    assert chosen(shown) == [2]
    assert shown.node("Bookmarks", shown.titles()[2]).isValid()
    click(shown, 4, held=CTRL)
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        choose(menu_at(shown.questions, shown.questions.model().index(4, 0)), "toggle_bookmark")
    assert kept(shown) == 2
    assert not opened


def test_chosen_rows_open_in_tabs_of_their_own(open_window: Open, archive_of: Callable[[list[Thread]], Path]) -> None:
    shown = open_window(archive_of(many(12)))
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown, 0)
    click(shown, 1, held=CTRL)
    click(shown, 3, held=CTRL)
    choose(menu_at(shown.questions, shown.questions.model().index(3, 0)), "open_in_new_tab")
    assert len(shown.session.navigation.tabs.open) == 4


def test_the_menu_of_a_bookmark_in_the_tree_forgets_it_without_opening_it(
    open_window: Open, archive_of: Callable[[list[Thread]], Path]
) -> None:
    shown = open_window(archive_of(many(12)))
    ref = ThreadRef(shown.session.archive.id, "many:3")  # type: ignore[union-attr]
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        shown.session.keeper.do(lambda keeping: keeping.add_bookmark(ref))
    opened: list[object] = []
    shown.session.thread_opened.connect(opened.append)
    shown.tree.expand(shown.node("Bookmarks"))
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        choose(menu_at(shown.tree, shown.node("Bookmarks", "Question number 3")), "remove_kept")
    assert kept(shown) == 0
    assert not opened
