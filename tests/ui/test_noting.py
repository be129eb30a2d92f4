"""My note and highlights: written as they are made, shown where they belong, and never lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QLabel, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from qa_reader import anchoring, importing, render
from qa_reader.archive import Archive, UserDatabase
from qa_reader.kept import Colour
from qa_reader.model import Span, Thread, ThreadRef
from qa_reader.ui import highlighting
from qa_reader.ui.models.hit_list import OWN_ROLE
from qa_reader.ui.page import Page
from qa_reader.ui.passages import Passages
from tests.threads import HOSTILE, threads_of
from tests.ui.conftest import Window
from tests.ui.test_choosing import click
from tests.ui.threads import EYELID, SHAKING, THREADS, TREMOR, written

Open = Callable[..., Window]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(open_window: Open, archive_file: Path) -> Iterator[Window]:
    made = open_window(archive_file, search="tremble")
    read(made, 0)
    yield made
    for dialog in made.window.findChildren(QDialog):
        dialog.close()


def read(shown: Window, row: int) -> None:
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown, row)


def page(shown: Window) -> Page:
    assert isinstance(shown.page, Page)
    return shown.page


def note(shown: Window) -> QPlainTextEdit:
    return shown.child(QPlainTextEdit, "noteField")


def state(shown: Window) -> str:
    return shown.child(QLabel, "noteState").text()


def select(shown: Window, words: str) -> None:
    found = shown.page.document().find(words)
    assert not found.isNull(), words
    shown.page.setTextCursor(found)


def user_of(tmp_path: Path) -> UserDatabase:
    return UserDatabase(tmp_path / "data" / "user.sqlite3")


def place_of(shown: Window, words: str) -> QPoint:
    """The middle of some words in the page."""
    found = shown.page.document().find(words)
    cursor = QTextCursor(found)
    cursor.setPosition((found.selectionStart() + found.selectionEnd()) // 2)
    return shown.page.cursorRect(cursor).center() + QPoint(1, 0)


def menu(shown: Window) -> QMenu:
    shown.wait_for(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


# ---------------------------------------------------------------- my note


def test_a_note_is_on_the_disk_a_moment_after_it_was_typed(shown: Window, tmp_path: Path) -> None:
    QTest.keyClicks(note(shown), "Ask about coffee.")
    shown.wait_for(lambda: state(shown) == "Kept")
    with closing(user_of(tmp_path)) as other:  # the window is open still
        assert [one.text for one in other.marks.notes()] == ["Ask about coffee."]
    row = shown.questions.model().index(0, 0)
    assert row.data(OWN_ROLE).note == "Ask about coffee."
    assert "my note: Ask about coffee." in row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert shown.node("My notes").isValid()


def test_a_note_is_kept_when_the_field_or_the_thread_is_left(shown: Window, tmp_path: Path) -> None:
    (ref,) = [ThreadRef(shown.session.archive.id, TREMOR.id)]  # type: ignore[union-attr]
    QTest.keyClicks(note(shown), "First")
    QApplication.sendEvent(note(shown), QFocusEvent(QEvent.Type.FocusOut))
    shown.wait_for(lambda: state(shown) == "Kept")
    QTest.keyClicks(note(shown), " and second")
    shown.session.read(ThreadRef(ref.archive, SHAKING.id))
    shown.wait_for(lambda: shown.page.accessibleName() == SHAKING.title)
    shown.wait_for(lambda: note(shown).toPlainText() == "")
    with closing(user_of(tmp_path)) as other:
        assert other.marks.note(ref) == "First and second"
    shown.session.read(ref)
    shown.wait_for(lambda: note(shown).toPlainText() == "First and second")


def test_a_note_is_kept_when_the_window_closes_while_one_types(shown: Window, tmp_path: Path) -> None:
    QTest.keyClicks(note(shown), "Last words")
    shown.window.close()
    with closing(user_of(tmp_path)) as other:
        assert [one.text for one in other.marks.notes()] == ["Last words"]


def test_an_emptied_note_is_none(shown: Window, tmp_path: Path) -> None:
    QTest.keyClicks(note(shown), "x")
    shown.wait_for(lambda: state(shown) == "Kept")
    note(shown).clear()
    shown.wait_for(lambda: not shown.session.keeper.collection.notes)
    assert not shown.node("Bookmarks").model().index(99, 0).isValid()


def test_the_note_of_a_bookmark_that_an_import_brought_is_in_my_note(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    with closing(Archive(archive_file)) as archive:
        ref = ThreadRef(archive.id, TREMOR.id)
    with closing(user_of(tmp_path)) as user:
        user.add_bookmark(ref, TREMOR.title, "Neurology")
        user.shelf.set_note(ref, "From elsewhere.")
    shown = open_window(archive_file, search="tremble")
    read(shown, 0)
    shown.wait_for(lambda: note(shown).toPlainText() == "From elsewhere.")
    note(shown).moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(note(shown), " Mine.")
    shown.wait_for(lambda: state(shown) == "Kept")
    with closing(user_of(tmp_path)) as user:
        assert user.marks.note(ref) == "From elsewhere. Mine."
        assert user.shelf.bookmarks()[0].note == ""


# ---------------------------------------------------------------- highlights


def test_selected_words_are_highlighted_shown_and_found_again_at_the_next_start(
    shown: Window, open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    select(shown, "tremble when I pour")
    shown.do("highlight_green")
    shown.wait_for(lambda: bool(page(shown)._highlights))
    assert shown.side_rows()[:2] == ["My highlights", "tremble when I pour"]
    assert not shown.page.textCursor().hasSelection()
    painted = [one for one in shown.page.extraSelections() if one.cursor.selectedText() == "tremble when I pour"]
    ground, line = highlighting.colours(shown.page.palette(), Colour.GREEN)
    assert painted[0].format.background().color() == ground
    assert painted[0].format.underlineColor() == line
    assert painted[0].format.underlineStyle() == highlighting.UNDERLINES[Colour.GREEN]
    shown.window.close()
    with closing(user_of(tmp_path)) as user:
        (kept,) = user.marks.highlights()
        assert (kept.part, kept.anchor.quote, kept.colour) == ("question", "tremble when I pour", Colour.GREEN)
    again = open_window(archive_file)
    again.wait_for(lambda: again.page.accessibleName() == TREMOR.title)
    again.wait_for(lambda: bool(page(again)._highlights))


def test_a_selection_over_question_and_reply_marks_both_of_which_qt_selects_all(shown: Window) -> None:
    start = shown.page.document().find("last spring").selectionStart()
    end = shown.page.document().find("A tremor").selectionEnd()
    cursor = shown.page.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    shown.page.setTextCursor(cursor)
    shown.do("highlight_yellow")
    shown.wait_for(lambda: len(shown.session.keeper.collection.highlights) == 2)
    kept = {one.part: one.anchor.quote for one in shown.session.keeper.collection.highlights}
    assert kept == {"question": TREMOR.question, "reply/0": TREMOR.replies[0].text}


def test_a_click_on_a_highlight_changes_its_colour_notes_it_and_removes_it(shown: Window) -> None:
    select(shown, "often harmless")
    shown.do("highlight_yellow")
    shown.wait_for(lambda: bool(page(shown)._highlights))

    def choose(command: str) -> None:
        QTest.mouseClick(shown.page.viewport(), LEFT, pos=place_of(shown, "often harmless"))
        opened = menu(shown)
        opened.setActiveAction(next(one for one in opened.actions() if one.objectName() == command))
        QTest.keyClick(opened, Qt.Key.Key_Return)

    choose("highlight_pink")
    shown.wait_for(lambda: page(shown)._highlights[0].colour is Colour.PINK)
    choose("note_highlight")
    asked = shown.child(QInputDialog, "highlightNote")
    asked.setTextValue("Really?")
    asked.accept()
    shown.wait_for(lambda: page(shown)._highlights[0].note == "Really?")
    choose("remove_highlight")
    shown.wait_for(lambda: page(shown)._highlights == ())
    shown.do("undo")
    shown.wait_for(lambda: bool(page(shown)._highlights))
    assert page(shown)._highlights[0].note == "Really?"


def test_the_tree_lists_the_highlights_of_all_threads_and_a_row_leads_to_its_place(shown: Window) -> None:
    for words, command in (("last spring", "highlight_blue"), ("while pouring", "highlight_pink")):
        select(shown, words)
        shown.do(command)
    shown.wait_for(lambda: len(shown.session.keeper.collection.highlights) == 2)
    index = shown.node("Highlights")
    shown.tree.scrollTo(index)
    shown.search.clear()
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.mouseClick(shown.tree.viewport(), LEFT, pos=shown.tree.visualRect(index).center())
    model = shown.questions.model()
    assert [model.index(row, 0).data(OWN_ROLE).colour for row in (0, 1)] == [Colour.PINK, Colour.BLUE]
    click(shown, 1)
    shown.bot.wait(50)
    assert shown.questions.currentIndex().row() == 1


def test_highlights_are_found_again_after_an_update_and_lost_ones_are_told(
    shown: Window, open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    for words in ("often harmless", "last spring"):
        select(shown, words)
        shown.do("highlight_yellow")
    shown.wait_for(lambda: len(shown.session.keeper.collection.highlights) == 2)
    shown.window.close()
    changed = replace(
        TREMOR,
        question="My fingers tremble when I pour tea.",
        replies=(replace(TREMOR.replies[0], text="Thank you. A tremor while pouring is often harmless."),),
    )
    newer = tmp_path / "source"
    newer.mkdir()
    with closing(Archive(archive_file)) as archive:
        (newer / "archive.toml").write_text(f'id = "{archive.id}"\n', encoding="utf-8")
    written(newer / "all.jsonl", [changed, *THREADS[1:]])
    importing.build([newer], tmp_path / "newer.qarchive")
    again = open_window(tmp_path / "newer.qarchive")
    again.wait_for(lambda: again.page.accessibleName() == TREMOR.title)
    again.wait_for(lambda: len(page(again)._highlights) == 1)
    assert "last spring" in again.side_rows()
    cursor = again.page.textCursor()
    place = page(again)._highlights[0].place
    cursor.setPosition(place[0])
    cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "often harmless"


def test_nothing_selected_is_said(shown: Window) -> None:
    shown.do("highlight_yellow")
    assert "Select words" in shown.child(QLabel, "told").text()
    assert not shown.session.keeper.collection.highlights


# ---------------------------------------------------------------- places in pages


@given(threads_of(HOSTILE))
def test_every_passage_of_a_text_is_found_in_its_page_and_back(qapp: QApplication, thread: Thread) -> None:
    document = QTextDocument()
    document.setHtml(render.pane_html(thread, today=date(2026, 1, 1), old_after_years=5))
    passages = Passages(document, thread)
    for part, text in anchoring.parts(thread).items():
        letters = [place for place, letter in enumerate(text) if not letter.isspace() and letter.isprintable()]
        if not letters:
            continue
        span = Span(letters[0], letters[-1] + 1)
        place = passages.range_of(part, span)
        assert place is not None, (part, text)
        assert passages.spans_in(*place)[part] == span


@pytest.mark.parametrize("thread", [EYELID, replace(TREMOR, question="a  b\n\n\tc 😀 d\u00a0e")], ids=["zh", "spaces"])
def test_the_words_at_a_place_are_the_passage(qtbot: QtBot, thread: Thread) -> None:
    document = QTextDocument()
    document.setHtml(render.pane_html(thread, today=date(2026, 1, 1), old_after_years=5))
    text = thread.question
    for start in range(len(text)):
        place = Passages(document, thread).range_of("question", Span(start, len(text)))
        assert place is not None
        cursor = QTextCursor(document)
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText().split() == text[start:].split()


# ---------------------------------------------------------------- killed while one writes

KILLS = 6

WRITER = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from qa_reader import paths
from qa_reader.model import Span, ThreadRef
from qa_reader.settings import Settings
from qa_reader.ui import windows
from qa_reader.ui.panes.note_pane import NotePane
from qa_reader.ui.start import Start

application = windows.make_application(Settings())
window, session = windows.make_window(paths.default(Path(sys.argv[1])), Settings())
window.show()
session.start(Start(Path(sys.argv[2]), "test:1"))
pane = window.findChild(NotePane)
number = 0

def write(*_news):
    global number
    if pane._ref is None:
        return
    number += 1
    pane.field.setPlainText(f"note {number}")
    pane.finish()
    ref = ThreadRef(session.archive.id, "test:1")
    session.keeper.do(lambda keeping: keeping.add_highlight(ref, "question", Span(0, 2), note=str(number)), then=tell)

def tell(_change):
    print(json.dumps(number), flush=True)
    QTimer.singleShot(0, write)

session.thread_opened.connect(write)
application.exec()
"""


