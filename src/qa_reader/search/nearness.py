"""How near words stand to each other in the texts of documents, from their positions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.posting import CELLS, WIDEST, Posting

Array = npt.NDArray[Any]

#: Two words are near within so many positions.
NEAR = 8
#: What a pair of occurrences at each distance counts (Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc
#: retrieval on very large text collections", SIGIR 2006): 1 / distance², nothing beyond NEAR.
_CLOSE = np.array([1.0, *(1.0 / distance**2 for distance in range(1, NEAR + 1)), 0.0])


def nearness(words: Sequence[Posting], documents: Array, weights: Sequence[float]) -> list[Array]:
    """For each word but the last, how often and how near it stands to the next one in each of a few documents.

    A pair of occurrences counts what `_CLOSE` says times the weight of its field.
    """
    keys = [_keys(word, documents) for word in words]
    by_field = np.array(weights)
    found = []
    for one, other in pairwise(keys):
        if len(one) and len(other):
            close = closeness(one, other, one // WIDEST, len(documents) * CELLS)
            found.append((close.reshape(-1, CELLS) @ by_field).astype(np.float32))
        else:
            found.append(np.zeros(len(documents), np.float32))
    return found


def _keys(word: Posting, documents: Array) -> Array:
    """Where a word stands in these documents, numbered from 0; far enough apart that no two cells are near."""
    at = word.documents.searchsorted(documents)
    np.minimum(at, word.count - 1, out=at)
    has = np.flatnonzero(word.documents.take(at) == documents)
    return word.keys_at(at.take(has), has, WIDEST) if len(has) else has


def closeness(one: Array, other: Array, rows: Array, count: int) -> Array:
    """For each of `count` rows what one word's occurrences count by the nearest of the other on either side.

    `one`, `other`: row × width + position of each occurrence, ascending, not none, rows farther apart than NEAR;
    `rows`: the row of each of `one`.
    """
    far = NEAR + 1
    padded = np.concatenate((one[:1] - far, other, one[-1:] + far))
    after = other.searchsorted(one)
    gaps = np.minimum(padded.take(after + 1) - one, one - padded.take(after))
    return np.bincount(rows, _CLOSE.take(np.minimum(gaps, far)), count)
