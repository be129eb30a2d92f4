"""Several segments as one: so that adding little by little does not make searching slow, and removed threads go.

Terms are merged a stretch of the alphabet at a time: of the millions that large archives have, nobody has all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.model import Progress, silent
from qa_reader.search.abbreviations import Abbreviations, read_abbreviations
from qa_reader.search.beside import Here
from qa_reader.search.blocks import BLOCK_TERMS
from qa_reader.search.building import MERGE_POSTINGS, MERGE_TERMS
from qa_reader.search.columns import ColumnsBuilder, SegmentColumns
from qa_reader.search.manifest import Manifest, SegmentInfo
from qa_reader.search.postings import SegmentPostings
from qa_reader.search.postings_writer import PostingsWriter, posting_blocks
from qa_reader.search.ranges import merged, whole
from qa_reader.search.recent import Recent
from qa_reader.search.runs import Run
from qa_reader.search.spelling import read_words, write_words
from qa_reader.search.store import SEGMENTS, BlobStore
from qa_reader.search.telling import TellingWriter, read_telling_blocks
from qa_reader.wording import tr

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: An index has no more segments than this; each costs a look-up a word.
MOST_SEGMENTS = 6
#: A segment so many times larger than all smaller ones together is left alone.
_MUCH_LARGER = 3
#: With this share of documents removed a segment is written anew.
_MANY_REMOVED = 0.25
#: Bytes of what was read of a segment that stay: it is read from its begin to its end, once.
_KEPT = 4 << 20


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
    """A segment that is merged: its documents' new numbers (-1: removed), and its terms' new ones (-1: not yet)."""

    def __init__(self, store: BlobStore, info: SegmentInfo, removed: Ints, first: int) -> None:
        self.info = info
        totals = info.terms, info.postings, info.positions
        self.postings = SegmentPostings(store, info.name, info.documents, totals, Recent(_KEPT))
        self.columns = SegmentColumns(store, info.name, info.documents)
        kept = ~np.isin(self.columns.numbers(), removed)
        self.kept = np.flatnonzero(kept)
        self.new_number = np.where(kept, np.cumsum(kept) - 1 + first, -1)
        self.new_term = np.full(info.terms, -1, np.int32)
        self.frequencies = self.postings.frequency_table.T
        self.recoded = np.zeros(0, np.uint32)

    def run(self, places: slice, ranks: Ints) -> Run:
        """The postings of the terms at `places`, which have these ranks; removed documents are left out."""
        low, high = places.start, places.stop
        counts = self.postings.table(low, high, 1)[0]
        before, codes = self._postings(low, counts)
        documents, totals = self.new_number[before], self.postings.totals[codes]
        kept = documents >= 0
        term = np.repeat(np.arange(high - low), counts)[kept]
        return Run(
            terms=ranks,
            counts=np.bincount(term, minlength=high - low),
            position_counts=np.bincount(term, totals[kept], minlength=high - low).astype(np.int64),
            documents=documents[kept],
            codes=codes[kept],
            frequencies=self.frequencies,
            positions=self.postings.position_gaps_of(low, high)[np.repeat(kept, totals)],
            code_counts=np.bincount(codes[kept], minlength=len(self.frequencies)),
            recoded=self.recoded,
        )

    def _postings(self, first: int, counts: Ints) -> tuple[Array, Array]:
        """Documents and codes of neighbouring terms with so many postings each."""
        if not len(counts):
            return np.zeros(0, np.int32), np.zeros(0, np.uint8)
        return self.postings.of_neighbours(self.postings.before(first)[0], counts)

    def shown(self, place: int) -> bytes:
        """How a reader would write the term at a place."""
        return self.postings.shown(place).encode("utf-8", "replace")


class _Stretch:
    """The terms of all sources from one key to another.

    `firsts`: the place of each source's first; `ranks`: of its terms the places among `keys`; `ends`: how many postings
    stand before each key, and before the end.
    """

    def __init__(self, sources: Sequence[_Source], start: bytes, stop: bytes | None) -> None:
        places = [source.postings.places_from(start, stop) for source in sources]
        own = [source.postings.keys_between(*of_source) for source, of_source in zip(sources, places, strict=True)]
        self.keys = sorted(set().union(*own))
        rank_of = {key: rank for rank, key in enumerate(self.keys)}
        self.firsts = [first for first, _ in places]
        self.ranks = [np.array([rank_of[key] for key in keys], np.int64) for keys in own]
        counts = np.zeros(len(self.keys), np.int64)
        for source, of_source, ranks in zip(sources, places, self.ranks, strict=True):
            counts[ranks] += source.postings.table(*of_source, 1)[0]
        self.ends = np.cumsum(np.append(0, counts))

    def ranges(self) -> Iterator[tuple[int, int]]:
        """The ranges of ranks that are merged at once; but for one of a single term, none has too many postings."""
        first = 0
        while first < len(self.keys):
            last = int(np.searchsorted(self.ends, self.ends[first] + MERGE_POSTINGS, "right")) - 1
            yield first, max(last, first + 1)
            first = max(last, first + 1)

    def of_source(self, number: int, first: int, last: int) -> tuple[slice, Ints]:
        """A source's places of the terms with the ranks `first:last`, and their ranks."""
        ranks = self.ranks[number]
        low, high = (int(i) for i in np.searchsorted(ranks, (first, last)))
        return slice(self.firsts[number] + low, self.firsts[number] + high), ranks[low:high]


