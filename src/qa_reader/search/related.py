"""Threads that are alike: by their telling words, with the reason, without near-duplicates of each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from qa_reader.search.columns import UNIT
from qa_reader.search.found import best_indices
from qa_reader.search.query import BOOSTS
from qa_reader.search.schema import TEXTS
from qa_reader.search.searcher import ArraySearcher

#: Candidates looked at for each thread wanted.
_CANDIDATES = 6
#: Two threads that share this much of their telling words say the same.
_SAME = 0.7
#: What the same topic, and the same department, add to a score, as shares of it.
_SAME_TOPIC = 0.15
_SAME_DEPARTMENT = 0.05
#: Shared words that are named as a reason.
_NAMED = 4
_WEIGHTS = {**BOOSTS, "info": 0.3}


@dataclass(frozen=True, slots=True)
class Alike:
    """A thread like another one, by its number, and why."""

    number: int
    score: float
    reasons: tuple[str, ...]


def related(searcher: ArraySearcher, number: int, limit: int) -> tuple[Alike, ...]:
    """The threads most like thread `number`, best first."""
    arrays = searcher.arrays
    at = np.flatnonzero(arrays.numbers == number)
    if not len(at) or limit <= 0:
        return ()
    document = int(at[-1])
    words = arrays.telling(document)
    postings = [posting for posting in map(arrays.posting, words) if posting is not None]
    if not postings:
        return ()
    columns = {field: TEXTS.index(field) for field in TEXTS}
    parts = searcher.sets
    sums = np.zeros(arrays.documents, np.float32)
    for posting in postings:
        sums[posting.documents] += searcher.bm25(posting, _WEIGHTS, columns, None)
    for facet, share in (("topic", _SAME_TOPIC), ("department", _SAME_DEPARTMENT)):
        sums[_sharing(searcher, facet, document)] *= 1 + share
    if arrays.alive is not None:
        sums[~arrays.alive] = 0
    sums[document] = 0
    del parts
    candidates = [i for i in best_indices(sums, min(limit * _CANDIDATES, len(sums))).tolist() if sums[i] > 0]
    return _distinct(searcher, document, words, candidates, sums, limit)


def _sharing(searcher: ArraySearcher, facet: str, document: int) -> np.ndarray:
    """The documents that share a facet's value with one."""
    _, starts, codes = searcher.arrays.listing(facet)
    own = codes[starts[document] : starts[document + 1]]
    if not len(own):
        return np.zeros(0, np.int64)
    places = np.flatnonzero(np.isin(codes, own))
    return np.unique(np.searchsorted(starts, places, "right") - 1)


def _distinct(
    searcher: ArraySearcher, document: int, words: list[bytes], candidates: list[int], scores: np.ndarray, limit: int
) -> tuple[Alike, ...]:
    """The best candidates that do not say the same as a better one or as the thread itself."""
    arrays = searcher.arrays
    chosen: list[Alike] = []
    said = [set(words)]
    for candidate in candidates:
        own = arrays.telling(candidate)
        if any(_overlap(set(own), other) >= _SAME for other in said[1:]):
            continue
        said.append(set(own))
        reasons = _reasons(searcher, document, candidate, words, own)
        chosen.append(Alike(int(arrays.numbers[candidate]), float(scores[candidate]), reasons))
        if len(chosen) == limit:
            break
    return tuple(chosen)


def _overlap(one: set[bytes], other: set[bytes]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


def _reasons(
    searcher: ArraySearcher, document: int, candidate: int, words: list[bytes], own: list[bytes]
) -> tuple[str, ...]:
    """Shared words as a reader writes them, the same topic, the same department."""
    arrays = searcher.arrays
    both = [word for word in words if word in set(own)]
    if len(both) < _NAMED:
        both += [word for word in words if word not in both and _has(searcher, word, candidate)]
    reasons = [arrays.shown(word) for word in both[:_NAMED]]
    for facet in ("topic", "department"):
        values, starts, codes = arrays.listing(facet)
        mine = Counter(codes[starts[document] : starts[document + 1]].tolist())
        shared = [code for code in codes[starts[candidate] : starts[candidate + 1]].tolist() if code in mine]
        if shared:
            name = values[shared[0]].partition(UNIT)[0]
            reasons.append(f"same {facet}: {name}")
    return tuple(reasons)


def _has(searcher: ArraySearcher, word: bytes, document: int) -> bool:
    posting = searcher.arrays.posting(word)
    if posting is None:
        return False
    at = int(np.searchsorted(posting.documents, document))
    return at < posting.count and int(posting.documents[at]) == document
