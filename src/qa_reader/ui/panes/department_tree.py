"""The tree at the left: departments, FAQ topics, bookmarks."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyleOptionViewItem, QTreeView, QWidget

from qa_reader.model import ArchiveInfo, Bookmark, Query, Scope
from qa_reader.ui import theme
from qa_reader.ui.delegates import CountDelegate
from qa_reader.ui.models.department_tree import NODE_ROLE, DepartmentTreeModel, Kind, Node
from qa_reader.ui.pointing import MiddleClick

_Index = QModelIndex | QPersistentModelIndex


class DepartmentTree(QTreeView):
    """Shows where one can look; choosing a node asks for its place, or opens a bookmarked thread."""

    place_requested = Signal(object)  # Query without text
    thread_requested = Signal(object)  # ThreadRef
    new_tab_requested = Signal(object, str)  # ThreadRef, its title
    menu_requested = Signal(object, QPoint)  # Node, and where on the screen its menu is to be

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("departmentTree")
        self.setAccessibleName(self.tr("Departments and bookmarks"))
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(CountDelegate(self))
        self._tree = DepartmentTreeModel(self)
        self.setModel(self._tree)
        self._place = Query()
        self.selectionModel().currentChanged.connect(self._choose)
        self.clicked.connect(self._unfold)
        MiddleClick(self, self.request_new_tab)

    @property
    def current_node(self) -> Node | None:
        """The place that is marked."""
        index = self.currentIndex()
        return index.data(NODE_ROLE) if index.isValid() else None

    def show_archive(self, info: ArchiveInfo) -> None:
        """Show another archive's departments."""
        self._tree.show_archive(info)
        self.show_place(self._place)

    def show_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """Show what the reader keeps."""
        self._tree.show_bookmarks(bookmarks)
        if self._place.scope is Scope.BOOKMARKS:
            self.show_place(self._place)

    def show_place(self, query: Query) -> None:
        """Mark the node for the place that a query asks within, without asking for it."""
        self._place = query
        found = self._tree.find(query)
        current = self.currentIndex()
        bookmark = current.isValid() and current.data(NODE_ROLE).kind is Kind.BOOKMARK
        if bookmark and query.scope is Scope.BOOKMARKS:
            return
        selection = self.selectionModel()
        if found == current and selection.isSelected(found):
            return  # at every key while somebody types: painting the tree anew takes longer than the list
        selection.blockSignals(True)
        self.setCurrentIndex(found)
        selection.setCurrentIndex(found, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        if found.isValid():
            self.scrollTo(found)
        self.viewport().update()

    def request_new_tab(self, index: QModelIndex | None = None) -> bool:
        """Ask for a new tab with the thread of a row, usually the marked one; whether there is a thread in it."""
        node = (self.currentIndex() if index is None else index).data(NODE_ROLE)
        if node is None or node.ref is None:
            return False
        self.new_tab_requested.emit(node.ref, node.label)
        return True

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

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        node = index.data(NODE_ROLE) if index.isValid() else None
        if node is None:
            return
        if node.ref is not None:
            self.thread_requested.emit(node.ref)
        elif node.query is not None:
            self._place = node.query
            self.place_requested.emit(node.query)

    def _unfold(self, index: QModelIndex) -> None:
        """A click on a name unfolds what is below it: the small triangle is hard to hit."""
        if self.model().hasChildren(index) and not self.isExpanded(index):
            self.expand(index)
            self._unfold_topics(index)
        elif index.data(NODE_ROLE).kind is Kind.TOPICS:
            self.collapse(index)

    def _unfold_topics(self, index: QModelIndex) -> None:
        first = self.model().index(0, 0, index)
        if first.isValid() and first.data(NODE_ROLE).kind is Kind.TOPICS:
            self.expand(first)
