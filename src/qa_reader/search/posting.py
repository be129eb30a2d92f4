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

    __slots__ = ("_documents", "_frequencies", "_parts", "_positions", "count", "document_counts", "frequency_counts")

    def __init__(self, parts: list[tuple[SegmentPostings, Entry, int]]) -> None:
        """`parts`: a segment, its entry of the term and its first document, in the order of segments."""
        self._parts = parts
        self._documents: Documents | None = None
        self._frequencies: dict[int, Array] = {}
        self._positions: Array | None = None
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

    def positions(self, column: int) -> tuple[Array, Array]:
        """For a column: the index in `documents` and the position of every occurrence, in order."""
        if self._positions is None:
            parts = [segment.positions(entry) for segment, entry, _ in self._parts]
            self._positions = parts[0] if len(parts) == 1 else np.concatenate(parts)
        frequencies = self.frequencies(column)
        if sum(self.frequency_counts) == self.frequency_counts[column]:
            within = self._positions
        else:
            before = [self.frequencies(i) for i in range(len(self.frequency_counts))]
            totals = np.sum(before, axis=0, dtype=np.int64)
            starts = np.cumsum(totals) - totals
            for i in range(column):
                starts += before[i]
            counts = frequencies.astype(np.int64)
            ends = np.cumsum(counts)
            places = np.arange(int(ends[-1])) + np.repeat(starts - (ends - counts), counts)
            if len(places) and int(places.max()) >= len(self._positions):
                raise IndexFault("search index: a term has fewer positions than occurrences")
            within = self._positions[places]
        holders = np.repeat(np.arange(self.count), frequencies)
        if len(holders) != len(within):
            raise IndexFault("search index: a term has other positions than occurrences")
        return holders, within
