"""Threads that are alike: by the words that tell what a thread is about, with the reasons as they stand in the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.model import Thread
from qa_reader.search.analysis import Mode, occurrences
from qa_reader.search.columns import UNIT
from qa_reader.search.commonwords import tells
from qa_reader.search.document import document_of
from qa_reader.search.found import best_indices, distinct
from qa_reader.search.posting import Posting
from qa_reader.search.reasons import Reasons, heading
from qa_reader.search.wordrank import WordRanker
from qa_reader.wording import marked, tr

Scores = npt.NDArray[np.float32]
#: A thread by the archive's number; None where it is not there.
Read = Callable[[int], Thread | None]

#: What an occurrence in title, question, replies and more info says of what a thread is about.
_WEIGHTS = (3.0, 1.5, 1.0, 0.2)
#: An occurrence saturates as tf / (tf + this): a long reply that repeats a word is about it, but not ten times.
_SATURATION = 3.0
#: Terms that are looked up to see how rare they are, and the best of these, which find the others.
_LOOKED_UP = 80
_TELLING = 24
#: A word in more than this share of all threads brings none in …
_COMMON = 0.2
#: … but one in so few may.
_FEW = 20
#: What the same topic, and the same department, add to a score: shares of what the thread itself would score.
_SAME_TOPIC = 0.15
_SAME_DEPARTMENT = 0.06
#: Less than this share of the thread's own score is no likeness, unless the topic is the same.
_ALIKE = 0.12
#: Shared words that stand in the heading of one thread or of the other.
_HEADED = 3
#: So much is a likeness even when no heading says it.
_MUCH_ALIKE = 0.3
#: What a telling word in the name of another thread's topic is worth, as a share of what it weighs.
_IN_TOPIC = 0.5
#: Two threads that share this much of their telling words say the same: one of them is enough.
_SAME = 0.7
#: Candidates looked at for each thread wanted.
_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Alike:
    """A thread like another one, by its number, and why."""

    number: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Telling:
    """A term that tells what a thread is about, and how much."""

    term: str
    posting: Posting
    weight: float


def related(ranker: WordRanker, number: int, limit: int, read: Read) -> tuple[Alike, ...]:
    """The threads most like thread `number`, best first; scores are shares of its likeness to itself."""
    arrays = ranker.arrays
    at = np.flatnonzero(arrays.numbers == number)
    thread = read(number) if len(at) and limit > 0 else None
    if thread is None:
        return ()
    document = int(at[-1])
    telling = _telling(ranker, document, thread)
    best, scores = _candidates(ranker, document, telling, limit * _CANDIDATES)
    reasons = Reasons(thread, {word.term: word.weight for word in telling})
    chosen = []
    for candidate in _distinct(ranker, best):
        other = read(int(arrays.numbers[candidate]))
        shared = [word.term for word in telling if _has(word.posting, candidate)]
        places = _same_places(ranker, document, candidate)
        weighty = any(place != _DEPARTMENT for place in places) or scores[candidate] >= _MUCH_ALIKE
        if other is None or not (weighty or _in_headings(thread, other, shared)):
            continue
        said = (*reasons.words(other, shared), *places)
        if said and said != (_DEPARTMENT,):
            told = tuple(tr(reason) if reason == _DEPARTMENT else reason for reason in said)
            chosen.append(Alike(int(arrays.numbers[candidate]), float(scores[candidate]), told))
            if len(chosen) == limit:
                break
    return tuple(chosen)


def _candidates(
    ranker: WordRanker, document: int, telling: Sequence[_Telling], count: int
) -> tuple[list[int], npt.NDArray[np.float32]]:
    """The documents most like one, best first, and the scores of all."""
    arrays = ranker.arrays
    scores = np.zeros(arrays.documents, np.float32)
    for word in telling:
        np.add.at(scores, word.posting.documents, ranker.presence(word.posting) * np.float32(word.weight))
        named = ranker.posting(word.term, "topic")
        if named is not None:
            np.add.at(scores, named.documents, np.float32(_IN_TOPIC * word.weight))
    scores /= scores[document] or np.float32(1.0)
    topic, department = _sharing(ranker, "topic", document), _sharing(ranker, "department", document)
    likely = scores >= _ALIKE
    likely[topic] = True
    scores[topic] += np.float32(_SAME_TOPIC)
    scores[department] += np.float32(_SAME_DEPARTMENT)
    if arrays.alive is not None:
        likely &= arrays.alive
    likely[document] = False
    candidates = np.flatnonzero(likely)
    best = best_indices(scores[candidates], min(count, len(candidates)))
    return candidates[best].tolist(), scores


def _telling(ranker: WordRanker, document: int, thread: Thread) -> list[_Telling]:
    """The terms that tell most of a thread, by tf·idf over all of it."""
    counts: dict[str, float] = {}
    for text, weight in zip(document_of(1, thread).texts, _WEIGHTS, strict=True):
        for occurrence in occurrences(text, Mode.QUERY):
            counts[occurrence.term] = counts.get(occurrence.term, 0.0) + weight
    for term in heading(thread):
        counts[term] = counts.get(term, 0.0) + _WEIGHTS[0]
    likely = sorted((term for term in counts if tells(term)), key=lambda term: -counts[term])[:_LOOKED_UP]
    chosen_once = [key.decode("utf-8", "replace") for key in ranker.arrays.telling(document)]
    most = max(ranker.arrays.documents * _COMMON, _FEW)
    found = []
    for term in dict.fromkeys([*likely, *(term for term in chosen_once if term in counts and tells(term))]):
        posting = ranker.posting(term)
        if posting is not None and 1 < posting.count <= most:
            saturated = counts[term] / (counts[term] + _SATURATION)
            found.append(_Telling(term, posting, saturated * ranker.rarity(term, posting.count)))
    return sorted(found, key=lambda word: -word.weight)[:_TELLING]


def _in_headings(one: Thread, other: Thread, shared: Sequence[str]) -> bool:
    """Whether a shared word is in the headings of both, or several are in that of one."""
    headings = heading(one), heading(other)
    told = [sum(term in heading for heading in headings) for term in shared]
    return max(told, default=0) == len(headings) or sum(told) >= _HEADED


def _sharing(ranker: WordRanker, facet: str, document: int) -> npt.NDArray[np.int64]:
    """The documents that share a facet's value with one."""
    _, starts, codes = ranker.arrays.listing(facet)
    own = codes[starts[document] : starts[document + 1]]
    if not len(own):
        return np.zeros(0, np.int64)
    places = np.flatnonzero(np.isin(codes, own))
    return distinct(np.searchsorted(starts, places, "right") - 1)


