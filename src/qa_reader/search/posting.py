"""The postings of one term over all segments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qa_reader.errors import IndexFault
from qa_reader.search.schema import TEXTS
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader.search.dictionary import Entry
    from qa_reader.search.postings import SegmentPostings

Array = npt.NDArray[Any]
Documents = npt.NDArray[np.int32]
#: Cells of a document: its texts. A term of a name stands in the first.
CELLS = len(TEXTS)
#: A width that no position is beyond.
WIDEST = 1 << 33
#: Below this, sums of places fit 32 bits.
_HALF = 1 << 30
#: Documents whose positions are added up at once.
_AT_ONCE = 8192


class Posting:
    """Documents, frequencies and positions of a term, each decoded when first asked for.

    `count`: documents; `document_counts`, `frequency_counts`: by column, in how many documents and how often. A cell
    is a column of a document; its number is document × CELLS + column.
    """

    __slots__ = ("_grown", "_kept", "_parts", "_read_gaps", "count", "document_counts", "frequency_counts")

    def __init__(
        self, parts: list[tuple[SegmentPostings, Entry, int]], grown: Callable[[int], None] | None = None
    ) -> None:
        """`parts`: a segment, its entry of the term and its first document, in the order of segments.

        `grown` is told how many bytes have been decoded since, so that somebody can bound them.
        """
        self._parts = parts
        self._grown = grown
        self._kept: dict[Any, Any] = {}
        self._read_gaps: Callable[[], Array] | None = None
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
        ones = np.ones(len(documents), np.uint8)
        return cls._of_arrays(documents, [ones], lambda: ones - np.uint8(1), None)

    @classmethod
    def _of_arrays(
        cls,
        documents: Documents,
        frequencies: list[Array],
        gaps: Callable[[], Array],
        grown: Callable[[int], None] | None,
    ) -> Posting:
        posting = cls([], grown)
        posting._read_gaps = gaps
        posting._kept = {"documents": documents, **dict(enumerate(frequencies))}
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
        documents, frequencies = [], []
        for segment, first, last, base in parts:
            stretch = segment.stretch(first, last)
            order = np.argsort(stretch.documents, kind="stable")
            here = stretch.documents.take(order)
            distinct = np.flatnonzero(np.diff(here, prepend=-1))
            documents.append(here.take(distinct) + np.int32(base))
            columns = np.array(stretch.frequencies, np.int64)
            frequencies.append(np.add.reduceat(columns[:, order], distinct, axis=1))
        together = list(np.concatenate(frequencies, axis=1).astype(np.uint32))
        # the positions, which take most of the time, only where somebody asks for them
        return cls._of_arrays(np.concatenate(documents), together, lambda: _gaps_of_terms(parts), grown)

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

    @property
    def _codes(self) -> Array:
        (segment, entry, _) = self._parts[0]
        return self.kept("codes", lambda: segment.codes(entry))

    def weighted(self, weights: tuple[float, ...], at: Array | None = None) -> npt.NDArray[np.float32]:
        """How often the term stands in each document, or in those at some indices, weighted by column."""
        if len(self._parts) == 1:  # codes of several segments have several tables
            return self._parts[0][0].weighted(weights).take(self._codes if at is None else self._codes.take(at))
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

    def rows(self, at: Array | None = None) -> Array:
        """How often the term stands in each cell (documents × CELLS) of all its documents, or of those at some."""
        if len(self._parts) == 1:
            segment = self._parts[0][0]
            return segment.rows.take(self._codes if at is None else self._codes.take(at), axis=0)
        if self._parts:
            table = self._joined(lambda segment, entry: segment.rows.take(segment.codes(entry), axis=0))
        else:
            table = np.zeros((self.count, CELLS), np.uint32)
            for column in range(len(self.document_counts)):
                table[:, column] = self.frequencies(column)
        return table if at is None else table.take(at, axis=0)

    @property
    def _gaps(self) -> Array:
        """The positions as they are stored, see `SegmentPostings.position_gaps`."""
        read = self._read_gaps
        return self.kept("gaps", read or (lambda: self._joined(lambda segment, entry: segment.position_gaps(entry))))

    @property
    def _ends(self) -> Array:
        """Where the positions of each document end."""

        def ends() -> Array:
            kind = np.int32 if sum(self.frequency_counts) < _HALF else np.int64
            return np.cumsum(self.rows().sum(axis=1, dtype=kind), dtype=kind)

        return self.kept("ends", ends)

    def keys(self, width: int) -> Array:
        """Where the term stands: cell × width + position of each occurrence, ascending.

        Raises TooNarrow where a position does not leave room for one more within the width.
        """

        def keys() -> Array:
            rows, found, at = self.rows(), [], 0
            for first in range(0, self.count, _AT_ONCE):  # what a stretch needs stays in the processor's cache
                some = rows[first : first + _AT_ONCE]
                to = at + int(some.sum(dtype=np.int64))
                found.append(_keys(some, self.documents[first : first + _AT_ONCE], self._gaps[at:to], width))
                at = to
            if at != len(self._gaps):
                raise _other_positions()
            largest = (int(self.documents[-1]) + 1) * CELLS * width
            kind = np.uint32 if largest < 1 << 32 else np.int64
            return np.concatenate([part.astype(kind) for part in found])

        return self.kept(("keys", width), keys)

    @property
    def gaps_and_ends(self) -> tuple[Array, Array]:
        """The positions as gaps, and where those of each document end among them."""
        gaps, ends = self._gaps, self._ends
        if int(ends[-1]) != len(gaps):
            raise _other_positions()
        return gaps, ends

    def positions(self, column: int) -> tuple[Array, Array]:
        """For a column: the index in `documents` and the position of every occurrence, in order."""
        cells, positions = np.divmod(self.keys(WIDEST), WIDEST)
        here = np.flatnonzero(cells % CELLS == column)
        return np.searchsorted(self.documents, cells[here] // CELLS), positions[here]


def keys_of(terms: Sequence[tuple[Posting, Array, Array]], numbers: Array, width: int) -> tuple[Array, list[int]]:
    """Where terms stand in some of their documents: `Posting.keys` as if these had other numbers, term after term.

    `terms`: postings with the indices of documents, ascending, and their rows; `numbers`: of all of these, ascending.
    Also where the keys of each term end.
    """
    rows = np.concatenate([row for _, _, row in terms])
    read = [posting.gaps_and_ends for posting, _, _ in terms]
    ends = np.concatenate([end.take(at) for (_, end), (_, at, _) in zip(read, terms, strict=True)]).astype(np.int64)
    counts = rows.sum(axis=1, dtype=np.int64)
    if not len(counts):
        return counts, [0] * len(terms)
    # each place is the one behind the last, but where another document begins
    steps = np.ones(int(counts.sum()), np.int64)
    steps[0] = ends[0] - counts[0]
    steps[counts[:-1].cumsum()] = ends[1:] - counts[1:] - ends[:-1] + 1
    places = steps.cumsum()
    documents = np.cumsum([len(at) for _, at, _ in terms])
    stops = np.append(0, counts.cumsum()).take(documents).tolist()
    gaps = [gap.take(places[first:last]) for (gap, _), first, last in zip(read, [0, *stops], stops, strict=False)]
    return _keys(rows, numbers, np.concatenate(gaps), width), stops


def _gaps_of_terms(parts: list[tuple[SegmentPostings, int, int, int]]) -> Array:
    """The gaps of neighbouring terms as if they were one term; see `Posting.of_terms`."""
    gaps = []
    for segment, first, last, _ in parts:
        stretch = segment.stretch(first, last)
        # each occurrence by document, column and position
        counts = np.array(stretch.frequencies, np.int64).T.reshape(-1)
        cell = np.repeat(np.arange(len(counts)), counts)
        place = segment.positions_of(first, last)
        if len(place) != len(cell):
            raise _other_positions()
        cell = stretch.documents[cell // CELLS].astype(np.int64) * CELLS + cell % CELLS
        within = np.lexsort((place, cell))
        before = np.diff(place[within].astype(np.int64), prepend=-1)
        again = np.diff(cell[within], prepend=-1) == 0
        gaps.append(np.where(again, before - 1, place[within]).astype(np.uint32))
    return np.concatenate(gaps)


class TooNarrow(Exception):
    """A position is beyond the width given."""


def _other_positions() -> IndexFault:
    return IndexFault(tr("search index: a term has other positions than occurrences"))


def _keys(rows: Array, documents: Array, gaps: Array, width: int) -> Array:
    """Cell × width + position of each occurrence: the sums of the gaps, each cell begun anew."""
    rows = rows.reshape(-1)
    has = np.flatnonzero(rows != 0)
    counts = rows.take(has)
    ends = np.cumsum(counts, dtype=np.int64)
    if (int(ends[-1]) if len(ends) else 0) != len(gaps):
        raise _other_positions()
    if not len(gaps):
        return np.zeros(0, np.int64)
    begins = (documents.take(has // CELLS).astype(np.int64) * CELLS + has % CELLS) * width
    lasts = np.diff(np.cumsum(gaps, dtype=np.int64).take(ends - 1), prepend=0)
    lasts += counts
    lasts -= 1
    if int(lasts.max()) > width - 2:
        raise TooNarrow
    steps = gaps.astype(np.int64)
    steps += 1
    steps[0] += begins[0] - 1
    steps[ends[:-1]] += begins[1:] - begins[:-1] - lasts[:-1] - 1
    return steps.cumsum()
