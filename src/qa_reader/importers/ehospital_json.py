"""The JSON export that a public crawler makes of the service: an array of objects, one question each.

One object a line and a single object are read too. The export has neither titles nor topics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from qa_reader.errors import ImportFault
from qa_reader.importers._checks import checked
from qa_reader.importers._cleaning import flat, paragraphs, repair_backslashes
from qa_reader.importers._dates import read_date
from qa_reader.importers._decoding import decode_head
from qa_reader.importers._json_objects import JsonObject, json_objects
from qa_reader.importers._page_lines import read_age, read_sex
from qa_reader.importers._thread_form import as_line, friendly
from qa_reader.importers._titles import derived_title
from qa_reader.model import Asker, Reply, Skipped, Source, Thread
from qa_reader.wording import tr

NAME = "ehospital-json"
SUFFIXES = (".json", ".jsonl", ".ndjson")

_SOURCE = "ehospital"
_MARKS = ("question_id", "question_text", "answer_text")
_NUMBER = re.compile(r"#?\s*([1-9][0-9]{0,8})")


class _Exported(msgspec.Struct, frozen=True):
    """An object of the export; numbers are taken where texts are meant."""

    question_id: str | int
    question_text: str | None = ""
    questioner_name: str | None = ""
    questioner_gender: str | None = ""
    questioner_age_range: str | int | None = ""
    question_date: str | None = ""
    doctor_hospital: str | None = ""
    doctor_department: str | None = ""
    doctor_name: str | None = ""
    reply_date: str | None = ""
    answer_text: str | None = ""


_FIELDS = frozenset(_Exported.__struct_fields__)


def recognises(path: Path, head: bytes) -> bool:
    """Objects with the crawler's own names of fields near the file's beginning."""
    text = decode_head(head).lstrip()
    return path.name != "" and text.startswith(("[", "{")) and sum(f'"{mark}"' in text for mark in _MARKS) > 1


def read(path: Path) -> Iterator[Thread | Skipped]:
    """A thread for each object, and a Skipped, with its place in the list from 0, for each that is none.

    Raises ImportFault when the file cannot be read or holds no object at all.
    """
    whole = 0
    for found in json_objects(path):
        if not found.place and found.fault.startswith("expected an object"):
            raise ImportFault(tr("{0}: no list of JSON objects: {1}").format(path, found.fault))
        whole += 1
        yield _thread_or_skipped(found, path)
    if not whole:
        raise ImportFault(tr("{0}: holds no JSON object").format(path))


def _thread_or_skipped(found: JsonObject, path: Path) -> Thread | Skipped:
    place = f"object {found.place}"
    if found.fault:
        return Skipped(str(path), f"{place}: {found.fault}")
    try:
        given = msgspec.json.decode(found.raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        return Skipped(str(path), tr("{0}: not valid JSON: {1}").format(place, fault))
    if "question_id" in given:
        place = f"{place} (question_id {str(given['question_id'])[:40]!r})"
    try:
        return checked(_thread(given, path))
    except ImportFault as fault:
        return Skipped(str(path), f"{place}: {fault}")


def _thread(given: dict[str, object], path: Path) -> Thread:
    try:
        exported = msgspec.convert(given, _Exported)
    except msgspec.ValidationError as fault:
        raise friendly(str(fault)) from fault
    unparsed = [f"{key}: {as_line(value)}" for key, value in given.items() if key not in _FIELDS]
    question = _text(exported.question_text)
    if not question:
        raise ImportFault(tr("question_text: is empty"))
    return Thread(
        id=f"{_SOURCE}:{_number(exported.question_id)}",
        title=derived_title(question),
        department=flat(exported.doctor_department or ""),
        question=question,
        asker=_asker(exported),
        asked=_date("question_date", exported.question_date, unparsed),
        replies=_replies(exported, unparsed),
        source=Source(_SOURCE, NAME, path.name, title_derived=True, unparsed=tuple(unparsed)),
    )


def _replies(exported: _Exported, unparsed: list[str]) -> tuple[Reply, ...]:
    """The reply; without a text there is none, and what names its doctor is kept as lines not understood."""
    text = _text(exported.answer_text)
    doctor, hospital = flat(exported.doctor_name or ""), flat(exported.doctor_hospital or "")
    if text:
        replied = _date("reply_date", exported.reply_date, unparsed)
        return (Reply(doctor, flat(exported.doctor_department or ""), hospital, text, replied),)
    left = {"doctor_name": doctor, "doctor_hospital": hospital, "reply_date": flat(exported.reply_date or "")}
    unparsed.extend(f"{key}: {value}" for key, value in left.items() if value)
    return ()


def _asker(exported: _Exported) -> Asker:
    name, sex = flat(exported.questioner_name or ""), flat(exported.questioner_gender or "")
    age = flat(str(exported.questioner_age_range or ""))
    given = "／".join(part for part in (name, sex, age and f"({age.strip('()（）')})") if part)
    return Asker(name, read_sex(sex), read_age(age) or age, given)


def _number(given: str | int) -> str:
    found = _NUMBER.fullmatch(str(given).strip())
    if found is None:
        raise ImportFault(tr("question_id: {0!r} is no question's number").format(str(given)[:40]))
    return found[1]


def _date(field: str, given: str | None, unparsed: list[str]) -> date | None:
    """The date, or None; one that cannot be read is kept as a line not understood."""
    found = read_date(given or "")
    if found is None and flat(given or ""):
        unparsed.append(f"{field}: {given}")
    return found


def _text(given: str | None) -> str:
    if given and "\0" in given:
        raise ImportFault(tr("a text holds a NUL character"))
    return repair_backslashes(paragraphs(given or ""))
