"""Everything that is kept, as one JSON file: `qa-reader-kept/1`, described in `resources/help/en/formats.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from qa_reader.archive.user_file import moment, now
from qa_reader.errors import ImportFault
from qa_reader.kept import Folder, Highlight, KnownThread, Note, SavedSearch, Visit
from qa_reader.model import Bookmark, ThreadRef
from qa_reader.wording import tr

FORMAT = "qa-reader-kept/1"

_MAX_BYTES = 512 << 20
_MAX_TEXT = 1_000_000  # as long as a thread's text may be
_NAME = re.compile(r"[^\x00-\x20\x7f]{1,200}")
_PART = re.compile(r"question|more_info|reply/\d{1,4}")
_Entry = TypeVar("_Entry")


class ReadMark(msgspec.Struct, frozen=True):
    """A thread that was read, and when."""

    ref: ThreadRef
    read: str


class Everything(msgspec.Struct, frozen=True):
    """All that is kept. `archives` are titles by id."""

    format: str = FORMAT
    exported: str = ""
    archives: dict[str, str] = msgspec.field(default_factory=dict)
    threads: tuple[KnownThread, ...] = ()
    folders: tuple[Folder, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    notes: tuple[Note, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    searches: tuple[SavedSearch, ...] = ()
    read: tuple[ReadMark, ...] = ()
    history: tuple[Visit, ...] = ()


def encode(everything: Everything) -> bytes:
    """The file: indented JSON in UTF-8, the format's name first."""
    return msgspec.json.format(msgspec.json.encode(replace(everything, exported=now())), indent=1) + b"\n"


def read(file: Path) -> Everything:
    """What such a file holds, checked in every field; raises ImportFault that names file and fault."""
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise ImportFault(tr("larger than {0} MB").format(_MAX_BYTES >> 20))
        return decode(file.read_bytes())
    except OSError as error:
        raise ImportFault(f"{file}: {error.strerror or error}") from error
    except ImportFault as error:
        raise ImportFault(f"{file}: {error}") from error


def decode(content: bytes) -> Everything:
    """What the bytes of such a file hold; raises ImportFault."""
    try:
        given = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
        found = given.get("format") if isinstance(given, dict) else None
        if found != FORMAT:
            raise ImportFault(tr("not a file of bookmarks and notes of QA Reader ({0})").format(FORMAT))
        return _checked(msgspec.convert(given, Everything))
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError) as error:
        raise ImportFault(tr("not readable as {0}: {1}").format(FORMAT, error)) from error


# ---------------------------------------------------------------- checks


def _checked(given: Everything) -> Everything:
    for name in given.archives:
        _check(_NAME.fullmatch(name), f"an archive's id is none ({name[:40]!r})")
    return Everything(
        archives=given.archives,
        threads=_each(given.threads),
        folders=_each(given.folders),
        bookmarks=_each(given.bookmarks),
        notes=_each(given.notes),
        highlights=_each(given.highlights),
        searches=_each(given.searches),
        read=_each(given.read),
        history=_each(given.history),
    )


def _each(entries: Iterable[_Entry]) -> tuple[_Entry, ...]:
    return tuple(_checked_entry(entry) for entry in entries)


def _checked_entry(entry: Any) -> Any:
    """The entry with its moments written as we write them; raises ImportFault."""
    changes = {}
    for name in type(entry).__struct_fields__:
        value = getattr(entry, name)
        if isinstance(value, str):
            _check(len(value) <= _MAX_TEXT, f"{name}: longer than {_MAX_TEXT:,} characters")
        if name in {"created", "changed", "visited", "read"} and isinstance(value, str):
            changes[name] = _moment(value, name)
        elif name == "id" or (name in {"folder", "parent"} and value):
            _check(_NAME.fullmatch(value), f"{name}: {value[:40]!r} is none")
        elif name == "position":
            _check(0 <= value < 1 << 53, f"{name}: {value} is none")
        elif name == "ref" and value is not None:
            _check(all(map(_NAME.fullmatch, value)), f"ref: {value!r:.80} does not name a thread")
        elif name == "part":
            _check(_PART.fullmatch(value), f"part: {value[:40]!r} is no part of a thread")
    if isinstance(entry, Highlight):
        _check(0 <= entry.anchor.start < 1 << 53, "start: is no place")
        _check(entry.anchor.quote and len(entry.anchor.quote) <= _MAX_TEXT, "quote: is empty or too long")
    if isinstance(entry, Visit):
        _check((entry.ref is None) != (entry.query is None), "a visit is of a thread or of a query")
        _check(entry.visited, "visited: is empty")
    return replace(entry, **changes)


def _moment(text: str, name: str) -> str:
    try:
        return moment(datetime.fromisoformat(text)) if text else ""
    except (ValueError, OverflowError) as error:
        raise ImportFault(tr("{0}: {1!r} is no moment (2026-01-31T12:00:00+00:00)").format(name, text[:40])) from error


def _check(right: object, fault: str) -> None:
    if not right:
        raise ImportFault(fault)
