"""Documents to postings, a bounded batch at a time: the first half of building a segment.

One table from raw word to term number (a word is stemmed on first sight only), one stable sort by term. What comes
out is an `Inverted`: the postings of a batch in the order of its terms, which `building` merges with those of others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.abbreviations import Abbreviations
from qa_reader.search.analysis import Units, place_factors, term_hash, terms_of, units
from qa_reader.search.columns import ColumnsBuilder
from qa_reader.search.commonwords import is_common
from qa_reader.search.document import Document
from qa_reader.search.keys import Heads, Keys, Numbered
from qa_reader.search.lexicon import marks_of
from qa_reader.search.runs import Inverted, Run, placed
from qa_reader.search.schema import NAMES, PREFIXES, TEXTS, WORD_FIELDS, id_term
from qa_reader.search.wordtable import NO_TERM, Pairs, Words

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: Characters that are cut at once: the arrays of a chunk stay in the processor's cache.
CHUNK_CHARACTERS = 200_000
#: A batch ends at this many documents or characters (of Chinese each is a token, and takes 60 bytes meanwhile).
BATCH_DOCUMENTS = 2048
BATCH_CHARACTERS = 2_000_000
#: Words and terms remembered from batch to batch; beyond, the memory of them begins anew.
REMEMBERED = 1_000_000
_COLUMNS = len(TEXTS)
_COLUMN_BITS = 2
#: Of a place: the position's bits, and where the cell's begin.
_POSITION, _CELL_AT = 0xFFFFFFFF, 32
_BITS = 64
#: Frequencies from here on are looked at one by one.
_LARGE = 15
_FIELD_COUNT = len(WORD_FIELDS)


class Terms:
    """Terms, numbered in the order they are met."""

    def __init__(self) -> None:
        self.keys = Numbered()
        # no cycles here, such as methods that these keep: what is forgotten, 100 MB, would wait for a collection
        self.words = Words()
        self._pairs = Pairs()
        self._of_words: dict[str, int] = {}
        self._others: dict[bytes, int] = {}
        self._hashes = np.zeros(0, np.uint64)
        self._common = np.zeros(0, np.bool_)

    def __len__(self) -> int:
        return len(self.keys) + len(self.words)

    def remembered(self, most: int = REMEMBERED) -> Terms:
        """These terms for the next batch, or none where there are too many to remember."""
        return self if len(self) < most else Terms()

    def numbers(self, keys: Sequence[bytes]) -> list[int]:
        """The numbers of the terms of names and ids."""
        known, first = self._others, len(self.keys)
        numbers: list[int] = []
        new: list[bytes] = []
        for key in keys:
            number = known.setdefault(key, first + len(new))
            if number == first + len(new):
                new.append(key)
            numbers.append(number)
        self.keys.extend(new)
        return numbers

    def of_words(self, cut: Units) -> Ints:
        """The term number of each word, -1 for one without a term."""
        return self.words.numbers(cut, self._of_new_words)

    def of_pairs(self, first: Array, second: Array) -> Ints:
        """The term number of each pair of CJK characters; `second` is 0 behind the last of a run."""
        return self._pairs.numbers(first, second, self._of_new_pairs)

    def of_titles(self, terms: Array) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.bool_]]:
        """`analysis.term_hash` of each of these terms, and which of them are common words."""
        if len(self._hashes) < len(self.keys):
            more = 2 * len(self.keys) - len(self._hashes)
            self._hashes = np.concatenate((self._hashes, np.zeros(more, np.uint64)))
            self._common = np.concatenate((self._common, np.zeros(more, np.bool_)))
        unknown = np.array(sorted(set(terms[self._hashes[terms] == 0].tolist())), np.int64)
        keys = self.keys.keys(unknown)
        self._hashes[unknown] = [term_hash(key) for key in keys]
        self._common[unknown] = [is_common(key.decode("utf-8", "replace")) for key in keys]
        return self._hashes[terms], self._common[terms]

    def _of_new_words(self, words: list[str]) -> Ints:
        known, following = self._of_words, len(self.keys)
        numbers: list[int] = []
        new: list[bytes] = []
        for term in terms_of(words):
            number = known.get(term)
            if number is None:
                if not term:
                    numbers.append(NO_TERM)
                    continue
                number = known[term] = following + len(new)
                new.append(term.encode("utf-8", "replace"))
            numbers.append(number)
        self.keys.extend(new)
        return np.array(numbers, np.int64)

    def _of_new_pairs(self, heads: Heads) -> Ints:
        first = len(self.keys)
        self.keys.extend_short(heads)
        return np.arange(first, first + len(heads))


class Batch:
    """Documents being gathered, to be inverted at once."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._documents = 0
        self._columns = ColumnsBuilder()
        self._abbreviations = Abbreviations()
        self._texts: list[str] = []
        self._waiting = 0
        self._term_parts: list[Ints] = []
        self._place_parts: list[Ints] = []  # (document * columns + column) << _CELL_AT | position
        self._length_parts: list[Array] = []
        self._ids: list[bytes] = []
        self._id_holders: list[int] = []
        self._title_hashes: Array = np.zeros(BATCH_DOCUMENTS, np.uint64)
        self._title_words: Array = np.zeros(BATCH_DOCUMENTS, np.uint32)
        self._characters = 0

    def __len__(self) -> int:
        return self._documents

    @property
    def full(self) -> bool:
        """Whether the batch has to be inverted before another document is added."""
        return self._documents >= BATCH_DOCUMENTS or self._characters >= BATCH_CHARACTERS

    def add(self, document: Document) -> None:
        """Take a document in; of no more than BATCH_DOCUMENTS."""
        self._columns.add(document)
        for text in document.texts[1:]:
            self._abbreviations.look(text)
        self._texts += document.texts
        self._texts += document.names
        characters = sum(map(len, document.texts))
        self._waiting += characters
        self._characters += characters
        name = id_term(document.id)
        for text in {name, name.rpartition(":")[2]}:
            if text:
                self._ids.append(PREFIXES["id"] + text.encode("utf-8", "replace"))
                self._id_holders.append(self._documents)
        self._documents += 1
        if self._waiting >= CHUNK_CHARACTERS:
            self._cut()

    def _cut(self) -> None:
        """Cut the waiting texts into tokens."""
        if not self._texts:
            return
        cut = units(self._texts)
        text = np.arange(len(self._texts))
        first = self._documents - len(self._texts) // _FIELD_COUNT
        self._texts, self._waiting = [], 0
        field, document = text % _FIELD_COUNT, text // _FIELD_COUNT + first
        cell = (document * _COLUMNS + np.where(field < _COLUMNS, field, 0)) << _CELL_AT
        terms, unit = self._numbered(cut)
        text = np.repeat(text, np.diff(cut.bounds)).take(unit)
        place = (cell - cut.bounds[:-1]).take(text)
        place += unit
        fields = field.astype(np.uint8).take(text)
        self._look_at_titles(terms, place, np.flatnonzero(fields == 0))
        in_names = np.flatnonzero(fields >= _COLUMNS)
        if len(in_names):
            terms = self._prefixed(terms, fields.take(in_names), in_names)
        self._term_parts.append(terms)
        self._place_parts.append(place)
        lengths = np.bincount(text, minlength=len(field)).reshape(-1, _FIELD_COUNT)
        self._length_parts.append(lengths.astype(np.uint32))

    def _look_at_titles(self, terms: Ints, places: Ints, in_titles: Ints) -> None:
        """Add the tokens at `in_titles` to the hashes of their documents' titles, and to the words that tell there."""
        places = places.take(in_titles)
        hashes, common = self._terms.of_titles(terms.take(in_titles))
        documents = places >> _CELL_AT >> _COLUMN_BITS
        np.add.at(self._title_hashes, documents, hashes * place_factors(places & _POSITION))
        np.add.at(self._title_words, documents[~common], 1)

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

    def _prefixed(self, terms: Ints, fields: Array, where: Ints) -> Ints:
        """The terms of name fields, which stand at `where`, are other terms than those of texts."""
        codes, which = np.unique(terms.take(where) * _FIELD_COUNT + fields, return_inverse=True)
        keys = self._terms.keys.keys(codes // _FIELD_COUNT)
        names = [NAMES[column - _COLUMNS] for column in (codes % _FIELD_COUNT).tolist()]
        numbers = self._terms.numbers([PREFIXES[name] + key for name, key in zip(names, keys, strict=True)])
        terms = terms.copy()
        terms[where] = np.array(numbers, np.int64)[which]
        return terms

    def invert(self) -> Inverted:
        """What was gathered, inverted."""
        return self.end()()

    def end(self) -> Callable[[], Inverted]:
        """What remains to be done to invert what was gathered, which may be done beside.

        Of the terms it reads those that there are by now, which no later batch changes.
        """
        self._cut()
        self._term_parts.append(np.array(self._terms.numbers(self._ids), np.int64))
        self._place_parts.append((np.array(self._id_holders, np.int64) * _COLUMNS) << _CELL_AT)
        lengths = _joined([np.zeros((0, _FIELD_COUNT), np.uint32), *self._length_parts], np.uint32)
        titles = self._title_hashes[: self._documents], self._title_words[: self._documents]
        self._columns.end_batch(lengths, *titles)
        term_parts, place_parts, counted = self._term_parts, self._place_parts, self._terms.words.counted()
        self._term_parts, self._place_parts = [], []
        documents, columns, abbreviations = self._documents, self._columns, self._abbreviations
        numbered, raw = self._terms.keys, self._terms.words.keys

        def inverted() -> Inverted:
            keys, order, ranks = _ranked(_joined(term_parts, np.int32), numbered)
            words = _batch_words(raw, numbered, order, counted)
            term_parts.clear()
            run = _run(ranks, _joined(place_parts, np.int64))
            return Inverted(documents, keys, run, *words, marks_of(keys), columns, abbreviations)

        return inverted


def _batch_words(
    raw: Numbered, numbered: Numbered, terms: Ints, counted: tuple[Ints, Ints, Ints]
) -> tuple[Keys, Array, Array, Array]:
    """The raw words of a batch as `Inverted` has them: words, heads and places of their terms, counts.

    `terms`: the numbers of the batch's terms in order; `counted`: see `Words.counted`.
    """
    numbers, of_words, counts = counted
    place_of = np.full(int(max(terms.max(initial=0), of_words.max(initial=0))) + 2, NO_TERM, np.int32)
    place_of[terms] = np.arange(len(terms))
    heads = np.where(of_words == NO_TERM, np.uint64(0), numbered.heads(of_words))
    order = np.lexsort((heads, raw.are_long(numbers)))
    words = raw.unordered(numbers[order])
    return words, heads[order], place_of[of_words[order]], counts[order].astype(np.int32)


def _sorted(ranks: Array, places: Ints) -> tuple[Array, int, int]:
    """Rank, document, column and position of each token as one number, ascending; the bits of position and document.

    Sorting these takes half of the time of sorting places by ranks. 2048 documents of 16 MB, the longest that an
    archive takes, need 62 bits.
    """
    width, document_width = _width(places & _POSITION), _width(places >> _CELL_AT >> _COLUMN_BITS)
    if width + _COLUMN_BITS + document_width + _width(ranks) > _BITS:
        raise OverflowError("a batch of documents is too large")
    keys = ranks.astype(np.uint64) << np.uint64(document_width + _COLUMN_BITS + width)
    keys |= (places >> _CELL_AT).astype(np.uint64) << np.uint64(width)
    keys |= (places & _POSITION).astype(np.uint64)
    keys.sort()
    return keys, width, document_width


def _run(ranks: Array, places: Ints) -> Run:
    """The postings of tokens: the place of each one's term (all of them occur), and where it stands."""
    keys, width, document_width = _sorted(ranks, places)
    positions = (keys & np.uint64((1 << width) - 1)).astype(np.int32)
    keys >>= np.uint64(width)
    first = _begins(keys)  # the first token of each cell of each term
    gaps = np.empty_like(positions)
    gaps[1:] = positions[1:] - positions[:-1]
    gaps -= 1
    gaps[first] = positions[first]
    keys, tokens = keys[first], np.diff(first, append=len(positions))
    columns = (keys & np.uint64(_COLUMNS - 1)).astype(np.uint8)
    keys >>= np.uint64(_COLUMN_BITS)
    postings = _begins(keys)
    keys = keys[postings]
    documents = (keys & np.uint64((1 << document_width) - 1)).astype(np.int32)
    keys >>= np.uint64(document_width)
    of_term = _begins(keys)
    codes, table = coded(tokens, columns, postings)
    return Run(
        terms=np.zeros(0, np.int32),
        counts=np.diff(of_term, append=len(postings)).astype(np.int32),
        position_counts=np.diff(first[postings[of_term]], append=len(positions)),
        documents=documents,
        codes=codes,
        frequencies=table,
        positions=_narrow(gaps),
        code_counts=np.bincount(codes, minlength=len(table)),
    )


def _begins(keys: Array) -> Ints:
    """Where another key begins in a row of keys of which equal ones stand together."""
    begins = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=begins[1:])
    return np.flatnonzero(begins)


