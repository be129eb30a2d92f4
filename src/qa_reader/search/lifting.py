"""The best of many documents looked at closer: what they gain by it, and the order that comes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.found import Documents, Found, Scores, best_indices

Array = npt.NDArray[Any]
#: What documents with their scores, the best one's among them, gain, each 0 or more.
Lift = Callable[[Documents, Scores], Scores]

#: So many of the best are looked at for their titles, words near each other, and the names of topic and department.
LOOKED_AT = 128


class _Lifted:
    """Scores that are computed when the first is asked for, and what the best of them gain."""

    def __init__(
        self, documents: Documents, scores: Callable[[], Scores], lift: Lift | None, top: Callable[[], Array] | None
    ) -> None:
        self._documents = documents
        self._make = scores
        self._lift = lift
        self._top = top

    @cached_property
    def _scores(self) -> Scores:
        return self._make()

    @cached_property
    def _looked_at(self) -> Array:
        """The indices of the best, ascending."""
        count = min(LOOKED_AT, len(self._documents))
        return np.sort(best_indices(self._scores, count) if self._top is None else self._top())

    @cached_property
    def _lifted(self) -> Scores:
        """The scores of all."""
        scores = self._scores
        if self._lift is not None and len(scores):
            scores = scores.copy()
            at = self._looked_at
            scores[at] += self._lift(self._documents.take(at), scores.take(at))
        return scores

    def score(self, at: Array | None) -> Scores:
        return self._lifted if at is None else self._lifted.take(at)

    def best(self, count: int) -> Array | None:
        """Those that were best before still are: nobody else gains."""
        if not 0 < count <= len(self._looked_at):
            return None
        at = self._looked_at
        return at.take(np.argsort(-self._lifted.take(at), kind="stable"))


def lifted(
    documents: Documents,
    scores: Callable[[], Scores],
    lift: Lift | None,
    top: Callable[[], Array] | None = None,
) -> Found:
    """Documents with the scores that `scores` computes, the best of which gain what `lift` says.

    `top` gives the indices of the LOOKED_AT best before that (or of all) where they are known.
    """
    found = _Lifted(documents, scores, lift, top)
    return Found(documents, found.score, found.best)
