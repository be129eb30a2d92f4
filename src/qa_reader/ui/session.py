"""What is open, asked and read at this moment. The session alone holds the library, and speaks to it in its thread.

Three calls down, one signal back: the window calls a method here, the method submits work to the reading thread, and
the answer comes home as a signal. Where the reader is and was, and the tabs, are `navigation`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from qa_reader import resources, settings
from qa_reader.errors import NotFoundError, QAReaderError, QuerySyntaxError
from qa_reader.model import ArchiveInfo, Query, Related, Similar, ThreadRef
from qa_reader.paths import Paths
from qa_reader.settings import Settings
from qa_reader.ui import emergency, linking
from qa_reader.ui.emergency import Sign
from qa_reader.ui.holding import Gone, Holding
from qa_reader.ui.keeper import Keeper
from qa_reader.ui.memory import Memory
from qa_reader.ui.mending import Mending, rebuild_index
from qa_reader.ui.navigation import Navigation
from qa_reader.ui.places import Place, Then
from qa_reader.ui.reading import Reading, extract, lay_out
from qa_reader.ui.reads import Reads
from qa_reader.ui.remembering import Remembering
from qa_reader.ui.start import Start, usual_archive
from qa_reader.ui.tasks import Paced, T, TaskQueue, Turns

_RELATED_AFTER_MS = 150

if TYPE_CHECKING:
    from qa_reader.library import Library


class Session(QObject):
    """The state behind one window; lives on the window's thread and never blocks it."""

    archive_seen = Signal(object)  # ArchiveInfo of what is about to be opened, at the start
    opening = Signal(object)  # Path of an archive: `archive_opened` or `not_opened` follows
    archive_opened = Signal(object)  # ArchiveInfo
    not_opened = Signal()
    archive_gone = Signal(object, str)  # Path of one that was open lately, and what was done about it
    emptied = Signal()  # there is no archive to open: what was shown of last time stands for nothing
    hits_replaced = Signal(object)  # HitPage
    hits_added = Signal(object)  # HitPage
    page_missed = Signal(int)  # the page of the list that could not be fetched
    query_refused = Signal(object)  # QuerySyntaxError
    query_missed = Signal(str)  # why there is no answer to what is asked: of that the list is told, besides `failed`
    thread_opened = Signal(object)  # Reading
    beside_opened = Signal(object)  # Reading, to be compared with the one that is open
    related_found = Signal(object)  # tuple[Related, ...]
    bookmarks_changed = Signal(object)  # tuple[Bookmark, ...]
    place_changed = Signal(object)  # Place
    settings_changed = Signal(object)  # Settings
    reads_changed = Signal(object)  # frozenset[ThreadRef]
    overview_found = Signal(object)  # HitPage of all threads, for its facets
    facets_found = Signal(object)  # HitPage without hits, for its facets
    progressed = Signal(int, int, str)
    built = Signal(object)  # BuildReport
    failed = Signal(str)
    private_requested = Signal()  # a start of the program asks for it
    closing = Signal()

    def __init__(self, where: Paths, known: Settings, reading: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = where
        reading.setParent(self)
        self._reading = reading
        self._importing = TaskQueue("importing", self)
        self._progress = Paced(self.progressed.emit)
        self._held = Holding(where, self._progress)
        self._turns = Turns()
        self._info: ArchiveInfo | None = None
        self._told: set[str] = set()
        self.memory = Memory(where.state_file, self._reading, self)
        self.memory.complained.connect(lambda fault: self._tell_once(QAReaderError(fault)))
        self.navigation = Navigation(self.memory, self)
        self.navigation.went.connect(self._show_place)
        self.navigation.thread_requested.connect(self._show_thread)
        self._mending = Mending(self._importing, self.ask_library, partial(rebuild_index, where, self._progress), self)
        self._mending.told.connect(self.failed)
        self._mending.mended.connect(self.refresh)
        self._mending.missed.connect(self.query_missed)
        self.keeper = Keeper(self._reading, lambda: self._held.library, self)
        self.keeper.bookmarks_changed.connect(self.bookmarks_changed)
        self.keeper.failed.connect(self._tell)
        self.keeper.unwritten.connect(self._tell_once)
        keeper = self.keeper
        self.remembering = Remembering(where.settings_file, known, reading, lambda: keeper.private, self)
        self.remembering.changed.connect(self.settings_changed)
        self.remembering.unwritten.connect(self._tell_once)
        self.reads = Reads(self.keeper, self)
        self.reads.changed.connect(self.reads_changed)
        self.thread_opened.connect(self._note_read)

    # ------------------------------------------------------------ what is so

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return self.navigation.place

    @property
    def archive(self) -> ArchiveInfo | None:
        """The open archive."""
        return self._info

    @property
    def paths(self) -> Paths:
        """Where the reader's own files are."""
        return self._paths

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self.remembering.known

    @property
    def is_mending(self) -> bool:
        """Whether a damaged index is being built anew."""
        return self._mending.is_busy

    def is_bookmarked(self, ref: ThreadRef | None) -> bool:
        """Whether a thread is kept."""
        return self.keeper.is_kept(ref)

    def emergency_of(self, text: str) -> Sign | None:
        """The emergency of which a query has words; the signs are in memory, and a query is short."""
        return emergency.sign_in(self._held.signs, text)

    # ------------------------------------------------------------ calls down

    def start(self, first: Start) -> None:
        """Open the library, and in it what `first` says; called after the window is on screen."""
        self.memory.read()
        self._glance(first)
        self._reading.submit(self._held.open_all, lambda told: self.failed.emit(told) if told else None, self._tell)
        self.keeper.read_all()
        self.open_more(first)

    def _glance(self, first: Start) -> None:
        """Tell what the archive says of itself as soon as can be; what is wrong with it is told when it is opened."""
        path = first.archive or usual_archive(self.settings)
        if path is not None and first.link is None:
            self._reading.submit(partial(self._held.glance, path), self.archive_seen.emit, self._not_seen)

    def _not_seen(self, fault: Exception) -> None:
        if not isinstance(fault, QAReaderError):
            self._tell(fault)

    def open_more(self, first: Start) -> None:
        """Open what a start of the program was given, be it the first or a later one, in this window."""
        if first.private:
            self.private_requested.emit()
        info = self._info
        if first.link is not None:
            self.follow(first.link)
            return
        if info is None or (first.archive is not None and first.archive != Path(info.path)):
            self.open_archive(first.archive or usual_archive(self.settings), first)
            return
        if first.search:
            self.ask(Query(first.search))
        if first.thread:
            self.read(ThreadRef(info.id, first.thread), new_tab=True)

    def follow(self, ref: ThreadRef) -> None:
        """Open the thread of a link in a tab: in the open archive, else in the one of that id that was open lately."""
        if self._info is not None and self._info.id == ref.archive:
            self.ask_library(lambda library: library.stored(ref), lambda _there: self.read(ref, new_tab=True))
            return
        places = (self.settings.recent.get(ref.archive, ""), str(resources.bundled_archive() or ""))
        find, missed = partial(linking.archive_of, ref, places), partial(self._not_opened, None)
        self._reading.submit(find, lambda path: self.open_archive(path, Start(path, ref.thread)), missed)

    def ask_library(
        self, work: Callable[[Library], T], then: Callable[[T], None] | None = None, *, kind: str = ""
    ) -> None:
        """Do what needs the library on its thread, and `then` something with the result; the newest of a kind wins."""
        self._reading.submit(lambda: work(self._held.library), then, self._tell, kind=kind)

    def library_says(self, work: Callable[[Library], T]) -> T:
        """What the library answers, for a worker thread that waits for it; never for the window's."""
        return self._reading.wait_for(lambda: work(self._held.library))

    def open_archive(self, path: Path | None, first: Start = Start()) -> None:
        """Open an archive in the place of the one that is open; a fault leaves that one open."""
        if path is None:
            self._leave_empty()
            self.failed.emit(self.tr("The sample archive is missing from this installation. Open another archive."))
            return
        self.opening.emit(path)
        came = partial(self._archive_came, first=first, before=self.place.query.text)
        self._reading.submit(partial(self._held.open, path), came, partial(self._not_opened, path))

    def open_bundled(self) -> None:
        """Open the archive that comes with the program."""
        self.open_archive(resources.bundled_archive())

    def build_archive(self, sources: list[Path], target: Path) -> None:
        """Build an archive on the importing thread, then open it."""
        self._importing.submit(partial(self._held.build, sources, target), self._archive_built, self._tell)

    def ask(self, query: Query, *, typing: bool = False) -> None:
        """Ask a query; the newest wins. While someone types, the answers do not pile up as places to go back to."""
        self.navigation.ask(query, typing=typing)

    def fetch_page(self, number: int, is_seen: Callable[[int], bool]) -> None:
        """Fetch a page of the answer that is shown; a failure is told of one that `is_seen` when it fails."""
        query = self.place.query

        def failed(error: Exception) -> None:
            self.page_missed.emit(number)
            if is_seen(number):
                self._tell(error)

        self._reading.submit(partial(self._held.page, query, number), self.hits_added.emit, failed)

    def read(self, ref: ThreadRef, *, new_tab: bool = False) -> None:
        """Open a thread in the current tab, or in a new one that becomes the current one."""
        self.navigation.read(ref, new_tab=new_tab)

    def read_beside(self, ref: ThreadRef) -> None:
        """Lay out a thread that is to stand beside the open one."""
        self._lay_out(ref, self.beside_opened.emit, kind="beside")

    def read_extract(self, similar: Similar) -> None:
        """Show what the source quotes of a thread that the archive does not hold."""
        self.navigation.leave()
        self._reading.submit(lambda: extract(similar), self.thread_opened.emit, self._tell, kind="thread")

    def find_places(self, query: Query, places: Sequence[int], then: Then) -> None:
        """Call `then` with the threads at these places of a query's answer."""
        self.ask_library(lambda library: library.refs(query, places), then)

    def find_all(self, query: Query, then: Then) -> None:
        """Call `then` with all threads of a query's answer, in its order."""
        self.ask_library(lambda library: library.refs(query), then)

    def remember(self, **changes: Any) -> None:
        """Change settings and write them."""
        self.remembering.remember(**changes)

    def forget_recent(self) -> None:
        """Forget the archives that were open, but the open one."""
        self.remembering.forget_recent(self._info.id if self._info is not None else "")

    def look_up_kept(self) -> None:
        """Find what was imported in the open archive."""
        if self._info is not None:
            self.keeper.look_up(self._info.id, self._progress)

    def refresh(self) -> None:
        """Ask again what is asked, after something changed of what is kept."""
        self._show_place(self.place, asked_anew=True)

    def restyle(self) -> None:
        """Show the open thread again, after a setting changed how it is shown."""
        if self.navigation.shown is not None:
            self._show_thread(self.navigation.shown)

    def survey(self) -> None:
        """Count all threads of the archive by their facets, for the overview."""
        self.ask_library(lambda library: library.search(Query(), 0, 0), self.overview_found.emit, kind="survey")

    def close(self) -> None:
        """Let go of files and threads; what was submitted before is done first."""
        self._progress.end()
        self.memory.write()
        self.keeper.close()
        self._importing.close()
        self._reading.submit(self._held.close)
        self.closing.emit()
        self._reading.close(finish=True)

    # ------------------------------------------------------------ answers back

    def _archive_came(self, info: ArchiveInfo, first: Start, before: str) -> None:
        typed, self._info = self.place.query.text, info
        recent = settings.with_recent(self.settings.recent, info.id, info.path)
        self.remember(archive="" if Path(info.path) == resources.bundled_archive() else info.path, recent=recent)
        self.archive_opened.emit(info)
        self.navigation.enter(info.id, first.search or (typed if typed != before else ""))  # typed while it was opened
        if first.thread:
            self.read(ThreadRef(info.id, first.thread), new_tab=True)
        self.look_up_kept()

    def _not_opened(self, path: Path | None, error: Exception) -> None:
        """Fall back on the bundled archive, after a link on the usual one, when nothing is open, and say so."""
        if path is not None:
            self.not_opened.emit()
        other = resources.bundled_archive() if path is not None else usual_archive(self.settings)
        done = ""
        if self._info is None and other is not None and path != other:
            self.navigation.drop_wishes()
            self.open_archive(other)
            sample = other == resources.bundled_archive()
            done = self.tr("The sample archive was opened in its place.") if sample else ""
        else:
            self._leave_empty()
        if isinstance(error, Gone) and str(path) in self.settings.recent.values():
            self.archive_gone.emit(path, done)
        else:
            self._tell(error, done)

    def _leave_empty(self) -> None:
        if self._info is None:
            self.emptied.emit()

    def _archive_built(self, report: Any) -> None:
        self.built.emit(report)
        if report.read:
            self.open_archive(Path(report.archive))

    def _note_read(self, reading: Reading) -> None:
        if reading.ref is None or reading.absent:
            return
        self.reads.note(reading)
        self.keeper.visit(reading.ref, self.place.query)

    def _show_place(self, place: Place, asked_anew: bool) -> None:  # noqa: FBT001 - a slot
        if asked_anew:
            turn = self._turns.take()
            self._reading.submit(
                partial(self._held.page, place.query, 0, turn),
                self.hits_replaced.emit,
                self._refused,
                kind="query",
            )
        self.keeper.note_query(place.query)
        self.place_changed.emit(place)

    def _show_thread(self, ref: ThreadRef) -> None:
        self._lay_out(ref, self._thread_came, kind="thread")

    def _lay_out(self, ref: ThreadRef, then: Callable[[Reading], None], *, kind: str) -> None:
        query, years = self.place.query, self.settings.old_reply_years
        missed = self._while_here(partial(self._thread_missed, ref))
        self._reading.submit(lambda: lay_out(self._held.library, ref, query, years), then, missed, kind=kind)

    def _thread_came(self, reading: Reading) -> None:
        if reading.ref is not None:
            if reading.ref != self.navigation.shown:
                return  # another tab came to the front meanwhile
            self.navigation.name(reading.ref, reading.thread.title)
        self.thread_opened.emit(reading)
        if reading.ref is not None and not reading.absent:
            # for who stays: it takes longer than to lay out the thread, and the next one would have to wait for it
            QTimer.singleShot(_RELATED_AFTER_MS, self, partial(self._find_related, reading.ref))

    def _find_related(self, ref: ThreadRef) -> None:
        def came(related: tuple[Related, ...]) -> None:
            if ref == self.navigation.shown:
                self.related_found.emit(related)

        if ref == self.navigation.shown:
            missed = self._while_here(self._tell)
            self._reading.submit(lambda: self._held.library.related(ref), came, missed, kind="related")

    def _while_here(self, failed: Callable[[Exception], None]) -> Callable[[Exception], None]:
        """What tells a failure, unless another archive was opened meanwhile: then nobody waits for it any more."""
        asked_of = self._info.id if self._info is not None else ""
        return lambda error: failed(error) if self._info is None or self._info.id == asked_of else None

    def _thread_missed(self, ref: ThreadRef, error: Exception) -> None:
        if isinstance(error, NotFoundError):
            self.navigation.forget(ref)
        self._tell(error)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, QuerySyntaxError):
            self.query_refused.emit(error)
        else:
            self.query_missed.emit(self._said(error))

    def _tell_once(self, error: Exception) -> None:
        """Say what went wrong where nobody asked for it: in a home that cannot be written it does at every step."""
        if str(error) not in self._told:
            self._tell(error)

    def _tell(self, error: Exception, done: str = "") -> None:
        """Say what went wrong, and what was done about it."""
        self._said(error, done)

    def _said(self, error: Exception, done: str = "") -> str:
        """What is said of a fault, after it was said."""
        if self._info is not None and self._mending.takes(error, self._info):
            return self._mending.words(self._info)
        self._told.add(str(error))
        known = isinstance(error, QAReaderError)
        told = str(error) if known else self.tr("A fault of the program: {0!r}").format(error)
        self.failed.emit("\n".join(filter(None, (told, done))))
        return told
