"""What the library asks: `ask` a query, `related` threads; over one archive's index, on one thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qa_reader.model import Query, Sort
from qa_reader.search.analysis import terms, title_hash
from qa_reader.search.filtering import Mask, masks_of, together
from qa_reader.search.found import NOTHING, Found, constant
from qa_reader.search.manifest import read_manifest
from qa_reader.search.query import Parsed, parse
from qa_reader.search.ranking import Ranking, Wider
from qa_reader.search.reader import ArrayReader, Arrays
from qa_reader.search.related import Alike, related
from qa_reader.search.relaxing import most_of, whole
from qa_reader.search.searcher import ArraySearcher
from qa_reader.search.snippets import Marker
from qa_reader.search.store import BlobStore

#: Plain text of this many telling words or more is a pasted sentence: most of it will do.
SENTENCE_WORDS = 8
_RELAXED = "No thread has all of these words; these have most of them."
_SENTENCE = "Few threads have all of these words; those that have most of them follow."
#: A sentence that so many threads answer whole needs no others.
_ENOUGH = 10


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a query found, what it would find without any filter, and what has to be said about it."""

    found: Found
    unfiltered: Found
    notes: tuple[str, ...] = ()
    marker: Marker | None = None


class ThreadIndex:
    """The search index of one archive, open for reading."""

    def __init__(self, store: BlobStore) -> None:
        """Raises IndexFault where there is no index, or one of another version."""
        self.arrays = Arrays(store, read_manifest(store))
        self.reader = ArrayReader(self.arrays)
        self._searcher: ArraySearcher | None = None

    @property
    def searcher(self) -> ArraySearcher:
        """The searcher over all segments."""
        if self._searcher is None:
            self._searcher = ArraySearcher(self.reader)
        return self._searcher

    @property
    def count(self) -> int:
        """How many threads there are, removed ones not counted."""
        return self.arrays.count

    def numbers(self) -> frozenset[int]:
        """The archive's numbers of all threads."""
        numbers, alive = self.arrays.numbers, self.arrays.alive
        return frozenset((numbers if alive is None else numbers[alive]).tolist())

    def ask(self, query: Query, among: frozenset[int] | None = None) -> Ranking:
        """Answer a query, of these numbers only where `among` is given; raises QuerySyntaxError with the place."""
        masks = masks_of(self.arrays, query, among)
        if not query.text.strip():
            return self._browse(query, masks)
        parsed = parse(query.text)
        answer = self._answer(parsed, together(masks))
        first = self._exact_titles(query.text) if query.sort is Sort.RELEVANCE else None
        notes = (*parsed.notes, *answer.notes)
        marker = answer.marker or Marker(parsed.needles)
        wider = self._wider(answer.unfiltered, masks)
        return Ranking(self.arrays, answer.found, query.sort, first=first, marker=marker, notes=notes, wider=wider)

    def related(self, number: int, limit: int = 5) -> tuple[Alike, ...]:
        """The threads most like one, with the reasons; none where the number is not there."""
        return related(self.searcher, number, limit)

    def _browse(self, query: Query, masks: dict[str, Mask]) -> Ranking:
        """All threads, the newest first where no order is asked for."""
        every = constant(np.arange(self.arrays.documents, dtype=np.int32), 0.0)
        every = self._masked(every, self.arrays.alive)
        sort = Sort.NEWEST if query.sort is Sort.RELEVANCE else query.sort
        return Ranking(self.arrays, self._masked(every, together(masks)), sort, wider=self._wider(every, masks))

    def _wider(self, unfiltered: Found, masks: dict[str, Mask]) -> Wider:
        """For each facet that is filtered by, what is found without that filter but with the others."""

        def documents(facet: str) -> np.ndarray | None:
            return self._masked(unfiltered, together(masks, but=facet)).documents if facet in masks else None

        return documents

    def _masked(self, found: Found, mask: np.ndarray | None) -> Found:
        return found if mask is None else self.searcher.sets.where(found, mask)

    def _answer(self, parsed: Parsed, mask: np.ndarray | None) -> _Answer:
        searcher = self.searcher
        if parsed.tree is not None:
            every = searcher.evaluate(parsed.tree)
            return _Answer(self._masked(every, mask), every)
        words = [word for word in parsed.words if word.telling] or list(parsed.words)
        if not words:
            return _Answer(NOTHING, NOTHING)
        every = whole(searcher, words)
        found = self._masked(every, mask)
        parts = [part for word in words for part in word.parts()]
        if len(found) >= _ENOUGH or len(parts) < 2 or (len(found) and len(parts) < SENTENCE_WORDS):
            return _Answer(found, every)
        every_most = most_of(searcher, parts)
        most = self._masked(every_most, mask)
        if len(most) <= len(found):
            return _Answer(found, every)
        marker = Marker({needle: None for part in parts for needle in part.needles()})
        note = _SENTENCE if len(found) else _RELAXED
        unfiltered = every if mask is None else searcher.sets.any([every, every_most], scored=False)
        return _Answer(searcher.above(found, most), unfiltered, (note,), marker)

    def _exact_titles(self, text: str) -> np.ndarray | None:
        """The documents whose title is what was typed."""
        wanted = title_hash(terms(text.strip().strip('"'), query=True))
        if not wanted:
            return None
        exact = np.flatnonzero(self.arrays.hashes == np.uint64(wanted))
        return exact if len(exact) else None


def open_index(store: BlobStore) -> ThreadIndex:
    """Open the index of a store; IndexFault when it is absent, of another version, or damaged."""
    return ThreadIndex(store)
