"""Which threads have a topic that was found in titles: those of its department that have its name in theirs.

`topicfinding` finds topics and their threads when an index is written, `topicthreads` keeps them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from whoosh import query as q

from qa_reader.model import Topic
from qa_reader.search.analysis import Mode, occurrences, terms
from qa_reader.search.arrays import Arrays
from qa_reader.search.searcher import ArraySearcher

Mask = npt.NDArray[np.bool_]


def inside(arrays: Arrays, department: str) -> Mask:
    """The documents of a department, all of them for ""; removed ones left out."""
    mask = np.ones(arrays.documents, np.bool_)
    if department:
        values, starts, codes = arrays.listing("department")
        mask[:] = False
        if department in values:
            owners = np.repeat(np.arange(arrays.documents), np.diff(starts))
            mask[owners[codes == values.index(department)]] = True
    return mask if arrays.alive is None else mask & arrays.alive


def titled(searcher: ArraySearcher, name: str) -> Mask:
    """The documents that have a name in their title."""
    has = np.zeros(searcher.arrays.documents, np.bool_)
    words = terms(name, Mode.QUERY)
    if words:
        query = q.Term("title", words[0]) if len(words) == 1 else q.Phrase("title", words)
        has[searcher.evaluate(query, scored=False).documents] = True
    return has


def is_about(title: str, topic: Topic) -> bool:
    """Whether a title has the name of a computed topic, as `having` looks for it."""
    words = terms(topic.name, Mode.QUERY)
    places: dict[str, set[int]] = {}
    for occurrence in occurrences(title, Mode.QUERY):
        places.setdefault(occurrence.term, set()).add(occurrence.position)
    starts = places.get(words[0], set()) if words else set()
    return any(all(start + i in places.get(word, ()) for i, word in enumerate(words)) for start in starts)
