"""Arrays and JSON to blobs and back, checked before anybody uses them.

An array of whole numbers is kept as byte planes (all low bytes, then all second bytes …, as many as its largest
value needs). Planes of small numbers are nearly all zero and cost nothing; reading one plane is no copy. Either all
planes of a blob are one zstd frame, which is best for small arrays that resemble each other, or each plane is one,
which is best for large ones, and lets a reader unpack only what is asked; of these, planes of very small numbers are
folded, up to eight numbers a byte. There is no dtype, pickle or code in a blob: the reader knows what it wants. Frames
end with a checksum: without it one damage in two hundred gave other numbers, and a wrong answer in silence. It
takes 0.1 % of an archive, and 3 % of the time of decompressing.
"""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import zstandard

from qa_reader.errors import IndexFault
from qa_reader.wording import tr

#: No blob inflates beyond this, unfolded; of an array that needs no bytes at all, a number counts as one.
LARGEST_BLOB = 1 << 28
_COUNT = struct.Struct("<HB")
_ENTRY = struct.Struct("<BI")
_LEVEL = 3
#: Of planes apart, in which nothing repeats: only the frequencies of bytes count, and what zstd's level 1 takes for
#: repeated costs 6 % of the codes of frequencies.
_APART = zstandard.ZstdCompressionParameters(
    window_log=17,
    chain_log=6,
    hash_log=12,
    search_log=1,
    min_match=7,
    target_length=0,
    strategy=zstandard.STRATEGY_FAST,
    write_content_size=True,
    write_checksum=True,
)
#: A frame's size and, above it, how often its plane was folded: 2, 4 or 8 numbers a byte (zstd's code for a byte is one
#: bit or longer: of the high bytes of positions, nearly all 0, a fifth is saved).
_SIZE_BITS = 30
_MOST_FOLDED = 3


class Gets(Protocol):
    """The reading half of a BlobStore."""

    def get(self, name: str) -> bytes | None:
        """The blob of that name."""


def fault(name: str, what: str) -> IndexFault:
    """The error for a blob that is not what it should be."""
    return IndexFault(tr("search index: {0}: {1}").format(name, what))


def fetch(store: Gets, name: str) -> bytes:
    """A blob that has to be there."""
    blob = store.get(name)
    if blob is None:
        raise fault(name, "is missing")
    if not isinstance(blob, bytes):
        raise fault(name, "is no blob")
    return blob


class _OfThread(threading.local):
    """The thread's own (de)compressors: making one takes as long as using it once; two threads cannot share it."""

    def __init__(self) -> None:
        self.decompressor = zstandard.ZstdDecompressor()
        self._compressors: dict[int, zstandard.ZstdCompressor] = {}

    @cached_property
    def apart(self) -> zstandard.ZstdCompressor:
        return zstandard.ZstdCompressor(compression_params=_APART)

    def compressor(self, level: int) -> zstandard.ZstdCompressor:
        found = self._compressors.get(level)
        if found is None:
            found = self._compressors[level] = zstandard.ZstdCompressor(
                level=level, write_content_size=True, write_checksum=True
            )
        return found


_of_thread = _OfThread()


def squeeze(raw: bytes, level: int = _LEVEL) -> bytes:
    """Compressed bytes that `expand` gives back."""
    return _of_thread.compressor(level).compress(raw)


def expand(name: str, blob: bytes, size: int | None = None) -> bytes:
    """The bytes of a compressed blob; of `size` where it is known, and never more than LARGEST_BLOB."""
    try:
        declared = zstandard.frame_content_size(blob)
        if declared < 0 or declared > LARGEST_BLOB or (size is not None and declared != size):
            raise fault(name, f"says it holds {declared} bytes, {size if size is not None else 'fewer'} expected")
        raw = _of_thread.decompressor.decompress(blob, max_output_size=LARGEST_BLOB)
    except zstandard.ZstdError as error:
        raise fault(name, f"does not decompress ({error})") from error
    if len(raw) != declared:
        raise fault(name, "is cut short")
    return raw


