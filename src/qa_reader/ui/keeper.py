"""The session's part that keeps: what is kept as all views show it, its changes, and the way back from each.

Every change is one task on the reading thread, durable before its answer comes home; then `changed` tells all views of
it at once. Nothing is shown as kept that is not on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from qa_reader.kept import Collection, FoundAgain, Kept, KeptChange, KnownThread, Marked, Step
from qa_reader.model import Query, ThreadRef
from qa_reader.ui.tasks import TaskQueue

if TYPE_CHECKING:
    from qa_reader.keeping import Keeping
    from qa_reader.library import Library

T = TypeVar("T")
_MOST_STEPS = 100
_SETTLED_MS = 2500  # a query that stands so long was asked, and is no word half typed

Work = Callable[["Keeping"], KeptChange]


class _Done(Struct, frozen=True):
    """What a task on the reading thread did."""

    change: KeptChange
    before: Collection
    after: Collection
    known: tuple[KnownThread, ...]


class Keeper(QObject):
    """What the reader keeps, on the window's thread; `library` is called on the reading thread only."""

    changed = Signal(object, object)  # Collection, KeptChange
    bookmarks_changed = Signal(object)  # tuple[Bookmark, ...], of the same moment
    step_done = Signal(object, bool)  # Step that can be taken back, and whether it was one that took back another
    passages_found = Signal(object, object)  # ThreadRef, tuple[Marked, ...]
    found_again = Signal(object)  # FoundAgain: what a newer archive did to what is kept
    failed = Signal(object)  # Exception

    def __init__(self, queue: TaskQueue, library: Callable[[], Library], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._library = library
        self._collection = Collection()
        self._stored = Collection()  # the same on the reading thread, which may be a few changes ahead
        self._kept: frozenset[ThreadRef] = frozenset()
        self._steps: list[Step] = []
        self._undone: list[Step] = []
        self._asked = Query()  # what stands in the history as asked last, on the reading thread
        self._settling = Query()
        self._private = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(lambda: self._note_asked(self._settling))
        self.began = datetime.now(UTC)

    # ------------------------------------------------------------ what is so

    @property
    def collection(self) -> Collection:
        """All that is kept."""
        return self._collection

    def is_kept(self, ref: ThreadRef | None) -> bool:
        """Whether a thread is bookmarked."""
        return ref in self._kept

    @property
    def private(self) -> bool:
        """Whether nothing is kept."""
        return self._private

    def set_private(self, *, private: bool) -> None:
        """Keep nothing from now on, or keep again."""
        self._private = private
        self._settled.stop()

        def work() -> None:
            self._library().keeping.user.private = private

        self._queue.submit(work, failed=self.failed.emit)

    @property
    def last_step(self) -> Step | None:
        """What `undo` would take back."""
        return self._steps[-1] if self._steps else None

    @property
    def last_undone(self) -> Step | None:
        """What `redo` would do again."""
        return self._undone[-1] if self._undone else None

    # ------------------------------------------------------------ changes

    def read_all(self) -> None:
        """Read everything that is kept."""
        # where the database cannot be opened, that was said already
        self.do(lambda _keeping: KeptChange(frozenset(Kept)), failed=lambda _error: None)

    def do(
        self,
        work: Work,
        *,
        step: str = "",
        refs: Iterable[ThreadRef] = (),
        then: Callable[[KeptChange], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Change something; `step` says what, where it can be taken back, and `refs` which threads may be let go."""
        refs = tuple(refs)

        def came(done: _Done) -> None:
            self._show(done)
            if step and done.change:
                self._undone.clear()
                self._did(Step(step, done.before, done.after, done.known), undoing=False)
            if then is not None:
                then(done.change)

        self._queue.submit(lambda: self._done(work, refs), came, failed or self.failed.emit)

    def ask(self, question: Callable[[Keeping], T], then: Callable[[T], None] | None = None) -> None:
        """Ask something of what is kept, which changes nothing of it."""
        self._queue.submit(lambda: question(self._library().keeping), then, self.failed.emit)

    def forget_asked(self) -> None:
        """Know nothing of what was asked last: it stands in no history any more."""
        self._settled.stop()

        def forget(_keeping: Keeping) -> None:
            self._asked = Query()

        self.ask(forget)

    def forget_sitting(self) -> None:
        """Leave nothing of what was read and asked since the program began."""
        self._settled.stop()
        began = self.began
        self.do(lambda keeping: _cleared(keeping, began))

    def undo(self) -> None:
        """Take the last change back."""
        if self._steps:
            self._take_back(self._steps.pop(), self._undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._undone:
            self._take_back(self._undone.pop(), self._steps)

    def forget_steps(self) -> None:
        """Leave nothing to take back: what was cleared, restored or imported is not to come back by accident."""
        self._steps.clear()
        self._undone.clear()

    # ------------------------------------------------------------ threads

    def visit(self, ref: ThreadRef, query: Query) -> None:
        """Write down that a thread was opened, and under which query."""
        self._settled.stop()

        def work(keeping: Keeping) -> KeptChange:
            asked = self._write_asked(keeping, query)
            visited = keeping.visit(ref)
            return replace(visited, kinds=visited.kinds | asked.kinds)

        self.do(work)

    def note_query(self, query: Query) -> None:
        """Write down that a query was asked, once it has stood for a moment."""
        self._settling = query
        if not self._private:
            self._settled.start()

    def find_passages(self, ref: ThreadRef) -> None:
        """Find the highlights of a thread in its text."""

        def came(found: tuple[Marked, ...]) -> None:
            self.passages_found.emit(ref, found)

        self._queue.submit(lambda: self._library().keeping.highlights(ref), came, lambda _error: came(()))

    def look_up(self, archive: str, progress: Callable[[int, int, str], None]) -> None:
        """Find again what is kept of an archive that was opened, in what it is now; say what became of it."""

        def look() -> tuple[_Done, FoundAgain | None]:
            found = self._library().find_again(archive, progress)
            kinds = frozenset(Kept) if found is not None else frozenset()
            return self._done(lambda _keeping: KeptChange(kinds), ()), found

        def came(result: tuple[_Done, FoundAgain | None]) -> None:
            done, found = result
            if found is not None:
                self.forget_steps()
                self._show(done)
                self.found_again.emit(found)

        self._queue.submit(look, came, self.failed.emit)

    def close(self) -> None:
        """Write down what was asked last, though it has not stood for long."""
        if self._settled.isActive():
            self._settled.stop()
            self._note_asked(self._settling)

    # ------------------------------------------------------------ within

    def _show(self, done: _Done) -> None:
        self._collection = done.after
        self._kept = frozenset(one.ref for one in done.after.bookmarks)
        if done.change:
            self.changed.emit(done.after, done.change)
        if {Kept.BOOKMARKS, Kept.FOLDERS} & done.change.kinds:
            self.bookmarks_changed.emit(done.after.bookmarks)

    def _did(self, step: Step, *, undoing: bool) -> None:
        self._steps = [*self._steps, step][-_MOST_STEPS:]
        self.step_done.emit(step, undoing)

    def _take_back(self, step: Step, others: list[Step]) -> None:
        def came(done: _Done) -> None:
            self._show(done)
            others.append(replace(step.back, known=done.known or step.known))
            self.step_done.emit(step, True)

        touched = _threads(step.before) ^ _threads(step.after)
        self._queue.submit(lambda: self._done(lambda keeping: keeping.put_back(step), touched), came, self.failed.emit)

    def _note_asked(self, query: Query) -> None:
        if query.text.strip():
            self.do(lambda keeping: self._write_asked(keeping, query))

    # ------------------------------------------------------------ on the reading thread

    def _done(self, work: Work, refs: Iterable[ThreadRef]) -> _Done:
        keeping = self._library().keeping
        before, known = self._stored, keeping.user.threads.of(refs)
        change = work(keeping)
        self._stored = keeping.collection(before, change.kinds, change.refs)
        return _Done(change, before, self._stored, known)

    def _write_asked(self, keeping: Keeping, query: Query) -> KeptChange:
        """Write a query into the history, once for all threads that are opened under it."""
        if query == self._asked or keeping.user.private:
            return KeptChange()
        self._asked = query
        return keeping.history.asked(query)


def _threads(collection: Collection) -> frozenset[ThreadRef]:
    """The threads that are bookmarked or have highlights."""
    bookmarked = frozenset(one.ref for one in collection.bookmarks)
    return bookmarked | {one.ref for one in collection.highlights}


def _cleared(keeping: Keeping, began: datetime) -> KeptChange:
    keeping.user.clear([Kept.HISTORY, Kept.READ], began)
    return KeptChange(frozenset({Kept.HISTORY, Kept.READ}))
