"""An empty list says in its own place what is the case and what to do; nothing in it is of an archive that is gone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QMessageBox, QPlainTextEdit, QProgressBar, QPushButton

from qa_reader import resources
from qa_reader.model import ArchiveInfo, HitPage, Query, Thread, ThreadRef
from qa_reader.ui import query_mends, theme
from qa_reader.ui.empty_state import EmptyState
from qa_reader.ui.frame import Slot
from qa_reader.ui.holding import Holding
from qa_reader.ui.models.hit_list import HitListModel
from qa_reader.ui.pane_room import LEAST
from tests.ui.conftest import Window
from tests.ui.test_main_window import Open, open_first
from tests.ui.test_mending import damage
from tests.ui.test_opening import recent
from tests.ui.threads import KNEE

Archive = Callable[[list[Thread]], Path]
OTHER = Thread("other:1", "Of another archive", department="Elsewhere")


def hold_opening(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let archives open when the event is set, and not before."""
    go_on = threading.Event()
    usual = Holding.open

    def opened(held: Holding, path: Path) -> ArchiveInfo:
        assert go_on.wait(20)
        return usual(held, path)

    monkeypatch.setattr(Holding, "open", opened)
    return go_on


def press(shown: Window, name: str) -> None:
    """Click on a button under the message, which has to be seen."""
    button = shown.child(QPushButton, name)
    assert button.isVisible()
    with shown.bot.waitSignal(shown.session.hits_replaced):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def says(shown: Window, text: str) -> None:
    """Wait until the list says something in its own place, where no rows are."""
    shown.wait_for(lambda: shown.empty_state.isVisible() and text in shown.empty_state.text())
    assert not shown.questions.isVisible()


# ---------------------------------------------------------------- a fault in the query


@pytest.mark.parametrize(
    ("text", "fault", "mended"),
    [
        ('"knee clicks', "The quote that opens here is not closed.", '"knee clicks"'),
        ("knee (clicks", "The bracket that opens here is not closed.", "knee (clicks)"),
        ("knee) clicks", "The bracket that closes here was not opened.", "knee clicks"),
        ("titel:knee", "There is no field “titel”", "title:knee"),
        ("zzqq:knee", "There is no field “zzqq”", "knee"),
        ("knee AND", "AND needs words on both sides.", "knee"),
        ("NOT", "NOT needs words on its right.", ""),
        ('knee AND ("', "The quote that opens here is not closed.", "knee"),
        ('zzqq:(knee OR "', "There is no field “zzqq”", "(knee)"),
        ("asked:[2021 to 2019]", "ends before it begins", ""),
    ],
)
def test_a_first_query_with_a_fault_is_explained_in_the_place_of_the_rows(
    open_window: Open, archive_file: Path, text: str, fault: str, mended: str
) -> None:
    shown = open_window(archive_file, search=text, wait=False)
    says(shown, fault)
    assert text in shown.empty_state.accessibleName()
    button = shown.child(QPushButton, "didYouMean")
    if not mended:
        shown.bot.wait(50)
        assert not button.isVisible()
        return
    shown.wait_for(button.isVisible)
    assert button.text() == f"Search for “{mended}”"
    press(shown, "didYouMean")
    assert shown.search.text() == mended
    assert shown.titles() == [KNEE.title]
    assert not shown.empty_state.isVisible()


def test_what_is_typed_is_never_markup(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search='<b>knee</b> "', wait=False)
    says(shown, "&lt;b&gt;knee&lt;/b&gt;")


def test_a_fault_in_a_long_word_makes_the_list_no_wider(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="zeppelin")
    said = shown.window.findChild(EmptyState)
    assert said is not None
    with shown.bot.waitSignal(shown.session.query_refused):
        shown.search.setText(f'{"x" * 80} "')
        QTest.keyClick(shown.search, Qt.Key.Key_Return)
    says(shown, "The quote that opens here is not closed.")
    shown.wait_for(shown.child(QPushButton, "didYouMean").isVisible)
    assert said.minimumSizeHint().width() <= LEAST[Slot.LIST]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("“knee pain", "“knee pain”"),
        ("knee title:(", "knee"),
        ("(" * 3000, ""),
        ("titel:knee " + "x " * 250, ""),
    ],
)
def test_what_is_offered_for_a_fault(text: str, meant: str) -> None:
    assert query_mends.mended(text) == meant


