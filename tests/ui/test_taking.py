"""Taking away: citations and links on the clipboard, and links that come from elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from qa_reader import citing
from qa_reader.model import Thread, ThreadRef
from qa_reader.ui.single_instance import SingleInstance
from qa_reader.ui.start import Start
from tests.ui.conftest import Window
from tests.ui.test_main_window import Open, open_first
from tests.ui.test_start import told
from tests.ui.test_tabs import tabs
from tests.ui.threads import EYELID, KNEE, TREMOR

CTRL = Qt.KeyboardModifier.ControlModifier
UNKNOWN = "00000000-1111-2222-3333-444444444444"
ArchiveOf = Callable[[list[Thread]], Path]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def says(shown: Window, text: str) -> None:
    """Wait until the line at the foot says something."""
    shown.wait_for(lambda: shown.child(QLabel, "told").text() == text)


def archive_id(shown: Window) -> str:
    assert shown.session.archive is not None
    return shown.session.archive.id


def opened(open_window: Open, archive: Path, thread: Thread) -> Window:
    """A window with a thread open."""
    shown = open_window(archive, thread=thread.id)
    shown.wait_for(lambda: shown.page.accessibleName() == thread.title)
    return shown


def select(shown: Window, first: str, last: str) -> None:
    """Select in the page from the beginning of one text to the end of another."""
    cursor = shown.page.document().find(first)
    end = shown.page.document().find(last)
    cursor.setPosition(cursor.selectionStart())
    cursor.setPosition(end.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    shown.page.setTextCursor(cursor)


def copy_passage(shown: Window) -> str:
    shown.do("copy_with_citation")
    says(shown, "Passage copied, with citation")
    return clipboard()


def failure_of(shown: Window) -> str:
    """What the box says that comes to tell of a failure."""
    shown.wait_for(lambda: shown.window.findChild(QMessageBox, "failure") is not None)
    return told(shown)


# ---------------------------------------------------------------- copying


def test_ctrl_l_copies_the_link_of_the_open_thread(open_window: Open, archive_file: Path) -> None:
    shown = opened(open_window, archive_file, TREMOR)
    QTest.keyClick(shown.window, Qt.Key.Key_L, CTRL)
    assert clipboard() == f"qa-reader://{archive_id(shown)}/test:1"
    assert citing.parse_link(clipboard()) == ThreadRef(archive_id(shown), "test:1")


def test_what_was_copied_stays_as_plain_text_when_the_window_closes(open_window: Open, archive_file: Path) -> None:
    shown = opened(open_window, archive_file, TREMOR)
    shown.do("copy_with_citation")
    says(shown, "Thread copied, with citation")
    copied = clipboard()
    assert QGuiApplication.clipboard().mimeData().hasHtml()
    shown.window.close()
    assert clipboard() == copied
    # what Python made and Qt frees after Python's end crashes the process
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


def test_without_a_thread_there_is_nothing_to_copy(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    QGuiApplication.clipboard().setText("what was there")
    for command in ("copy_link", "copy_with_citation"):
        shown.do(command)
        says(shown, "Open a thread first.")
    assert clipboard() == "what was there"


def test_a_thread_is_copied_with_its_citation_and_without_its_askers_name(
    open_window: Open, archive_file: Path
) -> None:
    shown = opened(open_window, archive_file, TREMOR)
    QTest.keyClick(shown.window, Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.AltModifier)
    says(shown, "Thread copied, with citation")
    text, html = clipboard(), QGuiApplication.clipboard().mimeData().html()
    for part in (
        "Question (female · 30–39",
        "My fingers tremble",
        "Doctor’s reply (Piet Anders",
        "More info (added",
        "Piet Anders, Harbour Hospital. “Trembling fingers in the morning”. asked 2021-05-04, replied 2021-05-06.",
        "Small archive, built ",
        "no medical advice",
    ):
        assert part in text
        assert part in html
    assert "Okafor" not in text + html


def test_a_selection_is_copied_as_the_part_that_it_is_of(open_window: Open, archive_file: Path) -> None:
    shown = opened(open_window, archive_file, TREMOR)
    select(shown, "while pouring", "often harmless")
    copied = copy_passage(shown)
    assert copied.startswith(
        "Doctor’s reply (Piet Anders · Neurology · Harbour Hospital · 6 May 2021)\n\n"
        "  while pouring is often harmless\n\nPiet Anders"
    )
    assert "My fingers" not in copied


def test_a_selection_over_two_parts_keeps_them_apart_and_takes_no_labels(open_window: Open, archive_file: Path) -> None:
    shown = opened(open_window, archive_file, TREMOR)
    select(shown, "It began", "A tremor while")  # which Qt makes a selection of both blocks whole
    copied = copy_passage(shown)
    assert "  My fingers tremble when I pour tea.\n\n  It began last spring.\n\nDoctor’s reply (" in copied
    assert "\n\n  A tremor while pouring is often harmless.\n\nPiet Anders, Harbour" in copied
    assert "Tremor means" not in copied


def test_a_selection_after_a_character_that_counts_twice_is_what_was_selected(
    open_window: Open, archive_of: ArchiveOf
) -> None:
    shown = opened(open_window, archive_of([replace(KNEE, question="😀 It clicks 🦵 and clicks.")]), KNEE)
    select(shown, "It clicks", "and")
    assert "\n\n  It clicks 🦵 and\n\n" in copy_passage(shown)


def test_everything_selected_is_the_thread_in_its_parts(open_window: Open, archive_file: Path) -> None:
    shown = opened(open_window, archive_file, EYELID)
    shown.page.selectAll()
    reply = f"Doctor’s reply (夏語冰 · 眼科 · 海港醫院 · 1 Mar 2008)\n\n  {EYELID.replies[0].text}\n\n夏語冰"
    assert f"\n\n  {EYELID.question}\n\n{reply}" in copy_passage(shown)


# ---------------------------------------------------------------- links


def test_a_link_to_the_open_archive_opens_its_thread_in_a_tab(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    with shown.bot.waitSignal(shown.session.thread_opened):
        shown.main.open_handed_over(Start(link=ThreadRef(archive_id(shown), "test:4")))
    assert tabs(shown)[-1] == KNEE.title
    assert "It clicks" in shown.page.toPlainText()


def test_a_link_finds_an_archive_that_was_open_before(
    open_window: Open, archive_file: Path, archive_of: ArchiveOf
) -> None:
    shown = open_window(archive_of([EYELID]))
    link = ThreadRef(archive_id(shown), EYELID.id)
    shown.window.close()
    shown = open_window(archive_file)
    with shown.bot.waitSignal(shown.session.thread_opened):
        shown.main.open_handed_over(Start(link=link))
    assert archive_id(shown) == link.archive
    assert EYELID.replies[0].text in shown.page.toPlainText()


def test_a_link_at_start_opens_its_archive_and_not_the_last_one(
    open_window: Open, archive_file: Path, archive_of: ArchiveOf
) -> None:
    shown = open_window(archive_file)
    link = ThreadRef(archive_id(shown), TREMOR.id)
    shown.window.close()
    open_window(archive_of([EYELID])).window.close()
    again = open_window(None, link=link)
    again.wait_for(lambda: "My fingers tremble" in again.page.toPlainText())
    assert again.window.windowTitle().startswith("Small archive")


def test_a_link_to_an_archive_that_is_not_here_says_so_and_changes_nothing(
    open_window: Open, archive_file: Path
) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    before = (shown.window.windowTitle(), tabs(shown), shown.page.toPlainText())
    shown.main.open_handed_over(Start(link=ThreadRef(UNKNOWN, "test:1")))
    message = failure_of(shown)
    assert UNKNOWN in message
    assert "Open it once" in message
    assert (shown.window.windowTitle(), tabs(shown), shown.page.toPlainText()) == before


def test_a_link_at_start_to_an_archive_that_is_not_here_opens_the_usual_one(
    open_window: Open, archive_file: Path
) -> None:
    open_window(archive_file).window.close()
    shown = open_window(None, link=ThreadRef(UNKNOWN, "test:1"))
    assert UNKNOWN in failure_of(shown)
    assert shown.count == "4 threads"


def test_a_link_to_a_thread_that_is_not_there_says_so_and_changes_nothing(
    open_window: Open, archive_file: Path
) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    before = (tabs(shown), shown.page.toPlainText())
    shown.main.open_handed_over(Start(link=ThreadRef(archive_id(shown), "test:99")))
    assert "no thread test:99" in failure_of(shown)
    assert (tabs(shown), shown.page.toPlainText()) == before


def test_another_archive_in_the_place_of_the_one_that_was_open_is_not_taken_for_it(
    open_window: Open, archive_file: Path, archive_of: ArchiveOf
) -> None:
    place = archive_of([TREMOR])
    shown = open_window(place)
    link = ThreadRef(archive_id(shown), TREMOR.id)
    shown.window.close()
    shutil.copy(archive_file, place)
    shown = open_window(archive_file)
    shown.main.open_handed_over(Start(link=link))
    assert "none of those that were open here" in failure_of(shown)


def test_a_second_start_hands_a_link_over(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "data")
    assert first.claim()
    first.listen()
    link = ThreadRef(UNKNOWN, "test:1")
    with qtbot.waitSignal(first.handed_over) as taken:
        assert SingleInstance(tmp_path / "data").hand_over(Start(link=link))
    assert taken.args == [Start(link=link)]
    first.close()


@pytest.mark.parametrize(
    "hostile",
    [
        "qa-reader://", "qa-reader:--search=x", "QA-READER:///etc/passwd", "qa-reader://archive/../../x",
        f"qa-reader://{UNKNOWN}/a%00b", f"qa-reader://{UNKNOWN}/a?b",
    ],
)  # fmt: skip
def test_a_hostile_link_opens_nothing(hostile: str, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "qa_reader", "--data-dir", str(tmp_path / "data"), hostile]
    ended = subprocess.run(
        command, env=environment, timeout=60, check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert ended.returncode == 2
    assert "not a link to a thread" in ended.stderr
    assert not (tmp_path / "data").exists()
