"""Tables as text: CSV and TSV with a header line, one thread a row.

Which column is which field is said by a mapping (`--map column=field`), or known by the header's own words. Read as
a stream, whatever the size: UTF-8, UTF-16, Big5 or GB18030, found by reading the bytes through once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from qa_reader.errors import ImportFault
from qa_reader.importers._checks import ID, MAX_TEXT, checked
from qa_reader.importers._cleaning import flat, paragraphs
from qa_reader.importers._dates import read_date
from qa_reader.importers._decoding import decode_head
from qa_reader.model import Asker, Reply, Skipped, Source, Thread, Topic
from qa_reader.wording import tr

NAME = "csv"
SUFFIXES = (".csv", ".tsv", ".tab")
#: `read` takes a mapping of columns to fields.
MAPPABLE = True

#: The fields that a column can be, and the names by which a header's columns are known without a mapping.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "number", "question_id", "thread"),
    "title": ("title", "subject", "headline", "標題", "标题"),
    "department": ("department", "doctor_department", "category", "科別", "科别", "科室"),
    "topic": ("topic", "主題", "主题"),
    "question": ("question", "ask", "question_text", "提問", "提问", "問題", "问题"),
    "reply": ("reply", "answer", "answer_text", "response", "回覆", "回复", "回答"),
    "info": ("info", "more_info"),
    "name": ("name", "questioner_name"),
    "sex": ("sex", "gender", "questioner_gender", "性別", "性别"),
    "age": ("age", "questioner_age_range", "年齡", "年龄"),
    "asked": ("asked", "question_date", "提問日期", "提问日期"),
    "doctor": ("doctor", "doctor_name", "醫師", "医生"),
    "hospital": ("hospital", "doctor_hospital", "醫院", "医院"),
    "replied": ("replied", "reply_date", "回覆日期", "回复日期"),
    "url": ("url", "link"),
    "licence": ("licence", "license"),
}
_KNOWN = {name: field for field, names in FIELDS.items() for name in names}
_SEX = {"f": "female", "女": "female", "woman": "female", "m": "male", "男": "male", "man": "male"}
_ENCODINGS = ("utf-8-sig", "cp950", "big5hkscs", "gb18030")
_CHUNK = 1024 * 1024
_HEAD = 64 * 1024
_TITLE = 80  # characters of a title that is made from the question


def recognises(path: Path, head: bytes) -> bool:
    """A file called .csv or .tsv whose header has a column known to be a title, a question or a reply."""
    if not path.name.lower().endswith(SUFFIXES):
        return False
    header = _header_line(decode_head(head))
    known = {_KNOWN.get(_key(column)) for column in next(csv.reader([header], delimiter=_delimiter(header)), [])}
    return len(known & {"title", "question", "reply"}) > 1


def read(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Thread | Skipped]:
    """A thread for every row, and a Skipped that names the line for a row that cannot be one.

    Raises ImportFault where the encoding is not known, the header has no text column, or a mapping names a column
    or a field that is not there.
    """
    encoding = _encoding(path)
    before = csv.field_size_limit(MAX_TEXT)  # the only limit there is, and it is the process's
    try:
        with path.open(encoding=encoding, newline="") as lines:
            header = _header_line(lines.read(_HEAD))
            lines.seek(0)
            rows = csv.reader(lines, delimiter=_delimiter(header))
            yield from _threads(rows, path, mapping)
    except OSError as fault:
        message = tr("{0}: cannot be read: {1}").format(path, fault.strerror or fault)
        raise ImportFault(message) from fault
    finally:
        csv.field_size_limit(before)


# ---------------------------------------------------------------- columns


class _Columns(Struct, frozen=True):
    """Where each field stands in a row; a field may have several columns (topics) or none."""

    places: Mapping[str, tuple[int, ...]]
    width: int

    def first(self, row: list[str], field: str) -> str:
        """The field's first column of a row, "" where there is none."""
        return next((row[place].strip() for place in self.places.get(field, ()) if row[place].strip()), "")

    def every(self, row: list[str], field: str) -> list[str]:
        """All columns of the field that are not empty."""
        return [row[place].strip() for place in self.places.get(field, ()) if row[place].strip()]


def _columns(header: list[str], path: Path, mapping: Mapping[str, str] | None) -> _Columns:
    names = [column.strip().lstrip("\ufeff") for column in header]
    if mapping is not None:
        _check_mapping(names, path, mapping)
        fields = [mapping.get(name, "") for name in names]
    else:
        fields = [_KNOWN.get(_key(name), "") for name in names]
    places: dict[str, tuple[int, ...]] = {}
    for place, field in enumerate(fields):
        if field:
            places[field] = (*places.get(field, ()), place)
    if not places.keys() & {"title", "question", "reply"}:
        message = tr("{0}: no column is known to be a title, a question or a reply (columns: {1})").format(
            path, ", ".join(names)[:200]
        )
        raise ImportFault(message)
    return _Columns(places, len(names))


def _check_mapping(names: list[str], path: Path, mapping: Mapping[str, str]) -> None:
    for column, field in mapping.items():
        if column not in names:
            message = tr("{0}: has no column {1!r} (columns: {2})").format(path, column, ", ".join(names)[:200])
            raise ImportFault(message)
        if field not in FIELDS:
            message = tr("{0}={1}: {2!r} is not a field (fields: {3})").format(column, field, field, ", ".join(FIELDS))
            raise ImportFault(message)


