"""What may be a topic in a title: runs of English words between words of grammar, runs of Chinese characters.

A mention keeps what stands on either side of it, from which `topicwords` tells whole words from parts of words, and
what a title is about from the forms that titles have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa_reader.search.analysis import term_of, words_of
from qa_reader.search.commonwords import is_common, is_grammar
from qa_reader.search.folding import simplified
from qa_reader.search.hanwords import APART, NUMBERS

#: Stands for a neighbour that tells something: the mention is a part of more.
BESIDE = "+"
#: Stands for no neighbour: the title, or a part of it, begins or ends there.
EDGE = ""
#: Stands for a number or what points at something: what always stands behind one is the rest of a word (日咳 of 百日咳)
#: or begins with a measure word (种病).
_COUNTED = "这"
_POINTING = NUMBERS | frozenset("这那哪某每各")
_LONGEST_PHRASE = 4
_LONGEST_RUN = 7
_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WITHIN = " -\u2010\u2011'’"


class Mention(NamedTuple):
    """A phrase of a title: how it is compared, how it is written, and its neighbours."""

    key: str
    form: str
    left: str
    right: str


class _Unit(NamedTuple):
    """A word of a title: its term, its place, and whether it may be part of a topic."""

    term: str
    start: int
    end: int
    telling: bool


class Title:
    """A title cut into words of letters and runs of Chinese characters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._units = _units(text) if _LETTER.search(text) else []
        self._runs = [(found.start(), simplified(found[0])) for found in _RUN.finditer(text)]

    def keys(self) -> set[str]:
        """All phrases that may be topics, those within others too."""
        found = {self._key(first, last) for first, last in self._phrases()}
        for _, run in self._runs:
            found.update(
                run[start:end]
                for start in range(len(run))
                for end in range(start + 1, min(start + _LONGEST_RUN, len(run)) + 1)
            )
        return found

    def mentions(self, wanted: frozenset[str]) -> Iterator[Mention]:
        """The phrases that are wanted, as they stand."""
        for first, last in self._phrases():
            key = self._key(first, last)
            if key in wanted:
                form = self._text[self._units[first].start : self._units[last].end].strip("'’")
                yield Mention(key, form, self._beside(first, -1), self._beside(last, 1))
        for first, run in self._runs:
            yield from self._in_run(first, run, wanted)

    # ------------------------------------------------------------ words of letters

    def _phrases(self) -> Iterator[tuple[int, int]]:
        """The first and the last word of each phrase."""
        units = self._units
        for first, unit in enumerate(units):
            if unit.telling and len(unit.term) > 2 and not unit.term[0].isdigit():
                yield first, first
                for last in range(first + 1, min(first + _LONGEST_PHRASE, len(units))):
                    if not units[last].telling or self._parts(last - 1, last):
                        break
                    yield first, last

    def _key(self, first: int, last: int) -> str:
        return " ".join([unit.term for unit in self._units[first : last + 1]])

    def _parts(self, one: int, other: int) -> bool:
        """Whether more than a space or a hyphen stands between two words."""
        return bool(self._text[self._units[one].end : self._units[other].start].strip(_WITHIN))

    def _beside(self, at: int, step: int) -> str:
        """What stands before or behind a word: EDGE, a word of grammar, or BESIDE."""
        if not 0 <= at + step < len(self._units) or self._parts(min(at, at + step), max(at, at + step)):
            return EDGE
        neighbour = self._units[at + step]
        return BESIDE if neighbour.telling else neighbour.term

    # ------------------------------------------------------------ Chinese

    def _in_run(self, first: int, run: str, wanted: frozenset[str]) -> Iterator[Mention]:
        text, past = self._text, first + len(run)
        before, behind = (
            BESIDE if side.isalnum() else EDGE for side in (text[first - 1 : first], text[past : past + 1])
        )
        for start in range(len(run)):
            for end in range(start + 1, min(start + _LONGEST_RUN, len(run)) + 1):
                if run[start:end] in wanted:
                    left = _neighbour(run[start - 1]) if start else before
                    right = _neighbour(run[end]) if end < len(run) else behind
                    yield Mention(run[start:end], text[first + start : first + end], left, right)


def _units(text: str) -> list[_Unit]:
    found = [(term_of(word), start, end) for word, start, end in words_of(text)]
    return [_Unit(term, start, end, telling=not is_common(term)) for term, start, end in found if term]


def _neighbour(character: str) -> str:
    """A neighbour that is a word of grammar, but for one that counts, ends a word as punctuation does."""
    if character in _POINTING:
        return _COUNTED
    return EDGE if is_grammar(character) or character in APART else character
