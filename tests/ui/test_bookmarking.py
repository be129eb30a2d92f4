"""Bookmarks in folders and with tags, by keyboard, mouse, menus, drag and drop; and the way back from each change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPushButton,
    QTabBar,
    QTreeView,
)

from qa_reader.archive import UserDatabase
from qa_reader.kept import KnownThread
from qa_reader.model import Bookmark, Query, Scope, Shelved, ThreadRef
from qa_reader.ui.models import carrying
from qa_reader.ui.models.hit_list import BOOKMARKED_ROLE, OWN_ROLE
from tests.ui.conftest import Window
from tests.ui.test_choosing import CTRL, SHIFT, choose, click, menu_at
from tests.ui.threads import EYELID, KNEE, SHAKING, TREMOR

Open = Callable[..., Window]
LEFT = Qt.MouseButton.LeftButton
ALL = (SHAKING, TREMOR, KNEE, EYELID)  # as the list shows them


@pytest.fixture
def shown(open_window: Open, archive_file: Path) -> Iterator[Window]:
    made = open_window(archive_file)
    yield made
    for dialog in made.window.findChildren(QDialog):
        dialog.close()


def refs(shown: Window, *threads: object) -> list[ThreadRef]:
    archive = shown.session.archive
    assert archive is not None
    return [ThreadRef(archive.id, thread.id) for thread in threads]  # type: ignore[attr-defined]


def folder(shown: Window, name: str, parent: str = "") -> str:
    made: list[str] = []
    shown.session.keeper.do(
        lambda keeping: keeping.shelf.add_folder(name, parent), then=lambda one: made.append(one.id)
    )
    shown.wait_for(lambda: bool(made))
    return made[0]


def keep(shown: Window, where: str, *threads: object) -> None:
    wanted = refs(shown, *threads)
    shown.session.keeper.do(lambda keeping: keeping.file_away(wanted, where))
    shown.wait_for(lambda: all(map(shown.session.is_bookmarked, wanted)))


def bookmarks(shown: Window) -> dict[str, Bookmark]:
    return {one.ref.thread: one for one in shown.session.keeper.collection.bookmarks}


def labels(shown: Window, *path: str) -> list[str]:
    index = shown.node(*path)
    model = shown.tree.model()
    return [str(model.index(row, 0, index).data()) for row in range(model.rowCount(index))]


def changed(shown: Window, act: Callable[[], object]) -> None:
    """Do something, and wait until all views were told."""
    with shown.bot.waitSignal(shown.session.keeper.changed):
        act()


def show(shown: Window, *path: str) -> None:
    """Click on a place of the tree."""
    index = shown.node(*path)
    shown.tree.scrollTo(index)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.mouseClick(shown.tree.viewport(), LEFT, pos=shown.tree.visualRect(index).center())


def dialog(shown: Window, name: str) -> QDialog:
    shown.wait_for(lambda: shown.window.findChild(QDialog, name) is not None)
    return shown.child(QDialog, name)


def answer(shown: Window, text: str) -> None:
    """Type a name into the dialog that asks for one."""
    asked = dialog(shown, "askName")
    assert isinstance(asked, QInputDialog)
    field = asked.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    field.setText(text)
    QTest.keyClick(asked, Qt.Key.Key_Return)


def drop(view: QTreeView | QListView, data: QMimeData, at: QPoint) -> None:
    """Carry something over a view and let it go there, as the mouse does."""
    target, point = view.viewport(), QPointF(at)
    held = (Qt.DropAction.MoveAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(at, *held)
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, QDragMoveEvent(at, *held))
    QApplication.sendEvent(target, QDropEvent(point, *held))


def centre(shown: Window, *path: str) -> QPoint:
    index = shown.node(*path)
    shown.tree.scrollTo(index)
    return shown.tree.visualRect(index).center()


# ---------------------------------------------------------------- keeping


def test_ctrl_d_keeps_in_the_folder_used_last_and_says_so_with_a_way_to_change_it(shown: Window) -> None:
    visit = folder(shown, "For my visit")
    shown.session.remember(bookmark_folder=visit)
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown, 0)
    QTest.keyClick(shown.window, Qt.Key.Key_D, CTRL)
    shown.wait_for(lambda: labels(shown, "Bookmarks", "For my visit") == [SHAKING.title])
    offer = shown.child(QLabel, "offer")
    assert offer.text().startswith("Kept in “For my visit”")
    offer.linkActivated.emit("Change…")
    filing = dialog(shown, "filing")
    assert filing.findChild(QTreeView, "filingFolders").currentIndex().data() == "For my visit"  # type: ignore[union-attr]


def test_bookmark_into_asks_for_folder_and_tags_and_makes_both(shown: Window) -> None:
    folder(shown, "For my visit")
    shown.questions.setFocus()
    click(shown, 0)
    click(shown, 2, held=SHIFT)
    choose(menu_at(shown.questions, shown.questions.model().index(1, 0)), "bookmark_into")
    asked = dialog(shown, "filing")
    view = asked.findChild(QTreeView, "filingFolders")
    assert view is not None
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().data() == "For my visit"
    asked.findChild(QPushButton, "newFolderHere").click()  # type: ignore[union-attr]
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "Questions")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    shown.wait_for(lambda: view.currentIndex().data() == "Questions")
    tags = asked.findChild(QLineEdit, "filingTags")
    assert tags is not None
    tags.setText("ask, 手抖")
    next(one for one in asked.findChildren(QPushButton) if one.text() == "Keep here").click()
    shown.wait_for(lambda: len(bookmarks(shown)) == 3)
    assert labels(shown, "Bookmarks", "For my visit") == ["Questions"]
    assert labels(shown, "Bookmarks", "For my visit", "Questions") == [SHAKING.title, TREMOR.title, KNEE.title]
    assert {one.tags for one in bookmarks(shown).values()} == {("ask", "手抖")}
    assert labels(shown, "Tags") == ["ask", "手抖"]
    # the next goes there, too
    click(shown, 3)
    shown.do("toggle_bookmark")
    shown.wait_for(lambda: len(bookmarks(shown)) == 4)
    assert labels(shown, "Bookmarks", "For my visit", "Questions")[-1] == EYELID.title


def test_tags_that_all_chosen_have_can_be_taken_off_all_of_them(shown: Window) -> None:
    keep(shown, "", *ALL)
    first, second = refs(shown, SHAKING, TREMOR)
    changed(shown, lambda: shown.session.keeper.do(lambda keeping: keeping.shelf.set_tags(first, ["ask", "own"])))
    changed(shown, lambda: shown.session.keeper.do(lambda keeping: keeping.shelf.set_tags(second, ["ask"])))
    shown.questions.setFocus()
    click(shown, 0)
    click(shown, 1, held=CTRL)
    shown.do("tag_threads")
    asked = dialog(shown, "filing")
    chips = {chip.text(): chip for chip in asked.findChildren(QPushButton, "tagChip")}
    assert (chips["ask"].isChecked(), chips["own"].isChecked()) == (True, False)
    chips["ask"].click()
    changed(shown, asked.accept)
    assert (bookmarks(shown)[SHAKING.id].tags, bookmarks(shown)[TREMOR.id].tags) == (("own",), ())


def test_a_folder_and_a_tag_list_their_threads(shown: Window) -> None:
    visit = folder(shown, "For my visit")
    eyes = folder(shown, "眼睛", visit)
    keep(shown, visit, TREMOR)
    keep(shown, eyes, EYELID)
    keep(shown, "", KNEE)
    (ref,) = refs(shown, KNEE)
    changed(shown, lambda: shown.session.keeper.do(lambda keeping: keeping.shelf.set_tags(ref, ["ask"])))
    shown.tree.expandAll()
    show(shown, "Bookmarks", "For my visit")
    assert shown.titles() == [EYELID.title, TREMOR.title] or shown.titles() == [TREMOR.title, EYELID.title]
    show(shown, "Tags", "ask")
    assert shown.titles() == [KNEE.title]
    assert shown.sort.currentText() == "My own order"
    assert shown.node("Bookmarks").data(Qt.ItemDataRole.AccessibleTextRole) == "Bookmarks, 3 threads"


def test_a_thread_whose_archive_is_not_open_stands_in_its_folder_and_opens_a_page(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    elsewhere = ThreadRef("another-archive", "other:1")
    with closing(UserDatabase(tmp_path / "data" / "user.sqlite3")) as user:
        user.shelf.add(KnownThread(elsewhere, "Numb toes in boots", "Orthopedics", "After a day in boots …"))
        user.shelf.set_tags(elsewhere, ["ask"])
        user.marks.set_note(KnownThread(elsewhere, ""), "Size 43 is too small.")
    shown = open_window(archive_file)
    show(shown, "Bookmarks")
    row = shown.questions.model().index(0, 0)
    assert row.data() == "Numb toes in boots"
    assert "its archive is not open" in str(row.data(Qt.ItemDataRole.AccessibleTextRole))
    assert row.data(OWN_ROLE).note == "Size 43 is too small."
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown, 0)
    text = shown.page.toPlainText()
    for part in ("Numb toes in boots", "not open", "After a day in boots", "Size 43", "ask"):
        assert part in text
    changed(shown, lambda: shown.do("toggle_bookmark"))
    shown.wait_for(lambda: shown.titles() == [])


# ---------------------------------------------------------------- all views agree, and the way back


def test_a_bookmark_removed_anywhere_is_gone_everywhere_and_comes_back_as_it_was(shown: Window) -> None:
    visit = folder(shown, "For my visit")
    keep(shown, visit, TREMOR, KNEE, SHAKING)
    (ref,) = refs(shown, KNEE)
    changed(shown, lambda: shown.session.keeper.do(lambda keeping: keeping.shelf.set_tags(ref, ["ask"])))
    before = shown.session.keeper.collection
    show(shown, "Bookmarks")
    shown.questions.setFocus()
    click(shown, 1)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.questions, Qt.Key.Key_Delete)
    assert shown.titles() == [TREMOR.title, SHAKING.title]
    assert labels(shown, "Bookmarks", "For my visit") == [TREMOR.title, SHAKING.title]
    assert shown.child(QLabel, "offer").text().startswith("1 bookmark removed")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.questions, Qt.Key.Key_Z, CTRL)
    assert shown.session.keeper.collection.bookmarks == before.bookmarks
    assert shown.titles() == [TREMOR.title, KNEE.title, SHAKING.title]
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.do("redo")
    assert shown.titles() == [TREMOR.title, SHAKING.title]


def test_many_are_removed_at_once_and_come_back_at_once(shown: Window) -> None:
    keep(shown, "", *ALL)
    before = shown.session.keeper.collection.bookmarks
    show(shown, "Bookmarks")
    shown.questions.setFocus()
    QTest.keyClick(shown.questions, Qt.Key.Key_A, CTRL)
    choose(menu_at(shown.questions, shown.questions.model().index(0, 0)), "remove_kept")
    shown.wait_for(lambda: shown.titles() == [])
    shown.child(QLabel, "offer").linkActivated.emit("Undo")
    shown.wait_for(lambda: len(shown.titles()) == 4)
    assert shown.session.keeper.collection.bookmarks == before


def test_what_was_taken_back_is_on_the_disk(
    shown: Window, open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    keep(shown, "", TREMOR)
    show(shown, "Bookmarks")
    shown.questions.setFocus()
    click(shown, 0)
    shown.do("remove_kept")
    shown.wait_for(lambda: not bookmarks(shown))
    shown.do("undo")
    shown.wait_for(lambda: bool(bookmarks(shown)))
    with closing(UserDatabase(tmp_path / "data" / "user.sqlite3")) as user:
        assert [one.title for one in user.shelf.bookmarks()] == [TREMOR.title]
        assert user.threads.of(refs(shown, TREMOR))[0].question_key  # it can still be found after an update


# ---------------------------------------------------------------- folders


def test_a_folder_is_made_named_and_moved_by_menu(shown: Window) -> None:
    choose(menu_at(shown.tree, shown.node("Bookmarks")), "new_folder")
    changed(shown, lambda: answer(shown, "For my visit"))
    shown.tree.expand(shown.node("Bookmarks"))
    choose(menu_at(shown.tree, shown.node("Bookmarks", "For my visit")), "new_folder")
    changed(shown, lambda: answer(shown, "Eyes"))
    shown.tree.expandAll()
    choose(menu_at(shown.tree, shown.node("Bookmarks", "For my visit", "Eyes")), "rename_kept")
    changed(shown, lambda: answer(shown, "眼睛"))
    choose(menu_at(shown.tree, shown.node("Bookmarks", "For my visit", "眼睛")), "move_folder")
    asked = dialog(shown, "filing")
    view = asked.findChild(QTreeView, "filingFolders")
    assert view is not None
    QTest.keyClick(view, Qt.Key.Key_Home)
    changed(shown, asked.accept)
    assert labels(shown, "Bookmarks") == ["For my visit", "眼睛"]


def test_a_folder_stays_unfolded_when_something_comes_into_it(shown: Window) -> None:
    visit = folder(shown, "For my visit")
    keep(shown, visit, TREMOR)
    shown.tree.expandAll()
    keep(shown, visit, KNEE)
    assert shown.tree.isExpanded(shown.node("Bookmarks", "For my visit"))
    assert labels(shown, "Bookmarks", "For my visit") == [TREMOR.title, KNEE.title]


@pytest.mark.parametrize(("button", "left"), [("keepBookmarks", 2), ("dropBookmarks", 0)])
def test_removing_a_folder_asks_how_many_bookmarks_go_where(shown: Window, button: str, left: int) -> None:
    visit = folder(shown, "For my visit")
    eyes = folder(shown, "Eyes", visit)
    keep(shown, eyes, EYELID, TREMOR)
    before = shown.session.keeper.collection
    shown.tree.expandAll()
    choose(menu_at(shown.tree, shown.node("Bookmarks", "For my visit", "Eyes")), "remove_kept")
    asked = dialog(shown, "removeFolder")
    assert isinstance(asked, QMessageBox)
    assert asked.text() == "Remove the folder “Eyes”?"
    assert "2 bookmarks" in asked.informativeText()
    texts = {one.objectName(): one.text() for one in asked.findChildren(QPushButton)}
    assert texts["keepBookmarks"] == "Move them to “For my visit”"
    assert texts["dropBookmarks"] == "Remove 2 bookmarks, too"
    changed(shown, asked.findChild(QPushButton, button).click)  # type: ignore[union-attr]
    assert len(bookmarks(shown)) == left
    assert {one.folder for one in bookmarks(shown).values()} <= {visit}
    changed(shown, lambda: shown.do("undo"))
    assert shown.session.keeper.collection.bookmarks == before.bookmarks
    assert shown.session.keeper.collection.folders == before.folders


# ---------------------------------------------------------------- drag and drop, own order


def test_rows_of_the_list_are_dropped_on_folders_and_tags(shown: Window) -> None:
    visit = folder(shown, "For my visit")
    keep(shown, "", KNEE)
    (knee,) = refs(shown, KNEE)
    changed(shown, lambda: shown.session.keeper.do(lambda keeping: keeping.shelf.set_tags(knee, ["ask"])))
    shown.tree.expandAll()
    rows = [shown.questions.model().index(row, 0) for row in (0, 1)]
    data = shown.questions.model().mimeData(rows)
    changed(shown, lambda: drop(shown.tree, data, centre(shown, "Bookmarks", "For my visit")))
    assert {name: one.folder for name, one in bookmarks(shown).items()} == {
        SHAKING.id: visit,
        TREMOR.id: visit,
        KNEE.id: "",
    }
    changed(shown, lambda: drop(shown.tree, data, centre(shown, "Tags", "ask")))
    assert bookmarks(shown)[TREMOR.id].tags == ("ask",)
    assert bookmarks(shown)[TREMOR.id].folder == visit


def test_bookmarks_and_folders_are_moved_within_the_tree(shown: Window) -> None:
    visit = folder(shown, "For my visit")
    eyes = folder(shown, "Eyes")
    keep(shown, "", EYELID)
    shown.tree.expandAll()
    model = shown.tree.model()
    carried = model.mimeData([shown.node("Bookmarks", EYELID.title)])
    changed(shown, lambda: drop(shown.tree, carried, centre(shown, "Bookmarks", "Eyes")))
    assert bookmarks(shown)[EYELID.id].folder == eyes
    carried = model.mimeData([shown.node("Bookmarks", "Eyes")])
    changed(shown, lambda: drop(shown.tree, carried, centre(shown, "Bookmarks", "For my visit")))
    assert labels(shown, "Bookmarks", "For my visit") == ["Eyes"]
    # not into itself
    carried = model.mimeData([shown.node("Bookmarks", "For my visit")])
    shown.tree.expandAll()
    inner = shown.node("Bookmarks", "For my visit", "Eyes")
    assert not model.canDropMimeData(carried, Qt.DropAction.MoveAction, -1, -1, inner)
    assert visit


def test_the_own_order_is_changed_by_dropping_rows_and_by_keys(shown: Window) -> None:
    keep(shown, "", *ALL)
    show(shown, "Bookmarks")
    assert shown.titles() == [one.title for one in ALL]
    rect = shown.questions.visualRect(shown.questions.model().index(0, 0))
    data = carrying.threads(refs(shown, KNEE))
    with shown.bot.waitSignal(shown.session.hits_replaced):
        drop(shown.questions, data, QPoint(20, rect.top() + 4))
    assert shown.titles() == [one.title for one in (KNEE, SHAKING, TREMOR, EYELID)]
    shown.questions.setFocus()
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown, 0)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.do("move_down")
    assert shown.titles() == [one.title for one in (SHAKING, KNEE, TREMOR, EYELID)]
    assert labels(shown, "Bookmarks") == shown.titles()


def test_bookmarks_are_sorted_in_other_ways_too(shown: Window) -> None:
    keep(shown, "", TREMOR, KNEE, SHAKING)
    show(shown, "Bookmarks")
    for order, threads in ((Shelved.TITLE, (KNEE, SHAKING, TREMOR)), (Shelved.NEWEST, (TREMOR, KNEE, SHAKING))):
        shown.sort.setCurrentIndex(shown.sort.findData(order))
        with shown.bot.waitSignal(shown.session.hits_replaced):
            shown.sort.activated.emit(shown.sort.currentIndex())
        if order is Shelved.TITLE:
            assert shown.titles() == [one.title for one in threads]
        assert shown.session.place.query == Query(scope=Scope.BOOKMARKS, order=order)


# ---------------------------------------------------------------- searches and history


def test_a_search_is_saved_run_renamed_moved_and_removed(shown: Window) -> None:
    for text in ("tremble", "knee"):
        shown.search.setText(text)
        with shown.bot.waitSignal(shown.session.hits_replaced):
            QTest.keyClick(shown.search, Qt.Key.Key_Return)
        shown.do("save_search")
        name = f"My {text}"
        changed(shown, partial(answer, shown, name))
    assert labels(shown, "Saved searches") == ["My tremble", "My knee"]
    shown.tree.expand(shown.node("Saved searches"))
    show(shown, "Saved searches", "My tremble")
    assert (shown.search.text(), shown.titles()) == ("tremble", [TREMOR.title])
    assert shown.tree.currentIndex().data() == "My tremble"
    choose(menu_at(shown.tree, shown.node("Saved searches", "My knee")), "move_up")
    shown.wait_for(lambda: labels(shown, "Saved searches") == ["My knee", "My tremble"])
    choose(menu_at(shown.tree, shown.node("Saved searches", "My knee")), "rename_kept")
    changed(shown, lambda: answer(shown, "Knees"))
    choose(menu_at(shown.tree, shown.node("Saved searches", "Knees")), "remove_kept")
    shown.wait_for(lambda: labels(shown, "Saved searches") == ["My tremble"])
    changed(shown, lambda: shown.do("undo"))
    assert labels(shown, "Saved searches") == ["Knees", "My tremble"]


def test_the_history_stands_by_day_and_reopens_a_thread_with_its_query(shown: Window) -> None:
    shown.search.setText("tremble")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.search, Qt.Key.Key_Return)
    with shown.bot.waitSignal(shown.session.keeper.changed):
        click(shown, 0)
    assert labels(shown, "History") == ["Today"]
    assert labels(shown, "History", "Today") == [TREMOR.title, "Search: tremble"]
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.session.ask(Query())
    with shown.bot.waitSignal(shown.session.keeper.changed):
        shown.session.read(refs(shown, KNEE)[0])
    assert labels(shown, "History", "Today") == [KNEE.title, TREMOR.title, "Search: tremble"]
    shown.tree.expandAll()
    with shown.bot.waitSignal(shown.session.thread_opened):
        show(shown, "History", "Today", TREMOR.title)
    assert shown.search.text() == "tremble"
    assert shown.page.accessibleName() == TREMOR.title


def test_lines_and_days_of_the_history_are_removed(shown: Window) -> None:
    for row in (0, 1):
        with shown.bot.waitSignal(shown.session.keeper.changed):
            click(shown, row)
    shown.tree.expandAll()
    choose(menu_at(shown.tree, shown.node("History", "Today", SHAKING.title)), "remove_kept")
    shown.wait_for(lambda: labels(shown, "History", "Today") == [TREMOR.title])
    choose(menu_at(shown.tree, shown.node("History", "Today")), "remove_kept")
    asked = dialog(shown, "removeDay")
    changed(shown, asked.findChild(QPushButton, "goOn").click)  # type: ignore[union-attr]
    assert labels(shown, "History") == []


def test_the_current_index_of_the_tree_is_never_one_that_is_gone(shown: Window) -> None:
    keep(shown, "", TREMOR)
    shown.tree.expandAll()
    shown.tree.setFocus()
    shown.tree.setCurrentIndex(shown.node("Bookmarks", TREMOR.title))
    shown.do("remove_kept")
    shown.wait_for(lambda: labels(shown, "Bookmarks") == [])
    current = shown.tree.currentIndex()
    assert not current.isValid() or isinstance(current.model().parent(current), QModelIndex)


def test_the_star_has_a_menu_that_asks_for_folder_and_tags(shown: Window) -> None:
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown, 0)
    menu = shown.child(QMenu, "starMenu")
    menu.popup(QPoint(0, 0))
    choose(menu, "bookmark_into")
    assert dialog(shown, "filing").isVisible()


def test_opening_a_thread_leaves_a_tree_of_thousands_of_bookmarks_alone(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    with closing(UserDatabase(tmp_path / "data" / "user.sqlite3")) as user:
        user.shelf.add_all(KnownThread(ThreadRef("other", f"other:{n}"), f"Title {n}") for n in range(3000))
    shown = open_window(archive_file)
    shown.wait_for(lambda: len(labels(shown, "Bookmarks")) == 3000)
    first = shown.node("Bookmarks", "Title 0").internalId()
    changed(shown, lambda: click(shown, 0))
    assert labels(shown, "History", "Today") == [SHAKING.title]
    assert shown.node("Bookmarks", "Title 0").internalId() == first


def test_star_tree_row_tab_and_button_agree_at_once(shown: Window) -> None:
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown, 0)
    shown.session.navigation.read_later(refs(shown, KNEE)[0], KNEE.title)
    star = shown.window.findChild(QAction, "toggle_bookmark")
    tabs = shown.child(QTabBar, "readingTabs")
    assert star is not None

    def views() -> tuple[bool, bool, bool, bool]:
        row = shown.questions.model().index(0, 0)
        in_tree = SHAKING.title in labels(shown, "Bookmarks")
        return star.isChecked(), bool(row.data(BOOKMARKED_ROLE)), in_tree, tabs.tabText(0).startswith("★")

    for wanted in (True, False):
        with shown.bot.waitSignal(shown.session.bookmarks_changed):
            shown.do("toggle_bookmark")
        assert views() == (wanted,) * 4
    assert not tabs.tabText(1).startswith("★")


def test_an_empty_folder_says_what_to_do(shown: Window) -> None:
    folder(shown, "For my visit")
    shown.tree.expand(shown.node("Bookmarks"))
    show(shown, "Bookmarks", "For my visit")
    assert shown.titles() == []
    assert shown.empty_state.text().startswith("Nothing is in here yet.")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.session.ask(Query(scope=Scope.HIGHLIGHTS))
    assert shown.empty_state.text().startswith("Nothing is highlighted yet.")
