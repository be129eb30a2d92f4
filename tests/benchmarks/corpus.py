"""Corpora kept between runs: generated threads (and MedQuAD on request) in one file outside the project.

Reading them back costs a tenth of making them, and all engines read the same file. The time a writer spends waiting
for threads is counted apart (`Feed`), so that build rates are the writers' own.
"""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import zstandard

from qa_reader.model import Skipped, Thread
from tests.benchmarks.generator import Generator, raw_bytes

_VERSION = 2  # raise it when the generator makes other threads
_BATCH = 500
_LENGTH = struct.Struct("<I")


def cache_folder() -> Path:
    """Where corpora and peers' indexes stay between runs; `QA_READER_BENCH_CACHE` names another place."""
    named = os.environ.get("QA_READER_BENCH_CACHE")
    folder = Path(named) if named else Path(tempfile.gettempdir()) / "qa-reader-bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def clear_cache() -> None:
    """Remove everything that earlier runs kept."""
    shutil.rmtree(cache_folder(), ignore_errors=True)


def data_folder() -> Path:
    """The shared real data, beside the project; it need not be there."""
    named = os.environ.get("QA_READER_DATA")
    return Path(named) if named else Path(__file__).resolve().parents[2].parent / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Threads 1 … `threads` of a kept file, and the size of their text."""

    path: Path
    threads: int
    raw_bytes: int

    def read(self) -> Iterator[tuple[int, Thread]]:
        """The threads with their numbers, from 1, in order; memory is bounded by one batch."""
        decoder = msgspec.msgpack.Decoder(list[Thread])
        unpack = zstandard.ZstdDecompressor()
        number = 0
        with self.path.open("rb") as file:
            while head := file.read(_LENGTH.size):
                for thread in decoder.decode(unpack.decompress(file.read(_LENGTH.unpack(head)[0]))):
                    number += 1
                    yield number, thread


@dataclass(slots=True)
class Feed:
    """An iterable of numbered threads that counts the time its reader waited for them."""

    corpus: Corpus
    waited: float = field(default=0.0, init=False)
    busy: float = field(default=0.0, init=False)  # of it, seconds of processor

    def __iter__(self) -> Iterator[tuple[int, Thread]]:
        source = self.corpus.read()
        while True:
            before, busy = time.perf_counter(), time.process_time()
            entry = next(source, None)
            self.waited += time.perf_counter() - before
            self.busy += time.process_time() - busy
            if entry is None:
                return
            yield entry


def synthetic(threads: int, seed: int, *, real: bool = False, folder: Path | None = None) -> Corpus:
    """The corpus of `threads` generated threads, and MedQuAD's after them when `real`; made when it is not kept yet."""
    folder = folder or cache_folder()
    path = folder / f"corpus-{_VERSION}-{seed}-{threads}{'-real' if real else ''}.threads"
    note = path.with_suffix(".json")
    if not (path.exists() and note.exists()):
        count, size = _write(path, _batches(threads, seed, real=real))
        note.write_bytes(msgspec.json.encode([count, size]))
    count, size = msgspec.json.decode(note.read_bytes(), type=tuple[int, int])
    return Corpus(path, count, size)


def of_threads(path: Path, threads: Iterable[Thread]) -> Corpus:
    """A corpus at `path` of threads that come from elsewhere."""
    count, size = _write(path, _in_batches(threads))
    return Corpus(path, count, size)


def _batches(threads: int, seed: int, *, real: bool) -> Iterator[list[Thread]]:
    starts = range(0, threads, _BATCH)
    parts = [(seed, start, min(_BATCH, threads - start)) for start in starts]
    if threads >= 20_000:
        with ProcessPoolExecutor() as pool:
            yield from pool.map(_generated, parts, chunksize=4)
    else:
        yield from map(_generated, parts)
    if real:
        yield from _in_batches(medquad_threads())


_generators: dict[int, Generator] = {}


def _generated(part: tuple[int, int, int]) -> list[Thread]:
    seed, start, count = part
    if seed not in _generators:
        _generators[seed] = Generator(seed)
    return list(_generators[seed].threads(count, start))


def medquad_threads() -> Iterator[Thread]:
    """MedQuAD's threads that have an answer; raises FileNotFoundError with a plain sentence where it is not there."""
    from qa_reader.importers import medquad

    path = data_folder() / "medquad.tar.xz"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: run without --real")
    for entry in medquad.read(path):
        if not isinstance(entry, Skipped) and entry.replies:
            yield entry


def _in_batches(threads: Iterable[Thread]) -> Iterator[list[Thread]]:
    batch: list[Thread] = []
    for thread in threads:
        batch.append(thread)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(path: Path, batches: Iterable[list[Thread]]) -> tuple[int, int]:
    """Write all batches; how many threads, and how many bytes their text has."""
    pack = zstandard.ZstdCompressor(level=1)
    count = size = 0
    part = path.with_suffix(f".{os.getpid()}.part")  # another run may be making the same
    with part.open("wb") as file:
        for batch in batches:
            frame = pack.compress(msgspec.msgpack.encode(batch))
            file.write(_LENGTH.pack(len(frame)) + frame)
            count += len(batch)
            size += sum(map(raw_bytes, batch))
    part.replace(path)
    return count, size
