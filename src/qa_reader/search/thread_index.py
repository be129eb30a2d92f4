"""What the library asks: `ask` a query, `related` threads, `complete` a word; over one index, on one thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace
from whoosh import query as q

from qa_reader.errors import QuerySyntaxError
from qa_reader.model import MEANT, WIDENED, Progress, Query, Sort, Suggested, Topic, silent
from qa_reader.search.abbreviations import read_abbreviations
from qa_reader.search.analysis import term_of, title_hash
from qa_reader.search.arrays import Arrays
from qa_reader.search.bag import Asked, bag_of
from qa_reader.search.bagrank import BagRanker
from qa_reader.search.columns import UNIT
from qa_reader.search.commonwords import is_common, tells
from qa_reader.search.completion import last_word, names, titled
from qa_reader.search.concepts import Concept, concepts_of
from qa_reader.search.filtering import Mask, masks_of, together
from qa_reader.search.found import NOTHING, Found, constant
from qa_reader.search.manifest import read_manifest
from qa_reader.search.missing import MOST_WORDS, NONE_HAS_ALL, NOWHERE, Missing, shortened
from qa_reader.search.query import Needle, Parsed, Word, parse, words_of
from qa_reader.search.ranking import Ranking, Wider, no_wider
from qa_reader.search.reader import ArrayReader
from qa_reader.search.relaxing import (
    FEW,
    MOST,
    MOST_OF_QUESTION,
    NOT_BY_THE_WAY,
    goes_on,
    is_short_question,
    marker_of,
    names_with,
    subject_of,
    telling_of,
    words_apart,
)
from qa_reader.search.searcher import ArraySearcher
from qa_reader.search.snippets import Marker
from qa_reader.search.spelling import Speller
from qa_reader.search.store import BlobStore
from qa_reader.search.topicquery import with_found
from qa_reader.search.topics import is_about
from qa_reader.search.topicthreads import Counted, read_topics
from qa_reader.search.vocabulary import Vocabulary, shipped
from qa_reader.search.wordrank import WordRanker
from qa_reader.wording import marked, tr

if TYPE_CHECKING:
    from qa_reader.search.meant import Meant
    from qa_reader.search.related import Alike, Read

#: A sentence that so many threads answer whole needs no others.
_ENOUGH = 10
#: Words that begin as the one that is typed, of which those that tell something are suggested.
_LOOKED_AT = 40
#: An abbreviation has to be explained so often before it is believed.
_EXPLAINED = 2
_NO_WORD = marked("Nothing to search for in “{0}”: there is no word in it.")
_SENTENCE = marked("Few threads have all of these words; those that have most of them follow.")
_APART_TOO = marked("Few threads have all of these words side by side; those that have “{0}” follow.")
_APART = marked("No thread has all of these words side by side; these have “{0}”.")
_QUESTION = marked("Few threads have all of these words; those that have most of them stand among them.")
_NAMES = marked(
    "No text has these words; these threads have them in the name of a doctor, hospital, department or topic."
)


class _Answer(Struct, frozen=True):
    """What a query found, what it would find without any filter, and what has to be said about it."""

    found: Found
    unfiltered: Found
    notes: tuple[str, ...] = ()
    marker: Marker | None = None


class ThreadIndex:
    """The search index of one archive, open for reading."""

    def __init__(self, store: BlobStore) -> None:
        """Raises IndexFault where there is no index, or one of another version."""
        self.arrays = Arrays(store, read_manifest(store))
        self.reader = ArrayReader(self.arrays)
        self._store = store
        self._vocabulary: Vocabulary = shipped()

    @cached_property
    def searcher(self) -> ArraySearcher:
        """The searcher over all segments."""
        return ArraySearcher(self.reader)

    @cached_property
    def ranker(self) -> WordRanker:
        """What puts the answers to plain words in order."""
        return WordRanker(self.searcher)

    @cached_property
    def bags(self) -> BagRanker:
        """What finds the threads that have most of a text."""
        return BagRanker(self.ranker, lambda: self.speller)

    def use(self, vocabulary: Vocabulary) -> None:
        """Take other words for what is typed from here, beside the archive's own abbreviations."""
        self._vocabulary = vocabulary
        self.__dict__.pop("_known", None)

    @property
    def count(self) -> int:
        """How many threads there are, removed ones not counted."""
        return self.arrays.count

    def numbers(self) -> frozenset[int]:
        """The archive's numbers of all threads."""
        numbers, alive = self.arrays.numbers, self.arrays.alive
        return frozenset((numbers if alive is None else numbers[alive]).tolist())

    def ask(self, query: Query, among: frozenset[int] | None = None, progress: Progress = silent) -> Ranking:
        """Answer a query, of these numbers only where `among` is given; raises QuerySyntaxError with the place.

        `progress` is called before each part of a query and each word that is relaxed or corrected, and while terms of
        a kind are decoded, so that it can raise `Cancelled`.
        """
        before, self.searcher.go_on = self.searcher.go_on, lambda: progress(0, 0, "")
        try:
            return self._asked(query, among)
        finally:
            self.searcher.go_on = before  # what ends this query shall not end what is asked next

    def _asked(self, query: Query, among: frozenset[int] | None) -> Ranking:
        masks = masks_of(self.arrays, query, among, self._in_computed)
        if not query.text.strip():
            return self._browse(query, masks)
        parsed = parse(query.text)
        mask = together(masks) if masks else None
        answer = self._answer(parsed, mask, self._known if query.widened else Vocabulary())
        first = self._exact_titles(query.text) if query.sort is Sort.RELEVANCE and parsed.may_be_title else None
        notes = (*parsed.notes, *answer.notes)
        marker = answer.marker or Marker(parsed.needles())
        wider = self._wider(answer.unfiltered, masks) if masks else no_wider
        return Ranking(self.arrays, answer.found, query.sort, first=first, marker=marker, notes=notes, wider=wider)

    def related(self, number: int, read: Read, limit: int = 5) -> tuple[Alike, ...]:
        """The threads most like one, with the reasons; none where the number is not there.

        `read` gives the thread of a number: the reasons are words of its text, which the index does not hold.
        """
        from qa_reader.search.related import related

        return related(self.bags, number, limit, read)

    def _browse(self, query: Query, masks: dict[str, Mask]) -> Ranking:
        """All threads, the newest first where no order is asked for."""
        every = self._masked(constant(np.arange(self.arrays.documents, dtype=np.int32), 0.0), self.arrays.alive)
        sort = Sort.NEWEST if query.sort is Sort.RELEVANCE else query.sort
        return Ranking(self.arrays, self._masked(every, together(masks)), sort, wider=self._wider(every, masks))

    def _wider(self, unfiltered: Found, masks: dict[str, Mask]) -> Wider:
        """For each facet that is filtered by, what is found without that filter but with the others."""

        def documents(facet: str) -> npt.NDArray[np.int32] | None:
            return self._masked(unfiltered, together(masks, but=facet)).documents if facet in masks else None

        return documents

    def _masked(self, found: Found, mask: Mask | None) -> Found:
        return found if mask is None else self.searcher.sets.where(found, mask)

    def _answer(self, parsed: Parsed, mask: Mask | None, vocabulary: Vocabulary) -> _Answer:
        if parsed.tree is not None:
            every = self._having(parsed.tree)
            return _Answer(self._masked(every, mask), every, () if len(every) else self._unfound(parsed.text))
        if not parsed.words:
            return _Answer(NOTHING, NOTHING, (tr(_NO_WORD).format(shortened(parsed.text)),))
        concepts, added = concepts_of(parsed.words, vocabulary, parsed.text, self._has)
        notes: tuple[str, ...] = (tr(WIDENED).format(tr(", ").join(added)),) if added else ()
        marker = Marker(needle for concept in concepts for needle in concept.needles())
        every, found = self.ranker.whole(concepts, mask)
        if len(found) >= _ENOUGH or (len(found) and not goes_on(parsed.words, parsed.text)):
            return _Answer(found, every, notes, marker)
        if not len(found):
            notes += self._meant(parsed.words, parsed.text)
        answer = self._apart(_Answer(found, every, notes, marker), parsed, mask, vocabulary)
        if len(answer.found) < _ENOUGH:
            answer = self._relaxed(answer, concepts, parsed, mask)
        return (
            answer if answer.notes or len(answer.unfiltered) else replace(answer, notes=self._missing(parsed).nowhere())
        )

    def _having(self, tree: q.Query) -> Found:
        """The threads that a tree finds, by the topics that were found in titles, too."""
        return self.searcher.evaluate(with_found(tree, self.arrays.found_topics) if self.topics else tree)

    def _unfound(self, text: str) -> tuple[str, ...]:
        """What may have been meant by a query in the language that finds nothing, or which parts of it are nowhere."""
        from qa_reader.search.demanded import demanded

        def nowhere(parts: list[tuple[str, q.Query]]) -> list[str]:
            return [shortened(part.strip('"')) for part, tree in parts if not len(self._having(tree))]

        for better in self._corrected.texts(words_of(text), text):
            self.searcher.go_on()
            parts = demanded(better.text)
            if (parts and not nowhere(parts)) if better.sure else self._finds(better.text):
                return (tr(MEANT).format(better.text),)
        parts = demanded(text)
        missing = dict.fromkeys(nowhere(parts)[:MOST_WORDS])
        if missing:
            return (tr(NOWHERE).format(tr("”, “").join(missing)),)
        return (tr(NONE_HAS_ALL),) if len(parts) > 1 else ()

    def _finds(self, text: str) -> bool:
        """Whether any thread has what a query in the language asks for."""
        try:
            tree = parse(text).tree
        except QuerySyntaxError:
            return False
        return tree is not None and len(self._having(tree)) > 0

    def _has(self, term: str) -> bool:
        return self.ranker.posting(term) is not None

    def _count(self, term: str) -> int:
        posting = self.ranker.posting(term)
        return posting.count if posting is not None else 0

    def _apart(self, answer: _Answer, parsed: Parsed, mask: Mask | None, vocabulary: Vocabulary) -> _Answer:
        """The threads that have the words of runs of Chinese, not side by side; `answer` when there are no more."""
        words = words_apart(parsed.words, parsed.text, self._count)
        if not words or tuple(words) == parsed.words:
            return answer
        concepts, _ = concepts_of(words, vocabulary, parsed.text, self._has)
        every, found = self.ranker.whole(concepts, mask)
        if len(found) <= len(answer.found):
            return answer
        # what was left out of the words, 小孩 and 怎麼辦, still says which of these threads are nearest
        found = self.searcher.above(self._ordered(bag_of(parsed.text), found.documents), found)
        said = tr(_APART_TOO) if len(answer.found) else tr(_APART)
        shown = tr("”, “").join(parsed.text[slice(*word.span)] for word in words[:MOST_WORDS])
        marker = Marker(needle for concept in concepts for needle in concept.needles())
        together = self.searcher.above(answer.found, found)
        every = self.searcher.sets.any([answer.unfiltered, every], scored=False)
        return _Answer(together, every, (*answer.notes, said.format(shown)), marker)

    def _relaxed(self, answer: _Answer, concepts: list[Concept], parsed: Parsed, mask: Mask | None) -> _Answer:
        """The threads that have most of the words, or have them in their names; `answer` when there are no more."""
        searcher, found, notes = self.searcher, answer.found, answer.notes
        parts = [part for concept in concepts for word in concept.words for part in word.parts()]
        if not len(found):
            every_named = names_with(searcher, parts)
            named = self._masked(every_named, mask)
            if len(named):
                return _Answer(named, every_named, (*notes, tr(_NAMES)))
        if len(parts) < 2 or not any(self._has(term) for part in parts for term in part.terms):
            return answer
        if len(found) and is_short_question(parsed.words, parsed.text):
            return self._about(answer, concepts, parsed, mask)
        bag, share = bag_of(parsed.text), MOST if len(parts) > FEW else 0.0
        wanted = bag if share else telling_of(bag)
        most = self.bags.most(wanted, share=share, mask=mask, concepts=concepts)
        if len(most) <= len(found):
            return answer
        every = answer.unfiltered
        if mask is not None:
            every = searcher.sets.any([every, self.bags.most(wanted, share=share, concepts=concepts)], scored=False)
        most = most if share else self._ordered(bag, most.documents, concepts)
        said = (tr(_SENTENCE),) if len(found) else self._missing(parsed).left_out(share)
        return _Answer(searcher.above(found, most), every, (*notes, *said), marker_of(concepts, parts))

    def _about(self, answer: _Answer, concepts: list[Concept], parsed: Parsed, mask: Mask | None) -> _Answer:
        """The threads with most of a short question, of which few have all words.

        These stand first, but for those that have the words by the way, in a long text about something else.
        """
        searcher, bag = self.searcher, bag_of(parsed.text)
        every = self.bags.most(subject_of(bag, concepts), share=MOST_OF_QUESTION, concepts=concepts)
        inside = self._masked(every, mask).documents
        most = self._ordered(bag, inside, concepts)
        if len(most) <= len(answer.found):
            return answer
        scores = most.scores()
        whole = searcher.sets.within(most, answer.found.documents)
        first = searcher.sets.select(whole, np.flatnonzero(whole.scores() >= NOT_BY_THE_WAY * scores.max()))
        found = searcher.above(first, searcher.above(most, answer.found))
        every = searcher.sets.any([answer.unfiltered, every], scored=False)
        return _Answer(found, every, (*answer.notes, tr(_QUESTION)), answer.marker)

    def _ordered(
        self, bag: Sequence[Asked], documents: npt.NDArray[np.int32], concepts: Sequence[Concept] = ()
    ) -> Found:
        """Those of some documents that have any of a bag, by how much they have of it."""
        among = np.zeros(self.arrays.documents, np.bool_)
        among[documents] = True
        return self.bags.most(bag, share=0.0, mask=among, concepts=concepts)

    def _missing(self, parsed: Parsed) -> Missing:
        return Missing(parsed, lambda term: self.ranker.posting(term) is not None, self.bags.forms.read_as)

    @cached_property
    def _known(self) -> Vocabulary:
        """The vocabulary with the abbreviations that the archive explains."""
        explained: dict[tuple[str, str], int] = {}
        for info in self.arrays.manifest.segments:
            for short, long, count in read_abbreviations(self._store, info.name):
                explained[short, long] = explained.get((short, long), 0) + count
        often = self.count >= 1000
        least = _EXPLAINED if often else 1
        learned = Vocabulary(pair for pair, count in explained.items() if count >= least)
        return self._vocabulary.joined(learned)

    @cached_property
    def speller(self) -> Speller:
        """The archive's own words."""
        return Speller.read(self._store, [info.name for info in self.arrays.manifest.segments])

    @cached_property
    def _corrected(self) -> Meant:
        """What makes better texts of those that find nothing."""
        from qa_reader.search.meant import Meant

        return Meant(self.ranker, lambda: self.speller)

    def _meant(self, words: tuple[Word, ...], text: str) -> tuple[str, ...]:
        """A "did you mean", for words that nothing contains."""
        for better in self._corrected.texts(words, text):
            self.searcher.go_on()
            concepts, _ = concepts_of(words_of(better.text), Vocabulary())
            if better.sure or len(self.ranker.whole(concepts, None)[0]):
                return (tr(MEANT).format(better.text),)
        return ()

    def words(self, text: str, limit: int = 5) -> tuple[str, ...]:
        """The text with its last word typed on, to frequent words of the archive."""
        last = last_word(text)
        forms: dict[str, str] = {}
        for word in self.speller.complete(last, _LOOKED_AT) if last else ():
            term = term_of(word)
            if word != last.lower() and not is_common(term):
                forms.setdefault(term, word)
        return tuple(text[: len(text) - len(last)] + word for word in forms.values())[:limit]

    def names(self, text: str, limit: int = 2) -> list[tuple[Suggested, str, str]]:
        """Topics, doctors and departments that begin so, each with its kind, and a topic with its department."""
        computed = (counted for some in self.topics.values() for counted in some)
        return names(self.arrays, computed, text, limit)

    def titled(self, text: str, limit: int = 3) -> list[int]:
        """The numbers of threads whose title has these words, the last of them as a beginning."""
        return titled(self.searcher, text, limit)

    @cached_property
    def topics(self) -> dict[str, Counted]:
        """What the threads of each department are about, for departments whose source names no topics."""
        return read_topics(self._store)

    def topics_of(self, title: str, department: str) -> tuple[Topic, ...]:
        """The computed topics to which a thread of this title belongs."""
        return tuple(topic for topic, _ in self.topics.get(department, ()) if is_about(title, topic))

    @cached_property
    def found_names(self) -> frozenset[str]:
        """The names of topics that were found in titles and that the source gives to none of its own."""
        if not self.topics:
            return frozenset()
        named = {value.partition(UNIT)[0] for value in self.arrays.listing("topic")[0]}
        return frozenset(topic.name for some in self.topics.values() for topic, _ in some) - named

    def _in_computed(self, topic: Topic) -> Mask:
        mask = np.zeros(self.arrays.documents, np.bool_)
        for found, documents in self.arrays.found_topics:
            if found == topic:
                mask[documents] = True
        return mask

    def ask_words(self, text: str) -> Ranking:
        """The threads that have any of a text's words, or other words for them, best first: no syntax."""
        bag = bag_of(text)
        concepts, _ = concepts_of(words_of(text), self._known, text, self._has)
        marker = Marker(Needle((asked.term,)) for asked in bag if not asked.single and tells(asked.term))
        most = self.bags.most(bag, share=0.0, concepts=concepts, named=self._exact_titles(text))
        return Ranking(self.arrays, most, Sort.RELEVANCE, marker=marker)

    def _exact_titles(self, text: str) -> npt.NDArray[np.intp] | None:
        """The documents whose title is what was typed."""
        wanted = title_hash(text.strip().strip('"'))
        return self.arrays.titled(wanted) if wanted else None


def open_index(store: BlobStore) -> ThreadIndex:
    """Open the index of a store; IndexFault when it is absent, of another version, or damaged."""
    return ThreadIndex(store)
