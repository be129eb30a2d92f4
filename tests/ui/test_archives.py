"""Files that are dropped on the window: an archive opens, of others one is built."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFileDialog, QPlainTextEdit, QWidget

from qa_reader import importing
from tests.ui.test_main_window import Open, open_first
from tests.ui.threads import KNEE, SHAKING, written

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction


@pytest.fixture
def other_file(tmp_path: Path) -> Path:
    target = tmp_path / "knees & more.qarchive"
    importing.build([written(tmp_path / "other.jsonl", [KNEE])], target, importing.Options(title="Knees"))
    return target


def drop(target: QWidget, *files: Path) -> bool:
    """Let files fall on a widget, as from a file manager; whether it, or what it is in, takes them."""
    # with their names, as file managers do, for editors
    return let_fall(target, [QUrl.fromLocalFile(str(file)) for file in files], " ".join(map(str, files)))


def let_fall(target: QWidget, urls: list[QUrl], text: str) -> bool:
    """Let something fall on a widget; whether it, or what it is in, takes it."""
    carried = QMimeData()
    if urls:
        carried.setUrls(urls)
    carried.setText(text)
    where = target.rect().center()
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    over = QDragEnterEvent(where, COPY | MOVE, carried, buttons, keys)
    over.setDropAction(MOVE)  # as with Shift: what takes it so lets its source delete the files
    over.ignore()
    QApplication.sendEvent(target, over)
    if over.isAccepted():
        assert over.dropAction() is COPY or not urls
        QApplication.sendEvent(target, QDropEvent(QPointF(where), COPY | MOVE, carried, buttons, keys))
    return over.isAccepted()


def test_an_archive_that_is_dropped_opens(open_window: Open, archive_file: Path, other_file: Path) -> None:
    shown = open_window(archive_file)
    with shown.bot.waitSignal(shown.session.archive_opened):
        assert drop(shown.window, other_file)
    assert shown.window.windowTitle() == "Knees – QA Reader"


def test_of_pages_that_are_dropped_an_archive_is_built(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    shown = open_window(archive_file)
    assert drop(shown.window, written(tmp_path / "dropped.jsonl", [SHAKING]))
    dialog = shown.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "built.qarchive"))
    dialog.close()
    shown.wait_for(lambda: shown.count == "1 thread")
    assert shown.titles() == [SHAKING.title]
    assert (tmp_path / "built.qarchive").exists()


def test_text_that_is_dropped_is_no_file(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    assert not drop(shown.window)


FIELDS = {"noteField": "write_note", "facetFind": "toggle_filters", "findField": "find_in_thread"}
PANES = ("departmentTree", "questionList", "replyPane", "sidePanel", "searchField")


@pytest.mark.parametrize("name", [*PANES, *FIELDS])
def test_files_may_fall_anywhere(open_window: Open, archive_file: Path, other_file: Path, name: str) -> None:
    """What takes drops of its own kind leaves files to the window."""
    shown = open_window(archive_file)
    open_first(shown)
    if name in FIELDS:
        shown.do(FIELDS[name])
    target = shown.child(QWidget, name)
    assert target.isVisible()
    with shown.bot.waitSignal(shown.session.archive_opened):
        assert drop(target.viewport() if isinstance(target, QAbstractScrollArea) else target, other_file)


def test_a_file_of_another_computer_is_no_text(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    field = shown.child(QPlainTextEdit, "noteField")
    assert not let_fall(field.viewport(), [QUrl("smb://elsewhere/knees.qarchive")], "smb://elsewhere/knees.qarchive")
    assert let_fall(field.viewport(), [], "words that are dropped")
    assert field.toPlainText() == "words that are dropped"
    field.clear()
    assert let_fall(
        field.viewport(), [QUrl("https://example.org/knees"), QUrl("data:image/png;base64,AA")], "of a page"
    )
    assert field.toPlainText() == "of a page"


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("show_settings", "emergencyNumber"),
        ("show_keys", "shortcutFilter"),
        ("tag_threads", "filingTags"),
        ("show_visit_sheet", "visitQuestions"),
    ],
)
def test_a_field_of_a_dialog_takes_no_files(
    open_window: Open, archive_file: Path, other_file: Path, command: str, name: str
) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    shown.do(command)
    shown.wait_for(lambda: shown.window.findChild(QWidget, name) is not None)
    target = shown.child(QWidget, name)
    assert not drop(target.viewport() if isinstance(target, QAbstractScrollArea) else target, other_file)
