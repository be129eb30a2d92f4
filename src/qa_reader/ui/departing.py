"""Printing and saving: asks what, in which form and where, and has it done on worker threads, watched.

What is asked for is an `Order`, what carries it out a `Departure`; here they meet the reader.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from qa_reader import citing
from qa_reader.errors import QAReaderError
from qa_reader.model import ArchiveInfo, Progress, Query, Scope, ThreadRef
from qa_reader.ui import paper
from qa_reader.ui.choosing import Choosing
from qa_reader.ui.files_and_printers import ask_for_file, ask_for_printer
from qa_reader.ui.leaving import PDF, Departure, Order, Preview, Threads
from qa_reader.ui.paper import Paper
from qa_reader.ui.session import Session
from qa_reader.ui.take_dialog import FORMS, Offer, TakeDialog
from qa_reader.ui.tasks import TaskQueue
from qa_reader.ui.watching import Watch
from qa_reader.wording import counted, tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from qa_reader.kept import Folder
    from qa_reader.library import Library

Folders = tuple[tuple[str, str], ...]  # id and name


class Departing(QObject):
    """The dialog for what leaves, and the work of it."""

    told = Signal(str)  # what came of it

    def __init__(self, session: Session, choosing: Choosing, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._choosing = choosing
        self._queue = TaskQueue("taking", self)
        self._previews = TaskQueue("preview", self)  # of its own: a preview does not wait for a long file
        self._watches: set[Watch] = set()

    def cancel(self) -> None:
        """End what is under way."""
        for watch in tuple(self._watches):
            watch.cancel()

    def close(self) -> None:
        """Wait until nothing runs any more."""
        self._previews.close()
        self._queue.close()

    # ------------------------------------------------------------ what is offered

    def offer(self, form: str) -> None:
        """Ask what shall leave, in this form at first."""
        archive = self._session.archive
        if archive is None:
            self.told.emit(self.tr("Open an archive first."))
            return
        self._choosing.threads(
            lambda chosen: self._session.ask_library(folders, lambda known: self._ask(form, chosen, known))
        )

    def _ask(self, form: str, chosen: tuple[ThreadRef, ...], known: Folders) -> None:
        dialog = TakeDialog(self._window, self._offers(chosen, known), form, paper.usual_size())

        def departure(form: str = "") -> Departure:
            order = self.order(dialog.threads, form or dialog.form, dialog.size_of_paper)
            return Departure(replace(order, names=dialog.names, own=dialog.own), self._session.library_says)

        def show(preview: Preview) -> None:
            if isValid(dialog):
                dialog.show_preview(preview)

        dialog.preview_requested.connect(lambda: self.preview(departure(), show))
        dialog.print_requested.connect(lambda: self.print(departure(), dialog))
        dialog.save_requested.connect(lambda: self.save(departure, dialog, (dialog.form,)))
        dialog.open()

    def _offers(self, chosen: tuple[ThreadRef, ...], known: Folders) -> list[Offer]:
        """What may be meant, the likeliest first."""
        shown, offers = self._session.navigation.shown, []
        if chosen and chosen != (shown,):
            name = counted(len(chosen), tr("{0} chosen thread"), tr("{0} chosen threads"))
            offers.append(Offer(name, ((name, Threads(chosen, None, name, name)),)))
        if shown is not None:
            title = self._session.navigation.tabs.current.title or shown.thread
            name = tr("The open thread: {0}").format(title)
            offers.append(Offer(name, ((title, Threads((shown,), None, f"id:{shown.thread}", title)),)))
        query = self._session.place.query
        said = citing.query_words(query)
        name = tr("All that the list holds: {0}").format(said) if said else tr("All threads of the list")
        offers.append(Offer(name, ((name, Threads((), query, said, query.text.strip() or tr("threads"))),)))
        if known:
            offers.append(Offer(tr("Bookmarks"), tuple((name, _in_folder(name, folder)) for folder, name in known)))
        return offers

    # ------------------------------------------------------------ what is done

    def order(self, threads: Threads, form: str, size: QPageSize.PageSizeId | None = None) -> Order:
        """An order for threads of the open archive, of today."""
        archive = self._session.archive or ArchiveInfo("", "", "", 0)
        sheet = Paper(paper.layout(size or paper.usual_size()), archive.languages)
        return Order(
            threads,
            archive,
            sheet,
            datetime.now().astimezone().date(),
            self._session.settings.old_reply_years,
            form=form,
        )

    def preview(self, departure: Departure, then: Callable[[Preview], None]) -> None:
        """Make a preview; only the newest is shown."""
        ratio = self._window.devicePixelRatioF()
        self._previews.submit(lambda: departure.preview(ratio), then, self._fail, kind="preview")

    def save(self, departure: Callable[[str], Departure], dialog: QDialog, forms: tuple[str, ...]) -> None:
        """Let the reader choose a file for what `departure` makes in one of these forms, and write it."""

        def chosen(file: Path) -> None:
            leaving = departure(_form_of(file, forms[0]))
            dialog.accept()
            self._run(tr("Saving {0}").format(file.name), lambda steps: leaving.save(file, steps))

        ask_for_file(dialog, departure(forms[0]).title, {form: tr(FORMS[form]) for form in forms}, chosen)

    def print(self, departure: Departure, dialog: QDialog) -> None:
        """Let the reader choose a printer, and print."""

        def chosen(printer: QPrinter) -> None:
            dialog.accept()
            self._run(tr("Printing"), lambda steps: departure.print(printer, steps))

        ask_for_printer(dialog, departure.title, departure.size, chosen)

    def _run(self, title: str, work: Callable[[Progress], str]) -> None:
        """Do long work on its thread, watched; say what came of it."""
        watch = Watch(title, self._window)
        self._watches.add(watch)
        watch.ended.connect(lambda: self._watches.discard(watch))

        def done(said: str) -> None:
            watch.end()
            self.told.emit(said)

        def failed(error: Exception) -> None:
            watch.end()
            self._fail(error)

        steps = watch.steps
        self._queue.submit(lambda: work(steps), done, failed)

    def _fail(self, error: Exception) -> None:
        known = isinstance(error, QAReaderError)
        self._session.failed.emit(str(error) if known else self.tr("A fault of the program: {0!r}").format(error))


def folders(library: Library) -> Folders:
    """The folders of bookmarks by id, each with the names of those that it is in; first all bookmarks."""
    if not library.bookmarks():
        return ()
    known = {folder.id: folder for folder in library.keeping.shelf.folders()}

    def path(folder: Folder) -> str:
        above = known.get(folder.parent)
        return f"{path(above)} / {folder.name}" if above else folder.name

    return (("", tr("All bookmarks")), *((name, path(folder)) for name, folder in known.items()))


def _in_folder(name: str, folder: str) -> Threads:
    query = Query(scope=Scope.BOOKMARKS, folder=folder)
    return Threads((), query, tr("Bookmarks: {0}").format(name) if folder else tr("All bookmarks"), name)


def _form_of(file: Path, form: str) -> str:
    """The form that a file's name asks for, where it asks for one."""
    from qa_reader.exporting import SUFFIXES

    suffix = file.suffix.lower()
    return PDF if suffix == ".pdf" else str(SUFFIXES.get(suffix, form))
