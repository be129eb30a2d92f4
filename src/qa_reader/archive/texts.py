"""The numbered threads of an archive: one by one, or as they are stored, to be decoded in another process."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qa_reader.archive import layout
from qa_reader.archive.blobs import Blobs
from qa_reader.archive.codec import Codec, batches
from qa_reader.errors import ArchiveError
from qa_reader.model import Thread
from qa_reader.wording import tr

_ID_LENGTH = struct.Struct("<I")


def decoded(codec: Codec, file: Path, rows: Sequence[tuple[str, bytes]]) -> list[Thread]:
    """The threads of rows of id and body; raises ArchiveError that names the file."""
    with layout.faults_named(file):
        threads = codec.decode_all([body for _, body in rows])
        for (thread_id, _), thread in zip(rows, threads, strict=True):
            if thread.id != thread_id:
                said = tr("damaged: thread {0} calls itself {1}").format(thread_id[:80], thread.id[:80])
                raise ArchiveError(said)
        return threads


class Decoder:
    """Makes threads of what `Texts.packed` gives; it can be sent to another process, where it makes its own codec."""

    def __init__(self, file: Path, dictionary: bytes | None) -> None:
        self._made_of = file, dictionary
        self._codec = Codec(dictionary)

    def __reduce__(self) -> tuple[type[Decoder], tuple[Path, bytes | None]]:
        return Decoder, self._made_of

    def __call__(self, packed: Sequence[bytes]) -> Iterator[Thread]:
        """Yield the threads, decoded some at a time; raises ArchiveError that names the file."""
        for some in batches(iter(packed)):
            yield from decoded(self._codec, self._made_of[0], list(map(_parted, some)))


class Texts:
    """Numbered threads, by number; each look at them reads them anew, and raises ArchiveError while it does."""

    def __init__(self, rows: Callable[[], Iterator[tuple[Any, ...]]], codec: Codec, blobs: Blobs, file: Path) -> None:
        """`rows` gives number, id and body of each."""
        self._rows = rows
        self._codec = codec
        self._blobs = blobs
        self._file = file

    def __iter__(self) -> Iterator[tuple[int, Thread]]:
        for some in batches(self._rows()):
            threads = decoded(self._codec, self._file, [(thread_id, body) for _, thread_id, body in some])
            yield from zip((number for number, _, _ in some), threads, strict=True)

    def packed(self) -> Iterator[tuple[int, bytes]]:
        """The numbers with what `decoder` makes threads of: a third of the bytes, and hardly any time."""
        for number, thread_id, body in self._rows():
            name = thread_id.encode()
            yield number, b"".join((_ID_LENGTH.pack(len(name)), name, body))

    def decoder(self) -> Decoder:
        """What makes threads of `packed`, here or in another process."""
        return Decoder(self._file, self._blobs.get(layout.DICTIONARY))


def _parted(packed: bytes) -> tuple[str, bytes]:
    end = _ID_LENGTH.size + _ID_LENGTH.unpack_from(packed)[0]
    return packed[_ID_LENGTH.size : end].decode(), packed[end:]
