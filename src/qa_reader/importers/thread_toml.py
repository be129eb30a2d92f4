"""A thread as a TOML file, made to be written by hand: the same fields as our JSON Lines, one thread a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from qa_reader.errors import ImportFault
from qa_reader.importers._cleaning import paragraphs
from qa_reader.importers._decoding import decode, decode_head, read_bytes
from qa_reader.importers._thread_form import FormFault, thread_from
from qa_reader.model import Skipped, Thread
from qa_reader.wording import tr

NAME = "toml"
SUFFIXES = (".toml",)

#: A thread written by hand is some kilobytes.
MAX_THREAD = 5 * 1024 * 1024

_FORMAT_LINE = re.compile(r"""^\s*format\s*=\s*["']qa-reader-thread/""", re.MULTILINE)
_STEP = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)(?:\[(\d+)\])?")
# tomllib takes time by the square of a dotted key's parts: 50,000 take 68 s. No key of ours has more than two.
_DOTTED = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){100}""")
_QUOTES = ('"""', "'''")


def recognises(path: Path, head: bytes) -> bool:
    """A TOML file that names our format: other TOML files stand beside threads."""
    return path.suffix.lower() == ".toml" and _FORMAT_LINE.search(decode_head(head)) is not None


def read(path: Path) -> Iterator[Thread | Skipped]:
    """The file's one thread; raises ImportFault that names the field and its line."""
    text = decode(read_bytes(path, MAX_THREAD), str(path)).replace("\r\n", "\n")
    if found := _DOTTED.search(text):
        raise ImportFault(
            tr("{0}: line {1}: more than 100 dots in one key").format(path, text.count(chr(10), 0, found.start()) + 1)
        )
    try:
        given = _trimmed(tomllib.loads(text))
    # ValueError: TOMLDecodeError and numbers of thousands of digits; RecursionError: brackets without end.
    except (ValueError, RecursionError) as fault:
        raise ImportFault(tr("{0}: not valid TOML: {1}").format(path, fault)) from fault
    try:
        yield thread_from(given, format=NAME, file=path.name)
    except FormFault as fault:
        line = _line_of(text, fault.field)
        raise ImportFault(f"{path}: {f'line {line}: ' if line else ''}{fault}") from fault


def _trimmed(value: object) -> object:
    # A text between triple quotes ends with a newline that nobody means.
    if isinstance(value, str):
        return paragraphs(value) if "\0" not in value else value
    if isinstance(value, list):
        return [_trimmed(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _trimmed(entry) for key, entry in value.items()}
    return value


def _line_of(text: str, field: str) -> int:
    """The line where a field such as `replies[1].text` stands, or the part that lacks it; 0 where it is not found."""
    steps = [(found[1], int(found[2] or 0)) for found in _STEP.finditer(field)]
    if not steps:
        return 0
    (name, entry), *rest = steps
    key = rest[0][0] if rest else name
    table = re.compile(rf"\s*\[{{1,2}}\s*{re.escape(name)}\s*\]{{1,2}}")
    assignment = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    inside, started, seen = not rest, 0, -1
    for number, line in _outside_texts(text):
        if line.lstrip().startswith("["):
            seen += bool(table.match(line))
            inside = bool(rest) and seen == entry and bool(table.match(line))
            started = (
                number if (inside or (not rest and seen == entry and table.match(line))) and not started else started
            )
        elif inside and assignment.match(line):
            return number
    return started


def _outside_texts(text: str) -> Iterator[tuple[int, str]]:
    """The numbered lines that do not begin inside a text of several lines."""
    ending = ""
    for number, line in enumerate(text.split("\n"), 1):
        if ending:
            ending = "" if ending in line else ending
            continue
        yield number, line
        ending = next((quotes for quotes in _QUOTES if line.count(quotes) % 2), "")
