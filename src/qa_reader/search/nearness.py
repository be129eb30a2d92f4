"""How near two words stand to each other in the texts of documents, from their positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.phrase import Rows, occurrences_of
from qa_reader.search.posting import Posting

Array = npt.NDArray[Any]

#: Two words are near within so many positions.
NEAR = 8


def nearness(one: Posting, other: Posting, documents: Array, weights: Sequence[float]) -> npt.NDArray[np.float32]:
    """For each document how often, and how near, two words stand together in a field.

    A pair of occurrences counts 1 / distance² (Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc
    retrieval on very large text collections", SIGIR 2006) times the weight of its field.
    """
    has, at = _shared(documents, one.documents, other.documents)
    columns = [i for i in range(len(weights)) if one.document_counts[i] and other.document_counts[i]]
    if not len(has) or not columns:
        return np.zeros(len(documents), np.float32)
    rows, holders, column_of = occurrences_of((one, other), at, columns, NEAR)
    if not len(holders):
        return np.zeros(len(documents), np.float32)
    close = closeness(rows, len(holders)) * np.array(weights)[column_of]
    return np.bincount(has[holders], close, len(documents)).astype(np.float32)


def _shared(documents: Array, one: Array, other: Array) -> tuple[Array, list[Array]]:
    """The indices of the documents that both lists have, and their places in these; for few documents."""
    at = [np.minimum(np.searchsorted(each, documents), len(each) - 1) for each in (one, other)]
    has = np.flatnonzero((one[at[0]] == documents) & (other[at[1]] == documents))
    return has, [places[has] for places in at]


def closeness(occurrences: Rows, rows: int) -> Array:
    """For each row the sum of 1 / distance² from occurrences of one word to the nearest of the other, within NEAR."""
    one, other = occurrences.words
    after = np.searchsorted(other, one)
    gaps = np.full(len(one), NEAR + 1, np.int64)
    has_after = after < len(other)
    gaps[has_after] = np.minimum(gaps[has_after], other[after[has_after]] - one[has_after])
    has_before = after > 0
    gaps[has_before] = np.minimum(gaps[has_before], one[has_before] - other[after[has_before] - 1])
    near = np.flatnonzero(gaps <= NEAR)
    return np.bincount(one[near] // occurrences.width, 1.0 / np.maximum(gaps[near], 1) ** 2, rows)
