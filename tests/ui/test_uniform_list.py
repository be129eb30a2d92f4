"""Any number of rows: what the view does must not grow with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QElapsedTimer, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from qa_reader.model import PAGE, Hit, HitPage, Query, Snippet, ThreadRef
from qa_reader.ui.hit_delegate import HitDelegate
from qa_reader.ui.models.hit_list import HitListModel
from qa_reader.ui.panes.question_list import QuestionList

ROWS = 250_000


class CountingModel(HitListModel):
    """Counts how often it is asked for its number of rows: QListView asks for each row that it lays out."""

    asked = 0

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        CountingModel.asked += 1
        return super().rowCount(parent)


class PaintedRows(HitDelegate):
    """Knows which rows it painted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[int] = []

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.rows.append(index.row())
        super().paint(painter, option, index)


def page(number: int) -> HitPage:
    hits = tuple(
        Hit(
            n + 1,
            ThreadRef("a", f"x:{n}"),
            1.0,
            f"Question {n}",
            "Neurology",
            "Dr",
            date(2020, 1, 1),
            None,
            Snippet("…"),
        )
        for n in range(number * PAGE, (number + 1) * PAGE)
    )
    return HitPage(Query(), number * PAGE, hits, ROWS, repeats=((0, 3),) if number % 2 else ())


def filled(qtbot: QtBot) -> QuestionList:
    shown = QuestionList()
    qtbot.addWidget(shown)
    shown.hits = CountingModel(shown)
    shown.view.setModel(shown.hits)
    shown.hits.page_requested.connect(lambda number: shown.hits.add_page(page(number)))
    shown.view.rows_shown.connect(shown.hits.show_rows)
    shown.resize(380, 700)
    shown.show_page(page(0))
    shown.show()
    return shown


def test_a_quarter_of_a_million_rows_are_laid_out_without_asking_for_each(qtbot: QtBot) -> None:
    CountingModel.asked = 0
    shown = filled(qtbot)
    bar = shown.view.verticalScrollBar()
    longest, timer = 0, QElapsedTimer()
    for step in range(101):
        timer.start()
        bar.setValue(bar.maximum() * step // 100)
        shown.view.viewport().repaint()
        longest = max(longest, timer.elapsed())
        if step % 20 == 0:
            qtbot.wait(30)  # what stands still is fetched, and folds
    assert shown.hits.rowCount() == ROWS - 5
    assert CountingModel.asked < 20_000  # QListView: 500,000 for the first layout alone
    assert longest < 250  # ms; 20 to 40 on a quiet machine


def test_rows_are_where_they_are_painted(qtbot: QtBot) -> None:
    view = filled(qtbot).view
    for row in (0, 1, 12_345, ROWS - 1):
        index = view.model().index(row, 0)
        view.scrollTo(index)
        place = view.visualRect(index)
        assert view.viewport().rect().contains(place.center())
        assert view.indexAt(place.center()) == index
        first, last = view.rows_on_screen
        assert first <= row <= last
    assert not view.indexAt(QPoint(5, -1_000_000_000)).isValid()
    assert view.visualRect(QModelIndex()).isEmpty()


def test_unfolding_keeps_the_rows_above_in_their_places(qtbot: QtBot) -> None:
    shown = filled(qtbot)
    shown.hits.add_page(page(1))
    view = shown.view
    index = view.model().index(PAGE, 0)
    view.scrollTo(index)
    top = view.visualRect(index).topLeft()
    shown.hits.toggle_fold(PAGE)
    qtbot.wait(20)
    assert view.visualRect(view.model().index(PAGE, 0)).topLeft() == top
    assert view.model().index(PAGE + 1, 0).data() == f"Question {PAGE + 3}"


def test_letters_typed_in_the_list_do_not_look_through_all_titles(qtbot: QtBot) -> None:
    shown = filled(qtbot)
    shown.view.setFocus()
    shown.view.setCurrentIndex(shown.view.model().index(3, 0))
    CountingModel.asked = 0
    QTest.keyClicks(shown.view, "Question 9")
    assert shown.view.currentIndex().row() == 3
    assert CountingModel.asked < 1000


def test_the_list_can_be_mirrored(qtbot: QtBot) -> None:
    shown = filled(qtbot)
    shown.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.wait(20)
    assert not shown.grab().isNull()


def test_only_the_rows_that_changed_are_painted_anew(qtbot: QtBot) -> None:
    shown = filled(qtbot)
    painted = PaintedRows(shown.view)
    shown.view.setItemDelegate(painted)
    qtbot.wait(50)
    painted.rows.clear()
    shown.show_read(frozenset({ThreadRef("a", "x:2")}))
    qtbot.wait(50)
    assert painted.rows == [2]
