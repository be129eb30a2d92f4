"""Every command with its keys, which can be changed there, and how queries are written; one field filters all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qa_reader.ui import actions, fitting
from qa_reader.ui.actions import Command
from qa_reader.ui.fields import LineField
from qa_reader.ui.menus import MENUS
from qa_reader.ui.speaking import name_buttons
from qa_reader.wording import tr

_COLUMN = 46  # characters
_AIR = 8  # px between two rows
COMMAND_ROLE = Qt.ItemDataRole.UserRole
_KEYS = dict[str, list[str]]


def show(parent: QWidget, changed: Mapping[str, Sequence[str]], remember: Callable[[_KEYS], None]) -> None:
    """Open the dialog; `remember` is given the keys that differ from the table's after each change."""
    ShortcutsDialog(changed, remember, parent).open()


class ShortcutsDialog(QDialog):
    """The table of the commands' keys, grouped as in the menus, and below it the line that changes them."""

    def __init__(
        self, changed: Mapping[str, Sequence[str]], remember: Callable[[_KEYS], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._changed: _KEYS = {name: list(keys) for name, keys in changed.items() if isinstance(keys, (list, tuple))}
        self._remember = remember
        self.setObjectName("shortcuts")
        self.setWindowTitle(self.tr("Keys and query language"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._filter = LineField(self)
        self._table = QStandardItemModel(0, 2, self)
        self._rows = QSortFilterProxyModel(self)
        self._view = QTreeView(self)
        self._key = QKeySequenceEdit(self)
        self._set = QPushButton(self.tr("&Use this key"), self)
        self._usual = QPushButton(self.tr("Its &usual keys"), self)
        self._message = QLabel(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._restore = self._buttons.addButton(self.tr("Restore &all defaults"), QDialogButtonBox.ButtonRole.ResetRole)
        self._fill()
        self._dress()
        self._lay_out()
        self._connect()
        self._choose()

    # ------------------------------------------------------------ making

    def _fill(self) -> None:
        self._table.setHorizontalHeaderLabels([self.tr("Command"), self.tr("Keys")])
        for menu in MENUS:
            group = _heading(actions.without_key(tr(menu)))
            for command in actions.COMMANDS:
                if command.menu == menu:
                    name = _item(actions.plain(command).rstrip("…"))
                    name.setData(command, COMMAND_ROLE)
                    group.appendRow([name, _item(self._told(command))])
            self._table.appendRow([group, _item("")])
        lists = _heading(self.tr("In the search field and the lists"))
        for text, keys in self._fixed():
            lists.appendRow([_item(text), _item(keys)])
        self._table.appendRow([lists, _item("")])
        language = _heading(self.tr("Query language"))
        for text, example in self._language():
            language.appendRow([_item(text), _item(example)])
        self._table.appendRow([language, _item("")])

    def _dress(self) -> None:
        self._filter.setObjectName("shortcutFilter")
        self._filter.setAccessibleName(self.tr("Filter the table"))
        self._filter.setPlaceholderText(self.tr("Filter by words or keys…"))
        self._filter.setClearButtonEnabled(True)
        name_buttons(self._filter)
        self._rows.setSourceModel(self._table)
        self._rows.setFilterKeyColumn(-1)
        self._rows.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._rows.setRecursiveFilteringEnabled(True)
        self._rows.setAutoAcceptChildRows(True)
        self._view.setObjectName("shortcutTable")
        self._view.setAccessibleName(self.tr("Commands and their keys"))
        self._view.setModel(self._rows)
        self._view.setRootIsDecorated(False)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setItemsExpandable(False)
        self._view.setUniformRowHeights(True)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.expandAll()
        self._view.setColumnWidth(0, self.fontMetrics().averageCharWidth() * _COLUMN)
        self._key.setObjectName("keyField")
        self._key.setAccessibleName(self.tr("New key"))
        self._key.setMaximumSequenceLength(1)
        self._key.setClearButtonEnabled(True)
        self._set.setObjectName("setKey")
        self._usual.setObjectName("usualKeys")
        self._restore.setObjectName("restoreKeys")
        self._message.setObjectName("shortcutMessage")
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        for button in (self._set, self._usual, self._restore, *self._buttons.buttons()):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Return in the filter is no click

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._key, 1)
        line.addWidget(self._set)
        line.addWidget(self._usual)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._filter)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._message)
        layout.addLayout(line)
        layout.addWidget(self._buttons)
        fitting.resize(self, 640, 640)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._narrow)
        self._view.selectionModel().currentChanged.connect(lambda _index, _before: self._choose())
        self._view.doubleClicked.connect(lambda _index: self._key.setFocus(Qt.FocusReason.OtherFocusReason))
        self._set.clicked.connect(self._set_key)
        self._usual.clicked.connect(self._give_usual)
        self._restore.clicked.connect(self._restore_all)
        self._buttons.rejected.connect(self.reject)

    # ------------------------------------------------------------ changing

    def _narrow(self, text: str) -> None:
        self._rows.setFilterFixedString(text.strip())
        self._view.expandAll()

    def _command(self) -> Command | None:
        index = self._view.currentIndex()
        command = index.siblingAtColumn(0).data(COMMAND_ROLE) if index.isValid() else None
        return command if isinstance(command, Command) else None

    def _choose(self) -> None:
        command = self._command()
        for widget in (self._key, self._set, self._usual):
            widget.setEnabled(command is not None)
        if command is None:
            self._message.setText(self.tr("Choose a command to give it another key."))
            return
        keys = actions.keys_of(command, self._changed)
        self._key.setKeySequence(QKeySequence(keys[0] if keys else ""))
        self._message.setText(self.tr("Press the new key of “{0}” in the field below.").format(actions.plain(command)))

    def _set_key(self) -> None:
        """Give the chosen command the key in the field and no other; an empty field takes its keys away."""
        command = self._command()
        if command is None:
            return
        key = self._key.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        owner = actions.owner_of(key, self._changed) if key else None
        if owner is not None and owner != command:
            self._message.setText(self._refused(key, owner))
            return
        self._change(command, [key] if key else [])
        name = actions.plain(command)
        if key:
            self._message.setText(self.tr("“{0}” is now {1}.").format(name, native(key)))
        else:
            self._message.setText(self.tr("“{0}” has no key now.").format(name))

    def _give_usual(self) -> None:
        command = self._command()
        if command is None:
            return
        for key in command.shortcuts:
            owner = actions.owner_of(key, self._changed)
            if owner is not None and owner != command:
                self._message.setText(self._refused(key, owner))
                return
        self._change(command, list(command.shortcuts))
        self._choose()

    def _restore_all(self) -> None:
        self._changed.clear()
        self._tell_all()
        self._choose()
        self._message.setText(self.tr("All commands have their usual keys again."))

    def _refused(self, key: str, owner: Command) -> str:
        return self.tr("{0} is the key of “{1}” already. Give that command another key first.").format(
            native(key), actions.plain(owner)
        )

    def _change(self, command: Command, keys: list[str]) -> None:
        if keys == list(command.shortcuts):
            self._changed.pop(command.name, None)
        else:
            self._changed[command.name] = keys
        self._tell_all()

    def _tell_all(self) -> None:
        self._remember(dict(self._changed))
        for row in range(self._table.rowCount()):
            group = self._table.item(row)
            for number in range(group.rowCount()):
                command = group.child(number, 0).data(COMMAND_ROLE)
                if isinstance(command, Command):
                    group.child(number, 1).setText(self._told(command))

    # ------------------------------------------------------------ words

    def _told(self, command: Command) -> str:
        return self.tr(" or ").join(map(native, actions.keys_of(command, self._changed)))

    def _fixed(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("From the search field into the list"), "↓"),
            (self.tr("In the list: show those that ask nearly the same, hide them"), "→ ←"),
            (self.tr("Open in a new tab"), self.tr("middle button of the mouse")),
            (self.tr("Enlarge or shrink the text or the lists"), self.tr("Ctrl and the wheel over them")),
            (self.tr("Next and previous place in find"), self.tr("Return and Shift+Return")),
        )

    def _language(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Both words, in any form, anywhere"), "twitching weakness"),
            (self.tr("The words in this order"), '"muscle weakness"'),
            (self.tr("The words near each other"), '"muscle weakness"~5'),
            (self.tr("One of them"), "tremor OR twitching"),
            (self.tr("Without this word"), "tremor NOT alcohol"),
            (self.tr("Any word that begins so"), "twitch*"),
            (self.tr("One letter left open"), "wom?n"),
            (self.tr("A letter may differ"), "weakness~1"),
            (self.tr("Only there"), "title:tremor  question:  reply:  info:"),
            (self.tr("By whom and where"), "doctor:  hospital:  department:  topic:"),
            (self.tr("About whom"), "sex:female  age:20-29"),
            (self.tr("From these years only"), "asked:[2019 to 2021]  replied:"),
        )


def _item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setSizeHint(QSize(0, QFontMetrics(QFont()).height() + _AIR))
    return item


def _heading(text: str) -> QStandardItem:
    item = _item(text)
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    item.setFont(font)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
