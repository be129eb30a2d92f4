"""The dialogs of keeping: into which folder and with which tags, what something is called, what goes with a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qa_reader.kept import Folder
from qa_reader.ui import fitting
from qa_reader.ui.fields import LineField, refuse_drops
from qa_reader.ui.flow import FlowLayout
from qa_reader.wording import counted, tr

_FOLDER_ROLE = Qt.ItemDataRole.UserRole  # a folder's id, "" for the top, None for one that is to be made


class Filing(Struct, frozen=True):
    """What was chosen: a folder, new ones within it, and the tags to give and to take off."""

    folder: str
    within: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


def ask_name(parent: QWidget, title: str, verb: str, name: str, chosen: Callable[[str], None]) -> None:
    """Ask what something shall be called; an empty name is no answer."""
    dialog = QInputDialog(parent)
    dialog.setObjectName("askName")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setLabelText(tr("Name"))
    dialog.setTextValue(name)
    dialog.setOkButtonText(verb)
    refuse_drops(dialog.findChildren(QLineEdit))
    dialog.textValueSelected.connect(lambda text: chosen(text.strip()) if text.strip() else None)
    dialog.open()


def ask_of_folder(parent: QWidget, folder: str, where: str, inside: int, chosen: Callable[[bool], None]) -> None:
    """Ask what becomes of the bookmarks in a folder that is removed; `chosen` is told whether they go, too."""
    box = QMessageBox(
        QMessageBox.Icon.Question,
        tr("QA Reader"),
        tr("Remove the folder “{0}”?").format(folder),
        QMessageBox.StandardButton.Cancel,
        parent,
    )
    box.setObjectName("removeFolder")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    held = counted(inside, tr("{0} bookmark is in it."), tr("{0} bookmarks are in it and in the folders within."))
    box.setInformativeText("\n\n".join((held, tr("Notes and highlights stay in either case."))))
    keep = box.addButton(tr("Move them to “{0}”").format(where), QMessageBox.ButtonRole.AcceptRole)
    keep.setObjectName("keepBookmarks")
    drop = box.addButton(
        counted(inside, tr("Remove {0} bookmark, too"), tr("Remove {0} bookmarks, too")),
        QMessageBox.ButtonRole.DestructiveRole,
    )
    drop.setObjectName("dropBookmarks")
    box.setDefaultButton(keep)
    keep.clicked.connect(lambda: chosen(False))
    drop.clicked.connect(lambda: chosen(True))
    box.open()


def ask_first(parent: QWidget, name: str, question: str, verb: str, then: Callable[[], object]) -> None:
    """Ask before something is done that cannot be taken back."""
    box = QMessageBox(QMessageBox.Icon.Question, tr("QA Reader"), question, QMessageBox.StandardButton.Cancel, parent)
    box.setObjectName(name)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    go = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    go.setObjectName("goOn")
    go.clicked.connect(lambda _checked=False: then())
    box.open()


def tell(parent: QWidget, name: str, text: str) -> None:
    """Say what was done."""
    box = QMessageBox(QMessageBox.Icon.Information, tr("QA Reader"), text, QMessageBox.StandardButton.Close, parent)
    box.setObjectName(name)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.open()


class FilingDialog(QDialog):
    """A folder for threads, or for another folder, and tags; new folders are made when the dialog is accepted."""

    def __init__(
        self,
        title: str,
        verb: str,
        folders: Sequence[Folder],
        chosen: Filing,
        known_tags: Iterable[str],
        parent: QWidget,
        *,
        with_tags: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("filing")
        self.setWindowTitle(tr("Bookmark into…").rstrip("…"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before = chosen.tags
        self._title = QLabel(title, self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._folders = QStandardItemModel(self)
        self._view = QTreeView(self)
        self._new = QPushButton(tr("&New folder"), self)
        self._tags = LineField(self)
        self._chips = QWidget(self)
        self._with_tags = with_tags
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._go = self._buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self._fill(folders, chosen.folder)
        self._lay_out(sorted({*known_tags, *chosen.tags}, key=str.casefold))
        self._connect()

    def filing(self) -> Filing:
        """What is chosen."""
        item = self._item(self._view.currentIndex())
        within: list[str] = []
        while item.data(_FOLDER_ROLE) is None:
            within.insert(0, item.text())
            item = item.parent()
        typed = {" ".join(tag.split()) for tag in self._tags.text().replace("，", ",").replace("、", ",").split(",")}
        chosen = {str(chip.property("tag")) for chip in self._chips.findChildren(QPushButton) if chip.isChecked()}
        wanted = frozenset(chosen | typed - {""})
        return Filing(
            item.data(_FOLDER_ROLE), tuple(filter(str.strip, within)), wanted - self._before, self._before - wanted
        )

    def focus_tags(self) -> None:
        """Put the keyboard where tags are typed."""
        self._tags.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, folders: Sequence[Folder], chosen: str) -> None:
        items: dict[str, QStandardItem] = {"": _folder_item(tr("Bookmarks"), "")}
        items |= {one.id: _folder_item(one.name, one.id) for one in folders}
        self._folders.appendRow(items[""])
        for one in folders:
            items.get(one.parent, items[""]).appendRow(items[one.id])
        self._view.setModel(self._folders)
        self._view.expandAll()
        self._choose(items.get(chosen, items[""]).index())

    def _lay_out(self, tags: Sequence[str]) -> None:
        self._view.setObjectName("filingFolders")
        self._view.setAccessibleName(tr("Folder"))
        self._view.setHeaderHidden(True)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._new.setObjectName("newFolderHere")
        self._new.setAutoDefault(False)
        self._tags.setObjectName("filingTags")
        self._tags.setAccessibleName(tr("New tags, separated by commas"))
        self._tags.setPlaceholderText(tr("New tags, separated by commas"))
        flow = FlowLayout(self._chips, 4)
        flow.setContentsMargins(0, 0, 0, 0)
        for tag in tags:
            chip = QPushButton(tag.replace("&", "&&"), self._chips)
            chip.setObjectName("tagChip")
            chip.setProperty("tag", tag)
            chip.setCheckable(True)
            chip.setChecked(tag in self._before)
            chip.setAutoDefault(False)
            flow.addWidget(chip)
        line = QHBoxLayout()
        line.addWidget(self._new)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._view, 1)
        layout.addLayout(line)
        label = QLabel(tr("Tags"), self)
        label.setBuddy(self._tags)
        for widget in (label, self._chips, self._tags):
            layout.addWidget(widget)
            widget.setVisible(self._with_tags and (widget is not self._chips or bool(tags)))
        layout.addWidget(self._buttons)
        fitting.resize(self, 400, 460)

    def _connect(self) -> None:
        self._new.clicked.connect(self._add)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._view.doubleClicked.connect(lambda _index: self.accept())

    def _add(self) -> None:
        """A folder within the chosen one, to be named at once."""
        item = _folder_item(tr("New folder"), None)
        item.setEditable(True)
        self._item(self._view.currentIndex()).appendRow(item)
        self._view.expand(item.parent().index())
        self._choose(item.index())
        self._view.edit(item.index())

    def _choose(self, index: QModelIndex) -> None:
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _item(self, index: QModelIndex) -> QStandardItem:
        return self._folders.itemFromIndex(index if index.isValid() else self._folders.index(0, 0))


def _folder_item(name: str, folder: str | None) -> QStandardItem:
    item = QStandardItem(name)
    data: Any = folder
    item.setData(data, _FOLDER_ROLE)
    item.setEditable(False)
    return item
