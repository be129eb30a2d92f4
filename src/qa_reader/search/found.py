"""Sets of documents with scores, and how they combine: whole arrays, scores only where somebody wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Documents = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float32]
#: The scores of a Found's documents at these indices; None: of all.
Score = Callable[[Array | None], Scores]

#: A list this many times shorter than the other is looked up in it by bisection.
MUCH_SHORTER = 12
#: Below this share of all documents a union sorts its lists, above it adds into an array of all documents.
_SPARSE = 1 / 16


#: At least so many best of a Found's documents, best first, and their scores; None where it takes all scores.
Best = Callable[[int], tuple[Documents, Scores] | None]


def _look_at_all(_count: int) -> None:
    """The best of a Found that does not know them."""


class Found:
    """Documents, ascending, a function for their scores, and one for the best of them where these are known.

    `positive`: whether all scores are known to be above 0.
    """

    __slots__ = ("_documents", "best", "positive", "score")

    def __init__(
        self, documents: Documents, score: Score, best: Best = _look_at_all, *, positive: bool = False
    ) -> None:
        self._documents = documents
        self.score = score
        self.best = best
        self.positive = positive

    @property
    def documents(self) -> Documents:
        """The documents, ascending."""
        return self._documents

    def __len__(self) -> int:
        return len(self._documents)

    def scores(self) -> Scores:
        """The score of each document."""
        return self.score(None)


_NONE: Documents = np.zeros(0, np.int32)


def constant(documents: Documents, score: float = 1.0) -> Found:
    """Documents that all score the same."""
    return Found(documents, lambda at: np.full(len(documents) if at is None else len(at), score, np.float32))


def known(documents: Documents, scores: Scores) -> Found:
    """Documents whose scores are known."""
    return Found(documents, lambda at: scores if at is None else scores[at])


class Summed(Found):
    """The documents whose sum, of one for each document, is above 0; they are listed when somebody asks for them.

    How many there are, and the best, takes a quarter of the time of the list.
    """

    __slots__ = ("_sums", "_total")

    def __init__(self, sums: Scores) -> None:
        self._sums = sums
        self._total = int(np.count_nonzero(sums.view(np.int32)))  # a fifth of the time that floats take
        self._documents = _NONE
        self.positive = True

    @property
    def documents(self) -> Documents:
        """The documents, ascending."""
        if self._documents is _NONE:
            self._documents = (self._sums != 0).nonzero()[0].astype(np.int32)
        return self._documents

    def __len__(self) -> int:
        return self._total

    # methods, and not given to the other's attributes: in a cycle the sums would stay until a collection of garbage

    def score(self, at: Array | None) -> Scores:
        """The scores of documents at some indices; None: of all."""
        return self._sums.take(self.documents if at is None else self.documents.take(at))

    def best(self, count: int) -> tuple[Documents, Scores]:
        """The best of them."""
        at = best_indices(self._sums, min(count, self._total))
        return at.astype(np.int32), self._sums.take(at)


def times(found: Found, boost: float) -> Found:
    """The same documents with their scores multiplied."""
    if boost == 1.0:
        return found
    return Found(found.documents, lambda at: found.score(at) * np.float32(boost))


NOTHING = constant(_NONE)


class Limit(NamedTuple):
    """Documents whose value in a column, `place`, is of `low:high`; each that is scores the same."""

    place: Array
    low: int
    high: int
    score: float

    def keeps(self, values: Array) -> npt.NDArray[np.bool_]:
        """Which of some values of the column are within."""
        return (values >= self.low) & (values < self.high)


class Sets:
    """Set operations over documents `0:size`; keeps scratch arrays, so one serves one thread."""

    def __init__(self, size: int) -> None:
        self.size = size

    @cached_property
    def _place(self) -> npt.NDArray[np.int32]:
        return np.zeros(self.size, np.int32)

    @cached_property
    def _marked(self) -> npt.NDArray[np.bool_]:
        """All false between calls."""
        return np.zeros(self.size, np.bool_)

    def common(self, one: Documents, other: Documents) -> tuple[Array, Array]:
        """The indices in both lists of the documents that both have."""
        if len(one) > len(other):
            there, here = self.common(other, one)
            return here, there
        if not len(one):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        at: Array
        if len(one) * MUCH_SHORTER < len(other):
            at = other.searchsorted(one)
        else:
            # stale places of earlier calls cannot harm: each is checked against the list
            # (an index of another type than intp takes three times as long, [] twice as long as take)
            self._place[other.astype(np.intp)] = np.arange(len(other), dtype=np.int32)
            at = self._place.take(one)
        same = (other.take(at, mode="clip") == one).nonzero()[0]
        return same, at.take(same)

    def shared(self, one: Documents, other: Documents) -> int:
        """How many documents both lists have: half of the time of `common`."""
        if len(one) > len(other):
            one, other = other, one
        if len(one) * MUCH_SHORTER < len(other):
            return len(self.common(one, other)[0])
        at = one.astype(np.intp)
        self._marked[at] = True
        count = int(np.count_nonzero(self._marked.take(other)))
        self._marked[at] = False
        return count

    def both(self, parts: Sequence[Found]) -> Found:
        """The documents that all have; scores are added, in the order of `parts`."""
        order = sorted(range(len(parts)), key=lambda i: len(parts[i]))
        documents = parts[order[0]].documents
        at: dict[int, Array | None] = {order[0]: None}
        for i in order[1:]:
            if not len(documents):
                return NOTHING
            here, there = self.common(documents, parts[i].documents)
            if len(here) < len(documents):
                documents = documents.take(here)
                at = {k: here if chosen is None else chosen.take(here) for k, chosen in at.items()}
            at[i] = there

        def score(selected: Array | None) -> Scores:
            total: Scores | None = None
            for i, part in enumerate(parts):
                chosen = at[i] if selected is None else selected if at[i] is None else at[i][selected]  # type: ignore[index]
                scores = part.score(chosen)
                total = scores if total is None else total + scores
            assert total is not None
            return total

        return Found(documents, score)

    def within(self, found: Found, others: Documents) -> Found:
        """Those of `found` that are also among others."""
        return self.select(found, self.common(found.documents, others)[0])

    def without(self, found: Found, others: Documents) -> Found:
        """Those of `found` that are not among others."""
        kept = np.ones(self.size, np.bool_)
        kept[others] = False
        return self.select(found, np.flatnonzero(kept.take(found.documents)))

    def select(self, found: Found, here: Array) -> Found:
        """Those of `found` at these indices."""
        if len(here) == len(found):
            return found
        return Found(found.documents.take(here), lambda at: found.score(here if at is None else here.take(at)))

    def where(self, found: Found, mask: npt.NDArray[np.bool_]) -> Found:
        """Those of `found` for which the mask (of all documents) is true."""
        return self.select(found, np.flatnonzero(mask.take(found.documents)))

    def limited(self, found: Found, limit: Limit) -> Found:
        """Those of `found` within a limit, which adds its score."""
        within = self.select(found, limit.keeps(limit.place.take(found.documents)).nonzero()[0])
        return Found(within.documents, lambda at: within.score(at) + np.float32(limit.score))

    def any(self, parts: Sequence[Found], *, scored: bool = True) -> Found:
        """The documents that at least one has; scores are added."""
        parts = [part for part in parts if len(part)]
        if len(parts) < 2:
            return parts[0] if parts else NOTHING
        if not scored:
            return constant(self.union([part.documents for part in parts]))
        total = sum(map(len, parts))
        if total < self.size * _SPARSE:
            documents = np.concatenate([part.documents for part in parts])
            scores = np.concatenate([part.scores() for part in parts])
            order = np.argsort(documents, kind="stable")
            documents, scores = documents[order], scores[order]
            first = begins(documents).nonzero()[0]
            return known(documents[first], np.add.reduceat(scores, first))
        sums = np.zeros(self.size, np.float32)
        for part in parts:
            np.add.at(sums, part.documents, part.scores())  # a third of the time of sums[…] += …
        if all(part.positive for part in parts):
            return Summed(sums)
        documents = self.union([part.documents for part in parts])
        return known(documents, sums.take(documents))

    def best(self, parts: Sequence[Found]) -> Found:
        """The documents that at least one has, with the greatest of their scores."""
        highest = np.full(self.size, -np.inf, np.float32)
        has = np.zeros(self.size, np.bool_)
        for part in parts:
            highest[part.documents] = np.maximum(highest[part.documents], part.scores())
            has[part.documents] = True
        documents = np.flatnonzero(has).astype(np.int32)
        return known(documents, highest[documents])

    def union(self, lists: Sequence[Documents]) -> Documents:
        """All documents of several lists, ascending."""
        has = np.zeros(self.size, np.bool_)
        for documents in lists:
            has[documents.astype(np.intp)] = True
        return np.flatnonzero(has).astype(np.int32)


def begins(values: Array) -> npt.NDArray[np.bool_]:
    """Whether each of some values is another than the one before (a tenth of the time of `diff` with `prepend`)."""
    first = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return first


def distinct(values: Array) -> Array:
    """The values in order, each once: `np.unique` without its first call, which imports numpy.ma for 40 ms."""
    ordered = np.sort(values)
    return ordered.compress(begins(ordered))


def best_of(scores: Array, count: int) -> Array:
    """The indices of the `count` greatest, ascending, the earlier ones of equals."""
    at = _among_best(scores, count)
    if at is None:
        at = np.arange(len(scores))
    if len(at) <= count:
        return at
    at = at.take((-scores.take(at)).argsort(kind="stable")[:count])
    at.sort()
    return at


def best_indices(scores: Array, count: int) -> Array:
    """The indices of the `count` greatest, best first, the earlier one of equals first.

    Does not sort everything: the count-th greatest of the maxima of groups bounds the count-th greatest of all from
    below, and few reach it. (argpartition takes ten times as long; groups of neighbours twice as long as these.)
    """
    among = _among_best(scores, count)
    if among is None:
        return (-scores).argsort(kind="stable")[:count]
    return among.take((-scores.take(among)).argsort(kind="stable")[:count])


def _among_best(scores: Array, count: int) -> Array | None:
    """The indices, ascending, of the `count` greatest and of few others; None: of all."""
    size = len(scores)
    among, best = None, scores
    if size > 64 * max(count, 16):
        groups = 8 * max(count, 16)
        maxima = np.maximum.reduce(scores[: size // groups * groups].reshape(-1, groups), 0)
        maxima.partition(groups - count)
        among = (scores >= maxima[groups - count]).nonzero()[0]
        best = scores.take(among)
    if 0 < count < len(best) // 2:
        least = np.partition(best, len(best) - count)[len(best) - count]
        there = (best >= least).nonzero()[0]
        among = there if among is None else among.take(there)
    return among
