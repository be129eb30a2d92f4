"""How near words stand to each other in the texts of documents, from their positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from qa_reader.search.posting import CELLS, Posting

Array = npt.NDArray[Any]

#: Two words are near within so many positions.
NEAR = 8
#: What a pair of occurrences at each distance counts (Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc
#: retrieval on very large text collections", SIGIR 2006): 1 / distance², nothing beyond NEAR.
_CLOSE = np.array([1.0, *(1.0 / distance**2 for distance in range(1, NEAR + 1)), 0.0])
_COLUMNS = np.arange(CELLS, dtype=np.int32)


class Spots(NamedTuple):
    """Where a word stands in some cells: the cell (its place among these) and the position of each occurrence."""

    rows: Array
    positions: Array


def nearness(words: Sequence[Posting], documents: Array, weights: Sequence[float]) -> list[Array]:
    """For each word but the last, how often and how near it stands to the next one in each of a few documents.

    A pair of occurrences counts what `_CLOSE` says times the weight of its field.
    """
    cells = (documents[:, np.newaxis] * np.int32(CELLS) + _COLUMNS).reshape(-1)
    spots = [_spots(word, cells) for word in words]
    width = max(int(spot.positions.max(initial=0)) for spot in spots) + NEAR + 2
    keys = [spot.rows * width + spot.positions for spot in spots]
    by_field = np.array(weights)
    found = []
    for i in range(len(words) - 1):
        close = closeness(keys[i], keys[i + 1], spots[i].rows, len(cells))
        found.append((close.reshape(-1, CELLS) @ by_field).astype(np.float32))
    return found


def _spots(word: Posting, cells: Array) -> Spots:
    own = word.cells
    at = own.searchsorted(cells)
    np.minimum(at, len(own) - 1, out=at)
    has = np.flatnonzero(own.take(at) == cells)
    if not len(has):
        return Spots(has, has)
    counts, positions = word.positions_at(at.take(has))
    return Spots(np.repeat(has, counts), positions.astype(np.int64))


def closeness(one: Array, other: Array, rows: Array, count: int) -> Array:
    """For each of `count` rows what one word's occurrences count by the nearest of the other on either side.

    `one`, `other`: row × width + position of each occurrence, ascending, rows farther apart than NEAR; `rows`: the
    row of each of `one`.
    """
    far = NEAR + 1
    padded = np.concatenate((one[:1] - far, other, one[-1:] + far))
    after = other.searchsorted(one)
    gaps = np.minimum(padded.take(after + 1) - one, one - padded.take(after))
    return np.bincount(rows, _CLOSE.take(np.minimum(gaps, far)), count)
