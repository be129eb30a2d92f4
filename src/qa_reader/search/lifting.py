"""The best of many documents looked at closer: what they gain by it, and the order that comes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

import numpy.typing as npt

from qa_reader.search.found import Documents, Found, Scores, best_of

Array = npt.NDArray[Any]
#: What documents with their scores, the best one's among them, gain, each 0 or more.
Lift = Callable[[Documents, Scores], Scores]


class Head(NamedTuple):
    """The best documents, the best first, their indices and scores."""

    documents: Documents
    scores: Scores
    at: Array

    @property
    def nbytes(self) -> int:
        """How much they take."""
        return int(self.documents.nbytes + self.scores.nbytes + self.at.nbytes)


#: Gives what it is given to make, or what was made of the same before.
Keep = Callable[[Callable[[], Head]], Head]

#: So many of the best are looked at for their titles, words near each other, and the names of topic and department.
LOOKED_AT = 128


class _Lifted:
    """Scores that are computed when the first is asked for, and what the best of them gain."""

    def __init__(
        self, documents: Documents, scores: Callable[[], Scores], lift: Lift | None, keep: Keep | None
    ) -> None:
        self._documents = documents
        self._make = scores
        self._lift = lift
        self._keep = keep
        self._known: Scores | None = None
        self._best: Head | None = None

    @property
    def _scores(self) -> Scores:
        if self._known is None:  # a `cached_property` takes a lock, and as long as two steps of numpy
            self._known = self._make()
        return self._known

    @property
    def _head(self) -> Head:
        """The best, with what they have gained."""
        if self._best is None:
            self._best = self._made() if self._keep is None else self._keep(self._made)
        return self._best

    def _made(self) -> Head:
        at = best_of(self._scores, min(LOOKED_AT, len(self._documents)))
        scores, documents = self._scores.take(at), self._documents.take(at)
        if self._lift is not None and len(at):
            scores += self._lift(documents, scores)
        order = (-scores).argsort(kind="stable")
        return Head(documents.take(order), scores.take(order), at.take(order))

    @cached_property
    def _lifted(self) -> Scores:
        """The scores of all."""
        scores = self._scores.copy()
        scores[self._head.at] = self._head.scores
        return scores

    def score(self, at: Array | None) -> Scores:
        return self._lifted if at is None else self._lifted.take(at)

    def best(self, count: int) -> tuple[Documents, Scores] | None:
        """Those that were best before still are: nobody else gains."""
        head = self._head
        return (head.documents, head.scores) if 0 < count <= len(head.at) else None


def lifted(
    documents: Documents,
    scores: Callable[[], Scores],
    lift: Lift | None,
    keep: Keep | None = None,
) -> Found:
    """Documents with the scores that `scores` computes, the best of which gain what `lift` says."""
    found = _Lifted(documents, scores, lift, keep)
    return Found(documents, found.score, found.best)
