"""Finding a term among those of a segment, and what is counted of it; every block is checked when it is first read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qa_reader.search.blocks import BLOCK_TERMS, COLUMNS, SEPARATOR, Blocks
from qa_reader.search.codec import Packed, expand, fault, pack
from qa_reader.search.recent import Recent
from qa_reader.search.store import blob_name

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: No term has as many positions, and no count needs more bytes: no sum wraps.
_MOST = 1 << 31
_WIDEST = 4


class Entry(Struct, frozen=True):
    """What the dictionary says of a term in one segment.

    `ordinal`: its place among all terms; `first`, `count`: its postings among all postings; `first_position`: its
    first position among all; `document_counts`, `frequencies`: by column, in how many documents and how often.
    """

    ordinal: int
    first: int
    count: int
    first_position: int
    document_counts: tuple[int, ...]
    frequencies: tuple[int, ...]


class TermBlock:
    """Some hundred neighbouring terms with their counts."""

    __slots__ = ("_counts", "_start", "_text", "nbytes")

    def __init__(
        self,
        name: str,
        text: bytes,
        counts: bytes,
        expected: int,
        documents: int,
        start: tuple[int, int],
        end: tuple[int, int],
    ) -> None:
        """`start`, `end`: the postings and positions before and behind the block's; `documents`: of the segment."""
        self._text = SEPARATOR + expand(name, text) + SEPARATOR
        self._counts = unpacked_counts(Packed(name, counts, [expected] * (1 + 2 * COLUMNS)), name, documents)
        self._start = start
        try:
            self._text.decode()
        except UnicodeDecodeError as error:
            raise fault(name, "has terms that are no text") from error
        if self._text.count(SEPARATOR) != expected + 1:
            raise fault(name, f"has {self._text.count(SEPARATOR) - 1} terms, {expected} expected")
        if self.before(expected) != end:
            raise fault(name, "counts other postings than there are")
        self.nbytes = self._counts.nbytes + len(self._text) + 500

    def before(self, place: int) -> tuple[int, int]:
        """How many postings and positions stand before a term's."""
        postings = int(self._counts[0, :place].sum(dtype=np.int64))
        positions = int(self._counts[1 + COLUMNS :, :place].sum(dtype=np.int64))
        return self._start[0] + postings, self._start[1] + positions

    def place(self, key: bytes) -> int | None:
        """Which of the block's terms a key is; None where it is not among them."""
        at = self._text.find(SEPARATOR + key + SEPARATOR)
        return None if at < 0 else self._text.count(SEPARATOR, 0, at)

    def keys(self) -> list[bytes]:
        """The block's terms in order."""
        return self._text[1:-1].split(SEPARATOR)

    def table(self, first: int, last: int, rows: int = 1 + 2 * COLUMNS) -> Array:
        """The counts ((1 + 2 × columns) × terms, or the first rows of them) of the terms at `first:last`."""
        found: Array = self._counts[:rows, first:last]
        return found

    def entry(self, place: int, ordinal: int) -> Entry:
        """What is said of one of the terms."""
        counts = self._counts[:, place].tolist()
        postings, positions = self.before(place)
        return Entry(
            ordinal, postings, counts[0], positions, tuple(counts[1 : 1 + COLUMNS]), tuple(counts[1 + COLUMNS :])
        )


def packed_counts(counts: Ints, level: int) -> bytes:
    """What is counted of terms as it is stored: postings by column, and what they are less, and occurrences more.

    `counts` ((1 + 2 × columns) × terms): postings, postings by column, occurrences by column. Most terms stand once, in
    one column: then the differences are 0 (a fifth less than the counts themselves).
    """
    postings, by_column, occurrences = counts[0], counts[1 : 1 + COLUMNS], counts[1 + COLUMNS :]
    return pack([by_column.sum(axis=0) - postings, *by_column, *(occurrences - by_column)], level=level)


def unpacked_counts(packed: Packed, name: str, documents: int) -> Array:
    """The counts of terms again, checked: each has postings, as many as there are documents at most, no column more."""
    if any(packed.width(i) > _WIDEST for i in range(1 + 2 * COLUMNS)):
        raise fault(name, "holds a count beyond all measure")
    counts = np.zeros((1 + 2 * COLUMNS, packed.length(0)), np.int64)
    for i in range(1 + 2 * COLUMNS):
        if not packed.zero(i):
            counts[i] = packed.uints(i)
    by_column = counts[1 : 1 + COLUMNS]
    counts[0] = by_column.sum(axis=0) - counts[0]
    counts[1 + COLUMNS :] += by_column
    postings, largest = int(counts[0].max()), int(counts.max())
    if int(counts[0].min()) <= 0 or postings > documents:
        raise fault(name, f"lists a term without postings, or with {postings} in {documents} documents")
    if largest >= _MOST:
        raise fault(name, "holds a count beyond all measure")
    if bool((by_column > counts[0]).any()):
        raise fault(name, "counts more documents than postings")
    return counts.astype(np.uint8 if largest <= 0xFF else np.uint16 if largest <= 0xFFFF else np.uint32)


