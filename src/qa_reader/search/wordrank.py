"""How well documents answer plain words: BM25 over weighted fields, and nearness of words that stand together.

A layer beside `searcher`, which scores Whoosh's trees as Whoosh does: for plain words and pasted sentences the
trees say which documents there are, and this module says in which order.

The weight of a term in a document is that of Robertson, Zaragoza and Taylor ("Simple BM25 extension to multiple
weighted fields", CIKM 2004): frequencies are weighted by field and added up before they saturate,

    tf = Σ weight(field) × tf(field),  tf / (tf + K1 × mean × (1 - B + B × length / average length)),

with the length weighted in the same way. `mean`, the weight of an average token, keeps saturation where it is for
plain BM25, whichever fields an archive fills: without it the titles' weight costs 1.5 % on RQE, where all is title.
The rarity is Lucene's, ln(1 + (N - n + 0.5) / (n + 0.5)), over threads and not over fields.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as q

from qa_reader.search.bag import Asked
from qa_reader.search.commonwords import KEPT, is_common, is_grammar, tells
from qa_reader.search.concepts import OTHER, Concept, phrase_of
from qa_reader.search.found import NOTHING, Documents, Found, Scores, best_indices, constant
from qa_reader.search.lifting import LOOKED_AT, Lift, lifted
from qa_reader.search.nearness import nearness
from qa_reader.search.posting import Posting
from qa_reader.search.query import Word
from qa_reader.search.reader import after
from qa_reader.search.schema import NAMES, TEXTS
from qa_reader.search.searcher import ArraySearcher

Array = npt.NDArray[Any]

K1 = 1.0
B = 0.8
#: How much an occurrence counts in title, question, reply and more info.
WEIGHTS = (3.0, 1.2, 1.0, 0.5)

#: Terms of a bag that are looked for, those that weigh most.
SOUGHT = 40
#: A word in more than this share of all threads brings no thread in by itself, as long as so many others do.
_COMMON = 1 / 8
_BRINGING = 3
#: Not looked for: a term of more than MANY postings and of less than this share of the bag's weight.
_TELLS_NOTHING = 0.01
#: Where a bag's terms have more postings than MANY, documents with less than _TAIL of its weight are left out.
MANY = 20_000
_TAIL = 0.2

#: Of fewer documents than this share of a term's the presence is computed for these alone.
_FEW = 8
_PRESENCE = "presence"
#: The telling words of a query for which nearness is looked at; among more it says nothing (SciFact, RQE: ± 0.1 %).
SHORT = 6
#: What a word in the name of the topic or of the department counts, as a share of its rarity.
_NAMED = {"topic": 0.4, "department": 0.25}


class WordRanker:
    """Scores documents for plain words; for one thread at a time."""

    def __init__(self, searcher: ArraySearcher) -> None:
        self._searcher = searcher
        self.arrays = searcher.arrays
        self._sets = searcher.sets

    @cached_property
    def _norm(self) -> Scores:
        """K1 × mean × ((1 - B) + B × length / average length) of each document."""
        arrays = self.arrays
        weighted = np.zeros(arrays.documents, np.float32)
        total = 0
        for field, weight in zip(TEXTS, WEIGHTS, strict=True):
            if arrays.field_length(field):
                weighted += arrays.lengths(field) * np.float32(weight)
                total += arrays.field_length(field)
        average = float(weighted.mean(dtype=np.float64)) if total else 1.0
        mean = float(weighted.sum(dtype=np.float64)) / total if total else 1.0
        return np.float32(K1 * mean * (1 - B)) + weighted * np.float32(K1 * mean * B / (average or 1.0))

    # ------------------------------------------------------------ one term

    def posting(self, term: str, field: str = TEXTS[0]) -> Posting | None:
        """The postings of a term of the texts, or of a name."""
        return self._searcher.posting(field, term)

    def rarity(self, term: str, count: int) -> float:
        """How much a term tells that `count` documents have."""
        rare = math.log(1 + (self.arrays.documents - count + 0.5) / (count + 0.5))
        return rare * KEPT if is_common(term) else rare

    def presence(self, posting: Posting, at: Array | None = None) -> Scores:
        """How much of a term its documents have, from 0 to 1; all of them (not to be changed), or those at some."""
        if at is None or posting.holds(_PRESENCE) or len(at) * _FEW > posting.count:
            presence = posting.kept(_PRESENCE, lambda: self._presence(posting, None))
            return presence if at is None else presence.take(at)
        return self._presence(posting, at)

    def _presence(self, posting: Posting, at: Array | None) -> Scores:
        documents = posting.documents if at is None else posting.documents.take(at)
        presence = posting.weighted(WEIGHTS, at)
        presence /= presence + self._norm.take(documents)
        return presence

    def _add(self, scores: Scores, documents: Documents, posting: Posting, weight: float) -> None:
        """Add a term's weight to the scores of the documents that have it."""
        if documents is posting.documents:
            scores += self.presence(posting) * np.float32(weight)
            return
        here, there = self._both(documents, posting)
        scores[here] += self.presence(posting, there) * np.float32(weight)

    def _both(self, documents: Documents, posting: Posting) -> tuple[Array, Array]:
        """The indices of the documents that have a term, among these and among its own."""
        return self._sets.common(documents, posting.documents)

    # ------------------------------------------------------------ all of some words

    def whole(self, concepts: Sequence[Concept], mask: npt.NDArray[np.bool_] | None) -> tuple[Found, Found]:
        """The documents that have all concepts, unscored, and those in the mask, by these, nearness and names."""
        lift = self._lift([word for concept in concepts for word in concept.words])
        if any(concept.others or any(len(word.terms) > 1 for word in concept.words) for concept in concepts):
            queries = [concept.query() for concept in concepts]
            every = self._searcher.evaluate(queries[0] if len(queries) == 1 else q.And(queries), scored=False)
            documents = (every if mask is None else self._sets.where(every, mask)).documents
            return every, lifted(documents, lambda: self._concepts(concepts, documents), lift)
        return self._plain([word.terms[0] for concept in concepts for word in concept.words], mask, lift)

    def _plain(
        self, terms: Sequence[str], mask: npt.NDArray[np.bool_] | None, lift: Lift | None
    ) -> tuple[Found, Found]:
        postings = [posting for posting in map(self.posting, terms) if posting is not None]
        if len(postings) < len(terms):
            return NOTHING, NOTHING
        documents, at = self._searcher.sharing(postings)
        every = constant(documents)
        if mask is not None:
            inside = np.flatnonzero(mask.take(documents))
            documents, at = documents.take(inside), [inside if each is None else each.take(inside) for each in at]
        rarities = [self.rarity(term, posting.count) for term, posting in zip(terms, postings, strict=True)]

        def scores() -> Scores:
            total = self.presence(postings[0], at[0]) * np.float32(rarities[0])
            for posting, index, rarity in zip(postings[1:], at[1:], rarities[1:], strict=True):
                total += self.presence(posting, index) * np.float32(rarity)
            return total

        def top() -> Array:
            return postings[0].kept("best", lambda: best_indices(self.presence(postings[0]), LOOKED_AT))

        # one word that nothing limits: its best documents are the same for every question
        return every, lifted(documents, scores, lift, top if len(postings) == 1 and at[0] is None else None)

    def _concepts(self, concepts: Iterable[Concept], documents: Documents) -> Scores:
        total = np.zeros(len(documents), np.float32)
        for concept in concepts:
            own = total if not concept.others else np.zeros(len(documents), np.float32)
            self._terms((term for word in concept.words for term in word.terms), own, documents)
            if concept.others:
                total += self._best_of(own, concept, documents)
        return total

    def _terms(self, terms: Iterable[str], scores: Scores, documents: Documents) -> None:
        for term in terms:
            posting = self.posting(term)
            if posting is not None:
                self._add(scores, documents, posting, self.rarity(term, posting.count))

    def _best_of(self, own: Scores, concept: Concept, documents: Documents) -> Scores:
        """The greatest of the words' own scores and those of the expressions that may stand for them."""
        for other in concept.others:
            having = self._searcher.evaluate(phrase_of(other), scored=False).documents
            if len(having):
                scores = np.zeros(len(having), np.float32)
                self._terms(other, scores, having)
                there, here = self._sets.common(having, documents)
                own[here] = np.maximum(own[here], scores[there] * np.float32(OTHER))
        return own

    # ------------------------------------------------------------ most of a bag

    def most(self, bag: Sequence[Asked], *, share: float, mask: npt.NDArray[np.bool_] | None = None) -> Found:
        """The documents that have at least this share of what a bag's terms weigh together.

        The rarer terms bring documents in, common ones and the characters of runs only add to those that are in.
        """
        sought = self._sought(bag)
        documents = self._brought(sought, share, mask)
        if not len(documents):
            return NOTHING
        covered = np.zeros(len(documents), np.float32)
        found = []
        for posting, weight in sought:
            here, there = self._both(documents, posting)
            covered[here] += np.float32(weight)
            found.append((posting, weight, here, there))
        enough = covered >= share * sum(weight for _, weight in sought)
        if not enough.any():
            enough = covered >= 0.75 * covered.max()
        scores = np.zeros(len(documents), np.float32)
        for posting, weight, here, there in found:
            kept = enough[here]
            scores[here[kept]] += self.presence(posting, there[kept]) * np.float32(weight)
        documents, scores = documents[enough], scores[enough]
        self._add_characters([asked for asked in bag if asked.single], scores, documents)
        lift = self._lift([Word((asked.term,), (0, 0)) for asked in bag if not asked.single])
        return lifted(documents, lambda: scores, lift)

    def _sought(self, bag: Sequence[Asked]) -> list[tuple[Posting, float]]:
        """The terms of a bag that weigh most, with what they weigh."""
        sought = []
        for asked in bag:
            posting = None if asked.single else self.posting(asked.term)
            if posting is not None:
                sought.append((posting, asked.weight * self.rarity(asked.term, posting.count)))
        sought.sort(key=lambda entry: -entry[1])
        least = _TELLS_NOTHING * sum(weight for _, weight in sought)
        return [entry for entry in sought[:SOUGHT] if entry[1] >= least or entry[0].count <= MANY]

    def _add_characters(self, bag: Sequence[Asked], scores: Scores, documents: Documents) -> None:
        """Add the weights of single characters of runs, which the index has as the beginnings of pairs."""
        for asked in [asked for asked in bag if not is_grammar(asked.term)][:SOUGHT]:
            frequencies = self._beginnings(asked.term)
            count = int(np.count_nonzero(frequencies))
            if count:
                here = frequencies[documents]
                here /= here + self._norm[documents]
                scores += here * np.float32(asked.weight * self.rarity(asked.term, count))

    def _beginnings(self, character: str) -> Scores:
        """The weighted frequency of a character in every document: alone, and in the pairs that begin with it."""
        total = np.zeros(self.arrays.documents, np.float32)
        key = self._searcher.key_of(TEXTS[0], character)
        for segment, base in zip(self.arrays.segments, self.arrays.bases.tolist(), strict=False):
            first, last = segment.places_from(key, after(key))
            if first < last:
                stretch = segment.stretch(first, last)
                counts = sum(
                    column * np.float32(weight) for column, weight in zip(stretch.frequencies, WEIGHTS, strict=True)
                )
                sums = np.bincount(stretch.documents, counts)
                total[base : base + len(sums)] += sums
        return total

    def _brought(
        self, sought: Sequence[tuple[Posting, float]], share: float, mask: npt.NDArray[np.bool_] | None
    ) -> Documents:
        """The documents that may have so large a share of the weights; of many, those that may have _TAIL of them.

        The common words that together weigh less than that bring no document in.
        """
        rare = sorted(sought, key=lambda entry: entry[0].count)
        if sum(posting.count for posting, _ in rare) > MANY:
            share = max(share, _TAIL)
        weights = np.array([weight for _, weight in rare], np.float64)
        left = np.cumsum(weights[::-1])[::-1]  # what a term and the commoner ones weigh together
        most = self.arrays.documents * _COMMON
        has = np.zeros(self.arrays.documents, np.bool_)
        for i, (posting, _) in enumerate(rare):
            if (i and left[i] < share * left[0]) or (i >= _BRINGING and posting.count > most):
                break
            has[posting.documents] = True
        if self.arrays.alive is not None:
            has &= self.arrays.alive
        if mask is not None:
            has &= mask
        return np.flatnonzero(has).astype(np.int32)

    # ------------------------------------------------------------ words that stand together

    def _lift(self, words: Sequence[Word]) -> Lift | None:
        """What nearness and names are worth to documents; None where nobody is to look at them."""
        telling = [word for word in words if any(map(tells, word.terms))]
        if not telling or len(telling) > SHORT:
            return None

        def lift(documents: Documents) -> Scores:
            worth = self._in_names(telling, documents)
            for pair in self._near(telling, documents):
                worth += pair / np.float32(len(telling) - 1)
            return worth

        return lift

    def _in_names(self, words: Sequence[Word], documents: Documents) -> Scores:
        """What it is worth that words are in the names of topic and department."""
        lift = np.zeros(len(documents), np.float32)
        for term in {term for word in words for term in word.terms}:
            for field, share in _NAMED.items():
                posting = self._searcher.posting(field, term) if field in NAMES else None
                if posting is not None:
                    here, _ = self._sets.common(documents, posting.documents)
                    in_texts = self.posting(term)
                    count = max(posting.count, in_texts.count if in_texts else 0)
                    lift[here] += np.float32(share * self.rarity(term, count))
        return lift

    def _near(self, words: Sequence[Word], documents: Documents) -> Iterator[Array]:
        """What it is worth in documents that neighbours of a query stand near: the commoner's rarity, saturated."""
        terms = [word.terms[0] if len(word.terms) == 1 else "" for word in words]
        for is_found, group in groupby(terms, lambda term: bool(term) and self.posting(term) is not None):
            together = list(group)
            if not is_found or len(together) < 2:
                continue
            postings = [posting for posting in map(self.posting, together) if posting is not None]
            rarities = [self.rarity(term, each.count) for term, each in zip(together, postings, strict=True)]
            norm = self._norm.take(documents)
            for i, near in enumerate(nearness(postings, documents, WEIGHTS)):
                if together[i] != together[i + 1]:
                    yield near / (near + norm) * np.float32(min(rarities[i], rarities[i + 1]))
