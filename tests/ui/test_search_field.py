"""The search field by itself: where it marks what is wrong with a query."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_reader.errors import QuerySyntaxError
from qa_reader.ui.panes.search_field import SearchField


@pytest.fixture
def field(qtbot: QtBot) -> SearchField:
    made = SearchField()
    qtbot.addWidget(made)
    made.resize(600, 40)
    made.setText("\U0001f48a hand asked:2019-13")
    return made


def drawn(field: SearchField, place: tuple[int, int] | None) -> np.ndarray:
    """The pixels of the field with a fault at a place, or with none."""
    field.show_fault(QuerySyntaxError("no date", place) if place else None)
    image = field.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1).copy()


def columns(one: np.ndarray, other: np.ndarray) -> list[int]:
    """The columns in which pictures differ."""
    return np.flatnonzero((one != other).any(axis=0)).tolist()


def test_the_place_where_a_query_goes_wrong_is_underlined_and_no_other(field: SearchField) -> None:
    plain, nowhere = drawn(field, None), drawn(field, (0, 0))
    field.setCursorPosition(len("\U0001f48a hand ") + 1)  # Qt counts two for the first
    border = field.cursorRect().center().x()
    behind, before = columns(nowhere, drawn(field, (7, 20))), columns(nowhere, drawn(field, (2, 6)))
    assert behind
    assert before
    assert max(before) < border - 2 < min(behind)
    assert not columns(plain, drawn(field, None))
    assert field.text().endswith("2019-13")


def test_what_an_input_method_composes_is_left_alone(field: SearchField) -> None:
    QApplication.sendEvent(field, QInputMethodEvent("ㄊㄡˊ", []))
    composing = drawn(field, (0, 0))
    assert not columns(composing, drawn(field, (7, 20)))
