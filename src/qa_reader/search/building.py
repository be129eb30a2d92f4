"""A segment from documents: batches are inverted, spilled, and merged a range of terms at a time.

Memory is that of one batch, of the dictionary, and of a few numbers a document, however large the archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader import scratch
from qa_reader.model import Progress, silent
from qa_reader.search.abbreviations import Abbreviations
from qa_reader.search.beside import Beside
from qa_reader.search.blocks import COLUMNS
from qa_reader.search.columns import ColumnsBuilder
from qa_reader.search.document import Document
from qa_reader.search.inversion import Batch, Terms
from qa_reader.search.keys import Keys
from qa_reader.search.manifest import SegmentInfo
from qa_reader.search.postings_writer import PostingsWriter
from qa_reader.search.runs import Inverted, Run, SpilledKeys, placed
from qa_reader.search.spelling import spelt, write_words
from qa_reader.search.store import BlobStore
from qa_reader.search.telling import TellingWriter, may_tell, telling_terms
from qa_reader.wording import tr

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: Postings merged at once, about 40 bytes each.
MERGE_POSTINGS = 1_000_000
#: Batches stay in memory while there are this few.
BATCHES_IN_MEMORY = 3


class SegmentBuilder:
    """Takes documents, or batches of them that were inverted elsewhere, and writes them as one segment."""

    def __init__(self, store: BlobStore, name: str, *, total: int = 0, progress: Progress = silent) -> None:
        self._store = store
        self._name = name
        self._total = total
        self._progress = progress
        self._terms = Terms()
        self._batch = Batch(self._terms)
        self._columns = ColumnsBuilder()
        self._abbreviations = Abbreviations()
        self._batches: list[Inverted] = []
        self._taken = 0
        self._inverting = 0  # documents of the batch that is being inverted
        self._beside: Beside[Inverted] | None = None
        self._open = ExitStack()
        self._folder: Path | None = None

    def __len__(self) -> int:
        return self._taken + self._inverting + len(self._batch)

    @property
    def folder(self) -> Path:
        """A folder for what does not stay in memory; gone when the builder is closed."""
        if self._folder is None:
            self._folder = self._open.enter_context(scratch.folder("index"))
        return self._folder

    def add(self, document: Document) -> None:
        """Take a document in; tells the progress now and then."""
        self._batch.add(document)
        if len(self) % 500 == 0:
            self._progress(len(self), self._total, tr("indexing"))
        if self._batch.full:
            self._end_batch()

    def take(self, batch: Inverted) -> None:
        """Take the next documents in, a batch that was inverted."""
        batch.run.first = self._taken
        self._taken += batch.documents
        self._columns.extend(batch.columns)
        self._abbreviations.extend(batch.abbreviations)
        batch.columns, batch.abbreviations = ColumnsBuilder(), Abbreviations()
        self._batches.append(batch)
        if len(self._batches) > BATCHES_IN_MEMORY:
            for i, held in enumerate(self._batches):
                held.spill(self.folder, str(i))

    def _end_batch(self) -> None:
        """Have the batch inverted beside the next one."""
        if not len(self._batch):
            return
        if self._beside is None:
            self._beside = self._open.enter_context(Beside())
        size = len(self._batch)
        self._take_inverted(self._beside.do(self._batch.end()))
        self._inverting = size
        self._terms = self._terms.remembered()
        self._batch = Batch(self._terms)

    def _take_inverted(self, batch: Inverted | None) -> None:
        self._inverting = 0
        if batch is not None:
            self.take(batch)

    def finish(self) -> SegmentInfo:
        """Merge what was gathered into the store; the manifest is the caller's."""
        try:
            self._end_batch()
            if self._beside is not None:
                self._take_inverted(self._beside.done())
            self._batch = Batch(Terms())
            self._terms = Terms()
            return self._merge()
        finally:
            self.close()

    def close(self) -> None:
        """Remove the temporary files; what was not finished is lost."""
        self._batches = []
        self._open.close()
        self._folder = self._beside = None

    def _merge(self) -> SegmentInfo:
        keys = Keys.union(_loaded(batch.keys) for batch in self._batches)
        runs = [batch.run for batch in self._batches]
        totals = np.zeros((2, len(keys)), np.int64)
        for batch in self._batches:
            terms = _loaded(batch.keys).places_in(keys).astype(np.int32)
            totals[0][terms] += batch.run.counts[:]
            totals[1][terms] += batch.run.position_counts[:]
            batch.run.name_terms(terms)
        writer = PostingsWriter(self._store, self._name, shared_codes(runs))
        self._write_postings(writer, keys, totals)
        writer.finish()
        self._write_telling(keys, totals[0])
        self._abbreviations.write(self._store, self._name)
        lengths = self._columns.write(self._store, self._name)
        return SegmentInfo(self._name, self._taken, writer.terms, writer.postings, writer.positions, lengths)

    def _write_postings(self, writer: PostingsWriter, keys: Keys, totals: Ints) -> None:
        """Merge the runs a range of terms at a time, and write each range beside the merging of the next."""
        shown = self._write_words()
        runs = [batch.run for batch in self._batches]
        ends = np.cumsum(totals[0])
        first = done = 0
        with Beside[None]() as writing:
            while first < len(keys):
                last = max(int(np.searchsorted(ends, done + MERGE_POSTINGS, "right")), first + 1)
                forms = [b""] * (last - first)
                for place, form in shown(first, last):
                    forms[place - first] = form
                counts, position_counts = totals[:, first:last]
                postings = merged(runs, first, totals[:, first:last])
                writing.do(writer.prepared(keys.between(first, last), forms, counts, position_counts, *postings))
                done, first = int(ends[last - 1]), last
                self._progress(done, int(ends[-1]), tr("writing the index"))
            writing.done()

    def _write_words(self) -> Callable[[int, int], Iterator[tuple[int, bytes]]]:
        """Write the words for spelling; the answer gives the forms of terms `first:last` that are not the terms."""
        words = Keys.union(_loaded(batch.words) for batch in self._batches)
        counts, terms = np.zeros(len(words), np.int64), np.full(len(words), -1, np.int64)
        for batch in self._batches:
            places = _loaded(batch.words).places_in(words)
            counts[places] += batch.word_counts[:]
            places_of_terms = np.append(batch.run.terms[:], -1)
            terms[places] = np.maximum(terms[places], places_of_terms[batch.word_terms[:]])
        write_words(self._store, self._name, spelt(words, counts))
        # for each term the word that stands there most often, the first in the alphabet among equals
        order = np.lexsort((-counts, terms))
        order = order[terms[order] >= 0]
        best = order[np.concatenate(([True], terms[order][1:] != terms[order][:-1]))] if len(order) else order
        of_best = terms[best]

        def shown(first: int, last: int) -> Iterator[tuple[int, bytes]]:
            low, high = (int(i) for i in np.searchsorted(of_best, (first, last)))
            forms = [word.strip(b"'") for word in words.at(best[low:high])]
            return zip(of_best[low:high].tolist(), forms, strict=True)

        return shown

    def _write_telling(self, keys: Keys, document_counts: Ints) -> None:
        tells = may_tell(keys)
        writer = TellingWriter(self._store, self._name)
        for batch in self._batches:
            writer.add(telling_terms(batch.run, tells, document_counts, self._taken, batch.documents))
        writer.finish()


