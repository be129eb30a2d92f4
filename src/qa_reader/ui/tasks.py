"""A queue of work for one thread, with answers that come home by signal."""

from __future__ import annotations

import logging
import time
import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from qa_reader.errors import Cancelled

if TYPE_CHECKING:
    from qa_reader.model import Progress

T = TypeVar("T")
_Task = tuple[Future[Any], str, Callable[[Any], None] | None, Callable[[Exception], None] | None]
_log = logging.getLogger(__name__)
_PACE_S = 0.05  # a signal a thread would flood the window


class TaskQueue(QObject):
    """Runs functions one after the other on a worker thread; `then` and `failed` are called on this object's thread."""

    _came_home = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._newest: dict[str, Future[Any]] = {}
        # in the order of their answers; the worker knows of none: what it lets go of last would be destroyed there
        self._tasks: deque[_Task] = deque()
        self._closed = False
        self._came_home.connect(self._deliver)

    def submit(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        kind: str = "",
    ) -> None:
        """Run `work`, then call `then` with its result or `failed` with its exception.

        The newest of a `kind` wins: an older one that has not begun is not begun, and of one that has begun neither
        `then` nor `failed` is called. Without a kind every task counts. After `close` nothing is run.
        """
        if self._closed:
            return
        future = self._worker.submit(partial(_run, work))
        if kind:
            older = self._newest.get(kind)
            if older is not None:
                older.cancel()
            self._newest[kind] = future
        self._tasks.append((future, kind, then, failed))
        # by the worker as well: what it emits waits in this thread's queue, without Qt's enums, 20 ms of a start
        self._worker.submit(self._came_home.emit)

    def wait_for(self, work: Callable[[], T]) -> T:
        """The result of `work`, for another worker thread, which waits; raises `Cancelled` once the queue is closed."""
        try:
            return self._worker.submit(partial(_run, work)).result()
        except (CancelledError, RuntimeError) as error:
            if self._closed:
                raise Cancelled from error
            raise

    def close(self, *, finish: bool = False) -> None:
        """Wait for what runs, with `finish` for what waits too; no answer comes home any more."""
        self._closed = True
        self._worker.shutdown(wait=True, cancel_futures=not finish)
        self._tasks.clear()

    def _deliver(self) -> None:
        if self._closed:
            return
        future, kind, then, failed = self._tasks.popleft()
        if kind and self._newest.get(kind) is not future:
            return
        self._newest.pop(kind, None)
        try:
            result = future.result()
        except (CancelledError, Cancelled):
            return
        except Exception as error:  # noqa: BLE001 - the worker's fault is told on this thread, whatever it is
            if failed is None:
                _log.exception("a task failed and nobody listens", exc_info=error)
            else:
                failed(error)
            return
        if then is not None:
            then(result)


class Turns:
    """Lets the newest of some tasks go on alone: the progress callback of an older one raises `Cancelled`."""

    def __init__(self) -> None:
        self._newest = 0

    def take(self) -> Progress:
        """The callback of the newest task from here on."""
        self._newest = mine = self._newest + 1

        def progress(_done: int, _total: int, _what: str) -> None:
            if mine != self._newest:
                raise Cancelled

        return progress


def _run(work: Callable[[], T]) -> T:
    """The result of `work`; an exception goes home without what the frames held that it came through.

    Else the last of them that is dropped, a document or a painter's device, would be destroyed on the thread that the
    exception came to, while it belongs to this one.
    """
    try:
        return work()
    except BaseException as error:
        passed: BaseException | None = error
        while passed is not None:
            traceback.clear_frames(passed.__traceback__)
            passed = passed.__context__
        raise


class Paced:
    """A progress callback, for any thread, that tells no oftener than an eye needs it; raises Cancelled once ended."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._told_at = 0.0
        self._ended = False

    def end(self) -> None:
        """Let the work that calls it break off."""
        self._ended = True

    def __call__(self, done: int, total: int, what: str) -> None:
        if self._ended:
            raise Cancelled
        now = time.monotonic()
        if now - self._told_at > _PACE_S:
            self._told_at = now
            self._tell(done, total, what)
