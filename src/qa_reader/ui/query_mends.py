"""A query that cannot be read, mended: what was probably meant. Knows no Qt; on the reading thread."""

from __future__ import annotations

import re
from difflib import get_close_matches

from qa_reader.errors import QuerySyntaxError

_MOST_FAULTS = 8  # in one query: each is mended by itself, and the text read again
_LONGEST = 500  # characters: beyond, each reading takes longer than an offer is worth
_OPENING = {'"': '"', "“": "”", "”": "”", "„": "“", "＂": "＂", "(": ")", "（": "）"}
_WITHOUT_VALUE = re.compile(r"(?<!\S)\w+:(?!\S)")


def mended(text: str) -> str:
    """A query without its faults; "" where nobody knows what was meant, as with a date that is none."""
    from qa_reader.search.query import parse

    for _ in range(_MOST_FAULTS if len(text) <= _LONGEST else 0):
        try:
            parse(text)
        except QuerySyntaxError as fault:
            text = _joined(_WITHOUT_VALUE.sub("", _mend(text, *fault.span)))
        else:
            return text
    return ""


def _mend(text: str, start: int, end: int) -> str:
    """The text with what is wrong from `start` to `end` put right, "" where that is not known."""
    before, faulty, after = text[:start], text[start:end], text[end:]
    if after.startswith(":"):
        return _joined(before, _field(faulty), after.removeprefix(":"))
    if faulty in _OPENING:
        return _joined(before, *((faulty, after.rstrip(), _OPENING[faulty]) if after.strip() else ()))
    if re.fullmatch(r"\[\s*\d.*\bto\b.*\]", faulty):
        return _joined(before, f"asked:{faulty}", after)
    if re.fullmatch(r"[A-Z]+|\W", faulty):  # an operator without words, a bracket without its other half
        return _joined(before, after)
    return ""


def _field(name: str) -> str:
    """The field that is called nearly so, with its colon, else nothing: its value alone is looked for."""
    from qa_reader.search.schema import FIELDS

    near = get_close_matches(name.lower(), FIELDS, 1)
    return f"{near[0]}:" if near else ""


def _joined(*parts: str) -> str:
    """The parts as one text, with single spaces."""
    return " ".join("".join(parts).split())
