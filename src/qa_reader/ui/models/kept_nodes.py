"""What the reader keeps as places of the tree: folders with bookmarks, tags, notes, highlights, searches, history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from operator import attrgetter

from qa_reader.kept import DEEPEST, Collection, Folder, HistoryDay, SavedSearch, Visit
from qa_reader.model import Bookmark, Query, Scope, ThreadRef
from qa_reader.ui.models.nodes import Kind, Node
from qa_reader.wording import day as told_day
from qa_reader.wording import tr


def places(collection: Collection, before: Node | None = None) -> list[Node]:
    """The places at the top of the tree; those of which nothing is kept are left out, where that leaves no riddle.

    `before`: the bookmarks as they were; of those that are as they were the same nodes are taken.
    """
    found = [_bookmarks(collection, before)]
    if tags := Counter(tag for one in collection.bookmarks for tag in one.tags):
        names = sorted(tags, key=str.casefold)
        found.append(Node(Kind.TAGS, tr("Tags"), children=[_tag(name, tags[name]) for name in names]))
    if collection.notes:
        query = Query(scope=Scope.NOTES)
        found.append(Node(Kind.NOTES, tr("My notes"), threads=len(collection.notes), query=query))
    if collection.highlights:
        query = Query(scope=Scope.HIGHLIGHTS)
        found.append(Node(Kind.HIGHLIGHTS, tr("Highlights"), threads=len(collection.highlights), query=query))
    found.append(Node(Kind.SEARCHES, tr("Saved searches"), children=map(_search, collection.searches)))
    found.append(history(collection))
    return found


def history(collection: Collection) -> Node:
    """The history alone: it changes with every thread that is opened."""
    return Node(Kind.HISTORY, tr("History"), children=map(_day, collection.history))


def described(query: Query) -> str:
    """A query in few words: what is looked for, and where."""
    where = {
        Scope.BOOKMARKS: tr("Bookmarks"), Scope.NOTES: tr("My notes"), Scope.HIGHLIGHTS: tr("Highlights"),
    }.get(query.scope, "")  # fmt: skip
    some = query.filters
    filters = (*some.departments, *some.topics, *some.doctors, *some.hospitals, *some.sexes, *some.ages)
    years = "–".join(str(year) for year in dict.fromkeys(some.years)) if some.years else ""
    place = query.topic.name if query.topic else query.department
    parts = (query.text.strip(), where, query.tag, place, *filters, years)
    return " · ".join(filter(None, parts)) or tr("All threads")


def day_label(day: date, today: date) -> str:
    """What a day of the history is called."""
    if day == today:
        return tr("Today")
    return tr("Yesterday") if day == today - timedelta(days=1) else told_day(day)


def _bookmarks(collection: Collection, before: Node | None) -> Node:
    inside: dict[str, list[Bookmark]] = {}
    for one in collection.bookmarks:
        inside.setdefault(one.folder, []).append(one)
    for siblings in inside.values():
        siblings.sort(key=attrgetter("position", "created", "ref"))
    return Node(
        Kind.BOOKMARKS,
        tr("Bookmarks"),
        threads=len(collection.bookmarks),
        query=Query(scope=Scope.BOOKMARKS),
        children=_inside("", _by_place(collection.folders), inside, _known(before) if before is not None else {}),
    )


def _known(node: Node) -> dict[tuple[str, ThreadRef], Node]:
    """The nodes of bookmarks by folder and thread."""
    known = {(node.name, child.ref): child for child in node.children if child.ref is not None}
    for child in node.children:
        if child.ref is None:
            known |= _known(child)
    return known


def _by_place(folders: Iterable[Folder]) -> dict[str, list[Folder]]:
    """The folders that each folder shows within itself, in their order; too deep ones come beside the deepest."""
    below: dict[str, list[Folder]] = {}
    for one in folders:
        below.setdefault(one.parent, []).append(one)
    shown: dict[str, list[Folder]] = {}
    todo = [("", "", 0)]
    while todo:
        folder, place, level = todo.pop()
        inside = below.get(folder, ())
        shown.setdefault(place, []).extend(inside)
        todo += [(one.id, place, level) if level == DEEPEST - 1 else (one.id, one.id, level + 1) for one in inside]
    return shown


def _inside(
    folder: str,
    folders: dict[str, list[Folder]],
    inside: dict[str, list[Bookmark]],
    known: dict[tuple[str, ThreadRef], Node],
) -> Iterator[Node]:
    """The folders in a folder, and then its own bookmarks."""
    for one in folders.get(folder, ()):
        children = list(_inside(one.id, folders, inside, known))
        threads = sum(child.count or 0 if child.kind is Kind.FOLDER else 1 for child in children)
        query = Query(scope=Scope.BOOKMARKS, folder=one.id)
        yield Node(Kind.FOLDER, one.name, name=one.id, threads=threads, query=query, children=children)
    for kept in inside.get(folder, ()):
        title = kept.title or kept.ref.thread
        same = known.get((folder, kept.ref))
        if same is not None and same.label == title:
            yield same
        else:
            yield Node(Kind.BOOKMARK, title, name="/".join(kept.ref), ref=kept.ref)


def _tag(name: str, threads: int) -> Node:
    return Node(Kind.TAG, name, name=name, threads=threads, query=Query(scope=Scope.BOOKMARKS, tag=name))


def _search(search: SavedSearch) -> Node:
    return Node(Kind.SEARCH, search.name, name=search.id, query=search.query)


def _day(one: HistoryDay) -> Node:
    today = datetime.now().astimezone().date()
    name = one.day.isoformat()
    visits = (_visit(visit, name) for visit in one.visits)
    return Node(Kind.DAY, day_label(one.day, today), name=name, children=visits)


def _visit(visit: Visit, day: str) -> Node:
    query = visit.query or Query()
    if visit.ref is None:
        return Node(Kind.ASKED, tr("Search: {0}").format(described(query)), name=f"{day} {query!r}", query=query)
    title = visit.title or visit.ref.thread
    return Node(Kind.VISIT, title, name=f"{day} {'/'.join(visit.ref)}", query=query, ref=visit.ref)
