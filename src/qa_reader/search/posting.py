"""The postings of one term over all segments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from qa_reader.errors import IndexFault
from qa_reader.search.schema import TEXTS
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader.search.dictionary import Entry
    from qa_reader.search.postings import SegmentPostings

Array = npt.NDArray[Any]
Told = TypeVar("Told")
Kept = TypeVar("Kept", bound="_Measured")
Documents = npt.NDArray[np.int32]
#: Cells of a document: its texts. A term of a name stands in the first.
CELLS = len(TEXTS)
#: What `kept` and `holds` call `Posting.everywhere`.
EVERYWHERE = "everywhere"
_CODES = "codes"
#: A width that no position is beyond.
WIDEST_BITS = 33
WIDEST = 1 << WIDEST_BITS
#: Below this, sums of places fit 32 bits.
_HALF = 1 << 30
#: Documents whose positions are added up at once.
_AT_ONCE = 8192


class _Measured(Protocol):
    """An array, or several."""

    @property
    def nbytes(self) -> int: ...


class Posting:
    """Documents, frequencies and positions of a term, each decoded when first asked for.

    `count`: documents; `document_counts`, `frequency_counts`: by column, in how many documents and how often. A cell
    is a column of a document; its number is document × CELLS + column.
    """

    __slots__ = ("_grown", "_kept", "_parts", "_read_gaps", "_told", "count", "document_counts", "frequency_counts")

    def __init__(
        self, parts: list[tuple[SegmentPostings, Entry, int]], grown: Callable[[int], None] | None = None
    ) -> None:
        """`parts`: a segment, its entry of the term and its first document, in the order of segments.

        `grown` is told how many bytes have been decoded since, so that somebody can bound them.
        """
        self._parts = parts
        self._grown = grown
        self._kept: dict[Any, Any] = {}
        self._told: dict[str, Any] = {}
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

    def kept(self, name: Any, make: Callable[[], Kept]) -> Kept:
        """What `make` computes of this term, computed once; do not change it."""
        found: Kept | None = self._kept.get(name)
        if found is None:
            found = make()
            if name not in self._kept:
                self._kept[name] = found
                if self._grown is not None:
                    self._grown(found.nbytes)
        return found

    def _forget(self, name: Any) -> None:
        """Keep something no longer; who was given it may still have it."""
        found = self._kept.pop(name, None)
        if found is not None and self._grown is not None:
            self._grown(-found.nbytes)

    def told(self, name: str, make: Callable[[], Told]) -> Told:
        """What `make` says of this term in a few words or numbers, said once."""
        found: Told | None = self._told.get(name)
        if found is None:
            found = self._told[name] = make()
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
    def coded(self) -> bool:
        """Whether there is a code for each document, as `everywhere` has them."""
        return bool(self._parts)

    @property
    def segment(self) -> SegmentPostings | None:
        """The segment that has all of it, by whose tables `codes` can be read; None where several have."""
        return self._parts[0][0] if len(self._parts) == 1 else None

    def codes(self, at: Array | None = None) -> Array:
        """The code of each document, or of those at some indices; only where `coded`.

        It is the place of the document's frequencies in what `_table` makes of the segments' tables.
        """
        everywhere = self._kept.get(EVERYWHERE)
        if everywhere is not None:  # then the codes are not kept as well
            codes: Array = everywhere.take(self.documents if at is None else self.documents.take(at))
            codes -= codes.dtype.type(1)
            return codes
        every = self.kept(_CODES, self._read_codes)
        return every if at is None else every.take(at)

    def _read_codes(self) -> Array:
        if len(self._parts) == 1:
            return self._parts[0][0].codes(self._parts[0][1])
        bases = np.cumsum([0, *(len(segment.totals) for segment, _, _ in self._parts)])
        parts = [segment.codes(entry).astype(np.int64) for segment, entry, _ in self._parts]
        together = np.concatenate([codes + base for codes, base in zip(parts, bases, strict=False)])
        return together.astype(np.min_scalar_type(int(bases[-1])))

    def _table(self, of: Callable[[SegmentPostings], Array]) -> Array:
        """What is known of each code: a segment's table, or those of all segments one after the other."""
        if len(self._parts) == 1:
            return of(self._parts[0][0])
        return np.concatenate([of(segment) for segment, _, _ in self._parts])

    @property
    def filled(self) -> dict[str, int]:
        """The texts that have the term anywhere, with their columns."""
        return self.told("filled", self._filled)

    def _filled(self) -> dict[str, int]:
        counts = enumerate(self.document_counts)  # of a column's value there is one
        return {TEXTS[column]: column for column, count in counts if count}

    def everywhere(self, size: int) -> Array:
        """For each of `size` documents 0 where it does not have the term, else its code and 1; only where `coded`."""

        def made() -> Array:
            codes = self._kept.get(_CODES)
            codes = self._read_codes() if codes is None else codes
            kind = np.min_scalar_type(int(codes.max()) + 1)
            codes_of = np.zeros(size, kind)
            codes_of[self.documents.astype(np.intp)] = codes.astype(kind) + kind.type(1)
            return codes_of

        found = self.kept(EVERYWHERE, made)
        self._forget(_CODES)
        return found

    def weighted(self, weights: tuple[float, ...], at: Array | None = None) -> npt.NDArray[np.float32]:
        """How often the term stands in each document, or in those at some indices, weighted by column."""
        if self._parts:
            return self.weighted_by_code(weights, self.codes(at))
        columns = [self.frequencies(i) * np.float32(weights[i]) for i in range(len(self.document_counts))]
        whole: npt.NDArray[np.float32] = np.add.reduce(columns, axis=0, dtype=np.float32)
        return whole if at is None else whole.take(at)

    def weighted_by_code(self, weights: tuple[float, ...], codes: Array) -> npt.NDArray[np.float32]:
        """The same for documents that have these codes."""
        return self._table(lambda segment: segment.weighted(weights)).take(codes)

    def in_titles(self, at: Array, codes: Array | None) -> Array:
        """How often the term stands in the titles of documents at some indices, which have these codes if any."""
        if codes is None:
            return self.frequencies(0).take(at)
        return self._table(lambda segment: segment.titles).take(codes)

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
        if self._parts:
            return self._table(lambda segment: segment.rows).take(self.codes(at), axis=0)
        table = np.zeros((self.count, CELLS), np.uint32)
        for column in range(len(self.document_counts)):
            table[:, column] = self.frequencies(column)
        return table if at is None else table.take(at, axis=0)

    def totals(self, at: Array | None = None) -> Array:
        """How often the term stands in all cells together of each document, or of those at some indices."""
        if self._parts:  # a table's look-up takes a twentieth of the time of a sum over so short an axis
            return self._table(lambda segment: segment.totals).take(self.codes(at))
        totals: Array = self.rows(at).sum(axis=1, dtype=np.int64)
        return totals

    @property
    def _gaps(self) -> Array:
        """The positions as they are stored, see `SegmentPostings.position_gaps`."""
        return self.kept("gaps", self._stored_gaps)

    def _stored_gaps(self) -> Array:
        read = self._read_gaps
        return read() if read else self._joined(lambda segment, entry: segment.position_gaps(entry))

    @property
    def _ends(self) -> Array:
        """Where the positions of each document end."""

        def ends() -> Array:
            kind = np.int32 if sum(self.frequency_counts) < _HALF else np.int64
            found = self.totals().cumsum(dtype=kind)
            if int(found[-1]) != len(self._gaps):
                raise _other_positions()
            return found

        return self.kept("ends", ends)

    def keys(self, width: int) -> Array:
        """Where the term stands: cell × width + position of each occurrence, ascending.

        Raises TooNarrow where a position does not leave room for one more within the width.
        """

        def keys() -> Array:
            rows, at = self.rows(), 0
            gaps = self._gaps if self.holds("gaps") else self._stored_gaps()  # the room is for the keys
            largest = (int(self.documents[-1]) + 1) * CELLS * width
            found = np.empty(len(gaps), np.uint32 if largest < 1 << 32 else np.int64)
            for first in range(0, self.count, _AT_ONCE):  # what a stretch needs stays in the processor's cache
                some = rows[first : first + _AT_ONCE]
                to = at + int(some.sum(dtype=np.int64))
                found[at:to] = _keys(some, self.documents[first : first + _AT_ONCE], gaps[at:to], width)
                at = to
            if at != len(gaps):
                raise _other_positions()
            return found

        return self.kept(("keys", width), keys)

    @property
    def gaps_and_ends(self) -> tuple[Array, Array]:
        """The positions as gaps, and where those of each document end among them."""
        return self._gaps, self._ends

    def positions(self, column: int) -> tuple[Array, Array]:
        """For a column: the index in `documents` and the position of every occurrence, in order."""
        cells, positions = np.divmod(self.keys(WIDEST), WIDEST)
        here = np.flatnonzero(cells % CELLS == column)
        return np.searchsorted(self.documents, cells[here] // CELLS), positions[here]


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


def _keys(rows: Array, documents: Array | None, gaps: Array, width: int) -> Array:
    """Cell × width + position of each occurrence: the sums of the gaps, each cell begun anew."""
    rows = rows.reshape(-1)
    cells = (rows != 0).nonzero()[0]
    counts = rows.take(cells)
    ends = counts.cumsum(dtype=np.int64)
    if (int(ends[-1]) if len(ends) else 0) != len(gaps):
        raise _other_positions()
    if not len(gaps):
        return np.zeros(0, np.int64)
    if documents is not None:
        cells = documents.take(cells // CELLS).astype(np.int64) * CELLS + cells % CELLS
    steps = np.add(gaps, 1, dtype=np.int64)
    lengths = steps.cumsum().take(ends - 1)
    lengths[1:] -= lengths[:-1].copy()
    if int(np.maximum.reduce(lengths)) >= width:
        raise TooNarrow
    # one running sum, which at each cell's beginning leaps there: two thirds of the time of adding to all of a cell
    leaps = cells * width
    lengths += leaps
    leaps[1:] -= lengths[:-1]
    leaps[0] -= 1
    steps[ends - counts] += leaps
    keys: Array = steps.cumsum()
    return keys
