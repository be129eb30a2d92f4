"""Threads as an archive keeps them, decoded where they are wanted."""

from __future__ import annotations

import pickle
from contextlib import closing
from pathlib import Path

import pytest

from qa_reader.archive import Archive
from qa_reader.archive.texts import Decoder
from qa_reader.errors import ArchiveError
from tests.archive.hostile import tamper
from tests.threads import THREADS


def sent(decoder: Decoder) -> Decoder:
    """As another process gets it."""
    found: Decoder = pickle.loads(pickle.dumps(decoder))
    return found


def test_packed_threads_are_decoded_elsewhere(archive_path: Path) -> None:
    with closing(Archive(archive_path)) as archive:
        texts = archive.threads(after=1)
        numbers, packed = zip(*texts.packed(), strict=True)
        decoder = sent(texts.decoder())
        assert list(texts) == list(texts) == list(zip(numbers, decoder(packed), strict=True))
    assert tuple(decoder(packed)) == THREADS[1:]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE thread SET body = x'00' WHERE number = 2", "cannot be decompressed"),
        ("UPDATE thread SET id = 'x:1' WHERE number = 2", "thread x:1 calls itself"),
    ],
)
def test_damage_is_told_with_the_name_of_the_file(archive_copy: Path, change: str, said: str) -> None:
    tamper(archive_copy, change)
    with closing(Archive(archive_copy)) as archive:
        texts = archive.threads()
        packed = [body for _, body in texts.packed()]
        with pytest.raises(ArchiveError, match=said) as told:
            list(sent(texts.decoder())(packed))
    assert str(told.value).startswith(f"{archive_copy}: ")
