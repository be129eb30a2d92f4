"""Start: what was open comes back, one window for each data folder, and nothing that is broken stops the program."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QTabBar
from pytestqt.qtbot import QtBot

from qa_reader import citing, resources
from qa_reader.archive import UserDatabase
from qa_reader.ui import single_instance
from qa_reader.ui.session import Session
from qa_reader.ui.single_instance import SingleInstance
from qa_reader.ui.start import LINK, Start
from tests.ui.conftest import Window
from tests.ui.test_main_window import Open, open_first
from tests.ui.test_tabs import tabs, three_tabs
from tests.ui.threads import KNEE, SHAKING, TREMOR

CTRL = Qt.KeyboardModifier.ControlModifier


def told(shown: Window) -> str:
    """What the box says that told of a failure; it is closed."""
    box = shown.child(QMessageBox, "failure")
    text = box.informativeText()

    def in_front() -> bool:
        """Whether the window is; one fault may bring about another, that is told a moment later."""
        for other in shown.window.findChildren(QMessageBox, "failure"):
            other.close()
        shown.window.activateWindow()  # off screen nobody else does
        return bool(shown.window.isActiveWindow())

    shown.wait_for(in_front)
    return text


# ---------------------------------------------------------------- what was open


def test_tabs_and_query_come_back(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    three_tabs(shown)
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.keyClick(shown.window, Qt.Key.Key_Tab, CTRL)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClicks(shown.search, "knee")
    shown.window.close()
    again = open_window(None)
    assert again.search.text() == "knee"
    assert again.titles() == [KNEE.title]
    assert tabs(again) == [SHAKING.title, TREMOR.title, KNEE.title]
    again.wait_for(lambda: "My fingers" in again.page.toPlainText())


def test_what_is_open_is_written_without_closing(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    shown = open_window(archive_file, search="tremble")
    open_first(shown)
    file = tmp_path / "data" / "state.json"
    shown.wait_for(lambda: file.exists() and "test:1" in file.read_text())
    visit = next(iter(json.loads(file.read_text())["visits"].values()))
    assert visit["query"]["text"] == "tremble"
    shown.bot.wait(900)
    stored = file.stat().st_mtime_ns
    shown.window.close()
    assert file.stat().st_mtime_ns == stored


def test_arguments_win_over_what_was_open(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="tremble")
    open_first(shown)
    shown.window.close()
    again = open_window(archive_file, search="knee", thread="test:2")
    assert again.search.text() == "knee"
    again.wait_for(lambda: "Whenever my boss" in again.page.toPlainText())
    assert tabs(again) == [TREMOR.title, SHAKING.title]


def test_a_thread_that_is_gone_is_said_once_and_not_at_every_start(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    shown.window.close()
    file = tmp_path / "data" / "state.json"
    file.write_text(file.read_text().replace("test:2", "test:404"))
    again = open_window(archive_file)
    again.wait_for(lambda: again.window.findChild(QMessageBox, "failure") is not None)
    assert "test:404" in told(again)
    again.window.close()
    third = open_window(archive_file)
    third.bot.wait(50)
    assert not third.window.findChildren(QMessageBox)


def test_the_list_is_there_before_the_archive_and_what_is_clicked_in_it_is_opened(
    open_window: Open, begin_window: Open, archive_file: Path
) -> None:
    open_window(archive_file).window.close()
    again = begin_window(archive_file)
    early: list[object] = []

    def click() -> None:
        early.extend((again.window.findChild(Session), again.titles()[0], again.count))
        place = again.questions.visualRect(again.questions.model().index(1, 0)).center()
        QTest.mouseClick(again.questions.viewport(), Qt.MouseButton.LeftButton, pos=place)

    again.furnishing.recalled.connect(click)
    said = TREMOR.question.splitlines()[0]
    again.wait_for(lambda: again.is_ready and said in again.page.toPlainText())
    assert early == [None, SHAKING.title, "4 threads"]
    assert again.session.archive is not None
    assert again.questions.currentIndex().data() == TREMOR.title


def test_what_is_typed_before_the_archive_is_open_is_searched_for(
    open_window: Open, begin_window: Open, archive_file: Path
) -> None:
    open_window(archive_file).window.close()
    again = begin_window(archive_file)

    def type_knee() -> None:
        assert not again.is_ready
        QTest.keyClicks(again.search, "knee")
        QTest.keyClick(again.search, Qt.Key.Key_Return)

    again.furnishing.recalled.connect(type_knee)
    again.wait_for(lambda: again.titles() == [KNEE.title])
    assert again.search.text() == "knee"


def test_the_list_of_last_time_says_what_was_searched_for(
    open_window: Open, begin_window: Open, archive_file: Path
) -> None:
    before = open_window(archive_file, search="tremble")
    open_first(before)
    before.window.close()
    again = begin_window(archive_file)
    said: list[str] = []
    again.furnishing.recalled.connect(lambda _page: said.append(again.search.text()))
    question = TREMOR.question.splitlines()[0]
    again.wait_for(lambda: again.is_ready and question in again.page.toPlainText())  # which was open
    again.bot.wait(200)
    assert said == ["tremble"]
    assert question in again.page.toPlainText()


def test_a_search_that_is_given_is_not_preceded_by_the_last_list(
    open_window: Open, begin_window: Open, archive_file: Path
) -> None:
    open_window(archive_file).window.close()
    again = begin_window(archive_file, search="knee")
    with again.bot.assertNotEmitted(again.furnishing.recalled):
        again.wait_for(lambda: again.is_ready and again.titles() == [KNEE.title])


def test_the_tree_is_there_before_what_searches_and_what_is_unfolded_in_it_stays(
    open_window: Open, archive_file: Path
) -> None:
    shown = open_window(archive_file, wait=False)
    early: list[object] = []

    def look(_info: object) -> None:
        early.extend((shown.session.archive, shown.window.windowTitle()))
        shown.tree.expand(shown.node("眼科"))

    shown.session.archive_seen.connect(look)
    shown.wait_for(lambda: shown.session.archive is not None and bool(shown.titles()))
    assert early[0] is None
    assert early[1] == shown.window.windowTitle()
    assert shown.tree.isExpanded(shown.node("眼科"))


def test_a_department_that_is_clicked_before_the_archive_is_open_is_asked_for(
    open_window: Open, archive_file: Path
) -> None:
    shown = open_window(archive_file, wait=False)

    def click(_info: object) -> None:
        assert shown.session.archive is None
        place = shown.tree.visualRect(shown.node("Orthopedics")).center()
        QTest.mouseClick(shown.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    shown.session.archive_seen.connect(click)
    shown.wait_for(lambda: shown.titles() == [KNEE.title])


# ---------------------------------------------------------------- what is broken


@pytest.fixture
def broken(archive_file: Path, tmp_path: Path) -> Path:
    """An archive of which only what it says of itself can be read."""
    file = tmp_path / "broken.qarchive"
    file.write_bytes(archive_file.read_bytes())
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE thread SET body = x'00'")
        connection.execute("DELETE FROM blob")
    return file


def test_what_is_clicked_of_an_archive_that_cannot_be_opened_is_not_asked_of_another(
    open_window: Open, broken: Path, archive_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "bundled_archive", lambda: archive_file)
    shown = open_window(broken, wait=False)

    def click(_info: object) -> None:
        place = shown.tree.visualRect(shown.node("Orthopedics")).center()
        QTest.mouseClick(shown.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    shown.session.archive_seen.connect(click)
    with shown.bot.waitSignal(shown.session.hits_replaced, timeout=20_000):
        pass
    assert "opened in its place" in told(shown)
    assert shown.count == "4 threads"


def test_nothing_is_shown_of_an_archive_that_cannot_be_opened(
    open_window: Open, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "bundled_archive", lambda: None)
    shown = open_window(broken, wait=False)
    with shown.bot.waitSignals([shown.session.archive_seen, shown.session.failed], timeout=20_000):
        pass
    assert "broken.qarchive" in told(shown)
    assert "No archive is open" in shown.empty_state.text()
    assert shown.window.windowTitle() == "QA Reader"
    labels = [shown.tree.model().index(row, 0).data() for row in range(shown.tree.model().rowCount())]
    assert "Neurology" not in labels
    assert "Bookmarks" in labels


def test_a_damaged_state_file_is_set_aside_and_said(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "state.json").write_text("{ no JSON")
    shown = open_window(archive_file)
    assert "set aside as state.json.damaged" in told(shown)
    assert shown.count == "4 threads"


@pytest.mark.parametrize("content", [b"no database at all" * 100, None])
def test_a_damaged_user_database_is_set_aside_and_a_new_one_begun(
    open_window: Open, archive_file: Path, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "data" / "user.sqlite3"
    file.parent.mkdir()
    if content is None:  # a good one whose pages were overwritten
        UserDatabase(file).close()
        content = file.read_bytes()[:4096] + b"\xff" * 4096
    file.write_bytes(content)
    (tmp_path / "data" / "user.sqlite3-journal").write_bytes(b"half a change of the old file")
    shown = open_window(archive_file)
    said = told(shown)
    assert "user.sqlite3" in said
    assert "set aside as user.sqlite3.damaged" in said
    assert (tmp_path / "data" / "user.sqlite3.damaged").read_bytes() == content
    open_first(shown)
    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        QTest.keyClick(shown.window, Qt.Key.Key_D, CTRL)
    assert shown.node("Bookmarks", SHAKING.title).isValid()


def test_a_user_database_of_a_newer_version_is_left_alone(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "data" / "user.sqlite3"
    UserDatabase(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    content = file.read_bytes()
    shown = open_window(archive_file)
    assert "newer version" in told(shown)
    assert file.read_bytes() == content
    assert shown.count == "4 threads"


# ---------------------------------------------------------------- one instance


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[SingleInstance]:
    """The first on the test's data folder."""
    made = SingleInstance(tmp_path / "data")
    assert made.claim()
    yield made
    made.close()


