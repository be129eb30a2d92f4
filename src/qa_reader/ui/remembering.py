"""The settings of one window: changed here alone, told to whoever shows them, and written on the reading thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from qa_reader import settings
from qa_reader.settings import Settings
from qa_reader.ui.tasks import TaskQueue


class Remembering(QObject):
    """Holds the settings as they are now; lives on the window's thread."""

    changed = Signal(object)  # Settings
    unwritten = Signal(object)  # Exception

    def __init__(
        self, file: Path, known: Settings, writing: TaskQueue, is_private: Callable[[], bool], parent: QObject
    ) -> None:
        """`is_private` says whether reading is private: then nothing is written, and no trace changes."""
        super().__init__(parent)
        self.known = known
        self._file = file
        self._writing = writing
        self._is_private = is_private

    def remember(self, **changes: Any) -> None:
        """Change settings and write them."""
        if self._is_private():
            changes = {name: value for name, value in changes.items() if name not in settings.TRACES}
        self._change(replace(self.known, **changes))

    def forget_recent(self, but: str) -> None:
        """Forget the archives that were open, but the one of this id; also while reading is private."""
        kept = {name: path for name, path in self.known.recent.items() if name == but}
        self._change(replace(self.known, recent=kept), anyhow=True)

    def forget_archive(self, path: Path) -> None:
        """Forget one of the archives that were open; also while reading is private."""
        kept = {name: place for name, place in self.known.recent.items() if place != str(path)}
        self._change(replace(self.known, recent=kept), anyhow=True)

    def write(self, *, anyhow: bool = False) -> None:
        """Write the settings, unless reading is private, or `anyhow`."""
        changed, file = self.known, self._file
        if anyhow or not self._is_private():
            self._writing.submit(lambda: settings.save(file, changed), failed=self.unwritten.emit, kind="settings")

    def _change(self, changed: Settings, *, anyhow: bool = False) -> None:
        if changed != self.known:
            self.known = changed
            self.write(anyhow=anyhow)
            self.changed.emit(changed)
