"""From what is read to other threads: by the words that are selected, and at random."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTextBrowser

from qa_reader.model import ThreadRef
from qa_reader.ui.exploring import Exploring, as_words
from tests.ui.conftest import Window
from tests.ui.test_main_window import Open, open_first
from tests.ui.threads import SHAKING, THREADS, TREMOR

CTRL = Qt.KeyboardModifier.ControlModifier


def select(shown: Window, words: str) -> None:
    """Select these words of the page, as with the mouse."""
    found = shown.page.document().find(words)
    assert not found.isNull()
    shown.page.setTextCursor(found)


def message(shown: Window) -> str:
    return shown.child(QLabel, "told").text()


def test_selected_words_are_searched_in_the_whole_archive(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    assert SHAKING.title in shown.page.toPlainText()
    select(shown, "hands")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.page, Qt.Key.Key_E, CTRL)
    assert shown.search.text() == "hands"
    assert SHAKING.title in shown.titles()
    assert SHAKING.title in shown.page.toPlainText()


def test_of_two_threads_the_one_with_the_keyboard_is_asked(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    shown.session.navigation.read_later(ThreadRef(shown.session.place.ref.archive, TREMOR.id), TREMOR.title)  # type: ignore[union-attr]
    shown.do("compare_tab")
    beside = shown.child(QTextBrowser, "comparePane")
    shown.wait_for(lambda: TREMOR.title in beside.toPlainText())
    select(shown, "boss")
    beside.setTextCursor(beside.document().find("spring"))
    beside.setFocus()
    shown.wait_for(beside.hasFocus)
    shown.do("search_selection")
    shown.wait_for(lambda: shown.search.text() == "spring")


def test_with_nothing_selected_it_is_said_what_to_do(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    shown.page.moveCursor(QTextCursor.MoveOperation.Start)
    shown.do("search_selection")
    assert message(shown) == "Select words of the thread first."
    assert not shown.search.text()


@pytest.mark.parametrize(
    ("selected", "asked"),
    [
        ("is it (maybe) ALS?", "is it maybe ALS"),
        ("title:tremor OR\u2029“what”*~2", "title tremor or what 2"),
        ("Crohn’s non-toxic", "Crohn’s non-toxic"),
        ("眼皮跳，怎麼辦？", "眼皮跳 怎麼辦"),
        ("सिर दर्द, น้ำ صُدَاع", "सिर दर्द น้ำ صُدَاع"),
        ("head\u00adache", "headache"),
        (" …— \u2029", ""),
    ],
)
def test_what_is_selected_means_itself(selected: str, asked: str) -> None:
    assert as_words(selected) == asked


def test_a_thread_of_the_list_opens_at_random(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    exploring = shown.window.findChild(Exploring)
    assert isinstance(exploring, Exploring)
    asked: list[int] = []

    def second(count: int) -> int:
        asked.append(count)
        return 1

    exploring.pick = second
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.keyClick(shown.questions, Qt.Key.Key_R, CTRL)
    assert asked == [len(THREADS)]
    archive = shown.session.archive
    assert archive is not None
    assert shown.session.navigation.shown == ThreadRef(archive.id, TREMOR.id)


def test_without_hits_nothing_is_opened_at_random(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="zeppelin")
    shown.do("random_thread")
    assert message(shown) == "There is no thread in the list."
