"""A text as a bag of words: which terms it asks for, and how much each counts. No syntax, no order.

What a patient writes holds a story and a question. Where a text of several sentences has some that end in a question
mark, the words of the others count half (RQE: +0.3 %; texts without a question are as before).
"""

from __future__ import annotations

import re

from msgspec import Struct

from qa_reader.search.analysis import Mode, Occurrence, occurrences
from qa_reader.search.commonwords import tells
from qa_reader.search.folding import is_cjk
from qa_reader.search.variants import compounds

#: More text than this is not read: nobody asks at such length, and a paste must not take seconds.
LONGEST = 20_000
#: What an occurrence outside the sentences that ask counts beside one in them.
BESIDE = 0.5
#: A term that occurs twice counts (K3 + 1) × 2 / (K3 + 2) = 1.33 times (Robertson and Walker, TREC-8, 1999).
K3 = 1.0

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
    `parts`: the terms of the bag for which this one may stand, being both written as one.
    """

    term: str
    weight: float
    single: bool = False
    parts: tuple[str, ...] = ()


def bag_of(text: str) -> list[Asked]:
    """The terms of a text, in the order of their first occurrence.

    A run of Chinese characters is asked for by its pairs and its characters: both together find answers better than
    pairs alone (toyhom: +9 %).
    """
    counts: dict[str, float] = {}
    whole: set[str] = set()  # what is no character of a run
    joined: dict[str, tuple[str, ...]] = {}
    for part, words, share in _sentences(text[:LONGEST]):
        in_run = _in_runs(words)
        joined.update(compounds(part, words))
        aged = {found.start(found.lastindex or 0) for found in _AGE.finditer(part)}
        for i, occurrence in enumerate(words):
            counted = share * AGED if occurrence.start in aged else share
            counts[occurrence.term] = counts.get(occurrence.term, 0.0) + counted
            if i not in in_run:
                whole.add(occurrence.term)
    bag = [Asked(term, (K3 + 1) * count / (K3 + count), term not in whole) for term, count in counts.items()]
    return bag + [Asked(term, 0.0, parts=parts) for term, parts in joined.items() if term not in counts]


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
    if "?" not in text and "？" not in text:
        return [(text, occurrences(text, Mode.MARK), 1.0)]
    sentences = [
        (part, occurrences(part, Mode.MARK), part.rstrip().endswith(("?", "？"))) for part in _SENTENCE.findall(text)
    ]
    asks = any(asking and any(tells(word.term) for word in words) for _, words, asking in sentences)
    return [(part, words, 1.0 if asking or not asks else BESIDE) for part, words, asking in sentences]
