"""Questions that are asked nearly word for word again, among the few that stand on one page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa_reader.search.analysis import folded

#: Two texts ask nearly the same when this share of their shingles is common to both.
NEARLY = 0.6
#: Characters of a text that are looked at: who asks again begins the same way.
_LOOKED_AT = 800
#: A text of fewer shingles is too short to tell by a share of them.
_FEW = 6


def repeats(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Groups of texts nearly the same as the first of their group, as places in `texts`, ascending.

    Texts are compared by their shingles, pairs of words and triples of Chinese characters, written traditional or
    simplified, in capitals or not (Broder 1997, "On the resemblance and containment of documents"). All pairs are
    compared: 25 texts take 2 ms, and a page has no more.
    """
    shingles = [_shingles(text) for text in texts]
    groups: list[list[int]] = []
    for place, own in enumerate(shingles):
        home = next((group for group in groups if _alike(shingles[group[0]], own)), None)
        if home is not None:
            home.append(place)
        else:
            groups.append([place])
    return tuple(tuple(group) for group in groups if len(group) > 1)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if len(one) < _FEW or len(other) < _FEW:
        return bool(one) and one == other
    if min(len(one), len(other)) < NEARLY * max(len(one), len(other)):
        return False
    common = len(one & other)
    return common >= NEARLY * (len(one) + len(other) - common)


def _shingles(text: str) -> frozenset[str]:
    words = folded(text[:_LOOKED_AT]).split()
    found = {f"{word} {after}" for word, after in pairwise(words)} or set(words)
    for word in words:
        if not word.isascii() and len(word) > 2:
            found.update(word[start : start + 3] for start in range(len(word) - 2))
    return frozenset(found)
