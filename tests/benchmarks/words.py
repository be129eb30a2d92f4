"""Invented English with the statistics of real text: which words, how often, how they are inflected.

Ranks follow the double power law that large corpora show (Gerlach and Altmann, "Stochastic model for the vocabulary
growth in natural languages", Phys. Rev. X 3, 2013: exponent 1 up to rank 7,873, then 1.77, without end), with
Mandelbrot's shift at the head and 1.08 for 1, as texts of one subject have. The endless tail gives a vocabulary that
grows with the text as Heaps' law says.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ranks = NDArray[np.int64]

#: The head of the list is real, because analyzers and rankers treat these words in ways of their own.
FUNCTION_WORDS = tuple(
    """the of and to in a is that it for my i have was with as be on not are this or but by he she you at from
    had has which when your after they there an if what we been can me do so would will any about should no more
    may were his her am also other how than some then now because most could does did their these before""".split()
)
_SHIFT, _HEAD, _KNEE, _TAIL = 2.7, 1.08, 7873, 1.77
_CONSONANTS, _VOWELS, _FINALS = "bcdfghjklmnprstvwz", "aeiou", "bdgklmnprtv"
_SYLLABLES = tuple(c + v for c in _CONSONANTS for v in _VOWELS)
_FORMS = ("", "s", "ing", "ed")
_FORM_SHARES = np.cumsum([0.80, 0.11, 0.05])  # the last form gets the rest
_KEPT = 60_000  # so many spelled words stay in memory; rarer ones are spelled each time

_TOPIC_SHARE = 0.16  # of the words, from the topic's own
_REPEAT_SHARE = 0.12  # of the words, said before in this text (burstiness)
_NUMBER_SHARE = 0.015
_NUMBERS = ("2", "3", "10", "5", "1", "20", "37.5", "120", "80", "2019", "6", "500", "0.5", "24", "140", "38", "75")


class English:
    """Draws words and writes them as prose; the same for everybody, all chance comes from the caller's generator."""

    def __init__(self) -> None:
        weights = (np.arange(1, _KNEE + 1) + _SHIFT) ** -_HEAD
        # the tail continues the head without a step: its mass is the integral of knee^(s-1) / r^s from the knee on
        tail = weights[-1] * _KNEE / (_TAIL - 1.0)
        total = weights.sum() + tail
        self._head = np.cumsum(weights) / total
        self._tail_mass = tail / total
        self._spelled: list[str] = [self._spell(rank) for rank in range(_KEPT)]

    def topic(self, chance: np.random.Generator, size: int = 40) -> Ranks:
        """The telling words of a topic: ranks spread evenly over the logarithm, none of the commonest."""
        ranks: Ranks = np.exp(chance.uniform(np.log(250), np.log(40_000), size)).astype(np.int64)
        return ranks

    def draw(self, chance: np.random.Generator, size: int, topic: Ranks) -> Ranks:
        """`size` ranks of running text about `topic`; a negative rank is a number."""
        uniform = chance.random((5, size))
        ranks: Ranks = np.searchsorted(self._head, uniform[0]).astype(np.int64)
        beyond = ranks >= _KNEE
        if beyond.any():
            left = np.maximum((1.0 - uniform[0][beyond]) / self._tail_mass, 1e-12)
            ranks[beyond] = (_KNEE * left ** (-1.0 / (_TAIL - 1.0))).astype(np.int64)
        kind = uniform[1]
        told = kind < _TOPIC_SHARE
        # squared, so that the first words of a topic are its usual ones
        ranks[told] = topic[(uniform[2][told] ** 2 * len(topic)).astype(np.int64)]
        again = (kind > 1.0 - _REPEAT_SHARE) & (ranks >= len(FUNCTION_WORDS))
        ranks[again] = ranks[(uniform[3][again] * np.flatnonzero(again)).astype(np.int64)]
        ranks[uniform[4] < _NUMBER_SHARE] = -1
        return ranks

    def write(self, chance: np.random.Generator, ranks: Ranks) -> list[str]:
        """The words of `ranks`, each in one of its forms."""
        forms = np.searchsorted(_FORM_SHARES, chance.random(len(ranks)))
        numbers = chance.integers(0, len(_NUMBERS), len(ranks))
        functions = len(FUNCTION_WORDS)
        return [
            (self.word(rank) if rank < functions else self.word(rank) + _FORMS[form]) if rank >= 0 else _NUMBERS[number]
            for rank, form, number in zip(ranks.tolist(), forms.tolist(), numbers.tolist(), strict=True)
        ]

    def word(self, rank: int) -> str:
        """The base form of the word of this rank, from 0."""
        return self._spelled[rank] if rank < _KEPT else self._spell(rank)

    @staticmethod
    def _spell(rank: int) -> str:
        """A pronounceable word, another one for every rank; common ones are short."""
        if rank < len(FUNCTION_WORDS):
            return FUNCTION_WORDS[rank]
        rest = rank - len(FUNCTION_WORDS)
        base, syllables, block = len(_SYLLABLES), 1, len(_SYLLABLES)
        while rest >= block:
            rest -= block
            syllables += 1
            block *= base
        # a permutation of the block (7,919 is prime to 90), so that neighbours do not look alike
        code = (rest * 7919 + 13 * syllables) % block
        final = _FINALS[(code * 31 + rest) % len(_FINALS)]
        letters = []
        for _ in range(syllables):
            code, digit = divmod(code, base)
            letters.append(_SYLLABLES[digit])
        return "".join(letters) + final


def prose(chance: np.random.Generator, words: Sequence[str]) -> str:
    """`words` as sentences of about 16 and paragraphs of about four sentences."""
    paragraphs: list[str] = []
    sentences: list[str] = []
    lengths = chance.lognormal(2.65, 0.45, len(words) // 3 + 1).astype(np.int64) + 3
    at = 0
    for length in lengths.tolist():
        if at >= len(words):
            break
        sentences.append(_sentence(words[at : at + length]))
        at += length
        if len(sentences) >= 4:
            paragraphs.append(" ".join(sentences))
            sentences = []
    if sentences:
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)


def _sentence(words: Sequence[str]) -> str:
    half = len(words) // 2
    parts = [words[:half], words[half:]] if len(words) > 12 else [words]
    text = ", ".join(" ".join(part) for part in parts)
    return text[0].upper() + text[1:] + "."
