"""Which fields there are, as Whoosh's schema, and how each is read from a query.

Four texts and four names are indexed word by word with positions. `sex`, `age`, `asked`, `replied` are kept as
columns; the terms that Whoosh sees of them are derived from these. `id` is a term, whole and by its number.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from whoosh import fields, formats, query

from qa_reader.search.analysis import TextAnalyzer, folded
from qa_reader.wording import marked, tr

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

#: The texts that plain words are looked for in; one postings list holds all four.
TEXTS = ("title", "question", "reply", "info")
#: Names that are searched word by word when their field is asked for, each with postings of its own.
NAMES = ("doctor", "hospital", "department", "topic")
COLUMNS = ("sex", "age", "asked", "replied")
WORD_FIELDS = TEXTS + NAMES
FIELDS = (*WORD_FIELDS, *COLUMNS, "id")

#: What a field's terms begin with in the one dictionary; texts with nothing. No term begins with a control character.
PREFIXES = dict.fromkeys(TEXTS, b"") | {name: bytes([i + 1]) for i, name in enumerate((*NAMES, "id"))}

_SEXES = dict.fromkeys(("f", "female", "woman", "women", "girl", "女", "女性"), "female")
_SEXES |= dict.fromkeys(("m", "male", "man", "men", "boy", "男", "男性"), "male")
_AGES = re.compile(r"\s*(\d{1,3})\s*(?:(?:-|~|–|～|to|\s)\s*(\d{1,3}))?\s*(\+)?")
_DATE = re.compile(
    r"\s*(\d{4})(?:[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?)?|(?<=\d{4})(\d{2})(\d{2}))?\s*", re.ASCII
)
_BACKWARDS = marked("this range ends before it begins")
#: Above this nobody's age is looked for.
OLDEST = 150


@lru_cache(maxsize=1000)
def sex_of(text: str) -> str:
    """The word folded; "female" or "male" where it says one of these in another way."""
    word = folded(text)
    return _SEXES.get(word, word)


@lru_cache(maxsize=1000)
def ages_of(text: str) -> tuple[int, int] | None:
    """The ages (first, last) that a band "20-29", "20~29", "65+" or one number "34" names."""
    found = _AGES.match(text)
    if not found:
        return None
    first = min(int(found[1]), OLDEST)
    last = OLDEST if found[3] else min(int(found[2]), OLDEST) if found[2] else first
    return (first, last) if first <= last else (last, first)


def band_of(ages: tuple[int, int]) -> str:
    """The facet value of an age: its own band, or the ten years that hold one number."""
    first, last = ages
    if first == last:
        first -= first % 10
        last = first + 9
    return f"{first}+" if last >= OLDEST else f"{first}-{last}"


def days_of(text: str) -> tuple[date, date] | None:
    """The first and last day of "2019", "2019-05", "2019/05/17", "20190517" or "2019年5月"; None for anything else."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or found[4] or 0), int(found[3] or found[5] or 0)
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, IndexError):
        return None


class AgeRange(query.MultiTerm):  # type: ignore[misc] # whoosh has no types
    """Threads whose asker's age, or a part of whose band, lies between two ages; its terms are "020-029"."""

    constantscore = True

    def __init__(self, fieldname: str, first: int, last: int, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.first = first
        self.last = last
        self.boost = boost
        self.text = f"{first}-{last}"

    def __repr__(self) -> str:
        return f"AgeRange({self.fieldname!r}, {self.first}, {self.last})"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AgeRange) and (self.fieldname, self.first, self.last, self.boost) == (
            other.fieldname,
            other.first,
            other.last,
            other.boost,
        )

    def __hash__(self) -> int:
        return hash((self.fieldname, self.first, self.last, self.boost))

    def _btexts(self, ixreader: IndexReader) -> Iterable[bytes]:
        for text in ixreader.lexicon(self.fieldname):
            first, last = map(int, text.split(b"-"))
            if first <= self.last and last >= self.first:
                yield text


class ColumnField(fields.FieldType):  # type: ignore[misc]
    """A field whose terms are values of a column: not scored, no positions."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), TextAnalyzer(), scorable=False)

    def self_parsing(self) -> bool:
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> query.Query:
        return query.Term(fieldname, folded(qstring), boost=boost)

    def process_text(self, qstring: str, mode: str = "", **kwargs: Any) -> Iterable[str]:
        yield folded(qstring)


class SexField(ColumnField):
    """`sex:female`, also `sex:f`, `sex:woman`, `sex:女`."""

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> query.Query:
        return query.Term(fieldname, sex_of(qstring), boost=boost)


class AgeField(ColumnField):
    """`age:20-29`, `age:34`, `age:65+`, `age:[20 to 39]`."""

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> query.Query:
        ages = ages_of(qstring)
        if ages is None:
            return query.error_query(tr("“{0}” is no age: write age:34 or age:20-29").format(qstring))
        return AgeRange(fieldname, *ages, boost=boost)

    def parse_range(
        self, fieldname: str, start: str | None, end: str | None, startexcl: bool, endexcl: bool, boost: float = 1.0
    ) -> query.Query:
        low, high = ages_of(start or "0"), ages_of(end or str(OLDEST))
        if low is None or high is None:
            return query.error_query(tr("an age range is written age:[20 to 39]"))
        if low[0] > high[1]:
            return query.error_query(tr(_BACKWARDS))
        return AgeRange(fieldname, low[0] + startexcl, high[1] - endexcl, boost=boost)


class DayField(ColumnField):
    """`asked:2019`, `asked:2019-05`, `asked:[2019 to 2021-06]`; its terms are ISO dates, which sort as days do."""

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> query.Query:
        days = days_of(qstring)
        if days is None:
            return query.error_query(
                tr("“{0}” is no date: write {1}:2019 or {1}:2019-05-17").format(qstring, fieldname)
            )
        first, last = days
        return query.TermRange(fieldname, first.isoformat(), last.isoformat(), boost=boost)

    def parse_range(
        self, fieldname: str, start: str | None, end: str | None, startexcl: bool, endexcl: bool, boost: float = 1.0
    ) -> query.Query:
        first = days_of(start) if start else (date.min, date.min)
        last = days_of(end) if end else (date.max, date.max)
        if first is None or last is None:
            return query.error_query(tr("a date range is written {0}:[2019 to 2021-06]").format(fieldname))
        if first[0] > last[1]:
            return query.error_query(tr(_BACKWARDS))
        low = first[1] if startexcl else first[0]
        high = last[0] if endexcl else last[1]
        return query.TermRange(fieldname, low.isoformat(), high.isoformat(), startexcl, endexcl, boost=boost)


class IdField(fields.ID):  # type: ignore[misc]
    """`id:ehospital:12345` or, by its number alone, `id:12345`."""

    def self_parsing(self) -> bool:
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> query.Query:
        return query.Term(fieldname, id_term(qstring.replace("\ue000", ":")), boost=boost)


def id_term(text: str) -> str:
    """An id as it is looked up: case folded, at most 200 characters."""
    return text.strip().casefold()[:200].replace("\n", " ")


def make_schema() -> fields.Schema:
    """The schema of every index."""
    analyzer = TextAnalyzer()
    words = {
        name: fields.TEXT(analyzer=analyzer, phrase=True, stored=False, multitoken_query="phrase")
        for name in WORD_FIELDS
    }
    columns = {"sex": SexField(), "age": AgeField(), "asked": DayField(), "replied": DayField()}
    return fields.Schema(**words, **columns, id=IdField(stored=False))
