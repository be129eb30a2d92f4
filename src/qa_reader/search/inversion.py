"""Documents to postings, a bounded batch at a time: the first half of building a segment.

One dictionary from raw word to term number (a word is stemmed on first sight only), one stable sort by term. What
comes out is a `Run`: the postings of a batch in the order of terms, which `segments` merges with those of others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.analysis import Units, place_factors, term_hash, term_of, units
from qa_reader.search.document import Document
from qa_reader.search.schema import NAMES, PREFIXES, TEXTS, WORD_FIELDS, id_term
from qa_reader.search.spelling import is_spelt
from qa_reader.search.wordtable import NO_TERM, Pairs, Words

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: Characters that are cut at once: the arrays of a chunk stay in the processor's cache.
CHUNK_CHARACTERS = 200_000
#: A batch ends at this many documents or tokens (about 60 bytes each while it is inverted).
BATCH_DOCUMENTS = 8192
BATCH_TOKENS = 2_500_000
#: Raw words remembered; beyond, the memory of them begins anew.
_REMEMBERED_WORDS = 400_000
_COLUMNS = len(TEXTS)
_FIELD_COUNT = len(WORD_FIELDS)


class Terms:
    """All terms of a build, numbered in the order they are met; `shown` is how a reader would write each."""

    def __init__(self) -> None:
        self.keys: list[bytes] = []
        self._numbers: dict[bytes, int] = {}
        self._words = Words(self.of_word)
        self._pairs = Pairs(lambda text: self.number(text.encode()))
        self._shown: dict[int, tuple[int, str]] = {}
        self._spelt: dict[str, int] = {}
        self._hashes = np.zeros(0, np.uint64)

    def number(self, key: bytes) -> int:
        """The number of a term's key, given now if it is new."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.keys)
            self.keys.append(key)
        return number

    def of_words(self, cut: Units) -> Ints:
        """The term number of each word, -1 for one without a term."""
        return self._words.numbers(cut)

    def of_pairs(self, first: Array, second: Array) -> Ints:
        """The term number of each pair of CJK characters; `second` is 0 behind the last of a run."""
        return self._pairs.numbers(first, second)

    def of_word(self, word: str) -> int:
        """The term number of a folded word that is met for the first time, -1 for one without a term."""
        term = term_of(word)
        return self.number(term.encode("utf-8", "replace")) if term else NO_TERM

    def hashes(self, terms: Array) -> npt.NDArray[np.uint64]:
        """`analysis.term_hash` of each of these terms."""
        if len(self._hashes) < len(self.keys):
            self._hashes = np.concatenate((self._hashes, np.zeros(len(self.keys), np.uint64)))
        for term in np.unique(terms[self._hashes[terms] == 0]).tolist():
            self._hashes[term] = term_hash(self.keys[term])
        return self._hashes[terms]

    def forget_words(self) -> None:
        """Bound the memory of raw words; terms keep their numbers."""
        if len(self._words) > _REMEMBERED_WORDS:
            self._settle()

    def _settle(self) -> None:
        words = self._words
        for term, text, count in words.counted():
            if count > self._shown.get(term, (0, ""))[0]:
                self._shown[term] = (count, text.strip("'"))
            if is_spelt(text):
                self._spelt[text] = self._spelt.get(text, 0) + count
        self._words = Words(self.of_word)

    def finish(self) -> tuple[dict[int, str], dict[str, int]]:
        """For each term made of words the word it most often stands for; and how often each word stands there."""
        self._settle()
        return {term: text for term, (_, text) in self._shown.items() if term >= 0}, self._spelt


@dataclass(slots=True)
class Run:
    """The postings of a batch in the byte order of terms.

    `terms`: term numbers, one an entry; `counts`, `position_counts`: postings and positions of each; `documents`
    (int32, ascending within a term); `frequencies` (an array a column) and `positions`, both uint16 or uint32, in
    the order of term, document, column, position.
    """

    terms: Array
    counts: Array
    position_counts: Array
    documents: Array | Spilled
    frequencies: list[Array | Spilled]
    positions: Array | Spilled

    def spill(self, folder: Path, name: str) -> None:
        """Move the large arrays to files of `folder`."""
        self.documents = Spilled(folder / f"{name}.documents", self.documents[:])
        self.positions = Spilled(folder / f"{name}.positions", self.positions[:])
        self.frequencies = [Spilled(folder / f"{name}.{i}", column[:]) for i, column in enumerate(self.frequencies)]


