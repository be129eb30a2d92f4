"""How near words stand to each other in the texts of documents, from their positions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.posting import CELLS, WIDEST, WIDEST_BITS, Posting, keys_of

Array = npt.NDArray[Any]

#: Two words are near within so many positions.
NEAR = 8
#: What a pair of occurrences at each distance counts (Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc
#: retrieval on very large text collections", SIGIR 2006): 1 / distance², nothing beyond NEAR.
_CLOSE = np.array([1.0, *(1.0 / distance**2 for distance in range(1, NEAR + 1)), 0.0])


class Standing:
    """Where a term stands among a few documents: those at `here` are its own documents at `at`."""

    def __init__(self, posting: Posting, documents: Array, *, in_all: bool = False) -> None:
        """`in_all`: whether all documents are known to have it."""
        self.posting = posting
        self.at = posting.documents.searchsorted(documents)
        self.whole = in_all  # whether all documents have it
        self.here = np.arange(len(documents))
        if not in_all:
            np.minimum(self.at, posting.count - 1, out=self.at)
            self.here = (posting.documents.take(self.at) == documents).nonzero()[0]
            self.whole = len(self.here) == len(documents)
        if not self.whole:
            self.at = self.at.take(self.here)

    @cached_property
    def rows(self) -> Array:
        """How often the term stands in each cell of the documents that have it."""
        return self.posting.rows(self.at)


def nearness(words: Sequence[Standing], count: int, weights: Array) -> Array:
    """For each word but the last (rows), how often and how near it stands to the next one in each of `count` documents.

    A pair of occurrences counts what `_CLOSE` says times the weight of its field. All words are looked at together: as
    if each stood in documents of its own.
    """
    numbers = None  # of whole words: one document after the other
    if not all(word.whole for word in words):
        numbers = np.concatenate([word.here + i * count for i, word in enumerate(words)])
    keys, ends = keys_of([(word.posting, word.at, word.rows) for word in words], numbers, WIDEST)
    one, other = keys[: ends[-2]], keys[ends[0] :] - count * CELLS * WIDEST
    pairs = len(words) - 1
    if not len(one) or not len(other):
        return np.zeros((pairs, count), np.float32)
    cells = one >> WIDEST_BITS
    close = closeness(one, other) * weights.take(cells % CELLS)
    return np.bincount(cells // CELLS, close, pairs * count).astype(np.float32).reshape(pairs, count)


def closeness(one: Array, other: Array) -> Array:
    """What each of one word's occurrences counts by the nearest of the other on either side.

    `one`, `other`: row × width + position of each occurrence, ascending, not none, rows farther apart than NEAR.
    """
    far = NEAR + 1
    padded = np.concatenate((one[:1] - far, other, one[-1:] + far))
    after = other.searchsorted(one)
    gaps = np.minimum(padded[1:].take(after) - one, one - padded.take(after))
    close: Array = _CLOSE.take(gaps, mode="clip")
    return close
