"""What the arrays of all segments are asked for beside postings."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_reader.model import Query, Thread
from qa_reader.search import ThreadIndex, open_index, write_index
from qa_reader.search.analysis import title_hash
from tests.search.fakes import DictStore


def index_of(*threads: Thread) -> ThreadIndex:
    """An index of threads numbered from 1."""
    store = DictStore()
    write_index(store, list(enumerate(threads, 1)))
    return open_index(store)


#: The first, the last and the bits between them, so that some hashes share what is looked at first.
hashes = st.builds(
    lambda first, between, last: first << 43 | between << 21 | last,
    st.sampled_from([0, 1, (1 << 21) - 1]),
    st.sampled_from([0, 1, (1 << 22) - 1]),
    st.sampled_from([0, 1, (1 << 21) - 1]),
)


@given(st.lists(hashes, min_size=1, max_size=20), hashes)
def test_titles_are_found_by_their_hash_and_no_others(there: list[int], wanted: int) -> None:
    arrays = index_of(Thread(id="x:1", title="x")).arrays
    arrays.hashes = np.array(there, np.uint64)
    found = arrays.titled(wanted)
    expected = [at for at, each in enumerate(there) if each == wanted]
    assert (found.tolist() if found is not None else []) == expected
    assert (found is None) == (not expected)


def test_a_title_is_found_among_those_of_the_index() -> None:
    arrays = index_of(Thread(id="x:1", title="Dry eyes"), Thread(id="x:2", title="Cough")).arrays
    assert [arrays.titled(title_hash(title)) for title in ("dry eye", "eyes, dry")] == [[0], None]


@pytest.mark.parametrize("count", [127, 128, 129, 300])
def test_a_range_finds_all_days_however_many_there_are(count: int) -> None:
    first = date(2001, 1, 1)
    days = [first + timedelta(days=day) for day in range(count)]
    index = index_of(Thread(id="x:0", title="eye"), *[Thread(id="x:1", title="eye", asked=day) for day in days])
    assert index.ask(Query(f"eye asked:[{days[0]} to {days[-1]}]")).total == count
    assert index.ask(Query(f"eye asked:[{days[1]} to {days[-2]}]")).total == count - 2
    assert index.ask(Query(f"asked:{days[-1]}")).total == 1


@pytest.mark.parametrize("segments", [1, 2])
def test_the_codes_of_a_term_are_kept_once(segments: int) -> None:
    store = DictStore()
    texts = ["cough", "cough cough and", "nothing", "no cough", "cough cough cough"]
    threads = [(i, Thread(id=f"x:{i}", title=text)) for i, text in enumerate(texts, 1)]
    for part in np.array_split(np.arange(len(threads)), segments):
        write_index(store, [threads[i] for i in part])
    posting = open_index(store).arrays.posting(b"cough")
    assert posting is not None
    codes, some = posting.codes().tolist(), posting.codes(np.array([1, 3])).tolist()
    rows, documents = posting.rows().tolist(), posting.documents
    everywhere = posting.everywhere(len(texts))
    assert posting.nbytes == documents.nbytes + everywhere.nbytes
    assert (posting.codes().tolist(), posting.codes(np.array([1, 3])).tolist()) == (codes, some)
    assert posting.rows().tolist() == rows
