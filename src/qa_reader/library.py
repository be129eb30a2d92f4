"""The read side: all that a window or a command may ask of the open archives and of what the reader keeps.

Joins `archive` and `search`, which do not know each other. Every method runs on one thread, the reading thread of
the window or the only one of a command; none is quick enough for the window's own.
"""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qa_reader.archive import Archive
from qa_reader.errors import IndexFault, NotFoundError, UserDatabaseError
from qa_reader.indexes import Index, open_index, rebuild
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
    silent,
)
from qa_reader.search import Marker, Ranked, Ranking, ThreadIndex, Vocabulary, repeats, with_own
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader.archive import UserDatabase
    from qa_reader.keeping import Keeping
    from qa_reader.kept import FoundAgain

T = TypeVar("T")
#: What is told that an index is damaged, and gives the progress of building another one in its place.
Mending = Callable[[IndexFault], AbstractContextManager[Progress]]
_MAX_FACET_VALUES = 200


@dataclass(frozen=True, slots=True)
class _Open:
    """An archive with its index."""

    archive: Archive
    own: Index

    @property
    def index(self) -> ThreadIndex:
        return self.own.threads

    def close(self) -> None:
        self.archive.close()
        self.own.close()


@dataclass(frozen=True, slots=True)
class _Answer:
    """The last query's rankings, an archive each, so that its next page is not searched for again."""

    query: Query
    rankings: tuple[tuple[_Open, Ranking], ...]
    changes: int  # of the user database, by then: an answer among the bookmarks may no longer be true


