"""The places of the tree, and the query or thread that each stands for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import Any

from qa_reader.model import Query, ThreadRef


class Kind(Enum):
    """What a place of the tree is."""

    ROOT = auto()
    ALL = auto()
    DEPARTMENT = auto()
    TOPICS = auto()  # the heading above a department's topics
    TOPIC = auto()
    BOOKMARKS = auto()
    FOLDER = auto()
    BOOKMARK = auto()
    TAGS = auto()  # the heading above the tags
    TAG = auto()
    NOTES = auto()
    HIGHLIGHTS = auto()
    SEARCHES = auto()  # the heading above the saved searches
    SEARCH = auto()
    HISTORY = auto()  # the heading above the days
    DAY = auto()
    VISIT = auto()  # a thread that was opened
    ASKED = auto()  # a query that was asked


#: Places that open and close and ask for nothing.
HEADINGS = frozenset({Kind.TOPICS, Kind.TAGS, Kind.SEARCHES, Kind.HISTORY, Kind.DAY})
#: Places whose query is asked as it stands, words and filters too.
EXACT = frozenset({Kind.SEARCH, Kind.VISIT, Kind.ASKED})


class Node:
    """A place in the tree: the query that choosing it asks, or the thread that it opens.

    `name` says which place it is, whatever it is called: a folder's id, a tag. `item` is what a model has for it.
    """

    __slots__ = ("children", "count", "item", "kind", "label", "name", "parent", "query", "ref")

    def __init__(
        self,
        kind: Kind,
        label: str,
        *,
        name: str = "",
        threads: int | None = None,
        query: Query | None = None,
        ref: ThreadRef | None = None,
        children: Iterable[Node] = (),
    ) -> None:
        self.kind = kind
        self.name = name
        self.label = label
        self.count = threads
        self.query = query
        self.ref = ref
        self.item: Any = None
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.add(children)

    @property
    def row(self) -> int:
        """The node's place among its siblings."""
        return self.parent.children.index(self) if self.parent else 0

    @property
    def identity(self) -> tuple[Kind, str]:
        """What stays the same when a place gets another name."""
        return self.kind, self.name

    def add(self, children: Iterable[Node]) -> None:
        """Append children."""
        for child in children:
            child.parent = self
            self.children.append(child)

    def take(self, other: Node) -> bool:
        """Become what another node of the same identity is, children apart; whether anything is different then."""
        before = self.label, self.count, self.query, self.ref
        self.label, self.count, self.query, self.ref = other.label, other.count, other.query, other.ref
        return before != (self.label, self.count, self.query, self.ref)

    def folders_around(self) -> Iterable[Node]:
        """The folders that what is put here would lie in, from the innermost."""
        place: Node | None = self
        while place is not None and place.kind is Kind.FOLDER:
            yield place
            place = place.parent

    def levels(self) -> int:
        """How many folders lie within each other from this one on, itself counted."""
        return 1 + max((child.levels() for child in self.children if child.kind is Kind.FOLDER), default=0)

    def below(self) -> Iterable[Node]:
        """The node and all within it."""
        yield self
        for child in self.children:
            yield from child.below()