def _distinct(ranker: WordRanker, candidates: Sequence[int]) -> list[int]:
    """The candidates that do not say the same as a better one."""
    said: list[set[bytes]] = []
    kept = []
    for candidate in candidates:
        own = set(ranker.arrays.telling(candidate))
        if not own or all(len(own & other) < _SAME * min(len(own), len(other)) for other in said):
            kept.append(candidate)
        if own:
            said.append(own)
    return kept


def _has(posting: Posting, document: int) -> bool:
    documents: npt.NDArray[Any] = posting.documents
    at = int(np.searchsorted(documents, document))
    return at < len(documents) and int(documents[at]) == document


_DEPARTMENT = marked("same department")


def _same_places(ranker: WordRanker, document: int, candidate: int) -> tuple[str, ...]:
    """The topic that both threads have, and whether the department is the same."""
    said = []
    for facet in ("topic", "department"):
        values, starts, codes = ranker.arrays.listing(facet)
        own = set(codes[starts[document] : starts[document + 1]].tolist())
        shared = [code for code in codes[starts[candidate] : starts[candidate + 1]].tolist() if code in own]
        if shared:
            said.append(
                tr("same topic: {0}").format(values[shared[0]].partition(UNIT)[0]) if facet == "topic" else _DEPARTMENT
            )
    return tuple(said)