def _width(numbers: Array) -> int:
    """How many bits the largest needs."""
    return int(numbers.max()).bit_length() if len(numbers) else 0


def coded(tokens: Array, columns: Array, postings: Array) -> tuple[Array, Array]:
    """A code for each posting, and the frequencies that each code means (codes × columns).

    `tokens`, `columns`: how often a term stands in which column, by cell; `postings`: the first cell of each.
    """
    # nearly all frequencies are below 16, and those of all columns 16 bits, which are counted and not sorted
    small = np.minimum(tokens, _LARGE).astype(np.uint32) << (columns.astype(np.uint32) << np.uint32(2))
    small = np.add.reduceat(small, postings) if len(postings) else small
    used = np.flatnonzero(np.bincount(small, minlength=1 << 4 * _COLUMNS))
    code_of = np.zeros(1 << 4 * _COLUMNS, np.int32)
    code_of[used] = np.arange(len(used))
    codes = code_of[small]
    table = (used[:, None] >> np.arange(0, 4 * _COLUMNS, 4)) & _LARGE
    large = np.unique(np.searchsorted(postings, np.flatnonzero(tokens >= _LARGE), "right") - 1)
    if len(large):
        rows = np.zeros((len(large), _COLUMNS), np.int64)
        counts = np.diff(postings, append=len(tokens))[large]
        cells = placed(postings[large], counts)
        rows[np.repeat(np.arange(len(large)), counts), columns[cells]] = tokens[cells]
        rows, which = np.unique(rows, axis=0, return_inverse=True)
        codes[large] = len(used) + which.reshape(-1)
        table = np.concatenate((table, rows))
    return codes.astype(np.uint16 if len(table) <= 0x10000 else np.uint32), table.astype(np.uint32)


def _joined(parts: Sequence[Array], kind: type) -> Array:
    return np.concatenate(parts, dtype=kind, casting="same_kind")


def _narrow(positions: Array) -> Array:
    return positions.astype(np.uint16 if not len(positions) or int(positions.max()) <= 0xFFFF else np.uint32)


def _ranked(terms: Array, numbered: Numbered) -> tuple[Keys, Ints, Array]:
    """The terms that occur in byte order: their keys, their numbers, and for each token its term's place."""
    size = len(numbered)  # other batches add terms meanwhile
    occurs = np.zeros(size, np.bool_)
    occurs[terms] = True
    keys, order = numbered.ordered(np.flatnonzero(occurs))
    rank_of = np.zeros(size, np.int32)
    rank_of[order] = np.arange(len(order), dtype=np.int32)
    return keys, order, rank_of[terms]
