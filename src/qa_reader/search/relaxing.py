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
#: A word in more than this share of all threads brings no thread in by itself.
_COMMON = 1 / 8


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

    Rare words bring documents in, common ones only add to those that are in.
    """
    size = searcher.arrays.documents
    columns = {field: TEXTS.index(field) for field in BOOSTS}
    postings = {word.terms[0]: searcher.posting(TEXTS[0], word.terms[0]) for word in words if len(word.terms) == 1}
    present = sorted((posting for posting in postings.values() if posting is not None), key=lambda posting: posting.count)
    present = present[:_SOUGHT]
    if not present:
        return NOTHING
    weights = [float(np.log(1 + size / (posting.count + 1))) for posting in present]
    rare = max(sum(posting.count <= size * _COMMON for posting in present), min(2, len(present)))
    has = np.zeros(size, np.bool_)
    for posting in present[:rare]:
        has[posting.documents] = True
    documents = np.flatnonzero(has).astype(np.int32)
    scores = np.zeros(len(documents), np.float32)
    covered = np.zeros(len(documents), np.float32)
    for posting, weight in zip(present, weights, strict=True):
        if len(documents) <= posting.count:
            here, there = searcher.sets.common(documents, posting.documents)
        else:
            there, here = searcher.sets.common(posting.documents, documents)
        scores[here] += searcher.bm25(posting, BOOSTS, columns, there)
        covered[here] += weight
    enough = np.flatnonzero((covered >= share * sum(weights)) & (scores > 0))
    if not len(enough):
        enough = np.flatnonzero(covered >= 0.75 * covered.max())
    found = known(documents[enough], scores[enough])
    return found if searcher.arrays.alive is None else searcher.sets.where(found, searcher.arrays.alive)
