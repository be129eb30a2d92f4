"""A segment from documents: batches are inverted, spilled, and merged a range of terms at a time.

Memory is that of one batch, of the dictionary, and of a few numbers a document, however large the archive.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.model import Progress, silent
from qa_reader.search.abbreviations import Abbreviations
from qa_reader.search.columns import ColumnsBuilder
from qa_reader.search.document import Document
from qa_reader.search.inversion import Batch, Run, Spilled, Terms
from qa_reader.search.manifest import SegmentInfo
from qa_reader.search.postings import COLUMNS, PostingsWriter
from qa_reader.search.spelling import write_words
from qa_reader.search.store import BlobStore
from qa_reader.search.telling import TELLING, TellingWriter, may_tell, telling_terms
from qa_reader.wording import tr

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: Postings merged at once, about 40 bytes each.
MERGE_POSTINGS = 1_000_000
#: Runs stay in memory while there are this few.
RUNS_IN_MEMORY = 2


class SegmentBuilder:
    """Takes documents and writes them as one segment."""

    def __init__(self, store: BlobStore, name: str, *, total: int = 0, progress: Progress = silent) -> None:
        self._store = store
        self._name = name
        self._total = total
        self._progress = progress
        self._terms = Terms()
        self._columns = ColumnsBuilder()
        self._abbreviations = Abbreviations()
        self._runs: list[Run] = []
        self._documents = 0
        self._batch = Batch(self._terms, 0)
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __len__(self) -> int:
        return self._documents

    def add(self, document: Document) -> None:
        """Take a document in; tells the progress now and then."""
        self._batch.add(document)
        self._columns.add(document)
        for text in document.texts[1:]:
            self._abbreviations.look(text)
        self._documents += 1
        if self._documents % 500 == 0:
            self._progress(self._documents, self._total, tr("indexing"))
        if self._batch.full:
            self._end_batch()

    def _end_batch(self) -> None:
        if not len(self._batch):
            return
        run, lengths, hashes = self._batch.invert()
        self._columns.end_batch(lengths, hashes)
        self._runs.append(run)
        self._terms.forget_words()
        self._batch = Batch(self._terms, self._documents)
        if len(self._runs) > RUNS_IN_MEMORY:
            self._spill()

    def _spill(self) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="qa-reader-index-", ignore_cleanup_errors=True)
        for i, run in enumerate(self._runs):
            if not isinstance(run.documents, Spilled):
                run.spill(Path(self._folder.name), str(i))

    def finish(self) -> SegmentInfo:
        """Merge what was gathered into the store; the manifest is the caller's."""
        try:
            self._end_batch()
            return self._merge()
        finally:
            self.close()

    def close(self) -> None:
        """Remove the temporary files; what was not finished is lost."""
        self._runs = []
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _merge(self) -> SegmentInfo:
        terms = self._terms
        keys = terms.keys
        totals = np.zeros((2, len(keys)), np.int64)
        for run in self._runs:
            totals[0][run.terms] += run.counts
            totals[1][run.terms] += run.position_counts
        order = sorted(np.flatnonzero(totals[0]).tolist(), key=keys.__getitem__)
        places_of = np.array(order, np.int64)
        totals = totals[:, places_of]
        rank = np.full(len(keys), -1, np.int32)
        rank[places_of] = np.arange(len(order), dtype=np.int32)
        for run in self._runs:
            run.terms = rank[run.terms]
        shown, spelt = terms.finish()
        write_words(self._store, self._name, spelt)
        writer = PostingsWriter(self._store, self._name)
        ends = np.cumsum(totals[0])
        first = done = 0
        while first < len(order):
            last = max(int(np.searchsorted(ends, done + MERGE_POSTINGS, "right")), first + 1)
            numbers = order[first:last]
            texts = [keys[number] for number in numbers]
            forms = [
                shown[number].encode("utf-8", "replace") if number in shown else keys[number] for number in numbers
            ]
            documents, frequencies, positions = merged(self._runs, first, totals[:, first:last])
            writer.add(texts, forms, totals[0][first:last], totals[1][first:last], documents, frequencies, positions)
            done, first = int(ends[last - 1]), last
            self._progress(done, int(ends[-1]), tr("writing the index"))
        writer.finish()
        self._write_telling(order, totals[0])
        self._abbreviations.write(self._store, self._name)
        lengths = self._columns.write(self._store, self._name)
        return SegmentInfo(self._name, self._documents, writer.terms, writer.postings, writer.positions, lengths)

    def _write_telling(self, order: list[int], document_counts: Ints) -> None:
        tells = np.array([may_tell(self._terms.keys[number]) for number in order], np.bool_)
        writer = TellingWriter(self._store, self._name)
        first = 0
        for run in self._runs:
            last = int(run.documents[:].max()) + 1 if len(run.documents) else first
            writer.add(telling_terms(run, tells, document_counts, self._documents, first, last))
            first = last
        writer.add(np.full((self._documents - first, TELLING), -1, np.int64))
        writer.finish()


def merged(runs: list[Run], first: int, totals: Ints) -> tuple[Array, list[Array], Array]:
    """The postings of the terms `first …` of several runs as those of one.

    The terms of the runs are numbers in byte order, their documents follow each other; `totals` (2 × terms) counts
    the postings and the positions of each term.
    """
    last = first + totals.shape[1]
    next_posting, next_position = (np.cumsum(row) - row for row in totals)
    documents = np.empty(int(totals[0].sum()), np.int32)
    wide = any(run.frequencies[0].dtype.itemsize > 2 for run in runs)
    frequencies = [np.empty(len(documents), np.uint32 if wide else np.uint16) for _ in range(COLUMNS)]
    positions = np.empty(int(totals[1].sum()), np.uint32)
    for run in runs:
        low, high = (int(i) for i in np.searchsorted(run.terms, (first, last)))
        if low == high:
            continue
        where = run.terms[low:high] - first
        counts, position_counts = run.counts[low:high].astype(np.int64), run.position_counts[low:high]
        at, position_at = int(run.counts[:low].sum(dtype=np.int64)), int(run.position_counts[:low].sum())
        to, position_to = at + int(counts.sum()), position_at + int(position_counts.sum())
        target = placed(next_posting[where], counts)
        documents[target] = run.documents[at:to]
        for column, source in zip(frequencies, run.frequencies, strict=True):
            column[target] = source[at:to]
        positions[placed(next_position[where], position_counts)] = run.positions[position_at:position_to]
        next_posting[where] += counts
        next_position[where] += position_counts
    return documents, frequencies, positions


def placed(starts: Ints, counts: Ints) -> Ints:
    """`counts[i]` numbers from `starts[i]` on, for each i, one after the other."""
    ends = np.cumsum(counts)
    numbers: Ints = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
    return numbers
