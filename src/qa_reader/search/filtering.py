"""Department, topic, filters and bookmarks as masks over all documents."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.model import Query, Topic
from qa_reader.search.analysis import folded
from qa_reader.search.columns import UNIT
from qa_reader.search.reader import Arrays
from qa_reader.search.schema import ages_of, band_of, sex_of

Mask = npt.NDArray[np.bool_]


def mask_of(arrays: Arrays, query: Query, among: frozenset[int] | None) -> Mask | None:
    """Which documents a query may find, whatever its text; None for all."""
    masks = []
    if among is not None:
        wanted = np.fromiter(among, np.int64, len(among))
        masks.append(np.isin(arrays.numbers, wanted))
    if query.department:
        masks.append(_listed(arrays, "department", {query.department}))
    if query.topic is not None:
        masks.append(_in_topic(arrays, query.topic))
    filters = query.filters
    if filters.doctors:
        masks.append(_listed(arrays, "doctor", set(filters.doctors)))
    if filters.hospitals:
        masks.append(_listed(arrays, "hospital", set(filters.hospitals)))
    if filters.sexes:
        masks.append(_listed(arrays, "sex", set(map(sex_of, filters.sexes))))
    if filters.ages:
        bands = {band_of(ages) for ages in map(ages_of, filters.ages) if ages}
        masks.append(_listed(arrays, "age", {*filters.ages, *bands}))
    if filters.years:
        first, last = filters.years
        masks.append((arrays.years >= first) & (arrays.years <= last) & (arrays.years > 0))
    return np.logical_and.reduce(masks) if masks else None


def _listed(arrays: Arrays, facet: str, wanted: set[str]) -> Mask:
    """Which documents have one of the values, written as they are or differing in case and accents."""
    values, starts, codes = arrays.listing(facet)
    exact = [code for code, value in enumerate(values) if value in wanted]
    if not exact:
        alike = set(map(folded, wanted))
        exact = [code for code, value in enumerate(values) if folded(value) in alike]
    return _having(starts, codes, len(values), exact)


def _in_topic(arrays: Arrays, topic: Topic) -> Mask:
    values, starts, codes = arrays.listing("topic")
    wanted = []
    for code, value in enumerate(values):
        name, _, department = value.partition(UNIT)
        if name == topic.name and (not topic.department or not department or department == topic.department):
            wanted.append(code)
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
