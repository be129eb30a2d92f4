"""What the window was at when it was last seen: query, tabs and reading positions, kept as one JSON file.

Apart from the settings, because it changes every second and nobody chose any of it: a damaged one costs nothing but
the place where one was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from qa_reader import files
from qa_reader.errors import SettingsError
from qa_reader.model import Query
from qa_reader.wording import tr

_MOST_ARCHIVES = 20
_MOST_POSITIONS = 1000
_MOST_TABS = 100
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class OpenTab:
    """A tab: a thread's id, and its title, so that the tab has a name before its thread is read."""

    thread: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """Where one was in an archive: what was asked, the tabs, and the place of the current one among them."""

    query: Query = Query()
    tabs: tuple[OpenTab, ...] = ()
    current: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """The last visit of each archive by its id, and the character that is read of "archive/thread"; newest last."""

    visits: dict[str, Visit] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)

    def with_visit(self, archive: str, visit: Visit) -> State:
        """The state after an archive was visited; what is too old is forgotten."""
        visit = Visit(visit.query, visit.tabs[:_MOST_TABS], min(visit.current, _MOST_TABS - 1))
        others = {name: kept for name, kept in self.visits.items() if name != archive}
        return State(_newest(others | {archive: visit}, _MOST_ARCHIVES), self.positions)

    def with_position(self, name: str, position: int) -> State:
        """The state after a thread was read up to `position`; its top needs no remembering."""
        others = {other: kept for other, kept in self.positions.items() if other != name}
        kept = others | {name: position} if position > 0 else others
        return State(self.visits, _newest(kept, _MOST_POSITIONS))


def load(file: Path) -> State:
    """The state in `file`; an empty one where there is none. Raises SettingsError, a damaged file being set aside."""
    import msgspec  # takes 68 ms to import: on the worker thread, not before the window

    try:
        return msgspec.convert(json.loads(file.read_bytes()), State)
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise SettingsError(tr("{0}: where you were last cannot be read: {1}").format(file, error.strerror)) from error
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise SettingsError(
            tr(
                "{0}: what stands there of your tabs and places is not readable ({1}); {2}. "
                "Bookmarks and settings are not touched."
            ).format(file, error, _set_aside(file))
        ) from error


def save(file: Path, state: State) -> None:
    """Write `state`: a kill at any moment leaves the old file or the new one."""
    import msgspec

    try:
        # through `json`, which writes and reads characters that are half of one, as they may stand in a query
        files.replace(file, json.dumps(msgspec.to_builtins(state)).encode())
    except OSError as error:
        raise SettingsError(
            tr("{0}: your tabs and places cannot be written: {1}").format(file, error.strerror)
        ) from error


def _newest(entries: dict[str, _Value], most: int) -> dict[str, _Value]:
    return dict(list(entries.items())[-most:])


def _set_aside(file: Path) -> str:
    try:
        return tr("it was set aside as {0}").format(files.set_aside(file).name)
    except OSError as error:
        return tr("it cannot be set aside: {0}").format(error.strerror)
