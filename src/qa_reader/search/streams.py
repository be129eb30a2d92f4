"""Many blocks as one stream of bytes, kept in rows of one size.

A blob of some kilobytes leaves a quarter of the archive's pages empty; a row of this size leaves nothing. Where a
block begins and ends is the caller's to know.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.codec import Gets, fault, fetch
from qa_reader.search.store import BlobStore, blob_name

#: SQLite with pages of 16 KB keeps a row of this size, its name and its hash, in two whole pages and the least part of
#: a third, of which seven share one. In half the rows of any other size that third page would be half empty.
ROW = 34_720


class StreamWriter:
    """Takes blocks one after the other; `ends` says where each ends."""

    def __init__(self, store: BlobStore, segment: str, part: str) -> None:
        self._store = store
        self._segment = segment
        self._part = part
        self._waiting = bytearray()
        self._rows = 0
        self._size = 0
        self.ends: list[int] = []

    def append(self, block: bytes) -> None:
        """Take the next block."""
        self._waiting += block
        self._size += len(block)
        self.ends.append(self._size)
        while len(self._waiting) >= ROW:
            self._write()

    def finish(self) -> None:
        """Write what is left."""
        if self._waiting:
            self._write()

    def _write(self) -> None:
        self._store.put(blob_name(self._segment, self._part, self._rows), bytes(self._waiting[:ROW]))
        del self._waiting[:ROW]
        self._rows += 1


class StreamReader:
    """Gives blocks by their number; the row read last is kept, because neighbours are often asked for together."""

    def __init__(self, store: Gets, segment: str, part: str, ends: npt.NDArray[Any]) -> None:
        """`ends`: where each block ends, ascending."""
        self._store = store
        self._segment = segment
        self._part = part
        self._ends = ends
        self._size = int(ends[-1]) if len(ends) else 0
        self._held: tuple[int, bytes] = (-1, b"")

    def get(self, number: int) -> bytes:
        """The block of that number."""
        begin, end = int(self._ends[number - 1]) if number else 0, int(self._ends[number])
        first, last = begin // ROW, max(end - 1, begin) // ROW
        rows = [self._row(row) for row in range(first, last + 1)]
        whole = rows[0] if len(rows) == 1 else b"".join(rows)
        return whole[begin - first * ROW : end - first * ROW]

    def _row(self, row: int) -> bytes:
        number, held = self._held
        if number == row:
            return held
        name = blob_name(self._segment, self._part, row)
        blob = fetch(self._store, name)
        if len(blob) != min(ROW, self._size - row * ROW):
            raise fault(name, f"has {len(blob)} bytes, {min(ROW, self._size - row * ROW)} expected")
        self._held = (row, blob)
        return blob


def rising(name: str, ends: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Ends of blocks, checked: each at or behind the one before."""
    if bool((np.diff(ends) < 0).any()):
        raise fault(name, "its blocks are not in order")
    return ends
