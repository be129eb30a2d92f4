"""A thread's bytes in the archive: its JSON, its words as numbers, compressed with zstd.

Words and what zstd is primed with are the archive's own dictionary. One of an older archive has no words.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

import msgspec
import zstandard

from qa_reader.archive.words import Samples, Words
from qa_reader.errors import ArchiveError, ImportFault
from qa_reader.model import Thread
from qa_reader.wording import tr

#: Threads whose texts a dictionary is trained on, or as many as have so many bytes.
SAMPLES = 12_000
SAMPLE_BYTES = 32 << 20
#: With fewer threads than these none is made.
FEWEST = 200

_MAX_THREAD_BYTES = 16 << 20
#: A text of bytes that are in none of the words is three times as long with its words as numbers.
_MAX_BODY_BYTES = 3 * _MAX_THREAD_BYTES
#: Of an archive with more threads than samples: with half of it, bodies of generated threads are 1 % larger.
LARGEST_DICTIONARY = 1 << 20
#: A dictionary of fewer threads is so much smaller than their texts; twice as large it would cost what it brings.
_OF_TEXTS = 72
_LEAST_BYTES = 4 << 10
#: zstd's level 9, but for the shortest match, which is 5 there: words are numbers of few bytes, and 4 takes 1 % off
#: the bodies in the same time.
_PARAMETERS = zstandard.ZstdCompressionParameters(
    window_log=21,
    hash_log=20,
    chain_log=20,
    search_log=4,
    min_match=4,
    target_length=16,
    strategy=zstandard.STRATEGY_LAZY2,
    write_content_size=True,
    write_dict_id=False,
)
_AT_ONCE = 64
#: From this version of the format on hashes have so many bytes.
_HALF_HASHES, _HASH_BYTES = 2, 16
T = TypeVar("T")
#: What a dictionary with words begins with, and how long these are; one of zstd begins with another number.
_MAGIC = b"QARW"
_WORDS = struct.Struct("<4sI")
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Thread)


def encode(thread: Thread) -> bytes:
    """The thread as UTF-8 JSON: what is hashed and compressed; the same thread gives the same bytes.

    Raises ImportFault for a thread that no archive can hold.
    """
    try:
        encoded = _ENCODER.encode(thread)
    except UnicodeEncodeError as error:
        raise ImportFault(
            tr("{0}: a character is not Unicode ({1})").format(ascii(thread.id)[1:-1], error.reason)
        ) from error
    if len(encoded) > _MAX_THREAD_BYTES:
        raise ImportFault(
            tr("{0}: too long: {1} MB, at most {2} are kept").format(
                thread.id, len(encoded) >> 20, _MAX_THREAD_BYTES >> 20
            )
        )
    return encoded


def digest(encoded: bytes, version: int) -> bytes:
    """The content hash of an encoded thread: SHA-256, from version 2 on half of it, which no accident makes alike."""
    whole = hashlib.sha256(encoded).digest()
    return whole if version < _HALF_HASHES else whole[:_HASH_BYTES]


def has_digest(encoded: bytes, stored: bytes) -> bool:
    """Whether an encoded thread has this hash; one that an archive of the first version has is whole."""
    whole = hashlib.sha256(encoded).digest()
    return stored in (whole[:_HASH_BYTES], whole)


def decode(encoded: bytes) -> Thread:
    """The thread again; raises ArchiveError when the bytes are not a thread's."""
    try:
        return _DECODER.decode(encoded)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ArchiveError(tr("a text is not that of a thread ({0})").format(error)) from error


