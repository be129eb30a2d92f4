"""Suggestions under the search field, by keyboard and mouse; other words, and only what was typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton

from qa_reader import paths
from qa_reader.model import Suggested, Suggestion
from qa_reader.ui.panes.search_field import SearchField
from tests.ui.conftest import Window

Open = Callable[..., Window]
KEY = Qt.Key


@pytest.fixture
def shown(open_window: Open, archive_file: Path) -> Window:
    """A window over the small archive."""
    return open_window(archive_file)


def rows(shown: Window) -> QListView:
    """The list under the field."""
    found = shown.window.findChild(QListView, "suggestions")
    assert found is not None
    return found


def lines(shown: Window) -> list[str]:
    """What it says, nothing where it is hidden."""
    found = shown.window.findChild(QListView, "suggestions")
    if found is None or found.isHidden():
        return []
    return [str(found.model().index(row, 0).data()) for row in range(found.model().rowCount())]


def types(shown: Window, text: str) -> list[str]:
    """What is suggested for a text that is typed."""
    shown.search.setFocus()
    shown.search.clear()
    QTest.keyClicks(shown.search, text)
    shown.bot.waitUntil(lambda: bool(lines(shown)), timeout=5000)
    return lines(shown)


def test_words_names_and_titles_are_suggested(shown: Window) -> None:
    said = types(shown, "trem")
    assert "tremor" in said
    assert any("thread" in line for line in said)
    assert rows(shown).accessibleName()
    assert shown.search.hasFocus()


def test_keys_mark_and_choose(shown: Window) -> None:
    said = types(shown, "trem")
    QTest.keyClick(shown.search, KEY.Key_Down)
    QTest.keyClick(shown.search, KEY.Key_Up)
    assert not rows(shown).currentIndex().isValid()
    QTest.keyClick(shown.search, KEY.Key_Down)
    assert rows(shown).currentIndex().data() == said[0]
    QTest.keyClick(shown.search, KEY.Key_Return)
    assert rows(shown).isHidden()
    assert shown.search.text() == said[0]
    shown.bot.waitUntil(lambda: shown.session.place.query.text == said[0])
    assert shown.search.hasFocus()


def test_escape_hides_and_return_asks_what_was_typed(shown: Window) -> None:
    types(shown, "trem")
    QTest.keyClick(shown.search, KEY.Key_Escape)
    assert lines(shown) == []
    assert shown.search.text() == "trem"
    types(shown, "trem")
    QTest.keyClick(shown.search, KEY.Key_Return)
    assert lines(shown) == []
    assert shown.session.place.query.text == "trem"


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Escape])
def test_suggestions_that_come_late_do_not_bring_the_list_back(shown: Window, key: Qt.Key) -> None:
    field = shown.window.findChild(SearchField)
    assert field is not None
    late = (Suggestion(Suggested.WORD, "tremor"),)
    types(shown, "trem")
    field.show_suggestions("trem", late)
    assert lines(shown) == ["tremor"]
    QTest.keyClick(shown.search, key)
    field.show_suggestions("trem", late)  # the library was busy: who goes on with Down means the answer
    assert lines(shown) == []
    assert types(shown, "trem")


def test_tab_takes_what_is_marked_and_else_goes_on(shown: Window) -> None:
    said = types(shown, "trem")
    QTest.keyClick(shown.search, KEY.Key_Down)
    QTest.keyClick(shown.search, KEY.Key_Tab)
    assert shown.search.text() == said[0]
    assert shown.search.hasFocus()
    types(shown, "trem")
    QTest.keyClick(shown.search, KEY.Key_Tab)
    assert not shown.search.hasFocus()
    assert lines(shown) == []


def test_a_title_opens_its_thread_by_mouse(shown: Window) -> None:
    said = types(shown, "trem")
    row = next(i for i, line in enumerate(said) if "thread" in line)
    found = rows(shown)
    place = found.visualRect(found.model().index(row, 0)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    title = said[row].split("  ·")[0]
    shown.bot.waitUntil(lambda: title in shown.page.toPlainText(), timeout=5000)
    assert lines(shown) == []


def test_names_narrow(shown: Window) -> None:
    for kind, wanted in ((Suggested.DEPARTMENT, "departments"), (Suggested.DOCTOR, "doctors")):
        shown.search.setFocus()
        shown.search.setText("x")
        name = shown.session.archive.departments[0].name if shown.session.archive else ""
        shown.child(SearchField, "searchField").suggestion_chosen.emit(Suggestion(kind, name))
        query = shown.session.place.query
        assert name in (query.department, *query.filters.departments, *query.filters.doctors), wanted
        assert not query.text


def test_no_list_while_characters_are_composed(shown: Window) -> None:
    types(shown, "trem")
    QApplication.sendEvent(shown.search, QInputMethodEvent("ㄊㄡ", []))
    assert lines(shown) == []
    QTest.qWait(300)
    assert lines(shown) == []
    composed = QInputMethodEvent("", [])
    composed.setCommitString("or")
    QApplication.sendEvent(shown.search, composed)
    shown.bot.waitUntil(lambda: bool(lines(shown)), timeout=5000)


def test_suggestions_can_be_turned_off(shown: Window) -> None:
    shown.session.remember(suggestions=False)
    shown.search.setFocus()
    QTest.keyClicks(shown.search, "trem")
    QTest.qWait(400)
    assert lines(shown) == []


def test_the_list_goes_with_the_keyboard(shown: Window) -> None:
    types(shown, "trem")
    shown.tree.setFocus()
    assert lines(shown) == []


def test_other_words_are_said_and_can_be_left_out(shown: Window) -> None:
    shown.session.paths.vocabulary.parent.mkdir(parents=True, exist_ok=True)
    shown.session.paths.vocabulary.write_text('groups = [["jittery digits", "trembling fingers"]]', encoding="utf-8")
    file = shown.session.paths.vocabulary
    shown.session.ask_library(lambda library: library.use_vocabulary(file), lambda _none: None)
    shown.search.setFocus()
    QTest.keyClicks(shown.search, "jittery digits")
    QTest.keyClick(shown.search, KEY.Key_Return)
    shown.wait_for(lambda: "Also searched: trembling fingers." in shown.empty_state.text())
    assert shown.titles()[0].startswith("Trembling")
    button = shown.child(QPushButton, "onlyTyped")
    assert button.isVisible()
    shown.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    shown.wait_for(lambda: "Also searched" not in shown.empty_state.text())
    assert not shown.session.place.query.widened


def test_other_words_can_be_turned_off_for_good(shown: Window) -> None:
    shown.session.remember(other_words=False)
    QTest.keyClicks(shown.search, "fingers")
    QTest.keyClick(shown.search, KEY.Key_Return)
    assert not shown.session.place.query.widened


def test_a_broken_vocabulary_is_told_and_the_window_goes_on(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    file = paths.default(tmp_path / "data").vocabulary
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("groups = 3", encoding="utf-8")
    shown = open_window(archive_file)
    shown.wait_for(lambda: "line 1" in shown.child(QLabel, "failureLine").text())
    assert shown.titles()
