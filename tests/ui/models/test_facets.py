"""The rows of the facet panel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from qa_reader.model import Filters, HitPage, Query
from qa_reader.ui.models.facets import ROW_ROLE, FacetsModel, Kind

FACETS = {
    "sex": {"male": 5, "female": 9},
    "age": {"30-39": 7, "10-19": 2, "80+": 1},
    "department": {f"Department {number}": 20 - number for number in range(9)},
    "doctor": {"Piet Anders": 3},
    "topic": {},
}


def made(query: Query = Query()) -> FacetsModel:
    model = FacetsModel()
    model._tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)  # type: ignore[attr-defined]
    model.show_page(HitPage(query, 0, (), 17, facets=FACETS, unsaid={"sex": 3, "age": 0, "department": 2}))
    return model


def rows(model: FacetsModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_people_stand_in_their_order_with_those_who_do_not_say(qtbot: QtBot) -> None:
    shown = rows(made())
    assert shown[:7] == ["People like me", "Female", "Male", "Sex not said", "10–19", "30–39", "80+"]
    assert "Age not said" not in shown


def test_words_of_the_source_stand_after_women_and_men_and_after_the_numbers(qtbot: QtBot) -> None:
    model = FacetsModel()
    counts = {"sex": {"intersex": 3, "male": 2, "female": 1}, "age": {"adult": 9, "100+": 1, "20-29": 2, "unknown": 4}}
    model.show_page(HitPage(Query(), 0, (), 9, facets=counts, unsaid={"sex": 1, "age": 2}))
    assert rows(model)[1:] == [
        "Female", "Male", "intersex", "Sex not said", "20–29", "100+", "adult", "unknown", "Age not said",
    ]  # fmt: skip


def test_long_facets_are_limited_until_they_are_unfolded(qtbot: QtBot) -> None:
    model = made()
    shown = rows(model)
    assert shown[shown.index("Department") + 1 :] == [
        *(f"Department {number}" for number in range(6)), "3 more…", "Doctor", "Piet Anders",
    ]  # fmt: skip
    model.unfold("department")
    assert "Department 8" in rows(model)
    assert "Fewer" in rows(model)
    model.unfold("department")
    assert "Department 8" not in rows(model)


def test_what_is_chosen_is_never_behind_the_fold_nor_gone_with_its_count(qtbot: QtBot) -> None:
    model = made(Query(department="Department 8", filters=Filters(doctors=("Nobody",))))
    shown = rows(model)
    assert "Department 8" in shown
    nobody = model.index(shown.index("Nobody"))
    assert nobody.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert nobody.data(ROW_ROLE).count == 0
    assert nobody.data(Qt.ItemDataRole.AccessibleTextRole) == "Doctor: Nobody, 0 threads, chosen"


def test_values_are_found_by_name(qtbot: QtBot) -> None:
    model = made()
    model.find("  PIET ")
    assert rows(model) == ["Doctor", "Piet Anders"]
    model.find("")
    assert rows(model)[0] == "People like me"


def test_topics_that_the_program_found_stand_below_a_heading_of_their_own(qtbot: QtBot) -> None:
    counts = {"topic": {"Tremor": 9, "migraine": 8, "Sleep": 7, **{f"found {n}": 6 - n for n in range(7)}}}
    found = frozenset({"migraine", "elsewhere", *(f"found {n}" for n in range(7))})
    model = FacetsModel()
    query = Query(filters=Filters(topics=("elsewhere",)))
    model.show_page(HitPage(query, 0, (), 17, facets=counts, found_topics=found))
    shown = rows(model)
    assert shown[:4] == ["FAQ topic", "Tremor", "Sleep", "Topic found in the titles"]
    assert shown[4:] == ["migraine", *(f"found {n}" for n in range(5)), "elsewhere", "2 more…"]
    migraine = model.index(4)
    assert (migraine.data(ROW_ROLE).facet, migraine.data(ROW_ROLE).value) == ("topic", "migraine")
    assert migraine.data(Qt.ItemDataRole.AccessibleTextRole) == "Topic found in the titles: migraine, 8 threads"
    model.unfold(model.index(len(shown) - 1).data(ROW_ROLE).facet)
    assert rows(model)[-1] == "Fewer"
    assert "found 6" in rows(model)


def test_headings_cannot_be_chosen(qtbot: QtBot) -> None:
    model = made()
    heading, value = model.index(0), model.index(1)
    assert heading.data(ROW_ROLE).kind is Kind.HEADING
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable
    assert value.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert value.data(Qt.ItemDataRole.AccessibleTextRole) == "Sex: Female, 9 threads"
    assert model.place_of(value.data(ROW_ROLE)) == value
    assert not model.place_of(None).isValid()


def test_an_answer_without_values_has_no_rows(qtbot: QtBot) -> None:
    model = FacetsModel()
    model.show_page(HitPage(Query("nothing"), 0, (), 0))
    assert rows(model) == []
