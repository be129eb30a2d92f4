"""The table of a segment's blocks: where each begins and ends, so that opening reads nothing else whatever the size.

Terms stand in byte order, some hundred in a block of the dictionary; a block of postings holds a range of terms, or
one common term. Five streams hold them: `terms` the keys, `counts` what is counted of each, `shown` how a reader
would write it; `postings` the documents and the codes of frequencies, `positions` the positions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.codec import Gets, Packed, fault, fetch, pack
from qa_reader.search.schema import TEXTS
from qa_reader.search.store import BlobStore, blob_name
from qa_reader.search.streams import StreamReader, rising

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

COLUMNS = len(TEXTS)
#: Terms of a dictionary block, postings of a postings block: what one lookup decompresses, about 10 and 20 KB.
BLOCK_TERMS = 512
BLOCK_POSTINGS = 4096
SEPARATOR = b"\n"
#: The streams of the dictionary, and of the postings.
TERM_STREAMS = ("terms", "counts", "shown")
POSTING_STREAMS = ("postings", "positions")
PART = "blocks"
#: No document has a word as often, and no archive has so many ways in which words stand in its texts.
_MOST_FREQUENT = 1 << 31
_MOST_CODES = 1 << 24


def write_blocks(
    store: BlobStore,
    segment: str,
    first_terms: list[bytes],
    term_starts: Sequence[tuple[int, int]],
    block_starts: Sequence[tuple[int, int]],
    ends: dict[str, list[int]],
    frequencies: Array,
) -> None:
    """Put the table into the store; `frequencies` (codes × columns) is what each code of frequencies means."""
    text = np.frombuffer(SEPARATOR.join(first_terms), np.uint8)
    starts = [np.array(pairs, np.int64).reshape(-1, 2) for pairs in (term_starts, block_starts)]
    arrays: list[Array] = [text, *(pair[:, i] for pair in starts for i in (0, 1))]
    arrays += [np.array(ends[part], np.int64) for part in (*TERM_STREAMS, *POSTING_STREAMS)]
    arrays += [frequencies[:, column] for column in range(COLUMNS)]
    store.put(blob_name(segment, PART), pack(arrays))


class Blocks:
    """The table of a segment, checked.

    `first_terms`: the first key of each dictionary block; `term_starts`, `block_starts`: how many postings, and how
    many positions, stand before each block of the dictionary and of the postings, and before the end; `streams`;
    `frequencies` (columns × codes): how often a term stands in each column where a posting has a code.
    """

    def __init__(self, store: Gets, segment: str, terms: int, totals: tuple[int, int]) -> None:
        """`terms`, `totals`: how many terms, postings and positions there are, as the manifest says."""
        name = blob_name(segment, PART)
        count = -(-terms // BLOCK_TERMS)
        unknown: list[int | None] = [None] * (2 + len(TERM_STREAMS) + len(POSTING_STREAMS) + COLUMNS)
        packed = Packed(name, fetch(store, name), [None, count, count, *unknown])
        self.first_terms = packed.uints(0).astype(np.uint8).tobytes().split(SEPARATOR) if count else []
        if len(self.first_terms) != count or self.first_terms != sorted(self.first_terms):
            raise fault(name, "the first terms of its blocks are not in order")
        self.term_starts = [_starts(name, packed.ints(1 + i), end) for i, end in enumerate(totals)]
        self.block_starts = [_starts(name, packed.ints(3 + i), end) for i, end in enumerate(totals)]
        if len(self.block_starts[0]) != len(self.block_starts[1]):
            raise fault(name, "its blocks have other numbers of positions than of postings")
        self.streams: dict[str, StreamReader] = {}
        for i, part in enumerate((*TERM_STREAMS, *POSTING_STREAMS), 5):
            ends = rising(name, packed.ints(i))
            if len(ends) != (count if part in TERM_STREAMS else len(self.block_starts[0]) - 1):
                raise fault(name, f"has {len(ends)} blocks of {part}")
            self.streams[part] = StreamReader(store, segment, part, ends)
        first = 5 + len(self.streams)
        codes = packed.length(first)
        if codes > _MOST_CODES or any(packed.length(first + i) != codes for i in range(COLUMNS)):
            raise fault(name, "lists frequencies oddly")
        self.frequencies = np.array([packed.ints(first + i, below=_MOST_FREQUENT) for i in range(COLUMNS)])

    def block_of(self, posting: int) -> int:
        """The block that holds the posting of that place among all."""
        return int(np.searchsorted(self.block_starts[0], posting, "right")) - 1


def _starts(name: str, starts: Ints, end: int) -> Ints:
    """Block starts with the end of the last block behind them; they begin at 0 and rise."""
    if len(starts) and int(starts[0]) != 0:
        raise fault(name, "its blocks are not in order")
    if (int(starts[-1]) if len(starts) else 0) > end:
        raise fault(name, "its blocks end beyond the end")
    return np.append(rising(name, starts), end)
