"""The dialog of the visit sheet: threads, questions for the doctor, own words, and how they look on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_reader.model import ThreadRef
from qa_reader.state import SheetThread, VisitSheet
from qa_reader.ui import fitting
from qa_reader.ui.fields import TextField
from qa_reader.ui.fitting import Scrolled
from qa_reader.ui.leaving import Preview
from qa_reader.ui.preview import PreviewPane

_COLUMN = 340  # px
_PAUSE_MS = 300  # after the last key, until the sheet is remembered and the preview made anew
_THREAD_ROLE = Qt.ItemDataRole.UserRole  # archive, id, title: texts, because Qt copies them when a row is dragged


class VisitDialog(QDialog):
    """Asks what shall stand on the sheet; the window stays usable beside it."""

    sheet_changed = Signal(object)  # VisitSheet
    open_thread_requested = Signal()
    folder_requested = Signal(str)  # a folder's id, "" for all bookmarks
    print_requested = Signal()
    save_requested = Signal()

    def __init__(self, parent: QWidget, sheet: VisitSheet) -> None:
        super().__init__(parent)
        self.setObjectName("visitSheet")
        self.setWindowTitle(self.tr("Visit sheet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._threads = QStandardItemModel(self)
        self._list = QListView(self)
        self._questions = self._editor("visitQuestions", self.tr("My questions, one a line"), sheet.questions)
        self._words = self._editor("visitWords", self.tr("In my own words"), sheet.words)
        self._folders = QMenu(self)
        self._preview = PreviewPane(self)
        self.add_threads(sheet.threads)
        self._lay_out()
        self._threads.rowsInserted.connect(lambda _parent, _first, _last: self._pause.start())
        self._threads.rowsRemoved.connect(lambda _parent, _first, _last: self._pause.start())
        self._pause.timeout.connect(self._tell)
        self._pause.start()

    @property
    def sheet(self) -> VisitSheet:
        """What stands in the dialog."""
        rows = range(self._threads.rowCount())
        named = (self._threads.item(row).data(_THREAD_ROLE) for row in rows)
        threads = tuple(SheetThread(ThreadRef(archive, thread), title) for archive, thread, title in named)
        return VisitSheet(threads, self._questions.toPlainText(), self._words.toPlainText())

    def add_threads(self, threads: Sequence[SheetThread]) -> None:
        """Add threads below those that are there; one stands on the sheet once."""
        known = {thread.ref for thread in self.sheet.threads}
        for thread in threads:
            if thread.ref not in known:
                known.add(thread.ref)
                item = QStandardItem(thread.title or thread.ref.thread)
                item.setData([*thread.ref, thread.title], _THREAD_ROLE)
                item.setEditable(False)
                item.setDropEnabled(False)
                self._threads.appendRow(item)

    def show_folders(self, folders: Sequence[tuple[str, str]]) -> None:
        """The folders of bookmarks that can be added, by id and name."""
        for folder, name in folders:
            action = self._folders.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, folder=folder: self.folder_requested.emit(folder))
        self._folders.setEnabled(bool(folders))

    def show_preview(self, preview: Preview) -> None:
        """Show how it looks."""
        self._preview.show_preview(preview)

    def done(self, result: int) -> None:
        """Remember what was written in the last moment, too."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()
        super().done(result)

    # ------------------------------------------------------------ making

    def _editor(self, name: str, label: str, text: str) -> TextField:
        editor = TextField(text, self)
        editor.setObjectName(name)
        editor.setAccessibleName(label)
        editor.setTabChangesFocus(True)
        editor.textChanged.connect(self._pause.start)
        return editor

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        for editor in (self._questions, self._words):
            label = QLabel(editor.accessibleName(), left)
            label.setBuddy(editor)
            column.addWidget(label)
            column.addWidget(editor, 1)
        column.addWidget(QLabel(self.tr("Threads, in the order of the sheet (drag to change it)"), left))
        column.addWidget(self._threads_view(), 1)
        column.addLayout(self._thread_buttons())
        above = QHBoxLayout()
        scrolled = Scrolled(left, self)
        scrolled.setMinimumWidth(_COLUMN)
        scrolled.setMaximumWidth(max(_COLUMN, scrolled.sizeHint().width()))
        above.addWidget(scrolled)
        above.addWidget(self._preview, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(above, 1)
        layout.addWidget(self._buttons())
        fitting.resize(self, 1060, 720)

    def _threads_view(self) -> QListView:
        self._list.setObjectName("visitThreads")
        self._list.setAccessibleName(self.tr("Threads on the sheet"))
        self._list.setModel(self._threads)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setDefaultDropAction(Qt.DropAction.MoveAction)
        return self._list

    def _thread_buttons(self) -> QHBoxLayout:
        add = self._button("visitAdd", self.tr("&Add the open thread"))
        add.clicked.connect(self.open_thread_requested)
        folder = self._button("visitFolder", self.tr("Add &bookmarks"))
        folder.setMenu(self._folders)
        remove = self._button("visitRemove", self.tr("&Remove"))
        remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        for button in (add, folder, remove):
            row.addWidget(button)
        return row

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        for name, text, asked in (
            ("visitPrint", self.tr("&Print…"), self.print_requested),
            ("visitSave", self.tr("&Save…"), self.save_requested),
        ):
            button = self._button(name, text)
            button.clicked.connect(asked)
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        return box

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)  # Return in the dialog is no order to print
        return button

    # ------------------------------------------------------------ within

    def _remove(self) -> None:
        rows = sorted((index.row() for index in self._list.selectedIndexes()), reverse=True)
        for row in rows:
            self._threads.removeRow(row)

    def _tell(self) -> None:
        self.sheet_changed.emit(self.sheet)
