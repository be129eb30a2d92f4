"""All commands of the window in one table: menus, toolbar and shortcuts are built from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QColor, QKeySequence

from qa_reader.ui import icons
from qa_reader.wording import marked, tr

_MENU_KEY = re.compile(r"\(&\w\)|&")


class Command(Struct, frozen=True):
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


COMMANDS = (
    Command("open_archive", marked("&Open archive…"), "&File", ("Ctrl+O",), "open"),
    Command("open_bundled", marked("Open the &sample archive"), "&File", (), "archive"),
    Command("build_archive", marked("&Build an archive from saved pages…"), "&File", ("Ctrl+Shift+N",)),
    Command("print_threads", marked("&Print…"), "&File", ("Ctrl+P",), "print", apart=True),
    Command("save_threads", marked("Save &as…"), "&File", ("Ctrl+S",)),
    Command("show_visit_sheet", marked("&Visit sheet…"), "&File", ("Ctrl+Shift+P",)),
    Command("import_kept", marked("&Import what was kept…"), "&File", (), apart=True),
    Command("export_kept", marked("&Export everything you keep…"), "&File"),
    Command("export_bookmarks", marked("Export the bookmarks for a bro&wser…"), "&File"),
    Command("show_backups", marked("Back&ups…"), "&File"),
    Command("clear_kept", marked("C&lear what is kept…"), "&File", ("Ctrl+Shift+Del",)),
    Command("toggle_private", marked("Private &reading"), "&File", ("Ctrl+Alt+P",), "", True, apart=True),
    Command("panic", marked("Close at once, leaving no &trace"), "&File", ("Ctrl+Shift+X",)),
    Command("show_settings", marked("&Settings…"), "&File", ("Ctrl+,",), apart=True),
    Command("quit", marked("&Quit"), "&File", ("Ctrl+Q",)),
    Command("focus_search", marked("&Search"), "&Edit", ("Ctrl+F", "Ctrl+K"), "search"),
    Command("undo", marked("&Undo"), "&Edit", ("Ctrl+Z",)),
    Command("redo", marked("&Do again"), "&Edit", ("Ctrl+Shift+Z",)),
    Command("clear_search", marked("&Clear the search"), "&Edit", ("Esc",)),
    Command("copy_with_citation", marked("Copy with c&itation"), "&Edit", ("Ctrl+Alt+C",), apart=True),
    Command("copy_link", marked("Copy &link"), "&Edit", ("Ctrl+L",)),
    Command("write_note", marked("Write a &note"), "&Edit", ("Ctrl+Shift+M",), apart=True),
    Command("highlight_yellow", marked("Highlight in &yellow"), "&Edit", ("Ctrl+1", "Ctrl+H")),
    Command("highlight_green", marked("Highlight in &green"), "&Edit", ("Ctrl+2",)),
    Command("highlight_blue", marked("Highlight in &blue"), "&Edit", ("Ctrl+3",)),
    Command("highlight_pink", marked("Highlight in &pink"), "&Edit", ("Ctrl+4",)),
    Command("note_highlight", marked("Note on the hi&ghlight…"), "&Edit", ("Ctrl+Shift+H",)),
    Command("remove_highlight", marked("Remo&ve the highlight"), "&Edit", ("Ctrl+Shift+Backspace",)),
    Command("toggle_caret", marked("Select text with the &keys"), "&Edit", ("F7",), "", True),
    Command("search_selection", marked("Search for what is sel&ected"), "&Edit", ("Ctrl+E",)),
    Command("find_in_thread", marked("&Find in this thread"), "&Edit", ("Ctrl+Shift+F",), apart=True),
    Command("next_match", marked("Next &match"), "&Edit", ("F3",)),
    Command("previous_match", marked("Pre&vious match"), "&Edit", ("Shift+F3",)),
    Command("enlarge_text", marked("&Enlarge the text"), "&View", ("Ctrl++", "Ctrl+=")),
    Command("shrink_text", marked("&Shrink the text"), "&View", ("Ctrl+-",)),
    Command("reset_text", marked("&Usual size of the text"), "&View", ("Ctrl+0",)),
    Command("enlarge_lists", marked("E&nlarge the lists"), "&View", ("Ctrl+Alt++", "Ctrl+Alt+="), apart=True),
    Command("shrink_lists", marked("S&hrink the lists"), "&View", ("Ctrl+Alt+-",)),
    Command("reset_lists", marked("Usual si&ze of the lists"), "&View", ("Ctrl+Alt+0",)),
    Command("compare_tab", marked("&Compare with…"), "&View", ("Ctrl+Shift+C",), apart=True),
    Command("stop_comparing", marked("S&top comparing"), "&View"),
    Command("use_system_colours", marked("Colours of the &system"), "&View", (), "", True, apart=True),
    Command("use_light_colours", marked("&Light"), "&View", (), "", True),
    Command("use_dark_colours", marked("&Dark"), "&View", (), "", True),
    Command("toggle_full_screen", marked("Full sc&reen"), "&View", ("F11",), "", True, apart=True),
    Command("toggle_tree", marked("Dep&artments and bookmarks"), "&View", ("F9",), "", True),
    Command("toggle_filters", marked("&Filters"), "&View", ("Ctrl+Shift+L",), "filter", True),
    Command("toggle_side", marked("Side &panel"), "&View", ("Shift+F9",), "", True),
    Command("go_back", marked("&Back"), "&Go", ("Alt+Left", "Back"), "back"),
    Command("go_forward", marked("&Forward"), "&Go", ("Alt+Right", "Forward"), "forward"),
    Command("show_overview", marked("&Overview of the archive"), "&Go", ("Alt+Home",)),
    Command("random_thread", marked("A thread at rando&m"), "&Go", ("Ctrl+R",)),
    Command("next_thread", marked("&Next thread"), "&Go", ("J",)),
    Command("previous_thread", marked("&Previous thread"), "&Go", ("K",)),
    Command("next_part", marked("Next p&art of the thread"), "&Go", ("Alt+PgDown",)),
    Command("previous_part", marked("Previo&us part of the thread"), "&Go", ("Alt+PgUp",)),
    Command("open_in_new_tab", marked("&Open in a new tab"), "&Go", ("Ctrl+Return", "Ctrl+Enter"), apart=True),
    Command("next_tab", marked("Ne&xt tab"), "&Go", ("Ctrl+Tab", "Ctrl+PgDown")),
    Command("previous_tab", marked("P&revious tab"), "&Go", ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    Command("close_tab", marked("&Close this tab"), "&Go", ("Ctrl+W",)),
    Command("reopen_tab", marked("Reopen the closed &tab"), "&Go", ("Ctrl+Shift+T",)),
    Command("toggle_bookmark", marked("&Bookmark this thread"), "&Bookmarks", ("Ctrl+D",), "star", True),
    Command("bookmark_into", marked("Bookmark &into…"), "&Bookmarks", ("Ctrl+Alt+D",)),
    Command("tag_threads", marked("&Tags…"), "&Bookmarks", ("Ctrl+Alt+T",)),
    Command("mark_read", marked("Mark as &read"), "&Bookmarks", ("Ctrl+Alt+R",)),
    Command("mark_unread", marked("Mark as not rea&d"), "&Bookmarks", ("Ctrl+Alt+U",)),
    Command("save_search", marked("Sa&ve this search…"), "&Bookmarks", ("Ctrl+Shift+S",), apart=True),
    Command("new_folder", marked("&New folder…"), "&Bookmarks", (), apart=True),
    Command("move_folder", marked("&Move the folder…"), "&Bookmarks"),
    Command("rename_kept", marked("R&ename…"), "&Bookmarks", ("F2",)),
    Command("move_up", marked("Move &up"), "&Bookmarks", ("Alt+Shift+Up",)),
    Command("move_down", marked("Move do&wn"), "&Bookmarks", ("Alt+Shift+Down",)),
    Command("remove_kept", marked("Rem&ove"), "&Bookmarks", ("Del",)),
    Command("show_bookmarks", marked("&Show bookmarks"), "&Bookmarks", ("Ctrl+B",)),
    Command("add_to_sheet", marked("Add to the &visit sheet"), "&Bookmarks", ("Ctrl+Shift+D",), apart=True),
    Command("show_help", marked("&Manual"), "&Help", ("F1",)),
    Command("show_keys", marked("&Keys and query language"), "&Help", ("Ctrl+F1",)),
    Command("show_about", marked("&About QA Reader"), "&Help"),
)  # fmt: skip

#: The entries of the menus that the list's rows and the places of the tree have, "" for a line.
CONTEXT_MENUS: dict[str, tuple[str, ...]] = {
    "questionList": (
        "open_in_new_tab", "", "toggle_bookmark", "bookmark_into", "tag_threads", "", "mark_read", "mark_unread",
        "", "add_to_sheet", "print_threads", "save_threads", "", "move_up", "move_down", "remove_kept",
    ),
    "star": ("toggle_bookmark", "bookmark_into", "tag_threads", "show_bookmarks"),
    "bookmarks": ("new_folder", "", "print_threads", "save_threads"),
    "folder": (
        "new_folder", "rename_kept", "move_folder", "move_up", "move_down", "", "add_to_sheet", "print_threads",
        "save_threads", "", "remove_kept",
    ),
    "bookmark": (
        "open_in_new_tab", "", "bookmark_into", "tag_threads", "move_up", "move_down", "", "add_to_sheet",
        "print_threads", "save_threads", "", "remove_kept",
    ),
    "tag": ("rename_kept", "", "add_to_sheet", "print_threads", "save_threads", "", "remove_kept"),
    "notes": ("add_to_sheet", "print_threads", "save_threads"),
    "highlights": ("add_to_sheet", "print_threads", "save_threads"),
    "search": ("rename_kept", "move_up", "move_down", "", "remove_kept"),
    "searches": ("save_search",),
    "history": ("clear_kept",),
    "visit": ("open_in_new_tab", "toggle_bookmark", "bookmark_into", "", "remove_kept"),
    "asked": ("remove_kept",),
    "day": ("remove_kept",),
    "replyPane": (
        "copy", "copy_with_citation", "copy_link", "search_selection", "", "highlight_yellow", "highlight_green",
        "highlight_blue", "highlight_pink", "note_highlight",
    ),
    "highlight": (
        "note_highlight", "highlight_yellow", "highlight_green", "highlight_blue", "highlight_pink", "",
        "remove_highlight",
    ),
}  # fmt: skip


def menu_of(place: str) -> tuple[str, ...]:
    """The commands of the menu of the list ("questionList") or of a kind of place in the tree, () for no menu."""
    return CONTEXT_MENUS.get(place, ())


def make(owner: QObject, *others: QObject) -> dict[str, QAction]:
    """A QAction for each command, by name, connected to the method of its name, of `owner` or of one of the others."""
    made = {}
    for command in COMMANDS:
        action = QAction(tr(command.text), owner)
        action.setObjectName(command.name)
        action.setIconText(plain(command).rstrip("…"))
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
    if chosen is not None and _is_usable(chosen):
        return tuple(filter(None, map(_portable, chosen)))
    # a key that the reader gave to another command before this one had it stays the other's
    taken = {_portable(key) for keys in changed.values() if _is_usable(keys) for key in keys}
    return tuple(key for key in map(_portable, command.shortcuts) if key not in taken)


def _is_usable(keys: Any) -> bool:
    return isinstance(keys, (list, tuple)) and all(isinstance(key, str) for key in keys)


def owner_of(key: str, changed: Mapping[str, Sequence[str]]) -> Command | None:
    """The command that has a key."""
    return next((command for command in COMMANDS if _portable(key) in keys_of(command, changed)), None)


def plain(command: Command) -> str:
    """What a command is called outside of menus."""
    return without_key(tr(command.text))


def without_key(text: str) -> str:
    """A menu's text without the key that opens it: "&File", and "檔案(&F)" as Chinese programs write it."""
    return _MENU_KEY.sub("", text)


def _portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def colour(made: dict[str, QAction], ink: QColor) -> None:
    """Draw the actions' icons in `ink`."""
    for command in COMMANDS:
        if command.icon:
            made[command.name].setIcon(icons.icon(command.icon, ink))
