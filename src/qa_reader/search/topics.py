"""Topics where the source gives none: the telling words that mark a department's threads off from all others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qa_reader.search.arrays import Arrays
from qa_reader.search.commonwords import tells

#: A word of fewer threads is no topic.
_FEWEST = 3
#: The share of an archive that is asked for its topics as a whole: rarer than this and a word says little.
_WIDE = 0.02


@dataclass(frozen=True, slots=True)
class ComputedTopic:
    """A topic that the program found: a word as readers write it, and how many threads it tells about."""

    name: str
    threads: int


def computed_topics(arrays: Arrays, department: str, limit: int) -> tuple[ComputedTopic, ...]:
    """The words that are telling for many threads of a department and few others, the best first.

    A word scores its threads in the department times the logarithm of how much more frequent it is there; without a
    department, of how much more frequent than _WIDE.
    """
    inside = np.ones(arrays.documents, np.bool_)
    if department:
        values, starts, codes = arrays.listing("department")
        if department not in values:
            return ()
        owners = np.repeat(np.arange(arrays.documents), np.diff(starts))
        inside = np.zeros(arrays.documents, np.bool_)
        inside[owners[codes == values.index(department)]] = True
    if arrays.alive is not None:
        inside &= arrays.alive
    here, everywhere = arrays.telling_counts(inside)
    size, all_size = max(int(inside.sum()), 1), max(arrays.documents, 1)
    scored = []
    for key, count in here.items():
        if count < _FEWEST or not tells(key.decode("utf-8", "replace")):
            continue
        expected = everywhere[key] / all_size if department else _WIDE
        lift = np.log((count / size) / max(expected, 1e-9)) if department else -abs(np.log((count / size) / expected))
        if not department or lift > 0:
            scored.append((count * lift if department else count * np.exp(lift), key, count))
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple(ComputedTopic(arrays.shown(key), count) for _, key, count in scored[:limit])
