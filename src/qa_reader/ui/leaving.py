"""What is to leave the program, and the work of it on a worker thread: gathering threads, writing, drawing pages.

The library belongs to the reading thread, which is asked for a few threads at a time: whoever reads or searches
meanwhile waits for no more than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtGui import QImage, QPageSize

from qa_reader import files
from qa_reader.errors import NotFoundError, QAReaderError
from qa_reader.model import ArchiveInfo, Progress, Query, Thread, ThreadRef
from qa_reader.state import VisitSheet
from qa_reader.ui import paper
from qa_reader.ui.paper import Paper, Sheet
from qa_reader.wording import counted, day, tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from qa_reader.exporting import Form, Provenance
    from qa_reader.library import Library
    from qa_reader.taken import Own
    from qa_reader.visiting import Visit

_AT_ONCE = 50  # threads that the reading thread is asked for: 20 ms
#: The form that is paper or PDF; all others are of `exporting.Form`.
PDF = "pdf"
PREVIEWED = 10  # threads
PAGES_PREVIEWED = 20
#: Of the pages on the screen, against 96 dots an inch.
SCALE = 0.8
_CHARACTERS_PREVIEWED = 20_000


class Threads(Struct, frozen=True):
    """The threads that are meant: by name, else all that a query finds; `said` is how a citation calls them."""

    refs: tuple[ThreadRef, ...] = ()
    query: Query | None = None
    said: str = ""
    title: str = ""  # what a file of them may be called


class Order(Struct, frozen=True):
    """What is to leave, and how."""

    threads: Threads
    archive: ArchiveInfo
    paper: Paper
    today: date
    old_after_years: int
    names: bool = False  # whether the askers are named
    own: bool = True  # whether the reader's notes and highlights go along
    form: str = PDF  # or one of `exporting.Form`


class Preview(Struct, frozen=True):
    """The beginning of what will leave: pages, or the text of a file."""

    pages: tuple[QImage, ...] = ()
    text: str = ""
    threads: int = 0  # all that will leave
    whole: bool = True  # whether this is all of it


class Departure:
    """Carries an order out; `library_says` asks the library on its own thread. For one worker thread at a time."""

    def __init__(self, order: Order, library_says: Callable[[Callable[[Library], Any]], Any]) -> None:
        self._order = order
        self._says = library_says
        self._count = -1  # of threads; -1 until it is known
        self._own: dict[str, Own] | None = None

    @property
    def title(self) -> str:
        """What a file or a printer's job of it may be called."""
        return self._order.threads.title

    @property
    def size(self) -> QPageSize:
        """The paper."""
        return self._order.paper.layout.pageSize()

    def preview(self, ratio: float) -> Preview:
        """The beginning of it; pages for a screen of this many dots a pixel."""
        if self._order.form == PDF:
            return self.preview_pages(ratio)
        from qa_reader import exporting

        pieces, length = [], 0
        for piece in exporting.write(self._form, self._threads(PREVIEWED), self._provenance(), self._noted()):
            pieces.append(piece)
            length += len(piece)
            if length > _CHARACTERS_PREVIEWED:
                break
        text = b"".join(pieces).decode("utf-8", "replace").removeprefix("\ufeff")
        whole = self._total() <= PREVIEWED and length <= _CHARACTERS_PREVIEWED
        return Preview(text=text[:_CHARACTERS_PREVIEWED], threads=self._total(), whole=whole)

    def preview_pages(self, ratio: float) -> Preview:
        """The beginning of it on paper."""
        pages, total = paper.pictures(self._sheets(PREVIEWED), self._order.paper, PAGES_PREVIEWED, SCALE * ratio)
        whole = self._total() <= PREVIEWED and len(pages) == total
        return Preview(tuple(pages), threads=self._total(), whole=whole)

    def save(self, file: Path, progress: Progress) -> str:
        """Write the file, whole or not at all; what is to be said of it."""
        if not self._total():
            raise NotFoundError(tr("There are no threads to be saved."))
        if self._order.form == PDF:
            pages = paper.write_pdf(file, self._sheets, self._order.paper, self._order.threads.title, progress)
            return tr("Saved: {0} ({1})").format(file.name, counted(pages, tr("{0} page"), tr("{0} pages")))
        from qa_reader import exporting

        exporting.save(file, self._form, self._watched(progress), self._provenance(), self._noted())
        return tr("Saved: {0} ({1})").format(file.name, counted(self._total(), tr("{0} thread"), tr("{0} threads")))

    def print(self, printer: QPrinter, progress: Progress) -> str:
        """Print it; what is to be said of it."""
        chosen = Paper(printer.pageLayout(), self._order.paper.languages)
        pages = paper.draw(printer, self._sheets, chosen, progress, wanted_pages(printer))
        return tr("Sent to the printer: {0}").format(counted(pages, tr("{0} page"), tr("{0} pages")))

    # ------------------------------------------------------------ within

    @property
    def _form(self) -> Form:
        from qa_reader.exporting import Form

        return Form(self._order.form)

    def _provenance(self) -> Provenance:
        from qa_reader.exporting import Provenance

        order = self._order
        own = order.own and order.form != "jsonl"
        return Provenance(
            order.archive, order.threads.said, order.today, self._total(), masked=not order.names, own=own
        )

    def _total(self) -> int:
        if self._count < 0:
            query = self._order.threads.query
            if query is None:
                self._count = len(self._order.threads.refs)
            else:
                self._count = self._says(lambda library: library.search(query, 0, 0).total)
        return self._count

    def _noted(self) -> dict[str, Own]:
        if not self._order.own:
            return {}
        if self._own is None:
            archive = self._order.archive.id
            self._own = self._says(lambda library: library.keeping.own(archive))
        return self._own

    def _threads(self, most: int | None = None) -> Iterator[Thread]:
        count = self._total() if most is None else min(most, self._total())
        for start in range(0, count, _AT_ONCE):
            yield from self._says(partial(self._some, range(start, min(start + _AT_ONCE, count))))

    def _some(self, places: range, library: Library) -> list[Thread]:
        """Threads by their places; on the reading thread."""
        wanted = self._order.threads
        found = library.refs(wanted.query, places) if wanted.query is not None else ()
        refs = found or wanted.refs[places.start : places.stop]
        if any(ref.archive != self._order.archive.id for ref in refs):
            raise NotFoundError(tr("Another archive was opened before all was written."))
        return [library.stored(ref) for ref in refs]

    def _watched(self, progress: Progress) -> Iterator[Thread]:
        for done, thread in enumerate(self._threads()):
            progress(done, self._total(), tr("Writing threads"))
            yield thread

    def _sheets(self, most: int | None = None) -> Iterator[Sheet]:
        from qa_reader import citing, exporting, render
        from qa_reader.taken import Own

        order, noted = self._order, self._noted()
        source = ", ".join(filter(None, (order.archive.title, citing.version(order.archive))))
        for thread in self._threads(most):
            taken = exporting.take(thread, noted.get(thread.id, Own()), mask=not order.names)
            cited = citing.citation(taken.thread, order.archive, order.today)
            html = render.paper_html(taken, cited=cited, today=order.today, old_after_years=order.old_after_years)
            yield Sheet(html, taken.thread.title, source)


