"""The table of keys, which can be changed there."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QKeySequenceEdit, QLabel, QLineEdit, QPushButton, QSpinBox, QTreeView

from qa_reader.ui import actions
from tests.ui.conftest import Window
from tests.ui.test_main_window import LEFT, Open

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(open_window: Open, archive_file: Path) -> Window:
    """A window with the table open."""
    window = open_window(archive_file)
    QTest.keyClick(window.window, Qt.Key.Key_F1, CTRL)
    return window


def rows(shown: Window) -> dict[str, str]:
    """All rows below the headings that the filter lets through, with their keys."""
    model = shown.child(QTreeView, "shortcutTable").model()
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    return {
        str(model.index(row, 0, group).data()): str(model.index(row, 1, group).data())
        for group in groups
        for row in range(model.rowCount(group))
    }


def choose(shown: Window, text: str) -> None:
    view = shown.child(QTreeView, "shortcutTable")
    model: QAbstractItemModel = view.model()
    found = model.match(
        model.index(0, 0), Qt.ItemDataRole.DisplayRole, text, 1, Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly
    )
    index: QModelIndex = found[0]
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


def give(shown: Window, text: str, key: str) -> str:
    """Give a command a key; what the dialog says to that."""
    choose(shown, text)
    shown.child(QKeySequenceEdit, "keyField").setKeySequence(QKeySequence(key))
    QTest.mouseClick(shown.child(QPushButton, "setKey"), LEFT)
    return shown.child(QLabel, "shortcutMessage").text()


def close(shown: Window) -> None:
    shown.child(QDialog, "shortcuts").reject()
    shown.window.activateWindow()  # off screen nobody else does
    shown.wait_for(shown.window.isActiveWindow)


def test_no_two_commands_have_the_same_key() -> None:
    keys = Counter(key for command in actions.COMMANDS for key in actions.keys_of(command, {}))
    assert [key for key, count in keys.items() if count > 1] == []
    assert all(keys)


def test_every_command_stands_in_the_table_with_its_keys(shown: Window) -> None:
    table = rows(shown)
    for command in actions.COMMANDS:
        assert actions.plain(command).rstrip("…") in table
    assert table["Find in this thread"] == "Ctrl+Shift+F"
    assert table["Search"] == "Ctrl+F or Ctrl+K"
    assert table["The words in this order"] == '"muscle weakness"'
    close(shown)


def test_the_filter_finds_words_and_keys(shown: Window) -> None:
    field = shown.child(QLineEdit, "shortcutFilter")
    assert field.hasFocus()
    QTest.keyClicks(field, "tab")
    assert "Close this tab" in rows(shown)
    assert "Search" not in rows(shown)
    field.setText("ctrl+k")
    assert list(rows(shown)) == ["Search"]
    close(shown)


def test_a_changed_key_works_at_once_and_at_the_next_start(
    shown: Window, open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    assert "Ctrl+Y" in give(shown, "Show bookmarks", "Ctrl+Y")
    assert rows(shown)["Show bookmarks"] == "Ctrl+Y"
    close(shown)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.window, Qt.Key.Key_Y, CTRL)
    before = shown.session.place
    QTest.keyClick(shown.window, Qt.Key.Key_B, CTRL)
    assert shown.session.place == before
    shown.window.close()
    assert json.loads((tmp_path / "data" / "settings.json").read_text())["shortcuts"] == {"show_bookmarks": ["Ctrl+Y"]}
    again = open_window(archive_file)
    again.do("focus_search")
    with again.bot.waitSignal(again.session.hits_replaced):
        again.session.ask(type(before.query)("knee"))
    with again.bot.waitSignal(again.session.hits_replaced):
        QTest.keyClick(again.window, Qt.Key.Key_Y, CTRL)


def test_a_key_that_was_chosen_before_a_command_had_it_stays_the_chosen_ones() -> None:
    changed: dict[str, Any] = {"show_bookmarks": ["Ctrl+E"], "show_overview": 7}
    keys = {command.name: actions.keys_of(command, changed) for command in actions.COMMANDS}
    assert keys["show_bookmarks"] == ("Ctrl+E",)
    assert keys["search_selection"] == ()
    assert keys["enlarge_text"] == ("Ctrl++", "Ctrl+=")


def test_a_key_that_another_command_has_is_refused_with_a_sentence(shown: Window) -> None:
    said = give(shown, "Show bookmarks", "Ctrl+D")
    assert said.startswith("Ctrl+D is the key of “Bookmark this thread” already.")
    assert rows(shown)["Show bookmarks"] == "Ctrl+B"
    assert shown.session.settings.shortcuts == {}
    close(shown)


def test_keys_can_be_taken_away_and_restored(shown: Window) -> None:
    assert "no key" in give(shown, "Quit", "")
    assert rows(shown)["Quit"] == ""
    give(shown, "Show bookmarks", "Ctrl+Q")
    choose(shown, "Quit")
    QTest.mouseClick(shown.child(QPushButton, "usualKeys"), LEFT)
    assert "“Show bookmarks” already" in shown.child(QLabel, "shortcutMessage").text()
    QTest.mouseClick(shown.child(QPushButton, "restoreKeys"), LEFT)
    assert (rows(shown)["Quit"], rows(shown)["Show bookmarks"]) == ("Ctrl+Q", "Ctrl+B")
    assert shown.session.settings.shortcuts == {}
    close(shown)


def test_headings_and_the_query_language_take_no_keys(shown: Window) -> None:
    choose(shown, "The words in this order")
    assert not shown.child(QPushButton, "setKey").isEnabled()
    close(shown)


@pytest.mark.parametrize(
    "stored", [{"quit": 7}, {"quit": ["no such key", "Ctrl+9"], "unknown": ["Ctrl+1"]}, {"quit": [None]}]
)
def test_nonsense_in_the_settings_file_leaves_the_keys_usable(
    open_window: Open, archive_file: Path, tmp_path: Path, stored: object
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.json").write_text(
        json.dumps({"shortcuts": stored, "text_zoom": 90000, "list_zoom": -7, "old_reply_years": 10**30})
    )
    shown = open_window(archive_file)
    assert shown.page.font().pointSizeF() > 0
    shown.do("show_settings")
    assert shown.child(QSpinBox, "textZoom").value() == 300
    assert shown.child(QSpinBox, "oldReplyYears").value() == 100
    shown.child(QDialog, "settings").reject()
    QTest.keyClick(shown.window, Qt.Key.Key_F1, CTRL)
    close(shown)
    QTest.keyClick(shown.window, Qt.Key.Key_F, CTRL)
    assert shown.search.hasFocus()
