"""Printing and saving from the window: what leaves, in each form, and that nothing waits for it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QPushButton,
    QRadioButton,
    QScrollArea,
)

from qa_reader import exporting
from qa_reader.model import Progress, Query, Span, Thread, ThreadRef
from qa_reader.ui.files_and_printers import file_name
from qa_reader.ui.leaving import Departure, Threads
from tests.ui import pdf
from tests.ui.conftest import Window
from tests.ui.test_main_window import Open, click
from tests.ui.test_taking import ArchiveOf, archive_id, opened
from tests.ui.threads import EYELID, KNEE, SHAKING, TREMOR, many

CTRL = Qt.KeyboardModifier.ControlModifier


def dialog_of(shown: Window, command: str = "print_threads") -> QDialog:
    """The dialog of a command, its preview there."""
    shown.do(command)
    shown.wait_for(lambda: shown.window.findChild(QDialog, "takeDialog") is not None)
    dialog = shown.child(QDialog, "takeDialog")
    preview_of(shown)
    return dialog


def preview_of(shown: Window) -> str:
    """What is said of the preview, after the last change has come to it."""
    shown.bot.wait(250)  # longer than the pause after a change
    shown.wait_for(lambda: shown.child(QLabel, "previewCount").text() != "Making the preview…")
    shown.wait_for(lambda: not shown.main._taking.departing._previews._newest)
    return shown.child(QLabel, "previewCount").text()


def offers(dialog: QDialog) -> list[str]:
    return [radio.accessibleName() for radio in dialog.findChildren(QRadioButton)]


def choose(shown: Window, offer: str) -> None:
    radios = shown.child(QDialog, "takeDialog").findChildren(QRadioButton)
    next(radio for radio in radios if radio.accessibleName().startswith(offer)).click()


def choose_form(shown: Window, form: str) -> None:
    box = shown.child(QComboBox, "takeForm")
    box.setCurrentIndex(box.findData(form))


def save_as(shown: Window, file: Path, *, wait: bool = True) -> None:
    """Press "Save…", name the file, and wait until it is said to be saved."""
    shown.child(QPushButton, "saveButton").click()
    chooser = shown.child(QFileDialog, "saveFile")
    chooser.selectFile(str(file))
    chooser.accept()
    if wait:
        shown.wait_for(lambda: shown.child(QLabel, "told").text().startswith(f"Saved: {file.name}"))


def saved(shown: Window, file: Path) -> str:
    save_as(shown, file)
    return file.read_text(encoding="utf-8-sig")


def keep(shown: Window, *threads: Thread, folder: str = "") -> None:
    """Bookmark threads, in a folder of this name."""
    refs = [ThreadRef(archive_id(shown), thread.id) for thread in threads]

    def work(library: object) -> None:
        shelf = library.keeping.shelf  # type: ignore[attr-defined]
        made = shelf.add_folder(folder).id if folder else ""
        for ref in refs:
            library.keeping.add_bookmark(ref, made)  # type: ignore[attr-defined]

    done: list[bool] = []
    shown.session.ask_library(work, lambda _done: done.append(True))
    shown.wait_for(lambda: bool(done))


def note(shown: Window, thread: Thread, text: str, span: Span) -> None:
    """Write a note on a thread, and mark a passage of its question."""
    ref = ThreadRef(archive_id(shown), thread.id)
    done: list[bool] = []
    shown.session.ask_library(
        lambda library: (
            library.keeping.set_note(ref, text),
            library.keeping.add_highlight(ref, "question", span, note="marked, too"),
        ),
        lambda _done: done.append(True),
    )
    shown.wait_for(lambda: bool(done))


@pytest.fixture
def large(archive_of: ArchiveOf) -> Path:
    return archive_of(many(3000))


# ---------------------------------------------------------------- paper


def test_ctrl_p_shows_the_open_thread_on_paper(open_window: Open, archive_file: Path) -> None:
    shown = opened(open_window, archive_file, TREMOR)
    QTest.keyClick(shown.window, Qt.Key.Key_P, CTRL)
    shown.wait_for(lambda: shown.window.findChild(QDialog, "takeDialog") is not None)
    assert preview_of(shown) == "1 thread · 1 page"
    dialog = shown.child(QDialog, "takeDialog")
    assert offers(dialog) == [f"The open thread: {TREMOR.title}", "All threads of the list"]
    column = shown.child(QScrollArea, "previewPages").widget()
    assert column is not None
    pages = column.findChildren(QLabel)
    assert [page.accessibleName() for page in pages] == ["Page 1"]
    dark = sum(pages[0].pixmap().toImage().pixelColor(x, 150).lightness() < 100 for x in range(600))
    assert 0 < dark < 400  # there are letters
    dialog.close()


@pdf.needs_poppler
def test_a_thread_is_saved_as_pdf_without_its_askers_name(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    shown = opened(open_window, archive_file, TREMOR)
    dialog_of(shown)
    save_as(shown, tmp_path / "a.pdf")
    text = pdf.text(tmp_path / "a.pdf")
    for part in (TREMOR.title, "My fingers tremble", "Doctor’s reply", "Piet Anders", "More info", "no medical advice"):
        assert part in text
    assert "Okafor" not in text
    dialog_of(shown)
    shown.child(QCheckBox, "takeNames").click()
    save_as(shown, tmp_path / "b.pdf")
    assert "Ms. Okafor" in pdf.text(tmp_path / "b.pdf")


@pdf.needs_poppler
def test_printing_goes_to_the_printer_that_is_chosen(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    shown = open_window(archive_file)
    dialog_of(shown)
    assert preview_of(shown) == "4 threads · 4 pages"
    shown.child(QPushButton, "printButton").click()
    chooser = shown.child(QPrintDialog, "printerDialog")
    chooser.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    chooser.done(QDialog.DialogCode.Accepted)
    shown.wait_for(lambda: shown.child(QLabel, "told").text() == "Sent to the printer: 4 pages")
    found = pdf.pages(tmp_path / "printed.pdf")
    assert [page[-3].replace(" ", "")[-3:] for page in found] == ["1/4", "2/4", "3/4", "4/4"]
    assert "最近兩個星期" in "".join(found[3])


def test_my_notes_go_along_unless_they_are_not_to(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    shown = opened(open_window, archive_file, TREMOR)
    note(shown, TREMOR, "Ask Ms. Okafor’s doctor.", Span(0, 10))
    dialog_of(shown, "save_threads")
    content = saved(shown, tmp_path / "a.html")
    assert "Ask [name]’s doctor." in content
    assert '<span class="highlight yellow">My fingers</span>' in content
    assert "marked, too" in content
    dialog_of(shown, "save_threads")
    shown.child(QCheckBox, "takeOwn").click()
    content = saved(shown, tmp_path / "b.html")
    assert "Ask [name]" not in content
    assert '<span class="highlight' not in content


# ---------------------------------------------------------------- which threads


def test_chosen_rows_leave_and_no_others(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    shown = open_window(archive_file)
    click(shown.questions, shown.questions.model().index(0, 0))
    QTest.keyClick(shown.questions, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    shown.questions.setFocus()
    dialog = dialog_of(shown, "save_threads")
    assert offers(dialog)[0] == "2 chosen threads"
    content = saved(shown, tmp_path / "a.html")
    assert content.count("<article") == 2
    assert KNEE.title not in content


def test_a_folder_of_bookmarks_leaves(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    shown = open_window(archive_file)
    keep(shown, EYELID, folder="For my visit")
    keep(shown, KNEE)
    dialog = dialog_of(shown, "save_threads")
    assert offers(dialog) == ["All threads of the list", "Bookmarks"]
    folders = shown.child(QComboBox, "take1Choice")
    assert [folders.itemText(row) for row in range(folders.count())] == ["All bookmarks", "For my visit"]
    folders.setCurrentIndex(1)
    folders.activated.emit(1)
    assert preview_of(shown) == "1 thread"
    content = saved(shown, tmp_path / "a.txt")
    assert EYELID.question in content
    assert "Query: Bookmarks: For my visit" in content
    assert KNEE.title not in content


@pytest.mark.parametrize("form", ["csv", "ris", "md", "html", "txt", "jsonl"])
def test_a_result_leaves_with_what_finds_it_again(
    open_window: Open, archive_file: Path, tmp_path: Path, form: str
) -> None:
    shown = open_window(archive_file, search="tremble OR hands")
    dialog_of(shown, "save_threads")
    choose(shown, "All that the list holds: tremble OR hands")
    choose_form(shown, form)
    preview_of(shown)
    shown_text = shown.child(QPlainTextEdit, "previewText").toPlainText()
    assert TREMOR.title in shown_text
    assert SHAKING.title in shown_text
    file = tmp_path / f"a.{form}"
    content = saved(shown, file)
    assert "Okafor" not in content
    about = content
    if form == "jsonl":
        about = (tmp_path / f"a.jsonl{exporting.PROVENANCE_SUFFIX}").read_text(encoding="utf-8")
        assert [json.loads(line)["id"] for line in content.splitlines()] == ["test:2", "test:1"]
        assert json.loads(about)["threads"] == "2"
    if form == "csv":
        assert [row["id"] for row in csv.DictReader(io.StringIO(content, newline=""))] == ["test:2", "test:1"]
    for fact in ("tremble OR hands", "Small archive", archive_id(shown), "no medical advice", "2"):
        assert fact in about.replace("\\", "")


def test_the_name_of_the_file_decides_on_the_form(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    shown = open_window(archive_file)
    dialog_of(shown, "save_threads")
    save_as(shown, tmp_path / "a.ris")
    assert (tmp_path / "a.ris").read_text(encoding="utf-8").startswith("TY  - ELEC")


def test_without_any_thread_nothing_can_be_saved(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="zebrafish")
    dialog_of(shown, "save_threads")
    assert preview_of(shown) == "0 threads"
    assert not shown.child(QPushButton, "saveButton").isEnabled()
    shown.child(QDialog, "takeDialog").close()


def test_a_file_that_cannot_be_written_is_named(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    shown = open_window(archive_file)
    dialog_of(shown, "save_threads")
    (tmp_path / "file").write_text("no folder")
    shown.main._taking.departing._run("Saving", lambda steps: _save_into(shown, tmp_path / "file" / "a.csv", steps))
    shown.wait_for(lambda: shown.window.findChild(QMessageBox, "failure") is not None)
    assert "a.csv: cannot be written" in shown.child(QMessageBox, "failure").informativeText()
    shown.child(QMessageBox, "failure").close()
    shown.child(QDialog, "takeDialog").close()


def _save_into(shown: Window, file: Path, steps: Progress) -> str:
    order = shown.main._taking.departing.order(Threads((), Query(), "", "x"), "csv")
    return Departure(order, shown.session.library_says).save(file, steps)


# ---------------------------------------------------------------- many


def test_the_window_answers_while_many_threads_are_written(open_window: Open, large: Path, tmp_path: Path) -> None:
    shown = open_window(large)
    dialog_of(shown, "save_threads")
    assert preview_of(shown) == "The beginning of 3,000 threads"
    file = tmp_path / "a.csv"
    save_as(shown, file, wait=False)
    shown.wait_for(lambda: bool(list(tmp_path.glob(".a.csv*"))))
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.search.setText("sleep 2999th")
        QTest.keyClick(shown.search, Qt.Key.Key_Return)
    assert not file.exists()  # the search was answered before the file was whole
    shown.wait_for(file.exists)
    assert len(list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))) == 3001


def test_cancelling_leaves_no_file(open_window: Open, large: Path, tmp_path: Path) -> None:
    shown = open_window(large)
    dialog_of(shown)
    save_as(shown, tmp_path / "a.pdf", wait=False)
    shown.wait_for(lambda: shown.window.findChild(QProgressDialog) is not None)
    bar = shown.child(QProgressDialog, "takingProgress")
    shown.wait_for(bar.isVisible)
    QTest.mouseClick(bar.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    shown.wait_for(lambda: not list(tmp_path.glob("*a.pdf*")))
    assert not shown.main._taking.departing._watches
    assert shown.window.findChild(QMessageBox, "failure") is None


def test_closing_the_window_ends_what_is_under_way(open_window: Open, large: Path, tmp_path: Path) -> None:
    shown = open_window(large)
    dialog_of(shown)
    save_as(shown, tmp_path / "a.pdf", wait=False)
    shown.wait_for(lambda: bool(list(tmp_path.glob(".a.pdf*"))))
    shown.window.close()
    assert not list(tmp_path.glob("*a.pdf*"))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Why? a/b\\c: *"<>|', "Why a b c"), ("  ..  ", "threads"), ("眼皮跳", "眼皮跳"), ("a\x00\nb", "a b"),
        ("x" * 300, "x" * 80), ("../../etc/passwd", "etc passwd"),
    ],
)  # fmt: skip
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name
