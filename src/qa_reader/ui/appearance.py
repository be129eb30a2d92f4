"""Colours and zooms: the commands that change them, and what shows them when a setting changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QFont
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication

from qa_reader.settings import ZOOMS, Settings, shown_zoom
from qa_reader.ui import preferences, theme
from qa_reader.ui.frame import Frame
from qa_reader.ui.pointing import WheelZoom
from qa_reader.ui.session import Session

_SCHEMES = ("system", "light", "dark")


class Appearance(QObject):
    """Its public methods are commands of the table in `actions`; every change is a setting, shown at once."""

    def __init__(
        self,
        session: Session,
        pages: tuple[QAbstractScrollArea, ...],
        lists: tuple[QAbstractItemView, ...],
        window: Frame,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._lists = lists
        self._schemes = QActionGroup(self)
        self._shown = Settings()
        WheelZoom(pages, self).stepped.connect(lambda by: self._zoom("text_zoom", by))
        WheelZoom(lists, self).stepped.connect(lambda by: self._zoom("list_zoom", by))
        session.settings_changed.connect(self._apply)
        self._apply(session.settings)

    def take_actions(self, made: dict[str, QAction]) -> None:
        """Keep the check marks of the colours' actions true."""
        for scheme in _SCHEMES:
            self._schemes.addAction(made[f"use_{scheme}_colours"])
        self._show_scheme(self._session.settings)
        self._full_screen = made["toggle_full_screen"]
        self._window.restated.connect(self._show_state)
        self._show_state()

    # ------------------------------------------------------------ the actions' methods

    def use_system_colours(self) -> None:
        """Follow the system's light or dark."""
        self._session.remember(colour_scheme="system")

    def use_light_colours(self) -> None:
        """Light, whatever the system says."""
        self._session.remember(colour_scheme="light")

    def use_dark_colours(self) -> None:
        """Dark, whatever the system says."""
        self._session.remember(colour_scheme="dark")

    def enlarge_text(self) -> None:
        """The text that is read, a step larger."""
        self._zoom("text_zoom", 1)

    def shrink_text(self) -> None:
        """The text that is read, a step smaller."""
        self._zoom("text_zoom", -1)

    def reset_text(self) -> None:
        """The text that is read in its usual size."""
        self._session.remember(text_zoom=100)

    def enlarge_lists(self) -> None:
        """The lists, a step larger."""
        self._zoom("list_zoom", 1)

    def shrink_lists(self) -> None:
        """The lists, a step smaller."""
        self._zoom("list_zoom", -1)

    def reset_lists(self) -> None:
        """The lists in their usual size."""
        self._session.remember(list_zoom=100)

    def toggle_full_screen(self) -> None:
        """Let the window fill the screen, or have its frame again."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_settings(self) -> None:
        """Open the settings."""
        preferences.show(self._window, self._session.settings, self._session.settings_changed, self._session.remember)

    # ------------------------------------------------------------ showing

    def _zoom(self, name: str, by: int) -> None:
        now = shown_zoom(getattr(self._session.settings, name))
        larger = [step for step in ZOOMS if step > now]
        smaller = [step for step in ZOOMS if step < now]
        steps = larger[:by] if by > 0 else smaller[by:][::-1]
        if steps:
            self._session.remember(**{name: steps[-1]})

    def _apply(self, changed: Settings) -> None:
        before, self._shown = self._shown, changed
        if changed.colour_scheme != before.colour_scheme:
            theme.follow_scheme(changed.colour_scheme)
            self._show_scheme(changed)
        if changed.list_zoom != before.list_zoom:
            self._show_list_zoom(shown_zoom(changed.list_zoom))

    def _show_state(self) -> None:
        self._full_screen.setChecked(self._window.isFullScreen())

    def _show_scheme(self, known: Settings) -> None:
        for scheme, action in zip(_SCHEMES, self._schemes.actions(), strict=False):
            action.setChecked(known.colour_scheme == scheme)

    def _show_list_zoom(self, percent: int) -> None:
        for view in self._lists:
            font = QFont(QApplication.font(view))
            font.setPointSizeF(font.pointSizeF() * percent / 100)
            view.setFont(font)
            view.scheduleDelayedItemsLayout()
