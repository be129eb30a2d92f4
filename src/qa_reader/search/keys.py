"""Terms and words as numbers that sort as their bytes do, so that dictionaries are sorted and merged as whole arrays.

The first eight bytes of a key, read as one big-endian number, are its head. A key of up to eight bytes is its head
and nothing else; only longer ones are kept as Python objects. (A dictionary of all keys takes 150 bytes and half a
microsecond a key, an archive of Chinese has millions of them.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]
Heads = npt.NDArray[np.uint64]

HEAD = 8
#: Heads that are gathered before they are sorted into those that there are.
_WAITING = 1_000_000


def heads_of(keys: Sequence[bytes]) -> Heads:
    """The heads of keys."""
    return np.array(keys, f"S{HEAD}").view(">u8").astype(np.uint64) if len(keys) else np.zeros(0, np.uint64)


def keys_of(heads: Heads) -> list[bytes]:
    """The keys that are no longer than their heads."""
    found: list[bytes] = heads.astype(">u8").view(f"S{HEAD}").tolist()
    return found


def is_long(key: bytes) -> bool:
    """Whether a key is more than its head; one with a zero byte is taken for long, because heads end at zeros."""
    return len(key) > HEAD or b"\0" in key


class Keys:
    """Distinct keys in byte order: the heads of the short ones, and the long ones, both ascending."""

    def __init__(self, short: Heads, long: list[bytes]) -> None:
        self.short = short
        self.long = long

    def __len__(self) -> int:
        return len(self.short) + len(self.long)

    @classmethod
    def union(cls, many: Iterable[Keys]) -> Keys:
        """All keys of several, of which no more than a few are held at a time."""
        whole = np.zeros(0, np.uint64)
        waiting: list[Heads] = []
        long: set[bytes] = set()
        for keys in many:
            waiting.append(keys.short)
            long.update(keys.long)
            if sum(map(len, waiting)) > len(whole) + _WAITING:
                whole, waiting = _distinct([whole, *waiting]), []
        return cls(_distinct([whole, *waiting]), sorted(long))

    def places(self) -> tuple[Array, Ints]:
        """The places of the short and of the long keys among all; a short one stands before long ones of its head."""
        heads = heads_of(self.long)
        long = np.searchsorted(self.short, heads, "right") + np.arange(len(heads))
        short = np.searchsorted(heads, self.short, "left").astype(np.int32)
        short += np.arange(len(short), dtype=np.int32)
        return short, long

    @cached_property
    def _places(self) -> tuple[Array, Ints]:
        return self.places()

    @cached_property
    def _long_index(self) -> dict[bytes, int]:
        return {key: i for i, key in enumerate(self.long)}

    def places_in(self, whole: Keys) -> Ints:
        """The place of each key among those of `whole`, which has them all."""
        if whole is self:
            return np.arange(len(self))
        out = np.empty(len(self), np.int64)
        short, long = self.places()  # not remembered: there is one such object a batch
        of_short, of_long = whole._places
        out[short] = of_short[np.searchsorted(whole.short, self.short)]
        index = whole._long_index
        out[long] = of_long[np.array([index[key] for key in self.long], np.int64)]
        return out

    def between(self, first: int, last: int) -> list[bytes]:
        """The keys at the places `first:last`."""
        short, long = self._places
        low, high = (int(i) for i in np.searchsorted(short, (first, last)))
        begin, end = (int(i) for i in np.searchsorted(long, (first, last)))
        keys = np.empty(last - first, object)
        keys[short[low:high] - first] = keys_of(self.short[low:high])
        keys[long[begin:end] - first] = self.long[begin:end]
        found: list[bytes] = keys.tolist()
        return found

    def at(self, places: Ints) -> list[bytes]:
        """The keys at some places."""
        short, long = self._places
        keys = np.empty(len(places), object)
        in_short = np.isin(places, short)
        keys[in_short] = keys_of(self.short[np.searchsorted(short, places[in_short])])
        keys[~in_short] = [self.long[i] for i in np.searchsorted(long, places[~in_short]).tolist()]
        found: list[bytes] = keys.tolist()
        return found

    def heads(self) -> Heads:
        """The heads of all keys in order."""
        out = np.empty(len(self), np.uint64)
        short, long = self._places
        out[short], out[long] = self.short, heads_of(self.long)
        return out


def _distinct(heads: list[Heads]) -> Heads:
    """All heads, ascending, each once."""
    together = np.concatenate(heads)
    together.sort()
    new = np.ones(len(together), np.bool_)  # np.unique hashes first, and takes ten times as long
    new[1:] = together[1:] != together[:-1]
    return together[new]


class Numbered:
    """Keys numbered in the order in which they came."""

    def __init__(self) -> None:
        self._heads = np.zeros(1024, np.uint64)
        self._is_long = np.zeros(1024, np.bool_)
        self._long: dict[int, bytes] = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def extend(self, keys: Sequence[bytes]) -> None:
        """Number keys, all of them new."""
        first = self._size
        self.extend_short(heads_of(keys))
        for number, key in enumerate(keys, first):
            if len(key) > HEAD or b"\0" in key:  # `is_long`, without calling it a million times
                self._long[number] = key
                self._is_long[number] = True

    def extend_short(self, heads: Heads) -> None:
        """Number new keys that are no longer than their heads."""
        size = self._size + len(heads)
        if size > len(self._heads):
            room = np.zeros(max(size, 2 * len(self._heads)), np.uint64)
            room[: self._size] = self._heads[: self._size]
            self._heads = room
            self._is_long = np.concatenate((self._is_long, np.zeros(len(room) - len(self._is_long), np.bool_)))
        self._heads[self._size : size] = heads
        self._size = size

    def keys(self, numbers: Array) -> list[bytes]:
        """The keys of these numbers."""
        found = keys_of(self._heads[numbers])
        for i, number in enumerate(numbers.tolist()):
            if number in self._long:
                found[i] = self._long[number]
        return found

    def ordered(self, used: Array) -> tuple[Keys, Ints]:
        """The keys of these distinct numbers in byte order, and the numbers in that order."""
        is_long = self._is_long[used]
        short = used[~is_long]
        short = short[np.argsort(self._heads[short])]
        long = self._sorted(used[is_long])
        keys = Keys(self._heads[short], [self._long[number] for number in long])
        order = np.empty(len(used), np.int64)
        of_short, of_long = keys.places()
        order[of_short], order[of_long] = short, np.array(long, np.int64)
        return keys, order

    def _sorted(self, numbers: Ints) -> list[int]:
        """The numbers of long keys in the order of these; few have a head in common, and only those are compared."""
        numbers = numbers[np.argsort(self._heads[numbers], kind="stable")]
        heads = self._heads[numbers]
        alike = np.flatnonzero(heads[1:] == heads[:-1])
        found: list[int] = numbers.tolist()
        for first, last in _stretches(alike):
            found[first:last] = sorted(found[first:last], key=self._long.__getitem__)
        return found


def _stretches(alike: Ints) -> list[tuple[int, int]]:
    """The stretches `first:last` in which each is like the next one, from the places that are like their next."""
    if not len(alike):
        return []
    cuts = np.flatnonzero(np.diff(alike) > 1)
    firsts, lasts = alike[np.append(0, cuts + 1)], alike[np.append(cuts, len(alike) - 1)] + 2
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
