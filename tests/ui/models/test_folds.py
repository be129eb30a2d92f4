"""Rows under which others are folded, and pages that are let go, under Qt's own model tester."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from qa_reader.model import PAGE, Hit, HitPage, Query, ThreadRef
from qa_reader.ui.models import hit_list
from qa_reader.ui.models.hit_list import FOLD_ROLE, READ_ROLE, REPEAT_ROLE, Fold, HitListModel


def page(number: int, total: int, *repeats: tuple[int, ...], earlier: tuple[tuple[int, int], ...] = ()) -> HitPage:
    numbers = range(number * PAGE, min((number + 1) * PAGE, total))
    hits = tuple(Hit(n + 1, ThreadRef("a", f"x:{n}"), 1.0, f"Title {n}") for n in numbers)
    return HitPage(Query(), number * PAGE, hits, total, repeats=repeats, repeats_earlier=earlier)


def made(*pages: HitPage) -> tuple[HitListModel, QAbstractItemModelTester]:
    model = HitListModel()
    checked = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.replace(pages[0])
    for other in pages[1:]:
        model.add_page(other)
    return model, checked


def titles(model: HitListModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_repeats_stand_under_the_first_of_them(qtbot: QtBot) -> None:
    model, checked = made(page(0, 6, (1, 3, 5)))
    assert titles(model) == ["Title 0", "Title 1", "Title 2", "Title 4"]
    assert model.total == 6
    assert model.index(1).data(FOLD_ROLE) == Fold(2, unfolded=False)
    assert model.index(0).data(FOLD_ROLE) is None
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Title 1, 2 more ask nearly the same"
    model.toggle_fold(1)
    assert titles(model) == ["Title 0", "Title 1", "Title 3", "Title 5", "Title 2", "Title 4"]
    assert [model.index(row).data(REPEAT_ROLE) for row in range(6)] == [False, False, True, True, False, False]
    assert model.index(1).data(FOLD_ROLE) == Fold(2, unfolded=True)
    model.toggle_fold(1)
    assert titles(model) == ["Title 0", "Title 1", "Title 2", "Title 4"]
    model.toggle_fold(0)  # nothing is folded there
    assert checked.model() is model


def test_every_row_finds_its_hit_whatever_is_folded_on_other_pages(qtbot: QtBot) -> None:
    total = 6 * PAGE + 7
    pages = [page(0, total, (0, 1)), page(4, total, (0, 24), (2, 3, 4)), page(2, total), page(6, total, (5, 6))]
    model, checked = made(*pages)
    folded = {1, 4 * PAGE + 24, 4 * PAGE + 3, 4 * PAGE + 4, 6 * PAGE + 6}
    expected = [number for number in range(total) if number not in folded]
    assert model.rowCount() == len(expected)
    for row, number in enumerate(expected):
        known = number // PAGE in {0, 2, 4, 6}
        assert titles(model)[row] == (f"Title {number}" if known else "Loading…")
    for number in (0, 5, 2 * PAGE, 4 * PAGE + 5, 6 * PAGE):
        assert model.row_of(ThreadRef("a", f"x:{number}")) == expected.index(number)
    assert model.row_of(ThreadRef("a", f"x:{4 * PAGE + 24}")) == expected.index(4 * PAGE)
    asked: list[int] = []
    model.page_requested.connect(asked.append)
    model.show_rows(0, len(expected) - 1)
    assert asked == [1, 3, 5]
    assert checked.model() is model


ALL = tuple(range(PAGE))


def test_what_an_earlier_page_asks_stands_under_its_row() -> None:
    """Three pages of one question are a row, between those that ask something else."""
    total = 3 * PAGE
    model, checked = made(
        page(0, total, ALL[1:]),  # Title 0 is something else, Title 1 is the question
        page(1, total, ALL, earlier=((0, 1),)),
        page(2, total, ALL[:-1], earlier=((0, PAGE),)),  # which itself stands under Title 1
    )
    assert titles(model) == ["Title 0", "Title 1", f"Title {total - 1}"]
    assert model.index(1).data(FOLD_ROLE) == Fold(total - 3, unfolded=False)
    assert [model.rank(row) for row in range(3)] == [0, 1, total - 1]
    assert model.row_of(ThreadRef("a", f"x:{PAGE + 3}")) == 1
    model.toggle_fold(1)
    assert titles(model) == [f"Title {rank}" for rank in range(total)]
    assert [model.rank(row) for row in range(total)] == list(range(total))
    assert model.row_of(ThreadRef("a", f"x:{PAGE + 3}")) == PAGE + 3
    assert [model.index(row).data(REPEAT_ROLE) for row in (0, 1, 2, PAGE + 3, total - 1)] == [
        False,
        False,
        True,
        True,
        False,
    ]
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last, _roles: changed.append(first.row()))
    model.mark_read(frozenset({ThreadRef("a", f"x:{PAGE + 3}")}))
    assert changed == [PAGE + 3]
    model.toggle_fold(1)
    assert titles(model) == ["Title 0", "Title 1", f"Title {total - 1}"]
    assert checked.model() is model


def test_what_comes_while_its_question_is_unfolded_stands_below_it_at_once() -> None:
    total = 2 * PAGE
    model, checked = made(page(0, total, (2, 5)))
    model.toggle_fold(2)
    model.add_page(page(1, total, (3, 4), (7, 8), earlier=((3, 2), (9, 0))))
    shown = titles(model)
    assert shown[:6] == ["Title 0", "Title 1", "Title 2", "Title 5", f"Title {PAGE + 3}", f"Title {PAGE + 4}"]
    assert model.index(0).data(FOLD_ROLE) == Fold(1, unfolded=False)
    assert model.index(2).data(FOLD_ROLE) == Fold(3, unfolded=True)
    assert len(shown) == total - 2  # one is folded under Title 0, and one on the page itself
    assert len(set(shown)) == len(shown)
    assert checked.model() is model


def test_of_an_earlier_page_that_is_not_here_nothing_is_folded() -> None:
    total = 4 * PAGE
    model, checked = made(page(0, total), page(3, total, (1, 2), earlier=((1, 30), (4, 31))))
    assert model.rowCount() == total - 1
    assert f"Title {3 * PAGE + 4}" in titles(model)
    assert checked.model() is model


def test_unfolded_rows_ask_for_the_pages_that_were_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hit_list, "_HELD", 2)
    total = 4 * PAGE
    pages = [page(0, total), *(page(number, total, ALL, earlier=((0, 3),)) for number in (1, 2, 3))]
    model, checked = made(*pages)
    asked: list[int] = []
    model.page_requested.connect(asked.append)
    model.toggle_fold(3)
    model.show_rows(0, 3 * PAGE)
    gone = sorted({model.rank(row) // PAGE for row, title in enumerate(titles(model)) if title == "Loading…"})
    assert asked == gone == [0, 1]
    for number in gone:
        model.add_page(pages[number])
    assert model.rowCount() == total
    assert checked.model() is model


def test_what_was_read_is_marked_and_said(qtbot: QtBot) -> None:
    model, _ = made(page(0, 3))
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last, _roles: changed.extend(range(first.row(), last.row() + 1)))
    model.mark_read(frozenset({ThreadRef("a", "x:2")}))
    assert changed == [2]
    assert [model.index(row).data(READ_ROLE) for row in range(3)] == [False, False, True]
    assert model.index(2).data(Qt.ItemDataRole.AccessibleTextRole) == "Title 2, read"


def test_pages_far_away_are_let_go_and_asked_for_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hit_list, "_HELD", 3)
    total = 6 * PAGE
    model, checked = made(page(0, total, (0, 1)), *(page(number, total) for number in range(1, 6)))
    assert model.hit(0) is None
    assert model.rowCount() == total - 1
    asked: list[int] = []
    model.page_requested.connect(asked.append)
    model.show_rows(0, 5)
    assert asked == [0]
    model.add_page(page(0, total, (0, 1)))
    assert titles(model)[:2] == ["Title 0", "Title 2"]
    assert model.rowCount() == total - 1
    assert checked.model() is model