class Library:
    """The open archives, and the user database where one is given (commands have none)."""

    def __init__(self, indexes: Path, user: UserDatabase | None = None, mending: Mending | None = None) -> None:
        """`indexes` is the cache's folder; `mending` as in `Mending`, where somebody waits for it."""
        self._indexes = indexes
        self._mending = mending
        self._mended: set[str] = set()
        self._keeping = _keeping(user, lambda name: self._archive(name).archive) if user else None
        self._open: dict[str, _Open] = {}
        self._answer: _Answer | None = None
        self._vocabulary: Vocabulary | None = None  # None: the shipped one

    def use_vocabulary(self, file: Path) -> None:
        """Let the reader's own vocabulary change the shipped one; raises SettingsError where it is broken."""
        self._vocabulary = with_own(file)
        self._answer = None
        for opened in self._open.values():
            opened.index.use(self._vocabulary)

    # ------------------------------------------------------------ archives

    def open(self, path: Path, progress: Progress = silent) -> ArchiveInfo:
        """Open an archive, and build its index into the cache where it brings none that can be read.

        Raises ArchiveError that names the file, `Cancelled` out of `progress`.
        """
        archive = Archive(path)
        try:
            opened = _Open(archive, open_index(archive, self._indexes, progress))
        except BaseException:
            archive.close()
            raise
        if self._vocabulary is not None:
            opened.index.use(self._vocabulary)
        self._let_go(archive.id)
        self._open[archive.id] = opened
        return archive.info()

    def _whole(self, ask: Callable[[], T]) -> T:
        """An answer of the index; where that is damaged, and somebody waits, of the one that is built in its place."""
        try:
            return ask()
        except IndexFault as fault:
            broken = self._open.keys() - self._mended
            if self._mending is None or not broken:
                raise
            self._mended |= broken
            with self._mending(fault) as progress:
                for name in broken:
                    rebuild(self._open[name].archive.path, self._indexes, progress)
                    self.reopen(name, progress)
            return ask()

    def reopen(self, archive: str, progress: Progress = silent) -> None:
        """Open an archive again, to go on with the index that the cache has by now; see `indexes.rebuild`."""
        self.open(self._archive(archive).archive.path, progress)

    def archives(self) -> tuple[ArchiveInfo, ...]:
        """What the open archives say of themselves."""
        return tuple(opened.archive.info() for opened in self._open.values())

    def close(self, archive: str | None = None) -> None:
        """Let go of one archive, or of all."""
        for name in [archive] if archive is not None else list(self._open):
            self._let_go(name)

    # ------------------------------------------------------------ asking

    def search(self, query: Query, offset: int = 0, limit: int = PAGE) -> HitPage:
        """The hits `offset … offset + limit` of a query; with empty text it is browsing.

        Raises QuerySyntaxError with the place, ArchiveError or IndexFault where a file is damaged.
        """
        return self._whole(lambda: self._search(query, offset, limit))

    def _search(self, query: Query, offset: int, limit: int) -> HitPage:
        began = time.perf_counter()
        rankings = self._rankings(query)
        rows = tuple(self._hits(rankings, offset, limit))
        hits = tuple(hit for hit, _ in rows)
        return HitPage(
            query=query,
            offset=offset,
            hits=hits,
            total=sum(ranking.total for _, ranking in rankings),
            took_ms=(time.perf_counter() - began) * 1000,
            notes=tuple(dict.fromkeys(note for _, ranking in rankings for note in ranking.notes)),
            repeats=repeats([asked for _, asked in rows]),
            facets=_add_up(ranking.facets for _, ranking in rankings),
            unsaid=_sum(ranking.unsaid for _, ranking in rankings),
        )

    def refs(self, query: Query, places: Iterable[int] | None = None) -> tuple[ThreadRef, ...]:
        """The threads at these places of a query's answer, from 0, or all: without reading any of them."""
        return self._whole(lambda: self._refs(query, places))

    def _refs(self, query: Query, places: Iterable[int] | None) -> tuple[ThreadRef, ...]:
        rankings = self._rankings(query)
        total = sum(ranking.total for _, ranking in rankings)
        wanted = range(total) if places is None else sorted({place for place in places if 0 <= place < total})
        if not wanted:
            return ()
        rows = self._rows(rankings, wanted[0], wanted[-1] - wanted[0] + 1)
        chosen = [rows[place - wanted[0]] for place in wanted]
        found = ((one, one.archive.ids_of([ranked.number])) for one, _, ranked in chosen)
        return tuple(ThreadRef(one.archive.id, ids[0]) for one, ids in found if ids)

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """What may be meant by a text that is being typed: words, then names, then titles."""
        found: dict[tuple[Suggested, str], Suggestion] = {}
        for name, opened in self._open.items():
            index = opened.index
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
            page = opened.index.ask_words(text).page(0, limit)
            ids = opened.archive.ids_of(ranked.number for ranked in page)
            if len(ids) != len(page):
                raise _foreign(opened)
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
            threads[one] = _named(opened, one)
            return threads[one]

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
        found = self._keeping.find_again(archive, progress) if self._keeping else None
        return found if found and (found.moved or found.gone) else None

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """All bookmarks, those of archives that are not open too; the newest first."""
        return self._keeping.shelf.bookmarks() if self._keeping else ()

    def set_bookmark(self, ref: ThreadRef, *, kept: bool) -> tuple[Bookmark, ...]:
        """Keep a thread or forget it; all bookmarks afterwards. Raises UserDatabaseError."""
        return self.set_bookmarks([ref], kept=kept)

    def set_bookmarks(self, refs: Iterable[ThreadRef], *, kept: bool) -> tuple[Bookmark, ...]:
        """Keep threads or forget them; all bookmarks afterwards. Raises UserDatabaseError."""
        if kept:
            self.keeping.add_bookmarks(refs)
        else:
            self.keeping.shelf.remove(refs)
        return self.bookmarks()

    # ------------------------------------------------------------ within

    def _rankings(self, query: Query) -> tuple[tuple[_Open, Ranking], ...]:
        changes = self._changes() if query.scope is Scope.BOOKMARKS else 0
        if self._answer is None or (self._answer.query, self._answer.changes) != (query, changes):
            opened = self._open.items()
            rankings = tuple(
                (one, one.index.ask(_by_all_names(query, one), self._among(name, query))) for name, one in opened
            )
            self._answer = _Answer(query, rankings, changes)
        return self._answer.rankings

    def _changes(self) -> int:
        return self._keeping.user.changes if self._keeping else 0

    def _among(self, archive: str, query: Query) -> frozenset[int] | None:
        """The row numbers to which the query's scope limits it in one archive; None for no limit."""
        if query.scope is not Scope.BOOKMARKS:
            return None
        kept = self._keeping.bookmarked(archive, query.folder, query.tag) if self._keeping else ()
        numbers = (self._open[archive].archive.number(ref.thread) for ref in kept)
        return frozenset(number for number in numbers if number is not None)

    def _hits(self, rankings: Iterable[tuple[_Open, Ranking]], offset: int, limit: int) -> Iterable[tuple[Hit, str]]:
        """Each hit with what was asked, title and question."""
        for rank, (opened, ranking, ranked) in enumerate(self._rows(rankings, offset, limit), offset + 1):
            yield _hit(rank, opened, ranking, ranked)

    def _rows(
        self, rankings: Iterable[tuple[_Open, Ranking]], offset: int, limit: int
    ) -> list[tuple[_Open, Ranking, Ranked]]:
        """The rows of all archives' answers as one."""
        rankings = tuple(rankings)
        if len(rankings) == 1:
            return [(*rankings[0], ranked) for ranked in rankings[0][1].page(offset, limit)]
        pages = (
            [(opened, ranking, ranked) for ranked in ranking.page(0, offset + limit)] for opened, ranking in rankings
        )
        return list(heapq.merge(*pages, key=lambda row: row[2].key, reverse=True))[offset : offset + limit]

    def _archive(self, name: str) -> _Open:
        if name not in self._open:
            raise NotFoundError(tr("the archive {0} is not open").format(name))
        return self._open[name]

    def _let_go(self, name: str) -> None:
        self._answer = None
        opened = self._open.pop(name, None)
        if opened is not None:
            opened.close()


