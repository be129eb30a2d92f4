"""Patterns within runs of Chinese find what stands so in a text, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from qa_reader.model import Query, Reply, Span, Thread
from qa_reader.search import open_index, write_index
from qa_reader.search.hanpatterns import MOST_BETWEEN, Row, row_of
from qa_reader.search.query import parse
from qa_reader.search.searcher import ArraySearcher
from qa_reader.search.snippets import Marker
from tests.search.fakes import DictStore

TEXTS = {
    1: "高血壓怎麼辦",
    2: "眼睛高眼壓",
    3: "高壓氧",
    4: "我的舒張高度壓不住",
    5: "太高，血壓",
    6: "維生素B12",
    7: "低血壓",
    8: "血壓",
    9: "血高得很，壓力大",
}


def index_of(*batches: list[tuple[int, Thread]]) -> ArraySearcher:
    store = DictStore()
    for batch in batches:
        write_index(store, batch)
    return open_index(store).searcher


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("高?壓", {1, 2, 4}),
        ("高？壓", {1, 2, 4}),
        ("高??壓", set()),
        ("舒?高度", {4}),
        ("高*壓", {1, 2, 3, 4}),
        ("?血壓", {1, 7}),
        ("*血壓", {1, 5, 7, 8}),
        ("高血*", {1}),
        ("高*", {1, 2, 3, 4, 5, 9}),
        ("高血?怎*", {1}),
        ("維生素b*", {6}),
        ("維?素b1*", {6}),
        ("title:高?壓", {1, 2, 4}),
        ("reply:高?壓", set()),
        ("高?壓 NOT 怎麼辦", {2, 4}),
        ("高?心", set()),
        ("高*?壓", {1, 2, 4}),
        ("維*?、b12", {6}),
        ("維生素*b12", {6}),
        ("維*素*b1*", {6}),
    ],
)
def test_a_sign_in_a_run_stands_for_characters(pattern: str, found: set[int]) -> None:
    store = DictStore()
    write_index(store, [(i, Thread(id=f"x:{i}", title=text)) for i, text in TEXTS.items()])
    ranking = open_index(store).ask(Query(pattern))
    assert {hit.number for hit in ranking.page(0, 20)} == found


def test_what_a_pattern_found_is_marked() -> None:
    marker = Marker(parse("高?壓").needles())
    assert marker.spans("我有高血壓。高，血壓") == (Span(2, 5),)
    assert Marker(parse("b*維").needles()).spans("b族維生 b1維") == (Span(5, 8),)


characters = st.text("高血壓，", min_size=1, max_size=7)
patterns = st.text("高血壓?*", min_size=2, max_size=5).filter(lambda text: re.search("[高血壓]", text))


def by_text(pattern: str, text: str) -> bool:
    """Whether a text has it, a run at a time; no star at an end says anything."""
    signs = {"?": "[高血壓]", "*": f"[高血壓]{{0,{MOST_BETWEEN}}}"}
    expression = "".join(signs.get(sign, sign) for sign in re.sub(r"\*+", "*", pattern).strip("*"))
    return any(re.search(expression, run) for run in text.split("，"))


@settings(max_examples=300, deadline=None)
@given(st.lists(characters, min_size=1, max_size=6), st.integers(0, 6), patterns)
def test_a_row_of_pairs_is_what_the_text_says(texts: list[str], first: int, pattern: str) -> None:
    """But for what only a single place tells: characters that are all open, and a comma among what a star stands for."""
    pattern = re.sub(r"\*+", "*", pattern)
    open_inside = re.search(r"\?\?|\*", pattern.strip("*"))
    threads = [
        (i + 1, Thread(id=f"x:{i}", title="", question=text, replies=(Reply(text=text),)))
        for i, text in enumerate(texts)
    ]
    searcher = index_of(threads[:first], threads[first:])
    query = row_of("question", pattern.replace("壓", "压"), 1.0)
    found = set(searcher.evaluate(query).documents.tolist())
    expected = {i for i, text in enumerate(texts) if by_text(pattern, text)}
    assert found >= expected if open_inside else found == expected


def test_a_row_scores_as_a_term_that_stands_there() -> None:
    searcher = index_of(
        [(1, Thread(id="x:1", title="", question="高血壓")), (2, Thread(id="x:2", title="", question="胃"))]
    )
    row, pair = searcher.evaluate(row_of("question", "高?压", 2.0)), searcher.evaluate(q.Term("question", "高血", 2.0))
    assert isinstance(row_of("question", "高?压", 2.0), Row)
    assert row.documents.tolist() == pair.documents.tolist() == [0]
    assert row.scores().tolist() == pytest.approx(pair.scores().tolist())


@pytest.mark.parametrize("text", ["高血壓怎麼辦？需要吃藥嗎", "是不是高血壓？血壓多少"])
def test_a_wide_question_mark_behind_a_sentence_ends_it(text: str) -> None:
    assert parse(text).tree is None
