"""Dates in the shapes that sources write them."""

from __future__ import annotations

import re
from datetime import date

from qa_reader.importers._cleaning import fold_width

_NUMBERS = re.compile(r"(?<!\d)(\d{4})\s?[/.\-年]\s?(\d{1,2})\s?[/.\-月]\s?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2}) ([A-Za-z]{3,9})\.?,? (\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_date(text: str) -> date | None:
    """The first date of the text (2023/09/02, 2023-9-2, 2023年9月2日, 20230902, 2.9.2023, 2 Sep 2023), or None.

    With dots the day is first. Shapes whose day and month cannot be told apart (09/02/2023) are not read.
    """
    text = fold_width(text)
    if found := _NUMBERS.search(text) or _COMPACT.search(text):
        return _date(found[1], found[2], found[3])
    if found := _DOTTED.search(text):
        return _date(found[3], found[2], found[1])
    if found := _DAY_FIRST.search(text):
        return _date(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.search(text):
        return _date(found[3], _month(found[1]), found[2])
    return None


def _month(name: str) -> int:
    start = name[:3].lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
