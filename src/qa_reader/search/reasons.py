"""The words that two threads share, as they stand in the text: unstemmed, in its own script, whole words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from qa_reader.model import Thread
from qa_reader.search.analysis import Mode, Occurrence, folded, occurrences, term_of, terms, words_of
from qa_reader.search.document import document_of
from qa_reader.search.folding import is_cjk
from qa_reader.search.hanwords import chains, stretches, words

#: Words that are named.
NAMED = 3
#: A word that weighs less than this share of the first is not named; words of headings weigh two and three times.
_WORTH = 0.3
#: A run of Chinese characters longer than this is a sentence, and no word.
_LONGEST_RUN = 8
#: What may stand between the words of an expression.
_JOINS = frozenset(" -\u2010\u2011")

#: What each telling pair of a Chinese word adds to its worth.
_LONGER = 0.1

Found = list[tuple[str, float]]


class Reasons:
    """What one thread's telling words are called in others."""

    def __init__(self, thread: Thread, weights: Mapping[str, float], count: Callable[[str], int]) -> None:
        """`weights`: how much each telling term says of the thread; `count`: in how many threads a term is."""
        self._weights = weights
        self._count = count
        texts = _texts(thread)
        self._heading = heading(thread)
        self._title = folded(thread.title)
        self._folded = [folded(text) for text in texts]
        pairs = (occurrence.term for text in texts for occurrence in occurrences(text, Mode.QUERY))
        self._pairs = frozenset(term for term in pairs if is_cjk(term[0]) and len(term) == 2)

    def words(self, other: Thread, shared: Iterable[str]) -> tuple[str, ...]:
        """Up to NAMED shared words, the most telling first, as the other thread writes them."""
        headings = self._heading, heading(other)
        weights = {term: self._weights[term] * (1 + sum(term in one for one in headings)) for term in shared}
        texts = _texts(other)
        titles = f"{self._title}\n{folded(other.title)}"
        found = self._written({term: weight for term, weight in weights.items() if not is_cjk(term[0])}, texts, titles)
        found += self._runs({term: weight for term, weight in weights.items() if is_cjk(term[0])}, texts)
        found.sort(key=lambda entry: -entry[1])
        return tuple(word for word, weight in found[:NAMED] if weight >= _WORTH * found[0][1])

    # ------------------------------------------------------------ English

    def _written(self, wanted: Mapping[str, float], texts: list[str], titles: str) -> Found:
        """Each term as the word that stands for it most often, in small letters where it ever is.

        Words that stand together in both threads and in a title are one expression: "prostate cancer".
        """
        forms: dict[str, Counter[str]] = {}
        together: dict[tuple[str, str], Counter[str]] = {}
        for text in texts if wanted else ():
            before = ("", 0, 0)
            for word, start, end in words_of(text):
                term = term_of(word)
                if term in wanted:
                    forms.setdefault(term, Counter())[text[start:end].strip("'’")] += 1
                    if before[0] in wanted and before[0] != term and text[before[2] : start] in _JOINS:
                        together.setdefault((before[0], term), Counter())[text[before[1] : end].strip("'’")] += 1
                before = (term, start, end)
        found: dict[str, tuple[str, float]] = {term: (_usual(forms[term]), wanted[term]) for term in forms}
        for pair in sorted(together, key=lambda pair: -together[pair].total()):
            said = _usual(together[pair])
            if all(term in found for term in pair) and folded(said) in titles and self._stands(said):
                first, last = (found.pop(term) for term in pair)
                found[" ".join(pair)] = said, max(first[1], last[1])
        return list(found.values())

    # ------------------------------------------------------------ Chinese

    def _runs(self, wanted: Mapping[str, float], texts: list[str]) -> Found:
        """The longest words that both threads have, with what they are worth."""
        found: dict[str, tuple[str, float]] = {}
        for text in texts if wanted else ():
            for chain in chains(occurrences(text, Mode.QUERY, self._pairs)):
                for first, last in self._common(text, chain):
                    said = text[first:last]
                    key = folded(said)
                    pairs = set(map("".join, pairwise(key))) & wanted.keys()
                    if pairs:
                        # by the most telling pair: a long run of little would outweigh the word that it is about
                        worth = max(wanted[pair] for pair in pairs) * (1 + _LONGER * len(pairs))
                        found.setdefault(key, (said, worth))
        kept: list[tuple[str, str, float]] = []
        for key, (said, weight) in sorted(found.items(), key=lambda entry: (-entry[1][1], len(entry[0]))):
            if not any(key in other or other in key for other, _, _ in kept):
                kept.append((key, said, weight))
        return [(said, weight) for _, said, weight in kept]

    def _common(self, text: str, chain: list[Occurrence]) -> Iterator[tuple[int, int]]:
        """The words of a chain of pairs that stand in this thread, too."""
        for stretch in stretches(chain):
            for word in words(stretch, self._count):
                at = 0
                while at < len(word):
                    to = at + 1
                    while to < len(word) and self._stands(text[word[at].start : word[to].end]):
                        to += 1
                    if to - at < _LONGEST_RUN:
                        yield word[at].start, word[to - 1].end
                    at = to

    def _stands(self, said: str) -> bool:
        key = folded(said)
        return any(key in text for text in self._folded)


def heading(thread: Thread) -> frozenset[str]:
    """The terms of title and topics, which say what a thread is about."""
    named = (thread.title, *(topic.name for topic in thread.topics))
    return frozenset(term for text in named for term in terms(text, Mode.QUERY))


def _texts(thread: Thread) -> list[str]:
    """Title, question and replies without salutations."""
    return [text for text in document_of(1, thread).texts[:3] if text]


def _usual(forms: Counter[str]) -> str:
    """The most frequent form; one in small letters before one that began a sentence."""
    small = {form: count for form, count in forms.items() if form.islower()}
    chosen = small or forms
    return max(chosen, key=lambda form: (chosen[form], -len(form)))
