"""A page of the public service, given as lines of text, as a Thread.

Each line that is not blank ends up in exactly one place; where no place is right, in `source.unparsed`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from qa_reader.errors import ImportFault
from qa_reader.importers import _page_lines as grammar
from qa_reader.importers._checks import checked
from qa_reader.importers._cleaning import flat, fold_width
from qa_reader.importers._dates import read_date
from qa_reader.importers._page_head import Head, read_head
from qa_reader.importers._page_lines import AskedLine, Heading
from qa_reader.importers._page_lists import faq_topics, similar_entries
from qa_reader.importers._sentences import hospital_in_signature, join_reply, join_text
from qa_reader.importers._titles import derived_title, split_department
from qa_reader.model import Reply, Similar, Source, Thread, Topic
from qa_reader.wording import tr

#: The name that the public service's own numbers have in an id, and that of pages whose number is not known.
NUMBERED, UNNUMBERED = "ehospital", "page"

#: The most lines of a page; a real one has some hundreds, and reading takes 2 s for each 100,000.
MAX_LINES = 100_000

_ALMOST = re.compile(r"Ask Date|提問|回[覆復]|\breply\b", re.IGNORECASE)
_BROKEN_BEFORE = 3  # lines that an asker line may be broken over, before "Ask Date:"


class Origin(Struct, frozen=True):
    """Where a page's lines come from, and what is known of it beside them."""

    path: str
    format: str
    number: str = ""
    url: str = ""
    similar_threads: tuple[tuple[str, str], ...] = ()  # titles of links to other threads, with those threads' ids
    unparsed: tuple[str, ...] = ()
    page_title: str = ""  # what a browser shows as the page's name, for a page without a title in its text


class _Plan(Struct, frozen=True):
    """At which lines the parts of a page begin."""

    asked_at: int | None
    asked: AskedLine | None
    doctors: tuple[int, ...]
    sections: tuple[tuple[Heading, int], ...]
    end: int

    @property
    def replies_at(self) -> int:
        """Where the first reply or, with none, the first section begins."""
        return min([*self.doctors, *(at for _, at in self.sections), self.end])

    @property
    def replies_end(self) -> int:
        return min([*(at for _, at in self.sections), self.end])


def looks_like_page(text: str) -> bool:
    """Say whether the beginning of a text has a line that only such a page has; never raises."""
    found = [line.strip() for line in text.split("\n")]
    if any(grammar.asked_line(line) or grammar.reply_date(line) is not None for line in found):
        return True
    headings = {heading for line in found if (heading := grammar.heading(line))}
    return len(headings) > 1 or any(grammar.doctor_line(line) for line in found)


def thread_from_lines(given: Sequence[str], origin: Origin) -> Thread:
    """The thread of a page; raises ImportFault where the lines are not such a page."""
    if len(given) > MAX_LINES:
        raise ImportFault(tr("{0}: has more than {1:,} lines, which no page has").format(origin.path, MAX_LINES))
    lines = _mended([line.strip() for line in given])
    plan = _plan(lines)
    _require_page(lines, plan, origin)
    unparsed = list(origin.unparsed)
    sections = _sections(lines, plan)
    similar = similar_entries(sections.get(Heading.SIMILAR, []), unparsed)
    topics = faq_topics(sections.get(Heading.FAQ, []), unparsed)
    replies, between = _replies(lines, plan, unparsed)
    known = _departments(replies, similar, topics)
    head, question = _question(lines, plan, between, known, unparsed)
    if origin.page_title and origin.page_title != head.title:
        if head.title:
            unparsed.append(origin.page_title)
        head = replace(head, title=head.title or origin.page_title)
    title, department = split_department(head.title, known)
    thread = Thread(
        id="",
        title=title or derived_title(question),
        department=department or next((reply.department for reply in replies if reply.department), ""),
        question=question,
        replies=replies,
        more_info=join_text(sections.get(Heading.MORE_INFO, [])),
        similar=_linked(similar, origin),
        topics=topics,
        source=Source(format=origin.format, file=PurePath(origin.path).name, url=origin.url or head.url),
    )
    return _finished(thread, plan, head, origin, unparsed)


def _finished(thread: Thread, plan: _Plan, head: Head, origin: Origin, unparsed: list[str]) -> Thread:
    """The thread with its asker, id and source."""
    if plan.asked:
        thread = replace(thread, asker=plan.asked.asker, asked=plan.asked.asked)
        if plan.asked.asked is None and plan.asked.raw_date:
            unparsed.append(f"Ask Date: {plan.asked.raw_date}")
    if not thread.title:
        raise ImportFault(
            tr("{0}: has neither a title nor a question before the line {1}").format(origin.path, plan.replies_at + 1)
        )
    number = origin.number or head.number
    name = NUMBERED if number else UNNUMBERED
    source = replace(
        thread.source,
        name=name,
        short_title=head.short_title,
        title_derived=not head.title,
        unparsed=tuple(unparsed),
    )
    thread = replace(thread, id=f"{name}:{number or _fingerprint(thread)}", source=source)
    try:
        return checked(thread)
    except ImportFault as fault:
        raise ImportFault(f"{origin.path}: {fault}") from fault


def _mended(lines: list[str]) -> list[str]:
    """The lines with asker and doctor lines that were broken after a full stop put together."""
    mended: list[str] = []
    for line in lines:
        if mended and mended[-1] in {"Dr.", "Dr"} and grammar.doctor_line(f"Dr. {line}"):
            mended[-1] = f"Dr. {line}"
        elif mended and fold_width(line).lower().startswith("ask date") and (count := _broken_person(mended)):
            mended[-count:] = [" ".join([*mended[-count:], line])]
        else:
            mended.append(line)
    return mended


