"""The visit sheet: what one takes to the doctor, on a page or two: questions, own words, what one read, shortened."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from qa_reader import citing, render
from qa_reader.model import ArchiveInfo, Thread
from qa_reader.taken import Taken
from qa_reader.wording import tr

#: How many characters of each question and reply stand on the sheet: the most that leave it on two pages.
LENGTHS = (1500, 1000, 750, 600, 450, 350, 250, 180, 120, 60, 0)
MOST_PAGES = 2


class Visit(Struct, frozen=True):
    """What the sheet is made of; `missing` are titles of threads whose archive is not open."""

    questions: tuple[str, ...]
    words: str
    taken: tuple[Taken, ...]
    missing: tuple[str, ...]
    archive: ArchiveInfo


def questions_of(text: str) -> tuple[str, ...]:
    """The questions that somebody wrote, one a line."""
    return tuple(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def html(visit: Visit, day: str, length: int) -> str:
    """The sheet for paper, with so many characters of each question and reply."""
    shortened = tuple(replace(one, thread=_shortened(one.thread, length), marked=()) for one in visit.taken)
    remarks = tuple(tuple(one.remarks()) for one in visit.taken)
    cited = tuple(citing.citation(one.thread, visit.archive) for one in visit.taken)
    return render.visit_html(
        visit.questions, visit.words, tuple(zip(shortened, remarks, cited, strict=True)), visit.missing, day
    )


def page(visit: Visit, day: str) -> str:
    """The sheet as one HTML page that stands by itself; nothing is shortened but very long texts."""
    return render.as_page(html(visit, day, LENGTHS[0]), tr("For my visit to the doctor"))


def _shortened(thread: Thread, length: int) -> Thread:
    replies = tuple(replace(reply, text=shortened(reply.text, length)) for reply in thread.replies)
    return replace(thread, question=shortened(thread.question, length // 2), replies=replies, more_info="")


def shortened(text: str, length: int) -> str:
    """The beginning of a text: whole sentences where there are any, and a sign that more followed."""
    text = text.strip()
    if len(text) <= length:
        return text
    cut = text[:length]
    end = max((cut.rfind(mark) for mark in _ends(cut)), default=-1)
    if end < length // 2:
        end = max(cut.rfind(" "), -1)
    kept = cut[: end + 1] if end >= length // 2 else cut
    return f"{kept.rstrip()} […]" if kept.strip() else ""


def _ends(text: str) -> Iterator[str]:
    yield from (mark for mark in (". ", "? ", "! ", ".\n", "。", "？", "！") if mark in text)
