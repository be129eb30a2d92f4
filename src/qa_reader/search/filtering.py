"""Department, topic, filters and bookmarks as masks over all documents, one for each facet that is filtered by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.model import Filters, Query, Topic
from qa_reader.search.analysis import folded
from qa_reader.search.arrays import Arrays
from qa_reader.search.columns import UNIT
from qa_reader.search.schema import ages_of, band_of, sex_of

Mask = npt.NDArray[np.bool_]


#: What is not a facet: the reader's own choice of threads.
AMONG = ""
_NO_FILTERS = Filters()


def masks_of(
    arrays: Arrays, query: Query, among: frozenset[int] | None, computed: Callable[[Topic], Mask]
) -> dict[str, Mask]:
    """Which documents a query may find, whatever its text, by the facet that limits it.

    `computed` gives the documents of a topic that no thread names.
    """
    if among is None and not query.department and query.topic is None and query.filters == _NO_FILTERS:
        return {}
    masks: dict[str, list[Mask]] = {}
    if among is not None:
        wanted = np.fromiter(among, np.int64, len(among))
        masks[AMONG] = [np.isin(arrays.numbers, wanted)]
    if query.department:
        masks.setdefault("department", []).append(_listed(arrays.listing("department"), {query.department}))
    if query.topic is not None:
        masks.setdefault("topic", []).append(_in_topic(arrays, query.topic, computed))
    for facet, mask in _filters(arrays, query.filters):
        masks.setdefault(facet, []).append(mask)
    return {facet: np.logical_and.reduce(parts) for facet, parts in masks.items()}


def together(masks: dict[str, Mask], *, but: str | None = None) -> Mask | None:
    """All masks as one, without that of the facet `but`; None for no limit."""
    parts = [mask for facet, mask in masks.items() if facet != but]
    return np.logical_and.reduce(parts) if parts else None


def _filters(arrays: Arrays, filters: Filters) -> Iterator[tuple[str, Mask]]:
    bands = {band_of(ages) for ages in map(ages_of, filters.ages) if ages}
    for facet, wanted in (
        ("department", {*filters.departments}),
        ("doctor", {*filters.doctors}),
        ("hospital", {*filters.hospitals}),
        ("sex", {sex_of(sex) if sex else "" for sex in filters.sexes}),
        ("age", {*filters.ages, *bands}),
    ):
        if wanted:
            yield facet, _listed(arrays.listing(facet), wanted)
    if filters.topics:
        yield "topic", _listed(arrays.topic_names(), {*filters.topics})
    if filters.years:
        first, last = filters.years
        yield "year", (arrays.years >= first) & (arrays.years <= last) & (arrays.years > 0)


def _listed(listing: tuple[list[str], npt.NDArray[Any], npt.NDArray[Any]], wanted: set[str]) -> Mask:
    """Which documents have one of the values, written as they are or differing in case and accents; "": none."""
    values, starts, codes = listing
    named = wanted - {""}
    exact = [code for code, value in enumerate(values) if value in named]
    if not exact and named:
        alike = set(map(folded, named))
        exact = [code for code, value in enumerate(values) if folded(value) in alike]
    mask = _having(starts, codes, len(values), exact)
    return mask | (starts[1:] == starts[:-1]) if "" in wanted else mask


def _in_topic(arrays: Arrays, topic: Topic, computed: Callable[[Topic], Mask]) -> Mask:
    values, starts, codes = arrays.listing("topic")
    wanted = []
    for code, value in enumerate(values):
        name, _, department = value.partition(UNIT)
        if name == topic.name and (not topic.department or not department or department == topic.department):
            wanted.append(code)
    if not wanted:
        return computed(topic)
    return _having(starts, codes, len(values), wanted)


def _having(starts: npt.NDArray[Any], codes: npt.NDArray[Any], count: int, wanted: list[int]) -> Mask:
    is_wanted = np.zeros(count + 1, np.bool_)
    is_wanted[wanted] = True
    has: Mask = is_wanted[codes]
    if len(codes) == len(starts) - 1 and bool((np.diff(starts) == 1).all()):
        return has
    before = np.concatenate(([0], np.cumsum(has)))
    any_of: Mask = before[starts[1:]] > before[starts[:-1]]
    return any_of
