"""What is in the window: makes the panes and the toolbar, and wires them to the session."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QComboBox

from qa_reader.errors import QuerySyntaxError
from qa_reader.model import ArchiveInfo, BuildReport, HitPage, Query, Scope, Sort, ThreadRef, Topic
from qa_reader.settings import Settings
from qa_reader.ui import actions, dialogs, icons, narrowing, speaking, theme
from qa_reader.ui.appearance import Appearance
from qa_reader.ui.archives import Archives
from qa_reader.ui.choosing import Choosing
from qa_reader.ui.desk import ReadingDesk
from qa_reader.ui.exploring import Exploring
from qa_reader.ui.finding import Finding
from qa_reader.ui.frame import Frame, Slot
from qa_reader.ui.helping import Helping
from qa_reader.ui.keeping import KeepingRoom
from qa_reader.ui.pane_room import LEAST, PaneRoom
from qa_reader.ui.panes.department_tree import DepartmentTree
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.panes.search_field import SearchField
from qa_reader.ui.panes.side_panel import SidePanel
from qa_reader.ui.places import Place, Tabs
from qa_reader.ui.reading import Reading
from qa_reader.ui.recent import RecentMenu
from qa_reader.ui.session import Session
from qa_reader.ui.start import Start
from qa_reader.ui.status_line import StatusLine
from qa_reader.ui.suggesting import Suggesting
from qa_reader.ui.taking import Taking
from qa_reader.ui.vacancy import Vacancy
from qa_reader.wording import counted

_REMEMBER_MS = 500


class MainWindow(QObject):
    """Tree, list, reading desk and side panel in a frame, over one session."""

    def __init__(self, session: Session, frame: Frame, search: SearchField, found: QuestionList) -> None:
        super().__init__(frame)
        self._session = session
        self._frame = frame
        self._reading: Reading | None = None
        self._tree = DepartmentTree(frame)
        self._list = found
        self._desk = ReadingDesk(session, frame)
        self._side = SidePanel(frame)
        self._choosing = Choosing(session, self._tree, self._list, self._side, frame)
        self._finding = Finding(session, self._tree, self._list, self._desk, frame)
        self._search = search
        self._suggesting = Suggesting(session, self._search)
        self._vacancy = Vacancy(session, self._list, frame)
        self._scope = QComboBox(frame)
        self._appearance = Appearance(
            session,
            tuple(pane.page for pane in self._desk.pages),
            (self._tree, self._list.view, self._side),
            frame,
        )
        self._taking = Taking(session, self._desk, self._choosing, frame)
        self._status = StatusLine(frame)
        self._keeping = KeepingRoom(
            session, self._tree, self._list, self._desk, self._side, self._choosing, self._status, frame
        )
        self._room = PaneRoom(session, frame)
        self._exploring = Exploring(session, self._list, self._desk, frame)
        here = (self._desk, self._appearance, self._choosing, self._exploring, self._taking, self._room)
        others = (Archives(session, frame), Helping(session, frame), *self._keeping.owners)
        self._actions = actions.make(self, *here, *others)
        self._remember = QTimer(self)
        self._lay_out()
        self._connect()
        self._recolour()

    # ------------------------------------------------------------ the actions' methods

    def quit(self) -> None:
        """Close the window."""
        self._frame.close()

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def clear_search(self) -> None:
        """Close the find bar; where it is closed, empty the search field, and show the place without words."""
        if self._desk.close_find():
            return
        self._search.clear()
        self._search.ask_now()

    def toggle_filters(self) -> None:
        """Show the facet panel, or hide it."""
        shown = not self._finding.filters_seen
        if shown:
            self._room.bring(Slot.TREE)
        self._finding.show_filters(shown=shown)

    def go_back(self) -> None:
        """To the place before."""
        self._session.navigation.go_back()

    def go_forward(self) -> None:
        """To the place after."""
        self._session.navigation.go_forward()

    def show_overview(self) -> None:
        """Say what the open archive is, and what is in it."""
        self._room.bring(Slot.DESK)
        self._finding.show_overview()

    def next_thread(self) -> None:
        """The thread below in the list."""
        self._list.step(1)

    def previous_thread(self) -> None:
        """The thread above in the list."""
        self._list.step(-1)

    def open_handed_over(self, first: Start) -> None:
        """Come to the front and open what a second start of the program was given."""
        frame = self._frame
        frame.setWindowState(frame.windowState() & ~Qt.WindowState.WindowMinimized)
        frame.show()
        frame.raise_()
        frame.activateWindow()
        self._session.open_more(first)

    def catch_up(self) -> None:
        """Ask for what was typed and clicked before anybody listened."""
        if self._search.isModified():
            self._search.ask_now()
        self._list.request_again()

    # ------------------------------------------------------------ Qt's events

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A window that was only moved is there again after a kill, too."""
        if event.type() is QEvent.Type.Move:
            self._remember.start()
        return False

    # ------------------------------------------------------------ making

    def _lay_out(self) -> None:
        frame = self._frame
        for slot, pane in (
            (Slot.TREE, self._finding.column),
            (Slot.DESK, self._desk),
            (Slot.SIDE, self._keeping.column),
        ):
            frame.put(pane, slot, LEAST[slot])
        self._list.setMinimumWidth(LEAST[Slot.LIST])
        self._keeping.stand_above(frame.column)
        self._make_menus()
        self._make_toolbar()
        frame.setStatusBar(self._status)
        speaking.tab_through(frame)
        self._remember.setSingleShot(True)
        self._remember.setInterval(_REMEMBER_MS)

    def _make_menus(self) -> None:
        for command in actions.COMMANDS:
            menu = self._frame.menus[command.menu]
            if command.apart:
                menu.addSeparator()
            menu.addAction(self._actions[command.name])
        self._frame.menus["&File"].insertMenu(self._actions["open_bundled"], RecentMenu(self._session, self._frame))
        self._appearance.take_actions(self._actions)
        self._choosing.take_actions(self._actions)
        self._keeping.take_actions(self._actions)
        self._room.take_actions(self._actions)
        self._show_keys(self._session.settings)

    def _make_toolbar(self) -> None:
        bar = self._frame.bar
        bar.insertActions(bar.actions()[0], [self._actions["go_back"], self._actions["go_forward"]])
        self._scope.setObjectName("scopeField")
        speaking.name_choice(self._scope, self.tr("Search in"))
        self._scope.addItem(self.tr("in: everything"), "everything")
        self._scope.addItem(self.tr("in: this department"), "department")
        self._scope.addItem(self.tr("in: bookmarks"), "bookmarks")
        self._scope.addItem(self.tr("in: my notes"), "notes")
        self._scope.addItem(self.tr("in: highlights"), "highlights")
        bar.addWidget(self._scope)
        bar.addActions([self._actions[name] for name in ("toggle_filters", "toggle_bookmark", "print_threads")])
        self._finding.label_button(bar)
        self._keeping.add_star_menu(bar, self._actions)
        self._finding.restore()

    def _connect(self) -> None:
        session = self._session
        session.archive_seen.connect(self._name_archive)
        session.archive_opened.connect(self._show_archive)
        session.emptied.connect(self._show_nothing)
        session.hits_replaced.connect(self._show_hits)
        session.query_refused.connect(self._explain)
        session.thread_opened.connect(self._show_thread)
        session.related_found.connect(self._side.show_related)
        session.bookmarks_changed.connect(lambda _bookmarks: self._show_star())
        session.place_changed.connect(self._show_place)
        session.progressed.connect(self._status.show_progress)
        session.built.connect(self._show_report)
        session.failed.connect(self.show_failure)
        session.settings_changed.connect(self._show_keys)
        session.navigation.tabs_changed.connect(self._show_tab)
        self._keeping.note_requested.connect(lambda: self._room.bring(Slot.SIDE))
        self._search.text_asked.connect(self._ask_text)
        self._search.list_requested.connect(self._go_to_list)
        self._list.open_requested.connect(self._actions["open_archive"].trigger)
        self._list.row_clicked.connect(lambda: self._room.bring(Slot.DESK))
        self._scope.activated.connect(self._change_scope)
        self._tree.place_requested.connect(self._ask_place)
        self._tree.thread_requested.connect(session.read)
        self._side.thread_requested.connect(session.read)
        self._side.extract_requested.connect(session.read_extract)
        self._side.topic_requested.connect(self._ask_topic)
        for pane in (self._tree, self._list, self._side):
            pane.new_tab_requested.connect(self._read_later)
        self._desk.link_requested.connect(lambda url: dialogs.open_link(self._frame, url))
        for one in (self._desk, self._exploring, self._taking):
            one.told.connect(self._status.tell)
        self._desk.called.connect(lambda: self._room.bring(Slot.DESK))
        self._desk.emptied.connect(self._finding.show_overview)
        self._connect_frame()

    def _connect_frame(self) -> None:
        self._frame.panes.splitterMoved.connect(lambda _place, _index: self._remember.start())
        self._frame.installEventFilter(self)
        self._frame.resized.connect(self._remember.start)
        self._frame.resized.connect(lambda: self._finding.label_button(self._frame.bar))
        self._frame.recoloured.connect(self._recolour)
        self._frame.closing.connect(self._close)
        self._remember.timeout.connect(self._remember_shape)

    # ------------------------------------------------------------ asking

    def _ask_text(self, text: str, typing: bool) -> None:  # noqa: FBT001 - a slot
        query = self._session.place.query
        # words typed into "all threads, newest first" are looked for by best match
        sort = Sort.RELEVANCE if text.strip() and not query.text.strip() else query.sort
        widened = self._session.settings.other_words
        self._session.ask(replace(query, text=text, sort=sort, widened=widened), typing=typing)

    def _ask_place(self, place: Query) -> None:
        """Another place in the tree: the words stay, as in "the same, but among my bookmarks"."""
        text = self._search.text()
        sort = Sort.RELEVANCE if text.strip() else place.sort
        self._session.ask(narrowing.elsewhere(replace(self._session.place.query, text=text), replace(place, sort=sort)))

    def _ask_topic(self, topic: Topic) -> None:
        """A topic of the side panel: all its threads, whatever was searched for before."""
        self._session.ask(Query(topic=topic, sort=Sort.NEWEST))

    def _go_to_list(self) -> None:
        self._room.bring(Slot.LIST)
        self._list.focus_first()

    def _change_scope(self, _row: int) -> None:
        query = self._session.place.query
        chosen = self._scope.currentData()
        scope = Scope.EVERYTHING if chosen == "department" else Scope(chosen)
        department = self._department() if chosen == "department" else ""
        self._session.ask(Query(query.text, scope, department, None, query.filters, query.sort))

    def _department(self) -> str:
        """The department that is shown: of the place, else of the open thread."""
        query = self._session.place.query
        topic = query.topic.department if query.topic else ""
        name = query.department or topic or (self._reading.thread.department if self._reading else "")
        return self._session.archive.department_of(name) if self._session.archive else name

    # ------------------------------------------------------------ showing

    def _name_archive(self, info: ArchiveInfo) -> None:
        self._frame.setWindowTitle(f"{info.title} – QA Reader")
        self._tree.show_archive(info)
        self._status.show_archive(info)

    def _show_archive(self, info: ArchiveInfo) -> None:
        self._name_archive(info)
        self._reading = None
        self._finding.show_overview()
        self._side.show_thread(info.id, None)

    def _show_nothing(self) -> None:
        """Nothing stands for an archive that is gone."""
        self._frame.setWindowTitle(self._frame.tr("QA Reader"))
        self._tree.show_archive(ArchiveInfo("", "", "", 0))

    def _show_hits(self, page: HitPage) -> None:
        if page.query != self._list.query:
            self._room.bring(Slot.LIST)
        self._list.show_page(page)
        self._list.show_current(self._session.place.ref)
        hits = counted(page.total, self.tr("{0} hit"), self.tr("{0} hits"))
        self._status.tell(self.tr("{0}, {1} ms").format(hits, round(page.took_ms)) if page.query.text.strip() else "")
        self._search.show_fault(None)

    def _show_thread(self, reading: Reading) -> None:
        self._reading = reading
        self._room.bring(Slot.DESK)
        there = reading.ref is not None and not reading.absent
        archive = reading.ref.archive if reading.ref else ""
        self._side.show_thread(archive, reading.thread if there else None, reading.topics)
        self._list.show_current(reading.ref)
        self._show_star()

    def _show_tab(self, tabs: Tabs) -> None:
        """An empty tab has nothing beside it; two threads that are compared want the room of two."""
        self._room.compare(comparing=tabs.beside is not None)
        if tabs.current.ref is None and self._reading is not None:
            self._reading = None
            self._side.show_thread("", None)
            self._list.show_current(None)
            self._show_star()

    def _read_later(self, ref: ThreadRef, title: str) -> None:
        if self._session.navigation.read_later(ref, title):
            self._status.tell(self.tr("In a new tab: {0}").format(title))

    def _show_keys(self, known: Settings) -> None:
        actions.set_keys(self._actions, known.shortcuts)

    def _show_place(self, place: Place) -> None:
        self._search.show_text(place.query.text)
        self._tree.show_place(place.query, place.ref)
        everything = place.query.scope is Scope.EVERYTHING
        scope = "department" if everything and self._limited(place.query) else place.query.scope.value
        self._scope.setCurrentIndex(self._scope.findData(scope))
        self._actions["go_back"].setEnabled(self._session.navigation.can_go_back)
        self._actions["go_forward"].setEnabled(self._session.navigation.can_go_forward)
        self._show_star()

    @staticmethod
    def _limited(query: Query) -> bool:
        return bool(query.department or query.topic)

    def _show_star(self) -> None:
        ref = self._session.navigation.shown
        kept = self._session.is_bookmarked(ref)
        star = self._actions["toggle_bookmark"]
        star.setChecked(kept)
        star.setIcon(icons.icon("star-filled" if kept else "star", self._ink()))

    def _show_report(self, report: BuildReport) -> None:
        self._status.end_progress()
        dialogs.show_report(self._frame, report)

    def _explain(self, error: QuerySyntaxError) -> None:
        """The last good result stays; the field shows where the query went wrong."""
        self._search.show_fault(error)
        self._status.tell(str(error))

    def show_failure(self, message: str) -> None:
        """Say what went wrong."""
        self._status.show_failure(message)
        dialogs.show_failure(self._frame, message)

    # ------------------------------------------------------------ look and shape

    def _ink(self) -> QColor:
        return self._frame.palette().color(QPalette.ColorRole.WindowText)

    def _recolour(self) -> None:
        actions.colour(self._actions, self._frame.palette().color(QPalette.ColorRole.WindowText))
        self._search.recolour()
        self._finding.recolour()
        self._keeping.recolour()
        self._show_star()
        self._frame.panes.setStyleSheet(theme.panes_css(self._frame.palette()))

    def _remember_shape(self) -> None:
        self._session.remember(
            geometry=bytes(self._frame.saveGeometry().toBase64().data()).decode(),
            panes=self._room.state(),
        )

    def _close(self) -> None:
        self._remember_shape()
        self._remember.stop()
        self._keeping.finish()
        self._taking.close(self._session.close)
