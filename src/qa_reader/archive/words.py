"""Texts with their words as numbers of one to three bytes, of which zstd then makes a sixth less than of the texts.

zstd looks for what stands in a text or its dictionary already, and pays two bytes or three for each word that it finds;
the number of a frequent word is shorter, and zstd is left to find several words in a row. Every single byte is a word,
too, so that what is no word is spelled. A byte from `_LAST` on ends a number (a dense code: Brisaboa et al.,
"Lightweight natural language text compression", Information Retrieval 10, 2007).
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import zstandard

from qa_reader.errors import ArchiveError
from qa_reader.wording import tr

Array = npt.NDArray[Any]

#: What is given a number: a word with the space before it, a character of three bytes (nearly all are Chinese), a
#: number, a key of JSON with the signs round it, signs. Each way begins with other bytes than those before it, so that
#: one byte tells most of them apart: a third less time.
_TOKEN = re.compile(
    rb" [A-Za-z\x80-\xdf]++"
    rb"|[\xe0-\xef][\x80-\xbf][\x80-\xbf]"
    rb"|[A-Za-z\x80-\xdf][A-Za-z\x80-\xdf]*+"
    rb"|[0-9][0-9]*+"
    rb'|["\]}]*,?\{?"[a-z_]+":\[?\{?"?'
    rb'|(?>[^A-Za-z0-9\x80-\xef "\\]++|\\.)++'
    rb"|.",
    re.DOTALL,
)
#: A byte below this is followed by others of the same number.
_LAST = 64
_ENDINGS = 256 - _LAST
#: How many numbers have one byte, and two.
_ONE, _TWO = _ENDINGS, _ENDINGS * _LAST
#: Words kept: with half as many, texts are 1 % longer.
MOST = 1 << 17
#: Of these and of others spelled once so many are known for the next time.
_REMEMBERED = 2 * MOST
#: A word has to stand so often in the samples.
_FEWEST = 2
_LONGEST = 255
_LEVEL = 19
#: Bytes that are put together at once, of numbers and of words; each takes some forty meanwhile.
_AT_ONCE = 1 << 20
#: Bytes that are taken apart at once; each takes some sixty meanwhile.
_PIECE = 1 << 16
#: Samples whose words are counted at once.
_TEXTS_AT_ONCE = 1000
_MOST_BYTES = MOST * (_LONGEST + 1)


class Words:
    """Words and their numbers, the most frequent first.

    Raises ArchiveError where the stored words are damaged.
    """

    def __init__(self, stored: bytes) -> None:
        try:
            size = zstandard.frame_content_size(stored)
            if not 0 <= size <= _MOST_BYTES:
                raise ArchiveError(tr("damaged: its words claim to be {0} bytes long").format(size))
            raw = np.frombuffer(zstandard.decompress(stored, max_output_size=_MOST_BYTES), np.uint8)
        except zstandard.ZstdError as error:
            raise ArchiveError(tr("damaged: its words cannot be decompressed ({0})").format(error)) from error
        # as many lengths as they say, one byte each up to the first 0, then the words
        count = int(np.argmin(raw)) if len(raw) else 0
        self._lengths = raw[:count].astype(np.int32)
        self._flat = raw[count + 1 :]
        ends = np.cumsum(self._lengths, dtype=np.int32)
        self._starts = ends - self._lengths
        if not count or count > MOST or raw[count] or int(ends[-1]) != len(self._flat):
            raise ArchiveError(tr("damaged: its words do not add up"))

    @cached_property
    def _codes(self) -> _Codes:
        text, ends = self._flat.tobytes(), (self._starts + self._lengths).tolist()
        words = (text[first:last] for first, last in pairwise([0, *ends]))
        return _Codes((word, _code(number)) for number, word in enumerate(words))

    def shortened(self, text: bytes) -> bytes:
        """The text with its words as numbers, three times as long at the most."""
        return b"".join(b"".join(map(self._codes.__getitem__, _TOKEN.findall(piece))) for piece in _pieces(text))

    def codes_of(self, words: Iterable[bytes]) -> list[bytes]:
        """The bytes of each word's number, or of what it is spelled with."""
        return list(map(self._codes.__getitem__, words))

    def lengthened(self, texts: Iterable[bytes], most: int) -> Iterator[bytes]:
        """Yield shortened texts as they were, each of `most` bytes at the most; many take a third of the time each.

        No more than `_AT_ONCE` is put together at a time, whatever they claim. Raises ArchiveError for a damaged one.
        """
        some: list[bytes] = []
        size = 0
        for text in texts:
            if size + len(text) > _AT_ONCE:
                yield from self._together(some, most)
                some, size = [], 0
            if len(text) > _AT_ONCE:
                yield self._long(text, most)
            else:
                some.append(text)
                size += len(text)
        yield from self._together(some, most)

    def _long(self, text: bytes, most: int) -> bytes:
        """A long text, put together piece by piece."""
        parts: list[bytes] = []
        left, start = most, 0
        while start < len(text):
            lasts = np.flatnonzero(np.frombuffer(text, np.uint8, min(_AT_ONCE, len(text) - start), start) >= _LAST)
            end = start + int(lasts[-1]) + 1 if len(lasts) else len(text)
            parts += self._together([text[start : min(end, start + _AT_ONCE)]], left)
            left -= len(parts[-1])
            start = end
        return b"".join(parts)

    def _together(self, texts: Sequence[bytes], most: int) -> list[bytes]:
        if not texts:
            return []
        codes = np.frombuffer(b"".join(texts), np.uint8)
        lasts = np.flatnonzero(codes >= _LAST)
        ends = np.cumsum([len(text) for text in texts])
        bounds = np.searchsorted(lasts, ends)
        if (len(codes) and (not len(lasts) or lasts[-1] != len(codes) - 1)) or not _are_last(codes, ends):
            raise ArchiveError(tr("a text cannot be read (it ends within a word)"))
        numbers = _numbers(codes, lasts)
        if len(numbers) and int(numbers.max()) >= len(self._lengths):
            raise ArchiveError(tr("a text cannot be read (it has a word that there is none of)"))
        word_ends = np.append(0, np.cumsum(self._lengths.take(numbers), dtype=np.int64))
        stops = word_ends.take(bounds).tolist()
        if any(last - first > most for first, last in pairwise([0, *stops])):
            raise ArchiveError(tr("a text claims to be {0} bytes long").format(max(stops)))
        whole = self._spelled(numbers, word_ends)
        return [whole[first:last] for first, last in pairwise([0, *stops])]

    def _spelled(self, numbers: Array, word_ends: Array) -> bytes:
        """The words of these numbers, one after the other; `word_ends` says where each begins and ends."""
        parts: list[bytes] = []
        first = 0
        while first < len(numbers):
            begin = int(word_ends[first])
            last = max(first + 1, int(np.searchsorted(word_ends, begin + _AT_ONCE, "right")) - 1)
            some = numbers[first:last]
            moved = self._starts.take(some) - (word_ends[first:last] - begin).astype(np.int32)
            places = np.arange(int(word_ends[last]) - begin, dtype=np.int32)
            places += np.repeat(moved, self._lengths.take(some))
            parts.append(self._flat.take(places).tobytes())
            first = last
        return b"".join(parts)


