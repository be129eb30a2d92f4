from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_reader.citing import citation, link, parse_link, query_words
from qa_reader.errors import NotFoundError
from qa_reader.model import ArchiveInfo, Filters, Query, Scope, Sort, ThreadRef, Topic
from tests.threads import BARE, ID, TREMOR, WEAKNESS

ARCHIVE = ArchiveInfo(ID, "Small archive", "/a", 4, built=date(2026, 1, 2), content_hash="ab" * 32)
REF = ThreadRef(ID, "ehospital:12345")


def test_a_link_can_be_read_and_read_again() -> None:
    assert link(REF) == f"qa-reader://{ID}/ehospital:12345"
    assert parse_link(link(REF)) == REF


@pytest.mark.parametrize(
    "given_", [f"  qa-reader://{ID}/ehospital:12345/\n", f"QA-Reader://{ID.upper()}/ehospital%3A12345"]
)
def test_links_come_as_other_programs_write_them(given_: str) -> None:
    assert parse_link(given_) == REF


@given(st.from_regex(r"[a-z0-9][a-z0-9_-]*:[A-Za-z0-9._-]+", fullmatch=True).filter(lambda name: len(name) <= 200))
def test_every_thread_has_a_link(thread_id: str) -> None:
    assert parse_link(link(ThreadRef(ID, thread_id))) == ThreadRef(ID, thread_id)


@pytest.mark.parametrize(
    "wrong",
    [
        "", "qa-reader:", "qa-reader://", f"qa-reader://{ID}", f"qa-reader://{ID}/", f"http://{ID}/sample:1",
        "qa-reader://archive/sample:1", f"qa-reader://{ID}/a/../b", f"qa-reader://{ID}/..%2Fb", f"qa-reader://{ID}/a%00b",
        f"qa-reader://{ID}/a%0Ab", f"qa-reader://{ID}/a b", f"qa-reader://{ID}/%ff", f"qa-reader://{ID}/a?x=1",
        f"qa-reader://{ID}/a#b", f"qa-reader://user@{ID}/a", f"qa-reader://{ID}:80/a", f"qa-reader://{ID}/{'a' * 201}",
        "qa-reader://[::1/a", f"--search=qa-reader://{ID}/a",
    ],
)  # fmt: skip
def test_what_is_no_link_is_refused(wrong: str) -> None:
    with pytest.raises(NotFoundError, match="not a link to a thread"):
        parse_link(wrong)


def test_a_citation_has_all_that_finds_the_thread_again() -> None:
    assert citation(TREMOR, ARCHIVE, date(2026, 11, 22)) == (
        "Dr. Ines Marlow, Harbour Hospital. “My hand shakes when I pour tea”. asked 2019-03-04, replied 2019-03-06."
        f" Small archive, built 2026-01-02 abababababab. sample:1. qa-reader://{ID}/sample:1. Read 2026-11-22."
    )
    assert citation(WEAKNESS, ARCHIVE).startswith("Dr. Ines Marlow; Dr. Tam Oakes. “Weak legs in the morning”.")
    assert citation(BARE, ARCHIVE).startswith("No doctor's reply. “Only a title”. Small archive")
    assert "Quill" not in citation(TREMOR, ARCHIVE)


# ---------------------------------------------------------------- the query of a result


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (Query(), ""),
        (Query("  hand   tremor "), "hand tremor"),
        (Query("tremor", department="Neurology"), 'tremor department:"Neurology"'),
        (Query("tremor OR legs", topic=Topic("Movement", "Neurology")),
         '(tremor OR legs) department:"Neurology" topic:"Movement"'),
        (Query(filters=Filters(doctors=("Dr. Ines Marlow", "Dr. Tam Oakes"))),
         '(doctor:"Dr. Ines Marlow" OR doctor:"Dr. Tam Oakes")'),
        (Query(filters=Filters(sexes=("female",), ages=("60-69",), years=(2019, 2021))),
         "sex:female age:60-69 asked:[2019 to 2021]"),
        (Query("x", scope=Scope.BOOKMARKS, sort=Sort.NEWEST, filters=Filters(hospitals=("",))),
         "x [hospital not said] [among bookmarks] [by newest]"),
    ],
)  # fmt: skip
def test_a_query_is_said_as_it_can_be_typed(query: Query, words: str) -> None:
    assert query_words(query) == words
