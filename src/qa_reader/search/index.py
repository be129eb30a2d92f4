"""Whoosh's Index and IndexWriter over a BlobStore, and `write_index`, which the importer calls."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import date
from typing import Any

import numpy as np
from msgspec.structs import replace
from whoosh.index import Index
from whoosh.writing import IndexWriter

from qa_reader.errors import IndexFault
from qa_reader.model import Progress, Thread, Topic, silent
from qa_reader.search.arrays import Arrays
from qa_reader.search.building import SegmentBuilder
from qa_reader.search.columns import SegmentColumns
from qa_reader.search.document import Document, document_of
from qa_reader.search.freed import give_back
from qa_reader.search.manifest import Manifest, SegmentInfo, read_manifest, write_manifest
from qa_reader.search.merging import forget, merge, to_merge
from qa_reader.search.reader import ArrayReader
from qa_reader.search.schema import FIELDS, TEXTS, make_schema
from qa_reader.search.searcher import ArraySearcher
from qa_reader.search.store import MANIFEST, SEGMENTS, TITLES, TOPIC_THREADS, TOPICS, BlobStore
from qa_reader.search.titlesample import TitleSample
from qa_reader.search.topicfinding import write_topics
from qa_reader.search.workers import Workers, chosen


class ArrayIndex(Index):  # type: ignore[misc] # whoosh has no types
    """An index of arrays in a BlobStore."""

    def __init__(self, store: BlobStore) -> None:
        self.store = store
        self.schema = make_schema()

    @classmethod
    def create(cls, store: BlobStore) -> ArrayIndex:
        """Begin an index without documents, in the place of any that is there."""
        clear(store)
        write_manifest(store, Manifest())
        return cls(store)

    def is_empty(self) -> bool:
        return read_manifest(self.store).documents == 0

    def latest_generation(self) -> int:
        return read_manifest(self.store).generation

    def reader(self, reuse: Any = None) -> ArrayReader:
        return ArrayReader(Arrays(self.store, read_manifest(self.store)))

    def writer(self, **_: Any) -> ArrayWriter:
        return ArrayWriter(self)

    def close(self) -> None:
        """Nothing is held open."""


class ArrayWriter(IndexWriter):  # type: ignore[misc]
    """Adds documents given as Whoosh does: one keyword a field, `number` for the archive's number."""

    def __init__(self, index: ArrayIndex) -> None:
        self._store = index.store
        self.schema = index.schema
        self._manifest = read_manifest(self._store)
        self._builder = SegmentBuilder(self._store, f"s{self._manifest.next_segment}")
        self._removed: set[int] = set()
        self._next_number = 1 + max(ArrayReader(Arrays(self._store, self._manifest)).arrays.numbers.tolist(), default=0)

    def add_document(self, **fields: Any) -> None:
        """Add one document; `doctor`, `hospital`, `department` and `topic` may be lists."""
        unknown = set(fields) - set(FIELDS) - {"number"}
        if unknown:
            raise ValueError(f"no field {', '.join(sorted(unknown))}")
        number = fields.get("number", self._next_number)
        self._next_number = max(self._next_number, number) + 1
        names = {name: _listed(fields.get(name)) for name in ("doctor", "hospital", "department", "topic")}
        document = Document(
            number,
            fields.get("id", ""),
            tuple(fields.get(text) or "" for text in TEXTS),  # type: ignore[arg-type]
            names["doctor"],
            names["hospital"],
            names["department"],
            tuple(Topic(name) for name in names["topic"]),
            fields.get("sex", ""),
            fields.get("age", ""),
            _day(fields.get("asked")),
            _day(fields.get("replied")),
        )
        self._builder.add(document)

    def reader(self, **_: Any) -> ArrayReader:
        return ArrayReader(Arrays(self._store, self._manifest))

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Remove a document by Whoosh's number."""
        numbers = self.reader().arrays.numbers
        (self._removed.add if delete else self._removed.discard)(int(numbers[docnum]))

    def add_reader(self, reader: Any) -> None:
        """Other readers' documents have no texts to add."""
        raise NotImplementedError("documents are added from threads")

    def commit(self, **_: Any) -> None:
        """Write what was added and removed."""
        with closing(self._builder):
            commit(self._store, self._manifest, self._builder, self._removed)

    def cancel(self, **_: Any) -> None:
        """Forget what was added."""
        self._builder.close()


