"""How near words stand to each other in the texts of documents, from their positions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.codec import fault
from qa_reader.search.posting import CELLS, WIDEST, WIDEST_BITS, Posting

Array = npt.NDArray[Any]

#: Two words are near within so many positions.
NEAR = 8
#: What a pair of occurrences at each distance counts (Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc
#: retrieval on very large text collections", SIGIR 2006): 1 / distance², nothing beyond NEAR.
_CLOSE = np.array([1.0, *(1.0 / distance**2 for distance in range(1, NEAR + 1)), 0.0])
#: The documents that have a term that all have.
ALL = slice(None)


class Standing:
    """Where a term stands among a few documents: those at `here` are its own documents at `at`."""

    def __init__(self, posting: Posting, documents: Array, *, in_all: bool = False) -> None:
        """`in_all`: whether all documents are known to have it; `here` is then `ALL`."""
        self.posting = posting
        self.at = posting.documents.searchsorted(documents)
        self.here: Array | slice = ALL
        if not in_all:
            np.minimum(self.at, posting.count - 1, out=self.at)
            here = (posting.documents.take(self.at) == documents).nonzero()[0]
            if len(here) < len(documents):
                self.here, self.at = here, self.at.take(here)
        self._codes: Array | None = None

    @property
    def codes(self) -> Array:
        """The codes of its own documents; only where the posting is `coded`."""
        if self._codes is None:
            self._codes = self.posting.codes(self.at)
        return self._codes

    @property
    def in_titles(self) -> Array:
        """How often it stands in the titles of its own documents."""
        return self.posting.in_titles(self.at, self.codes if self.posting.coded else None)

    @property
    def whole(self) -> bool:
        """Whether all documents have it."""
        return self.here is ALL


def neighbourhood(
    terms: Sequence[str],
    standing: Mapping[str, Standing],
    rarity: Callable[[str, Posting], float],
    weights: Array,
    norm: Array,
) -> Iterator[Array]:
    """Yield what it is worth that neighbours of a query stand near: the commoner's rarity, saturated by `norm`.

    `terms`: of the words, "" where one has several; `norm`: of each document; `weights`: of each cell.
    """
    for is_found, group in groupby(terms, standing.__contains__):
        together = list(group)
        if not is_found or len(together) < 2:
            continue
        rarities = [rarity(term, standing[term].posting) for term in together]
        near = nearness([standing[term] for term in together], len(norm), weights)
        near /= near + norm
        for place, of_pair in enumerate(near):
            if together[place] != together[place + 1]:
                yield of_pair * np.float32(min(rarities[place : place + 2]) / (len(terms) - 1))


def nearness(words: Sequence[Standing], count: int, weights: Array) -> Array:
    """For each word but the last (rows), how often and how near it stands to the next one in each of `count` documents.

    A pair of occurrences counts what `_CLOSE` says times the weight of its field. All words are looked at together: as
    if each stood in documents of its own.
    """
    numbers = None  # of whole words: one document after the other
    if not all(word.whole for word in words):
        every = np.arange(count)
        numbers = np.concatenate([every[word.here] + i * count for i, word in enumerate(words)])
    keys, ends = keys_of([(word.posting, word.at) for word in words], *_rows_of(words), numbers)
    one, other = keys[: ends[-2]], keys[ends[0] :] - count * CELLS * WIDEST
    pairs = len(words) - 1
    if not len(one) or not len(other):
        return np.zeros((pairs, count), np.float32)
    cells = one >> WIDEST_BITS
    close = closeness(one, other) * weights.take(cells % CELLS)
    return np.bincount(cells // CELLS, close, pairs * count).astype(np.float32).reshape(pairs, count)


def _rows_of(words: Sequence[Standing]) -> tuple[Array, Array]:
    """How often words stand in each cell of their documents, word after word, and in all cells together."""
    segments = [word.posting.segment for word in words]
    segment = segments[0]
    if segment is None or segments.count(segment) < len(segments):
        rows = np.concatenate([word.posting.rows(word.at) for word in words])
        return rows, np.concatenate([word.posting.totals(word.at) for word in words])
    codes = np.concatenate([word.codes for word in words], dtype=np.intp)  # one table for all
    return segment.rows.take(codes, axis=0), segment.totals.take(codes)


def keys_of(
    terms: Sequence[tuple[Posting, Array]], rows: Array, counts: Array, numbers: Array | None
) -> tuple[Array, list[int]]:
    """Where terms stand in some of their documents: `Posting.keys` as if these had other numbers, term after term.

    `terms`: postings with the indices of documents, ascending; of all of these, term after term, `rows` and `counts`
    as `Posting.rows` and `totals` give them, and `numbers`, ascending; None: 0, 1, 2, … The keys are cell × WIDEST +
    position. Also where the keys of each term end.
    """
    upto = _summed(counts)
    if not len(upto) or not upto[-1]:
        return upto[:0], [0] * len(terms)
    read = [posting.gaps_and_ends for posting, _ in terms]
    stops = [int(upto[last - 1]) if last else 0 for last in accumulate(len(at) for _, at in terms)]
    # each place is the one behind the last, but where another document begins
    ends = np.concatenate([end.take(at) for (_, end), (_, at) in zip(read, terms, strict=True)])
    index = np.arange(stops[-1])
    places = (ends - upto).repeat(counts)
    places += index
    gaps = [gap.take(places[first:last]) for (gap, _), first, last in zip(read, [0, *stops], stops, strict=False)]
    return _keys_of_few(rows, numbers, np.concatenate(gaps, dtype=np.int64), index), stops


#: Running sums of a few numbers, in two thirds of the time of `cumsum`, which takes twice as long to widen them, too.
_summed = np.add.accumulate


def _keys_of_few(rows: Array, numbers: Array | None, gaps: Array, index: Array) -> Array:
    """What `_keys` gives for WIDEST, in fewer steps, each of which takes longer; `index`: 0, 1, 2, … for each gap."""
    rows = rows.reshape(-1)
    cells = (rows != 0).nonzero()[0]
    counts = rows.take(cells).astype(np.int64)
    run = _summed(gaps)
    if int(run[-1]) + len(gaps) >= WIDEST:
        raise fault("positions", "are beyond all measure")
    starts = _summed(counts)
    starts -= counts
    if numbers is not None:
        cells = numbers.take(cells // CELLS).astype(np.int64) * CELLS + cells % CELLS
    leaps = cells << WIDEST_BITS
    leaps += gaps.take(starts)
    leaps -= run.take(starts)
    leaps -= starts
    keys: Array = leaps.repeat(counts)
    keys += run
    keys += index
    return keys


def closeness(one: Array, other: Array) -> Array:
    """What each of one word's occurrences counts by the nearest of the other on either side.

    `one`, `other`: row × width + position of each occurrence, ascending, not none, rows farther apart than NEAR.
    """
    after = other.searchsorted(one)
    gaps = other.take(after, mode="clip")
    gaps -= one
    after -= 1
    before = other.take(after, mode="clip")
    before -= one
    np.abs(gaps, out=gaps)
    np.abs(before, out=before)
    np.minimum(gaps, before, out=gaps)
    close: Array = _CLOSE.take(gaps, mode="clip")
    return close
