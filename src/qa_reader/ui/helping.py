"""The commands of the menu Help: the manual, the table of keys, what this is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qa_reader import languages, manual
from qa_reader.model import Query
from qa_reader.settings import Settings
from qa_reader.ui import about, actions, dialogs, shortcuts
from qa_reader.ui.manual_window import ManualWindow
from qa_reader.ui.menus import MENUS
from qa_reader.ui.session import Session
from qa_reader.ui.typesetting import type_of
from qa_reader.wording import tr

_KEYS_PAGE = "keys"


class Helping(QObject):
    """Its public methods are commands of the table in `actions`."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._window = parent
        self._manual: ManualWindow | None = None
        session.settings_changed.connect(self._show_type)

    # ------------------------------------------------------------ the actions' methods

    def show_help(self) -> None:
        """Open the manual, or bring it to the front."""
        if self._manual is None:
            self._manual = self._made()
        self._manual.show()
        self._manual.raise_()
        self._manual.activateWindow()

    def show_keys(self) -> None:
        """Say which keys there are and how queries are written, and let them be changed."""
        session = self._session
        shortcuts.show(self._window, session.settings.shortcuts, lambda keys: session.remember(shortcuts=keys))

    def show_about(self) -> None:
        """Say what this is."""
        about.show(self._window, self._work)

    # ------------------------------------------------------------ the manual

    def _made(self) -> ManualWindow:
        load = partial(manual.load, languages.spoken(), {_KEYS_PAGE: keys_table(self._session.settings)})
        window = ManualWindow(load, self._work, self._window)
        window.show_type(type_of(self._session.settings))
        window.link_requested.connect(partial(dialogs.open_link, window))
        window.query_requested.connect(self._search)
        window.destroyed.connect(self._forget)
        return window

    def _work(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """On the reading thread, where what a search needs is imported already."""
        self._session.ask_library(lambda _library: work(), then)

    def _search(self, text: str) -> None:
        self._session.ask(Query(text))
        self._window.raise_()
        self._window.activateWindow()

    def _show_type(self, known: Settings) -> None:
        if self._manual is not None:
            self._manual.show_type(type_of(known))

    def _forget(self) -> None:
        self._manual = None


def keys_table(known: Settings) -> str:
    """All commands with their keys as they are now, in Markdown."""
    head, between = (tr("Command"), tr("Keys")), tr(" or ")
    lines = []
    for menu in MENUS:
        title = actions.without_key(tr(menu))
        lines += [f"\n## {title}\n", _row(*head), _row("---", "---")]
        for command in actions.COMMANDS:
            if command.menu == menu:
                keys = (f"`{shortcuts.native(key)}`" for key in actions.keys_of(command, known.shortcuts))
                lines.append(_row(actions.plain(command), between.join(keys)))
    return "\n".join(lines) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
