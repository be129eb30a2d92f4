"""Patterns within runs of Chinese: 高?压 and 高*压 as characters that stand one behind the other.

Chinese has no words between spaces whose letters a pattern could be of; the index has the pairs of each run. So a
pattern becomes a row of pairs, of which one character may be left open, and of how far apart they stand. `rows` finds
the threads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from whoosh import query as q

from qa_reader.search.analysis import term_of
from qa_reader.search.folding import is_cjk

#: A star stands for so many characters at most: without a bound two characters of any sentence would do.
MOST_BETWEEN = 6
#: A character of a run in a pattern for texts.
_ANY = r"[^\W\x00-\u2e7f]"
_SPACES = r"\s*"


class Part(Struct, frozen=True):
    """What stands `least` to `most` places behind the part before it: a term, or one with signs of a pattern."""

    text: str
    least: int = 0
    most: int = 0


class Row(q.Query):  # type: ignore[misc] # whoosh has no types
    """Documents that have the parts one behind the other in a field; only `ArraySearcher` evaluates it."""

    def __init__(self, fieldname: str, pattern: str, parts: tuple[Part, ...], boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.pattern = pattern
        self.parts = parts
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self._told())

    def field(self) -> str:
        """The field's name, as Whoosh asks for it."""
        return self.fieldname

    def expression(self) -> re.Pattern[str]:
        """What matches it in a folded text."""
        signs = {"?": _ANY, "*": f"{_ANY}{{0,{MOST_BETWEEN}}}?"}
        matching = "".join(signs[unit] if unit in signs else _of_unit(unit) for unit in _units(self.pattern))
        return re.compile(matching.removeprefix(_SPACES).removesuffix(_SPACES))

    def __str__(self) -> str:
        return f"{self.fieldname}:{self.pattern}"

    def _told(self) -> tuple[object, ...]:
        return self.fieldname, self.pattern, self.boost


def row_of(field: str, pattern: str, boost: float) -> q.Query:
    """The query for a folded pattern that has Chinese; stars at its ends say nothing, of several `?` there one does."""
    pattern = pattern.strip("*") if is_cjk(pattern.strip("*?")[-1:] or "a") else pattern.lstrip("*")
    parts = tuple(_parts(_units(pattern)))
    if len(parts) == 1 and not {"?", "*"} & set(parts[0].text):
        return q.Term(field, parts[0].text, boost=boost)
    return Row(field, pattern, parts, boost)


def _units(pattern: str) -> list[str]:
    """The characters, the signs and the words of a pattern; signs behind letters are of their word."""
    return re.findall(rf"{_ANY}|[?*]|(?:(?!{_ANY})[^?*])(?:(?!{_ANY}).)*", pattern)


def _of_unit(unit: str) -> str:
    if is_cjk(unit[0]):
        return re.escape(unit)
    letter = r"[^\W_\u2e80-\U0010ffff]"
    letters = "".join({"?": letter, "*": f"{letter}*"}.get(sign, re.escape(sign)) for sign in unit)
    return f"{_SPACES}(?<!{letter}){letters}(?!{letter}){_SPACES}"


def _parts(units: Sequence[str]) -> Iterator[Part]:
    """The parts of a row of units."""
    last: int | None = None  # where the part before stands
    for text, place, loose in _placed(units):
        least = 0 if last is None else place - last
        yield Part(text, least, least if last is None else least + loose)
        last = place


def _placed(units: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Each term with its place, were each star nothing, and how many more places it may stand behind the one before."""
    place = loose = 0
    for i, unit in enumerate(units):
        if unit == "*":
            loose = MOST_BETWEEN
            continue
        for text, moved in _terms_of(unit, units[i - 1] if i else "", units[i + 1 : i + 3]):
            yield text, place + moved, loose
            loose = 0
        place += 1


def _terms_of(unit: str, before: str, behind: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The terms that tell of a unit, and how far from its own place each begins: pairs, as far as there are any."""
    following = behind[0] if behind and _in_run(behind[0]) else ""
    if not _in_run(unit):
        yield unit if {"?", "*"} & set(unit) else term_of(unit), 0
        return
    if unit != "?" and before == "*":
        yield "?" + unit, -1
    if following and following not in "?*":
        yield unit + following, 0
    elif unit != "?" and following:
        yield unit + ("*" if _ends_run(behind) else "?"), 0
    elif unit != "?" and not (before and _in_run(before)):
        yield unit, 0


def _ends_run(units: Sequence[str]) -> bool:
    """Whether a star comes, and then letters: what is before it may be the last of its run."""
    return len(units) == 2 and units[0] == "*" and not _in_run(units[1])


def _in_run(unit: str) -> bool:
    return unit in "?*" or is_cjk(unit[0])
