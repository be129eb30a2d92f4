"""Finding words in a page of text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_reader.ui.page_search import FoldedText


def found(text: str, wanted: str) -> list[str]:
    """The pieces that are found, cut out of the text as Qt counts."""
    units = text.encode("utf-16-le", "surrogatepass")
    return [
        units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") for start, end in FoldedText(text).find(wanted)
    ]


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("Pain, PAIN and pain", "Pain", ["Pain", "PAIN", "pain"]),
        ("ＡＢＣ and abc", "abc", ["ＡＢＣ", "abc"]),
        ("abc １２３", "123", ["１２３"]),
        ("眼皮一直跳，眼皮", "眼皮", ["眼皮", "眼皮"]),
        ("🙂 眼皮 🙂 eyelid", "eyelid", ["eyelid"]),
        ("ﬁrst first", "first", ["ﬁrst", "first"]),
        ("Straße STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("two\nlines two\u3000lines", "two lines", ["two\nlines", "two\u3000lines"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("text", "", []),
        ("a b", " ", []),
    ],
)
def test_words_are_found_whatever_their_case_and_width(text: str, wanted: str, expected: list[str]) -> None:
    assert found(text, wanted) == expected


@given(st.text(), st.text(min_size=1, max_size=5), st.text())
def test_what_stands_in_a_text_is_found_in_order(before: str, wanted: str, after: str) -> None:
    text = before + wanted + after
    places = FoldedText(text).find(wanted)
    assert bool(places) == bool(wanted.strip())
    assert all(start < end for start, end in places)
    assert all(one[0] <= other[0] for one, other in pairwise(places))


def test_a_long_text_is_searched_at_once() -> None:
    assert len(FoldedText("眼皮跳 twitch " * 2000).find("TWITCH")) == 2000
