"""What a command is about: the rows that are chosen in the list, a place of the tree whose menu is open, or the thread.

A row need not have come yet, and a folder may hold thousands: the threads are given to a function when they are known.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from qa_reader.ui import actions
from qa_reader.ui.models.department_tree import Node
from qa_reader.ui.panes.department_tree import DepartmentTree
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.panes.side_panel import SidePanel
from qa_reader.ui.places import Then
from qa_reader.ui.session import Session


class Choosing(QObject):
    """Knows what is chosen, and opens the menus of list and tree, whose entries are commands of `actions`."""

    def __init__(
        self, session: Session, tree: DepartmentTree, found: QuestionList, side: SidePanel, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._tree = tree
        self._list = found
        self._side = side
        self._window = window
        self._actions: Mapping[str, QAction] = {}
        self._menu = ""  # of which widget a menu is open
        self._node: Node | None = None
        found.menu_requested.connect(lambda at: self._open("questionList", at))
        tree.menu_requested.connect(self._open_for_node)

    def take_actions(self, made: Mapping[str, QAction]) -> None:
        """The actions that the menus show."""
        self._actions = made

    @property
    def node(self) -> Node | None:
        """The place in the tree whose menu is open, or that has the keyboard."""
        if self._menu:
            return self._node if self._menu == "departmentTree" else None
        return self._tree.current_node if self._has_keyboard(self._tree) else None

    @property
    def in_list(self) -> bool:
        """Whether rows of the list are meant, and not the thread that is read."""
        by_keyboard = not self._menu and self._has_keyboard(self._list) and len(self._list.chosen) > 0
        return self._menu == "questionList" or by_keyboard

    def threads(self, then: Then) -> None:
        """Call `then` with the threads that are meant, () for none, as soon as they are known.

        Those of a place in the tree only where its menu is open: nobody who reads means a whole folder.
        """
        node = self._node if self._menu == "departmentTree" else None
        if node is not None and node.ref is not None:
            then((node.ref,))
        elif node is not None and node.query is not None:
            self._session.find_all(node.query, then)
        elif self.in_list:
            self._rows(then)
        else:
            shown = self._session.navigation.shown
            then((shown,) if shown is not None else ())

    # ------------------------------------------------------------ the actions' methods

    def open_in_new_tab(self) -> None:
        """Open the chosen rows in new tabs: the menu's, those of the pane with the keyboard, or the list's."""
        if self._menu == "departmentTree" and self._node is not None and self._node.ref is not None:
            self._tree.new_tab_requested.emit(self._node.ref, self._node.label)
        elif self._menu or not any(
            self._has_keyboard(pane) and pane.request_new_tab() for pane in (self._tree, self._side)
        ):
            self._list.request_new_tabs()

    # ------------------------------------------------------------ within

    def _rows(self, then: Then) -> None:
        hits = self._list.hits
        rows = self._list.chosen
        known = [hits.hit(row) for row in rows]
        if all(known):
            then(tuple(dict.fromkeys(hit.ref for hit in known if hit is not None)))
        else:
            self._session.find_places(self._session.place.query, [hits.rank(row) for row in rows], then)

    def _open_for_node(self, node: Node, at: QPoint) -> None:
        self._node = node
        self._open("departmentTree", at, actions.menu_of(node.kind.name.lower()))

    def _open(self, name: str, at: QPoint, commands: tuple[str, ...] | None = None) -> None:
        menu = QMenu(self._window)
        menu.setObjectName(f"{name}.menu")
        for command in actions.menu_of(name) if commands is None else commands:
            if command:
                menu.addAction(self._actions[command])
            else:
                menu.addSeparator()
        if menu.isEmpty():
            menu.deleteLater()
            return
        self._menu = name
        # an entry is carried out after its menu was hidden
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, lambda: self._closed(menu)))
        menu.popup(at)

    def _closed(self, menu: QMenu) -> None:
        menu.deleteLater()
        self._menu, self._node = "", None

    def _has_keyboard(self, pane: QWidget) -> bool:
        focus = QApplication.focusWidget() or self._window.focusWidget()
        return focus is pane or pane.isAncestorOf(focus)
