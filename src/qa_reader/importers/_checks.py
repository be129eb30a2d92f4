"""What every thread must be, whichever format it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qa_reader.errors import ImportFault
from qa_reader.importers._cleaning import UNFIT
from qa_reader.model import Asker, Reply, Similar, Source, Thread, Topic
from qa_reader.wording import tr

#: The most characters of one text, and the most entries of one list (replies, similar, topics, unparsed lines).
MAX_TEXT = 1_000_000
MAX_ENTRIES = 10_000
MAX_ID = 200
ID = re.compile(r"[a-z0-9][a-z0-9_-]*:[A-Za-z0-9._-]+")

# The classes that a thread is made of, with the names of their fields.
_PARTS: dict[type, tuple[str, ...]] = {
    kind: kind.__struct_fields__ for kind in (Thread, Asker, Reply, Similar, Topic, Source)
}


def checked(thread: Thread) -> Thread:
    """The thread without unfit characters; raises ImportFault that names the field which cannot be kept."""
    _check_id(thread.id, "id")
    for number, similar in enumerate(thread.similar):
        if similar.thread is not None:
            _check_id(similar.thread, f"similar[{number}].thread")
    unfit = False
    for owner, name, value in _fields(thread, ""):
        if isinstance(value, str):
            unfit = _check_text(value, owner, name) or unfit
        elif len(value) > MAX_ENTRIES:
            _refuse(f"{owner}{name}", tr("has {0:,} entries; at most {1:,} are kept").format(len(value), MAX_ENTRIES))
    if unfit:
        thread = _cleaned(thread)
    if not thread.title.strip():
        _refuse("title", tr("is empty"))
    return thread


def _check_id(name: str, path: str) -> None:
    if len(name) > MAX_ID or not ID.fullmatch(name):
        _refuse(path, tr("{0!r} is not of the form source:number (like sample:1001)").format(name[:80]))


def _check_text(text: str, owner: str, name: str) -> bool:
    """Say whether the text holds unfit characters; raises ImportFault where it cannot be made fit."""
    if len(text) > MAX_TEXT:
        _refuse(f"{owner}{name}", tr("has {0:,} characters; at most {1:,} are kept").format(len(text), MAX_TEXT))
    if UNFIT.search(text) is None:
        return False
    if "\0" in text:
        _refuse(f"{owner}{name}", tr("holds a NUL character"))
    return True


def _refuse(path: str, fault: str) -> None:
    raise ImportFault(f"{path}: {fault}")


def _fields(part: object, owner: str) -> Iterator[tuple[str, str, Any]]:
    """Every text and every list within a part of a thread, with the path of its owner and its name."""
    for name in _PARTS[type(part)]:
        value = getattr(part, name)
        if isinstance(value, str):
            yield owner, name, value
        elif isinstance(value, tuple):
            yield owner, name, value
            for number, entry in enumerate(value[:MAX_ENTRIES]):
                if isinstance(entry, str):
                    yield owner, f"{name}[{number}]", entry
                else:
                    yield from _fields(entry, f"{owner}{name}[{number}].")
        elif type(value) in _PARTS:
            yield from _fields(value, f"{owner}{name}.")


def _cleaned(value: Any) -> Any:
    """The value with every text within it made fit."""
    if isinstance(value, str):
        return UNFIT.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, tuple):
        return tuple(_cleaned(entry) for entry in value)
    if names := _PARTS.get(type(value)):
        return type(value)(**{name: _cleaned(getattr(value, name)) for name in names})
    return value
