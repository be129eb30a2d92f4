"""The other engines: one file each, with a class `Peer`; a peer whose library is missing says so and is left out.

Every peer is set up as the strongest honest one of its kind: one writer, safety of writing off, merged afterwards
where it can be, texts not stored (only the index is built and measured), ranking with a weight on the title. All
of them stem English and get Chinese as overlapping pairs, because none of them finds a word of two characters
by its own means at a bearable price (FTS5's trigrams need three characters; the others take a whole run for a word).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Protocol, cast

from qa_reader.model import Thread
from tests.benchmarks.classes import Question

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
TITLE_WEIGHT = 3.0


class Absent(Exception):
    """The peer's library is not here; the message is a sentence that says where it comes from."""


class Peer(Protocol):
    """An engine that is measured; opened once, asked from one thread."""

    NAME: str
    LIMIT: int  # the largest corpus that it is asked to build; 0 for any

    @staticmethod
    def version() -> str:
        """Name and version of the library; raises Absent."""

    @staticmethod
    def build(threads: Iterable[tuple[int, Thread]], folder: Path) -> None:
        """Index the threads into the empty folder."""

    @staticmethod
    def settle(folder: Path) -> None:
        """Merge or compact what was built, where the engine can; its time is not counted as building."""

    def __init__(self, folder: Path) -> None: ...

    def translate(self, question: Question) -> str:
        """The question in the engine's own language."""

    def top(self, asked: str) -> list[int]:
        """The numbers of the 20 best threads, parsing included."""

    def top_and_total(self, asked: str) -> tuple[list[int], int]:
        """The 20 best and how many there are exactly, as the program shows them."""

    def close(self) -> None:
        """Let go of the files."""


TOP = 20
NAMES = ("fts5", "xapian", "tantivy", "whoosh")


def load(name: str) -> type[Peer]:
    """The peer of this name; raises Absent where its library is missing."""
    peer = cast("type[Peer]", importlib.import_module(f"{__name__}.{name}").Peer)
    peer.version()
    return peer


def paired(text: str) -> str:
    """The text with each run of Chinese characters as its overlapping pairs, parted by spaces."""
    return text if text.isascii() else _HAN.sub(_pairs, text)


def _pairs(run: re.Match[str]) -> str:
    letters = run[0]
    if len(letters) == 1:
        return f" {letters} "
    return f" {' '.join([a + b for a, b in pairwise(letters)])} "


def fields(thread: Thread) -> tuple[str, str, str, str]:
    """Title, question, replies and more info, ready for an analyzer that knows no Chinese."""
    replies = "\n\n".join(reply.text for reply in thread.replies)
    return paired(thread.title), paired(thread.question), paired(replies), paired(thread.more_info)


def day(thread: Thread) -> int:
    """The asked date as a number like 20190314, 0 where there is none."""
    return thread.asked.year * 10_000 + thread.asked.month * 100 + thread.asked.day if thread.asked else 0


def days(question: Question) -> tuple[int, int]:
    """The question's years as a range of such numbers."""
    first, last = question.years or (0, 9999)
    return first * 10_000 + 101, last * 10_000 + 1231


def folder_size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
