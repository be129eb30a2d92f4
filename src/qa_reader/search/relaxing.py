"""Plain words: when threads with most of them answer, too, and which have them in their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace
from whoosh import query as q

from qa_reader.search.bag import Asked
from qa_reader.search.commonwords import is_asked, is_common, is_talk, tells
from qa_reader.search.concepts import Concept
from qa_reader.search.found import NOTHING, Found
from qa_reader.search.hanwords import apart
from qa_reader.search.query import Word
from qa_reader.search.schema import NAMES
from qa_reader.search.searcher import ArraySearcher
from qa_reader.search.snippets import Marker

#: A thread has most of a sentence when it has this share of what its words weigh together.
MOST = 0.4
#: Of so few words, or pairs of characters, one is enough.
FEW = 3
#: Of a short question a thread has most when it has more than half of what the words weigh: what it is about.
MOST_OF_QUESTION = 0.5
#: A thread that has all words of a short question has them by the way where it scores less than this share of the best.
NOT_BY_THE_WAY = 0.75
#: Plain text of this many words or more is a sentence: most of it will do.
SENTENCE_WORDS = 8
#: A run of Chinese of so many pairs is more than a word: 小孩感冒咳嗽.
_LONG_RUN = 4
#: What an English question begins with.
_ASKING = re.compile(
    r"\s*(?:what|when|where|which|who|whose|why|how|is|are|was|were|am|do|does|did|can|could|will|would|should|may|might|has|"
    r"have)(?:n['’]t)?\b",
    re.IGNORECASE,
)


def is_sentence(words: Sequence[Word]) -> bool:
    """Whether words are so many, or a run of Chinese so long, that threads with most of them answer, too."""
    counts = [len(word.terms) for word in words]
    return sum(counts) >= SENTENCE_WORDS or max(counts) >= _LONG_RUN


def is_short_question(words: Sequence[Word], text: str) -> bool:
    """Whether a text of few words asks as people ask each other, and not with words that a thread should have."""
    asks = text.rstrip().endswith(("?", "？")) or _ASKING.match(text) is not None
    return asks and not is_sentence(words) and all(len(word.terms) == 1 for word in words)


def goes_on(words: Sequence[Word], text: str) -> bool:
    """Whether threads with most of the words answer, too, where few have all."""
    return is_sentence(words) or is_short_question(words, text)


def subject_of(bag: Sequence[Asked], concepts: Sequence[Concept]) -> list[Asked]:
    """A bag without what a question begins with, which would be half of it; a word of everyday counts half."""
    wanted = {term for concept in concepts for word in concept.words for term in word.terms}
    return [
        replace(asked, weight=asked.weight / 2) if is_talk(asked.term) and not is_asked(asked.term) else asked
        for asked in bag
        if asked.term in wanted
    ]


def telling_of(bag: Sequence[Asked]) -> list[Asked]:
    """A bag without the words of any conversation, where others are left.

    Of few words one is enough, but not the "is" of "is diabetes curable", which nearly every thread has.
    """
    return [asked for asked in bag if not is_common(asked.term)] or list(bag)


def marker_of(concepts: Sequence[Concept], parts: Sequence[Word]) -> Marker:
    """What marks the words of a relaxed query: those that tell something (怎麼 and "how to" are no matches)."""
    needles = [needle for concept in concepts for needle in concept.needles()]
    telling = [part for part in parts if any(map(tells, part.terms))] or parts
    return Marker(dict.fromkeys([*(needle for part in telling for needle in part.needles()), *needles]))


def words_apart(words: Sequence[Word], text: str, count: Callable[[str], int]) -> list[Word]:
    """The words with those of each run of Chinese by themselves; a run that only asks is left out.

    `words` are of `text`; `count` says in how many threads a pair of characters is.
    """
    found: dict[tuple[str, ...], Word] = {}
    for word in words:
        start, end = word.span
        if len(word.terms) == 1:
            found.setdefault(word.terms, word)
            continue
        for pairs in apart(text[start:end], count):
            terms = tuple(pair.term for pair in pairs)
            found.setdefault(terms, Word(terms, (start + pairs[0].start, start + pairs[-1].end)))
    return list(found.values())


def names_with(searcher: ArraySearcher, words: Sequence[Word]) -> Found:
    """The documents that have all words in the name of a doctor, a hospital, a department or a topic."""
    for word in words:
        for term in word.terms:
            if all(searcher.posting(name, term) is None for name in NAMES):
                return NOTHING
    queries = [q.Or([q.Term(name, term) for name in NAMES]) for word in words for term in word.terms]
    return searcher.evaluate(q.And(queries)) if queries else NOTHING
