"""What building can do beside: on a thread, where numpy, zstd and SQLite let another one go on, or in a process."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, Generic, Protocol, TypeVar

#: Seconds between two looks whether somebody has cancelled.
_LOOK = 0.1
T = TypeVar("T")


def nothing() -> None:
    """Go on."""


class Submits(Protocol):
    """Executors of threads, and `workers.Workers`."""

    def submit(self, work: Callable[..., T], /, *given: Any) -> Future[T]:
        """Have a function called elsewhere."""


class Beside(AbstractContextManager["Beside[T]"], Generic[T]):
    """Does one thing at a time on a thread of its own.

    Nothing is going on any more when the block has ended; what was begun and not asked for is lost.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "qa-reader-index")
        self._begun: Future[T] | None = None

    def do(self, work: Callable[[], T]) -> T | None:
        """Begin with it as soon as what was begun before is done; the answer is that of the one before."""
        before = self.done()
        self._begun = self._pool.submit(work)
        return before

    def done(self) -> T | None:
        """Wait for what was begun: its answer, or what it raised; None where nothing was."""
        begun, self._begun = self._begun, None
        return None if begun is None else begun.result()

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)


class InOrder(Generic[T]):
    """Has one function called for many things elsewhere, and takes what comes of them in their order.

    No more than `ahead` are begun that were not taken, so that what comes of them does not pile up. While it waits, it
    calls `go_on`, which may raise.
    """

    def __init__(
        self,
        pool: Submits,
        work: Callable[..., T],
        take: Callable[[T], object],
        ahead: int,
        go_on: Callable[[], object] = nothing,
    ) -> None:
        self._pool = pool
        self._work = work
        self._take = take
        self._ahead = ahead
        self._go_on = go_on
        self._begun: deque[Future[T]] = deque()

    def do(self, *given: object) -> None:
        """Have it called; waits for the oldest where too many are begun."""
        self._begun.append(self._pool.submit(self._work, *given))
        while len(self._begun) > self._ahead:
            self._take(self._awaited(self._begun.popleft()))

    def done(self) -> None:
        """Wait for all."""
        while self._begun:
            self._take(self._awaited(self._begun.popleft()))

    def _awaited(self, begun: Future[T]) -> T:
        while True:
            try:
                return begun.result(_LOOK)
            except TimeoutError:
                if begun.done():
                    return begun.result()
                self._go_on()


class Here:
    """Calls at once what it is given."""

    def submit(self, work: Callable[..., T], /, *given: Any) -> Future[T]:
        """What comes of it is there already."""
        future: Future[T] = Future()
        future.set_result(work(*given))
        return future
