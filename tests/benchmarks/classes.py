"""The query classes, drawn from the corpus itself with a seed; what each asks is the same for every engine.

A question is words and how they are joined; each engine's own file turns it into that engine's language.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from qa_reader.model import Thread
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.words import FUNCTION_WORDS

_WORD = re.compile(r"[a-z]{3,}")
_HANZI = re.compile(r"[\u3400-\u9fff]+")
_SENTENCE = re.compile(r"[A-Z][^.?!\n]{60,160}[.?!]")
_SAMPLED = 4_000  # threads, evenly from the whole corpus, read for document frequencies
_FUNCTIONS = frozenset(FUNCTION_WORDS)
#: Words of salutations only, which the program leaves out on purpose: asking for them would compare two questions.
_POLITE = frozenset(("dear", "friend", "wishing", "you", "good", "health"))
_REMEMBERED = 800  # threads whose words are kept apart, to draw words that stand together


class Join(StrEnum):
    """How the words of a question belong together."""

    ALL = "all"
    ANY = "any"
    PHRASE = "phrase"
    PREFIX = "prefix"  # one word, which is the beginning of words
    SENTENCE = "sentence"  # all of them; where no thread has all, any of them
    HANZI = "hanzi"  # one run of Chinese characters, standing together


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `field` "" means title, question, replies and more info; `years` are of the asked date."""

    join: Join
    words: tuple[str, ...]
    field: str = ""
    years: tuple[int, int] | None = None
    text: str = ""  # as a person would paste it, for a sentence

    @property
    def name(self) -> str:
        """A line for people."""
        words = self.text or " ".join(self.words)
        return f"{self.field + ':' if self.field else ''}{words}{f' {self.years}' if self.years else ''}"


@dataclass(slots=True)
class _Sample:
    """What a part of the corpus tells about its words."""

    threads: int = 0
    words: Counter[str] = field(default_factory=Counter)  # threads that have it
    titles: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    runs: Counter[str] = field(default_factory=Counter)  # of two and of four characters
    chinese: int = 0
    sentences: list[str] = field(default_factory=list)
    threads_words: list[set[str]] = field(default_factory=list)

    def between(self, low: float, high: float) -> list[str]:
        """Content words that so large a share of the threads has, sorted, so that drawing is repeatable."""
        least, most = low * self.threads, high * self.threads
        return sorted(w for w, n in self.words.items() if least <= n <= most and w not in _FUNCTIONS | _POLITE)


