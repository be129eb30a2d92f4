"""All words that begin alike, decoded in one stretch: they stand next to each other in the dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from qa_reader.search.found import NOTHING, Found, known
from qa_reader.search.postings import Stretch
from qa_reader.search.schema import TEXTS

if TYPE_CHECKING:
    from qa_reader.search.searcher import ArraySearcher

Array = npt.NDArray[Any]


class _Part(NamedTuple):
    """The words of one segment; `counts` (columns × words): in how many documents of all segments each stands."""

    stretch: Stretch
    base: int
    counts: Array


def prefixed(searcher: ArraySearcher, text: str, boosts: dict[str, float]) -> Found:
    """The documents with a word that begins so in any of the fields, as Whoosh scores an Or of a Prefix for each."""
    arrays, bm25 = searcher.arrays, searcher.bm25
    parts, words = _parts(searcher, text)
    if not parts:
        return NOTHING
    columns = {field: TEXTS.index(field) for field in boosts}
    holders: list[Array] = []
    scores: list[Array] = []
    constants: list[Array] = []
    for part in parts:
        term = np.repeat(np.arange(len(part.stretch.counts)), part.stretch.counts)
        documents = part.stretch.documents + np.int32(part.base)
        for field, column in columns.items():
            there = np.flatnonzero(part.stretch.frequencies[column])
            if searcher.preloads(words[column]):
                constants.append(np.unique(documents.take(there)))
                continue
            holders.append(documents.take(there))
            weights = (bm25.weights(part.counts[column]) * boosts[field]).astype(np.float32)
            frequency = part.stretch.frequencies[column].take(there).astype(np.float32)
            frequency /= frequency + bm25.norm(field).take(holders[-1])
            scores.append(frequency * weights.take(term.take(there)))
    scores += [np.ones(len(documents), np.float32) for documents in constants]
    everywhere = np.concatenate(holders + constants)
    sums = np.bincount(everywhere, np.concatenate(scores), minlength=arrays.documents)
    found = searcher.sets.union([everywhere])
    return known(found, sums.take(found).astype(np.float32))


def _parts(searcher: ArraySearcher, text: str) -> tuple[list[_Part], list[int]]:
    """The words of all segments, and how many different ones there are in each column."""
    start = text.encode("utf-8", "replace")
    stop = start[:-1] + bytes([start[-1] + 1]) if start[-1] < 0xFF else None
    found = []
    for segment, base in zip(searcher.arrays.segments, searcher.arrays.bases.tolist(), strict=False):
        first, last = segment.places_from(start, stop)
        if first < last:
            found.append((segment, first, last, base))
    parts = [(segment.stretch(first, last), base) for segment, first, last, base in found]
    counts = [stretch.document_counts for stretch, _ in parts]
    together = counts[0] if counts else np.zeros((len(TEXTS), 0), np.int64)
    if len(parts) > 1:
        keys = [key for segment, first, last, _ in found for key in segment.keys_between(first, last)]
        word_of: dict[bytes, int] = {}
        words = np.array([word_of.setdefault(key, len(word_of)) for key in keys])
        ends = np.cumsum([each.shape[1] for each in counts])[:-1]
        together = np.array([np.bincount(words, row, len(word_of)) for row in np.concatenate(counts, axis=1)])
        counts = [together[:, some] for some in np.split(words, ends)]
    whole = [_Part(stretch, base, each) for (stretch, base), each in zip(parts, counts, strict=True)]
    return whole, np.count_nonzero(together, axis=1).tolist()
