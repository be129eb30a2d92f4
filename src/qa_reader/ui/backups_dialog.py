"""The dialog of the backups: when each was made, what is in it, and the way back to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qa_reader.kept import Backup, Kept
from qa_reader.ui import fitting
from qa_reader.wording import counted, day, tr

_BACKUP_ROLE = Qt.ItemDataRole.UserRole


def kinds(counts: dict[str, int]) -> str:
    """What there is of each kind, in words: "3 bookmarks, 1 note"."""
    words = {
        Kept.BOOKMARKS: (tr("{0} bookmark"), tr("{0} bookmarks")),
        Kept.FOLDERS: (tr("{0} folder"), tr("{0} folders")),
        Kept.NOTES: (tr("{0} note"), tr("{0} notes")),
        Kept.HIGHLIGHTS: (tr("{0} highlight"), tr("{0} highlights")),
        Kept.SEARCHES: (tr("{0} saved search"), tr("{0} saved searches")),
        Kept.READ: (tr("{0} read mark"), tr("{0} read marks")),
        Kept.HISTORY: (tr("{0} line of the history"), tr("{0} lines of the history")),
    }
    there = (counted(counts[kind], *forms) for kind, forms in words.items() if counts.get(kind))
    return tr(", ").join(there) or tr("nothing")


def made(backup: Backup) -> str:
    """When a backup was made, on this computer's clock."""
    when = datetime.fromisoformat(backup.made).astimezone()
    return f"{day(when.date())} {when:%H:%M}"


class BackupsDialog(QDialog):
    """A row a backup; `restore` is called with the one that is to take the place of all that is kept."""

    def __init__(self, now: dict[str, int], restore: Callable[[Backup], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("backups")
        self.setWindowTitle(tr("Backups"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._restore = restore
        self._table = QStandardItemModel(0, 2, self)
        self._view = QTreeView(self)
        self._told = QLabel(self)
        self._now = QLabel(tr("Now: {0}").format(kinds(now)), self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._go = QPushButton(tr("&Restore this backup…"), self)
        self._buttons.addButton(self._go, QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self._view.selectionModel().currentChanged.connect(self._choose)
        self._go.clicked.connect(self._ask)
        self._buttons.rejected.connect(self.reject)

    def show_backups(self, backups: tuple[Backup, ...]) -> None:
        """Show what there is."""
        self._table.removeRows(0, self._table.rowCount())
        for backup in backups:
            told = tr("cannot be used: {0}").format(backup.fault) if backup.fault else kinds(backup.counts)
            row = [QStandardItem(made(backup)), QStandardItem(told)]
            for item in row:
                item.setEditable(False)
                item.setData(backup, _BACKUP_ROLE)
                item.setEnabled(not backup.fault)
                item.setToolTip("\n".join((backup.path, *backup.newest)))
            self._table.appendRow(row)
        if backups:
            self._view.setCurrentIndex(self._table.index(0, 0))
        else:
            self._told.setText(tr("There is no backup yet: one is made on each day on which something is kept."))

    def _lay_out(self) -> None:
        self._table.setHorizontalHeaderLabels([tr("Made"), tr("What is in it")])
        self._view.setObjectName("backupTable")
        self._view.setAccessibleName(tr("Backups"))
        self._view.setModel(self._table)
        self._view.setRootIsDecorated(False)
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._go.setObjectName("restoreBackup")
        self._go.setEnabled(False)
        for label in (self._told, self._now):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setObjectName("backupTold")
        self._told.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        for widget in (self._now, self._view, self._told, self._buttons):
            layout.addWidget(widget)
        fitting.resize(self, 640, 460)

    def _backup(self) -> Backup | None:
        index = self._view.currentIndex()
        found = index.siblingAtColumn(0).data(_BACKUP_ROLE) if index.isValid() else None
        return found if isinstance(found, Backup) and not found.fault else None

    def _choose(self, _index: QModelIndex, _before: QModelIndex) -> None:
        backup = self._backup()
        self._go.setEnabled(backup is not None)
        newest = [] if backup is None else [f"· {title}" for title in backup.newest]
        self._told.setText("\n".join((tr("Bookmarked last:"), *newest)) if newest else "")

    def _ask(self) -> None:
        backup = self._backup()
        if backup is not None:
            self._restore(backup)
