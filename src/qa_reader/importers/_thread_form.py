"""The form `qa-reader-thread/1`: a thread as plain fields, as our JSON Lines and TOML files hold it."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import date, time

import msgspec

from qa_reader.errors import ImportFault
from qa_reader.importers._checks import checked
from qa_reader.model import Asker, Reply, Similar, Source, Thread, Topic

#: The form's name and version, the value of the field `format`.
FORMAT = "qa-reader-thread/1"

_PARTS: dict[str, type] = {"asker": Asker, "source": Source}
_LISTS: dict[str, type] = {"replies": Reply, "similar": Similar, "topics": Topic}
_EXPECTED = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_PLACE = re.compile(r"^(.*?)(?: - at `\$\.?([^`]*)`)?$", re.DOTALL)
_WORDS = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table of fields",
    "null": "nothing",
    "date": "a date (2023-09-02)",
    "datetime": "a date with a time",
}


class FormFault(ImportFault):
    """A thread in this form is wrong; `field` is the path of the field, "" where it is the whole."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def thread_from(given: object, *, format: str, file: str) -> Thread:  # noqa: A002 - the field's name
    """The thread whose fields are given; `format` and `file` fill the source where it has none.

    Fields that are not known are kept in `source.unparsed`. Raises FormFault that names the field.
    """
    if not isinstance(given, dict):
        raise FormFault("expected an object with the fields of a thread")
    version = given.get("format", FORMAT)
    if version != FORMAT:
        named = repr(version[:80]) if isinstance(version, str) else "what is there"
        raise FormFault(f"format: {named} is not known; this program knows {FORMAT!r}", "format")
    unknown: list[str] = []
    known = _known_fields({key: value for key, value in given.items() if key != "format"}, unknown)
    _fill_source(known, format, file)
    try:
        thread = msgspec.convert(known, Thread)
    except msgspec.ValidationError as fault:
        raise friendly(str(fault)) from fault
    if unknown:
        source = replace(thread.source, unparsed=(*thread.source.unparsed, *unknown))
        thread = replace(thread, source=source)
    try:
        return checked(thread)
    except ImportFault as fault:
        raise FormFault(str(fault), str(fault).partition(":")[0]) from fault


def thread_fields(thread: Thread) -> dict[str, object]:
    """The thread as JSON values, in the model's order of fields."""
    plain: dict[str, object] = msgspec.json.decode(msgspec.json.encode(thread))
    return plain


def friendly(message: str) -> FormFault:
    """What msgspec says of a wrong field, in words for people, beginning with the field's path."""
    place = _PLACE.match(message)
    text, path = (place[1], place[2] or "") if place else (message, "")
    if missing := _MISSING.match(text):
        path = f"{path}.{missing[1]}" if path else missing[1]
        return FormFault(f"{path}: is missing", path)
    if expected := _EXPECTED.match(text):
        wanted = " or ".join(
            _WORDS.get(kind.strip(), kind) for kind in expected[1].split("|") if kind.strip() != "null"
        )
        text = f"expected {wanted}, found {_WORDS.get(expected[2], expected[2])}"
    elif "date" in text:
        text = f"expected {_WORDS['date']}"
    return FormFault(f"{path or 'thread'}: {text}", path)


def as_line(value: object) -> str:
    """A value that has no place in a thread, as text for `source.unparsed`; raises FormFault where that cannot be."""
    if isinstance(value, str):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    # RecursionError: nested without end; ValueError: a number of thousands of digits
    except (RecursionError, ValueError) as fault:
        raise FormFault("an unknown field is nested too deeply or too long a number") from fault


def _fill_source(known: dict[str, object], format: str, file: str) -> None:  # noqa: A002 - the field's name
    source = known.setdefault("source", {})
    if isinstance(source, dict):
        source.setdefault("name", str(known.get("id", "")).partition(":")[0])
        source.setdefault("format", format)
        source.setdefault("file", file)


def _known_fields(given: dict[str, object], unknown: list[str]) -> dict[str, object]:
    known = _split(given, Thread, "", unknown)
    for name, kind in _PARTS.items():
        part = known.get(name)
        if isinstance(part, dict):
            known[name] = _split(part, kind, f"{name}.", unknown)
    for name, kind in _LISTS.items():
        entries = known.get(name)
        if isinstance(entries, list):
            known[name] = [
                _split(entry, kind, f"{name}[{number}].", unknown) if isinstance(entry, dict) else entry
                for number, entry in enumerate(entries)
            ]
    return known


def _split(given: dict[str, object], kind: type, place: str, unknown: list[str]) -> dict[str, object]:
    """The fields that `kind` has, without those that are null; the others go to `unknown` as lines."""
    names = {field.name for field in fields(kind)}
    for key, value in given.items():
        if key not in names:
            unknown.append(f"{place}{key}: {as_line(value)}")
    return {key: value for key, value in given.items() if key in names and value is not None}
