"""All commands of the window in one table: menus, toolbar and shortcuts are built from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QColor, QKeySequence

from qa_reader.ui import theme

CONTEXT = "Actions"


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `name` is the QAction's object name and that of the method which carries it out.

    `apart` draws a line above it in its menu; `shortcuts` are the usual keys, which the reader can change.
    """

    name: str
    text: str
    menu: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    apart: bool = False


def _tr(text: str) -> str:
    """Marks a text for the translators; it is translated when the action is made."""
    return text


MENUS = (_tr("&File"), _tr("&Edit"), _tr("&View"), _tr("&Go"), _tr("&Bookmarks"), _tr("&Help"))

COMMANDS = (
    Command("open_archive", _tr("&Open archive…"), "&File", ("Ctrl+O",), "open"),
    Command("open_bundled", _tr("Open the &sample archive"), "&File", (), "archive"),
    Command("build_archive", _tr("&Build an archive from saved pages…"), "&File", ("Ctrl+Shift+N",)),
    Command("show_settings", _tr("&Settings…"), "&File", ("Ctrl+,",), apart=True),
    Command("quit", _tr("&Quit"), "&File", ("Ctrl+Q",)),
    Command("focus_search", _tr("&Search"), "&Edit", ("Ctrl+F", "Ctrl+K"), "search"),
    Command("clear_search", _tr("&Clear the search"), "&Edit", ("Esc",)),
    Command("copy_with_citation", _tr("Copy with c&itation"), "&Edit", ("Ctrl+Alt+C",), apart=True),
    Command("copy_link", _tr("Copy &link"), "&Edit", ("Ctrl+L",)),
    Command("find_in_thread", _tr("&Find in this thread"), "&Edit", ("Ctrl+Shift+F",), apart=True),
    Command("next_match", _tr("Next &match"), "&Edit", ("F3",)),
    Command("previous_match", _tr("Pre&vious match"), "&Edit", ("Shift+F3",)),
    Command("enlarge_text", _tr("&Enlarge the text"), "&View", ("Ctrl++", "Ctrl+=")),
    Command("shrink_text", _tr("&Shrink the text"), "&View", ("Ctrl+-",)),
    Command("reset_text", _tr("&Usual size of the text"), "&View", ("Ctrl+0",)),
    Command("enlarge_lists", _tr("E&nlarge the lists"), "&View", ("Ctrl+Alt++", "Ctrl+Alt+="), apart=True),
    Command("shrink_lists", _tr("S&hrink the lists"), "&View", ("Ctrl+Alt+-",)),
    Command("reset_lists", _tr("Usual si&ze of the lists"), "&View", ("Ctrl+Alt+0",)),
    Command("compare_tab", _tr("&Compare with…"), "&View", ("Ctrl+Shift+C",), apart=True),
    Command("stop_comparing", _tr("S&top comparing"), "&View"),
    Command("use_system_colours", _tr("Colours of the &system"), "&View", (), "", True, apart=True),
    Command("use_light_colours", _tr("&Light"), "&View", (), "", True),
    Command("use_dark_colours", _tr("&Dark"), "&View", (), "", True),
    Command("toggle_filters", _tr("&Filters"), "&View", ("Ctrl+Shift+L",), "filter", True),
    Command("go_back", _tr("&Back"), "&Go", ("Alt+Left", "Back"), "back"),
    Command("go_forward", _tr("&Forward"), "&Go", ("Alt+Right", "Forward"), "forward"),
    Command("show_overview", _tr("&Overview of the archive"), "&Go", ("Alt+Home",)),
    Command("next_thread", _tr("&Next thread"), "&Go", ("J",)),
    Command("previous_thread", _tr("&Previous thread"), "&Go", ("K",)),
    Command("open_in_new_tab", _tr("&Open in a new tab"), "&Go", ("Ctrl+Return", "Ctrl+Enter"), apart=True),
    Command("next_tab", _tr("Ne&xt tab"), "&Go", ("Ctrl+Tab", "Ctrl+PgDown")),
    Command("previous_tab", _tr("P&revious tab"), "&Go", ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    Command("close_tab", _tr("&Close this tab"), "&Go", ("Ctrl+W",)),
    Command("reopen_tab", _tr("Reopen the closed &tab"), "&Go", ("Ctrl+Shift+T",)),
    Command("toggle_bookmark", _tr("&Bookmark this thread"), "&Bookmarks", ("Ctrl+D",), "star", True),
    Command("show_bookmarks", _tr("&Show bookmarks"), "&Bookmarks", ("Ctrl+B",)),
    Command("show_help", _tr("&Keys and query language"), "&Help", ("F1",)),
    Command("show_about", _tr("&About QA Reader"), "&Help"),
)  # fmt: skip


def make(owner: QObject, *others: QObject) -> dict[str, QAction]:
    """A QAction for each command, by name, connected to the method of its name, of `owner` or of one of the others."""
    made = {}
    for command in COMMANDS:
        action = QAction(translated(command.text), owner)
        action.setObjectName(command.name)
        action.setCheckable(command.checkable)
        run = next(getattr(one, command.name) for one in (owner, *others) if hasattr(one, command.name))
        # `triggered` passes its "checked", which the methods do not take
        action.triggered.connect(lambda _checked=False, run=run: run())
        made[command.name] = action
    return made


def set_keys(made: Mapping[str, QAction], changed: Mapping[str, Sequence[str]]) -> None:
    """Give each action its keys: the table's, or those that the reader chose for its name."""
    for command in COMMANDS:
        action = made[command.name]
        keys = [QKeySequence(key) for key in keys_of(command, changed)]
        action.setShortcuts(keys)
        told = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        name = plain(command)
        action.setToolTip(f"{name} ({told})" if told else name)


def keys_of(command: Command, changed: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The keys of a command as texts that mean the same on every system; what is no key is left out."""
    chosen = changed.get(command.name)
    # what stands in the settings file may be anything
    usable = isinstance(chosen, (list, tuple)) and all(isinstance(key, str) for key in chosen)
    return tuple(filter(None, map(_portable, chosen if usable and chosen is not None else command.shortcuts)))


def owner_of(key: str, changed: Mapping[str, Sequence[str]]) -> Command | None:
    """The command that has a key."""
    return next((command for command in COMMANDS if _portable(key) in keys_of(command, changed)), None)


def plain(command: Command) -> str:
    """What a command is called outside of menus."""
    return translated(command.text).replace("&", "")


def _portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def colour(made: dict[str, QAction], ink: QColor) -> None:
    """Draw the actions' icons in `ink`."""
    for command in COMMANDS:
        if command.icon:
            made[command.name].setIcon(theme.icon(command.icon, ink))


def translated(text: str) -> str:
    """A text of this table in the interface's language."""
    return QCoreApplication.translate(CONTEXT, text)
