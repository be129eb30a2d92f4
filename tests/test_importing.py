from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from qa_reader import importing, search
from qa_reader.archive import Archive, ArchiveWriter, Description, verify
from qa_reader.errors import ArchiveError, Cancelled, ImportFault
from qa_reader.importing import Options
from qa_reader.library import Library
from qa_reader.model import ArchiveInfo, Query, Source, Thread
from tests.archive.hostile import tamper
from tests.folders import names
from tests.threads import BARE, ID, THREADS, TREMOR, WEAKNESS, write_archive, write_source

PAGE = Path(__file__).parent / "data" / "pages" / "english.txt"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "small.qarchive"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_source(tmp_path / "a.jsonl")


def info(path: Path) -> ArchiveInfo:
    with closing(Archive(path)) as archive:
        return archive.info()


def threads(path: Path) -> dict[str, Thread]:
    with closing(Archive(path)) as archive:
        return {thread.id: thread for _, thread in archive.threads()}


def folder_with(folder: Path, description: str, given: tuple[Thread, ...] = THREADS) -> Path:
    folder.mkdir()
    write_source(folder / "a.jsonl", given)
    (folder / "archive.toml").write_text(description, "utf-8")
    return folder


# ---------------------------------------------------------------- what comes of it


def test_a_build_reads_all_threads_and_reports(source: Path, target: Path) -> None:
    report = importing.build([source], target)
    assert (report.read, report.added, report.updated, report.unchanged, report.skipped) == (4, 4, 0, 0, ())
    assert report.archive == str(target)
    assert [(note.file, note.reason) for note in report.notes] == [
        (f"{source}: sample:1", "not understood, kept: Share this page")
    ]
    assert threads(target).keys() == {thread.id for thread in THREADS}
    assert threads(target)[TREMOR.id] == TREMOR
    assert verify(target) == ()
    assert names(target.parent) == ["a.jsonl", "small.qarchive"]


def test_an_archive_is_the_same_however_many_processes_index_it(tmp_path: Path) -> None:
    found = []
    for processes in (1, 2):
        writer = ArchiveWriter(tmp_path / f"{processes}.qarchive")
        for number in range(300):
            writer.put(replace(TREMOR, id=f"x:{number}", title=f"{TREMOR.title} {number}"))
        writer.finish(Description(id=ID))
        search.write_index(writer.blobs, writer.new_threads(), total=300, processes=processes)
        writer.close()
        found.append((tmp_path / f"{processes}.qarchive").read_bytes())
    assert found[0] == found[1]


