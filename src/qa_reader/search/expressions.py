"""What documents have of an expression that others may stand for: its own words, or the best of the others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from whoosh import query as q

from qa_reader.search.concepts import Concept, near_of, phrase_of
from qa_reader.search.found import Documents, Scores

if TYPE_CHECKING:
    from qa_reader.search.wordrank import WordRanker

#: What a hit by another word counts beside one by the word that was typed. Measured, `bench relevance`, expressions of
#: the vocabulary: nDCG@10 0.910, at 0.7 0.879; 0.789 when an expression counted what its own words weigh.
_OTHER = 0.9
#: The same of a single word where no title has the other one: "valium" shows who names it before who says diazepam.
#: Measured on 144 such words over MedQuAD: of the first five hits 0.74 name the word and not 0.53, and as many titles
#: as before are about it (0.35); expressions of the vocabulary, nDCG@10: 0.9213 to 0.9292.
_BY_THE_WAY = 0.6
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
            some = having.take(there)
            of_other = np.zeros(len(here), np.float32)
            words.add_terms(other, of_other, some)
            of_other *= np.float32(_worth(words, concept.terms, other)) * _share(words, concept, other, some)
            scores[here] = np.maximum(scores[here], of_other)
    return scores


def _share(words: WordRanker, concept: Concept, other: Sequence[str], documents: Documents) -> Scores:
    """What a hit by another expression counts of one by what was typed, in each document."""
    share = np.full(len(documents), _OTHER, np.float32)
    if len(concept.terms) == 1:
        title = q.Term("title", other[0]) if len(other) == 1 else q.Phrase("title", list(other))
        by_the_way = np.ones(len(documents), np.bool_)
        titled = words.searcher.evaluate(title, scored=False).documents
        by_the_way[words.sets.common(documents, titled)[0]] = False
        share[by_the_way] = _BY_THE_WAY
    return share


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