def _listed(value: Any) -> tuple[str, ...]:
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _day(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value)) if value else None


def commit(
    store: BlobStore, manifest: Manifest, builder: SegmentBuilder, removed: Iterable[int], progress: Progress = silent
) -> Manifest:
    """Make the builder's segment and the removals part of the index; merges segments where there are many."""
    gone = {*manifest.removed, *removed}
    segments = manifest.segments
    if len(builder):
        segments = (*segments, builder.finish())
    else:
        builder.close()
    changed = manifest.changed(segments=segments, next_segment=manifest.next_segment + 1)
    old = _merging(store, changed, gone)
    if old:
        name = f"s{changed.next_segment}"
        new = merge(store, name, old, np.array(sorted(gone), np.int64), progress)
        kept = changed.segments[: len(changed.segments) - len(old)]
        segments = (*kept, new) if new.documents else kept
        changed = replace(changed, segments=segments, next_segment=changed.next_segment + 1)
    still = sorted(gone & _numbers(store, changed)) if gone else []
    changed = replace(changed, removed=tuple(still))
    write_manifest(store, changed)
    forget(store, old)
    return changed


def _numbers(store: BlobStore, manifest: Manifest) -> set[int]:
    return set(Arrays(store, manifest).numbers.tolist())


def _merging(store: BlobStore, manifest: Manifest, gone: set[int]) -> tuple[SegmentInfo, ...]:
    """The segments that should become one now."""
    removed_in = {}
    if gone:
        for info in manifest.segments:
            numbers = SegmentColumns(store, info.name, info.documents).numbers()
            removed_in[info.name] = int(np.isin(numbers, np.array(sorted(gone), np.int64)).sum())
    return to_merge(manifest, removed_in)


def clear(store: BlobStore) -> None:
    """Delete all blobs of an index."""
    for name in [name for name, _ in store.scan(SEGMENTS)]:
        store.delete(name)
    for name in (MANIFEST, TITLES, TOPICS, TOPIC_THREADS):
        store.delete(name)


def write_index(
    store: BlobStore,
    threads: Iterable[tuple[int, Thread]],
    *,
    removed: Iterable[int] = (),
    total: int = 0,
    progress: Progress = silent,
    processes: int = 0,
) -> None:
    """Add threads, by number, to the index that is there, or begin one; removed numbers vanish from answers.

    An index of another version is begun anew. `processes`: how many take part; 0 for as many as are worth their
    start for `total` threads. Raises BuildFault when one dies, or where there is no room for scratch files, and what
    `progress` raises (Cancelled); the index is then as it was, or, when that came while topics were looked for, whole
    with the topics of before.
    """
    manifest, sample = _begun(store)
    builder = SegmentBuilder(store, f"s{manifest.next_segment}", total=total, progress=progress)
    processes = processes or chosen(total)
    give_back()  # of writing the texts
    try:
        with closing(builder), Workers.of(processes, threads) as workers:
            if workers is None:
                for number, thread in sample.seen(threads):
                    builder.add(document_of(number, thread))
            else:
                builder.pool, builder.side_by_side = workers, processes
                for read in workers.inverted(builder.folder, total, progress):
                    sample.see_all(read.titles)
                    builder.take_all(read.batches)
            written = commit(store, manifest, builder, removed, progress)
    except BaseException:
        for number in (manifest.next_segment, manifest.next_segment + 1):
            for name in [name for name, _ in store.scan(f"{SEGMENTS}s{number}/")]:
                store.delete(name)
        raise
    sample.write(store)
    write_topics(store, ArraySearcher(ArrayReader(Arrays(store, written))), sample, progress)


def _begun(store: BlobStore) -> tuple[Manifest, TitleSample]:
    """What there is already; nothing of an index of another version, or a damaged one."""
    try:
        return read_manifest(store), TitleSample.read(store)
    except IndexFault:
        clear(store)
        return Manifest(), TitleSample()
