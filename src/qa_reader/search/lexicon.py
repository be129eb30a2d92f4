"""The terms of all batches as those of one segment, a stretch of the alphabet at a time.

A stretch asks for nothing of the others: processes number several side by side, and none ever has all terms, of which
an archive of 250,000 threads has millions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qa_reader.search.keys import Keys, united
from qa_reader.search.runs import Inverted, Spilled, SpilledKeys
from qa_reader.search.spelling import most_frequent, spelt
from qa_reader.search.telling import may_tell
from qa_reader.search.wordtable import NO_TERM

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Keys numbered at once, those of each batch by themselves: about 150 bytes each, with their words. Who cancels waits
#: for one stretch: of 500,000 it took more than a second.
STRETCH_KEYS = 125_000
#: Of the keys of a batch each so many-th is a mark, by which stretches of one size are found.
MARKED = 256
_SEPARATOR = b"\n"


class Share(Struct, frozen=True):
    """What a batch has of a stretch: which of its short and long keys, and of its words."""

    keys: Keys | SpilledKeys
    counts: Array | Spilled
    position_counts: Array | Spilled
    words: Keys | SpilledKeys
    word_terms: Array | Spilled
    word_counts: Array | Spilled
    short: slice
    long: slice
    short_words: slice
    long_words: slice

    @property
    def terms(self) -> slice:
        """Which of the batch's terms."""
        return slice(self.short.start + self.long.start, self.short.stop + self.long.stop)

    def of_words(self, array: Array | Spilled) -> Array:
        """What stands in an array of all words for these."""
        behind = len(self.words.short)
        long = slice(behind + self.long_words.start, behind + self.long_words.stop)
        return np.concatenate((array[self.short_words], array[long]))


class Stretch(Struct, frozen=True):
    """Neighbouring terms as those of one segment, numbered from 0 on.

    `ranks`: of each share the numbers of its terms; `totals` (2 × terms): postings and positions; `tells`:
    `telling.may_tell`; `forms`: of the terms `written` how they are written, where that is not the term itself;
    `words`, `word_counts`: the most frequent words for spelling.
    """

    keys: Keys | SpilledKeys
    ranks: list[Array]
    totals: Array
    tells: Bools
    written: Array
    forms: bytes
    words: list[bytes]
    word_counts: Ints


def marks_of(keys: Keys) -> Array:
    """The heads of some keys, as many in each part of the alphabet as there are keys in it."""
    return np.concatenate((keys.short[::MARKED], Keys(keys.short[:0], keys.long[::MARKED]).long_heads()))


