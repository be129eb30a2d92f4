"""Wires what helps to find to the session: list, facet panel, read marks, the emergency line, the overview page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QToolBar, QToolButton

from qa_reader import citing
from qa_reader.errors import NotFoundError
from qa_reader.model import ArchiveInfo, HitPage, Query, Sort
from qa_reader.ui import fitting, narrowing, overview, theme
from qa_reader.ui.desk import ReadingDesk
from qa_reader.ui.overview import Read
from qa_reader.ui.panes.department_tree import DepartmentTree
from qa_reader.ui.panes.facet_panel import FacetPanel
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.places import Place
from qa_reader.ui.reading import ARCHIVE_LINK
from qa_reader.ui.session import Session

_LEAST_HIGH = 48  # px: on a screen of 1080 lines at three times the size all panes still fit
_BAR_NARROW = 560  # px
_BOTH_HIGH = 320  # px: less is too little for tree and filters
_SHARES = (1, 2)  # of the column's height: tree, facet panel


class Finding(QObject):
    """The left column, which holds the tree and, when asked for, the facet panel; and the list beside it."""

    def __init__(
        self, session: Session, tree: DepartmentTree, found: QuestionList, desk: ReadingDesk, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._session = session
        self._list = found
        self._desk = desk
        self._window = window
        self._page: HitPage | None = None
        self._counted = ""  # the archive whose values the filters are
        self._overview: HitPage | None = None  # of all threads of the open archive
        self._heeded = ("", "")  # the text in which words of an emergency were last looked for, and whom to call
        self._overview_shown = False
        self._tree = tree
        self._facets = FacetPanel(window)
        self.column = fitting.Column(window)
        self.column.setObjectName("placesAndFilters")
        self.column.addWidget(tree)
        self.column.addWidget(self._facets)
        for place, share in enumerate(_SHARES):
            self.column.setStretchFactor(place, share)
        self._facets.hide()
        for rows in (tree, self._facets.view):
            rows.setMinimumHeight(_LEAST_HIGH)
        self.column.resized.connect(self._give_way)
        self._connect()

    # ------------------------------------------------------------ commands

    @property
    def filters_seen(self) -> bool:
        """Whether the facet panel is on the screen."""
        return self._facets.isVisible()

    def show_filters(self, *, shown: bool) -> None:
        """Show the facet panel with the keyboard in it, or hide it and leave the keyboard in the list."""
        self._facets.setVisible(shown)
        self._action().setChecked(shown)
        self._session.remember(filters_shown=shown)
        if shown:
            self._fill()
            self._facets.focus_first()
        else:
            self._list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._share_height()

    def restore(self) -> None:
        """Show the facet panel where it was open, and leave the keyboard where it is; after the actions are made."""
        shown = self._session.settings.filters_shown
        self._facets.setVisible(shown)
        self._action().setChecked(shown)

    def show_overview(self) -> None:
        """Show what the open archive is in the place of a thread; what has to be counted for it comes later."""
        self._overview_shown = True
        self._overview = None
        self._draw_overview()
        self._session.survey()

    def label_button(self, bar: QToolBar) -> None:
        """Give the toolbar's button its word, a funnel alone says too little, unless the search has no room else."""
        button = bar.widgetForAction(self._action())
        if isinstance(button, QToolButton):
            style = Qt.ToolButtonStyle
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if bar.width() < _BAR_NARROW else style.ToolButtonTextBesideIcon
            )

    def recolour(self) -> None:
        """Draw what is not drawn anew by itself in the palette's colours."""
        rule = theme.colours(self._window.palette()).rule.name()
        self.column.setStyleSheet(f"QSplitter::handle {{ background: {rule}; }}")
        self._draw_overview()

    # ------------------------------------------------------------ wiring

    def _connect(self) -> None:
        session, found = self._session, self._list
        session.archive_opened.connect(self._show_archive)
        session.hits_replaced.connect(self._show_hits)
        session.hits_added.connect(found.add_page)
        session.page_missed.connect(found.hits.forget_page)
        session.place_changed.connect(self._show_place)
        session.settings_changed.connect(lambda _changed: self._draw_overview())
        session.reads_changed.connect(found.show_read)
        session.thread_opened.connect(self._leave_overview)
        session.overview_found.connect(self._fill_overview)
        session.facets_found.connect(self._facets.show_page)
        found.thread_requested.connect(session.read)
        found.page_requested.connect(lambda number: session.fetch_page(number, found.shows_any_of))
        found.query_requested.connect(session.ask)
        self._facets.query_requested.connect(session.ask)
        self._facets.counts_requested.connect(self._fill)
        self._desk.link_requested.connect(self._follow)

    def _show_archive(self, info: ArchiveInfo) -> None:
        """Rows and filters of another archive are gone the moment it is open: nobody may choose what is not in it."""
        if not self._list.is_of(info.id):
            self._list.clear()
        if self._page is not None and self._counted != info.id:
            self._page = None
            self._facets.clear()
        self._counted = info.id

    def _show_hits(self, page: HitPage) -> None:
        self._page = page
        if self._session.archive is not None:
            self._session.memory.note_list(self._session.archive.path, page)
        self._fill()

    def _show_place(self, place: Place) -> None:
        heeded = place.query.text, self._session.settings.emergency_number.strip()
        if heeded == self._heeded:
            return  # the place is another at every thread that is read, and to look takes a millisecond
        self._heeded = heeded
        text, number = heeded
        self._list.show_emergency(self._session.emergency_of(text), number)

    def _fill(self) -> None:
        """Count what was answered, where somebody looks at the counts; the list is there before them."""
        if self._page is not None and not self._facets.isHidden():
            query, session = self._page.query, self._session
            self._facets.show_query(query)
            looked_for = self._facets.looked_for
            session.ask_library(
                lambda library: library.search(query, 0, 0, looked_for=looked_for),
                session.facets_found.emit,
                kind="facets",
            )

    def _share_height(self) -> None:
        height = self.column.height()
        self.column.setSizes([height * share // sum(_SHARES) for share in _SHARES])
        self._give_way()

    def _give_way(self) -> None:
        """In a low window the filters stand in the place of the tree."""
        self._tree.setVisible(self._facets.isHidden() or self.column.height() >= _BOTH_HIGH)

    def _action(self) -> QAction:
        found = self._window.findChild(QAction, "toggle_filters")
        assert found is not None
        return found

    # ------------------------------------------------------------ overview

    def _leave_overview(self, _reading: Any) -> None:
        self._overview_shown = False

    def _fill_overview(self, page: HitPage) -> None:
        self._overview = page
        self._draw_overview()

    def _draw_overview(self) -> None:
        info = self._session.archive
        if not self._overview_shown or info is None:
            return
        years = self._overview.facets.get("year", {}) if self._overview is not None else {}
        counts = {int(year): count for year, count in years.items()}
        page = self._desk.page
        # the window's palette: the page's follows it only after the window was told of the change
        canvas = overview.Canvas(self._window.palette(), page.font(), page.column, page.devicePixelRatioF())
        self._desk.show_pictures(overview.pictures(info, counts, canvas))
        known = self._session.settings
        today = datetime.now().astimezone().date()
        text = overview.page_html(info, counts, self._reads_of(info), today, known.emergency_number)
        self._desk.show_html(text, info.title)

    def _reads_of(self, info: ArchiveInfo) -> tuple[Read, ...]:
        """What was read of an archive since the start, the newest first."""
        return tuple(read for read in self._session.reads.last if read.ref.archive == info.id)

    def _open_elsewhere(self, link: str) -> None:
        try:
            self._session.follow(citing.parse_link(link))
        except NotFoundError as error:  # an id that no link can have
            self._session.failed.emit(str(error))

    def _follow(self, link: str) -> None:
        """A link of the overview page, which names a place in the lists that it was made from; or to an archive."""
        if link.startswith(ARCHIVE_LINK):
            self._open_elsewhere(link.removeprefix(ARCHIVE_LINK))
            return
        info = self._session.archive
        scheme, _, rest = link.partition(":")
        if not self._overview_shown or info is None or not rest.isdecimal():
            return
        place = int(rest)
        if f"{scheme}:" == overview.READ_LINK and place < len(self._reads_of(info)):
            self._session.read(self._reads_of(info)[place].ref)
        elif f"{scheme}:" == overview.DEPARTMENT_LINK and place < len(info.departments):
            name = info.departments[place].name  # "" where the source names none
            self._session.ask(narrowing.choosing(Query(sort=Sort.NEWEST), "department", (name,)))
