"""What the window was at when it was last seen: query, tabs, reading positions and first rows, in one JSON file.

Apart from the settings, because it changes every second and nobody chose any of it: a damaged one costs nothing but
the place where one was.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from qa_reader import files
from qa_reader.errors import SettingsError
from qa_reader.model import HitPage, Query, ThreadRef
from qa_reader.wording import tr

_MOST_ARCHIVES = 20
_MOST_POSITIONS = 1000
_MOST_TABS = 100
_Value = TypeVar("_Value")


class OpenTab(msgspec.Struct, frozen=True):
    """A tab: a thread's id, and its title, so that the tab has a name before its thread is read."""

    thread: str
    title: str = ""


class Visit(msgspec.Struct, frozen=True):
    """Where one was in an archive: what was asked, the tabs, and the place of the current one among them.

    `beside` is the id of the thread that stood at the right to be compared, "" for none.
    """

    query: Query = Query()
    tabs: tuple[OpenTab, ...] = ()
    current: int = 0
    beside: str = ""


class SheetThread(msgspec.Struct, frozen=True):
    """A thread on the visit sheet, with its title, so that it can be named while its archive is not open."""

    ref: ThreadRef
    title: str = ""


class VisitSheet(msgspec.Struct, frozen=True):
    """What one means to take to the doctor: threads, questions (one a line), own words."""

    threads: tuple[SheetThread, ...] = ()
    questions: str = ""
    words: str = ""


class Seen(msgspec.Struct, frozen=True):
    """The first rows of the list as it was last seen in the archive at a path: what the next start shows at once.

    `size` and `modified` (nanoseconds) are the file's when this was saved: of another file these rows say nothing.
    """

    path: str
    page: HitPage
    size: int = 0
    modified: int = 0


class State(msgspec.Struct, frozen=True):
    """The last visit of each archive by its id, and the character that is read of "archive/thread"; newest last."""

    visits: dict[str, Visit] = msgspec.field(default_factory=dict)
    positions: dict[str, int] = msgspec.field(default_factory=dict)
    sheet: VisitSheet = VisitSheet()
    seen: Seen | None = None

    def with_visit(self, archive: str, visit: Visit) -> State:
        """The state after an archive was visited; what is too old is forgotten."""
        visit = replace(visit, tabs=visit.tabs[:_MOST_TABS], current=min(visit.current, _MOST_TABS - 1))
        others = {name: kept for name, kept in self.visits.items() if name != archive}
        return replace(self, visits=_newest(others | {archive: visit}, _MOST_ARCHIVES))

    def with_position(self, name: str, position: int) -> State:
        """The state after a thread was read up to `position`; its top needs no remembering."""
        others = {other: kept for other, kept in self.positions.items() if other != name}
        kept = others | {name: position} if position > 0 else others
        return replace(self, positions=_newest(kept, _MOST_POSITIONS))

    def with_seen(self, path: str, page: HitPage) -> State:
        """The state after the list was seen; rows that filters, bookmarks or a topic chose are not kept for later."""
        query = page.query
        plain = Query(query.text, department=query.department, sort=query.sort)
        kept = HitPage(query, 0, page.hits, page.total, repeats=page.repeats)
        return replace(self, seen=Seen(path, kept) if query == plain and page.offset == 0 else None)


def first_rows(file: Path, archive: Path) -> HitPage | None:
    """The rows that the list of an archive began with when it was last seen, None where nobody knows."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        seen = msgspec.convert(json.loads(file.read_bytes())["seen"], Seen | None)
        if seen and (seen.path, seen.size, seen.modified) == (str(archive), *_stamp(archive)):
            return seen.page
    return None


def _stamped(seen: Seen | None) -> Seen | None:
    """With the file as it is now; None where it went away."""
    if seen is None:
        return None
    try:
        size, modified = _stamp(Path(seen.path))
    except (OSError, ValueError):
        return None
    return replace(seen, size=size, modified=modified)


def _stamp(archive: Path) -> tuple[int, int]:
    found = archive.stat()
    return found.st_size, found.st_mtime_ns


def load(file: Path) -> State:
    """The state in `file`; an empty one where there is none. Raises SettingsError, a damaged file being set aside."""
    try:
        stored = json.loads(file.read_bytes())
        if isinstance(stored, dict):
            stored.pop("seen", None)  # `first_rows` has shown it; were it damaged, the tabs must not suffer
        return msgspec.convert(stored, State)
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
    state = replace(state, seen=_stamped(state.seen))
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
