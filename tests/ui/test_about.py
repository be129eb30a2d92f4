"""The dialog that says what the program is, and what it brings of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit

from qa_reader import __version__, resources
from tests.ui.test_main_window import Open


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Resources as a package has them, beside the checkout's own."""
    folder = tmp_path / "resources"
    folder.mkdir()
    for entry in resources.root().iterdir():
        (folder / entry.name).symlink_to(entry)
    (folder / "third-party").mkdir()
    (folder / "third-party" / "licences.txt").write_text("Qt 6: LGPL-3.0-only\n問\n", encoding="utf-8")
    (folder / "third-party" / "bom.cdx.json").write_text("{}")
    monkeypatch.setattr(resources, "root", lambda: folder)
    return folder


def test_it_says_the_version_and_the_licences_of_what_is_inside(
    packaged: Path, open_window: Open, archive_file: Path
) -> None:
    shown = open_window(archive_file)
    shown.do("show_about")
    dialog = shown.child(QDialog, "about")
    assert __version__ in shown.child(QLabel, "version").text()
    licences = shown.child(QPlainTextEdit, "licences")
    shown.wait_for(lambda: licences.toPlainText() == "Qt 6: LGPL-3.0-only\n問\n")
    bill = shown.child(QLabel, "billOfMaterials")
    assert bill.isVisible()
    assert str(packaged / "third-party" / "bom.cdx.json") in bill.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    shown.wait_for(lambda: shown.window.findChild(QDialog, "about") is None)


def test_a_checkout_says_that_nothing_of_others_is_inside(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    shown.do("show_about")
    licences = shown.child(QPlainTextEdit, "licences")
    shown.wait_for(lambda: "installed beside the program" in licences.toPlainText())
    assert shown.child(QLabel, "billOfMaterials").isHidden()
    assert licences.accessibleName()
    shown.child(QDialog, "about").close()


def test_a_dialog_that_was_closed_in_between_is_left_in_peace(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    shown.do("show_about")
    shown.child(QDialog, "about").close()
    shown.wait_for(lambda: shown.window.findChild(QDialog, "about") is None)
    done: list[None] = []
    shown.session.ask_library(lambda _: None, done.append)
    shown.wait_for(lambda: done == [None])