def _keeping(user: UserDatabase, archive: Callable[[str], Archive]) -> Keeping:
    from qa_reader.keeping import Keeping  # commands have no reader whose things it would keep

    return Keeping(user, archive)


def _named(opened: _Open, number: int) -> Thread:
    """The thread whose number an index gave."""
    found = opened.archive.by_number([number])
    if not found:
        raise _foreign(opened)
    return found[0]


def _foreign(opened: _Open) -> IndexFault:
    return IndexFault(tr("{0}: damaged: the index names a thread that is not there").format(opened.archive.path))


def _hit(rank: int, opened: _Open, ranking: Ranking, ranked: Ranked) -> tuple[Hit, str]:
    thread = _named(opened, ranked.number)
    hit = Hit(
        rank=rank,
        ref=ThreadRef(opened.archive.id, thread.id),
        score=ranked.score,
        title=thread.title,
        department=thread.department,
        doctor=thread.doctor,
        asked=thread.asked,
        replied=thread.replied,
        snippet=ranking.marker.snippet(thread),
        title_spans=ranking.marker.spans(thread.title),
    )
    return hit, f"{thread.title}\n{thread.question}"


def _by_all_names(query: Query, opened: _Open) -> Query:
    """The query of one archive: a department that goes by several names there is asked for by all of them."""
    names = opened.archive.names_of(query.department)
    if len(names) == 1:
        return query
    return replace(query, department="", filters=replace(query.filters, departments=names))


def _add_up(facets: Iterable[dict[str, dict[str, int]]]) -> dict[str, dict[str, int]]:
    """The facets of several archives as one, the most frequent values first."""
    sums: dict[str, Counter[str]] = {}
    for one in facets:
        for name, counts in one.items():
            sums.setdefault(name, Counter()).update(counts)
    return {name: dict(counts.most_common(_MAX_FACET_VALUES)) for name, counts in sums.items()}


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(total)