def test_the_archive_is_named_after_its_file_and_dated_today(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    importing.build([source], target)
    assert (info(target).title, info(target).built) == ("small", date(1970, 1, 1))


@pytest.mark.parametrize("epoch", ["soon", "1e30", "9" * 30])
def test_a_date_that_is_none_is_said(source: Path, target: Path, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ImportFault, match="SOURCE_DATE_EPOCH"):
        importing.build([source], target)


def test_options_fill_what_sources_do_not_say(source: Path, target: Path) -> None:
    importing.build([source], target, Options(title="A title", department="Unsorted"))
    assert info(target).title == "A title"
    assert threads(target)[BARE.id].department == "Unsorted"
    assert threads(target)[TREMOR.id].department == "Neurology"


def test_extending_keeps_id_and_title_and_counts(source: Path, target: Path, tmp_path: Path) -> None:
    importing.build([source], target, Options(title="A title"))
    before = info(target)
    more = write_source(tmp_path / "b.jsonl", [TREMOR, replace(WEAKNESS, title="Changed"), replace(BARE, id="b:1")])
    report = importing.build([more], target)
    assert (report.read, report.added, report.updated, report.unchanged) == (3, 1, 1, 1)
    assert (info(target).id, info(target).title, info(target).threads) == (before.id, "A title", 5)
    assert importing.build([more], target).unchanged == 3
    assert importing.build([more], target, Options(title="Another")).unchanged == 3
    assert info(target).title == "Another"
    assert info(target).id == before.id


def test_the_index_follows_what_is_updated(source: Path, target: Path, tmp_path: Path) -> None:
    importing.build([source], target)
    again = [replace(WEAKNESS, question="A zebra crossed the road."), WEAKNESS, replace(BARE, question="A giraffe.")]
    report = importing.build([write_source(tmp_path / "b.jsonl", again)], target)
    assert (report.read, report.updated) == (3, 3)
    assert found(target, "zebra") == set()
    assert found(target, "giraffe") == {BARE.id}
    assert found(target, "legs") == {WEAKNESS.id}
    assert found(target, "") == {thread.id for thread in THREADS}


def found(target: Path, words: str) -> set[str]:
    library = Library(target.parent / "indexes")
    library.open(target)
    try:
        return {hit.ref.thread for hit in library.search(Query(words)).hits}
    finally:
        library.close()
        assert not (target.parent / "indexes").exists()


def test_an_index_of_another_version_is_written_anew(source: Path, target: Path, tmp_path: Path) -> None:
    importing.build([source], target)
    tamper(target, f"UPDATE blob SET data = x'00', hash = x'{hashlib.sha256(bytes(1)).hexdigest()}'")
    assert verify(target) == ()
    importing.build([write_source(tmp_path / "b.jsonl", [replace(BARE, question="A giraffe.")])], target)
    assert found(target, "giraffe") == {BARE.id}
    assert found(target, "legs") == {WEAKNESS.id}


@pytest.mark.parametrize("part", ["postings", "terms", "telling", "words", "codes"])
def test_a_damaged_index_is_written_anew(source: Path, target: Path, tmp_path: Path, part: str) -> None:
    importing.build([source], target)
    tamper(target, f"UPDATE blob SET data = zeroblob(length(data)) WHERE name GLOB 'segment/*/{part}*'")
    changed = [replace(thread, title=f"{thread.title} A giraffe.") for thread in THREADS[:3]]
    importing.build([write_source(tmp_path / "b.jsonl", changed)], target)
    assert found(target, "giraffe") == {thread.id for thread in changed}


def test_an_index_of_other_threads_is_written_anew(source: Path, target: Path, tmp_path: Path) -> None:
    writer = ArchiveWriter(target)
    for thread in THREADS:
        writer.put(thread)
    writer.finish(Description())
    search.write_index(writer.blobs, [(1, TREMOR)])
    writer.close()
    importing.build([write_source(tmp_path / "b.jsonl", [replace(BARE, question="A giraffe.")])], target)
    assert found(target, "giraffe") == {BARE.id}
    assert found(target, "legs") == {WEAKNESS.id}


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "in", f'id = "{ID}"\ntitle = "T"\nbuilt = 2026-01-02\n')
    for name in ("a", "b"):
        importing.build([folder], tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


# ---------------------------------------------------------------- descriptions


def test_a_description_says_what_the_archive_is(tmp_path: Path, target: Path) -> None:
    said = f'id = "{ID.upper()}"\ntitle = "樣本"\nlanguages = ["en", "zh-Hant"]\nlicence = "MIT"\norigin = "us"\n'
    importing.build([folder_with(tmp_path / "in", said + 'notice = "Invented"\n')], target)
    found = info(target)
    assert (found.id, found.title, found.languages) == (ID, "樣本", ("en", "zh-Hant"))
    assert (found.licence, found.origin, found.notice) == ("MIT", "us", "Invented")
    assert found.built is not None
    assert threads(target)[BARE.id].source.notice == "Invented"
    assert threads(target)[BARE.id].source.licence == "MIT"


def test_an_archive_keeps_its_id_when_a_described_folder_is_added(tmp_path: Path, source: Path, target: Path) -> None:
    importing.build([source], target)
    before = info(target).id
    importing.build([folder_with(tmp_path / "in", f'id = "{ID}"\n')], target)
    assert info(target).id == before


@pytest.mark.parametrize(
    "said",
    [
        "title",
        "title = 5",
        'languages = "en"',
        "built = 'yesterday'",
        "name = 'unknown'",
        'id = "none"',
        "title = [[[[" * 5000,
        "\0",
    ],
)
def test_a_wrong_description_is_named(tmp_path: Path, target: Path, said: str) -> None:
    with pytest.raises(ImportFault, match=r"archive\.toml: not a description"):
        importing.build([folder_with(tmp_path / "in", said)], target)
    assert not target.exists()


# ---------------------------------------------------------------- sources that are not understood


def test_what_is_not_understood_is_named_and_the_rest_goes_on(tmp_path: Path, target: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    write_source(folder / "deep" / "good.jsonl", [BARE])
    (folder / "bad.jsonl").write_text('{"id": 5}\n')
    (folder / "notes.txt").write_text("Nothing that anybody knows")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.jsonl").write_text("{}")
    report = importing.build([folder, tmp_path / "missing.jsonl"], target)
    assert report.read == 1
    assert {Path(skipped.file).name for skipped in report.skipped} == {"bad.jsonl", "notes.txt", "missing.jsonl"}
    assert all(skipped.reason for skipped in report.skipped)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system are of POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path, source: Path, target: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    report = importing.build([tmp_path / "pipe.jsonl", source], target)
    assert (report.read, [skipped.reason for skipped in report.skipped]) == (4, ["not a file"])


def test_where_nothing_is_understood_no_archive_is_written(tmp_path: Path, source: Path, target: Path) -> None:
    (tmp_path / "bad.txt").write_text("bad")
    assert importing.build([tmp_path / "bad.txt"], target).read == 0
    assert not target.exists()
    importing.build([source], target)
    before = target.read_bytes()
    assert importing.build([tmp_path / "bad.txt"], target).read == 0
    assert target.read_bytes() == before


def test_a_thread_too_long_for_any_archive_is_skipped(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_reader.archive.codec._MAX_THREAD_BYTES", 1000)
    report = importing.build([source], target)
    assert report.read == 3
    assert [skipped.file for skipped in report.skipped] == ["a.jsonl"]
    assert "sample:1" in report.skipped[0].reason


def test_a_format_that_is_none_is_a_fault_of_the_call(source: Path, target: Path) -> None:
    with pytest.raises(ImportFault, match="foo: not a format"):
        importing.build([source], target, Options(format="foo"))


def test_a_saved_page_is_one_thread(target: Path) -> None:
    report = importing.build([PAGE], target)
    assert (report.read, report.added) == (1, 1)


# ---------------------------------------------------------------- targets


@pytest.mark.parametrize("name", ["a b#c%d?.qarchive", "病歷 檔案.qarchive", "new/folder/a.qarchive", "no-suffix"])
def test_any_name_will_do_for_the_target(source: Path, tmp_path: Path, name: str) -> None:
    for _ in range(2):
        importing.build([source], tmp_path / name)
    assert info(tmp_path / name).threads == 4


def test_a_target_that_is_no_archive_stays_as_it_is(source: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine")
    for target, reason in ((other, "not a QA Reader archive"), (tmp_path, "not a file"), (source, "not a QA Reader")):
        before = names(tmp_path), source.read_bytes()
        with pytest.raises(ArchiveError, match=reason) as caught:
            importing.build([source], target)
        assert str(caught.value).startswith(f"{target}: ")
        assert str(caught.value).count(str(target)) == 1
        assert (names(tmp_path), source.read_bytes()) == before
    assert other.read_text() == "mine"


def test_a_place_that_cannot_be_written_is_said(source: Path, tmp_path: Path) -> None:
    for target in (source / "a.qarchive", tmp_path / ("x" * 300)):
        with pytest.raises(ArchiveError, match="cannot be written"):
            importing.build([source], target)


def test_a_damaged_archive_is_not_extended_and_stays(source: Path, target: Path, tmp_path: Path) -> None:
    write_archive(target)
    tamper(target, "UPDATE thread SET body = x'00' WHERE number = 3")
    before = target.read_bytes()
    with pytest.raises(ArchiveError, match=r"small\.qarchive: .*does not verify: thread sample:3"):
        importing.build([write_source(tmp_path / "b.jsonl", [replace(BARE, id="b:1")])], target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("stage", ["reading", "checking"])
def test_cancelling_leaves_everything_as_it_was(source: Path, target: Path, stage: str) -> None:
    def cancel(_done: int, _total: int, what: str) -> None:
        if what.startswith(stage):
            raise Cancelled

    for exists in (False, True):
        if exists:
            write_archive(target, [WEAKNESS])
        before = names(target.parent)
        with pytest.raises(Cancelled):
            importing.build([source], target, progress=cancel)
        assert names(target.parent) == before
    assert threads(target) == {WEAKNESS.id: WEAKNESS}


# One process forks the builds, so that each of them is killed while it works, and not while it imports.
_KILLED_BUILDS = """
import os, pathlib, random, signal, sys, time
from qa_reader import importing
from qa_reader.archive import verify
source, target = map(pathlib.Path, sys.argv[1:3])
old, chance = target.read_bytes(), random.Random(4)
def build(limit):
    child = os.fork()
    if not child:
        signal.setitimer(signal.ITIMER_REAL, limit)  # its signal, not caught, ends a process at once
        importing.build([source], target)
        os._exit(0)
    return os.waitpid(child, 0)[1]
began = time.monotonic()
assert build(0) == 0
took = time.monotonic() - began
assert verify(target) == () and target.read_bytes() != old
killed = 0
for _ in range(8):
    target.write_bytes(old)
    status = build(chance.uniform(0.01, took))
    killed += os.WIFSIGNALED(status)
    assert target.read_bytes() == old or verify(target) == ()
assert killed > 3, killed
target.write_bytes(old)
assert build(0) == 0
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_kill_at_any_moment_leaves_the_old_archive_or_the_new_one(tmp_path: Path, target: Path) -> None:
    write_archive(target)
    many = [replace(TREMOR, id=f"sample:{number}", source=Source()) for number in range(250)]
    source = write_source(tmp_path / "many.jsonl", many)
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _KILLED_BUILDS, source, target],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert names(tmp_path) == ["many.jsonl", "small.qarchive"]


def test_columns_can_be_named_for_a_table_that_is_not_recognised(tmp_path: Path) -> None:
    table = tmp_path / "x.tsv"
    table.write_text("Titel\tFrage\tAntwort\nHead\tMy head hurts a lot today\tRest.\n", encoding="utf-8")
    mapping = {"Titel": "title", "Frage": "question", "Antwort": "reply"}
    report = importing.build([table], tmp_path / "a.qarchive", importing.Options(mapping=mapping))
    assert (report.read, report.skipped) == (1, ())


def test_a_format_without_columns_says_so_when_they_are_named(tmp_path: Path) -> None:
    lines = tmp_path / "x.jsonl"
    lines.write_text('{"format": "qa-reader-thread/1", "id": "a:1", "title": "T", "question": "Q"}\n', encoding="utf-8")
    options = importing.Options(format="jsonl", mapping={"a": "title"})
    report = importing.build([lines], tmp_path / "a.qarchive", options)
    assert "columns" in report.skipped[0].reason
