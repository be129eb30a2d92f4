"""Plain words: the threads that have all of them, and those that have most of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from whoosh import query as q

from qa_reader.search.concepts import Concept
from qa_reader.search.found import NOTHING, Found, known
from qa_reader.search.query import BOOSTS, Word
from qa_reader.search.schema import NAMES, TEXTS
from qa_reader.search.searcher import ArraySearcher

#: A thread has most of a sentence when it has this share of what its words weigh together.
MOST = 0.4
#: Words of a sentence that are looked for, the rarest.
_SOUGHT = 24


def whole(searcher: ArraySearcher, concepts: Sequence[Concept]) -> Found:
    """The documents that have all concepts."""
    queries = [concept.query() for concept in concepts]
    return searcher.evaluate(queries[0] if len(queries) == 1 else q.And(queries))


def names_with(searcher: ArraySearcher, words: Sequence[Word]) -> Found:
    """The documents that have all words in the name of a doctor, a hospital, a department or a topic."""
    queries = [q.Or([q.Term(name, term) for name in NAMES]) for word in words for term in word.terms]
    return searcher.evaluate(q.And(queries)) if queries else NOTHING


def most_of(searcher: ArraySearcher, words: Sequence[Word], *, share: float = MOST) -> Found:
    """The documents that have this share of what the words weigh; scored by all of them.

    The common words that together weigh less than the share bring no document in; they only add to those that are in.
    """
    size = searcher.arrays.documents
    found = {word.terms[0]: searcher.posting(TEXTS[0], word.terms[0]) for word in words if len(word.terms) == 1}
    postings = sorted((posting for posting in found.values() if posting is not None), key=lambda posting: posting.count)
    postings = postings[:_SOUGHT]
    if not postings:
        return NOTHING
    weights = np.array([np.log(1 + size / (posting.count + 1)) for posting in postings], np.float32)
    needed = share * float(weights.sum())
    bringing = int((np.cumsum(weights[::-1])[::-1] >= needed).sum()) if needed else len(postings)
    documents = searcher.sets.union([posting.documents for posting in postings[: max(bringing, 1)]])
    covered = np.zeros(len(documents), np.float32)
    shared = []
    for posting, weight in zip(postings, weights, strict=True):
        if len(documents) <= posting.count:
            here, there = searcher.sets.common(documents, posting.documents)
        else:
            there, here = searcher.sets.common(posting.documents, documents)
        covered[here] += weight
        shared.append((here, there))
    enough = covered >= needed
    if not enough.any():
        enough = covered >= 0.75 * covered.max()
    scores = np.zeros(len(documents), np.float32)
    columns = {field: TEXTS.index(field) for field in BOOSTS}
    for posting, (here, there) in zip(postings, shared, strict=True):
        kept = enough[here]
        scores[here[kept]] += searcher.bm25(posting, BOOSTS, columns, there[kept])
    enough &= scores > 0
    result = known(documents[enough], scores[enough])
    return result if searcher.arrays.alive is None else searcher.sets.where(result, searcher.arrays.alive)
