"""The best that are known without looking at all are those that looking at all finds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa_reader.search.found import Documents, Scores, best_indices
from qa_reader.search.lifting import LOOKED_AT, lifted

scores = st.lists(st.integers(0, 40), min_size=1, max_size=300).map(lambda values: np.array(values, np.float32))


def lift(documents: Documents, _scores: Scores) -> Scores:
    """Some gain, some do not."""
    return (documents % 3).astype(np.float32) * 7


@given(scores, st.integers(1, LOOKED_AT))
def test_the_best_are_those_of_all_scores(values: Scores, count: int) -> None:
    found = lifted(np.arange(len(values), dtype=np.int32), lambda: values, lift)
    expected = best_indices(found.scores(), min(count, len(values)))
    best = found.best(min(count, len(values)))
    assert best is not None
    at, known = best
    assert at[: len(expected)].tolist() == expected.tolist()
    assert known.tolist() == found.score(at).tolist() == found.scores()[at].tolist()


@given(scores)
def test_only_the_best_gain(values: Scores) -> None:
    gained = lifted(np.arange(len(values), dtype=np.int32), lambda: values, lift).scores() - values
    assert np.count_nonzero(gained) <= LOOKED_AT
    assert gained.min() >= 0


def test_more_than_were_looked_at_takes_looking_at_all() -> None:
    values = np.arange(200, dtype=np.float32)
    assert lifted(np.arange(200, dtype=np.int32), lambda: values, lift).best(LOOKED_AT + 1) is None
