"""What is kept as an answer: its order, its words, and threads whose archive is not open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from qa_reader.archive import UserDatabase
from qa_reader.kept import Colour, KnownThread
from qa_reader.library import Library
from qa_reader.model import Filters, Query, Scope, Shelved, Span, ThreadRef
from tests.threads import DRY_EYE, ID, TREMOR, WEAKNESS

ELSEWHERE = ThreadRef("another-archive", "other:1")
KEPT = Query(scope=Scope.BOOKMARKS)


@pytest.fixture
def library(tmp_path: Path, archive_path: Path) -> Iterator[Library]:
    """An archive that is open, and three bookmarks in it and one elsewhere, two of them in folders."""
    with closing(UserDatabase(tmp_path / "user.sqlite3")) as user:
        opened = Library(tmp_path / "indexes", user)
        opened.open(archive_path)
        keeping = opened.keeping
        for thread in (TREMOR, WEAKNESS, DRY_EYE):
            keeping.add_bookmark(ThreadRef(ID, thread.id))
        user.shelf.add(KnownThread(ELSEWHERE, "Numb toes in boots", "Orthopedics", "After a day in boots my toes …"))
        outer = user.shelf.add_folder("For my visit").id
        inner = user.shelf.add_folder("Eyes", outer).id
        user.shelf.place([ThreadRef(ID, DRY_EYE.id)], inner)
        user.shelf.place([ELSEWHERE], outer)
        user.shelf.set_tags(ELSEWHERE, ["ask"])
        keeping.set_note(ThreadRef(ID, WEAKNESS.id), "Mother had this, ask about iron.")
        yield opened
        opened.close()


def ids(library: Library, query: Query) -> list[str]:
    page = library.search(query)
    assert page.total == len(page.hits) == len(library.refs(query))
    assert library.refs(query) == tuple(hit.ref for hit in page.hits)
    return [hit.ref.thread for hit in page.hits]


def test_bookmarks_stand_in_the_readers_own_order_folder_by_folder(library: Library) -> None:
    assert ids(library, KEPT) == ["sample:1", "sample:2", "other:1", "sample:3"]
    library.keeping.shelf.place([ThreadRef(ID, "sample:2")], "", 0)
    assert ids(library, KEPT) == ["sample:2", "sample:1", "other:1", "sample:3"]


def test_other_orders_are_of_all_folders_at_once(library: Library) -> None:
    assert ids(library, replace(KEPT, order=Shelved.NEWEST)) == ["other:1", "sample:3", "sample:2", "sample:1"]
    assert ids(library, replace(KEPT, order=Shelved.OLDEST)) == ["sample:1", "sample:2", "sample:3", "other:1"]
    assert ids(library, replace(KEPT, order=Shelved.TITLE)) == ["sample:1", "other:1", "sample:2", "sample:3"]
    assert ids(library, replace(KEPT, order=Shelved.DEPARTMENT))[:2] == ["sample:1", "sample:2"]


def test_a_folder_has_what_is_in_the_folders_within_and_a_tag_what_has_it(library: Library) -> None:
    folders = {folder.name: folder.id for folder in library.keeping.shelf.folders()}
    assert ids(library, replace(KEPT, folder=folders["For my visit"])) == ["other:1", "sample:3"]
    assert ids(library, replace(KEPT, folder=folders["Eyes"], order=Shelved.NEWEST)) == ["sample:3"]
    assert ids(library, replace(KEPT, tag="ask")) == ["other:1"]


def test_a_thread_whose_archive_is_not_open_stands_there_with_what_is_known(library: Library) -> None:
    hit = next(hit for hit in library.search(KEPT).hits if hit.ref == ELSEWHERE)
    assert (hit.absent, hit.title, hit.department, hit.snippet.text) == (
        True, "Numb toes in boots", "Orthopedics", "After a day in boots my toes …",
    )  # fmt: skip
    there = next(hit for hit in library.search(KEPT).hits if hit.ref.thread == "sample:1")
    assert (there.absent, there.doctor, there.asked) == (False, "Dr. Ines Marlow", TREMOR.asked)


def test_words_find_bookmarks_by_their_notes_tags_and_absent_threads_too(library: Library) -> None:
    assert ids(library, replace(KEPT, text="tremor")) == ["sample:1"]
    assert ids(library, replace(KEPT, text="iron")) == ["sample:2"]
    assert ids(library, replace(KEPT, text="BOOTS toes")) == ["other:1"]
    assert ids(library, replace(KEPT, text="ask")) == ["sample:2", "other:1"]
    assert ids(library, replace(KEPT, text="nowhere")) == []


def test_filters_leave_what_the_archive_says_of_its_own_threads(library: Library) -> None:
    assert ids(library, replace(KEPT, filters=Filters(doctors=("Dr. Tam Oakes",)))) == ["sample:2"]


def test_notes_and_highlights_are_rows_with_their_own_words(library: Library) -> None:
    keeping = library.keeping
    one = keeping.add_highlight(ThreadRef(ID, "sample:1"), "reply/0", Span(24, 32), colour=Colour.BLUE)
    two = keeping.add_highlight(ThreadRef(ID, "sample:1"), "question", Span(3, 13))
    (note,) = library.search(Query("IRON", Scope.NOTES)).hits
    assert (note.ref.thread, note.snippet.text, note.snippet.spans) == (
        "sample:2", "Mother had this, ask about iron.", (Span(27, 31),),
    )  # fmt: skip
    marked = library.search(Query(scope=Scope.HIGHLIGHTS)).hits
    assert [(hit.highlight, hit.snippet.text) for hit in marked] == [(two.id, "right hand"), (one.id, "ten harm")]
    assert library.refs(Query(scope=Scope.HIGHLIGHTS)) == (ThreadRef(ID, "sample:1"),)
    assert library.search(Query("harm", Scope.HIGHLIGHTS)).total == 1
    assert library.search(Query("iron", Scope.HIGHLIGHTS)).total == 0


def test_pages_go_on_from_the_index_into_what_is_kept(library: Library) -> None:
    query = replace(KEPT, text="ask")
    library.keeping.set_note(ThreadRef(ID, "sample:1"), "nothing")
    whole = library.search(query, 0, 25).hits
    singly = [library.search(query, place, 1).hits[0] for place in range(len(whole))]
    assert [hit.ref for hit in singly] == [hit.ref for hit in whole]
    assert [hit.rank for hit in singly] == list(range(1, len(whole) + 1))
