"""Documents by the value of a column (a day, an age, a sex …), which has no postings: Whoosh's terms are its values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as q
from whoosh.fields import Schema

from qa_reader.search.arrays import Arrays
from qa_reader.search.found import NOTHING, Found, constant

Array = npt.NDArray[Any]


class ColumnValues:
    """Looks values up in the columns of an index."""

    def __init__(self, arrays: Arrays, schema: Schema) -> None:
        self._arrays = arrays
        self._schema = schema

    def one(self, field: str, text: str | bytes, boost: float) -> Found:
        """The documents with a value, as it is typed or as a term."""
        terms, place = self._arrays.column_terms(field)
        wanted = text if isinstance(text, bytes) else self._schema[field].to_bytes(text)
        at = bisect_left(terms, wanted)
        if at == len(terms) or terms[at] != wanted:
            return NOTHING
        return constant(np.flatnonzero(place == at).astype(np.int32), boost)

    def any(self, field: str, texts: Sequence[bytes], boost: float) -> Found:
        """The documents with any of these terms, which are all there."""
        if not texts:
            return NOTHING
        terms, place = self._arrays.column_terms(field)
        wanted = np.zeros(len(terms) + 1, np.bool_)
        for text in texts:
            wanted[bisect_left(terms, text)] = True
        return constant(np.flatnonzero(wanted[place]).astype(np.int32), boost)

    def between(self, query: q.TermRange) -> tuple[Array, int, int]:
        """The place of each document's value among all, and the first and the end of those in a range."""
        terms, place = self._arrays.column_terms(query.fieldname)
        limits = (query.fieldname, query.start, query.startexcl, query.end, query.endexcl)
        low, high = self._arrays.kept(("between", *limits), lambda: self._bounds(query, terms), lambda _bounds: 0)
        return place, low, high

    def _bounds(self, query: q.TermRange, terms: Sequence[bytes]) -> tuple[int, int]:
        """The first and the end of the terms in a range."""
        to_bytes = self._schema[query.fieldname].to_bytes
        low, high = 0, len(terms)
        if query.start is not None:
            low = (bisect_right if query.startexcl else bisect_left)(terms, to_bytes(query.start))
        if query.end is not None:
            high = (bisect_left if query.endexcl else bisect_right)(terms, to_bytes(query.end))
        low += low < high and not terms[low]
        return low, max(low, high)