def dictionary_size(samples: Sequence[bytes], threads: int) -> int:
    """How large the dictionary of so many threads should be, 0 where they are too few to gain by one."""
    if threads < FEWEST:
        return 0
    if threads > len(samples):
        return LARGEST_DICTIONARY
    return min(max(sum(map(len, samples)) // _OF_TEXTS, _LEAST_BYTES), LARGEST_DICTIONARY)


class Trained(NamedTuple):
    """A dictionary, and its samples with their words as numbers, which `Codec.pack` takes; its words, ready for use."""

    dictionary: bytes
    shortened: list[bytes]
    words: Words | None = None


def train(samples: Sequence[bytes], size: int) -> Trained | None:
    """A dictionary for threads like these, of that size beside its words; None where they do not make one."""
    taken_apart = Samples(samples)
    stored = taken_apart.frequent_words()
    words = Words(stored)
    shortened = taken_apart.shortened(words)
    try:
        # k and d fixed: searching for the best pair takes 30 times as long
        primed = zstandard.train_dictionary(size, [*shortened], k=1024, d=8)
    except zstandard.ZstdError:
        return None
    return Trained(_WORDS.pack(_MAGIC, len(stored)) + stored + primed.as_bytes(), shortened, words)


def primed_size(dictionary: bytes | None) -> int:
    """How large the part of a dictionary is whose size `train` is told."""
    return len(_parted(dictionary)[1]) if dictionary else 0


def _parted(dictionary: bytes) -> tuple[bytes | None, bytes]:
    """The words of a dictionary as `Words` reads them, and what zstd is primed with."""
    if not dictionary.startswith(_MAGIC):
        return None, dictionary
    if len(dictionary) < _WORDS.size:
        raise ArchiveError(tr("damaged: its dictionary cannot be used ({0})").format("cut short"))
    end = _WORDS.size + _WORDS.unpack_from(dictionary)[1]
    return dictionary[_WORDS.size : end], dictionary[end:]


def batches(rows: Iterator[T]) -> Iterator[list[T]]:
    """The rows in lists of as many as are best decompressed at once."""
    while some := list(islice(rows, _AT_ONCE)):
        yield some


class Codec:
    """Compresses and decompresses threads with one dictionary (None: without). One thread at a time.

    Raises ArchiveError when the dictionary is damaged.
    """

    def __init__(self, dictionary: bytes | None, words: Words | None = None) -> None:
        """`words`: those of the dictionary, where they are there already."""
        stored, primed = _parted(dictionary) if dictionary else (None, b"")
        self._words = words or (None if stored is None else Words(stored))
        trained = zstandard.ZstdCompressionDict(primed) if primed else None
        try:
            self._compressor = zstandard.ZstdCompressor(compression_params=_PARAMETERS, dict_data=trained)
            self._decompressor = zstandard.ZstdDecompressor(dict_data=trained)
        except zstandard.ZstdError as error:
            raise ArchiveError(tr("damaged: its dictionary cannot be used ({0})").format(error)) from error

    def compress(self, encoded: bytes) -> bytes:
        """The compressed form of an encoded thread."""
        return self.pack(self._words.shortened(encoded) if self._words else encoded)

    def pack(self, shortened: bytes) -> bytes:
        """The compressed form of a thread whose words are numbers already."""
        return self._compressor.compress(shortened)

    def decompress(self, *bodies: bytes) -> list[bytes]:
        """Encoded threads again; raises ArchiveError when one's bytes are damaged or claim to be huge."""
        return list(self._decompressed(bodies))

    def decode(self, body: bytes) -> Thread:
        """The thread in a compressed body; raises ArchiveError when it is damaged."""
        return self.decode_all([body])[0]

    def decode_all(self, bodies: Sequence[bytes]) -> list[Thread]:
        """The same of many, in less time each."""
        return [decode(encoded) for encoded in self._decompressed(bodies)]

    def _decompressed(self, bodies: Iterable[bytes]) -> Iterator[bytes]:
        raw = map(self._inflated, bodies)
        return self._words.lengthened(raw, _MAX_THREAD_BYTES) if self._words else raw

    def _inflated(self, body: bytes) -> bytes:
        try:
            size = zstandard.frame_content_size(body)
            if not 0 <= size <= _MAX_BODY_BYTES:
                raise ArchiveError(tr("a text claims to be {0} bytes long").format(size))
            return self._decompressor.decompress(body, max_output_size=_MAX_BODY_BYTES)
        except zstandard.ZstdError as error:
            raise ArchiveError(tr("a text cannot be decompressed ({0})").format(error)) from error
