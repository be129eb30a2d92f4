"""The side panel: what stands beside the thread that is open."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from qa_reader.kept import Marked
from qa_reader.model import Related, Thread, Topic
from qa_reader.ui import theme
from qa_reader.ui.delegates import SideDelegate
from qa_reader.ui.models.side_entries import SideEntriesModel
from qa_reader.ui.painting import smaller_font
from qa_reader.ui.pointing import MiddleClick

_LEAST_HIGH = 40  # px


class SidePanel(QListView):
    """Similar questions, related threads, FAQ topics and origin, as one list; a click or Return goes there."""

    thread_requested = Signal(object)  # ThreadRef
    new_tab_requested = Signal(object, str)  # ThreadRef, its title
    extract_requested = Signal(object)  # Similar, of which the archive holds no thread
    topic_requested = Signal(object)  # Topic
    highlight_requested = Signal(str)  # its id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setAccessibleName(self.tr("Similar questions, related threads and FAQ topics"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(_LEAST_HIGH)
        self.setItemDelegate(SideDelegate(self))
        self._entries = SideEntriesModel(self)
        self.setModel(self._entries)
        self.clicked.connect(self._go)
        self.activated.connect(self._go)
        MiddleClick(self, self.request_new_tab)

    def show_thread(self, archive: str, thread: Thread | None, computed: tuple[Topic, ...] = ()) -> None:
        """Show what belongs to another thread, with the topics that the program found for it."""
        self._entries.show_thread(archive, thread, computed)
        self.scrollToTop()

    def show_related(self, related: tuple[Related, ...]) -> None:
        """Show the threads that the program found to be alike."""
        place = self.verticalScrollBar().value()
        self._entries.show_related(related)
        self.verticalScrollBar().setValue(place)

    def show_highlights(self, highlights: tuple[Marked, ...]) -> None:
        """Show the reader's highlights in the open thread; what is looked at stays in sight."""
        place = self.verticalScrollBar().value()
        self._entries.show_highlights(highlights)
        self.verticalScrollBar().setValue(place)

    @property
    def highlight(self) -> str:
        """The id of the highlight in the row that is marked, "" for none."""
        entry = self._entries.entry(self.currentIndex())
        return entry.highlight if entry is not None else ""

    def request_new_tab(self, index: QModelIndex | None = None) -> bool:
        """Ask for a new tab with the thread of a row, usually the marked one; whether there is a thread in it."""
        entry = self._entries.entry(self.currentIndex() if index is None else index)
        if entry is None or entry.ref is None:
            return False
        self.new_tab_requested.emit(entry.ref, entry.title)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setFont(smaller_font(self.font()))
        painter.setPen(theme.colours(self.palette()).quiet)
        told = self.tr("Similar questions and related threads stand here while a thread is open.")
        place = self.viewport().rect().adjusted(2 * theme.GRID, 2 * theme.GRID, -2 * theme.GRID, 0)
        painter.drawText(place, Qt.TextFlag.TextWordWrap, told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the rows' heights follow the width

    def _go(self, index: QModelIndex) -> None:
        entry = self._entries.entry(index)
        if entry is None:
            return
        if entry.ref is not None:
            self.thread_requested.emit(entry.ref)
        elif entry.similar is not None:
            self.extract_requested.emit(entry.similar)
        elif entry.topic is not None:
            self.topic_requested.emit(entry.topic)
        elif entry.highlight:
            self.highlight_requested.emit(entry.highlight)
