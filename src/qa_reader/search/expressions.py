"""What documents have of an expression that others may stand for: its own words, or the best of the others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qa_reader.search.concepts import Concept, near_of, phrase_of
from qa_reader.search.found import Documents, Scores

if TYPE_CHECKING:
    from qa_reader.search.wordrank import WordRanker

#: What a hit by another word counts beside one by the word that was typed. Measured, `bench relevance`, expressions of
#: the vocabulary: nDCG@10 0.910, at 0.7 0.879; 0.789 when an expression counted what its own words weigh.
_OTHER = 0.9
#: What the words of an expression count that do not stand together: who has a ring chromosome and, elsewhere, ears
#: has no ringing in the ears. Measured, the same: +0.2 %.
_SCATTERED = 0.5
#: So many times what it weighs a commoner expression counts at most.
_MOST = 3.0


def expressed(words: WordRanker, concept: Concept, documents: Documents) -> Scores:
    """The score of each document: the greatest of the words' own and those of the expressions for them.

    An expression that a document has as much of counts as much, however few words it has, and however common.
    """
    scores = _own(words, concept, documents)
    for other in concept.others:
        having = words.searcher.evaluate(phrase_of(other), scored=False).documents
        there, here = words.sets.common(having, documents)
        if len(here):
            of_other = np.zeros(len(here), np.float32)
            words.add_terms(other, of_other, having.take(there))
            of_other *= np.float32(_OTHER * _worth(words, concept.terms, other))
            scores[here] = np.maximum(scores[here], of_other)
    return scores


def _own(words: WordRanker, concept: Concept, documents: Documents) -> Scores:
    """What documents have of the words that were typed, less of it where these do not stand together."""
    scores = np.zeros(len(documents), np.float32)
    words.add_terms(concept.terms, scores, documents)
    if len(concept.words) > 1:
        together = words.searcher.evaluate(near_of(concept.terms), scored=False).documents
        apart = np.ones(len(documents), np.bool_)
        apart[words.sets.common(documents, together)[0]] = False
        scores[apart] *= np.float32(_SCATTERED)
    return scores


def _worth(words: WordRanker, typed: Sequence[str], other: Sequence[str]) -> float:
    """How many times an expression counts what it weighs, to count as much as the one that was typed.

    A rarer one counts half way more, but not where it is the same and more: diabetes mellitus tells no more than
    diabetes.
    """
    worth = _weight_of(words, typed) / _weight_of(words, other)
    if set(typed) < set(other):
        return worth
    return min(worth, _MOST) if worth > 1 else math.sqrt(worth)


def _weight_of(words: WordRanker, terms: Iterable[str]) -> float:
    """What terms tell together; of one that the index does not have as much as of one that it hardly has."""
    postings = [(term, words.posting(term)) for term in terms]
    return sum(words.weight(term, posting) if posting else words.rarity(term, 0) for term, posting in postings)
