"""The words that two threads share, as they stand in the text: unstemmed, in its own script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from qa_reader.model import Thread
from qa_reader.search.analysis import Mode, Occurrence, folded, occurrences, term_of, terms, words_of
from qa_reader.search.commonwords import is_grammar
from qa_reader.search.document import document_of
from qa_reader.search.folding import is_cjk

#: Words that are named.
NAMED = 3
#: A word that weighs less than this share of the first is not named; words of headings weigh two and three times.
_WORTH = 0.3
#: A run of Chinese characters longer than this is a sentence, and no word.
_LONGEST_RUN = 8


class Reasons:
    """What one thread's telling words are called in others."""

    def __init__(self, thread: Thread, weights: Mapping[str, float]) -> None:
        """`weights`: how much each telling term says of the thread."""
        self._weights = weights
        self._texts = _texts(thread)
        self._heading = heading(thread)
        self._folded = [folded(text) for text in self._texts]
        pairs = (occurrence.term for text in self._texts for occurrence in occurrences(text, Mode.QUERY))
        self._pairs = frozenset(term for term in pairs if is_cjk(term[0]) and len(term) == 2)

    def words(self, other: Thread, shared: Iterable[str]) -> tuple[str, ...]:
        """Up to NAMED shared words, the most telling first, as the other thread writes them."""
        headings = self._heading, heading(other)
        weights = {term: self._weights[term] * (1 + sum(term in one for one in headings)) for term in shared}
        texts = _texts(other)
        found = self._written({term: weight for term, weight in weights.items() if not is_cjk(term[0])}, texts)
        found += self._runs({term: weight for term, weight in weights.items() if is_cjk(term[0])}, texts)
        found.sort(key=lambda entry: -entry[1])
        return tuple(word for word, weight in found[:NAMED] if weight >= _WORTH * found[0][1])

    def _written(self, wanted: Mapping[str, float], texts: list[str]) -> list[tuple[str, float]]:
        """Each term as the word that stands for it most often, in small letters where it ever is."""
        forms: dict[str, Counter[str]] = {term: Counter() for term in wanted}
        for text in texts if wanted else ():
            for word, start, end in words_of(text):
                term = term_of(word)
                if term in wanted:
                    forms[term][text[start:end].strip("'’")] += 1
        return [(_usual(forms[term]), weight) for term, weight in wanted.items() if forms[term]]

    def _runs(self, wanted: Mapping[str, float], texts: list[str]) -> list[tuple[str, float]]:
        """The longest runs of characters that both threads have, with what their telling pairs weigh together."""
        found: dict[str, tuple[str, float]] = {}
        if wanted:
            for text in texts:
                for run in _chains(occurrences(text, Mode.QUERY, self._pairs)):
                    for first, last in self._common(text, run):
                        said = text[first:last]
                        key = folded(said)
                        pairs = {key[i : i + 2] for i in range(len(key) - 1)} & wanted.keys()
                        if pairs:
                            found.setdefault(key, (said, sum(wanted[pair] for pair in pairs)))
        kept: list[tuple[str, str, float]] = []
        for key, (said, weight) in sorted(found.items(), key=lambda entry: (-entry[1][1], len(entry[0]))):
            if not any(key in other or other in key for other, _, _ in kept):
                kept.append((key, said, weight))
        return [(said, weight) for _, said, weight in kept]

    def _common(self, text: str, run: list[Occurrence]) -> Iterable[tuple[int, int]]:
        """The parts of a run that stand in this thread, too, without the grammar at their ends."""
        at = 0
        while at < len(run):
            to = at + 1
            while to < len(run) and to - at < _LONGEST_RUN - 1 and self._stands(text[run[at].start : run[to].end]):
                to += 1
            first, last = run[at].start, run[to - 1].end
            while first < last and is_grammar(text[first]):
                first += 1
            while first < last and is_grammar(text[last - 1]):
                last -= 1
            if last - first >= 2:
                yield first, last
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


def _chains(pairs: list[Occurrence]) -> Iterable[list[Occurrence]]:
    """Pairs that overlap, together."""
    chain: list[Occurrence] = []
    for pair in pairs:
        if chain and pair.position != chain[-1].position + 1:
            yield chain
            chain = []
        chain.append(pair)
    if chain:
        yield chain
