"""The postings of a segment: documents, frequencies and positions of a term, or of neighbouring terms at once.

Of a posting a *code* is kept, which says how often the term stands in each column of the document: a place in a table
of the segment (`Blocks.frequencies`), the commonest first, so that nearly all codes are a byte. Documents are kept as
gaps to the one before, positions as gaps within a column of a document.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qa_reader.search.blocks import COLUMNS, Blocks
from qa_reader.search.codec import Gets, Packed, fault
from qa_reader.search.dictionary import Dictionary, Entry
from qa_reader.search.recent import Recent
from qa_reader.search.store import blob_name

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

_BYTE = 1 << 8
_GAPS, _CODES = 0, 1


class Stretch(Struct, frozen=True):
    """Neighbouring terms with all their postings, decoded at once.

    `counts`: postings of each term; `document_counts`, `frequency_counts` (columns × terms); `documents` and
    `frequencies` (one array a column) of all postings, in the order of terms; `codes` as in `SegmentPostings.codes`.
    """

    counts: Ints
    document_counts: Ints
    frequency_counts: Ints
    documents: Array
    frequencies: list[Array]
    codes: Array


class SegmentPostings(Dictionary):
    """Reads a segment's dictionary and postings; every block is checked when it is first read."""

    def __init__(
        self, store: Gets, segment: str, documents: int, totals: tuple[int, int, int], recent: Recent | None = None
    ) -> None:
        """`totals`: how many terms, postings and positions there are, as the manifest says."""
        blocks = Blocks(store, segment, totals[0], totals[1:])
        super().__init__(blocks, segment, totals[0], documents, recent or Recent())
        self._checked: set[int] = set()
        self._weighted: dict[tuple[float, ...], npt.NDArray[np.float32]] = {}

    # ------------------------------------------------------------ blocks

    def _read(self, part: str, number: int) -> Packed:
        key = (self._segment, part, number)
        block: Packed | None = self._recent.get(key)
        if block is None:
            name = blob_name(self._segment, part, number)
            starts = self._blocks.block_starts[part == "positions"]
            size = int(starts[number + 1] - starts[number])
            blob = self._blocks.streams[part].get(number)
            block = Packed(name, blob, [size] * (2 if part == "postings" else 1))
            self._recent.put(key, block, block.nbytes + 500)
        return block

    def _codes(self, number: int, first: int, last: int) -> Array:
        """Codes of a block; when they are first asked for, all of them are checked.

        Each is known, and their frequencies add up to the positions there are.
        """
        block = self._read("postings", number)
        if number not in self._checked:
            self._check(blob_name(self._segment, "postings", number), number, block.uints(_CODES))
            self._checked.add(number)
        return block.uints(_CODES, first, last)

    def _check(self, name: str, number: int, codes: Array) -> None:
        if len(codes) and int(codes.max()) >= len(self.totals):
            raise fault(name, f"has the code {int(codes.max())} of {len(self.totals)}")
        starts = self._blocks.block_starts[1]
        if int(self.totals[codes].sum()) != int(starts[number + 1] - starts[number]):
            raise fault(name, "counts other positions than there are")

    @cached_property
    def totals(self) -> Ints:
        """How often a term stands in all columns, by the posting's code."""
        totals: Ints = self._blocks.frequencies.sum(axis=0)
        return totals

    @cached_property
    def _columns(self) -> list[tuple[Array, Array]]:
        """The frequencies in each column by code: of the codes that are a byte, and of all; as narrow as they are."""
        return [(_narrow(column[:_BYTE]), _narrow(column)) for column in self._blocks.frequencies]

    def _small(self, part: str, number: int, index: int, first: int, last: int) -> Array:
        """Numbers of a block that none needs more than 32 bits for."""
        array = self._read(part, number).uints(index, first, last)
        if array.dtype.itemsize > 4:
            raise fault(blob_name(self._segment, part, number), f"array {index} holds a number beyond all measure")
        return array

    # ------------------------------------------------------------ one term

    def _place(self, entry: Entry) -> tuple[int, int]:
        """The block of a term, and the first of its postings there."""
        number = self._blocks.block_of(entry.first)
        return number, entry.first - int(self._blocks.block_starts[0][number])

    def documents(self, entry: Entry) -> npt.NDArray[np.int32]:
        """The documents of a term, ascending."""
        number, first = self._place(entry)
        gaps = self._small("postings", number, _GAPS, first, first + entry.count)
        last = int(gaps.sum(dtype=np.int64))
        if last >= self._documents or not gaps[1:].all():
            name = blob_name(self._segment, "postings", number)
            raise fault(name, f"names document {last} of {self._documents}, or one twice")
        documents: npt.NDArray[np.int32] = np.cumsum(gaps, dtype=np.int32)
        return documents

    def codes(self, entry: Entry) -> Array:
        """The code of each posting of a term: a place in `frequency_table`."""
        number, first = self._place(entry)
        return self._codes(number, first, first + entry.count)

    @property
    def frequency_table(self) -> Ints:
        """How often a term stands in each column where a posting has a code (columns × codes)."""
        return self._blocks.frequencies

    @cached_property
    def rows(self) -> Array:
        """The same by code (codes × columns), in few bytes."""
        return _narrow(np.ascontiguousarray(self._blocks.frequencies.T))

    @cached_property
    def titles(self) -> Array:
        """The same of titles alone."""
        return np.ascontiguousarray(self.rows[:, 0])

    def weighted(self, weights: tuple[float, ...]) -> npt.NDArray[np.float32]:
        """For each code the frequencies in all columns, weighted and added up."""
        found = self._weighted.get(weights)
        if found is None:
            found = self._weighted[weights] = (np.array(weights) @ self._blocks.frequencies).astype(np.float32)
        return found

    def frequencies(self, entry: Entry, column: int) -> Array:
        """How often a term stands in a column of each of its documents."""
        return self.decoded(self.codes(entry), column)

    def decoded(self, codes: Array, column: int) -> Array:
        """How often the term stands in a column of each posting with these codes."""
        of_bytes, of_all = self._columns[column]
        found: Array = (of_bytes if codes.dtype.itemsize == 1 else of_all)[codes]
        return found

    def position_gaps(self, entry: Entry) -> Array:
        """How many units lie between each position of a term and the one before in its column of its document.

        In the order of document, column, position; a first position is counted from the column's beginning.
        """
        number, _ = self._place(entry)
        first = entry.first_position - int(self._blocks.block_starts[1][number])
        return self._small("positions", number, 0, first, first + sum(entry.frequencies))

    def positions(self, entry: Entry) -> Array:
        """All positions of a term, in the order of document, column, position."""
        return absolute(self.position_gaps(entry), self._cells(self.codes(entry)))

    def _cells(self, codes: Array) -> Array:
        """How many positions each column of each posting has, where it has any."""
        cells = self._blocks.frequencies.T[codes].reshape(-1)
        found: Array = cells[cells > 0]
        return found

    # ------------------------------------------------------------ neighbouring terms

    def stretch(self, first: int, last: int) -> Stretch:
        """The terms with the places `first:last` in the dictionary, and their postings."""
        if first >= last:
            none = np.zeros(0, np.int64)
            empty = np.zeros((COLUMNS, 0), np.int64)
            return Stretch(none, empty, empty, none.astype(np.int32), [none] * COLUMNS, none)
        table = self.table(first, last)
        counts = table[0]
        documents, codes = self.of_neighbours(self.before(first)[0], counts)
        frequencies = [self.decoded(codes, column) for column in range(COLUMNS)]
        document_counts, frequency_counts = table[1 : 1 + COLUMNS], table[1 + COLUMNS :]
        return Stretch(counts, document_counts, frequency_counts, documents, frequencies, codes)

    def of_neighbours(self, start: int, counts: Ints) -> tuple[npt.NDArray[np.int32], Array]:
        """The documents and codes of terms that have so many postings each, from the posting `start` among all on."""
        gaps, codes = self._between(start, start + int(counts.sum()))
        starts = np.cumsum(counts) - counts
        summed = np.cumsum(gaps, dtype=np.int64)
        before = np.where(starts > 0, summed[starts - 1], 0)
        documents = summed - np.repeat(before, counts)
        twice = len(gaps) - np.count_nonzero(gaps) > len(starts) - np.count_nonzero(gaps.take(starts))
        if len(documents) and (twice or int(documents.max()) >= self._documents):
            name = blob_name(self._segment, "postings")
            raise fault(name, f"names document {int(documents.max())} of {self._documents}, or one twice")
        return documents.astype(np.int32), codes

    def _between(self, first: int, last: int) -> tuple[Array, Array]:
        """Gaps and codes of the postings `first:last` among all."""
        starts = self._blocks.block_starts[0]
        number = self._blocks.block_of(first)
        parts = []
        while first < last:
            begin, end = int(starts[number]), min(int(starts[number + 1]), last)
            gaps = self._small("postings", number, _GAPS, first - begin, end - begin)
            parts.append((gaps, self._codes(number, first - begin, end - begin)))
            first, number = end, number + 1
        gaps, codes = (np.concatenate(arrays) if len(arrays) > 1 else arrays[0] for arrays in zip(*parts, strict=True))
        return gaps, codes

    def positions_of(self, first: int, last: int) -> Array:
        """The positions of the terms with the places `first:last`, one after the other."""
        gaps = self.position_gaps_of(first, last)
        start = self.before(first)[0]
        codes = self._between(start, self.before(last)[0])[1]
        return absolute(gaps, self._cells(codes))

    def position_gaps_of(self, first: int, last: int) -> Array:
        """The same as gaps, as in `position_gaps`."""
        begin, end = self.before(first)[1], self.before(last)[1]
        starts = self._blocks.block_starts[1]
        number = int(np.searchsorted(starts, begin, "right")) - 1
        parts = [np.zeros(0, np.int64)]
        while begin < end:
            base, to = int(starts[number]), min(int(starts[number + 1]), end)
            parts.append(self._read("positions", number).ints(0, begin - base, to - base, below=1 << 32))
            begin, number = to, number + 1
        return np.concatenate(parts)


def absolute(gaps: Array, counts: Array) -> Array:
    """Positions from gaps, `counts` (none of them 0) of them in each column of a document; as small as they allow."""
    ends = np.cumsum(counts, dtype=np.int64)
    if (int(ends[-1]) if len(ends) else 0) != len(gaps):
        raise fault("positions", "are others than the frequencies say")
    if not len(gaps):
        return gaps
    # a sum over all, in which each first position takes the last one of the column before away again
    lasts = np.diff(np.cumsum(gaps, dtype=np.int64).take(ends - 1), prepend=0)
    lasts += counts
    largest = int(lasts.max())
    if largest > 1 << 31:
        raise fault("positions", "are beyond all measure")
    steps = gaps.astype(np.int32)
    steps += 1
    steps[0] -= 1
    steps[ends[:-1]] -= lasts[:-1].astype(np.int32)
    found: Array = np.cumsum(steps, dtype=np.int32)
    return found.astype(np.uint16 if largest <= 1 << 16 else np.uint32)


def _narrow(frequencies: Ints) -> Array:
    largest = int(frequencies.max()) if len(frequencies) else 0
    return frequencies.astype(np.uint8 if largest < _BYTE else np.uint16 if largest < 1 << 16 else np.uint32)
