"""Plain words: the threads that have all of them, or have them in their names."""

from __future__ import annotations

from collections.abc import Sequence

from whoosh import query as q

from qa_reader.search.found import NOTHING, Found
from qa_reader.search.query import Word
from qa_reader.search.schema import NAMES
from qa_reader.search.searcher import ArraySearcher

#: A thread has most of a sentence when it has this share of what its words weigh together.
MOST = 0.4
#: Of so few words, or pairs of characters, one is enough.
FEW = 3


def names_with(searcher: ArraySearcher, words: Sequence[Word]) -> Found:
    """The documents that have all words in the name of a doctor, a hospital, a department or a topic."""
    for word in words:
        for term in word.terms:
            if all(searcher.posting(name, term) is None for name in NAMES):
                return NOTHING
    queries = [q.Or([q.Term(name, term) for name in NAMES]) for word in words for term in word.terms]
    return searcher.evaluate(q.And(queries)) if queries else NOTHING
