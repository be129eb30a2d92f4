"""The write side: sources → threads → archive → index, with progress and a report.

The archive is written to a new file beside its target, indexed and verified there, and takes the target's place only
when all of it is right. An archive that stands at the target already is extended: its id and its threads stay.
"""

from __future__ import annotations

import os
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import msgspec
from msgspec.structs import replace

from qa_reader import files, importers, search
from qa_reader.archive import ArchiveWriter, Change, Description, verify
from qa_reader.errors import ArchiveError, ImportFault, IndexFault
from qa_reader.model import BuildReport, Progress, Skipped, Thread, silent
from qa_reader.wording import tr

#: A file of this name in a source folder says what the archive built from it is called and whose it is.
DESCRIPTION_FILE = "archive.toml"
#: The format of sources whose columns are named, whatever their columns are called.
TABLE = "csv"


class Options(msgspec.Struct, frozen=True):
    """How to build: the format (None: recognised), the title and the department where sources give none.

    `mapping` says which column of a table is which field of a thread; empty: known by the columns' names.
    """

    format: str | None = None
    title: str = ""
    department: str = ""
    mapping: Mapping[str, str] = msgspec.field(default_factory=dict)


class _Tally(msgspec.Struct):
    """What was met so far."""

    changes: Counter[Change] = msgspec.field(default_factory=Counter)
    skipped: list[Skipped] = msgspec.field(default_factory=list)
    notes: list[Skipped] = msgspec.field(default_factory=list)


class _NothingRead(Exception):
    """No source gave a thread: the archive must not be replaced."""


def build(
    sources: Sequence[Path], target: Path, options: Options = Options(), progress: Progress = silent
) -> BuildReport:
    """Build or extend the archive `target` from files and folders.

    Files that are not understood are skipped with a reason, and the rest goes on; where nothing at all was
    understood (`read` is 0) no archive is written. Raises ArchiveError where the target cannot be written or is not
    an archive, BuildFault where it cannot be indexed, ImportFault for a wrong description or format name, and
    `Cancelled` out of `progress`; the target is then as it was.
    """
    began = time.monotonic()
    tally = _Tally()
    if options.format is not None:
        importers.pick(target, options.format)  # a wrong name is a fault of the call, not of each file
    try:
        base = target if target.exists() else None
        description = _description(sources, target, options)
        threads = _threads(sources, options, description, tally, progress)
        with files.replacement(target) as part, _told_of(target, part):
            writer = ArchiveWriter(part, base)
            _write(writer, threads, description, tally, progress)
            _verified(part, writer.had, progress)
    except _NothingRead:
        pass
    except OSError as error:
        raise ArchiveError(tr("{0}: cannot be written: {1}").format(target, error.strerror or error)) from error
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


@contextmanager
def _told_of(target: Path, part: Path) -> Iterator[None]:
    """Faults of the file that is being written, told of the one whose place it shall take."""
    try:
        yield
    except ArchiveError as error:
        raise ArchiveError(str(error).replace(str(part), str(target))) from error


def _write(
    writer: ArchiveWriter, threads: Iterable[Thread], description: Description, tally: _Tally, progress: Progress
) -> None:
    try:
        for thread in threads:
            try:
                tally.changes[writer.put(thread)] += 1
            except ImportFault as fault:
                tally.skipped.append(Skipped(thread.source.file, str(fault)))
        if not tally.changes:
            raise _NothingRead
        writer.finish(description)
        _index(writer, progress)
    except BaseException:
        writer.abandon()
        raise
    writer.close()


def _index(writer: ArchiveWriter, progress: Progress) -> None:
    """Index the new threads; all where the index that is there is another version's, of other threads, or damaged."""
    blobs = writer.blobs
    with suppress(IndexFault):
        if search.open_index(blobs).numbers() == writer.base_numbers():
            added, total = writer.new_threads(), writer.count(new=True)
            search.write_index(blobs, added, removed=writer.removed, total=total, progress=progress)
            return
    writer.clear_index()
    search.write_index(blobs, writer.all_threads(), total=writer.count(), progress=progress)


def _verified(part: Path, had: int, progress: Progress) -> None:
    faults = verify(part, progress, read_after=had)
    if faults:
        raise ArchiveError(
            tr("{0}: cannot be written, because what was written does not verify: {1}").format(part, faults[0])
        )


