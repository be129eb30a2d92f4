"""The postings of one term over all segments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qa_reader.errors import IndexFault
from qa_reader.search.postings import absolute
from qa_reader.search.schema import TEXTS
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader.search.dictionary import Entry
    from qa_reader.search.postings import SegmentPostings

Array = npt.NDArray[Any]
Documents = npt.NDArray[np.int32]
#: Cells of a document: its texts. A term of a name stands in the first.
CELLS = len(TEXTS)
#: Of less than this share of a term's cells the positions are made absolute for these alone.
_FEW = 1 / 8


class Posting:
    """Documents, frequencies and positions of a term, each decoded when first asked for.

    `count`: documents; `document_counts`, `frequency_counts`: by column, in how many documents and how often. A cell
    is a column of a document; its number is document × CELLS + column.
    """

    __slots__ = ("_grown", "_kept", "_parts", "count", "document_counts", "frequency_counts")

    def __init__(
        self, parts: list[tuple[SegmentPostings, Entry, int]], grown: Callable[[int], None] | None = None
    ) -> None:
        """`parts`: a segment, its entry of the term and its first document, in the order of segments.

        `grown` is told how many bytes have been decoded since, so that somebody can bound them.
        """
        self._parts = parts
        self._grown = grown
        self._kept: dict[Any, Any] = {}
        self.count = sum(entry.count for _, entry, _ in parts)
        if len(parts) == 1:
            self.document_counts = parts[0][1].document_counts
            self.frequency_counts = parts[0][1].frequencies
        else:
            self.document_counts = tuple(map(sum, zip(*(entry.document_counts for _, entry, _ in parts), strict=True)))
            self.frequency_counts = tuple(map(sum, zip(*(entry.frequencies for _, entry, _ in parts), strict=True)))

    @classmethod
    def of_column(cls, documents: Documents) -> Posting:
        """The postings of a column's value: each document once, no positions."""
        return cls._of_arrays(documents, [np.ones(len(documents), np.uint8)], np.zeros(len(documents), np.uint8), None)

    @classmethod
    def _of_arrays(
        cls, documents: Documents, frequencies: list[Array], positions: Array, grown: Callable[[int], None] | None
    ) -> Posting:
        posting = cls([], grown)
        posting._kept = {"documents": documents, "positions": positions, **dict(enumerate(frequencies))}
        posting.count = len(documents)
        posting.document_counts = tuple(int(np.count_nonzero(column)) for column in frequencies)
        posting.frequency_counts = tuple(int(column.sum(dtype=np.int64)) for column in frequencies)
        return posting

    @classmethod
    def of_terms(
        cls, parts: list[tuple[SegmentPostings, int, int, int]], grown: Callable[[int], None] | None = None
    ) -> Posting:
        """The postings of neighbouring terms as if they were one term.

        `parts`: a segment, the places `first:last` of terms in its dictionary, and its first document.
        """
        documents, frequencies, positions = [], [], []
        for segment, first, last, base in parts:
            stretch = segment.stretch(first, last)
            order = np.argsort(stretch.documents, kind="stable")
            columns = np.array(stretch.frequencies, np.int64)
            here = stretch.documents[order]
            distinct = np.flatnonzero(np.concatenate(([True], here[1:] != here[:-1])))
            documents.append(here[distinct] + np.int32(base))
            frequencies.append(np.add.reduceat(columns[:, order], distinct, axis=1))
            # each occurrence by document, column and position
            counts = columns.T.reshape(-1)
            cell = np.repeat(np.arange(len(counts)), counts)
            place = segment.positions_of(first, last)
            if len(place) != len(cell):
                raise IndexFault(tr("search index: a term has other positions than occurrences"))
            document_of = stretch.documents[cell // len(columns)].astype(np.int64)
            within = np.lexsort((place, cell % len(columns), document_of))
            positions.append(place[within])
        together = list(np.concatenate(frequencies, axis=1).astype(np.uint32))
        return cls._of_arrays(np.concatenate(documents), together, np.concatenate(positions), grown)

    # ------------------------------------------------------------ what is decoded

    def kept(self, name: Any, make: Callable[[], Array]) -> Array:
        """What `make` computes of this term, computed once; do not change it."""
        found: Array | None = self._kept.get(name)
        if found is None:
            found = make()
            if name not in self._kept:
                self._kept[name] = found
                if self._grown is not None:
                    self._grown(found.nbytes)
        return found

    def _forget(self, name: Any) -> None:
        """Let go of what something else stands for now."""
        if self._grown is not None:
            self._grown(-self._kept.pop(name).nbytes)

    @property
    def nbytes(self) -> int:
        """How much is decoded by now."""
        return sum(array.nbytes for array in self._kept.values())

    def holds(self, name: Any) -> bool:
        """Whether `kept` has this by now."""
        return name in self._kept

    def _joined(self, read: Callable[[SegmentPostings, Entry], Array]) -> Array:
        parts = [read(segment, entry) for segment, entry, _ in self._parts]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    @property
    def documents(self) -> Documents:
        """The documents, ascending."""
        return self.kept("documents", self._documents)

    def _documents(self) -> Documents:
        parts = [segment.documents(entry) + np.int32(base) for segment, entry, base in self._parts]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def frequencies(self, column: int) -> Array:
        """How often the term stands in a column of each document."""
        return self.kept(column, lambda: self._joined(lambda segment, entry: segment.frequencies(entry, column)))

    def weighted(self, weights: Sequence[float], at: Array | None = None) -> npt.NDArray[np.float32]:
        """How often the term stands in each document, or in those at some indices, weighted by column."""
        if len(self._parts) == 1:  # codes of several segments have several tables
            codes = self.kept("codes", lambda: self._parts[0][0].codes(self._parts[0][1]))
            return self._parts[0][0].weighted(weights).take(codes if at is None else codes.take(at))
        whole: npt.NDArray[np.float32]
        if self._parts:
            whole = self._joined(lambda segment, entry: segment.weighted(weights).take(segment.codes(entry)))
        else:
            columns = [self.frequencies(i) * np.float32(weights[i]) for i in range(len(self.document_counts))]
            whole = np.add.reduce(columns, axis=0, dtype=np.float32)
        return whole if at is None else whole.take(at)

    def in_column(self, column: int) -> tuple[Documents, Array]:
        """The documents that have the term in a column, and how often."""
        frequencies = self.frequencies(column)
        if self.document_counts[column] == self.count:
            return self.documents, frequencies
        has = np.flatnonzero(frequencies)
        return self.documents[has], frequencies[has]

    # ------------------------------------------------------------ cells and positions

    @property
    def cells(self) -> Documents:
        """The cells that have the term, ascending."""
        return self.kept("cells", lambda: self._make_cells()[0])

    @property
    def cell_counts(self) -> Array:
        """How often the term stands in each of its cells."""
        return self.kept("cell counts", lambda: self._make_cells()[1])

    @property
    def _cell_starts(self) -> Array:
        """Where the positions of each cell begin."""

        def starts() -> Array:
            counts = self.cell_counts
            ends = np.cumsum(counts, dtype=np.int32 if sum(self.frequency_counts) < 1 << 31 else np.int64)
            places = self._positions if self.holds("positions") else self._gaps
            if len(ends) and int(ends[-1]) != len(places):
                raise IndexFault(tr("search index: a term has other positions than occurrences"))
            return ends - counts

        return self.kept("cell starts", starts)

    def _make_cells(self) -> tuple[Documents, Array]:
        columns = [i for i, count in enumerate(self.document_counts) if count]
        if self._parts:
            table = self._joined(lambda segment, entry: segment.rows(columns).take(segment.codes(entry), axis=0))
        else:
            table = np.stack([self.frequencies(column) for column in columns], axis=1)
        numbers = (self.documents[:, np.newaxis] * np.int32(CELLS) + np.array(columns, np.int32)).reshape(-1)
        has = np.flatnonzero(table)
        cells, counts = numbers.take(has), table.reshape(-1).take(has)
        return self.kept("cells", lambda: cells), self.kept("cell counts", lambda: counts)

    @property
    def signatures(self) -> npt.NDArray[np.uint64]:
        """For each cell a bit for each position modulo 64: they tell of most cells that words do not touch there."""

        def signatures() -> Array:
            bits = np.left_shift(np.uint64(1), self._positions.astype(np.uint8) & np.uint8(63))
            signed: Array = np.bitwise_or.reduceat(bits, self._cell_starts)
            return signed

        return self.kept("signatures", signatures)

    @property
    def _positions(self) -> Array:
        def positions() -> Array:
            gaps = self._gaps
            self._forget("gaps")
            return absolute(gaps, self.cell_counts)

        return self.kept("positions", positions)

    @property
    def _gaps(self) -> Array:
        """The positions as they are kept, see `SegmentPostings.position_gaps`."""
        return self.kept("gaps", lambda: self._joined(lambda segment, entry: segment.position_gaps(entry)))

    def positions_at(self, at: Array) -> tuple[Array, Array]:
        """How often the term stands in some of `cells` (places, ascending, not none), and the positions in a row."""
        counts = self.cell_counts.take(at).astype(np.int64)
        starts = self._cell_starts.take(at)
        ends = counts.cumsum()
        # each place is the one behind the last, but where another cell begins
        steps = np.ones(int(ends[-1]), np.int64)
        steps[0] = starts[0]
        steps[ends[:-1]] = starts[1:] - (starts + counts)[:-1] + 1
        places = steps.cumsum()
        if not self.holds("positions") and len(at) < len(self.cells) * _FEW:
            return counts, absolute(self._gaps.take(places), counts)
        return counts, self._positions.take(places)

    def positions(self, column: int) -> tuple[Array, Array]:
        """For a column: the index in `documents` and the position of every occurrence, in order."""
        at = np.flatnonzero(self.cells % CELLS == column)
        if not len(at):
            return at, at
        counts, positions = self.positions_at(at)
        return np.repeat(np.searchsorted(self.documents, self.cells[at] // CELLS), counts), positions
