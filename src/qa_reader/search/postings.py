"""The dictionary and the postings of a segment as blobs: writing them in order, finding a term in them.

Terms stand in byte order. `terms/N` holds some hundred of them with their counts, `postings/N` the documents and
frequencies of a range of terms (or of one common term), `positions/N` their positions. One small table (`blocks`)
says where each begins, so that opening reads nothing else whatever the size.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.codec import Gets, Packed, expand, fault, fetch, pack, squeeze
from qa_reader.search.recent import Recent
from qa_reader.search.schema import TEXTS
from qa_reader.search.store import BlobStore, blob_name

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

COLUMNS = len(TEXTS)
#: Terms of a dictionary block, postings of a postings block: what one lookup decompresses, about 10 and 20 KB.
BLOCK_TERMS = 512
BLOCK_POSTINGS = 4096
_SEPARATOR = b"\n"


@dataclass(frozen=True, slots=True)
class Entry:
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


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring terms with all their postings, decoded at once.

    `counts`: postings of each term; `document_counts`, `frequency_counts` (columns × terms); `documents` and
    `frequencies` (one array a column) of all postings, in the order of terms.
    """

    counts: Ints
    document_counts: Ints
    frequency_counts: Ints
    documents: Array
    frequencies: list[Array]


class PostingsWriter:
    """Takes terms in byte order with their postings and puts finished blocks into the store."""

    def __init__(self, store: BlobStore, segment: str) -> None:
        self._store = store
        self._segment = segment
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

    def add(
        self,
        keys: list[bytes],
        shown: list[bytes],
        counts: Ints,
        position_counts: Ints,
        documents: Array,
        frequencies: list[Array],
        positions: Array,
    ) -> None:
        """Take the next terms: `shown` is how each is written, the arrays are as in `inversion.Run`."""
        if not keys:
            return
        starts = np.cumsum(counts) - counts
        gaps = np.empty(len(documents), np.int64)
        gaps[1:] = np.diff(documents.astype(np.int64)) - 1
        gaps[starts] = documents[starts]
        table = [counts]
        table += [np.add.reduceat((column > 0).astype(np.int64), starts) for column in frequencies]
        table += [np.add.reduceat(column.astype(np.int64), starts) for column in frequencies]
        self._write_postings(counts, position_counts, gaps, frequencies, positions)
        self._keys += keys
        self._shown += shown
        self._counts = np.concatenate((self._counts, np.array(table)), axis=1)
        self.terms += len(keys)
        self._write_terms(len(self._keys) // BLOCK_TERMS)

    def _write_postings(
        self, counts: Ints, position_counts: Ints, gaps: Ints, frequencies: list[Array], positions: Array
    ) -> None:
        ends = np.cumsum(counts)
        position_ends = np.cumsum(position_counts)
        term = at = position_at = 0
        while term < len(counts):
            last = max(int(np.searchsorted(ends, at + BLOCK_POSTINGS, "right")), term + 1)
            to, position_to = int(ends[last - 1]), int(position_ends[last - 1])
            number = len(self._block_starts)
            self._block_starts.append((self.postings, self.positions))
            block: list[Array] = [gaps[at:to], *(column[at:to] for column in frequencies)]
            self._store.put(blob_name(self._segment, "postings", number), pack(block))
            self._store.put(blob_name(self._segment, "positions", number), pack([positions[position_at:position_to]]))
            self.postings += to - at
            self.positions += position_to - position_at
            term, at, position_at = last, to, position_to

    def _write_terms(self, blocks: int) -> None:
        """Write so many dictionary blocks of the terms that wait."""
        for first in range(0, blocks * BLOCK_TERMS, BLOCK_TERMS):
            keys, shown = self._keys[first : first + BLOCK_TERMS], self._shown[first : first + BLOCK_TERMS]
            counts = self._counts[:, first : first + BLOCK_TERMS]
            rows: list[Array] = [counts[i] for i in range(len(counts))]
            number = len(self._first_terms)
            text = np.frombuffer(_SEPARATOR.join(keys), np.uint8)
            self._store.put(blob_name(self._segment, "terms", number), pack([text, *rows]))
            forms = [b"" if form == key else form for key, form in zip(keys, shown, strict=True)]
            self._store.put(blob_name(self._segment, "shown", number), squeeze(_SEPARATOR.join(forms)))
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
        terms = np.array(self._term_starts, np.int64).reshape(-1, 2)
        blocks = np.array(self._block_starts, np.int64).reshape(-1, 2)
        text = np.frombuffer(_SEPARATOR.join(self._first_terms), np.uint8)
        arrays: list[Array] = [text, terms[:, 0], terms[:, 1], blocks[:, 0], blocks[:, 1]]
        self._store.put(blob_name(self._segment, "blocks"), pack(arrays))


class _TermBlock:
    """Some hundred neighbouring terms with their counts."""

    __slots__ = ("_packed", "_start", "_text", "nbytes")

    def __init__(self, name: str, blob: bytes, expected: int, start: tuple[int, int], end: tuple[int, int]) -> None:
        """`start`, `end`: the postings and positions before and behind the block's."""
        packed = Packed(name, blob, [None] + [expected] * (1 + 2 * COLUMNS))
        self._text = _SEPARATOR + packed.uints(0).astype(np.uint8).tobytes() + _SEPARATOR
        self._packed = packed
        self._start = start
        try:
            self._text.decode()
        except UnicodeDecodeError as error:
            raise fault(name, "has terms that are no text") from error
        if self._text.count(_SEPARATOR) != expected + 1:
            raise fault(name, f"has {self._text.count(_SEPARATOR) - 1} terms, {expected} expected")
        if self.before(expected) != end:
            raise fault(name, "counts other postings than there are")
        self.nbytes = packed.nbytes * 2 + 500

    def before(self, place: int) -> tuple[int, int]:
        """How many postings and positions stand before a term's."""
        postings = int(self._packed.uints(1, 0, place).sum(dtype=np.int64))
        positions = sum(
            int(self._packed.uints(2 + COLUMNS + i, 0, place).sum(dtype=np.int64))
            for i in range(COLUMNS)
            if not self._packed.zero(2 + COLUMNS + i)
        )
        return self._start[0] + postings, self._start[1] + positions

    def place(self, key: bytes) -> int | None:
        """Which of the block's terms a key is; None where it is not among them."""
        at = self._text.find(_SEPARATOR + key + _SEPARATOR)
        return None if at < 0 else self._text.count(_SEPARATOR, 0, at)

    def keys(self) -> list[bytes]:
        """The block's terms in order."""
        return self._text[1:-1].split(_SEPARATOR)

    def counts(self, first: int, last: int) -> Ints:
        """In how many documents the terms at `first:last` are."""
        return self._packed.ints(1, first, min(last, self._packed.length(1)))

    def table(self, first: int, last: int) -> Ints:
        """The counts ((1 + 2 × columns) × terms) of the terms at `first:last`."""
        last = min(last, self._packed.length(1))
        return np.array([self._packed.ints(i, first, last) for i in range(1, 2 + 2 * COLUMNS)])

    def entry(self, place: int, ordinal: int) -> Entry:
        """What is said of one of the terms."""
        packed = self._packed
        counts = [0 if packed.zero(i) else int(packed.uints(i, place, place + 1)[0]) for i in range(1, 2 + 2 * COLUMNS)]
        postings, positions = self.before(place)
        if counts[0] == 0:
            raise fault("terms", "lists a term without postings")
        return Entry(
            ordinal, postings, counts[0], positions, tuple(counts[1 : 1 + COLUMNS]), tuple(counts[1 + COLUMNS :])
        )


class SegmentPostings:
    """Reads a segment's dictionary and postings; every block is checked when it is first read."""

    def __init__(
        self, store: Gets, segment: str, documents: int, totals: tuple[int, int, int], recent: Recent | None = None
    ) -> None:
        """`totals`: how many terms, postings and positions there are, as the manifest says."""
        self._store = store
        self._segment = segment
        self._documents = documents
        self.terms, self._postings, self._positions = totals
        self._recent = recent or Recent()
        name = blob_name(segment, "blocks")
        dictionary_blocks = -(-self.terms // BLOCK_TERMS)
        packed = Packed(name, fetch(store, name), [None, dictionary_blocks, dictionary_blocks, None, None])
        self._first_terms = packed.uints(0).astype(np.uint8).tobytes().split(_SEPARATOR) if dictionary_blocks else []
        if len(self._first_terms) != dictionary_blocks or self._first_terms != sorted(self._first_terms):
            raise fault(name, "the first terms of its blocks are not in order")
        ends = (self._postings, self._positions)
        self._term_starts = [_rising(name, packed.ints(i + 1), end) for i, end in enumerate(ends)]
        self._block_starts = [_rising(name, packed.ints(i + 3), end) for i, end in enumerate(ends)]

    # ------------------------------------------------------------ the dictionary

    def _term_block(self, number: int) -> _TermBlock:
        key = (self._segment, "terms", number)
        block = self._recent.get(key)
        if block is None:
            name = blob_name(self._segment, "terms", number)
            expected = min(BLOCK_TERMS, self.terms - number * BLOCK_TERMS)
            start, end = (tuple(int(starts[number + i]) for starts in self._term_starts) for i in (0, 1))
            block = _TermBlock(name, fetch(self._store, name), expected, start, end)  # type: ignore[arg-type]
            self._recent.put(key, block, block.nbytes)
        return block

    def entry(self, key: bytes) -> Entry | None:
        """What the dictionary says of a term; None where it is not."""
        number = bisect_right(self._first_terms, key) - 1
        if number < 0:
            return None
        block = self._term_block(number)
        place = block.place(key)
        return None if place is None else block.entry(place, number * BLOCK_TERMS + place)

    def entries_from(self, key: bytes) -> Any:
        """Yield (key, Entry) of all terms from `key` on, in byte order."""
        for number, place, found, block in self._walk(key):
            yield found, block.entry(place, number * BLOCK_TERMS + place)

    def keys_from(self, key: bytes) -> Any:
        """Yield the keys of all terms from `key` on, in byte order."""
        for _, _, found, _ in self._walk(key):
            yield found

    def _walk(self, key: bytes) -> Any:
        for number in range(max(bisect_right(self._first_terms, key) - 1, 0), len(self._first_terms)):
            block = self._term_block(number)
            for place, found in enumerate(block.keys()):
                if found >= key:
                    yield number, place, found, block

    def key_at(self, ordinal: int) -> bytes:
        """The key of a term by its place among all."""
        return self._term_block(ordinal // BLOCK_TERMS).keys()[ordinal % BLOCK_TERMS]

    def shown(self, ordinal: int) -> str:
        """How a reader would write a term."""
        number = ordinal // BLOCK_TERMS
        key = (self._segment, "shown", number)
        words = self._recent.get(key)
        if words is None:
            name = blob_name(self._segment, "shown", number)
            words = expand(name, fetch(self._store, name)).decode("utf-8", "replace").split("\n")
            if len(words) != min(BLOCK_TERMS, self.terms - number * BLOCK_TERMS):
                raise fault(name, f"has {len(words)} words")
            self._recent.put(key, words, 100 * len(words))
        return words[ordinal % BLOCK_TERMS] or self.key_at(ordinal).decode("utf-8", "replace")

    # ------------------------------------------------------------ the postings

    def _block(self, part: str, number: int) -> Packed:
        key = (self._segment, part, number)
        block = self._recent.get(key)
        if block is None:
            name = blob_name(self._segment, part, number)
            starts = self._block_starts[part == "positions"]
            size = int(starts[number + 1] - starts[number])
            block = Packed(name, fetch(self._store, name), [size] * (1 + COLUMNS if part == "postings" else 1))
            self._recent.put(key, block, block.nbytes + 500)
        return block

    def _small(self, part: str, number: int, index: int, first: int, last: int) -> Array:
        """Numbers of a block that none needs more than 32 bits for."""
        array = self._block(part, number).uints(index, first, last)
        if array.dtype.itemsize > 4:
            raise fault(blob_name(self._segment, part, number), f"array {index} holds a number beyond all measure")
        return array

    def _place(self, entry: Entry) -> tuple[int, int]:
        """The block of a term, and the first of its postings there."""
        starts = self._block_starts[0]
        number = int(np.searchsorted(starts, entry.first, "right")) - 1
        return number, entry.first - int(starts[number])

    def documents(self, entry: Entry) -> npt.NDArray[np.int32]:
        """The documents of a term, ascending."""
        number, first = self._place(entry)
        gaps = self._small("postings", number, 0, first, first + entry.count)
        documents = np.cumsum(gaps, dtype=np.int64)
        documents += np.arange(len(documents))
        if len(documents) and int(documents[-1]) >= self._documents:
            raise fault(
                blob_name(self._segment, "postings", number),
                f"names document {int(documents[-1])} of {self._documents}",
            )
        return documents.astype(np.int32)

    def frequencies(self, entry: Entry, column: int) -> Array:
        """How often a term stands in a column of each of its documents."""
        number, first = self._place(entry)
        counts = self._small("postings", number, 1 + column, first, first + entry.count)
        if int(counts.sum(dtype=np.int64)) != entry.frequencies[column]:
            raise fault(blob_name(self._segment, "postings", number), "counts other occurrences than the dictionary")
        return counts

    def counts(self) -> Ints:
        """How many postings each term has."""
        blocks = range(len(self._first_terms))
        tables = [self._term_block(number).table(0, BLOCK_TERMS)[0] for number in blocks]
        return np.concatenate(tables) if tables else np.zeros(0, np.int64)

    def stretch(self, first: int, last: int) -> Stretch:
        """The terms with the places `first:last` in the dictionary, and their postings."""
        if first >= last:
            none = np.zeros(0, np.int64)
            empty = np.zeros((COLUMNS, 0), np.int64)
            return Stretch(none, empty, empty, none.astype(np.int32), [none] * COLUMNS)
        tables = []
        at = first
        while at < last:
            number, place = divmod(at, BLOCK_TERMS)
            to = min(last - number * BLOCK_TERMS, BLOCK_TERMS)
            tables.append(self._term_block(number).table(place, to))
            at = number * BLOCK_TERMS + to
        table = np.concatenate(tables, axis=1)
        counts = table[0]
        start = self._term_block(first // BLOCK_TERMS).before(first % BLOCK_TERMS)[0]
        gaps, *frequencies = self._postings_between(start, start + int(counts.sum()))
        starts = np.cumsum(counts) - counts
        summed = np.cumsum(gaps.astype(np.int64) + 1)
        before = np.where(starts > 0, summed[starts - 1], 0)
        documents = summed - np.repeat(before, counts) - 1
        if len(documents) and int(documents.max()) >= self._documents:
            raise fault(
                blob_name(self._segment, "postings"), f"names document {int(documents.max())} of {self._documents}"
            )
        return Stretch(counts, table[1 : 1 + COLUMNS], table[1 + COLUMNS :], documents.astype(np.int32), frequencies)

    def _postings_between(self, first: int, last: int) -> list[Array]:
        """Gaps and frequencies of the postings `first:last` among all."""
        starts = self._block_starts[0]
        number = int(np.searchsorted(starts, first, "right")) - 1
        parts = []
        while first < last:
            begin, end = int(starts[number]), min(int(starts[number + 1]), last)
            parts.append([self._small("postings", number, i, first - begin, end - begin) for i in range(1 + COLUMNS)])
            first, number = end, number + 1
        return [np.concatenate(arrays) if len(arrays) > 1 else arrays[0] for arrays in zip(*parts, strict=True)]

    def positions_of(self, first: int, last: int) -> Array:
        """The positions of the terms with the places `first:last`, one after the other."""
        begin = self._term_block(first // BLOCK_TERMS).before(first % BLOCK_TERMS)[1]
        block = self._term_block((last - 1) // BLOCK_TERMS)
        end = block.before((last - 1) % BLOCK_TERMS + 1)[1]
        starts = self._block_starts[1]
        number = int(np.searchsorted(starts, begin, "right")) - 1
        parts = [np.zeros(0, np.int64)]
        while begin < end:
            base, to = int(starts[number]), min(int(starts[number + 1]), end)
            parts.append(self._block("positions", number).ints(0, begin - base, to - base, below=1 << 32))
            begin, number = to, number + 1
        return np.concatenate(parts)

    def places_from(self, start: bytes, stop: bytes | None) -> tuple[int, int]:
        """The places in the dictionary of the first term from `start` on, and of the first from `stop` on."""
        return self._first_from(start), self.terms if stop is None else self._first_from(stop)

    def _first_from(self, key: bytes) -> int:
        number = bisect_right(self._first_terms, key) - 1
        if number < 0:
            return 0
        return number * BLOCK_TERMS + bisect_left(self._term_block(number).keys(), key)

    def keys_between(self, first: int, last: int) -> list[bytes]:
        """The keys of the terms with the places `first:last`."""
        out: list[bytes] = []
        while first < last:
            number, place = divmod(first, BLOCK_TERMS)
            keys = self._term_block(number).keys()[place : place + last - first]
            out += keys
            first += len(keys)
        return out

    def counts_between(self, first: int, last: int) -> Ints:
        """In how many documents each of the terms with the places `first:last` is."""
        parts = [np.zeros(0, np.int64)]
        while first < last:
            number, place = divmod(first, BLOCK_TERMS)
            parts.append(self._term_block(number).counts(place, min(last - number * BLOCK_TERMS, BLOCK_TERMS)))
            first += len(parts[-1])
        return np.concatenate(parts)

    def positions(self, entry: Entry) -> Array:
        """All positions of a term, in the order of document, column, position."""
        number, _ = self._place(entry)
        first = entry.first_position - int(self._block_starts[1][number])
        return self._small("positions", number, 0, first, first + sum(entry.frequencies))


def _rising(name: str, starts: Ints, end: int) -> Ints:
    """Block starts with the end of the last block behind them; they begin at 0 and rise."""
    if len(starts) and (int(starts[0]) != 0 or bool((np.diff(starts) < 0).any())):
        raise fault(name, "its blocks are not in order")
    if (int(starts[-1]) if len(starts) else 0) > end:
        raise fault(name, "its blocks end beyond the end")
    return np.append(starts, end)
