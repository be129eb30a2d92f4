from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from qa_reader.archive import UserDatabase
from qa_reader.errors import Cancelled, NotFoundError, UserDatabaseError
from qa_reader.kept import Colour, FoundAgain, Kept
from qa_reader.library import Library
from qa_reader.model import Query, Reply, Scope, Source, Span, Thread, ThreadRef
from qa_reader.taken import Own
from tests.kept import write_version_1
from tests.threads import DESCRIPTION, DRY_EYE, ID, THREADS, TREMOR, WEAKNESS, write_archive

Replace = Callable[[list[Thread]], FoundAgain | None]


def ref(thread_id: str) -> ThreadRef:
    return ThreadRef(ID, thread_id)


@pytest.fixture
def library(tmp_path: Path, archive_path: Path) -> Iterator[Library]:
    with closing(UserDatabase(tmp_path / "user.sqlite3")) as user:
        made = Library(tmp_path / "indexes", user)
        made.open(archive_path)
        yield made
        made.close()


@pytest.fixture
def replaced(library: Library, tmp_path: Path) -> Replace:
    """Opens a newer archive of the same id, and looks up what is kept of it."""

    def replace_by(threads: list[Thread]) -> FoundAgain | None:
        file = tmp_path / "newer.qarchive"
        write_archive(file, threads, DESCRIPTION)
        library.open(file)
        return library.keeping.find_again(ID)

    return replace_by


def test_what_is_the_readers_own_is_told_by_thread(library: Library) -> None:
    keeping = library.keeping
    keeping.set_note(ref("sample:1"), "a note")
    keeping.add_bookmark(ref("sample:1"))
    keeping.shelf.set_note(ref("sample:1"), "why it is kept")
    keeping.add_bookmark(ref("sample:3"))
    mark = keeping.add_highlight(ref("sample:2"), "question", Span(0, 5)).id
    own = keeping.own(ID)
    assert own.keys() == {"sample:1", "sample:2"}
    assert own["sample:1"] == Own("a note\n\nwhy it is kept")
    assert [highlight.id for highlight in own["sample:2"].highlights] == [mark]
    assert keeping.own("another archive") == {}


# ---------------------------------------------------------------- an archive is replaced


def test_the_same_archive_is_looked_up_once(library: Library) -> None:
    assert library.keeping.find_again(ID) is None
    library.set_bookmark(ref("sample:1"), kept=True)
    assert library.keeping.find_again(ID) == FoundAgain(ID, 1)
    assert library.keeping.find_again(ID) is None
    assert library.keeping.user.threads.archives() == {ID: "Small archive"}


def test_threads_that_moved_are_found_again_and_those_that_are_gone_stay(library: Library, replaced: Replace) -> None:
    keeping = library.keeping
    for thread in THREADS:
        keeping.add_bookmark(ref(thread.id))
    folder = keeping.shelf.add_folder("For my visit").id
    keeping.shelf.place([ref("sample:1")], folder)
    keeping.shelf.set_tags(ref("sample:1"), ["ask"])
    keeping.shelf.set_note(ref("sample:1"), "mine")
    keeping.set_note(ref("sample:1"), "on the thread")
    keeping.add_highlight(ref("sample:1"), "question", Span(3, 8))
    keeping.visit(ref("sample:1"))
    report = replaced(
        [
            replace(TREMOR, id="renamed:1", question=TREMOR.question + " Since May."),  # its source has another name
            replace(WEAKNESS, title="Legs: weak", id="sample:77"),  # its number is another
            THREADS[3],
            Thread("other:3", "Somebody else's question", question="Of the number that one had."),
        ]
    )
    assert report is not None
    assert report.kept == 1
    assert set(report.moved) == {
        (ref("sample:1"), ref("renamed:1"), TREMOR.title),
        (ref("sample:2"), ref("sample:77"), "Legs: weak"),
    }
    assert report.gone == ((ref("sample:3"), DRY_EYE.title),)
    kept = {one.ref: one for one in library.bookmarks()}
    assert set(kept) == {ref("renamed:1"), ref("sample:77"), ref("sample:4"), ref("sample:3")}
    moved, gone = kept[ref("renamed:1")], kept[ref("sample:3")]
    assert (moved.folder, moved.tags, moved.note, moved.gone) == (folder, ("ask",), "mine", False)
    assert (gone.gone, gone.title, gone.extract) == (True, DRY_EYE.title, DRY_EYE.question)
    assert keeping.marks.note(ref("renamed:1")) == "on the thread"
    assert [one.span for one in keeping.highlights(ref("renamed:1"))] == [Span(3, 8)]
    assert keeping.marks.read() == {ref("renamed:1")}
    assert [visit.ref for day in keeping.history.days() for visit in day.visits] == [ref("renamed:1")]
    # in the next one it is there again
    back = replaced([*THREADS, replace(TREMOR, id="renamed:1")])
    assert back is not None
    assert (back.kept, back.gone) == (3, ())
    assert not any(one.gone for one in library.bookmarks())


