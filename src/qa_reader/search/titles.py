"""How much of each title a query asks for, by how often its terms stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from qa_reader.search.found import Scores
from qa_reader.search.nearness import Standing

#: The terms of an expression, and of each that may stand for it.
Ways = Sequence[Sequence[str]]


def in_titles(standing: Mapping[str, Standing], count: int) -> dict[str, Scores]:
    """How often each term stands in the title of each of `count` documents; of terms that stand in any."""
    found: dict[str, Scores] = {}
    for term, one in standing.items():
        if one.posting.document_counts[0]:
            found[term] = np.zeros(count, np.float32)
            found[term][one.here] = one.in_titles
    return found


def share_asked(counts: Mapping[str, Scores], lengths: Scores) -> Scores:
    """The share that is asked for of each title, which has so many words."""
    asked = np.zeros(len(lengths), np.float32)
    for of_term in counts.values():
        asked += of_term
    asked /= lengths
    return np.minimum(asked, 1, out=asked)


def share_of_whole(counts: Mapping[str, Scores], asked: Sequence[Ways], lengths: Scores) -> Scores:
    """The same of the titles that have all that is asked for, each expression in any of its ways; 0 of the others."""
    total = np.zeros(len(lengths), np.float32)
    least = lengths
    for ways in asked:
        found = [_together([counts[term] for term in terms]) for terms in ways if all(term in counts for term in terms)]
        if not found:
            return np.zeros(len(lengths), np.float32)
        most = found[0] if len(found) == 1 else np.maximum.reduce(found)
        total += most
        least = np.minimum(least, most)
    total /= lengths
    total *= least > 0
    return np.minimum(total, 1, out=total)


def _together(counts: Sequence[Scores]) -> Scores:
    """How often terms stand in each title that has them all; 0 for the others. One term's are not copied."""
    if len(counts) == 1:
        return counts[0]
    together: Scores = np.add.reduce(counts) * (np.minimum.reduce(counts) > 0)
    return together
