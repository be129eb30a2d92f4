"""Finds topics for the departments whose source names none, when an index is written; `topics` reads them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from qa_reader.errors import IndexFault
from qa_reader.model import Progress, silent
from qa_reader.search.codec import dump_json
from qa_reader.search.searcher import ArraySearcher
from qa_reader.search.store import TOPICS, BlobStore
from qa_reader.search.titlesample import TitleSample
from qa_reader.search.topics import MOST, Mask, counted_among, inside, titled
from qa_reader.search.topicwords import Candidate, candidates
from qa_reader.wording import tr

#: Candidates of a department that are looked up.
_LOOKED_UP = 40
#: A department has fewer topics, or they reach less than this share of its threads: they say little of it.
_FEWEST = 3
_REACHED = 0.08
#: A topic has so many threads, and no more than this share of its department's.
_FEWEST_THREADS = 3
_MOST_THREADS = 0.35
#: Two topics that share this much of the smaller one and of the larger one are the same by two names.
_SAME = 0.6
#: An archive of so many threads is looked through again when so large a share of them is new.
_LARGE = 20_000
_LITTLE = 0.02


def write_topics(store: BlobStore, searcher: ArraySearcher, sample: TitleSample, progress: Progress = silent) -> None:
    """Find the topics of the departments of a sample, and put them into the store.

    34 departments of 1,000 titles take 4 s, and some 600 look-ups in 250,000 threads as many again: what stands there
    is kept, with counts that may be behind by as much, where little was added to a large archive. What `progress`
    raises leaves what stands there.
    """
    threads = searcher.arrays.count
    if threads >= _LARGE and abs(threads - _counted(store)) < _LITTLE * threads:
        return
    titles = sample.titles()
    found: list[tuple[str, list[tuple[str, int]]]] = []
    by_department = candidates(titles, lambda: progress(0, len(titles), tr("finding topics")))
    for done, (department, some) in enumerate(by_department.items(), 1):
        chosen = _chosen(searcher, department, some[:_LOOKED_UP])
        if chosen:
            found.append((department, chosen))
        progress(done, len(titles), tr("finding topics"))
    store.put(TOPICS, dump_json({"threads": threads, "departments": found}))


def _counted(store: BlobStore) -> int:
    """Among how many threads the topics that stand there were counted, 0 where they are damaged."""
    try:
        return counted_among(store)
    except IndexFault:
        return 0


def _chosen(searcher: ArraySearcher, department: str, some: Iterable[Candidate]) -> list[tuple[str, int]]:
    """The best topics of a department with the numbers of their threads, none where they say too little of it."""
    there = inside(searcher.arrays, department)
    size = int(there.sum())
    kept: list[tuple[str, Mask]] = []
    for candidate in some:
        has = there & titled(searcher, candidate.name)
        count = int(has.sum())
        if _FEWEST_THREADS <= count <= _MOST_THREADS * size and not any(_same(has, other) for _, other in kept):
            kept.append((candidate.name, has))
            if len(kept) == MOST:
                break
    if len(kept) < _FEWEST or int(np.logical_or.reduce([has for _, has in kept]).sum()) < _REACHED * size:
        return []
    return sorted(((name, int(has.sum())) for name, has in kept), key=lambda topic: (-topic[1], topic[0]))


def _same(one: Mask, other: Mask) -> bool:
    return int((one & other).sum()) > _SAME * max(int(one.sum()), int(other.sum()))
