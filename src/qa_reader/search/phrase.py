"""Phrases and nearness: which documents have words one after the other, from their positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.posting import Posting

Array = npt.NDArray[Any]


def occurrences_of(
    postings: Sequence[Posting], at: Sequence[Array], columns: Sequence[int]
) -> tuple[list[Array], Array, Array]:
    """Where words stand in the documents that have all of them.

    `at`: for each posting the indices of these documents. A row is a document's column that holds all words. The
    answer: for each word the sorted array `row << 32 | position`; the index of the document of each row; its column.
    """
    counts = [[posting.frequencies(column)[index] for column in columns] for posting, index in zip(postings, at, strict=True)]
    has = np.ones((len(columns), len(at[0])), np.bool_)
    for word in counts:
        for i, count in enumerate(word):
            has[i] &= count > 0
    holders, which = np.nonzero(has.T)
    rows = []
    for posting, index, word in zip(postings, at, counts, strict=True):
        count = np.array(word)[which, holders].astype(np.int64)
        positions = posting.positions_at(index[holders], np.asarray(columns)[which], count)
        rows.append(np.repeat(np.arange(len(holders)) << 32, count) + positions)
    return rows, holders, np.asarray(columns)[which]


def chain(rows: Sequence[Array], slop: int) -> Array:
    """The rows in which each word follows the one before it by 1 to `slop` positions."""
    keys = rows[0]
    for following in rows[1:]:
        if not len(keys):
            break
        if slop == 1:
            # two sorted rows after each other: a stable sort merges them in one go
            both = np.concatenate((keys + 1, following))
            both.sort(kind="stable")
            following = both[1:][both[1:] == both[:-1]]
        else:
            near = np.searchsorted(keys, following - slop)
            near[near == len(keys)] = 0
            gap = following - keys[near]
            following = following[(gap >= 1) & (gap <= slop)]
        keys = following
    rows_left = keys >> 32
    return rows_left[np.concatenate((rows_left[:1] == rows_left[:1], rows_left[1:] != rows_left[:-1]))]
