"""Threads out of the program, with provenance: JSON Lines, CSV, Markdown, HTML, plain text and RIS.

What leaves says where it comes from (query, archive, version, date, counts), so that a search can be cited and
repeated; it keeps question, reply and more info apart, and says that it is no medical advice.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from qa_reader import __version__, citing, files, render
from qa_reader.anchoring import found
from qa_reader.errors import QAReaderError
from qa_reader.importers import thread_jsonl
from qa_reader.masking import masked, masker
from qa_reader.model import ArchiveInfo, ExportForm, Thread, ThreadRef
from qa_reader.taken import Own, Taken
from qa_reader.wording import day, tr

Form = ExportForm

#: Other suffixes of the same forms.
SUFFIXES = {f".{form}": form for form in Form} | {
    ".ndjson": Form.JSONL,
    ".markdown": Form.MD,
    ".htm": Form.HTML,
    ".text": Form.TXT,
}

#: Where nothing of the reader's own goes along.
NOTHING_OWN: Mapping[str, Own] = MappingProxyType({})

#: What is added to the name of JSON Lines for the file that says where they come from: a suffix that no importer reads.
PROVENANCE_SUFFIX = ".provenance"


class Provenance(Struct, frozen=True):
    """Where exported threads come from: the query that found them, or what else; the archive, the day, how many."""

    archive: ArchiveInfo
    query: str
    exported: date
    threads: int
    masked: bool = True
    own: bool = False  # whether the reader's notes and highlights go along

    def facts(self) -> dict[str, str]:
        """The provenance by name, for people and programs alike."""
        return {
            "query": self.query,
            "threads": str(self.threads),
            "archive": self.archive.title,
            "archive_id": self.archive.id,
            "archive_built": f"{self.archive.built or ''}",
            "archive_threads": str(self.archive.threads),
            "content_hash": self.archive.content_hash,
            "exported": self.exported.isoformat(),
            "program": f"QA Reader {__version__}",
            "names": "masked" if self.masked else "as in the archive",
            "own_notes": "included" if self.own else "not included",
            "notice": render.disclaimer(),
        }


def write(
    form: Form, threads: Iterable[Thread], provenance: Provenance, own: Mapping[str, Own] = NOTHING_OWN
) -> Iterator[bytes]:
    """The file's bytes, piece by piece as threads come; names are masked where the provenance says so.

    `own` is what the reader wrote and marked on threads, by their ids; JSON Lines have none of it. Threads beyond
    memory are no matter: none is kept.
    """
    taken = (take(thread, own.get(thread.id, Own()), mask=provenance.masked) for thread in threads)
    return _WRITERS[form](taken, provenance)


def take(thread: Thread, own: Own, *, mask: bool) -> Taken:
    """A thread as it leaves: without its asker's name where it is masked, the reader's highlights in their places."""
    without_name = masker(thread) if mask else str
    thread = masked(thread) if mask else thread
    highlights = (
        replace(mark, anchor=replace(mark.anchor, quote=without_name(mark.anchor.quote)), note=without_name(mark.note))
        for mark in own.highlights
    )
    return Taken(thread, without_name(own.note), tuple(found(highlight, thread) for highlight in highlights))


def save(
    file: Path, form: Form, threads: Iterable[Thread], provenance: Provenance, own: Mapping[str, Own] = NOTHING_OWN
) -> None:
    """Write threads to a file, whole or not at all; beside JSON Lines their provenance. Raises QAReaderError."""
    try:
        with files.replacement(file) as part, part.open("wb") as stream:
            stream.writelines(write(form, threads, provenance, own))
        if form is Form.JSONL:
            files.replace(file.with_name(f"{file.name}{PROVENANCE_SUFFIX}"), provenance_file(provenance))
    except OSError as error:
        raise QAReaderError(tr("{0}: cannot be written: {1}").format(file, error.strerror or error)) from error


def form_of(file: Path) -> Form:
    """The form that a file's name asks for; raises QAReaderError."""
    form = SUFFIXES.get(file.suffix.lower())
    if file.suffix.lower() == ".pdf":
        raise QAReaderError(
            tr("{0}: PDF is made in the window, which has the fonts for it; here .html can be printed").format(file)
        )
    if form is None:
        raise QAReaderError(
            tr("{0}: name a file that ends in one of {1}").format(file, ", ".join(f".{one}" for one in Form))
        )
    return form


