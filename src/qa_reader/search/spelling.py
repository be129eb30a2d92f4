"""The archive's own words: "did you mean" for one that nothing contains, and completion while typing."""

from __future__ import annotations

import heapq
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.support.levenshtein import distance

from qa_reader.search.analysis import term_of
from qa_reader.search.codec import Gets, Packed, fault, fetch, pack
from qa_reader.search.folding import folded_all, is_cjk
from qa_reader.search.keys import Keys
from qa_reader.search.store import BlobStore, blob_name

Ints = npt.NDArray[np.int64]

#: Words kept of a segment, the most frequent ones.
MOST = 40_000
PART = "words"
_LETTERS = 26
#: A shorter word is an abbreviation sooner than misspelt.
_SHORTEST = 4
#: A longer one is no word: what is pasted may be one of 100,000 letters.
_LONGEST = 30
#: The shortest that is taken for another word unasked.
_SURE = 6
#: Prefixes that differ in one letter and say the opposite of each other, either way round.
_OPPOSITES = [
    pair
    for a, b in (("ab", "ad"), ("ante", "anti"), ("macro", "micro"), ("infra", "intra"))
    for pair in ((a, b), (b, a))
]
#: Of so many suggestions it is the first that begins alike.
_LIKELY = 3
#: The shortest part of two words that were run together.
_SHORTEST_PART = 3


def spelt(words: Keys, counts: Ints) -> tuple[list[bytes], Ints]:
    """Those of the words that people misspell, of three Latin letters or more, with their counts."""
    every = words.between(0, len(words))
    # of bytes, `isalpha` are letters of ASCII alone
    kept = [place for place, word in enumerate(every) if len(word) >= 3 and word.isalpha()]
    return [every[place] for place in kept], counts[kept]


def most_frequent(words: list[bytes], counts: Ints) -> tuple[list[bytes], Ints]:
    """The MOST most frequent of the words, and among equals the first in the alphabet."""
    if len(words) <= MOST:
        return words, counts
    least = np.partition(counts, -MOST)[-MOST]
    above, equal = np.flatnonzero(counts > least).tolist(), np.flatnonzero(counts == least).tolist()
    equal.sort(key=words.__getitem__)
    kept = above + equal[: MOST - len(above)]
    return [words[place] for place in kept], counts[kept]


def write_words(store: BlobStore, segment: str, counts: dict[str, int]) -> None:
    """Put the most frequent words of a segment into the store."""
    words = heapq.nsmallest(MOST, counts.items(), key=lambda pair: (-pair[1], pair[0]))
    text = np.frombuffer("\n".join(word for word, _ in words).encode("ascii", "replace"), np.uint8)
    store.put(blob_name(segment, PART), pack([text, np.array([count for _, count in words], np.int64)]))


def read_words(store: Gets, segments: list[str]) -> dict[str, int]:
    """The words of several segments with how often each stands there."""
    together: dict[str, int] = {}
    for segment in segments:
        name = blob_name(segment, PART)
        packed = Packed(name, fetch(store, name), [None, None])
        raw = packed.uints(0).astype(np.uint8).tobytes()
        words = raw.decode("ascii", "replace").split("\n") if raw else []
        counts = packed.ints(1, below=1 << 40).tolist()
        if len(words) != len(counts) or len(words) > MOST:
            raise fault(name, f"has {len(words)} words and {len(counts)} counts")
        for word, count in zip(words, counts, strict=True):
            together[word] = together.get(word, 0) + count
    return together


class Speller:
    """The words of an index with how often each stands there."""

    def __init__(self, words: list[str], counts: npt.NDArray[np.int64]) -> None:
        self.words = words
        self.counts = counts
        self._lengths = np.array([len(word) for word in words], np.int64)
        self._count_of = dict(zip(words, counts.tolist(), strict=True))
        self._bags = np.array([_bag(word) for word in words], np.uint32)

    @classmethod
    def read(cls, store: Gets, segments: list[str]) -> Speller:
        """The words of all segments."""
        ordered = sorted(read_words(store, segments).items(), key=lambda pair: (-pair[1], pair[0]))
        return cls([word for word, _ in ordered], np.array([count for _, count in ordered], np.int64))

    def suggest(self, word: str, limit: int = 1) -> list[str]:
        """The words nearest to a misspelt one: fewest changes first, then the most frequent."""
        word = folded_all([word])[0]
        if not word.isascii() or not _SHORTEST <= len(word) <= _LONGEST:
            return []
        most = 1 if len(word) < 6 else 2
        differing = np.bitwise_count(self._bags ^ np.uint32(_bag(word)))
        near = np.flatnonzero((abs(self._lengths - len(word)) <= most) & (differing <= 2 * most))
        found: list[tuple[Any, ...]] = []
        for i in near[:5000].tolist():
            other = self.words[i]
            changes = distance(word, other, limit=most)
            if 0 < changes <= most and term_of(other) != term_of(word):
                found.append((changes, other[0] != word[0], -int(self.counts[i]), other))
        return [other for *_, other in heapq.nsmallest(limit, found)]

    def nearest(self, word: str) -> str | None:
        """The word that a misspelt one can hardly but be: it is long, begins alike, and one letter differs.

        With two, hypotension would be hypertension. Of two prefixes that say the opposite, neither is the other.
        """
        word = folded_all([word])[0].removesuffix("'s")
        if not word.isalpha() or len(word) < _SURE:
            return None
        alike = (one for one in self.suggest(word, _LIKELY) if one[0] == word[0] and not _opposite(word, one))
        return next((one for one in alike if distance(word, one, limit=1) <= 1), None)

    def parted(self, word: str) -> tuple[str, str] | None:
        """The two words that were run together to a folded one; the rarer of them is as frequent as can be."""
        if len(word) > _LONGEST:
            return None
        counts = self._count_of
        cuts = [(word[:i], word[i:]) for i in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)]
        known = [cut for cut in cuts if cut[0] in counts and cut[1] in counts]
        return max(known, key=lambda cut: min(counts[cut[0]], counts[cut[1]]), default=None)

    def complete(self, start: str, limit: int) -> list[str]:
        """The most frequent words that begin so."""
        start = folded_all([start])[0]
        if not start or is_cjk(start[0]):
            return []
        out = []
        for word in self.words:
            if word.startswith(start):
                out.append(word)
                if len(out) == limit:
                    break
        return out


def _opposite(one: str, other: str) -> bool:
    """Whether two words begin with prefixes that say the opposite, and differ in one letter."""
    return any(one.startswith(a) and other.startswith(b) for a, b in _OPPOSITES)


def _bag(word: str) -> int:
    """Which letters a word has, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << ((ord(letter) - 97) % _LETTERS)
    return bits
