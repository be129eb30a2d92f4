"""What looks words up, sets them beside each other and picks the best the fast way, against the plain way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_reader.errors import IndexFault
from qa_reader.model import Query, Thread
from qa_reader.search import ThreadIndex, open_index, otherforms, wordrank, write_index
from qa_reader.search.analysis import Mode, occurrences
from qa_reader.search.concepts import Concept
from qa_reader.search.document import document_of
from qa_reader.search.found import constant, known
from qa_reader.search.nearness import NEAR, Standing, _keys_of_few, nearness
from qa_reader.search.posting import WIDEST
from qa_reader.search.query import words_of
from qa_reader.search.wordrank import WEIGHTS
from tests.search.fakes import DictStore
from tests.search.test_oracle import archives, removals

slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def index_of(batches: list[list[Thread]], removed: list[int]) -> ThreadIndex:
    """A segment for each batch; threads are numbered through."""
    store = DictStore()
    write_index(store, [])
    number = 0
    for each in batches:
        write_index(store, [(number + i + 1, one) for i, one in enumerate(each)])
        number += len(each)
    if removed and number:
        write_index(store, [], removed=removed)
    return open_index(store)


# ---------------------------------------------------------------- words near each other


def near_by_hand(thread: Thread, one: str, other: str) -> float:
    """For each occurrence of a word how near the nearest of the other is, weighted by field."""
    total = 0.0
    for text, weight in zip(document_of(1, thread).texts, WEIGHTS, strict=True):
        places = [(found.term, found.position) for found in occurrences(text)]
        others = [place for term, place in places if term == other]
        for place in (place for term, place in places if term == one):
            gap = min((abs(there - place) for there in others), default=NEAR + 1)
            total += weight / gap**2 if gap <= NEAR else 0
    return total


@slow
@given(archives, st.lists(st.sampled_from(["eye", "dry", "heart", "muscl"]), min_size=2, max_size=3, unique=True))
def test_nearness_is_what_the_texts_say(batches: list[list[Thread]], terms: list[str]) -> None:
    batch = [one for each in batches for one in each]
    ranker = index_of(batches, []).ranker
    postings = [posting for posting in map(ranker.posting, terms) if posting is not None]
    if len(postings) < len(terms):
        return
    for documents in (np.arange(len(batch), dtype=np.int32), postings[0].documents, postings[-1].documents):
        found = nearness([Standing(posting, documents) for posting in postings], len(documents), np.array(WEIGHTS))
        expected = [
            [near_by_hand(batch[document], *terms[i : i + 2]) for document in documents.tolist()]
            for i in range(len(terms) - 1)
        ]
        assert found.tolist() == [pytest.approx(row, abs=1e-5) for row in expected]
    shared = ranker.sets.both([constant(posting.documents) for posting in postings]).documents
    looked_for = [Standing(posting, shared) for posting in postings]
    taken_for_granted = [Standing(posting, shared, in_all=True) for posting in postings]
    for one, other in zip(looked_for, taken_for_granted, strict=True):
        assert (one.at.tolist(), one.whole) == (other.at.tolist(), True)


def test_places_beyond_all_measure_are_a_fault() -> None:
    rows = np.array([[0, 2, 0, 0]], np.uint8)
    with pytest.raises(IndexFault, match="beyond all measure"):
        _keys_of_few(rows, None, np.array([5, WIDEST], np.int64), np.arange(2))


@slow
@given(archives, st.sampled_from(["dry eye", "心肌梗塞", "heart 心肌", "眼", "pain 心"]))
def test_what_all_documents_have_need_not_be_looked_for(batches: list[list[Thread]], text: str) -> None:
    ranker = index_of(batches, []).ranker
    words = words_of(text)
    concepts = [Concept((word,)) for word in words]
    documents = ranker.whole(concepts, None)[0].documents
    if not len(documents):
        return
    known_ones = ranker._of_all(concepts)
    assert known_ones is not None
    assert list(known_ones) == [term for word in words for term in word.terms]
    scores = np.ones(len(documents), np.float32)
    looked_for = ranker.lift(words, near=True)(documents, scores)
    assert ranker.lift(words, near=True, known=known_ones)(documents, scores).tolist() == looked_for.tolist()
    for bisected in (0, 1 << 30):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(wordrank, "_BISECTED", bisected)
            found = ranker._concepts(concepts, documents)
        expected = np.zeros(len(documents), np.float32)
        ranker.add_terms(known_ones, expected, documents)
        assert found.tolist() == pytest.approx(expected.tolist(), rel=1e-5)


# ---------------------------------------------------------------- looking up


@slow
@given(archives, removals, st.lists(st.sampled_from(["eye", "dry", "heart", "muscl", "b", "心肌"]), max_size=4))
def test_all_words_are_found_and_counted_whichever_way(
    batches: list[list[Thread]], removed: list[int], terms: list[str]
) -> None:
    ranker = index_of(batches, removed).ranker
    postings = [posting for posting in map(ranker.posting, terms) if posting is not None]
    if not postings:
        return
    expected = set.intersection(*(set(posting.documents.tolist()) for posting in postings))
    if ranker.arrays.alive is not None:
        expected &= set(np.flatnonzero(ranker.arrays.alive).tolist())
    for common in (2.0, 0.0):  # nothing is common, everything is
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(wordrank, "_COMMON", common)
            patch.setattr(wordrank, "_VERY_COMMON", common)
            documents, frequencies = ranker._sharing(postings)
        assert documents.tolist() == sorted(expected)
        for posting, frequency in zip(postings, frequencies, strict=False):
            counts = dict(zip(posting.documents.tolist(), posting.weighted(WEIGHTS).tolist(), strict=True))
            assert frequency.tolist() == [counts[document] for document in documents.tolist()]


@pytest.mark.parametrize("kept", [0, 1 << 30])
def test_forms_count_alike_whether_they_are_kept_or_not(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["tumours cytosol", "tumors", "cytosolic tumour tumors", "tumour", "cytosol and a tumor", "cytosols"] * 3
    batch = [Thread(id="x:1", title="x", question=f"{text} {'and ' * (i % 4)}") for i, text in enumerate(texts)]
    index = index_of([batch[:7], batch[7:]], [])
    rows = [(row.number, row.score) for row in index.ask_words("tumor cytosolic").page(0, 30)]
    monkeypatch.setattr(otherforms, "_KEPT_FORMS", kept)
    again = index_of([batch[:7], batch[7:]], [])
    for _ in range(2):
        assert [(row.number, row.score) for row in again.ask_words("tumor cytosolic").page(0, 30)] == rows


# ---------------------------------------------------------------- the best


def numbered(scores: dict[int, float]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(sorted(scores), np.int32), np.array([scores[one] for one in sorted(scores)], np.float32)


some = st.dictionaries(st.integers(0, 40), st.floats(0.0, 50.0, width=32), min_size=1, max_size=20)


@given(some, some)
def test_those_of_the_first_stand_above_the_others(first: dict[int, float], others: dict[int, float]) -> None:
    searcher = index_of([[Thread(id="x:1", title="eye")] * 41], []).searcher
    found = searcher.above(known(*numbered(first)), known(*numbered(others)))
    scores = dict(zip(found.documents.tolist(), found.scores().tolist(), strict=True))
    assert sorted(scores) == sorted({*first, *others})
    rest = {one: scores[one] for one in scores if one not in first}
    assert rest == pytest.approx({one: others[one] for one in rest})
    lift = max(rest.values(), default=0.0) + 1
    assert {one: scores[one] for one in first} == pytest.approx({one: first[one] + lift for one in first}, abs=1e-3)


def test_an_or_of_words_that_count_nothing_still_finds_them() -> None:
    index = index_of([[Thread(id="x:1", title="eye"), Thread(id="x:2", title="dry"), Thread(id="x:3", title="x")]], [])
    assert index.ask(Query("eye^0 OR dry^0")).total == 2


def test_terms_of_a_query_are_nobodys_to_change() -> None:
    occurrences("dry eyes", Mode.QUERY).clear()
    assert [found.term for found in occurrences("dry eyes", Mode.QUERY)] == ["dry", "eye"]
