"""Which archive is open: the commands that open and build one, and files that are dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from qa_reader.ui import dialogs
from qa_reader.ui.frame import Frame
from qa_reader.ui.session import Session


class Archives(QObject):
    """Its public methods are commands of the table in `actions`; on the window's thread, and no file is touched."""

    def __init__(self, session: Session, frame: Frame) -> None:
        super().__init__(frame)
        self._session = session
        self._frame = frame
        frame.files_dropped.connect(self._take)
        frame.setAcceptDrops(True)

    # ------------------------------------------------------------ the actions' methods

    def open_archive(self) -> None:
        """Let the reader choose an archive and open it."""
        dialogs.choose_archive(self._frame, self._session.open_archive)

    def open_bundled(self) -> None:
        """Open the archive that comes with the program."""
        self._session.open_bundled()

    def build_archive(self) -> None:
        """Let the reader choose saved pages, and build an archive of them."""
        dialogs.choose_sources(self._frame, self._session.build_archive)

    # ------------------------------------------------------------ what is dropped

    def _take(self, paths: list[Path]) -> None:
        """Open an archive that is dropped; of other files, build one."""
        archive = next((path for path in paths if path.suffix.lower() == dialogs.SUFFIX), None)
        if archive is not None:
            self._session.open_archive(archive)
        else:
            dialogs.choose_target(self._frame, paths, self._session.build_archive)