class _Codes(dict[bytes, bytes]):
    """The bytes of each word's number; of what is no word, those of its single bytes."""

    @cached_property
    def _singles(self) -> list[bytes]:
        return [self[_single(byte)] for byte in range(256)]

    def __missing__(self, token: bytes) -> bytes:
        if len(token) == 1:
            raise ArchiveError(tr("damaged: its words do not add up"))
        spelled = b"".join(map(self._singles.__getitem__, token))
        if len(self) < _REMEMBERED:  # a text in another script than the samples is made of few of them
            self[token] = spelled
        return spelled


def _code(number: int) -> bytes:
    if number < _ONE:
        return bytes([_LAST + number])
    number -= _ONE
    if number < _TWO:
        return bytes([number // _ENDINGS, _LAST + number % _ENDINGS])
    number -= _TWO
    return bytes([number // _TWO, number // _ENDINGS % _LAST, _LAST + number % _ENDINGS])


def _are_last(codes: Array, ends: Array) -> bool:
    """Whether every text ends with the last byte of a number."""
    return bool((codes.take(ends[ends > 0] - 1) >= _LAST).all())


def _numbers(codes: Array, lasts: Array) -> Array:
    """The numbers of which `lasts` are the places of the last bytes."""
    sizes = np.diff(lasts, prepend=-1)
    if len(sizes) and int(sizes.max()) > 3:
        raise ArchiveError(tr("a text cannot be read (it has a word that there is none of)"))
    numbers = codes.take(lasts).astype(np.int32)
    numbers -= _LAST
    longer = np.flatnonzero(sizes > 1)
    numbers[longer] += _ONE + codes.take(lasts.take(longer) - 1).astype(np.int32) * _ENDINGS
    longest = np.flatnonzero(sizes > 2)
    numbers[longest] += (codes.take(lasts.take(longest) - 2).astype(np.int32) + 1) * _TWO
    return numbers


class Samples:
    """Texts that tell the words of those to come, taken apart once: to count their words, and to shorten them."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        numbers = _Numbers()
        self._texts = texts
        # a text tells its words by its beginning
        self._tokens = [array("I", map(numbers.__getitem__, _TOKEN.findall(text[:_PIECE]))) for text in texts]
        self._words = list(numbers)

    def frequent_words(self) -> bytes:
        """What stands often in the texts, as `Words` reads it."""
        counts = self._counts()
        order = np.argsort(-counts, kind="stable")
        frequent = (number for number in order.tolist() if counts[number] >= _FEWEST)
        kept = (number for number in frequent if len(self._words[number]) <= _LONGEST)
        chosen = list(islice(kept, MOST - 256))
        totals = Counter({_single(byte): 0 for byte in range(256)})
        totals.update({self._words[number]: int(counts[number]) for number in chosen})
        # what is left stands once, but where there are more words than are kept
        rest = b"".join(set(self._words).difference(self._words[number] for number in chosen))
        letters = np.bincount(np.frombuffer(rest, np.uint8), minlength=256).tolist()
        totals.update({_single(byte): count for byte, count in enumerate(letters)})
        return _stored([word for word, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))])

    def shortened(self, words: Words) -> list[bytes]:
        """The texts with their words as numbers, as `words.shortened` gives them."""
        codes = words.codes_of(self._words)
        return [
            b"".join(map(codes.__getitem__, tokens)) if len(text) <= _PIECE else words.shortened(text)
            for text, tokens in zip(self._texts, self._tokens, strict=True)
        ]

    def _counts(self) -> Array:
        counts = np.zeros(len(self._words), np.int64)
        for first in range(0, len(self._tokens), _TEXTS_AT_ONCE):
            some = b"".join(self._tokens[first : first + _TEXTS_AT_ONCE])
            counts += np.bincount(np.frombuffer(some, np.uintc), minlength=len(counts))
        return counts


class _Numbers(dict[bytes, int]):
    """Words numbered in the order in which they are met."""

    def __missing__(self, word: bytes) -> int:
        number = self[word] = len(self)
        return number


def _pieces(text: bytes) -> Iterator[bytes]:
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


def _single(byte: int) -> bytes:
    return bytes([byte])


def _stored(words: list[bytes]) -> bytes:
    """Words by their frequency as they are stored: in the alphabet where their numbers differ in the last byte only."""
    ordered = sorted(words[:_ONE])
    for start in range(_ONE, len(words), _ENDINGS):
        ordered += sorted(words[start : start + _ENDINGS])
    lengths = bytes(map(len, ordered))
    return zstandard.ZstdCompressor(level=_LEVEL).compress(lengths + b"\0" + b"".join(ordered))
