"""All commands of the window in one table: menus, toolbar and shortcuts are built from it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QColor, QKeySequence

from qa_reader.ui import theme

CONTEXT = "Actions"


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `name` is the QAction's object name and that of the window's method which carries it out."""

    name: str
    text: str
    menu: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False


def _tr(text: str) -> str:
    """Marks a text for the translators; it is translated when the action is made."""
    return text


MENUS = (_tr("&File"), _tr("&Edit"), _tr("&View"), _tr("&Go"), _tr("&Bookmarks"), _tr("&Help"))

COMMANDS = (
    Command("open_archive", _tr("&Open archive…"), "&File", ("Ctrl+O",), "open"),
    Command("open_bundled", _tr("Open the &sample archive"), "&File", (), "archive"),
    Command("build_archive", _tr("&Build an archive from saved pages…"), "&File", ("Ctrl+Shift+N",)),
    Command("quit", _tr("&Quit"), "&File", ("Ctrl+Q",)),
    Command("focus_search", _tr("&Search"), "&Edit", ("Ctrl+F", "Ctrl+K"), "search"),
    Command("clear_search", _tr("&Clear the search"), "&Edit", ("Esc",)),
    Command("use_system_colours", _tr("Colours of the &system"), "&View", (), "", True),
    Command("use_light_colours", _tr("&Light"), "&View", (), "", True),
    Command("use_dark_colours", _tr("&Dark"), "&View", (), "", True),
    Command("toggle_filters", _tr("&Filters"), "&View", ("Ctrl+Shift+L",), "filter", True),
    Command("go_back", _tr("&Back"), "&Go", ("Alt+Left", "Back"), "back"),
    Command("go_forward", _tr("&Forward"), "&Go", ("Alt+Right", "Forward"), "forward"),
    Command("show_overview", _tr("&Overview of the archive"), "&Go", ("Alt+Home",)),
    Command("next_thread", _tr("&Next thread"), "&Go", ("J",)),
    Command("previous_thread", _tr("&Previous thread"), "&Go", ("K",)),
    Command("toggle_bookmark", _tr("&Bookmark this thread"), "&Bookmarks", ("Ctrl+D",), "star", True),
    Command("show_bookmarks", _tr("&Show bookmarks"), "&Bookmarks", ("Ctrl+B",)),
    Command("show_help", _tr("&Keys and query language"), "&Help", ("F1",)),
    Command("show_about", _tr("&About QA Reader"), "&Help"),
)  # fmt: skip


def make(owner: QObject) -> dict[str, QAction]:
    """A QAction for each command, by name, connected to the method of `owner` that has its name."""
    made = {}
    for command in COMMANDS:
        action = QAction(translated(command.text), owner)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in command.shortcuts])
        action.setCheckable(command.checkable)
        run = getattr(owner, command.name)
        # `triggered` passes its "checked", which the methods do not take
        action.triggered.connect(lambda _checked=False, run=run: run())
        if command.shortcuts:
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{action.text().replace('&', '')} ({keys})")
        made[command.name] = action
    return made


def colour(made: dict[str, QAction], ink: QColor) -> None:
    """Draw the actions' icons in `ink`."""
    for command in COMMANDS:
        if command.icon:
            made[command.name].setIcon(theme.icon(command.icon, ink))


def translated(text: str) -> str:
    """A text of this table in the interface's language."""
    return QCoreApplication.translate(CONTEXT, text)
