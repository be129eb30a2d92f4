"""The postings of one term over all segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qa_reader.errors import IndexFault

if TYPE_CHECKING:
    from qa_reader.search.dictionary import Entry
    from qa_reader.search.postings import SegmentPostings

Array = npt.NDArray[Any]
Documents = npt.NDArray[np.int32]
#: Below this, sums of places fit 32 bits; arrays of half the width take half the time.
_HALF = 1 << 30


class Posting:
    """Documents, frequencies and positions of a term, each decoded when first asked for.

    `count`: documents; `document_counts`, `frequency_counts`: by column, in how many documents and how often.
    """

    __slots__ = (
        "_documents",
        "_frequencies",
        "_last",
        "_parts",
        "_positions",
        "_starts",
        "count",
        "document_counts",
        "frequency_counts",
    )

    def __init__(self, parts: list[tuple[SegmentPostings, Entry, int]]) -> None:
        """`parts`: a segment, its entry of the term and its first document, in the order of segments."""
        self._parts = parts
        self._documents: Documents | None = None
        self._frequencies: dict[int, Array] = {}
        self._positions: Array | None = None
        self._starts: Array | None = None
        self._last: int | None = None
        self.count = sum(entry.count for _, entry, _ in parts)
        if len(parts) == 1:
            self.document_counts = parts[0][1].document_counts
            self.frequency_counts = parts[0][1].frequencies
        else:
            self.document_counts = tuple(map(sum, zip(*(entry.document_counts for _, entry, _ in parts), strict=True)))
            self.frequency_counts = tuple(map(sum, zip(*(entry.frequencies for _, entry, _ in parts), strict=True)))

    @classmethod
    def of_column(cls, documents: Documents) -> Posting:
        """The postings of a column's value: each document once, no positions."""
        posting = cls([])
        posting._documents = documents
        posting._frequencies = {0: np.ones(len(documents), np.uint8)}
        posting.count = len(documents)
        posting.document_counts = posting.frequency_counts = (len(documents),)
        return posting

    @classmethod
    def of_terms(cls, parts: list[tuple[SegmentPostings, int, int, int]]) -> Posting:
        """The postings of neighbouring terms as if they were one term.

        `parts`: a segment, the places `first:last` of terms in its dictionary, and its first document.
        """
        documents, frequencies, positions = [], [], []
        for segment, first, last, base in parts:
            stretch = segment.stretch(first, last)
            order = np.argsort(stretch.documents, kind="stable")
            columns = np.array(stretch.frequencies, np.int64)
            totals = columns.sum(axis=0)
            starts = np.cumsum(totals) - totals
            here = stretch.documents[order]
            distinct = np.flatnonzero(np.concatenate(([True], here[1:] != here[:-1])))
            documents.append(here[distinct] + np.int32(base))
            frequencies.append(np.add.reduceat(columns[:, order], distinct, axis=1))
            # each occurrence by document, column and position
            counts = columns.T.reshape(-1)
            cell = np.repeat(np.arange(len(counts)), counts)
            place = segment.positions_of(first, last)
            if len(place) != int(starts[-1] + totals[-1]):
                raise IndexFault("search index: a term has other positions than occurrences")
            document_of = stretch.documents[cell // len(columns)].astype(np.int64)
            within = np.lexsort((place, cell % len(columns), document_of))
            positions.append(place[within])
        posting = cls([])
        posting._documents = np.concatenate(documents)
        together = np.concatenate(frequencies, axis=1)
        posting._frequencies = {i: column.astype(np.uint32) for i, column in enumerate(together)}
        posting._positions = np.concatenate(positions)
        posting.count = len(posting._documents)
        posting.document_counts = tuple(int((column > 0).sum()) for column in together)
        posting.frequency_counts = tuple(int(column.sum()) for column in together)
        return posting

    @property
    def documents(self) -> Documents:
        """The documents, ascending."""
        if self._documents is None:
            parts = [segment.documents(entry) + np.int32(base) for segment, entry, base in self._parts]
            self._documents = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return self._documents

    def frequencies(self, column: int) -> Array:
        """How often the term stands in a column of each document."""
        found = self._frequencies.get(column)
        if found is None:
            parts = [segment.frequencies(entry, column) for segment, entry, _ in self._parts]
            found = parts[0] if len(parts) == 1 else np.concatenate(parts)
            self._frequencies[column] = found
        return found

    def in_column(self, column: int) -> tuple[Documents, Array]:
        """The documents that have the term in a column, and how often."""
        frequencies = self.frequencies(column)
        if self.document_counts[column] == self.count:
            return self.documents, frequencies
        has = np.flatnonzero(frequencies)
        return self.documents[has], frequencies[has]

    def _all_positions(self) -> Array:
        if self._positions is None:
            parts = [segment.positions(entry) for segment, entry, _ in self._parts]
            self._positions = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return self._positions

    def positions_at(self, at: Array, column: Array, counts: Array) -> Array:
        """The positions in a column of the documents at some indices, one after the other.

        `column`, `counts`: for each index its column, and how often the term stands there.
        """
        positions = self._all_positions()
        before = [self.frequencies(i) for i in range(len(self.frequency_counts))]
        if self._starts is None:
            totals = np.zeros(self.count, np.int64)
            for frequencies in before:
                totals += frequencies
            starts = np.cumsum(totals) - totals
            self._starts = starts.astype(np.int32) if len(positions) < _HALF else starts
        starts = self._starts[at]
        for i, frequencies in enumerate(before[:-1]):
            if self.document_counts[i]:
                starts = starts + np.where(column > i, frequencies[at], 0).astype(starts.dtype)
        ends = np.cumsum(counts, dtype=starts.dtype)
        places = np.arange(int(ends[-1]) if len(ends) else 0, dtype=starts.dtype)
        places += np.repeat(starts - (ends - counts.astype(starts.dtype)), counts)
        if len(places) and int(places.max()) >= len(positions):
            raise IndexFault("search index: a term has fewer positions than occurrences")
        found: Array = positions[places]
        return found

    @property
    def last_position(self) -> int:
        """The greatest of all positions."""
        if self._last is None:
            positions = self._all_positions()
            self._last = int(positions.max()) if len(positions) else 0
        return self._last

    def positions(self, column: int) -> tuple[Array, Array]:
        """For a column: the index in `documents` and the position of every occurrence, in order."""
        frequencies = self.frequencies(column).astype(np.int64)
        at = np.flatnonzero(frequencies)
        counts = frequencies[at]
        return np.repeat(at, counts), self.positions_at(at, np.full(len(at), column), counts)
