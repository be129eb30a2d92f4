"""The window: makes the panes and the toolbar, and wires them to the session."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QActionGroup, QCloseEvent, QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QMainWindow,
    QProgressBar,
    QSizePolicy,
    QSplitter,
    QToolBar,
)

from qa_reader.errors import QuerySyntaxError
from qa_reader.model import ArchiveInfo, BuildReport, HitPage, Query, Scope, Sort, ThreadRef, Topic
from qa_reader.ui import actions, dialogs, narrowing, theme
from qa_reader.ui.delegates import counted, day
from qa_reader.ui.finding import Finding
from qa_reader.ui.panes.department_tree import DepartmentTree
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.panes.reply_pane import ReplyPane
from qa_reader.ui.panes.search_field import SearchField
from qa_reader.ui.panes.side_panel import SidePanel
from qa_reader.ui.session import Place, Reading, Session

_SIZES = (210, 370, 560, 260)  # of the panes, px at first start
_MESSAGE_MS = 10_000
_REMEMBER_MS = 500


class MainWindow(QMainWindow):
    """Tree, list, reply pane and side panel over one session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reading: Reading | None = None
        self.setObjectName("mainWindow")
        self.setWindowTitle(self.tr("QA Reader"))
        self.setWindowIcon(theme.program_icon())
        self._tree = DepartmentTree(self)
        self._list = QuestionList(self)
        self._pane = ReplyPane(self)
        self._finding = Finding(session, self._tree, self._list, self._pane, self)
        self._side = SidePanel(self)
        self._search = SearchField(self)
        self._scope = QComboBox(self)
        self._splitter = QSplitter(self)
        self._actions = actions.make(self)
        self._told = QLabel(self)
        self._archive_line = QLabel(self)
        self._progress = QProgressBar(self)
        self._remember = QTimer(self)
        self._lay_out()
        self._connect()
        self._restore()
        self._recolour()

    # ------------------------------------------------------------ the actions' methods

    def open_archive(self) -> None:
        """Let the reader choose an archive and open it."""
        dialogs.choose_archive(self, self._session.open_archive)

    def open_bundled(self) -> None:
        """Open the archive that comes with the program."""
        self._session.open_bundled()

    def build_archive(self) -> None:
        """Let the reader choose saved pages, and build an archive of them."""
        dialogs.choose_sources(self, self._session.build_archive)

    def quit(self) -> None:
        """Close the window."""
        self.close()

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def clear_search(self) -> None:
        """Empty the search field, and show the place without words."""
        self._search.clear()
        self._search.ask_now()

    def use_system_colours(self) -> None:
        """Follow the system's light or dark."""
        self._use_colours("system")

    def use_light_colours(self) -> None:
        """Light, whatever the system says."""
        self._use_colours("light")

    def use_dark_colours(self) -> None:
        """Dark, whatever the system says."""
        self._use_colours("dark")

    def toggle_filters(self) -> None:
        """Show the facet panel, or hide it."""
        self._finding.toggle()

    def go_back(self) -> None:
        """To the place before."""
        self._session.go_back()

    def go_forward(self) -> None:
        """To the place after."""
        self._session.go_forward()

    def show_overview(self) -> None:
        """Say what the open archive is, and what is in it."""
        self._finding.show_overview()

    def next_thread(self) -> None:
        """The thread below in the list."""
        self._list.step(1)

    def previous_thread(self) -> None:
        """The thread above in the list."""
        self._list.step(-1)

    def toggle_bookmark(self) -> None:
        """Keep the open thread, or forget it."""
        ref = self._session.place.ref
        if ref is not None:
            self._session.keep(ref, kept=not self._session.is_bookmarked(ref))

    def show_bookmarks(self) -> None:
        """List what is kept."""
        self._session.ask(Query(scope=Scope.BOOKMARKS))

    def show_help(self) -> None:
        """Say which keys there are and how queries are written."""
        dialogs.show_help(self)

    def show_about(self) -> None:
        """Say what this is."""
        dialogs.show_about(self)

    # ------------------------------------------------------------ Qt's events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_remember"):
            self._recolour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._remember.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._remember_shape()
        self._remember.stop()
        self._session.close()
        super().closeEvent(event)

    # ------------------------------------------------------------ making

    def _lay_out(self) -> None:
        self._splitter.setObjectName("panes")
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for pane, stretch, least in (
            (self._finding.column, 0, 140),
            (self._list, 0, 220),
            (self._pane, 1, 260),
            (self._side, 0, 160),
        ):
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
            pane.setMinimumWidth(least)
        self._splitter.setSizes(list(_SIZES))
        self.setCentralWidget(self._splitter)
        self.resize(1400, 860)
        self._make_menus()
        self._make_toolbar()
        self._make_status_bar()
        self._remember.setSingleShot(True)
        self._remember.setInterval(_REMEMBER_MS)

    def _make_menus(self) -> None:
        menus = {text: self.menuBar().addMenu(actions.translated(text)) for text in actions.MENUS}
        for command in actions.COMMANDS:
            menus[command.menu].addAction(self._actions[command.name])
        schemes = QActionGroup(self)
        for scheme in ("system", "light", "dark"):
            action = self._actions[f"use_{scheme}_colours"]
            schemes.addAction(action)
            action.setChecked(self._session.settings.colour_scheme == scheme)

    def _make_toolbar(self) -> None:
        bar = QToolBar(self.tr("Toolbar"), self)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.addActions([self._actions["go_back"], self._actions["go_forward"]])
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(self._search)
        self._scope.setObjectName("scopeField")
        self._scope.setAccessibleName(self.tr("Search in"))
        self._scope.addItem(self.tr("in: everything"), "everything")
        self._scope.addItem(self.tr("in: this department"), "department")
        self._scope.addItem(self.tr("in: bookmarks"), "bookmarks")
        bar.addWidget(self._scope)
        bar.addActions([self._actions["toggle_filters"], self._actions["toggle_bookmark"]])
        self._finding.label_button(bar)
        self.addToolBar(bar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def _make_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setObjectName("statusBar")
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(8, 0, 8, 0)
        self._progress.setMaximumWidth(220)
        self._progress.hide()
        bar.addWidget(self._archive_line, 1)
        bar.addPermanentWidget(self._progress)
        bar.addPermanentWidget(self._told)

    def _connect(self) -> None:
        session = self._session
        session.archive_opened.connect(self._show_archive)
        session.hits_replaced.connect(self._show_hits)
        session.query_refused.connect(self._explain)
        session.thread_opened.connect(self._show_thread)
        session.related_found.connect(self._side.show_related)
        session.bookmarks_changed.connect(self._show_bookmarks)
        session.place_changed.connect(self._show_place)
        session.progressed.connect(self._show_progress)
        session.built.connect(self._show_report)
        session.failed.connect(self._show_failure)
        self._search.text_asked.connect(self._ask_text)
        self._search.list_requested.connect(self._list.focus_first)
        self._scope.activated.connect(self._change_scope)
        self._tree.place_requested.connect(self._ask_place)
        self._tree.thread_requested.connect(session.read)
        self._side.thread_requested.connect(session.read)
        self._side.extract_requested.connect(session.read_extract)
        self._side.topic_requested.connect(self._ask_topic)
        self._pane.link_requested.connect(lambda url: dialogs.open_link(self, url))
        self._splitter.splitterMoved.connect(lambda _place, _index: self._remember.start())
        self._remember.timeout.connect(self._remember_shape)

    # ------------------------------------------------------------ asking

    def _ask_text(self, text: str, typing: bool) -> None:  # noqa: FBT001 - a slot
        query = self._session.place.query
        # words typed into "all threads, newest first" are looked for by best match
        sort = Sort.RELEVANCE if text.strip() and not query.text.strip() else query.sort
        self._session.ask(Query(text, query.scope, query.department, query.topic, query.filters, sort), typing=typing)

    def _ask_place(self, place: Query) -> None:
        """Another place in the tree: the words stay, as in "the same, but among my bookmarks"."""
        text = self._search.text()
        sort = Sort.RELEVANCE if text.strip() else place.sort
        self._session.ask(narrowing.elsewhere(replace(self._session.place.query, text=text), replace(place, sort=sort)))

    def _ask_topic(self, topic: Topic) -> None:
        """A topic of the side panel: all its threads, whatever was searched for before."""
        self._session.ask(Query(topic=topic, sort=Sort.NEWEST))

    def _change_scope(self, _row: int) -> None:
        query = self._session.place.query
        chosen = self._scope.currentData()
        scope = Scope.BOOKMARKS if chosen == "bookmarks" else Scope.EVERYTHING
        department = self._department() if chosen == "department" else ""
        self._session.ask(Query(query.text, scope, department, None, query.filters, query.sort))

    def _department(self) -> str:
        """The department that is shown: of the place, else of the open thread."""
        query = self._session.place.query
        topic = query.topic.department if query.topic else ""
        name = query.department or topic or (self._reading.thread.department if self._reading else "")
        return self._session.archive.department_of(name) if self._session.archive else name

    # ------------------------------------------------------------ showing

    def _show_archive(self, info: ArchiveInfo) -> None:
        self.setWindowTitle(f"{info.title} – QA Reader")
        self._tree.show_archive(info)
        built = day(info.built)
        threads = counted(info.threads, self.tr("{0} thread"), self.tr("{0} threads"))
        self._archive_line.setText("  ·  ".join(filter(None, (info.title, built, threads))))
        self._archive_line.setToolTip("\n".join(filter(None, (info.path, info.origin, info.licence, info.notice))))
        self._progress.hide()
        self._reading = None
        self._finding.show_overview()
        self._side.show_thread(info.id, None)

    def _show_hits(self, page: HitPage) -> None:
        self._list.show_page(page)
        self._list.show_current(self._session.place.ref)
        hits = counted(page.total, self.tr("{0} hit"), self.tr("{0} hits"))
        self._tell(self.tr("{0}, {1} ms").format(hits, round(page.took_ms)) if page.query.text.strip() else "")
        self._search.show_fault(None)

    def _show_thread(self, reading: Reading) -> None:
        self._reading = reading
        self._pane.show_html(reading.html, reading.thread.title)
        self._side.show_thread(reading.ref.archive if reading.ref else "", reading.thread if reading.ref else None)
        self._list.show_current(reading.ref)
        self._show_star()

    def _show_bookmarks(self, bookmarks: tuple) -> None:  # type: ignore[type-arg]
        self._tree.show_bookmarks(bookmarks)
        self._list.show_bookmarked(frozenset(kept.ref for kept in bookmarks))
        self._show_star()

    def _show_place(self, place: Place) -> None:
        self._search.show_text(place.query.text)
        self._tree.show_place(place.query)
        scope = (
            "bookmarks"
            if place.query.scope is Scope.BOOKMARKS
            else "department"
            if self._limited(place.query)
            else "everything"
        )
        self._scope.setCurrentIndex(self._scope.findData(scope))
        self._actions["go_back"].setEnabled(self._session.can_go_back)
        self._actions["go_forward"].setEnabled(self._session.can_go_forward)
        self._show_star()

    @staticmethod
    def _limited(query: Query) -> bool:
        return bool(query.department or query.topic)

    def _show_star(self) -> None:
        ref: ThreadRef | None = self._session.place.ref
        kept = self._session.is_bookmarked(ref)
        star = self._actions["toggle_bookmark"]
        star.setEnabled(ref is not None)
        star.setChecked(kept)
        star.setIcon(theme.icon("star-filled" if kept else "star", self._ink()))

    def _show_progress(self, done: int, total: int, what: str) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.setVisible(done < total or not total)
        self._tell(what)

    def _show_report(self, report: BuildReport) -> None:
        self._progress.hide()
        dialogs.show_report(self, report)

    def _explain(self, error: QuerySyntaxError) -> None:
        """The last good result stays; the field shows where the query went wrong."""
        self._search.show_fault(error)
        self._tell(str(error))

    def _show_failure(self, message: str) -> None:
        self._progress.hide()
        self._tell("")
        self.statusBar().showMessage(message, _MESSAGE_MS)
        self._archive_line.setToolTip(message)
        dialogs.show_failure(self, message)

    def _tell(self, text: str) -> None:
        self._told.setText(text)

    # ------------------------------------------------------------ look and shape

    def _use_colours(self, scheme: str) -> None:
        theme.follow_scheme(scheme)
        self._session.remember(colour_scheme=scheme)

    def _ink(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.WindowText)

    def _recolour(self) -> None:
        actions.colour(self._actions, self.palette().color(QPalette.ColorRole.WindowText))
        self._search.recolour()
        self._finding.recolour()
        self._show_star()
        rule = theme.colours(self.palette()).rule.name()
        self._splitter.setStyleSheet(f"QSplitter::handle {{ background: {rule}; }}")

    def _restore(self) -> None:
        known = self._session.settings
        if known.geometry:
            self.restoreGeometry(QByteArray.fromBase64(known.geometry.encode()))
        if known.panes:
            self._splitter.restoreState(QByteArray.fromBase64(known.panes.encode()))

    def _remember_shape(self) -> None:
        self._session.remember(
            geometry=bytes(self.saveGeometry().toBase64().data()).decode(),
            panes=bytes(self._splitter.saveState().toBase64().data()).decode(),
        )
