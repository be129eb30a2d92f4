"""File → Open recent: the archives that were open lately, to go from one to another without looking for its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from qa_reader import resources
from qa_reader.ui import dialogs
from qa_reader.ui.session import Session

_WIDEST = 400  # px, of an entry: two archives of one name are told with their folders


class RecentMenu(QMenu):
    """The archives that were open, the last first, without the one that is open and without the sample."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.setObjectName("recentMenu")
        self.setTitle(self.tr("Open re&cent"))
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)
        session.archive_opened.connect(lambda _info: self._enable())
        session.settings_changed.connect(lambda _known: self._enable())
        session.archive_gone.connect(self._tell_gone)
        self._enable()

    def _enable(self) -> None:
        self.menuAction().setEnabled(bool(self._others()))

    def _others(self) -> tuple[str, ...]:
        """The paths to choose from; whether a file is there still is seen when it is chosen."""
        info = self._session.archive
        left_out = {info.path if info is not None else "", str(resources.bundled_archive() or "")}
        return tuple(path for path in reversed(self._session.settings.recent.values()) if path not in left_out)

    def _fill(self) -> None:
        self.clear()
        paths = self._others()
        for path, name in zip(paths, names_of(paths), strict=True):
            shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _WIDEST)
            entry = self.addAction(shown.replace("&", "&&"))
            entry.setToolTip(path)
            entry.triggered.connect(lambda _checked=False, path=path: self._session.open_archive(Path(path)))
        self.addSeparator()
        self.addAction(self.tr("&Forget these")).triggered.connect(self._session.forget_recent)

    def _tell_gone(self, path: Path, done: str) -> None:
        """An archive that was open lately is not there: it stays on the list unless the reader takes it off."""
        session, window = self._session, self._window
        dialogs.show_gone(
            window,
            path,
            done,
            find=lambda: dialogs.choose_archive(window, session.open_archive),
            forget=lambda: session.remembering.forget_archive(path),
        )


def names_of(paths: Sequence[str]) -> tuple[str, ...]:
    """What the files are called, with their folders where two are called the same."""
    stems = Counter(Path(path).stem for path in paths)
    return tuple(path.stem if stems[path.stem] == 1 else f"{path.stem} ({path.parent})" for path in map(Path, paths))
