"""What comes of inverting a batch of documents, in memory or in files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from qa_reader.errors import BuildFault
from qa_reader.search.abbreviations import Abbreviations
from qa_reader.search.columns import ColumnsBuilder
from qa_reader.search.keys import Keys
from qa_reader.wording import tr

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]


class Run(Struct):
    """The postings of a batch in the byte order of terms.

    `terms`: term numbers, one an entry; `counts`, `position_counts`: postings and positions of each; `documents`
    (int32, ascending within a term, the first of the batch is 0); `codes`: of each posting its place in `frequencies`
    (codes × columns), which says how often the term stands in each column, `code_counts` how many postings have it;
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
        """Number the terms otherwise, in the same order."""
        self.terms = self._kept(terms, ".ranks")

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
        self.name_terms(self.terms[:])
        self.documents = Spilled(folder / f"{name}.documents", self.documents[:])
        self.positions = Spilled(folder / f"{name}.positions", self.positions[:])
        self.codes = Spilled(folder / f"{name}.codes", self.codes[:])


class Spilled:
    """An array in a file, of which a stretch is read at a time; unlike a memmap it never counts as memory.

    Raises BuildFault where there is no room for it, and where it is not read as it was written.
    """

    def __init__(self, path: Path, array: Array) -> None:
        self.path = path
        self._size = len(array)
        self.dtype = array.dtype
        try:
            path.write_bytes(np.ascontiguousarray(array).data)  # `tofile` does not say why it cannot
        except OSError as error:
            said = tr("{0}: temporary files cannot be written: {1}")
            raise BuildFault(said.format(path.parent, error.strerror or error)) from error

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> Array:
        first, last, _ = part.indices(self._size)
        wanted = max(last - first, 0)
        try:
            found: Array = np.fromfile(self.path, self.dtype, wanted, offset=first * self.dtype.itemsize)
        except OSError as error:
            raise BuildFault(tr("{0}: cannot be read: {1}").format(self.path, error.strerror or error)) from error
        if len(found) < wanted:
            raise BuildFault(tr("{0}: this temporary file is shorter than it was").format(self.path))
        return found


class SpilledKeys:
    """Keys in files."""

    def __init__(self, path: Path, keys: Keys) -> None:
        lengths = np.array([len(key) for key in keys.long], np.int64)
        self._short = Spilled(path.with_suffix(".short"), keys.short)
        self._long = Spilled(path.with_suffix(".long"), np.frombuffer(b"".join(keys.long), np.uint8))
        self._lengths = Spilled(path.with_suffix(".lengths"), lengths)

    def load(self) -> Keys:
        """The keys again."""
        text, ends = self._long[:].tobytes(), np.cumsum(self._lengths[:]).tolist()
        return Keys(self._short[:], [text[first:last] for first, last in pairwise([0, *ends])])


class Inverted(Struct):
    """A batch of documents, numbered from 0 on, as it is merged with others.

    `keys` are the terms of the run, in its order; `words` the raw words, with how often each stands there
    (`word_counts`) and the place of its term among the keys (`word_terms`, -1 for none).
    """

    documents: int
    keys: Keys | SpilledKeys
    run: Run
    words: Keys | SpilledKeys
    word_terms: Ints | Spilled
    word_counts: Ints | Spilled
    columns: ColumnsBuilder
    abbreviations: Abbreviations

    def spill(self, folder: Path, name: str) -> None:
        """Move what is large to files of `folder`, where it is not there already."""
        if isinstance(self.keys, SpilledKeys) or isinstance(self.words, SpilledKeys):
            return
        self.run.spill(folder, name)
        self.keys = SpilledKeys(folder / f"{name}-keys", self.keys)
        self.words = SpilledKeys(folder / f"{name}-words", self.words)
        self.word_terms = Spilled(folder / f"{name}.terms", self.word_terms[:])
        self.word_counts = Spilled(folder / f"{name}.counts", self.word_counts[:])


def placed(starts: Ints, counts: Ints) -> Ints:
    """`counts[i]` numbers from `starts[i]` on, for each i, one after the other."""
    ends = np.cumsum(counts)
    numbers: Ints = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
    return numbers
