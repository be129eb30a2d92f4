"""Whatever is typed is answered, or explained with its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_reader.errors import QuerySyntaxError
from qa_reader.model import Query
from qa_reader.search import ThreadIndex, open_index, write_index
from qa_reader.search.schema import FIELDS
from tests.search.conftest import THREADS
from tests.search.fakes import DictStore

_PIECES = [
    *"\"()[]{}:*?~^ '+-,.!/\\|&<>=（：＊\0\x1b\n\ue000\u200bİß١²😀",
    *(f"{field}:" for field in FIELDS),
    *(f" {operator} " for operator in ("AND", "OR", "NOT", "ANDNOT", "ANDMAYBE", "REQUIRE", "to", "TO")),
    *("2019", "2023-09", "20-29", "99999", "muscle", "eyes", "a", "心肌", "梗塞", "~9", "^3", "１２"),
]
hostile = st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=16).map("".join)


@pytest.fixture(scope="module")
def three() -> ThreadIndex:
    store = DictStore()
    write_index(store, THREADS)
    return open_index(store)


def _answered(index: ThreadIndex, text: str) -> None:
    try:
        index.ask(Query(text)).page(0, 10)
    except QuerySyntaxError as error:
        first, last = error.span
        assert 0 <= first <= last <= len(text)


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_nothing_typed_raises(three: ThreadIndex, text: str) -> None:
    _answered(three, text)


@settings(max_examples=5, deadline=None)
@given(hostile.filter(bool))
def test_no_paste_raises(three: ThreadIndex, text: str) -> None:
    _answered(three, (text * 10_000)[:10_000])


@pytest.mark.parametrize(
    "text", ["data:image/png;base64,{}==", "fever* {}(", "title:fever https://example.org/?q={}/", '"{}', "{}~{}"]
)
def test_a_word_without_an_end_is_read_in_no_time(three: ThreadIndex, text: str) -> None:
    """One that is looked through from each of its letters would take ten minutes, and the window would stand still."""
    _answered(three, text.replace("{}", "a" * 100_000))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('age:"30-39"', "age:30-39"),
        ('age:"30~39"', "age:30-39"),
        ('asked:"2023"', "asked:2023"),
        ('id:"ehospital:1"', "id:ehospital:1"),
        ('sex:" f "', "sex:f"),
        ('asked:"2019 to 2021"', "asked:[2019 to 2021]"),
        ("asked:[20230901 to 20231001]", "asked:[2023-09-01 to 2023-10-01]"),
        ("asked:20230901", "asked:2023-09-01"),
        ("asked:2023年9月", "asked:2023-09"),
        ("asked:2021年3月4日", "asked:2021-03-04"),
        ("asked:2019年", "asked:2019"),
        ('age:"30 to 39" eyes', "age:30-39 eyes"),
    ],
)
def test_other_ways_to_write_a_value(numbers: Callable[[str], list[int]], text: str, plain: str) -> None:
    assert numbers(text) == numbers(plain) != []


@pytest.mark.parametrize("text", ['asked:"last year"', 'age:"x y"', "asked:20231301", "asked:2023年13月"])
def test_a_value_that_is_none_is_explained(index: ThreadIndex, text: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        index.ask(Query(text))
    assert caught.value.span == (0, len(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("...!?", "Nothing to search for in “...!?”: there is no word in it."),
        ("( )", "Nothing to search for in “( )”: there is no word in it."),
        ("привет", "No thread has “привет”."),
        ("żółw мир", "No thread has “żółw”, “мир”."),
    ],
)
def test_an_empty_answer_says_why(index: ThreadIndex, text: str, said: str) -> None:
    ranking = index.ask(Query(text))
    assert (ranking.total, ranking.notes) == (0, (said,))
