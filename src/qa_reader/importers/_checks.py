"""What every thread must be, whichever format it comes from."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from qa_reader.errors import ImportFault
from qa_reader.importers._cleaning import UNFIT
from qa_reader.model import Thread

#: The most characters of one text, and the most entries of one list (replies, similar, topics, unparsed lines).
MAX_TEXT = 1_000_000
MAX_ENTRIES = 10_000
MAX_ID = 200
ID = re.compile(r"[a-z0-9][a-z0-9_-]*:[A-Za-z0-9._-]+")

T = TypeVar("T")


def checked(thread: Thread) -> Thread:
    """The thread without unfit characters; raises ImportFault that names the field which cannot be kept."""
    _check_id(thread.id, "id")
    for number, similar in enumerate(thread.similar):
        if similar.thread is not None:
            _check_id(similar.thread, f"similar[{number}].thread")
    unfit = False
    for path, text in _texts(thread, ""):
        if len(text) > MAX_TEXT:
            _refuse(path, f"has {len(text):,} characters; at most {MAX_TEXT:,} are kept")
        if "\0" in text:
            _refuse(path, "holds a NUL character")
        unfit = unfit or UNFIT.search(text) is not None
    if unfit:
        thread = _cleaned(thread)
    if not thread.title.strip():
        _refuse("title", "is empty")
    return thread


def _check_id(name: str, path: str) -> None:
    if len(name) > MAX_ID or not ID.fullmatch(name):
        _refuse(path, f"{name[:80]!r} is not of the form source:number (like sample:1001)")


def _refuse(path: str, fault: str) -> None:
    message = f"{path}: {fault}"
    raise ImportFault(message)


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text within a value, with its place; raises ImportFault for a list that is too long."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        if len(value) > MAX_ENTRIES:
            _refuse(path, f"has {len(value):,} entries; at most {MAX_ENTRIES:,} are kept")
        for number, entry in enumerate(value):
            yield from _texts(entry, f"{path}[{number}]")
    elif names := _field_names(type(value)):
        for name in names:
            yield from _texts(getattr(value, name), f"{path}.{name}" if path else name)


def _cleaned(value: T) -> T:
    cleaned: Any = value
    if isinstance(value, str):
        cleaned = UNFIT.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    elif isinstance(value, tuple):
        cleaned = tuple(_cleaned(entry) for entry in value)
    elif names := _field_names(type(value)):
        cleaned = type(value)(**{name: _cleaned(getattr(value, name)) for name in names})
    return cleaned  # type: ignore[no-any-return]


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()
