"""Writing: little by little, with removals and merging, cancelled, and by Whoosh's own writer."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from whoosh.query import Term

from qa_reader.errors import Cancelled, IndexFault
from qa_reader.model import Query, Thread
from qa_reader.search import open_index, write_index
from qa_reader.search.blocks import BLOCK_TERMS
from qa_reader.search.codec import Packed, dump_json, load_json, pack
from qa_reader.search.index import ArrayIndex
from qa_reader.search.manifest import read_manifest
from qa_reader.search.merging import MOST_SEGMENTS, merge
from qa_reader.search.postings import SegmentPostings
from qa_reader.search.telling import read_telling
from tests.search.conftest import EYE, HEART, THREADS, TWITCHES
from tests.search.fakes import DictStore

QUERIES = [
    "muscle",
    "eyes",
    "心肌",
    '"dry eyes"',
    "doctor:jiang",
    "asked:2019",
    "sex:female",
    "twi*",
    "age:30",
    "topic:als",
    "NOT eyes",
    "",
]


def answers(store: DictStore) -> dict[str, list[tuple[int, float]]]:
    index = open_index(store)
    return {
        text: sorted((ranked.number, round(ranked.score, 3)) for ranked in index.ask(Query(text)).page(0, 100))
        for text in QUERIES
    }


def numbers(store: DictStore, text: str) -> list[int]:
    return sorted(ranked.number for ranked in open_index(store).ask(Query(text)).page(0, 100))


def many(count: int) -> list[tuple[int, Thread]]:
    kinds = (TWITCHES, HEART, EYE)
    return [(i + 1, replace(kinds[i % 3], id=f"x:{i + 1}", title=f"{kinds[i % 3].title} {i}")) for i in range(count)]


def test_little_by_little_finds_the_same_as_all_at_once() -> None:
    whole, parts = DictStore(), DictStore()
    threads = many(4 * MOST_SEGMENTS)
    write_index(whole, threads)
    for i in range(0, len(threads), 2):
        write_index(parts, threads[i : i + 2])
    assert 1 < len(read_manifest(parts).segments) <= MOST_SEGMENTS
    assert answers(parts) == answers(whole)
    assert {name.split("/")[1] for name in parts.blobs if name.startswith("segment/")} == {
        info.name for info in read_manifest(parts).segments
    }


def test_removed_threads_leave_when_segments_merge() -> None:
    left, store = DictStore(), DictStore()
    threads = many(20)
    write_index(left, [(number, thread) for number, thread in threads if number % 2])
    write_index(store, threads)
    write_index(store, [], removed=[number for number, _ in threads if number % 2 == 0])
    assert read_manifest(store).removed == ()
    assert answers(store) == answers(left)
    assert open_index(store).related(1, dict(threads).get) == open_index(left).related(1, dict(threads).get)


def worded(count: int, words: int, first: int = 0) -> list[tuple[int, Thread]]:
    """Threads of words that nobody else has, and one that all have."""
    return [
        (i + 1, replace(EYE, id=f"x:{i + 1}", question="eyes " + " ".join(f"w{i}x{n}y" for n in range(words))))
        for i in range(first, first + count)
    ]


def test_merging_a_stretch_of_the_alphabet_at_a_time_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_reader.search.merging.MERGE_TERMS", BLOCK_TERMS)
    monkeypatch.setattr("qa_reader.search.merging.MERGE_POSTINGS", 300)
    monkeypatch.setattr("qa_reader.search.telling._BLOCK", 3)
    whole, parts = DictStore(), DictStore()
    threads = worded(40, 150)
    write_index(whole, [pair for pair in threads if pair[0] > 12])
    for first in range(0, 40, 8):
        write_index(parts, threads[first : first + 8])
    write_index(parts, [], removed=range(1, 13))
    (one,), (other,) = read_manifest(whole).segments, read_manifest(parts).segments
    assert (one.terms, one.postings, one.positions) == (other.terms, other.postings, other.positions)
    assert list(open_index(parts).reader.all_terms()) == list(open_index(whole).reader.all_terms())
    for asked in ("eyes", "w13x7y", "w39x0y", "w2x7y", "question:w3*"):
        assert numbers(parts, asked) == numbers(whole, asked)
    postings = SegmentPostings(parts, other.name, other.documents, (other.terms, other.postings, other.positions))
    telling = [postings.key_at(term) for term in read_telling(parts, other.name, other.documents, other.terms, 7)]
    assert any(key.startswith(b"w19x") for key in telling)  # of thread 20, the eighth that stays
    assert not any(key.startswith(b"w") and not key.startswith(b"w19x") for key in telling)
    related = open_index(parts).related(20, dict(threads).get)
    assert related == open_index(whole).related(20, dict(threads).get)


def test_merging_takes_no_memory_for_all_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_reader.search.merging.MERGE_TERMS", BLOCK_TERMS)
    store, words = DictStore(), 100_000
    for first in (0, 100):
        write_index(store, worded(100, words // 200, first))
    tracemalloc.start()
    try:
        merge(store, "new", read_manifest(store).segments, np.zeros(0, np.int64))
        peak = tracemalloc.get_traced_memory()[1] - sum(map(len, store.blobs.values()))
    finally:
        tracemalloc.stop()
    assert peak < 150 * words  # of all terms at once it were 640


def test_all_removed_is_an_empty_index() -> None:
    store = DictStore()
    write_index(store, THREADS)
    write_index(store, [], removed=[1, 2, 3])
    assert open_index(store).ask(Query("eyes")).total == 0
    assert open_index(store).count == 0


def test_batches_give_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    one, several = DictStore(), DictStore()
    write_index(one, many(30))
    monkeypatch.setattr("qa_reader.search.inversion.BATCH_DOCUMENTS", 4)
    monkeypatch.setattr("qa_reader.search.inversion.CHUNK_CHARACTERS", 100)
    write_index(several, many(30))
    assert one.blobs == several.blobs
    monkeypatch.setattr("qa_reader.search.building.MERGE_POSTINGS", 50)
    chunks = DictStore()
    write_index(chunks, many(30))
    assert answers(chunks) == answers(one)


def test_cancelling_leaves_the_index_as_it_was() -> None:
    store = DictStore()
    write_index(store, THREADS)
    before = dict(store.blobs)

    def cancel(done: int, _total: int, _what: str) -> None:
        if done >= 500:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_index(store, many(600), progress=cancel)
    assert store.blobs == before


def test_progress_is_told() -> None:
    told: list[tuple[int, int, str]] = []
    write_index(DictStore(), many(1000), total=1000, progress=lambda *step: told.append(step))
    assert (500, 1000, "indexing") in told
    assert told[-1][0] == told[-1][1]


def test_whoosh_writer_and_searcher() -> None:
    index = ArrayIndex.create(DictStore())
    assert index.is_empty()
    writer = index.writer()
    writer.add_document(title="Dry eyes", question="What helps?", doctor="Peng", asked="2020-01-02", id="x:1")
    writer.add_document(title="Weak muscles", topic=["ALS", "Muscles"], sex="female", age="20-29")
    writer.commit()
    with pytest.raises(ValueError, match="no field"):
        index.writer().add_document(colour="red")
    with index.searcher() as searcher:
        assert [hit["number"] for hit in searcher.search(Term("title", "eye"))] == [1]
        assert searcher.doc_count() == 2
        assert searcher.suggest("title", "musle") == ["muscl"]
        assert [text for _, text in searcher.reader().most_frequent_terms("title", 1)] == [b"weak"]
    index.delete_by_term("title", "eye")
    assert index.doc_count() == 1


def test_other_version_is_a_fault_and_is_begun_anew() -> None:
    store = DictStore()
    write_index(store, THREADS)
    manifest = load_json("m", store.blobs["index/manifest"])
    store.put("index/manifest", dump_json(manifest | {"analyzer": "qa-text/0"}))
    with pytest.raises(IndexFault, match="another version"):
        open_index(store)
    write_index(store, THREADS[:1])
    assert open_index(store).count == 1


@given(
    st.lists(st.tuples(st.sampled_from([0, 1, 3, 15, 255, 1023, 70_000, 1 << 40]), st.integers(0, 40)), max_size=4),
    st.sampled_from([{}, {"apart": True}]),
    st.data(),
)
def test_arrays_come_back_whole_and_in_parts(
    shapes: list[tuple[int, int]], how: dict[str, bool], data: st.DataObject
) -> None:
    """Planes of numbers below 2, 4 and 16 are folded when they stand apart."""
    arrays = [
        np.array(data.draw(st.lists(st.integers(0, most), min_size=size, max_size=size)), np.int64)
        for most, size in shapes
    ]
    packed = Packed("blob", pack(arrays, **how), [len(array) for array in arrays])
    for i, array in enumerate(arrays):
        first = data.draw(st.integers(0, len(array)))
        last = data.draw(st.integers(first, len(array)))
        assert packed.ints(i, first, last).tolist() == array[first:last].tolist()
        assert packed.ints(i).tolist() == array.tolist()


def test_planes_of_small_numbers_take_less_apart() -> None:
    rare = (np.random.default_rng(1).random(4096) < 0.05).astype(np.int64)
    assert len(pack([rare], apart=True)) < 300  # with a code for each number they would be 512 bytes or more
