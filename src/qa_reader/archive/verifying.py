"""Checks an archive against itself: every hash, every count, every text."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from qa_reader.archive import codec, layout
from qa_reader.archive.reader import Archive
from qa_reader.errors import ArchiveError
from qa_reader.model import Progress, Thread, Topic, silent
from qa_reader.wording import tr

_MOST_FAULTS = 100


def verify(path: Path, progress: Progress = silent, *, read_after: int = 0) -> tuple[str, ...]:
    """What is broken in the archive at `path`, a sentence each, at most 100; () when it is whole.

    Threads up to the number `read_after` are compared with their hashes alone, in a third of the time: they have been
    read when they were written, and the counts are taken for right with them.
    Raises ArchiveError where the file cannot be read, or is no archive, or one of a newer version.
    """
    try:
        opened = Archive(path)
    except ArchiveError as error:
        if layout.calls_itself_archive(path):
            return (str(error),)
        raise
    with closing(opened) as archive, closing(layout.connect(path)) as connection:
        return tuple(islice(_Checks(archive, connection, progress, read_after).faults(), _MOST_FAULTS))


class _Checks:
    """The checks of one archive; what they count on the way is compared at the end."""

    def __init__(self, archive: Archive, connection: sqlite3.Connection, progress: Progress, read_after: int) -> None:
        self._archive = archive
        self._connection = connection
        self._progress = progress
        self._read_after = read_after
        self._total = hashlib.sha256()
        self._departments: Counter[str] = Counter()
        self._topics: Counter[Topic] = Counter()

    def faults(self) -> Iterator[str]:
        """Every fault there is; one that hides the rest is the last."""
        try:
            with layout.faults_named(self._archive.path):
                yield from self._of_pages()
                yield from self._of_meta()
                yield from self._of_threads()
                yield from self._of_counts()
                yield from self._of_blobs()
        except ArchiveError as error:
            yield str(error)

    def _of_pages(self) -> Iterator[str]:
        if odd := layout.head_fault(self._archive.path):
            yield tr("the head of the file is not as it was written ({0})").format(odd)
        for (found,) in self._connection.execute("PRAGMA integrity_check"):
            if found != "ok":
                yield f"SQLite: {found}"

    def _of_meta(self) -> Iterator[str]:
        meta = dict(layout.rows(self._connection, "SELECT key, value FROM meta", types=(str, str)))
        stored = meta.pop(layout.META_HASH, None)
        if stored is not None and stored != layout.meta_hash(meta):  # archives of older programs have none
            yield tr("what the archive says of itself does not have the hash it should have")

    def _of_threads(self) -> Iterator[str]:
        reader = codec.Codec(self._archive.blobs.get(layout.DICTIONARY))
        count = self._archive.count()
        sql = "SELECT number, id, title_key, hash, body FROM thread ORDER BY id"
        rows = layout.rows(self._connection, sql, types=(int, str, int, bytes, bytes))
        for done, ((number, thread_id, title_key, stored, _), read) in enumerate(_read(reader, rows)):
            self._progress(done, count, tr("checking texts"))
            self._total.update(stored)
            if not 1 <= number <= layout.MAX_NUMBER:
                yield tr("thread {0} has the number {1}").format(thread_id, number)
            try:
                encoded = _hashed(read(), stored)
                if number > self._read_after:
                    yield from self._of_thread(thread_id, title_key, codec.decode(encoded))
            except ArchiveError as error:
                yield tr("thread {0}: {1}").format(thread_id, error)

    def _of_thread(self, thread_id: str, title_key: int, thread: Thread) -> Iterator[str]:
        self._departments[thread.department] += 1
        self._topics.update(set(thread.topics))
        if thread.id != thread_id:
            yield tr("thread {0} calls itself {1}").format(thread_id, thread.id)
        if title_key != layout.title_key(thread.title):
            yield tr("thread {0} cannot be found by its title").format(thread_id)

    def _of_counts(self) -> Iterator[str]:
        if self._total.hexdigest() != self._archive.content_hash:
            yield tr("the content hash is not that of the threads")
        if self._read_after:
            return
        departments = self._archive.departments()
        if self._departments != Counter({entry.name: entry.threads for entry in departments}):
            yield tr("the counts of the departments are not those of the threads")
        if self._topics != Counter(dict(counted for entry in departments for counted in entry.topics)):
            yield tr("the counts of the topics are not those of the threads")

    def _of_blobs(self) -> Iterator[str]:
        sql = "SELECT name, hash, data FROM blob ORDER BY name"
        for name, stored, blob in layout.rows(self._connection, sql, types=(str, bytes, bytes)):
            if hashlib.sha256(blob).digest() != stored:
                yield tr("the blob {0} does not have the hash it should have").format(name)


def _read(
    reader: codec.Codec, rows: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[tuple[Any, ...], Callable[[], bytes]]]:
    """Each row with what gives its encoded thread, or raises; the last of its values is the body."""
    for some in codec.batches(rows):
        try:
            whole = reader.decompress(*(row[-1] for row in some))
        except ArchiveError:  # one of them is damaged
            yield from ((row, lambda row=row: reader.decompress(row[-1])[0]) for row in some)
        else:
            yield from ((row, lambda encoded=encoded: encoded) for row, encoded in zip(some, whole, strict=True))


def _hashed(encoded: bytes, stored: bytes) -> bytes:
    """The encoded thread, which has the hash it should have."""
    if not codec.has_digest(encoded, stored):
        raise ArchiveError(tr("does not have the hash it should have"))
    return encoded
