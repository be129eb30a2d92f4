"""What comes of inverting a batch of documents, in memory or in files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from qa_reader.errors import BuildFault
from qa_reader.search.abbreviations import Abbreviations
from qa_reader.search.columns import ColumnsBuilder
from qa_reader.search.keys import Heads, Keys, heads_of
from qa_reader.wording import tr

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]


class Run(Struct):
    """The postings of a batch in the byte order of terms.

    `terms`: term numbers, as far as they are known; `counts`, `position_counts`: postings and positions of each;
    `documents` (int32, ascending within a term, the first of the batch is 0); `codes`: of each posting its place in
    `frequencies` (codes × columns), which says how often the term stands in each column, `code_counts` how many
    postings have it;
    `positions`, as gaps to the one before in a column of a document, in the order of term, document, column.
    `first`: the number of the batch's first document; `recoded`: see `building.shared_codes`.
    """

    terms: Array | Spilled
    counts: Array | Spilled
    position_counts: Array | Spilled
    documents: Array | Spilled
    codes: Array | Spilled
    frequencies: Array
    positions: Array | Spilled
    code_counts: Ints
    first: int = 0
    recoded: Array | Spilled = field(default_factory=lambda: np.zeros(0, np.uint32))

    def name_terms(self, terms: Array) -> None:
        """Number the next terms, of all that it has, in their order."""
        if isinstance(self.terms, Spilled):
            self.terms.extend(terms)
        else:
            self.terms = np.concatenate((self.terms, terms), dtype=np.int32)

    def recode(self, codes: Array) -> None:
        """Say which code each of the run's own is among those of all runs."""
        self.recoded = self._kept(codes, ".recoded")

    def _kept(self, array: Array, suffix: str) -> Array | Spilled:
        """An array, in a file where the others are in files."""
        return Spilled(self.counts.path.with_suffix(suffix), array) if isinstance(self.counts, Spilled) else array

    def spill(self, folder: Path, name: str) -> None:
        """Move the large arrays to files of `folder`."""
        self.counts = Spilled(folder / f"{name}.postings", self.counts[:])
        self.position_counts = Spilled(folder / f"{name}.occurrences", self.position_counts[:])
        self.terms = Spilled(folder / f"{name}.ranks", self.terms[:])
        self.documents = Spilled(folder / f"{name}.documents", self.documents[:])
        self.positions = Spilled(folder / f"{name}.positions", self.positions[:])
        self.codes = Spilled(folder / f"{name}.codes", self.codes[:])


class Spilled:
    """An array in a file, of which a stretch is read at a time; unlike a memmap it never counts as memory.

    Raises BuildFault where there is no room for it, and where it is not read as it was written.
    """

    def __init__(self, path: Path, array: Array) -> None:
        self._path = str(path)  # a Path takes seven times as long to send to another process, and to open
        self._size = 0
        self.dtype = array.dtype
        self._write(array, "wb")

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self._path)

    def extend(self, array: Array) -> None:
        """Add more of the same kind at its end."""
        self._write(array.astype(self.dtype, copy=False), "ab")

    def _write(self, array: Array, how: Literal["wb", "ab"]) -> None:
        try:
            with open(self._path, how) as file:  # noqa: PTH123 - see there; `tofile` does not say why it cannot
                file.write(np.ascontiguousarray(array).data)
        except OSError as error:
            said = tr("{0}: temporary files cannot be written: {1}")
            raise BuildFault(said.format(self.path.parent, error.strerror or error)) from error
        self._size += len(array)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> Array:
        first, last, _ = part.indices(self._size)
        found = np.empty(max(last - first, 0), self.dtype)
        try:
            # `fromfile` takes three times as long to open a file, and each range of terms opens seven a batch
            with open(self._path, "rb", buffering=0) as file:  # noqa: PTH123 - see above
                file.seek(first * self.dtype.itemsize)
                read = file.readinto(found.view(np.uint8).data) if len(found) else 0
        except OSError as error:
            raise BuildFault(tr("{0}: cannot be read: {1}").format(self.path, error.strerror or error)) from error
        if read < found.nbytes:
            raise BuildFault(tr("{0}: this temporary file is shorter than it was").format(self.path))
        return found


class SpilledKeys:
    """Keys in files."""

    def __init__(self, path: Path, keys: Keys) -> None:
        self.short = Spilled(path.with_suffix(".short"), keys.short)
        self._long = Spilled(path.with_suffix(".long"), np.frombuffer(b"".join(keys.long), np.uint8))
        self._ends = Spilled(path.with_suffix(".ends"), np.cumsum([0, *map(len, keys.long)]))
        self._heads = Spilled(path.with_suffix(".heads"), heads_of(keys.long))

    def long_heads(self) -> Heads:
        """The heads of the long keys."""
        return self._heads[:]

    def __len__(self) -> int:
        return len(self.short) + len(self._heads)

    def part(self, short: slice, long: slice) -> Keys:
        """Some of the short and some of the long keys."""
        ends = self._ends[long.start : long.stop + 1]
        text = self._long[int(ends[0]) : int(ends[-1])].tobytes()
        bounds = (ends - ends[0]).tolist()
        return Keys(self.short[short], [text[first:last] for first, last in pairwise(bounds)])

    def whole(self) -> Keys:
        """All keys."""
        return self.part(slice(0, len(self.short)), slice(0, len(self._heads)))


class Inverted(Struct):
    """A batch of documents, numbered from 0 on, as it is merged with others.

    `keys` are the terms of the run, in its order; `words` the raw words, the short and the long ones each in the order
    of their terms' heads (`word_heads`, 0 for a word without a term), with the place of its term among the keys
    (`word_terms`, -1 where it is not there) and how often it stands in the batch (`word_counts`).
    `marks`: heads of some keys, which tell how they spread.
    """

    documents: int
    keys: Keys | SpilledKeys
    run: Run
    words: Keys | SpilledKeys
    word_heads: Heads | Spilled
    word_terms: Array | Spilled
    word_counts: Array | Spilled
    marks: Heads
    columns: ColumnsBuilder
    abbreviations: Abbreviations

    def spill(self, folder: Path, name: str) -> None:
        """Move what is large to files of `folder`, where it is not there already."""
        if isinstance(self.keys, SpilledKeys) or isinstance(self.words, SpilledKeys):
            return
        self.run.spill(folder, name)
        self.keys = SpilledKeys(folder / f"{name}-keys", self.keys)
        self.words = SpilledKeys(folder / f"{name}-words", self.words)
        self.word_heads = Spilled(folder / f"{name}.heads", self.word_heads[:])
        self.word_terms = Spilled(folder / f"{name}.terms", self.word_terms[:])
        self.word_counts = Spilled(folder / f"{name}.counts", self.word_counts[:])


def placed(starts: Ints, counts: Ints) -> Ints:
    """`counts[i]` numbers from `starts[i]` on, for each i, one after the other."""
    ends = np.cumsum(counts)
    numbers: Ints = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
    return numbers
