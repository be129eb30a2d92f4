"""Topics of the departments for which the source names none: names and counts, found when the index was written.

A thread belongs to a computed topic when its title has the topic's name; so the threads that are counted are those that
are listed, and nothing but names and counts has to be kept. `topicfinding` finds them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as q

from qa_reader.model import Topic
from qa_reader.search.analysis import Mode, occurrences, terms
from qa_reader.search.arrays import Arrays
from qa_reader.search.codec import Gets, fault, load_json
from qa_reader.search.searcher import ArraySearcher
from qa_reader.search.store import TOPICS
from qa_reader.search.titlesample import MOST_DEPARTMENTS

Mask = npt.NDArray[np.bool_]
Counted = tuple[tuple[Topic, int], ...]

#: Topics of a department.
MOST = 15
#: Names are cut from titles that a sample keeps the beginning of, and counts are of threads.
_LONGEST_NAME = 200
_MOST_THREADS = 1 << 31


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


def having(searcher: ArraySearcher, topic: Topic) -> Mask:
    """The documents of a computed topic: those of its department that have its name in their title."""
    return titled(searcher, topic.name) & inside(searcher.arrays, topic.department)


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


def read_topics(store: Gets) -> dict[str, Counted]:
    """The computed topics of each department with the numbers of their threads; none where an index has none.

    Raises IndexFault where they are damaged.
    """
    _, departments = _read(store)
    return {name: tuple((Topic(topic, name), count) for topic, count in some) for name, some in departments}


def counted_among(store: Gets) -> int:
    """How many threads there were when topics were looked for, 0 for never; raises IndexFault as `read_topics`."""
    return _read(store)[0]


def _read(store: Gets) -> tuple[int, list[Any]]:
    blob = store.get(TOPICS)
    if blob is None:
        return 0, []
    value = load_json(TOPICS, blob)
    if not isinstance(value, dict) or type(value.get("threads")) is not int:
        raise fault(TOPICS, "does not say of how many threads it is")
    departments = value.get("departments")
    if not isinstance(departments, list) or len(departments) > MOST_DEPARTMENTS:
        raise fault(TOPICS, "lists no departments, or too many")
    if not all(map(_is_department, departments)):
        raise fault(TOPICS, "lists no topics")
    return value["threads"], departments


def _is_department(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2 or not isinstance(value[1], list):
        return False
    named = isinstance(value[0], str) and value[0] != ""
    return named and len(value[1]) <= MOST and all(map(_is_topic, value[1]))


def _is_topic(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2:
        return False
    name, count = value
    named = isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME
    return named and type(count) is int and 0 < count < _MOST_THREADS
