"""The tree's model: all threads, the departments with their FAQ topics, and what the reader keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile
from operator import is_
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QLocale, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from qa_reader import languages
from qa_reader.kept import DEEPEST, Collection, Kept
from qa_reader.model import ArchiveInfo, Department, Query, Scope, Sort, ThreadRef, Topic
from qa_reader.ui.models import carrying, kept_nodes
from qa_reader.ui.models.nodes import HEADINGS, Kind, Node
from qa_reader.wording import counted, tr

__all__ = ["COUNT_ROLE", "NODE_ROLE", "DepartmentTreeModel", "Dropped", "Kind", "Node"]

NODE_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_PLACE_ROLE = Qt.ItemDataRole.UserRole + 2  # among siblings, while they are put into another order

_Index = QModelIndex | QPersistentModelIndex
_CARRIED = frozenset({Kind.FOLDER, Kind.BOOKMARK, Kind.SEARCH})
_TAKES = {
    "threads": frozenset({Kind.BOOKMARKS, Kind.FOLDER, Kind.TAG}),
    "folder": frozenset({Kind.BOOKMARKS, Kind.FOLDER}),
    "search": frozenset({Kind.SEARCHES}),
}


def _flags_of(kind: Kind) -> Qt.ItemFlag:
    flags = Qt.ItemFlag.ItemIsEnabled
    if kind is not Kind.TOPICS:
        flags |= Qt.ItemFlag.ItemIsSelectable
    if kind in _CARRIED:
        flags |= Qt.ItemFlag.ItemIsDragEnabled
    if any(kind in kinds for kinds in _TAKES.values()):
        flags |= Qt.ItemFlag.ItemIsDropEnabled
    return flags


_FLAGS = {kind: _flags_of(kind) for kind in Kind}


class Dropped(Struct, frozen=True):
    """What was let go over a place: threads, a folder or a search; `position` among its like there, None at the end."""

    what: str  # a key of `_TAKES`
    place: Node
    position: int | None
    threads: tuple[ThreadRef, ...] = ()
    name: str = ""  # of a folder or a search


class DepartmentTreeModel(QStandardItemModel):
    """The tree of one archive and of what the reader keeps.

    Its shape is kept by Qt, in an item for each node: a view asks for all rows that are unfolded whenever one more
    comes, and to answer in Python took 300 ms where 5,000 bookmarks were.
    """

    dropped = Signal(object)  # Dropped

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSortRole(_PLACE_ROLE)
        self.setColumnCount(1)
        # empty until an archive is open: a tree that gets the keyboard goes to its first place, and asks for it
        self._root = Node(Kind.ROOT, "")
        self._info: ArchiveInfo | None = None
        self._collection = Collection()

    def show_archive(self, info: ArchiveInfo) -> None:
        """Show another archive's departments; what is kept stays."""
        if info == self._info:
            return
        seen, self._info = self._info, info
        places = [
            Node(Kind.ALL, self.tr("All threads"), threads=info.threads, query=Query(sort=Sort.NEWEST)),
            *map(self._department, info.departments),
        ]
        if seen is not None and (seen.id, seen.content_hash) == (info.id, info.content_hash):
            # opened after it was seen, with its computed topics: what was unfolded meanwhile stays
            self._sync(self._root, [*places, *kept_nodes.places(self._collection)])
            return
        self.clear()
        self.setColumnCount(1)
        self._root = Node(Kind.ROOT, "")
        self._root.add([*places, *kept_nodes.places(self._collection)])
        self.invisibleRootItem().appendRows([_item(child) for child in self._root.children])

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
        bookmarks = next(node for node in self._root.children if node.kind is Kind.BOOKMARKS)
        self._sync(self._root, [*places, *kept_nodes.places(collection, bookmarks)])

    def find(self, query: Query) -> QModelIndex:
        """The node for the place that a query asks within, whatever its text; invalid where there is none."""
        return _index_of(self._find(self._root, query))

    def index_named(self, kind: Kind, name: str) -> QModelIndex:
        """The node of a folder, a tag, a search by its name or id; invalid where there is none."""
        return _index_of(next((node for node in self._root.below() if node.identity == (kind, name)), None))

    # ------------------------------------------------------------ Qt's questions

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node: Node | None = super().data(index, NODE_ROLE)
        if node is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return node.label
        if role == NODE_ROLE:
            return node
        if role == COUNT_ROLE:
            return node.count
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node)
        return None

    def removeRows(self, _row: int, _count: int, _parent: _Index = QModelIndex()) -> bool:
        """Never: a view takes away what was dragged elsewhere, and what is kept has changed by then as it shall."""
        return False

    # ------------------------------------------------------------ drag and drop

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [carrying.THREADS, carrying.PLACE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        node = indexes[0].data(NODE_ROLE)
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
        place = parent.data(NODE_ROLE) or self._root
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
        if what == "folder" and not self._has_room(place, name):
            return None
        return Dropped(what, place, None if row < 0 else row, (), name)

    def _has_room(self, place: Node, folder: str) -> bool:
        """Whether a folder may come to stand in a place: not within itself, nor deeper than folders can be."""
        moved = self.index_named(Kind.FOLDER, folder).data(NODE_ROLE)
        around = list(place.folders_around())
        if moved is None or moved in around:
            return False
        # an order of its own is free to a folder that is too deep already
        return moved.parent is place or len(around) + moved.levels() <= DEEPEST

    # ------------------------------------------------------------ within

    def _sync(self, node: Node, wanted: Sequence[Node]) -> None:
        """Make a node's children the wanted ones, leaving those that stay in their place and unfolded."""
        there, item = node.children, node.item or self.invisibleRootItem()
        first = _alike(there, wanted)
        last = min(_alike(reversed(there), reversed(wanted)), min(len(there), len(wanted)) - first)
        changed = wanted[first : len(wanted) - last]
        self._remove(item, there, range(first, len(there) - last), {child.identity for child in changed})
        known = {child.identity: child for child in there[first : len(there) - last]}
        for row, child in enumerate(changed, first):
            if child.identity not in known:
                known[child.identity] = child
                there.insert(row, child)
                item.insertRow(row, _item(child))
        self._put_in_order(item, there, first, [known[child.identity] for child in changed])
        for child in there:
            child.parent = node
        for child in changed:
            self._become(known[child.identity], child)

    @staticmethod
    def _remove(item: QStandardItem, there: list[Node], rows: range, names: AbstractSet[tuple[Kind, str]]) -> None:
        for row in reversed(rows):
            if there[row].identity not in names:
                there.pop(row).item = None
                item.removeRow(row)

    def _put_in_order(self, item: QStandardItem, there: list[Node], first: int, wanted: list[Node]) -> None:
        """Sorted and not taken out and put in: what is unfolded stays so, and the mark where it is."""
        if there[first : first + len(wanted)] == wanted:
            return
        there[first : first + len(wanted)] = wanted
        self.blockSignals(True)
        for place, child in enumerate(there):
            child.item.setData(place, _PLACE_ROLE)
        self.blockSignals(False)
        item.sortChildren(0)

    def _become(self, node: Node, wanted: Node) -> None:
        if node is wanted:
            return
        if node.take(wanted):
            here = _index_of(node)
            self.dataChanged.emit(here, here)
        if node.children or wanted.children:
            self._sync(node, list(wanted.children))

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


def _item(node: Node) -> QStandardItem:
    """Qt's item for a node, with those of its children."""
    item = node.item = QStandardItem()
    item.setData(node, NODE_ROLE)
    item.setFlags(_FLAGS[node.kind])
    if node.ref is None:
        item.setColumnCount(1)  # else its first row would be a new column, too
    item.appendRows([_item(child) for child in node.children])
    return item


def _index_of(node: Node | None) -> QModelIndex:
    return node.item.index() if node is not None and node.item is not None else QModelIndex()


def _alike(some: Iterable[Node], others: Iterable[Node]) -> int:
    """How many of the first nodes are the same ones."""
    return sum(takewhile(bool, map(is_, some, others)))


def _place(query: Query) -> tuple[Scope, str, Topic | None, str, str]:
    """Where a query asks: a topic says more than its department."""
    return query.scope, "" if query.topic else query.department, query.topic, query.folder, query.tag


def _number(count: int) -> str:
    return QLocale().toString(count)