def draw(corpus: Corpus, seed: int = 7, size: int = 25) -> dict[str, list[Question]]:
    """`size` questions of each class; a class for which the corpus is too small is left out."""
    sample = _sample(thread for _, thread in islice(corpus.read(), 0, None, max(1, corpus.threads // _SAMPLED)))
    common = sample.between(0.08, 0.6) or sample.between(0.04, 1.0)
    middle = sample.between(0.004, 0.04)
    rare = [word for word in sample.between(0, 2.2 / sample.threads) if len(word) >= 5]
    classes: dict[str, list[Question]] = {}

    def add(name: str, make: Callable[[random.Random], Question]) -> None:
        chance = random.Random(f"{seed} {name}")
        try:
            classes[name] = [make(chance) for _ in range(size)]
        except (IndexError, ValueError):  # nothing to draw from
            classes.pop(name, None)

    add("one common word", lambda c: Question(Join.ALL, (c.choice(common),)))
    add("one rare word", lambda c: Question(Join.ALL, (c.choice(rare),)))
    add("two common AND", lambda c: Question(Join.ALL, tuple(c.sample(common, 2))))
    add("three mixed AND", lambda c: _mixed(c, sample, set(common), set(middle)))
    add("six OR", lambda c: Question(Join.ANY, (*c.sample(common, 2), *c.sample(middle, 3), c.choice(rare))))
    add("pasted sentence", lambda c: _pasted(c, sample, middle))
    phrases = [pair for pair, _ in sample.pairs.most_common(130) if _POLITE.isdisjoint(pair)]
    add("phrase of common words", lambda c: Question(Join.PHRASE, c.choice(phrases)))
    beginnings = _beginnings(sample)
    add("prefix", lambda c: Question(Join.PREFIX, (c.choice(beginnings),)))
    titled = [word for word, _ in sample.titles.most_common(80)]
    add("field and dates", lambda c: _dated(c, titled, common))
    for length, label in ((2, "Chinese, two characters"), (4, "Chinese, four characters")):
        runs = _runs(sample, length)
        add(label, lambda c, runs=runs: Question(Join.HANZI, (c.choice(runs),)))  # type: ignore[misc]
    return classes


def _sample(threads: Iterable[Thread]) -> _Sample:
    sample = _Sample()
    for thread in threads:
        sample.threads += 1
        texts = [thread.title, thread.question, thread.more_info, *(reply.text for reply in thread.replies)]
        words: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for text in texts:
            found = _WORD.findall(text.lower())
            words.update(found)
            # only neighbours with nothing but a space between them are a phrase for every engine
            pairs.update((a, b) for a, b in re.findall(r"\b([a-z]{3,}) (?=([a-z]{3,})\b)", text))
        sample.words.update(words)
        if sample.threads % (_SAMPLED // _REMEMBERED) == 1:
            sample.threads_words.append(words)
        sample.pairs.update(pairs)
        sample.titles.update(set(_WORD.findall(thread.title.lower())) - _FUNCTIONS)
        runs = _HANZI.findall(thread.question)
        sample.chinese += bool(runs)
        sample.runs.update({run[at : at + n] for run in runs for n in (2, 4) for at in range(len(run) - n + 1)})
        sample.sentences.extend(_SENTENCE.findall(thread.question)[:2])
    return sample


def _mixed(chance: random.Random, sample: _Sample, common: set[str], middle: set[str]) -> Question:
    """Two common words and one less common that some thread has together."""
    having = [words for words in sample.threads_words if len(words & common) > 1 and words & middle]
    words = chance.choice(having)
    first, second = chance.sample(sorted(words & common), 2)
    return Question(Join.ALL, (first, chance.choice(sorted(words & middle)), second))


def _pasted(chance: random.Random, sample: _Sample, middle: list[str]) -> Question:
    """A sentence of a question; every second one is changed in three words, so that no thread has all of it."""
    text = chance.choice(sample.sentences)
    if chance.random() < 0.5:
        words = text.split()
        for place in chance.sample(range(len(words)), 3):
            words[place] = chance.choice(middle)
        text = " ".join(words).rstrip(".") + "."
    # what the program asks for: words that tell; the peers are spared the others, too
    words = [word for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in _FUNCTIONS]
    return Question(Join.SENTENCE, tuple(dict.fromkeys(words)), text=text)


def _beginnings(sample: _Sample) -> list[str]:
    """Four letters that begin 5 to 200 words of the sample."""
    count = Counter(word[:4] for word in sample.words if len(word) > 5)
    return sorted(beginning for beginning, words in count.items() if 5 <= words <= 200)


def _dated(chance: random.Random, titled: list[str], common: list[str]) -> Question:
    """Every second one in the title, the others in replies, within one to eight years."""
    first = chance.randint(2003, 2018)
    in_title = chance.random() < 0.5
    word = chance.choice(titled if in_title else common)
    return Question(Join.ALL, (word,), "title" if in_title else "reply", (first, first + chance.randint(0, 7)))


def _runs(sample: _Sample, length: int) -> list[str]:
    """Characters that often stand together: the commonest tenth, at most 120, which are mostly words."""
    of_length = [(run, n) for run, n in sample.runs.items() if len(run) == length and n > 1]
    of_length.sort(key=lambda entry: (-entry[1], entry[0]))
    return [run for run, _ in of_length[: max(10, min(120, len(of_length) // 10))]] if of_length else []
