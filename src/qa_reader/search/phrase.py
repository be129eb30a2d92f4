"""Phrases and nearness: which texts have words one after the other, from their positions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from qa_reader.search.found import Sets
from qa_reader.search.posting import CELLS, Posting

Array = npt.NDArray[Any]

#: So many cells are looked at in one go: what they need stays in the processor's cache (65,000 at once take twice as
#: long), and keys fit 32 bits.
_AT_ONCE = 8192
#: From so many cells on, signatures are looked at first.
_MANY = 2000


class Rows(NamedTuple):
    """Where words stand: for each word the sorted array `row * width + position`."""

    words: list[Array]
    width: int


def shared_cells(sets: Sets, postings: Sequence[Posting], columns: Sequence[int]) -> tuple[Array, list[Array]]:
    """The cells in these columns that have all words, and for each word their places among its own cells."""
    order = sorted(range(len(postings)), key=lambda i: sum(postings[i].document_counts))
    cells = postings[order[0]].cells
    at: dict[int, Array] = {}
    if len(columns) < CELLS:
        wanted = np.zeros(CELLS, np.bool_)
        wanted[list(columns)] = True
        at[order[0]] = np.flatnonzero(wanted.take(cells % CELLS))
        cells = cells.take(at[order[0]])
    else:
        at[order[0]] = np.arange(len(cells))
    for i in order[1:]:
        here, there = sets.common(cells, postings[i].cells)
        if len(here) < len(cells):
            cells = cells.take(here)
            at = {k: chosen.take(here) for k, chosen in at.items()}
        at[i] = there
    return cells, [at[i] for i in range(len(postings))]


def rows_of(postings: Sequence[Posting], at: Sequence[Array], slop: int) -> Rows:
    """Where words stand in cells that have all of them: a row for each; `at`: the cells' places, at least one."""
    found = [posting.positions_at(index) for posting, index in zip(postings, at, strict=True)]
    width = max(int(positions.max()) for _, positions in found) + slop + 2
    kind = np.int32 if width * len(at[0]) < 1 << 31 else np.int64
    rows = []
    for counts, positions in found:
        steps = np.zeros(len(positions), kind)
        steps[counts[:-1].cumsum()] = width
        rows.append(steps.cumsum(dtype=kind) + positions.astype(kind, copy=False))
    return Rows(rows, width)


def matching(postings: Sequence[Posting], at: Sequence[Array], slop: int) -> Array:
    """Which of the cells have each word 1 to `slop` positions behind the one before it."""
    may = _may_match(postings, at) if slop == 1 and len(at[0]) > _MANY else np.arange(len(at[0]))
    found = [may[:0]]
    for first in range(0, len(may), _AT_ONCE):
        some = may[first : first + _AT_ONCE]
        rows = rows_of(postings, [index.take(some) for index in at], slop)
        found.append(some.take(chain(rows, slop)))
    return np.concatenate(found)


def _may_match(postings: Sequence[Posting], at: Sequence[Array]) -> Array:
    """The cells of which signatures do not say that the words are not one behind the other: a quarter of them."""
    signed = [posting.signatures.take(index) for posting, index in zip(postings, at, strict=True)]
    may = np.ones(len(at[0]), np.bool_)
    for one, other in pairwise(signed):
        may &= (((one << np.uint64(1)) | (one >> np.uint64(63))) & other) != 0
    return np.flatnonzero(may)


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
            keys = both[1:].compress(both[1:] == both[:-1])
        else:
            near = np.searchsorted(keys, word - slop)
            near[near == len(keys)] = 0
            gap = word - keys[near]
            keys = word[(gap >= 1) & (gap <= slop)]
    left: Array = keys // occurrences.width
    new = np.ones(len(left), np.bool_)
    new[1:] = left[1:] != left[:-1]
    return left.compress(new)
