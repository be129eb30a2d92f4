"""Text to terms: one definition for the writer, for queries and for marking.

A text is a row of units: a word (letters, digits, apostrophes), or one Chinese, Japanese or Korean character. A
unit's number in its field is its position. A word becomes one term, its English stem; a character becomes a pair
with the next of its run, the last of a run itself. (A single character is found through the pairs that begin with
it, see `posting`; to index it everywhere, too, would double the size of Chinese.) All of it happens on whole arrays,
for a batch of texts at a time; the Whoosh analyzer that parses queries calls the same functions.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import Stemmer
from msgspec import Struct
from whoosh.analysis import Analyzer, Token

from qa_reader.search.folding import CJK, POINT, SPACE, Codes, fold, fold_character, folded_all, is_cjk

#: Name and version of what this module does; an index made by another one is rebuilt.
ANALYZER = "qa-text/2"

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Longer words are cut: nobody types them, and a hostile text cannot grow the dictionary with them.
LONGEST_WORD = 64
#: Ends a field in the joined text of a batch; folds to a space.
_END = "\x00"

#: What the place of a term in a title is multiplied with for its hash, modulo 2**64.
_PLACE = 0x9E3779B97F4A7C15
_BITS = (1 << 64) - 1

#: Up to so many characters a text is short.
_SHORT = 300
_ASCII_WORD = re.compile(r"[A-Za-z0-9']+")

_stemmer = Stemmer.Stemmer("english", 0)
_stem, _stem_all = _stemmer.stemWord, _stemmer.stemWords


class Units(Struct, frozen=True):
    """The words and CJK characters of joined texts, as arrays.

    `points`: the folded code points of all texts; a word is `points[word_starts[i]:word_ends[i]]`, its unit number
    `word_at[i]`. `characters` are the CJK code points, `character_at` their unit numbers, `joined` whether the next
    unit continues their run; `bounds` (texts + 1) the unit number where each text begins; `starts`, `ends` the
    character offsets of units in the joined text, empty where they were not asked for.
    """

    points: Codes
    word_starts: Ints
    word_ends: Ints
    word_at: Ints
    characters: Codes
    character_at: Ints
    joined: Bools
    bounds: Ints
    starts: Ints
    ends: Ints

    def words(self) -> list[str]:
        """The words, folded but not stemmed, in order."""
        text = self.points.astype("<u4", copy=False).tobytes().decode("utf-32-le", "replace")
        return [text[start:end] for start, end in zip(self.word_starts.tolist(), self.word_ends.tolist(), strict=True)]


def units(texts: Sequence[str], *, offsets: bool = False) -> Units:
    """Cut texts into units; with their character offsets where these are asked for."""
    folded, origin = fold(_END.join(texts) + _END)
    points = folded & POINT
    is_character = (folded & CJK) != 0
    in_word = points != SPACE
    some_cjk = bool(is_character.any())
    if some_cjk:
        in_word &= ~is_character
    change = np.flatnonzero(in_word[1:] != in_word[:-1]) + 1
    if in_word[0]:
        change = np.concatenate(([0], change))
    word_starts, word_ends = change[::2], change[1::2]  # each text ends with a space, so each word has an end
    if some_cjk:
        begins = is_character.copy()
        begins[word_starts] = True
        at = np.flatnonzero(begins)
        of_character = is_character[at]
        character_at, word_at = np.flatnonzero(of_character), np.flatnonzero(~of_character)
        where = at[character_at]
        characters, joined = points[where], is_character[where + 1]
    else:
        at, word_at = word_starts, np.arange(len(word_starts))
        character_at, characters, joined = np.zeros(0, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.bool_)
    ends_of_text = np.cumsum([len(text) + 1 for text in texts])
    if origin is not None:
        ends_of_text = np.searchsorted(origin, ends_of_text)
    bounds = np.concatenate(([0], np.searchsorted(at, ends_of_text)))
    starts = ends = np.zeros(0, np.int64)
    if offsets:
        last = at.copy()
        last[word_at] = word_ends - 1
        starts, ends = (at, last + 1) if origin is None else (origin[at], origin[last] + 1)
    return Units(points, word_starts, word_ends, word_at, characters, character_at, joined, bounds, starts, ends)


#: Of "have", "are", "will", "would" and "am" after a pronoun: with them "I've" would be the term of "IV".
_CONTRACTED = frozenset({"ve", "re", "ll", "d", "m"})


@lru_cache(maxsize=4096)  # the words of queries and of the texts that are marked are few, and come again and again
def term_of(word: str) -> str:
    """The term of a folded word: no apostrophes, an English stem; "" for apostrophes alone.

    Words of three letters and fewer stay: ALS is not "al", nor gas "ga". Of "I'll" stays the "I", that is not "ill".
    """
    word = word.strip("'")
    while word.rpartition("'")[2] in _CONTRACTED and "'" in word:
        word = word.rpartition("'")[0]
    if len(word) > LONGEST_WORD:
        word = word[:LONGEST_WORD]
    if len(word) > 3 and word.isascii():
        word = str(_stem(word))
    return word.replace("'", "")


def terms_of(words: Sequence[str]) -> list[str]:
    """The terms of many words: the same in one call of the stemmer."""
    stems = _stem_all(words)
    return [
        stem if 3 < len(word) <= LONGEST_WORD and word.isascii() and "'" not in word else term_of(word)
        for word, stem in zip(words, stems, strict=True)
    ]


class Occurrence(NamedTuple):
    """A term of a text: at which position, and from which to which character of it."""

    term: str
    position: int
    start: int
    end: int


#: `Occurrence._make` without a step of Python.
_occurrence: Callable[[tuple[str, int, int, int]], Occurrence] = partial(tuple.__new__, Occurrence)


class Mode(Enum):
    """What the terms of a text are wanted for; the modes differ in single CJK characters only."""

    INDEX = "index"  # each run's last character, and the pairs
    QUERY = "query"  # one that stands alone; a longer run is asked for by its pairs, which hold all that it says
    MARK = "mark"  # all


def occurrences(text: str, mode: Mode = Mode.INDEX, wanted: frozenset[str] | None = None) -> list[Occurrence]:
    """All terms of one text in order, or only the `wanted` ones.

    Making an Occurrence of each character of a page costs more than looking for a few.
    """
    if len(text) > _SHORT:
        return long_occurrences(text, mode, wanted)
    found = remembered(text, mode)
    if wanted is None:
        return found[:]  # what is remembered is nobody's to change
    return [occurrence for occurrence in found if occurrence.term in wanted]


def remembered(text: str, mode: Mode) -> list[Occurrence]:
    """All terms of one text in order; not to be changed."""
    if len(text) > _SHORT:
        return long_occurrences(text, mode, None)
    return _ascii_occurrences(text) if text.isascii() else short_occurrences(text, mode)


def long_occurrences(text: str, mode: Mode, wanted: frozenset[str] | None = None) -> list[Occurrence]:
    """The same by whole arrays, as the writer cuts texts."""
    cut = units([text], offsets=True)
    starts, ends = cut.starts.tolist(), cut.ends.tolist()
    found = [
        Occurrence(term, position, starts[position], ends[position])
        for position, term in zip(cut.word_at.tolist(), map(term_of, cut.words()), strict=True)
        if term and (wanted is None or term in wanted)
    ]
    characters, joined, at = list(map(chr, cut.characters.tolist())), cut.joined.tolist(), cut.character_at.tolist()
    for i, position in enumerate(at):
        single = characters[i]
        alone = not joined[i] and not (i and joined[i - 1])
        kept = alone or mode is Mode.MARK or (mode is Mode.INDEX and not joined[i])
        if kept and (wanted is None or single in wanted):
            found.append(Occurrence(single, position, starts[position], ends[position]))
        if joined[i]:
            pair = single + characters[i + 1]
            if wanted is None or pair in wanted:
                found.append(Occurrence(pair, position, starts[position], ends[position + 1]))
    if at:
        found.sort(key=lambda occurrence: occurrence.position)
    return found


@lru_cache(maxsize=16)  # the words, the title and the marks of one query are all cut from the same text
def short_occurrences(text: str, mode: Mode) -> list[Occurrence]:
    """The same for a short text, character by character: a third of the time of setting up arrays."""
    signs = [(sign, cjk, at) for at, character in enumerate(text) for sign, cjk in _folds(character)]
    signs.append((" ", False, len(text)))
    found: list[Occurrence] = []
    position = at = 0
    while at < len(signs) - 1:
        sign, cjk, start = signs[at]
        behind = at + 1
        if cjk:
            following, joined, last = signs[behind]
            alone = not joined and not (at and signs[at - 1][1])
            if alone or mode is Mode.MARK or (mode is Mode.INDEX and not joined):
                found.append(Occurrence(sign, position, start, start + 1))
            if joined:
                found.append(Occurrence(sign + following, position, start, last + 1))
            position += 1
        elif sign != " ":
            while signs[behind][0] != " " and not signs[behind][1]:
                behind += 1
            term = term_of("".join(letter for letter, _, _ in signs[at:behind]))
            if term:
                found.append(Occurrence(term, position, start, signs[behind - 1][2] + 1))
            position += 1
        at = behind
    return found


@lru_cache(maxsize=8192)
def _folds(character: str) -> tuple[tuple[str, bool], ...]:
    """What a character is folded to, each with whether it is Chinese, Japanese or Korean."""
    folded = " " if "\ud800" <= character <= "\udfff" else fold_character(character)
    return tuple((sign, is_cjk(sign)) for sign in folded)


@lru_cache(maxsize=16)  # likewise
def _ascii_occurrences(text: str) -> list[Occurrence]:
    """The same for a short ASCII text, as queries are: a tenth of the time of setting up arrays."""
    found = []
    for position, match in enumerate(_ASCII_WORD.finditer(text)):
        term = term_of(match[0].lower())
        if term:
            found.append(_occurrence((term, position, *match.span())))
    return found


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text, folded and not stemmed, with their first and last character; no CJK characters."""
    if text.isascii():
        yield from ((match[0].lower(), match.start(), match.end()) for match in _ASCII_WORD.finditer(text))
        return
    cut = units([text], offsets=True)
    starts, ends = cut.starts.tolist(), cut.ends.tolist()
    for at, word in zip(cut.word_at.tolist(), cut.words(), strict=True):
        yield word, starts[at], ends[at]


