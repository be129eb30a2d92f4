"""Phrases over many cells: what is passed over, and what is looked at a stretch at a time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from qa_reader.model import Thread
from qa_reader.search import open_index, phrase, write_index
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
@given(st.lists(threads, min_size=1, max_size=9), words)
def test_signatures_and_stretches_change_no_answer(batch: list[Thread], asked: list[str]) -> None:
    whole = found(batch, asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrase, "_MANY", 0)
        patch.setattr(phrase, "_AT_ONCE", 2)
        assert found(batch, asked) == whole


def test_signatures_go_round_at_64() -> None:
    filler = " ".join(["word"] * 63)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrase, "_MANY", 0)
        assert list(found([Thread(id="x:1", title="", question=f"{filler} dry eye")], ["dry", "eye"])) == [0]
        assert list(found([Thread(id="x:1", title="", question=f"{filler} dry cough eye")], ["dry", "eye"])) == []
