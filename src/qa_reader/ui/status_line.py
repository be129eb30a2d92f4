"""The line at the foot of the window: which archive is open, how far long work is, and what was said last."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QWidget

from qa_reader.model import ArchiveInfo
from qa_reader.wording import counted, day

_MESSAGE_MS = 10_000


class StatusLine(QStatusBar):
    """Shows what it is told."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self._archive = QLabel(self)
        self._progress = QProgressBar(self)
        self._progress.setMaximumWidth(220)
        self._progress.hide()
        self._told = QLabel(self)
        self._told.setObjectName("told")
        self.addWidget(self._archive, 1)
        self.addPermanentWidget(self._progress)
        self.addPermanentWidget(self._told)

    def show_archive(self, info: ArchiveInfo) -> None:
        """Name the archive that is open."""
        threads = counted(info.threads, self.tr("{0} thread"), self.tr("{0} threads"))
        self._archive.setText("  ·  ".join(filter(None, (info.title, day(info.built), threads))))
        self._archive.setToolTip("\n".join(filter(None, (info.path, info.origin, info.licence, info.notice))))
        self.end_progress()

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Say how far long work is; a total of 0 means that nobody knows."""
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.setVisible(done < total or not total)
        self.tell(what)

    def end_progress(self) -> None:
        """Long work is over."""
        self._progress.hide()

    def show_failure(self, message: str) -> None:
        """Say what went wrong, and leave it to be looked up."""
        self.end_progress()
        self.tell("")
        self.showMessage(message, _MESSAGE_MS)
        self._archive.setToolTip(message)

    def tell(self, text: str) -> None:
        """Say something short."""
        self._told.setText(text)
