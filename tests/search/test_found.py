"""Documents with scores that are listed only when somebody asks, against those that are listed at once."""

from __future__ import annotations

import gc
import weakref

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa_reader.search.found import Documents, Sets, Summed, best_indices, best_of, known

sums = st.lists(st.sampled_from([0.0, 0.0, 0.5, 1.0, 2.5, 7.0]), min_size=1, max_size=400)


@given(sums, st.integers(1, 500))
def test_what_is_listed_late_is_what_is_listed_at_once(values: list[float], count: int) -> None:
    given_sums = np.array(values, np.float32)
    there = np.flatnonzero(given_sums)
    late, at_once = Summed(given_sums), known(there.astype(np.int32), given_sums[there])
    documents, scores = late.best(count)
    best = best_indices(at_once.scores(), count)
    assert documents.tolist() == at_once.documents.take(best).tolist()
    assert scores.tolist() == at_once.score(best).tolist()
    assert len(late) == len(at_once)
    assert late.documents.tolist() == at_once.documents.tolist()
    assert late.scores().tolist() == at_once.scores().tolist()
    assert late.score(best).tolist() == at_once.score(best).tolist()


lists = st.sets(st.integers(0, 299)).map(lambda places: np.array(sorted(places), np.int32))


@given(st.lists(lists, min_size=2, max_size=4))
def test_as_many_are_shared_as_are_common(some: list[Documents]) -> None:
    sets = Sets(300)
    for one in some:
        for other in some:
            assert sets.shared(one, other) == len(np.intersect1d(one, other)) == len(sets.common(one, other)[0])


def test_sums_go_with_who_holds_them() -> None:
    of_an_answer = np.ones(100, np.float32)
    found, gone = Summed(of_an_answer), weakref.ref(of_an_answer)
    found.best(3)
    gc.disable()
    try:
        del found, of_an_answer
        assert gone() is None
    finally:
        gc.enable()


@given(st.integers(0, 5000), st.integers(1, 300), st.integers(1, 3000), st.integers(0, 2**32 - 1))
def test_the_best_are_those_of_a_full_sort(size: int, count: int, values: int, seed: int) -> None:
    scores = np.random.default_rng(seed).integers(0, values, size).astype(np.float32)
    expected = np.argsort(-scores, kind="stable")[: min(count, size)]
    assert best_indices(scores, min(count, size)).tolist() == expected.tolist()
    assert best_of(scores, min(count, size)).tolist() == sorted(expected.tolist())