def shares(batches: Sequence[Inverted]) -> Iterator[list[Share]]:
    """Yield the shares of all batches in each stretch, in order."""
    step = max(1, STRETCH_KEYS // MARKED)
    marks = np.sort(np.concatenate([np.zeros(0, np.uint64), *(batch.marks for batch in batches)]))
    bounds = np.unique(marks[step::step])
    of_batches = [_of_batch(batch, bounds) for batch in batches]
    return map(list, zip(*of_batches, strict=True))


def _of_batch(batch: Inverted, bounds: Array) -> list[Share]:
    """The shares of a batch in the stretches that these heads part."""
    short = _cuts(batch.keys.short[:], bounds)
    long = _cuts(batch.keys.long_heads(), bounds)
    heads, behind = batch.word_heads[:], len(batch.words.short)
    short_words, long_words = _cuts(heads[:behind], bounds), _cuts(heads[behind:], bounds)
    run = batch.run
    return [
        Share(
            batch.keys,
            run.counts,
            run.position_counts,
            batch.words,
            batch.word_terms,
            batch.word_counts,
            *(slice(first, last) for first, last in slices),
        )
        for slices in zip(*map(pairwise, (short, long, short_words, long_words)), strict=True)
    ]


def _cuts(ascending: Array, bounds: Array) -> list[int]:
    """Where an array is cut at some bounds; its begin and its end are cuts, too."""
    return [0, *np.searchsorted(ascending, bounds).tolist(), len(ascending)]


def stretch_of(of_batches: Sequence[Share]) -> Stretch:
    """The terms of a stretch, as one."""
    own = [share.keys.part(share.short, share.long) for share in of_batches]
    keys, places = united(own)
    ranks: list[Array] = []
    totals = np.zeros((2, len(keys)), np.int32)  # no term stands in so many documents, see `blocks`
    for share, some, place in zip(of_batches, own, places, strict=True):
        rank = np.empty(len(some), np.int32)
        rank[np.concatenate(some.places())] = place
        totals[0][rank] += share.counts[share.terms]
        totals[1][rank] += share.position_counts[share.terms].astype(np.int32)
        ranks.append(rank)
    words, counts, terms = _words_of(of_batches, ranks)
    written, forms = _forms(words, counts, terms, keys)
    return Stretch(
        keys, ranks, totals, may_tell(keys), written, _SEPARATOR.join(forms), *most_frequent(*spelt(words, counts))
    )


def _words_of(of_batches: Sequence[Share], ranks: Sequence[Array]) -> tuple[Keys, Ints, Ints]:
    """All words of some terms, with how often each stands there and the number of its term, -1 for none."""
    own = [share.words.part(share.short_words, share.long_words) for share in of_batches]
    words, places = united(own)
    counts, terms = np.zeros(len(words), np.int64), np.full(len(words), NO_TERM)
    for share, rank, place in zip(of_batches, ranks, places, strict=True):
        counts[place] += share.of_words(share.word_counts)
        own_terms = share.of_words(share.word_terms)
        there = own_terms != NO_TERM  # a word that only names have has its term in other batches, or nowhere
        terms[place[there]] = rank[own_terms[there] - share.terms.start]
    return words, counts, terms


def _forms(words: Keys, counts: Ints, terms: Ints, keys: Keys) -> tuple[Array, list[bytes]]:
    """The terms that are not written as they are, and how: as the word that stands there most often.

    Among equals it is the first in the alphabet.
    """
    order = np.lexsort((-counts, terms))
    best = order[np.diff(terms[order], prepend=NO_TERM) != 0]
    forms = [word.strip(b"'") for word in words.at(best)]
    others = [i for i, (form, key) in enumerate(zip(forms, keys.at(terms[best]), strict=True)) if form != key]
    return terms[best][others].astype(np.int32), [forms[i] for i in others]


class _Written(Struct, frozen=True):
    """The keys of a stretch, and the forms of those that have one, as in `Stretch`."""

    keys: Keys | SpilledKeys
    written: Array
    forms: bytes


class Lexicon:
    """Takes the stretches in order; numbers the terms of all runs, and then says what each term is."""

    def __init__(self, batches: Sequence[Inverted], folder: Path | None) -> None:
        """`folder`: where keys are kept meanwhile; None for memory."""
        self._batches = batches
        self._folder = folder
        self._stretches: list[_Written] = []
        self._starts = [0]
        #: How many postings and positions each term has (2 × terms), and which terms may be telling.
        self.totals = np.zeros((2, 0), np.int32)
        self.tells = np.zeros(0, np.bool_)
        self._loaded: tuple[int, Keys, dict[int, bytes]] = (-1, Keys(np.zeros(0, np.uint64), []), {})
        self._words: list[bytes] = []
        self._word_counts = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return self._starts[-1]

    def take(self, stretch: Stretch) -> None:
        """Take the next stretch."""
        first = len(self)
        for batch, ranks in zip(self._batches, stretch.ranks, strict=True):
            batch.run.name_terms(ranks + np.int32(first))
        self._words, self._word_counts = most_frequent(
            self._words + stretch.words, np.concatenate((self._word_counts, stretch.word_counts))
        )
        self.totals = np.concatenate((self.totals, stretch.totals), axis=1)
        self.tells = np.concatenate((self.tells, stretch.tells))
        self._starts.append(first + len(stretch.keys))
        self._stretches.append(self._kept(stretch))

    def _kept(self, stretch: Stretch) -> _Written:
        """What is still wanted of a stretch; no view of an array, which would keep all of it."""
        keys = stretch.keys
        if self._folder is not None and isinstance(keys, Keys):
            keys = SpilledKeys(self._folder / f"terms{len(self._stretches)}", keys)
        return _Written(keys, stretch.written, stretch.forms)

    def words(self) -> dict[str, int]:
        """The most frequent words, for spelling."""
        return dict(zip((word.decode("ascii") for word in self._words), self._word_counts.tolist(), strict=True))

    def between(self, first: int, last: int) -> tuple[list[bytes], list[bytes]]:
        """The terms `first:last`, and how each is written; b"" where it is the term itself."""
        keys: list[bytes] = []
        forms: list[bytes] = []
        while first < last:
            number = bisect_right(self._starts, first) - 1
            start, end = self._starts[number], min(last, self._starts[number + 1])
            whole, written = self._of(number)
            keys += whole.between(first - start, end - start)
            forms += [written.get(place, b"") for place in range(first - start, end - start)]
            first = end
        return keys, forms

    def _of(self, number: int) -> tuple[Keys, dict[int, bytes]]:
        """The keys of a stretch, and the forms of those that have one; of the one that was asked for last."""
        if self._loaded[0] != number:
            stretch = self._stretches[number]
            keys = stretch.keys.whole() if isinstance(stretch.keys, SpilledKeys) else stretch.keys
            forms = stretch.forms.split(_SEPARATOR) if len(stretch.written) else []
            self._loaded = (number, keys, dict(zip(stretch.written.tolist(), forms, strict=True)))
        return self._loaded[1], self._loaded[2]