class Dictionary:
    """The terms of a segment."""

    def __init__(self, blocks: Blocks, segment: str, terms: int, documents: int, recent: Recent) -> None:
        self._blocks = blocks
        self._segment = segment
        self.terms = terms
        self._documents = documents
        self._recent = recent

    @property
    def first_keys(self) -> Sequence[bytes]:
        """The first key of each block of terms, in order."""
        return self._blocks.first_terms

    def block(self, number: int) -> TermBlock:
        """The terms from `number` × BLOCK_TERMS on."""
        key = (self._segment, "terms", number)
        block: TermBlock | None = self._recent.get(key)
        if block is None:
            name = blob_name(self._segment, "terms", number)
            streams = self._blocks.streams
            expected = min(BLOCK_TERMS, self.terms - number * BLOCK_TERMS)
            start, end = (
                (int(of[number + i]), int(at[number + i])) for of, at in [self._blocks.term_starts] for i in (0, 1)
            )
            text, counts = streams["terms"].get(number), streams["counts"].get(number)
            block = TermBlock(name, text, counts, expected, self._documents, start, end)
            self._recent.put(key, block, block.nbytes)
        return block

    def entry(self, key: bytes) -> Entry | None:
        """What the dictionary says of a term; None where it is not."""
        number = bisect_right(self._blocks.first_terms, key) - 1
        if number < 0:
            return None
        block = self.block(number)
        place = block.place(key)
        return None if place is None else block.entry(place, number * BLOCK_TERMS + place)

    def keys_from(self, key: bytes) -> Any:
        """Yield the keys of all terms from `key` on, in byte order."""
        for number in range(max(bisect_right(self._blocks.first_terms, key) - 1, 0), len(self._blocks.first_terms)):
            keys = self.block(number).keys()
            yield from keys[bisect_left(keys, key) :]

    def key_at(self, ordinal: int) -> bytes:
        """The key of a term by its place among all."""
        return self.block(ordinal // BLOCK_TERMS).keys()[ordinal % BLOCK_TERMS]

    def shown(self, ordinal: int) -> str:
        """How a reader would write a term."""
        number = ordinal // BLOCK_TERMS
        key = (self._segment, "shown", number)
        words = self._recent.get(key)
        if words is None:
            name = blob_name(self._segment, "shown", number)
            words = expand(name, self._blocks.streams["shown"].get(number)).decode("utf-8", "replace").split("\n")
            if len(words) != min(BLOCK_TERMS, self.terms - number * BLOCK_TERMS):
                raise fault(name, f"has {len(words)} words")
            self._recent.put(key, words, 100 * len(words))
        return words[ordinal % BLOCK_TERMS] or self.key_at(ordinal).decode("utf-8", "replace")

    def counts(self) -> Ints:
        """How many postings each term has."""
        counts: Ints = self.table(0, self.terms)[0]
        return counts

    def table(self, first: int, last: int, rows: int = 1 + 2 * COLUMNS) -> Ints:
        """The counts, as of a block, of the terms with the places `first:last`."""
        tables = [np.zeros((rows, 0), np.int64)]
        while first < last:
            number, place = divmod(first, BLOCK_TERMS)
            to = min(last - number * BLOCK_TERMS, BLOCK_TERMS)
            tables.append(self.block(number).table(place, to, rows))
            first = number * BLOCK_TERMS + to
        return np.concatenate(tables, axis=1)

    def before(self, place: int) -> tuple[int, int]:
        """How many postings and positions stand before those of a place in the dictionary, or before its end."""
        number, within = divmod(place, BLOCK_TERMS)
        if place == self.terms:
            return int(self._blocks.term_starts[0][-1]), int(self._blocks.term_starts[1][-1])
        return self.block(number).before(within)

    def places_from(self, start: bytes, stop: bytes | None) -> tuple[int, int]:
        """The places in the dictionary of the first term from `start` on, and of the first from `stop` on."""
        return self._first_from(start), self.terms if stop is None else self._first_from(stop)

    def _first_from(self, key: bytes) -> int:
        number = bisect_right(self._blocks.first_terms, key) - 1
        if number < 0:
            return 0
        return number * BLOCK_TERMS + bisect_left(self.block(number).keys(), key)

    def texts_between(self, first: int, last: int) -> list[str]:
        """The same terms as text."""
        return b"\n".join(self.keys_between(first, last)).decode().split("\n") if first < last else []

    def keys_between(self, first: int, last: int) -> list[bytes]:
        """The keys of the terms with the places `first:last`."""
        out: list[bytes] = []
        while first < last:
            number, place = divmod(first, BLOCK_TERMS)
            keys = self.block(number).keys()[place : place + last - first]
            out += keys
            first += len(keys)
        return out
