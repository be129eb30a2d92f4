"""Runs as one, a range of terms at a time: what of building can go on side by side when all documents are inverted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qa_reader.search.postings_writer import PostingBlocks, posting_blocks
from qa_reader.search.runs import Run, Spilled, placed

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]


class Part(Struct, frozen=True):
    """What a run has of a range: arrays of the whole run, and which of its terms, postings and positions are meant.

    `first`: the number of the run's first document; the rest as in `Run`.
    """

    terms: Array | Spilled
    counts: Array | Spilled
    position_counts: Array | Spilled
    documents: Array | Spilled
    codes: Array | Spilled
    positions: Array | Spilled
    recoded: Array | Spilled
    first: int
    of_terms: slice
    of_postings: slice
    of_positions: slice


class Parts:
    """The parts of a run in each of some ranges, which `bounds` of terms part."""

    def __init__(self, run: Run, bounds: Ints) -> None:
        self._run = run
        self._terms = np.searchsorted(run.terms[:], bounds)
        self._postings = _before(run.counts[:], self._terms)
        self._positions = _before(run.position_counts[:], self._terms)

    def of(self, number: int) -> Iterator[Part]:
        """The part in a range, where there is one."""
        of_terms, *others = (
            slice(int(starts[number]), int(starts[number + 1]))
            for starts in (self._terms, self._postings, self._positions)
        )
        if of_terms.start < of_terms.stop:
            yield part_of(self._run, of_terms, *others)


def part_of(run: Run, of_terms: slice, of_postings: slice, of_positions: slice) -> Part:
    """A part of a run."""
    return Part(
        run.terms,
        run.counts,
        run.position_counts,
        run.documents,
        run.codes,
        run.positions,
        run.recoded,
        run.first,
        of_terms,
        of_postings,
        of_positions,
    )


def whole(run: Run) -> Part:
    """All of a run."""
    return part_of(run, *(slice(0, len(array)) for array in (run.terms, run.documents, run.positions)))


def _before(counts: Array, places: Array) -> Array:
    """The sum of all counts before each place."""
    before: Array = np.append(0, np.cumsum(counts, dtype=np.int64))[places]
    return before


def range_blocks(frequencies: Array, parts: Sequence[Part], first: int, totals: Ints) -> PostingBlocks:
    """The blocks of the terms `first …`; see `merged` and `posting_blocks`."""
    return posting_blocks(frequencies, totals[0], totals[1], *merged(parts, first, totals))


def merged(parts: Sequence[Part], first: int, totals: Ints) -> tuple[Array, Array, Array]:
    """Documents, codes and positions of the terms `first …` of several runs as those of one.

    The terms of the runs are numbers in byte order, their documents follow each other, their codes are shared.
    `totals` (2 × terms) counts the postings and the positions of each term.
    """
    next_posting, next_position = (np.cumsum(row) - row for row in totals)
    documents = np.empty(int(totals[0].sum()), np.int32)
    codes = np.empty(len(documents), np.uint32)
    positions = np.empty(int(totals[1].sum()), np.uint32)
    for part in parts:
        where = part.terms[part.of_terms] - first
        counts = part.counts[part.of_terms].astype(np.int64)
        position_counts = part.position_counts[part.of_terms].astype(np.int64)
        target = placed(next_posting[where], counts)
        documents[target] = part.documents[part.of_postings] + np.int32(part.first)
        codes[target] = part.recoded[:][part.codes[part.of_postings]]
        positions[placed(next_position[where], position_counts)] = part.positions[part.of_positions]
        next_posting[where] += counts
        next_position[where] += position_counts
    return documents, codes, positions
