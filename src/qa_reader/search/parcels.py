"""Threads on their way to the processes that index them: as their source keeps them, unpacked where they are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

import msgspec

from qa_reader.model import Thread

#: Makes threads, some at a time, of what was packed; it can be sent to another process.
Unpack = Callable[[Sequence[bytes]], Iterable[Thread]]
Parcel = list[tuple[int, bytes]]


@runtime_checkable
class Packed(Protocol):
    """Numbered threads that can be had packed: to decode and to encode them again takes most of a process's time."""

    def packed(self) -> Iterator[tuple[int, bytes]]:
        """The numbers with what `decoder` makes threads of."""

    def decoder(self) -> Unpack:
        """What makes threads of `packed`."""


class Encoded:
    """Any numbered threads, packed as JSON in ASCII: the index minds no half surrogate pair, which has no UTF-8."""

    def __init__(self, threads: Iterable[tuple[int, Thread]]) -> None:
        self._threads = threads

    def packed(self) -> Iterator[tuple[int, bytes]]:
        """The numbers with the encoded threads."""
        return ((number, json.dumps(msgspec.to_builtins(thread)).encode()) for number, thread in self._threads)

    def decoder(self) -> Unpack:
        """A function of this module, which other processes find by its name."""
        return decoded


def decoded(packed: Sequence[bytes]) -> Iterator[Thread]:
    """Yield the threads of `Encoded`."""
    return (msgspec.convert(json.loads(thread), Thread) for thread in packed)


def parcels(packed: Iterable[tuple[int, bytes]], threads: int, size: int) -> Iterator[Parcel]:
    """Packed threads together: so many, or as many as have so many bytes."""
    parcel: Parcel = []
    held = 0
    for entry in packed:
        parcel.append(entry)
        held += len(entry[1])
        if len(parcel) >= threads or held >= size:
            yield parcel
            parcel, held = [], 0
    if parcel:
        yield parcel
