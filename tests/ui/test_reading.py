"""Reading: matches, find in thread, zooms, reading positions, names that lead on, settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QSpinBox,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from qa_reader.model import Reply, Thread
from qa_reader.ui import theme
from qa_reader.ui.page import Page
from tests.ui.conftest import Window
from tests.ui.test_main_window import LEFT, Open, click, open_first
from tests.ui.threads import TREMOR

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LONG = Thread(
    id="test:9",
    title="A long story of tea",
    department="Neurology",
    question="\n\n".join(f"Paragraph {number}: I poured tea, and Tea again. 茶 ＴＥＡ." for number in range(120)),
    replies=(Reply("Piet Anders", "Neurology", "Harbour Hospital", "Drink less tea."),),
)


@pytest.fixture
def long_file(archive_of: Callable[[list[Thread]], Path]) -> Path:
    """An archive with a thread of many screens."""
    return archive_of([LONG, TREMOR])


def key(widget: QWidget, pressed: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, pressed, modifiers)


def label(shown: Window, name: str) -> str:
    return shown.child(QLabel, name).text()


def find_field(shown: Window) -> QLineEdit:
    key(shown.window, Qt.Key.Key_F, CTRL | SHIFT)
    return shown.child(QLineEdit, "findField")


def painted(shown: Window) -> list[str]:
    """What is painted over the text: matches, and the current one last."""
    return [selection.cursor.selectedText() for selection in shown.page.extraSelections()]


def current(shown: Window) -> str:
    """The match that was gone to."""
    last = shown.page.extraSelections()[-1]
    ground = last.format.background().color()
    return last.cursor.selectedText() if ground == theme.colours(shown.page.palette()).accent else ""


def marked(shown: Window) -> set[str]:
    """The words that are marked as those of the query."""
    text = shown.page.toPlainText()
    assert isinstance(shown.page, Page)
    return {text[start:end] for start, end in shown.page.marks}


def wheel(area: QAbstractScrollArea, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        area.viewport().mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area.viewport(), event)


def letters(shown: Window) -> float:
    """The size of the text that is read, in points."""
    found = shown.page.document().find("tea")
    return found.charFormat().fontPointSize()


def open_long(shown: Window) -> None:
    row = shown.titles().index(LONG.title)
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown.questions, shown.questions.model().index(row, 0))


# ---------------------------------------------------------------- matches


def test_the_matches_of_the_search_are_counted_and_stepped_through(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file, search="poured")
    open_long(shown)
    assert label(shown, "matchCount") == "120 matches"
    key(shown.window, Qt.Key.Key_F3)
    assert label(shown, "matchCount") == "match 1 of 120"
    assert current(shown) == "poured"
    key(shown.window, Qt.Key.Key_F3, SHIFT)
    assert label(shown, "matchCount") == "match 120 of 120"
    assert shown.page.verticalScrollBar().value() > 500
    QTest.mouseClick(shown.child(QToolButton, "nextMatch"), LEFT)
    assert label(shown, "matchCount") == "match 1 of 120"


def test_the_next_match_is_the_next_below_what_is_seen(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file, search="poured")
    open_long(shown)
    bar = shown.page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    key(shown.window, Qt.Key.Key_F3)
    number = int(label(shown, "matchCount").split()[1])
    assert 40 < number < 80


def test_marks_follow_a_new_query_and_nothing_moves(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file, search="poured")
    open_long(shown)
    bar = shown.page.verticalScrollBar()
    bar.setValue(bar.maximum() // 3 + 7)
    chosen = shown.page.document().find("Paragraph 60")
    shown.page.setTextCursor(chosen)
    bar.setValue(bar.maximum() // 3 + 7)
    at_top = shown.page.cursorForPosition(QPoint(40, 12)).block().text()
    text, laid_out = shown.page.toPlainText(), shown.page.document().revision()
    shown.search.selectAll()
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClicks(shown.search, "again")
    shown.wait_for(lambda: label(shown, "matchCount") == "120 matches" and "again" in marked(shown))
    assert marked(shown) == {"again"}
    assert (shown.page.toPlainText(), shown.page.document().revision()) == (text, laid_out)
    assert shown.page.cursorForPosition(QPoint(40, 12)).block().text() == at_top
    assert shown.page.textCursor().selectedText() == "Paragraph 60"
    key(shown.window, Qt.Key.Key_F3)
    assert current(shown) == "again"
    shown.search.clear()
    with shown.bot.waitSignal(shown.session.hits_replaced):
        key(shown.search, Qt.Key.Key_Return)
    shown.wait_for(lambda: not marked(shown))
    assert not shown.child(QLabel, "matchCount").isVisible()


def test_what_the_list_holds_can_be_read_while_a_query_is_broken(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file, search="poured")
    faults: list[str] = []
    shown.session.failed.connect(faults.append)
    with shown.bot.waitSignal(shown.session.query_refused):
        QTest.keyClicks(shown.search, ' AND ("')
    open_long(shown)
    assert LONG.title in shown.page.toPlainText()
    assert not faults


def test_marks_of_a_new_query_leave_what_is_being_found(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file, search="poured")
    open_long(shown)
    find_field(shown).setText("story")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.search.setText("again")
        key(shown.search, Qt.Key.Key_Return)
    shown.wait_for(lambda: marked(shown) == {"again"})
    assert painted(shown) == ["story", "story"]
    assert label(shown, "findCount") == "1 of 1"


def test_chinese_matches_are_stepped_through(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="眼皮")
    open_first(shown)
    key(shown.window, Qt.Key.Key_F3)
    assert current(shown) == "眼皮"
    assert label(shown, "matchCount") == "match 1 of 2"


def test_a_thread_without_matches_says_so(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    assert not shown.child(QLabel, "matchCount").isVisible()
    key(shown.window, Qt.Key.Key_F3)
    assert "Nothing is marked" in label(shown, "told")


# ---------------------------------------------------------------- find in thread


def test_find_in_thread_whatever_the_case_and_width(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file, search="poured")
    open_long(shown)
    field = find_field(shown)
    assert field.hasFocus()
    QTest.keyClicks(field, "tea")
    assert label(shown, "findCount") == "1 of 362"  # the title, three a paragraph, the reply
    assert "ＴＥＡ" in painted(shown)
    assert not shown.child(QLabel, "matchCount").isVisible()
    key(field, Qt.Key.Key_Return)
    assert label(shown, "findCount") == "2 of 362"
    key(field, Qt.Key.Key_Return, SHIFT)
    key(field, Qt.Key.Key_Return, SHIFT)
    assert label(shown, "findCount") == "362 of 362"
    key(shown.window, Qt.Key.Key_F3)
    assert label(shown, "findCount") == "1 of 362"


def test_esc_closes_the_find_bar_and_leaves_the_search_alone(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file, search="poured")
    open_long(shown)
    field = find_field(shown)
    QTest.keyClicks(field, "jk nothing of the kind")
    assert field.text() == "jk nothing of the kind"
    assert label(shown, "findCount") == "not in this thread"
    key(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert shown.search.text() == "poured"
    assert shown.page.hasFocus()
    assert label(shown, "matchCount") == "120 matches"
    key(shown.window, Qt.Key.Key_F, CTRL | SHIFT)
    key(shown.window, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert shown.search.text() == "poured"


def test_the_find_bar_goes_on_with_the_next_thread(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file)
    open_long(shown)
    field = find_field(shown)
    QTest.keyClicks(field, "tea")
    assert label(shown, "findCount") == "1 of 362"
    with shown.bot.waitSignal(shown.session.thread_opened):
        shown.do("next_thread" if shown.titles()[0] == LONG.title else "previous_thread")
    assert label(shown, "findCount") == "1 of 1"


# ---------------------------------------------------------------- zooms


def test_the_text_is_zoomed_by_keys_and_wheel_and_the_lists_are_not(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file)
    open_long(shown)
    usual, rows = letters(shown), shown.questions.font().pointSizeF()
    key(shown.window, Qt.Key.Key_Plus, CTRL)
    key(shown.window, Qt.Key.Key_Equal, CTRL)
    assert letters(shown) == pytest.approx(usual * 1.2, abs=0.2)
    wheel(shown.page, 1, CTRL)
    assert shown.session.settings.text_zoom == 135
    wheel(shown.page, -2, CTRL)
    key(shown.window, Qt.Key.Key_Minus, CTRL)
    assert shown.session.settings.text_zoom == 100
    wheel(shown.page, -100, CTRL)
    assert shown.session.settings.text_zoom == 50
    key(shown.window, Qt.Key.Key_0, CTRL)
    assert letters(shown) == pytest.approx(usual, abs=0.1)
    assert shown.questions.font().pointSizeF() == rows


def test_the_lists_are_zoomed_by_keys_and_wheel_and_the_text_is_not(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file)
    open_long(shown)
    usual, rows = letters(shown), shown.questions.font().pointSizeF()
    height = shown.questions.visualRect(shown.questions.model().index(0, 0)).height()
    key(shown.window, Qt.Key.Key_Plus, CTRL | ALT)
    wheel(shown.tree, 1, CTRL)
    wheel(shown.side, 1, CTRL)
    assert shown.session.settings.list_zoom == 135
    for view in (shown.questions, shown.tree, shown.side):
        assert view.font().pointSizeF() == pytest.approx(rows * 1.35)
    shown.wait_for(lambda: shown.questions.visualRect(shown.questions.model().index(0, 0)).height() > height + 8)
    key(shown.window, Qt.Key.Key_Minus, CTRL | ALT)
    key(shown.window, Qt.Key.Key_0, CTRL | ALT)
    assert shown.questions.font().pointSizeF() == rows
    assert letters(shown) == usual


def test_a_wheel_without_ctrl_scrolls(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file)
    open_long(shown)
    wheel(shown.page, -3, Qt.KeyboardModifier.NoModifier)
    assert shown.page.verticalScrollBar().value() > 0
    assert shown.session.settings.text_zoom == 100


def test_zooms_are_remembered(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file)
    key(shown.window, Qt.Key.Key_Plus, CTRL)
    key(shown.window, Qt.Key.Key_Minus, CTRL | ALT)
    shown.window.close()
    again = open_window(long_file)
    open_first(again)
    assert letters(again) == pytest.approx(again.page.font().pointSizeF() * 1.1 * 1.1, abs=0.2)
    assert again.questions.font().pointSizeF() == pytest.approx(again.window.font().pointSizeF() * 0.9)


# ---------------------------------------------------------------- the reading position


def at_top(shown: Window) -> str:
    """The paragraph at the top of the page."""
    page = shown.child(Page, "replyPane")
    block = page.document().findBlock(page.position)
    cursor = QTextCursor(block)
    assert -page.fontMetrics().height() * 4 < page.cursorRect(cursor).top() < 12
    return block.text()


def read_to_the_middle(shown: Window) -> str:
    bar = shown.page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = at_top(shown)
    assert top.startswith("Paragraph")
    return top


def test_the_reading_position_is_kept_per_thread(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file)
    open_long(shown)
    top = read_to_the_middle(shown)
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown.questions, shown.questions.model().index(1 - shown.titles().index(LONG.title), 0))
    assert shown.page.verticalScrollBar().value() == 0
    open_long(shown)
    assert at_top(shown) == top


def test_zoom_width_and_colours_keep_what_is_read(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file)
    open_long(shown)
    top = read_to_the_middle(shown)
    key(shown.window, Qt.Key.Key_Plus, CTRL)
    assert at_top(shown) == top
    shown.do("use_dark_colours")
    shown.wait_for(lambda: theme.is_dark(shown.page.palette()))
    assert at_top(shown) == top
    shown.window.resize(1000, 700)
    shown.bot.wait(20)
    assert at_top(shown) == top


def test_the_reading_position_is_written_without_closing(open_window: Open, long_file: Path, tmp_path: Path) -> None:
    shown = open_window(long_file)
    open_long(shown)
    top = read_to_the_middle(shown)
    file = tmp_path / "data" / "state.json"
    shown.wait_for(lambda: file.exists() and bool(json.loads(file.read_text())["positions"]))
    stored = file.read_bytes()
    shown.window.close()
    assert file.read_bytes() == stored
    again = open_window(long_file)
    again.wait_for(lambda: LONG.title in again.page.toPlainText())
    assert at_top(again) == top


# ---------------------------------------------------------------- names that lead on


def follow(shown: Window, target: str) -> None:
    """Click on a link of the page where it stands, as a person does."""
    cursor = shown.page.document().find(target)
    assert cursor.charFormat().isAnchor(), target
    cursor.setPosition(cursor.selectionStart() + 1)
    shown.page.setTextCursor(cursor)
    shown.page.ensureCursorVisible()
    QTest.mouseClick(shown.page.viewport(), LEFT, pos=shown.page.cursorRect(cursor).center() + QPoint(2, 0))


def test_a_doctor_leads_to_all_their_replies_and_no_others(
    open_window: Open, archive_of: Callable[[list[Thread]], Path]
) -> None:
    namesake = replace(
        TREMOR,
        id="test:8",
        title="Another",
        question="Cold since spring, and coughing.",
        replies=(replace(TREMOR.replies[0], doctor="Piet Anders Li"),),
    )
    shown = open_window(archive_of([TREMOR, LONG, namesake]), search="spring")
    row = shown.titles().index(TREMOR.title)
    with shown.bot.waitSignal(shown.session.thread_opened):
        click(shown.questions, shown.questions.model().index(row, 0))
    with shown.bot.waitSignal(shown.session.hits_replaced):
        follow(shown, "Piet Anders")
    assert sorted(shown.titles()) == sorted([TREMOR.title, LONG.title])
    assert shown.session.place.query.filters.doctors == ("Piet Anders",)
    assert shown.search.text() == ""
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.do("go_back")
    assert shown.search.text() == "spring"


def test_a_chinese_hospital_leads_to_all_its_replies(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="眼皮")
    open_first(shown)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        follow(shown, "海港醫院")
    assert shown.session.place.query.filters.hospitals == ("海港醫院",)
    assert shown.titles() == ["眼皮一直跳怎麼辦？"]


def test_a_name_that_is_markup_leads_to_itself(open_window: Open, archive_of: Callable[[list[Thread]], Path]) -> None:
    name = 'Dr "A&B" <i>?x=1#y %41 é'
    thread = replace(TREMOR, id="test:7", replies=(replace(TREMOR.replies[0], doctor=name),))
    shown = open_window(archive_of([thread]))
    open_first(shown)
    assert name in shown.page.toPlainText()
    with shown.bot.waitSignal(shown.session.place_changed):
        follow(shown, name)
    assert shown.session.place.query.filters.doctors == (name,)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "qa-reader:quit?now", "qa-reader:doctor", "ftp://example.org/"]
)
def test_no_other_link_is_followed(open_window: Open, archive_file: Path, url: str) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    before = shown.session.place
    shown.page.anchorClicked.emit(QUrl(url))
    assert shown.session.place == before
    assert not shown.window.findChildren(QMessageBox)


# ---------------------------------------------------------------- settings


def choose_font(shown: Window, place: int) -> str:
    """Choose the font at a place of its list in the settings, 0 for the system's; its family."""
    families = shown.child(QComboBox, "textFont")
    families.setCurrentIndex(place)
    return str(families.currentData())


