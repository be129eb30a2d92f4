"""The tabs over the reply pane; there are none to see while there is only one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton, QWidget

from qa_reader.model import ThreadRef
from qa_reader.ui import icons, theme
from qa_reader.ui.places import Tabs

_WIDEST = 220  # px
_ICON = 14


class ReadingTabs(QTabBar):
    """One tab a thread; emits what is asked of them by mouse, and is given what there is."""

    tab_requested = Signal(int)  # the tab's number, as in all of these
    close_requested = Signal(int)
    compare_requested = Signal(int)
    move_requested = Signal(int, int)  # and its new place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readingTabs")
        self.setAccessibleName(self.tr("Open threads"))
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setAutoHide(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._showing = False
        self._kept: frozenset[ThreadRef] = frozenset()
        self._tabs: Tabs | None = None
        self._connect()

    def show_tabs(self, tabs: Tabs) -> None:
        """Show other tabs, or others of their titles, without asking for any."""
        self._showing = True
        self._tabs = tabs
        if [self.tabData(place) for place in range(self.count())] != [tab.number for tab in tabs.open]:
            self._replace(tabs)
        for place, tab in enumerate(tabs.open):
            title = tab.title or self.tr("New tab")
            text = ("★ " if tab.ref in self._kept else "") + title.replace("&", "&&")
            if self.tabText(place) != text:
                self.setTabText(place, text)
                self.setTabToolTip(place, title)
                button = self.tabButton(place, QTabBar.ButtonPosition.RightSide)
                button.setAccessibleName(self.tr("Close {0}").format(title))
            if tab.number == tabs.current.number:
                self.setCurrentIndex(place)
        self._showing = False

    def show_bookmarked(self, refs: frozenset[ThreadRef]) -> None:
        """Mark the tabs of bookmarked threads with a star."""
        self._kept = refs
        if self._tabs is not None:
            self.show_tabs(self._tabs)

    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        return QSize(min(size.width(), _WIDEST), size.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = self.tabAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.MiddleButton and place >= 0:
            self.close_requested.emit(self.tabData(place))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for place in range(self.count()):
                self._draw_cross(self.tabButton(place, QTabBar.ButtonPosition.RightSide))

    def _connect(self) -> None:
        self.currentChanged.connect(self._choose)
        self.tabMoved.connect(self._moved)
        self.customContextMenuRequested.connect(self._show_menu)

    def _replace(self, tabs: Tabs) -> None:
        while self.count():
            self.removeTab(self.count() - 1)
        for tab in tabs.open:
            place = self.addTab("")
            self.setTabData(place, tab.number)
            self.setTabButton(place, QTabBar.ButtonPosition.RightSide, self._cross(tab.number))

    def _cross(self, number: int) -> QToolButton:
        # the style's own close button is dark on dark off the usual platforms, and has no name to speak
        cross = QToolButton(self)
        cross.setObjectName("closeTab")
        cross.setAutoRaise(True)
        cross.setIconSize(QSize(_ICON, _ICON))
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(lambda: self.close_requested.emit(number))
        self._draw_cross(cross)
        return cross

    def _draw_cross(self, button: QWidget) -> None:
        if isinstance(button, QToolButton):
            button.setIcon(icons.icon("close", theme.colours(self.palette()).quiet))

    def _choose(self, place: int) -> None:
        if not self._showing and place >= 0:
            self.tab_requested.emit(self.tabData(place))

    def _moved(self, _before: int, place: int) -> None:
        if not self._showing:
            self.move_requested.emit(self.tabData(place), place)

    def _show_menu(self, where: QPoint) -> None:
        place = self.tabAt(where)
        if place < 0:
            return
        number = self.tabData(place)
        menu = QMenu(self)
        menu.setObjectName("tabMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        compare = menu.addAction(self.tr("Compare with the open thread"))
        compare.setEnabled(place != self.currentIndex())
        compare.triggered.connect(lambda: self.compare_requested.emit(number))
        menu.addAction(self.tr("Close")).triggered.connect(lambda: self.close_requested.emit(number))
        others = [other for other in map(self.tabData, range(self.count())) if other != number]
        close_others = menu.addAction(self.tr("Close the others"))
        close_others.setEnabled(bool(others))
        close_others.triggered.connect(lambda: self._close_all(others))
        menu.popup(self.mapToGlobal(where))

    def _close_all(self, numbers: list[int]) -> None:
        for number in numbers:
            self.close_requested.emit(number)
