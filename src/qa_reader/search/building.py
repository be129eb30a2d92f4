"""A segment from documents: batches are inverted, spilled, and merged a range of terms at a time.

Memory is that of one batch, of the dictionary, and of a few numbers a document, however large the archive.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader import scratch
from qa_reader.errors import BuildFault
from qa_reader.model import Progress, silent
from qa_reader.search.abbreviations import Abbreviations
from qa_reader.search.beside import Beside, InOrder, Submits
from qa_reader.search.blocks import COLUMNS
from qa_reader.search.columns import ColumnsBuilder
from qa_reader.search.document import Document
from qa_reader.search.freed import give_back
from qa_reader.search.inversion import Batch, Terms
from qa_reader.search.lexicon import Lexicon, stretch_of
from qa_reader.search.lexicon import shares as shares_of
from qa_reader.search.manifest import SegmentInfo
from qa_reader.search.postings_writer import PostingBlocks, PostingsWriter
from qa_reader.search.ranges import Parts, range_blocks
from qa_reader.search.runs import Inverted, Run
from qa_reader.search.spelling import write_words
from qa_reader.search.store import BlobStore
from qa_reader.search.telling import TellingWriter, telling_terms
from qa_reader.wording import tr

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: Postings merged at once, about 40 bytes each where they are merged, and some more on their way.
MERGE_POSTINGS = 500_000
#: Terms at most, about 250 bytes each where they are written: of ids and rare words each has one posting.
MERGE_TERMS = 50_000
#: Threads that merge where there are no processes.
_THREADS = 2
#: Batches stay in memory while there are this few.
BATCHES_IN_MEMORY = 3


class SegmentBuilder:
    """Takes documents, or batches of them that were inverted elsewhere, and writes them as one segment."""

    def __init__(self, store: BlobStore, name: str, *, total: int = 0, progress: Progress = silent) -> None:
        #: What merges what was inverted; processes take it from files. None: threads of the builder's own.
        self.pool: Submits | None = None
        #: How many things the pool does at once.
        self.side_by_side = _THREADS
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
        self._writing = 0, 0  # of how many postings how many are begun with
        self._inverting = 0  # documents of the batch that is being inverted
        self._beside: Beside[Inverted] | None = None
        self._open = ExitStack()
        self._folder: Path | None = None

    def __len__(self) -> int:
        return self._taken + self._inverting + len(self._batch)

    @property
    def folder(self) -> Path:
        """A folder for what does not stay in memory; gone when the builder is closed. Raises BuildFault."""
        if self._folder is None:
            try:
                self._folder = self._open.enter_context(scratch.folder("index"))
            except OSError as error:
                said = tr("{0}: temporary files cannot be written: {1}")
                raise BuildFault(said.format(error.filename or tempfile.gettempdir(), error.strerror)) from error
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

    def take_all(self, batches: Iterable[Inverted]) -> None:
        """Take several."""
        for batch in batches:
            self.take(batch)

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
        """Merge what was gathered into the store; the manifest is the caller's.

        Where it raises, the pool may still read the temporary files: who asked ends that, and then closes the builder.
        """
        self._end_batch()
        if self._beside is not None:
            self._take_inverted(self._beside.done())
        self._batch = Batch(Terms())
        self._terms = Terms()
        written = self._merge()
        self.close()
        return written

    def close(self) -> None:
        """Remove the temporary files; what was not finished is lost."""
        self._batches = []
        self._open.close()
        self._folder = self._beside = None

    @property
    def _ahead(self) -> int:
        """How many things may be begun and not written: one more, so that none is idle while one is written."""
        return self.side_by_side + 1

    def _merge(self) -> SegmentInfo:
        frequencies = shared_codes([batch.run for batch in self._batches])
        pool = self.pool or self._threads()
        lexicon = self._lexicon(pool)
        writer = PostingsWriter(self._store, self._name, frequencies, pool)
        write_words(self._store, self._name, lexicon.words())
        self._write_postings(writer, pool, frequencies, lexicon)
        writer.finish()
        self._write_telling(pool, lexicon)
        self._abbreviations.write(self._store, self._name)
        lengths = self._columns.write(self._store, self._name)
        return SegmentInfo(self._name, self._taken, writer.terms, writer.postings, writer.positions, lengths)

    def _lexicon(self, pool: Submits) -> Lexicon:
        """Number the terms of all batches."""
        lexicon = Lexicon(self._batches, self.folder if len(self._batches) > BATCHES_IN_MEMORY else None)
        self._writing = 0, sum(len(batch.run.documents) for batch in self._batches)
        numbering = InOrder(pool, stretch_of, lexicon.take, self._ahead, self._go_on)
        for shares in shares_of(self._batches):
            self._go_on()
            numbering.do(shares)
        numbering.done()
        give_back()
        return lexicon

    def _go_on(self) -> None:
        """Tell how far the writing is, now and again while it waits, so that it can be cancelled."""
        self._progress(*self._writing, tr("writing the index"))

    def _threads(self) -> Submits:
        pool = ThreadPoolExecutor(_THREADS, "qa-reader-index")
        self._open.callback(pool.shutdown, cancel_futures=True)
        return pool

    def _write_postings(self, writer: PostingsWriter, pool: Submits, frequencies: Array, lexicon: Lexicon) -> None:
        """Have the runs merged a range of terms at a time, and write each range when it comes."""
        totals = lexicon.totals
        bounds, ends = _bounds(totals[0])
        parts = [Parts(batch.run, bounds) for batch in self._batches]
        ranges = pairwise(bounds.tolist())

        def write(blocks: PostingBlocks) -> None:
            writer.add(*lexicon.between(*next(ranges)), blocks)

        merging = InOrder(pool, range_blocks, write, self._ahead, self._go_on)
        for number, (first, last) in enumerate(pairwise(bounds.tolist())):
            self._writing = ends[number], ends[-1]
            self._go_on()
            of_range = [part for of_run in parts for part in of_run.of(number)]
            merging.do(frequencies, of_range, first, totals[:, first:last].astype(np.int64))
        merging.done()
        self._writing = ends[-1], ends[-1]
        self._go_on()

    def _write_telling(self, pool: Submits, lexicon: Lexicon) -> None:
        writer = TellingWriter(self._store, self._name)
        telling = InOrder(pool, telling_terms, writer.add, self._ahead, self._go_on)
        for batch in self._batches:
            terms = batch.run.terms[:]
            telling.do(batch.run, lexicon.tells[terms], lexicon.totals[0][terms], self._taken, batch.documents)
        telling.done()
        writer.finish()


def _bounds(counts: Array) -> tuple[Ints, list[int]]:
    """The bounds of ranges of terms with some postings each, and how many postings stand before each of them.

    `counts`: how many each term has.
    """
    ends = np.cumsum(np.append(0, counts), dtype=np.int64)
    bounds = [0]
    while bounds[-1] < len(ends) - 1:
        last = int(np.searchsorted(ends, ends[bounds[-1]] + MERGE_POSTINGS, "right")) - 1
        bounds.append(min(max(last, bounds[-1] + 1), bounds[-1] + MERGE_TERMS))
    return np.array(bounds, np.int64), ends[bounds].tolist()


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
        run.recode(place_of[which[first : first + len(run.frequencies)]].astype(np.uint32))
        first += len(run.frequencies)
    table: Array = rows[order]
    return table
