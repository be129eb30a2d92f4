"""The form `qa-reader-thread/1`: a thread as plain fields, as our JSON Lines and TOML files hold it."""

from __future__ import annotations

import json
import re
from datetime import date, time

import msgspec
from msgspec.structs import replace

from qa_reader.errors import ImportFault
from qa_reader.importers._checks import checked
from qa_reader.model import Asker, Reply, Similar, Source, Thread, Topic
from qa_reader.wording import marked, tr

#: The form's name and version, the value of the field `format`.
FORMAT = "qa-reader-thread/1"

_PARTS: dict[str, type[msgspec.Struct]] = {"asker": Asker, "source": Source}
_LISTS: dict[str, type[msgspec.Struct]] = {"replies": Reply, "similar": Similar, "topics": Topic}
_EXPECTED = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_PLACE = re.compile(r"^(.*?)(?: - at `\$\.?([^`]*)`)?$", re.DOTALL)
_WORDS = {
    "str": marked("text"),
    "int": marked("a number"),
    "float": marked("a number"),
    "bool": marked("true or false"),
    "array": marked("a list"),
    "object": marked("a table of fields"),
    "null": marked("nothing"),
    "date": marked("a date (2023-09-02)"),
    "datetime": marked("a date with a time"),
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
        raise FormFault(tr("expected an object with the fields of a thread"))
    version = given.get("format", FORMAT)
    if version != FORMAT:
        named = repr(version[:80]) if isinstance(version, str) else tr("what is there")
        raise FormFault(tr("format: {0} is not known; this program knows {1!r}").format(named, FORMAT), "format")
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
        return FormFault(tr("{0}: is missing").format(path), path)
    if expected := _EXPECTED.match(text):
        wanted = tr(" or ").join(_word(kind.strip()) for kind in expected[1].split("|") if kind.strip() != "null")
        text = tr("expected {0}, found {1}").format(wanted, _word(expected[2]))
    elif "date" in text:
        text = tr("expected {0}").format(_word("date"))
    return FormFault(f"{path or 'thread'}: {text}", path)


def _word(kind: str) -> str:
    """What a type of msgspec is called."""
    return tr(_WORDS[kind]) if kind in _WORDS else kind


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
        raise FormFault(tr("an unknown field is nested too deeply or too long a number")) from fault


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


def _split(given: dict[str, object], kind: type[msgspec.Struct], place: str, unknown: list[str]) -> dict[str, object]:
    """The fields that `kind` has, without those that are null; the others go to `unknown` as lines."""
    names = kind.__struct_fields__
    for key, value in given.items():
        if key not in names:
            unknown.append(f"{place}{key}: {as_line(value)}")
    return {key: value for key, value in given.items() if key in names and value is not None}
