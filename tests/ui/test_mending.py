"""A damaged search index: told once, built anew in the background, and used as soon as it is there."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from qa_reader import paths
from qa_reader.model import Thread
from qa_reader.ui import mending, session
from tests.archive.hostile import tamper
from tests.ui.test_main_window import Open
from tests.ui.test_start import told
from tests.ui.threads import KNEE


@pytest.fixture
def archive_file(archive_file: Path, tmp_path: Path) -> Path:
    """A copy of the tests' archive, to be damaged: all other tests read the one."""
    return Path(shutil.copy(archive_file, tmp_path / "damaged.qarchive"))


def damage(archive: Path) -> None:
    """Let an archive's index be one that no question can be asked of."""
    tamper(archive, "UPDATE blob SET data = zeroblob(length(data)) WHERE name GLOB 'segment/*/postings/*'")


def test_a_damaged_index_is_told_once_and_mended_meanwhile(open_window: Open, archive_file: Path) -> None:
    damage(archive_file)
    shown = open_window(archive_file)
    everything = shown.titles()
    assert len(everything) > 1
    with shown.bot.waitSignal(shown.session.failed):
        QTest.keyClicks(shown.search, "knee")
    assert "damaged. It is being built anew" in told(shown)
    shown.wait_for(lambda: shown.titles() == [KNEE.title])
    assert shown.window.findChild(QMessageBox, "failure") is None
    shown.window.close()
    again = open_window(archive_file)  # with the query that was open
    again.wait_for(lambda: again.titles() == [KNEE.title])


def test_an_index_that_cannot_be_mended_is_said(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    damage(archive_file)
    shown = open_window(archive_file)
    texts: list[str] = []
    shown.session.failed.connect(texts.append)
    indexes = paths.default(tmp_path / "data").indexes
    indexes.parent.mkdir(parents=True, exist_ok=True)
    indexes.write_text("no folder")
    QTest.keyClicks(shown.search, "knee")
    shown.wait_for(lambda: any("cannot be written" in text for text in texts))
    assert "is being built anew" in texts[0]
    for box in shown.window.findChildren(QMessageBox):
        box.close()


def test_an_index_that_is_mended_when_its_archive_is_gone_is_no_fault(
    open_window: Open, archive_file: Path, archive_of: Callable[[list[Thread]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    usual = mending.rebuild_index

    def rebuilt(*how: Any) -> None:
        assert go_on.wait(20)
        usual(*how)

    monkeypatch.setattr(session, "rebuild_index", rebuilt)
    damage(archive_file)
    shown = open_window(archive_file)
    QTest.keyClicks(shown.search, "knee")
    shown.wait_for(lambda: shown.session.is_mending)
    shown.session.open_archive(archive_of([Thread("other:1", "Of another archive")]))
    shown.wait_for(lambda: shown.titles() == ["Of another archive"])
    texts: list[str] = []
    shown.session.failed.connect(texts.append)
    go_on.set()
    shown.wait_for(lambda: not shown.session.is_mending)
    assert texts == []
    assert shown.titles() == ["Of another archive"]
