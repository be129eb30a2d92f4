"""Where the reader's own files are: data, settings, caches, each in the folder the system has for it.

A portable installation keeps all of them in a folder `data` beside the program instead, as on a USB stick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "qa-reader"
PORTABLE = "data"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one reader; none is made before something is written to it."""

    data: Path
    settings: Path
    cache: Path

    @property
    def user_database(self) -> Path:
        """What the reader keeps."""
        return self.data / "user.sqlite3"

    @property
    def backups(self) -> Path:
        """Copies of the user database, one a day."""
        return self.data / "backups"

    @property
    def vocabulary(self) -> Path:
        """The reader's own vocabulary, where somebody wrote one."""
        return self.data / "vocabulary.toml"

    @property
    def settings_file(self) -> Path:
        """The settings."""
        return self.settings / "settings.json"

    @property
    def state_file(self) -> Path:
        """Tabs, query and reading positions of the last time."""
        return self.data / "state.json"

    @property
    def indexes(self) -> Path:
        """Indexes of archives that bring none that this version can read."""
        return self.cache / "indexes"

    @property
    def bundled(self) -> Path:
        """The bundled archive, where it had to be built on this machine."""
        return self.cache / "bundled.qarchive"


def default(data_dir: Path | None = None) -> Paths:
    """The system's folders for this program, or all three below `data_dir` or that of a portable installation."""
    data_dir = data_dir or portable()
    if data_dir is not None:
        return Paths(data_dir, data_dir, data_dir / "cache")
    import platformdirs  # a portable installation and most commands do without

    folders = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
    return Paths(folders.user_data_path, folders.user_config_path, folders.user_cache_path)


def portable() -> Path | None:
    """The folder `data` beside the frozen program, where somebody made one; None elsewhere."""
    if not getattr(sys, "frozen", False):
        return None
    return next((place / PORTABLE for place in _beside(Path(sys.executable)) if (place / PORTABLE).is_dir()), None)


def _beside(program: Path) -> Iterator[Path]:
    """The folders that a person takes for the program's: its own, and that of its .AppImage, AppDir or .app."""
    yield program.parent
    image, mounted = os.environ.get("APPIMAGE"), os.environ.get("APPDIR")
    if image and mounted and program.is_relative_to(mounted):  # not those of a terminal that is an AppImage
        yield Path(image).parent
    for folder in program.parents:
        if (folder / "AppRun").exists():
            yield folder
        if folder.suffix == ".app":
            yield folder.parent


def of_argument(text: str) -> Path:
    """The file that an argument names: a path, or a file:// link, as desktops hand on what is double-clicked."""
    if not text.lower().startswith("file://"):
        return Path(text)
    from urllib.parse import unquote_to_bytes, urlsplit  # few starts come with a link

    path = os.fsdecode(unquote_to_bytes(urlsplit(text).path))
    return Path(path.removeprefix("/") if sys.platform == "win32" else path)
