"""Text to terms: one definition for the writer, for queries and for marking.

A text is a row of units: a word (letters, digits, apostrophes), or one Chinese, Japanese or Korean character. A
unit's number in its field is its position. A word becomes one term, its English stem; a character becomes itself
and, with the next of its run, a pair. All of it happens on whole arrays, for a batch of texts at a time; the Whoosh
analyzer that parses queries calls the same functions.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import Stemmer
from whoosh.analysis import Analyzer, Token

from qa_reader.search.folding import CJK, POINT, SPACE, fold, folded_all, is_cjk

#: Name and version of what this module does; an index made by another one is rebuilt.
ANALYZER = "qa-text/1"

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Longer words are cut: nobody types them, and a hostile text cannot grow the dictionary with them.
LONGEST_WORD = 64
#: Ends a field in the joined text of a batch; folds to a space.
_END = "\x00"

#: Up to so many characters a text is short.
_SHORT = 300
_ASCII_WORD = re.compile(r"[A-Za-z0-9']+")

_stem = Stemmer.Stemmer("english", 0).stemWord


@dataclass(frozen=True, slots=True)
class Units:
    """The words and CJK characters of joined texts, as arrays.

    `words` are folded but not stemmed, in order; `word_at` their unit numbers; `characters` are code points,
    `character_at` their unit numbers, `joined` whether the next unit continues their run; `bounds` (texts + 1) the
    unit number where each text begins; `starts`, `ends` the character offsets of units in the joined text.
    """

    words: list[str]
    word_at: Ints
    characters: npt.NDArray[np.uint32]
    character_at: Ints
    joined: Bools
    bounds: Ints
    starts: Ints
    ends: Ints


def units(texts: Sequence[str], *, offsets: bool = False) -> Units:
    """Cut texts into units; character offsets only where they are asked for (the arrays are empty otherwise)."""
    folded, origin = fold(_END.join(texts) + _END)
    points = folded & POINT
    is_character = (folded & CJK) != 0
    in_word = points != SPACE
    some_cjk = bool(is_character.any())
    if some_cjk:
        in_word &= ~is_character
        words = np.where(in_word, points, SPACE).astype("<u4", copy=False).tobytes().decode("utf-32-le", "replace").split()
    else:
        words = points.astype("<u4", copy=False).tobytes().decode("utf-32-le", "replace").split()
    begins_word = in_word.copy()
    begins_word[1:] &= ~in_word[:-1]
    begins = begins_word | is_character if some_cjk else begins_word
    at = np.flatnonzero(begins)
    ends_of_text = np.cumsum([len(text) + 1 for text in texts])
    if origin is not None:
        ends_of_text = np.searchsorted(origin, ends_of_text)
    bounds = np.concatenate(([0], np.searchsorted(at, ends_of_text)))
    if some_cjk:
        unit_is_character = is_character[at]
        character_at = np.flatnonzero(unit_is_character)
        word_at = np.flatnonzero(~unit_is_character)
        where = at[character_at]
        follows = is_character[np.minimum(where + 1, len(folded) - 1)]
        characters, joined = points[where], follows
    else:
        word_at = np.arange(len(at))
        character_at = np.zeros(0, np.int64)
        characters, joined = np.zeros(0, np.uint32), np.zeros(0, np.bool_)
    starts = ends = np.zeros(0, np.int64)
    if offsets:
        starts, ends = _spans(at, in_word, word_at, origin)
    return Units(words, word_at, characters, character_at, joined, bounds, starts, ends)


def _spans(at: Ints, in_word: Bools, word_at: Ints, origin: Ints | None) -> tuple[Ints, Ints]:
    """Where each unit begins and ends in the text as it was given."""
    last = at.copy()
    ends_word = in_word.copy()
    ends_word[:-1] &= ~in_word[1:]
    last[word_at] = np.flatnonzero(ends_word)
    if origin is None:
        return at, last + 1
    return origin[at], origin[last] + 1


def term_of(word: str) -> str:
    """The term of a folded word: no apostrophes, an English stem; "" for apostrophes alone.

    Words of three letters and fewer stay: ALS is not "al", nor gas "ga".
    """
    word = word.strip("'")
    if len(word) > LONGEST_WORD:
        word = word[:LONGEST_WORD]
    if len(word) > 3 and word.isascii():
        word = str(_stem(word))
    return word.replace("'", "")


def pair_text(first: int, second: int) -> str:
    """The term of two neighbouring CJK characters."""
    return chr(first) + chr(second)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term of a text: at which position, and from which to which character of it."""

    term: str
    position: int
    start: int
    end: int


