"""What is kept of the topics that were found in titles: names with counts, and the numbers of their threads.

`topicfinding` writes them, `arrays` reads the threads. An index without the threads is one without topics.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.model import Topic
from qa_reader.search.codec import Gets, Packed, dump_json, fault, fetch, load_json, pack
from qa_reader.search.store import TOPIC_THREADS, TOPICS, BlobStore
from qa_reader.search.titlesample import MOST_DEPARTMENTS

Ints = npt.NDArray[np.int64]
Counted = tuple[tuple[Topic, int], ...]
#: The topics of each department, each with the archive's numbers of its threads, ascending.
Threads = dict[str, list[tuple[str, Ints]]]

#: Topics of a department.
MOST = 15
#: Names are cut from titles that a sample keeps the beginning of, and counts are of threads.
_LONGEST_NAME = 200
_MOST_THREADS = 1 << 31
_LARGEST_NUMBER = 1 << 62


def write(store: BlobStore, found: Threads, among: int, segments: Sequence[str]) -> None:
    """Put topics into the store: `among` so many threads they were looked for, `segments` their threads are of."""
    lists = [numbers for some in found.values() for _, numbers in some]
    gaps = [np.diff(numbers, prepend=0) for numbers in lists]
    counts = np.array(list(map(len, lists)), np.int64)
    departments = [(name, [(topic, len(numbers)) for topic, numbers in some]) for name, some in found.items()]
    store.put(TOPIC_THREADS, pack([counts, np.concatenate([np.zeros(0, np.int64), *gaps])]))
    store.put(TOPICS, dump_json({"threads": among, "segments": list(segments), "departments": departments}))


def read_topics(store: Gets) -> dict[str, Counted]:
    """The computed topics of each department with the numbers of their threads; none where an index has none.

    Raises IndexFault where they are damaged.
    """
    departments = _read(store)["departments"]
    return {name: tuple((Topic(topic, name), count) for topic, count in some) for name, some in departments}


def read_threads(store: Gets) -> Threads:
    """The topics with the numbers of their threads; raises IndexFault as `read_topics`."""
    departments = _read(store)["departments"]
    size = sum(len(some) for _, some in departments)
    lists = iter(_numbers(store, size)) if size else iter(())
    return {name: [(topic, next(lists)) for topic, _ in some] for name, some in departments}


def _numbers(store: Gets, size: int) -> list[Ints]:
    packed = Packed(TOPIC_THREADS, fetch(store, TOPIC_THREADS), [size, None])
    counts, gaps = packed.ints(0, below=_MOST_THREADS), packed.ints(1, below=_LARGEST_NUMBER)
    if int(counts.sum()) != len(gaps) or not gaps.all():
        raise fault(TOPIC_THREADS, "lists other threads than it counts, or one twice")
    return [np.cumsum(some) for some in np.split(gaps, np.cumsum(counts)[:-1])]


def found_in(store: Gets) -> tuple[int, frozenset[str]]:
    """Among how many threads topics were looked for, 0 for never, and the segments whose threads they have.

    Raises IndexFault as `read_topics`.
    """
    value = _read(store)
    return value["threads"], frozenset(value["segments"])


def _read(store: Gets) -> dict[str, Any]:
    blob = store.get(TOPICS)
    if blob is None or store.get(TOPIC_THREADS) is None:
        return {"threads": 0, "segments": [], "departments": []}
    value = load_json(TOPICS, blob)
    if not isinstance(value, dict) or type(value.get("threads")) is not int:
        raise fault(TOPICS, "does not say of how many threads it is")
    segments, departments = value.get("segments"), value.get("departments")
    if not isinstance(segments, list) or not all(isinstance(name, str) for name in segments):
        raise fault(TOPICS, "does not say of which segments it is")
    if not isinstance(departments, list) or len(departments) > MOST_DEPARTMENTS:
        raise fault(TOPICS, "lists no departments, or too many")
    if not all(map(_is_department, departments)):
        raise fault(TOPICS, "lists no topics")
    return value


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
