"""The visit sheet: chosen threads, questions and own words on two pages, and kept as they are written."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QListView, QPlainTextEdit, QPushButton

from qa_reader.model import Span
from tests.ui import pdf
from tests.ui.conftest import Window
from tests.ui.test_main_window import Open, click
from tests.ui.test_printing import keep, note, preview_of
from tests.ui.test_taking import ArchiveOf, opened, says
from tests.ui.threads import EYELID, KNEE, SHAKING, TREMOR

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def open_sheet(shown: Window) -> QDialog:
    QTest.keyClick(shown.window, Qt.Key.Key_P, CTRL_SHIFT)
    return shown.child(QDialog, "visitSheet")


def write(shown: Window, editor: str, text: str) -> None:
    for line in text.split("\n"):
        QTest.keyClicks(shown.child(QPlainTextEdit, editor), line)
        QTest.keyClick(shown.child(QPlainTextEdit, editor), Qt.Key.Key_Return)


def titles(shown: Window) -> list[str]:
    model = shown.child(QListView, "visitThreads").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def save(shown: Window, file: Path) -> None:
    preview_of(shown)
    shown.child(QPushButton, "visitSave").click()
    chooser = shown.child(QFileDialog, "saveFile")
    chooser.selectFile(str(file))
    chooser.accept()
    says(shown, f"Saved: {file.name}")


@pdf.needs_poppler
def test_questions_own_words_and_threads_are_on_the_sheet(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    shown = opened(open_window, archive_file, TREMOR)
    note(shown, TREMOR, "Like my mother’s.", Span(0, 10))
    QTest.keyClick(shown.window, Qt.Key.Key_D, CTRL_SHIFT)
    says(shown, "1 thread added to the visit sheet")
    open_sheet(shown)
    write(shown, "visitQuestions", "Is it harmless?\nDo I need a test?")
    write(shown, "visitWords", "Since March.")
    assert titles(shown) == [TREMOR.title]
    assert preview_of(shown) == "1 thread · 1 page"
    save(shown, tmp_path / "visit.pdf")
    text = pdf.text(tmp_path / "visit.pdf")
    for part in (
        "For my visit to the doctor", "1. Is it harmless?", "2. Do I need a test?", "Since March.", TREMOR.title,
        "Question female", "My fingers tremble", "Doctor’s reply Piet Anders", "often harmless", "Like my mother’s.",
        "“My fingers” – marked, too", "no medical advice", "/test:1.",
    ):  # fmt: skip
        assert part in text, part
    assert "Okafor" not in text


def test_the_sheet_is_there_again_after_a_restart(open_window: Open, archive_file: Path) -> None:
    shown = opened(open_window, archive_file, EYELID)
    shown.do("add_to_sheet")
    says(shown, "1 thread added to the visit sheet")
    open_sheet(shown)
    write(shown, "visitQuestions", "Stroke?")
    shown.child(QDialog, "visitSheet").close()
    shown.window.close()
    again = open_window(archive_file)
    open_sheet(again)
    assert titles(again) == [EYELID.title]
    assert again.child(QPlainTextEdit, "visitQuestions").toPlainText() == "Stroke?\n"
    again.child(QDialog, "visitSheet").close()


def test_threads_are_added_once_and_removed(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    click(shown.questions, shown.questions.model().index(0, 0))
    QTest.keyClick(shown.questions, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    shown.questions.setFocus()
    shown.do("add_to_sheet")
    says(shown, "2 threads added to the visit sheet")
    keep(shown, KNEE, TREMOR)
    open_sheet(shown)
    folders = shown.child(QPushButton, "visitFolder").menu()
    shown.wait_for(lambda: bool(folders.actions()))
    folders.actions()[0].trigger()
    shown.wait_for(lambda: len(titles(shown)) == 3)
    assert titles(shown) == [SHAKING.title, TREMOR.title, KNEE.title]
    view = shown.child(QListView, "visitThreads")
    click(view, view.model().index(1, 0))
    shown.child(QPushButton, "visitRemove").click()
    assert titles(shown) == [SHAKING.title, KNEE.title]
    preview_of(shown)
    assert [thread.title for thread in shown.session.memory.sheet.threads] == [SHAKING.title, KNEE.title]
    shown.child(QDialog, "visitSheet").close()


def test_a_row_that_is_dragged_stays_the_thread_that_it_was(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    keep(shown, KNEE, EYELID)
    dialog = open_sheet(shown)
    folders = shown.child(QPushButton, "visitFolder").menu()
    shown.wait_for(lambda: bool(folders.actions()))
    folders.actions()[0].trigger()
    shown.wait_for(lambda: len(titles(shown)) == 2)
    before = shown.session.memory.sheet.threads
    model = shown.child(QListView, "visitThreads").model()
    dragged = model.mimeData([model.index(1, 0)])
    assert model.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, model.index(-1, -1))
    model.removeRow(2)  # what a view does after a move
    preview_of(shown)
    assert shown.session.memory.sheet.threads == (before[1], before[0])
    dialog.close()


@pdf.needs_poppler
def test_many_long_threads_are_shortened_to_two_pages(open_window: Open, archive_of: ArchiveOf, tmp_path: Path) -> None:
    words = "This sentence is one of many that the doctor wrote about it. " * 60
    reply = replace(TREMOR.replies[0], text=words)
    long = [replace(TREMOR, id=f"test:{number}", question=words, replies=(reply,)) for number in range(7)]
    shown = open_window(archive_of(long))
    keep(shown, *long)
    open_sheet(shown)
    folders = shown.child(QPushButton, "visitFolder").menu()
    shown.wait_for(lambda: bool(folders.actions()))
    folders.actions()[0].trigger()
    shown.wait_for(lambda: len(titles(shown)) == 7)
    assert preview_of(shown) == "7 threads · 2 pages"
    save(shown, tmp_path / "visit.pdf")
    pages = pdf.pages(tmp_path / "visit.pdf")
    assert len(pages) == 2
    text = pdf.text(tmp_path / "visit.pdf")
    assert text.count("Doctor’s reply") == 7
    assert text.count("[...]") >= 7  # as the page is read here


def test_a_thread_of_another_archive_is_named_and_the_page_stands_by_itself(
    open_window: Open, archive_file: Path, archive_of: ArchiveOf, tmp_path: Path
) -> None:
    shown = opened(open_window, archive_of([EYELID]), EYELID)
    shown.do("add_to_sheet")
    says(shown, "1 thread added to the visit sheet")
    shown.window.close()
    shown = opened(open_window, archive_file, KNEE)
    shown.do("add_to_sheet")
    says(shown, "1 thread added to the visit sheet")
    open_sheet(shown)
    assert titles(shown) == [EYELID.title, KNEE.title]
    save(shown, tmp_path / "visit.html")
    page = (tmp_path / "visit.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert f'{EYELID.title}</a></h3>\n<p class="small">Its archive is not open' in page
    assert EYELID.question not in page
    assert KNEE.question in page


def test_without_a_thread_nothing_is_added(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    shown.do("add_to_sheet")
    says(shown, "Open a thread first.")
    assert shown.session.memory.sheet.threads == ()
    assert shown.window.findChild(QLabel, "previewCount") is None