def _stretches(sources: Sequence[_Source]) -> Iterator[_Stretch]:
    """All terms in order, about MERGE_TERMS at a time, those of each source by themselves."""
    firsts = sorted(key for source in sources for key in source.postings.first_keys)
    step = max(1, MERGE_TERMS // BLOCK_TERMS)
    bounds: list[bytes | None] = [*dict.fromkeys([b"", *firsts[step::step]]), None]
    for start, stop in pairwise(bounds):
        yield _Stretch(sources, start or b"", stop)


def merge(
    store: BlobStore, name: str, infos: tuple[SegmentInfo, ...], removed: Ints, progress: Progress = silent
) -> SegmentInfo:
    """Write the documents of several segments that were not removed as one segment."""
    sources, documents = [], 0
    for info in infos:
        sources.append(_Source(store, info, removed, documents))
        documents += len(sources[-1].kept)
    frequencies = _shared_codes(sources)
    writer = PostingsWriter(store, name, frequencies, Here())
    done, postings = 0, sum(info.postings for info in infos)
    for stretch in _stretches(sources):
        for first, last in stretch.ranges():
            progress(done + int(stretch.ends[first]), postings, tr("merging the index"))
            _write(writer, frequencies, sources, stretch, first, last)
        done += int(stretch.ends[-1])
    progress(done, postings, tr("merging the index"))
    writer.finish()
    _write_telling(store, name, sources)
    write_words(store, name, read_words(store, [info.name for info in infos]))
    _learned(store, infos).write(store, name)
    columns = ColumnsBuilder()
    for source in sources:
        columns.add_segment(source.columns, source.kept)
    return SegmentInfo(name, documents, writer.terms, writer.postings, writer.positions, columns.write(store, name))


def _learned(store: BlobStore, infos: tuple[SegmentInfo, ...]) -> Abbreviations:
    """The abbreviations of all segments."""
    abbreviations = Abbreviations()
    for info in infos:
        for learned in read_abbreviations(store, info.name):
            abbreviations.add(*learned)
    return abbreviations


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
    writer: PostingsWriter, frequencies: Array, sources: list[_Source], stretch: _Stretch, first: int, last: int
) -> None:
    """Write the terms of a stretch with the ranks `first:last`, those that still stand anywhere."""
    parts = [stretch.of_source(number, first, last) for number in range(len(sources))]
    runs = [source.run(*part) for source, part in zip(sources, parts, strict=True)]
    totals = np.zeros((2, last - first), np.int64)
    shown: dict[int, bytes] = {}
    for source, (places, ranks), run in zip(sources, parts, runs, strict=True):
        totals[0][ranks - first] += run.counts[:]
        totals[1][ranks - first] += run.position_counts[:]
        for place, rank in enumerate(ranks.tolist(), places.start):
            if rank not in shown:
                shown[rank] = source.shown(place)
    postings = merged([whole(run) for run in runs], first, totals)
    present = totals[0] > 0
    numbers = np.where(present, np.cumsum(present) - 1 + writer.terms, -1)
    for source, (places, ranks) in zip(sources, parts, strict=True):
        source.new_term[places] = numbers[ranks - first]
    there = (np.flatnonzero(present) + first).tolist()
    keys = [stretch.keys[rank] for rank in there]
    forms = [b"" if shown[rank] == key else shown[rank] for rank, key in zip(there, keys, strict=True)]
    writer.add(keys, forms, posting_blocks(frequencies, totals[0][present], totals[1][present], *postings))


def _write_telling(store: BlobStore, name: str, sources: list[_Source]) -> None:
    writer = TellingWriter(store, name)
    for source in sources:
        info = source.info
        new, kept = np.append(source.new_term, np.int32(-1)), source.new_number >= 0
        for first, old in read_telling_blocks(store, info.name, info.documents, info.terms):
            writer.add(new[old[kept[first : first + len(old)]]].astype(np.int64))
    writer.finish()


def forget(store: BlobStore, infos: tuple[SegmentInfo, ...]) -> None:
    """Delete the blobs of segments."""
    for info in infos:
        for name in [name for name, _ in store.scan(f"{SEGMENTS}{info.name}/")]:
            store.delete(name)
