"""From what was typed to Whoosh's tree: the short way and Whoosh's parser agree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from qa_reader.search import open_index, write_index
from qa_reader.search.query import _adapted, _parser, simple
from qa_reader.search.shapes import by_word
from tests.search.conftest import THREADS
from tests.search.fakes import DictStore

parts = st.sampled_from(
    [
        "muscles",
        "Eyes",
        "twi*",
        "x-ray",
        '"dry eyes"',
        '"muscles twitching"~3',
        "心肌梗塞",
        "lateral.",
        "als",
        "title:eyes",
        'reply:"dry eyes"',
        "info:x-ray",
        "doctor:chen",
        "asked:[2019 to 2021]",
        "replied:[2018-02 to 2021-06-03]",
    ]
)


@pytest.fixture(scope="module")
def searcher() -> object:
    store = DictStore()
    write_index(store, THREADS)
    return open_index(store).searcher


@settings(max_examples=100, deadline=None)
@given(st.lists(parts, min_size=1, max_size=4), st.sampled_from([" ", " AND ", " OR "]))
def test_short_way_finds_what_whoosh_parser_finds(searcher: object, words: list[str], join: str) -> None:
    text = join.join(words)
    tree = simple(text)
    assert tree is not None
    whole = _adapted(_parser().parse(text, normalize=False)).normalize()
    ours, theirs = (searcher.evaluate(each) for each in (tree, whole))  # type: ignore[attr-defined]
    assert ours.documents.tolist() == theirs.documents.tolist()
    # what is asked twice, though in another field, Whoosh asks once
    if len({word.rpartition(":")[2] for word in words}) == len(words) and "twi*" not in words:
        assert ours.scores().tolist() == pytest.approx(theirs.scores().tolist(), abs=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        "a AND b OR c",
        "NOT a",
        "title:a*",
        "asked:[2019 to 1]",
        "doctor:",
        "asked:[2019-13 to 2020]",
        "(a b)",
        "a*b",
        "a~1",
        "a^2",
        "w?n",
        "a b OR c",
        "asked:[1 to 2]",
        "*",
        "",
    ],
)
def test_all_else_is_for_whoosh_parser(text: str) -> None:
    assert simple(text) is None


def test_words_of_an_or_are_brought_together() -> None:
    terms = [q.Term(field, word) for word in ("a", "b") for field in ("title", "reply")]
    assert [len(part) for part in by_word(terms)] == [2, 2]
