from __future__ import annotations

import tracemalloc
from contextlib import suppress

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from qa_reader.archive import codec
from qa_reader.archive.codec import Codec
from qa_reader.errors import ArchiveError, ImportFault
from qa_reader.model import Thread
from tests.threads import TEXTS, TREMOR, threads_of

TRAINED = codec.train([codec.encode(replace(TREMOR, id=f"sample:{number}")) for number in range(2000)], 8 << 10)
DICTIONARY = TRAINED.dictionary if TRAINED else None


#: As archives of the first version have it: without words.
OLDER = zstandard.train_dictionary(8 << 10, [b"%d dry eyes %d" % (i, i * i) for i in range(9000)]).as_bytes()


@given(thread=threads_of(TEXTS))
@pytest.mark.parametrize("dictionary", [None, DICTIONARY, OLDER], ids=["plain", "dictionary", "older"])
def test_any_thread_comes_back(dictionary: bytes | None, thread: Thread) -> None:
    reader = Codec(dictionary)
    assert reader.decode(Codec(dictionary).compress(codec.encode(thread))) == thread


@given(thread=threads_of(TEXTS))
def test_the_same_thread_gives_the_same_bytes(thread: Thread) -> None:
    again = codec.decode(codec.encode(thread))
    assert codec.encode(again) == codec.encode(thread)
    assert len(codec.digest(codec.encode(thread), 2)) == 16


def test_few_threads_get_no_dictionary() -> None:
    few = [b"thread"] * (codec.FEWEST - 1)
    assert codec.dictionary_size(few, len(few)) == 0


def test_a_dictionary_grows_with_the_texts() -> None:
    sizes = [codec.dictionary_size([b"t" * 2000] * count, count) for count in (codec.FEWEST, 2000, codec.SAMPLES)]
    assert 0 < sizes[0] < sizes[1] < sizes[2]
    assert codec.dictionary_size([b"t"] * codec.SAMPLES, codec.SAMPLES + 1) == codec.LARGEST_DICTIONARY


@pytest.mark.parametrize(
    "encoded",
    [
        b"",
        b"null",
        b"[]",
        b'{"id":"a:1"}',
        b'{"id":1,"title":"t"}',
        b'{"id":"a:1","title":"t","asked":"2023-13-45"}',
        b'{"id":"a:1","title":"t","replies":[1]}',
        b'{"id":"a:1","title":"\xff"}',
        b'{"id":"a:1","title":"\\ud800"}',
        b'{"id":"a:1","title":"t","x":' + b"[" * 200_000,
    ],
)
def test_bytes_that_are_no_thread_are_refused(encoded: bytes) -> None:
    with pytest.raises(ArchiveError):
        codec.decode(encoded)


@given(body=st.binary(max_size=200))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    with pytest.raises(ArchiveError):
        Codec(None).decode(body)


@given(place=st.integers(0, 10_000), flip=st.integers(1, 255), dictionary=st.sampled_from([None, DICTIONARY]))
def test_a_flipped_byte_is_refused_or_gives_a_thread(place: int, flip: int, dictionary: bytes | None) -> None:
    body = bytearray(Codec(dictionary).compress(codec.encode(TREMOR)))
    body[place % len(body)] ^= flip
    with suppress(ArchiveError):
        assert isinstance(Codec(dictionary).decode(bytes(body)), Thread)


@pytest.mark.parametrize("size", [codec._MAX_BODY_BYTES + 1, 1 << 40, (1 << 64) - 3])
def test_a_text_that_claims_to_be_huge_is_not_inflated(size: int) -> None:
    frame = b"\x28\xb5\x2f\xfd" + b"\xe0" + size.to_bytes(8, "little") + b"\x01\x00\x00"
    with pytest.raises(ArchiveError, match="claims to be"):
        Codec(None).decompress(frame)


def test_a_text_that_does_not_say_its_size_is_refused() -> None:
    frame = zstandard.ZstdCompressor(write_content_size=False).compress(b"{}")
    with pytest.raises(ArchiveError, match="claims to be"):
        Codec(None).decompress(frame)


def test_a_text_longer_than_it_says_is_refused() -> None:
    frame = bytearray(zstandard.ZstdCompressor(level=1).compress(b"x" * 100_000))
    assert frame[4] == 0xA0  # single segment, 4 bytes of size
    frame[5:9] = (10).to_bytes(4, "little")
    with pytest.raises(ArchiveError):
        Codec(None).decompress(bytes(frame))


def test_a_damaged_dictionary_is_said() -> None:
    with pytest.raises(ArchiveError, match="dictionary"):
        Codec(b"\x37\xa4\x30\xec" + b"\xff" * 200)


def test_a_thread_that_no_archive_can_hold_is_refused() -> None:
    with pytest.raises(ImportFault, match=r"a:1.*not Unicode"):
        codec.encode(Thread("a:1", "\ud800"))
    with pytest.raises(ImportFault, match=r"a:1.*too long"):
        codec.encode(Thread("a:1", "x" * (codec._MAX_THREAD_BYTES + 1)))


def test_a_text_of_bytes_that_no_word_has_is_read_again() -> None:
    """Each byte is then a word of its own, and the text three times as long as it was before it was compressed."""
    coded = codec.Codec(DICTIONARY)
    encoded = codec.encode(replace(TREMOR, question="甲乙丙丁" * 1_000_000))
    assert coded.decompress(coded.compress(encoded)) == [encoded]


def test_texts_that_claim_much_take_little_memory() -> None:
    """Some bytes that unfold to very many short numbers: what they stand for is put together a part at a time."""
    coded = codec.Codec(DICTIONARY)
    body = zstandard.ZstdCompressor().compress(b"\xc8" * (16 << 20))
    tracemalloc.start()
    with pytest.raises(ArchiveError, match="not that of a thread"):
        coded.decode_all([body] * 16)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 << 20
