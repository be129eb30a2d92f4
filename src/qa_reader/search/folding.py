"""One character to the character it is searched as: case, width, accents, Traditional and Simplified.

A table of code points, filled as characters are first met, so that folding a text is one numpy gather. What a
fold leaves open (stems, apostrophes) is `analysis`.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from qa_reader.search.han import SIMPLIFIED, TRADITIONAL

Codes = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.int64]

#: Flags beside a folded code point: a Chinese, Japanese or Korean character; a character that folds to none or many.
CJK = np.uint32(1 << 24)
MANY = np.uint32(1 << 25)
POINT = np.uint32((1 << 21) - 1)
SPACE = np.uint32(0x20)

_HAN = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
#: Letters that are an accented letter to the eye but not to Unicode.
_LETTERS = {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ð": "d", "þ": "th", "ŧ": "t"}
_APOSTROPHES = "'’ʼ＇"
#: (first, last) of the scripts that are written without spaces and indexed by pairs.
_CJK_RANGES = (
    (0x3005, 0x3007),
    (0x3041, 0x3096),
    (0x309D, 0x309F),
    (0x30A1, 0x30FA),
    (0x30FC, 0x30FF),
    (0x3105, 0x312F),
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA000, 0xA48C),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0x1B000, 0x1B16F),
    (0x20000, 0x323AF),
)
_FIRST_CJK = chr(_CJK_RANGES[0][0])
#: Marks that are an accent (or nothing to see): taken away. Other marks, as India's vowels, are letters.
_DROPPED: tuple[tuple[int, int], ...] = (
    (0x00AD, 0x00AD),
    (0x0300, 0x036F),
    (0x064B, 0x0652),
    (0x0670, 0x0670),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
)
_DROPPED += ((0x200C, 0x200F), (0x2060, 0x2064), (0x20D0, 0x20FF), (0x3099, 0x309A), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F))

# calloc: only the pages of scripts that are met become memory
_table: Codes = np.zeros(0x110000, np.uint32)
_expansions: dict[int, str] = {}


_CJK_BOUNDS = [bound for first, last in _CJK_RANGES for bound in (first, last + 1)]
_DROPPED_BOUNDS = [bound for first, last in sorted(_DROPPED) for bound in (first, last + 1)]


@cache
def _to_simplified() -> dict[int, int]:
    return str.maketrans(TRADITIONAL, SIMPLIFIED)


def simplified(text: str) -> str:
    """A text of usual characters with the Traditional ones folded, character for character."""
    return text.translate(_to_simplified())


@cache
def _to_traditional() -> dict[int, str]:
    """Simplified characters that Big5 has not: the Traditional one that it has first, with its commoner characters."""
    ranked = sorted(zip(TRADITIONAL, SIMPLIFIED, strict=True), key=lambda pair: _rank(pair[0]), reverse=True)
    return {ord(folded): character for character, folded in ranked if not folded.encode("big5", "ignore")}


def _rank(character: str) -> tuple[bool, bytes]:
    encoded = character.encode("big5", "ignore")
    return not encoded, encoded


def in_traditional(text: str) -> str:
    """Folded characters as they are written in Traditional Chinese, the commoner one where there are several."""
    return text.translate(_to_traditional())


def is_cjk(character: str) -> bool:
    """Whether a character is of a script that is indexed by pairs."""
    return character >= _FIRST_CJK and bisect_right(_CJK_BOUNDS, ord(character)) & 1 == 1


def _simple(character: str) -> str:
    """A character of a fold's result: itself, "" for an accent, a space for what is no part of a word."""
    point = ord(character)
    if bisect_right(_DROPPED_BOUNDS, point) & 1:
        return ""
    if character in _APOSTROPHES:
        return "'"
    if is_cjk(character):
        return _HAN.get(character, character)
    return character if unicodedata.category(character)[0] in "LNM" else " "


def fold_character(character: str) -> str:
    """What one character is searched as; "" when it is dropped, " " when it separates words."""
    if is_cjk(character):
        return "".join(map(_simple, unicodedata.normalize("NFKC", character)))
    compatible = unicodedata.normalize("NFKC", character)
    if any(map(is_cjk, compatible)):  # half-width kana, circled ideographs
        return "".join(map(_simple, compatible))
    if character in _APOSTROPHES:
        return "'"
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(_simple(c) for c in "".join(_LETTERS.get(c, c) for c in folded))


def _learn(points: Codes) -> None:
    """Fill the table for code points that are met for the first time."""
    for point in set(points.tolist()):
        folded = " " if 0xD800 <= point <= 0xDFFF else fold_character(chr(point))
        if len(folded) == 1:
            _table[point] = ord(folded) | (int(CJK) if is_cjk(folded) else 0)
        else:
            _expansions[point] = folded
            _table[point] = int(MANY) | 0x20


def points_of(text: str) -> Codes:
    """The code points of a text; lone surrogates are kept, and fold to spaces."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32, copy=False)


def fold(text: str) -> tuple[Codes, Offsets | None]:
    """The folded code points with their CJK flag, and each one's offset in the text (None: one for one)."""
    points = points_of(text)
    folded = _table[points]
    if not folded.all():  # 0: a character that the table has not met
        _learn(points[folded == 0])
        folded = _table[points]
    special = np.flatnonzero(folded & MANY)
    if not len(special):
        return folded, None
    return _expanded(points, folded, special)


def _expanded(points: Codes, folded: Codes, special: npt.NDArray[np.intp]) -> tuple[Codes, Offsets]:
    """The fold of a text that holds characters which fold to none or many, at the indices `special`."""
    replacements = [_expansions[point] for point in points[special].tolist()]
    counts = np.ones(len(points), np.int64)
    counts[special] = [len(replacement) for replacement in replacements]
    offsets = np.repeat(np.arange(len(points)), counts)
    out = folded[offsets]
    starts = (np.cumsum(counts) - counts)[special].tolist()
    for start, replacement in zip(starts, replacements, strict=True):
        for i, character in enumerate(replacement):
            out[start + i] = ord(character) | (int(CJK) if is_cjk(character) else 0)
    return out, offsets


def folded_all(texts: Sequence[str]) -> list[str]:
    """Each text as it is compared: folded, one space between words."""
    points, origin = fold("\0".join(texts))
    ends = np.cumsum([len(text) + 1 for text in texts])
    if origin is not None:
        ends = np.searchsorted(origin, ends)
    whole = (points & POINT).astype("<u4").tobytes().decode("utf-32-le", "replace")
    starts = [0, *ends.tolist()[:-1]]
    return [" ".join(whole[start:end].split()) for start, end in zip(starts, ends.tolist(), strict=True)]
