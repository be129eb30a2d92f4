"""Plain words: the threads that have all of them, and those that have most of a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as q

from qa_reader.search.concepts import OTHER, Concept
from qa_reader.search.found import NOTHING, Documents, Found, Scores, known
from qa_reader.search.query import Word
from qa_reader.search.schema import NAMES, TEXTS
from qa_reader.search.searcher import ArraySearcher

Array = npt.NDArray[Any]

#: A thread has most of a sentence when it has this share of what its words weigh together.
MOST = 0.4
#: Words of a sentence that are looked for, the rarest.
_SOUGHT = 32
#: How fast a word that is typed again saturates.
_REPEATED = 2


def whole(searcher: ArraySearcher, concepts: Sequence[Concept]) -> Found:
    """The documents that have all concepts, scored by their words."""
    queries = [concept.query() for concept in concepts]
    found = searcher.evaluate(queries[0] if len(queries) == 1 else q.And(queries), scored=False)
    if not len(found):
        return NOTHING

    def score(at: Array | None) -> Scores:
        documents = found.documents if at is None else found.documents[at]
        total = np.zeros(len(documents), np.float32)
        for concept in concepts:
            terms = [term for word in concept.words for term in word.terms]
            best = _words_score(searcher, documents, terms)
            for other in concept.others:
                best = np.maximum(best, np.float32(OTHER) * _words_score(searcher, documents, other))
            total += best
        return total

    return Found(found.documents, score)


def _words_score(searcher: ArraySearcher, documents: Documents, terms: Sequence[str]) -> Scores:
    """The sum of what the terms score in some documents, 0 in those without them."""
    total = np.zeros(len(documents), np.float32)
    for term in terms:
        posting = searcher.posting(TEXTS[0], term)
        if posting is None:
            continue
        if posting.documents is documents:
            total += searcher.telling(posting)
            continue
        here, there = shared(searcher, documents, posting.documents)
        total[here] += searcher.telling(posting, there)
    return total


def shared(searcher: ArraySearcher, one: Documents, other: Documents) -> tuple[Array, Array]:
    """The indices in both lists of the documents that both have."""
    if len(one) <= len(other):
        return searcher.sets.common(one, other)
    there, here = searcher.sets.common(other, one)
    return here, there


def names_with(searcher: ArraySearcher, words: Sequence[Word]) -> Found:
    """The documents that have all words in the name of a doctor, a hospital, a department or a topic."""
    queries = [q.Or([q.Term(name, term) for name in NAMES]) for word in words for term in word.terms]
    return searcher.evaluate(q.And(queries)) if queries else NOTHING


def most_of(
    searcher: ArraySearcher, words: Sequence[Word], *, share: float = MOST, times: Mapping[str, int] | None = None
) -> Found:
    """The documents that have this share of what the words weigh; scored by all of them.

    The common words that together weigh less than the share bring no document in; they only add to those that are in.
    `times`: how often each term was typed; a repeated one counts for more, up to _REPEATED + 1 times.
    """
    size = searcher.arrays.documents
    found = {word.terms[0]: searcher.posting(TEXTS[0], word.terms[0]) for word in words if len(word.terms) == 1}
    terms = sorted((posting.count, term) for term, posting in found.items() if posting is not None)[:_SOUGHT]
    postings = [found[term] for _, term in terms]
    if not postings:
        return NOTHING
    weights = np.array([np.log(1 + size / (count + 1)) for count, _ in terms], np.float32)
    needed = share * float(weights.sum())
    bringing = int((np.cumsum(weights[::-1])[::-1] >= needed).sum()) if needed else len(postings)
    documents = searcher.sets.union([posting.documents for posting in postings[: max(bringing, 1)]])  # type: ignore[union-attr]
    covered = np.zeros(len(documents), np.float32)
    places = []
    for posting, weight in zip(postings, weights, strict=True):
        here, there = shared(searcher, documents, posting.documents)  # type: ignore[union-attr]
        covered[here] += weight
        places.append((here, there))
    enough = covered >= needed
    if not enough.any():
        enough = covered >= 0.75 * covered.max()
    scores = np.zeros(len(documents), np.float32)
    for posting, (here, there), (_, term) in zip(postings, places, terms, strict=True):
        kept = enough[here]
        repeated = (times or {}).get(term, 1)
        factor = np.float32(repeated * (_REPEATED + 1) / (repeated + _REPEATED))
        scores[here[kept]] += factor * searcher.telling(posting, there[kept])  # type: ignore[arg-type]
    result = known(documents[enough], scores[enough])
    return result if searcher.arrays.alive is None else searcher.sets.where(result, searcher.arrays.alive)
