"""Where the search index of an archive is: in the archive, or in a file of the user's cache where that one is no good.

A cached index is named after the archive and its content, so that it is never used for another.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from qa_reader import files, search
from qa_reader.archive import Archive, BlobFile
from qa_reader.errors import ArchiveError, IndexFault
from qa_reader.model import Progress, silent
from qa_reader.wording import tr

_SUFFIX = ".index"
#: A cached index whose archive was not opened for so long is removed.
_UNUSED_S = 90 * 24 * 60 * 60


class Index:
    """An open index; `ask` it for what `search.ThreadIndex` knows. Faults of its file are IndexFaults, too."""

    def __init__(self, archive: Archive, cache: BlobFile | None = None) -> None:
        """The archive's own index, or the one in `cache`; raises IndexFault where it cannot be used."""
        self._cache = cache
        self.threads = search.open_index(_Store(archive.blobs if cache is None else cache))
        if self.threads.count != archive.count():
            raise IndexFault(tr("{0}: the search index is of other threads").format(archive.path))
        self.threads.topics  # noqa: B018 - they are told as soon as the archive is open: damage has to show here

    def close(self) -> None:
        """Let go of the cache's file."""
        if self._cache is not None:
            self._cache.close()


class _Store:
    """A store of an index whose own faults are faults of the index: an archive's threads may be whole beside it."""

    def __init__(self, store: search.BlobStore) -> None:
        self._store = store
        self.put, self.delete = store.put, store.delete

    def get(self, name: str) -> bytes | None:
        """The blob of that name."""
        try:
            return self._store.get(name)
        except ArchiveError as error:
            raise IndexFault(str(error)) from error

    def scan(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """All blobs whose names begin so."""
        try:
            yield from self._store.scan(prefix)
        except ArchiveError as error:
            raise IndexFault(str(error)) from error


def open_index(archive: Archive, folder: Path, progress: Progress = silent) -> Index:
    """The index of an archive: one from the cache, its own, or one that is built into the cache now.

    One in the cache comes first: it is there only because the archive's own was no good. Raises ArchiveError or
    BuildFault where none can be built, and `Cancelled` out of `progress`.
    """
    cached = cached_file(archive, folder)
    if cached.exists():
        # a cache that is damaged is a cache that is not there
        with suppress(IndexFault, ArchiveError):
            return _open_cached(archive, cached)
    with suppress(IndexFault):
        return Index(archive)
    _build(archive, cached, progress)
    return _open_cached(archive, cached)


def rebuild(path: Path, folder: Path, progress: Progress = silent) -> None:
    """Build the index of the archive at `path` into the cache, whatever there is; for any thread.

    Raises ArchiveError, BuildFault, and `Cancelled` out of `progress`.
    """
    with closing(Archive(path)) as archive:
        _build(archive, cached_file(archive, folder), progress)


def cached_file(archive: Archive, folder: Path) -> Path:
    """Where the cache has, or would have, an archive's index."""
    return folder / f"{archive.id}-{archive.content_hash[:16]}-{search.ANALYZER.replace('/', '-')}{_SUFFIX}"


def _open_cached(archive: Archive, cached: Path) -> Index:
    store = BlobFile(cached)
    try:
        found = Index(archive, store)
        # many file systems keep no time of the last reading
        with suppress(OSError):
            os.utime(cached)
    except BaseException:
        store.close()
        raise
    return found


def _build(archive: Archive, cached: Path, progress: Progress) -> None:
    try:
        with files.replacement(cached) as part, BlobFile.create(part) as store:
            search.write_index(store, archive.threads(), total=archive.count(), progress=progress)
        _sweep(cached, archive.id)
    except OSError as error:
        raise ArchiveError(
            tr("{0}: its index cannot be written to {1}: {2}").format(
                archive.path, cached.parent, error.strerror or error
            )
        ) from error


def _sweep(cached: Path, archive: str) -> None:
    """Remove the indexes of what the archive was before, and of archives that nobody opens any more."""
    for other in cached.parent.glob(f"*{_SUFFIX}"):
        with suppress(OSError):  # one that is open elsewhere stays, where the system has it so
            unused = time.time() - other.stat().st_mtime > _UNUSED_S
            if other != cached and (unused or other.name.startswith(f"{archive}-")):
                other.unlink()
