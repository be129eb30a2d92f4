"""From words and pairs of characters to term numbers, for all of a chunk at once.

A hash table in numpy: a lookup of a hundred thousand words is a few gathers, where a dictionary of strings makes each
word first (400 ns a word; this takes 60). A word of up to eight Latin-1 letters is its own key; a longer one is
hashed to 64 bits. The factor is drawn for the process, so that two words of one hash come once in 10**7 archives, and
nobody can make them, or words that all want one slot.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.analysis import LONGEST_WORD, Units
from qa_reader.search.keys import Heads, Numbered

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
_SIX_BITS = np.uint64(0x3F)
#: New words that are made objects of at once, 400 bytes each meanwhile: a text of 10 MB may have a million.
_NEW = 20_000
NewTerms = Callable[[list[str]], Ints]


class Table:
    """Numbers for 64-bit keys other than 0, in the order in which they are met."""

    def __init__(self) -> None:
        self._clear(_FEWEST_SLOTS)

    def __len__(self) -> int:
        return self._used

    def lookup(self, keys: Keys, take_in: Callable[[Array], Ints]) -> Ints:
        """The number of each key; `take_in` numbers the keys that are new, given where each stands first."""
        slot = self._home(keys)
        elsewhere = np.flatnonzero(self._keys.take(slot) != keys)
        if self._full(len(elsewhere)):
            self._grow(len(elsewhere))
            slot = self._home(keys)
            elsewhere = np.flatnonzero(self._keys.take(slot) != keys)
        new = self._find(keys, slot, elsewhere)
        if len(new):
            self._numbers[slot[new]] = take_in(new)
            self._used += len(new)
        return self._numbers.take(slot).astype(np.int64)

    def _find(self, keys: Keys, slot: Ints, elsewhere: Array) -> Array:
        """Move the keys that are not at their `slot` on to where they are, or else to free slots, which they take.

        The answer says where each of those that were not there stands first, in the order of the keys, so that the
        same text gives the same numbers.
        """
        new: list[Array] = [elsewhere[:0]]
        while len(elsewhere):
            at, wanted = slot[elsewhere], keys[elsewhere]
            free = self._keys.take(at) == 0
            self._keys[at[free]] = wanted[free]  # of different keys that meet at a slot, the last one stays
            there = self._keys.take(at) == wanted
            taken = elsewhere[free & there]
            self._numbers[slot[taken[::-1]]] = taken[::-1]  # of equal keys the first one stays
            new.append(taken[self._numbers.take(slot[taken]) == taken])
            elsewhere = elsewhere[~there]
            slot[elsewhere] = (slot[elsewhere] + 1) & (len(self._keys) - 1)
        return np.sort(np.concatenate(new))

    def _home(self, keys: Keys) -> Ints:
        """The slot where each key is looked for first: with a factor that nobody knows, or words could be made to meet.

        Numbers do not depend on it. A fixed one is a fifth faster for new words, and as fast for pairs.
        """
        return ((keys * _FACTOR) >> self._shift).astype(np.int64)

    def _clear(self, slots: int) -> None:
        self._keys: Keys = np.zeros(slots, np.uint64)  # 0: a free slot; no word has the key 0
        self._numbers = np.zeros(slots, np.int32)
        self._shift = np.uint64(64 - slots.bit_length() + 1)
        self._used = 0

    def _full(self, more: int) -> bool:
        """Whether more than a third would be used with so many keys more."""
        return 3 * (self._used + more) > len(self._keys)

    def _grow(self, more: int) -> None:
        """Make room for so many keys more."""
        used = np.flatnonzero(self._keys)
        keys, numbers, slots = self._keys[used], self._numbers[used], len(self._keys)
        while 3 * (len(keys) + more) > slots:
            slots *= 2
        self._clear(slots)
        slot = self._home(keys)
        self._find(keys, slot, np.arange(len(keys)))
        self._numbers[slot] = numbers
        self._used = len(keys)


class Words:
    """The number and the term of each word met."""

    def __init__(self) -> None:
        self.keys = Numbered()
        self._terms = np.zeros(1024, np.int64)
        self._met: list[Array] = []  # numbers, since they were counted
        self._odd: dict[str, int] = {}  # words that have no key: other scripts, very long ones
        self._table = Table()

    def __len__(self) -> int:
        return len(self.keys)

    def counted(self) -> tuple[Ints, Ints, Ints]:
        """The numbers of the words met since the last call, the term of each, and how often it was met."""
        # once a batch: an archive has a million words, and to count a chunk's among them takes as long as to find them
        met, self._met = np.concatenate([np.zeros(0, np.int32), *self._met]), []
        counts = np.bincount(met, minlength=len(self))
        numbers = np.flatnonzero(counts != 0)
        return numbers, self._terms.take(numbers), counts.take(numbers)

    def numbers(self, cut: Units, new_terms: NewTerms) -> Ints:
        """The term number of each word of a chunk, NO_TERM for one without a term.

        `new_terms` numbers the terms of words that are met for the first time.
        """
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
        words[plain] = self._plain_numbers(narrow, starts[plain], lengths[plain], new_terms)
        for i in np.flatnonzero(odd).tolist():
            points = cut.points[starts[i] : cut.word_ends[i]]
            words[i] = self._odd_number(points.astype("<u4").tobytes().decode("utf-32-le", "replace"), new_terms)
        self._met.append(words.astype(np.int32))
        return self._terms.take(words)

    def _plain_numbers(self, letters: Array, starts: Ints, lengths: Ints, new_terms: NewTerms) -> Ints:
        def take_in(fresh: Array) -> Ints:
            text, numbers = letters.tobytes().decode("latin-1"), [np.zeros(0, np.int64)]
            for first in range(0, len(fresh), _NEW):
                some = fresh[first : first + _NEW]
                begins, ends = starts[some].tolist(), (starts[some] + lengths[some]).tolist()
                words = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
                numbers.append(self._add(words, new_terms))
            return np.concatenate(numbers)

        return self._table.lookup(_keys(letters, starts, lengths), take_in)

    def _odd_number(self, word: str, new_terms: NewTerms) -> int:
        number = self._odd.get(word)
        if number is None:
            number = self._odd[word] = int(self._add([word], new_terms)[0])
        return number

    def _add(self, words: list[str], new_terms: NewTerms) -> Ints:
        numbers = np.arange(len(self), len(self) + len(words))
        self.keys.extend([word.encode("utf-8", "replace") for word in words])
        while len(self) > len(self._terms):
            self._terms = np.concatenate((self._terms, np.zeros_like(self._terms)))
        self._terms[numbers] = new_terms(words)
        return numbers


class Pairs:
    """The term number of each pair of CJK characters, or of the last character of a run."""

    def __init__(self) -> None:
        self._table = Table()

    def __len__(self) -> int:
        return len(self._table)

    def numbers(self, first: Array, second: Array, new_terms: Callable[[Heads], Ints]) -> Ints:
        """Term numbers of pairs of code points; `second` is 0 behind the last of a run.

        `new_terms` numbers the heads of pairs that are met for the first time: a pair's UTF-8 is no longer than a head.
        """
        first, second = first.astype(np.uint64), second.astype(np.uint64)

        def take_in(fresh: Array) -> Ints:
            one, one_bits = _utf8(first[fresh])
            other, other_bits = _utf8(second[fresh])
            return new_terms(
                np.left_shift(one, np.uint64(64) - one_bits)
                | np.left_shift(other, np.uint64(64) - one_bits - other_bits)
            )

        return self._table.lookup((first << np.uint64(21)) | second, take_in)


def _utf8(points: Heads) -> tuple[Heads, Heads]:
    """The UTF-8 of CJK characters as numbers, and how many bits each has: three bytes, or four; 8 zero bits for 0."""
    low = points & _SIX_BITS
    middle = (points >> np.uint64(6)) & _SIX_BITS
    three = np.uint64(0xE08080) | ((points >> np.uint64(12)) << np.uint64(16)) | (middle << np.uint64(8)) | low
    high = (points >> np.uint64(12)) & _SIX_BITS
    four = np.uint64(0xF0808080) | ((points >> np.uint64(18)) << np.uint64(24)) | (high << np.uint64(16))
    four |= (middle << np.uint64(8)) | low
    far, none = points > np.uint64(0xFFFF), points == np.uint64(0)
    bytes_ = np.where(none, np.uint64(0), np.where(far, four, three))
    return bytes_, np.where(none, np.uint64(8), np.where(far, np.uint64(32), np.uint64(24)))


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
