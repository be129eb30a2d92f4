"""The terms of all batches: numbered a stretch of the alphabet at a time, they are those of one piece."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from itertools import pairwise
from threading import Semaphore

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from qa_reader.model import Reply, Thread
from qa_reader.search import building, inversion, lexicon, spelling, workers, write_index
from qa_reader.search.keys import Keys, heads_of, is_long, united
from tests.search.conftest import HEART, TWITCHES
from tests.search.fakes import DictStore


def kept(keys: list[bytes]) -> Keys:
    return Keys(heads_of([key for key in keys if not is_long(key)]), [key for key in keys if is_long(key)])


@given(st.lists(st.lists(st.text("ab字\0", min_size=1, max_size=12).map(str.encode), unique=True), max_size=4))
def test_keys_of_several_are_united_in_the_order_of_their_bytes(many: list[list[bytes]]) -> None:
    own = [sorted(keys) for keys in many]
    whole, places = united([kept(keys) for keys in own])
    every = sorted(set().union(*own))
    assert whole.between(0, len(whole)) == every
    for keys, place in zip(own, places, strict=True):
        ordered = [key for key in keys if not is_long(key)] + [key for key in keys if is_long(key)]
        assert [every[i] for i in place.tolist()] == ordered


def threads(count: int) -> list[tuple[int, Thread]]:
    """Threads with words that in some batches only names have, long words that begin alike, and forms of words."""
    made = []
    for number in range(1, count + 1):
        kind = (TWITCHES, HEART)[number % 2]
        text = (
            "cardiology " * (number % 16 < 8)
            + f"cardiologic{number % 7}al infectious'{number} hypertension{number % 3} runs running it's 心臟{number}"
        )
        reply = Reply(doctor="Dr. Cardiology", text=text, department="Pulmonology" if number % 5 else text)
        made.append((number, replace(kind, id=f"x:{number}", question=text, replies=(reply,))))
    return made


@pytest.mark.parametrize("processes", [1, 2])
def test_short_stretches_give_the_same_as_one(processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, short = DictStore(), DictStore()
    write_index(whole, threads(60), total=60, processes=1)
    monkeypatch.setattr(inversion, "BATCH_DOCUMENTS", 8)
    monkeypatch.setattr(workers, "BATCH_DOCUMENTS", 8)  # of a parcel
    monkeypatch.setattr(lexicon, "MARKED", 2)
    monkeypatch.setattr(lexicon, "STRETCH_KEYS", 4)
    sizes: list[int] = []
    take = lexicon.Lexicon.take

    def taken(self: lexicon.Lexicon, stretch: lexicon.Stretch) -> None:
        sizes.append(len(stretch.keys))
        take(self, stretch)

    monkeypatch.setattr(lexicon.Lexicon, "take", taken)
    write_index(short, threads(60), total=60, processes=processes)
    assert short.blobs == whole.blobs
    assert len(sizes) > 1


def test_few_terms_are_merged_at_once_whatever_their_postings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MERGE_TERMS", 10)
    monkeypatch.setattr(building, "MERGE_POSTINGS", 25)
    bounds, ends = building._bounds(np.array([1] * 30 + [100, 20, 6], np.int32))
    assert [last - first for first, last in pairwise(bounds.tolist())] == [10, 10, 10, 1, 1, 1]
    assert ends == [0, 10, 20, 30, 130, 150, 156]


def test_of_equally_frequent_words_the_first_in_the_alphabet_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "MOST", 3)
    words, counts = spelling.most_frequent([b"eye", b"dry", b"ear", b"arm", b"toe"], np.array([1, 5, 1, 1, 2]))
    assert dict(zip(words, counts.tolist(), strict=True)) == {b"dry": 5, b"toe": 2, b"arm": 1}


def test_of_stretches_no_more_is_held_than_their_terms() -> None:
    held = lexicon.Lexicon([], None)
    tracemalloc.start()
    try:
        for first in range(0, 200_000, 1000):
            heads = np.arange(first + 1, first + 1001, dtype=np.uint64)
            totals, tells = np.ones((2, 1000), np.int32), np.ones(1000, np.bool_)
            nothing = np.zeros(0, np.int32)
            held.take(lexicon.Stretch(Keys(heads, []), [], totals, tells, nothing, b"", [], np.zeros(0, np.int64)))
        assert tracemalloc.get_traced_memory()[0] < 10_000_000  # 17 bytes a term are 3.4 MB
    finally:
        tracemalloc.stop()
    assert len(held) == 200_000


def test_whoever_waits_for_a_stretch_can_cancel_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    told, stretch_of = Semaphore(0), lexicon.stretch_of

    def slow(shares: Sequence[lexicon.Share]) -> lexicon.Stretch:
        assert all(told.acquire(timeout=5) for _ in range(3)), "nobody looked meanwhile"
        return stretch_of(shares)

    def progress(_done: int, _total: int, what: str) -> None:
        if what == "writing the index":
            told.release()

    monkeypatch.setattr(building, "stretch_of", slow)
    write_index(DictStore(), threads(4), progress=progress, processes=1)
