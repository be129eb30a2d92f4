"""From words and pairs of characters to term numbers, for all of a chunk at once.

A hash table in numpy: a lookup of a hundred thousand words is a few gathers, where a dictionary of strings makes each
word first (400 ns a word; this takes 60). A word of up to eight Latin-1 letters is its own key; a longer one is
hashed to 64 bits with a factor drawn for the process, so that two words meet once in 10**7 archives and nobody can
make them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.analysis import LONGEST_WORD, Units

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

#: The term number of a word that is no term.
NO_TERM = -1
_WINDOW = 8
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(_WINDOW + 1)], np.uint64)
_FACTOR = np.uint64(secrets.randbits(63) << 1 | 1)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_FEWEST_SLOTS = 1 << 16


class Table:
    """Numbers for 64-bit keys other than 0, in the order in which they are met."""

    def __init__(self) -> None:
        self._clear(_FEWEST_SLOTS)

    def lookup(self, keys: Keys, take_in: Callable[[Array], Ints]) -> Ints:
        """The number of each key; `take_in` numbers the keys that are new, given where each stands first."""
        slot = ((keys * _SPREAD) >> self._shift).astype(np.int64)
        held = self._keys[slot]
        numbers = self._numbers[slot].astype(np.int64)
        pending = np.flatnonzero(held != keys)
        new = []
        while len(pending):
            free = self._keys[slot[pending]] == 0
            new.append(pending[free])
            pending = pending[~free]
            slot[pending] = (slot[pending] + 1) & (len(self._keys) - 1)
            there = self._keys[slot[pending]] == keys[pending]
            numbers[pending[there]] = self._numbers[slot[pending[there]]]
            pending = pending[~there]
        fresh = np.sort(np.concatenate(new)) if new else pending
        if len(fresh):
            distinct, first, which = np.unique(keys[fresh], return_index=True, return_inverse=True)
            order = np.argsort(first)  # in the order of the text, so that the same text gives the same numbers
            given = np.empty(len(distinct), np.int64)
            given[order] = take_in(fresh[first[order]])
            self._insert(distinct, given)
            numbers[fresh] = given[which]
        return numbers

    def _clear(self, slots: int) -> None:
        self._keys: Keys = np.zeros(slots, np.uint64)  # 0: a free slot; no word has the key 0
        self._numbers = np.zeros(slots, np.int32)
        self._shift = np.uint64(64 - slots.bit_length() + 1)
        self._used = 0

    def _insert(self, keys: Keys, numbers: Ints) -> None:
        """Put distinct new keys into free slots; the table grows so that a third of it is used at most."""
        if 3 * (self._used + len(keys)) > len(self._keys):
            used = np.flatnonzero(self._keys)
            keys = np.concatenate((self._keys[used], keys))
            numbers = np.concatenate((self._numbers[used], numbers))
            slots = len(self._keys)
            while 3 * len(keys) > slots:
                slots *= 2
            self._clear(slots)
        self._used += len(keys)
        slot = ((keys * _SPREAD) >> self._shift).astype(np.int64)
        waiting = np.arange(len(keys))
        while len(waiting):
            free = waiting[self._keys[slot[waiting]] == 0]
            _, first = np.unique(slot[free], return_index=True)
            placed = free[first]
            self._keys[slot[placed]] = keys[placed]
            self._numbers[slot[placed]] = numbers[placed]
            waiting = waiting[self._keys[slot[waiting]] != keys[waiting]]
            slot[waiting] = (slot[waiting] + 1) & (len(self._keys) - 1)


class Words:
    """The number and the term of each word met; `new_term` gives the term of a word met for the first time."""

    def __init__(self, new_term: Callable[[str], int]) -> None:
        self._new_term = new_term
        self._texts: list[str] = []
        self._terms = np.zeros(1024, np.int64)
        self._counts = np.zeros(1024, np.int64)
        self._odd: dict[str, int] = {}  # words that have no key: other scripts, very long ones
        self._table = Table()

    def __len__(self) -> int:
        return len(self._texts)

    def counted(self) -> Iterator[tuple[int, str, int]]:
        """The term, the text and the number of occurrences of each word."""
        size = len(self._texts)
        return zip(self._terms[:size].tolist(), self._texts, self._counts[:size].tolist(), strict=True)

    def numbers(self, cut: Units) -> Ints:
        """The term number of each word of a chunk, NO_TERM for one without a term."""
        starts, lengths = cut.word_starts, cut.word_ends - cut.word_starts
        if not len(starts):
            return np.zeros(0, np.int64)
        narrow = np.concatenate((cut.points.astype(np.uint8), np.zeros(LONGEST_WORD + _WINDOW, np.uint8)))
        odd = lengths > LONGEST_WORD
        if int(cut.points.max()) > 0xFF:
            wide = np.concatenate(([0], np.cumsum(cut.points > 0xFF)))
            odd |= wide[cut.word_ends] > wide[starts]
        words = np.empty(len(starts), np.int64)
        plain = np.flatnonzero(~odd) if odd.any() else slice(None)
        words[plain] = self._plain_numbers(narrow, starts[plain], lengths[plain])
        for i in np.flatnonzero(odd).tolist():
            points = cut.points[starts[i] : cut.word_ends[i]]
            words[i] = self._odd_number(points.astype("<u4").tobytes().decode("utf-32-le", "replace"))
        self._counts[: len(self._texts)] += np.bincount(words, minlength=len(self._texts))
        return self._terms[words]

    def _plain_numbers(self, letters: Array, starts: Ints, lengths: Ints) -> Ints:
        def take_in(fresh: Array) -> Ints:
            begins, ends = starts[fresh].tolist(), (starts + lengths)[fresh].tolist()
            texts = [letters[begin:end].tobytes().decode("latin-1") for begin, end in zip(begins, ends, strict=True)]
            return np.array([self._add(text) for text in texts], np.int64)

        return self._table.lookup(_keys(letters, starts, lengths), take_in)

    def _odd_number(self, word: str) -> int:
        number = self._odd.get(word)
        if number is None:
            number = self._odd[word] = self._add(word)
        return number

    def _add(self, word: str) -> int:
        number = len(self._texts)
        if number == len(self._terms):
            self._terms = np.concatenate((self._terms, np.zeros(number, np.int64)))
            self._counts = np.concatenate((self._counts, np.zeros(number, np.int64)))
        self._texts.append(word)
        self._terms[number] = self._new_term(word)
        return number


class Pairs:
    """The term number of each pair of CJK characters, or of the last character of a run."""

    def __init__(self, new_term: Callable[[str], int]) -> None:
        self._new_term = new_term
        self._table = Table()

    def numbers(self, first: Array, second: Array) -> Ints:
        """Term numbers of pairs of code points; `second` is 0 behind the last of a run."""
        first, second = first.astype(np.uint64), second.astype(np.uint64)

        def take_in(fresh: Array) -> Ints:
            texts = zip(first[fresh].tolist(), second[fresh].tolist(), strict=True)
            return np.array(
                [self._new_term(chr(one) + (chr(other) if other else "")) for one, other in texts], np.int64
            )

        return self._table.lookup((first << np.uint64(21)) | second, take_in)


def _keys(letters: Array, starts: Ints, lengths: Ints) -> Keys:
    """The key of each word: its letters, or a hash of them where there are more than eight."""
    windows = np.ndarray(len(letters) - _WINDOW + 1, np.dtype("<u8"), letters, strides=(1,))
    keys = windows[starts] & _MASKS[np.minimum(lengths, _WINDOW)]
    longer = np.flatnonzero(lengths > _WINDOW)
    done = _WINDOW
    while len(longer):
        more = windows[starts[longer] + done] & _MASKS[np.minimum(lengths[longer] - done, _WINDOW)]
        mixed = (keys[longer] ^ (more * _SPREAD)) * _FACTOR
        keys[longer] = (mixed ^ (mixed >> np.uint64(29))) | np.uint64(1)
        done += _WINDOW
        longer = longer[lengths[longer] > done]
    return keys
