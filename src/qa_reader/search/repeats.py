"""Questions that are asked nearly word for word again, along the pages of an answer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from qa_reader.search.analysis import folded

#: Two texts ask nearly the same when this share of their shingles is common to both.
NEARLY = 0.6
#: Characters of a text that are looked at: who asks again begins the same way.
_LOOKED_AT = 800
#: A text of fewer shingles is too short to tell by a share of them.
_FEW = 6
#: Questions of earlier pages that are remembered, those that were last met or asked again: some 15 KB each.
_REMEMBERED = 100
#: The least hashes of a text's shingles: of pairs that are just nearly the same 0.4 ** 8, one in 1,500, share none.
_LEAST = 8

Groups = tuple[tuple[int, ...], ...]


class Repeated(Struct, frozen=True):
    """What is asked again on a page of an answer.

    `groups` are places on it that ask nearly the same, the first of each first; `earlier` says of the first of a group,
    or of a place by itself, which hit of an earlier page asked it, by its place in the whole answer.
    """

    groups: Groups
    earlier: tuple[tuple[int, int], ...]


class _Asked:
    """A text as what it is compared by."""

    def __init__(self, text: str) -> None:
        self.shingles = _shingles(text)

    @cached_property
    def least(self) -> frozenset[int]:
        """The least hashes of the shingles; the first page of an answer, which has to be there soon, does without."""
        return frozenset(sorted(map(hash, self.shingles))[:_LEAST])


class Repeats:
    """Finds what is asked again along an answer, whose pages are shown to it as they are read.

    Texts are compared by their shingles, pairs of words and triples of Chinese characters, written traditional or
    simplified, in capitals or not (Broder 1997, "On the resemblance and containment of documents"). All pairs of a page
    are compared: 25 texts take 2 ms, and a page has no more; those met before only where a least hash is shared.
    """

    def __init__(self) -> None:
        self._answer: object = None
        self._met: OrderedDict[int, _Asked] = OrderedDict()  # by place in the answer, the longest unmet first

    def on_page(self, answer: object, offset: int, texts: Sequence[str]) -> Repeated:
        """What the texts of the page that begins at `offset` ask again; those of another answer are forgotten."""
        if texts and answer != self._answer:
            self._answer = answer
            self._met.clear()
        asked = [_Asked(text) for text in texts]
        groups = _grouped(asked)
        earlier = []
        for first, *_others in groups:
            before = self._before(offset, asked[first])
            if before is not None:
                earlier.append((first, before))
            else:
                self._remember(offset + first, asked[first])
        return Repeated(tuple(tuple(group) for group in groups if len(group) > 1), tuple(earlier))

    def _before(self, offset: int, asked: _Asked) -> int | None:
        """The place of a hit of an earlier page that asked nearly the same."""
        for place, met in self._met.items():
            if place < offset and not asked.least.isdisjoint(met.least) and _alike(met.shingles, asked.shingles):
                self._met.move_to_end(place)
                return place
        return None

    def _remember(self, place: int, asked: _Asked) -> None:
        self._met[place] = asked
        if len(self._met) > _REMEMBERED:
            self._met.popitem(last=False)


def _grouped(asked: Sequence[_Asked]) -> list[list[int]]:
    groups: list[list[int]] = []
    for place, one in enumerate(asked):
        home = next((group for group in groups if _alike(asked[group[0]].shingles, one.shingles)), None)
        if home is not None:
            home.append(place)
        else:
            groups.append([place])
    return groups


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
