"""What is kept of each document beside its postings: numbers, lengths, dates, ages, facet values.

`ColumnsBuilder` gathers and writes them, `SegmentColumns` reads each when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.codec import Gets, Packed, dump_json, fault, fetch, load_strings, pack
from qa_reader.search.document import Document
from qa_reader.search.folding import folded_all
from qa_reader.search.schema import OLDEST, WORD_FIELDS, ages_of, band_of, sex_of
from qa_reader.search.store import BlobStore, blob_name

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: Facets whose values are listed by document; year is computed from the date, age kept as its band.
LISTED = ("department", "topic", "doctor", "hospital", "sex", "age")
FACETS = ("department", "topic", "doctor", "hospital", "year", "sex", "age")
#: Between a topic's name and its department in the topic facet's values.
UNIT = "\x1f"
#: Bytes of a folded title by which titles are sorted.
TITLE_KEY = 16
_GATHERED = ("numbers", "days", "ages", "titles", "hashes", "title_words", "lengths")
#: Titles folded at once.
_TITLES = 500
#: No date: day 0, which `date.toordinal` never gives.
NO_DAY = 0
NO_AGE = 255
LAST_DAY = date.max.toordinal()


class _Listing:
    """The values of a facet, several or none a document."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._counts: list[int] = []
        self._flat: list[int] = []
        self._parts: list[tuple[Ints, Ints]] = []  # counts and codes of batches before

    def add(self, values: Sequence[str]) -> None:
        codes, flat = self._codes, self._flat
        for value in values:
            flat.append(codes.setdefault(value, len(codes)))
        self._counts.append(len(values))

    def extend(self, values: list[str], counts: Ints, codes: Ints) -> None:
        """Take other documents' values in, as `SegmentColumns.listing` gives them; only those that are used."""
        used, which = np.unique(codes, return_inverse=True)
        number = [self._codes.setdefault(values[code], len(self._codes)) for code in used.tolist()]
        self._parts.append((counts, np.array(number, np.int64)[which]))

    def listed(self) -> tuple[list[str], Ints, Ints]:
        """All values, how many each document has, and their codes."""
        parts = [*self._parts, (np.array(self._counts, np.int64), np.array(self._flat, np.int64))]
        counts, codes = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        return list(self._codes), counts, codes

    def write(self, store: BlobStore, segment: str, facet: str) -> None:
        values, counts, codes = self.listed()
        store.put(blob_name(segment, f"values/{facet}"), dump_json(values))
        store.put(blob_name(segment, f"codes/{facet}"), pack([counts, codes]))


class ColumnsBuilder:
    """Gathers what is kept of each document, in their order."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._days: list[tuple[int, ...]] = []
        self._ages: list[tuple[int, int]] = []
        self._titles: list[str] = []
        self._listings = {facet: _Listing() for facet in LISTED}
        self._parts: dict[str, list[Array]] = {name: [] for name in _GATHERED}  # of batches that have ended

    def add(self, document: Document) -> None:
        """Take a document's values in."""
        self._numbers.append(document.number)
        self._days.append(tuple(day.toordinal() if day else NO_DAY for day in (document.asked, document.replied)))
        ages = ages_of(document.age)
        self._ages.append(ages or (NO_AGE, NO_AGE))
        self._titles.append(document.texts[0][: 4 * TITLE_KEY])
        listings = self._listings
        listings["department"].add(document.departments[:1])
        listings["topic"].add([f"{topic.name}{UNIT}{topic.department}" for topic in document.topics])
        listings["doctor"].add(document.doctors)
        listings["hospital"].add(document.hospitals)
        listings["sex"].add([sex_of(document.sex)] if document.sex else [])
        listings["age"].add([band_of(ages)] if ages else [document.age] if document.age else [])

    def end_batch(self, lengths: Array, hashes: Array, title_words: Array) -> None:
        """Take what is counted of the documents since the last batch in.

        That is their field lengths (documents × fields), the hashes of their titles, and the words there but common
        ones.
        """
        keys: list[bytes] = []
        for first in range(0, len(self._titles), _TITLES):
            titles = folded_all(self._titles[first : first + _TITLES])
            keys += [title.encode("utf-8", "replace")[:TITLE_KEY].ljust(TITLE_KEY, b"\0") for title in titles]
        self._gather(
            np.array(self._numbers, np.int64),
            np.array(self._days, np.int32).reshape(-1, 2),
            np.array(self._ages, np.uint8).reshape(-1, 2),
            np.frombuffer(b"".join(keys), np.uint8),
            hashes,
            title_words,
            lengths,
        )
        self._numbers, self._days, self._ages, self._titles = [], [], [], []

    def _gather(self, *arrays: Array) -> None:
        for name, array in zip(_GATHERED, arrays, strict=True):
            self._parts[name].append(array)

    def add_segment(self, columns: SegmentColumns, kept: Ints) -> None:
        """Take the documents `kept` (their places) of another segment in, instead of documents."""
        titles = b"".join(key.ljust(TITLE_KEY, b"\0") for key in columns.title_keys()[kept].tolist())
        self._gather(
            columns.numbers()[kept],
            np.stack([columns.days(field)[kept] for field in ("asked", "replied")], axis=1),
            np.stack([ages[kept] for ages in columns.ages()], axis=1),
            np.frombuffer(titles, np.uint8),
            columns.hashes()[kept],
            columns.title_words()[kept],
            np.stack([columns.lengths(field)[kept] for field in WORD_FIELDS], axis=1),
        )
        chosen = np.zeros(len(columns.numbers()), np.bool_)
        chosen[kept] = True
        for facet, listing in self._listings.items():
            values, counts, codes = columns.listing(facet)
            listing.extend(values, counts[kept], codes[np.repeat(chosen, counts)])

    def extend(self, batch: ColumnsBuilder) -> None:
        """Take the documents of a batch that has ended in."""
        for name, parts in batch._parts.items():
            self._parts[name] += parts
        for facet, listing in self._listings.items():
            listing.extend(*batch._listings[facet].listed())

    def write(self, store: BlobStore, segment: str) -> dict[str, int]:
        """Put all columns into the store; the answer is the total length of each field."""
        empty = ColumnsBuilder()
        empty.end_batch(np.zeros((0, len(WORD_FIELDS)), np.uint32), np.zeros(0, np.uint64), np.zeros(0, np.uint32))
        gathered = {name: np.concatenate([*empty._parts[name], *parts]) for name, parts in self._parts.items()}
        days, ages, lengths = gathered["days"], gathered["ages"], gathered["lengths"]
        put: dict[str, list[Array]] = {
            "numbers": [gathered["numbers"]],
            "days": [days[:, 0], days[:, 1]],
            "ages": [ages[:, 0], ages[:, 1]],
            "titles": [gathered["titles"]],
            "hashes": [gathered["hashes"]],
            "title_words": [gathered["title_words"]],
        }
        for part, arrays in put.items():
            store.put(blob_name(segment, part), pack(arrays))
        for i, field in enumerate(WORD_FIELDS):
            store.put(blob_name(segment, f"lengths/{field}"), pack([lengths[:, i]]))
        for facet, listing in self._listings.items():
            listing.write(store, segment, facet)
        return {field: int(lengths[:, i].sum(dtype=np.int64)) for i, field in enumerate(WORD_FIELDS)}


