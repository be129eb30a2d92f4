"""What limits a query beside its words: which values are chosen, and the query with one more or one less.

Knows no Qt. One chosen department is the query's `department`, as choosing it in the tree gives; several are filters.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from qa_reader.model import Filters, Query, Scope

#: The field of `Filters` for each facet whose values are alternatives.
FIELDS = {
    "department": "departments",
    "topic": "topics",
    "doctor": "doctors",
    "hospital": "hospitals",
    "sex": "sexes",
    "age": "ages",
}


class Restriction(Struct, frozen=True):
    """One thing that limits an answer, and the query without it; `facet` "scope" and "year" beside the facets."""

    facet: str
    value: str
    without: Query


def chosen(query: Query, facet: str) -> tuple[str, ...]:
    """The values of a facet that a query asks for."""
    if facet == "department" and query.department:
        return (query.department,)
    if facet == "topic" and query.topic is not None:
        return (query.topic.name,)
    return tuple(getattr(query.filters, FIELDS[facet]))


def choosing(query: Query, facet: str, values: tuple[str, ...]) -> Query:
    """The query for these values of a facet."""
    if values == chosen(query, facet):
        return query
    if facet == "department":
        single = values[0] if len(values) == 1 else ""
        return replace(query, department=single, filters=replace(query.filters, departments=() if single else values))
    changed: dict[str, Any] = {FIELDS[facet]: values}
    filters = replace(query.filters, **changed)
    return replace(query, filters=filters, topic=None if facet == "topic" else query.topic)


def toggled(query: Query, facet: str, value: str) -> Query:
    """The query with a value chosen, or no longer chosen."""
    now = chosen(query, facet)
    return choosing(query, facet, tuple(kept for kept in now if kept != value) if value in now else (*now, value))


def within_years(query: Query, years: tuple[int, int] | None) -> Query:
    """The query for these years of asking; None for all."""
    return replace(query, filters=replace(query.filters, years=years))


def restrictions(query: Query) -> tuple[Restriction, ...]:
    """All that limits the answer beside the words, each removable by itself."""
    found = []
    if query.scope is not Scope.EVERYTHING:
        found.append(Restriction("scope", query.scope.value, replace(query, scope=Scope.EVERYTHING, folder="", tag="")))
    if query.tag:
        found.append(Restriction("tag", query.tag, replace(query, tag="")))
    for facet in FIELDS:
        found += [Restriction(facet, value, toggled(query, facet, value)) for value in chosen(query, facet)]
    if query.filters.years:
        first, last = query.filters.years
        years = str(first) if first == last else f"{first}–{last}"
        found.append(Restriction("year", years, within_years(query, None)))
    return tuple(found)


def unfiltered(query: Query) -> Query:
    """The same words in the same scope, with nothing else to limit them."""
    return replace(query, department="", topic=None, filters=Filters())


def everywhere(query: Query) -> Query:
    """The same words among all threads."""
    return Query(query.text, sort=query.sort)


def elsewhere(query: Query, place: Query) -> Query:
    """The same words and the same people and years, in another place of the tree."""
    filters = Filters(sexes=query.filters.sexes, ages=query.filters.ages, years=query.filters.years)
    return replace(place, text=query.text, filters=filters)
