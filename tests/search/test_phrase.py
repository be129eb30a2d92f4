"""Phrases of words that stand often: what is looked up, and what is looked at a stretch at a time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from qa_reader.model import Thread
from qa_reader.search import open_index, phrase, posting, write_index
from qa_reader.search.schema import TEXTS
from tests.search.fakes import DictStore

texts = st.lists(st.sampled_from(["eye", "dry", "heart", "cough"]), max_size=90).map(" ".join)
threads = st.builds(lambda title, question: Thread(id="x:1", title=title, question=question), texts, texts)
words = st.lists(st.sampled_from(["eye", "dry", "heart", "cough", "absent"]), min_size=2, max_size=3)


def found(batch: list[Thread], asked: list[str]) -> dict[int, float]:
    store = DictStore()
    write_index(store, list(enumerate(batch, 1)))
    searcher = open_index(store).searcher
    answer = searcher.evaluate(q.Or([q.Phrase(field, asked) for field in TEXTS]))
    return dict(zip(answer.documents.tolist(), answer.scores().tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(threads, min_size=1, max_size=9), words, st.sampled_from([0, 1, 1000]))
def test_stretches_and_looking_up_change_no_answer(batch: list[Thread], asked: list[str], rarer: int) -> None:
    whole = found(batch, asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrase, "_MUCH_RARER", rarer)
        patch.setattr(phrase, "_AT_ONCE", 2)
        patch.setattr(posting, "_AT_ONCE", 2)
        assert found(batch, asked) == whole


def test_a_text_longer_than_was_thought_makes_room_for_itself() -> None:
    store = DictStore()
    long = " ".join(["cough", *["'"] * 5000, "dry eye"])  # apostrophes are places without words
    write_index(store, [(1, Thread(id="x:1", title="", question=long))])
    searcher = open_index(store).searcher
    assert searcher.evaluate(q.Phrase("question", ["dry", "eye"])).documents.tolist() == [0]
    assert searcher.evaluate(q.Phrase("question", ["cough", "eye"])).documents.tolist() == []


def test_no_phrase_goes_over_the_end_of_a_text() -> None:
    batch = [Thread(id="x:1", title="very dry", question="eye", more_info="dry"), Thread(id="x:2", title="eye")]
    assert found(batch, ["dry", "eye"]) == {}
