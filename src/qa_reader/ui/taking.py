"""Taking away: the commands that let what was found leave the program, wired to the session.

Its public methods are commands of the table in `actions`. What makes pages, files and sheets is imported when it is
first asked for: the window opens without it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from qa_reader import citing
from qa_reader.model import ArchiveInfo, Thread, ThreadRef
from qa_reader.ui.choosing import Choosing
from qa_reader.ui.desk import ReadingDesk
from qa_reader.ui.passages import selected
from qa_reader.ui.reading import Reading
from qa_reader.ui.session import Session

if TYPE_CHECKING:
    from qa_reader.quoting import Quoted
    from qa_reader.ui.departing import Departing
    from qa_reader.ui.visiting import Visiting


class Taking(QObject):
    """What leaves the program, and how."""

    told = Signal(str)  # what a command has to say

    def __init__(self, session: Session, desk: ReadingDesk, choosing: Choosing, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._session = session
        self._desk = desk
        self._choosing = choosing
        self._departing: Departing | None = None
        self._visiting: Visiting | None = None
        self._copied: QMimeData | None = None
        self._shown: dict[ThreadRef, Thread] = {}  # in the panes, and what was there before
        session.thread_opened.connect(self._note)
        session.beside_opened.connect(self._note)

    @property
    def departing(self) -> Departing:
        """What prints and saves; made when it is first asked for."""
        from qa_reader.ui.departing import Departing

        if self._departing is None:
            self._departing = Departing(self._session, self._choosing, self._window)
            self._departing.told.connect(self.told)
        return self._departing

    @property
    def visiting(self) -> Visiting:
        """The visit sheet; likewise."""
        from qa_reader.ui.visiting import Visiting

        if self._visiting is None:
            self._visiting = Visiting(self._session, self._choosing, self.departing, self._window)
        return self._visiting

    # ------------------------------------------------------------ the actions' methods

    def copy_link(self) -> None:
        """Copy the link of the open thread."""
        ref = self._session.navigation.shown
        if ref is None:
            self.told.emit(self.tr("Open a thread first."))
            return
        QGuiApplication.clipboard().setText(citing.link(ref))
        self.told.emit(self.tr("Link copied"))

    def copy_with_citation(self) -> None:
        """Copy what is selected in the reply pane, else the open thread, and say whence it is."""
        page = next((pane.page for pane in self._desk.pages if pane.page.textCursor().hasSelection()), self._desk.page)
        archive, thread = self._session.archive, self._shown.get(page.key)
        if archive is None or thread is None:
            self.told.emit(self.tr("Open a thread first."))
            return
        passages = selected(page.textCursor(), thread)
        told = self.tr("Passage copied, with citation") if passages else self.tr("Thread copied, with citation")

        def copy(quoted: Quoted) -> None:
            content = QMimeData()
            content.setText(quoted.text)
            content.setHtml(quoted.html)
            QGuiApplication.clipboard().setMimeData(content)
            self._copied = content
            self.told.emit(told)

        self._session.ask_library(lambda _library: _quote(thread, archive, passages), copy, kind="copy")

    def print_threads(self) -> None:
        """Let the reader see on paper, and print, what is chosen or open."""
        self.departing.offer("pdf")

    def save_threads(self) -> None:
        """Let the reader save what is chosen, open or found, in one of the forms."""
        self.departing.offer("html")

    def show_visit_sheet(self) -> None:
        """Open the visit sheet as it was left."""
        self.visiting.show_sheet()

    def add_to_sheet(self) -> None:
        """Put the chosen threads, or the open one, on the visit sheet."""
        self.visiting.add_chosen()

    def close(self, close_library: Callable[[], None]) -> None:
        """End what is under way, because the window closes; the library goes in between, for it may be waited for."""
        if self._departing is not None:
            self._departing.cancel()
        close_library()
        if self._departing is not None:
            self._departing.close()
        self._hand_over_clipboard()

    # ------------------------------------------------------------ within

    def _hand_over_clipboard(self) -> None:
        """Leave plain text on the clipboard, which is Qt's alone.

        Qt frees the clipboard when Python has ended already, and what Python made then crashes the process.
        """
        if self._copied is not None and isValid(self._copied):  # nobody copied anything since
            QGuiApplication.clipboard().setText(self._copied.text())
        self._copied = None

    def _note(self, reading: Reading) -> None:
        if reading.ref is None:
            return
        keys = {pane.key for pane in self._desk.pages}
        kept = {ref: thread for ref, thread in self._shown.items() if ref in keys}
        self._shown = kept | {reading.ref: reading.thread}


def _quote(thread: Thread, archive: ArchiveInfo, passages: dict[str, str]) -> Quoted:
    from qa_reader import quoting

    return quoting.quote(thread, archive, datetime.now().astimezone().date(), passages)
