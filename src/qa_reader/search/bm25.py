"""How Whoosh scores a term: BM25 for each field, as its own BM25F weighting does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.arrays import Arrays
from qa_reader.search.found import Scores
from qa_reader.search.posting import CELLS, Posting
from qa_reader.search.schema import TEXTS

Array = npt.NDArray[Any]

K1 = 1.2
B = 0.75


class BM25:
    """The scores of terms of an index; for one thread at a time."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._norms: dict[str, Scores] = {}

    def norm(self, field: str) -> Scores:
        """K1 × ((1 - B) + B × length / average length) of each document."""
        norm = self._norms.get(field)
        if norm is None:
            average = self._arrays.field_length(field) / (self._arrays.documents or 1) or 1
            lengths = self._arrays.lengths(field).astype(np.float32)
            norm = self._norms[field] = np.float32(K1 * (1 - B)) + lengths * np.float32(K1 * B / average)
        return norm

    def weight(self, document_count: int) -> float:
        """Whoosh's inverse document frequency, times K1 + 1."""
        return (math.log(self._arrays.documents / (document_count + 1)) + 1) * (K1 + 1)

    def weights(self, document_counts: Array) -> Array:
        """The same of many terms."""
        return (np.log(self._arrays.documents / (document_counts + 1)) + 1) * (K1 + 1)

    def scores(self, posting: Posting, boosts: Mapping[str, float], columns: Mapping[str, int]) -> Scores:
        """The score of each document of a posting, summed over the fields of `columns`."""
        name = ("bm25", *boosts.items())
        return posting.kept(name, lambda: self.computed(posting, boosts, columns))

    def computed(self, posting: Posting, boosts: Mapping[str, float], columns: Mapping[str, int]) -> Scores:
        """The same, not remembered."""
        documents = posting.documents
        total = np.zeros(len(documents), np.float32)
        for field, column in columns.items():
            frequencies = posting.frequencies(column)
            weight = np.float32(self.weight(posting.document_counts[column]) * boosts[field])
            if posting.document_counts[column] * 3 < posting.count:
                has = np.flatnonzero(frequencies)
                counts = frequencies.take(has).astype(np.float32)
                total[has] += weight * counts / (counts + self.norm(field).take(documents.take(has)))
            else:
                counts = frequencies.astype(np.float32)
                scores = counts + self.norm(field).take(documents)
                np.divide(counts, scores, out=scores)
                scores *= weight
                total += scores
        return total

    def in_cells(
        self, counts: Sequence[Array], postings: Sequence[Posting], cells: Array, boosts: Mapping[str, float]
    ) -> Scores:
        """The scores of several postings together in cells that all have; `counts`: how often each stands there.

        The fields of `boosts` are texts, or one name.
        """
        column_of = cells % CELLS
        norms = np.zeros(len(cells), np.float32)
        columns = {field: TEXTS.index(field) if field in TEXTS else 0 for field in boosts}
        for field, column in columns.items():
            here = np.flatnonzero(column_of == column)
            norms[here] = self.norm(field).take(cells.take(here) // CELLS)
        total = np.zeros(len(cells), np.float32)
        for posting, count in zip(postings, counts, strict=True):
            weights = np.zeros(CELLS, np.float32)
            for field, column in columns.items():
                weights[column] = self.weight(posting.document_counts[column]) * boosts[field]
            frequencies = count.astype(np.float32)
            frequencies /= frequencies + norms
            total += frequencies * weights.take(column_of)
        return total