def test_a_second_start_hands_its_arguments_over(first: SingleInstance, qtbot: QtBot, tmp_path: Path) -> None:
    first.listen()
    second = SingleInstance(tmp_path / "data")
    assert not second.claim()
    with qtbot.waitSignal(first.handed_over) as taken:
        assert second.hand_over(Start(Path("some.qarchive"), "test:1", "頭痛"))
    assert taken.args == [Start(Path.cwd() / "some.qarchive", "test:1", "頭痛")]
    other = SingleInstance(tmp_path / "other")
    assert other.claim()
    other.close()


def test_a_second_start_waits_for_a_first_that_does_not_listen_yet(
    first: SingleInstance, qtbot: QtBot, tmp_path: Path
) -> None:
    later = threading.Timer(0.3, first.listen)
    later.start()
    with qtbot.waitSignal(first.handed_over):
        assert SingleInstance(tmp_path / "data").hand_over(Start())
    later.join()


def test_a_first_that_does_not_answer_does_not_keep_the_second_away(
    first: SingleInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_WAIT_S", 0.2)
    second = SingleInstance(tmp_path / "data")
    assert not second.claim()
    assert not second.hand_over(Start())


def test_after_the_first_ends_another_can_be_first(first: SingleInstance, tmp_path: Path) -> None:
    first.listen()
    first.close()
    second = SingleInstance(tmp_path / "data")
    assert second.claim()
    second.close()


@pytest.mark.skipif(sys.platform == "win32", reason="speaks to the socket directly")
@pytest.mark.parametrize("words", [b"", b"\x00", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x02[]", b"\x00\x00\x00\x05{nope"])
def test_nonsense_spoken_to_the_first_is_not_taken(
    first: SingleInstance, qtbot: QtBot, tmp_path: Path, words: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_WAIT_S", 0.5)
    first.listen()
    address = single_instance._address(tmp_path / "data")
    qtbot.waitUntil(lambda: Path(address).exists())
    with socket.socket(socket.AF_UNIX) as stranger:
        qtbot.waitUntil(lambda: stranger.connect_ex(address) == 0)
        stranger.sendall(words)
    monkeypatch.setattr(single_instance, "_WAIT_S", 3.0)
    with qtbot.waitSignal(first.handed_over) as taken:
        assert SingleInstance(tmp_path / "data").hand_over(Start(search="x"))
    assert taken.args == [Start(search="x")]


def test_a_folder_that_cannot_be_written_has_no_first(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    one = SingleInstance(tmp_path / "data")
    assert one.claim()
    one.listen()
    one.close()


def test_what_is_handed_over_opens_in_the_first_window(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    with shown.bot.waitSignals([shown.session.hits_replaced, shown.session.thread_opened]):
        shown.main.open_handed_over(Start(None, "test:4", "knee"))
    assert shown.search.text() == "knee"
    assert tabs(shown) == [SHAKING.title, KNEE.title]
    assert "It clicks" in shown.page.toPlainText()
    assert shown.child(QTabBar, "readingTabs").isVisible()


@pytest.mark.skipif(sys.platform == "win32", reason="ends processes by signals")
def test_two_programs_are_one_window_and_a_killed_one_leaves_no_lock(archive_file: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qa_reader", "--data-dir", str(tmp_path / "data")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"}

    def started() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*command, str(archive_file)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def is_open() -> bool:
        return SingleInstance(tmp_path / "data").hand_over(Start())

    def until(condition: object) -> None:
        end = time.monotonic() + 30
        while not condition():  # type: ignore[operator]
            assert time.monotonic() < end
            time.sleep(0.05)

    one = started()
    try:
        until(lambda: (tmp_path / "data" / "state.json").exists() or (tmp_path / "data" / "user.sqlite3").exists())
        second = subprocess.run([*command, "--search", "knee"], env=environment, timeout=30, check=False)
        assert second.returncode == 0
        state = tmp_path / "data" / "state.json"
        until(lambda: state.exists() and "knee" in state.read_text())
    finally:
        one.kill()
        one.wait()
    two = started()
    try:
        until(is_open)
        assert two.poll() is None
    finally:
        two.kill()
        two.wait()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt keeps its own settings in no file there")
def test_what_qt_itself_remembers_is_in_the_named_folder_too(tmp_path: Path) -> None:
    program = (
        "import sys; from PySide6.QtCore import QSettings\n"
        "from qa_reader import app\n"
        "def look():\n"
        "    kept = QSettings(QSettings.Scope.UserScope, 'QtProject')\n"
        "    kept.setValue('FileDialog/history', 'x'); kept.sync()\n"
        "    sys.exit(0)\n"
        "app.Frame = lambda _known: look()\n"
        "app.main(['--data-dir', sys.argv[1]])\n"
    )
    data = tmp_path / "data"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path / "home")}
    subprocess.run([sys.executable, "-c", program, str(data)], env=environment, check=True, timeout=60)
    assert (data / "QtProject.conf").is_file()
    assert not (tmp_path / "home").exists()


def test_typing_and_clicking_before_the_archive_is_open_both_count(
    open_window: Open, begin_window: Open, archive_file: Path
) -> None:
    open_window(archive_file).window.close()
    again = begin_window(archive_file)

    def click_and_type() -> None:
        place = again.questions.visualRect(again.questions.model().index(1, 0)).center()
        QTest.mouseClick(again.questions.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.keyClicks(again.search, "knee")

    again.furnishing.recalled.connect(click_and_type)
    said = TREMOR.question.splitlines()[0]
    again.wait_for(lambda: again.is_ready and again.titles() == [KNEE.title] and said in again.page.toPlainText())
    assert again.search.text() == "knee"


def test_going_to_the_list_by_tab_before_the_archive_is_open_opens_nothing(
    open_window: Open, begin_window: Open, archive_file: Path
) -> None:
    open_window(archive_file).window.close()
    again = begin_window(archive_file)
    again.furnishing.recalled.connect(lambda _page: again.questions.setFocus(Qt.FocusReason.TabFocusReason))
    again.wait_for(lambda: again.is_ready and again.session.archive is not None)
    again.bot.wait(200)
    assert again.session.navigation.shown is None


def test_a_link_is_known_by_its_scheme() -> None:
    assert f"{citing.SCHEME}:" == LINK
