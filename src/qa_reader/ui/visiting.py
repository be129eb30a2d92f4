"""The visit sheet, wired to the session; it is remembered as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from qa_reader.model import Query, Scope, ThreadRef
from qa_reader.state import SheetThread, VisitSheet
from qa_reader.ui.choosing import Choosing
from qa_reader.ui.departing import Departing, folders
from qa_reader.ui.leaving import Preview, Threads, VisitDeparture
from qa_reader.ui.session import Session
from qa_reader.ui.visit_dialog import VisitDialog
from qa_reader.wording import counted, tr

if TYPE_CHECKING:
    from qa_reader.library import Library

_MOST = 40  # threads: more are on no two pages


class Visiting(QObject):
    """What one takes to the doctor."""

    def __init__(self, session: Session, choosing: Choosing, departing: Departing, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._session = session
        self._choosing = choosing
        self._departing = departing
        self._dialog: VisitDialog | None = None

    def show_sheet(self) -> None:
        """Open the visit sheet as it was left."""
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        dialog = self._dialog = VisitDialog(self._window, self._session.memory.sheet)
        dialog.sheet_changed.connect(self._remember)
        dialog.open_thread_requested.connect(self._add_open_thread)
        dialog.folder_requested.connect(self._add_folder)
        dialog.print_requested.connect(lambda: self._departing.print(self._departure(), dialog))
        dialog.save_requested.connect(lambda: self._departing.save(self._departure, dialog, ("pdf", "html")))
        dialog.show()
        self._session.ask_library(folders, self._show_folders)

    def add_chosen(self) -> None:
        """Put the chosen threads, or the open one, on the visit sheet."""
        self._choosing.threads(self._add)

    # ------------------------------------------------------------ within

    def _add_open_thread(self) -> None:
        shown = self._session.navigation.shown
        self._add((shown,) if shown is not None else ())

    def _add_folder(self, folder: str) -> None:
        self._session.find_all(Query(scope=Scope.BOOKMARKS, folder=folder), self._add)

    def _add(self, refs: tuple[ThreadRef, ...]) -> None:
        if not refs:
            self._departing.told.emit(self.tr("Open a thread first."))
            return
        self._session.ask_library(lambda library: _titled(library, refs[:_MOST]), self._put)

    def _put(self, threads: tuple[SheetThread, ...]) -> None:
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.add_threads(threads)
        sheet = self._session.memory.sheet
        known = {thread.ref for thread in sheet.threads}
        new = tuple(thread for thread in threads if thread.ref not in known)
        self._session.memory.note_sheet(VisitSheet(sheet.threads + new, sheet.questions, sheet.words))
        one, many = tr("{0} thread added to the visit sheet"), tr("{0} threads added to the visit sheet")
        self._departing.told.emit(counted(len(new), one, many))

    def _show_folders(self, known: tuple[tuple[str, str], ...]) -> None:
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.show_folders(known)

    def _remember(self, sheet: VisitSheet) -> None:
        self._session.memory.note_sheet(sheet)
        self._departing.preview(self._departure(), self._show)

    def _show(self, preview: Preview) -> None:
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.show_preview(preview)

    def _departure(self, form: str = "pdf") -> VisitDeparture:
        sheet = self._dialog.sheet if self._dialog is not None else VisitSheet()
        archive = self._session.archive
        refs = tuple(thread.ref for thread in sheet.threads if archive is not None and thread.ref.archive == archive.id)
        order = self._departing.order(Threads(refs, None, "", tr("For my visit to the doctor")), form)
        return VisitDeparture(order, sheet, self._session.library_says)


def _titled(library: Library, refs: tuple[ThreadRef, ...]) -> tuple[SheetThread, ...]:
    return tuple(SheetThread(ref, library.stored(ref).title) for ref in refs)