class Spilled:
    """An array in a file, of which a stretch is read at a time; unlike a memmap it never counts as memory."""

    def __init__(self, path: Path, array: Array) -> None:
        self._path = path
        self._size = len(array)
        self.dtype = array.dtype
        array.tofile(path)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> Array:
        first, last, _ = part.indices(self._size)
        return np.fromfile(self._path, self.dtype, max(last - first, 0), offset=first * self.dtype.itemsize)


class Batch:
    """Documents being gathered; `lengths` and the arrays of a Run come out of it."""

    def __init__(self, terms: Terms, first_document: int) -> None:
        self._terms = terms
        self._first = first_document
        self._documents = 0
        self._texts: list[str] = []
        self._waiting = 0
        self._term_parts: list[Ints] = []
        self._place_parts: list[Ints] = []  # (document * columns + column) << 32 | position
        self._length_parts: list[Array] = []
        self._ids: list[tuple[int, int]] = []
        self._title_hashes: Array = np.zeros(BATCH_DOCUMENTS, np.uint64)
        self.tokens = 0

    @property
    def full(self) -> bool:
        """Whether the batch has to be inverted now."""
        return self._documents >= BATCH_DOCUMENTS or self.tokens >= BATCH_TOKENS

    def __len__(self) -> int:
        return self._documents

    def add(self, document: Document) -> None:
        """Take a document in."""
        self._texts += document.texts
        self._texts += document.names
        self._waiting += sum(map(len, document.texts))
        name = id_term(document.id)
        for text in {name, name.rpartition(":")[2]}:
            if text:
                key = PREFIXES["id"] + text.encode("utf-8", "replace")
                self._ids.append((self._terms.number(key), self._documents))
        self._documents += 1
        if self._waiting >= CHUNK_CHARACTERS:
            self._cut()

    def _cut(self) -> None:
        """Cut the waiting texts into tokens."""
        if not self._texts:
            return
        cut = units(self._texts)
        first = self._documents - len(self._texts) // _FIELD_COUNT
        self._texts, self._waiting = [], 0
        counts = np.diff(cut.bounds)
        text_of_unit = np.repeat(np.arange(len(counts)), counts)
        position = np.arange(len(text_of_unit)) - np.repeat(cut.bounds[:-1], counts)
        field = text_of_unit % _FIELD_COUNT
        document = text_of_unit // _FIELD_COUNT + first
        place = ((document * _COLUMNS + np.where(field < _COLUMNS, field, 0)) << 32) | position
        terms, unit = self._numbered(cut)
        in_titles = unit[field[unit] == 0], terms[field[unit] == 0]
        hashes = self._terms.hashes(in_titles[1]) * place_factors(position[in_titles[0]])
        np.add.at(self._title_hashes, document[in_titles[0]], hashes)
        in_names = field[unit] >= _COLUMNS
        if in_names.any():
            terms = self._prefixed(terms, field[unit], np.flatnonzero(in_names))
        self._term_parts.append(terms)
        self._place_parts.append(place[unit])
        self.tokens += len(terms)
        lengths = np.bincount(text_of_unit[unit], minlength=len(counts)).reshape(-1, _FIELD_COUNT)
        self._length_parts.append(lengths.astype(np.uint32))

    def _numbered(self, cut: Units) -> tuple[Ints, Ints]:
        """Term numbers and unit numbers of all tokens: of words, then of pairs and last characters."""
        terms = self._terms.of_words(cut)
        unit = cut.word_at
        if len(terms) and terms.min() < 0:
            unit, terms = unit[terms >= 0], terms[terms >= 0]
        if not len(cut.characters):
            return terms, unit
        following = np.where(cut.joined, np.append(cut.characters[1:], 0), 0)
        characters = self._terms.of_pairs(cut.characters, following)
        return np.concatenate((terms, characters)), np.concatenate((unit, cut.character_at))

    def _prefixed(self, terms: Ints, field: Ints, where: Ints) -> Ints:
        """The terms of name fields are other terms than those of texts."""
        keys = self._terms.keys
        codes, which = np.unique(terms[where] * _FIELD_COUNT + field[where], return_inverse=True)
        numbers = []
        for code in codes.tolist():
            term, column = divmod(code, _FIELD_COUNT)
            numbers.append(self._terms.number(PREFIXES[NAMES[column - _COLUMNS]] + keys[term]))
        terms = terms.copy()
        terms[where] = np.array(numbers, np.int64)[which]
        return terms

    def invert(self) -> tuple[Run, Array, Array]:
        """The run of what was gathered, the field lengths (documents × fields), and the hash of each title."""
        self._cut()
        if self._ids:
            numbers, documents = np.array(self._ids, np.int64).T
            self._term_parts.append(numbers)
            self._place_parts.append((documents * _COLUMNS) << 32)
        terms = _joined(self._term_parts, np.int32)
        places = _joined(self._place_parts, np.int64)
        self._term_parts, self._place_parts = [], []
        used, ranks = _ranked(terms, self._terms.keys)
        order = stable_order(ranks)
        ranks, places = ranks[order], places[order]
        positions, cells = _narrow(places & 0xFFFFFFFF), (places >> 32).astype(np.uint32)  # a cell: document, column
        del order, places, terms
        term_begins = np.ones(len(ranks), np.bool_)
        term_begins[1:] = ranks[1:] != ranks[:-1]
        cell_begins = term_begins.copy()
        cell_begins[1:] |= cells[1:] != cells[:-1]
        first = np.flatnonzero(cell_begins)  # the first token of each cell of each term
        ranks, cells, term_begins = ranks[first], cells[first], term_begins[first]
        tokens = np.diff(np.append(first, len(positions)))
        holder = cells // _COLUMNS
        begins = term_begins
        begins[1:] |= holder[1:] != holder[:-1]
        postings = np.flatnonzero(begins)
        small = not len(tokens) or int(tokens.max()) <= 0xFFFF
        frequencies = np.zeros((_COLUMNS, len(postings)), np.uint16 if small else np.uint32)
        frequencies[cells % _COLUMNS, np.cumsum(begins) - 1] = tokens
        run = Run(
            terms=used,
            counts=np.bincount(ranks[postings], minlength=len(used)).astype(np.int32),
            position_counts=np.bincount(ranks, tokens, minlength=len(used)).astype(np.int64),
            documents=(holder[postings] + self._first).astype(np.int32),
            frequencies=list(frequencies),
            positions=positions,
        )
        lengths = np.concatenate(self._length_parts) if self._length_parts else np.zeros((0, _FIELD_COUNT), np.uint32)
        return run, lengths, self._title_hashes[: self._documents]


