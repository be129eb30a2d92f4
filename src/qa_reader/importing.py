"""The write side: sources → threads → archive → index, with progress and a report.

The archive is written to a new file beside its target, indexed and verified there, and takes the target's place only
when all of it is right. An archive that stands at the target already is extended: its id and its threads stay.
"""

from __future__ import annotations

import os
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from qa_reader import files, importers, search
from qa_reader.archive import ArchiveWriter, Change, Description, verify
from qa_reader.errors import ArchiveError, ImportFault, IndexFault
from qa_reader.model import BuildReport, Progress, Skipped, Thread, silent

#: A file of this name in a source folder says what the archive built from it is called and whose it is.
DESCRIPTION_FILE = "archive.toml"


@dataclass(frozen=True, slots=True)
class Options:
    """How to build: the format (None: recognised), the title and the department where sources give none."""

    format: str | None = None
    title: str = ""
    department: str = ""


@dataclass(slots=True)
class _Tally:
    """What was met so far."""

    changes: Counter[Change] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Skipped] = field(default_factory=list)


class _NothingRead(Exception):  # noqa: N818 - ends the writing, and is no fault of the target
    """No source gave a thread: the archive must not be replaced."""


def build(
    sources: Sequence[Path], target: Path, options: Options = Options(), progress: Progress = silent
) -> BuildReport:
    """Build or extend the archive `target` from files and folders.

    Files that are not understood are skipped with a reason, and the rest goes on; where nothing at all was
    understood (`read` is 0) no archive is written. Raises ArchiveError where the target cannot be written or is not
    an archive, ImportFault for a wrong description or format name, and `Cancelled` out of `progress`; the target is
    then as it was.
    """
    began = time.monotonic()
    tally = _Tally()
    description = _description(sources, target, options)
    try:
        with files.replacement(target) as part:
            _write(part, target if target.exists() else None, sources, options, description, tally, progress)
            _verified(part, target)
    except _NothingRead:
        pass
    except OSError as error:
        raise ArchiveError(f"{target}: cannot be written: {error.strerror or error}") from error
    return BuildReport(
        read=tally.changes.total(),
        added=tally.changes[Change.ADDED],
        updated=tally.changes[Change.UPDATED],
        unchanged=tally.changes[Change.UNCHANGED],
        skipped=tuple(tally.skipped),
        archive=str(target),
        seconds=round(time.monotonic() - began, 3),
        notes=tuple(tally.notes),
    )


def _write(
    part: Path,
    base: Path | None,
    sources: Sequence[Path],
    options: Options,
    description: Description,
    tally: _Tally,
    progress: Progress,
) -> None:
    writer = ArchiveWriter(part, base)
    try:
        for thread in _threads(sources, options, description, tally, progress):
            tally.changes[writer.put(thread)] += 1
        if not tally.changes:
            raise _NothingRead
        writer.finish(description)
        _index(writer, progress)
    except BaseException:
        writer.abandon()
        raise
    writer.close()


def _index(writer: ArchiveWriter, progress: Progress) -> None:
    """Index the new threads; all of them where the index that is there is another version's."""
    try:
        search.write_index(
            writer.blobs, writer.new_threads(), removed=writer.removed, total=writer.count(new=True), progress=progress
        )
    except IndexFault:
        writer.blobs.clear("index/")
        search.write_index(writer.blobs, writer.all_threads(), total=writer.count(), progress=progress)


def _verified(part: Path, target: Path) -> None:
    faults = verify(part)
    if faults:
        raise ArchiveError(f"{target}: not written, because what was written does not verify: {faults[0]}")


# ---------------------------------------------------------------- sources


def _threads(
    sources: Sequence[Path], options: Options, description: Description, tally: _Tally, progress: Progress
) -> Iterator[Thread]:
    """The threads of all sources; what is skipped, and what of a thread was not understood, goes to the tally."""
    found = list(_files(sources, options.format, tally))
    for done, (file, importer) in enumerate(found):
        progress(done, len(found), f"reading {file.name}")
        try:
            for thread in importer.read(file):
                if isinstance(thread, Skipped):
                    tally.skipped.append(thread)
                    continue
                progress(done, len(found), f"reading {file.name}")
                tally.notes += [Skipped(f"{file}: {thread.id}", f"not understood, kept: {line}") for line in thread.source.unparsed]
                yield _completed(thread, file, options, description)
        except ImportFault as fault:
            tally.skipped.append(Skipped(str(file), str(fault)))
        except OSError as error:
            tally.skipped.append(Skipped(str(file), error.strerror or str(error)))


def _files(
    sources: Iterable[Path], format_name: str | None, tally: _Tally
) -> Iterator[tuple[Path, importers.Importer]]:
    """Each file with what reads it; in a folder only those whose suffix some format has."""
    suffixes = importers.suffixes()
    for source in sources:
        if source.is_dir():
            candidates = (Path(folder) / name for folder, _, names in os.walk(source) for name in names)
            chosen = [file for file in sorted(candidates) if _worth_a_look(file, suffixes)]
        else:
            chosen = [source]
        for file in chosen:
            try:
                yield file, importers.pick(file, format_name)
            except ImportFault as fault:
                tally.skipped.append(Skipped(str(file), str(fault)))
            except OSError as error:
                tally.skipped.append(Skipped(str(file), error.strerror or str(error)))


def _worth_a_look(file: Path, suffixes: tuple[str, ...]) -> bool:
    return file.name.lower().endswith(suffixes) and not file.name.startswith(".") and file.name != DESCRIPTION_FILE


def _completed(thread: Thread, file: Path, options: Options, description: Description) -> Thread:
    """The thread with what only the whole build knows: its source's file, licence and notice, the usual department."""
    source = replace(
        thread.source,
        file=thread.source.file or file.name,
        licence=thread.source.licence or description.licence,
        notice=thread.source.notice or description.notice,
    )
    return replace(thread, source=source, department=thread.department or options.department)


def _description(sources: Sequence[Path], target: Path, options: Options) -> Description:
    """What the first `archive.toml` in a source folder says, the title overridden by the options."""
    for source in sources:
        file = source / DESCRIPTION_FILE
        if source.is_dir() and file.is_file():
            return replace(_read_description(file), **({"title": options.title} if options.title else {}))
    return Description(title=options.title or ("" if target.exists() else target.stem), built=_today())


def _today() -> date:
    """The day of the build, or the one that SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
    return time_to_date(float(os.environ.get("SOURCE_DATE_EPOCH") or time.time()))


def time_to_date(seconds: float) -> date:
    """The UTC day of a POSIX time."""
    return date.fromisoformat(time.strftime("%Y-%m-%d", time.gmtime(seconds)))


def _read_description(file: Path) -> Description:
    try:
        said: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        said["languages"] = tuple(said.get("languages", ()))
        return Description(**said)
    except (OSError, ValueError, TypeError) as error:
        raise ImportFault(f"{file}: not a description of an archive: {error}") from error
