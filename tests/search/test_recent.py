"""What was read lately is kept within a bound."""

from __future__ import annotations

from qa_reader.search.recent import Recent


def test_the_longest_unused_goes_first() -> None:
    recent = Recent(100)
    for key in "abcd":
        recent.put(key, key.upper(), 25)
    recent.get("a")
    recent.put("e", "E", 25)
    assert [recent.get(key) for key in "abcde"] == ["A", None, "C", "D", "E"]


def test_a_value_that_grows_makes_others_go() -> None:
    recent = Recent(100)
    for key in "abcd":
        recent.put(key, key, 25)
    recent.grow("d", 20)
    assert [recent.get(key) for key in "abcd"] == [None, "b", "c", "d"]


def test_one_that_grows_beyond_half_of_the_room_is_not_kept_itself() -> None:
    recent = Recent(100)
    recent.put("a", "a", 10)
    recent.put("b", "b", 10)
    recent.grow("a", 60)
    recent.grow("a", 60)
    assert [recent.get(key) for key in "ab"] == [None, "b"]


def test_a_value_beyond_a_quarter_of_the_room_is_not_kept() -> None:
    recent = Recent(100)
    recent.put("a", "a", 26)
    assert recent.get("a") is None
    assert recent.get("a", "other") == "other"
