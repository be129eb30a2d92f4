"""Which threads were read: those that are written down, those of this moment, and the last ones with their titles."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from qa_reader.kept import Collection, Kept, KeptChange
from qa_reader.model import ThreadRef
from qa_reader.ui.keeper import Keeper
from qa_reader.ui.overview import Read
from qa_reader.ui.reading import Reading


class Reads(QObject):
    """What was opened just now is marked at once; in private as long as that lasts, and nowhere written down."""

    changed = Signal(object)  # frozenset[ThreadRef]

    def __init__(self, keeper: Keeper, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._last: dict[ThreadRef, Read] = {}  # in the order of reading
        self._fresh: frozenset[ThreadRef] = frozenset()  # read, and not written down yet
        self._before: dict[ThreadRef, Read] = {}  # private reading
        keeper.changed.connect(self._written)

    @property
    def last(self) -> tuple[Read, ...]:
        """What was read since the start, the newest first."""
        return tuple(reversed(self._last.values()))

    def note(self, reading: Reading) -> None:
        """A thread was opened."""
        if reading.ref is None:
            return
        self._last.pop(reading.ref, None)
        self._last[reading.ref] = Read(reading.ref, reading.thread.title, reading.thread.department)
        self._fresh |= {reading.ref}
        self._tell()

    def enter_private(self) -> None:
        """What is read from now on is forgotten at the end."""
        self._before = dict(self._last)

    def leave_private(self) -> None:
        """Forget what was read in private."""
        self._last, self._fresh = dict(self._before), frozenset()
        self._tell()

    def forget(self, *, marks: bool, titles: bool) -> None:
        """Forget the marks that are not written down, the titles of what was read last."""
        if titles:
            self._last.clear()
        if marks:
            self._fresh = frozenset()
            self._tell()

    def _written(self, _collection: Collection, change: KeptChange) -> None:
        if Kept.READ in change.kinds:
            self._fresh -= change.refs
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(self._keeper.collection.read | self._fresh)