def test_where_all_numbers_shift_each_bookmark_follows_its_thread(library: Library, replaced: Replace) -> None:
    notes = {thread.id: f"note of {thread.title}" for thread in THREADS[:3]}
    for thread_id, note in notes.items():
        library.keeping.add_bookmark(ref(thread_id))
        library.keeping.shelf.set_note(ref(thread_id), note)
    shifted = [replace(thread, id=f"sample:{number}") for number, thread in enumerate(THREADS[:3], 2)]
    report = replaced(shifted)
    assert report is not None
    assert len(report.moved) == 3
    assert {one.ref.thread: one.note for one in library.bookmarks()} == {
        f"sample:{number}": f"note of {thread.title}" for number, thread in enumerate(THREADS[:3], 2)
    }


def test_two_threads_that_become_one_keep_both_notes(library: Library, replaced: Replace, tmp_path: Path) -> None:
    twin = replace(WEAKNESS, id="sample:9", title="The same again")
    replaced([*THREADS, twin])
    for one, note in (("sample:2", "first"), ("sample:9", "second")):
        library.keeping.add_bookmark(ref(one))
        library.keeping.shelf.set_note(ref(one), note)
        library.keeping.shelf.set_tags(ref(one), [note])
    report = replaced(list(THREADS))
    assert report is not None
    assert [new for _, new, _ in report.moved] == [ref("sample:2")]
    (kept,) = library.bookmarks()
    assert set(kept.note.split("\n\n")) == {"first", "second"}
    assert kept.tags == ("first", "second")


def test_a_number_alone_is_not_enough(library: Library, replaced: Replace) -> None:
    library.set_bookmark(ref("sample:1"), kept=True)
    report = replaced([Thread("other:1", "Another question", question="About something else entirely.")])
    assert report is not None
    assert report.gone == ((ref("sample:1"), TREMOR.title),)


def test_bookmarks_of_the_first_version_learn_what_they_need(tmp_path: Path, archive_path: Path) -> None:
    rows = [
        (ID, "sample:1", TREMOR.title, "Neurology", "2025-01-01"),
        (ID, "sample:0", DRY_EYE.title, "眼科", "2025-01-02"),
    ]
    with closing(UserDatabase(write_version_1(tmp_path / "user.sqlite3", rows))) as user:
        library = Library(tmp_path / "indexes", user)
        library.open(archive_path)
        report = library.keeping.find_again(ID)
        assert report is not None
        assert report.moved == ((ref("sample:0"), ref("sample:3"), DRY_EYE.title),)
        known = {one.ref: one for one in user.threads.known()}
        assert known[ref("sample:1")].extract.startswith("My right hand shakes.")
        assert len(known[ref("sample:1")].question_key) == 64
        library.close()


