"""A thread as it leaves the program: with what its reader wrote and marked on it, where that is to go along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from qa_reader.kept import Colour, Highlight, Marked
from qa_reader.model import Thread


class Own(Struct, frozen=True):
    """What the reader wrote and marked on a thread."""

    note: str = ""
    highlights: tuple[Highlight, ...] = ()


class Passage(NamedTuple):
    """A highlighted range of characters, and its colour."""

    start: int
    end: int
    colour: Colour


class Taken(Struct, frozen=True):
    """A thread with the reader's own on it; `marked` says where the highlights are in these very texts."""

    thread: Thread
    note: str = ""
    marked: tuple[Marked, ...] = ()

    def passages(self, part: str) -> tuple[Passage, ...]:
        """The highlighted ranges of a part, in order; where two overlap, the second begins after the first."""
        found: list[Passage] = []
        spans = ((mark.span, mark.highlight.colour) for mark in self.marked if mark.part == part and mark.span)
        for span, colour in sorted(spans):
            start = max(span.start, found[-1].end if found else 0)
            if start < span.end:
                found.append(Passage(start, span.end, colour))
        return tuple(found)

    def remarks(self) -> Iterator[tuple[str, str]]:
        """The words of each highlight and the note on it."""
        for mark in self.marked:
            yield " ".join(mark.highlight.anchor.quote.split()), " ".join(mark.highlight.note.split())
