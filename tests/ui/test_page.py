"""The page that is read: how it is laid out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qa_reader.ui.page import Page

SHORT, LONG = "<p>word</p>", "<p>word</p>" * 100


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    around = QWidget()
    qtbot.addWidget(around)
    page = Page(around)
    page.resize(300, 200)
    around.show()
    page.show_html(SHORT, "thread", 0)
    yield page
    around.close()  # until here it has to be there: the page goes with it


def test_the_lines_do_not_move_where_a_page_needs_no_scrolling(page: Page) -> None:
    before = page.viewport().width()
    laid_out: list[object] = []
    page.document().documentLayout().documentSizeChanged.connect(laid_out.append)
    page.show_html(LONG, "another", 0)
    assert page.viewport().width() == before
    assert len(laid_out) == 1


def test_there_is_nothing_to_hold_where_nothing_can_be_scrolled(page: Page) -> None:
    assert not page.verticalScrollBar().isEnabled()
    page.show_html(LONG, "another", 0)
    assert page.verticalScrollBar().isEnabled()


def test_chinese_is_drawn_without_hints_and_other_letters_with_them(page: Page) -> None:
    usual = page.document().defaultFont().hintingPreference()
    page.show_html(f"<p>{'眼皮一直跳' * 30}</p>", "another", 0)
    assert page.document().defaultFont().hintingPreference() is QFont.HintingPreference.PreferNoHinting
    page.show_html("<p>word</p><p>眼皮一直跳</p>", "thread", 0)
    assert page.document().defaultFont().hintingPreference() is usual
