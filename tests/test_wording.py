from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from qa_reader import wording

TS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="zh_TW">
<context><name></name>
<message><source>a thread</source><translation>一則提問</translation></message>
<message><source>Close</source><comment>near</comment><translation>近</translation></message>
<message><source>new</source><translation type="unfinished">新</translation></message>
</context>
<context><name>Pane</name>
<message><source>a thread</source><translation>討論</translation></message>
<message numerus="yes"><source>%n</source><translation><numerusform>one</numerusform><numerusform>more</numerusform>
</translation></message>
</context></TS>""".encode()


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    wording.speak({})


def test_english_is_what_stands_in_the_code() -> None:
    assert wording.tr("a thread") == "a thread"
    assert wording.translation("Pane", "a thread") is None


def test_facts_beside_text_from_the_right_run_in_their_own_direction() -> None:
    """Else the "15" of a date after an Arabic name is taken for a part of it, and stands away from its month."""
    assert wording.apart(("Dr. Wu", "", "15 Jan 2012")) == "Dr. Wu · 15 Jan 2012"
    assert wording.apart(("神經內科", "2012年1月15日")) == "神經內科 · 2012年1月15日"
    for name in ("د. أحمد", "ד״ר כהן"):
        assert wording.apart((name, "15 Jan 2012")) == f"\u2068{name}\u2069 · \u206815 Jan 2012\u2069"


def test_a_catalogue_gives_the_text_of_a_context_with_its_comment() -> None:
    wording.speak(wording.read(TS))
    assert wording.tr("a thread") == "一則提問"
    assert wording.translation("Pane", "a thread") == "討論"
    assert (wording.tr("Close", "near"), wording.tr("Close")) == ("近", "Close")


def test_what_is_not_finished_is_not_said() -> None:
    wording.speak(wording.read(TS))
    assert wording.tr("new") == "new"


def test_a_plural_is_chosen_by_its_number() -> None:
    wording.speak(wording.read(TS))
    assert [wording.translation("Pane", "%n", count=count) for count in (1, 0, 2)] == ["one", "more", "more"]


def test_numbers_and_dates_are_those_of_the_language() -> None:
    assert wording.counted(1, "{0} thread", "{0} threads") == "1 thread"
    assert wording.counted(1204, "{0} thread", "{0} threads") == "1,204 threads"
    assert wording.day(date(2023, 9, 2)) == "2 Sep 2023"
    assert wording.day(None) == ""
    order = {("", "{day} {month} {year}", ""): ("{year}年{month}{day}日",), ("", "Sep", ""): ("9月",)}
    wording.speak(order)
    assert wording.day(date(2023, 9, 2)) == "2023年9月2日"
