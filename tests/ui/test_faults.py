"""What goes wrong again and again is said once, and what somebody asked for each time."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from qa_reader import resources
from qa_reader.archive import UserDatabase
from qa_reader.errors import NotFoundError
from qa_reader.model import PAGE, ArchiveInfo, HitPage, Query, Thread
from qa_reader.ui.holding import Holding
from qa_reader.ui.models.department_tree import DepartmentTreeModel
from qa_reader.ui.page import Page
from qa_reader.ui.panes.department_tree import DepartmentTree
from tests.ui.conftest import Window
from tests.ui.test_main_window import Open, click
from tests.ui.threads import many


def read_all(shown: Window) -> None:
    """Open each thread of the list, and write down at once where one is."""
    for row in range(len(shown.titles())):
        with shown.bot.waitSignal(shown.session.thread_opened):
            click(shown.questions, shown.questions.model().index(row, 0))
        shown.session.memory.write()
        written: list[bool] = []
        shown.session.ask_library(lambda _library: True, written.append)
        shown.wait_for(lambda done=written: bool(done))  # type: ignore[misc]
    for box in shown.window.findChildren(QMessageBox):
        box.close()


def test_that_nothing_can_be_written_down_is_said_once(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    shown = open_window(archive_file)
    shutil.rmtree(tmp_path / "data")
    (tmp_path / "data").write_text("no folder")
    said: list[str] = []
    shown.session.failed.connect(said.append)
    read_all(shown)
    assert len(said) == len(set(said)) > 0


def test_what_cannot_be_kept_is_said_whenever_it_is_asked_for(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "data" / "user.sqlite3"
    UserDatabase(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    shown = open_window(archive_file)
    said: list[str] = []
    shown.session.failed.connect(said.append)
    read_all(shown)
    # once at the most: when the archive came it may have been said before this test could listen
    assert len([text for text in said if "nothing can be kept" in text]) <= 1
    for _ in range(2):
        with shown.bot.waitSignal(shown.session.failed):
            shown.do("toggle_bookmark")
    for box in shown.window.findChildren(QMessageBox):
        box.close()


@pytest.mark.skipif(resources.bundled_archive() is None, reason="no sample archive was built")
def test_what_was_opened_in_the_place_of_a_broken_archive_is_said(open_window: Open, tmp_path: Path) -> None:
    broken = tmp_path / "broken.qarchive"
    broken.write_bytes(b"no archive")
    shown = open_window(broken, wait=False)
    with shown.bot.waitSignal(shown.session.failed, timeout=20_000) as failed:
        pass
    assert "broken.qarchive" in failed.args[0]
    assert "sample archive was opened in its place" in failed.args[0]
    shown.wait_for(lambda: bool(shown.titles()))
    for box in shown.window.findChildren(QMessageBox):
        box.close()


class _Broken(Exception):
    """What a test lets happen."""


def _break(*_given: object) -> None:
    raise _Broken


def test_places_can_be_chosen_after_they_could_not_be_shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = DepartmentTree()
    qtbot.addWidget(tree)
    monkeypatch.setattr(DepartmentTreeModel, "show_archive", _break)
    with pytest.raises(_Broken):
        tree.show_archive(ArchiveInfo("x", "An archive", "", 0))
    assert not tree.selectionModel().signalsBlocked()


def test_a_page_follows_scrolling_after_it_could_not_be_laid_out(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    page = Page(around)
    page.resize(300, 100)
    around.show()
    with monkeypatch.context() as broken:
        broken.setattr(Page, "_set_column", _break)
        with pytest.raises(_Broken):
            page.show_html("<p>word</p>" * 100, "thread", 0)
    page.show_html("<p>word</p>" * 100, "thread", 0)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    assert page.position > 0


def test_a_page_that_cannot_be_fetched_is_told_of_when_its_rows_are_seen(
    open_window: Open, archive_of: Callable[[list[Thread]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_window(archive_of(many(100)))
    asked: list[int] = []
    said: list[str] = []
    shown.session.failed.connect(said.append)
    shown.session.page_missed.connect(asked.append)

    def broken(_held: Holding, _query: Query, number: int) -> HitPage:
        raise NotFoundError(f"page {number} cannot be read")

    monkeypatch.setattr(Holding, "page", broken)
    row = shown.questions.visualRect(shown.questions.model().index(0, 0)).height()
    bar = shown.questions.verticalScrollBar()
    bar.setValue(PAGE * row - shown.questions.viewport().height())  # seen down to the end of the first page
    shown.wait_for(lambda: asked == [1])
    assert said == []
    bar.setValue(bar.value() + row)
    shown.wait_for(lambda: asked == [1, 1])
    assert said == ["page 1 cannot be read"]
