"""Writes the dictionary and the postings of a segment: terms in byte order, as many at a time as the caller likes.

Blocks are made by functions of what they hold alone, which other threads and processes call; they are put into the
store one after the other.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qa_reader.search.beside import InOrder, Submits
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

#: For the dictionary: 9 takes half as long again for counts 1 % smaller and texts as long; 5 makes these 11 % longer.
_LEVEL = 6
#: Blocks of the dictionary that are made at once, and how often so many may be begun and not written.
_AT_ONCE = 16
_AHEAD = 8


class PostingBlocks(Struct, frozen=True):
    """The postings of neighbouring terms in blocks, of documents with codes and of positions.

    `starts`: how many postings, and how many positions, stand before each block and before the end; `counts`
    ((1 + 2 × columns) × terms): postings, documents by column and occurrences by column of each term.
    """

    postings: list[bytes]
    positions: list[bytes]
    starts: list[tuple[int, int]]
    counts: Array


def posting_blocks(
    frequencies: Array, counts: Ints, position_counts: Ints, documents: Array, codes: Array, positions: Array
) -> PostingBlocks:
    """The blocks of some terms; `frequencies` (codes × columns) is what each code means, the rest as in `Run`."""
    table = _counted(frequencies, counts, codes)
    gaps = _gaps(documents, counts)
    ends, position_ends = np.cumsum(counts), np.cumsum(position_counts)
    blocks = PostingBlocks([], [], [(0, 0)], table)
    term = 0
    while term < len(counts):
        at, position_at = blocks.starts[-1]
        term = max(int(np.searchsorted(ends, at + BLOCK_POSTINGS, "right")), term + 1)
        to, position_to = int(ends[term - 1]), int(position_ends[term - 1])
        blocks.postings.append(pack([gaps[at:to], codes[at:to]], apart=True))
        blocks.positions.append(pack([positions[position_at:position_to]], apart=True))
        blocks.starts.append((to, position_to))
    return blocks


def _counted(frequencies: Array, counts: Ints, codes: Array) -> Array:
    by_column = frequencies.T.astype(np.uint32)
    of_codes = np.concatenate(((by_column > 0).astype(np.uint32), by_column))
    starts = np.cumsum(counts) - counts
    table = np.empty((1 + 2 * COLUMNS, len(counts)), np.uint32)
    table[0] = counts
    # most terms stand in one document, and need no sums
    several = np.flatnonzero(counts > 1)
    table[1:] = of_codes.take(codes[starts], axis=1)
    if len(several):
        postings = placed(starts[several], counts[several])
        groups = np.cumsum(counts[several]) - counts[several]
        of_several = codes[postings]
        for row, of_code in enumerate(of_codes, 1):
            table[row, several] = np.add.reduceat(of_code.take(of_several), groups)
    return table


class TermBlocks(Struct, frozen=True):
    """Blocks of the dictionary, and how many postings and positions the terms of each have."""

    terms: list[bytes]
    counts: list[bytes]
    shown: list[bytes]
    sizes: list[tuple[int, int]]


def term_blocks(texts: list[bytes], shown: list[bytes], counts: Array) -> TermBlocks:
    """Blocks of terms, and of how they are written, each a text with separators; `counts` as in `PostingBlocks`."""
    blocks = TermBlocks([], [], [], [])
    for number, (text, forms) in enumerate(zip(texts, shown, strict=True)):
        table = counts[:, number * BLOCK_TERMS : (number + 1) * BLOCK_TERMS].astype(np.int64)
        blocks.terms.append(squeeze(text, _LEVEL))
        blocks.counts.append(packed_counts(table, _LEVEL))
        blocks.shown.append(squeeze(forms))
        blocks.sizes.append((int(table[0].sum()), int(table[1 + COLUMNS :].sum())))
    return blocks


class PostingsWriter:
    """Takes terms in byte order with the blocks of their postings, and puts all blocks into the store."""

    def __init__(self, store: BlobStore, segment: str, frequencies: Array, pool: Submits) -> None:
        """`frequencies` (codes × columns): how often a term stands in each column where a posting has a code.

        `pool` makes the blocks of the dictionary.
        """
        self._store = store
        self._segment = segment
        self._frequencies = frequencies
        self._streams = {part: StreamWriter(store, segment, part) for part in (*TERM_STREAMS, *POSTING_STREAMS)}
        self._keys: list[bytes] = []
        self._shown: list[bytes] = []
        self._counts = np.zeros((1 + 2 * COLUMNS, 0), np.uint32)
        self._first_terms: list[bytes] = []
        self._term_starts: list[tuple[int, int]] = []  # postings and positions before each dictionary block
        self._block_starts: list[tuple[int, int]] = []
        self._dictionary_at = (0, 0)
        self._blocks = InOrder(pool, term_blocks, self._take_terms, _AHEAD)
        self.postings = 0
        self.positions = 0
        self.terms = 0

    def add(self, keys: list[bytes], shown: list[bytes], blocks: PostingBlocks) -> None:
        """Take the next terms with their postings; `shown` is how each is written, b"" where that is the term."""
        self._keys += keys
        self._shown += shown
        self._counts = np.concatenate((self._counts, blocks.counts), axis=1)
        self.terms += len(keys)
        while len(self._keys) >= _AT_ONCE * BLOCK_TERMS:
            self._begin_terms(_AT_ONCE * BLOCK_TERMS)
        starts = [(self.postings + postings, self.positions + positions) for postings, positions in blocks.starts]
        self._block_starts += starts[:-1]
        self.postings, self.positions = starts[-1]
        for part, blocks_of_part in zip(POSTING_STREAMS, (blocks.postings, blocks.positions), strict=True):
            for block in blocks_of_part:
                self._streams[part].append(block)

    def _begin_terms(self, terms: int) -> None:
        """Have the blocks made of so many of the terms that wait."""
        firsts = range(0, terms, BLOCK_TERMS)
        texts, forms = (
            [SEPARATOR.join(parts[first : first + BLOCK_TERMS]) for first in firsts]
            for parts in (self._keys[:terms], self._shown[:terms])
        )
        self._first_terms += [self._keys[first] for first in firsts]
        self._blocks.do(texts, forms, self._counts[:, :terms])
        self._keys, self._shown, self._counts = self._keys[terms:], self._shown[terms:], self._counts[:, terms:]

    def _take_terms(self, blocks: TermBlocks) -> None:
        for part, blocks_of_part in zip(TERM_STREAMS, (blocks.terms, blocks.counts, blocks.shown), strict=True):
            for block in blocks_of_part:
                self._streams[part].append(block)
        for postings, positions in blocks.sizes:
            self._term_starts.append(self._dictionary_at)
            self._dictionary_at = (self._dictionary_at[0] + postings, self._dictionary_at[1] + positions)

    def finish(self) -> None:
        """Write what is left, and the table of all blocks."""
        if self._keys:
            self._begin_terms(len(self._keys))
        self._blocks.done()
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
