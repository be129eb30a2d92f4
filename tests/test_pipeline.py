"""The whole way: saved page → archive → search → window → reply pane → bookmark → restart → bookmark still there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qa_reader import importing
from tests.ui.conftest import Window, archive_file, open_window  # noqa: F401 - fixtures

PAGE = Path(__file__).parent / "data" / "pages" / "english.txt"
TITLE = "Ringing Ears After a Concert - Will It Stop?"


def test_a_saved_page_becomes_a_bookmark_that_survives_a_restart(
    open_window: Callable[..., Window],  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    report = importing.build([PAGE], tmp_path / "one.qarchive")
    assert (report.read, report.added, report.skipped) == (1, 1, ())

    shown = open_window(tmp_path / "one.qarchive")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClicks(shown.search, "whistle concert")
    assert shown.titles() == [TITLE]

    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.keyClick(shown.search, Qt.Key.Key_Down)
    text = shown.page.toPlainText()
    for part in ("a loud concert on Saturday", "fades within two or three days", "More info", "Tamsin Birch"):
        assert part in text

    with shown.bot.waitSignal(shown.session.bookmarks_changed):
        QTest.keyClick(shown.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    shown.window.close()

    again = open_window(None)
    again.wait_for(lambda: again.tree.model().rowCount(again.node("Bookmarks")) == 1)
    assert again.node("Bookmarks", TITLE).isValid()
    again.wait_for(lambda: "fades within two or three days" in again.page.toPlainText())  # it was open when it closed
    with again.bot.waitSignal(again.session.hits_replaced):
        QTest.keyClick(again.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert again.titles() == [TITLE]
    with again.bot.waitSignal(again.session.thread_opened):
        again.questions.setFocus()
        QTest.keyClick(again.questions, Qt.Key.Key_J)
    assert "fades within two or three days" in again.page.toPlainText()
