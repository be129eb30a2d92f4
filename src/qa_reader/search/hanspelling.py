"""A mistyped character in a run of Chinese: the words of the archive that the run nearly is.

Most people type Chinese by its sound, so a character that sounds alike is the likelier mistake. How characters sound is
told, well enough for an order, by GB 2312: its first 3,755 characters stand there in the order of their sound
(GB/T 2312-1980, rows 16 to 55), so that those of one syllable are neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import filterfalse, pairwise

from msgspec import Struct

from qa_reader.search.arrays import after
from qa_reader.search.commonwords import is_grammar
from qa_reader.search.folding import is_cjk
from qa_reader.search.hanwords import LOOSE
from qa_reader.search.query import Word
from qa_reader.search.wordrank import WordRanker

#: A run from so many characters to so many is looked at; of two a neighbour in sound alone will do.
_SHORTEST, _LONGEST = 2, 10
#: Characters this near in the order of sounds may sound alike, and these most likely do.
_NEAR = 16
_SAME_SOUND = 4
#: Characters that stand behind one of the run, of which those that fit are taken.
_SECONDS = 3000
#: Corrections whose threads are counted, and of how many threads one has to be in an archive of so many.
_COUNTED = 24
_FEWEST, _MANY = 2, 1000
#: How much likelier a character is that may sound the same.
_ALIKE = 4
#: The pairs that are typed may be in this share of the threads that have the better ones.
_ODD = 0.1
_FIRST, _LAST = 0xB0, 0xD7
_ROW = 94


class Correction(Struct, frozen=True):
    """A change of a run: `first:last` becomes `text`; `unlike` where it does not sound the same."""

    first: int
    last: int
    text: str
    unlike: bool

    def of(self, run: str) -> str:
        """The run with it."""
        return run[: self.first] + self.text + run[self.last :]


class HanSpeller:
    """Corrects runs of folded Chinese characters by what an index has."""

    def __init__(self, ranker: WordRanker) -> None:
        self._ranker = ranker

    def suggest(self, run: str) -> list[Correction]:
        """What a run that no thread has may have been meant to be, the best first."""
        if not _SHORTEST <= len(run) <= _LONGEST or self.count(run):
            return []
        likely = sorted(set(self._fitting(run)), key=lambda one: -self._worth(one, self._rarest(one.of(run))))
        counts = {one: self.count(one.of(run)) for one in likely[:_COUNTED]}
        fewest = _FEWEST if self._ranker.arrays.count >= _MANY else 1
        good = [one for one, count in counts.items() if count >= fewest]
        good.sort(key=lambda one: (-self._worth(one, counts[one]), one.text))
        # where the best is nearly always a part of another one, that one is the word: 甲狀腺結, 甲狀腺結節
        best = good[0] if good else None
        whole = [one for one in good[1:] if best and _goes_on(best.of(run), one.of(run), counts[best], counts[one])]
        return list(dict.fromkeys([*whole, *good]))

    @staticmethod
    def _worth(one: Correction, count: int) -> float:
        """How likely a correction is; a shorter run is in more threads for being shorter."""
        if not one.text:
            return count / _ALIKE
        return count * (1 if one.unlike else _ALIKE)

    def count(self, run: str) -> int:
        """In how many threads a run stands."""
        word = Word(tuple(map("".join, pairwise(run))), (0, 0))
        return len(self._ranker.searcher.evaluate(word.query(), scored=False)) if word.terms else 0

    def _fitting(self, run: str) -> Iterator[Correction]:
        """The changes of a run after which all its pairs are there."""
        absent = [i for i in range(len(run) - 1) if not self._has(run[i : i + 2])]
        places = sorted({place for i in absent for place in (i, i + 1)}) or range(len(run))
        for one in self._changes(run, places):
            pairs = list(map("".join, pairwise(one.of(run))))
            if pairs and all(map(self._has, pairs)) and self._is_odd(run, one) and self._is_likelier(run, one):
                yield one

    def _is_odd(self, run: str, one: Correction) -> bool:
        """Whether what is typed is hardly ever there, beside what it is corrected to.

        The 燒 of 發燒抽筋 stands in 發燒, and is meant, whatever stands behind it.
        """
        typed = [run[i : i + 2] for i in range(max(one.first - 1, 0), min(one.last, len(run) - 1))]
        if not one.text and one.first and run[one.first] == run[one.first - 1]:
            typed = [run[one.first - 1 : one.first + 1]]  # of a character typed twice only that it is
        better = one.of(run)
        changed = [
            better[i : i + 2] for i in range(max(one.first - 1, 0), min(one.first + len(one.text), len(better) - 1))
        ]
        return max(map(self._count, typed), default=0) <= _ODD * min(map(self._count, changed), default=0)

    def _count(self, term: str) -> int:
        posting = self._ranker.posting(term)
        return posting.count if posting else 0

    def _is_likelier(self, run: str, one: Correction) -> bool:
        """Whether a character at an end, where one neighbour alone speaks for it, is no rarer than the typed one.

        膝蓋痛 is what somebody means who has no thread of it, and not 膝蓋突(然).
        """
        if not one.text or one.first == one.last or (one.first > 0 and one.last < len(run)):
            return True
        typed, better = (_place(each) for each in (run[one.first], one.text[0]))
        if typed is not None and better is not None and abs(typed - better) <= _SAME_SOUND:
            return True
        return self._count(one.text[0]) >= self._count(run[one.first])

    def _changes(self, run: str, places: list[int] | range) -> Iterator[Correction]:
        longer = len(run) > _SHORTEST
        for i in places:
            yield from (Correction(i, i + 1, other, False) for other in alike(run[i]) if not _is_loose(other))
            if not longer:
                continue
            if 0 < i < len(run) - 1 or run[i] in run[max(i - 1, 0) : i]:
                yield Correction(i, i + 1, "", unlike=True)
            if i + 1 < len(run):
                yield Correction(i, i + 2, run[i + 1] + run[i], unlike=True)
            for other in filterfalse(_is_loose, self._behind(run[i - 1]) if i else ()):
                yield Correction(i, i + 1, other, unlike=True)
                yield Correction(i, i, other, unlike=True)

    def _behind(self, character: str) -> Iterator[str]:
        """The characters that stand behind one anywhere."""
        key = character.encode()
        for segment in self._ranker.arrays.segments:
            first, last = segment.places_from(key, after(key))
            for found in segment.keys_between(first, min(last, first + _SECONDS)):
                pair = found.decode("utf-8", "replace")
                if len(pair) == 2 and is_cjk(pair[1]):
                    yield pair[1]

    def _has(self, pair: str) -> bool:
        return self._ranker.posting(pair) is not None

    def _rarest(self, run: str) -> int:
        return min(map(self._count, map("".join, pairwise(run))))


def _is_loose(character: str) -> bool:
    """Whether a character stands for itself, and completes no word that was mistyped."""
    return is_grammar(character) or character in LOOSE


def _goes_on(run: str, other: str, count: int, of_other: int) -> bool:
    return len(run) < len(other) and run in other and 2 * of_other >= count


def alike(character: str) -> list[str]:
    """The characters that may sound like one; none for a rare one, whose place says nothing of its sound."""
    place = _place(character)
    if place is None:
        return []
    near = range(max(place - _NEAR, 0), place + _NEAR + 1)
    return [other for other in map(_at, near) if other and other != character]


def _place(character: str) -> int | None:
    try:
        row, cell = character.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return None
    return (row - _FIRST) * _ROW + cell - 0xA1 if _FIRST <= row <= _LAST else None


@cache
def _at(place: int) -> str:
    row, cell = divmod(place, _ROW)
    if row + _FIRST > _LAST:
        return ""
    return bytes((row + _FIRST, cell + 0xA1)).decode("gb2312", "ignore")
