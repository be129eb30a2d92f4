"""This program as one of the engines: the single file of the benchmarks that knows its API."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from qa_reader import search
from qa_reader.archive import Archive, ArchiveWriter, Description
from qa_reader.model import Query, Thread
from qa_reader.search.workers import chosen
from tests.benchmarks.classes import Join, Question
from tests.benchmarks.peers import TOP, paired

NAME = "ours"
ARCHIVE = "ours.qarchive"


def build(threads: Iterable[tuple[int, Thread]], folder: Path, *, processes: int = 0) -> dict[str, float]:
    """Write the archive with its index; seconds of each part. `processes` 0 means as the program chooses."""
    writer = ArchiveWriter(folder / ARCHIVE)
    began = time.perf_counter()
    for _, thread in threads:
        writer.put(thread)
    writer.finish(Description(title="Benchmark", built=date(2024, 12, 31)))
    written, busy = time.perf_counter(), _busy()
    total = writer.count(new=True)
    processes = processes or chosen(total)
    search.write_index(writer.blobs, writer.new_threads(), total=total, processes=processes)
    indexed, busy = time.perf_counter(), _busy() - busy
    writer.close()
    return {
        "archive": written - began,
        "index": indexed - written,
        "close": time.perf_counter() - indexed,
        "index_busy": busy,
        "processes": processes,
    }


def _busy() -> float:
    """Seconds of processor that this process and those that it started took; each counts when it has ended."""
    return sum(os.times()[:4])


def size(folder: Path) -> int:
    """Bytes of the archive: texts and index."""
    return (folder / ARCHIVE).stat().st_size


def version() -> str:
    """The analyzer, which says what the index is like."""
    return f"QA Reader, {search.ANALYZER}"


def translate(question: Question) -> str:
    """What a person would type."""
    words = " ".join(question.words)
    if question.join is Join.PHRASE:
        text = f'"{words}"'
    elif question.join is Join.PREFIX:
        text = f"{words}*"
    elif question.join is Join.ANY:
        text = " OR ".join(question.words)
    else:
        text = question.text or words
    if question.field:
        text = f"{question.field}:{text}"
    if question.years:
        text += " asked:[{} to {}]".format(*question.years)
    return text


class Ours:
    """The program over an archive file, asked as the window asks it."""

    def __init__(self, folder: Path) -> None:
        self._archive = Archive(folder / ARCHIVE)
        self._index = search.open_index(self._archive.blobs)

    def translate(self, question: Question) -> str:
        """What a person would type."""
        return translate(question)

    def top(self, asked: str) -> list[int]:
        """The first 20 rows, from the text as typed."""
        return [ranked.number for ranked in self._index.ask(Query(asked)).page(0, TOP)]

    def top_and_total(self, asked: str) -> tuple[list[int], int]:
        """The first 20 rows and the total, which every answer of the program has."""
        ranking = self._index.ask(Query(asked))
        return [ranked.number for ranked in ranking.page(0, TOP)], ranking.total

    def facets(self, asked: str) -> int:
        """The counts per department and the rest, as the window shows them; how many values."""
        return sum(map(len, self._index.ask(Query(asked)).facets.values()))

    def bag(self, words: str, depth: int) -> list[tuple[int, float]]:
        """The best threads for a text taken as a bag of words, as `search --queries` asks it."""
        ask_words = getattr(self._index, "ask_words", None)
        # an index without that entry is asked for any of the words, in the language
        ranking = ask_words(words) if ask_words else self._index.ask(Query(" OR ".join(_words(words))))
        return [(ranked.number, ranked.score) for ranked in ranking.page(0, depth)]

    def typed(self, asked: str, depth: int) -> list[tuple[int, float]]:
        """The best threads for a text as typed; the first is worth most."""
        page = self._index.ask(Query(asked)).page(0, depth)
        return [(ranked.number, 1 / place) for place, ranked in enumerate(page, 1)]

    def related(self, number: int, read: Callable[[int], Thread | None], limit: int) -> list[tuple[int, float]]:
        """The threads most like one, as the panel beside a thread lists them; the first is worth most."""
        found = self._index.related(number, read, limit)
        return [(alike.number, 1 / place) for place, alike in enumerate(found, 1)]

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()


def _words(text: str) -> list[str]:
    """The words of a text, Chinese as overlapping pairs, each once."""
    found = dict.fromkeys(word.lower() for word in re.findall(r"\w+", paired(text)))
    return list(found)


def first_hit(folder: Path, words: str) -> float | None:
    """Seconds of `qa-reader search` in a fresh process with the archive out of the page cache; None if it fails."""
    file = folder / ARCHIVE
    _forget(file)
    command = [sys.executable, "-m", "qa_reader", "search", str(file), words, "--limit", str(TOP), "--json"]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - began if done.returncode == 0 else None


def _forget(file: Path) -> None:
    """Drop the file's pages, as if it had just been plugged in; the interpreter's own stay, as after any start."""
    if hasattr(os, "posix_fadvise"):
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