def terms(text: str, mode: Mode = Mode.INDEX) -> list[str]:
    """The terms of a text, in order."""
    return [occurrence.term for occurrence in occurrences(text, mode)]


def folded(text: str) -> str:
    """A text as it is compared: units folded, not stemmed, one space between; CJK characters side by side."""
    if text.isascii():  # a tenth of the time for a word
        return " ".join(_ASCII_WORD.findall(text.lower()))
    return folded_all([text])[0]


def term_hash(key: bytes) -> int:
    """64 bits of a term."""
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "little")


@lru_cache(maxsize=1024)  # who types asks for the words before the last one again
def _hash_of(term: str) -> int:
    return term_hash(term.encode("utf-8", "replace"))


def place_factors(positions: Ints) -> npt.NDArray[np.uint64]:
    """What the hash of a term is multiplied with at each position of a title (modulo 2**64)."""
    return (positions.astype(np.uint64) * np.uint64(_PLACE)) | np.uint64(1)


def title_hash(title: str) -> int:
    """64 bits by which titles of the same terms in the same places find each other; 0 for one without terms."""
    places: Iterable[tuple[int, str]]
    if len(title) > _SHORT and title.isascii():  # a paste; half of the time of making occurrences
        places = enumerate(map(term_of, _ASCII_WORD.findall(title.lower())))
    else:  # of a query they were made before
        places = [(at, term) for term, at, _, _ in remembered(title, Mode.INDEX)]
    total = 0
    for at, term in places:
        if term:
            total += _hash_of(term) * (at * _PLACE & _BITS | 1)
    return total & _BITS


_MODES = {mode.value: mode for mode in Mode}


class TextAnalyzer(Analyzer):  # type: ignore[misc] # whoosh has no types
    """Whoosh's way to the same terms: the mode is the name of a `Mode`, "query" where none is given."""

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        tokenize: bool = True,
        mode: str = "",
        **kwargs: Any,
    ) -> Iterator[Token]:
        token = Token(positions, chars, removestops=removestops, mode=mode, **kwargs)
        if not tokenize:  # a pattern or a misspelt word: `query` folds it
            token.text, token.boost, token.stopped = value, 1.0, False
            token.pos, token.startchar, token.endchar = start_pos, start_char, start_char + len(value)
            yield token
            return
        for occurrence in occurrences(value, _MODES.get(mode, Mode.QUERY)):
            token.text = occurrence.term
            token.boost = 1.0
            token.stopped = False
            if keeporiginal:
                token.original = occurrence.term
            token.pos = start_pos + occurrence.position
            token.startchar = start_char + occurrence.start
            token.endchar = start_char + occurrence.end
            yield token
