"""Rows under which others are folded, and pages that are let go, under Qt's own model tester."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from qa_reader.model import PAGE, Hit, HitPage, Query, ThreadRef
from qa_reader.ui.models import hit_list
from qa_reader.ui.models.hit_list import FOLD_ROLE, READ_ROLE, REPEAT_ROLE, Fold, HitListModel


def page(number: int, total: int, *repeats: tuple[int, ...]) -> HitPage:
    numbers = range(number * PAGE, min((number + 1) * PAGE, total))
    hits = tuple(Hit(n + 1, ThreadRef("a", f"x:{n}"), 1.0, f"Title {n}") for n in numbers)
    return HitPage(Query(), number * PAGE, hits, total, repeats=repeats)


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
