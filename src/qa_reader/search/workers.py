"""Inverting batches of threads in worker processes: the part of building that can go on side by side.

The processes are spawned, which is alike on all systems, works in the frozen program and does not mind threads. What
they invert goes to files of the builder's folder; only small things come back through a pipe.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import msgspec

from qa_reader.errors import BuildFault
from qa_reader.model import Progress, Thread
from qa_reader.search.document import document_of
from qa_reader.search.inversion import BATCH_DOCUMENTS, Batch, Terms
from qa_reader.search.runs import Inverted
from qa_reader.wording import tr

#: Fewer threads are indexed sooner than the processes have started.
FEWEST_THREADS = 8_000
#: More processes than these would only wait for the one that reads and writes.
MOST_PROCESSES = 4
#: A batch ends at this many bytes, half a million tokens and more.
_BATCH_BYTES = 4_000_000
#: Seconds between two looks whether the user has cancelled.
_LOOK = 0.1

_terms = Terms()  # of a worker: what it remembers from batch to batch
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[int, Thread])


def chosen(total: int) -> int:
    """How many processes to index so many threads with; 1 means the one that asks."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if total < FEWEST_THREADS else min(cores, MOST_PROCESSES)


def inverted(
    threads: Iterable[tuple[int, Thread]], folder: Path, processes: int, total: int, progress: Progress
) -> Generator[Inverted]:
    """The threads in batches, inverted by so many processes; they are gone when this ends, however it ends.

    Raises BuildFault when a process dies, and what `progress` raises.
    """
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin)
    waiting: deque[Future[Inverted]] = deque()
    done = 0
    try:
        for number, batch in enumerate(_batches(threads)):
            with _main_left_out():
                waiting.append(pool.submit(_invert, batch, folder, str(number)))
            while len(waiting) > processes + 1:  # one more, so that none is idle
                result = _result(waiting.popleft(), done, total, progress)
                done += result.documents
                yield result
        while waiting:
            result = _result(waiting.popleft(), done, total, progress)
            done += result.documents
            yield result
    except BrokenProcessPool as error:
        raise BuildFault(tr("the search index cannot be built: a process that took part ended unasked")) from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _main_left_out() -> Iterator[None]:
    """Processes that are started meanwhile do not run the script again that asked, whether it is guarded or not."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _result(future: Future[Inverted], done: int, total: int, progress: Progress) -> Inverted:
    while not wait([future], _LOOK).done:
        progress(done, total, tr("indexing"))
    progress(done, total, tr("indexing"))
    return future.result()


def _batches(threads: Iterable[tuple[int, Thread]]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for entry in threads:
        encoded = _encoder.encode(entry)
        batch.append(encoded)
        size += len(encoded)
        if len(batch) >= BATCH_DOCUMENTS or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


# ---------------------------------------------------------------- in a worker


def _begin() -> None:
    """End with the process that asked, even where that is killed."""
    parent = multiprocessing.parent_process()
    gc.freeze()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _invert(encoded: list[bytes], folder: Path, name: str) -> Inverted:
    global _terms  # noqa: PLW0603 - a worker has nowhere else to remember
    batch = Batch(_terms)
    for entry in encoded:
        batch.add(document_of(*_decoder.decode(entry)))
    result = batch.invert()
    result.spill(folder, f"w{name}")
    _terms = _terms.remembered()
    return result
