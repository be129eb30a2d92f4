"""The lines by which a page of the public service is known, in English and in Chinese, each read by itself.

Full-width punctuation counts as its ASCII form throughout; what is taken out of a line is as the line gives it.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

from msgspec import Struct

from qa_reader.importers._cleaning import flat, fold_width
from qa_reader.importers._dates import read_date
from qa_reader.model import Asker

#: A line of a heading or of a person's name is never longer; longer ones are text.
MAX_NAME = 120

_DATE = r"\d{4}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
_ASKED = re.compile(r"^(?P<person>.*?)\s*\bAsk Date\s*:(?P<date>.*)$", re.IGNORECASE)
_ASKED_ZH = re.compile(rf"^(?P<person>.*?)\s*,?\s*(?P<date>{_DATE})\s*(?:提問|發問)\s*:?$")
_REPLIED = re.compile(r"^Reply Date\s*:(?P<date>.*)$", re.IGNORECASE)
_DOCTOR = re.compile(r"^Dr\b\.?\s*(?P<doctor>.*?)\s*\b[Rr]epl(?:y|ied|ies)\b\s*:?\s*(?P<department>.*)$")
_DOCTOR_ZH = re.compile(rf"^(?P<place>.*?)\s*,?\s*(?P<date>{_DATE})\s*回[覆復]\s*:?$")
_READ_MORE = re.compile(r"^\[\s*(?:Read More|閱讀更多|更多)\s*\.*\s*\]\s*(?P<title>.*)$", re.IGNORECASE)
_NUMBER = re.compile(r"^#\s*(?P<number>[1-9][0-9]{0,8})$")
_ADDRESS = re.compile(
    r"https?://[^\s<>\"']*ShowDetail\.php\?[^\s<>\"']*?\bq_no=(?P<number>[1-9][0-9]{0,8})", re.IGNORECASE
)
# In a file's name or a link: "?" and "=" are often replaced where they cannot be in a file name.
_NUMBER_IN_NAME = re.compile(r"q_no[=_-](?P<number>[1-9][0-9]{0,8})(?!\d)", re.IGNORECASE)

# A name of a department or of a person in English: words with capitals, and the small words between them.
_PROPER = re.compile(r"^(?:(?:[^\Wa-z\d_]|[\"'(&/,-])[\w.'’&/(),·-]*|and|of|the|for|de|van|bin)(?:[ /]|$)", re.UNICODE)

_AGE_BAND = re.compile(r"(?<!\d)(\d{1,3})\s*[~-]\s*(\d{1,3})(?!\d)")
_AGE_FROM = re.compile(
    r"(?:\b(?:over|above)\s+(\d{1,3})|(?<!\d)(\d{1,3})\s*(?:[~+]|and over|or over|以上|歲以上))", re.IGNORECASE
)
_AGE_UNDER = re.compile(r"(?:\b(?:under|below)\s+(\d{1,3})|(?<!\d)(\d{1,3})\s*歲?以下)", re.IGNORECASE)
_AGE = re.compile(r"(?<!\d)(\d{1,3})(?!\d)")
_YEARS_OLD = re.compile(r"\s*\b-?years?[ -]old\b\s*", re.IGNORECASE)
_SEXES = {"female": "female", "male": "male", "女": "female", "男": "male", "女性": "female", "男性": "male"}
_NAMED = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|anonymous)\b", re.IGNORECASE)
_ENGLISH_LIST = re.compile(r"\s*,\s*")


class Heading(Enum):
    """The headings that stand alone in a line."""

    SHARE = "Share to:"
    MORE_INFO = "More Info"
    SIMILAR = "Similar Q&A"
    FAQ = "Related FAQ"


_HEADINGS = {
    "share to": Heading.SHARE,
    "分享至": Heading.SHARE,
    "分享到": Heading.SHARE,
    "more info": Heading.MORE_INFO,
    "更多資訊": Heading.MORE_INFO,
    "similar q&a": Heading.SIMILAR,
    "相似問答": Heading.SIMILAR,
    "類似問答": Heading.SIMILAR,
    "相關問答": Heading.SIMILAR,
    "related faq": Heading.FAQ,
    "related faqs": Heading.FAQ,
    "相關faq": Heading.FAQ,
}


class AskedLine(Struct, frozen=True):
    """Who asked and when; `raw_date` is the text in the date's place."""

    asker: Asker
    asked: date | None
    raw_date: str


class DoctorLine(Struct, frozen=True):
    """Who replies, and in a Chinese page when."""

    doctor: str
    department: str = ""
    hospital: str = ""
    replied: date | None = None


def heading(line: str) -> Heading | None:
    """Which heading the line is, None where it is none."""
    if len(line) > MAX_NAME:
        return None
    return _HEADINGS.get(flat(fold_width(line)).rstrip(": ").lower().replace("q & a", "q&a"))


