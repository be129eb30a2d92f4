"""Which archive is open: the commands that open and build one, the menu of those that were, what is dropped here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from qa_reader import resources
from qa_reader.ui import dialogs
from qa_reader.ui.frame import Frame
from qa_reader.ui.session import Session
from qa_reader.wording import tr

_SUFFIX = ".qarchive"
_MOST = 10  # entries of the menu


class Archives(QObject):
    """Its public methods are commands of the table in `actions`; on the window's thread, and no file is touched."""

    def __init__(self, session: Session, frame: Frame) -> None:
        super().__init__(frame)
        self._session = session
        self._frame = frame
        self._recent = QMenu(tr("Open &recent"), frame)
        self._recent.setObjectName("recentArchives")
        self._recent.setToolTipsVisible(True)
        frame.files_dropped.connect(self._take)
        session.archive_opened.connect(lambda _info: self._fill())
        session.settings_changed.connect(lambda _known: self._fill())
        self._listed: list[str] | None = None

    def add_menu(self, made: dict[str, QAction]) -> None:
        """Put the menu of the archives that were open below what opens one."""
        before = made["build_archive"]
        for menu in self._frame.menus.values():
            if before in menu.actions():
                menu.insertMenu(before, self._recent)
        self._fill()

    # ------------------------------------------------------------ the actions' methods

    def open_archive(self) -> None:
        """Let the reader choose an archive and open it."""
        dialogs.choose_archive(self._frame, self._session.open_archive)

    def open_bundled(self) -> None:
        """Open the archive that comes with the program."""
        self._session.open_bundled()

    def build_archive(self) -> None:
        """Let the reader choose saved pages, and build an archive of them."""
        dialogs.choose_sources(self._frame, self._session.build_archive)

    # ------------------------------------------------------------ those that were open

    def _fill(self) -> None:
        """List the archives that were open, the last first; neither the open one nor the bundled one."""
        paths = self._others()
        if paths == self._listed:
            return  # settings change with every move of the window
        self._listed = paths
        self._recent.clear()
        for path, text in zip(paths, told_apart(paths), strict=True):
            action = self._recent.addAction(text.replace("&", "&&"))
            action.setToolTip(path)
            action.triggered.connect(lambda _checked=False, path=path: self._session.open_archive(Path(path)))
        self._recent.addSeparator()
        self._recent.addAction(tr("&Clear this list")).triggered.connect(self._forget)
        self._recent.menuAction().setEnabled(bool(paths))

    def _others(self) -> list[str]:
        info = self._session.archive
        known = {info.path if info is not None else "", str(resources.bundled_archive() or "")}
        recent = reversed(self._session.settings.recent.values())
        return [path for path in recent if path not in known][:_MOST]

    def _forget(self) -> None:
        self._session.remember(recent={})

    # ------------------------------------------------------------ what is dropped

    def _take(self, paths: list[Path]) -> None:
        """Open an archive that is dropped; of other files, build one."""
        archive = next((path for path in paths if path.suffix == _SUFFIX), None)
        if archive is not None:
            self._session.open_archive(archive)
        else:
            dialogs.choose_target(self._frame, paths, self._session.build_archive)


def told_apart(paths: Iterable[str]) -> list[str]:
    """What archives are called in a menu: by their files' names; where two have the same, by their folders, too."""
    files = [Path(path) for path in paths]
    names = [file.stem for file in files]
    return [
        name if names.count(name) == 1 else tr("{0} in {1}").format(name, file.parent)
        for name, file in zip(names, files, strict=True)
    ]