def test_a_window_that_is_killed_while_notes_and_highlights_are_written_loses_nothing_it_said_was_kept(
    archive_file: Path, tmp_path: Path
) -> None:
    pause = random.Random(5)
    for attempt in range(KILLS):
        data = tmp_path / str(attempt)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, data, archive_file],
            stdout=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        assert writer.stdout is not None
        told = [json.loads(writer.stdout.readline())]
        time.sleep(pause.random() * 0.3)
        writer.send_signal(signal.SIGKILL)
        told += [json.loads(line) for line in writer.stdout.read().splitlines() if line.strip()]
        writer.wait()
        writer.stdout.close()
        with closing(UserDatabase(data / "user.sqlite3")) as user:
            assert user.told == ()
            highlights = {int(one.note) for one in user.marks.highlights()}
            assert set(told) <= highlights
            (kept,) = user.marks.notes()
            assert int(kept.text.split()[1]) >= max(told)


def test_escape_leads_from_the_note_back_to_the_text_and_leaves_the_search_as_it_is(shown: Window) -> None:
    shown.window.activateWindow()
    shown.wait_for(shown.window.isActiveWindow)
    shown.do("write_note")
    field = shown.child(QPlainTextEdit, "noteField")
    shown.wait_for(field.hasFocus)
    QTest.keyClicks(field, "Ask about this")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert shown.page.hasFocus()
    assert shown.search.text() == "tremble"
    shown.wait_for(lambda: shown.child(QLabel, "noteState").text() == "Kept")
