"""How near two words stand to each other in the texts of documents, from their positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.phrase import Rows, rows_of
from qa_reader.search.posting import CELLS, Posting

Array = npt.NDArray[Any]

#: Two words are near within so many positions.
NEAR = 8
_COLUMNS = np.arange(CELLS, dtype=np.int32)


def nearness(one: Posting, other: Posting, documents: Array, weights: Sequence[float]) -> npt.NDArray[np.float32]:
    """For each document how often, and how near, two words stand together in a field.

    A pair of occurrences counts 1 / distance² (Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc
    retrieval on very large text collections", SIGIR 2006) times the weight of its field.
    """
    has, at = _shared((documents[:, np.newaxis] * np.int32(CELLS) + _COLUMNS).reshape(-1), one.cells, other.cells)
    if not len(has):
        return np.zeros(len(documents), np.float32)
    close = closeness(rows_of((one, other), at, NEAR), len(has)) * np.array(weights).take(has % CELLS)
    return np.bincount(has // CELLS, close, len(documents)).astype(np.float32)


def _shared(cells: Array, one: Array, other: Array) -> tuple[Array, list[Array]]:
    """The indices of the cells that both lists have, and their places in these; for few cells."""
    at = [np.minimum(each.searchsorted(cells), len(each) - 1) for each in (one, other)]
    has = np.flatnonzero((one.take(at[0]) == cells) & (other.take(at[1]) == cells))
    return has, [places.take(has) for places in at]


def closeness(occurrences: Rows, rows: int) -> Array:
    """For each row the sum of 1 / distance² from occurrences of one word to the nearest of the other, within NEAR."""
    one, other = occurrences.words
    after = other.searchsorted(one)
    # rows lie farther apart than NEAR: a neighbour beyond the end may be any one far away
    behind = other.take(np.minimum(after, len(other) - 1)) - one
    before = one - other.take(np.maximum(after - 1, 0))
    far = NEAR + 1
    gaps = np.minimum(np.where(behind < 0, far, behind), np.where(before <= 0, far, before))
    near = np.flatnonzero(gaps <= NEAR)
    return np.bincount(one.take(near) // occurrences.width, 1.0 / np.maximum(gaps.take(near), 1) ** 2, rows)
