"""What a screen reader is told, what the keyboard reaches, and whether everybody can see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QPalette, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from qa_reader.ui import theme
from tests.ui.conftest import Window
from tests.ui.test_main_window import Open, open_first
from tests.ui.threads import TREMOR

_Role = QAccessible.Role
#: What a person can work: each has to say what it is.
_CONTROLS = {
    _Role.Button,
    _Role.ButtonMenu,
    _Role.CheckBox,
    _Role.ComboBox,
    _Role.EditableText,
    _Role.List,
    _Role.ListItem,
    _Role.MenuItem,
    _Role.PageTab,
    _Role.Tree,
    _Role.TreeItem,
}


def heard(interface: Any) -> Iterator[Any]:
    """Everything below that can be seen, in the order in which it is told."""
    if interface is None or interface.state().invisible:
        return
    yield interface
    for place in range(interface.childCount()):
        yield from heard(interface.child(place))


def name(interface: Any) -> str:
    return str(interface.text(QAccessible.Text.Name))


def told(shown: Window) -> list[Any]:
    return list(heard(QAccessible.queryAccessibleInterface(shown.window)))


def named(shown: Window, role: Any) -> list[str]:
    return [name(one) for one in told(shown) if one.role() is role]


@pytest.fixture
def full(open_window: Open, archive_file: Path) -> Window:
    """A window with all that it can show: hits, a thread, related ones, the filters."""
    shown = open_window(archive_file, search="hands OR fingers")
    with shown.bot.waitSignal(shown.session.related_found):
        open_first(shown)
    with shown.bot.waitSignal(shown.session.facets_found):
        shown.do("toggle_filters")
    shown.bot.wait(50)
    return shown


# ---------------------------------------------------------------- what is heard


def test_rows_say_title_department_date_and_doctor(full: Window) -> None:
    rows = named(full, _Role.ListItem)
    spoken = "Trembling fingers in the morning, Neurology, 2021-05-04, Piet Anders"
    assert any(row.startswith(spoken) for row in rows)
    assert any(row.startswith("Shaking hands at work, Neurology, 2023-01-09, Piet Anders") for row in rows)
    assert "Neurology, 2 threads" in named(full, _Role.TreeItem)
    assert "Sex: Female, 1 thread" in rows


def test_question_reply_and_more_info_are_three_things(full: Window) -> None:
    full.session.read(full.session.reads.last[0].ref)
    page = QAccessible.queryAccessibleInterface(full.page)
    assert name(page) in {TREMOR.title, "Shaking hands at work"}
    with full.bot.waitSignal(full.session.thread_opened):
        full.questions.setCurrentIndex(
            next(
                full.questions.model().index(row, 0)
                for row in range(2)
                if full.questions.model().index(row, 0).data() == TREMOR.title
            )
        )
    assert [(part, text) for part, text in parts(full)] == [
        ("Question, Ms. Okafor, female, 30–39, asked 4 May 2021", TREMOR.question),
        ("Reply of Piet Anders, Neurology, Harbour Hospital, replied 6 May 2021", TREMOR.replies[0].text),
        ("More info, not a doctor’s reply", TREMOR.more_info),
    ]
    text = full.page.toPlainText()
    question, reply, info = (text.index(part) for part in ("My fingers tremble", "A tremor while", "Tremor means"))
    assert re.search(r"Question", text[:question])
    assert "Piet Anders" in text[question:reply]
    assert "More info" in text[reply:info]
    assert "not a doctor" in text[reply:info]


def parts(shown: Window) -> list[tuple[str, str]]:
    """The groups of the page by their names, with what is told in them."""
    page = list(heard(QAccessible.queryAccessibleInterface(shown.page)))
    return [(name(one), name(one.child(0))) for one in page if one.role() is _Role.Grouping]


def test_parts_lie_where_they_are_seen_and_the_mouse_goes_through(full: Window) -> None:
    page = QAccessible.queryAccessibleInterface(full.page)
    for part in (one for one in heard(page) if one.role() is _Role.Grouping):
        at = full.page.viewport().mapFromGlobal(part.rect().topLeft())
        inside = full.page.cursorForPosition(at + QPoint(part.rect().width() // 2, 40)).currentTable()
        assert inside is not None, name(part)
        assert full.window.childAt(full.page.viewport().mapTo(full.window, at + QPoint(30, 30))) in {
            full.page.viewport(),
            None,
        }


def test_parts_follow_a_page_that_is_laid_out_anew(full: Window) -> None:
    page = QAccessible.queryAccessibleInterface(full.page)

    def places() -> list[tuple[int, int]]:
        """How wide the parts are, and how wide what they lie over."""
        groups = [one for one in heard(page) if one.role() is _Role.Grouping]
        layout = full.page.document().documentLayout()
        frames = [one for one in full.page.document().rootFrame().childFrames() if isinstance(one, QTextTable)]
        tables = [layout.frameBoundingRect(one).toAlignedRect() for one in frames]
        return [(part.rect().width(), table.width()) for part, table in zip(groups, tables, strict=False)]

    before = places()
    full.do("enlarge_text")
    full.window.resize(full.window.width() + 300, full.window.height())
    full.wait_for(lambda: places() != before)
    assert [part for part, _ in places()] == [table for _, table in places()]


def test_a_page_without_a_thread_has_no_parts(full: Window) -> None:
    full.do("show_overview")
    assert parts(full) == []


def test_keys_go_from_part_to_part_and_say_its_name(full: Window) -> None:
    full.window.resize(900, 420)
    said = []
    for key in [Qt.Key.Key_PageDown] * 4 + [Qt.Key.Key_PageUp]:
        QTest.keyClick(full.window, key, Qt.KeyboardModifier.AltModifier)
        said.append(full.child(QLabel, "told").text().partition(",")[0])
    count = len(parts(full))
    assert count in {2, 3}
    assert said[:2] == ["Question", "Reply of Piet Anders"]
    assert said[3] == parts(full)[-1][0].partition(",")[0]
    assert said[4] == parts(full)[-2][0].partition(",")[0]
    assert full.page.hasFocus()


def test_every_control_has_a_name_and_no_name_is_a_place_in_a_row(full: Window) -> None:
    controls = [one for one in told(full) if one.role() in _CONTROLS]
    assert len(controls) > 30
    nameless = [(one.role().name, one.object()) for one in controls if not name(one).strip()]
    assert not nameless
    assert not [name(one) for one in controls if re.search(r"\bitem \d|\d+ of \d+", name(one))]


def test_boxes_with_choices_say_what_is_chosen_by_them(full: Window) -> None:
    boxes = [one for one in told(full) if one.role() is _Role.ComboBox]
    said = {name(box): box.text(QAccessible.Text.Description) for box in boxes}
    assert said == {"Best match": "Order of the list", "in: everything": "Search in"}


def test_what_a_reader_works_in_has_the_role_that_it_is(full: Window) -> None:
    roles = {one.object().objectName(): one.role() for one in told(full) if one.object() is not None}
    assert roles["questionList"] is _Role.List
    assert roles["departmentTree"] is _Role.Tree
    assert roles["searchField"] is _Role.EditableText
    assert roles["sidePanel"] is _Role.List
    assert roles["sortField"] is _Role.ComboBox


def test_commands_of_the_menus_are_named(full: Window) -> None:
    for menu in full.window.menuBar().actions():
        below: Any = menu.menu()
        entries = [action for action in below.actions() if not action.isSeparator()]
        assert menu.text()
        assert entries
        assert all(entry.text() for entry in entries)


# ---------------------------------------------------------------- what the keyboard reaches


def walk(shown: Window) -> Iterator[QWidget]:
    """What Tab goes through, from the search field until it is back there."""
    shown.window.activateWindow()
    shown.search.setFocus(Qt.FocusReason.TabFocusReason)
    before = None
    for _ in range(80):  # a page has a stop at each of its links
        QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Tab)
        focus = shown.window.focusWidget()
        if focus is not before:
            yield focus
        if focus is shown.search:
            return
        before = focus


def test_tab_goes_round_through_all_panes_as_one_reads(full: Window) -> None:
    wanted = "scopeField departmentTree facetFind facetList sortField questionList replyPane sidePanel searchField"
    names = [widget.objectName() for widget in walk(full)]
    assert [one for one in names if one in wanted.split()] == wanted.split()


def test_where_the_keyboard_is_can_be_seen(full: Window) -> None:
    def shows(stop: QWidget) -> QWidget:
        """Where it is seen that a stop has the keyboard: a page says so by the line above it."""
        return full.child(QWidget, "replyPane.focusLine") if stop is full.page else stop

    focused = [(stop.objectName(), shows(stop), shows(stop).grab().toImage()) for stop in walk(full)]
    assert len(focused) > 8
    assert full.window.focusWidget() is full.search
    unseen = [name for name, where, image in focused[:-1] if where.grab().toImage() == image]
    full.questions.setFocus(Qt.FocusReason.TabFocusReason)
    assert full.search.grab().toImage() != focused[-1][2]
    assert not unseen


def test_tab_opens_nothing_and_return_opens_the_row(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    opened: list[object] = []
    shown.session.thread_opened.connect(opened.append)
    for _ in walk(shown):
        pass
    shown.bot.wait(100)
    assert not opened
    shown.questions.setFocus(Qt.FocusReason.TabFocusReason)
    assert shown.questions.currentIndex().row() == 0
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.keyClick(shown.questions, Qt.Key.Key_Return)


# ---------------------------------------------------------------- what is seen


def pairs(palette: QPalette) -> Iterator[tuple[str, QColor, QColor, float]]:
    """Every text and sign with what it stands on, and the least contrast of AA: 4.5, of what is no text 3."""
    role, own = QPalette.ColorRole, theme.colours(palette)
    base, chosen = palette.color(role.Base), theme.selection(palette)
    hovered = theme.mix(own.accent, base, 0.07)
    grounds = {
        "base": base,
        "window": palette.color(role.Window),
        "tint": own.tint,
        "selection": chosen,
        "hover": hovered,
    }
    for ground, colour in grounds.items():
        yield f"text on {ground}", palette.color(role.Text), colour, 4.5
        yield f"quiet on {ground}", own.quiet, colour, 4.5
        yield f"accent on {ground}", own.accent, colour, 4.5
    yield "mark", own.marked_text, own.mark, 4.5
    yield "fault", own.fault, base, 4.5
    yield "handle of a scroll bar", own.handle, base, 3.0
    yield "placeholder", palette.color(role.PlaceholderText), base, 4.5
    yield "window text", palette.color(role.WindowText), palette.color(role.Window), 4.5
    yield "button", palette.color(role.ButtonText), palette.color(role.Button), 4.5
    yield "tool tip", palette.color(role.ToolTipText), palette.color(role.ToolTipBase), 4.5
    yield "highlight", palette.color(role.HighlightedText), palette.color(role.Highlight), 4.5
    yield "link", palette.color(role.Link), base, 4.5


@pytest.fixture(params=["light", "dark"])
def palette(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QPalette]:
    theme.follow_scheme(request.param)
    yield QApplication.palette()
    theme.follow_scheme("system")


def test_all_that_is_written_has_the_contrast_of_aa(palette: QPalette) -> None:
    short = {
        what: round(theme.contrast(*two), 2) for what, *two, least in pairs(palette) if theme.contrast(*two) < least
    }
    assert not short


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert round(theme.contrast(QColor("#000"), QColor("#fff")), 2) == 21
    assert round(theme.contrast(QColor("#777777"), QColor("#ffffff")), 2) == 4.48


def test_the_window_follows_the_systems_colours_while_it_runs(full: Window) -> None:
    def ground() -> bool:
        colour = full.questions.viewport().grab().toImage().pixelColor(2, full.questions.viewport().height() - 3)
        return bool(colour.lightness() < 128)

    def ink() -> bool:
        css = full.page.document().defaultStyleSheet()
        return "#e6e6e3" in css

    assert (ground(), ink()) == (False, False)
    QApplication.setPalette(theme.dark_palette())
    QApplication.sendPostedEvents(None, QEvent.Type.None_)
    full.wait_for(lambda: (ground(), ink()) == (True, True))
    QApplication.setPalette(QPalette())
    full.wait_for(lambda: (ground(), ink()) == (False, False))
