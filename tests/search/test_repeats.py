"""Questions that ask nearly the same."""

from __future__ import annotations

import time

from qa_reader.search import Repeats


def repeats(texts: list[str]) -> tuple[tuple[int, ...], ...]:
    return Repeats().on_page("q", 0, texts).groups


ASKED = (
    "Numb fingers after cycling\nI ride forty kilometres each Sunday and afterwards two fingers of my left hand "
    "stay numb until the evening. Should I have my neck looked at, or change the handlebar first?"
)
AGAIN = ASKED.replace("Numb fingers", "NUMB fingers").replace("Sunday", "weekend") + " Thank you!"
OTHER = "Numb toes after cycling\nMy shoes are new and narrow. Is that why both big toes tingle for an hour?"


def test_who_asks_again_is_found() -> None:
    assert repeats([OTHER, ASKED, "", AGAIN]) == ((1, 3),)


def test_traditional_and_simplified_are_one() -> None:
    one = "眼皮一直跳怎麼辦？最近兩個星期眼皮一直跳，晚上睡不好，會不會是中風？"
    other = "眼皮一直跳怎么办？最近两个星期眼皮一直跳，晚上睡不好，会不会是中风？"
    assert repeats([one, other, "眼睛乾澀一直流眼淚，晚上睡不好，會不會是乾眼症？"]) == ((0, 1),)


def test_short_texts_have_to_be_the_same() -> None:
    assert repeats(["Knee pain", "Knee pain now", "knee PAIN", ""]) == ((0, 2),)


def test_empty_texts_are_no_repeats() -> None:
    assert repeats([]) == ()
    assert repeats(["", "", "…", "…"]) == ()


def test_what_an_earlier_page_asked_is_found_again() -> None:
    met = Repeats()
    assert met.on_page("q", 0, [OTHER, ASKED]).earlier == ()
    again = met.on_page("q", 2, ["Something else", AGAIN, ASKED])
    assert (again.groups, again.earlier) == (((1, 2),), ((1, 1),))
    assert met.on_page("q", 5, [ASKED, OTHER]).earlier == ((0, 1), (1, 0))
    assert met.on_page("another", 7, [ASKED, OTHER]).earlier == ()


def test_a_page_is_told_the_same_when_it_is_read_again() -> None:
    met = Repeats()
    first, second = [OTHER, ASKED], [AGAIN, "Something else"]
    told = [met.on_page("q", 0, first), met.on_page("q", 2, second)]
    assert [met.on_page("q", 0, first), met.on_page("q", 2, second)] == told


def test_what_goes_on_being_asked_is_remembered_and_else_the_last_that_was_met() -> None:
    met = Repeats()
    met.on_page("q", 0, [ASKED, OTHER])
    for page in range(1, 12):
        rare = met.on_page("q", page * 25, [f"Question {page} {place}" for place in range(24)] + [AGAIN])
        assert rare.earlier == ((24, 0),)
    assert met.on_page("q", 300, [ASKED, OTHER]).earlier == ((0, 0),)


def test_a_page_takes_less_than_ten_milliseconds() -> None:
    texts = [" ".join(f"word{(place * 37 + number) % 997}" for number in range(300)) for place in range(25)]
    met = Repeats()
    for page in range(4):
        met.on_page(
            "q",
            page * 25,
            [" ".join(f"other{(place * 41 + page) % 997} and" for place in range(n, n + 150)) for n in range(25)],
        )
    times = []
    for _ in range(5):
        began = time.perf_counter()
        met.on_page("q", 100, texts)
        times.append(time.perf_counter() - began)
    assert min(times) < 0.010
