"""Texts for people, in the language of the interface: the bottom of the house, so that every layer can speak.

`tr("…")` around a literal gives its translation; a constant that is made before the language is known is `marked("…")`
and translated where it is said, by `tr(CONSTANT)`. `lupdate` finds both, and the `self.tr("…")` of Qt's classes, which
is looked up here, too. What a text is about goes in by `.format`, never by an f-string.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import date

#: Of each message its forms: one, or one for each plural; named by class ("" outside of one), source text and comment.
Catalogue = Mapping[tuple[str, str, str], tuple[str, ...]]


class _Spoken:
    """What is spoken now; English is what stands in the code."""

    catalogue: ClassVar[Catalogue] = {}


def tr(text: str, comment: str = "") -> str:
    """A text in the language of the interface."""
    return translation("", text, comment) or text


def marked(text: str) -> str:
    """The text itself; marks it for the translators."""
    return text


def translation(context: str, text: str, comment: str = "", count: int = -1) -> str | None:
    """What the catalogue has for a text of a class, None for nothing; `count` chooses among plurals."""
    forms = _Spoken.catalogue.get((context, text, comment))
    if not forms:
        return None
    return forms[0] if count in {-1, 1} else forms[-1]  # no language of this program has more than two


def speak(catalogue: Catalogue) -> None:
    """Translate by this from now on; an empty catalogue for English."""
    _Spoken.catalogue = catalogue


def spoken() -> Catalogue:
    """What is translated by now, for another process to `speak`."""
    return _Spoken.catalogue


def read(ts: bytes) -> Catalogue:
    """The catalogue in a file of Qt Linguist, without what is not finished."""
    from xml.etree import ElementTree as ET

    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for context in ET.fromstring(ts).iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            given = message.find("translation")
            if given is not None and given.get("type") is None:
                forms = tuple(form.text or "" for form in given.iter("numerusform")) or (given.text or "",)
                found[name, message.findtext("source") or "", message.findtext("comment") or ""] = forms
    return found


# ---------------------------------------------------------------- numbers and dates


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun, "1 thread" or "1,204 threads", from translated texts with "{0}" for the number."""
    return (one if count == 1 else many).format(f"{count:,}")


def day(when: date | None) -> str:
    """A date as people write it, "2 Sep 2023"; "" for None. It does not follow the locale of the process."""
    if when is None:
        return ""
    return tr("{day} {month} {year}").format(day=when.day, month=_month(when.month), year=when.year)


def age(given: str) -> str:
    """An age or age band, "20–29"; the source's own words where it gives no number."""
    return tr("{0}", "an age in years").format(given.replace("-", "–")) if given[:1].isdigit() else given


def apart(facts: Iterable[str]) -> str:
    """Facts side by side with dots between them, empty ones left out; beside text from the right each by itself."""
    said = [fact for fact in facts if fact]
    if any(map(_runs_from_the_right, said)):
        # FSI … PDI: without them the day of a date after an Arabic name is taken for a part of the name
        said = [f"\u2068{fact}\u2069" for fact in said]
    return " · ".join(said)


def _runs_from_the_right(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def _month(number: int) -> str:
    names = (
        tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
        tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
    )  # fmt: skip
    return names[number - 1]
