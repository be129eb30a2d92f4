"""The window's models under Qt's own model tester."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_reader.kept import DEEPEST, Collection, Folder
from qa_reader.model import (
    PAGE,
    ArchiveInfo,
    Bookmark,
    Department,
    Hit,
    HitPage,
    Query,
    Related,
    Scope,
    Sort,
    ThreadRef,
    Topic,
)
from qa_reader.ui.models.department_tree import COUNT_ROLE, NODE_ROLE, DepartmentTreeModel
from qa_reader.ui.models.department_tree import Kind as Place
from qa_reader.ui.models.hit_list import BOOKMARKED_ROLE, HIT_ROLE, HitListModel
from qa_reader.ui.models.side_entries import Kind, SideEntriesModel
from tests.ui.threads import TREMOR

INFO = ArchiveInfo(
    id="archive",
    title="Small",
    path="small.qarchive",
    threads=3,
    departments=(
        Department("Neurology", 2, ((Topic("Tremor", "Neurology"), 2),)),
        Department("眼科", 1),
        Department("", 1),
    ),
)
REF = ThreadRef("archive", "test:1")


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def page(offset: int, total: int, query: Query = Query()) -> HitPage:
    numbers = range(offset, min(offset + PAGE, total))
    hits = tuple(
        Hit(n + 1, ThreadRef("archive", f"test:{n}"), 1.0, f"Title {n}", "Neurology", "Dr", date(2020, 1, 2))
        for n in numbers
    )
    return HitPage(query, offset, hits, total)


def test_the_list_asks_once_for_the_pages_that_are_shown(qtbot: QtBot) -> None:
    model = HitListModel()
    checked = watched(model)
    asked: list[int] = []
    model.page_requested.connect(asked.append)
    model.replace(page(0, 1000))
    model.show_rows(0, 20)
    model.show_rows(PAGE * 2 - 5, PAGE * 4 + 10)
    model.show_rows(PAGE * 2 - 5, PAGE * 4 + 10)
    assert asked == [1, 2, 3, 4]
    model.add_page(page(PAGE, 1000))
    assert model.index(PAGE).data() == f"Title {PAGE}"
    assert model.index(PAGE * 2).data(HIT_ROLE) is None
    model.forget_page(2)
    model.show_rows(PAGE * 2, PAGE * 2 + 1)
    assert asked[-1] == 2
    assert checked.model() is model


def test_the_page_below_is_asked_for_before_its_rows_are_seen(qtbot: QtBot) -> None:
    model = HitListModel()
    asked: list[int] = []
    model.page_requested.connect(asked.append)
    model.replace(page(0, 1000))
    model.show_rows(0, PAGE - 10)
    assert asked == []
    model.show_rows(PAGE - 10, PAGE - 2)
    assert asked == [1]


def test_the_list_ignores_a_page_of_another_query(qtbot: QtBot) -> None:
    model = HitListModel()
    model.replace(page(0, 200, Query("new")))
    model.add_page(page(PAGE, 200, Query("old")))
    assert model.hit(PAGE) is None


def test_the_list_of_nothing_is_empty_and_asks_for_nothing(qtbot: QtBot) -> None:
    model = HitListModel()
    checked = watched(model)
    asked: list[int] = []
    model.page_requested.connect(asked.append)
    model.replace(page(0, 0))
    model.show_rows(0, 20)
    assert (model.rowCount(), asked) == (0, [])
    assert checked.model() is model


def test_a_row_says_title_department_date_and_doctor(qtbot: QtBot) -> None:
    model = HitListModel()
    model.replace(page(0, 3))
    model.mark_bookmarked(frozenset({ThreadRef("archive", "test:1")}))
    assert model.index(1).data(BOOKMARKED_ROLE) is True
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Title 1, Neurology, 2020-01-02, Dr, bookmarked"
    assert model.row_of(ThreadRef("archive", "test:2")) == 2
    assert model.row_of(ThreadRef("other", "test:2")) is None


def test_the_tree_shows_departments_topics_and_bookmarks(qtbot: QtBot) -> None:
    model = DepartmentTreeModel()
    checked = watched(model)
    model.show_kept(Collection((Bookmark(REF, "Kept before the archive came"),)))
    model.show_archive(INFO)
    assert model.rowCount(model.index(4, 0)) == 1
    two = (Bookmark(REF, "Kept"), Bookmark(ThreadRef("other", "x:1"), "Of another archive"))
    model.show_kept(Collection(two))
    labels = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert labels == [
        "All threads", "Neurology", "眼科", "No department", "Bookmarks", "Saved searches", "History"
    ]  # fmt: skip
    assert model.rowCount(model.index(4, 0)) == 2
    model.show_kept(Collection())
    assert model.rowCount(model.index(4, 0)) == 0
    assert checked.model() is model


@pytest.mark.parametrize(
    ("query", "label"),
    [
        (Query(), "All threads"),
        (Query("words", sort=Sort.OLDEST), "All threads"),
        (Query("words", department="眼科"), "眼科"),
        (Query(topic=Topic("Tremor", "Neurology")), "Tremor"),
        (Query(scope=Scope.BOOKMARKS), "Bookmarks"),
    ],
)
def test_the_tree_finds_the_place_of_a_query(qtbot: QtBot, query: Query, label: str) -> None:
    model = DepartmentTreeModel()
    model.show_archive(INFO)
    assert model.find(query).data() == label


def test_the_tree_has_no_node_for_a_place_of_another_archive(qtbot: QtBot) -> None:
    model = DepartmentTreeModel()
    model.show_archive(INFO)
    assert not model.find(Query(department="Cardiology")).isValid()


def test_topics_that_the_program_found_are_marked_as_found(qtbot: QtBot) -> None:
    found = Topic("Shaking hands", "Neurology")
    tree = DepartmentTreeModel()
    tree.show_archive(replace(INFO, departments=(Department("Neurology", 2, ((found, 2),), ("Neurology",), True),)))
    heading = tree.index(0, 0, tree.find(Query(department="Neurology")))
    assert heading.data() == "Topics found in the titles"
    assert heading.model().index(0, 0, heading).data() == "Shaking hands"
    side = SideEntriesModel()
    side.show_thread("archive", replace(TREMOR, topics=()), (found,))
    entries = [side.entry(side.index(row)) for row in range(side.rowCount())]
    at = [entry.title for entry in entries if entry].index("Topics found in the titles")
    shown = entries[at + 1]
    assert shown is not None
    assert (shown.kind, shown.title, shown.topic) == (Kind.TOPIC, "Shaking hands", found)


def test_the_side_panel_groups_what_belongs_to_a_thread(qtbot: QtBot) -> None:
    model = SideEntriesModel()
    checked = watched(model)
    model.show_thread("archive", TREMOR)
    titles = [model.index(row).data() for row in range(model.rowCount())]
    assert titles[:3] == ["Similar Q&A", "Shaking hands at work", "A question that is elsewhere"]
    assert "Looking for related threads…" in titles
    model.show_related((Related(REF, "Alike", reasons=("tremor", "same department")),))
    alike = next(
        entry for row in range(model.rowCount()) if (entry := model.entry(model.index(row))) and entry.title == "Alike"
    )
    assert (alike.kind, alike.detail, alike.ref) == (Kind.RELATED, "why: tremor, same department", REF)
    model.show_thread("archive", None)
    assert model.rowCount(QModelIndex()) == 0
    assert checked.model() is model


def kept(places: list[tuple[str, str]], names: tuple[str, ...] = ("a", "b")) -> Collection:
    """Bookmarks, of each its folder and thread, in their order; and the folders."""
    folders = tuple(Folder(name, name, position=place) for place, name in enumerate(names))
    bookmarks = (
        Bookmark(ThreadRef("x", thread), f"Title {thread}", folder=folder, position=place)
        for place, (folder, thread) in enumerate(places)
    )
    return Collection(tuple(bookmarks), folders)


PLACES = st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from("123456")), unique_by=lambda one: one[1])


@given(before=PLACES, after=PLACES, names=st.permutations(["a", "b"]))
def test_whatever_changes_in_the_tree_it_is_as_one_made_anew(
    qapp: QApplication, before: list[tuple[str, str]], after: list[tuple[str, str]], names: list[str]
) -> None:
    changed, anew = DepartmentTreeModel(), DepartmentTreeModel()
    tester = watched(changed)
    for model in (changed, anew):
        model.show_archive(INFO)
    changed.show_kept(kept(before))
    folder = QPersistentModelIndex(changed.index_named(Place.FOLDER, "b"))
    changed.show_kept(kept(after, tuple(names)))
    anew.show_kept(kept(after, tuple(names)))
    assert labels(changed) == labels(anew)
    assert tester.model() is changed
    assert folder.data() == "b"  # the same place, wherever it stands now: what was unfolded stays so


def labels(model: DepartmentTreeModel, parent: QModelIndex = QModelIndex()) -> list[object]:
    """What the tree says, with counts, place by place."""
    rows = (model.index(row, 0, parent) for row in range(model.rowCount(parent)))
    return [(row.data(), row.data(COUNT_ROLE), row.data(NODE_ROLE).row, labels(model, row)) for row in rows]


def test_topics_that_come_when_the_archive_is_open_leave_the_rest_of_the_tree_as_it_is(qtbot: QtBot) -> None:
    model = DepartmentTreeModel()
    watched(model)
    model.show_archive(INFO)
    neurology = QPersistentModelIndex(model.index(1, 0))
    tremor = QPersistentModelIndex(model.index(0, 0, model.index(1, 0)))
    eyes = replace(INFO.departments[1], topics=((Topic("Glaucoma", "眼科"), 1),), computed=True)
    model.show_archive(replace(INFO, departments=(INFO.departments[0], eyes, INFO.departments[2])))
    assert neurology.isValid()
    assert tremor.isValid()
    anew = DepartmentTreeModel()
    anew.show_archive(replace(INFO, departments=(INFO.departments[0], eyes, INFO.departments[2])))
    assert labels(model) == labels(anew)
    assert model.rowCount(model.index(2, 0)) == 1


def test_folders_too_deep_are_beside_the_deepest(qtbot: QtBot) -> None:
    folders = tuple(Folder(f"f{number}", f"f{number}", f"f{number - 1}" if number else "") for number in range(1500))
    model = DepartmentTreeModel()
    model.show_archive(INFO)
    for title in ("deep", "deep again"):
        model.show_kept(Collection((Bookmark(REF, title, folder="f1499"),), folders))
        assert model.index_named(Place.FOLDER, "f1499").parent() == model.index_named(Place.FOLDER, "f30")
        assert model.index_named(Place.FOLDER, "f31").parent() == model.index_named(Place.FOLDER, "f30")
        assert model.index_named(Place.FOLDER, "f0").data(COUNT_ROLE) == 1


def test_a_folder_may_be_dropped_only_where_all_in_it_is_no_deeper_than_folders_can_be(qtbot: QtBot) -> None:
    chain = tuple(Folder(f"f{level}", "", f"f{level - 1}" if level else "") for level in range(DEEPEST - 1))
    model = DepartmentTreeModel()
    model.show_archive(INFO)
    model.show_kept(Collection((), (*chain, Folder("low", "", ""), Folder("high", "", ""), Folder("in", "", "high"))))

    def may_drop(name: str, place: str) -> bool:
        data = model.mimeData([model.index_named(Place.FOLDER, name)])
        return model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index_named(Place.FOLDER, place))

    deepest = chain[-1].id
    assert may_drop("low", deepest)
    assert not may_drop("high", deepest)
    assert may_drop("high", chain[-2].id)
    assert not may_drop("high", "in")
    assert may_drop("in", "high")
