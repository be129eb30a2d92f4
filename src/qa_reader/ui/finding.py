"""Wires what helps to find to the session: the facet panel below the tree, and what the list shows beside its rows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QSplitter, QToolBar, QToolButton

from qa_reader.model import HitPage
from qa_reader.ui import theme
from qa_reader.ui.panes.department_tree import DepartmentTree
from qa_reader.ui.panes.facet_panel import FacetPanel
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.session import Session

_SHARES = (1, 2)  # of the column's height: tree, facet panel


class Finding(QObject):
    """The left column, which holds the tree and, when asked for, the facet panel."""

    def __init__(self, session: Session, tree: DepartmentTree, found: QuestionList, window: QMainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._list = found
        self._window = window
        self._page: HitPage | None = None
        self._facets = FacetPanel(window)
        self.column = QSplitter(Qt.Orientation.Vertical, window)
        self.column.setObjectName("placesAndFilters")
        self.column.setHandleWidth(1)
        self.column.setChildrenCollapsible(False)
        self.column.addWidget(tree)
        self.column.addWidget(self._facets)
        for place, share in enumerate(_SHARES):
            self.column.setStretchFactor(place, share)
        self._facets.hide()
        self._connect()

    def toggle(self) -> None:
        """Show the facet panel with the keyboard in it, or hide it and leave the keyboard in the list."""
        shown = self._facets.isHidden()
        self._facets.setVisible(shown)
        self._action().setChecked(shown)
        if shown:
            self._fill()
            self._share_height()
            self._facets.focus_first()
        else:
            self._list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def label_button(self, bar: QToolBar) -> None:
        """Give the toolbar's button its word: a funnel alone says too little."""
        button = bar.widgetForAction(self._action())
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def recolour(self) -> None:
        """Draw the line between tree and panel in the palette's colours."""
        rule = theme.colours(self._window.palette()).rule.name()
        self.column.setStyleSheet(f"QSplitter::handle {{ background: {rule}; }}")

    def _connect(self) -> None:
        self._session.hits_replaced.connect(self._show_hits)
        self._facets.query_requested.connect(self._session.ask)

    def _show_hits(self, page: HitPage) -> None:
        self._page = page
        self._fill()

    def _fill(self) -> None:
        """Show the counts, where somebody looks."""
        if self._page is not None and not self._facets.isHidden():
            self._facets.show_page(self._page)

    def _share_height(self) -> None:
        height = self.column.height()
        self.column.setSizes([height * share // sum(_SHARES) for share in _SHARES])

    def _action(self) -> QAction:
        found = self._window.findChild(QAction, "toggle_filters")
        assert found is not None
        return found