def _broken_person(before: Sequence[str]) -> int:
    """How many of the last lines are the person's part of an asker line whose date stands in the next."""
    best = 0
    for count in range(1, min(_BROKEN_BEFORE, len(before)) + 1):
        line = before[-count]
        if not line or len(line) > grammar.MAX_NAME:
            break
        if grammar.names_asker(line):
            best = count
    return best


def _plan(lines: Sequence[str]) -> _Plan:
    asked_at, asked = next(
        ((at, found) for at, line in enumerate(lines) if (found := grammar.asked_line(line))), (None, None)
    )
    start = 0 if asked_at is None else asked_at + 1
    headings = [(title, at) for at, line in enumerate(lines) if at >= start and (title := grammar.heading(line))]
    lists_at = min((at for title, at in headings if title in {Heading.SIMILAR, Heading.FAQ}), default=len(lines))
    doctors = [at for at in range(start, lists_at) if grammar.doctor_line(lines[at])]
    dates = [at for at in range(start, lists_at) if grammar.reply_date(lines[at]) is not None]
    # A reply may hold a line that looks like a heading: headings begin after the last date or doctor.
    floor = max([start, *doctors[-1:], *dates[-1:]])
    sections: dict[Heading, int] = {}
    for title, at in headings:
        if at >= floor and title is not Heading.SHARE:
            sections.setdefault(title, at)
    in_order = sorted(sections.items(), key=lambda section: section[1])
    return _Plan(asked_at, asked, tuple(doctors), tuple(in_order), len(lines))


def _require_page(lines: Sequence[str], plan: _Plan, origin: Origin) -> None:
    shared = any(grammar.heading(line) is Heading.SHARE for line in lines)
    if plan.asked or plan.doctors or (shared and plan.sections):
        return
    message = tr(
        "{0}: not a page of the public service: in lines 1 to {1} there is none that "
        "names the asker (“… Ask Date: 2023/09/02” or “…2023/09/02 提問：”) or a doctor "
        "(“Dr. … reply …” or “…2023/09/02 回覆：”)"
    ).format(origin.path, len(lines))
    for number, line in enumerate(lines, 1):
        if _ALMOST.search(line):
            message += f"; line {number} is almost one: “{line[:80]}”"
            break
    raise ImportFault(message)


def _sections(lines: Sequence[str], plan: _Plan) -> dict[Heading, list[str]]:
    ends = [at for _, at in plan.sections[1:]] + [plan.end]
    return {found: list(lines[at + 1 : end]) for (found, at), end in zip(plan.sections, ends, strict=False)}


def _replies(lines: Sequence[str], plan: _Plan, unparsed: list[str]) -> tuple[tuple[Reply, ...], list[str]]:
    """The replies, and the lines between the asker and the first of them."""
    start = 0 if plan.asked_at is None else plan.asked_at + 1
    between = list(lines[start : plan.replies_at])
    ends = [*plan.doctors[1:], plan.replies_end]
    replies = [_reply(lines[at], lines[at + 1 : end], unparsed) for at, end in zip(plan.doctors, ends, strict=False)]
    if plan.asked_at is not None and any(grammar.reply_date(line) is not None for line in between):
        # A date of a reply without its doctor's line: what stands between is the reply.
        replies, between = [_reply("", between, unparsed), *replies], []
    return tuple(replies), between


def _reply(first: str, body: Sequence[str], unparsed: list[str]) -> Reply:
    named = grammar.doctor_line(first) or grammar.DoctorLine("")
    dated = [at for at, line in enumerate(body) if grammar.reply_date(line) is not None]
    replied, text = named.replied, body
    if dated:
        text = body[: dated[-1]]
        unparsed.extend(line for line in body[dated[-1] + 1 :] if line)
        raw = grammar.reply_date(body[dated[-1]]) or ""
        replied = read_date(raw) or replied
        if raw and replied is None:
            unparsed.append(body[dated[-1]])
        if named.replied not in {None, replied}:
            unparsed.append(first)
    hospital = named.hospital or hospital_in_signature(text, named.doctor)
    return Reply(named.doctor, named.department, hospital, join_reply(text, named.doctor), replied)


def _question(
    lines: Sequence[str], plan: _Plan, between: list[str], known: frozenset[str], unparsed: list[str]
) -> tuple[Head, str]:
    """What stands before the question, and the question: before the asker line in English, after it in Chinese."""
    if plan.asked_at is None:
        head = read_head(between, known, unparsed)
        return head, join_text(head.question)
    follows = grammar.is_chinese_asked_line(lines[plan.asked_at]) and any(between)
    head = read_head(lines[: plan.asked_at], known, unparsed, question_follows=follows)
    question = join_text(between) if follows else join_text(head.question)
    if not question:
        question, between = join_text(between), []
    if not follows:
        unparsed.extend(line for line in between if line)
    return head, question


def _departments(replies: Sequence[Reply], similar: Sequence[Similar], topics: Sequence[Topic]) -> frozenset[str]:
    named = [part.department for group in (replies, similar, topics) for part in group]
    return frozenset(name for name in named if name)


def _linked(similar: tuple[Similar, ...], origin: Origin) -> tuple[Similar, ...]:
    threads = dict(origin.similar_threads)
    return tuple(replace(entry, thread=threads.get(flat(entry.title), entry.thread)) for entry in similar)


def _fingerprint(thread: Thread) -> str:
    """12 hex digits that stay the same whatever file the page is saved in, and with however many spaces."""
    text = unicodedata.normalize("NFKC", thread.question or thread.title)
    asked = thread.asked.isoformat() if thread.asked else ""
    return hashlib.sha256(f"{''.join(text.split())}\n{asked}".encode()).hexdigest()[:12]
