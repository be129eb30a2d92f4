"""Finds topics for the departments whose source names none, when an index is written; `topicthreads` keeps them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from msgspec.structs import replace

from qa_reader.errors import IndexFault
from qa_reader.model import Progress, silent
from qa_reader.search import topicthreads
from qa_reader.search.arrays import Arrays
from qa_reader.search.reader import ArrayReader
from qa_reader.search.searcher import ArraySearcher
from qa_reader.search.store import BlobStore
from qa_reader.search.titlesample import TitleSample
from qa_reader.search.topics import Mask, inside, titled
from qa_reader.search.topicthreads import MOST, Ints, Threads
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
    """Find the topics of the departments of a sample, and put them into the store with their threads.

    34 departments of 1,000 titles take 4 s, and some 600 look-ups in 250,000 threads as many again: where little was
    added to a large archive, the topics that stand there stay, and only new threads are looked up. What `progress`
    raises leaves what stands there.
    """
    threads, manifest = searcher.arrays.count, searcher.arrays.manifest
    segments = [info.name for info in manifest.segments]
    among, known = _found_in(store)
    if threads >= _LARGE and abs(threads - among) < _LITTLE * threads:
        fresh = replace(manifest, segments=tuple(info for info in manifest.segments if info.name not in known))
        added = ArraySearcher(ArrayReader(Arrays(store, fresh)))
        topicthreads.write(store, _extended(store, added, searcher.arrays), among, segments)
        return
    titles = sample.titles()
    found: Threads = {}
    by_department = candidates(titles, lambda: progress(0, len(titles), tr("finding topics")))
    for done, (department, some) in enumerate(by_department.items(), 1):
        chosen = _chosen(searcher, department, some[:_LOOKED_UP])
        if chosen:
            found[department] = chosen
        progress(done, len(titles), tr("finding topics"))
    topicthreads.write(store, found, threads, segments)


def _found_in(store: BlobStore) -> tuple[int, frozenset[str]]:
    """Among how many threads the topics that stand there were found, and of which segments; 0 where damaged."""
    try:
        topicthreads.read_threads(store)
        return topicthreads.found_in(store)
    except IndexFault:
        return 0, frozenset()


def _extended(store: BlobStore, added: ArraySearcher, every: Arrays) -> Threads:
    """The topics that stand there with the threads that were added to them, and without those that are gone."""
    there = every.numbers if every.alive is None else every.numbers[every.alive]
    old = np.setdiff1d(there, added.arrays.numbers)
    found: Threads = {}
    for department, some in topicthreads.read_threads(store).items():
        inside_added = inside(added.arrays, department)
        found[department] = [
            (name, np.union1d(np.intersect1d(numbers, old), _numbers(added, titled(added, name) & inside_added)))
            for name, numbers in some
        ]
    return found


def _numbers(searcher: ArraySearcher, has: Mask) -> Ints:
    return np.sort(searcher.arrays.numbers[has])


def _chosen(searcher: ArraySearcher, department: str, some: Iterable[Candidate]) -> list[tuple[str, Ints]]:
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
    found = [(name, _numbers(searcher, has)) for name, has in kept]
    return sorted(found, key=lambda topic: (-len(topic[1]), topic[0]))


def _same(one: Mask, other: Mask) -> bool:
    return int((one & other).sum()) > _SAME * max(int(one.sum()), int(other.sum()))
