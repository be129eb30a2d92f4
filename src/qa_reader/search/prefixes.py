"""All words that begin alike, decoded in one stretch: they stand next to each other in the dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from qa_reader.search.found import NOTHING, Documents, Found, Scores, known
from qa_reader.search.postings import Stretch
from qa_reader.search.schema import TEXTS

if TYPE_CHECKING:
    from qa_reader.search.searcher import ArraySearcher

Array = npt.NDArray[Any]


class _Column(NamedTuple):
    """The postings of all words in one text field, and what Whoosh scores each with a boost of 1; `constant`: 1."""

    documents: Documents
    scores: Scores
    constant: bool

    @property
    def nbytes(self) -> int:
        return int(self.documents.nbytes + self.scores.nbytes)


class _Part(NamedTuple):
    """The words of one segment; `counts` (columns × words): in how many documents of all segments each stands."""

    stretch: Stretch
    base: int
    counts: Array


def prefixed(searcher: ArraySearcher, text: str, boosts: dict[str, float]) -> Found:
    """The documents with a word that begins so in any of the fields, as Whoosh scores an Or of a Prefix for each."""
    columns = searcher.arrays.kept(
        ("prefix", text), lambda: _columns(searcher, text), lambda found: sum(column.nbytes for column in found)
    )
    if not columns:
        return NOTHING
    chosen = [(columns[TEXTS.index(field)], boost) for field, boost in boosts.items()]
    documents = np.concatenate([column.documents for column, _ in chosen])
    scores = [column.scores if column.constant else column.scores * np.float32(boost) for column, boost in chosen]
    sums = np.bincount(documents, np.concatenate(scores), minlength=searcher.arrays.documents)
    found = searcher.sets.union([documents])
    return known(found, sums.take(found).astype(np.float32))


def _columns(searcher: ArraySearcher, text: str) -> list[_Column]:
    parts, words = _parts(searcher, text)
    return (
        [_column(searcher, parts, i, constant=searcher.preloads(words[i])) for i in range(len(TEXTS))] if parts else []
    )


def _column(searcher: ArraySearcher, parts: list[_Part], column: int, *, constant: bool) -> _Column:
    documents: list[Array] = []
    scores: list[Array] = []
    for stretch, base, counts in parts:
        there = np.flatnonzero(stretch.frequencies[column])
        documents.append(stretch.documents.take(there) + np.int32(base))
        if not constant:
            term = np.repeat(np.arange(len(stretch.counts)), stretch.counts).take(there)
            frequency = stretch.frequencies[column].take(there).astype(np.float32)
            frequency /= frequency + searcher.bm25.norm(TEXTS[column]).take(documents[-1])
            scores.append(frequency * searcher.bm25.weights(counts[column]).astype(np.float32).take(term))
    if constant:
        once = searcher.sets.union(documents)
        return _Column(once, np.ones(len(once), np.float32), constant)
    return _Column(np.concatenate(documents), np.concatenate(scores), constant)


def _parts(searcher: ArraySearcher, text: str) -> tuple[list[_Part], list[int]]:
    """The words of all segments, and how many different ones there are in each column."""
    start = text.encode("utf-8", "replace")
    stop = start[:-1] + bytes([start[-1] + 1]) if start[-1] < 0xFF else None
    found = []
    for segment, base in zip(searcher.arrays.segments, searcher.arrays.bases.tolist(), strict=False):
        first, last = segment.places_from(start, stop)
        if first < last:
            found.append((segment, first, last, base))
    stretches = [segment.stretch(first, last) for segment, first, last, _ in found]
    counts = [stretch.document_counts for stretch in stretches]
    together = counts[0] if counts else np.zeros((len(TEXTS), 0), np.int64)
    if len(found) > 1:
        word_of: dict[bytes, int] = {}
        keys = [segment.keys_between(first, last) for segment, first, last, _ in found]
        words = [np.array([word_of.setdefault(key, len(word_of)) for key in some]) for some in keys]
        every = np.concatenate(words)
        together = np.array([np.bincount(every, row, len(word_of)) for row in np.concatenate(counts, axis=1)])
        counts = [together[:, some] for some in words]
    parts = [_Part(stretch, base, each) for stretch, (*_, base), each in zip(stretches, found, counts, strict=True)]
    return parts, np.count_nonzero(together, axis=1).tolist()
