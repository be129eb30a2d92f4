"""A second thread for what building can do beside Python's own work."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Generic, TypeVar

T = TypeVar("T")


class Beside(AbstractContextManager["Beside[T]"], Generic[T]):
    """Does one thing at a time on a thread of its own: numpy, zstd and SQLite let another one go on meanwhile.

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
