"""Whoosh's matcher over a posting: for the reference searcher, and for nodes without an array form."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.matching import LeafMatcher, NullMatcher, ReadTooFar

from qa_reader.search.posting import Posting


class ArrayMatcher(LeafMatcher):  # type: ignore[misc] # whoosh has no types
    """Steps through the documents that have a term in a column."""

    def __init__(self, posting: Posting, column: int, term: tuple[str, bytes], format: Any, scorer: Any) -> None:
        documents, weights = posting.in_column(column)
        self._posting = posting
        self._column = column
        self._term = term
        self.format = format
        self.scorer = scorer
        self._documents: list[int] = documents.tolist()
        self._weights: list[float] = weights.astype(float).tolist()
        self._at = 0
        self._positions: dict[int, list[int]] | None = None

    def without(self, alive: npt.NDArray[np.bool_] | None) -> ArrayMatcher:
        """This matcher without removed documents."""
        if alive is not None:
            kept = [i for i, document in enumerate(self._documents) if alive[document]]
            self._documents = [self._documents[i] for i in kept]
            self._weights = [self._weights[i] for i in kept]
        return self

    def is_active(self) -> bool:
        return self._at < len(self._documents)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> ArrayMatcher:
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def replace(self, minquality: float = 0) -> Any:
        if not self.is_active():
            return NullMatcher()
        return self

    def supports_block_quality(self) -> bool:
        return False

    def id(self) -> int:
        return self._documents[self._at]

    def all_ids(self) -> Any:
        return iter(self._documents)

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return True

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at = max(self._at, bisect_left(self._documents, id))

    def weight(self) -> float:
        return self._weights[self._at]

    def value(self) -> Any:
        return self.value_as("positions") if self.supports("positions") else b""

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._positions_of(self.id())
        if astype in ("weight", "frequency"):
            return self.weight() if astype == "weight" else int(self.weight())
        raise NotImplementedError(astype)

    def supports(self, astype: str) -> bool:
        return astype in ("weight", "frequency") or (astype == "positions" and self.format.supports("positions"))

    def score(self) -> float:
        return self.scorer.score(self) if self.scorer is not None else self.weight()

    def _positions_of(self, document: int) -> list[int]:
        if self._positions is None:
            self._positions = {}
            holders, positions = self._posting.positions(self._column)
            for holder, position in zip(self._posting.documents[holders].tolist(), positions.tolist(), strict=True):
                self._positions.setdefault(holder, []).append(position)
        return self._positions[document]
