"""The settings: one frozen dataclass, one line a setting, kept as one JSON file.

A field that the file does not have, or has with a value of a wrong type, keeps its default; a file that is not
JSON is set aside where it can be. Loading and saving follow the fields: a new setting is one new line here.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from qa_reader import files
from qa_reader.errors import SettingsError
from qa_reader.wording import tr

#: The steps of a zoom, per cent.
ZOOMS = (50, 60, 70, 80, 90, 100, 110, 120, 135, 150, 175, 200, 225, 250, 300)


#: What the space between two lines may be, per cent.
LEADINGS = (100, 250)
_MOST_RECENT = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program remembers of itself; bytes (Qt's geometries) as Base64."""

    archive: str = ""  # path of the last archive, "" for the bundled one
    recent: dict[str, str] = field(default_factory=dict)  # paths of the archives that were open, by id; the last last
    geometry: str = ""
    panes: str = ""  # state of the splitter of the panes
    text_zoom: int = 100  # per cent
    list_zoom: int = 100
    text_font: str = ""  # family of the text that is read, "" for the system's
    text_leading: int = 140  # per cent of a line's height, from one line to the next
    colour_scheme: str = "system"  # or "light", "dark"
    language: str = "system"  # or one of languages.LANGUAGES; read at start
    old_reply_years: int = 5  # a reply older than this says so
    emergency_number: str = ""  # told where a query sounds like an emergency; "": "your local emergency number"
    bookmark_folder: str = ""  # id of the folder into which was bookmarked last
    filters_shown: bool = False  # the facet panel
    tree_shown: bool = True  # where there is room for it, as the next one
    side_shown: bool = True  # the side panel
    suggestions: bool = True  # whether words, names and titles are suggested while a query is typed
    other_words: bool = True  # whether other words for those of a query are searched, too
    shortcuts: dict[str, list[str]] = field(default_factory=dict)  # of commands whose keys were changed, by their names


def with_recent(recent: dict[str, str], archive: str, path: str) -> dict[str, str]:
    """The archives that were open, with one that is open now."""
    others = {name: kept for name, kept in recent.items() if name != archive}
    return dict(list((others | {archive: path}).items())[-_MOST_RECENT:])


#: The settings that tell what was read: private reading leaves them as they were.
TRACES = frozenset({"archive", "recent", "bookmark_folder"})


def shown_zoom(percent: int) -> int:
    """The zoom that can be shown, whatever stands in the file."""
    return min(max(percent, ZOOMS[0]), ZOOMS[-1])


def shown_leading(percent: int) -> int:
    """The leading that can be shown, whatever stands in the file."""
    return min(max(percent, LEADINGS[0]), LEADINGS[1])


def load(file: Path) -> Settings:
    """The settings in `file`; defaults where there is none. Raises SettingsError, a damaged file being set aside."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(stored, dict):
            raise TypeError("not an object")
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(tr("{0}: the settings cannot be read: {1}").format(file, error.strerror)) from error
    except (ValueError, TypeError, RecursionError) as error:
        raise SettingsError(
            tr("{0}: not readable settings ({1}); {2}").format(file, error, _set_aside(file))
        ) from error
    return from_stored(stored)


def from_stored(stored: dict[str, Any]) -> Settings:
    """The settings that a decoded JSON object holds; what is unknown or of a wrong type is left out."""
    defaults = asdict(Settings())
    known = {name: stored[name] for name, usual in defaults.items() if type(stored.get(name)) is type(usual)}
    recent = known.get("recent", {}).items()
    return Settings(**known | {"recent": {name: path for name, path in recent if path and isinstance(path, str)}})


def save(file: Path, settings: Settings) -> None:
    """Write `settings`: a kill at any moment leaves the old file or the new one."""
    stored = {entry.name: getattr(settings, entry.name) for entry in fields(settings)}
    try:
        # ASCII: a path whose name is not Unicode has characters that UTF-8 cannot write
        files.replace(file, json.dumps(stored, indent=2).encode())
    except OSError as error:
        raise SettingsError(tr("{0}: the settings cannot be written: {1}").format(file, error.strerror)) from error


def _set_aside(file: Path) -> str:
    """What became of a damaged file."""
    try:
        return tr("it was set aside as {0}").format(files.set_aside(file).name)
    except OSError as error:
        return tr("it cannot be set aside: {0}").format(error.strerror)
