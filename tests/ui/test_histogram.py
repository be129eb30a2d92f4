"""The histogram of years, by mouse and keyboard."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qa_reader.ui.histogram import YearHistogram
from qa_reader.ui.years import MOST, Years, bars_of

LEFT = Qt.MouseButton.LeftButton
COUNTS = {2012: 3, 2014: 8, 2015: 1, 2021: 4}


@pytest.fixture
def bars(qtbot: QtBot) -> YearHistogram:
    widget = YearHistogram()
    qtbot.addWidget(widget)
    widget.resize(220, widget.sizeHint().height())
    widget.show_counts(COUNTS, None, 2)
    widget.show()
    return widget


def middle(bars: YearHistogram, year: int) -> QPoint:
    return bars.span_rect(year, year).center()


def asked(bars: YearHistogram) -> list[Years | None]:
    answers: list[Years | None] = []
    bars.years_requested.connect(answers.append)
    return answers


def drag(bars: YearHistogram, first: QPoint, last: QPoint) -> None:
    QTest.mousePress(bars, LEFT, pos=first)
    QTest.mouseMove(bars, last)
    QTest.mouseRelease(bars, LEFT, pos=last)


def test_dragging_over_years_chooses_them_in_either_direction(bars: YearHistogram) -> None:
    answers = asked(bars)
    drag(bars, middle(bars, 2013), middle(bars, 2015))
    bars.show_counts(COUNTS, (2013, 2015))
    drag(bars, middle(bars, 2021), middle(bars, 2018))
    assert answers == [(2013, 2015), (2018, 2021)]


def test_dragging_beyond_the_ends_stops_at_them(bars: YearHistogram) -> None:
    answers = asked(bars)
    drag(bars, middle(bars, 2015), QPoint(bars.width() + 50, 20))
    assert answers == [(2015, 2021)]


def test_a_click_chooses_a_year_and_a_double_click_all(bars: YearHistogram) -> None:
    answers = asked(bars)
    QTest.mouseClick(bars, LEFT, pos=middle(bars, 2014))
    assert answers == [(2014, 2014)]
    QTest.mouseDClick(bars, LEFT, pos=middle(bars, 2014))
    assert answers[-1] is None
    assert bars.chosen is None


def test_arrows_move_and_shift_chooses(bars: YearHistogram, qtbot: QtBot) -> None:
    answers = asked(bars)
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_End)
    QTest.keyClick(bars, Qt.Key.Key_Left)
    assert bars.accessibleDescription().startswith("2020: 0. 16 threads from 2012 to 2021. 2 without a date")
    assert answers == []
    for _ in range(2):
        QTest.keyClick(bars, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bars, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: answers == [(2019, 2020)])
    QTest.keyClick(bars, Qt.Key.Key_Delete)
    assert answers[-1] is None


def test_return_chooses_the_year_of_the_cursor(bars: YearHistogram) -> None:
    answers = asked(bars)
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Home)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert answers == [(2012, 2012)]
    assert "Asked 2012: 3" in bars.accessibleDescription()


def test_it_is_mirrored_where_one_reads_from_the_right(bars: YearHistogram) -> None:
    bars.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert middle(bars, 2012).x() > middle(bars, 2021).x()
    answers = asked(bars)
    QTest.mouseClick(bars, LEFT, pos=middle(bars, 2014))
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Left)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert answers == [(2014, 2014), (2015, 2015)]


FAR = {1: 1, 1890: 2, **dict.fromkeys(range(2000, 2025), 10), 2150: 3}


def test_a_few_years_far_off_make_no_hair_of_the_others() -> None:
    """A date of the year 1 beside twenty years would leave each of them a tenth of a pixel."""
    bars = bars_of(FAR)
    assert list(bars) == [(1, 1999), *((year, year) for year in range(2000, 2025)), (2025, 2150)]
    assert (bars[1, 1999], bars[2025, 2150]) == (3, 3)
    assert sum(bars.values()) == sum(FAR.values())
    assert list(bars_of({1950: 1, 2026: 1})) == [(year, year) for year in range(1950, 2027)]
    assert bars_of({}) == {}


@given(st.dictionaries(st.integers(1, 9999), st.integers(0, 50), min_size=1))
def test_bars_join_without_a_gap_and_lose_no_thread(counts: dict[int, int]) -> None:
    bars = list(bars_of(counts))
    assert len(bars) <= MOST
    assert (bars[0][0], bars[-1][1]) == (min(counts), max(counts))
    assert all(after[0] == before[1] + 1 for before, after in pairwise(bars))
    assert sum(bars_of(counts).values()) == sum(counts.values())


def test_years_far_off_are_chosen_together(bars: YearHistogram, qtbot: QtBot) -> None:
    answers = asked(bars)
    bars.show_counts(FAR, None)
    QTest.mouseClick(bars, LEFT, pos=middle(bars, 1890))
    drag(bars, middle(bars, 2020), middle(bars, 2100))
    assert answers == [(1, 1999), (2020, 2150)]
    bars.show_counts(FAR, (2020, 2150))
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Home)
    assert bars.accessibleDescription().startswith("1–1999: 3. Asked 2020–2150: 53. 256 threads from 1 to 2150")
    QTest.keyClick(bars, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: answers[-1] == (1, 2000))
    bars.show_counts(FAR, (1890, 2000))  # as a saved search may have it
    bars.grab()
    assert "Asked 1890–2000: 12" in bars.accessibleDescription()


def test_without_dates_nothing_can_be_chosen(bars: YearHistogram) -> None:
    answers = asked(bars)
    bars.show_counts({}, None)
    bars.setFocus()
    QTest.mouseClick(bars, LEFT, pos=QPoint(40, 40))
    QTest.keyClick(bars, Qt.Key.Key_Return)
    bars.grab()
    assert answers == []
    assert bars.accessibleDescription() == "No thread has a date."
