"""How a thread is named outside the program: its link, and its citation with archive and version."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote, unquote, urlsplit

from qa_reader.errors import NotFoundError
from qa_reader.model import ArchiveInfo, Thread, ThreadRef
from qa_reader.wording import tr

SCHEME = "qa-reader"

_ARCHIVE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
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


def version(archive: ArchiveInfo) -> str:
    """Which state of an archive: when it was built, and the beginning of its content hash."""
    return " ".join(
        filter(None, (tr("built {0}").format(archive.built) if archive.built else "", archive.content_hash[:12]))
    )