def test_a_fault_is_seen_in_light_and_in_dark(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="titel:knee", wait=False)
    says(shown, "There is no field")
    place = shown.empty_state.parentWidget()
    assert isinstance(place, EmptyState)
    seen = []
    for base, text in (("#17191b", "#e8e6e3"), ("#ffffff", "#000000")):
        palette = place.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(base))
        palette.setColor(QPalette.ColorRole.Text, QColor(text))
        place.setPalette(palette)
        seen.append(theme.colours(palette).fault.name())
        assert seen[-1] in shown.empty_state.text()
    assert len(set(seen)) == 2


def test_a_long_name_is_broken_into_lines(open_window: Open, archive_file: Path) -> None:
    name = "a_name_without_any_blank_in_it"
    shown = open_window(archive_file, search=f'"{name}"', wait=False)
    says(shown, "a_name")
    assert name in shown.empty_state.accessibleName()
    assert name not in shown.empty_state.text()
    assert shown.empty_state.text().replace("\u200b", "") == shown.empty_state.accessibleName()


def test_the_fault_follows_a_query_that_found_nothing_and_rows_stay(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file, search="zeppelin")
    with shown.bot.waitSignal(shown.session.query_refused):
        QTest.keyClicks(shown.search, ' "')
    says(shown, "The quote that opens here is not closed.")
    assert "zeppelin" in shown.empty_state.accessibleName()
    shown.search.clear()
    shown.wait_for(lambda: len(shown.titles()) == 4)
    with shown.bot.waitSignal(shown.session.query_refused):
        QTest.keyClicks(shown.search, '"')
    assert shown.questions.isVisible()
    assert not shown.empty_state.isVisible()


