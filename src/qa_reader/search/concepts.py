"""Plain words as concepts: each word, or expression of several, with the other words for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct
from whoosh import query as q

from qa_reader.search.commonwords import is_asked, is_common, is_talk
from qa_reader.search.query import BOOSTS, Needle, Word
from qa_reader.search.vocabulary import Expression, Vocabulary

T = TypeVar("T")

#: So far apart words still stand together: blood was found in urine.
BETWEEN = 3
#: Other words searched for one expression.
MOST_OTHERS = 4


class Concept(Struct, frozen=True):
    """Words that stand together in the query, and expressions that may stand for them all."""

    words: tuple[Word, ...]
    others: tuple[Expression, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of its words."""
        return tuple(term for word in self.words for term in word.terms)

    def ways(self) -> list[Expression]:
        """What titles may have for it: its words, or any of the others; none for a common word."""
        ways = [_without_little(terms, is_common) for terms in (self.terms, *self.others)]
        return [terms for terms in ways if not all(map(is_common, terms))]

    def query(self) -> q.Query:
        """The words, or any of the others, in all texts; the best of them counts."""
        typed = [word.query() for word in self.words]
        own = typed[0] if len(typed) == 1 else q.And(typed)
        if not self.others:
            return own
        return q.DisjunctionMax([own, *map(phrase_of, self.others)])

    def needles(self) -> list[Needle]:
        """What is marked of it."""
        own = [word for word in self.words if not _is_letter(word)] or self.words
        return [Needle(word.terms) for word in own] + [Needle(other) for other in self.others]


def are_plain(concepts: Sequence[Concept]) -> bool:
    """Whether each is one word, or several, that nothing else may stand for."""
    for concept in concepts:
        if concept.others:
            return False
        for word in concept.words:
            if len(word.terms) > 1:
                return False
    return True


def _is_plain(word: Word, text: str) -> bool:
    """Whether a word is one of any conversation, and no abbreviation."""
    return all(map(is_talk, word.terms)) and not text[slice(*word.span)].isupper()


def _is_asking(words: Sequence[Word], at: int) -> bool:
    """Whether a word of a sentence says that something is asked, not about what: know, or long behind how."""
    how = at > 0 and words[at - 1].terms == ("how",)
    return all(is_common(term) or (how and is_talk(term) and not is_asked(term)) for term in words[at].terms)


def _is_letter(word: Word) -> bool:
    """Whether a word is a single letter, which stands for nothing away from the rest: the B of hepatitis B."""
    return len(word.terms) == 1 and len(word.terms[0]) == 1 and word.terms[0].isascii()


def phrase_of(expression: Expression) -> q.Query:
    """An expression as a phrase in all texts; ringing in the ears is in both ears, too."""
    inside = _without_little(expression, is_common)
    return near_of(inside, 1 if len(inside) == len(expression) else BETWEEN)


def near_of(terms: Sequence[str], slop: int = BETWEEN) -> q.Query:
    """Terms in any text, each of them 1 to `slop` positions behind the one before."""
    if len(terms) == 1:
        return q.Or([q.Term(field, terms[0], boost=boost) for field, boost in BOOSTS.items()])
    return q.Or([q.Phrase(field, list(terms), slop, boost=boost) for field, boost in BOOSTS.items()])


def _without_little(expression: Sequence[T], is_little: Callable[[T], bool]) -> tuple[T, ...]:
    """An expression without the little words inside it; at its ends they mean something: to throw up, to pass out."""
    last = len(expression) - 1
    return tuple(one for place, one in enumerate(expression) if place in {0, last} or not is_little(one))


def concepts_of(
    words: Sequence[Word], vocabulary: Vocabulary, text: str = "", has: Callable[[str], bool] = lambda _term: True
) -> tuple[list[Concept], list[str]]:
    """Words grouped to the longest expressions that the vocabulary knows, and how the added ones are written.

    Others are added whose terms the index `has`; for a word of any conversation only where `text`, which the words are
    of, has it in capitals: "MS" is explained somewhere, but who types "to" does not mean TO.
    Of a sentence, which has words that say nothing, the words of any conversation are left out, too: "how do I know if
    I have lupus" asks for lupus, and not for who knows, and "how long does the flu last" for what has the flu.
    """
    sentence = begins = False
    for word in words:
        sentence = sentence or not word.telling
        begins = begins or vocabulary.longest(word.terms[0]) > 0
    if not sentence and not begins:
        return [Concept((word,)) for word in words], []
    out: list[Concept] = []
    added: list[str] = []
    at = 0
    while at < len(words):
        group, others = _longest_known(words[at:], vocabulary, text, has)
        if others:
            out.append(Concept(_without_little(group, lambda word: not word.telling), tuple(others)))
            added += others.values()
        elif words[at].telling and not (sentence and _is_asking(words, at)):
            out.append(Concept(group))
        at += len(group)
    return out or [Concept((word,)) for word in words], list(dict.fromkeys(added))


def _longest_known(
    words: Sequence[Word], vocabulary: Vocabulary, text: str, has: Callable[[str], bool]
) -> tuple[tuple[Word, ...], dict[Expression, str]]:
    """The longest expression that words begin with and others stand for, with these; the first word with none."""
    longest = vocabulary.longest(words[0].terms[0])
    for length in range(min(longest, len(words)), 0, -1):
        group = tuple(words[:length])
        known = {} if length == 1 and _is_plain(group[0], text) else vocabulary.others(Concept(group).terms)
        # of "AS", which some thread explains, nothing but a common word is left
        others = [one for one in known.items() if all(map(has, one[0])) and not all(map(is_common, one[0]))]
        if others:
            return group, dict(others[:MOST_OTHERS])
    return tuple(words[:1]), {}