def occurrences(text: str, *, query: bool = False) -> list[Occurrence]:
    """All terms of one text in order; with `query`, single characters only where they stand alone.

    A run of two or more characters is asked for by its pairs, which hold all that its characters say.
    """
    if not text:
        return []
    if len(text) <= _SHORT and text.isascii():
        return _ascii_occurrences(text)
    cut = units([text], offsets=True)
    starts, ends = cut.starts.tolist(), cut.ends.tolist()
    found = [
        Occurrence(term, position, starts[position], ends[position])
        for position, term in zip(cut.word_at.tolist(), map(term_of, cut.words), strict=True)
        if term
    ]
    characters, joined, at = cut.characters.tolist(), cut.joined.tolist(), cut.character_at.tolist()
    for i, position in enumerate(at):
        alone = not joined[i] and not (i and joined[i - 1])
        if alone or not query:
            found.append(Occurrence(chr(characters[i]), position, starts[position], ends[position]))
        if joined[i]:
            pair = pair_text(characters[i], characters[i + 1])
            found.append(Occurrence(pair, position, starts[position], ends[position + 1]))
    if at:
        found.sort(key=lambda occurrence: occurrence.position)
    return found


def _ascii_occurrences(text: str) -> list[Occurrence]:
    """The same for a short ASCII text, as queries are: a tenth of the time of setting up arrays."""
    found = []
    for position, match in enumerate(_ASCII_WORD.finditer(text)):
        term = term_of(match[0].lower())
        if term:
            found.append(Occurrence(term, position, match.start(), match.end()))
    return found


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text, folded and not stemmed, with their first and last character; no CJK characters."""
    if text.isascii():
        yield from ((match[0].lower(), match.start(), match.end()) for match in _ASCII_WORD.finditer(text))
        return
    cut = units([text], offsets=True)
    starts, ends = cut.starts.tolist(), cut.ends.tolist()
    for at, word in zip(cut.word_at.tolist(), cut.words, strict=True):
        yield word, starts[at], ends[at]


def terms(text: str, *, query: bool = False) -> list[str]:
    """The terms of a text, in order."""
    return [occurrence.term for occurrence in occurrences(text, query=query)]


def folded(text: str) -> str:
    """A text as it is compared: units folded, not stemmed, one space between; CJK characters side by side."""
    return folded_all([text])[0]


def term_hash(key: bytes) -> int:
    """64 bits of a term."""
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "little")


def place_factors(positions: Ints) -> npt.NDArray[np.uint64]:
    """What the hash of a term is multiplied with at each position of a title (modulo 2**64)."""
    return (positions.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)


def title_hash(title: str) -> int:
    """64 bits by which titles of the same terms in the same places find each other; 0 for one without terms."""
    found = occurrences(title)
    if not found:
        return 0
    hashes = np.array([term_hash(occurrence.term.encode("utf-8", "replace")) for occurrence in found], np.uint64)
    positions = np.array([occurrence.position for occurrence in found], np.int64)
    return int((hashes * place_factors(positions)).sum(dtype=np.uint64))


class TextAnalyzer(Analyzer):  # type: ignore[misc] # whoosh has no types
    """Whoosh's way to the same terms: with mode "query", single CJK characters only where they stand alone."""

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
        for occurrence in occurrences(value, query=mode == "query"):
            token.text = occurrence.term
            token.boost = 1.0
            token.stopped = False
            if keeporiginal:
                token.original = occurrence.term
            token.pos = start_pos + occurrence.position
            token.startchar = start_char + occurrence.start
            token.endchar = start_char + occurrence.end
            yield token

