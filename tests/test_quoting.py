from __future__ import annotations

from datetime import date

from hypothesis import given
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from qa_reader import render
from qa_reader.citing import citation
from qa_reader.model import ArchiveInfo, Thread
from qa_reader.quoting import quote
from tests.threads import BARE, HOSTILE, ID, TEXTS, TREMOR, WEAKNESS, threads_of

ARCHIVE = ArchiveInfo(ID, "Small archive", "/a", 4, built=date(2026, 1, 2), content_hash="ab" * 32)
TODAY = date(2026, 11, 22)
LABELS = ("Question (", "Doctor’s reply (", "More info (")


def test_a_thread_is_quoted_part_by_part_with_its_citation() -> None:
    quoted = quote(TREMOR, ARCHIVE, TODAY)
    at_the_edge = [line for line in quoted.text.splitlines() if line and not line.startswith(" ")]
    assert at_the_edge == [
        "Question (female · 60–69, 4 Mar 2019)",
        "Doctor’s reply (Dr. Ines Marlow · Neurology · Harbour Hospital · 6 Mar 2019)",
        "More info (added by the source, not a doctor’s reply)",
        citation(TREMOR, ARCHIVE, TODAY),
        render.disclaimer(),
    ]
    page = LexborHTMLParser(quoted.html)
    assert [node.text() for node in page.css("strong")] == at_the_edge[:3]
    assert page.css("blockquote")[1].text().strip() == "A tremor in action is often harmless."
    assert [link.attributes["href"] for link in page.css("a")] == [f"qa-reader://{ID}/sample:1"]
    assert "Quill" not in quoted.text + quoted.html


def test_passages_alone_are_quoted_where_some_are_chosen() -> None:
    quoted = quote(WEAKNESS, ARCHIVE, TODAY, {"reply/1": "I agree."})
    assert quoted.text.startswith("Doctor’s reply (Dr. Tam Oakes · 1 Aug 2021)\n\n  I agree.\n\nDr. Ines Marlow")
    assert "Stand up slowly" not in quoted.text + quoted.html


def test_the_asker_is_not_named_in_a_passage() -> None:
    thread = replace(TREMOR, question="I am Mrs. Quill. My hand shakes.")
    assert "I am [name]." in quote(thread, ARCHIVE, TODAY, {"question": "I am Mrs. Quill."}).text


def test_a_thread_of_nothing_but_a_title_is_cited() -> None:
    assert quote(BARE, ARCHIVE, TODAY).text.startswith("No doctor's reply. “Only a title”.")


@given(threads_of(HOSTILE | TEXTS))
def test_no_text_breaks_out_of_a_quotation(thread: Thread) -> None:
    quoted = quote(thread, ARCHIVE, TODAY)
    page = LexborHTMLParser(quoted.html)
    assert page.css("script, img, iframe, b, svg") == []
    links = {link.attributes["href"] or "" for link in page.css("a")}
    assert {link.split(":")[0] for link in links} == {"qa-reader"}
    labels = [line for line in quoted.text.split("\n") if line.startswith(LABELS)]
    assert len(labels) == len(page.css("blockquote"))
