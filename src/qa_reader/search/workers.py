"""Worker processes: they invert batches of threads, and then merge what they inverted, side by side.

The processes are spawned, which is alike on all systems, works in the frozen program and does not mind threads. What
they invert goes to files of the builder's folder; only small things and finished blocks come back through a pipe.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, TypeVar

from qa_reader import wording
from qa_reader.errors import BuildFault
from qa_reader.model import Progress, Thread
from qa_reader.search.document import document_of
from qa_reader.search.freed import give_back
from qa_reader.search.inversion import BATCH_DOCUMENTS, REMEMBERED, Batch, Terms
from qa_reader.search.parcels import Encoded, Packed, Parcel, Unpack, decoded, parcels
from qa_reader.search.runs import Inverted
from qa_reader.search.titlesample import Titled, titled
from qa_reader.wording import tr

#: Fewer threads are indexed sooner than the processes have started.
FEWEST_THREADS = 8_000
#: More processes than these would only wait for the one that reads and writes.
MOST_PROCESSES = 4
#: A parcel ends at so many bytes, packed: English texts, three times as long, then make one batch.
_PARCEL_BYTES = 700_000
#: Words and terms that each remembers: 100 MB for a million, of which it keeps half when it forgets them.
_REMEMBERED = REMEMBERED // 2
#: Before it, and so on Debian 12, a pool waits for ever until a process that died has read what is being sent to it
#: (python/cpython#94777).
_TELLS_WRITERS = (3, 11, 5)
#: Seconds between two looks whether the user has cancelled.
_LOOK = 0.1
T = TypeVar("T")


class Read(NamedTuple):
    """What a worker gives back: batches that were inverted, and the titles of their threads."""

    batches: list[Inverted]
    titles: list[Titled]


def chosen(total: int) -> int:
    """How many processes to index so many threads with; 1 means the one that asks."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if total < FEWEST_THREADS else min(cores, MOST_PROCESSES)


class Workers(AbstractContextManager["Workers"]):
    """So many processes, which are gone when the block ends, however it ends.

    Raises BuildFault at its end when a process died.
    """

    def __init__(self, processes: int, threads: Packed) -> None:
        self._processes = processes
        self._threads = threads
        spawned = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(processes, spawned, _begin, (threads.decoder(), wording.spoken()))

    @classmethod
    def of(cls, processes: int, threads: Iterable[tuple[int, Thread]]) -> Workers | nullcontext[None]:
        """So many processes for some threads; None for one, which is the one that asks."""
        if processes == 1:
            return nullcontext()
        return cls(processes, threads if isinstance(threads, Packed) else Encoded(threads))

    def submit(self, work: Callable[..., T], /, *given: object) -> Future[T]:
        """Have a function of a module called, with what can be sent to another process; all is inverted by then."""
        return self._submitted(_without_terms, work, *given)

    def _submitted(self, work: Callable[..., T], *given: object) -> Future[T]:
        with _main_left_out():
            return self._pool.submit(work, *given)

    def inverted(self, folder: Path, total: int, progress: Progress) -> Iterator[Read]:
        """Yield the threads in batches, by number; raises what `progress` raises."""
        waiting: deque[Future[Read]] = deque()
        done = 0
        for number, parcel in enumerate(parcels(self._threads.packed(), BATCH_DOCUMENTS, _PARCEL_BYTES)):
            waiting.append(self._submitted(_invert, parcel, folder, f"w{number}"))
            while len(waiting) > self._processes + 1:  # one more, so that none is idle
                yield (read := _result(waiting.popleft(), done, total, progress))
                done += len(read.titles)
        for future in waiting:
            yield (read := _result(future, done, total, progress))
            done += len(read.titles)

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        if sys.version_info < _TELLS_WRITERS:
            # those that live read from ends of their own
            self._pool._call_queue._reader.close()  # type: ignore[attr-defined]  # noqa: SLF001
        self._pool.shutdown(cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            said = tr("the search index cannot be built: a process that took part ended unasked")
            raise BuildFault(said) from error


@contextmanager
def _main_left_out() -> Iterator[None]:
    """Processes that are started meanwhile do not run the script again that asked, whether it is guarded or not."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _result(future: Future[T], done: int, total: int, progress: Progress) -> T:
    while not wait([future], _LOOK).done:
        progress(done, total, tr("indexing"))
    progress(done, total, tr("indexing"))
    return future.result()


# ---------------------------------------------------------------- in a worker

_terms = Terms()  # what it remembers from batch to batch
_unpack: Unpack = decoded


def _begin(unpack: Unpack, catalogue: wording.Catalogue) -> None:
    """Speak as the process that asked, and end with it, even where that is killed."""
    global _unpack  # noqa: PLW0603 - a worker has nowhere else to keep it
    _unpack = unpack
    wording.speak(catalogue)
    parent = multiprocessing.parent_process()
    gc.freeze()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _invert(parcel: Parcel, folder: Path, name: str) -> Read:
    """Invert a parcel: one batch, or several where its texts are much longer than they are packed."""
    read = Read([], [])
    batch = Batch(_terms)
    for (number, _), thread in zip(parcel, _unpack([packed for _, packed in parcel]), strict=True):
        read.titles.append(titled(thread))
        batch.add(document_of(number, thread))
        if batch.full:
            read.batches.append(_ended(batch, folder, f"{name}-{len(read.batches)}"))
            batch = Batch(_terms)
    if len(batch):
        read.batches.append(_ended(batch, folder, f"{name}-{len(read.batches)}"))
    return read


def _ended(batch: Batch, folder: Path, name: str) -> Inverted:
    global _terms  # noqa: PLW0603 - as above
    inverted = batch.invert()
    inverted.spill(folder, name)
    _terms = _terms.remembered(_REMEMBERED)
    return inverted


def _without_terms(work: Callable[..., T], *given: object) -> T:
    """Call a function; what was remembered for batches to come, 100 MB and more, is forgotten."""
    global _terms  # noqa: PLW0603 - as above
    if len(_terms):
        _terms = Terms()
        give_back()
    return work(*given)
