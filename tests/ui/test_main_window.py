"""The window, driven by keyboard and mouse."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QPalette, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from qa_reader import importing
from qa_reader.archive import Archive, UserDatabase
from qa_reader.model import Thread, ThreadRef
from qa_reader.ui import theme
from qa_reader.ui.delegates import star_rect
from qa_reader.ui.models.hit_list import READ_ROLE
from tests.ui.conftest import Window
from tests.ui.threads import THREADS, TREMOR, many, written

Open = Callable[..., Window]
LEFT = Qt.MouseButton.LeftButton


def click(view: QAbstractItemView, index: QModelIndex) -> None:
    """Click on a row as a person does."""
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


def open_first(shown: Window) -> None:
    """Open the first thread of the list."""
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown.questions, shown.questions.model().index(0, 0))


def test_the_window_opens_on_all_threads_newest_first(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    assert shown.window.windowTitle() == "Small archive – QA Reader"
    assert shown.count == "4 threads"
    assert shown.titles() == [
        "Shaking hands at work", "Trembling fingers in the morning", "Knee clicks on the stairs", "眼皮一直跳怎麼辦？"
    ]  # fmt: skip


def test_typing_searches_after_a_pause(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClicks(shown.search, "tremble tea")
    assert shown.titles() == ["Trembling fingers in the morning"]
    assert shown.count == "1 thread"


def test_the_newest_query_wins(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    answers: list[str] = []
    shown.session.hits_replaced.connect(lambda page: answers.append(page.query.text))
    for text in ("knee", "tremor", "shaking"):
        shown.search.setText(text)
        QTest.keyClick(shown.search, Qt.Key.Key_Return)
    shown.wait_for(lambda: answers[-1:] == ["shaking"])
    shown.bot.wait(50)
    assert answers[-1] == "shaking"
    assert shown.titles() == ["Shaking hands at work"]


def test_chinese_words_are_found_and_shown(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="眼皮")
    assert shown.titles() == ["眼皮一直跳怎麼辦？"]
    open_first(shown)
    assert "請先充分休息" in shown.page.toPlainText()


def test_a_click_opens_the_thread_with_three_different_blocks(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="tremble")
    open_first(shown)
    text = shown.page.toPlainText()
    assert text.index("Question") < text.index("My fingers") < text.index("Doctor’s reply") < text.index("More info")
    assert "Piet Anders" in text
    assert "Ms. Okafor · female · 30–39" in text
    assert "not a doctor’s reply" in text
    assert shown.page.accessibleName() == TREMOR.title


def marks(shown: Window) -> dict[str, QTextCharFormat]:
    """The words that are painted over the text, and what each looks like."""
    selections: list[Any] = list(shown.page.extraSelections())
    return {one.cursor.selectedText(): QTextCharFormat(one.format) for one in selections}


def test_matched_words_are_marked_in_the_text(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="pour")
    open_first(shown)
    assert set(marks(shown)) == {"pour", "pouring"}
    look = marks(shown)["pour"]
    assert look.background().color() == theme.colours(shown.page.palette()).mark
    assert look.fontUnderline()


def test_an_old_reply_says_how_old_it_is(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="眼皮")
    open_first(shown)
    assert "years old" in shown.page.toPlainText()


def test_markup_in_a_text_is_shown_as_text(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="quitting")
    open_first(shown)
    assert "my hands shake & I think of <b>quitting</b>" in shown.page.toPlainText()


def test_a_thread_without_a_reply_says_so(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="knee")
    open_first(shown)
    assert "No doctor’s reply" in shown.page.toPlainText()


def test_the_department_tree_has_counts_topics_and_filters_the_list(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    assert shown.node("Neurology").data(Qt.ItemDataRole.AccessibleTextRole) == "Neurology, 2 threads"
    with shown.bot.waitSignal(shown.session.hits_replaced):
        click(shown.tree, shown.node("Neurology"))
    assert shown.count == "2 threads"
    with shown.bot.waitSignal(shown.session.hits_replaced):
        click(shown.tree, shown.node("眼科"))
    assert shown.titles() == ["眼皮一直跳怎麼辦？"]
    shown.tree.expand(shown.node("眼科"))
    assert shown.node("眼科", "FAQ topics", "眼皮問題").isValid()


def test_a_topic_of_the_side_panel_lists_its_threads(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="tremble")
    open_first(shown)
    row = shown.side_rows().index("Tremor")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        click(shown.side, shown.side.model().index(row, 0))
    assert sorted(shown.titles()) == ["Shaking hands at work", "Trembling fingers in the morning"]
    assert shown.search.text() == ""


def test_a_similar_question_that_is_here_opens(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="tremble")
    open_first(shown)
    row = shown.side_rows().index("Shaking hands at work")
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown.side, shown.side.model().index(row, 0))
    assert "Whenever my boss" in shown.page.toPlainText()


def test_a_similar_question_that_is_not_here_shows_its_extract(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="tremble")
    open_first(shown)
    row = shown.side_rows().index("A question that is elsewhere")
    assert "extract only" in shown.side.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown.side, shown.side.model().index(row, 0))
    assert "Extract only" in shown.page.toPlainText()
    assert "Knees may click." in shown.page.toPlainText()


def test_related_threads_come_with_reasons(open_window: Open, archive_of: Callable[[list[Thread]], Path]) -> None:
    wrists = [
        Thread(id=f"wrist:{number}", title=title, department="Neurology", question=question)
        for number, (title, question) in enumerate(
            [
                ("Numb fingers at night", "My wrist tingles and the thumb is numb when I wake: is it carpal tunnel?"),
                (
                    "Wrist splint or surgery",
                    "Carpal tunnel was found, my thumb is numb, and the splint hurts my wrist.",
                ),
            ]
        )
    ]
    shown = open_window(archive_of([*wrists, *many(20)]), search="numb fingers")
    with shown.bot.waitSignal(shown.session.related_found):
        open_first(shown)
    rows = shown.side_rows()
    row = rows.index("Related") + 1
    assert rows[row] == "Wrist splint or surgery"
    assert "why: " in shown.side.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_back_and_forward_go_through_queries_and_threads(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClicks(shown.search, "knee")
    open_first(shown)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        click(shown.tree, shown.node("眼科"))
    assert shown.count == "0 threads"
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.search.text() == "knee"
    assert shown.titles() == ["Knee clicks on the stairs"]
    assert shown.session.place.ref is not None
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.search.text() == ""
    assert shown.count == "4 threads"
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert shown.search.text() == "knee"


def test_keys_lead_from_the_search_through_the_list(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    QTest.keyClick(shown.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.search.hasFocus()
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.keyClick(shown.search, Qt.Key.Key_Down)
    assert shown.questions.hasFocus()
    assert "Shaking hands" in shown.page.toPlainText()
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.keyClick(shown.questions, Qt.Key.Key_J)
    assert TREMOR.title in shown.page.toPlainText()
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.keyClick(shown.questions, Qt.Key.Key_K)
    assert "Whenever my boss" in shown.page.toPlainText()


def test_letters_that_are_shortcuts_can_be_typed(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    shown.search.setFocus()
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClicks(shown.search, "jk knee j")
    assert shown.search.text() == "jk knee j"


def test_a_bookmark_shows_everywhere_and_is_written_at_once(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    shown = open_window(archive_file, search="tremble")
    open_first(shown)
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        QTest.keyClick(shown.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    other = UserDatabase(tmp_path / "data" / "user.sqlite3")
    assert [kept.ref.thread for kept in other.bookmarks()] == ["test:1"]
    other.close()
    assert shown.node("Bookmarks", TREMOR.title).isValid()
    assert shown.node("Bookmarks").data(Qt.ItemDataRole.AccessibleTextRole) == "Bookmarks, 1 thread"
    assert "bookmarked" in shown.questions.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        QTest.keyClick(shown.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert shown.tree.model().rowCount(shown.node("Bookmarks")) == 0


def test_a_click_on_a_star_bookmarks_without_opening(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    index = shown.questions.model().index(1, 0)
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        QTest.mouseClick(shown.questions.viewport(), LEFT, pos=star_rect(shown.questions.visualRect(index)).center())
    assert shown.node("Bookmarks", TREMOR.title).isValid()
    assert shown.session.place.ref is None


def test_the_bookmarks_of_the_tree_list_and_open(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, thread="test:4")
    shown.wait_for(lambda: shown.session.place.ref is not None)
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        QTest.keyClick(shown.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        click(shown.tree, shown.node("Bookmarks"))
    assert shown.titles() == ["Knee clicks on the stairs"]
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown.tree, shown.node("Bookmarks", "Knee clicks on the stairs"))
    assert "It clicks" in shown.page.toPlainText()


def test_chips_name_the_filters_and_remove_them(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        click(shown.tree, shown.node("Orthopedics"))
    chip = shown.window.findChild(QPushButton, "filterChip")
    assert chip is not None
    assert "Orthopedics" in chip.text()
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.mouseClick(chip, LEFT)
    assert shown.count == "4 threads"


def test_the_order_can_be_changed(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    assert shown.sort.currentText() == "Newest"
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.sort, Qt.Key.Key_Down)  # Oldest
    assert shown.titles()[0] == "眼皮一直跳怎麼辦？"


def test_nothing_found_says_what_to_do(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="zzzzunknown")
    assert shown.empty_state.isVisible()
    assert "fewer words" in shown.empty_state.text()
    assert shown.count == "0 threads"


def test_long_lists_are_filled_by_pages_as_they_are_scrolled(
    open_window: Open, archive_of: Callable[[list[Thread]], Path]
) -> None:
    shown = open_window(archive_of(many(400)))
    assert shown.count == "400 threads"
    last = shown.questions.model().index(399, 0)
    assert last.data() == "Loading…"
    shown.questions.scrollToBottom()
    shown.wait_for(lambda: last.data() == "Question number 1")
    assert shown.questions.model().index(200, 0).data() == "Loading…"


def test_splitters_and_size_are_remembered(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    shown.window.resize(790, 613)  # the off-screen screen has 800 × 800
    splitter = shown.panes
    splitter.setSizes([150, 220, 270, 150])
    splitter.splitterMoved.emit(220, 1)  # as a hand does
    sizes = splitter.sizes()
    shown.window.close()
    again = open_window(archive_file)
    assert (again.window.width(), again.window.height()) == (790, 613)
    assert all(abs(one - other) <= 1 for one, other in zip(again.panes.sizes(), sizes, strict=True))


def test_the_last_archive_opens_again(open_window: Open, archive_file: Path) -> None:
    open_window(archive_file).window.close()
    assert open_window(None).window.windowTitle().startswith("Small archive")


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"SQLite format 3\x00 but no more"])
def test_a_broken_archive_is_named_and_the_program_goes_on(
    open_window: Open, archive_file: Path, tmp_path: Path, content: bytes
) -> None:
    broken = tmp_path / "broken.qarchive"
    broken.write_bytes(content)
    shown = open_window(archive_file)
    with shown.bot.waitSignal(shown.session.failed) as failed:
        shown.session.open_archive(broken)
    assert str(broken) in failed.args[0]
    box = shown.window.findChild(QMessageBox, "failure")
    assert box is not None
    box.close()
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClicks(shown.search, "knee")
    assert shown.titles() == ["Knee clicks on the stairs"]


def test_a_thread_that_is_not_there_is_said(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    with shown.bot.waitSignal(shown.session.failed) as failed:
        shown.session.read(ThreadRef(shown.session.archive.id, "test:99"))  # type: ignore[union-attr]
    assert "test:99" in failed.args[0]
    shown.window.findChild(QMessageBox, "failure").close()  # type: ignore[union-attr]


def test_dark_and_light_differ_and_keep_their_contrast(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="pour")
    open_first(shown)
    shown.do("use_dark_colours")
    shown.wait_for(lambda: theme.is_dark(shown.window.palette()))
    shown.wait_for(lambda: theme.is_dark(shown.page.palette()))
    own = theme.colours(shown.page.palette())
    base = shown.page.palette().color(QPalette.ColorRole.Base)
    assert contrast(own.quiet, base) >= 4.5
    assert contrast(own.accent, base) >= 4.5
    assert contrast(own.marked_text, own.mark) >= 4.5
    assert marks(shown)["pour"].background().color() == own.mark
    shown.do("use_light_colours")
    shown.wait_for(lambda: not theme.is_dark(shown.page.palette()))
    own, base = theme.colours(shown.page.palette()), shown.page.palette().color(QPalette.ColorRole.Base)
    assert contrast(own.quiet, base) >= 4.5
    assert contrast(own.accent, base) >= 4.5


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2's contrast of two colours."""

    def luminance(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (p / 12.92 if p <= 0.04045 else math.pow((p + 0.055) / 1.055, 2.4) for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_disclaimer_never_scrolls_away(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    line = shown.window.findChild(QLabel, "disclaimer")
    assert line is not None
    assert line.isVisible()
    assert "no medical advice" in line.text()


def test_every_pane_has_a_name_for_a_screen_reader(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    for widget in (shown.search, shown.questions, shown.tree, shown.page, shown.side, shown.sort):
        assert widget.accessibleName()


def test_the_window_can_be_closed_while_it_still_opens(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, wait=False)
    shown.window.close()
    assert not shown.window.isVisible()


def test_nonsense_typed_at_the_search_never_breaks_it(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    for text in ('"', "((((", "AND", "NOT", "title:", "a*" * 50, "\\", "[ to", "~~", "𝕬🙂", "عربى", "x" * 3000):
        shown.search.setText(text)
        QTest.keyClick(shown.search, Qt.Key.Key_Return)
        shown.bot.wait(20)
    assert not shown.window.findChildren(QMessageBox)
    shown.search.setText("knee")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.search, Qt.Key.Key_Return)
    shown.wait_for(lambda: shown.titles() == ["Knee clicks on the stairs"])


def test_pages_saved_from_the_service_become_an_archive_that_opens(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    shown = open_window(archive_file)
    source = tmp_path / "one.jsonl"
    written(source, THREADS[:1])
    with shown.bot.waitSignal(shown.session.hits_replaced, timeout=20_000):
        shown.session.build_archive([source], tmp_path / "built.qarchive")
    assert shown.count == "1 thread"
    shown.window.findChild(QMessageBox, "report").close()  # type: ignore[union-attr]


def test_clicks_beside_the_rows_do_nothing(open_window: Open, archive_file: Path, qtbot: QtBot) -> None:
    shown = open_window(archive_file)
    QTest.mouseClick(shown.questions.viewport(), LEFT, pos=QPoint(5, shown.questions.viewport().height() - 2))
    assert shown.session.place.ref is None


def test_threads_that_were_read_are_marked_after_a_restart(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="tremble")
    open_first(shown)
    shown.window.close()
    again = open_window(archive_file, search="tremble")
    again.wait_for(lambda: again.questions.model().index(0, 0).data(READ_ROLE) is True)


def test_a_newer_archive_says_what_became_of_the_bookmarks(
    open_window: Open, archive_of: Callable[[list[Thread]], Path], tmp_path: Path
) -> None:
    first = archive_of(THREADS)
    shown = open_window(first, thread=TREMOR.id)
    shown.wait_for(lambda: shown.session.place.ref is not None)
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        QTest.keyClick(shown.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    shown.window.close()
    newer = tmp_path / "source"
    newer.mkdir()
    with closing(Archive(first)) as archive:
        (newer / "archive.toml").write_text(f'id = "{archive.id}"\n', encoding="utf-8")
    written(newer / "rest.jsonl", THREADS[1:])
    importing.build([newer], tmp_path / "newer.qarchive")
    again = open_window(tmp_path / "newer.qarchive")
    again.wait_for(lambda: again.window.findChild(QMessageBox, "foundAgain") is not None)
    box = again.child(QMessageBox, "foundAgain")
    assert box.text() == "The archive is a newer one: 1 is no longer there."
    assert box.detailedText() == f"No longer there: {TREMOR.title}"
    box.close()
    assert again.node("Bookmarks", TREMOR.title).isValid()
    # its tab is there, too, with what is known
    again.wait_for(lambda: "The archive no longer has this thread" in again.page.toPlainText())
    assert "My fingers tremble" in again.page.toPlainText()


def test_several_faults_are_told_in_one_box_and_each_once(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    for message in ("One fault.", "Another fault.", "One fault."):
        shown.session.failed.emit(message)
    boxes = shown.window.findChildren(QMessageBox, "failure")
    assert len(boxes) == 1
    assert boxes[0].informativeText() == "Another fault.\n\nOne fault."
    boxes[0].close()


def test_the_window_fills_the_screen_and_has_its_frame_again(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    mark = shown.window.findChild(QAction, "toggle_full_screen")
    assert mark is not None
    QTest.keyClick(shown.window, Qt.Key.Key_F11)
    shown.wait_for(shown.window.isFullScreen)
    assert mark.isChecked()
    shown.window.showNormal()  # as a window manager does it
    assert not mark.isChecked()
    QTest.keyClick(shown.window, Qt.Key.Key_F11)
    assert shown.window.isFullScreen()
    QTest.keyClick(shown.window, Qt.Key.Key_F11)
    assert not shown.window.isFullScreen()
    assert not mark.isChecked()


def test_a_window_that_filled_the_screen_does_so_at_the_next_start(open_window: Open, archive_file: Path) -> None:
    first = open_window(archive_file)
    first.do("toggle_full_screen")
    first.window.close()
    again = open_window(archive_file)
    mark = again.window.findChild(QAction, "toggle_full_screen")
    assert mark is not None
    assert again.window.isFullScreen() == mark.isChecked()
    assert again.window.isFullScreen()
