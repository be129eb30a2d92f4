"""All terms of a kind as one: the documents that have any of them, scored as Whoosh scores an Or of them.

The postings of neighbouring terms are decoded together, some ten thousand at a time, and added up in an array of all
documents: what that takes does not grow with the number of terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from qa_reader.search.arrays import Arrays, after
from qa_reader.search.blocks import COLUMNS
from qa_reader.search.found import Documents, Found, Scores, known
from qa_reader.search.kinds import Kind
from qa_reader.search.posting import Posting
from qa_reader.search.postings import SegmentPostings
from qa_reader.search.schema import TEXTS, WORD_FIELDS

if TYPE_CHECKING:
    from qa_reader.search.searcher import ArraySearcher

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: Postings that are decoded together, and what a term has more than that is decoded by itself (it has its own block).
_AT_ONCE_BITS = 16
_COMMON = 4096
#: Terms whose counts are read together.
_TERMS_AT_ONCE = 1 << 15


class _Column(NamedTuple):
    """The documents that have a term of the kind in one field, and what Whoosh scores each with a boost of 1.

    `constant`: Whoosh scores each 1, whatever the boost.
    """

    documents: Documents
    scores: Scores
    constant: bool

    @property
    def nbytes(self) -> int:
        return int(self.documents.nbytes + self.scores.nbytes)


class _Part(NamedTuple):
    """The terms of one segment that are of the kind.

    `first`: the place of the first; `counts`, `starts`: of it and all that follow, until the last, how many postings
    each has, and how many stand before; `chosen`: which of them are of the kind; `held` (columns × chosen): in how
    many documents of all segments each stands.
    """

    segment: SegmentPostings
    base: int
    counts: Array
    starts: Ints
    chosen: Ints
    held: Array

    def windows(self) -> Iterator[Ints]:
        """The chosen terms in pieces: the common ones first, the commonest of all at the beginning."""
        counts = self.counts.take(self.chosen)
        common = np.flatnonzero(counts > _COMMON)
        for at in common[np.argsort(-counts.take(common), kind="stable")].tolist():
            yield np.array([at])
        others = np.flatnonzero(counts <= _COMMON)
        behind = self.chosen.take(others)
        # no piece has a common term within it, chosen or not
        piece = (np.cumsum(self.counts > _COMMON).take(behind) << 32) + (self.starts.take(behind) >> _AT_ONCE_BITS)
        yield from np.split(others, np.flatnonzero(np.diff(piece)) + 1) if len(others) else ()

    def decoded(self, some: Ints) -> tuple[Documents, Array, Ints]:
        """The documents, the codes and the term (a place in `chosen`) of the postings of one piece."""
        chosen = self.chosen.take(some)
        first, last = int(chosen[0]), int(chosen[-1]) + 1
        counts = self.counts[first:last]
        documents, codes = self.segment.of_neighbours(int(self.starts[first]), counts)
        term_of = np.full(last - first, -1)
        term_of[chosen - first] = some
        terms = np.repeat(term_of, counts)
        if len(chosen) < last - first:
            kept = np.flatnonzero(terms >= 0)
            documents, codes, terms = documents.take(kept), codes.take(kept), terms.take(kept)
        return documents + np.int32(self.base), codes, terms


def having(searcher: ArraySearcher, kind: Kind, boosts: Mapping[str, float]) -> Found:
    """The documents with a term of a kind in any of the fields, as Whoosh scores an Or of these queries.

    The fields are texts, or one other.
    """
    found = searcher.arrays.kept(
        ("kind", kind.name, *boosts.items()), lambda: _together(searcher, kind, boosts), lambda found: found.nbytes
    )
    return known(found.documents, found.scores)


def _together(searcher: ArraySearcher, kind: Kind, boosts: Mapping[str, float]) -> _Column:
    """The same as one column."""
    columns = zip(_Gathering(searcher, tuple(boosts), kind).columns(), boosts.values(), strict=True)
    chosen = [(column.documents, _boosted(column, boost)) for column, boost in columns]
    if len(chosen) == 1:
        return _Column(*chosen[0], constant=True)  # the boosts are in the scores
    documents = np.concatenate([documents for documents, _ in chosen])
    sums = np.bincount(documents, np.concatenate([scores for _, scores in chosen]), searcher.arrays.documents)
    union = searcher.sets.union([documents])
    return _Column(union, sums.take(union).astype(np.float32), constant=True)


def _boosted(column: _Column, boost: float) -> Scores:
    return column.scores if column.constant or boost == 1 else column.scores * np.float32(boost)


class _Gathering:
    """Adds up what the terms of a kind give the documents in each of some fields."""

    def __init__(self, searcher: ArraySearcher, fields: Sequence[str], kind: Kind) -> None:
        self._searcher = searcher
        self._fields = [(field, TEXTS.index(field) if field in TEXTS else 0) for field in fields]
        arrays = searcher.arrays
        found = [kind.places(segment) for segment in arrays.segments]
        places, single = [at for at, _ in found], sorted({key for _, keys in found for key in keys})
        together, self._parts = _parts(arrays, places)
        words = [int(np.count_nonzero(together[column])) for _, column in self._fields]
        self._postings: list[Posting] = []
        if single and all(map(searcher.preloads, words)):
            # that more words are found changes no score: what begins with the characters is as good as they are
            self._parts = _parts(
                arrays, [_with(segment, at, single) for segment, (at, _) in zip(arrays.segments, found, strict=True)]
            )[1]
        elif single:
            self._postings = [posting for posting in map(arrays.posting, single) if posting is not None]
            for i, (_, column) in enumerate(self._fields):
                words[i] += sum(posting.document_counts[column] > 0 for posting in self._postings)
        self._words = words
        self._constant = [searcher.preloads(count) for count in words]
        self._has = np.zeros((len(fields), arrays.documents), np.bool_)
        self._sums = np.zeros((len(fields), 0 if all(self._constant) else arrays.documents), np.float32)

    def columns(self) -> list[_Column]:
        """What there is in each field."""
        if any(self._words):
            self._add_all()
        return [self._column(has, i) for i, has in enumerate(self._has)]

    def _column(self, has: npt.NDArray[np.bool_], i: int) -> _Column:
        documents = np.flatnonzero(has).astype(np.int32)
        constant = self._constant[i]
        scores = np.ones(len(documents), np.float32) if constant else self._sums[i].take(documents)
        return _Column(documents, scores, constant)

    def _add_all(self) -> None:
        for posting in self._postings:
            counts = np.array(posting.document_counts)[:, None]
            self._add(posting.documents, posting.frequencies, np.zeros(posting.count, np.int64), counts)
        for part in self._parts:
            for some in part.windows():
                self._searcher.go_on()
                documents, codes, terms = part.decoded(some)
                self._add(documents, lambda column: part.segment.decoded(codes, column), terms, part.held)  # noqa: B023
                if self._full():
                    return

    def _full(self) -> bool:
        """Whether more terms can change nothing: all scores are constant, and all documents are there."""
        return all(self._constant) and all(
            np.count_nonzero(has) == self._filled(field)
            for has, (field, _) in zip(self._has, self._fields, strict=True)
        )

    def _filled(self, field: str) -> int:
        """How many documents have any term in a field."""
        arrays = self._searcher.arrays
        return int(np.count_nonzero(arrays.lengths(field))) if field in WORD_FIELDS else arrays.documents

    def _add(self, documents: Documents, frequencies: Callable[[int], Array], terms: Ints, held: Array) -> None:
        """Add postings: their documents, how often each stands in a column, and its term as a column of `held`."""
        bm25 = self._searcher.bm25
        for i, (field, column) in enumerate(self._fields):
            frequency = frequencies(column)
            there = np.flatnonzero(frequency != 0)
            mine = documents.take(there).astype(np.intp)
            self._has[i][mine] = True
            if self._constant[i]:
                continue
            scores = frequency.take(there).astype(np.float32)
            if field in WORD_FIELDS:
                scores /= scores + bm25.norm(field).take(mine)
                scores *= bm25.weights(held[column]).astype(np.float32).take(terms.take(there))
            np.add.at(self._sums[i], mine, scores)


def _with(segment: SegmentPostings, places: Ints, beginnings: Sequence[bytes]) -> Ints:
    """The places of these terms and of all that begin so."""
    chosen = np.zeros(segment.terms, np.bool_)
    chosen[places] = True
    for key in beginnings:
        first, last = segment.places_from(key, after(key))
        chosen[first:last] = True
    return np.flatnonzero(chosen)


def _parts(arrays: Arrays, places: Sequence[Ints]) -> tuple[Array, list[_Part]]:
    """The terms at some places in each segment, and in how many documents each word stands (columns × words)."""
    found = [
        (segment, base, at)
        for segment, base, at in zip(arrays.segments, arrays.bases.tolist(), places, strict=False)
        if len(at)
    ]
    counted = [_counted(segment, at) for segment, _, at in found]
    held = [of for _, of in counted]
    together: Array = held[0] if held else np.zeros((COLUMNS, 0), np.int32)
    if len(found) > 1:
        words: dict[bytes, int] = {}
        number = [
            np.array([words.setdefault(key, len(words)) for key in _keys(segment, at)]) for segment, _, at in found
        ]
        every = np.concatenate(number)
        together = np.array([np.bincount(every, row, len(words)) for row in np.concatenate(held, axis=1)], np.int64)
        held = [together[:, some] for some in number]
    return together, [
        _Part(
            segment,
            base,
            counts,
            segment.before(int(at[0]))[0] + np.cumsum(counts, dtype=np.int64) - counts,
            at - at[0],
            of,
        )
        for (segment, base, at), (counts, _), of in zip(found, counted, held, strict=True)
    ]


def _counted(segment: SegmentPostings, places: Ints) -> tuple[Array, Array]:
    """How many postings each term has from the first to the last of some places, and those there in each column."""
    counts, held = [], []
    for first in range(int(places[0]), int(places[-1]) + 1, _TERMS_AT_ONCE):
        last = min(first + _TERMS_AT_ONCE, int(places[-1]) + 1)
        table = segment.table(first, last, 1 + COLUMNS).astype(np.int32)
        counts.append(table[0].copy())
        held.append(table[1:, places[slice(*places.searchsorted((first, last)))] - first])
    return np.concatenate(counts), np.concatenate(held, axis=1)


def _keys(segment: SegmentPostings, places: Ints) -> list[bytes]:
    first = int(places[0])
    keys = segment.keys_between(first, int(places[-1]) + 1)
    return [keys[place] for place in (places - first).tolist()]
