"""The answer to a query: how many threads, in which order, with which values; rows are made for the page asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from qa_reader.model import Sort
from qa_reader.search.arrays import Arrays
from qa_reader.search.columns import FACETS, NO_DAY
from qa_reader.search.found import Found, best_indices
from qa_reader.search.snippets import Marker

Array = npt.NDArray[Any]
#: What is found without the filter of a facet; None where nothing filters by it.
Wider = Callable[[str], Array | None]

#: Whether a value of a facet, by the names of both, is told however few threads have it.
Wanted = Callable[[str, str], bool]

_NONE = np.zeros(0, np.int64)
#: Pages that end within this many rows are taken from a selection, later ones from a full sort.
_SELECTED = 1000
#: Values of a facet that are told, the most frequent ones.
_FACET_VALUES = 200


class _Tally(NamedTuple):
    """The values of a facet, how many threads have each of them, and how many have none."""

    values: Sequence[str]
    counts: Array
    unsaid: int


class Ranked(NamedTuple):
    """A thread of an answer; answers of several archives are merged by `key`, the bigger first."""

    number: int
    score: float
    key: tuple[Any, ...]


#: `Ranked._make` without a step of Python for each row.
_ranked: Callable[[tuple[Any, ...]], Ranked] = partial(tuple.__new__, Ranked)


class Ranking:
    """All threads of an answer in order; lazy, and good for one thread at a time."""

    def __init__(
        self,
        arrays: Arrays,
        found: Found,
        sort: Sort,
        *,
        first: Array | None = None,
        marker: Marker | None = None,
        notes: tuple[str, ...] = (),
        wider: Wider = lambda _facet: None,
    ) -> None:
        """`first`: documents that stand before all others (exact titles) when sorted by relevance.

        `wider`: the documents among which a facet is counted that is itself filtered by.
        """
        self._arrays = arrays
        self._found = found
        self._sort = sort
        self.notes = notes
        self.marker = marker or Marker(())
        self.total = len(found)
        self._first = _NONE if first is None or sort is not Sort.RELEVANCE else first
        self._selected: Array | None = None
        self._scores: Array | None = None  # of the selected, where they are known
        self._wider = wider

    @cached_property
    def _keys(self) -> Array:
        """What the found documents are sorted by, the greatest first."""
        documents = self._found.documents
        if self._sort is Sort.RELEVANCE:
            scores = self._found.scores()
            if not len(self._first):
                return scores
            exact = np.isin(documents, self._first)
            return np.where(exact, scores.astype(np.float64) + 1e9, scores)
        if self._sort is Sort.TITLE:
            return -self._arrays.title_ranks[documents]
        newest = self._arrays.newest[documents]
        if self._sort is Sort.NEWEST:
            return newest
        return np.where(newest >> 40 == NO_DAY, newest - (1 << 62), -newest)

    def _order(self, count: int) -> Array:
        """The indices of the best `count`, or more."""
        if self._selected is None or (len(self._selected) < min(count, self.total)):
            wanted = min(max(count, 60), self.total) if count <= _SELECTED else self.total
            best = self._found.best(wanted) if self._sort is Sort.RELEVANCE and not len(self._first) else None
            if best is None:
                self._selected, self._scores = best_indices(self._keys, wanted), None
            else:
                self._selected, self._scores = best
        return self._selected

    def page(self, offset: int, limit: int) -> tuple[Ranked, ...]:
        """Rows `offset … offset + limit` of the answer, fewer at its end."""
        if limit <= 0 or offset < 0 or offset >= self.total:
            return ()
        chosen = self._order(offset + limit)[offset : offset + limit]
        documents = self._found.documents.take(chosen)
        known = self._scores
        scores = (self._found.score(chosen) if known is None else known[offset : offset + limit]).tolist()
        numbers = self._arrays.numbers.take(documents).tolist()
        keys = self._merging_keys(documents, scores)
        return tuple(map(_ranked, zip(numbers, scores, keys, strict=True)))

    def _merging_keys(self, documents: Array, scores: list[float]) -> list[tuple[Any, ...]]:
        if self._sort is Sort.RELEVANCE:
            if not len(self._first):
                return [(0, score) for score in scores]
            exact = np.isin(documents, self._first).tolist()
            return [(int(is_exact), score) for is_exact, score in zip(exact, scores, strict=True)]
        if self._sort is Sort.TITLE:
            return [(*(-byte for byte in key), 1) for key in self._arrays.title_keys[documents].tolist()]
        newest = self._arrays.newest[documents].tolist()
        days = [key >> 40 for key in newest]
        if self._sort is Sort.NEWEST:
            return [(day, key) for day, key in zip(days, newest, strict=True)]
        return [(-day if day else -(1 << 40), -key) for day, key in zip(days, newest, strict=True)]

    @property
    def facets(self) -> dict[str, dict[str, int]]:
        """For each facet how many of all threads found have each value, the most frequent first.

        Where a filter asks for values of the facet, those without them are counted too: what else could be chosen.
        """
        return self.counts()

    def counts(self, wanted: Wanted | None = None) -> dict[str, dict[str, int]]:
        """The `facets`, with the values behind the most frequent that are wanted by facet and name."""
        return {facet: self._told(facet, wanted) for facet in FACETS}

    @property
    def unsaid(self) -> dict[str, int]:
        """For each facet how many of the threads that `facets` counts have no value."""
        return {facet: tally.unsaid for facet, tally in self._tallies.items()}

    @cached_property
    def _tallies(self) -> dict[str, _Tally]:
        return {facet: self._tally(facet) for facet in FACETS}

    def _told(self, facet: str, wanted: Wanted | None) -> dict[str, int]:
        values, counts, _ = self._tallies[facet]
        if facet == "year":
            return dict(zip(values, counts.tolist(), strict=True))
        ranked = np.argsort(-counts, kind="stable")
        told = ranked[:_FACET_VALUES].tolist()
        if wanted is not None:
            rest = ranked[_FACET_VALUES : np.count_nonzero(counts)].tolist()
            told += [code for code in rest if wanted(facet, values[code])][:_FACET_VALUES]
        return {values[code]: int(counts[code]) for code in told if counts[code]}

    def _tally(self, facet: str) -> _Tally:
        arrays = self._arrays
        wider = self._wider(facet)
        documents = self._found.documents if wider is None else wider
        if facet == "year":
            return _years(arrays, documents)
        values, starts, codes = arrays.topic_names() if facet == "topic" else arrays.listing(facet)
        if len(codes) == arrays.documents and bool((np.diff(starts) == 1).all()):
            chosen, unsaid = codes[documents], 0
        elif len(documents) == arrays.documents:
            chosen, unsaid = codes, int((np.diff(starts) == 0).sum())
        else:
            has = np.zeros(arrays.documents, np.bool_)
            has[documents] = True
            counts = np.diff(starts)
            chosen, unsaid = codes[np.repeat(has, counts)], int((counts[documents] == 0).sum())
        return _Tally(values, np.bincount(chosen, minlength=len(values)), unsaid)


def _years(arrays: Arrays, documents: Array) -> _Tally:
    """How many of the documents were asked in each year, the newest first; and how many have no date."""
    counts = np.bincount(arrays.years[documents], minlength=1)
    years = np.flatnonzero(counts)[::-1]
    years = years[years > 0]
    return _Tally(list(map(str, years.tolist())), counts[years], int(counts[0]))
