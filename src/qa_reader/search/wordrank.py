"""How well documents answer plain words: BM25 over weighted fields, and nearness of words that stand together.

A layer beside `searcher`, which scores Whoosh's trees as Whoosh does: for plain words and pasted sentences the
trees say which documents there are, and this module says in which order.

The weight of a term in a document is that of Robertson, Zaragoza and Taylor ("Simple BM25 extension to multiple
weighted fields", CIKM 2004): frequencies are weighted by field and added up before they saturate,

    tf = Σ weight(field) × tf(field),  tf / (tf + K1 × mean × (1 - B + B × length / average length)),

with the length weighted in the same way. `mean`, the weight of an average token, keeps saturation where it is for
plain BM25, whichever fields an archive fills: without it the titles' weight costs 1.5 % on RQE, where all is title.
The rarity is Lucene's, ln(1 + (N - n + 0.5) / (n + 0.5)), over threads and not over fields. What a term tells is its
rarity, more where the threads that have it repeat it (after Church and Gale, "Poisson mixtures", 1995) or name it in
their titles: "myelination" is what a text is about, "increase" hardly ever.

A title that is asked for as a whole adds to a thread's score. Measured, at a quarter of the best score: RQE +0.7 %,
questions of the Stack Exchange dump over titles and answers +4 %, MedQuAD asked with synonyms +17 %, SciFact ± 0.1 %.
At half of it MedQuAD gains 6.5 % more and SciFact loses 0.7 %.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as q

from qa_reader.search.commonwords import KEPT, is_between_words, is_common, tells
from qa_reader.search.concepts import Concept, are_plain
from qa_reader.search.expressions import expressed
from qa_reader.search.found import MUCH_SHORTER, NOTHING, Documents, Found, Scores, constant
from qa_reader.search.lifting import Lift, lifted
from qa_reader.search.nearness import Standing, neighbourhood
from qa_reader.search.posting import EVERYWHERE, Posting
from qa_reader.search.query import Word
from qa_reader.search.schema import NAMES, PREFIXES, TEXTS
from qa_reader.search.searcher import ArraySearcher
from qa_reader.search.titleorder import Order
from qa_reader.search.titles import in_titles, share_asked, share_of_whole

Array = npt.NDArray[Any]

K1 = 1.0
B = 0.85
#: How much an occurrence counts in title, question, reply and more info.
WEIGHTS = (3.0, 1.2, 1.0, 0.5)

#: How a term's weight grows with the logarithm of how often a thread repeats it, and with the share of its threads
#: that have it in the title (a power; among few threads the share is taken for that of all words). Measured: SciFact
#: +0.4 and +0.5 %, questions over titles and answers: toyhom +0.2 and +2.0 %, Stack Exchange -0.5 and +4.4 %.
_REPEATED = 0.2
_IN_TITLES = 0.15
_FEW_THREADS = 5
#: The share of its rarity that a Chinese pair keeps with a word of grammar in it. Measured: toyhom's titles +1.0 %, its
#: questions ± 0.0 %; half of it, as other common words keep: +2.5 and -1.8 %.
_BETWEEN_WORDS = 0.75
#: What all words of a title being asked for is worth, as a share of the best score; less of it, by the square.
_TITLE = 0.3

_WEIGHTS = np.array(WEIGHTS)
#: Of fewer documents than this share of a term's the presence is computed for these alone.
_FEW = 8
_PRESENCE = "presence"
#: A term in more than this share of all documents is kept as an array of all of them where many are looked up; in more
#: than that, where few are: the array takes no more than twice the room of its documents.
_COMMON = 1 / 32
_VERY_COMMON = 1 / 8
#: So few documents are found sooner by bisection (300 in 5,000: 8 µs in place of 13).
_BISECTED = 500
#: The telling words of a query for which names and nearness are looked at. In a bag of words nearness only harms
#: (SciFact -0.4 %, RQE -0.2 %, MedQuAD -1.6 %); it is kept for typed words that a thread has all of.
SHORT = 6
#: What a word in the name of the topic or of the department counts, as a share of its rarity.
_NAMED = {"topic": 0.4, "department": 0.25}


class WordRanker:
    """Scores documents for plain words; for one thread at a time."""

    def __init__(self, searcher: ArraySearcher) -> None:
        self.searcher = searcher
        self.arrays = searcher.arrays
        self.sets = searcher.sets

    @cached_property
    def norm(self) -> Scores:
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
        return self.arrays.posting(PREFIXES[field] + term.encode("utf-8", "replace"))

    def rarity(self, term: str, count: int) -> float:
        """How much a term tells that `count` documents have."""
        rare = math.log(1 + (self.arrays.documents - count + 0.5) / (count + 0.5))
        if is_common(term):
            return rare * KEPT
        return rare * _BETWEEN_WORDS if is_between_words(term) else rare

    def _rarity(self, term: str, posting: Posting) -> float:
        return posting.told("rarity", lambda: self.rarity(term, posting.count))

    @cached_property
    def _titled(self) -> float:
        """The share of a word's threads that have it in the title, for any word; 0 with no titles, or nothing else.

        Estimated as twice the titles' share of all occurrences: a text repeats its words about so often.
        """
        lengths = [self.arrays.field_length(field) for field in TEXTS]
        return min(2 * lengths[0] / sum(lengths), 1.0) if any(lengths[1:]) else 0.0

    def weight(self, term: str, posting: Posting) -> float:
        """How much a term tells: its rarity, more for one that threads repeat or have in their titles."""
        return posting.told("weight", lambda: self._weight(term, posting))

    def _weight(self, term: str, posting: Posting) -> float:
        count = posting.count
        repeated = (sum(posting.frequency_counts) + 2) / (count + 1.5)
        weight = self.rarity(term, count) * (1 + _REPEATED * math.log(repeated))
        if self._titled:
            in_titles = (posting.document_counts[0] + _FEW_THREADS * self._titled) / (count + _FEW_THREADS)
            weight *= (in_titles / self._titled) ** _IN_TITLES
        return weight

    def presence(self, posting: Posting, at: Array | None = None) -> Scores:
        """How much of a term its documents have, from 0 to 1; all of them (not to be changed), or those at some."""
        if at is None or posting.holds(_PRESENCE) or len(at) * _FEW > posting.count:
            presence = posting.kept(_PRESENCE, lambda: self._presence(posting, None))
            return presence if at is None else presence.take(at)
        return self._presence(posting, at)

    def _presence(self, posting: Posting, at: Array | None) -> Scores:
        documents = posting.documents if at is None else posting.documents.take(at)
        presence = posting.weighted(WEIGHTS, at)
        presence /= presence + self.norm.take(documents)
        return presence

    def add(self, scores: Scores, documents: Documents, posting: Posting, weight: float) -> None:
        """Add a term's weight to the scores of the documents that have it."""
        if documents is posting.documents:
            scores += self.presence(posting) * np.float32(weight)
            return
        here, frequency = self.having(posting, documents)
        if len(here) == len(documents):
            frequency /= frequency + self.norm.take(documents)
            scores += frequency * np.float32(weight)
        else:
            frequency /= frequency + self.norm.take(documents.take(here))
            scores[here] += frequency * np.float32(weight)

    def both(self, documents: Documents, posting: Posting) -> tuple[Array, Array]:
        """The indices of the documents that have a term, among these and among its own."""
        return self.sets.common(documents, posting.documents)

    # ------------------------------------------------------------ all of some words

    def whole(self, concepts: Sequence[Concept], mask: npt.NDArray[np.bool_] | None) -> tuple[Found, Found]:
        """The documents that have all concepts, unscored, and those in the mask, by these, nearness and names."""
        words = [word for concept in concepts for word in concept.words]
        if not are_plain(concepts):
            lift = self.lift(words, near=True, known=self._of_all(concepts), asked=concepts)
            queries = [concept.query() for concept in concepts]
            every = self.searcher.evaluate(queries[0] if len(queries) == 1 else q.And(queries), scored=False)
            documents = (every if mask is None else self.sets.where(every, mask)).documents
            return every, lifted(documents, lambda: self._concepts(concepts, documents), lift)
        return self._plain(words, concepts, mask)

    def _of_all(self, concepts: Sequence[Concept]) -> dict[str, Posting] | None:
        """The postings of the terms of concepts, where documents that have the concepts have all the terms."""
        found: dict[str, Posting] = {}
        for concept in concepts:
            for term in concept.terms:
                posting = self.posting(term)
                if concept.others or posting is None:
                    return None
                found[term] = posting
        return found

    def _plain(
        self, words: Sequence[Word], concepts: Sequence[Concept], mask: npt.NDArray[np.bool_] | None
    ) -> tuple[Found, Found]:
        known: dict[str, Posting] = {}
        for word in words:
            posting = self.posting(word.terms[0])
            if posting is None:
                return NOTHING, NOTHING
            known[word.terms[0]] = posting
        terms, postings = list(known), list(known.values())
        lift = self.lift(words, near=True, known=known, asked=concepts)
        if len(postings) == 1 and mask is None and self.arrays.alive is None:
            return self._one(terms[0], postings[0], lift)
        documents, frequencies = self._sharing(postings)
        if not len(documents):
            return NOTHING, NOTHING
        every = constant(documents)
        if mask is not None:
            inside = mask.take(documents).nonzero()[0]
            documents, frequencies = documents.take(inside), [each.take(inside) for each in frequencies]

        def scores() -> Scores:
            norm = self.norm.take(documents)
            total: Scores | None = None
            for term, posting, frequency in zip(terms, postings, frequencies, strict=True):
                presence = frequency + norm
                np.divide(frequency, presence, out=presence)
                presence *= np.float32(self.weight(term, posting))
                total = presence if total is None else np.add(total, presence, out=total)
            assert total is not None
            return total

        return every, lifted(documents, scores, lift)

    def _one(self, term: str, posting: Posting, lift: Lift) -> tuple[Found, Found]:
        """One word that nothing limits: its best documents are the same for every question."""

        def scores() -> Scores:
            return self.presence(posting) * np.float32(self.weight(term, posting))

        return constant(posting.documents), lifted(posting.documents, scores, lift, partial(posting.kept, "head"))

    def _sharing(self, postings: Sequence[Posting]) -> tuple[Documents, list[Scores]]:
        """The documents, not removed, that have all terms, and how often each has them, weighted by field.

        The rarest terms are looked at first, and no more than is needed.
        """
        order = sorted(range(len(postings)), key=lambda i: postings[i].count)
        rarest = postings[order[0]]
        documents, at = rarest.documents, None
        frequencies: dict[int, Scores] = {}
        if self.arrays.alive is not None:
            at = self.arrays.alive.take(documents).nonzero()[0]
            documents = documents.take(at)
        for i in order[1:]:
            if not len(documents):
                return documents, []
            here, frequency = self.having(postings[i], documents)
            if len(here) < len(documents):
                documents, at = documents.take(here), here if at is None else at.take(here)
                frequencies = {k: each.take(here) for k, each in frequencies.items()}
            frequencies[i] = frequency
        frequencies[order[0]] = rarest.weighted(WEIGHTS, at)
        return documents, [frequencies[i] for i in range(len(postings))]

    def having(self, posting: Posting, documents: Documents) -> tuple[Array, Scores]:
        """The indices of the documents that have a term, and how often they have it, weighted by field."""
        share = posting.count / self.arrays.documents
        rare = share < _COMMON or (share < _VERY_COMMON and len(documents) * MUCH_SHORTER < posting.count)
        if not posting.coded or (rare and not posting.holds(EVERYWHERE)):
            here, there = self.both(documents, posting)
            return here, posting.weighted(WEIGHTS, there)
        # one look-up, where finding documents in the term's own takes nine
        codes = posting.everywhere(self.arrays.documents).take(documents)
        here = (codes != 0).nonzero()[0]
        return here, posting.weighted_by_code(WEIGHTS, codes.take(here) - codes.dtype.type(1))

    def _concepts(self, concepts: Iterable[Concept], documents: Documents) -> Scores:
        total = np.zeros(len(documents), np.float32)
        for concept in concepts:
            if concept.others:
                total += expressed(self, concept, documents)
            else:
                self._add_all(concept.terms, total, documents)
        return total

    def _add_all(self, terms: Iterable[str], scores: Scores, documents: Documents) -> None:
        """Add what terms weigh to the scores of documents that have them all."""
        norm = self.norm.take(documents)
        for term in terms:
            posting = self.posting(term)
            if posting is None:  # and no document has it
                return
            if len(documents) < max(_BISECTED, posting.count // MUCH_SHORTER) and not posting.holds(EVERYWHERE):
                frequency = posting.weighted(WEIGHTS, posting.documents.searchsorted(documents))
            else:
                frequency = self.having(posting, documents)[1]
            frequency /= frequency + norm
            frequency *= np.float32(self.weight(term, posting))
            scores += frequency

    def add_terms(self, terms: Iterable[str], scores: Scores, documents: Documents) -> None:
        """Add what terms weigh to the scores of documents."""
        for term in terms:
            posting = self.posting(term)
            if posting is not None:
                self.add(scores, documents, posting, self.weight(term, posting))

    # ------------------------------------------------------------ words that stand together

    def lift(
        self,
        words: Sequence[Word],
        *,
        near: bool,
        known: Mapping[str, Posting] | None = None,
        order: Order | None = None,
        asked: Sequence[Concept] | None = None,
    ) -> Lift:
        """What titles, the names of topic and department, and nearness where it counts, are worth to documents.

        `known`: the postings of the terms, where all documents have them all; `order`: in which titles have them;
        `asked`: what a title has that is asked for as a whole, whatever little words it has; None for a long text.
        """

        def lift(documents: Documents, scores: Scores) -> Scores:
            telling = [word for word in words if any(map(tells, word.terms))]
            few = telling if len(telling) <= SHORT else []
            terms = [term for word in words for term in word.terms]
            standing: dict[str, Standing] = {}
            for term in terms:
                posting = self.posting(term) if known is None else known[term]
                if posting is not None and (near or posting.document_counts[0]):
                    standing[term] = Standing(posting, documents, in_all=known is not None)
            worth = self._title_shares(standing, asked, documents)
            worth *= np.float32(_TITLE)
            if order is not None:
                worth += order.worth(standing, len(documents), self._title_lengths.take(documents))
            worth *= np.float32(np.maximum.reduce(scores))  # half of the time of `max`
            self._add_names(worth, few, documents, standing)
            if near:
                alone = [word.terms[0] if len(word.terms) == 1 else "" for word in few]
                for near_by in neighbourhood(alone, standing, self._rarity, _WEIGHTS, self.norm.take(documents)):
                    worth += near_by
            return worth

        return lift

    def _title_shares(
        self, standing: Mapping[str, Standing], asked: Sequence[Concept] | None, documents: Documents
    ) -> Scores:
        """The square of the share of each title that is asked for.

        Of a text it is the mean of the shares of all words and of those that are no common ones, which count twice.
        Measured, beside the share of all words: RQE and SciFact +0.2 %; that of the others alone: -0.2 and +0.2 %.
        """
        counts = in_titles(standing, len(documents))
        words = self._title_words.take(documents)
        share = share_asked(counts, self._title_lengths.take(documents))
        if asked is None:
            telling = share_asked({term: count for term, count in counts.items() if not is_common(term)}, words)
            share = np.cbrt(share * telling * telling)
        elif ways := [of_one for concept in asked if (of_one := concept.ways())]:
            others = {term for each in ways for terms in each for term in terms} - standing.keys()
            postings = {term: posting for term in others if (posting := self.posting(term)) is not None}
            counts |= in_titles({term: Standing(one, documents) for term, one in postings.items()}, len(documents))
            share = np.maximum(share, share_of_whole(counts, ways, words))
        share *= share
        return share

    @cached_property
    def _title_lengths(self) -> Scores:
        """How many terms each title has, at least 1."""
        return np.maximum(self.arrays.lengths(TEXTS[0]), 1).astype(np.float32)

    @cached_property
    def _title_words(self) -> Scores:
        """How many of them are no common words, at least 1."""
        return np.maximum(self.arrays.title_words, 1).astype(np.float32)

    def _add_names(
        self, worth: Scores, words: Sequence[Word], documents: Documents, standing: Mapping[str, Standing]
    ) -> None:
        """Add what it is worth that words are in the names of topic and department."""
        for term in {term for word in words for term in word.terms}:
            of_term = standing[term].posting if term in standing else self.posting(term)
            named = of_term.told("named", partial(self._named, term)) if of_term else self._named(term)
            for field, weight in named:
                posting = self.posting(term, field)
                if posting is not None:
                    worth[self.both(documents, posting)[0]] += np.float32(weight)

    def _named(self, term: str) -> list[tuple[str, float]]:
        """The names that a term stands in, and what it counts there."""
        in_texts, found = self.posting(term), []
        for field, share in _NAMED.items():
            posting = self.posting(term, field) if field in NAMES else None
            if posting is not None:
                count = max(posting.count, in_texts.count if in_texts else 0)
                found.append((field, share * self.rarity(term, count)))
        return found
