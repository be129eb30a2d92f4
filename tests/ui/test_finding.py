"""Narrowing, folding, marking and telling, in the window and by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton, QWidget

from qa_reader import settings
from qa_reader.model import PAGE, Asker, Filters, HitPage, Query, Reply, Scope, Thread
from qa_reader.settings import Settings
from qa_reader.ui import theme
from qa_reader.ui.delegates import fold_rect
from qa_reader.ui.histogram import YearHistogram
from qa_reader.ui.models.hit_list import FOLD_ROLE, READ_ROLE
from tests.ui.conftest import Window
from tests.ui.threads import TREMOR, many

Open = Callable[..., Window]
Build = Callable[[list[Thread]], Path]
LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

SEXES, AGES = ("female", "male", ""), ("20-29", "30-39")
ASKED_TWICE = (
    "I ride forty kilometres each Sunday and afterwards two fingers of my left hand stay numb until the evening. "
    "Should I have my neck looked at, or change the handlebar first?"
)


def people() -> list[Thread]:
    """Twelve threads: a third each of women, men and those who do not say."""
    return [
        replace(thread, asker=Asker(sex=SEXES[place % 3], age=AGES[place % 2]), asked=date(2015 + place % 4, 1, 1))
        for place, thread in enumerate(many(12))
    ]


def repeated() -> list[Thread]:
    """Four threads, of which two ask the same."""
    first, second, third, fourth = many(4)
    return [
        first,
        replace(second, title="Numb fingers after cycling", question=ASKED_TWICE),
        third,
        replace(fourth, title="NUMB fingers after cycling", question=ASKED_TWICE + " Thank you!"),
    ]


class Panel:
    """The facet panel of a window."""

    def __init__(self, shown: Window) -> None:
        self.shown = shown
        with shown.bot.waitSignal(shown.session.facets_found):
            QTest.keyClick(shown.window, Qt.Key.Key_L, CONTROL | SHIFT)
        found = shown.window.findChild(QListView, "facetList")
        assert found is not None
        self.view = found

    def labels(self) -> list[str]:
        return [str(self.view.model().index(row, 0).data()) for row in range(self.view.model().rowCount())]

    def shows(self, label: str) -> bool:
        return label in self.labels()

    def index(self, label: str) -> QModelIndex:
        model = self.view.model()
        return next(index for row in range(model.rowCount()) if (index := model.index(row, 0)).data() == label)

    def count(self, label: str) -> int:
        return int(self.index(label).data(Qt.ItemDataRole.UserRole).count)

    def click(self, label: str) -> None:
        index = self.index(label)
        self.view.scrollTo(index)
        with self.shown.bot.waitSignal(self.shown.session.facets_found):
            QTest.mouseClick(self.view.viewport(), LEFT, pos=self.view.visualRect(index).center())


def chips(shown: Window) -> list[str]:
    found = shown.window.findChildren(QPushButton, "filterChip")
    return [chip.text() for chip in found if chip.isVisible()]


def button(shown: Window, name: str) -> QPushButton:
    found = shown.window.findChild(QPushButton, name)
    assert found is not None, name
    return found


def press(shown: Window, name: str) -> None:
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.mouseClick(button(shown, name), LEFT)


# ---------------------------------------------------------------- the facet panel


def test_the_panel_opens_and_closes_by_its_keys_and_narrows(open_window: Open, archive_of: Build) -> None:
    shown = open_window(archive_of(people()))
    panel = Panel(shown)
    assert panel.view.isVisible()
    assert panel.view.hasFocus()
    assert panel.view.currentIndex().data() == "Female"
    assert [panel.count(label) for label in ("Female", "Male", "Sex not said")] == [4, 4, 4]
    with shown.bot.waitSignal(shown.session.facets_found):
        QTest.keyClick(panel.view, Qt.Key.Key_Space)
    assert shown.count == "4 threads"
    assert chips(shown) == ["Female"]
    assert panel.view.currentIndex().data() == "Female"
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert shown.count == "8 threads"
    QTest.keyClick(shown.window, Qt.Key.Key_L, CONTROL | SHIFT)
    assert not panel.view.isVisible()
    assert shown.questions.hasFocus()
    assert chips(shown) == ["Female", "Male"]


def test_what_is_ticked_before_the_counts_came_is_added_to_what_was_ticked(
    open_window: Open, archive_of: Build
) -> None:
    shown = open_window(archive_of(people()))
    panel = Panel(shown)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(panel.view, Qt.Key.Key_Space)
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(panel.view, Qt.Key.Key_Space)
    assert chips(shown) == ["Female", "Male"]


def test_counts_stay_those_of_what_could_be_chosen(open_window: Open, archive_of: Build) -> None:
    shown = open_window(archive_of(people()))
    panel = Panel(shown)
    panel.click("Sex not said")
    assert shown.count == "4 threads"
    assert panel.count("Female") == 4  # what choosing it too would add
    assert panel.count("20–29") == 2  # of those who do not say
    panel.click("20–29")
    assert shown.count == "2 threads"
    assert panel.count("30–39") == 2
    assert panel.count("Female") == 2
    panel.click("Neurology")
    assert shown.session.place.query.department == "Neurology"
    assert shown.tree.currentIndex().data() == "Neurology"


def test_a_value_is_found_by_its_name(open_window: Open, archive_of: Build) -> None:
    threads = [replace(thread, department=f"Department {place}") for place, thread in enumerate(many(12))]
    shown = open_window(archive_of(threads))
    panel = Panel(shown)
    field = shown.window.findChild(QLineEdit, "facetFind")
    assert field is not None
    QTest.keyClicks(field, "ment 11")
    panel.click("Department 11")
    shown.wait_for(lambda: shown.count == "1 thread")
    assert shown.titles() == ["Question number 12"]


def test_a_rare_value_is_found_by_its_name_and_what_is_not_there_is_said(open_window: Open, archive_of: Build) -> None:
    """Of 260 doctors the panel is told the 200 most frequent; who looks for another one finds him as well."""
    replies = [(Reply(f"Doctor {number}", text="Rest."),) for number in range(260)]
    threads = [replace(thread, replies=given) for thread, given in zip(many(260), replies, strict=True)]
    panel = Panel(open_window(archive_of(threads)))
    field = panel.shown.child(QLineEdit, "facetFind")
    for number in (3, 257):  # whichever of them is told at first
        field.clear()
        QTest.keyClicks(field, f"doctor {number}")
        panel.shown.wait_for(partial(panel.shows, f"Doctor {number}"))
    panel.click("Doctor 257")
    panel.shown.wait_for(lambda: panel.shown.titles() == ["Question number 258"])
    field.clear()
    QTest.keyClicks(field, "nobody")
    panel.shown.wait_for(lambda: panel.labels() == ["Doctor", "Doctor 257", "No filter has “nobody” in its name."])
    assert panel.count("Doctor 257") == 1


def test_more_unfolds_the_rest_of_a_facet(open_window: Open, archive_of: Build) -> None:
    threads = [replace(thread, department=f"Department {place}") for place, thread in enumerate(many(9))]
    panel = Panel(open_window(archive_of(threads)))
    index = panel.index("3 more…")
    panel.view.scrollTo(index)
    QTest.mouseClick(panel.view.viewport(), LEFT, pos=panel.view.visualRect(index).center())
    assert panel.index("Department 8").isValid()


def test_years_are_chosen_on_the_histogram(open_window: Open, archive_of: Build) -> None:
    shown = open_window(archive_of(people()))
    Panel(shown)
    bars = shown.window.findChild(YearHistogram, "yearHistogram")
    assert bars is not None
    first, last = bars.span_rect(2015, 2015).center(), bars.span_rect(2016, 2016).center()
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.mousePress(bars, LEFT, pos=first)
        QTest.mouseMove(bars, last)
        QTest.mouseRelease(bars, LEFT, pos=last)
    assert shown.count == "6 threads"
    assert chips(shown) == ["2015–2016"]
    assert bars.chosen == (2015, 2016)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(bars, Qt.Key.Key_Delete)
    assert shown.count == "12 threads"


# ---------------------------------------------------------------- chips and empty states


def test_every_filter_is_a_chip_and_all_go_at_once(open_window: Open, archive_of: Build) -> None:
    shown = open_window(archive_of(people()))
    filters = Filters(sexes=("female", ""), ages=("20-29",), years=(2015, 2018))
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.session.ask(Query("sleep", department="Orthopedics", filters=filters))
    assert chips(shown) == ["Orthopedics", "Female", "Sex not said", "20–29", "2015–2018"]
    first = next(chip for chip in shown.window.findChildren(QPushButton, "filterChip") if chip.text() == "Female")
    assert first.accessibleName() == "Remove the filter Female"
    first.setFocus()
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(first, Qt.Key.Key_Space)
    assert chips(shown) == ["Orthopedics", "Sex not said", "20–29", "2015–2018"]
    focused = shown.window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Sex not said"
    press(shown, "removeAllChip")
    assert chips(shown) == []
    assert shown.search.text() == "sleep"


def test_a_topic_that_the_program_found_is_ticked_and_named_so(open_window: Open, archive_of: Build) -> None:
    titles = [
        f"{topic} {when}" for topic in ("Restless legs", "Migraine", "Numb toes") for when in ("now", "again", "x")
    ]
    shown = open_window(
        archive_of([Thread(id=f"x:{i}", title=title, department="Nerves") for i, title in enumerate(titles)])
    )
    panel = Panel(shown)
    assert panel.index("Topic found in the titles").row() < panel.index("Migraine").row()
    panel.click("Migraine")
    assert shown.count == "3 threads"
    assert chips(shown) == ["Migraine"]
    assert button(shown, "filterChip").toolTip() == "Topic found in the titles: Migraine"


def test_no_hits_among_filters_offer_to_remove_them(open_window: Open, archive_of: Build) -> None:
    shown = open_window(archive_of(people()))
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.session.ask(Query("sleep", filters=Filters(sexes=("female",), years=(1990, 1991))))
    assert "No thread here" in shown.empty_state.text()
    assert not button(shown, "searchEverywhere").isVisible()
    press(shown, "removeFilters")
    assert shown.count == "12 threads"
    assert not shown.empty_state.isVisible()


def test_no_hits_among_bookmarks_offer_to_search_everywhere(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.session.ask(Query("knee", Scope.BOOKMARKS))
    assert not button(shown, "removeFilters").isVisible()
    press(shown, "searchEverywhere")
    assert shown.titles() == ["Knee clicks on the stairs"]


def test_a_note_that_means_another_word_becomes_a_button(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="zzzz")
    page = replace(_empty(shown), notes=("No thread has “tremer”. Did you mean “knee”?",))
    shown.session.hits_replaced.emit(page)
    assert button(shown, "didYouMean").text() == "Search for “knee”"
    press(shown, "didYouMean")
    assert shown.titles() == ["Knee clicks on the stairs"]


def test_words_that_were_added_do_not_say_why_nothing_is_found(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="zzzz")
    shown.session.hits_replaced.emit(replace(_empty(shown), notes=("Also searched: yyyy.",)))
    assert "No thread has all of these words." in shown.empty_state.text()


def _empty(shown: Window) -> HitPage:
    return HitPage(shown.session.place.query, 0, (), 0)


# ---------------------------------------------------------------- rows


def test_a_thread_that_was_read_is_marked(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    index = shown.questions.model().index(1, 0)
    assert index.data(READ_ROLE) is False
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.mouseClick(shown.questions.viewport(), LEFT, pos=shown.questions.visualRect(index).center())
    assert index.data(READ_ROLE) is True
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).endswith(", read")
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClicks(shown.search, "tremble")
    assert shown.questions.model().index(0, 0).data(READ_ROLE) is True


def test_repeats_unfold_by_key_and_by_mouse(open_window: Open, archive_of: Build) -> None:
    shown = open_window(archive_of(repeated()))
    assert shown.count == "4 threads"
    assert shown.titles() == ["NUMB fingers after cycling", "Question number 3", "Question number 1"]
    QTest.keyClick(shown.search, Qt.Key.Key_Down)
    QTest.keyClick(shown.questions, Qt.Key.Key_Right)
    assert shown.titles()[:2] == ["NUMB fingers after cycling", "Numb fingers after cycling"]
    QTest.keyClick(shown.questions, Qt.Key.Key_Right)  # it is unfolded already
    assert len(shown.titles()) == 4
    QTest.keyClick(shown.questions, Qt.Key.Key_Left)
    assert len(shown.titles()) == 3
    index = shown.questions.model().index(0, 0)
    assert index.data(FOLD_ROLE).count == 1
    row = shown.questions.visualRect(index)
    before = shown.session.place
    QTest.mouseClick(shown.questions.viewport(), LEFT, pos=fold_rect(row, shown.questions.font()).center())
    assert len(shown.titles()) == 4
    assert shown.session.place == before


def test_what_many_pages_ask_is_one_row_and_the_next_rows_come_by_themselves(
    open_window: Open, archive_of: Build
) -> None:
    """Six pages fold into a row: those that it brings on screen are asked for, and none waits for ever."""
    asked = [replace(thread, title="Numb", question=ASKED_TWICE) for thread in many(6 * PAGE)]
    others = [replace(thread, id=f"{thread.id}-else", asked=date(1999, 1, 1)) for thread in many(12)]
    found = open_window(archive_of([*asked, *others]))
    found.wait_for(lambda: len(found.titles()) == 13)
    assert found.titles()[0] == "Numb"
    assert found.count == "162 threads"
    first = found.questions.model().index(0, 0)
    assert first.data(FOLD_ROLE).count == 6 * PAGE - 1
    found.questions.setCurrentIndex(first)
    found.bot.keyClick(found.questions, Qt.Key.Key_Right)
    assert len(found.titles()) == 162
    found.window.close()


def test_keys_and_names_of_the_list_are_those_of_a_list(open_window: Open, archive_of: Build) -> None:
    shown = open_window(archive_of(many(400)))
    view = shown.questions
    QTest.keyClick(shown.search, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 0
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 399
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    shown.wait_for(lambda: view.model().index(399, 0).data() == "Question number 1")
    assert 390 < view.currentIndex().row() < 399
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    spoken = QAccessible.queryAccessibleInterface(view)
    assert spoken.childCount() == 400
    assert spoken.child(0).text(QAccessible.Text.Name).startswith("Question number 400, Orthopedics, 2001-02-04")


# ---------------------------------------------------------------- emergency


def emergency_line(shown: Window) -> QLabel:
    found = shown.window.findChild(QLabel, "emergencyLine")
    assert found is not None
    return found


def test_words_of_an_emergency_show_whom_to_call_and_hide_nothing(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    assert not emergency_line(shown).isVisible()
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClicks(shown.search, "knee OR unconscious")
    line = emergency_line(shown)
    assert line.isVisible()
    assert "your local emergency number" in line.text()
    assert line.accessibleName() == line.text()
    assert shown.titles() == ["Knee clicks on the stairs"]
    assert (
        line.mapTo(shown.window, line.rect().bottomLeft()).y()
        < shown.questions.mapTo(shown.window, shown.questions.rect().topLeft()).y() + 1
    )
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.keyClick(shown.window, Qt.Key.Key_Escape)
    assert not line.isVisible()


def test_the_number_of_the_settings_is_told(open_window: Open, archive_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "data" / "settings.json"
    file.parent.mkdir(exist_ok=True)
    settings.save(file, Settings(emergency_number=" 119 "))
    shown = open_window(archive_file, search="胸痛 喘不過氣")
    assert "call 119 at once" in emergency_line(shown).text()
    with shown.bot.waitSignal(shown.session.place_changed):
        shown.search.setText("自殺")
        QTest.keyClick(shown.search, Qt.Key.Key_Return)
    assert "alone" in emergency_line(shown).text()
    assert "119" in emergency_line(shown).text()


# ---------------------------------------------------------------- the overview


def test_the_overview_stands_where_no_thread_is_open(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    shown.wait_for(lambda: "the most" in shown.page.toPlainText())
    text = shown.page.toPlainText()
    assert text.startswith("Small archive")
    for part in ("4 in 3 departments", "from 2008 to 2023", "no medical advice", "Neurology"):
        assert part in text
    assert "Read last" not in text
    assert not _picture(shown).isNull()
    light = _picture(shown)
    shown.do("use_dark_colours")
    shown.wait_for(lambda: theme.is_dark(shown.page.palette()))
    shown.wait_for(lambda: _picture(shown) != light)
    shown.do("use_light_colours")


def _picture(shown: Window) -> Any:
    return shown.page.document().resource(QTextDocument.ResourceType.ImageResource, QUrl("picture:years"))


def test_the_overview_leads_to_departments_and_to_what_was_read(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="tremble")
    with shown.bot.waitSignal(shown.session.thread_opened):
        QTest.mouseClick(
            shown.questions.viewport(),
            LEFT,
            pos=shown.questions.visualRect(shown.questions.model().index(0, 0)).center(),
        )
    with shown.bot.waitSignal(shown.session.overview_found):
        QTest.keyClick(shown.window, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    text = shown.page.toPlainText()
    assert text.index("Read last") < text.index(TREMOR.title)
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.page.anchorClicked.emit(QUrl("department:0"))
    assert shown.session.place.query.department == "Neurology"
    with shown.bot.waitSignal(shown.session.thread_opened):
        shown.page.anchorClicked.emit(QUrl("read:0"))
    assert "My fingers" in shown.page.toPlainText()


def test_the_overview_leads_to_threads_of_no_department(open_window: Open, archive_of: Build) -> None:
    threads = [replace(thread, department="" if place < 2 else "Neurology") for place, thread in enumerate(many(5))]
    shown = open_window(archive_of(threads))
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.page.anchorClicked.emit(QUrl("department:1"))
    assert shown.count == "2 threads"
    assert chips(shown) == ["Not said"]


@pytest.mark.parametrize("link", ["read:99", "department:99", "read:", "read:-1", "file:///etc/passwd", "javascript:1"])
def test_links_that_lead_nowhere_do_nothing(open_window: Open, archive_file: Path, link: str) -> None:
    shown = open_window(archive_file)
    before = shown.session.place
    shown.page.anchorClicked.emit(QUrl(link))
    assert shown.session.place == before


def test_no_widget_of_finding_is_without_a_name(open_window: Open, archive_of: Build) -> None:
    shown = open_window(archive_of(people()))
    Panel(shown)
    for name in ("facetPanel", "facetList", "facetFind", "clearFilters", "yearHistogram", "filterChips"):
        found = shown.window.findChild(QWidget, name)
        assert found is not None, name
        assert found.accessibleName(), name


def test_a_question_of_a_later_page_is_folded_once_that_page_is_read(open_window: Open, archive_of: Build) -> None:
    far = [*repeated()[1:2], *(replace(thread, id=f"far:{place}") for place, thread in enumerate(many(PAGE + 5)))]
    far.append(replace(repeated()[3], asked=date(2030, 1, 1)))
    shown = open_window(archive_of(far))
    assert len(shown.titles()) == len(far)
    bar = shown.questions.verticalScrollBar()
    bar.setValue(bar.maximum())
    shown.wait_for(lambda: len(shown.titles()) == len(far) - 1)
    assert shown.questions.model().index(0, 0).data(FOLD_ROLE).count == 1


def test_the_panel_is_open_again_at_the_next_start(open_window: Callable[..., Window], archive_file: Path) -> None:
    shown = open_window(archive_file)
    assert shown.child(QWidget, "facetPanel").isHidden()
    shown.do("toggle_filters")
    shown.window.close()
    again = open_window(archive_file)
    panel = again.child(QListView, "facetList")
    assert panel.isVisible()
    again.wait_for(lambda: panel.model().rowCount() > 3)
    assert not panel.hasFocus()
    again.do("toggle_filters")
    again.window.close()
    assert open_window(archive_file).child(QWidget, "facetPanel").isHidden()
