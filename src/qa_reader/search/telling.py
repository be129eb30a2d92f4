"""The telling words of each document: the few terms that say best what it is about, chosen when it is indexed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_reader.search.codec import Gets, Packed, fetch, pack
from qa_reader.search.keys import Heads, Keys, heads_of, is_long
from qa_reader.search.runs import Run
from qa_reader.search.stopwords import FUNCTION_WORDS
from qa_reader.search.store import BlobStore, blob_name

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

#: Telling terms kept of a document.
TELLING = 12
#: Documents in one blob of them.
_BLOCK = 4096
#: What an occurrence in title, question, reply and info weighs.
_WEIGHTS = (3.0, 1.5, 1.0, 0.3)
#: A term of more than this share of all documents tells nothing (in archives of some size).
_COMMON = 0.1
_SMALL = 200
_SILENT = frozenset(term.encode() for term in FUNCTION_WORDS)
_SILENT_HEADS = heads_of([key for key in _SILENT if not is_long(key)])
#: What the UTF-8 of Chinese, Japanese and Korean characters begins with, or more.
_FIRST_CJK_BYTE = 0xE3
#: The bytes of a head behind five, which only a pair of characters has, and behind two.
_BEHIND_CHARACTER, _BEHIND_TWO = np.uint64((1 << 24) - 1), np.uint64((1 << 48) - 1)
#: Heads looked at at once.
_HEADS = 1 << 18
#: Weights are told apart in so many steps.
_WEIGHT_STEPS = 1 << 20


def may_tell(keys: Keys) -> npt.NDArray[np.bool_]:
    """Which terms may be telling: words of three letters and pairs of CJK characters, no numbers, no names."""
    heads = keys.heads()
    # some at a time: with four numbers a term, of which there are millions, this would be when building takes most
    parts = [_heads_tell(heads[first : first + _HEADS]) for first in range(0, len(heads), _HEADS)]
    tells = np.concatenate([np.zeros(0, np.bool_), *parts])
    short, long = keys.places()
    tells[short[np.isin(keys.short, _SILENT_HEADS)]] = False
    tells[long[np.array([key in _SILENT for key in keys.long], np.bool_)]] = False
    return tells


def _heads_tell(heads: Heads) -> npt.NDArray[np.bool_]:
    lead = (heads >> np.uint64(56)).astype(np.uint8)
    tells = (lead >= 0x20) & ~((lead >= 0x30) & (lead <= 0x39))
    tells &= (heads & np.where(lead >= _FIRST_CJK_BYTE, _BEHIND_CHARACTER, _BEHIND_TWO)) != 0
    answer: npt.NDArray[np.bool_] = tells
    return answer


def telling_terms(run: Run, tells: npt.NDArray[np.bool_], counts: Array, documents: int, size: int) -> Ints:
    """The most telling terms of a run's documents (`size` × TELLING), -1 where there are fewer.

    A term weighs its saturated frequency times its inverse document frequency. `run.terms` are places among all
    terms; `tells` and `counts`, in how many of all `documents` each stands, are of the run's.
    """
    common = max(documents * _COMMON, 3) if documents >= _SMALL else documents
    terms, postings = run.terms[:], run.counts[:]
    eligible = (counts <= common) & tells
    rarity = np.where(eligible, np.log1p(documents / np.maximum(counts, 1)), 0.0).astype(np.float32)
    kept = np.flatnonzero(np.repeat(eligible, postings))
    weight = (run.frequencies @ np.array(_WEIGHTS)).astype(np.float32)[run.codes[:][kept]]
    term_of_posting = np.repeat(np.arange(len(terms), dtype=np.int32), postings)[kept]
    weight = weight / (weight + 2) * rarity[term_of_posting]
    # one sort of whole numbers: document, then weight downwards, then term
    fine = (
        _WEIGHT_STEPS
        - 1
        - (weight * np.float32((_WEIGHT_STEPS - 1) / max(float(rarity.max(initial=1)), 1e-9))).astype(np.int64)
    )
    keys = (run.documents[:][kept].astype(np.int64) << 46) | (fine << 26) | term_of_posting
    keys.sort()
    document = keys >> 46
    starts = np.searchsorted(document, np.arange(size + 1))
    place = np.arange(len(document)) - np.repeat(starts[:-1], np.diff(starts))
    best = np.flatnonzero(place < TELLING)
    out = np.full((size, TELLING), -1, np.int64)
    out[document[best], place[best]] = terms[keys[best] & ((1 << 26) - 1)]
    return out


class TellingWriter:
    """Puts telling terms into the store, some thousand documents a blob."""

    def __init__(self, store: BlobStore, segment: str) -> None:
        self._store = store
        self._segment = segment
        self._waiting = np.zeros((0, TELLING), np.int64)
        self._number = 0

    def add(self, terms: Ints) -> None:
        """Take the next documents' terms (documents × TELLING, -1 for none)."""
        self._waiting = np.concatenate((self._waiting, terms))
        while len(self._waiting) >= _BLOCK:
            self._write()

    def _write(self) -> None:
        block, self._waiting = self._waiting[:_BLOCK], self._waiting[_BLOCK:]
        self._store.put(blob_name(self._segment, "telling", self._number), pack([(block + 1).reshape(-1)]))
        self._number += 1

    def finish(self) -> None:
        """Write what is left."""
        if len(self._waiting):
            self._write()


def read_telling_block(store: Gets, segment: str, documents: int, terms: int, number: int) -> Ints:
    """The telling terms of some thousand documents (documents × TELLING), -1 for none."""
    name = blob_name(segment, "telling", number)
    size = min(_BLOCK, documents - number * _BLOCK)
    packed = Packed(name, fetch(store, name), [size * TELLING])
    return packed.ints(0, below=terms + 1).reshape(size, TELLING) - 1


def read_telling(store: Gets, segment: str, documents: int, terms: int, document: int) -> list[int]:
    """The telling terms of a document, by their place in the segment's dictionary, the most telling first."""
    number, row = divmod(document, _BLOCK)
    return [term for term in read_telling_block(store, segment, documents, terms, number)[row].tolist() if term >= 0]


def read_telling_blocks(store: Gets, segment: str, documents: int, terms: int) -> Iterator[tuple[int, Ints]]:
    """Yield the telling terms of all documents of a segment, some thousand at a time, with the first one's place."""
    for number in range(-(-documents // _BLOCK)):
        yield number * _BLOCK, read_telling_block(store, segment, documents, terms, number)
