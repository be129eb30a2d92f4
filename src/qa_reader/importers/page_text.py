"""A page of the public service saved as plain text, in English or in Traditional Chinese; one thread a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qa_reader.importers._cleaning import repair_backslashes, tidy
from qa_reader.importers._decoding import decode, decode_head, read_bytes
from qa_reader.importers._page import Origin, looks_like_page, thread_from_lines
from qa_reader.importers._page_lines import number_in_name
from qa_reader.model import Skipped, Thread

NAME = "page-text"
SUFFIXES = (".txt", ".text")

#: A page's texts are at most some hundred kilobytes.
MAX_PAGE = 5 * 1024 * 1024

_MARKUP = ("<!doctype", "<html", "<?xml", "{", "[{")


def recognises(path: Path, head: bytes) -> bool:
    """A text, not markup, with a line that only such a page has."""
    text = tidy(decode_head(head))
    # The text alone decides: a page may be saved under any name.
    return path.name != "" and not text.lstrip().lower().startswith(_MARKUP) and looks_like_page(text)


def read(path: Path) -> Iterator[Thread | Skipped]:
    """The page's thread; raises ImportFault that says what was looked for where the file is no such page."""
    text = repair_backslashes(tidy(decode(read_bytes(path, MAX_PAGE), str(path))))
    origin = Origin(path=str(path), format=NAME, number=number_in_name(path.name))
    yield thread_from_lines(text.split("\n"), origin)
