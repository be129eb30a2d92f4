"""The manual in the window: opened by F1, read and searched like an archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QTextBrowser

from qa_reader.ui.manual_window import ManualPage, ManualWindow
from qa_reader.ui.models.hit_list import HIT_ROLE
from tests.ui.conftest import Window
from tests.ui.test_main_window import LEFT, Open

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def shown(open_window: Open, archive_file: Path) -> Window:
    """A window with the manual open."""
    window = open_window(archive_file)
    QTest.keyClick(window.window, Qt.Key.Key_F1)
    window.bot.waitUntil(lambda: "lets you browse it" in page(window).toPlainText())
    return window


def page(shown: Window) -> QTextBrowser:
    return shown.child(QTextBrowser, "manualPage")


def title(shown: Window) -> str:
    return page(shown).toPlainText().partition("\n")[0]


def look_for(shown: Window, text: str) -> QListView:
    """Type into the manual's search field; the list of what was found."""
    field = shown.child(QLineEdit, "manualSearch")
    field.clear()
    shown.bot.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return shown.child(QListView, "manualHits")


def click_link(shown: Window, target: str) -> None:
    page(shown).anchorClicked.emit(QUrl(target))


def test_f1_opens_it_once_at_its_contents(shown: Window) -> None:
    contents = shown.child(QListView, "manualContents")
    rows = [contents.model().index(row, 0).data() for row in range(contents.model().rowCount())]
    assert rows[:4] == ["Manual", "First steps", "Browsing", "Searching"]
    assert contents.isVisible()
    shown.do("show_help")
    assert len(shown.window.findChildren(ManualWindow)) == 1


def test_a_row_of_the_contents_opens_its_page_with_the_picture(shown: Window) -> None:
    contents = shown.child(QListView, "manualContents")
    contents.setFocus()
    QTest.keyClick(contents, Qt.Key.Key_Down)
    assert title(shown) == "First steps"
    shown_page = page(shown)
    assert isinstance(shown_page, ManualPage)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert not shown_page.loadResource(kind, QUrl("../pictures/en/window-light.png")).isNull()
    assert shown_page.loadResource(kind, QUrl("../../settings.json")) is None
    assert shown_page.loadResource(kind, QUrl("http://example.org/pictures/a.png")) is None


def test_links_lead_to_pages_and_headings_and_the_way_back_is_kept(shown: Window) -> None:
    click_link(shown, "searching.md#emergencies")
    assert title(shown) == "Searching"
    assert page(shown).verticalScrollBar().value() > 0
    click_link(shown, "reading.md")
    assert title(shown) == "Reading"
    manual = shown.child(ManualWindow, "manual")
    QTest.keyClick(manual, Qt.Key.Key_Left, ALT)
    assert title(shown) == "Searching"
    QTest.keyClick(manual, Qt.Key.Key_Right, ALT)
    assert title(shown) == "Reading"


def test_a_search_lists_sections_and_marks_the_words(shown: Window) -> None:
    found = look_for(shown, "title:filters")
    shown.bot.waitUntil(lambda: found.isVisible() and found.model().rowCount() > 0)
    hit = found.model().index(0, 0).data(HIT_ROLE)
    assert (hit.title, hit.department) == ("Filters", "Browsing")
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Down)
    shown.bot.waitUntil(lambda: title(shown) == "Browsing")
    look_for(shown, "histogram OR years")
    shown.bot.waitUntil(lambda: "years" in {one.cursor.selectedText() for one in page(shown).extraSelections()})


def test_what_cannot_be_read_or_found_is_said(shown: Window) -> None:
    message = shown.child(QLabel, "manualMessage")
    look_for(shown, '"open')
    shown.bot.waitUntil(lambda: "not closed" in message.text() and message.isVisible())
    look_for(shown, "xylophonist")
    shown.bot.waitUntil(lambda: "has nothing on this" in message.text())
    look_for(shown, "")
    shown.bot.waitUntil(lambda: shown.child(QListView, "manualContents").isVisible() and message.isHidden())


def test_an_example_is_searched_for_in_the_archive(shown: Window) -> None:
    click_link(shown, "searching.md")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        click_link(shown, "search:tremor%20OR%20coffee")
    assert shown.search.text() == "tremor OR coffee"


def test_a_link_out_of_the_program_is_asked_about(shown: Window) -> None:
    manual = shown.child(ManualWindow, "manual")
    with shown.bot.waitSignal(manual.link_requested) as asked:
        click_link(shown, "https://example.org/x")
    assert asked.args == ["https://example.org/x"]


def test_the_table_of_keys_has_those_that_the_reader_gave(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    shown.session.remember(shortcuts={"focus_search": ["Ctrl+Y"]})
    QTest.keyClick(shown.window, Qt.Key.Key_F1)
    shown.bot.waitUntil(lambda: "lets you browse it" in page(shown).toPlainText())
    click_link(shown, "keys.md")
    text = page(shown).toPlainText()
    assert "Search\nCtrl+Y" in text
    assert "Open archive…\nCtrl+O" in text


def test_it_can_be_closed_and_opened_again(shown: Window) -> None:
    manual = shown.child(ManualWindow, "manual")
    look_for(shown, "bookmark")  # an answer that comes after the window has gone
    manual.close()
    shown.bot.waitUntil(lambda: shown.window.findChild(ManualWindow) is None)
    shown.do("show_help")
    shown.bot.waitUntil(lambda: "lets you browse it" in page(shown).toPlainText())


def test_a_click_in_the_list_opens_the_section(shown: Window) -> None:
    found = look_for(shown, "screen reader")
    shown.bot.waitUntil(lambda: found.isVisible() and found.model().rowCount() > 0)
    QTest.mouseClick(found.viewport(), LEFT, pos=found.visualRect(found.model().index(0, 0)).center())
    shown.bot.waitUntil(lambda: title(shown) == found.model().index(0, 0).data(HIT_ROLE).department)
