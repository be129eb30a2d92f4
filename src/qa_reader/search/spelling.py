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
from qa_reader.search.store import BlobStore, blob_name

#: Words kept of a segment, the most frequent ones.
MOST = 40_000
PART = "words"
_LETTERS = 26


class CommonWords:
    """Gathers the most frequent words while terms are written."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, bytes]] = []

    def add(self, keys: list[bytes], shown: list[bytes], counts: npt.NDArray[np.int64]) -> None:
        """Take terms, how they are written, and in how many documents they are in."""
        heap = self._heap
        least = heap[0][0] if len(heap) >= MOST else 0
        for i in np.flatnonzero(counts > least).tolist():
            word = shown[i]
            if keys[i][0] < 0x20 or len(word) < 3 or not word.isascii() or not word.isalpha():
                continue
            if len(heap) < MOST:
                heapq.heappush(heap, (int(counts[i]), word))
            else:
                heapq.heappushpop(heap, (int(counts[i]), word))

    def write(self, store: BlobStore, segment: str) -> None:
        """Put the words into the store, the most frequent first."""
        words = sorted(self._heap, key=lambda pair: (-pair[0], pair[1]))
        text = np.frombuffer(b"\n".join(word for _, word in words), np.uint8)
        counts = np.array([count for count, _ in words], np.int64)
        store.put(blob_name(segment, PART), pack([text, counts]))


class Speller:
    """The words of an index with how many documents have each."""

    def __init__(self, words: list[str], counts: npt.NDArray[np.int64]) -> None:
        self.words = words
        self.counts = counts
        self._lengths = np.array([len(word) for word in words], np.int64)
        self._bags = np.array([_bag(word) for word in words], np.uint32)

    @classmethod
    def read(cls, store: Gets, segments: list[str]) -> Speller:
        """The words of all segments."""
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
        ordered = sorted(together.items(), key=lambda pair: (-pair[1], pair[0]))
        return cls([word for word, _ in ordered], np.array([count for _, count in ordered], np.int64))

    def suggest(self, word: str, limit: int = 1) -> list[str]:
        """The words nearest to a misspelt one: fewest changes first, then the most frequent."""
        word = folded_all([word])[0]
        if not word.isascii() or not 3 <= len(word) <= 30:
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


def _bag(word: str) -> int:
    """Which letters a word has, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << ((ord(letter) - 97) % _LETTERS)
    return bits
