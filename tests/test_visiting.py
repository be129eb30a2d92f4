from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from qa_reader import render, visiting
from qa_reader.model import ArchiveInfo, Thread
from qa_reader.taken import Taken
from qa_reader.visiting import LENGTHS, Visit, questions_of, shortened
from tests.threads import HOSTILE, ID, TEXTS, TREMOR, WEAKNESS, threads_of

ARCHIVE = ArchiveInfo(ID, "Small archive", "/a", 4, built=date(2026, 1, 2), content_hash="ab" * 32)
VISIT = Visit(("Is it harmless?",), "Since March.", (Taken(TREMOR, "my note"), Taken(WEAKNESS)), ("A title",), ARCHIVE)


def test_questions_are_lines() -> None:
    assert questions_of("  One?\n\n Two   words?\r\n\n") == ("One?", "Two words?")


def test_the_sheet_has_questions_own_words_and_what_was_read_in_this_order() -> None:
    text = LexborHTMLParser(visiting.page(VISIT, "23 Nov 2026")).text()
    parts = (
        "For my visit to the doctor",
        "23 Nov 2026",
        "My questions",
        "Is it harmless?",
        "In my own words",
        "Since March.",
        "1. My hand shakes",
        "Question",
        "My right hand shakes.",
        "Doctor’s reply",
        "A tremor in action",
        "My note",
        "my note",
        f"qa-reader://{ID}/sample:1",
        "2. Weak legs",
        "Stand up slowly.",
        "I agree.",
        "A title",
        "Its archive is not open",
        render.disclaimer(),
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "general leaflet" not in text  # more info is left out, and never taken for a reply


def test_texts_are_shortened_where_sentences_end() -> None:
    assert shortened("One. Two. Three and more words.", 40) == "One. Two. Three and more words."
    assert shortened("One is here. Two is here. Three and more words.", 30) == "One is here. Two is here. […]"
    assert shortened("眼皮跳多半與疲勞有關。請先充分休息，再觀察。", 15) == "眼皮跳多半與疲勞有關。 […]"
    assert shortened("no sentence ends in all of these words", 20) == "no sentence ends in […]"
    assert shortened("anything", 0) == ""


@given(st.text(), st.integers(0, 60))
def test_what_is_shortened_is_a_beginning(text: str, length: int) -> None:
    short = shortened(text, length)
    assert len(short) <= max(length, 0) + 4
    assert text.strip().startswith(short.removesuffix("[…]").rstrip())


def test_each_length_makes_the_sheet_no_longer() -> None:
    long = replace(TREMOR, question="A sentence of it. " * 200)
    visit = replace(VISIT, taken=(Taken(long),))
    sizes = [len(visiting.html(visit, "", length)) for length in LENGTHS]
    assert sizes == sorted(sizes, reverse=True)
    assert "A sentence" not in visiting.html(visit, "", 0)


@given(threads_of(HOSTILE | TEXTS), HOSTILE | TEXTS)
def test_no_text_breaks_out_of_the_sheet(thread: Thread, words: str) -> None:
    visit = Visit(questions_of(words), words, (Taken(thread, words),), (words,), ARCHIVE)
    page = LexborHTMLParser(visiting.page(visit, words))
    assert page.css("script, img, iframe, svg, a[href], meta[http-equiv=refresh]") == []
    assert page.css("main > p")[-1].text() == render.disclaimer()
