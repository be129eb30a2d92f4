"""Lines of a file that may be large, compressed or hostile: memory is bounded whatever it holds."""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from qa_reader.errors import ImportFault
from qa_reader.wording import tr

#: The longest line that is read, in bytes: more than a thread's largest texts together.
MAX_LINE = 16 * 1024 * 1024
#: The most bytes that one compressed file may become: 250,000 threads are about 1 GB.
MAX_INFLATED = 8 * 1024**3
#: Memory that unpacking may take: `xz -9` needs 65 MB, a hostile header may claim 4 GB.
MAX_XZ_MEMORY = 128 * 1024 * 1024

_GZIP = b"\x1f\x8b"
_XZ = b"\xfd7zXZ\x00"
_CHUNK = 64 * 1024


def byte_lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1; None in place of a line longer than MAX_LINE.

    Raises ImportFault when the file cannot be read or unpacked, after the lines that could be.
    """
    try:
        with path.open("rb") as packed:
            stream = _unpacked(packed)
            yield from _lines(stream, path)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as fault:
        raise ImportFault(
            tr("{0}: cannot be read: {1}").format(path, getattr(fault, "strerror", None) or fault)
        ) from fault


def inflated_head(head: bytes) -> bytes:
    """The beginning of what a file holds, unpacked if it is packed; b"" when that fails."""
    try:
        if head.startswith(_GZIP):
            return zlib.decompressobj(wbits=31).decompress(head, _CHUNK)
        if head.startswith(_XZ):
            return lzma.LZMADecompressor(memlimit=MAX_XZ_MEMORY).decompress(head, _CHUNK)
    except (zlib.error, lzma.LZMAError):
        return b""
    return head


def _lines(stream: BinaryIO, path: Path) -> Iterator[tuple[int, bytes | None]]:
    number = read = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        read += len(line)
        whole = len(line) <= MAX_LINE
        rest = line
        while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_LINE + 1)
            read += len(rest)
            _bound(read, path)
        _bound(read, path)
        yield number, line if whole else None


def _bound(read: int, path: Path) -> None:
    if read > MAX_INFLATED:
        raise ImportFault(tr("{0}: larger than {1} GB when unpacked").format(path, MAX_INFLATED // 1024**3))


def _unpacked(packed: BinaryIO) -> BinaryIO:
    magic = packed.read(len(_XZ))
    packed.seek(0)
    if magic.startswith(_GZIP):
        return cast("BinaryIO", gzip.GzipFile(fileobj=packed))
    if magic == _XZ:
        return cast("BinaryIO", io.BufferedReader(_XzStream(packed), _CHUNK))
    return packed


class _XzStream(io.RawIOBase):
    """An xz file unpacked with bounded memory, which `lzma.open` does not offer."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._decompressor = lzma.LZMADecompressor(memlimit=MAX_XZ_MEMORY)

    def readable(self) -> bool:
        """Say that this stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with unpacked bytes and give their number, 0 at the end."""
        while not self._decompressor.eof:
            chunk = self._packed.read(_CHUNK) if self._decompressor.needs_input else b""
            if not chunk and self._decompressor.needs_input:
                raise EOFError("the compressed file ends too early")
            unpacked = self._decompressor.decompress(chunk, len(buffer))
            if unpacked:
                buffer[: len(unpacked)] = unpacked
                return len(unpacked)
        return 0