class VisitDeparture(Departure):
    """The visit sheet, on two pages where that can be."""

    def __init__(
        self, order: Order, sheet: VisitSheet, library_says: Callable[[Callable[[Library], Any]], Any]
    ) -> None:
        super().__init__(order, library_says)
        self._sheet = sheet

    def preview(self, ratio: float) -> Preview:
        """All of it."""
        pages, _ = paper.pictures(self._sheets(), self._order.paper, PAGES_PREVIEWED, SCALE * ratio)
        return Preview(tuple(pages), threads=self._total())

    def save(self, file: Path, progress: Progress) -> str:
        """Write it as PDF or as a web page, whole or not at all."""
        from qa_reader import visiting

        if self._order.form == PDF:
            paper.write_pdf(file, self._sheets, self._order.paper, self.title, progress)
        else:
            content = visiting.page(self._visit(), day(self._order.today)).encode("utf-8", "replace")
            try:
                files.replace(file, content)
            except OSError as error:
                raise QAReaderError(tr("{0}: cannot be written: {1}").format(file, error.strerror or error)) from error
        return tr("Saved: {0}").format(file.name)

    def _visit(self) -> Visit:
        from qa_reader import exporting, visiting
        from qa_reader.taken import Own

        noted, order = self._noted(), self._order
        taken = tuple(
            exporting.take(thread, noted.get(thread.id, Own()), mask=not order.names) for thread in self._threads()
        )
        others = (thread for thread in self._sheet.threads if thread.ref.archive != order.archive.id)
        missing = tuple(thread.title or thread.ref.thread for thread in others)
        questions = visiting.questions_of(self._sheet.questions)
        return visiting.Visit(questions, self._sheet.words, taken, missing, order.archive)

    def _sheets(self, most: int | None = None) -> Iterator[Sheet]:
        """The one sheet, with as much of each thread as leaves it on two pages."""
        from qa_reader import citing, visiting

        visit, order = self._visit(), self._order
        source = ", ".join(filter(None, (order.archive.title, citing.version(order.archive))))
        for length in visiting.LENGTHS:
            sheet = Sheet(visiting.html(visit, day(order.today), length), self.title, source)
            if length == visiting.LENGTHS[-1] or paper.count_pages(sheet, order.paper) <= visiting.MOST_PAGES:
                yield sheet
                return


def wanted_pages(printer: QPrinter) -> range | None:
    """The pages that the reader chose in the printer's dialog; None for all."""
    from PySide6.QtPrintSupport import QPrinter

    if printer.printRange() is not QPrinter.PrintRange.PageRange or not printer.fromPage():
        return None
    return range(printer.fromPage(), max(printer.fromPage(), printer.toPage()) + 1)
