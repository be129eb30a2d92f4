"""The read side: all that a window or a command may ask of the open archives and of what the reader keeps.

Joins `archive` and `search`, which do not know each other. Every method runs on one thread, the reading thread of
the window or the only one of a command; none is quick enough for the window's own.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from qa_reader.archive import Archive
from qa_reader.errors import IndexFault, NotFoundError, UserDatabaseError
from qa_reader.indexes import open_index, rebuild
from qa_reader.kept import is_alone
from qa_reader.model import (
    PAGE,
    ArchiveInfo,
    Bookmark,
    Hit,
    HitPage,
    Progress,
    Query,
    Related,
    Scope,
    Suggested,
    Suggestion,
    Thread,
    ThreadRef,
    Topic,
    silent,
)
from qa_reader.opened import Opened, add_up, foreign, hit_of, kept_hit, named, sum_up, wanted_values
from qa_reader.search import Marker, Ranked, Ranking, Repeats, Vocabulary, with_own
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader import shelving
    from qa_reader.archive import UserDatabase
    from qa_reader.keeping import Keeping
    from qa_reader.kept import FoundAgain

T = TypeVar("T")
#: What is told that an index is damaged, and gives the progress of building another one in its place.
Mending = Callable[[IndexFault], AbstractContextManager[Progress]]


class _Answer(Struct, frozen=True):
    """The last query's rankings, an archive each, so that its next page is not searched for again."""

    query: Query
    rankings: tuple[tuple[Opened, Ranking], ...]
    changes: int  # of the user database, by then: an answer among the bookmarks may no longer be true
    kept: tuple[shelving.Row, ...] = ()  # rows after those of the rankings, from what is kept
    ranked: int = 0  # how many rows the rankings give

    @property
    def total(self) -> int:
        return self.ranked + len(self.kept)


