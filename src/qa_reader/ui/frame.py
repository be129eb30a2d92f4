"""The main window before anything stands in it: its shape, and room for what will stand there.

It is all that has to be imported and made until something can be seen. Nothing is written in it: the first text makes
the system look for its fonts, which takes as long as all else where no file was read lately. `furnishing` brings the
rest.
"""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QToolBar, QToolButton, QVBoxLayout, QWidget

from qa_reader.settings import Settings
from qa_reader.ui import theme
from qa_reader.ui.menus import MENUS
from qa_reader.wording import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

_SIZES = (244, 364, 536, 256)  # of the panes, px at first start
_SIZE = QSize(1400, 860)
_DECORATION = QSize(16, 48)  # what a window manager puts around the window, or nearly


class Slot(IntEnum):
    """The places of the panes, from the side where one begins to read."""

    TREE = 0
    LIST = 1
    DESK = 2
    SIDE = 3


class Frame(QMainWindow):
    """The window as the system knows it. What is put into it is told what happens to it by signals."""

    painted = Signal()  # for the first time
    recoloured = Signal()  # another palette
    resized = Signal()
    restated = Signal()  # it fills the screen, or does no more
    files_dropped = Signal(object)  # list[Path]: files and folders of this computer
    closing = Signal()  # now or never: what is to be kept is kept while this is told

    def __init__(self, known: Settings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle(self.tr("QA Reader"))
        self._was_painted = False
        self.menus: dict[str, QMenu] = {}
        self.bar = QToolBar(self)
        self.panes = QSplitter()  # its parent is the layout's: given here, PySide would look among Qt's enums for it
        #: Above the panes and below them there may stand what concerns all of them.
        self.column = QVBoxLayout()
        self._lay_out()
        if known.geometry:
            self.restoreGeometry(QByteArray.fromBase64(known.geometry.encode()))
        for slot, shown in ((Slot.TREE, known.tree_shown), (Slot.SIDE, known.side_shown)):
            room = self.panes.widget(slot)
            if room is not None and not shown:
                room.hide()
        if known.panes:
            self.panes.restoreState(QByteArray.fromBase64(known.panes.encode()))

    def add_bars(self) -> None:
        """Put the menus' titles, the toolbar and the status bar where they belong."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - its enums take 20 ms, and nothing before has to know them

        self.menus = {text: self.menuBar().addMenu(tr(text)) for text in MENUS}
        self.bar.setWindowTitle(self.tr("Toolbar"))
        self.bar.setObjectName("toolbar")
        self.bar.setMovable(False)
        theme.put_on_grid(self.bar)
        self.bar.setMinimumHeight(self._height_of_buttons() + theme.GRID)
        self.addToolBar(self.bar)
        self.bar.show()
        # else it would offer to hide the toolbar
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.statusBar().setSizeGripEnabled(False)

    def put(self, pane: QWidget, slot: Slot, least: int) -> None:
        """Put a pane where only room was kept for it; `least` of its width, px."""
        pane.setMinimumWidth(least)
        before = self.panes.replaceWidget(slot, pane)
        self.panes.setStretchFactor(slot, slot is Slot.DESK)
        pane.show()
        if before is not None:
            before.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.recoloured.emit()
        elif event.type() is QEvent.Type.WindowStateChange:
            self.restated.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_in(event):
            _take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        _take_copy(event)
        self.files_dropped.emit(_files_in(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self.bar.hide()
        self.panes.setObjectName("panes")
        self.panes.setHandleWidth(1)
        self.panes.setChildrenCollapsible(False)
        for slot in Slot:
            room = QWidget(self.panes)
            room.setAutoFillBackground(True)
            room.setBackgroundRole(self.backgroundRole() if slot is Slot.SIDE else room.palette().ColorRole.Base)
            self.panes.addWidget(room)
            self.panes.setStretchFactor(slot, slot is Slot.DESK)
        self.panes.setSizes(list(_SIZES))
        content = QWidget(self)
        content.setLayout(self.column)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.panes, 1)
        self.setCentralWidget(content)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _DECORATION))

    def _height_of_buttons(self) -> int:
        """How high the toolbar's buttons will be, so that nothing moves when they come."""
        button = QToolButton(self.bar)
        button.setIconSize(self.bar.iconSize())
        button.setAutoRaise(True)
        height = button.sizeHint().height()
        button.deleteLater()
        return height


def _files_in(event: QDropEvent) -> list[Path]:
    """The files and folders that are dragged; those of other computers are left out."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _take_copy(event: QDropEvent) -> None:
    """Leave the files where they are: a source may delete what was taken as moved."""
    event.setDropAction(event.dropAction().CopyAction)
    event.accept()
