"""The documents that have most of a bag of words: which ones, and in which order.

The terms of the bag bring documents in and score them as `wordrank` says, those of one expression together
(`collocations`). Beside that, other spellings and forms of a word count in the documents that do not have the word
itself, words that the query joins by a hyphen count where they are written as one, and of Chinese runs the single
characters count beside the pairs. A word that no thread has is taken for the nearest that some have. What has most of
one sentence comes before what has words of several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from qa_reader.search.arrays import after
from qa_reader.search.bag import Asked
from qa_reader.search.collocations import kept_shares
from qa_reader.search.commonwords import is_grammar, tells
from qa_reader.search.concepts import Concept, phrase_of
from qa_reader.search.found import NOTHING, Documents, Found, Scores, constant
from qa_reader.search.lifting import Lift, lifted
from qa_reader.search.otherforms import OtherForms, Sought
from qa_reader.search.query import Word
from qa_reader.search.schema import TEXTS
from qa_reader.search.spelling import Speller
from qa_reader.search.titleorder import Order
from qa_reader.search.wordrank import WEIGHTS, WordRanker

Array = npt.NDArray[Any]

#: Terms of a bag that are looked for, those that weigh most: beside 40 the long questions of RQE +0.6 %.
SOUGHT = 80
#: The same of single characters, each of which takes 2 ms of 100,000 threads.
_CHARACTERS = 40
#: So many times the terms that are looked for are looked at for expressions.
_LOOKED_AT = 2
#: What other words for an expression count in a bag, 0.9 in place of it: SciFact -0.2 %.
_OTHER = 0.7
#: A word in more than this share of all threads brings none in beside so many others; one that tells may if in so few.
_COMMON = 1 / 8
_FEW = 20
_BRINGING = 3
#: Not looked for: a term of more than MANY postings and of less than this share of the bag's weight.
_TELLS_NOTHING = 0.01
#: Where a bag's terms have more postings than MANY, documents with less than _TAIL of its weight are left out.
MANY = 20_000
_TAIL = 0.2
#: A list so many times longer than the documents that are left is looked up instead of added.
_MUCH_LONGER = 4
#: What the sentence that a document has most of counts once more. Measured, 0.3 to 0.7 alike, where there are several:
#: RQE +0.1, Stack Exchange +0.7, toyhom's questions +1.0 %.
_COHERENT = 0.5
#: What a title that is asked for counts where a text asks for so many terms: who tells a story names in passing what it
#: is about. Measured, 2 and 3 alike: Stack Exchange +1.8, toyhom's questions +2.0, RQE ± 0.0 %.
_LONG = 20
_TITLES = 2.0
#: What it is worth that a title is the whole text, to the last little word, as a share of the best score: RQE +0.02 %.
_NAMED = 0.2
#: What sums of 32 bits may differ by.
_ROUNDING = 1e-5


class _Instead(Struct, frozen=True):
    """The documents that have other words for some of a bag, and not these themselves; what each gets for it.

    `weight`: what the words weigh for which they stand; `new` where the index has none of those.
    """

    documents: Documents
    scores: Scores
    weight: float
    new: bool


class BagRanker:
    """Finds and scores documents for bags of words; for one thread at a time."""

    def __init__(self, words: WordRanker, speller: Callable[[], Speller]) -> None:
        """`speller` is asked for when the first word is not there: it reads all words."""
        self.words = words
        self.forms = OtherForms(words, speller)
        self._arrays = words.arrays

    def most(
        self,
        bag: Sequence[Asked],
        *,
        share: float,
        mask: npt.NDArray[np.bool_] | None = None,
        concepts: Sequence[Concept] = (),
        named: Array | None = None,
    ) -> Found:
        """The documents that have at least this share of what a bag's terms weigh together.

        The rarer terms bring documents in, common ones and the characters of runs only add to those that are in. The
        other words of `concepts` count in the documents that do not have the concept's own. `named`: the documents
        whose title is the whole text.
        """
        sought = self._sought(bag)
        instead = [one for concept in concepts if concept.others for one in self._others(concept, sought)]
        documents = self._brought(sought, instead, share, mask)
        if not len(documents):
            return NOTHING
        documents = self._covered(sought, instead, documents, share)
        scores = np.zeros(len(documents), np.float32)
        for term in sought:
            self.words.searcher.go_on()
            self.words.add(scores, documents, term.posting, term.weight)
        for one in instead:
            here, there = self.words.searcher.sets.common(documents, one.documents)
            scores[here] += one.scores[there]
        self.forms.add(sought, scores, documents)
        self._add_compounds(bag, {term.term: term.weight for term in sought}, scores, documents)
        self._add_characters([asked for asked in bag if asked.single], scores, documents)
        return lifted(documents, lambda: scores, self._lift(sought, _order_of(bag), named))

    def _others(self, concept: Concept, sought: Sequence[Sought]) -> Iterator[_Instead]:
        """The documents that have other words for a concept and not its own, with what the best of them is worth."""
        sets, size = self.words.searcher.sets, self._arrays.documents
        own = [posting for posting in map(self.words.posting, concept.terms) if posting]
        best = np.zeros(size, np.float32)
        for other in concept.others:
            having = self.words.searcher.evaluate(phrase_of(other), scored=False).documents
            scores = np.zeros(len(having), np.float32)
            self.words.add_terms(other, scores, having)
            best[having] = np.maximum(best[having], scores * np.float32(_OTHER))
        if own and len(own) == len(concept.terms):
            best[sets.both([constant(posting.documents) for posting in own]).documents] = 0
        documents = np.flatnonzero(best).astype(np.int32)
        if len(documents):
            weight = sum(term.weight for term in sought if term.term in concept.terms)
            yield _Instead(documents, best[documents], weight or float(best.max()), not weight)

    def _covered(
        self, sought: Sequence[Sought], instead: Sequence[_Instead], documents: Documents, share: float
    ) -> Documents:
        """Those documents that have this share of what the terms weigh; where none has, those that have most.

        The rarest terms come first: those that cannot reach the share any more are not looked up in longer lists.
        """
        left = sum(term.weight for term in sought) + sum(one.weight for one in instead if one.new)
        needed = share * left * (1 - _ROUNDING)
        covered = np.zeros(self._arrays.documents, np.float32)
        self._cover(covered, instead)
        among = documents
        for term in sorted(sought, key=lambda term: term.posting.count):
            if term.posting.count < _MUCH_LONGER * len(among):
                np.add.at(covered, term.posting.documents, np.float32(term.weight))
            else:
                covered[among.take(self.words.both(among, term.posting)[0])] += np.float32(term.weight)
            left -= term.weight
            if left < needed:  # else any document may still reach it
                among = among.compress(covered.take(among) + np.float32(left) >= needed)
        if len(among):
            return among
        covered.fill(0)
        self._cover(covered, instead)
        for term in sought:
            covered[documents.take(self.words.both(documents, term.posting)[0])] += np.float32(term.weight)
        most = covered.take(documents)
        return documents.compress(most >= 0.75 * most.max())

    @staticmethod
    def _cover(covered: Scores, instead: Sequence[_Instead]) -> None:
        for one in instead:
            covered[one.documents] += np.float32(one.weight)

    def _sought(self, bag: Sequence[Asked]) -> list[Sought]:
        """The terms of a bag that weigh most, with what they weigh."""
        found = {}
        for asked in self.forms.known(bag):
            self.words.searcher.go_on()
            posting = self.words.posting(asked.term)
            if posting is not None:
                found[asked] = Sought(
                    asked.term, posting, asked.weight * self.words.weight(asked.term, posting), asked.sentences
                )
        heaviest = nlargest(_LOOKED_AT * SOUGHT, found, key=lambda asked: found[asked].weight)
        postings = {asked.term: found[asked].posting for asked in heaviest}
        kept = kept_shares(heaviest, postings, self.words.searcher.sets, self._arrays.documents)
        sought = [replace(found[asked], weight=found[asked].weight * kept.get(asked.term, 1.0)) for asked in heaviest]
        sought.sort(key=lambda term: -term.weight)
        least = _TELLS_NOTHING * sum(term.weight for term in sought)
        return [term for term in sought[:SOUGHT] if term.weight >= least or term.posting.count <= MANY]

    def _lift(self, sought: Sequence[Sought], order: Order, named: Array | None) -> Lift:
        """What their titles, and the sentences that they answer, are worth to documents."""
        titles = self.words.lift([Word((term.term,), (0, 0)) for term in sought], near=False, order=order)
        share = np.float32(_TITLES if len(sought) >= _LONG else 1.0)
        several = len({number for term in sought for number in term.sentences}) > 1

        def lift(documents: Documents, scores: Scores) -> Scores:
            coherent = np.zeros(len(documents), np.float32)
            if several:
                coherent += self._of_one_sentence(sought, documents) * np.float32(_COHERENT)
            worth = coherent + titles(documents, scores + coherent) * share
            if named is not None:
                worth[np.isin(documents, named)] += np.float32(_NAMED) * scores.max()
            return worth

        return lift

    def _of_one_sentence(self, sought: Sequence[Sought], documents: Documents) -> Scores:
        """What documents have of the sentence of which they have most."""
        had: dict[int, Scores] = {}
        for term in sought:
            one = np.zeros(len(documents), np.float32)
            self.words.add(one, documents, term.posting, term.weight)
            for number in term.sentences:
                had[number] = had[number] + one if number in had else one
        most: Scores = np.maximum.reduce(list(had.values()))
        return most

    def _add_compounds(
        self, bag: Sequence[Asked], weights: dict[str, float], scores: Scores, documents: Documents
    ) -> None:
        """Let words that are written as one count like these words, where they say more than these words do."""
        for asked in bag:
            posting = self.words.posting(asked.term) if asked.parts else None
            if posting is None:
                continue
            here, there = self.words.both(documents, posting)
            whole = sum(weights.get(part, 0.0) for part in asked.parts) or self.words.weight(asked.term, posting)
            apart = np.zeros(len(here), np.float32)
            self.words.add_terms(asked.parts, apart, documents[here])
            scores[here] += np.maximum(self.words.presence(posting, there) * np.float32(whole) - apart, 0)

    def _add_characters(self, bag: Sequence[Asked], scores: Scores, documents: Documents) -> None:
        """Add the weights of single characters of runs, which the index has as the beginnings of pairs."""
        for asked in [asked for asked in bag if not is_grammar(asked.term)][:_CHARACTERS]:
            self.words.searcher.go_on()
            frequencies = self._beginnings(asked.term)
            count = int(np.count_nonzero(frequencies))
            if count:
                here = frequencies[documents]
                here /= here + self.words.norm[documents]
                scores += here * np.float32(asked.weight * self.words.rarity(asked.term, count))

    def _beginnings(self, character: str) -> Scores:
        """The weighted frequency of a character in every document: alone, and in the pairs that begin with it."""
        total = np.zeros(self._arrays.documents, np.float32)
        key = self.words.searcher.key_of(TEXTS[0], character)
        for segment, base in zip(self._arrays.segments, self._arrays.bases.tolist(), strict=False):
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
        self,
        sought: Sequence[Sought],
        instead: Sequence[_Instead],
        share: float,
        mask: npt.NDArray[np.bool_] | None,
    ) -> Documents:
        """The documents that may have so large a share of the weights; of many, those that may have _TAIL of them.

        The common words that together weigh less than that bring no document in.
        """
        rare = sorted(sought, key=lambda term: term.posting.count)
        if sum(term.posting.count for term in rare) > MANY:
            share = max(share, _TAIL)
        weights = np.array([term.weight for term in rare], np.float64)
        left = np.cumsum(weights[::-1])[::-1]  # what a term and the commoner ones weigh together
        most = self._arrays.documents * _COMMON
        has = np.zeros(self._arrays.documents, np.bool_)
        for i, term in enumerate(rare):
            if i and left[i] < share * left[0]:
                break
            few = max(most, _FEW) if tells(term.term) else most
            if i < _BRINGING or term.posting.count <= few:
                has[term.posting.documents.astype(np.intp)] = True  # another type of index takes three times as long
        for one in instead:
            has[one.documents] = True
        if self._arrays.alive is not None:
            has &= self._arrays.alive
        if mask is not None:
            has &= mask
        return np.flatnonzero(has).astype(np.int32)


def _order_of(bag: Sequence[Asked]) -> Order:
    """How the terms of a bag stand in its text."""
    return Order({asked.term: asked.near for asked in bag}, frozenset(asked.term for asked in bag if asked.begins))
