"""Titles that ask as a text asks: which begin as one of its sentences, and have its words in its order.

Two questions of the same words may ask for different things: "what are the symptoms of" and "what causes". Only titles
are looked at: in long texts words stand in any order anyhow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qa_reader.search.nearness import Standing, keys_of
from qa_reader.search.posting import CELLS, WIDEST, WIDEST_BITS

Array = npt.NDArray[Any]
Scores = npt.NDArray[np.float32]

#: What a title that begins as a sentence is worth, and one all of whose words stand as in the text, as shares of the
#: best score. Measured together: MedQuAD asked with synonyms +8.6, with a letter wrong +2.4, toyhom's questions +0.5,
#: Stack Exchange +0.3, RQE +0.1, SciFact -0.1 %. The pairs have a word between them: neighbours cost SciFact 0.4 %.
_BEGINS = 0.1
_ORDERED = 0.2
_APART = 2
#: Words of a title that are looked at.
_LONGEST = 32
#: A word of more threads is left out: its places would have to be decoded, and it tells little.
_COMMON = 20_000


class Order(Struct, frozen=True):
    """How a text's terms stand: those that follow each within some places, and those that sentences begin with."""

    followers: Mapping[str, Sequence[str]]
    beginnings: frozenset[str]

    def worth(self, standing: Mapping[str, Standing], count: int, lengths: Scores) -> Scores:
        """What it is worth to each of `count` documents, with so long titles, that its title stands so."""
        terms = [term for term, one in standing.items() if one.posting.count <= _COMMON and one.in_titles.any()]
        if len(terms) < 2:
            return np.zeros(count, np.float32)
        titles = _titles([standing[term] for term in terms], count)
        follows = self._follows(terms)
        begins = np.array([*(term in self.beginnings for term in terms), False])
        begun = begins.take(titles[:, 0]) & follows[titles[:, 0], titles[:, 1]]
        ordered = follows[titles[:, :-_APART], titles[:, _APART:]].sum(axis=1)
        ordered = ordered / np.maximum(lengths - _APART, 1)
        worth: Scores = (_BEGINS * begun + _ORDERED * np.minimum(ordered, 1)).astype(np.float32)
        return worth

    def _follows(self, terms: Sequence[str]) -> Array:
        """Whether a term (columns) follows another one (rows); the last of both is none."""
        places = {term: place for place, term in enumerate(terms)}
        pairs = [
            place * (len(terms) + 1) + places[other]
            for place, term in enumerate(terms)
            for other in self.followers.get(term, ())
            if other in places
        ]
        follows = np.zeros((len(terms) + 1, len(terms) + 1), np.bool_)
        follows.reshape(-1)[np.array(pairs, np.intp)] = True
        return follows


def _titles(words: Sequence[Standing], count: int) -> Array:
    """For each document (rows) the number of the word at each place of its title, that of none where there is none."""
    having = [one.in_titles.nonzero()[0] for one in words]
    parts = [(one.posting, one.at.take(here)) for one, here in zip(words, having, strict=True)]
    every = np.arange(count)
    numbers = [every[one.here].take(here) + i * count for i, (one, here) in enumerate(zip(words, having, strict=True))]
    rows = np.concatenate([posting.rows(at) for posting, at in parts])
    counts = np.concatenate([posting.totals(at) for posting, at in parts])
    keys, _ = keys_of(parts, rows, counts, np.concatenate(numbers))
    cells, places = keys >> WIDEST_BITS, keys & (WIDEST - 1)
    seen = ((cells % CELLS == 0) & (places < _LONGEST)).nonzero()[0]
    word, document = np.divmod(cells.take(seen) // CELLS, count)
    titles = np.full((count, _LONGEST), len(words), np.intp)
    titles[document, places.take(seen)] = word
    return titles
