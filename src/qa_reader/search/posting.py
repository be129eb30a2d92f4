"""The postings of one term over all segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qa_reader.errors import IndexFault

if TYPE_CHECKING:
    from qa_reader.search.postings import Entry, SegmentPostings

Array = npt.NDArray[Any]
Documents = npt.NDArray[np.int32]


class Posting:
    """Documents, frequencies and positions of a term, each decoded when first asked for.

    `count`: documents; `document_counts`, `frequency_counts`: by column, in how many documents and how often.
    """

    __slots__ = ("_documents", "_frequencies", "_parts", "_positions", "_starts", "count", "document_counts", "frequency_counts")

    def __init__(self, parts: list[tuple[SegmentPostings, Entry, int]]) -> None:
        """`parts`: a segment, its entry of the term and its first document, in the order of segments."""
        self._parts = parts
        self._documents: Documents | None = None
        self._frequencies: dict[int, Array] = {}
        self._positions: Array | None = None
        self._starts: Array | None = None
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
            self._starts = np.cumsum(totals) - totals
        starts = self._starts[at]
        for i, frequencies in enumerate(before[:-1]):
            if self.document_counts[i]:
                starts = starts + np.where(column > i, frequencies[at], 0)
        ends = np.cumsum(counts)
        places = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
        if len(places) and int(places.max()) >= len(positions):
            raise IndexFault("search index: a term has fewer positions than occurrences")
        return positions[places]

    def positions(self, column: int) -> tuple[Array, Array]:
        """For a column: the index in `documents` and the position of every occurrence, in order."""
        frequencies = self.frequencies(column).astype(np.int64)
        at = np.flatnonzero(frequencies)
        counts = frequencies[at]
        return np.repeat(at, counts), self.positions_at(at, np.full(len(at), column), counts)