def _planes(array: npt.NDArray[Any]) -> list[bytes]:
    """The byte planes of an array of whole numbers ≥ 0, as many as it needs."""
    width = (int(array.max()).bit_length() + 7) // 8 if len(array) else 0
    if width <= 1:
        return [array.astype(np.uint8).tobytes()] * width
    columns = np.ascontiguousarray(array.astype("<u8")).view(np.uint8).reshape(-1, 8)
    return [columns[:, i].tobytes() for i in range(width)]


def pack(arrays: Sequence[npt.NDArray[Any]], *, apart: bool = False, level: int = _LEVEL) -> bytes:
    """Arrays of whole numbers ≥ 0 as one blob; `apart` for large ones that are read one by one."""
    planes = [_planes(array) for array in arrays]
    head = [_COUNT.pack(len(arrays), apart)]
    head += [_ENTRY.pack(len(parts), len(array)) for parts, array in zip(planes, arrays, strict=True)]
    flat = [plane for parts in planes for plane in parts]
    if not apart:
        return b"".join(head) + squeeze(b"".join(flat), level)
    folds = [_foldable(plane) for plane in flat]
    frames = [_of_thread.apart.compress(_folded(plane, fold)) for plane, fold in zip(flat, folds, strict=True)]
    sizes = [len(frame) | fold << _SIZE_BITS for frame, fold in zip(frames, folds, strict=True)]
    return b"".join((*head, np.array(sizes, "<u4").tobytes(), *frames))


def _foldable(plane: bytes) -> int:
    """How often a plane can be folded: each time two numbers come to stand where one did."""
    largest = int(np.frombuffer(plane, np.uint8).max(initial=0))
    return next(fold for fold in range(_MOST_FOLDED, -1, -1) if largest >> (8 >> fold) == 0)


def _folded(plane: bytes, fold: int) -> bytes:
    if not fold:
        return plane
    numbers = np.frombuffer(plane.ljust(_folded_size(len(plane), fold) << fold, b"\0"), np.uint8)
    together = numbers[:: 1 << fold].copy()
    for place in range(1, 1 << fold):
        together |= numbers[place :: 1 << fold] << np.uint8(place * (8 >> fold))
    return together.tobytes()


def _folded_size(length: int, fold: int) -> int:
    return -(-length >> fold)


def _unfolding(fold: int) -> npt.NDArray[Any]:
    """For each byte the numbers that were folded into it, side by side in one wider number."""
    shifts = np.arange(0, 8, 8 >> fold, dtype=np.uint8)
    numbers = (np.arange(256, dtype=np.uint8)[:, None] >> shifts) & np.uint8((1 << (8 >> fold)) - 1)
    return np.ascontiguousarray(numbers).view(f"u{1 << fold}").reshape(-1)


def _unfolded(raw: bytes, fold: int, length: int) -> memoryview:
    if not fold:
        return memoryview(raw)
    numbers: npt.NDArray[np.uint8] = _UNFOLDING[fold].take(np.frombuffer(raw, np.uint8)).view(np.uint8)
    return numbers[:length].data


_UNFOLDING = [_unfolding(fold) for fold in range(_MOST_FOLDED + 1)]


