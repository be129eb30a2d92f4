from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_reader.anchoring import anchor, locate, parts
from qa_reader.kept import Anchor
from qa_reader.model import Span
from tests.threads import THREADS

TEXT = "Take one tablet at night. If it does not help, take one tablet at noon, too. 每晚一顆，若無效，中午再服一顆。"


def span_of(words: str, text: str = TEXT, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def words(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


texts = st.text(st.sampled_from("ab 眼。ßﬁＡ\n"), min_size=1, max_size=40)


@given(texts, st.data())
def test_in_an_unchanged_text_it_is_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(start, end)
    if text[start:end].strip():
        assert locate(anchor(text, span), text) == span


@given(texts, st.text(st.sampled_from("xyz \n"), max_size=50), st.text(st.sampled_from("xyz \n"), max_size=50))
def test_whatever_comes_before_or_after_the_same_words_are_found(text: str, before: str, after: str) -> None:
    quote = f"k{text}k"
    changed = before + quote + after
    assert words(changed, locate(Anchor(quote, "gone", "gone", 3), changed)) == quote


@pytest.mark.parametrize("occurrence", [0, 1])
def test_of_several_the_one_in_the_same_company(occurrence: int) -> None:
    span = span_of("one tablet", occurrence=occurrence)
    changed = f"Good evening. {TEXT.replace('If it does not help', 'Should it not help')}"
    found = locate(anchor(TEXT, span), changed)
    assert found == span_of("one tablet", changed, occurrence)


@pytest.mark.parametrize(
    ("quote", "changed", "expected"),
    [
        ("If it does not help", TEXT.replace("If it does not help", "If that does not help"), "If that does not help"),
        ("take one tablet at noon", TEXT.replace("take one tablet", "TAKE  one\ntablet"), "TAKE  one\ntablet at noon"),
        ("中午再服一顆", TEXT.replace("中午再服一顆", "中午再吃一顆"), "中午再吃一顆"),
        ("若無效", TEXT.replace("，", ","), "若無效"),
        ("If it does not help", "Something else altogether was written here by the doctor.", None),
        ("If it does not help", "", None),
        ("If it does not help", TEXT.replace("If it does not help", "Zzzz"), None),
    ],
)
def test_words_that_were_edited_are_found_and_others_are_not(quote: str, changed: str, expected: str | None) -> None:
    assert words(changed, locate(anchor(TEXT, span_of(quote)), changed)) == expected


def test_an_anchor_has_whole_words_around_it() -> None:
    made = anchor(TEXT, span_of("at noon"))
    assert (made.quote, made.start) == ("at noon", TEXT.index("at noon"))
    assert TEXT[: made.start].endswith(made.prefix)
    assert made.prefix.split()[0] in TEXT.replace(",", "").split()
    assert len(made.prefix) <= 40


def test_the_parts_of_a_thread() -> None:
    assert list(parts(THREADS[0])) == ["question", "reply/0", "more_info"]
    assert list(parts(THREADS[1])) == ["question", "reply/0", "reply/1"]


def test_a_long_text_takes_no_time() -> None:
    text = "the same words again and again " * 20_000
    assert locate(Anchor("not there at all", "the same ", " again", 0), text) is None
