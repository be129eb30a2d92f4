"""What may be typed on: words, names of topics, doctors and departments, and titles that begin to be typed."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as q

from qa_reader.model import Suggested, Topic
from qa_reader.search.analysis import Mode, folded, terms
from qa_reader.search.arrays import Arrays
from qa_reader.search.columns import UNIT
from qa_reader.search.folding import folded_all
from qa_reader.search.found import best_indices
from qa_reader.search.searcher import ArraySearcher

_FACETS = {"topic": Suggested.TOPIC, "doctor": Suggested.DOCTOR, "department": Suggested.DEPARTMENT}
#: Fewer characters begin too many names; a Chinese one says as much as two letters.
_FEWEST = 2


def last_word(text: str) -> str:
    """The word that is being typed; "" behind a space, or behind what no word ends."""
    return text.rsplit(maxsplit=1)[-1] if text.strip() and not text[-1].isspace() else ""


def names(
    arrays: Arrays, computed: Iterable[tuple[Topic, int]], text: str, limit: int
) -> list[tuple[Suggested, str, str]]:
    """Topics, doctors and departments with a word that begins as the text does: kind, name, department of a topic.

    `computed`: the topics that no source names, with the numbers of their threads.
    """
    start = folded(text)
    if not start or (len(start) < _FEWEST and start.isascii()):
        return []
    found: list[tuple[Suggested, str, str]] = []
    for facet, kind in _FACETS.items():
        values, _, codes = arrays.listing(facet)
        chosen = _beginning([value.partition(UNIT)[0] for value in values], start)
        counts = np.bincount(codes, minlength=len(values))
        chosen.sort(key=lambda i, counts=counts: -counts[i])  # type: ignore[misc]
        found += [(kind, *_parted(values[i])) for i in chosen[:limit]]
    topics = list(computed)
    begun = [topics[i] for i in _beginning([topic.name for topic, _ in topics], start)]
    begun = heapq.nlargest(limit, begun, key=lambda one: one[1])
    return [(Suggested.TOPIC, topic.name, topic.department) for topic, _ in begun] + found


def _parted(value: str) -> tuple[str, str]:
    name, _, department = value.partition(UNIT)
    return name, department


def _beginning(names: Sequence[str], start: str) -> list[int]:
    """Which of the names begin so, or have a word that does; in Chinese, without spaces, which have it at all.

    All are folded at once: one by one, the 5,500 names of an archive of 250,000 threads took 130 to 500 ms.
    """
    known = folded_all(names) if names else []
    wanted = f" {start}" if start.isascii() else start
    return [i for i, name in enumerate(known) if wanted in f" {name}"]


def titled(searcher: ArraySearcher, text: str, limit: int) -> list[int]:
    """The numbers of the threads whose title has all words of a text, the last of them as a beginning."""
    wanted = list(_in_title(text))
    if not wanted:
        return []
    found = searcher.evaluate(wanted[0] if len(wanted) == 1 else q.And(wanted))
    best: npt.NDArray[Any] = best_indices(found.scores(), min(limit, len(found)))
    numbers: list[int] = searcher.arrays.numbers[found.documents[best]].tolist()
    return numbers


def _in_title(text: str) -> Iterator[q.Query]:
    last = folded(last_word(text))
    before = text[: len(text) - len(last_word(text))] if last else text
    for word in terms(before, Mode.QUERY):
        yield q.Term("title", word)
    if last.isascii():
        if len(last) >= _FEWEST and " " not in last:
            yield q.Prefix("title", last)
        return
    pairs = terms(last, Mode.QUERY)
    if pairs:
        yield q.Term("title", pairs[0]) if len(pairs) == 1 else q.Phrase("title", pairs)