def test_the_text_is_set_as_the_settings_say(open_window: Open, long_file: Path) -> None:
    shown = open_window(long_file, search=LONG.title)
    open_first(shown)
    shown.wait_for(lambda: shown.page.verticalScrollBar().maximum() > 0)
    usual, high = shown.page.font().family(), shown.page.document().size().height()
    shown.do("show_settings")
    chosen = choose_font(shown, 1)
    assert chosen != usual
    assert shown.page.document().defaultFont().family() == chosen
    assert shown.questions.font().family() == usual
    choose_font(shown, 0)
    assert shown.page.document().defaultFont().family() == usual
    shown.child(QSpinBox, "textLeading").setValue(200)
    assert shown.page.document().size().height() > high * 1.2
    choose_font(shown, 1)
    shown.do("show_help")
    manual = shown.child(QTextBrowser, "manualPage")
    assert manual.document().defaultFont().family() == chosen
    shown.child(QDialog, "settings").reject()
    shown.child(QWidget, "manual").close()


def test_a_font_that_is_not_installed_is_named_and_kept(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    settings = tmp_path / "data" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"text_font": "Nowhere Serif"}')
    shown = open_window(archive_file)
    shown.do("show_settings")
    families = shown.child(QComboBox, "textFont")
    assert families.currentText() == "Nowhere Serif (not installed)"
    shown.child(QSpinBox, "textLeading").setValue(200)
    assert families.currentText() == "Nowhere Serif (not installed)"
    assert shown.session.settings.text_font == "Nowhere Serif"
    assert families.findText("Nowhere Serif (not installed)") == families.count() - 1
    choose_font(shown, 0)
    assert shown.session.settings.text_font == ""
    choose_font(shown, families.count() - 1)
    assert shown.session.settings.text_font == "Nowhere Serif"
    shown.child(QDialog, "settings").reject()


