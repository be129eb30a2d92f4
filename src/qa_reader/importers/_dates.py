"""Dates in the shapes that sources write them."""

from __future__ import annotations

import re
from datetime import date

from qa_reader.importers._cleaning import fold_width

_NUMBERS = re.compile(r"(?<!\d)(?<!\d\.)(\d{4})\s?[/.\-年]\s?(\d{1,2})\s?[/.\-月]\s?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2}) ([A-Za-z]{3,9})\.?,? (\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


#: The shapes, each with its groups of year, month and day.
_SHAPES = (
    (_NUMBERS, (1, 2, 3)),
    (_COMPACT, (1, 2, 3)),
    (_DOTTED, (3, 2, 1)),
    (_DAY_FIRST, (3, 2, 1)),
    (_MONTH_FIRST, (3, 1, 2)),
)


def read_date(text: str) -> date | None:
    """The first date of the text (2023/09/02, 2023-9-2, 2023年9月2日, 20230902, 2.9.2023, 2 Sep 2023), or None.

    With dots the day is first. Shapes whose day and month cannot be told apart (09/02/2023) are not read.
    """
    text = fold_width(text)
    found = [(match.start(), match.group(*groups)) for shape, groups in _SHAPES if (match := shape.search(text))]
    days = (_date(*parts) for _, parts in sorted(found))
    return next((day for day in days if day is not None), None)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month) if month.isdecimal() else _month(month), int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    start = name[:3].lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0
