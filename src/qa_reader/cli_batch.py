"""`search --queries FILE.tsv --run FILE.trec`: many queries as bags of words, answered as a TREC run."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qa_reader import files
from qa_reader.errors import QAReaderError
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader.library import Library

#: What the last column of a run says made it.
RUN = "qa-reader"


class BatchError(QAReaderError):
    """A file of queries that cannot be read, or a run that cannot be written."""


def read_queries(path: Path) -> list[tuple[str, str]]:
    """The (id, text) of a file of lines "id, tab, text"; raises BatchError that names the line."""
    try:
        # only line ends: a query that was copied from a page may hold U+2028, a form feed or U+0085
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise BatchError(tr("{0}: cannot be read: {1}").format(path, error.strerror)) from error
    except UnicodeDecodeError as error:
        raise BatchError(tr("{0}: is not UTF-8").format(path)) from error
    queries = []
    for number, line in enumerate(lines, 1):
        name, tab, text = line.partition("\t")
        if not line.strip():
            continue
        if not tab or len(name.split()) != 1:
            raise BatchError(tr("{0}, line {1}: write an id, a tab and the words").format(path, number))
        queries.append((name.strip(), text))
    return queries


def write_run(library: Library, queries: Iterable[tuple[str, str]], run: Path, depth: int) -> int:
    """Write the best `depth` threads of each query to a file, "-" for stdout; how many lines. Raises BatchError."""
    lines = _lines(library, queries, depth)
    if str(run) == "-":
        return sum(sys.stdout.write(line) > 0 for line in lines)
    try:
        with files.replacement(run) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
            return sum(stream.write(line) > 0 for line in lines)
    except OSError as error:
        raise BatchError(tr("{0}: cannot be written: {1}").format(run, error.strerror or error)) from error


def _lines(library: Library, queries: Iterable[tuple[str, str]], depth: int) -> Iterator[str]:
    for name, text in queries:
        for rank, (ref, score) in enumerate(library.search_words(text, depth), 1):
            yield f"{name} Q0 {ref.thread} {rank} {score:.6f} {RUN}\n"
