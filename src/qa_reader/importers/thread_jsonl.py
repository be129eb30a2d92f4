"""JSON Lines of our own: one thread a line with every field of the model, so that export → build loses nothing.

The form is described for people in `resources/help/en/formats.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from qa_reader.errors import ImportFault
from qa_reader.importers._byte_lines import MAX_LINE, byte_lines, inflated_head
from qa_reader.importers._thread_form import FORMAT, thread_fields, thread_from
from qa_reader.model import Skipped, Thread
from qa_reader.wording import tr

NAME = "jsonl"
SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.xz", ".ndjson.xz")

_BOM = b"\xef\xbb\xbf"
_FORMAT_FIELD = re.compile(rb'"format"\s*:\s*"qa-reader-thread/')
_FIELDS = re.compile(rb'"(id|title|question|replies)"\s*:')


def recognises(path: Path, head: bytes) -> bool:
    """A first line that is an object with our format's name, or with the fields of a thread and our suffix."""
    first = inflated_head(head).removeprefix(_BOM).lstrip().split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return False
    if _FORMAT_FIELD.search(first):
        return True
    return path.name.lower().endswith(SUFFIXES) and len(set(_FIELDS.findall(first))) > 1


def read(path: Path) -> Iterator[Thread | Skipped]:
    """A thread or a Skipped, which names the line, for every line that is not blank."""
    for number, line in byte_lines(path):
        if line is None:
            yield Skipped(str(path), tr("line {0}: longer than {1} MB").format(number, MAX_LINE // (1024 * 1024)))
            continue
        text = line.removeprefix(_BOM).strip() if number == 1 else line.strip()
        if not text:
            continue
        try:
            yield _thread(text, path)
        except ImportFault as fault:
            yield Skipped(str(path), tr("line {0}: {1}").format(number, fault))


def encode_thread(thread: Thread) -> bytes:
    """The thread as one line of this format, in UTF-8, without the line's end."""
    return msgspec.json.encode({"format": FORMAT, **thread_json(thread)})


def thread_json(thread: Thread) -> dict[str, object]:
    """The thread as JSON values, every field in the model's order, dates as ISO 8601 or None."""
    return thread_fields(thread)


def _thread(line: bytes, path: Path) -> Thread:
    try:
        given = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise ImportFault(tr("not valid JSON: {0}").format(fault)) from fault
    return thread_from(given, format=NAME, file=path.name)
