"""Threads that are alike: by what is asked and the words that tell what a thread is about, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qa_reader.model import Thread
from qa_reader.search.analysis import Mode, folded, occurrences
from qa_reader.search.arrays import Arrays
from qa_reader.search.bag import bag_of
from qa_reader.search.bagrank import BagRanker
from qa_reader.search.columns import UNIT
from qa_reader.search.commonwords import names
from qa_reader.search.document import document_of
from qa_reader.search.folding import is_cjk
from qa_reader.search.found import Documents, Found, Scores, best_indices
from qa_reader.search.hanwords import chains, stretches
from qa_reader.search.lifting import LOOKED_AT
from qa_reader.search.posting import Posting
from qa_reader.search.reasons import Reasons, heading
from qa_reader.search.wordrank import WordRanker
from qa_reader.wording import tr

Mask = npt.NDArray[np.bool_]
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
_COMMON = 0.3
#: … but one in so few may.
_FEW = 20
#: What the same topic, and the same department, add to a score: shares of what the thread itself would score.
_SAME_TOPIC = 0.15
_SAME_DEPARTMENT = 0.06
#: Threads that have less than this share of what is asked are not looked at, unless the topic is the same.
_ASKED = 0.05
#: What the words that tell count of a likeness; the rest is what is asked. Measured, RR@5 by the words that tell and
#: those of the title, by both, and of bm25s with the whole thread: RQE 0.825, 0.873, 0.869; bodies of Stack Exchange
#: over titles with answers 0.689, 0.825, 0.755; the same of toyhom 0.226, 0.455, 0.329. At 0.5 RQE loses 1.0 %.
_TELL = 0.35
#: Less likeness than this is none that is worth telling, unless the topic is the same. Measured, with 0.25 above: of
#: answers that are found it keeps 99, 96 and 93 % in these; words in both headings kept 100, 88 and 50 %.
_ALIKE = 0.2
#: So little is one where a word that tells is in both headings and another one in both texts, as among the few threads
#: of a small archive.
_HEADED = 0.14
#: A department, or a topic, of more than this share of all threads says nothing.
_WIDE = 0.5
_WIDE_TOPIC = 0.05
#: What a telling word in the name of another thread's topic is worth, as a share of what it weighs.
_IN_TOPIC = 0.5
#: Two threads that share this much of their telling words say the same: one of them is enough.
_SAME = 0.7
#: Candidates looked at for each thread wanted.
_CANDIDATES = 6


class Alike(Struct, frozen=True):
    """A thread like another one, by its number, and why."""

    number: int
    score: float
    reasons: tuple[str, ...]


class _Word(Struct, frozen=True):
    """A term that tells what a thread is about, and how much."""

    term: str
    posting: Posting
    weight: float


class _Telling(Struct, frozen=True):
    """The words that tell most of a thread and stand in others; and what the same number of all its words weigh.

    Of a thread about warfarin, which no other one names, soup is all that others may have, and not all of it.
    """

    words: tuple[_Word, ...]
    whole: float


def related(bags: BagRanker, number: int, limit: int, read: Read) -> tuple[Alike, ...]:
    """The threads most like thread `number`, best first; scores are shares of its likeness to itself."""
    ranker = bags.words
    arrays = ranker.arrays
    at = np.flatnonzero(arrays.numbers == number)
    thread = read(number) if len(at) and limit > 0 else None
    if thread is None:
        return ()
    document = int(at[-1])
    telling = _telling(ranker, document, thread)
    places = _Places(arrays, document)
    # no single Chinese characters, which stand in many thousand threads: they take a quarter of the time, and 40 MB
    bag = [asked for asked in bag_of(f"{thread.title}\n{thread.question}") if not _is_character(asked.term)]
    asked = bags.most(bag, share=_ASKED)
    likely = _likely(ranker, asked, telling, places, limit * _CANDIDATES)
    reasons = Reasons(thread, {word.term: word.weight for word in telling.words}, lambda term: _count(ranker, term))
    named = heading(thread) & {word.term for word in telling.words}
    titles = {folded(thread.title)}
    chosen: list[Alike] = []
    for candidate in _distinct(ranker, document, list(likely)):
        other = read(int(arrays.numbers[candidate]))
        if other is None or folded(other.title) in titles:
            continue
        said = reasons.words(other, [word.term for word in telling.words if _has(word.posting, candidate)])
        alike = likely[candidate] >= _ALIKE or (len(said) > 1 and named & heading(other))
        if (said and alike) or places.topic(candidate):
            titles.add(folded(other.title))
            reasoned = (*said, *places.told(candidate))
            chosen.append(Alike(int(arrays.numbers[candidate]), likely[candidate], reasoned))
            if len(chosen) == limit:
                break
    return tuple(chosen)


def _likely(ranker: WordRanker, asked: Found, telling: _Telling, places: _Places, count: int) -> dict[int, float]:
    """The documents most like one, best first, with how much: by what it asks, and by the words that tell.

    `asked`: the documents that have something of what it asks, the one itself among them.
    """
    document = places.document
    by_asked = np.zeros(ranker.arrays.documents, np.float32)
    best = asked.best(LOOKED_AT) or (asked.documents, asked.scores())
    by_asked[best[0]] = best[1]
    likely = (by_asked > 0) | places.in_topic
    if ranker.arrays.alive is not None:
        likely &= ranker.arrays.alive
    likely[document] = True
    documents = np.flatnonzero(likely).astype(np.int32)
    scores = by_asked.take(documents)
    scores /= scores.max() or np.float32(1.0)
    scores += (_told(ranker, telling, documents) - scores) * np.float32(_TELL)
    scores += np.float32(_SAME_TOPIC) * places.in_topic.take(documents)
    scores += np.float32(_SAME_DEPARTMENT) * places.in_department.take(documents)
    alike = ((scores >= _HEADED) | places.in_topic.take(documents)) & (documents != document)
    documents, scores = documents.compress(alike), scores.compress(alike)
    order = best_indices(scores, min(count, len(documents)))
    return dict(zip(documents[order].tolist(), scores[order].tolist(), strict=True))


def _told(ranker: WordRanker, telling: _Telling, documents: Documents) -> Scores:
    """The shares that documents have of what tells most of a thread, in their texts and the names of their topics."""
    told = np.zeros(len(documents), np.float32)
    for word in telling.words:
        ranker.add(told, documents, word.posting, word.weight)
        named = ranker.posting(word.term, "topic")
        if named is not None:
            told[ranker.both(documents, named)[0]] += np.float32(_IN_TOPIC * word.weight)
    return told / np.float32(telling.whole or 1.0)


def _telling(ranker: WordRanker, document: int, thread: Thread) -> _Telling:
    """The terms that tell most of a thread, by tf·idf over all of it."""
    counts: dict[str, float] = {}
    for text, weight in zip(document_of(1, thread).texts, _WEIGHTS, strict=True):
        for term in _naming(text):
            counts[term] = counts.get(term, 0.0) + weight
    for term in heading(thread) & counts.keys():
        counts[term] += _WEIGHTS[0]
    likely = sorted(counts, key=lambda term: -counts[term])[:_LOOKED_UP]
    chosen_once = [key.decode("utf-8", "replace") for key in ranker.arrays.telling(document)]
    most = max(ranker.arrays.documents * _COMMON, _FEW)
    found: list[_Word] = []
    for term in dict.fromkeys([*likely, *(term for term in chosen_once if term in counts)]):
        posting = ranker.posting(term)
        if posting is not None and posting.count <= most:
            saturated = counts[term] / (counts[term] + _SATURATION)
            found.append(_Word(term, posting, saturated * ranker.rarity(term, posting.count)))
    found.sort(key=lambda word: -word.weight)
    shared = [word for word in found if word.posting.count > 1]
    return _Telling(tuple(shared[:_TELLING]), sum(word.weight for word in found[:_TELLING]))


def _is_character(term: str) -> bool:
    return len(term) == 1 and is_cjk(term)


def _naming(text: str) -> Iterator[str]:
    """The terms of a text that may name what it is about; of Chinese the pairs within words."""
    found = occurrences(text, Mode.QUERY)
    yield from (one.term for one in found if not is_cjk(one.term[0]) and names(one.term))
    for chain in chains(one for one in found if is_cjk(one.term[0]) and len(one.term) == 2):
        for stretch in stretches(chain):
            yield from (pair.term for pair in stretch if names(pair.term))


def _count(ranker: WordRanker, term: str) -> int:
    posting = ranker.posting(term)
    return posting.count if posting is not None else 0


class _Places:
    """The documents that share a topic, or the department, with one; of those that say something."""

    def __init__(self, arrays: Arrays, document: int) -> None:
        self._arrays = arrays
        self.document = document
        self.in_topic = self._sharing("topic", max(arrays.documents * _WIDE_TOPIC, _FEW))
        self.in_department = self._sharing("department", arrays.documents * _WIDE)

    def _sharing(self, facet: str, most: float) -> Mask:
        """The documents that share a facet's value with the one, where no more than `most` have it."""
        _, starts, codes = self._arrays.listing(facet)
        own = [code for code in self._own(facet, self.document) if np.count_nonzero(codes == code) <= most]
        counts = np.concatenate(([0], np.cumsum(np.isin(codes, own))))
        sharing: Mask = counts[starts[1:]] > counts[starts[:-1]]
        return sharing

    def _own(self, facet: str, document: int) -> list[int]:
        _, starts, codes = self._arrays.listing(facet)
        own: list[int] = codes[starts[document] : starts[document + 1]].tolist()
        return own

    def topic(self, candidate: int) -> str:
        """The name of the topic that a document shares, "" for none."""
        if not self.in_topic[candidate]:
            return ""
        values, _, codes = self._arrays.listing("topic")
        shared = [code for code in self._own("topic", self.document) if code in self._own("topic", candidate)]
        rarest = min(shared, key=lambda code: np.count_nonzero(codes == code))
        return values[rarest].partition(UNIT)[0]

    def told(self, candidate: int) -> Iterator[str]:
        """The reasons that these are."""
        if topic := self.topic(candidate):
            yield tr("same topic: {0}").format(topic)
        if self.in_department[candidate]:
            yield tr("same department")


def _distinct(ranker: WordRanker, document: int, candidates: Sequence[int]) -> Iterator[int]:
    """The candidates that do not say the same as a better one, or word for word what the document says."""
    said: list[frozenset[Hashable]] = []
    itself = ranker.arrays.told_apart(document)
    for candidate in candidates:
        own = ranker.arrays.told_apart(candidate)
        if not own or (own != itself and all(len(own & other) < _SAME * min(len(own), len(other)) for other in said)):
            yield candidate
        if own:
            said.append(own)


def _has(posting: Posting, document: int) -> bool:
    documents: npt.NDArray[Any] = posting.documents
    at = int(np.searchsorted(documents, document))
    return at < len(documents) and int(documents[at]) == document
