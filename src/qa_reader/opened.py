"""An open archive with its index, and the hits that rows of an answer become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from qa_reader.archive import Archive
from qa_reader.errors import IndexFault
from qa_reader.indexes import Index
from qa_reader.model import ArchiveInfo, Department, Hit, Progress, Query, Snippet, Thread, ThreadRef
from qa_reader.search import Counted, Ranked, Ranking, ThreadIndex, Wanted
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader import shelving

_MAX_FACET_VALUES = 200
_EXTRACT = 300  # characters of a question below the title of what is kept


class Opened(Struct, frozen=True):
    """An archive with its index."""

    archive: Archive
    own: Index

    @property
    def index(self) -> ThreadIndex:
        """What is asked."""
        return self.own.threads

    def info(self) -> ArchiveInfo:
        """What the archive says of itself, with computed topics where a department has none of the source's."""
        return with_topics(self.archive.info(), self.index.topics)

    @contextmanager
    def faults_told(self) -> Iterator[None]:
        """What is wrong with the index is told of the archive's file: an index knows only the names of its parts."""
        try:
            yield
        except IndexFault as fault:
            if fault.archive:
                raise
            said = tr("{0}: its search index is damaged and has to be built anew ({1})")
            what = str(fault).removeprefix(f"{self.archive.path}: ")
            raise IndexFault(said.format(self.archive.path, what), self.archive.id) from fault

    @property
    def found_names(self) -> frozenset[str]:
        """The names of topics that were found in titles alone."""
        with self.faults_told():
            return self.index.found_names

    def ask(self, query: Query, among: frozenset[int] | None, progress: Progress) -> Ranking:
        """The index's answer to a query."""
        with self.faults_told():
            return self.index.ask(by_all_names(query, self), among, progress)

    def page(self, ranking: Ranking, offset: int, limit: int) -> tuple[Ranked, ...]:
        """Some rows of its answer."""
        with self.faults_told():
            return ranking.page(offset, limit)

    def counts(self, ranking: Ranking, wanted: Wanted | None) -> dict[str, dict[str, int]]:
        """The facets of its answer."""
        with self.faults_told():
            return ranking.counts(wanted)

    def close(self) -> None:
        """Let go of the files."""
        self.archive.close()
        self.own.close()


def with_topics(info: ArchiveInfo, computed: Mapping[str, Counted]) -> ArchiveInfo:
    """The same with the computed topics of its departments, where the source names none."""

    def completed(department: Department) -> Department:
        if department.topics:
            return department
        found = [counted for name in department.names for counted in computed.get(name, ())]
        return replace(department, topics=tuple(sorted(found, key=lambda one: -one[1])), computed=bool(found))

    return replace(info, departments=tuple(map(completed, info.departments)))


def named(opened: Opened, number: int) -> Thread:
    """The thread whose number an index gave."""
    found = opened.archive.by_number([number])
    if not found:
        raise foreign(opened)
    return found[0]


def foreign(opened: Opened) -> IndexFault:
    """The fault of an index that is of other threads."""
    archive = opened.archive
    return IndexFault(
        tr("{0}: damaged: the index names a thread that is not there, and has to be built anew").format(archive.path),
        archive.id,
    )


def hit_of(rank: int, opened: Opened, ranking: Ranking, ranked: Ranked) -> tuple[Hit, str]:
    """The hit of a row of an index's answer, and what was asked, title and question."""
    thread = named(opened, ranked.number)
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


def kept_hit(rank: int, row: shelving.Row, opened: Opened | None) -> Hit:
    """The hit of a row from what is kept: as the archive has the thread, or as it is remembered."""
    snippet = Snippet(row.text or row.extract, row.spans if row.text else ())
    title, department = row.title or row.ref.thread, row.department
    if opened is None or opened.archive.number(row.ref.thread) is None:
        return Hit(rank, row.ref, 0.0, title, department, snippet=snippet, absent=True, highlight=row.highlight)
    thread = opened.archive.thread(row.ref.thread)
    facts = (thread.title, thread.department, thread.doctor, thread.asked, thread.replied)
    shown = snippet if row.text else Snippet(thread.question[:_EXTRACT])
    return Hit(rank, row.ref, 0.0, *facts, shown, highlight=row.highlight)


def by_all_names(query: Query, opened: Opened) -> Query:
    """The query of one archive: a department that goes by several names there is asked for by all of them."""
    names = opened.archive.names_of(query.department)
    if len(names) == 1:
        return query
    return replace(query, department="", filters=replace(query.filters, departments=names))


def wanted_values(query: Query, text: str) -> Wanted | None:
    """Which values are told however rare: what a query asks for, and what has a text in its name; None for none."""
    filters, text = query.filters, text.strip().casefold()
    topic = (query.topic.name,) if query.topic else ()
    chosen = {
        "department": frozenset({*filters.departments, query.department}),
        "topic": frozenset({*filters.topics, *topic}),
        "doctor": frozenset(filters.doctors),
        "hospital": frozenset(filters.hospitals),
    }
    return Wanted(chosen, text) if text or any(map(any, chosen.values())) else None


def add_up(facets: Iterable[dict[str, dict[str, int]]], wanted: Wanted | None = None) -> dict[str, dict[str, int]]:
    """The facets of several archives as one, the most frequent values first, and behind them those that are wanted."""
    sums: dict[str, Counter[str]] = {}
    for one in facets:
        for name, counts in one.items():
            sums.setdefault(name, Counter()).update(counts)
    return {name: dict(_most(name, counts, wanted)) for name, counts in sums.items()}


def _most(facet: str, counts: Counter[str], wanted: Wanted | None) -> list[tuple[str, int]]:
    ranked = counts.most_common()
    rest = ((one[0], one) for one in ranked[_MAX_FACET_VALUES:])
    more = wanted.of(facet, rest, _MAX_FACET_VALUES) if wanted is not None else []
    return ranked[:_MAX_FACET_VALUES] + more


def sum_up(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """The counts of several archives as one."""
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(total)
