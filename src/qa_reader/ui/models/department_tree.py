"""The tree's model: all threads, the departments with their FAQ topics, and what the reader keeps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from qa_reader import languages
from qa_reader.kept import Collection, Kept
from qa_reader.model import ArchiveInfo, Department, Query, Scope, Sort, ThreadRef, Topic
from qa_reader.ui.models import carrying, kept_nodes
from qa_reader.ui.models.nodes import HEADINGS, Kind, Node
from qa_reader.wording import counted, tr

__all__ = ["COUNT_ROLE", "NODE_ROLE", "DepartmentTreeModel", "Dropped", "Kind", "Node"]

NODE_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_CARRIED = frozenset({Kind.FOLDER, Kind.BOOKMARK, Kind.SEARCH})
_TAKES = {
    "threads": frozenset({Kind.BOOKMARKS, Kind.FOLDER, Kind.TAG}),
    "folder": frozenset({Kind.BOOKMARKS, Kind.FOLDER}),
    "search": frozenset({Kind.SEARCHES}),
}


class Dropped(Struct, frozen=True):
    """What was let go over a place: threads, a folder or a search; `position` among its like there, None at the end."""

    what: str  # a key of `_TAKES`
    place: Node
    position: int | None
    threads: tuple[ThreadRef, ...] = ()
    name: str = ""  # of a folder or a search


class DepartmentTreeModel(QAbstractItemModel):
    """The tree of one archive and of what the reader keeps."""

    dropped = Signal(object)  # Dropped

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Indexes carry a node's key, not the node: Qt keeps no reference to a Python object, and an index that
        # outlives its node must not point at freed memory.
        self._nodes: dict[int, Node] = {}
        # empty until an archive is open: a tree that gets the keyboard goes to its first place, and asks for it
        self._root = Node(Kind.ROOT, "")
        self._collection = Collection()

    def show_archive(self, info: ArchiveInfo) -> None:
        """Show another archive's departments; what is kept stays."""
        self.beginResetModel()
        self._nodes.clear()
        self._root = Node(Kind.ROOT, "")
        self._root.add([Node(Kind.ALL, self.tr("All threads"), threads=info.threads, query=Query(sort=Sort.NEWEST))])
        self._root.add(self._department(department) for department in info.departments)
        self._root.add(kept_nodes.places(self._collection))
        self.endResetModel()

    def show_kept(self, collection: Collection, kinds: AbstractSet[Kept] = frozenset(Kept)) -> None:
        """Show what is kept now, of which these kinds changed; the rest of the tree, and what is unfolded, stays."""
        self._collection = collection
        if not self._root.children:
            return
        if kinds <= {Kept.HISTORY, Kept.READ}:
            here = next(node for node in self._root.children if node.kind is Kind.HISTORY)
            self._sync(here, kept_nodes.history(collection).children)
            return
        places = [node for node in self._root.children if node.kind in {Kind.ALL, Kind.DEPARTMENT}]
        self._sync(self._root, [*places, *kept_nodes.places(collection)])

    def find(self, query: Query) -> QModelIndex:
        """The node for the place that a query asks within, whatever its text; invalid where there is none."""
        return self._index_of(self._find(self._root, query) or self._root)

    def index_named(self, kind: Kind, name: str) -> QModelIndex:
        """The node of a folder, a tag, a search by its name or id; invalid where there is none."""
        found = (node for node in self._root.below() if node.identity == (kind, name))
        return self._index_of(next(found, self._root))

    # ------------------------------------------------------------ Qt's questions

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
        node = self._node(index)
        flags = Qt.ItemFlag.ItemIsEnabled
        if node.kind is not Kind.TOPICS:
            flags |= Qt.ItemFlag.ItemIsSelectable
        if node.kind in _CARRIED:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        if any(node.kind in kinds for kinds in _TAKES.values()):
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return node.label
        if role == NODE_ROLE:
            return node
        if role == COUNT_ROLE:
            return node.count
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node)
        return None

    # ------------------------------------------------------------ drag and drop

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [carrying.THREADS, carrying.PLACE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        node = self._node(indexes[0])
        if node.ref is not None:
            return carrying.threads([node.ref])
        data = QMimeData()
        data.setData(carrying.PLACE, json.dumps([node.kind.name.lower(), node.name]).encode())
        return data

    def canDropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: _Index) -> bool:
        return self._landing(data, row, parent) is not None

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: _Index) -> bool:
        landing = self._landing(data, row, parent)
        if landing is not None:
            self.dropped.emit(landing)
        return landing is not None

    def _landing(self, data: QMimeData, row: int, parent: _Index) -> Dropped | None:
        """Where something would come to stand; None where it cannot."""
        place = self._node(parent)
        threads = carrying.carried(data)
        if threads:
            folders = sum(child.kind is Kind.FOLDER for child in place.children)
            position = None if row < 0 or place.kind is Kind.TAG else max(0, row - folders)
            return Dropped("threads", place, position, threads) if place.kind in _TAKES["threads"] else None
        if not data.hasFormat(carrying.PLACE):
            return None
        what, name = json.loads(bytes(data.data(carrying.PLACE).data()))
        if place.kind not in _TAKES.get(what, ()):
            return None
        above: Node | None = place
        while above is not None:
            if above.identity == (Kind.FOLDER, name):
                return None  # a folder cannot be put into itself
            above = above.parent
        return Dropped(what, place, None if row < 0 else row, (), name)

    # ------------------------------------------------------------ within

    def _sync(self, node: Node, wanted: Sequence[Node]) -> None:
        """Make a node's children the wanted ones, leaving those that stay in their place and unfolded."""
        index = self._index_of(node)
        names = {child.identity for child in wanted}
        for row in reversed(range(len(node.children))):
            if node.children[row].identity not in names:
                self.beginRemoveRows(index, row, row)
                for gone in node.children.pop(row).below():
                    self._nodes.pop(gone.key, None)
                self.endRemoveRows()
        for row, child in enumerate(wanted):
            self._put(node, index, row, child)

    def _put(self, node: Node, index: QModelIndex, row: int, wanted: Node) -> None:
        """Make the child in a row the wanted one: there already, farther down, or new."""
        rest = range(row, len(node.children))
        at = next((place for place in rest if node.children[place].identity == wanted.identity), None)
        if at is None:
            self.beginInsertRows(index, row, row)
            wanted.parent = node
            node.children.insert(row, wanted)
            self.endInsertRows()
            return
        if at != row:
            self.beginMoveRows(index, at, at, index, row)
            node.children.insert(row, node.children.pop(at))
            self.endMoveRows()
        child = node.children[row]
        if child is not wanted:
            if child.take(wanted):
                self._nodes[child.key] = child
                here = self.createIndex(row, 0, child.key)
                self.dataChanged.emit(here, here)
            if child.children or wanted.children:  # most are leaves: 5,000 bookmarks took 80 ms, now 40
                self._sync(child, list(wanted.children))

    def _spoken(self, node: Node) -> str:
        """What a screen reader says of a node."""
        if node.count is None:
            return node.label
        return tr("{0}, {1}").format(node.label, counted(node.count, tr("{0} thread"), tr("{0} threads")))

    def _department(self, department: Department) -> Node:
        name = " · ".join(languages.own_first(department.names or (department.name,))) or self.tr("No department")
        query = Query(department=department.name, sort=Sort.NEWEST)
        node = Node(
            Kind.DEPARTMENT,
            name,
            name=department.name,
            threads=department.threads,
            query=query if department.name else None,
        )
        if department.topics:
            computed = department.computed
            heading = Node(Kind.TOPICS, self.tr("Topics found in the titles") if computed else self.tr("FAQ topics"))
            heading.add(self._topic(topic, threads) for topic, threads in department.topics)
            node.add([heading])
        return node

    @staticmethod
    def _topic(topic: Topic, threads: int) -> Node:
        return Node(Kind.TOPIC, topic.name, threads=threads, query=Query(topic=topic, sort=Sort.NEWEST))

    def _find(self, node: Node, query: Query) -> Node | None:
        if node.kind not in HEADINGS and node.query is not None and _place(node.query) == _place(query):
            return node
        if node.kind in {Kind.SEARCHES, Kind.HISTORY}:
            return None
        return next((found for child in node.children if (found := self._find(child, query))), None)

    def _node(self, index: _Index) -> Node:
        return self._nodes.get(index.internalId(), self._root) if index.isValid() else self._root

    def _index_of(self, node: Node) -> QModelIndex:
        if node.kind is Kind.ROOT or node.parent is None:
            return QModelIndex()
        self._nodes[node.key] = node
        return self.createIndex(node.row, 0, node.key)


def _place(query: Query) -> tuple[Scope, str, Topic | None, str, str]:
    """Where a query asks: a topic says more than its department."""
    return query.scope, "" if query.topic else query.department, query.topic, query.folder, query.tag


def _number(count: int) -> str:
    return QLocale().toString(count)
