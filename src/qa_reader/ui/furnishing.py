"""Brings into a frame what belongs there, a step at a time, so that in between it is painted and hears keys.

First the bars, the search field and the list with the rows that it had when it was last seen, painted at once: one
after the other they take 10 ms more. Then all else. What is imported here on the way takes several times as long as it
takes to show the frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy

from qa_reader.paths import Paths
from qa_reader.settings import Settings
from qa_reader.ui import language
from qa_reader.ui.frame import Frame, Slot
from qa_reader.ui.start import Start, usual_archive
from qa_reader.ui.tasks import TaskQueue

if TYPE_CHECKING:
    from qa_reader.model import HitPage
    from qa_reader.ui.main_window import MainWindow
    from qa_reader.ui.panes.question_list import QuestionList
    from qa_reader.ui.panes.search_field import SearchField
    from qa_reader.ui.session import Session

_LIST_LEAST = 170  # px
_UNPAINTED_MS = 300  # a window that is started in the background is furnished all the same
#: Imported one after the other, each a step of its own: the last takes in what the others left.
_ROOMS = ("panes.department_tree", "page", "session", "desk", "noting", "keeping", "main_window")


class Furnishing(QObject):
    """Furnishes one frame; lives on the window's thread."""

    recalled = Signal(object)  # HitPage: the list as it was, to look at until the archive itself has answered
    ready = Signal(object, object)  # MainWindow, Session: not started
    failed = Signal(object)  # Exception: a fault of the installation; nothing more comes

    def __init__(self, frame: Frame, where: Paths, known: Settings) -> None:
        super().__init__(frame)
        self._frame = frame
        self._where = where
        self._known = known
        self._reading = TaskQueue("reading", self)
        self._search: SearchField | None = None
        self._list: QuestionList | None = None
        self._page: HitPage | None = None
        self._recalled: Path | None = None  # the archive whose list is shown as it was
        self._steps = self._furnish()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._step)
        frame.closing.connect(self._give_up)

    def begin(self, first: Start) -> None:
        """Do a step whenever there is nothing else to do, from the first paint on."""
        if first.begins_as_left:
            self._recalled = first.archive or usual_archive(self._known)
        self._frame.painted.connect(lambda: self._clock.start(0))
        self._clock.start(_UNPAINTED_MS)

    def finish(self) -> tuple[MainWindow, Session]:
        """Do at once all that is to be done."""
        made: list[tuple[MainWindow, Session]] = []
        self.ready.connect(lambda window, session: made.append((window, session)))
        for _ in self._steps:
            pass
        return made[0]

    def _step(self) -> None:
        self._clock.setInterval(0)
        try:
            if next(self._steps, self) is self:
                self._clock.stop()
        except Exception as error:  # noqa: BLE001 - whatever it is, an empty window must not stay
            self._give_up()
            self.failed.emit(error)

    def _give_up(self) -> None:
        """The window is closed before all is there."""
        self._clock.stop()
        self._reading.close()

    def _furnish(self) -> Iterator[None]:
        archive = self._recalled
        if archive is not None:
            self._reading.submit(lambda: _first_rows(self._where, archive), self._show_rows)
        self._frame.add_bars()
        language.follow_locale()
        from qa_reader.ui.panes.question_list import QuestionList
        from qa_reader.ui.panes.search_field import SearchField

        self._search = SearchField(self._frame)
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._frame.bar.addWidget(self._search)
        self._search.setFocus()  # who starts the program to look for something types at once
        self._list = QuestionList(self._frame)
        self._frame.put(self._list, Slot.LIST, _LIST_LEAST)
        self._show_rows(self._page)
        yield
        from qa_reader.ui import icons

        self._frame.setWindowIcon(icons.program_icon())
        self._search.add_clear_button()
        for room in _ROOMS:
            import_module(f"qa_reader.ui.{room}")
            yield
        from qa_reader.ui.main_window import MainWindow
        from qa_reader.ui.session import Session

        session = Session(self._where, self._known, self._reading, self._frame)
        window = MainWindow(session, self._frame, self._search, self._list)
        self._frame.closing.disconnect(self._give_up)
        self.ready.emit(window, session)

    def _show_rows(self, page: HitPage | None) -> None:
        """Show the rows, and what was searched for, as soon as both they and the list are there."""
        self._page = page
        if page is not None and self._list is not None and self._search is not None:
            if not self._search.isModified():
                self._search.show_text(page.query.text)
            self._list.show_page(page)
            self.recalled.emit(page)


def _first_rows(where: Paths, archive: Path) -> HitPage | None:
    from qa_reader import state

    return state.first_rows(where.state_file, archive)
