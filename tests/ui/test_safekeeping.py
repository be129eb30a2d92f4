"""Backups are restored, what is kept is cleared, exported and imported, each by its dialog."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFileDialog, QMessageBox, QPushButton, QTreeView

from qa_reader.archive import Archive, UserDatabase
from qa_reader.model import ThreadRef
from tests.kept import fill
from tests.ui.conftest import Window
from tests.ui.test_bookmarking import dialog, labels
from tests.ui.test_choosing import click
from tests.ui.threads import KNEE, TREMOR

Open = Callable[..., Window]


@pytest.fixture
def shown(open_window: Open, archive_file: Path, tmp_path: Path) -> Iterator[Window]:
    """A window over a database that has a backup of the day before, in which a bookmark is that is gone now."""
    file = tmp_path / "data" / "user.sqlite3"
    with closing(Archive(archive_file)) as archive:
        ref = ThreadRef(archive.id, KNEE.id)
    with closing(UserDatabase(file)) as user:
        fill(user)
        user.add_bookmark(ref, KNEE.title, "Orthopedics")
        user.back_up(date(2026, 11, 1))
        user.remove_bookmark(ref)
        user.marks.set_note(user.threads.known()[0], "Written after the backup.")
    made = open_window(archive_file)
    made.wait_for(lambda: bool(made.session.keeper.collection.bookmarks))
    yield made
    for one in made.window.findChildren(QDialog):
        one.close()


def open_dialogs(shown: Window, name: str) -> list[QDialog]:
    return [one for one in shown.window.findChildren(QDialog, name) if one.isVisible()]


def press(parent: QDialog, name: str) -> None:
    button = parent.findChild(QPushButton, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_backup_is_restored_and_what_was_there_becomes_one(shown: Window) -> None:
    assert KNEE.title not in labels(shown, "Bookmarks")
    shown.do("show_backups")
    asked = dialog(shown, "backups")
    table = asked.findChild(QTreeView, "backupTable")
    assert table is not None
    texts = [str(table.model().index(row, 1).data()) for row in range(table.model().rowCount())]
    row = next(place for place, text in enumerate(texts) if text.startswith("5 bookmarks"))
    table.setCurrentIndex(table.model().index(row, 0))
    press(asked, "restoreBackup")
    question = shown.child(QMessageBox, "askRestore")
    assert "5 bookmarks" in question.text()
    assert "backed up first" in question.text()
    press(question, "goOn")
    shown.wait_for(lambda: KNEE.title in labels(shown, "Bookmarks"))
    assert not any(note.text.startswith("Written after") for note in shown.session.keeper.collection.notes)
    # and back again
    shown.do("show_backups")
    shown.wait_for(lambda: bool(open_dialogs(shown, "backups")))
    (found,) = open_dialogs(shown, "backups")
    view = found.findChild(QTreeView, "backupTable")
    assert view is not None
    view.setCurrentIndex(view.model().index(0, 0))
    press(found, "restoreBackup")
    press(open_dialogs(shown, "askRestore")[0], "goOn")
    shown.wait_for(lambda: KNEE.title not in labels(shown, "Bookmarks"))
    assert any(note.text.startswith("Written after") for note in shown.session.keeper.collection.notes)


def test_clearing_says_what_will_be_gone_and_removes_no_more(shown: Window, tmp_path: Path) -> None:
    with shown.bot.waitSignal(shown.session.keeper.changed):
        click(shown, 0)
    shown.do("clear_kept")
    asked = dialog(shown, "clearing")
    since = asked.findChild(QComboBox, "clearSince")
    assert since is not None
    since.setCurrentIndex(since.count() - 1)
    button = asked.findChild(QPushButton, "clearNow")
    assert button is not None
    shown.wait_for(lambda: button.text() == "Clear 2 read marks, 3 lines of the history")
    notes = asked.findChild(QCheckBox, "clear.notes")
    assert notes is not None
    assert notes.text() == "My notes (2)"
    notes.setChecked(True)
    assert button.text() == "Clear 2 notes, 2 read marks, 3 lines of the history"
    press(asked, "clearNow")
    shown.wait_for(lambda: not shown.session.keeper.collection.history)
    kept = shown.session.keeper.collection
    assert (kept.notes, kept.read) == ((), frozenset())
    assert len(kept.bookmarks) == 4
    assert len(kept.highlights) == 1
    assert labels(shown, "History") == []
    for file in (tmp_path / "data").rglob("*.sqlite3"):
        assert b"Mother had this too." not in file.read_bytes(), file


def test_only_what_is_younger_is_cleared(shown: Window) -> None:
    shown.do("clear_kept")
    asked = dialog(shown, "clearing")
    since = asked.findChild(QComboBox, "clearSince")
    assert since is not None
    assert since.currentText() == "Of the last hour"
    assert asked.findChild(QPushButton, "clearNow").text() == "Nothing to clear"  # type: ignore[union-attr]
    asked.close()
    assert shown.session.keeper.collection.history


def test_everything_goes_into_a_file_and_comes_back_with_a_report(shown: Window, tmp_path: Path) -> None:
    target = tmp_path / "all.json"
    shown.do("export_kept")
    chooser = shown.child(QFileDialog, "exportKept")
    chooser.fileSelected.emit(str(target))
    chooser.close()
    shown.wait_for(target.exists)
    assert json.loads(target.read_text(encoding="utf-8"))["format"] == "qa-reader-kept/1"
    before = shown.session.keeper.collection
    refs = [one.ref for one in before.bookmarks]
    shown.session.keeper.do(lambda keeping: keeping.shelf.remove(refs))
    shown.wait_for(lambda: not shown.session.keeper.collection.bookmarks)
    shown.do("import_kept")
    opener = shown.child(QFileDialog, "importKept")
    opener.fileSelected.emit(str(target))
    opener.close()
    shown.wait_for(lambda: shown.window.findChild(QMessageBox, "merged") is not None)
    told = shown.child(QMessageBox, "merged").text()
    assert "New: 4 bookmarks" in told
    assert "There already: 2 folders" in told
    assert {one.ref for one in shown.session.keeper.collection.bookmarks} == set(refs)


def test_bookmarks_go_into_a_file_for_browsers(shown: Window, tmp_path: Path) -> None:
    target = tmp_path / "bookmarks.html"
    shown.do("export_bookmarks")
    chooser = shown.child(QFileDialog, "exportKept")
    chooser.fileSelected.emit(str(target))
    chooser.close()
    shown.wait_for(target.exists)
    text = target.read_text(encoding="utf-8")
    assert "<H3" in text
    assert "眼科" in text
    assert TREMOR.title not in text


def test_a_file_that_is_none_is_refused_and_nothing_changes(shown: Window, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")
    before = shown.session.keeper.collection
    shown.do("import_kept")
    opener = shown.child(QFileDialog, "importKept")
    with shown.bot.waitSignal(shown.session.failed, check_params_cb=lambda text: "wrong.json" in text):
        opener.fileSelected.emit(str(wrong))
    opener.close()
    assert shown.session.keeper.collection == before