# ---------------------------------------------------------------- sources


def _read(importer: importers.Importer, file: Path, mapping: Mapping[str, str]) -> Iterator[Thread | Skipped]:
    if not mapping:
        return importer.read(file)
    if not isinstance(importer, importers.TableImporter):
        raise ImportFault(tr("{0}: the format {1} has no columns that --map could name").format(file, importer.NAME))
    return importer.read(file, mapping)


def _threads(
    sources: Sequence[Path], options: Options, description: Description, tally: _Tally, progress: Progress
) -> Iterator[Thread]:
    """The threads of all sources; what is skipped, and what of a thread was not understood, goes to the tally."""
    found = list(_files(sources, options.format or (TABLE if options.mapping else None), tally))
    for done, (file, importer) in enumerate(found):
        progress(done, len(found), tr("reading {0}").format(file.name))
        try:
            for thread in _read(importer, file, options.mapping):
                if isinstance(thread, Skipped):
                    tally.skipped.append(thread)
                    continue
                progress(done, len(found), tr("reading {0}").format(file.name))
                kept = thread.source.unparsed
                tally.notes += [
                    Skipped(f"{file}: {thread.id}", tr("not understood, kept: {0}").format(line)) for line in kept
                ]
                yield _completed(thread, options, description)
        except ImportFault as fault:
            tally.skipped.append(Skipped(str(file), str(fault)))
        except OSError as error:
            tally.skipped.append(Skipped(str(file), error.strerror or str(error)))


def _files(
    sources: Iterable[Path], format_name: str | None, tally: _Tally
) -> Iterator[tuple[Path, importers.Importer]]:
    """Each file with what reads it; in a folder only those whose suffix some format has."""
    for source in sources:
        for file in _below(source, tally) if source.is_dir() else [source]:
            try:
                if not file.is_file():
                    raise ImportFault(tr("not a file") if file.exists() else tr("there is no such file"))
                yield file, importers.pick(file, format_name)
            except ImportFault as fault:
                tally.skipped.append(Skipped(str(file), str(fault)))
            except OSError as error:
                tally.skipped.append(Skipped(str(file), error.strerror or str(error)))


def _below(folder: Path, tally: _Tally) -> list[Path]:
    """The files of a folder that are worth a look, in order; folders that cannot be read go to the tally."""

    def skip(error: OSError) -> None:
        tally.skipped.append(Skipped(str(error.filename), error.strerror or str(error)))

    suffixes = importers.suffixes()
    found = (Path(here) / name for here, _, names in os.walk(folder, onerror=skip) for name in names)
    return sorted(file for file in found if _worth_a_look(file, suffixes))


def _worth_a_look(file: Path, suffixes: tuple[str, ...]) -> bool:
    return file.name.lower().endswith(suffixes) and not file.name.startswith(".") and file.name != DESCRIPTION_FILE


def _completed(thread: Thread, options: Options, description: Description) -> Thread:
    """The thread with what only the whole build knows: its source's licence and notice, the usual department."""
    source = replace(
        thread.source,
        licence=thread.source.licence or description.licence,
        notice=thread.source.notice or description.notice,
    )
    return replace(thread, source=source, department=thread.department or options.department)


def _description(sources: Sequence[Path], target: Path, options: Options) -> Description:
    """What the first `archive.toml` in a source folder says; options, file name and today for what it does not."""
    found = (source / DESCRIPTION_FILE for source in sources if source.is_dir())
    said = next((_read_description(file) for file in found if file.is_file()), Description())
    usual_title = "" if target.exists() else target.stem
    return replace(said, title=options.title or said.title or usual_title, built=said.built or _today())


def _read_description(file: Path) -> Description:
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        description = msgspec.convert(said, Description)
        unknown = said.keys() - set(Description.__struct_fields__)
        if unknown:
            raise ValueError(f"{min(unknown)} is not known")
        return replace(description, id=str(UUID(description.id)) if description.id else "")
    except (OSError, ValueError, RecursionError) as error:
        raise ImportFault(tr("{0}: not a description of an archive: {1}").format(file, error)) from error


def _today() -> date:
    """The day of the build in UTC, or the one that SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch) if epoch else time.time(), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise ImportFault(tr("SOURCE_DATE_EPOCH={0} is not a time ({1})").format(epoch, error)) from error
