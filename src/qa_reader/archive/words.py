"""Texts with their words as numbers of one to three bytes, of which zstd then makes a sixth less than of the texts.

zstd looks for what stands in a text or its dictionary already, and pays two bytes or three for each word that it finds;
the number of a frequent word is shorter, and zstd is left to find several words in a row. Every single byte is a word,
too, so that what is no word is spelled. A byte from `_LAST` on ends a number (a dense code: Brisaboa et al.,
"Lightweight natural language text compression", Information Retrieval 10, 2007).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import zstandard

from qa_reader.errors import ArchiveError
from qa_reader.wording import tr

Array = npt.NDArray[Any]

#: What is given a number: a key of JSON with the signs round it, a word with the space before it, a character of three
#: bytes (nearly all are Chinese), a number, signs.
_TOKEN = re.compile(
    rb'["\]}]*,?\{?"[a-z_]+":\[?\{?"?'
    rb"| ?[A-Za-z\x80-\xdf]+"
    rb"|[\xe0-\xef][\x80-\xbf]{2}"
    rb"|[0-9]+"
    rb'|(?:[^A-Za-z0-9\x80-\xef "\\]|\\.)+'
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
#: A word has to stand so often in the samples.
_FEWEST = 2
_LONGEST = 255
_LEVEL = 19
#: Bytes that are put together at once; each takes twenty meanwhile.
_AT_ONCE = 4 << 20
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
        """The text with its words as numbers."""
        return b"".join(map(self._codes.__getitem__, _TOKEN.findall(text)))

    def lengthened(self, texts: Sequence[bytes], most: int) -> list[bytes]:
        """Shortened texts as they were, each of `most` bytes at the most; several at once take a third of the time.

        Raises ArchiveError where one is damaged.
        """
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
        lengths = self._lengths.take(numbers)
        word_ends = np.append(0, np.cumsum(lengths, dtype=np.int64))
        stops = word_ends.take(bounds).tolist()
        if len(texts) > 1 and stops[-1] > _AT_ONCE:
            return [self.lengthened([text], most)[0] for text in texts]
        if any(last - first > most for first, last in pairwise([0, *stops])):
            raise ArchiveError(tr("a text claims to be {0} bytes long").format(max(stops)))
        places = np.arange(int(word_ends[-1])) + np.repeat(self._starts.take(numbers) - word_ends[:-1], lengths)
        whole = self._flat.take(places).tobytes()
        return [whole[first:last] for first, last in pairwise([0, *stops])]


class _Codes(dict[bytes, bytes]):
    """The bytes of each word's number; of what is no word, those of its single bytes."""

    @cached_property
    def _singles(self) -> list[bytes]:
        return [self[_single(byte)] for byte in range(256)]

    def __missing__(self, token: bytes) -> bytes:
        if len(token) == 1:
            raise ArchiveError(tr("damaged: its words do not add up"))
        return b"".join(map(self._singles.__getitem__, token))


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


def frequent_words(samples: Iterable[bytes]) -> bytes:
    """What stands often in these texts, as `Words` reads it."""
    counts: Counter[bytes] = Counter()
    for sample in samples:
        counts.update(_TOKEN.findall(sample))
    frequent = (word for word, count in counts.most_common() if count >= _FEWEST and len(word) <= _LONGEST)
    chosen = set(islice(frequent, MOST - 256))
    totals = Counter({_single(byte): 0 for byte in range(256)})
    totals.update({word: counts[word] for word in chosen})
    # what is left stands once, but where there are more words than are kept
    letters = Counter(b"".join(counts.keys() - chosen))
    totals.update({_single(byte): count for byte, count in letters.items()})
    return _stored([word for word, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))])


def _single(byte: int) -> bytes:
    return bytes([byte])


def _stored(words: list[bytes]) -> bytes:
    """Words by their frequency as they are stored: in the alphabet where their numbers differ in the last byte only."""
    ordered = sorted(words[:_ONE])
    for start in range(_ONE, len(words), _ENDINGS):
        ordered += sorted(words[start : start + _ENDINGS])
    lengths = bytes(map(len, ordered))
    return zstandard.ZstdCompressor(level=_LEVEL).compress(lengths + b"\0" + b"".join(ordered))
