"""Private reading leaves nothing on the disk, and one key closes everything."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from qa_reader import paths
from qa_reader.archive import UserDatabase
from qa_reader.model import Thread, ThreadRef
from qa_reader.settings import Settings, load
from qa_reader.ui.models.hit_list import READ_ROLE
from qa_reader.ui.start import Start
from tests.ui.conftest import Window
from tests.ui.test_choosing import click
from tests.ui.threads import EYELID, KNEE, SHAKING, THREADS, TREMOR

Open = Callable[..., Window]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and what is in it; but the daily copies of what was kept before."""
    found = (file for file in folder.rglob("*") if file.is_file() and file.parent.name != "backups")
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


def settle(shown: Window) -> None:
    """Wait until all that was begun is done, and what is written with a pause is written."""
    shown.bot.wait(900)
    done: list[int] = []
    shown.session.keeper.ask(lambda _keeping: 1, done.append)
    shown.wait_for(lambda: bool(done))


def read(shown: Window, thread: Thread) -> None:
    with shown.bot.waitSignal(shown.session.thread_opened):
        shown.session.read(ThreadRef(shown.session.archive.id, thread.id))  # type: ignore[union-attr]


def search(shown: Window, text: str) -> None:
    shown.search.setText(text)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.search, Qt.Key.Key_Return)


def toggle(shown: Window) -> None:
    QTest.keyClick(shown.window, Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.AltModifier)


@pytest.fixture
def before(open_window: Open, archive_file: Path, tmp_path: Path) -> Window:
    """A window in which something was read, searched for and kept before."""
    shown = open_window(archive_file)
    read(shown, TREMOR)
    search(shown, "tremble")
    shown.session.keeper.do(
        lambda keeping: keeping.add_bookmark(ThreadRef(shown.session.archive.id, TREMOR.id))  # type: ignore[union-attr]
    )
    settle(shown)
    return shown


def test_private_reading_is_shown_unmistakably_and_ends_where_it_began(before: Window) -> None:
    shown = before
    line = shown.child(QWidget, "privateLine")
    assert not line.isVisible()
    toggle(shown)
    assert line.isVisible()
    assert "Private reading" in shown.child(QLabel, "privateText").text()
    assert shown.window.windowTitle() == "Small archive – QA Reader (private)"
    read(shown, KNEE)
    search(shown, "shaking")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.child(QPushButton, "leavePrivate").click()
    assert not line.isVisible()
    assert shown.window.windowTitle() == "Small archive – QA Reader"
    assert shown.search.text() == "tremble"
    assert [tab.title for tab in shown.session.navigation.tabs.open] == [TREMOR.title]
    assert KNEE.title not in {read.title for read in shown.session.reads.last}
    assert not shown.session.navigation.can_go_back


def test_nothing_that_is_done_in_private_changes_a_file(before: Window, tmp_path: Path) -> None:
    shown = before
    toggle(shown)
    settle(shown)
    there = files(tmp_path / "data")
    read(shown, KNEE)
    shown.page.verticalScrollBar().setValue(50)
    search(shown, "shaking")
    click(shown, 0)
    shown.session.navigation.read_later(ThreadRef(shown.session.archive.id, EYELID.id), "")  # type: ignore[union-attr]
    shown.do("enlarge_text")
    shown.window.resize(900, 700)
    with shown.bot.waitSignal(shown.session.archive_opened):
        shown.session.open_archive(Path(shown.session.archive.path))  # type: ignore[union-attr]
    shown.session.open_more(Start(search="eyelid"))
    settle(shown)
    assert files(tmp_path / "data") == there
    # what was read is marked as long as it lasts
    shown.search.setText("")
    search(shown, "knee")
    assert shown.questions.model().index(0, 0).data(READ_ROLE) is True
    shown.window.close()
    assert files(tmp_path / "data") == there


def test_a_thread_opened_in_private_is_nowhere_after_it(before: Window, tmp_path: Path) -> None:
    toggle(before)
    read(before, KNEE)
    search(before, "stairs")
    toggle(before)
    settle(before)
    before.window.close()
    for name, content in files(tmp_path / "data").items():
        assert KNEE.id.encode() not in content or name.endswith(".index"), name
        assert b"stairs" not in content, name


def test_in_private_nothing_can_be_written_and_the_window_says_so(before: Window) -> None:
    toggle(before)
    field = before.child(QPlainTextEdit, "noteField")
    QTest.keyClicks(field, "secret")
    assert field.toPlainText() == ""
    assert field.isReadOnly()
    with before.bot.waitSignal(before.session.failed, check_params_cb=lambda text: "Private reading keeps" in text):
        before.do("toggle_bookmark")
    for box in before.window.findChildren(QWidget, "failure"):
        box.close()
    before.do("toggle_private")
    assert not field.isReadOnly()


def test_a_start_in_private_shows_nothing_of_the_last_time_and_leaves_nothing(
    before: Window, open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    before.window.close()
    there = files(tmp_path / "data")
    shown = open_window(archive_file, wait=False, private=True)
    shown.wait_for(lambda: shown.session.archive is not None and bool(shown.titles()))
    assert shown.child(QWidget, "privateLine").isVisible()
    assert shown.search.text() == ""
    assert [tab.ref for tab in shown.session.navigation.tabs.open] == [None]
    read(shown, SHAKING)
    settle(shown)
    shown.window.close()
    assert files(tmp_path / "data") == there


def test_a_second_start_in_private_makes_the_open_window_private(before: Window) -> None:
    before.main.open_handed_over(Start(search="eyelid", private=True))
    assert before.session.keeper.private
    assert before.child(QWidget, "privateLine").isVisible()


# ---------------------------------------------------------------- the key that closes all


def test_one_key_closes_everything_and_leaves_nothing_of_a_private_session(before: Window, tmp_path: Path) -> None:
    toggle(before)
    settle(before)
    there = files(tmp_path / "data")
    read(before, KNEE)
    QGuiApplication.clipboard().setText("something secret")
    before.do("show_backups")
    QTest.keyClick(before.window, Qt.Key.Key_X, CTRL | SHIFT)
    assert not before.window.isVisible()
    assert QGuiApplication.clipboard().text() == ""
    assert files(tmp_path / "data") == there


def test_the_same_key_leaves_nothing_of_what_was_read_since_the_start_and_all_that_was_kept(
    before: Window, open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    before.window.close()
    shown = open_window(archive_file)
    where = paths.default(tmp_path / "data")
    read(shown, KNEE)
    search(shown, "stairs")
    click(shown, 0)
    QTest.keyClicks(shown.child(QPlainTextEdit, "noteField"), "Kept on purpose")
    settle(shown)
    shown.do("panic")
    assert not shown.window.isVisible()
    with closing(UserDatabase(where.user_database)) as user:
        visited = {visit.title for day in user.history.days() for visit in day.visits if visit.ref}
        assert visited == {TREMOR.title}
        assert {ref.thread for ref in user.marks.read()} == {TREMOR.id}
        assert [note.text for note in user.marks.notes()] == ["Kept on purpose"]
        assert [one.title for one in user.shelf.bookmarks()] == [TREMOR.title]
    assert b"stairs" not in where.state_file.read_bytes()
    assert isinstance(load(where.settings_file), Settings)
    assert len(THREADS) == 4
