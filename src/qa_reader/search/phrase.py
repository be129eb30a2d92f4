"""Phrases and nearness: which documents have words one after the other, from their positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from qa_reader.search.posting import Posting

Array = npt.NDArray[Any]


class Rows(NamedTuple):
    """Where words stand: for each word the sorted array `row * width + position`."""

    words: list[Array]
    width: int


def occurrences_of(
    postings: Sequence[Posting], at: Sequence[Array], columns: Sequence[int], slop: int
) -> tuple[Rows, Array, Array]:
    """Where words stand in the documents that have all of them.

    `at`: for each posting the indices of these documents. A row is a document's column that holds all words. The
    answer: for each word the sorted array `row * width + position`, the width, wider than any position and `slop`
    together; the index of the document of each row; its column.
    """
    counts = [
        [posting.frequencies(column)[index] for column in columns] for posting, index in zip(postings, at, strict=True)
    ]
    has = np.ones((len(columns), len(at[0])), np.bool_)
    for word in counts:
        for i, count in enumerate(word):
            has[i] &= count > 0
    holders, which = np.nonzero(has.T)
    width = max(posting.last_position for posting in postings) + slop + 2
    kind = np.int32 if width * len(holders) < 1 << 31 else np.int64
    base: Array = np.arange(0, width * len(holders), width, dtype=kind)
    rows = []
    for posting, index, word in zip(postings, at, counts, strict=True):
        count = np.array(word)[which, holders].astype(np.int64)
        keys = np.repeat(base, count)
        keys += posting.positions_at(index[holders], np.asarray(columns)[which], count).astype(kind)
        rows.append(keys)
    return Rows(rows, width), holders, np.asarray(columns)[which]


def chain(occurrences: Rows, slop: int) -> Array:
    """The rows in which each word follows the one before it by 1 to `slop` positions."""
    keys = occurrences.words[0]
    for word in occurrences.words[1:]:
        if not len(keys):
            break
        if slop == 1:
            # two sorted rows after each other: a stable sort merges them in one go
            both = np.concatenate((keys + 1, word))
            both.sort(kind="stable")
            keys = both[1:][both[1:] == both[:-1]]
        else:
            near = np.searchsorted(keys, word - slop)
            near[near == len(keys)] = 0
            gap = word - keys[near]
            keys = word[(gap >= 1) & (gap <= slop)]
    left: Array = keys // occurrences.width
    new = np.ones(len(left), np.bool_)
    new[1:] = left[1:] != left[:-1]
    return left[new]
