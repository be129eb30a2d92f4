"""Several segments as one: so that adding little by little does not make searching slow, and removed threads go."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.model import Progress, silent
from qa_reader.search.abbreviations import Abbreviations, read_abbreviations
from qa_reader.search.beside import Here
from qa_reader.search.building import MERGE_POSTINGS
from qa_reader.search.columns import ColumnsBuilder, SegmentColumns
from qa_reader.search.manifest import Manifest, SegmentInfo
from qa_reader.search.postings import SegmentPostings
from qa_reader.search.postings_writer import PostingsWriter, posting_blocks
from qa_reader.search.ranges import merged, whole
from qa_reader.search.runs import Run
from qa_reader.search.spelling import read_words, write_words
from qa_reader.search.store import SEGMENTS, BlobStore
from qa_reader.search.telling import TellingWriter, read_all_telling
from qa_reader.wording import tr

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: An index has no more segments than this; each costs a look-up a word.
MOST_SEGMENTS = 6
#: A segment so many times larger than all smaller ones together is left alone.
_MUCH_LARGER = 3
#: With this share of documents removed a segment is written anew.
_MANY_REMOVED = 0.25


def to_merge(manifest: Manifest, removed_in: dict[str, int]) -> tuple[SegmentInfo, ...]:
    """Which neighbouring segments should become one; none when all is well."""
    segments = manifest.segments
    if any(removed_in.get(info.name, 0) > _MANY_REMOVED * info.documents for info in segments):
        return segments
    if len(segments) <= MOST_SEGMENTS:
        return ()
    first = len(segments) - 1
    size = segments[first].documents
    while first > 0 and segments[first - 1].documents <= _MUCH_LARGER * size:
        first -= 1
        size += segments[first].documents
    return segments[min(first, len(segments) - 2) :]


class _Source:
    """A segment that is merged: its terms' places among all, and its documents' new numbers (-1: removed)."""

    def __init__(self, store: BlobStore, info: SegmentInfo, removed: Ints, first: int) -> None:
        self.info = info
        self.postings = SegmentPostings(store, info.name, info.documents, (info.terms, info.postings, info.positions))
        self.columns = SegmentColumns(store, info.name, info.documents)
        kept = ~np.isin(self.columns.numbers(), removed)
        self.kept = np.flatnonzero(kept)
        self.new_number = np.where(kept, np.cumsum(kept) - 1 + first, -1)
        self.keys = self.postings.keys_between(0, info.terms)
        self.ranks = np.zeros(0, np.int64)
        self.frequencies = self.postings.frequency_table.T
        self.totals = self.frequencies.sum(axis=1)
        self.recoded = np.zeros(0, np.uint32)

    def run(self, first: int, last: int) -> Run:
        """The postings of the terms with the ranks `first:last`, removed documents left out."""
        low, high = (int(i) for i in np.searchsorted(self.ranks, (first, last)))
        stretch = self.postings.stretch(low, high)
        positions = self.postings.position_gaps_of(low, high) if high > low else np.zeros(0, np.int64)
        documents = self.new_number[stretch.documents]
        totals = self.totals[stretch.codes]
        kept = documents >= 0
        term = np.repeat(np.arange(high - low), stretch.counts)
        return Run(
            terms=self.ranks[low:high],
            counts=np.bincount(term[kept], minlength=high - low),
            position_counts=np.bincount(term[kept], totals[kept], minlength=high - low).astype(np.int64),
            documents=documents[kept],
            codes=stretch.codes[kept],
            frequencies=self.frequencies,
            positions=positions[np.repeat(kept, totals)],
            code_counts=np.bincount(stretch.codes[kept], minlength=len(self.frequencies)),
            recoded=self.recoded,
        )


def merge(
    store: BlobStore, name: str, infos: tuple[SegmentInfo, ...], removed: Ints, progress: Progress = silent
) -> SegmentInfo:
    """Write the documents of several segments that were not removed as one segment."""
    sources, documents = [], 0
    for info in infos:
        sources.append(_Source(store, info, removed, documents))
        documents += len(sources[-1].kept)
    keys = sorted(set().union(*(source.keys for source in sources)))
    place = {key: i for i, key in enumerate(keys)}
    estimate = np.zeros(len(keys), np.int64)
    for source in sources:
        source.ranks = np.array([place[key] for key in source.keys], np.int64)
        counts = source.postings.counts()
        estimate[source.ranks] += counts
    frequencies = _shared_codes(sources)
    writer = PostingsWriter(store, name, frequencies, Here())
    present = np.zeros(len(keys), np.bool_)
    ends = np.cumsum(estimate)
    first = done = 0
    while first < len(keys):
        last = max(int(np.searchsorted(ends, done + MERGE_POSTINGS, "right")), first + 1)
        present[first:last] = _write(writer, frequencies, sources, keys, first, last)
        done, first = int(ends[last - 1]), last
        progress(done, int(ends[-1]), tr("merging the index"))
    writer.finish()
    _write_telling(store, name, sources, np.where(present, np.cumsum(present) - 1, -1))
    write_words(store, name, read_words(store, [info.name for info in infos]))
    abbreviations = Abbreviations()
    for info in infos:
        for learned in read_abbreviations(store, info.name):
            abbreviations.add(*learned)
    abbreviations.write(store, name)
    columns = ColumnsBuilder()
    for source in sources:
        columns.add_segment(source.columns, source.kept)
    return SegmentInfo(name, documents, writer.terms, writer.postings, writer.positions, columns.write(store, name))


def _shared_codes(sources: list[_Source]) -> Array:
    """The codes of all sources as those of one; their commonest first, as well as the dictionaries tell."""
    rows = [source.frequencies for source in sources]
    table, which = np.unique(np.concatenate(rows), axis=0, return_inverse=True)
    # a table has its commonest codes first: the places in them, the best of all sources, keep it so
    place = np.full(len(table), 1 << 62, np.int64)
    np.minimum.at(place, which.reshape(-1), np.concatenate([np.arange(len(row)) for row in rows]))
    order = np.argsort(place, kind="stable")
    new = np.empty(len(table), np.uint32)
    new[order] = np.arange(len(table), dtype=np.uint32)
    first = 0
    for source, row in zip(sources, rows, strict=True):
        source.recoded = new[which.reshape(-1)[first : first + len(row)]]
        first += len(row)
    codes: Array = table[order]
    return codes


def _write(
    writer: PostingsWriter, frequencies: Array, sources: list[_Source], keys: list[bytes], first: int, last: int
) -> Array:
    """Write the terms `first:last`; the answer says which of them still stand anywhere."""
    runs = [source.run(first, last) for source in sources]
    totals = np.zeros((2, last - first), np.int64)
    shown: dict[int, bytes] = {}
    for source, run in zip(sources, runs, strict=True):
        where = run.terms[:] - first
        totals[0][where] += run.counts[:]
        totals[1][where] += run.position_counts[:]
        low = int(np.searchsorted(source.ranks, first))
        for i, rank in enumerate(run.terms[:].tolist()):
            shown.setdefault(rank, source.postings.shown(low + i).encode("utf-8", "replace"))
    postings = merged([whole(run) for run in runs], first, totals)
    present = totals[0] > 0
    there = (np.flatnonzero(present) + first).tolist()
    forms = [b"" if shown[i] == keys[i] else shown[i] for i in there]
    blocks = posting_blocks(frequencies, totals[0][present], totals[1][present], *postings)
    writer.add([keys[i] for i in there], forms, blocks)
    answer: Array = present
    return answer


def _write_telling(store: BlobStore, name: str, sources: list[_Source], ordinals: Ints) -> None:
    writer = TellingWriter(store, name)
    for source in sources:
        info = source.info
        old = read_all_telling(store, info.name, info.documents, info.terms)[source.kept]
        new = np.append(ordinals[source.ranks], -1)
        writer.add(new[old])
    writer.finish()


def forget(store: BlobStore, infos: tuple[SegmentInfo, ...]) -> None:
    """Delete the blobs of segments."""
    for info in infos:
        for name in [name for name, _ in store.scan(f"{SEGMENTS}{info.name}/")]:
            store.delete(name)
