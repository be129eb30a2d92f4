"""The tree's model: all threads, the departments with their FAQ topics, the bookmarks."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from qa_reader import languages
from qa_reader.model import ArchiveInfo, Bookmark, Department, Query, Scope, Sort, ThreadRef, Topic
from qa_reader.wording import counted, tr

NODE_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class Kind(Enum):
    """What a node of the tree stands for."""

    ROOT = auto()
    ALL = auto()
    DEPARTMENT = auto()
    TOPICS = auto()  # the heading above a department's topics
    TOPIC = auto()
    BOOKMARKS = auto()
    BOOKMARK = auto()


class Node:
    """A place in the tree: the query that choosing it asks, or the thread that it opens."""

    __slots__ = ("children", "count", "key", "kind", "label", "parent", "query", "ref")
    _keys = count(1)

    def __init__(
        self,
        kind: Kind,
        label: str,
        *,
        threads: int | None = None,
        query: Query | None = None,
        ref: ThreadRef | None = None,
    ) -> None:
        self.key = next(self._keys)
        self.kind = kind
        self.label = label
        self.count = threads
        self.query = query
        self.ref = ref
        self.parent: Node | None = None
        self.children: list[Node] = []

    @property
    def row(self) -> int:
        """The node's place among its siblings."""
        return self.parent.children.index(self) if self.parent else 0

    def add(self, children: Iterable[Node]) -> None:
        """Append children."""
        for child in children:
            child.parent = self
            self.children.append(child)


class DepartmentTreeModel(QAbstractItemModel):
    """The tree of one archive and of what the reader keeps."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Indexes carry a node's key, not the node: Qt keeps no reference to a Python object, and an index that
        # outlives its node must not point at freed memory.
        self._nodes: dict[int, Node] = {}
        self._root = Node(Kind.ROOT, "")
        self._bookmarks = Node(Kind.BOOKMARKS, self.tr("Bookmarks"), threads=0, query=Query(scope=Scope.BOOKMARKS))

    def show_archive(self, info: ArchiveInfo) -> None:
        """Show another archive's departments; the bookmarks stay."""
        self.beginResetModel()
        self._nodes.clear()
        self._root = Node(Kind.ROOT, "")
        self._root.add([Node(Kind.ALL, self.tr("All threads"), threads=info.threads, query=Query(sort=Sort.NEWEST))])
        self._root.add(self._department(department) for department in info.departments)
        self._root.add([self._bookmarks])
        self.endResetModel()

    def show_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """Show other bookmarks; the rest of the tree, and what is unfolded in it, stays."""
        node, index = self._bookmarks, self._index_of(self._bookmarks)
        if not index.isValid():  # no archive is open yet: the node is not in the tree
            node.children.clear()
            node.add(_kept(bookmarks))
            node.count = len(bookmarks)
            return
        if node.children:
            self.beginRemoveRows(index, 0, len(node.children) - 1)
            for child in node.children:
                self._nodes.pop(child.key, None)
            node.children.clear()
            self.endRemoveRows()
        if bookmarks:
            self.beginInsertRows(index, 0, len(bookmarks) - 1)
            node.add(_kept(bookmarks))
            self.endInsertRows()
        node.count = len(bookmarks)
        self.dataChanged.emit(index, index, [COUNT_ROLE])

    def find(self, query: Query) -> QModelIndex:
        """The node for the place that a query asks within, whatever its text; invalid where there is none."""
        return self._index_of(self._find(self._root, query) or self._root)

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:
        node = self._node(parent)
        if column != 0 or not 0 <= row < len(node.children):
            return QModelIndex()
        return self._index_of(node.children[row])

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent
        return self._index_of(above) if above else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._node(index).kind is Kind.TOPICS:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return node.label
        if role == NODE_ROLE:
            return node
        if role == COUNT_ROLE:
            return node.count
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node)
        return None

    def _spoken(self, node: Node) -> str:
        """What a screen reader says of a node."""
        if node.count is None:
            return node.label
        return tr("{0}, {1}").format(node.label, counted(node.count, tr("{0} thread"), tr("{0} threads")))

    def _department(self, department: Department) -> Node:
        name = " · ".join(languages.own_first(department.names or (department.name,))) or self.tr("No department")
        query = Query(department=department.name, sort=Sort.NEWEST)
        node = Node(Kind.DEPARTMENT, name, threads=department.threads, query=query if department.name else None)
        if department.topics:
            heading = Node(Kind.TOPICS, self.tr("FAQ topics"))
            heading.add(self._topic(topic, threads) for topic, threads in department.topics)
            node.add([heading])
        return node

    @staticmethod
    def _topic(topic: Topic, threads: int) -> Node:
        return Node(Kind.TOPIC, topic.name, threads=threads, query=Query(topic=topic, sort=Sort.NEWEST))

    def _find(self, node: Node, query: Query) -> Node | None:
        if node.query is not None and _place(node.query) == _place(query):
            return node
        return next((found for child in node.children if (found := self._find(child, query))), None)

    def _node(self, index: _Index) -> Node:
        return self._nodes.get(index.internalId(), self._root) if index.isValid() else self._root

    def _index_of(self, node: Node) -> QModelIndex:
        if node.kind is Kind.ROOT or node.parent is None:
            return QModelIndex()
        self._nodes[node.key] = node
        return self.createIndex(node.row, 0, node.key)


def _kept(bookmarks: Iterable[Bookmark]) -> Iterable[Node]:
    return (Node(Kind.BOOKMARK, bookmark.title, ref=bookmark.ref) for bookmark in bookmarks)


def _place(query: Query) -> tuple[Scope, str, Topic | None]:
    """Where a query asks: a topic says more than its department."""
    return query.scope, "" if query.topic else query.department, query.topic


def _number(count: int) -> str:
    return QLocale().toString(count)
