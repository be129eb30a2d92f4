"""A page of the public service saved as HTML, in English or in Traditional Chinese; one thread a file.

The page's blocks become lines, and those are read like the lines of a page saved as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from qa_reader.errors import ImportFault
from qa_reader.importers import _page_lines as grammar
from qa_reader.importers._cleaning import flat, fold_width, repair_backslashes, tidy
from qa_reader.importers._decoding import decode, decode_head, read_bytes
from qa_reader.importers._html_lines import HtmlLine, html_lines
from qa_reader.importers._html_tags import MAX_TAGS, bare_tags, count_tags
from qa_reader.importers._page import NUMBERED, Origin, looks_like_page, thread_from_lines
from qa_reader.model import Skipped, Thread
from qa_reader.wording import tr

NAME = "page-html"
SUFFIXES = (".html", ".htm", ".xhtml", ".php")

_TAG = re.compile(r"<[^<>]{0,1000}>")
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|table|meta)\b", re.IGNORECASE)
# What browsers write at the top of a page that they save.
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(?P<url>https?://[^\s<>\"']{1,500})", re.IGNORECASE)
_BAR_NUMBER = re.compile(r"#\s?(?P<number>[1-9][0-9]{0,8})(?!\d)")
_SECTIONS = frozenset({grammar.Heading.MORE_INFO, grammar.Heading.SIMILAR, grammar.Heading.FAQ})
_CLASS_MESSAGE = re.compile(r"""class\s*=\s*["']?[^"'>]{0,200}\bmsg\b""", re.IGNORECASE)


def recognises(path: Path, head: bytes) -> bool:
    """HTML with a block of class `msg`, or with a line that only such a page has; a large head is no bar."""
    text = tidy(decode_head(head))
    if not _MARKUP.search(text[:4096]):
        return False
    seen = [line for piece in _TAG.sub("\n", text).split("\n") if (line := piece.strip())]
    if _CLASS_MESSAGE.search(text) and any(grammar.asked_line(line) or grammar.doctor_line(line) for line in seen):
        return True
    return looks_like_page("\n".join(seen)) or bool(grammar.number_in_name(path.name) and _CLASS_MESSAGE.search(text))


def read(path: Path) -> Iterator[Thread | Skipped]:
    """The page's thread; raises ImportFault that says what was looked for where the file is no such page."""
    text = repair_backslashes(tidy(decode(read_bytes(path), str(path))))
    if count_tags(text) > MAX_TAGS:
        raise ImportFault(tr("{0}: has more than {1:,} tags, which no thread's page has").format(path, MAX_TAGS))
    page = LexborHTMLParser(bare_tags(text))
    found = html_lines(page)
    chosen = _by_blocks(found) if any(line.in_message for line in found) else _by_lines(found)
    url = _address(page, text)
    number = grammar.number_in_name(path.name) or chosen.number or grammar.number_in_name(url)
    title = flat(node.text()) if (node := page.css_first("title")) else ""
    origin = Origin(
        path=str(path),
        format=NAME,
        number=number,
        url=url,
        similar_threads=_links(page),
        unparsed=chosen.unparsed,
        page_title=title,
    )
    yield thread_from_lines(chosen.lines, origin)


class _Chosen(Struct, frozen=True):
    """The lines that are a page's text, the number that its bar gives, and the lines that are neither."""

    lines: tuple[str, ...]
    number: str = ""
    unparsed: tuple[str, ...] = ()


def _by_lines(found: Sequence[HtmlLine]) -> _Chosen:
    """All lines of a page without `msg` blocks; its bars are navigation unless one has the question's number."""
    number = _bar_number(found)
    bars = [line for line in found if line.in_bar]
    has_page_lines = any(grammar.asked_line(line.text) or grammar.heading(line.text) for line in bars)
    kept = [line.text for line in found if not line.in_bar or has_page_lines]
    return _Chosen(tuple(kept), number)


def _by_blocks(found: Sequence[HtmlLine]) -> _Chosen:
    """The title, the asker's and doctor's lines, the `msg` blocks, and all that follows a heading of a section."""
    number, title = _bar_number(found), _title(found)
    lines: list[str] = [title, ""] if title else []
    unparsed: list[str] = []
    in_section = False
    for line in found:
        in_section = in_section or grammar.heading(line.text) in _SECTIONS
        if line.in_message or in_section or _is_landmark(line.text):
            lines.append(line.text)
        elif not line.text:
            lines.append("")
        elif not line.in_bar and line.text != title:
            unparsed.append(line.text)
    return _Chosen(tuple(lines), number, tuple(unparsed))


def _is_landmark(text: str) -> bool:
    return bool(grammar.asked_line(text) or grammar.doctor_line(text) or grammar.reply_date(text) is not None)


def _bar_number(found: Sequence[HtmlLine]) -> str:
    """The number of the first `#number` in a bar, "" where no bar has one."""
    numbers = (_BAR_NUMBER.search(fold_width(line.text)) for line in found if line.in_bar)
    return next((number["number"] for number in numbers if number), "")


def _title(found: Sequence[HtmlLine]) -> str:
    """The title of a page with `msg` blocks: beside the number in its bar, or its first heading."""
    for line in found:
        if line.in_bar and (number := _BAR_NUMBER.search(fold_width(line.text))):
            beside = flat(f"{line.text[: number.start()]} {line.text[number.end() :]}").strip(" -–|:：")
            if beside:
                return beside
    return next((line.text for line in found if line.in_heading and not line.in_message and line.text), "")


def _address(page: LexborHTMLParser, text: str) -> str:
    """Where the page was saved from, as its canonical link or the browser's note says, "" where nothing says it."""
    link = page.css_first('link[rel="canonical"]')
    address = (link.attributes.get("href") or "") if link else ""
    if not address and (saved := _SAVED_FROM.search(text[:4096])):
        address = saved["url"]
    return address if address.startswith(("https://", "http://")) else ""


def _links(page: LexborHTMLParser) -> tuple[tuple[str, str], ...]:
    """Titles of links to other threads' pages, with the ids of those threads."""
    links: list[tuple[str, str]] = []
    for link in page.css("a[href]"):
        number = grammar.number_in_name(link.attributes.get("href") or "")
        label = flat(link.text())
        title = grammar.read_more(label) or label
        if number and title:
            links.append((title, f"{NUMBERED}:{number}"))
    return tuple(links)