def _loaded(keys: Keys | SpilledKeys) -> Keys:
    return keys.load() if isinstance(keys, SpilledKeys) else keys


def shared_codes(runs: list[Run]) -> Array:
    """Give all runs the codes of one table of frequencies (codes × columns), the commonest first; the table.

    `run.recoded` says which code of it each of the run's own is.
    """
    tables = [run.frequencies for run in runs]
    counts = [run.code_counts for run in runs]
    rows, which = np.unique(np.concatenate([np.zeros((0, COLUMNS), np.uint32), *tables]), axis=0, return_inverse=True)
    which = which.reshape(-1)
    totals = np.bincount(which, np.concatenate([np.zeros(0), *counts]), minlength=len(rows))
    order = np.argsort(-totals, kind="stable")
    place_of = np.empty(len(rows), np.int64)
    place_of[order] = np.arange(len(rows))
    first = 0
    for run in runs:
        run.recoded = place_of[which[first : first + len(run.frequencies)]].astype(np.uint32)
        first += len(run.frequencies)
    table: Array = rows[order]
    return table


def merged(runs: list[Run], first: int, totals: Ints) -> tuple[Array, Array, Array]:
    """Documents, codes and positions of the terms `first …` of several runs as those of one.

    The terms of the runs are numbers in byte order, their documents follow each other, their codes are shared; the
    terms before `first` have been merged. `totals` (2 × terms) counts the postings and the positions of each term.
    """
    last = first + totals.shape[1]
    next_posting, next_position = (np.cumsum(row) - row for row in totals)
    documents = np.empty(int(totals[0].sum()), np.int32)
    codes = np.empty(len(documents), np.uint32)
    positions = np.empty(int(totals[1].sum()), np.uint32)
    for run in runs:
        low, at, position_at = run.done
        where = run.terms[low : low + last - first] - first
        high = low + int(np.searchsorted(where, last - first))
        if low == high:
            continue
        where = where[: high - low]
        counts, position_counts = run.counts[low:high].astype(np.int64), run.position_counts[low:high]
        to, position_to = at + int(counts.sum()), position_at + int(position_counts.sum())
        target = placed(next_posting[where], counts)
        documents[target] = run.documents[at:to] + np.int32(run.first)
        codes[target] = run.recoded[run.codes[at:to]]
        positions[placed(next_position[where], position_counts)] = run.positions[position_at:position_to]
        next_posting[where] += counts
        next_position[where] += position_counts
        run.done = (high, to, position_to)
    return documents, codes, positions
