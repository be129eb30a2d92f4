"""Where the reader's own files are: data, settings, caches, each in the folder the system has for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

APP_NAME = "qa-reader"


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
    """The system's folders for this program, or all three below `data_dir` (a portable installation, a test)."""
    if data_dir is not None:
        return Paths(data_dir, data_dir, data_dir / "cache")
    import platformdirs  # a portable installation and most commands do without

    folders = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
    return Paths(folders.user_data_path, folders.user_config_path, folders.user_cache_path)
