"""Phrases and nearness: in which cells words stand one after the other, from where each stands.

Where a word stands is a sorted array of `cell × width + position`, see `Posting.keys`; no position is so far in its
cell that the one behind it would be in the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.found import begins

Array = npt.NDArray[Any]

#: Occurrences that are merged at once: they stay in the processor's cache (all at once takes twice as long).
_AT_ONCE = 16384
#: A word that stands so many times less often than the other is looked up there by bisection.
_MUCH_RARER = 16


def matching(words: Sequence[Array], width: int, slop: int) -> Array:
    """The cells in which each word stands 1 to `slop` positions behind the one before it, ascending."""
    keys = words[0]
    for word in words[1:]:
        if not len(keys) or not len(word):
            return keys[:0].astype(np.int32)
        keys = _next(keys, word) if slop == 1 else _near(keys, word, width, slop)
    cells: Array = (keys // width).astype(np.int32)
    return cells.compress(begins(cells))


def _next(keys: Array, word: Array) -> Array:
    """Those of a word's that stand right behind one of `keys`."""
    if len(keys) * _MUCH_RARER < len(word):
        wanted = keys + 1
        return wanted.compress(_has(word, wanted))
    if len(word) * _MUCH_RARER < len(keys):
        return word.compress(_has(keys, word - 1))
    found = []
    bounds = [*word.searchsorted(keys[_AT_ONCE::_AT_ONCE] + 1).tolist(), len(word)]
    first = 0
    for i, last in enumerate(bounds):
        # two sorted rows after each other: a stable sort merges them in one go
        both = np.concatenate((keys[i * _AT_ONCE : (i + 1) * _AT_ONCE] + 1, word[first:last]))
        both.sort(kind="stable")
        found.append(both[1:].compress(both[1:] == both[:-1]))
        first = last
    return found[0] if len(found) == 1 else np.concatenate(found)


def _has(keys: Array, wanted: Array) -> npt.NDArray[np.bool_]:
    """Which of the wanted are there."""
    there: npt.NDArray[np.bool_] = keys.take(np.minimum(keys.searchsorted(wanted), len(keys) - 1)) == wanted
    return there


def _near(keys: Array, word: Array, width: int, slop: int) -> Array:
    """Those of a word's that stand 1 to `slop` positions behind one of `keys` in their cell."""
    lowest = word - np.minimum(word % width, slop).astype(word.dtype)
    at = keys.searchsorted(lowest)
    behind = keys.take(np.minimum(at, len(keys) - 1))
    return word.compress((at < len(keys)) & (behind < word))