class Packed:
    """The arrays of a blob that `pack` made; each is built, whole or in part, when it is asked for."""

    __slots__ = ("_entries", "_folds", "_frames", "_name", "_planes", "nbytes")

    def __init__(self, name: str, blob: bytes, lengths: Sequence[int | None]) -> None:
        """`lengths`: what each array must have; None where any will do. Raises IndexFault."""
        self._name = name
        try:
            count, apart = _COUNT.unpack_from(blob)
            if count != len(lengths):
                raise fault(name, f"has {count} arrays, {len(lengths)} expected")
            entries = [_ENTRY.unpack_from(blob, _COUNT.size + i * _ENTRY.size) for i in range(count)]
        except struct.error as error:
            raise fault(name, "is cut short") from error
        self._entries: list[tuple[int, int, int]] = []  # first plane, planes, numbers
        planes: list[int] = []
        for i, ((width, length), wanted) in enumerate(zip(entries, lengths, strict=True)):
            if width > 8:
                raise fault(name, f"array {i} has numbers of {width} bytes")
            if wanted is not None and length != wanted:
                raise fault(name, f"array {i} has {length} numbers, {wanted} expected")
            self._entries.append((len(planes), width, length))
            planes += [length] * width
        if sum(length * max(width, 1) for _, width, length in self._entries) > LARGEST_BLOB:
            raise fault(name, "says it holds more than any blob does")
        self.nbytes = sum(planes)
        start = _COUNT.size + count * _ENTRY.size
        self._frames: list[bytes] = []
        self._folds: list[int] = []
        self._planes: list[memoryview | None] = [None] * len(planes)
        if apart:
            self._frames = self._apart(blob, start, planes)
        else:
            raw, at = memoryview(expand(name, blob[start:], self.nbytes)), 0
            for i, length in enumerate(planes):
                self._planes[i], at = raw[at : at + length], at + length

    def _apart(self, blob: bytes, start: int, planes: list[int]) -> list[bytes]:
        at = start + 4 * len(planes)
        if len(blob) < at:
            raise fault(self._name, "is cut short")
        sizes = np.frombuffer(blob, "<u4", len(planes), start).astype(np.int64)
        self._folds = (sizes >> _SIZE_BITS).tolist()
        ends = np.cumsum(sizes & ((1 << _SIZE_BITS) - 1)) + at
        if (int(ends[-1]) if len(ends) else at) != len(blob):
            raise fault(self._name, "has frames of other sizes than it says")
        return [blob[first:last] for first, last in pairwise([at, *ends.tolist()])]

    def _plane(self, number: int, length: int) -> memoryview:
        plane = self._planes[number]
        if plane is None:
            frame, fold = self._frames[number], self._folds[number]
            size = _folded_size(length, fold)
            plane = self._planes[number] = _unfolded(expand(self._name, frame, size), fold, length)
            self._frames[number] = b""
        return plane

    def length(self, index: int) -> int:
        """How many numbers an array has."""
        return self._entries[index][2]

    def width(self, index: int) -> int:
        """How many bytes each number of an array has."""
        return self._entries[index][1]

    def zero(self, index: int) -> bool:
        """Whether an array is known to hold only zeros."""
        return self._entries[index][1] == 0

    def uints(self, index: int, first: int = 0, last: int | None = None) -> npt.NDArray[Any]:
        """Numbers `first:last` of an array: uint8, uint16, uint32 or uint64, as small as its values allow."""
        start, width, length = self._entries[index]
        last = length if last is None else last
        if not 0 <= first <= last <= length:
            raise fault(self._name, f"array {index} has no numbers {first} to {last}")
        count = last - first
        if width == 0:
            return np.zeros(count, np.uint8)
        if width == 1:
            return np.frombuffer(self._plane(start, length), np.uint8, count, first)
        kind = np.dtype("<u2") if width == 2 else np.dtype("<u4") if width <= 4 else np.dtype("<u8")
        # shifted and joined: half the time of writing each plane into every so many bytes
        top, *lower = (
            np.frombuffer(self._plane(start + plane, length), np.uint8, count, first)
            for plane in reversed(range(width))
        )
        out = top.astype(kind)
        for plane in lower:
            np.left_shift(out, 8, out=out)
            np.bitwise_or(out, plane, out=out)
        return out

    def ints(
        self, index: int, first: int = 0, last: int | None = None, *, below: int | None = None
    ) -> npt.NDArray[np.int64]:
        """The same as int64, each number under `below` where that is given."""
        array = self.uints(index, first, last)
        if below is not None and len(array) and int(array.max()) >= below:
            raise fault(self._name, f"array {index} holds {int(array.max())}, beyond {below - 1}")
        if array.dtype.itemsize == 8 and len(array) and int(array.max()) > 1 << 62:
            raise fault(self._name, f"array {index} holds a number beyond all measure")
        return array.astype(np.int64)


def dump_json(value: object) -> bytes:
    """A JSON value as a blob."""
    return squeeze(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def load_json(name: str, blob: bytes) -> Any:
    """The JSON value of a blob; its shape is the caller's to check."""
    try:
        return json.loads(expand(name, blob).decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise fault(name, "is not JSON") from error


def load_strings(name: str, blob: bytes, count: int | None = None) -> list[str]:
    """A list of texts, of `count` where that is known."""
    value = load_json(name, blob)
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise fault(name, "is no list of texts")
    if count is not None and len(value) != count:
        raise fault(name, f"has {len(value)} texts, {count} expected")
    return value
