"""Which phrases of a department's titles name a topic: whole words, no forms of asking, its own more than others'.

What tells them apart is learned from the titles. A part of a longer word always stands beside the rest of it: "High
Blood" before "Pressure", 性胃炎 behind 慢. A form of asking ("the treatments for …") always stands in the same words. A
word that all departments use alike names no topic of one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from qa_reader.search.analysis import term_of
from qa_reader.search.commonwords import is_asked, is_talk, names
from qa_reader.search.folding import is_cjk
from qa_reader.search.hanwords import LOOSE, NUMBERS, has_grammar
from qa_reader.search.mentions import BESIDE, EDGE, Mention, Title

#: A topic is in so many of a department's sampled titles, and in this share of them, but in no more than that.
_FEWEST = 3
_RARE = 0.004
_MOST = 0.35
#: How much more frequent a topic is in its department than elsewhere, and a word that only forms of asking have is not.
_OWN = 3.0
_ANYWHERE = 0.005
#: Less than this share of all titles elsewhere, and there is nothing to compare a department with.
_OTHERS = 0.1
#: How often a phrase begins, and ends, with no other telling word beside it.
_BEGINS, _ENDS = 0.25, 0.4
_ALONE = 0.4
_RUN_BEGINS = 0.08
#: One character beside a run of Chinese this often: the run is part of a longer word.
_SAME_NEIGHBOUR = 0.5
#: How much more often than by chance the parts of a Chinese word stand together.
_TOGETHER = 0.5
#: So many mentions, this share of which stand between the same two words: a form of asking.
_ASKING, _ASKED_SO = 6, 0.8
#: The share of the titles of its rarer word in which a phrase of everyday words has to stand.
_SELDOM_APART = 0.3
#: A phrase of which a longer one has this share is no topic beside it.
_SWALLOWED = 0.6
_STRONGEST = 50.0
_MANY_WORDS = 1.5
#: A word that stands behind one of these is a verb; one that does so in this share of cases is no topic alone.
_BEFORE_VERBS = frozenset(
    map(term_of, "to can could will would should may might must i you we they he she it who not does do did".split())
)
_VERB = 0.3
#: One of these behind or before a word makes no new word of it.
_ADD_NOTHING = LOOSE | frozenset("人病药患者")


class Candidate(Struct, frozen=True):
    """A phrase that may be a topic, as it is written, and how good it is."""

    name: str
    score: float


class _Stands(Struct):
    """How a phrase stands in titles."""

    forms: Counter[str] = field(default_factory=Counter)
    sides: Counter[tuple[str, str]] = field(default_factory=Counter)

    def share(self, counts: Callable[[str, str], bool]) -> float:
        return sum(count for sides, count in self.sides.items() if counts(*sides)) / self.sides.total()

    def form(self) -> str:
        """The most frequent form; one in small letters before one of a heading, where it is as usual."""
        return max(self.forms, key=lambda form: (self.forms[form] * (2 if form.islower() else 1), form))


def candidates(
    titles: Mapping[str, Sequence[str]], go_on: Callable[[], None] = lambda: None
) -> dict[str, list[Candidate]]:
    """For each department what may be its topics, the best first; nothing for one whose titles show none.

    `go_on` is called for each department before it is read; what it raises ends the work.
    """
    counts = {}
    for name, some in titles.items():
        go_on()
        counts[name] = _counted(some)
    likely = {name: _likely(counts[name], len(some)) for name, some in titles.items()}
    wanted = frozenset().union(*likely.values()) if likely else frozenset()
    everywhere: Counter[str] = Counter()
    stands: dict[str, _Stands] = {}
    for some in titles.values():
        go_on()
        for title in some:
            everywhere.update(_note(Title(title).mentions(wanted), stands))
    total = sum(map(len, titles.values()))
    return {
        name: _Department(counts[name], len(some), everywhere, total, stands).chosen(likely[name])
        for name, some in titles.items()
    }


def _counted(titles: Iterable[str]) -> Counter[str]:
    """How many of the titles have each phrase; of those that some have, and so of all their parts."""
    counts: Counter[str] = Counter()
    for title in titles:
        counts.update(Title(title).keys())
    # nine in ten stand in one title or two: kept for all departments, they would take 150 MB
    return Counter({key: count for key, count in counts.items() if count >= _FEWEST})


def _likely(counts: Counter[str], size: int) -> frozenset[str]:
    """The phrases that are frequent enough for a topic, and may be words."""
    least = max(_FEWEST, _RARE * size)
    return frozenset(key for key, count in counts.items() if count >= least and _may_be(key))


def _may_be(key: str) -> bool:
    """Whether a phrase may be a topic, wherever it stands."""
    if is_cjk(key[0]):
        return _is_word(key)
    return " " in key or names(key)


def _is_word(run: str) -> bool:
    """Whether a run of Chinese characters may be a word: of two or more, with no grammar in it."""
    if len(run) < 2 or run[0] in LOOSE or run[-1] in LOOSE or run[-1] in NUMBERS:
        return False
    return not has_grammar(run) and not any(map(is_talk, map("".join, pairwise(run))))


def _note(found: Iterable[Mention], stands: dict[str, _Stands]) -> set[str]:
    """Note how phrases stand; which ones there are."""
    keys = set()
    for mention in found:
        own = stands.setdefault(mention.key, _Stands())
        own.forms[mention.form] += 1
        own.sides[mention.left, mention.right] += 1
        keys.add(mention.key)
    return keys


class _Department(Struct, frozen=True):
    """What is known of a department's phrases: counts here, everywhere, and how they stand."""

    counts: Counter[str]
    size: int
    everywhere: Counter[str]
    total: int
    stands: Mapping[str, _Stands]

    def chosen(self, likely: Iterable[str]) -> list[Candidate]:
        """Those of the likely phrases that may be topics, the best first."""
        whole = [key for key in likely if self._is_whole(key)]
        asking = {key for key in likely if self._is_anywhere(key)}
        known = frozenset(whole)
        topics = [
            key
            for key in whole
            if self.counts[key] <= _MOST * self.size
            and self._own(key) >= _OWN
            and not any(part in asking for part in _parts(key))
            and not _adds_nothing(key, known, asking)
        ]
        for key in list(topics):
            for part in _parts(key):
                if part != key and part in topics and self.counts[key] >= _SWALLOWED * self.counts[part]:
                    topics.remove(part)
        scored = [Candidate(self.stands[key].form(), self._score(key)) for key in topics]
        return sorted(scored, key=lambda one: (-one.score, one.name))

    @property
    def _has_others(self) -> bool:
        """Whether there is anything to compare with; where not, a single word is less sure to be a topic."""
        return self.total - self.size >= _OTHERS * self.size

    def _own(self, key: str) -> float:
        """How many times as frequent a phrase is here as elsewhere; _STRONGEST where there is no elsewhere."""
        if not self._has_others:
            return _STRONGEST
        others = self.total - self.size
        elsewhere = (self.everywhere[key] - self.counts[key] + 0.5) / others
        return min(self.counts[key] / self.size / elsewhere, _STRONGEST)

    def _is_anywhere(self, key: str) -> bool:
        """Whether a phrase is frequent, and here no more than elsewhere."""
        return self.everywhere[key] >= _ANYWHERE * self.total and self._own(key) < _OWN

    def _is_whole(self, key: str) -> bool:
        return self._is_whole_run(key) if is_cjk(key[0]) else self._is_whole_phrase(key)

    def _is_whole_phrase(self, key: str) -> bool:
        stands = self.stands[key]
        if stands.share(lambda left, _: left != BESIDE) < _BEGINS or stands.share(lambda _, r: r != BESIDE) < _ENDS:
            return False
        (left, right), most = stands.sides.most_common(1)[0]
        asking = left not in {EDGE, BESIDE} and right not in {EDGE, BESIDE}
        if asking and stands.sides.total() >= _ASKING and most >= _ASKED_SO * stands.sides.total():
            return False
        words = key.split()
        if len(words) > 1:
            return any(map(names, words)) or self._is_expression(words)
        alone = stands.share(lambda left, right: BESIDE not in {left, right})
        return alone >= _ALONE and stands.share(lambda left, _: left in _BEFORE_VERBS) < _VERB

    def _is_expression(self, words: Sequence[str]) -> bool:
        """Whether words of everyday name something together, the rarest being seldom apart: "machine learning".

        Of a word of one or two letters or digits, which is never counted by itself, that cannot be told.
        """
        rarest = min(self.counts[word] for word in words)
        together = self.counts[" ".join(words)]
        return rarest > 0 and not any(map(is_asked, words)) and together >= _SELDOM_APART * rarest

    def _is_whole_run(self, key: str) -> bool:
        stands = self.stands[key]
        for side in (0, 1):
            neighbours: Counter[str] = Counter()
            for sides, count in stands.sides.items():
                neighbours[sides[side]] += count
            total, alone = neighbours.total(), neighbours.pop(EDGE, 0)
            if alone < max(2, _RUN_BEGINS * total) or max(neighbours.values(), default=0) > _SAME_NEIGHBOUR * total:
                return False
        return self._cohesion(key) >= _TOGETHER

    def _cohesion(self, run: str) -> float:
        """How much more often than by chance the parts of a run stand together, however it is cut."""
        cuts = ((run[:i], run[i:]) for i in range(1, len(run)))
        return min(self.counts[run] * self.size / (self.counts[one] * self.counts[other]) for one, other in cuts)

    def _score(self, key: str) -> float:
        several = " " in key or (is_cjk(key[0]) and len(key) > 2)
        worth = _MANY_WORDS if several else 1.0 if self._has_others else 1 / _MANY_WORDS
        return self.counts[key] * math.log(self._own(key)) * worth


def _parts(key: str) -> list[str]:
    """A phrase and all phrases within it."""
    pieces: Sequence[str] = list(key) if is_cjk(key[0]) else key.split()
    between = "" if is_cjk(key[0]) else " "
    shortest = 2 if is_cjk(key[0]) else 1
    return [between.join(pieces[i:j]) for i in range(len(pieces)) for j in range(i + shortest, len(pieces) + 1)]


def _adds_nothing(key: str, known: frozenset[str], asking: set[str]) -> bool:
    """Whether a run of Chinese is another word with something at its end or beginning that makes no new word of it."""
    if not is_cjk(key[0]):
        return False
    for i in range(2, len(key)):
        for word, rest in ((key[:i], key[i:]), (key[-i:], key[:-i])):
            if word in known and (rest in asking or rest[0] in _ADD_NOTHING or rest[-1] in LOOSE):
                return True
    return False