def provenance_file(provenance: Provenance) -> bytes:
    """The provenance as JSON of its own, beside JSON Lines: these are threads and nothing else, to build from again."""
    return json.dumps(provenance.facts(), ensure_ascii=False, indent=1).encode() + b"\n"


# ---------------------------------------------------------------- JSON Lines


def _jsonl(taken: Iterable[Taken], _provenance: Provenance) -> Iterator[bytes]:
    return (thread_jsonl.encode_thread(one.thread) + b"\n" for one in taken)


# ---------------------------------------------------------------- CSV

# what a spreadsheet takes for the beginning of a formula; East Asian ones take the wide signs, too
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BEFORE_FACTS = "export_"


def _csv(taken: Iterable[Taken], provenance: Provenance) -> Iterator[bytes]:
    facts = {f"{_BEFORE_FACTS}{name}": fact for name, fact in provenance.facts().items()}
    yield b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for the system's old encoding
    first = True
    for one in taken:
        row = _row(one.thread, provenance) | (_own_cells(one) if provenance.own else {}) | facts
        if first:
            yield _csv_line(row.keys())
            first = False
        yield _csv_line(row.values())


def _row(thread: Thread, provenance: Provenance) -> dict[str, str]:
    name = {} if provenance.masked else {"name": thread.asker.name}
    replies = thread.replies
    return {
        "id": thread.id,
        "title": thread.title,
        "department": thread.department,
        "topic": "; ".join(topic.name for topic in thread.topics),
        "asked": f"{thread.asked or ''}",
        **name,
        "sex": thread.asker.sex,
        "age": thread.asker.age,
        "question": thread.question,
        "replies": str(len(replies)),
        "doctor": "; ".join(dict.fromkeys(reply.doctor for reply in replies if reply.doctor)),
        "hospital": "; ".join(dict.fromkeys(reply.hospital for reply in replies if reply.hospital)),
        "replied": f"{thread.replied or ''}",
        "reply": replies[0].text if len(replies) == 1 else "\n\n".join(_numbered_replies(thread)),
        "more_info": thread.more_info,
        "url": thread.source.url,
        "licence": thread.source.licence,
        "notice": thread.source.notice,
        "qa_reader_link": citing.link(ThreadRef(provenance.archive.id, thread.id)),
    }


def _own_cells(taken: Taken) -> dict[str, str]:
    return {"my_note": taken.note, "my_highlights": "\n".join(_remarks(taken))}


def _remarks(taken: Taken) -> Iterator[str]:
    """The highlights of a thread, a line each."""
    for quote, note in taken.remarks():
        yield f"“{quote}” – {note}" if note else f"“{quote}”"


def _numbered_replies(thread: Thread) -> Iterator[str]:
    for number, reply in enumerate(thread.replies, 1):
        yield f"[{number}] {render.reply_line(reply)}\n{reply.text}"


