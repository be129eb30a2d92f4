"""All segments of an index as one: postings, lengths and columns as whole arrays.

Documents are numbered through, segment after segment. Nothing is read before it is asked for; what was read lately
is kept within a bound.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterator
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from qa_reader.model import Topic
from qa_reader.search.codec import Gets
from qa_reader.search.columns import NO_AGE, NO_DAY, UNIT, SegmentColumns
from qa_reader.search.folding import is_cjk
from qa_reader.search.found import distinct
from qa_reader.search.manifest import Manifest
from qa_reader.search.posting import Posting
from qa_reader.search.postings import SegmentPostings
from qa_reader.search.recent import Recent
from qa_reader.search.telling import read_telling
from qa_reader.search.topicthreads import read_threads

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]
Kept = TypeVar("Kept")

#: Bytes of compressed blocks that are kept unpacked, and of postings that are kept decoded: these are what is asked for
#: again (of 250,000 threads 25 phrases of common words need 44 MB, 25 pasted sentences fewer).
BLOCK_CACHE = 4 << 20
POSTING_CACHE = 49 << 20
#: The first and the last bits of a title's hash that are looked at: 5 % of those that are not among 250,000 pass.
_MARKED_BITS = 21
_MARKED = (1 << _MARKED_BITS) - 1
#: Stands for a term that nobody asked for lately.
_UNREAD: Any = object()


class Arrays:
    """The arrays of all segments of an index."""

    def __init__(self, store: Gets, manifest: Manifest) -> None:
        self.manifest = manifest
        self._store = store
        self._blocks = Recent(BLOCK_CACHE)
        self._decoded = Recent(POSTING_CACHE)
        infos = [info for info in manifest.segments if info.documents]
        self.segments = [
            SegmentPostings(store, info.name, info.documents, (info.terms, info.postings, info.positions), self._blocks)
            for info in infos
        ]
        self._columns = [SegmentColumns(store, info.name, info.documents) for info in infos]
        self._infos = infos
        self.bases = np.concatenate(([0], np.cumsum([info.documents for info in infos]))).astype(np.int64)
        self.documents = int(self.bases[-1])
        self._lengths: dict[str, Array] = {}
        self._listings: dict[str, tuple[list[str], Array, Array]] = {}
        self._terms_of_columns: dict[str, tuple[list[bytes], Array]] = {}

    # ------------------------------------------------------------ postings

    def posting(self, key: bytes) -> Posting | None:
        """The postings of a dictionary key over all segments; None where no segment has it."""
        found: Posting | None = self._decoded.get(key, _UNREAD)
        if found is _UNREAD:
            found = self._read(key)
            # a term that is not there is asked for as often as one that is: words of the texts in all names
            self._decoded.put(key, found, 1000 + found.nbytes if found else 100)
        return found

    def _read(self, key: bytes) -> Posting | None:
        parts = []
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            entry = segment.entry(key)
            if entry is not None:
                parts.append((segment, entry, base))
        if single_character(key) is not None:
            return self._of_character(key, parts)
        return Posting(parts, partial(self._decoded.grow, key)) if parts else None

    def _of_character(self, key: bytes, parts: list[Any]) -> Posting | None:
        """A single CJK character: where it ends a run, and all pairs that begin with it."""
        grown = partial(self._decoded.grow, key)
        gathered = []
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            first, last = segment.places_from(key, after(key))
            if first < last:
                gathered.append((segment, first, last, base))
        if len(parts) == len(gathered) and all(last - first == 1 for _, first, last, _ in gathered):
            return Posting(parts, grown) if parts else None
        return Posting.of_terms(gathered, grown)

    def kept(self, key: Hashable, make: Callable[[], Kept], nbytes: Callable[[Kept], int]) -> Kept:
        """What `make` computes of postings, kept among what was decoded lately."""
        found: Kept | None = self._decoded.get(key)
        if found is None:
            found = make()
            self._decoded.put(key, found, nbytes(found) + 500)
        return found

    def keys_from(self, key: bytes) -> Iterator[bytes]:
        """The keys of all segments from `key` on, in byte order, each once."""
        if len(self.segments) == 1:
            yield from self.segments[0].keys_from(key)
            return
        last = None
        for found in heapq.merge(*(segment.keys_from(key) for segment in self.segments)):
            if found != last:
                yield found
                last = found

    def telling(self, document: int) -> list[bytes]:
        """The keys of a document's telling terms."""
        segment, ordinals = self._telling(document)
        return [segment.key_at(ordinal) for ordinal in ordinals]

    def told_apart(self, document: int) -> frozenset[Hashable]:
        """The same, to be compared with that of other documents: the keys of one segment need not be read for it."""
        return frozenset(self._telling(document)[1] if len(self.segments) == 1 else self.telling(document))

    def _telling(self, document: int) -> tuple[SegmentPostings, list[int]]:
        """The segment of a document, and the places of its telling terms there."""
        which = int(np.searchsorted(self.bases, document, "right")) - 1
        info = self._infos[which]
        first = int(self.bases[which])
        return self.segments[which], read_telling(self._store, info.name, info.documents, info.terms, document - first)

    # ------------------------------------------------------------ columns

    def _whole(self, read: Callable[[SegmentColumns], Array], kind: Any) -> Array:
        parts = [read(columns) for columns in self._columns]
        return np.concatenate(parts) if len(parts) > 1 else parts[0] if parts else np.zeros(0, kind)

    @cached_property
    def numbers(self) -> Ints:
        """The archive's number of each document."""
        return self._whole(lambda columns: columns.numbers(), np.int64)

    @cached_property
    def alive(self) -> npt.NDArray[np.bool_] | None:
        """Which documents were not removed; None when all are there."""
        if not self.manifest.removed:
            return None
        alive = ~np.isin(self.numbers, np.array(self.manifest.removed, np.int64))
        return None if alive.all() else alive

    @cached_property
    def count(self) -> int:
        """How many documents were not removed."""
        return self.documents if self.alive is None else int(self.alive.sum())

    def lengths(self, field: str) -> npt.NDArray[np.uint32]:
        """How many terms each document has in a field."""
        if field not in self._lengths:
            self._lengths[field] = self._whole(lambda columns: columns.lengths(field), np.uint32)
        return self._lengths[field]

    def field_length(self, field: str) -> int:
        """The total length of a field."""
        return sum(info.lengths[field] for info in self._infos)

    @cached_property
    def asked(self) -> Array:
        """The day each question was asked (`date.toordinal`, 0: not known)."""
        return self._whole(lambda columns: columns.days("asked"), np.int32)

    @cached_property
    def replied(self) -> Array:
        """The day of each newest reply."""
        return self._whole(lambda columns: columns.days("replied"), np.int32)

    @cached_property
    def ages(self) -> tuple[Array, Array]:
        """The first and the last age of each asker."""
        return (
            self._whole(lambda columns: columns.ages()[0], np.uint8),
            self._whole(lambda columns: columns.ages()[1], np.uint8),
        )

    @cached_property
    def hashes(self) -> Array:
        """`analysis.title_hash` of each title."""
        return self._whole(lambda columns: columns.hashes(), np.uint64)

    @cached_property
    def _marked_hashes(self) -> bytes:
        """Not 0 at the first and at the last bits of each hash: one look or two, where a search of all takes 17."""
        marked = np.zeros(1 << _MARKED_BITS, np.bool_)
        for bits in (self.hashes >> np.uint64(64 - _MARKED_BITS), self.hashes & np.uint64(_MARKED)):
            marked[bits.astype(np.intp)] = True
        return marked.tobytes()

    def titled(self, wanted: int) -> npt.NDArray[np.intp] | None:
        """The documents whose title has a hash; None for none."""
        marked = self._marked_hashes
        if not (marked[wanted >> 64 - _MARKED_BITS] and marked[wanted & _MARKED]):
            return None
        found = (self.hashes == np.uint64(wanted)).nonzero()[0]
        return found if len(found) else None

    @cached_property
    def title_words(self) -> Array:
        """How many words of each title are no common ones."""
        return self._whole(lambda columns: columns.title_words(), np.uint32)

    @cached_property
    def title_keys(self) -> Array:
        """What titles are sorted by."""
        return self._whole(lambda columns: columns.title_keys(), "S1")

    @cached_property
    def title_ranks(self) -> Array:
        """The place of each document among all by title."""
        ranks = np.empty(self.documents, np.int32)
        ranks[np.argsort(self.title_keys, kind="stable")] = np.arange(self.documents, dtype=np.int32)
        return ranks

    @cached_property
    def years(self) -> npt.NDArray[np.int16]:
        """The year in which each question was asked (else replied to), 0 where neither is known."""
        days, place = np.unique(np.where(self.asked != NO_DAY, self.asked, self.replied), return_inverse=True)
        return np.array([date.fromordinal(day).year if day else 0 for day in days.tolist()], np.int16)[place]

    @cached_property
    def newest(self) -> npt.NDArray[np.int64]:
        """What documents are sorted by in time: the day asked (else replied), then the number."""
        days = np.where(self.asked != NO_DAY, self.asked, self.replied)
        return (days.astype(np.int64) << 40) | np.minimum(self.numbers, (1 << 40) - 1)

    def listing(self, facet: str) -> tuple[list[str], Array, Array]:
        """A facet's values, where each document's codes begin (documents + 1), and the codes (int32)."""
        found = self._listings.get(facet)
        if found is None:
            values: dict[str, int] = {}
            counts, codes = [np.zeros(1, np.int64)], [np.zeros(0, np.int32)]
            for columns in self._columns:
                texts, count, code = columns.listing(facet)
                number = np.array([values.setdefault(text, len(values)) for text in texts], np.int32)
                counts.append(count)
                codes.append(number[code] if len(code) else np.zeros(0, np.int32))
            found = list(values), np.cumsum(np.concatenate(counts)).astype(np.int32), np.concatenate(codes)
            self._listings[facet] = found
        return found

    @cached_property
    def found_topics(self) -> list[tuple[Topic, Array]]:
        """The topics that were found in titles, with the documents of each, ascending."""
        order = np.argsort(self.numbers, kind="stable")
        numbers = self.numbers.take(order)

        def documents(wanted: Ints) -> Array:
            at = np.minimum(numbers.searchsorted(wanted), max(len(numbers) - 1, 0))
            return np.sort(order.take(at.compress(numbers.take(at) == wanted))) if len(numbers) else order

        threads = read_threads(self._store).items()
        return [(Topic(name, department), documents(wanted)) for department, some in threads for name, wanted in some]

    def topic_names(self) -> tuple[list[str], Array, Array]:
        """All topics as `listing` gives them, found ones too, by their names alone: each name once a document."""
        found = self._listings.get("topic names")
        if found is None:
            found = self._listings["topic names"] = self._make_topic_names()
        return found

    def _make_topic_names(self) -> tuple[list[str], Array, Array]:
        values, starts, codes = self.listing("topic")
        names: dict[str, int] = {}
        name_of = [names.setdefault(value.partition(UNIT)[0], len(names)) for value in values]
        if len(names) == len(values) and not self.found_topics:
            return list(names), starts, codes
        holders = [np.repeat(np.arange(self.documents), np.diff(starts))]
        named = [np.array(name_of, np.int64)[codes]]
        for topic, documents in self.found_topics:
            holders.append(documents)
            named.append(np.full(len(documents), names.setdefault(topic.name, len(names))))
        pairs = distinct(np.concatenate(holders) * len(names) + np.concatenate(named))
        starts = np.searchsorted(pairs, np.arange(self.documents + 1) * len(names)).astype(np.int32)
        return list(names), starts, (pairs % max(len(names), 1)).astype(np.int32)

    def column_terms(self, field: str) -> tuple[list[bytes], Array]:
        """The terms that Whoosh sees of a column, in order, and each document's place among them (-1: none)."""
        if field not in self._terms_of_columns:
            self._terms_of_columns[field] = self._make_column_terms(field)
        return self._terms_of_columns[field]

    def _make_column_terms(self, field: str) -> tuple[list[bytes], Array]:
        if field == "sex":
            values, starts, codes = self.listing("sex")
            first: Array = np.full(self.documents, -1, np.int32)
            has = starts[1:] > starts[:-1]
            first[has] = codes[starts[:-1][has]]
            order = sorted(range(len(values)), key=values.__getitem__)
            place_of = np.append(np.argsort(np.array(order, np.int64)), -1).astype(np.int32)
            return [values[i].encode("utf-8", "replace") for i in order], place_of[first]
        if field == "age":
            low, high = self.ages
            codes, place = np.unique(low.astype(np.int32) * 1000 + high, return_inverse=True)
            texts = [b"%03d-%03d" % divmod(code, 1000) for code in codes.tolist()]
            return _without_last(texts, place, unknown=bool(len(codes)) and int(codes[-1]) >= NO_AGE * 1000)
        days, place = np.unique(self.asked if field == "asked" else self.replied, return_inverse=True)
        known = [day for day in days.tolist() if day != NO_DAY]
        texts = [date.fromordinal(day).isoformat().encode() for day in known]
        return texts, _narrow(place - (len(days) - len(known)), len(texts))


def single_character(key: bytes) -> str | None:
    """The character of a key that is one CJK character."""
    if not 3 <= len(key) <= 4 or key[0] < 0xE0:
        return None
    text = key.decode("utf-8", "replace")
    return text if len(text) == 1 and is_cjk(text) else None


def after(prefix: bytes) -> bytes:
    """The first key behind all that begin with a prefix."""
    return prefix[:-1] + bytes([prefix[-1] + 1])


def _without_last(texts: list[bytes], place: Array, *, unknown: bool) -> tuple[list[bytes], Array]:
    """The same without the last term where that stands for "not known"."""
    if not unknown:
        return texts, _narrow(place, len(texts))
    return texts[:-1], _narrow(np.where(place == len(texts) - 1, -1, place), len(texts))


def _narrow(place: Array, count: int) -> Array:
    """Places among `count` terms, or -1, in as few bytes as they and `count` need: less to look at for a range."""
    return place.astype(np.min_scalar_type(-count - 1))
