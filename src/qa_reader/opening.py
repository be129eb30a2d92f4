"""An archive that is open, with its search index: its own, or one that is built for it into a folder."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qa_reader import files, search
from qa_reader.archive import Archive, BlobFile
from qa_reader.errors import ArchiveError, IndexFault
from qa_reader.model import Progress
from qa_reader.wording import tr


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive with its index; `store` is the cache file that holds the index, None where the archive does."""

    archive: Archive
    index: search.ThreadIndex
    store: BlobFile | None

    def close(self) -> None:
        """Let go of the files."""
        self.archive.close()
        if self.store is not None:
            self.store.close()


def with_index(archive: Archive, indexes: Path, scratch: Path | None, progress: Progress) -> Opened:
    """The archive with an index, built where it brings none that can be read and `indexes` has none.

    It is built into `scratch` where that is given: nothing of it is to stay. Raises ArchiveError, and `Cancelled` out
    of `progress`.
    """
    with suppress(IndexFault):
        return Opened(archive, _index(archive, archive.blobs), None)
    name = f"{archive.id}-{archive.content_hash[:16]}-{search.ANALYZER.replace('/', '-')}.index"
    # a cache that is damaged is a cache that is not there
    with suppress(IndexFault, ArchiveError):
        return _with_cached_index(archive, indexes / name)
    cached = (scratch or indexes) / name
    try:
        with files.replacement(cached) as part, BlobFile.create(part) as store:
            search.write_index(store, archive.threads(), total=archive.count(), progress=progress)
    except OSError as error:
        raise ArchiveError(
            tr("{0}: its index cannot be written to {1}: {2}").format(archive.path, cached.parent, error.strerror)
        ) from error
    return _with_cached_index(archive, cached)


def _index(archive: Archive, store: search.BlobStore) -> search.ThreadIndex:
    index = search.open_index(store)
    if index.count != archive.count():
        raise IndexFault(tr("{0}: the search index is of other threads").format(archive.path))
    return index


def _with_cached_index(archive: Archive, cached: Path) -> Opened:
    store = BlobFile(cached)
    try:
        return Opened(archive, _index(archive, store), store)
    except BaseException:
        store.close()
        raise
