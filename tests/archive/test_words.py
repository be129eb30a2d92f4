"""Words as numbers: whatever bytes go in come out again, and damage is refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from qa_reader.archive import codec
from qa_reader.archive.words import MOST, Samples, Words, _code
from qa_reader.errors import ArchiveError
from tests.threads import TEXTS, TREMOR, threads_of

SAMPLES = [
    codec.encode(TREMOR),
    b'{"id":"a:1","title":"Dry eyes","question":"My eyes are dry.\\n\\nDry \xe7\x9c\xbc."}',
] * 3
WORDS = Words(Samples(SAMPLES).frequent_words())


def lengthened(words: Words, texts: list[bytes], most: int) -> list[bytes]:
    return list(words.lengthened(texts, most))


MOST_BYTES = 1 << 20


def stored(*words: bytes) -> bytes:
    return zstandard.compress(bytes(map(len, words)) + b"\0" + b"".join(words))


@given(thread=threads_of(TEXTS))
def test_any_thread_comes_back(thread: object) -> None:
    encoded = codec._ENCODER.encode(thread)
    assert lengthened(WORDS, [WORDS.shortened(encoded)], MOST_BYTES) == [encoded]


@given(texts=st.lists(st.binary(max_size=80) | st.sampled_from(SAMPLES), max_size=5))
def test_any_bytes_come_back_several_at_once(texts: list[bytes]) -> None:
    assert lengthened(WORDS, [WORDS.shortened(text) for text in texts], MOST_BYTES) == texts


def test_known_words_are_short_and_the_same_samples_give_the_same_words() -> None:
    assert len(WORDS.shortened(SAMPLES[0])) < len(SAMPLES[0]) / 4
    assert Samples(SAMPLES).frequent_words() == Samples(SAMPLES).frequent_words()


@given(texts=st.lists(st.binary(max_size=80) | st.sampled_from(SAMPLES), max_size=5))
def test_samples_are_shortened_as_any_text_is(texts: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qa_reader.archive.words._PIECE", 50)
        assert Samples(texts).shortened(WORDS) == [WORDS.shortened(text) for text in texts]


def test_numbers_of_one_two_and_three_bytes_are_read() -> None:
    singles = [bytes([byte]) for byte in range(256)]
    many = [b"%05d" % number for number in range(20_000)]
    words = Words(stored(*singles, *many))
    for number in (0, 191, 192, 193, 255, 256, 12_479, 12_480, 12_481, 20_255):
        expected = (singles + many)[number]
        assert len(_code(number)) == (1 if number < 192 else 2 if number < 12_480 else 3)
        assert lengthened(words, [_code(number)], MOST_BYTES) == [expected]
        assert lengthened(words, [words.shortened(b" " + expected)], MOST_BYTES) == [b" " + expected]


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"words",
        zstandard.compress(b""),
        zstandard.compress(b"\0"),
        zstandard.compress(b"\1\2"),
        zstandard.compress(b"\1\2\0abcd"),
        zstandard.compress(b"\1\2\0ab"),
        stored(*[b"a"] * (MOST + 1)),
        b"\x28\xb5\x2f\xfd\xe0" + (1 << 40).to_bytes(8, "little") + b"\x01\x00\x00",
    ],
)
def test_damaged_words_are_refused(damaged: bytes) -> None:
    with pytest.raises(ArchiveError):
        Words(damaged)


def test_words_without_all_bytes_spell_nothing() -> None:
    with pytest.raises(ArchiveError):
        Words(stored(b"a", b"b")).shortened(b"xyz")


@pytest.mark.parametrize("damaged", [b"\0", b"\xff\0", b"\0\0\0\xff", b"\x3f\x3f\xff"])
def test_a_text_that_is_damaged_is_refused(damaged: bytes) -> None:
    with pytest.raises(ArchiveError):
        lengthened(WORDS, [damaged], MOST_BYTES)
    with pytest.raises(ArchiveError):
        lengthened(WORDS, [damaged, b"\xff"], MOST_BYTES)


@given(texts=st.lists(st.binary(max_size=60), max_size=3))
def test_no_bytes_break_the_reader(texts: list[bytes]) -> None:
    with suppress(ArchiveError):
        assert len(lengthened(WORDS, texts, MOST_BYTES)) == len(texts)


def test_a_text_that_would_be_too_long_is_not_put_together() -> None:
    words = Words(stored(b"x" * 255))
    assert lengthened(words, [_code(0) * 4], 4 * 255) == [b"x" * 1020]
    for texts in ([_code(0) * 5], [_code(0), _code(0) * 5], [_code(0) * 40_000, _code(0)]):
        with pytest.raises(ArchiveError, match="long"):
            lengthened(words, texts, 4 * 255)
