"""The tree at the left: departments, FAQ topics, and what the reader keeps."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyleOptionViewItem, QTreeView, QWidget

from qa_reader.kept import Collection, Kept
from qa_reader.model import ArchiveInfo, Query, Scope, ThreadRef
from qa_reader.ui import painting, theme
from qa_reader.ui.delegates import CountDelegate
from qa_reader.ui.models.department_tree import NODE_ROLE, DepartmentTreeModel
from qa_reader.ui.models.nodes import EXACT, HEADINGS, Kind, Node
from qa_reader.ui.pointing import MiddleClick

_Index = QModelIndex | QPersistentModelIndex


class DepartmentTree(QTreeView):
    """Shows where one can look; choosing a node asks for its place, or opens the thread that it is.

    Folders, bookmarks and saved searches can be dragged, and threads be dropped on folders and tags.
    """

    place_requested = Signal(object)  # Query without text
    query_requested = Signal(object)  # Query as it stands
    thread_requested = Signal(object)  # ThreadRef
    visit_requested = Signal(object, object)  # ThreadRef, and the Query under which it was opened
    new_tab_requested = Signal(object, str)  # ThreadRef, its title
    menu_requested = Signal(object, QPoint)  # Node, and where on the screen its menu is to be
    dropped = Signal(object)  # Dropped

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("departmentTree")
        self.setAccessibleName(self.tr("Departments and bookmarks"))
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(600)
        # a section is not narrower than this: counts would be beyond the edge
        self.header().setMinimumSectionSize(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(CountDelegate(self))
        self._tree = DepartmentTreeModel(self)
        self.setModel(self._tree)
        self._place = Query()
        self.selectionModel().currentChanged.connect(self._choose)
        self.clicked.connect(self._unfold)
        self._tree.dropped.connect(self.dropped)
        MiddleClick(self, self.request_new_tab)

    @property
    def current_node(self) -> Node | None:
        """The place that is marked."""
        index = self.currentIndex()
        return index.data(NODE_ROLE) if index.isValid() else None

    def show_archive(self, info: ArchiveInfo) -> None:
        """Show another archive's departments."""
        with self._unmarked():
            self._tree.show_archive(info)
        self.show_place(self._place)

    def show_kept(self, collection: Collection, kinds: AbstractSet[Kept] = frozenset(Kept)) -> None:
        """Show what the reader keeps, of which these kinds changed."""
        with self._unmarked():
            self._tree.show_kept(collection, kinds)
        if self._place.scope is not Scope.EVERYTHING:
            self.show_place(self._place)

    def show_place(self, query: Query, ref: ThreadRef | None = None) -> None:
        """Mark the node for the place that a query asks within, without asking for it.

        `ref`: the thread that is open there; where the mark is on it, it stays.
        """
        self._place = query
        if self._stands_for(self.current_node, query, ref):
            return
        found = self._tree.find(query)
        selection = self.selectionModel()
        if found == self.currentIndex() and selection.isSelected(found):
            return  # at every key while somebody types: painting the tree anew takes longer than the list
        selection.blockSignals(True)
        self.setCurrentIndex(found)
        selection.setCurrentIndex(found, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        if found.isValid():
            self.scrollTo(found)
        self.viewport().update()

    def reveal(self, kind: Kind, name: str) -> None:
        """Unfold what a folder, tag or search is in, and bring it into sight."""
        index = self._tree.index_named(kind, name)
        if index.isValid():
            self.scrollTo(index)

    def request_new_tab(self, index: QModelIndex | None = None) -> bool:
        """Ask for a new tab with the thread of a row, usually the marked one; whether there is a thread in it."""
        node = (self.currentIndex() if index is None else index).data(NODE_ROLE)
        if node is None or node.ref is None:
            return False
        self.new_tab_requested.emit(node.ref, node.label)
        return True

    # ------------------------------------------------------------ Qt's events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button opens a menu of a place without going there."""
        if event.button() is not Qt.MouseButton.RightButton:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_requested.emit(index.data(NODE_ROLE), below if by_key else event.globalPos())

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The style paints the ground beside the triangle: in the colour that the delegate gives the row."""
        chosen = theme.selection(option.palette)
        option.palette.setColor(QPalette.ColorRole.Highlight, chosen)
        super().drawRow(painter, option, index)
        if self.selectionModel().isSelected(index):
            row = QRect(0, option.rect.top(), self.viewport().width(), option.rect.height())
            painting.paint_edge(painter, option, row)

    # ------------------------------------------------------------ within

    @contextmanager
    def _unmarked(self) -> Iterator[None]:
        """Let places go within the block: they leave the mark to their neighbours, which nobody chose."""
        chosen = self.selectionModel()
        chosen.blockSignals(True)
        try:
            yield
        finally:
            chosen.blockSignals(False)  # else no place could be chosen any more

    @staticmethod
    def _stands_for(node: Node | None, query: Query, ref: ThreadRef | None) -> bool:
        """Whether the mark is on a place that leads there, though another place is the query's own."""
        if node is None:
            return False
        if node.ref is not None and node.ref == ref:
            return True
        if node.kind is Kind.BOOKMARK:
            return query.scope is Scope.BOOKMARKS
        return node.kind in EXACT and node.query == query

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        node = index.data(NODE_ROLE) if index.isValid() else None
        if node is None:
            return
        if node.kind is Kind.VISIT:
            self.visit_requested.emit(node.ref, node.query)
        elif node.ref is not None:
            self.thread_requested.emit(node.ref)
        elif node.kind in EXACT:
            self.query_requested.emit(node.query)
        elif node.query is not None:
            self._place = node.query
            self.place_requested.emit(node.query)

    def _unfold(self, index: QModelIndex) -> None:
        """A click on a name unfolds what is below it: the small triangle is hard to hit."""
        if self.model().hasChildren(index) and not self.isExpanded(index):
            self.expand(index)
            self._unfold_topics(index)
        elif index.data(NODE_ROLE).kind in HEADINGS:
            self.collapse(index)

    def _unfold_topics(self, index: QModelIndex) -> None:
        first = self.model().index(0, 0, index)
        if first.isValid() and first.data(NODE_ROLE).kind is Kind.TOPICS:
            self.expand(first)