def _joined(parts: Sequence[Array], kind: type) -> Array:
    return np.concatenate(parts, dtype=kind, casting="same_kind") if parts else np.zeros(0, kind)


def _narrow(positions: Ints) -> Array:
    return positions.astype(np.uint16 if not len(positions) or int(positions.max()) <= 0xFFFF else np.uint32)


def _ranked(terms: Array, keys: list[bytes]) -> tuple[Array, Array]:
    """The term numbers that occur, in the byte order of their keys, and for each token its place among them."""
    occurs = np.zeros(len(keys), np.bool_)
    occurs[terms] = True
    used = np.flatnonzero(occurs).tolist()
    used.sort(key=keys.__getitem__)
    ordered = np.array(used, np.int32)
    rank_of = np.zeros(len(keys), np.int32)
    rank_of[ordered] = np.arange(len(ordered), dtype=np.int32)
    return ordered, rank_of[terms]


def stable_order(ranks: Array) -> Ints:
    """A stable argsort of numbers ≥ 0: 16 bits at a time, where numpy's sort is a radix sort (twice as fast)."""
    order = np.argsort(ranks.astype(np.uint16), kind="stable")
    shift = 16
    largest = int(ranks.max()) if len(ranks) else 0
    while largest >> shift:
        high = (ranks >> shift).astype(np.uint16)[order]
        order = order[np.argsort(high, kind="stable")]
        shift += 16
    return order