def test_a_cancelled_search_changes_nothing_and_is_done_again(library: Library, tmp_path: Path) -> None:
    library.set_bookmark(ref("sample:3"), kept=True)
    write_archive(tmp_path / "newer.qarchive", [TREMOR, WEAKNESS])
    library.open(tmp_path / "newer.qarchive")

    def cancel(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        library.keeping.find_again(ID, cancel)
    assert [one.gone for one in library.bookmarks()] == [False]
    report = library.keeping.find_again(ID)
    assert report is not None
    assert len(report.gone) == 1


def test_after_an_import_the_archive_is_looked_up_again(library: Library, tmp_path: Path) -> None:
    library.set_bookmark(ref("sample:1"), kept=True)
    library.keeping.find_again(ID)
    library.keeping.export(tmp_path / "kept.json")
    library.keeping.user.merge(tmp_path / "kept.json")
    assert library.keeping.find_again(ID) == FoundAgain(ID, 1)


# ---------------------------------------------------------------- threads that are open


def test_a_highlight_is_found_again_after_the_text_changed(library: Library, replaced: Replace) -> None:
    keeping = library.keeping
    text = TREMOR.replies[0].text
    start = text.index("often harmless")
    keeping.add_highlight(ref("sample:1"), "reply/0", Span(start, start + 14), colour=Colour.GREEN, note="good")
    before = Reply("Dr. New", text="An earlier reply was added.")
    changed = replace(TREMOR.replies[0], text="Dear asker, a tremor in action is often harmless. Rest.")
    replaced([replace(TREMOR, replies=(before, changed))])
    (marked,) = keeping.highlights(ref("sample:1"))
    assert marked.part == "reply/1"
    assert marked.span is not None
    assert changed.text[marked.span.start : marked.span.end] == "often harmless"
    assert marked.highlight.anchor.suffix == ". Rest."  # tied to what stands around it now
    replaced([replace(TREMOR, replies=())])
    (marked,) = keeping.highlights(ref("sample:1"))
    assert (marked.span, marked.highlight.note) == (None, "good")


@pytest.mark.parametrize(
    ("part", "span"),
    [
        ("question", Span(0, 0)),
        ("question", Span(5, 9999)),
        ("question", Span(-1, 3)),
        ("reply/9", Span(0, 1)),
        ("question", Span(21, 23)),
    ],
)
def test_nothing_cannot_be_highlighted(library: Library, part: str, span: Span) -> None:
    with pytest.raises(UserDatabaseError, match="no text to be marked"):
        library.keeping.add_highlight(ref("sample:1"), part, span)


def test_a_visit_is_history_and_a_read_mark_at_once(library: Library) -> None:
    change = library.keeping.visit(ref("sample:1"))
    assert change.kinds == {Kept.HISTORY, Kept.READ}
    assert change.refs == {ref("sample:1")}
    library.keeping.set_read([ref("sample:1"), ref("sample:2")], read=False)
    assert library.keeping.marks.read() == frozenset()


def test_what_is_kept_can_be_changed_where_the_archive_is_absent(library: Library) -> None:
    library.set_bookmark(ref("sample:1"), kept=True)
    library.close(ID)
    library.keeping.set_note(ref("sample:1"), "later")
    assert library.keeping.marks.note(ref("sample:1")) == "later"
    with pytest.raises(NotFoundError):
        library.keeping.set_note(ref("sample:2"), "of a thread that nobody knows")


def test_a_folder_and_a_tag_are_places_to_search_in(library: Library) -> None:
    keeping = library.keeping
    outer = keeping.shelf.add_folder("outer").id
    inner = keeping.shelf.add_folder("inner", outer).id
    for number, folder in ((1, outer), (2, inner), (3, "")):
        keeping.add_bookmark(ref(f"sample:{number}"), folder)
    keeping.shelf.set_tags(ref("sample:3"), ["ask"])

    def found(**where: str) -> list[str]:
        return sorted(hit.ref.thread for hit in library.search(Query(scope=Scope.BOOKMARKS, **where)).hits)  # type: ignore[arg-type]

    assert found() == ["sample:1", "sample:2", "sample:3"]
    assert found(folder=outer) == ["sample:1", "sample:2"]
    assert found(folder=inner) == ["sample:2"]
    assert found(tag="ask") == ["sample:3"]
    assert found(folder=outer, text="legs") == ["sample:2"]
    keeping.shelf.place([ref("sample:3")], inner)
    assert found(folder=inner) == ["sample:2", "sample:3"]


def test_export_says_where_it_cannot_write(library: Library, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserDatabaseError, match="cannot be written"):
        library.keeping.export(tmp_path / "file" / "kept.json")


def test_a_source_that_is_unknown_is_no_hindrance(library: Library, replaced: Replace) -> None:
    library.set_bookmark(ref("sample:4"), kept=True)
    report = replaced([replace(THREADS[3], source=Source())])
    assert report == FoundAgain(ID, 1)
