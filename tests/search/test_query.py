"""From what was typed to Whoosh's tree: the short way and Whoosh's parser agree."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from qa_reader.errors import QuerySyntaxError
from qa_reader.search import open_index, write_index
from qa_reader.search.query import _parser, adapted, parse, simple
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
        '"eyes to be dry"',
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
    whole = adapted(_parser().parse(text, normalize=False)).normalize()
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
        "a OR",
        "AND a",
        "a AND AND b",
        "a OR AND b",
        "a to b",
        "TO",
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


@pytest.mark.parametrize("text", ["id:" + "x" * 9000, "*" + "a" * 9999, "a?" * 5000, "(a OR b) AND " * 500 + "c"])
def test_syntax_at_such_length_is_read_as_words(text: str) -> None:
    began = time.thread_time()
    assert parse(text).tree is None
    assert time.thread_time() - began < 0.5


def test_question_marks_between_stars_and_letters_are_a_pattern() -> None:
    assert parse("what???").tree is None
    assert str(parse("h??t").tree).count("h??t") == 4
    assert str(parse("??a*?b").tree).count("??a*?b") == 4
    assert str(parse("??*").tree).count("??*") == 4


@pytest.mark.parametrize("text", ["title:*", "a*", "*a", "a?b", "*itis", "doctor:*a", "?血壓", "??*血"])
def test_a_pattern_that_says_something_is_asked_for(text: str) -> None:
    assert parse(text).tree is not None


def test_a_word_of_one_letter_has_none_that_may_differ() -> None:
    tree = parse("a~2").tree
    assert {type(leaf) for leaf in tree.leaves()} == {q.Term}  # type: ignore[union-attr]


def test_a_word_may_differ_in_half_of_its_letters() -> None:
    tree = parse("flu~2").tree
    assert {leaf.maxdist for leaf in tree.leaves()} == {1}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("tremor asked:2019-13 weak", "asked:2019-13"),
        ("tremor (age:abc OR hand)", "age:abc"),
        ("tremor?? age:[a to 20] hand", "age:[a to 20]"),
        ("replied:foo* hand", "replied:foo*"),
        ('hand age:"ab c"', 'age:"ab c"'),
        ("id:sample:2 AND asked:never", "asked:never"),
        ("hand age:[40 to 20]", "age:[40 to 20]"),
        ("asked:[2021 to 2019] hand", "asked:[2021 to 2019]"),
    ],
)
def test_of_a_value_that_a_field_cannot_read_its_own_place_is_marked(text: str, marked: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(text)
    assert text[slice(*caught.value.span)] == marked
