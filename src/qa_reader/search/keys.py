"""Terms and words as numbers that sort as their bytes do, so that dictionaries are sorted and merged as whole arrays.

The first eight bytes of a key, read as one big-endian number, are its head. A key of up to eight bytes is its head
and nothing else; only longer ones are kept as Python objects. (A dictionary of all keys takes 150 bytes and half a
microsecond a key, an archive of Chinese has millions of them.)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]
Heads = npt.NDArray[np.uint64]

HEAD = 8


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


def _long_among(keys: Sequence[bytes]) -> list[int]:
    """The places of the long ones; a third of the time of asking each."""
    if b"\0" in b"".join(keys):
        return [place for place, key in enumerate(keys) if is_long(key)]
    found: list[int] = np.flatnonzero(np.fromiter(map(len, keys), np.int64, len(keys)) > HEAD).tolist()
    return found


class Keys:
    """Distinct keys in byte order: the heads of the short ones, and the long ones, both ascending."""

    def __init__(self, short: Heads, long: list[bytes]) -> None:
        self.short = short
        self.long = long

    def __len__(self) -> int:
        return len(self.short) + len(self.long)

    def long_heads(self) -> Heads:
        """The heads of the long keys."""
        return heads_of(self.long)

    def part(self, short: slice, long: slice) -> Keys:
        """Some of the short and some of the long keys."""
        return Keys(self.short[short], self.long[long])

    def places(self) -> tuple[Array, Ints]:
        """The places of the short and of the long keys among all; a short one stands before long ones of its head."""
        heads = self.long_heads()
        long = np.searchsorted(self.short, heads, "right") + np.arange(len(heads))
        short = np.searchsorted(heads, self.short, "left").astype(np.int32)
        short += np.arange(len(short), dtype=np.int32)
        return short, long

    @cached_property
    def _places(self) -> tuple[Array, Ints]:
        return self.places()

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
        out[short], out[long] = self.short, self.long_heads()
        return out


def united(many: Sequence[Keys]) -> tuple[Keys, list[Ints]]:
    """All keys of several, in whatever order these have them, and the places of each one's short and then long keys."""
    short = _distinct([keys.short for keys in many])
    number: dict[bytes, int] = {}
    of_long = [np.array([number.setdefault(key, len(number)) for key in keys.long], np.int64) for keys in many]
    whole = Keys(short, sorted(number))
    place_of_short, place_of_long = whole.places()
    of_number = np.empty(len(number), np.int64)
    of_number[[number[key] for key in whole.long]] = place_of_long
    places = [
        np.concatenate((place_of_short.take(np.searchsorted(short, keys.short)), of_number.take(numbers)))
        for keys, numbers in zip(many, of_long, strict=True)
    ]
    return whole, places


def _distinct(heads: list[Heads]) -> Heads:
    """All heads, ascending, each once."""
    together = np.concatenate([np.zeros(0, np.uint64), *heads])
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
        for place in _long_among(keys):
            self._long[first + place] = keys[place]
            self._is_long[first + place] = True

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

    def are_long(self, numbers: Array) -> npt.NDArray[np.bool_]:
        """Which of these numbers are those of long keys."""
        found: npt.NDArray[np.bool_] = self._is_long[numbers]
        return found

    def heads(self, numbers: Array) -> Heads:
        """The heads of these keys."""
        return self._heads[numbers]

    def unordered(self, numbers: Array) -> Keys:
        """The short and the long ones of these keys, each in the order given."""
        is_long = self._is_long[numbers]
        return Keys(self._heads[numbers[~is_long]], [self._long[number] for number in numbers[is_long].tolist()])

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
