"""Other forms of a word that an index has: its family, its spellings, and the word that its parts make together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from qa_reader.search.analysis import Occurrence, folded, term_of
from qa_reader.search.arrays import Arrays, after
from qa_reader.search.commonwords import is_common

#: A word's family begins as the word does: with so many letters, and with this share of the longer one's letters.
_BEGINS = 4
_SHARED = 0.6
#: Letters that a word of a family may have behind what both begin with.
_TAIL = 5
#: Words of a family that are taken, those in most threads; terms that begin alike and are looked at.
_MOST = 4
_LOOKED_AT = 4000
#: What British and American English, and what is copied from Latin and Greek, write for the same sound.
_SPELLINGS = (("ae", "e"), ("oe", "e"), ("our", "or"), ("is", "iz"), ("ys", "yz"), ("ph", "f"))
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2212")


def has_family(term: str) -> bool:
    """Whether a term is a word that others may be made from, or that may be made from others."""
    return len(term) >= _BEGINS and term.isascii() and term.isalpha() and not is_common(term)


def family(arrays: Arrays, term: str) -> tuple[str, ...]:
    """The terms that look like forms of the same word ("cytosol", "cytosolic"), those in most threads first."""
    if not has_family(term):
        return ()
    return arrays.kept(("family", term), lambda: _family(arrays, term), lambda found: 100 * len(found))


def _family(arrays: Arrays, term: str) -> tuple[str, ...]:
    shortest = max(_BEGINS, int(_SHARED * len(term) + 0.999))
    start = term[:shortest].encode()
    counts: dict[bytes, int] = {}
    for segment in arrays.segments:
        first, last = segment.places_from(start, after(start))
        if last - first <= _LOOKED_AT:
            for key in segment.keys_between(first, last):
                if _is_form(term, key) and (entry := segment.entry(key)) is not None:
                    counts[key] = counts.get(key, 0) + entry.count
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple(form for form in (key.decode() for key in ordered) if not is_common(form))[:_MOST]


def _is_form(term: str, key: bytes) -> bool:
    """Whether a dictionary key looks like a form of a term."""
    longer = max(len(term), len(key))
    if longer * _SHARED > min(len(term), len(key)) or not key.isalpha() or not key.isascii():
        return False
    form = key.decode()
    shared = next((i for i, (one, other) in enumerate(zip(term, form, strict=False)) if one != other), len(term))
    shared = min(shared, len(form))
    return shared >= longer * _SHARED and longer - shared <= _TAIL and form != term


def spellings(term: str, has: Callable[[str], bool]) -> tuple[str, ...]:
    """The other spellings of a term that an index has: "anemia" for "anaemia", and the other way round."""
    if len(term) <= _BEGINS or not term.isascii() or not term.isalpha():
        return ()
    return tuple(found for found in dict.fromkeys(_respelled(term)) if has(found))


def _respelled(term: str) -> Iterator[str]:
    for one, other in _SPELLINGS:
        if one in term:
            yield term.replace(one, other)
        for old, new in ((one, other), (other, one)):
            at = term.find(old)
            while at >= 0:
                yield term[:at] + new + term[at + len(old) :]
                at = term.find(old, at + 1)


def compounds(text: str, words: list[Occurrence]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The terms that words joined by hyphens make when written as one, with these words' terms: "ctla4" of "CTLA-4"."""
    for one, other in pairwise(words):
        if other.position == one.position + 1 and text[one.end : other.start].strip() in _HYPHENS:
            together = folded(text[one.start : one.end] + text[other.start : other.end])
            if not together.isdigit() and " " not in together:
                yield term_of(together), (one.term, other.term)