def defused(cell: str) -> str:
    """A cell that no spreadsheet runs: what could be a formula is text after an apostrophe."""
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def _csv_line(cells: Iterable[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow([defused(cell.replace("\0", "")) for cell in cells])
    return line.getvalue().encode("utf-8", "replace")


# ---------------------------------------------------------------- Markdown


def _markdown(taken: Iterable[Taken], provenance: Provenance) -> Iterator[bytes]:
    yield f"# {render.markdown_line(_heading(provenance))}\n\n".encode()
    for name, fact in _told(provenance):
        yield f"- {name}: {render.markdown_line(fact)}\n".encode("utf-8", "replace")
    for one in taken:
        cited = render.markdown_line(citing.citation(one.thread, provenance.archive, provenance.exported))
        own = render.own_markdown(one.note, _remarks(one))
        told = tr("Cite as: {0}").format(cited)
        yield f"\n---\n\n{render.markdown(one.thread)}\n{own}{told}\n".encode("utf-8", "replace")


# ---------------------------------------------------------------- plain text


def _text(taken: Iterable[Taken], provenance: Provenance) -> Iterator[bytes]:
    head = (_heading(provenance), *(f"{name}: {fact}" for name, fact in _told(provenance)))
    yield ("\n".join(" ".join(line.split()) for line in head) + "\n").encode("utf-8", "replace")
    for one in taken:
        cited = citing.citation(one.thread, provenance.archive, provenance.exported)
        own = render.own_text(one.note, _remarks(one))
        told = tr("Cite as: {0}").format(cited)
        yield f"\n{'-' * 72}\n\n{render.text(one.thread)}\n{own}{told}\n".encode("utf-8", "replace")


# ---------------------------------------------------------------- HTML


def _html(taken: Iterable[Taken], provenance: Provenance) -> Iterator[bytes]:
    pieces = render.export_html(
        taken,
        heading=_heading(provenance),
        facts=_told(provenance),
        cite=lambda thread: citing.citation(thread, provenance.archive, provenance.exported),
        link=lambda thread: citing.link(ThreadRef(provenance.archive.id, thread.id)),
    )
    return (piece.encode("utf-8", "replace") for piece in pieces)


def _heading(provenance: Provenance) -> str:
    title = provenance.archive.title or tr("an archive of questions and answers")
    return tr("“{0}” in {1}").format(provenance.query, title) if provenance.query else title


def _told(provenance: Provenance) -> list[tuple[str, str]]:
    """The provenance in words."""
    facts, archive = provenance.facts(), provenance.archive
    return [
        (tr("Query"), provenance.query or tr("all threads")),
        (tr("Threads found"), tr("{0} of {1}").format(provenance.threads, archive.threads)),
        (tr("Archive"), f"{archive.title} ({archive.id})"),
        (tr("Version"), citing.version(archive)),
        (tr("Content hash (SHA-256)"), archive.content_hash),
        (tr("Exported"), tr("{0} with {1}").format(facts["exported"], facts["program"])),
        (tr("Askers’ names"), tr("masked") if provenance.masked else tr("as in the archive")),
        (tr("Please note"), render.disclaimer()),
    ]


# ---------------------------------------------------------------- RIS


def _ris(taken: Iterable[Taken], provenance: Provenance) -> Iterator[bytes]:
    for one in taken:
        record = (*_record(one.thread, provenance), *_own_record(one))
        lines = (f"{tag}  - {' '.join(value.split())}" for tag, value in record if value.strip())
        yield ("\r\n".join((*lines, "ER  - ")) + "\r\n\r\n").encode("utf-8", "replace")


def _record(thread: Thread, provenance: Provenance) -> Iterator[tuple[str, str]]:
    """The tags of one record; the doctors are its authors, because theirs is the answer that is cited."""
    archive, when = provenance.archive, thread.replied or thread.asked
    yield "TY", "ELEC"
    yield "TI", thread.title
    for doctor in dict.fromkeys(reply.doctor for reply in thread.replies):
        yield "AU", doctor.replace(",", " ")
    yield "PY", f"{when.year:04}" if when else ""
    yield "DA", f"{when:%Y/%m/%d}" if when else ""
    yield "T2", archive.title
    yield "PB", "; ".join(dict.fromkeys(reply.hospital for reply in thread.replies if reply.hospital))
    yield "ET", citing.version(archive)
    yield "AN", thread.id
    yield "UR", citing.link(ThreadRef(archive.id, thread.id))
    yield "L2", thread.source.url
    yield "Y2", f"{provenance.exported:%Y/%m/%d}"
    for keyword in dict.fromkeys(filter(None, (thread.department, *(topic.name for topic in thread.topics)))):
        yield "KW", keyword
    asker = ", ".join(filter(None, (render.asker_line(thread.asker), day(thread.asked))))
    yield "N1", tr("QUESTION ({0})").format(asker or tr("unknown")) + f": {thread.question}"
    for reply in thread.replies:
        yield (
            "N1",
            tr("DOCTOR'S REPLY ({0})").format(render.reply_line(reply) or tr("a doctor, not named"))
            + f": {reply.text}",
        )
    if thread.more_info.strip():
        yield "N1", tr("MORE INFO (added by the source, not a doctor's reply)") + f": {thread.more_info}"
    yield "N1", f"{thread.source.notice} {render.disclaimer()}"
    yield "N1", tr("Exported: {0}").format("; ".join(f"{name}: {fact}" for name, fact in _told(provenance)[:-1]))


def _own_record(taken: Taken) -> Iterator[tuple[str, str]]:
    if taken.note.strip():
        yield "N1", tr("MY NOTE") + f": {taken.note}"
    for remark in _remarks(taken):
        yield "N1", tr("MY HIGHLIGHT") + f": {remark}"


_Writer = Callable[[Iterable[Taken], Provenance], Iterator[bytes]]
_WRITERS: dict[Form, _Writer] = {
    Form.JSONL: _jsonl,
    Form.CSV: _csv,
    Form.MD: _markdown,
    Form.HTML: _html,
    Form.TXT: _text,
    Form.RIS: _ris,
}
