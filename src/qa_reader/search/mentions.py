"""What may be a topic in a title: runs of English words between words of grammar, runs of Chinese characters.

A mention keeps what stands on either side of it, from which `topicwords` tells whole words from parts of words, and
what a title is about from the forms that titles have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa_reader.search.analysis import folded, term_of, words_of
from qa_reader.search.commonwords import is_common, is_grammar
from qa_reader.search.hanwords import APART

#: Stands for a neighbour that tells something: the mention is a part of more.
BESIDE = "+"
#: Stands for no neighbour: the title, or a part of it, begins or ends there.
EDGE = ""
_LONGEST_PHRASE = 4
_LONGEST_RUN = 7
_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
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


def mentions(title: str) -> Iterator[Mention]:
    """All phrases of a title that may be topics, those within others too."""
    yield from _phrases(title)
    for run in _RUN.finditer(title):
        yield from _runs(title, run.start(), run.end())


# ---------------------------------------------------------------- English


def _phrases(title: str) -> Iterator[Mention]:
    units = [
        _Unit(term, start, end, telling=not is_common(term))
        for word, start, end in words_of(title)
        if (term := term_of(word))
    ]
    for first, unit in enumerate(units):
        if not _begins(unit):
            continue
        for last in range(first, min(first + _LONGEST_PHRASE, len(units))):
            if last > first and not _goes_on(title, units[last - 1], units[last]):
                break
            key = " ".join(each.term for each in units[first : last + 1])
            form = title[unit.start : units[last].end].strip("'’")
            yield Mention(key, form, _beside(title, units, first, -1), _beside(title, units, last, 1))


def _begins(unit: _Unit) -> bool:
    return unit.telling and len(unit.term) > 2 and not unit.term[0].isdigit()


def _goes_on(title: str, one: _Unit, other: _Unit) -> bool:
    """Whether a phrase may go on from one word to the next: nothing but a space or a hyphen stands between."""
    return other.telling and not title[one.end : other.start].strip(_WITHIN)


def _beside(title: str, units: list[_Unit], at: int, step: int) -> str:
    """What stands before or behind a word: EDGE, a word of grammar, or BESIDE."""
    if not 0 <= at + step < len(units):
        return EDGE
    one, other = units[min(at, at + step)], units[max(at, at + step)]
    if title[one.end : other.start].strip(_WITHIN):
        return EDGE
    neighbour = units[at + step]
    return BESIDE if neighbour.telling else neighbour.term


# ---------------------------------------------------------------- Chinese


def _runs(title: str, first: int, last: int) -> Iterator[Mention]:
    written = title[first:last]
    run = folded(written)
    if len(run) != len(written):
        return
    before, behind = (BESIDE if side.isalnum() else EDGE for side in (title[first - 1 : first], title[last : last + 1]))
    for start in range(len(run)):
        left = _neighbour(run[start - 1]) if start else before
        for end in range(start + 1, min(start + _LONGEST_RUN, len(run)) + 1):
            right = _neighbour(run[end]) if end < len(run) else behind
            yield Mention(run[start:end], written[start:end], left, right)


def _neighbour(character: str) -> str:
    """A neighbour that is a word of grammar ends a word as punctuation does."""
    return EDGE if is_grammar(character) or character in APART else character