def _key(column: str) -> str:
    return column.strip().lstrip("\ufeff").casefold().replace(" ", "_")


def _header_line(text: str) -> str:
    return text.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r")


def _delimiter(header: str) -> str:
    """The one that parts the header into most columns; a comma where it has only one."""
    return max((",", "\t", ";"), key=header.count)


# ---------------------------------------------------------------- rows


def _threads(rows: Iterator[list[str]], path: Path, mapping: Mapping[str, str] | None) -> Iterator[Thread | Skipped]:
    columns: _Columns | None = None
    number = 0
    source = re.sub(r"[^a-z0-9_-]+", "-", path.name.lower().partition(".")[0]).strip("-_") or NAME
    for line, row in _numbered(rows, path):
        if columns is None:
            columns = _columns(row, path, mapping)
            continue
        if not any(row):
            continue
        number += 1
        if len(row) != columns.width:
            yield Skipped(
                str(path), tr("line {0}: {1} columns where the header has {2}").format(line, len(row), columns.width)
            )
            continue
        try:
            yield _thread(row, columns, source, number, path)
        except ImportFault as fault:
            yield Skipped(str(path), tr("line {0}: {1}").format(line, fault))
    if columns is None:
        message = tr("{0}: is empty").format(path)
        raise ImportFault(message)


def _numbered(rows: Iterator[list[str]], path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins on."""
    began = 1
    try:
        for row in rows:
            yield began, row
            began = rows.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as fault:
        # an open quote makes the rest of the file one field: nothing behind it can be trusted
        message = tr("{0}: line {1}: {2} (a quote that is never closed?)").format(path, began, fault)
        raise ImportFault(message) from fault
    except UnicodeError as fault:
        message = tr("{0}: not readable after line {1}: {2}").format(path, began, fault)
        raise ImportFault(message) from fault


def _thread(row: list[str], columns: _Columns, source: str, number: int, path: Path) -> Thread:
    question = paragraphs(columns.first(row, "question"))
    title = flat(columns.first(row, "title"))
    replies = columns.every(row, "reply")
    if not (question or title or replies):
        message = tr("has no title, no question and no reply")
        raise ImportFault(message)
    department = flat(columns.first(row, "department"))
    unparsed: list[str] = []
    doctor, hospital = columns.first(row, "doctor"), columns.first(row, "hospital")
    replied = _date(columns.first(row, "replied"), "replied", unparsed)
    return checked(
        Thread(
            id=_id(columns.first(row, "id"), source, number),
            title=title or _made_title(question or replies[0]),
            department=department,
            question=question,
            asker=_asker(row, columns),
            asked=_date(columns.first(row, "asked"), "asked", unparsed),
            replies=tuple(Reply(doctor, department, hospital, paragraphs(text), replied) for text in replies),
            more_info=paragraphs(columns.first(row, "info")),
            topics=tuple(Topic(flat(name), department) for name in columns.every(row, "topic")),
            source=Source(
                name=source,
                format=NAME,
                file=path.name,
                url=columns.first(row, "url"),
                licence=columns.first(row, "licence"),
                title_derived=not title,
                unparsed=tuple(unparsed),
            ),
        )
    )


def _id(given: str, source: str, number: int) -> str:
    """The id of the row where it is one already, else the source's name and the given or the row's number."""
    if ID.fullmatch(given):
        return given
    return f"{source}:{re.sub(r'[^A-Za-z0-9._-]+', '-', given)[:100].strip('-') or number}"


def _asker(row: list[str], columns: _Columns) -> Asker:
    sex = columns.first(row, "sex")
    age = columns.first(row, "age").replace("~", "-").replace("\N{EN DASH}", "-").replace(" ", "")
    return Asker(name=flat(columns.first(row, "name")), sex=_SEX.get(sex.casefold(), sex), age=age)


def _date(given: str, field: str, unparsed: list[str]) -> date | None:
    """The date, or None and the text among what was not understood."""
    found = read_date(given) if given else None
    if given and found is None:
        unparsed.append(f"{field}: {given}")
    return found


def _made_title(text: str) -> str:
    """The first words of a text, cut between words where there are any."""
    line = flat(text)
    if len(line) <= _TITLE:
        return line
    cut = line[:_TITLE]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[40:] else cut}…"


# ---------------------------------------------------------------- encodings


def _encoding(path: Path) -> str:
    """The encoding in which the whole file is valid, the likeliest by its head where there are several."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as fault:
        message = tr("{0}: cannot be read: {1}").format(path, fault.strerror or fault)
        raise ImportFault(message) from fault
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if _valid(path, "utf-8-sig"):
        return "utf-8-sig"
    valid = [encoding for encoding in _ENCODINGS[1:] if _valid(path, encoding)]
    likeliest = decode_head(head)
    # decode_head has read the head in one of these and says by its text in which
    for encoding in valid:
        if head.decode(encoding, "ignore") == likeliest:
            return encoding
    if valid:
        return valid[-1]
    message = tr("{0}: neither UTF-8 nor readable as Big5 or GB18030").format(path)
    raise ImportFault(message)


def _valid(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as stream:
            while stream.read(_CHUNK):
                pass
    except UnicodeDecodeError:
        return False
    return True
