"""A text as a bag of words: which terms it asks for, how much each counts, and which stand together. No syntax.

What a patient writes holds a story and a question. Where a text of several sentences has some that end in a question
mark, the words of the others count less (RQE: +0.3 %; texts without a question are as before).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from qa_reader.search.analysis import Mode, Occurrence, occurrences
from qa_reader.search.commonwords import tells
from qa_reader.search.folding import is_cjk
from qa_reader.search.variants import compounds

#: More text than this is not read: nobody asks at such length, and a paste must not take seconds.
LONGEST = 20_000
#: What an occurrence outside the sentences that ask counts beside one in them. Measured, beside 0.5: RQE +0.06, Stack
#: Exchange +0.2, toyhom's questions ± 0.0 %; 0.7: +0.05, +0.3, -0.2 %.
BESIDE = 0.6
#: A term that occurs twice counts (K3 + 1) × 2 / (K3 + 2) = 1.33 times (Robertson and Walker, TREC-8, 1999).
K3 = 1.0

#: Words so near each other may be one expression: "shortness of breath".
REACH = 3

#: How much the number of an age, or of days and years, counts beside another word: who is 76 asks about something else.
AGED = 0.25
_AGE = re.compile(
    r"(?:\b(?:i am|i'm|im|is|was|aged?|turned|he's|she's)\s+)(\d{1,3})\b(?![.,]\d|\s*(?:mg|ml|cm|mm|kg|%))"
    r"|\b(\d{1,3})[\s-]*(?:years?|yrs?|y/?o|months?|weeks?|days?|hours?)\b"
    r"|(\d{1,3})\s*(?:多)?(?:歲|岁|個月|个月|週|周|天|年|小時|小时)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.?!。？！\n]*(?:[?？]+|(?:\.(?=\d)[^.?!。？！\n]*|[.!。！\n])+)|[^.?!。？！\n]+")


class Asked(Struct, frozen=True):
    """A term that a text asks for.

    `weight`: how much it counts; `single`: whether it is a character of a run, whose pairs ask for it already;
    `parts`: the terms of the bag for which this one may stand, being both written as one; `said`: how the text writes
    it first; `sentences`: the numbers of those it stands in; `near`: the terms that follow it within REACH; `begins`:
    whether one begins with it.
    """

    term: str
    weight: float
    single: bool = False
    parts: tuple[str, ...] = ()
    said: str = ""
    sentences: tuple[int, ...] = ()
    near: tuple[str, ...] = ()
    begins: bool = False


class _Standing:
    """What is gathered of a term while a text is read."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.count = 0.0
        self.whole = False  # whether it stands somewhere as no character of a run
        self.sentences: dict[int, None] = {}
        self.near: dict[str, None] = {}
        self.begins = False

    def asked(self, term: str) -> Asked:
        weight = (K3 + 1) * self.count / (K3 + self.count)
        return Asked(term, weight, not self.whole, (), self.said, tuple(self.sentences), tuple(self.near), self.begins)


def bag_of(text: str) -> list[Asked]:
    """The terms of a text, in the order of their first occurrence.

    A run of Chinese characters is asked for by its pairs and its characters: both together find answers better than
    pairs alone (toyhom: +9 %).
    """
    found: dict[str, _Standing] = {}
    joined: dict[str, tuple[str, ...]] = {}
    for number, (part, words, share) in enumerate(_sentences(text[:LONGEST])):
        in_run = _in_runs(words)
        joined.update(compounds(part, words))
        aged = {age.start(age.lastindex or 0) for age in _AGE.finditer(part)}
        for i, word in enumerate(words):
            standing = found.setdefault(word.term, _Standing(part[word.start : word.end]))
            standing.count += share * AGED if word.start in aged else share
            standing.whole |= i not in in_run
            standing.sentences[number] = None
            standing.begins |= i == 0
            standing.near.update(dict.fromkeys(_behind(words, i)))
    bag = [standing.asked(term) for term, standing in found.items()]
    return bag + [Asked(term, 0.0, parts=parts) for term, parts in joined.items() if term not in found]


def _behind(words: Sequence[Occurrence], at: int) -> Iterator[str]:
    """The terms that begin within REACH behind one; of Chinese two begin at a place, a pair and its character."""
    last = words[at].position + REACH
    for word in words[at + 1 : at + 2 * REACH + 2]:
        if words[at].position < word.position <= last:
            yield word.term


def _in_runs(words: list[Occurrence]) -> set[int]:
    """The indices of single characters that stand beside others of their run."""
    places = {
        place
        for word in words
        if len(word.term) == 2 and is_cjk(word.term[0])
        for place in (word.position, word.position + 1)
    }
    return {i for i, word in enumerate(words) if len(word.term) == 1 and is_cjk(word.term) and word.position in places}


def _sentences(text: str) -> list[tuple[str, list[Occurrence], float]]:
    """Each sentence with its terms, and what an occurrence there counts."""
    sentences = [
        (part, occurrences(part, Mode.MARK), part.rstrip().endswith(("?", "？"))) for part in _SENTENCE.findall(text)
    ]
    asks = any(asking and any(tells(word.term) for word in words) for _, words, asking in sentences)
    return [(part, words, 1.0 if asking or not asks else BESIDE) for part, words, asking in sentences]