class Library:
    """The open archives, and the user database where one is given (commands have none)."""

    def __init__(self, indexes: Path, user: UserDatabase | None = None, mending: Mending | None = None) -> None:
        """`indexes` is the cache's folder; `mending` as in `Mending`, where somebody waits for it."""
        #: The folder of the indexes that are not in their archives; private reading has another one.
        self.indexes = indexes
        self._mending = mending
        self._mended: set[str] = set()
        self._keeping = _keeping(user, lambda name: self._archive(name).archive) if user else None
        self._open: dict[str, Opened] = {}
        self._answer: _Answer | None = None
        self._repeats = Repeats()
        self._vocabulary: Vocabulary | None = None  # None: the shipped one

    def use_vocabulary(self, file: Path) -> None:
        """Let the reader's own vocabulary change the shipped one; raises SettingsError where it is broken."""
        self._vocabulary = with_own(file)
        self._answer, self._repeats = None, Repeats()
        for opened in self._open.values():
            opened.index.use(self._vocabulary)

    # ------------------------------------------------------------ archives

    def open(self, path: Path, progress: Progress = silent) -> ArchiveInfo:
        """Open an archive, and build its index into the cache where it brings none that can be read.

        Raises ArchiveError that names the file, `Cancelled` out of `progress`.
        """
        archive = Archive(path)
        try:
            opened = Opened(archive, open_index(archive, self.indexes, progress))
        except BaseException:
            archive.close()
            raise
        if self._vocabulary is not None:
            opened.index.use(self._vocabulary)
        self._let_go(archive.id)
        self._open[archive.id] = opened
        return opened.info()

    def _whole(self, ask: Callable[[], T]) -> T:
        """An answer of the indexes; of each that is damaged, where somebody waits, one is built in its place, once."""
        while True:
            try:
                return ask()
            except IndexFault as fault:
                name = fault.archive
                if self._mending is None or name not in self._open or name in self._mended:
                    raise
                self._mended.add(name)
                with self._mending(fault) as progress:
                    rebuild(self._open[name].archive.path, self.indexes, progress)
                    self.reopen(name, progress)

    def reopen(self, archive: str, progress: Progress = silent) -> None:
        """Open an archive again, to go on with the index that the cache has by now; see `indexes.rebuild`."""
        self.open(self._archive(archive).archive.path, progress)

    def archives(self) -> tuple[ArchiveInfo, ...]:
        """What the open archives say of themselves."""
        return tuple(opened.info() for opened in self._open.values())

    def close(self, archive: str | None = None) -> None:
        """Let go of one archive, or of all."""
        for name in [archive] if archive is not None else list(self._open):
            self._let_go(name)

    # ------------------------------------------------------------ asking

    def search(
        self,
        query: Query,
        offset: int = 0,
        limit: int = PAGE,
        progress: Progress = silent,
        *,
        facets: bool = True,
        looked_for: str = "",
    ) -> HitPage:
        """The hits `offset … offset + limit` of a query; with empty text it is browsing.

        Who needs no facets gets the hits sooner: over 250,000 threads counting takes 4 to 11 ms. Told are the most
        frequent values, those that the query asks for, and those with what is `looked_for` in their names.
        Raises QuerySyntaxError with the place, ArchiveError or IndexFault where a file is damaged, `Cancelled` out of
        `progress`, which is called in the course of what may take long.
        """
        return self._whole(lambda: self._search(query, offset, limit, progress, looked_for if facets else None))

    def _search(self, query: Query, offset: int, limit: int, progress: Progress, looked_for: str | None) -> HitPage:
        began = time.perf_counter()
        answer = self._answered(query, progress)
        rankings = answer.rankings
        rows = tuple(self._hits(answer, offset, limit))
        texts = [asked for _, asked in rows[: max(0, answer.ranked - offset)]]
        repeated = self._repeats.on_page((query, answer.changes), offset, texts)
        counted = rankings if looked_for is not None else ()
        wanted = wanted_values(query, looked_for or "")
        return HitPage(
            query=query,
            offset=offset,
            hits=tuple(hit for hit, _ in rows),
            total=answer.total,
            notes=tuple(dict.fromkeys(note for _, ranking in rankings for note in ranking.notes)),
            repeats=repeated.groups,
            repeats_earlier=repeated.earlier,
            facets=add_up((one.counts(ranking, wanted) for one, ranking in counted), wanted),
            found_topics=frozenset[str]().union(*(one.found_names for one in self._open.values())),
            unsaid=sum_up(ranking.unsaid for _, ranking in counted),
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def refs(self, query: Query, places: Iterable[int] | None = None) -> tuple[ThreadRef, ...]:
        """The threads at these places of a query's answer, from 0, or all: without reading any of them."""
        return self._whole(lambda: self._refs(query, places))

    def _refs(self, query: Query, places: Iterable[int] | None) -> tuple[ThreadRef, ...]:
        answer = self._answered(query)
        total = answer.total
        wanted = range(total) if places is None else sorted({place for place in places if 0 <= place < total})
        ranked = [place for place in wanted if place < answer.ranked]
        kept = tuple(answer.kept[place - answer.ranked].ref for place in wanted if place >= answer.ranked)
        if not ranked:
            return tuple(dict.fromkeys(kept))  # a thread may have several highlights
        rows = self._rows(answer.rankings, ranked[0], ranked[-1] - ranked[0] + 1)
        found = ((one, one.archive.ids_of([row.number])) for one, _, row in (rows[at - ranked[0]] for at in ranked))
        return (*(ThreadRef(one.archive.id, ids[0]) for one, ids in found if ids), *kept)

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """What may be meant by a text that is being typed: words, then names, then titles."""
        found: dict[tuple[Suggested, str], Suggestion] = {}
        for name, opened in self._open.items():
            index = opened.index
            with opened.faults_told():
                words = [Suggestion(Suggested.WORD, word) for word in index.words(text)]
                names = [Suggestion(kind, said, department=place) for kind, said, place in index.names(text)]
                refs = [ThreadRef(name, thread) for thread in opened.archive.ids_of(index.titled(text))]
            titles = [Suggestion(Suggested.TITLE, self.stored(ref).title, ref) for ref in refs]
            found |= {(one.kind, one.text): one for one in (*words, *names, *titles)}
        return tuple(found.values())

    def search_words(self, text: str, limit: int) -> tuple[tuple[ThreadRef, float], ...]:
        """The threads with any words of a text, best first, with their scores: no syntax, no page, no snippets.

        Raises ArchiveError or IndexFault where a file is damaged.
        """
        return self._whole(lambda: self._search_words(text, limit))

    def _search_words(self, text: str, limit: int) -> tuple[tuple[ThreadRef, float], ...]:
        found = []
        for name, opened in self._open.items():
            with opened.faults_told():
                page = opened.index.ask_words(text).page(0, limit)
            ids = opened.archive.ids_of(ranked.number for ranked in page)
            if len(ids) != len(page):
                raise foreign(opened)
            found.append([(ThreadRef(name, thread), ranked) for thread, ranked in zip(ids, page, strict=True)])
        rows = heapq.merge(*found, key=lambda row: row[1].key, reverse=True)
        return tuple((ref, ranked.score) for ref, ranked in islice(rows, limit))

    def thread(self, ref: ThreadRef) -> Thread:
        """A thread, its "similar" entries resolved to threads of the same archive where these are there.

        Raises NotFoundError where the archive is not open or has no such thread.
        """
        archive = self._archive(ref.archive).archive
        thread = self.stored(ref)
        similar = tuple(replace(entry, thread=archive.resolve(entry)) for entry in thread.similar)
        return replace(thread, similar=similar)

    def computed_topics(self, ref: ThreadRef, thread: Thread) -> tuple[Topic, ...]:
        """The topics that the program found for a thread, whose source names none."""
        return () if thread.topics else self._archive(ref.archive).index.topics_of(thread.title, thread.department)

    def stored(self, ref: ThreadRef) -> Thread:
        """A thread exactly as the archive holds it: what an export writes."""
        return self._archive(ref.archive).archive.thread(ref.thread)

    def related(self, ref: ThreadRef, limit: int = 5) -> tuple[Related, ...]:
        """The threads most alike to one, of the same archive, with the reasons."""
        return self._whole(lambda: self._related(ref, limit))

    def _related(self, ref: ThreadRef, limit: int) -> tuple[Related, ...]:
        opened = self._archive(ref.archive)
        number = opened.archive.number(ref.thread)
        if number is None:
            raise NotFoundError(tr("there is no thread {0}").format(ref.thread))
        threads: dict[int, Thread] = {}

        def read(one: int) -> Thread:
            threads[one] = named(opened, one)
            return threads[one]

        with opened.faults_told():
            alike = opened.index.related(number, read, limit)
        return tuple(
            Related(ThreadRef(ref.archive, thread.id), thread.title, thread.department, entry.score, entry.reasons)
            for entry, thread in ((entry, threads[entry.number]) for entry in alike)
        )

    def marker(self, query: Query) -> Marker | None:
        """What marks the words of a query in any text; None for an empty query."""
        if not query.text.strip():
            return None
        rankings = self._rankings(query)
        return rankings[0][1].marker if rankings else None

    def find(self, thread_id: str) -> ThreadRef:
        """The thread called `thread_id` in the first open archive that has it; raises NotFoundError."""
        for name, opened in self._open.items():
            if opened.archive.number(thread_id) is not None:
                return ThreadRef(name, thread_id)
        places = ", ".join(str(opened.archive.path) for opened in self._open.values())
        raise NotFoundError(tr("there is no thread {0} in {1}").format(thread_id, places or tr("no archive")))

    # ------------------------------------------------------------ what the reader keeps

    @property
    def keeping(self) -> Keeping:
        """All that the reader keeps; raises UserDatabaseError where there is no database for it."""
        if self._keeping is None:
            raise UserDatabaseError(tr("nothing can be kept: the database for it is not open"))
        return self._keeping

    def visit(self, ref: ThreadRef) -> None:
        """Note that a thread was opened: it stands in the history and is marked as read, unless reading is private."""
        if self._keeping is not None:
            self._keeping.visit(ref)

    def reads(self) -> frozenset[ThreadRef]:
        """The threads that were read, those of archives that are not open too."""
        return self._keeping.marks.read() if self._keeping else frozenset()

    def find_again(self, archive: str, progress: Progress = silent) -> FoundAgain | None:
        """Look up what is kept of an archive in what it is now; None where nothing is to be said of it."""
        if archive not in self._open:
            return None  # another one was opened meanwhile
        found = self._keeping.find_again(archive, progress) if self._keeping else None
        return found if found and (found.moved or found.gone) else None

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """All bookmarks, those of archives that are not open too; the newest first."""
        return self._keeping.shelf.bookmarks() if self._keeping else ()

    def set_bookmark(self, ref: ThreadRef, *, kept: bool) -> tuple[Bookmark, ...]:
        """Keep a thread or forget it; all bookmarks afterwards. Raises UserDatabaseError."""
        if kept:
            self.keeping.add_bookmark(ref)
        else:
            self.keeping.shelf.remove([ref])
        return self.bookmarks()

    # ------------------------------------------------------------ within

    def _rankings(self, query: Query) -> tuple[tuple[Opened, Ranking], ...]:
        return self._answered(query).rankings

    def _answered(self, query: Query, progress: Progress = silent) -> _Answer:
        changes = self._changes() if query.scope is not Scope.EVERYTHING else 0
        if self._answer is None or (self._answer.query, self._answer.changes) != (query, changes):
            self._answer = self._asked(query, changes, progress)
        return self._answer

    def _asked(self, query: Query, changes: int, progress: Progress) -> _Answer:
        alone = self._keeping is not None and is_alone(query)
        # what is kept is looked through by `shelving`; the index still counts its facets
        asked = replace(query, text="") if alone else query
        opened = self._open.items()
        rankings = tuple((one, one.ask(asked, self._among(name, query), progress)) for name, one in opened)
        ranked = _Answer(query, rankings, changes, (), sum(ranking.total for _, ranking in rankings))
        if self._keeping is None or query.scope is Scope.EVERYTHING:
            return ranked
        from qa_reader import shelving

        if alone:
            return _Answer(query, rankings, changes, shelving.rows(self._keeping, query))
        self._answer = ranked
        return replace(ranked, kept=shelving.others(self._keeping, query, frozenset(self._refs(query, None))))

    def _changes(self) -> int:
        return self._keeping.user.changes if self._keeping else 0

    def _among(self, archive: str, query: Query) -> frozenset[int] | None:
        """The row numbers to which the query's scope limits it in one archive; None for no limit."""
        if query.scope is Scope.EVERYTHING:
            return None
        from qa_reader import shelving

        kept = shelving.refs(self._keeping, query.scope, archive, query.folder, query.tag) if self._keeping else ()
        numbers = (self._open[archive].archive.number(ref.thread) for ref in kept)
        return frozenset(number for number in numbers if number is not None)

    def _hits(self, answer: _Answer, offset: int, limit: int) -> Iterable[tuple[Hit, str]]:
        """Each hit with what was asked, title and question."""
        ranked = max(0, min(limit, answer.ranked - offset))
        for rank, row in enumerate(self._rows(answer.rankings, offset, ranked) if ranked else (), offset + 1):
            yield hit_of(rank, *row)
        first = max(0, offset - answer.ranked)
        for rank, kept in enumerate(answer.kept[first : first + limit - ranked], max(offset, answer.ranked) + 1):
            yield kept_hit(rank, kept, self._open.get(kept.ref.archive)), ""

    def _rows(
        self, rankings: Iterable[tuple[Opened, Ranking]], offset: int, limit: int
    ) -> list[tuple[Opened, Ranking, Ranked]]:
        """The rows of all archives' answers as one."""
        rankings = tuple(rankings)
        if len(rankings) == 1:
            ((one, its),) = rankings
            return [(one, its, ranked) for ranked in one.page(its, offset, limit)]
        pages = ([(one, its, ranked) for ranked in one.page(its, 0, offset + limit)] for one, its in rankings)
        return list(heapq.merge(*pages, key=lambda row: row[2].key, reverse=True))[offset : offset + limit]

    def _archive(self, name: str) -> Opened:
        if name not in self._open:
            raise NotFoundError(tr("the archive of this thread is not open"))
        return self._open[name]

    def _let_go(self, name: str) -> None:
        self._answer, self._repeats = None, Repeats()
        opened = self._open.pop(name, None)
        if opened is not None:
            opened.close()


def _keeping(user: UserDatabase, archive: Callable[[str], Archive]) -> Keeping:
    from qa_reader.keeping import Keeping  # commands have no reader whose things it would keep

    return Keeping(user, archive)
