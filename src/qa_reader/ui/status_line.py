"""The line at the foot of the window: which archive is open, how far long work is, and what was said last."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QWidget

from qa_reader.model import ArchiveInfo
from qa_reader.ui import theme
from qa_reader.ui.fitting import ElidedLabel
from qa_reader.wording import counted, day

_MESSAGE_MS = 10_000
_OFFER_MS = 15_000


class StatusLine(QStatusBar):
    """Shows what it is told."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self._archive = ElidedLabel(self)
        self._failure = ElidedLabel(self)  # QStatusBar's own messages are cut off where there is no room
        self._failure.setObjectName("failureLine")
        self._failing = QTimer(self)
        self._failing.setObjectName("failureTime")
        self._failing.setSingleShot(True)
        self._failing.setInterval(_MESSAGE_MS)
        self._failing.timeout.connect(self._end_failure)
        self._progress = QProgressBar(self)
        self._progress.setMaximumWidth(220)
        self._progress.hide()
        self._offer = QLabel(self)
        self._offer.setObjectName("offer")
        self._offer.setTextFormat(Qt.TextFormat.RichText)
        self._offer.linkActivated.connect(self._take_offer)
        self._offers: dict[str, Callable[[], object]] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_OFFER_MS)
        self._pause.timeout.connect(self.withdraw)
        self._told = ElidedLabel(self)
        self._told.setObjectName("told")
        self._told.setContentsMargins(2 * theme.GRID, 0, 0, 0)  # apart from what is offered
        self._offer.setMinimumWidth(1)
        self.addWidget(self._archive, 1)
        self.addWidget(self._failure, 1)
        self._failure.hide()
        self.addPermanentWidget(self._offer)
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
        self._failure.setText(message.strip().partition("\n")[0])
        self._failure.setToolTip(message)
        self._archive.setToolTip(message)
        self._archive.hide()
        self._failure.show()
        self._failing.start()

    def offer(self, text: str, offers: dict[str, Callable[[], object]]) -> None:
        """Say for a while what was done, and offer what may be done about it, by the words of each link."""
        self._offers = offers
        links = (f'<a href="{escape(words)}">{escape(words)}</a>' for words in offers)
        self._offer.setText(" · ".join((escape(text), *links)))
        self._offer.show()
        self._pause.start()

    def withdraw(self) -> None:
        """Offer nothing any more."""
        self._pause.stop()
        self._offers = {}
        self._offer.clear()

    def _end_failure(self) -> None:
        """Name the archive again; its tooltip still says what went wrong."""
        self._failure.hide()
        self._archive.show()

    def _take_offer(self, words: str) -> None:
        run = self._offers.get(words)
        self.withdraw()
        if run is not None:
            run()

    def tell(self, text: str) -> None:
        """Say something short."""
        self._told.setText(text)
        self._told.setToolTip(text)