@pytest.mark.parametrize("kept", ['{"text_font": 7, "text_leading": "wide"}', '{"text_leading": -40}'])
def test_no_setting_of_the_type_is_too_odd_to_be_read(
    open_window: Open, archive_file: Path, tmp_path: Path, kept: str
) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "settings.json").write_text(kept)
    shown = open_window(archive_file)
    open_first(shown)
    assert shown.page.document().size().height() > 100


def test_every_setting_is_applied_at_once(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="tremble")
    open_first(shown)
    usual = shown.questions.font().pointSizeF()
    assert "years old" in shown.page.toPlainText()
    key(shown.window, Qt.Key.Key_Comma, CTRL)
    dialog = shown.child(QDialog, "settings")
    with shown.bot.waitSignal(shown.session.thread_opened):
        shown.child(QSpinBox, "oldReplyYears").setValue(50)
    assert "years old" not in shown.page.toPlainText()
    shown.child(QSpinBox, "textZoom").setValue(200)
    shown.child(QSpinBox, "listZoom").setValue(150)
    assert shown.questions.font().pointSizeF() == pytest.approx(usual * 1.5)
    colours = shown.child(QComboBox, "colourScheme")
    colours.setCurrentIndex(colours.findData("dark"))
    shown.wait_for(lambda: theme.is_dark(shown.page.palette()))
    shown.do("shrink_text")  # a change made elsewhere shows in the dialog
    assert shown.child(QSpinBox, "textZoom").value() == 175
    dialog.reject()
    shown.do("use_light_colours")
    shown.window.close()
    again = open_window(archive_file)
    assert (again.session.settings.old_reply_years, again.session.settings.text_zoom) == (50, 175)
