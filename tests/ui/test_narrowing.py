"""Queries with one restriction more or less."""

from __future__ import annotations

import pytest

from qa_reader.model import Filters, Query, Scope, Sort, Topic
from qa_reader.ui import narrowing

TREMOR = Topic("Tremor", "Neurology")


def test_one_department_is_the_place_several_are_alternatives() -> None:
    one = narrowing.toggled(Query("pain"), "department", "Neurology")
    assert one == Query("pain", department="Neurology")
    two = narrowing.toggled(one, "department", "眼科")
    assert two == Query("pain", filters=Filters(departments=("Neurology", "眼科")))
    assert narrowing.toggled(two, "department", "Neurology") == Query("pain", department="眼科")


def test_a_topic_of_the_tree_is_chosen_by_its_name() -> None:
    query = Query(topic=TREMOR)
    assert narrowing.chosen(query, "topic") == ("Tremor",)
    assert narrowing.toggled(query, "topic", "Tremor") == Query()
    assert narrowing.toggled(query, "topic", "Sleep") == Query(filters=Filters(topics=("Tremor", "Sleep")))


@pytest.mark.parametrize("facet", sorted(narrowing.FIELDS))
def test_choosing_twice_is_choosing_nothing(facet: str) -> None:
    for value in ("one", ""):
        query = narrowing.toggled(Query("pain"), facet, value)
        assert narrowing.chosen(query, facet) == (value,)
        assert narrowing.toggled(query, facet, value) == Query("pain")


def test_every_part_of_a_query_is_a_restriction_and_can_be_removed() -> None:
    filters = Filters(("Anders",), ("Harbour",), ("female", ""), ("20-29",), (2019, 2021), (), ("Sleep",))
    query = Query("pain", Scope.BOOKMARKS, "Neurology", None, filters, Sort.OLDEST)
    found = narrowing.restrictions(query)
    assert [(one.facet, one.value) for one in found] == [
        ("scope", "bookmarks"), ("department", "Neurology"), ("topic", "Sleep"), ("doctor", "Anders"),
        ("hospital", "Harbour"), ("sex", "female"), ("sex", ""), ("age", "20-29"), ("year", "2019–2021"),
    ]  # fmt: skip
    for one in found:
        left = narrowing.restrictions(one.without)
        assert len(left) == len(found) - 1
    while restrictions := narrowing.restrictions(query):
        query = restrictions[0].without
    assert query == Query("pain", sort=Sort.OLDEST)


def test_another_place_keeps_words_people_and_years() -> None:
    filters = Filters(doctors=("Anders",), sexes=("female",), years=(2019, 2021), departments=("A", "B"))
    query = narrowing.elsewhere(Query("pain", filters=filters), Query(department="Neurology", sort=Sort.NEWEST))
    kept = Filters(sexes=("female",), years=(2019, 2021))
    assert query == Query("pain", department="Neurology", filters=kept, sort=Sort.NEWEST)
