"""The session's part for those who leave no trace: private reading, forgetting what was cleared, or this sitting."""

from __future__ import annotations

import tempfile
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qa_reader import settings
from qa_reader.kept import Kept
from qa_reader.ui.session import Session
from qa_reader.ui.start import usual_archive

if TYPE_CHECKING:
    from qa_reader.library import Library


class Secrecy(QObject):
    """Tells all that write something down to do so no more, or again."""

    changed = Signal(bool)  # whether reading is private

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._first = session.settings
        self._archive = ""  # that was open before private reading
        self._indexes = Path()  # where they are usually
        self._scratch: tempfile.TemporaryDirectory[str] | None = None  # touched on the reading thread only
        session.private_requested.connect(lambda: self.set_private(private=True))
        session.closing.connect(self._close)

    def set_private(self, *, private: bool) -> None:
        """Keep nothing from now on; when that ends, be again where it began."""
        session = self._session
        if private == session.keeper.private:
            return
        session.memory.set_private(private=private)
        session.keeper.set_private(private=private)
        if private:
            session.reads.enter_private()
            self._archive = session.archive.path if session.archive is not None else ""
            session.ask_library(self._make_scratch)
        else:
            session.reads.leave_private()
            session.remembering.write()
            session.ask_library(self._leave_scratch)
            session.open_archive(Path(self._archive) if self._archive else usual_archive(session.settings))
            session.ask_library(self._drop_scratch)  # not while an index in it is open
        self.changed.emit(private)

    def forget_trail(self, cleared: AbstractSet[Kept]) -> None:
        """After the history was cleared, know nothing of where the reader was, either."""
        titles = Kept.HISTORY in cleared
        self._session.reads.forget(marks=Kept.READ in cleared, titles=titles)
        if titles:
            self._session.memory.forget()
            self._session.keeper.forget_asked()

    def forget_sitting(self) -> None:
        """Leave nothing of what was read and asked since the program began; what was kept on purpose stays."""
        session = self._session
        if not session.keeper.private:
            session.keeper.forget_sitting()
            session.memory.forget_sitting()
            session.remember(**{name: getattr(self._first, name) for name in settings.TRACES})

    # ------------------------------------------------------------ on the reading thread

    def _make_scratch(self, library: Library) -> None:
        """In private reading no index is built where it stays."""
        self._scratch = tempfile.TemporaryDirectory(prefix="qa-", ignore_cleanup_errors=True)
        self._indexes, library.indexes = library.indexes, Path(self._scratch.name)

    def _leave_scratch(self, library: Library) -> None:
        if self._scratch is not None:
            library.indexes = self._indexes

    def _drop_scratch(self, _library: Library) -> None:
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def _close(self) -> None:
        self._session.ask_library(self._drop_scratch)
