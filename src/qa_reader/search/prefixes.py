"""All words that begin alike, decoded in one stretch: they stand next to each other in the dictionary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.found import NOTHING, Found, distinct, known
from qa_reader.search.schema import TEXTS

if TYPE_CHECKING:
    from qa_reader.search.searcher import ArraySearcher

Array = npt.NDArray[Any]


def prefixed(searcher: ArraySearcher, text: str, boosts: dict[str, float]) -> Found:
    """The documents with a word that begins so in any of the fields, as Whoosh scores an Or of a Prefix for each."""
    arrays, bm25 = searcher.arrays, searcher.bm25
    start = text.encode("utf-8", "replace")
    parts = []
    for segment, base in zip(arrays.segments, arrays.bases.tolist(), strict=False):
        first, last = segment.places_from(start, _behind(start))
        if first < last:
            parts.append((segment.stretch(first, last), base, segment.keys_between(first, last)))
    if not parts:
        return NOTHING
    columns = {field: TEXTS.index(field) for field in boosts}
    counts = [_document_counts(parts, column) for column in columns.values()]
    preloaded = [searcher.preloads(sum(count > 0 for count in each.values())) for each in counts]
    documents: list[Array] = []
    scores: list[Array] = []
    constant = np.zeros(arrays.documents, np.float32)
    for stretch, base, keys in parts:
        term = np.repeat(np.arange(len(keys)), stretch.counts)
        holders = stretch.documents + np.int32(base)
        total = np.zeros(len(holders), np.float32)
        has = np.zeros(len(holders), np.bool_)
        for (field, column), each, always in zip(columns.items(), counts, preloaded, strict=True):
            there = np.flatnonzero(stretch.frequencies[column])
            has[there] = True
            if always:
                constant[distinct(holders[there])] += 1
                continue
            weights = np.array([bm25.weight(each[key]) for key in keys], np.float32) * np.float32(boosts[field])
            frequency = stretch.frequencies[column][there].astype(np.float32)
            total[there] += weights[term[there]] * frequency / (frequency + bm25.norm(field)[holders[there]])
        documents.append(holders[has])
        scores.append(total[has])
    holders = np.concatenate(documents)
    sums = np.bincount(holders, np.concatenate(scores), minlength=arrays.documents) if len(holders) else constant
    found = searcher.sets.union([holders])
    return known(found, (sums[found] + constant[found]).astype(np.float32))


def _behind(prefix: bytes) -> bytes | None:
    """The first bytes behind all that begin with a prefix."""
    return prefix[:-1] + bytes([prefix[-1] + 1]) if prefix[-1] < 0xFF else None


def _document_counts(parts: list[Any], column: int) -> Counter[bytes]:
    """In how many documents of all segments each word stands in a column."""
    counts: Counter[bytes] = Counter()
    for stretch, _, keys in parts:
        counts.update(dict(zip(keys, stretch.document_counts[column].tolist(), strict=True)))
    return counts
