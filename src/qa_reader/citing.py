"""How threads are named outside the program: by link, by citation with archive and version, by the query for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote, unquote, urlsplit

from qa_reader.errors import NotFoundError
from qa_reader.model import ArchiveInfo, Filters, Query, Scope, Sort, Thread, ThreadRef
from qa_reader.wording import tr

SCHEME = "qa-reader"

_ARCHIVE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HAS_OPERATOR = re.compile(r"\b(OR|NOT|AND)\b")
_THREAD = re.compile(r"[^\x00-\x20\x7f/\\]{1,200}")


def link(ref: ThreadRef) -> str:
    """The link that opens a thread in this program, wherever its archive lies: `qa-reader://ARCHIVE/THREAD`."""
    return f"{SCHEME}://{ref.archive}/{quote(ref.thread, safe=':')}"


def parse_link(text: str) -> ThreadRef:
    """The thread that a link names; raises NotFoundError where it is no such link.

    A link comes from anywhere, a page or another program: what it names is checked here, and looked up as data.
    """
    try:
        address = urlsplit(text.strip())
        archive = address.netloc.lower()
        # systems that hand a link on add a slash to it
        thread = unquote(address.path.removeprefix("/").removesuffix("/"), errors="strict")
    except (ValueError, UnicodeDecodeError) as error:
        raise NotFoundError(tr("{0}: not a link to a thread").format(text[:200])) from error
    right = address.scheme == SCHEME and _ARCHIVE.fullmatch(archive) and _THREAD.fullmatch(thread)
    if not right or address.query or address.fragment:
        raise NotFoundError(tr("{0}: not a link to a thread").format(text[:200]))
    return ThreadRef(archive, thread)


def citation(thread: Thread, archive: ArchiveInfo, today: date | None = None) -> str:
    """The thread cited in one line: who replied, title, where, dates, archive and version, link, when it was read."""
    doctors = dict.fromkeys(
        ", ".join(filter(None, (reply.doctor, reply.hospital))) or tr("a doctor, not named") for reply in thread.replies
    )
    dates = (
        tr("asked {0}").format(thread.asked) if thread.asked else "",
        tr("replied {0}").format(thread.replied) if thread.replied else "",
    )
    sentences = (
        "; ".join(doctors) or tr("No doctor's reply"),
        f"“{' '.join(thread.title.split())}”",
        ", ".join(filter(None, dates)),
        ", ".join((archive.title or tr("Untitled archive"), version(archive))),
        thread.id,
        link(ThreadRef(archive.id, thread.id)),
        tr("Read {0}").format(today) if today else "",
    )
    return " ".join(f"{' '.join(part.split())}." for part in sentences if part)


def query_words(query: Query) -> str:
    """A query as it can be typed, restrictions in the query language; in square brackets what that cannot say."""
    parts = [*_restrictions(query.filters)]
    department, topic = query.department, query.topic
    if topic is not None:
        department = department or topic.department
        parts.insert(0, f'topic:"{_quotable(topic.name)}"')
    if department:
        parts.insert(0, f'department:"{_quotable(department)}"')
    text = " ".join(query.text.split())
    if parts and _HAS_OPERATOR.search(text):
        text = f"({text})"
    if query.scope is Scope.BOOKMARKS:
        parts.append("[among bookmarks]")
    if query.sort is not Sort.RELEVANCE:
        parts.append(f"[by {query.sort}]")
    return " ".join(filter(None, (text, *parts)))


def _restrictions(filters: Filters) -> Iterator[str]:
    for field, values in (
        ("department", filters.departments), ("topic", filters.topics), ("doctor", filters.doctors),
        ("hospital", filters.hospitals), ("sex", filters.sexes), ("age", filters.ages),
    ):  # fmt: skip
        said = [_restriction(field, value) for value in values]
        if said:
            yield said[0] if len(said) == 1 else f"({' OR '.join(said)})"
    if filters.years:
        yield f"asked:[{filters.years[0]} to {filters.years[1]}]"


def _restriction(field: str, value: str) -> str:
    if not value:
        return f"[{field} not said]"
    return f"{field}:{value}" if field in {"sex", "age"} else f'{field}:"{_quotable(value)}"'


def _quotable(name: str) -> str:
    return " ".join(name.replace('"', " ").split())


def version(archive: ArchiveInfo) -> str:
    """Which state of an archive: when it was built, and the beginning of its content hash."""
    return " ".join(
        filter(None, (tr("built {0}").format(archive.built) if archive.built else "", archive.content_hash[:12]))
    )
