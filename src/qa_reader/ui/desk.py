"""The reading desk: tabs, reply pane, the pane for comparing and the find bar, wired to the session.

Its public methods are commands of the table in `actions`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from qa_reader.model import Filters, HitPage, Query, Sort, Thread, ThreadRef
from qa_reader.settings import Settings
from qa_reader.ui import icons, theme
from qa_reader.ui.fitting import ElidedLabel
from qa_reader.ui.page import Page
from qa_reader.ui.panes.find_bar import FindBar
from qa_reader.ui.panes.reading_tabs import ReadingTabs
from qa_reader.ui.panes.reply_pane import ReplyPane
from qa_reader.ui.passages import Passages
from qa_reader.ui.places import Tab, Tabs
from qa_reader.ui.reading import Marks, Reading, marks
from qa_reader.ui.session import Session
from qa_reader.ui.typesetting import type_of

_ICON = 14
_MARK_AFTER_MS = 150  # after an answer: while somebody types, the list comes first


class ReadingDesk(QWidget):
    """What the reader reads, and the ways through it."""

    link_requested = Signal(str)
    told = Signal(str)  # what a command has to say
    called = Signal()  # a command wants the desk to be seen, which gives way in a narrow window
    emptied = Signal()  # no thread is open any more: something else is to be shown

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._navigation = session.navigation
        self._years = session.settings.old_reply_years
        self._awaited: ThreadRef | None = None  # the thread that is to stand beside the open one, or stands there
        self._read: dict[ReplyPane, Reading] = {}  # what was shown last in each
        self._tabs = ReadingTabs(self)
        self._pane = ReplyPane(self)
        self._beside = ReplyPane(self, name="comparePane")
        self._compare_line = _CompareLine(self)
        self._panes = QSplitter(self)
        self._find = FindBar(self)
        self._marking = QTimer(self)
        self._marked = Query()  # what was answered last: its words are marked
        self._lay_out()
        self._connect()
        self._show_type(session.settings)
        self._recolour()

    @property
    def page(self) -> Page:
        """What is read."""
        return self._pane.page

    @property
    def pages(self) -> tuple[ReplyPane, ReplyPane]:
        """The pane, and the one for comparing."""
        return self._pane, self._beside

    def show_pictures(self, pictures: dict[str, QImage]) -> None:
        """The pictures that the next page calls by name."""
        self._pane.show_pictures(pictures)

    def show_html(self, html: str, spoken: str) -> None:
        """Show a page that is no thread; any thread can be opened after it, the one before it too."""
        self._navigation.leave()
        self._pane.show_html(html, spoken)

    @property
    def selected_text(self) -> str:
        """What is selected, in the page with the keyboard before the other."""
        pages = sorted((pane.page for pane in self.pages if pane.page.isVisible()), key=QWidget.hasFocus, reverse=True)
        return next(filter(None, (page.textCursor().selectedText() for page in pages)), "")

    def close_find(self) -> bool:
        """Close the find bar; whether it was open."""
        was_open = self._find.isVisible()
        self._find.close_bar()
        return was_open

    # ------------------------------------------------------------ the actions' methods

    def find_in_thread(self) -> None:
        """Look for words in this thread."""
        self.called.emit()  # before the field has the keyboard, which nothing hidden can have
        self._find.open()

    def next_match(self) -> None:
        """To the next match: of the find bar while it is open, else of the search."""
        self._step_match(1)

    def previous_match(self) -> None:
        """To the match before."""
        self._step_match(-1)

    def next_part(self) -> None:
        """To the next part of the thread: question, reply, more info."""
        self._step_part(1)

    def previous_part(self) -> None:
        """To the part before."""
        self._step_part(-1)

    def close_tab(self) -> None:
        """Close this tab."""
        self.called.emit()
        self._navigation.close_tab()

    def reopen_tab(self) -> None:
        """Bring back the tab that was closed last."""
        if not self._navigation.tabs.can_reopen:
            self.told.emit(self.tr("No tab was closed."))
        self._navigation.reopen_tab()

    def next_tab(self) -> None:
        """Read the tab to the right."""
        self._navigation.step_tab(1)

    def previous_tab(self) -> None:
        """Read the tab to the left."""
        self._navigation.step_tab(-1)

    def compare_tab(self) -> None:
        """Put another tab beside this one: the other one, or one of several."""
        current = self._navigation.tabs.current
        others = [tab for tab in self._navigation.tabs.open if tab.number != current.number and tab.ref is not None]
        if not others:
            self.told.emit(self.tr("Open another thread in a new tab first (Ctrl+Return on its row)."))
            return
        self.called.emit()
        if len(others) == 1:
            self._compare(others[0])
        else:
            self._choose_other(others)

    def stop_comparing(self) -> None:
        """Read one thread again."""
        self.called.emit()
        self._navigation.compare(None)

    # ------------------------------------------------------------ Qt's events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_find"):
            self._recolour()

    # ------------------------------------------------------------ making

    def _lay_out(self) -> None:
        self.setObjectName("readingDesk")
        self._panes.setObjectName("comparePanes")
        self._panes.setHandleWidth(1)
        self._panes.setChildrenCollapsible(False)
        self._panes.addWidget(self._pane)
        self._panes.addWidget(self._beside)
        self._marking.setSingleShot(True)
        self._marking.setInterval(_MARK_AFTER_MS)
        self._beside.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tabs)
        layout.addWidget(self._compare_line)
        layout.addWidget(self._panes, 1)
        layout.addWidget(self._find)

    def _connect(self) -> None:
        session, tabs = self._session, self._tabs
        self._navigation.tabs_changed.connect(self._show_tabs)
        session.thread_opened.connect(self._show_thread)
        session.beside_opened.connect(self._show_beside)
        session.hits_replaced.connect(self._mark_soon)
        self._marking.timeout.connect(self._mark)
        session.settings_changed.connect(self._apply)
        session.archive_opened.connect(lambda _info: self._clear_beside())
        session.bookmarks_changed.connect(lambda kept: tabs.show_bookmarked(frozenset(one.ref for one in kept)))
        tabs.tab_requested.connect(self._navigation.show_tab)
        tabs.close_requested.connect(self._navigation.close_tab)
        tabs.move_requested.connect(self._navigation.move_tab)
        tabs.compare_requested.connect(self._compare_number)
        self._compare_line.close_requested.connect(self.stop_comparing)
        self._find.text_changed.connect(self._look_for)
        self._find.step_requested.connect(self._step_match)
        self._find.closed.connect(self._stop_finding)
        for pane in self.pages:
            pane.link_requested.connect(self.link_requested)
            pane.doctor_requested.connect(self._ask_doctor)
            pane.hospital_requested.connect(self._ask_hospital)
            pane.position_changed.connect(session.memory.note_position)
        self._pane.found.connect(self._find.show_count)

    # ------------------------------------------------------------ showing

    def _show_tabs(self, tabs: Tabs) -> None:
        self._tabs.show_tabs(tabs)
        if tabs.current.ref is None and self._pane.key is not None:
            self.emptied.emit()
        if tabs.beside is None:
            self._clear_beside()
        elif tabs.beside != self._awaited:
            self._awaited = tabs.beside
            self._session.read_beside(tabs.beside)

    def _show_thread(self, reading: Reading) -> None:
        self._show_in(self._pane, reading)
        if self._find.isVisible():
            self._look_for(self._find.field.text())

    def _clear_beside(self) -> None:
        self._awaited = None
        if self._beside.key is not None:
            self._beside.show_html("", "")  # a thread that nobody sees is not marked with every query
        self._beside.hide()
        self._compare_line.hide()

    def _show_beside(self, reading: Reading) -> None:
        if reading.ref != self._awaited:
            return  # it is not compared any more
        self._compare_line.show_title(reading.thread.title)
        self._compare_line.show()
        self._show_in(self._beside, reading)
        if not self._beside.isVisible():
            self._beside.show()
            half = self._panes.width() // 2
            self._panes.setSizes([half, half])

    def _mark_soon(self, page: HitPage) -> None:
        """The open threads show the words of a new query, once no other one comes."""
        self._marked = page.query
        self._marking.start()

    def _mark(self) -> None:
        for pane, reading in self._read.items():
            if pane.key is not None and pane.key == reading.ref and not reading.absent:
                self._mark_in(pane, reading)

    def _mark_in(self, pane: ReplyPane, reading: Reading) -> None:
        query = self._marked

        def came(found: Marks) -> None:
            if pane.key == reading.ref:
                self._show_marks(pane, reading.thread, found)

        self._session.ask_library(
            lambda library: marks(library, reading.thread, query), came, kind=f"marks of {pane.page.objectName()}"
        )

    @staticmethod
    def _show_marks(pane: ReplyPane, thread: Thread, found: Marks) -> None:
        pane.show_marks(Passages(pane.page.document(), thread).ranges(found) if found else ())

    def _show_in(self, pane: ReplyPane, reading: Reading) -> None:
        # a thread that is shown anew, because of a setting or other words, stays where it is
        before = pane.key if pane.key == reading.ref else None
        position = self._session.memory.position(reading.ref) if reading.ref is not None else 0
        at = pane.position if before else position
        pane.show_html(reading.html, reading.thread.title, reading.ref, at, reading.parts)
        self._read[pane] = reading
        self._show_marks(pane, reading.thread, reading.marks)

    def _apply(self, changed: Settings) -> None:
        self._show_type(changed)
        if changed.old_reply_years != self._years:
            self._years = changed.old_reply_years
            self._session.restyle()
            if self._awaited is not None:
                self._session.read_beside(self._awaited)

    def _show_type(self, known: Settings) -> None:
        shown = type_of(known)
        for pane in self.pages:
            pane.page.show_type(shown)

    def _recolour(self) -> None:
        rule = theme.colours(self.palette()).rule.name()
        self._panes.setStyleSheet(f"QSplitter::handle {{ background: {rule}; }}")

    # ------------------------------------------------------------ finding, comparing, asking

    def _step_match(self, by: int) -> None:
        self.called.emit()
        if not self._pane.matches:
            self.told.emit(self.tr("Nothing is marked in this thread."))
        self._pane.step_match(by)

    def _step_part(self, by: int) -> None:
        self.called.emit()
        self.told.emit(self._pane.step_part(by))

    def _look_for(self, text: str) -> None:
        self._pane.look_for(text)
        if not text:
            self._find.show_count(0, 0)

    def _stop_finding(self) -> None:
        self._pane.look_for("")
        self._pane.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_other(self, others: list[Tab]) -> None:
        menu = QMenu(self)
        menu.setObjectName("compareMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tab in others:
            action = menu.addAction(tab.title.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, tab=tab: self._compare(tab))
        menu.popup(self._panes.mapToGlobal(self._panes.rect().topLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _compare_number(self, number: int) -> None:
        for tab in self._navigation.tabs.open:
            if tab.number == number:
                self._compare(tab)

    def _compare(self, tab: Tab) -> None:
        self._navigation.compare(tab.ref)

    def _ask_doctor(self, name: str) -> None:
        self._session.ask(Query(filters=Filters(doctors=(name,)), sort=Sort.NEWEST))

    def _ask_hospital(self, name: str) -> None:
        self._session.ask(Query(filters=Filters(hospitals=(name,)), sort=Sort.NEWEST))


class _CompareLine(QWidget):
    """Says which thread stands at the far side, and ends that; above both panes, so that their texts begin alike."""

    close_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(self)
        self._title.setObjectName("compareTitle")
        self._close = QToolButton(self)
        self._close.setObjectName("stopComparing")
        self._close.setAccessibleName(self.tr("Stop comparing"))
        self._close.setToolTip(self.tr("Stop comparing"))
        self._close.setAutoRaise(True)
        self._close.setIconSize(QSize(_ICON, _ICON))
        self._close.clicked.connect(self.close_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 4, 8, 4)
        layout.addWidget(self._title, 1)
        layout.addWidget(self._close)
        self._recolour()
        self.hide()

    def show_title(self, title: str) -> None:
        """Name the thread at the far side from where one begins to read."""
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        told = self.tr("At the left, to compare: {0}") if mirrored else self.tr("At the right, to compare: {0}")
        self._title.setText(told.format(title))
        self._title.setToolTip(title)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_close"):
            self._recolour()

    def _recolour(self) -> None:
        self._close.setIcon(icons.icon("close", theme.colours(self.palette()).quiet))
