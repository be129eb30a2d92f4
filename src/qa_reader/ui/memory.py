"""Keeps the state of the window in its file: read once, written a moment after every change, never at the end only."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from qa_reader import state
from qa_reader.errors import QAReaderError
from qa_reader.model import HitPage, ThreadRef
from qa_reader.state import OpenTab, State, Visit, VisitSheet
from qa_reader.ui.places import Place, Tabs
from qa_reader.ui.tasks import TaskQueue

_PAUSE_MS = 700  # a flood of changes (typing, scrolling) is one write; a power cut costs less than a second


class Memory(QObject):
    """Query, tabs and reading positions of each archive; the file is touched on the queue's thread."""

    complained = Signal(str)

    def __init__(self, file: Path, queue: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._queue = queue
        self._state = State()
        self._written = self._state
        self._at_start = self._state
        self._private = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.write)

    def read(self) -> None:
        """Read the file; what comes of it is there before any task that is submitted later."""
        self._queue.submit(lambda: state.load(self._file), self._came, self._complain)

    def set_private(self, *, private: bool) -> None:
        """Write nothing down from now on; when that ends, all is as it was when it began."""
        if private == self._private:
            return
        if private:
            self.write()
        else:
            self._state = self._written
        self._private = private

    def forget(self) -> None:
        """Leave nothing of where the reader was, but where they are."""
        self._state = self._at_start = State()
        self._pause.start()

    def forget_sitting(self) -> None:
        """Leave nothing of where the reader was since the program began."""
        self._state = self._at_start
        self.write()
        self._private = True

    def visit(self, archive: str) -> Visit:
        """Where the reader was in an archive; in private reading, nowhere."""
        return Visit() if self._private else self._state.visits.get(archive, Visit())

    def position(self, ref: ThreadRef) -> int:
        """The character of a thread's page that stood at the top when it was last read."""
        return self._state.positions.get(_name(ref), 0)

    def note_position(self, ref: ThreadRef, position: int) -> None:
        """Remember how far a thread is read."""
        if position != self.position(ref):
            self._change(self._state.with_position(_name(ref), position))

    def note_place(self, archive: str, place: Place, tabs: Tabs) -> None:
        """Remember the place and the tabs."""
        named = [tab for tab in tabs.open if tab.ref is not None and tab.ref.archive == archive]
        current = next((number for number, tab in enumerate(named) if tab.number == tabs.current.number), 0)
        opened = tuple(OpenTab(tab.ref.thread, tab.title) for tab in named if tab.ref is not None)
        beside = tabs.beside.thread if tabs.beside is not None and tabs.beside.archive == archive else ""
        visit = Visit(place.query, opened, current, beside)
        if visit != self._state.visits.get(archive, Visit()):
            self._change(self._state.with_visit(archive, visit))

    @property
    def sheet(self) -> VisitSheet:
        """The visit sheet as it was left."""
        return self._state.sheet

    def note_sheet(self, sheet: VisitSheet) -> None:
        """Remember the visit sheet."""
        if sheet != self._state.sheet:
            self._change(replace(self._state, sheet=sheet))

    def note_list(self, archive: str, page: HitPage) -> None:
        """Remember what the list shows of the archive at a path."""
        changed, before = self._state.with_seen(archive, page), self._state.seen
        if before is None or changed.seen is None or (before.path, before.page) != (archive, changed.seen.page):
            self._change(changed)

    def write(self) -> None:
        """Write what was not written yet, now."""
        self._pause.stop()
        changed = self._state
        if changed is not self._written and not self._private:
            self._written = changed
            self._queue.submit(lambda: state.save(self._file, changed), failed=self._complain, kind="state")

    def _came(self, stored: State) -> None:
        self._state = self._written = self._at_start = stored

    def _change(self, changed: State) -> None:
        self._state = changed
        if not self._private:
            self._pause.start()

    def _complain(self, error: Exception) -> None:
        self.complained.emit(str(error) if isinstance(error, QAReaderError) else repr(error))


def restored(visit: Visit, archive: str) -> tuple[list[tuple[ThreadRef, str]], int, ThreadRef | None]:
    """The tabs of a visit: threads with their titles, the current one's place, and the thread beside it."""
    threads = [(ThreadRef(archive, tab.thread), tab.title) for tab in visit.tabs]
    return threads, visit.current, ThreadRef(archive, visit.beside) if visit.beside else None


def _name(ref: ThreadRef) -> str:
    return f"{ref.archive}/{ref.thread}"
