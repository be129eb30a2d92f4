"""A thread, or passages of it, with its citation, to be pasted elsewhere: as plain text and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from qa_reader import anchoring, citing, masking, render
from qa_reader.model import ArchiveInfo, Thread, ThreadRef
from qa_reader.wording import day, tr


class Quoted(Struct, frozen=True):
    """One quotation in the two forms that a clipboard holds."""

    text: str
    html: str


def quote(thread: Thread, archive: ArchiveInfo, today: date, passages: Mapping[str, str] | None = None) -> Quoted:
    """The thread, or of it the passages by part (as `anchoring.parts` calls them), and whence; its asker not named."""
    without_name = masking.masker(thread)
    thread = masking.masked(thread)
    texts = anchoring.parts(thread)
    if passages:
        texts = {part: without_name(passages[part]) for part in texts if passages.get(part, "").strip()}
    parts = [(label(thread, part), text) for part, text in texts.items() if text.strip()]
    cited = citing.citation(thread, archive, today)
    link = citing.link(ThreadRef(archive.id, thread.id))
    return Quoted(
        render.quoted_text(parts, cited, thread.source.notice),
        render.quoted_html(parts, thread.title, cited, link, thread.source.notice),
    )


def label(thread: Thread, part: str) -> str:
    """What a part of a thread is, and whose words."""
    if part == anchoring.QUESTION:
        return tr("Question ({0})").format(tr(", ").join(filter(None, _who_asked(thread))) or tr("unknown"))
    if part == anchoring.MORE_INFO:
        return tr("More info (added by the source, not a doctor’s reply)")
    reply = thread.replies[int(part.partition("/")[2])]
    return tr("Doctor’s reply ({0})").format(render.reply_line(reply) or tr("a doctor, not named"))


def _who_asked(thread: Thread) -> Iterator[str]:
    yield render.asker_line(thread.asker)
    yield day(thread.asked)
