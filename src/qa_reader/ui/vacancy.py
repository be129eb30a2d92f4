"""Says in the list's own place why it has no rows while no answer is there, and how far it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from qa_reader.errors import QuerySyntaxError
from qa_reader.model import Query
from qa_reader.ui import query_mends
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.session import Session

_SAID_AFTER_MS = 300  # an archive that has its index is open before anybody could read a word


class Vacancy(QObject):
    """Hears what the session does instead of answering; lives on the window's thread."""

    def __init__(self, session: Session, found: QuestionList, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._list = found
        self._cleared = False  # of rows whose archive may stay open
        self._name = ""  # of the archive that is opened
        self._opening: list[Path] = []  # what was asked for and is not open yet, in this order
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SAID_AFTER_MS)
        self._pause.timeout.connect(self._say_opening)
        session.opening.connect(self._open)
        session.archive_opened.connect(lambda _info: self._opened())
        session.not_opened.connect(self._stayed)
        session.emptied.connect(self._say_none)
        for answer in (session.hits_replaced, session.query_refused, session.query_missed):
            answer.connect(lambda _answer: self._answered())
        session.query_refused.connect(self._explain)
        session.query_missed.connect(found.say)
        session.progressed.connect(self._show_progress)

    def _open(self, path: Path) -> None:
        self._opening.append(path)
        self._wait()

    def _wait(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _opened(self) -> None:
        """It is open; what the list says stays until there is an answer, which may take a moment more."""
        self._name = self._opening.pop(0).stem
        self._cleared = False

    def _answered(self) -> None:
        """The list has rows, or says why it has none."""
        self._pause.stop()
        if self._opening:
            self._wait()

    def _stayed(self) -> None:
        """It could not be opened: the archive before is still there, and so are its rows."""
        cleared, self._cleared = self._cleared, False
        self._opening.pop(0)
        self._answered()
        if cleared:
            self._session.refresh()

    def _say_opening(self) -> None:
        if self._opening:
            self._name = self._opening[0].stem
            self._leave()
        self._list.say(self.tr("“{0}” is being opened…").format(self._name))

    def _show_progress(self, done: int, total: int, what: str) -> None:
        """How far the index is that is built for what is opened, or anew; of others the list says nothing."""
        if self._opening:
            self._pause.stop()
            self._leave()
            told = self.tr("The search index of “{0}” is being built. This has to be done once.")
            self._list.say(told.format(self._opening[0].stem), over_rows=True)
            self._list.show_progress(done, total, what)
        elif self._session.is_mending:
            self._list.show_progress(done, total, what)

    def _leave(self) -> None:
        """The rows of another archive give way; at a start those of last time are of the one that opens."""
        if self._session.archive is not None and not self._cleared:
            self._cleared = True
            self._list.clear()

    def _say_none(self) -> None:
        self._list.clear()
        self._list.say(self.tr("No archive is open."), opens=True)

    def _explain(self, fault: QuerySyntaxError) -> None:
        """The last good answer stays; where there is none, say what is wrong, and what was probably meant."""
        query = self._session.place.query
        if self._list.show_fault(query, fault):
            self._session.ask_library(
                lambda _library: query_mends.mended(query.text), partial(self._offer, query), kind="mended query"
            )

    def _offer(self, query: Query, text: str) -> None:
        if text and query == self._session.place.query:
            self._list.offer_mended(replace(query, text=text))
