"""Writes the dictionary and the postings of a segment: terms in byte order, as many at a time as the caller likes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.blocks import (
    BLOCK_POSTINGS,
    BLOCK_TERMS,
    COLUMNS,
    POSTING_STREAMS,
    SEPARATOR,
    TERM_STREAMS,
    write_blocks,
)
from qa_reader.search.codec import pack, squeeze
from qa_reader.search.dictionary import packed_counts
from qa_reader.search.runs import placed
from qa_reader.search.store import BlobStore
from qa_reader.search.streams import StreamWriter

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: For the dictionary, a tenth of a build's time at the most; 19 would take 4 % more off its texts.
_LEVEL = 9


class PostingsWriter:
    """Takes terms in byte order with their postings and puts finished blocks into the store."""

    def __init__(self, store: BlobStore, segment: str, frequencies: Array) -> None:
        """`frequencies` (codes × columns): how often a term stands in each column where a posting has a code."""
        self._store = store
        self._segment = segment
        self._frequencies = frequencies
        by_column = frequencies.T.astype(np.int64)
        self._of_codes = np.concatenate((by_column > 0, by_column))
        self._streams = {part: StreamWriter(store, segment, part) for part in (*TERM_STREAMS, *POSTING_STREAMS)}
        self._keys: list[bytes] = []
        self._shown: list[bytes] = []
        self._counts = np.zeros((1 + 2 * COLUMNS, 0), np.int64)
        self._first_terms: list[bytes] = []
        self._term_starts: list[tuple[int, int]] = []  # postings and positions before each dictionary block
        self._block_starts: list[tuple[int, int]] = []
        self._dictionary_at = (0, 0)
        self.postings = 0
        self.positions = 0
        self.terms = 0

    def prepared(
        self,
        keys: list[bytes],
        shown: list[bytes],
        counts: Ints,
        position_counts: Ints,
        documents: Array,
        codes: Array,
        positions: Array,
    ) -> Callable[[], None]:
        """Take the next terms: they are counted, and the answer, which may be called on another thread, writes them.

        `shown` is how each is written where that is not the term, the rest as in `Run`.
        """
        table = self._counted(counts, codes)

        def write() -> None:
            self._keys += keys
            self._shown += shown
            self._counts = np.concatenate((self._counts, table), axis=1)
            self.terms += len(keys)
            self._write_terms(len(self._keys) // BLOCK_TERMS)
            self._write_postings(counts, position_counts, _gaps(documents, counts), codes, positions)

        return write

    def _counted(self, counts: Ints, codes: Array) -> Ints:
        """Postings, documents by column and occurrences by column of each term."""
        starts = np.cumsum(counts) - counts
        table = np.empty((1 + 2 * COLUMNS, len(counts)), np.int64)
        table[0] = counts
        # most terms stand in one document, and need no sums
        several = np.flatnonzero(counts > 1)
        table[1:] = self._of_codes.take(codes[starts], axis=1)
        if len(several):
            postings = placed(starts[several], counts[several])
            groups = np.cumsum(counts[several]) - counts[several]
            of_several = codes[postings]
            for row, of_code in enumerate(self._of_codes, 1):
                table[row, several] = np.add.reduceat(of_code.take(of_several), groups)
        return table

    def _write_postings(self, counts: Ints, position_counts: Ints, gaps: Array, codes: Array, positions: Array) -> None:
        ends = np.cumsum(counts)
        position_ends = np.cumsum(position_counts)
        term = at = position_at = 0
        while term < len(counts):
            last = max(int(np.searchsorted(ends, at + BLOCK_POSTINGS, "right")), term + 1)
            to, position_to = int(ends[last - 1]), int(position_ends[last - 1])
            self._block_starts.append((self.postings, self.positions))
            self._streams["postings"].append(pack([gaps[at:to], codes[at:to]], apart=True))
            self._streams["positions"].append(pack([positions[position_at:position_to]], apart=True))
            self.postings += to - at
            self.positions += position_to - position_at
            term, at, position_at = last, to, position_to

    def _write_terms(self, blocks: int) -> None:
        """Write so many dictionary blocks of the terms that wait."""
        for first in range(0, blocks * BLOCK_TERMS, BLOCK_TERMS):
            keys, shown = self._keys[first : first + BLOCK_TERMS], self._shown[first : first + BLOCK_TERMS]
            counts = self._counts[:, first : first + BLOCK_TERMS]
            self._streams["terms"].append(squeeze(SEPARATOR.join(keys), _LEVEL))
            self._streams["counts"].append(packed_counts(counts, _LEVEL))
            forms = [b"" if form == key else form for key, form in zip(keys, shown, strict=True)]
            self._streams["shown"].append(squeeze(SEPARATOR.join(forms)))
            self._first_terms.append(keys[0])
            self._term_starts.append(self._dictionary_at)
            postings, positions = self._dictionary_at
            self._dictionary_at = (postings + int(counts[0].sum()), positions + int(counts[1 + COLUMNS :].sum()))
        written = blocks * BLOCK_TERMS
        self._keys, self._shown, self._counts = self._keys[written:], self._shown[written:], self._counts[:, written:]

    def finish(self) -> None:
        """Write what is left, and the table of all blocks."""
        if self._keys:
            self._write_terms(1)
        for stream in self._streams.values():
            stream.finish()
        ends = {part: stream.ends for part, stream in self._streams.items()}
        write_blocks(
            self._store,
            self._segment,
            self._first_terms,
            self._term_starts,
            self._block_starts,
            ends,
            self._frequencies,
        )


def _gaps(documents: Array, counts: Ints) -> Array:
    """Each document but a term's first as the distance to the one before."""
    starts = np.cumsum(counts) - counts
    gaps = np.empty(len(documents), np.int32)
    gaps[1:] = np.diff(documents)
    gaps[starts] = documents[starts]
    return gaps
