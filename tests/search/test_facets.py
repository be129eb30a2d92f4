"""Counts of facets: each says how many threads choosing its value gives, whatever else is chosen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from qa_reader.model import Asker, Filters, Query, Reply, Thread, Topic
from qa_reader.search import ThreadIndex, Wanted, open_index, write_index
from tests.search.fakes import DictStore

_FIELDS = {
    "department": "departments",
    "topic": "topics",
    "doctor": "doctors",
    "hospital": "hospitals",
    "sex": "sexes",
    "age": "ages",
}
_SHORT = "My head aches at night."
_LONG = "My eyes burn at noon, and later more than before in winter."


def _thread(number: int) -> Thread:
    """One of many: values that repeat with different periods, some missing, and one topic in two departments."""
    department = ("Neurology", "Cardiology", "眼科")[number % 3]
    topics = [Topic("Headache", department)] if number % 2 else []
    if number % 6 == 1:
        topics.append(Topic("Headache", "Medications"))
    return Thread(
        id=f"x:{number}",
        title=f"Question {number} about sleep",
        department=department,
        question=_SHORT if number % 4 else _LONG,
        asker=Asker(sex=("female", "male", "")[number % 3], age=("20-29", "", "34", "80+")[number % 4]),
        asked=date(2015 + number % 5, 1, 1) if number % 7 else None,
        replies=(Reply(doctor=f"Doctor {number % 5}", hospital="" if number % 2 else f"Hospital {number % 4}"),),
        topics=tuple(topics),
    )


@pytest.fixture(scope="module")
def many() -> ThreadIndex:
    store = DictStore()
    write_index(store, [(number, _thread(number)) for number in range(1, 121)])
    return open_index(store)


_QUERIES = [
    Query(),
    Query("head"),
    Query("my head aches at night and later more than before when my eyes burn"),
    Query(filters=Filters(sexes=("female",))),
    Query("sleep", filters=Filters(sexes=("female", ""), ages=("20-29",))),
    Query("head", department="Neurology", filters=Filters(doctors=("Doctor 1", "Doctor 2"), years=(2016, 2018))),
    Query(topic=Topic("Headache", "Neurology"), filters=Filters(hospitals=("Hospital 2",))),
    Query("night", filters=Filters(departments=("Neurology", "眼科"), topics=("Headache",))),
    Query("my head aches at night and later more than before", filters=Filters(ages=("80+",))),
]


@pytest.mark.parametrize("query", _QUERIES, ids=range(len(_QUERIES)))
@pytest.mark.parametrize("facet", sorted(_FIELDS))
def test_each_count_is_what_choosing_the_value_gives(many: ThreadIndex, query: Query, facet: str) -> None:
    ranking = many.ask(query)
    alone = replace(query, **({facet: None} if facet == "topic" else {facet: ""} if facet == "department" else {}))
    for value, count in [*ranking.facets[facet].items(), ("", ranking.unsaid[facet])]:
        only: dict[str, Any] = {_FIELDS[facet]: (value,)}
        chosen = replace(alone, filters=replace(query.filters, **only))
        # "" is also a text that relaxes differently when nothing is left: counted only where something is
        assert many.ask(chosen).total == count or (not count and many.ask(chosen).notes != ranking.notes)


@pytest.mark.parametrize("query", _QUERIES, ids=range(len(_QUERIES)))
def test_years_and_the_undated_are_all_there_is(many: ThreadIndex, query: Query) -> None:
    ranking = many.ask(query)
    without = many.ask(replace(query, filters=replace(query.filters, years=None)))
    assert sum(ranking.facets["year"].values()) + ranking.unsaid["year"] == without.total


def test_values_that_are_wanted_are_told_however_rare() -> None:
    """Of more doctors than are told at once, the one that somebody looks for is counted, too."""
    store = DictStore()
    threads = [(number, replace(_thread(number), replies=(Reply(f"Dr. {number:03}"),))) for number in range(1, 260)]
    write_index(store, [*threads, *((number + 300, replace(one, id=f"z:{number}")) for number, one in threads[:250])])
    ranking = open_index(store).ask(Query())
    assert "Dr. 259" not in ranking.facets["doctor"]
    told = ranking.counts(Wanted({"doctor": frozenset({"Dr. 259"})}, "001"))
    assert (told["doctor"]["Dr. 259"], told["doctor"]["Dr. 001"]) == (1, 2)
    assert len(told["doctor"]) == len(ranking.facets["doctor"]) + 1
    assert {name: counts for name, counts in told.items() if name != "doctor"} == {
        name: counts for name, counts in ranking.facets.items() if name != "doctor"
    }


def test_alternatives_add_up(many: ThreadIndex) -> None:
    counts = many.ask(Query(filters=Filters(ages=("20-29",)))).facets["age"]
    both = many.ask(Query(filters=Filters(ages=("20-29", "80+"))))
    assert both.total == counts["20-29"] + counts["80+"]
    assert both.facets["age"] == counts


def test_those_who_do_not_say_can_be_asked_for(many: ThreadIndex) -> None:
    every = many.ask(Query())
    assert every.unsaid["sex"] == 40
    assert many.ask(Query(filters=Filters(sexes=("",)))).total == 40
    assert many.ask(Query(filters=Filters(sexes=("", "female")))).total == 80


def test_a_topic_of_two_departments_counts_a_thread_once(many: ThreadIndex) -> None:
    assert many.ask(Query()).facets["topic"] == {"Headache": 60}