# ---------------------------------------------------------------- an archive that is being opened


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Lets archives open only when the event is set; meanwhile the index is half done."""
    go_on = threading.Event()
    usual = Holding.open

    def opened(held: Holding, path: Path) -> ArchiveInfo:
        held._progress(50, 100, "indexing")
        assert go_on.wait(20)
        return usual(held, path)

    monkeypatch.setattr(Holding, "open", opened)
    return go_on


def test_a_list_says_that_its_index_is_being_built_and_how_far(
    open_window: Open, archive_file: Path, slow: threading.Event
) -> None:
    shown = open_window(archive_file, wait=False)
    try:
        says(shown, "The search index of “small” is being built")
        bar = shown.child(QProgressBar, "listProgress")
        shown.wait_for(bar.isVisible)
        assert (bar.value(), bar.maximum()) == (50, 100)
    finally:
        slow.set()
    shown.wait_for(lambda: len(shown.titles()) == 4)
    assert shown.questions.isVisible()
    assert not shown.empty_state.isVisible()
    assert not bar.isVisible()


def test_rows_give_way_while_another_archive_opens_and_come_back_where_it_does_not(
    open_window: Open, archive_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_window(archive_file)
    go_on = hold_opening(monkeypatch)
    broken = tmp_path / "broken.qarchive"
    broken.write_bytes(b"no archive")
    shown.session.open_archive(broken)
    try:
        says(shown, "“broken” is being opened")
        assert shown.titles() == []
    finally:
        go_on.set()
    shown.wait_for(lambda: len(shown.titles()) == 4)
    assert not shown.empty_state.isVisible()
    for box in shown.window.findChildren(QMessageBox):
        box.close()


def test_what_was_said_stays_where_an_archive_does_not_open(
    open_window: Open, archive_file: Path, tmp_path: Path
) -> None:
    shown = open_window(archive_file, search="zeppelin")
    before = shown.empty_state.text()
    with shown.bot.waitSignal(shown.session.not_opened):
        shown.session.open_archive(tmp_path / "nowhere.qarchive")
    shown.bot.wait(400)
    assert shown.empty_state.isVisible()
    assert shown.empty_state.text() == before
    for box in shown.window.findChildren(QMessageBox):
        box.close()


def test_a_damaged_index_is_told_in_an_empty_list_until_it_is_mended(
    open_window: Open, archive_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path(shutil.copy(archive_file, tmp_path / "damaged.qarchive"))
    damage(file)
    go_on = threading.Event()
    monkeypatch.setattr("qa_reader.ui.session.rebuild_index", lambda *_: go_on.wait(20))
    shown = open_window(file, search="knee", wait=False)
    try:
        says(shown, "is damaged. It is being built anew")
    finally:
        go_on.set()
    says(shown, "damaged")  # the stand-in built nothing: that is said, too
    shown.wait_for(lambda: "is being built" not in shown.empty_state.text())
    for box in shown.window.findChildren(QMessageBox):
        box.close()


def test_without_an_archive_the_list_offers_to_open_one(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "bundled_archive", lambda: None)
    shown = open_window(None, wait=False)
    says(shown, "No archive is open.")
    asked: list[bool] = []
    action = shown.window.findChild(QAction, "open_archive")
    assert action is not None
    action.triggered.disconnect()
    action.triggered.connect(lambda: asked.append(True))
    QTest.mouseClick(shown.child(QPushButton, "openArchive"), Qt.MouseButton.LeftButton)
    assert asked
    for box in shown.window.findChildren(QMessageBox):
        box.close()


def test_a_list_says_that_its_first_answer_is_still_to_come(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown = open_window(archive_file)
    go_on = threading.Event()
    shown.session.archive_opened.connect(lambda _info: shown.session.ask_library(lambda _library: go_on.wait(20)))
    shown.session.open_archive(archive_of([OTHER]))
    try:
        says(shown, "“made” is being opened")
    finally:
        go_on.set()
    shown.wait_for(lambda: shown.titles() == [OTHER.title])
    assert not shown.empty_state.isVisible()


# ---------------------------------------------------------------- what is of the archive before


def at_the_switch(shown: Window, path: Path, act: Callable[[], None]) -> list[str]:
    """Act the moment another archive is there, before it has answered; what went wrong until it has."""
    told: list[str] = []
    shown.session.failed.connect(told.append)
    shown.session.archive_opened.connect(lambda _info: act())
    shown.session.open_archive(path)
    shown.wait_for(lambda: shown.titles() == [OTHER.title])
    done: list[bool] = []
    for _ in range(3):  # what an answer asks for comes after it
        shown.session.find_all(Query(), lambda _all: done.append(True))
        shown.wait_for(lambda: bool(done))
        done.clear()
    return told


def test_no_row_of_the_archive_before_answers_once_another_is_open(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    shown.questions.setFocus()
    asked: list[ThreadRef] = []

    def act() -> None:
        assert shown.titles() == []
        place = shown.questions.visualRect(shown.questions.model().index(0, 0)).center()
        QTest.mouseClick(shown.questions.viewport(), Qt.MouseButton.LeftButton, pos=place)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_End):
            QTest.keyClick(shown.questions, key)
        shown.session.navigation.thread_requested.connect(asked.append)

    assert at_the_switch(shown, archive_of([OTHER]), act) == []
    assert shown.session.archive is not None
    assert {ref.archive for ref in asked} <= {shown.session.archive.id}


def test_no_filter_of_the_archive_before_answers_once_another_is_open(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown = open_window(archive_file)
    shown.do("toggle_filters")
    facets = shown.child(QListView, "facetList")
    shown.wait_for(lambda: facets.model().rowCount() > 0)
    rows: list[int] = []
    at_the_switch(shown, archive_of([OTHER]), lambda: rows.append(facets.model().rowCount()))
    assert rows == [0]
    shown.wait_for(lambda: facets.model().rowCount() > 0)


def test_a_page_of_the_archive_before_that_comes_late_is_no_answer(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown = open_window(archive_file)
    late: list[HitPage] = []
    shown.session.hits_replaced.connect(late.append)
    shown.session.refresh()
    shown.wait_for(lambda: bool(late))
    page = replace(late[0], query=Query())
    rows: list[list[str]] = []
    model = shown.questions.model()
    assert isinstance(model, HitListModel)

    def act() -> None:
        shown.session.hits_added.emit(page)
        rows.append([*shown.titles(), *(str(model.row_of(hit.ref)) for hit in page.hits)])

    assert at_the_switch(shown, archive_of([OTHER]), act) == []
    assert set(rows[0]) == {"None"}


def test_a_note_is_not_written_to_a_thread_of_the_archive_before(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    other = archive_of([OTHER])
    shown = open_window(other)
    open_first(shown)
    shown.session.open_archive(archive_file)
    shown.wait_for(lambda: len(shown.titles()) == 4)
    open_first(shown)
    field = shown.child(QPlainTextEdit, "noteField")
    enabled: list[bool] = []
    at_the_switch(shown, other, lambda: enabled.append(field.isEnabled()))
    assert enabled == [False]


def test_the_overview_lists_no_thread_of_the_archive_before(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown = open_window(archive_file)
    open_first(shown)
    title = shown.titles()[0]
    shown.session.open_archive(archive_of([OTHER]))
    shown.wait_for(lambda: shown.titles() == [OTHER.title])
    assert title not in shown.page.toPlainText()


def test_what_is_typed_while_another_archive_opens_is_asked_of_it(
    open_window: Open, archive_file: Path, archive_of: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = archive_of([OTHER, replace(OTHER, id="other:2", title="Something else")])
    shown = open_window(archive_file)
    go_on = hold_opening(monkeypatch)
    shown.session.open_archive(other)
    shown.search.setFocus()
    QTest.keyClicks(shown.search, "another")
    shown.wait_for(lambda: shown.session.place.query.text == "another")
    go_on.set()
    shown.wait_for(lambda: shown.titles() == [OTHER.title])
    assert shown.search.text() == "another"


def test_the_same_archive_opened_again_keeps_its_rows(open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    rows: list[int] = []
    shown.session.archive_opened.connect(lambda _info: rows.append(len(shown.titles())))
    with shown.bot.waitSignal(shown.session.hits_replaced):
        shown.session.open_archive(archive_file)
    assert rows == [4]


# ---------------------------------------------------------------- an archive that is gone


def gone(open_window: Open, archive_file: Path, archive_of: Archive) -> tuple[Window, Path, QMessageBox]:
    """A window with an archive among the recent ones that was chosen there and is gone, and what is said of it."""
    away = archive_of([OTHER])
    shown = open_window(away)
    shown.session.open_archive(archive_file)
    shown.wait_for(lambda: KNEE.title in shown.titles())
    away.rename(away.with_suffix(".moved"))
    recent(shown)[0].trigger()
    shown.wait_for(lambda: shown.window.findChild(QMessageBox, "archiveGone") is not None)
    return shown, away, shown.child(QMessageBox, "archiveGone")


def test_an_archive_that_is_gone_is_named_and_stays_among_the_recent_ones(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown, away, box = gone(open_window, archive_file, archive_of)
    assert away.name in box.text()
    assert str(away.parent) in box.informativeText()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert [entry.toolTip() for entry in recent(shown)][:1] == [str(away)]
    assert KNEE.title in shown.titles()


def test_an_archive_that_is_gone_is_taken_off_the_list(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown, away, _box = gone(open_window, archive_file, archive_of)
    QTest.mouseClick(shown.child(QPushButton, "forgetArchive"), Qt.MouseButton.LeftButton)
    assert str(away) not in shown.session.settings.recent.values()
    assert str(archive_file) in shown.session.settings.recent.values()


def test_an_archive_that_was_moved_is_looked_for_and_its_entry_follows(
    open_window: Open, archive_file: Path, archive_of: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, away, _box = gone(open_window, archive_file, archive_of)
    moved = away.with_suffix(".moved")
    monkeypatch.setattr("qa_reader.ui.dialogs.choose_archive", lambda _parent, chosen: chosen(moved))
    QTest.mouseClick(shown.child(QPushButton, "findArchive"), Qt.MouseButton.LeftButton)
    shown.wait_for(lambda: shown.titles() == [OTHER.title])
    assert str(away) not in shown.session.settings.recent.values()
    assert str(moved) in shown.session.settings.recent.values()
