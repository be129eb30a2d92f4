"""What stands at the top of a page: its title, the asker's own short title, its number and address, the question."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec import Struct

from qa_reader.importers import _page_lines as grammar
from qa_reader.importers._cleaning import fold_width
from qa_reader.importers._page_lines import Heading
from qa_reader.importers._sentences import blocks
from qa_reader.importers._titles import split_department

_NUMBERED_TITLE = re.compile(r"^#\s?(?P<number>[1-9][0-9]{1,8})\s+(?P<title>\S.*)$")
_GREETING = re.compile(r"^(?:hello|hi|dear|good)\b|[您你]好", re.IGNORECASE)
_TOP_LINES = 5
_MAX_LABEL = 20


class Head(Struct, frozen=True):
    """The parts of a page's top, "" where it does not have them."""

    title: str = ""
    short_title: str = ""
    number: str = ""
    url: str = ""
    question: tuple[str, ...] = ()


def read_head(
    lines: Sequence[str], known: Collection[str], unparsed: list[str], *, question_follows: bool = False
) -> Head:
    """The head of a page; lines that belong to none of its parts go to `unparsed`.

    `known` are the departments that the page names; with `question_follows` no line of the head is the question's.
    """
    number, url, rest = _number(lines, everywhere=question_follows)
    share = next((at for at, line in enumerate(rest) if grammar.heading(line) is Heading.SHARE), None)
    if share is None:
        title, rest = _first_title(rest, known, question_follows=question_follows)
    else:
        title, rest = _title_before(rest[:share], unparsed), rest[share + 1 :]
    short_title, question = _short_title(rest, question_follows=question_follows)
    if question_follows:
        unparsed.extend(line for line in question if line)
        question = []
    if not title:
        title, short_title = short_title, ""
    if not number and (numbered := _NUMBERED_TITLE.match(fold_width(title))):
        number, title = numbered["number"], title[numbered.start("title") :]
    return Head(title, short_title, number, url, tuple(question))


def _number(lines: Sequence[str], *, everywhere: bool) -> tuple[str, str, list[str]]:
    """The number and address that lines of their own give near the top, and the other lines."""
    number = url = ""
    rest: list[str] = []
    seen = 0
    for line in lines:
        seen += bool(line)
        near_top = everywhere or seen <= _TOP_LINES
        found = grammar.page_address(line) if near_top else None
        lone = grammar.number_line(line) if near_top else None
        if found and len(line) <= len(found[0]) + _MAX_LABEL:
            url, number = url or found[0], number or found[1]
            label = line.replace(found[0], "").strip(" :：<>()")
            rest.extend([label] if label and label.lower() not in {"url", "source", "from", "網址", "來源"} else [])
        elif lone and not number:
            number = lone
        else:
            rest.append(line)
    return number, url, rest


def _title_before(lines: Sequence[str], unparsed: list[str]) -> str:
    """The title from the lines before "Share to:": the last block, or its last line where the others are no part."""
    parts = blocks(lines)
    if not parts:
        return ""
    *others, last = parts
    unparsed.extend(line for block in others for line in block)
    if all(line.endswith((".", "?", "!", ":")) for line in last[:-1]):
        return " ".join(last)
    unparsed.extend(last[:-1])
    return last[-1]


def _first_title(lines: Sequence[str], known: Collection[str], *, question_follows: bool) -> tuple[str, list[str]]:
    """The title where no "Share to:" marks it: a lone first line, or one that ends with a department."""
    parts = blocks(lines)
    if not parts:
        return "", []
    first = parts[0][0]
    lone = len(parts[0]) == 1 and len(parts) > 1 and _could_be_title(first)
    if question_follows or lone or (split_department(first, known)[1] and len(first) <= 2 * grammar.MAX_NAME):
        at = lines.index(first) if first in lines else 0
        return first, list(lines[at + 1 :])
    return "", list(lines)


def _short_title(lines: Sequence[str], *, question_follows: bool) -> tuple[str, list[str]]:
    parts = blocks(lines)
    if not parts or len(parts[0]) != 1 or not _could_be_title(parts[0][0]):
        return "", list(lines)
    if len(parts) == 1 and not question_follows:
        return "", list(lines)
    at = next(at for at, line in enumerate(lines) if line)
    return parts[0][0], list(lines[at + 1 :])


def _could_be_title(line: str) -> bool:
    """Say whether a lone line could be a heading and not a question's first paragraph."""
    return (
        len(line) <= grammar.MAX_NAME
        and not line.endswith((".", ",", "。", "，", ":", "：", ";"))
        and not _GREETING.search(line)
    )
