"""A damaged search index: told once, built anew in the background, and used as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qa_reader.errors import IndexFault
from qa_reader.model import ArchiveInfo, Progress
from qa_reader.paths import Paths
from qa_reader.ui.tasks import TaskQueue

if TYPE_CHECKING:
    from qa_reader.library import Library

_AskLibrary = Callable[[Callable[["Library"], None], Callable[[None], None]], None]


class Mending(QObject):
    """Has the damaged index of an archive built anew, once."""

    told = Signal(str)
    mended = Signal()
    missed = Signal(str)  # it could not be built: this is told, too

    def __init__(
        self, building: TaskQueue, ask_library: _AskLibrary, rebuild: Callable[[Path], None], parent: QObject
    ) -> None:
        """`rebuild` is called in the thread of `building`, `ask_library` does something with the library in its own."""
        super().__init__(parent)
        self._building = building
        self._ask_library = ask_library
        self._rebuild = rebuild
        self._mended: dict[str, bool] = {}  # by archive, False as long as it is being built

    @property
    def is_busy(self) -> bool:
        """Whether an index is being built."""
        return not all(self._mended.values())

    def takes(self, fault: Exception, archive: ArchiveInfo) -> bool:
        """Whether a fault that an archive gave is seen to; False for other faults, and where mending has not helped."""
        if not isinstance(fault, IndexFault) or self._mended.get(archive.id):
            return False
        if archive.id not in self._mended:
            self._mended[archive.id] = False
            self.told.emit(self.words(archive))
            self._building.submit(
                lambda: self._rebuild(Path(archive.path)),
                lambda _: self._built(archive.id),
                partial(self._missed, archive.id),
            )
        return True

    def words(self, archive: ArchiveInfo) -> str:
        """What is said of an index while it is being built anew."""
        return self.tr("The search index of “{0}” is damaged. It is being built anew.").format(archive.title)

    def _built(self, archive: str) -> None:
        def reopened(_: None) -> None:
            self._mended[archive] = True
            self.mended.emit()

        self._ask_library(partial(_reopen, archive), reopened)

    def _missed(self, archive: str, error: Exception) -> None:
        self._mended[archive] = True
        self.told.emit(str(error))
        self.missed.emit(str(error))


def _reopen(archive: str, library: Library) -> None:
    """Use the new index; where the reader has gone to another archive, it is used when this one is opened again."""
    if any(opened.id == archive for opened in library.archives()):
        library.reopen(archive)


def rebuild_index(where: Paths, progress: Progress, archive: Path) -> None:
    """Build an archive's index into the cache; for a worker thread."""
    from qa_reader.indexes import rebuild  # with all of the search, for which the first paint does not wait

    rebuild(archive, where.indexes, progress)