def asked_line(line: str) -> AskedLine | None:
    """The line that names the asker and ends with the date asked, in either language."""
    if len(line) > 2 * MAX_NAME:
        return None
    folded = fold_width(line)
    found = _ASKED.match(folded) or _ASKED_ZH.match(folded)
    if found is None:
        return None
    person = line[found.start("person") : found.end("person")].strip()
    raw_date = line[found.start("date") : found.end("date")].strip()
    asked = read_date(raw_date)
    # "Ask Date: …" within a sentence: the rest of a real line is a date, or nothing that could be read.
    if asked is None and len(raw_date) > len("September 30th, 2023 23:59:59"):
        return None
    return AskedLine(_asker(person), asked, raw_date)


def is_chinese_asked_line(line: str) -> bool:
    """Say whether the question follows the line (…提問：) and does not stand before it."""
    return _ASKED_ZH.match(fold_width(line)) is not None


def names_asker(text: str) -> bool:
    """Say whether a text that stands before "Ask Date:" is the person's part of that line."""
    return _NAMED.match(text) is not None or _YEARS_OLD.search(text) is not None


def reply_date(line: str) -> str | None:
    """What stands after "Reply Date:", None where the line is not that."""
    found = _REPLIED.match(fold_width(line)) if len(line) <= MAX_NAME else None
    return line[found.start("date") :].strip() if found else None


def doctor_line(line: str) -> DoctorLine | None:
    """The line that names the doctor before a reply, in either language."""
    if len(line) > MAX_NAME:
        return None
    folded = fold_width(line)
    if found := _DOCTOR.match(folded):
        doctor = line[found.start("doctor") : found.end("doctor")].strip()
        department = line[found.start("department") :].strip()
        return DoctorLine(doctor, department) if _is_proper(doctor) and _is_proper(department) else None
    if found := _DOCTOR_ZH.match(folded):
        place = line[found.start("place") : found.end("place")]
        *hospital, department, doctor = ["", *(part.strip() for part in fold_width(place).split("/"))]
        return DoctorLine(doctor, department, "／".join(part for part in hospital if part), read_date(found["date"]))
    return None


def read_more(line: str) -> str | None:
    """The title after "[Read More]", None where the line is not that."""
    found = _READ_MORE.match(flat(fold_width(line)))
    return line[line.find("]") + 1 :].strip() if found and "]" in line else (found["title"] if found else None)


def number_line(line: str) -> str | None:
    """The question's number where the line is nothing but `#number`."""
    found = _NUMBER.match(fold_width(line).strip())
    return found["number"] if found else None


def page_address(line: str) -> tuple[str, str] | None:
    """The address of a thread's page within the line, and the number in it."""
    found = _ADDRESS.search(line)
    return (found[0], found["number"]) if found else None


def number_in_name(name: str) -> str:
    """The question's number in a file's name or a link (q_no=123), "" where it has none."""
    found = _NUMBER_IN_NAME.search(name)
    return found["number"] if found else ""


def read_sex(word: str) -> str:
    """Female or male where the word says so in English or Chinese, else the source's own word."""
    return _SEXES.get(word.strip().lower(), word.strip())


def read_age(text: str) -> str:
    """The age as a band ("20-29", "60+") or a number, "" where the text has none."""
    text = fold_width(text)
    if found := _AGE_BAND.search(text):
        return f"{int(found[1])}-{int(found[2])}"
    if found := _AGE_FROM.search(text):
        return f"{int(found[1] or found[2])}+"
    if found := _AGE_UNDER.search(text):
        return f"0-{max(int(found[1] or found[2]) - 1, 0)}"
    found = _AGE.search(text)
    return str(int(found[1])) if found else ""


def _is_proper(name: str) -> bool:
    """Say whether each word could be of a name: "reply Neurology" is a line's end, "reply to me soon." is not."""
    if name.endswith((".", "!", "?", ",")):
        return False
    rest = name
    while rest:
        word = _PROPER.match(rest)
        if word is None:
            return False
        rest = rest[word.end() :]
    return True


def _asker(person: str) -> Asker:
    folded = fold_width(person)
    if "/" in folded:
        parts = [part.strip(" ()") for part in folded.split("/")]
    else:
        parts = _ENGLISH_LIST.split(folded.strip().removesuffix("."))
    names: list[str] = []
    sex = age = ""
    for part in parts:
        part_age, part_sex = _age_and_sex(part)
        age, sex = age or part_age, sex or part_sex
        if not part_age and not part_sex and part:
            names.append(part)
    if not sex and "/" in folded and len(parts) > 1 and len(names) > 1:
        # NAME／SEX／(AGE) with another word in the sex's place: the source's own word
        sex = names.pop(1)
    return Asker(", ".join(names), sex, age, person)


def _age_and_sex(part: str) -> tuple[str, str]:
    """The age and sex that a part of an asker line consists of, ("", "") where it is something else."""
    old = _YEARS_OLD.search(part)
    before, after = (part[: old.start()], part[old.end() :].strip(" .")) if old else (part, "")
    age = read_age(before)
    if old:
        return age, _SEXES.get(after.lower(), after.lower()) if " " not in after else after
    word = part.strip(" .").lower()
    if word in _SEXES:
        return "", _SEXES[word]
    leftover = re.sub(r"[\d\s~+()歲以上下-]|over|above|under|below|years?|and|or", "", part.lower())
    return (age, "") if age and not leftover else ("", "")