class SegmentColumns:
    """The columns of one segment; each method reads, checks and gives a whole array."""

    def __init__(self, store: Gets, segment: str, documents: int) -> None:
        self._store = store
        self._segment = segment
        self._documents = documents

    def _packed(self, part: str, *lengths: int | None) -> tuple[str, Packed]:
        name = blob_name(self._segment, part)
        return name, Packed(name, fetch(self._store, name), lengths)

    def numbers(self) -> Ints:
        """The archive's number of each document."""
        name, packed = self._packed("numbers", self._documents)
        numbers = packed.ints(0)
        if len(numbers) and not numbers.all():
            raise fault(name, "holds the number 0")
        return numbers

    def days(self, field: str) -> npt.NDArray[np.int32]:
        """The day (`date.toordinal`) of `asked` or `replied`; 0 for none."""
        _, packed = self._packed("days", self._documents, self._documents)
        return packed.ints(field == "replied", below=LAST_DAY + 1).astype(np.int32)

    def ages(self) -> tuple[Array, Array]:
        """The first and the last age of each asker (uint8), 255 where it is not known."""
        _, packed = self._packed("ages", self._documents, self._documents)
        first, last = (packed.ints(i, below=NO_AGE + 1).astype(np.uint8) for i in (0, 1))
        return first, last

    def lengths(self, field: str) -> npt.NDArray[np.uint32]:
        """How many terms each document has in a field."""
        _, packed = self._packed(f"lengths/{field}", self._documents)
        return packed.ints(0, below=1 << 31).astype(np.uint32)

    def hashes(self) -> Array:
        """`analysis.title_hash` of each title."""
        _, packed = self._packed("hashes", self._documents)
        return packed.uints(0).astype(np.uint64)

    def title_words(self) -> npt.NDArray[np.uint32]:
        """How many words of each title are no common ones."""
        _, packed = self._packed("title_words", self._documents)
        return packed.ints(0, below=1 << 31).astype(np.uint32)

    def title_keys(self) -> Array:
        """What titles are sorted by: bytes of a fixed width."""
        _, packed = self._packed("titles", self._documents * TITLE_KEY)
        return packed.uints(0).astype(np.uint8).view(f"S{TITLE_KEY}")

    def listing(self, facet: str) -> tuple[list[str], Ints, Ints]:
        """A facet's values, how many each document has, and their codes one after the other."""
        name = blob_name(self._segment, f"values/{facet}")
        values = load_strings(name, fetch(self._store, name))
        name, packed = self._packed(f"codes/{facet}", self._documents, None)
        counts = packed.ints(0, below=1 << 31)
        codes = packed.ints(1, below=len(values)) if packed.length(1) else np.zeros(0, np.int64)
        if int(counts.sum()) != len(codes):
            raise fault(name, f"has {len(codes)} codes for {int(counts.sum())} values")
        return values, counts, codes


__all__ = ["FACETS", "LISTED", "NO_AGE", "OLDEST", "UNIT", "ColumnsBuilder", "SegmentColumns"]
