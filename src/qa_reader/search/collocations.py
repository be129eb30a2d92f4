"""Words that are one expression: those of "magnetic resonance imaging" say together hardly more than one of them.

BM25 adds up what words tell as if each stood by itself, so that the three would outweigh the knee that is asked about.
How much two words of a text are one is the normalised pointwise mutual information of the threads that have them
(Bouma, "Normalized (pointwise) mutual information in collocation extraction", 2009); words that are one by so much
count as so many as Kish's effective sample ("Survey sampling", 1965): n / (1 + (n - 1) × share).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from qa_reader.search.bag import Asked
from qa_reader.search.found import Sets
from qa_reader.search.posting import Posting

#: The part of what words have in common that is not counted again. Measured, 0.4 to 0.6 alike: SciFact +0.6, RQE +0.4,
#: MedQuAD asked with synonyms +0.5, Stack Exchange ± 0.1 %; at 1.0 RQE loses a third of it again.
_SHARED = 0.5
#: Fewer threads show nothing: in one, all words stand together.
_FEWEST = 3
#: A word in more than this share of all threads is part of no expression, and would take long.
_COMMON = 1 / 20


def kept_shares(bag: Sequence[Asked], postings: Mapping[str, Posting], sets: Sets, documents: int) -> dict[str, float]:
    """For each term that others of the bag are one with, the share of its weight that it keeps.

    `postings`: of the terms to look at; `documents`: how many there are in all.
    """
    rare = {term: posting for term, posting in postings.items() if _FEWEST <= posting.count <= documents * _COMMON}
    named = ((asked.term, other) for asked in bag for other in asked.near if {asked.term, other} <= rare.keys())
    # in the order of the text: the sums are the same in every process
    pairs = dict.fromkeys((min(pair), max(pair)) for pair in named if pair[0] != pair[1])
    shared: dict[str, float] = {}
    for one, other in pairs:
        together = _together(rare[one], rare[other], sets, documents)
        shared[one] = shared.get(one, 0.0) + together
        shared[other] = shared.get(other, 0.0) + together
    return {term: 1 / (1 + _SHARED * share) for term, share in shared.items()}


def _together(one: Posting, other: Posting, sets: Sets, documents: int) -> float:
    """How much two terms are one, from 0 to 1; one thread fewer than there are speaks for it."""
    both = sets.shared(one.documents, other.documents) - 1
    if both < 1:
        return 0.0
    return max(math.log(documents * both / (one.count * other.count)) / math.log(documents / both), 0.0)
