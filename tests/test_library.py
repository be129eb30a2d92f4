from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

import pytest
from msgspec.structs import replace

from qa_reader import citing, importing, indexes
from qa_reader.archive import Archive, Description, UserDatabase, verify
from qa_reader.errors import (
    ArchiveError,
    Cancelled,
    IndexFault,
    NotFoundError,
    QAReaderError,
    QuerySyntaxError,
    UserDatabaseError,
)
from qa_reader.importers import thread_jsonl
from qa_reader.library import Library
from qa_reader.model import Filters, Progress, Query, Reply, Scope, Sort, Thread, ThreadRef, Topic, silent
from tests.archive.hostile import tamper
from tests.folders import names
from tests.threads import BARE, DRY_EYE, ID, THREADS, TREMOR, WEAKNESS, write_archive

OTHER_ID = ID.replace("1", "2")


def ref(thread_id: str, archive: str = ID) -> ThreadRef:
    return ThreadRef(archive, thread_id)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with a place for bookmarks, its caches in `tmp_path / "indexes"`."""
    with closing(UserDatabase(tmp_path / "user.sqlite3")) as user:
        made = Library(tmp_path / "indexes", user)
        yield made
        made.close()


@pytest.fixture
def without_index(archive_copy: Path) -> Path:
    """An archive whose index another version made."""
    tamper(archive_copy, "DELETE FROM blob")
    return archive_copy


def ids(library: Library, query: Query) -> list[str]:
    return [hit.ref.thread for hit in library.search(query).hits]


def test_topics_are_computed_where_the_source_names_none(library: Library, tmp_path: Path) -> None:
    asked: tuple[str, ...] = (
        "Restless legs at night",
        "Help against restless legs",
        "Restless legs in spring",
        "Migraine at sea",
    )
    asked += (
        "Migraine and coffee",
        "My migraine",
        "Numb toes",
        "Numb toes after a run",
        "Why numb toes?",
        "Fainting",
        "Fear",
    )
    threads = [Thread(id=f"x:{i}", title=title, department="Neurology") for i, title in enumerate(asked)]
    write_archive(tmp_path / "topics.qarchive", threads)
    info = library.open(tmp_path / "topics.qarchive")
    (department,) = info.departments
    assert department.computed
    assert {topic.name: count for topic, count in department.topics} == {
        "restless legs": 3,
        "migraine": 3,
        "numb toes": 3,
    }
    for topic, count in department.topics:
        assert library.search(Query(topic=topic)).total == count
    thread = library.thread(ref("x:0", info.id))
    assert [topic.name for topic in library.computed_topics(ref("x:0", info.id), thread)] == ["restless legs"]
    assert library.archives()[0] == info


# ---------------------------------------------------------------- asking


def test_browsing_gives_every_thread_the_newest_first(library: Library, archive_path: Path) -> None:
    assert library.open(archive_path).id == ID
    page = library.search(Query())
    assert [hit.ref for hit in page.hits] == [ref(thread.id) for thread in (WEAKNESS, DRY_EYE, TREMOR, BARE)]
    assert [hit.rank for hit in page.hits] == [1, 2, 3, 4]
    assert page.total == 4


def test_a_hit_tells_where_its_words_are(library: Library, archive_path: Path) -> None:
    library.open(archive_path)
    (hit,) = library.search(Query("harmless tremor")).hits
    assert (hit.ref, hit.title, hit.doctor, hit.replied) == (
        ref(TREMOR.id),
        TREMOR.title,
        TREMOR.doctor,
        TREMOR.replied,
    )
    marked = [hit.snippet.text[start:end].lower() for start, end in hit.snippet.spans]
    assert {"tremor", "harmless"} <= set(marked)
    (hit,) = library.search(Query("乾澀")).hits
    assert [hit.title[start:end] for start, end in hit.title_spans] == ["乾澀"]


def test_pages_join_to_the_whole(library: Library, archive_path: Path) -> None:
    library.open(archive_path)
    whole = library.search(Query(sort=Sort.TITLE)).hits
    pages = [library.search(Query(sort=Sort.TITLE), offset, 3).hits for offset in (0, 3, 6)]
    assert tuple(hit for page in pages for hit in page) == whole


def test_a_query_that_does_not_parse_says_where(library: Library, archive_path: Path) -> None:
    library.open(archive_path)
    with pytest.raises(QuerySyntaxError) as caught:
        library.search(Query('"never closed'))
    assert caught.value.span[0] == 0
    assert library.search(Query("tremor")).total == 1


def test_a_library_without_archives_finds_nothing(library: Library) -> None:
    assert library.search(Query("tremor")).total == 0
    assert library.archives() == ()
    assert library.marker(Query("tremor")) is None
    with pytest.raises(NotFoundError, match="no archive"):
        library.find("sample:1")


def test_a_marker_marks_the_words_of_a_query_in_any_text(library: Library, archive_path: Path) -> None:
    library.open(archive_path)
    marker = library.marker(Query("weak"))
    assert marker is not None
    assert [tuple(span) for span in marker.spans("A weak hand")] == [(2, 6)]
    assert library.marker(Query(" ")) is None


def test_similar_entries_of_a_thread_are_resolved(library: Library, archive_path: Path) -> None:
    library.open(archive_path)
    assert [similar.thread for similar in library.thread(ref(TREMOR.id)).similar] == ["sample:2", None]
    assert library.stored(ref(TREMOR.id)) == TREMOR


def test_what_is_not_there_is_not_found(library: Library, archive_path: Path) -> None:
    library.open(archive_path)
    for ask in (library.thread, library.stored, library.related):
        for missing in (ref("sample:99"), ref(TREMOR.id, "another archive")):
            with pytest.raises(NotFoundError):
                ask(missing)
    with pytest.raises(NotFoundError, match=f"sample:99 in {archive_path}"):
        library.find("sample:99")
    assert library.find("sample:3") == ref("sample:3")


def test_related_threads_are_others_with_reasons(library: Library, archive_path: Path) -> None:
    library.open(archive_path)
    related = library.related(ref(WEAKNESS.id))
    assert ref(WEAKNESS.id) not in [entry.ref for entry in related]
    assert all(entry.reasons and entry.title for entry in related)


def test_two_archives_answer_as_one(library: Library, archive_path: Path, tmp_path: Path) -> None:
    other = [
        replace(WEAKNESS, id="other:1", asked=None),
        replace(TREMOR, id="other:2", question="Tremor, tremor, tremor"),
    ]
    write_archive(tmp_path / "b.qarchive", other, Description(id=OTHER_ID, title="B"))
    library.open(archive_path)
    library.open(tmp_path / "b.qarchive")
    page = library.search(Query("tremor"))
    assert {hit.ref for hit in page.hits} == {ref(TREMOR.id), ref("other:2", OTHER_ID)}
    assert page.facets["department"] == {"Neurology": 2}
    browsed = [hit.ref.thread for hit in library.search(Query()).hits]
    assert len(browsed) == 6
    assert [library.search(Query(), offset, 1).hits[0].ref.thread for offset in range(6)] == browsed
    library.close(OTHER_ID)
    assert ids(library, Query("tremor")) == [TREMOR.id]


# ---------------------------------------------------------------- what the reader keeps


def test_a_doctor_of_many_is_counted_when_chosen_or_looked_for(library: Library, tmp_path: Path) -> None:
    threads = [replace(BARE, id=f"x:{n}", replies=(Reply(f"Dr. Nº{n:03}"),)) for n in range(250)]
    source = tmp_path / "x.jsonl"
    source.write_bytes(b"\n".join(map(thread_jsonl.encode_thread, threads)))
    importing.build([source], tmp_path / "x.qarchive")
    library.open(tmp_path / "x.qarchive")
    assert "Dr. Nº249" not in library.search(Query()).facets["doctor"]
    chosen = library.search(Query(filters=Filters(doctors=("Dr. Nº249",))))
    assert chosen.facets["doctor"]["Dr. Nº249"] == 1
    looked_for = library.search(Query(), 0, 0, looked_for=" nº24 ").facets["doctor"]
    assert all(looked_for[f"Dr. Nº24{n}"] == 1 for n in range(10))


def test_a_chosen_doctor_is_counted_however_many_have_the_text_that_is_looked_for(
    library: Library, tmp_path: Path
) -> None:
    threads = [replace(BARE, id=f"x:{n}", replies=(Reply(f"Dr. Nº{n:03}"),)) for n in range(650)]
    source = tmp_path / "x.jsonl"
    source.write_bytes(b"\n".join(map(thread_jsonl.encode_thread, threads)))
    importing.build([source], tmp_path / "x.qarchive")
    library.open(tmp_path / "x.qarchive")
    chosen = library.search(Query(filters=Filters(doctors=("Dr. Nº649",))), 0, 0, looked_for="dr.")
    assert chosen.facets["doctor"]["Dr. Nº649"] == 1
    assert len(chosen.facets["doctor"]) <= 401


def test_bookmarks_are_a_scope(library: Library, archive_path: Path) -> None:
    library.open(archive_path)
    kept = Query(scope=Scope.BOOKMARKS)
    assert ids(library, kept) == []
    (bookmark,) = library.set_bookmark(ref(DRY_EYE.id), kept=True)
    assert (bookmark.ref, bookmark.title, bookmark.department) == (ref(DRY_EYE.id), DRY_EYE.title, "眼科")
    assert ids(library, kept) == [DRY_EYE.id]
    assert ids(library, replace(kept, text="tremor")) == []
    assert library.set_bookmark(ref(DRY_EYE.id), kept=False) == ()
    assert ids(library, kept) == []


def test_bookmarks_survive_the_archive(library: Library, archive_path: Path) -> None:
    library.open(archive_path)
    library.set_bookmark(ref(TREMOR.id), kept=True)
    library.close()
    assert [bookmark.title for bookmark in library.bookmarks()] == [TREMOR.title]
    (hit,) = library.search(Query(scope=Scope.BOOKMARKS)).hits
    assert (hit.title, hit.absent) == (TREMOR.title, True)
    assert library.set_bookmark(ref(TREMOR.id), kept=False) == ()


def test_bookmarks_need_their_database(archive_path: Path, tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.open(archive_path)
    assert library.bookmarks() == ()
    with pytest.raises(UserDatabaseError):
        library.set_bookmark(ref(TREMOR.id), kept=True)
    library.close()


# ---------------------------------------------------------------- indexes in the cache


def test_an_archive_with_an_index_needs_no_cache(library: Library, archive_path: Path, tmp_path: Path) -> None:
    library.open(archive_path)
    assert not (tmp_path / "indexes").exists()


@pytest.mark.parametrize(
    "change",
    ["DELETE FROM blob", "UPDATE blob SET data = x'00'", "DELETE FROM blob WHERE name = 'index/manifest'"],
)
def test_an_index_that_cannot_be_used_is_made_in_the_cache_once(
    library: Library, archive_copy: Path, tmp_path: Path, change: str
) -> None:
    tamper(archive_copy, change)
    before, told = archive_copy.read_bytes(), 0

    def count(_done: int, _total: int, _what: str) -> None:
        nonlocal told
        told += 1

    library.open(archive_copy, count)
    assert ids(library, Query("tremor")) == [TREMOR.id]
    made = names(tmp_path / "indexes")
    assert len(made) == 1
    assert archive_copy.read_bytes() == before
    library.close()

    def refuse(_done: int, _total: int, _what: str) -> None:
        raise AssertionError("the index is there")

    library.open(archive_copy, refuse)
    assert ids(library, Query("tremor")) == [TREMOR.id]
    assert names(tmp_path / "indexes") == made
    assert told > 0


def test_an_index_of_other_threads_is_not_used(library: Library, archive_path: Path, archive_copy: Path) -> None:
    write_archive(archive_copy.with_name("b"), THREADS[:2])
    with closing(Archive(archive_copy.with_name("b"))) as other:
        blobs = [(name, blob) for name, blob in other.blobs.scan("")]
    tamper(archive_copy, "DELETE FROM blob", *(("INSERT INTO blob VALUES (?, x'00', ?)", blob) for blob in blobs))
    library.open(archive_copy)
    assert len(ids(library, Query())) == 4


def test_a_damaged_cache_is_made_anew(library: Library, without_index: Path, tmp_path: Path) -> None:
    library.open(without_index)
    (cached,) = (tmp_path / "indexes").iterdir()
    whole = cached.read_bytes()
    for damaged in (b"", b"text", whole[:5000], whole[: len(whole) // 2]):
        library.close()
        cached.write_bytes(damaged)
        library.open(without_index)
        assert ids(library, Query("tremor")) == [TREMOR.id]


def test_cancelling_leaves_no_cache_and_what_was_open_stays(
    library: Library, archive_path: Path, without_index: Path, tmp_path: Path
) -> None:
    def cancel(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    library.open(archive_path)
    with pytest.raises(Cancelled):
        library.open(without_index, cancel)
    assert names(tmp_path / "indexes") == []
    assert ids(library, Query("tremor")) == [TREMOR.id]


def test_a_cache_that_cannot_be_written_is_said(without_index: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    library = Library(tmp_path / "file" / "indexes")
    with pytest.raises(ArchiveError, match=rf"{without_index}: its index cannot be written to"):
        library.open(without_index)


def test_a_fault_without_the_systems_words_is_said_in_its_own(without_index: Path, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError("12 requested and 0 written")  # as numpy raises it

    with pytest.raises(ArchiveError, match=r"indexes: 12 requested and 0 written$"):
        Library(tmp_path / "indexes").open(without_index, full)


@pytest.fixture
def with_damaged_postings(archive_copy: Path) -> Path:
    """An archive that opens like any other, of which no word can be looked for."""
    tamper(archive_copy, "UPDATE blob SET data = zeroblob(length(data)) WHERE name GLOB 'segment/*/postings/*'")
    return archive_copy


def test_a_damaged_index_is_built_anew_where_somebody_waits(with_damaged_postings: Path, tmp_path: Path) -> None:
    told: list[IndexFault] = []
    steps: list[str] = []

    @contextmanager
    def mending(fault: IndexFault) -> Iterator[Progress]:
        told.append(fault)
        yield lambda _done, _total, what: steps.append(what)

    before = with_damaged_postings.read_bytes()
    with closing(Library(tmp_path / "indexes", mending=mending)) as library:
        library.open(with_damaged_postings)
        assert told == []
        assert ids(library, Query("tremor")) == [TREMOR.id]
        assert ids(library, Query("eye OR tremor"))
    assert len(told) == 1
    assert steps
    with closing(Library(tmp_path / "indexes")) as library:
        library.open(with_damaged_postings)
        assert ids(library, Query("tremor")) == [TREMOR.id]
    assert with_damaged_postings.read_bytes() == before


def test_a_damaged_index_is_told_where_nobody_waits_and_used_again_when_it_is_mended(
    with_damaged_postings: Path, tmp_path: Path
) -> None:
    with closing(Library(tmp_path / "indexes")) as library:
        library.open(with_damaged_postings)
        with pytest.raises(IndexFault):
            library.search(Query("tremor"))
        indexes.rebuild(with_damaged_postings, tmp_path / "indexes")
        library.reopen(ID)
        assert ids(library, Query("tremor")) == [TREMOR.id]


_ASKED: dict[str, Callable[[Library], object]] = {
    "search": lambda library: library.search(Query("tremor")),
    "suggest": lambda library: library.suggest("tremr"),
    "search_words": lambda library: library.search_words("tremor", 5),
    "related": lambda library: library.related(ThreadRef(ID, TREMOR.id)),
}


@pytest.mark.parametrize(
    ("part", "asked"),
    [
        ("postings", "search"),
        ("codes", "search"),
        ("numbers", "search"),
        ("words", "suggest"),
        ("postings", "search_words"),
        ("terms", "search_words"),
        ("telling", "related"),
    ],
)
def test_a_damaged_index_is_told_of_the_archive_that_it_is_of(
    archive_copy: Path, tmp_path: Path, part: str, asked: str
) -> None:
    write_archive(tmp_path / "b.qarchive", [replace(BARE, question="A giraffe")], Description(id=OTHER_ID))
    tamper(archive_copy, f"UPDATE blob SET data = zeroblob(length(data)) WHERE name GLOB 'segment/*/{part}*'")
    with closing(Library(tmp_path / "indexes")) as library:
        library.open(tmp_path / "b.qarchive")
        library.open(archive_copy)
        damaged = r"its search index is damaged and has to be built anew \(.*segment/"
        with pytest.raises(IndexFault, match=damaged) as told:
            _ASKED[asked](library)
        assert str(told.value).startswith(f"{archive_copy}: ")
        assert told.value.archive == ID


def test_only_the_index_that_is_damaged_is_built_anew(with_damaged_postings: Path, tmp_path: Path) -> None:
    write_archive(tmp_path / "b.qarchive", [replace(BARE, question="A giraffe")], Description(id=OTHER_ID))
    with closing(Library(tmp_path / "indexes", mending=lambda _: nullcontext(silent))) as library:
        library.open(tmp_path / "b.qarchive")
        library.open(with_damaged_postings)
        assert sorted(ids(library, Query("tremor OR giraffe"))) == sorted([BARE.id, TREMOR.id])
    assert [name.startswith(ID) for name in names(tmp_path / "indexes")] == [True]


def test_of_several_damaged_indexes_each_is_built_anew(with_damaged_postings: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.qarchive"
    write_archive(other, [replace(BARE, question="A giraffe")], Description(id=OTHER_ID))
    tamper(other, "UPDATE blob SET data = zeroblob(length(data)) WHERE name GLOB 'segment/*/postings/*'")
    with closing(Library(tmp_path / "indexes", mending=lambda _: nullcontext(silent))) as library:
        library.open(other)
        library.open(with_damaged_postings)
        assert sorted(ids(library, Query("tremor OR giraffe"))) == sorted([BARE.id, TREMOR.id])


def test_pages_of_the_index_that_sqlite_cannot_read_are_a_damaged_index(archive_copy: Path, tmp_path: Path) -> None:
    tamper(archive_copy, "UPDATE blob SET data = 'text' WHERE name GLOB 'segment/*/postings/*'")
    with closing(Library(tmp_path / "indexes")) as library:
        library.open(archive_copy)
        with pytest.raises(IndexFault):
            library.search(Query("tremor"))


def test_cached_indexes_that_nothing_uses_are_removed(library: Library, without_index: Path, tmp_path: Path) -> None:
    cache = tmp_path / "indexes"
    cache.mkdir()
    old, lately, before = (cache / f"{name}.index" for name in (OTHER_ID, OTHER_ID.replace("2", "3"), f"{ID}-0-x"))
    for file in (old, lately, before):
        file.touch()
    os.utime(old, (0, 0))
    library.open(without_index)
    left = names(cache)
    assert len(left) == 2
    assert lately.name in left
    assert before.name not in left


# ---------------------------------------------------------------- hostile and damaged archives


def test_a_fault_leaves_open_what_was_open(library: Library, archive_path: Path, tmp_path: Path) -> None:
    library.open(archive_path)
    (tmp_path / "bad").write_text("bad")
    with pytest.raises(ArchiveError, match="bad: not a QA Reader archive"):
        library.open(tmp_path / "bad")
    assert ids(library, Query("tremor")) == [TREMOR.id]


def test_opening_an_archive_again_replaces_it(library: Library, archive_path: Path, tmp_path: Path) -> None:
    library.open(archive_path)
    assert ids(library, Query("giraffe")) == []
    write_archive(tmp_path / "b.qarchive", [replace(BARE, question="A giraffe")], Description(), archive_path)
    library.open(tmp_path / "b.qarchive")
    assert [info.path for info in library.archives()] == [str(tmp_path / "b.qarchive")]
    assert ids(library, Query("giraffe")) == [BARE.id]


def _ask_everything(library: Library, path: Path) -> None:
    library.open(path)
    for query in (
        Query(),
        Query("tremor"),
        Query("hand OR leg*"),
        Query('"every morning"'),
        Query("眼睛"),
        Query(sort=Sort.TITLE),
    ):
        for hit in library.search(query).hits:
            library.thread(hit.ref)
            library.related(hit.ref)


def test_an_index_that_names_threads_that_are_not_there_is_said(library: Library, archive_copy: Path) -> None:
    tamper(archive_copy, "UPDATE thread SET number = number + 100")
    with pytest.raises(IndexFault, match="the index names a thread that is not there"):
        _ask_everything(library, archive_copy)


def test_damage_anywhere_is_told_in_a_sentence(archive_copy: Path, tmp_path: Path) -> None:
    whole, chance = archive_copy.read_bytes(), random.Random(5)
    for _ in range(30):
        content = bytearray(whole)
        for _ in range(chance.choice([1, 5, 50])):
            content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        archive_copy.write_bytes(content)
        shutil.rmtree(tmp_path / "indexes", ignore_errors=True)
        library = Library(tmp_path / "indexes")
        try:
            _ask_everything(library, archive_copy)
        except QAReaderError:
            pass
        finally:
            library.close()


@pytest.mark.parametrize(
    "damage", [lambda blob: blob[: len(blob) // 2], lambda blob: bytes(len(blob))], ids=["cut", "zeros"]
)
def test_a_damaged_index_is_told_in_a_sentence(
    archive_copy: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    with closing(Archive(archive_copy)) as archive:
        blobs = list(archive.blobs.scan(""))
    for name, blob in blobs:
        tamper(archive_copy, ("UPDATE blob SET data = ? WHERE name = ?", (damage(blob), name)))
        library = Library(tmp_path / "indexes")
        try:
            _ask_everything(library, archive_copy)
        except QAReaderError:
            pass
        finally:
            library.close()
        tamper(archive_copy, ("UPDATE blob SET data = ? WHERE name = ?", (blob, name)))


def test_a_department_of_two_names_is_one_and_is_asked_for_by_both(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "archive.toml").write_text('title = "Two"\ndepartments = [["Neurology", "神經內科"]]\n', encoding="utf-8")
    lines = [Thread(id="a:1", title="T", department="Neurology", question="Q one"),
             Thread(id="a:2", title="U", department="神經內科", question="Q two"),
             Thread(id="a:3", title="V", department="Urology", question="Q three")]  # fmt: skip
    (source / "t.jsonl").write_bytes(b"".join(thread_jsonl.encode_thread(line) + b"\n" for line in lines))
    importing.build([source], tmp_path / "two.qarchive")
    library = Library(tmp_path / "indexes")
    info = library.open(tmp_path / "two.qarchive")
    found = [(one.name, one.threads, one.names) for one in info.departments]
    assert found == [("Neurology", 2, ("Neurology", "神經內科")), ("Urology", 1, ("Urology",))]
    assert info.department_of("神經內科") == "Neurology"
    for name in ("Neurology", "神經內科"):
        for text in ("", "Q"):
            page = library.search(Query(text, department=name))
            assert {hit.ref.thread for hit in page.hits} == {"a:1", "a:2"}, (name, text)
    library.close()
    assert verify(tmp_path / "two.qarchive") == ()


@pytest.mark.parametrize(
    "query",
    [
        Query("tremor OR legs", department="Neurology"),
        Query(topic=Topic("Movement", "Neurology")),
        Query(filters=Filters(doctors=("Dr. Ines Marlow", "Dr. Tam Oakes"))),
        Query(filters=Filters(hospitals=("Harbour Hospital",), sexes=("female",), ages=("60-69",))),
        Query(filters=Filters(years=(2019, 2020))),
    ],
)
def test_a_query_that_is_typed_as_a_citation_says_it_finds_the_same(
    library: Library, archive_path: Path, query: Query
) -> None:
    library.open(archive_path)
    wanted = library.refs(query)
    assert wanted
    assert set(library.refs(Query(citing.query_words(query)))) == set(wanted)
