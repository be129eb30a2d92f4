"""The formats that threads are read from: one module a format, found by looking, nothing else to edit.

A module of this package whose name does not begin with an underscore is a format and has what `Importer` says.
What a folder's files mean together (an `archive.toml`, threads that occur twice) is left to `importing`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol, cast, runtime_checkable

from qa_reader.errors import ImportFault
from qa_reader.model import Skipped, Thread
from qa_reader.wording import tr

#: How much of a file `recognises` is shown.
HEAD_BYTES = 64 * 1024


class Importer(Protocol):
    """What a format's module offers; `SUFFIXES` are ends of file names, in lower case (".txt", ".jsonl.gz")."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of a module
        """The word that `--format` takes."""

    @property
    def SUFFIXES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of a module
        """Which files of a folder are worth a look."""

    def recognises(self, path: Path, head: bytes, /) -> bool:
        """Say whether a file that begins with `head` looks like this format; never raises."""

    def read(self, path: Path, /) -> Iterator[Thread | Skipped]:
        """Give the file's threads in order, and a Skipped for each that is not understood.

        Raises ImportFault when the file as a whole cannot be read as this format.
        """


@runtime_checkable
class TableImporter(Importer, Protocol):
    """A format of rows and columns: its `read` also takes which column is which field."""

    @property
    def MAPPABLE(self) -> bool:  # noqa: N802 - a constant of a module
        """Marks the format as one of columns."""

    def read(self, path: Path, mapping: Mapping[str, str] | None = None, /) -> Iterator[Thread | Skipped]:
        """Give the threads of a table; `mapping` names a field for each column that it names."""


@cache
def discover() -> tuple[Importer, ...]:
    """Every format there is, by name."""
    names = [found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_")]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(sorted((cast("Importer", module) for module in modules), key=lambda importer: importer.NAME))


def suffixes() -> tuple[str, ...]:
    """The ends of file names, in lower case, that any format looks at."""
    return tuple(sorted({suffix for importer in discover() for suffix in importer.SUFFIXES}))


def pick(path: Path, format: str | None = None) -> Importer:  # noqa: A002 - the word of the command line
    """The format called `format`, or else the one that recognises the file; raises ImportFault where there is none."""
    known = ", ".join(importer.NAME for importer in discover())
    if format is not None:
        for importer in discover():
            if format == importer.NAME:
                return importer
        raise ImportFault(tr("{0}: not a format that QA Reader knows ({1})").format(format, known))
    head = _head(path)
    name = path.name.lower()
    # A file is what it holds, but its suffix says whom to ask first.
    for importer in sorted(discover(), key=lambda importer: not name.endswith(importer.SUFFIXES)):
        if importer.recognises(path, head):
            return importer
    if any(name.endswith(importer.SUFFIXES) for importer in discover() if isinstance(importer, TableImporter)):
        text = tr(
            "{0}: its columns are not known by their names; say which is which: qa-reader build --map COLUMN=FIELD"
        )
        raise ImportFault(text.format(path))
    raise ImportFault(tr("{0}: not a format that QA Reader knows ({1})").format(path, known))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD_BYTES)
    except OSError as fault:
        raise ImportFault(tr("{0}: cannot be read: {1}").format(path, fault.strerror or fault)) from fault
