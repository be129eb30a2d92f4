"""Invented Chinese with the statistics of a lexicon: words of one to four characters, ranked like `words`.

The characters are the frequent half of Big5, so every one of them is a real Traditional character; which words
they form is chance. A word is the same wherever its rank is drawn.
"""

from __future__ import annotations

import numpy as np

from tests.benchmarks.words import Ranks

_FUNCTION = "的是我有了在不會也就都要很可以和但醫師這因為如果沒後過還請問或與及"
_CHARACTERS = 3_200  # a well-read adult's stock
_KEPT = 40_000
_COMMAS, _STOPS = "，、，；，", "。。。？！"


class Chinese:
    """Spells the words of ranks and joins them to running text."""

    def __init__(self) -> None:
        level_one = bytes(
            byte
            for lead in range(0xA4, 0xC7)
            for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
            for byte in (lead, trail)
        ).decode("big5", "ignore")
        level_one = "".join(filter(_is_hanzi, level_one))  # the range ends in kana
        order = np.random.Generator(np.random.PCG64(5401)).permutation(len(level_one))[:_CHARACTERS]
        self._characters = [level_one[place] for place in order.tolist()]
        self._spelled = [self._spell(rank) for rank in range(_KEPT)]

    def word(self, rank: int) -> str:
        """The word of this rank, one to four characters."""
        return self._spelled[rank] if rank < _KEPT else self._spell(rank)

    def prose(self, chance: np.random.Generator, ranks: Ranks) -> str:
        """The words of `ranks` run together, with a comma after about 6 words and a stop after about 14."""
        breaks = chance.random(len(ranks))
        marks = chance.integers(0, 5, len(ranks)).tolist()
        parts: list[str] = []
        for rank, chance_of_break, mark in zip(ranks.tolist(), breaks.tolist(), marks, strict=True):
            parts.append(self.word(rank) if rank >= 0 else str(3 + mark * 7))
            if chance_of_break < 0.07:
                parts.append(_STOPS[mark])
            elif chance_of_break < 0.22:
                parts.append(_COMMAS[mark])
        return "".join(parts) + "。"

    def _spell(self, rank: int) -> str:
        if rank < len(_FUNCTION):
            return _FUNCTION[rank]
        mixed = _mix(rank)
        length = _length(mixed % 100)
        letters = []
        for _ in range(length):
            mixed = _mix(mixed)
            letters.append(self._characters[_place(mixed)])
        return "".join(letters)


def _is_hanzi(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _place(mixed: int) -> int:
    """Which character: the power puts most draws on the first ones, as in running text."""
    share = (mixed % 1_000_003) / 1_000_003
    return int(share**2.4 * _CHARACTERS)


def _length(percent: int) -> int:
    """Lengths as in a dictionary weighted by use: most words have two characters."""
    if percent < 8:
        return 1
    if percent < 78:
        return 2
    return 3 if percent < 89 else 4


def _mix(number: int) -> int:
    """A number that looks like chance and is always the same (splitmix64)."""
    number = (number + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return number ^ (number >> 31)
