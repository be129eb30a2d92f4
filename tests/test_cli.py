from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qa_reader import __version__, cli
from qa_reader.archive import Archive
from qa_reader.model import Thread
from tests.archive.hostile import tamper
from tests.folders import names
from tests.threads import BARE, DRY_EYE, ID, THREADS, TREMOR, WEAKNESS, write_archive, write_source


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        assert self.out.endswith("\n")
        assert self.out.count("\n") == 1
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command in this process, its caches in `tmp_path`."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run_one(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["qa-reader", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            cli.main(lambda: {"ok": len(arguments) == 1, "version": "1"})
        code = left.value.code
        assert isinstance(code, int)
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(code, printed.out, printed.err)

    return run_one


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_source(tmp_path / "a.jsonl")


# ---------------------------------------------------------------- build


def test_build_reports_what_it_did(run: Run, source: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "b.qarchive"
    (tmp_path / "bad.txt").write_text("bad")
    built = run("build", source, tmp_path / "bad.txt", "-o", target, "--title", "T", "--json")
    assert built.code == 0
    assert built.json.keys() >= {"read", "added", "updated", "unchanged", "skipped", "archive", "seconds"}
    assert (built.json["read"], built.json["added"], built.json["archive"]) == (4, 4, str(target))
    assert [skipped.keys() for skipped in built.json["skipped"]] == [{"file", "reason"}]
    again = run("build", source, "-o", target)
    assert again.code == 0
    assert "read 4, added 0, updated 0, unchanged 4, skipped 0" in again.out
    assert "Share this page" in again.err
    assert run("info", target, "--json").json["title"] == "T"


def test_build_without_anything_understood_is_bad_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("bad")
    built = run("build", tmp_path / "bad.txt", "-o", tmp_path / "b.qarchive", "--json")
    assert built.code == 2
    assert built.json["read"] == 0
    assert "nothing was understood" in built.err
    assert not (tmp_path / "b.qarchive").exists()


# ---------------------------------------------------------------- search, show, info


def test_search_as_json_is_one_object(run: Run, archive_path: Path) -> None:
    found = run("search", archive_path, "harmless tremor", "--json")
    assert found.code == 0
    assert found.json.keys() == {"query", "total", "took_ms", "notes", "hits", "facets"}
    assert (found.json["query"], found.json["total"]) == ("harmless tremor", 1)
    (hit,) = found.json["hits"]
    assert {name: hit[name] for name in ("rank", "id", "title", "department", "doctor", "asked", "replied")} == {
        "rank": 1, "id": "sample:1", "title": TREMOR.title, "department": "Neurology", "doctor": "Dr. Ines Marlow",
        "asked": "2019-03-04", "replied": "2019-03-06",
    }  # fmt: skip
    text = hit["snippet"]["text"]
    assert {"tremor", "harmless"} <= {text[start:end].lower() for start, end in hit["snippet"]["spans"]}


def test_search_for_people_has_hits_on_stdout_and_the_rest_on_stderr(run: Run, archive_path: Path) -> None:
    found = run("search", archive_path, "乾澀")
    assert "眼睛乾澀  [sample:3]" in found.out
    assert "1 thread" in found.err
    assert "1 thread" not in found.out


def test_a_batch_becomes_a_trec_run(run: Run, archive_path: Path, tmp_path: Path) -> None:
    queries, answers = tmp_path / "queries.tsv", tmp_path / "answers.trec"
    queries.write_text('q1\tharmless "tremor (of hands\nq2\t眼睛乾澀\n\nq3\tzebra\n', encoding="utf-8")
    said = run("search", archive_path, "--queries", queries, "--run", answers, "--depth", "2", "--json").json
    lines = [line.split(" ") for line in answers.read_text(encoding="utf-8").splitlines()]
    assert said == {"queries": 3, "lines": len(lines), "file": str(answers)}
    assert {line[0] for line in lines} == {"q1", "q2"}
    assert lines[0][:4] == ["q1", "Q0", TREMOR.id, "1"]
    assert all(line[5] == "qa-reader" for line in lines)
    for name in ("q1", "q2"):
        scores = [float(line[4]) for line in lines if line[0] == name]
        assert 1 <= len(scores) <= 2
        assert scores == sorted(scores, reverse=True)
    assert run("search", archive_path, "--queries", queries, "--run", "-").out.startswith("q1 Q0 ")


@pytest.mark.parametrize("within", ["\u2028", "\x0b", "\x0c", "\x1d", "\x85"])
def test_a_query_of_a_batch_goes_on_to_the_end_of_its_line(
    run: Run, archive_path: Path, tmp_path: Path, within: str
) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_bytes(f"q1\tzebra{within}tremor\r\nq2\ttremor\r\n".encode())
    lines = run("search", archive_path, "--queries", queries, "--run", "-").out.split("\n")
    assert {line.split(" ")[0] for line in lines if line} == {"q1", "q2"}


def test_a_query_that_stands_twice_in_a_batch_is_asked_once(run: Run, archive_path: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("q1\ttremor\nq1\ttremor\n")
    lines = run("search", archive_path, "--queries", queries, "--run", "-").out.splitlines()
    assert lines
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no tab", "line 1"),
        (b"a b\tc", "line 1"),
        (b"q\tx\n\tno id", "line 2"),
        (b"q\tx\nq\ty", "line 2"),
        (b"\xff\xfe\t", "UTF-8"),
    ],
)
def test_a_batch_that_is_not_understood_names_the_place(
    run: Run, archive_path: Path, tmp_path: Path, content: bytes, says: str
) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_bytes(content)
    failed = run("search", archive_path, "--queries", queries, "--run", tmp_path / "run.trec")
    assert failed.code == 2
    assert says in failed.err
    assert not (tmp_path / "run.trec").exists()


def test_a_run_is_not_written_over_the_archive_nor_over_its_queries(
    run: Run, archive_path: Path, tmp_path: Path
) -> None:
    queries, archive = tmp_path / "queries.tsv", tmp_path / "a copy.qarchive"
    queries.write_text("q1\ttremor\n", encoding="utf-8")
    archive.write_bytes(archive_path.read_bytes())
    for target in (archive, queries):
        before = target.read_bytes()
        failed = run("search", archive, "--queries", queries, "--run", target)
        assert failed.code == 2
        assert str(target) in failed.err
        assert target.read_bytes() == before


def test_search_takes_limit_and_sort(run: Run, archive_path: Path) -> None:
    page = run("search", archive_path, "", "--limit", "2", "--sort", "oldest", "--json").json
    assert page["total"] == 4
    assert [hit["id"] for hit in page["hits"]] == [TREMOR.id, DRY_EYE.id]


def test_nothing_found_is_a_no(run: Run, archive_path: Path) -> None:
    assert run("search", archive_path, "zebra").code == 1
    found = run("search", archive_path, "zebra", "--json")
    assert (found.code, found.json["total"], found.json["hits"]) == (1, 0, [])


def test_show_as_json_is_the_thread(run: Run, archive_path: Path) -> None:
    for form in (["--json"], ["--format", "json"]):
        shown = run("show", archive_path, TREMOR.id, *form).json
        fields = "id title department question asker asked replies more_info similar topics source"
        assert list(shown) == fields.split()
        assert shown["asker"] == {
            "name": "Mrs. Quill",
            "sex": "female",
            "age": "60-69",
            "as_given": TREMOR.asker.as_given,
        }
        assert shown["replies"][0].keys() == {"doctor", "department", "hospital", "text", "replied"}
        assert (shown["asked"], shown["replies"][0]["replied"]) == ("2019-03-04", "2019-03-06")
        assert [similar["thread"] for similar in shown["similar"]] == ["sample:2", None]
        assert shown["topics"][0] == {"name": "Tremor", "department": "Neurology"}


@pytest.mark.parametrize(
    ("form", "begins"), [("text", "My hand"), ("markdown", "# My hand"), ("html", "<!DOCTYPE html>")]
)
def test_show_takes_forms(run: Run, archive_path: Path, form: str, begins: str) -> None:
    shown = run("show", archive_path, TREMOR.id, "--format", form)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(begins)
    assert "A tremor in action" in shown.out


def test_related_threads_come_with_their_reasons(run: Run, archive_path: Path) -> None:
    said = run("related", archive_path, TREMOR.id, "--limit", "1", "--json").json
    assert said["id"] == TREMOR.id
    (entry,) = said["related"]
    assert entry.keys() == {"rank", "id", "score", "title", "department", "reasons"}
    assert (entry["rank"], entry["id"], entry["title"]) == (1, WEAKNESS.id, WEAKNESS.title)
    assert entry["reasons"]
    shown = run("related", archive_path, TREMOR.id)
    assert f"{WEAKNESS.title}  [{WEAKNESS.id}]" in shown.out
    assert entry["reasons"][0] in shown.out


def test_related_of_no_thread_and_of_one_without_kin_is_a_no(run: Run, archive_path: Path) -> None:
    assert run("related", archive_path, "sample:99").code == 1
    assert run("related", archive_path, BARE.id, "--json").json == {"id": BARE.id, "related": []}
    assert run("related", archive_path, BARE.id).code == 1


def test_info_says_which_topics_were_found_in_titles(run: Run, tmp_path: Path) -> None:
    asked = (
        f"{topic} {when}" for topic in ("Restless legs", "Migraine", "Numb toes") for when in ("today", "again", "now")
    )
    path = tmp_path / "found.qarchive"
    write_archive(path, [Thread(id=f"x:{i}", title=title, department="Nerves") for i, title in enumerate(asked)])
    (department,) = run("info", path, "--json").json["departments"]
    assert department["computed"] is True
    assert {"name": "Restless legs", "threads": 3} in department["topics"]
    assert "topics found in the titles: Migraine (3), Numb toes (3), Restless legs (3)" in run("info", path).out
    answer = run("search", path, "topic:legs", "--json").json
    assert answer["total"] == 3
    assert answer["facets"]["topic"] == {"Restless legs": 3}
    assert answer["computed_topics"] == ["Restless legs"]


def test_a_damaged_index_is_told_of_its_file_and_mended(run: Run, archive_copy: Path) -> None:
    tamper(archive_copy, "UPDATE blob SET data = zeroblob(length(data)) WHERE name GLOB 'segment/*/postings/*'")
    ran = run("search", archive_copy, "tremor")
    assert ran.code == 0
    assert TREMOR.title in ran.out
    assert ran.err.startswith(f"{archive_copy}: its search index is damaged and has to be built anew (")
    assert "; this is being done\n" in ran.err


@pytest.mark.parametrize("topics", ["x'00'", "5"])
def test_info_stands_where_the_topics_are_damaged(run: Run, archive_copy: Path, topics: str) -> None:
    tamper(archive_copy, f"UPDATE blob SET data = {topics} WHERE name = 'index/topics'")
    assert run("info", archive_copy, "--json").json["threads"] == 4


def test_info_says_what_an_archive_is(run: Run, archive_path: Path) -> None:
    said = run("info", archive_path, "--json").json
    assert (said["id"], said["title"], said["threads"], said["languages"]) == (
        ID,
        "Small archive",
        4,
        ["en", "zh-Hant"],
    )
    assert said["built"] == "2026-01-02"
    assert said["departments"][0] == {
        "name": "Neurology",
        "threads": 2,
        "topics": [{"name": "Movement", "threads": 2}, {"name": "Tremor", "threads": 1}],
    }
    assert f"id: {ID}" in run("info", archive_path).out


def test_verify_says_what_is_broken(run: Run, archive_copy: Path) -> None:
    assert run("verify", archive_copy).out == f"{archive_copy}: whole\n"
    assert run("verify", archive_copy, "--json").json == {"archive": str(archive_copy), "whole": True, "faults": []}
    tamper(archive_copy, "UPDATE thread SET hash = x'00' WHERE number = 2")
    broken = run("verify", archive_copy, "--json")
    assert broken.code == 1
    assert broken.json["whole"] is False
    assert any("sample:2" in fault for fault in broken.json["faults"])
    assert run("verify", archive_copy).code == 1


def test_an_archive_that_does_not_open_is_broken_and_not_a_wrong_call(run: Run, archive_copy: Path) -> None:
    archive_copy.write_bytes(archive_copy.read_bytes()[:3000])
    assert run("info", archive_copy).code == 2
    assert run("verify", archive_copy).code == 1
    broken = run("verify", archive_copy, "--json")
    assert (broken.code, broken.json["whole"]) == (1, False)
    assert "damaged" in broken.json["faults"][0]


# ---------------------------------------------------------------- export


def test_export_and_build_lose_nothing(run: Run, archive_path: Path, tmp_path: Path) -> None:
    once, twice, again = tmp_path / "1.jsonl", tmp_path / "2.jsonl", tmp_path / "again.qarchive"
    assert run("export", archive_path, "-o", once, "--json").json == {"exported": 4, "file": str(once)}
    assert run("build", once, "-o", again, "--json").json["added"] == 4
    assert run("export", again, "-o", twice).code == 0
    assert sorted(once.read_bytes().splitlines()) == sorted(twice.read_bytes().splitlines())
    hashes = set()
    for path in (archive_path, again):
        with closing(Archive(path)) as archive:
            hashes.add(archive.content_hash)
            assert {thread for _, thread in archive.threads()} == set(THREADS)
    assert len(hashes) == 1
    assert run("build", twice, "-o", again, "--json").json["unchanged"] == 4


def test_export_takes_a_query_and_writes_only_where_it_finds_something(
    run: Run, archive_path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "some.jsonl"
    assert run("export", archive_path, "legs", "-o", file, "--json").json["exported"] == 1
    assert [json.loads(line)["id"] for line in file.read_text("utf-8").splitlines()] == [WEAKNESS.id]
    assert run("export", archive_path, "zebra", "-o", file, "--json").code == 1
    assert len(file.read_bytes().splitlines()) == 1


def test_export_to_stdout_is_lines_of_json(run: Run, archive_path: Path) -> None:
    lines = run("export", archive_path, "-o", "-", "--json").out.splitlines()
    assert {json.loads(line)["id"] for line in lines} == {thread.id for thread in THREADS}


@pytest.mark.parametrize("suffix", ["csv", "md", "html", "ris"])
def test_export_takes_its_form_from_the_files_name(run: Run, archive_path: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"a.{suffix}"
    assert run("export", archive_path, "tremor", "-o", file, "--json").json == {"exported": 1, "file": str(file)}
    content = file.read_text(encoding="utf-8")
    assert TREMOR.title in content
    assert "Quill" not in content
    assert run("export", archive_path, "tremor", "-o", "-", "--format", suffix).out.count(TREMOR.title) >= 1
    assert run("export", archive_path, "tremor", "-o", file, "--names").code == 0
    assert "Quill" in file.read_text(encoding="utf-8")


def test_json_lines_are_whole_unless_they_are_to_be_masked(run: Run, archive_path: Path) -> None:
    assert "Quill" in run("export", archive_path, "tremor", "-o", "-").out
    assert "Quill" not in run("export", archive_path, "tremor", "-o", "-", "--mask").out


def test_export_does_not_replace_the_archive(run: Run, archive_copy: Path) -> None:
    named_oddly = archive_copy.rename(archive_copy.with_suffix(".jsonl"))
    before = named_oddly.read_bytes()
    assert run("export", named_oddly, "-o", named_oddly).code == 2
    assert named_oddly.read_bytes() == before


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ("search {missing} x", 2, "there is no such archive"),
        ("search {folder} x", 2, "not a file"),
        ("search {text} x", 2, "not a QA Reader archive"),
        ("search {a} x --limit 0", 2, "limit"),
        ("search {a} x --sort shape", 2, "shape"),
        ("search {a}", 2, "QUERY"),
        ("search {a} x --queries {text} --run y", 2, "no QUERY"),
        ("search {a} --run y", 2, "--queries"),
        ("search {a} --queries {missing} --run y", 2, "cannot be read"),
        ('search {a} "never', 2, "(at 1)"),
        ("search {a} asked:[2019", 2, "(at "),
        ("show {a} sample:99", 1, "no thread sample:99"),
        ("show {a} " + "x" * 9999, 1, "no thread"),
        ("show {missing} sample:1", 2, "there is no such archive"),
        ("show {a} sample:1 --format pdf", 2, "pdf"),
        ("info {missing}", 2, "there is no such archive"),
        ("info {a} {a}", 2, "argument"),
        ("verify {missing}", 2, "there is no such archive"),
        ("verify {text}", 2, "not a QA Reader archive"),
        ("verify {folder}", 2, "not a file"),
        ("export {a} -o {folder}/a.docx", 2, "name a file that ends in"),
        ("export {a} -o {text}/a.jsonl", 2, "cannot be written"),
        ("export {missing} -o {folder}/a.jsonl", 2, "there is no such archive"),
        ("export {a}", 2, "output"),
        ("build {missing} -o {folder}/b.qarchive", 2, "no such file or folder"),
        ("build {source} -o {folder}", 2, "not a file"),
        ("build {source} -o {text}", 2, "not a QA Reader archive"),
        ("build {source} -o {source}", 2, "not a QA Reader archive"),
        ("build {source} -o {text}/b.qarchive", 2, "cannot be written"),
        ("build {source} -o {folder}/b.qarchive --format foo", 2, "foo: not a format"),
        ("build {a} -o {folder}/b.qarchive", 2, "nothing was understood"),
        ("build -o {folder}/b.qarchive", 2, "SOURCE"),
        ("build {source}", 2, "output"),
        ("nonsense", 2, "nonsense"),
        ("--nonsense", 2, "nonsense"),
        ("self-check x", 2, "argument"),
    ],
    ids=str,
)
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_what_can_be_foreseen_is_one_line_and_a_code(
    run: Run, archive_path: Path, tmp_path: Path, arguments: str, code: int, says: str, form: list[str]
) -> None:
    source = write_source(tmp_path / "a.jsonl")
    (tmp_path / "text.txt").write_text("text")
    (tmp_path / "folder").mkdir()
    places = {"a": archive_path, "missing": tmp_path / "missing", "text": tmp_path / "text.txt", "source": source}
    ran = run(*arguments.format(folder=tmp_path / "folder", **places).split(" "), *form)
    assert ran.code == code
    assert says.lower() in ran.err.lower()
    if ran.out and form:
        assert ran.json["read"] == 0
    assert names(tmp_path / "folder") == []


def test_help_and_version_are_answers(run: Run) -> None:
    assert run("--version").out == f"qa-reader {__version__}\n"
    helped = run("--help")
    assert helped.code == 0
    for word in ("build", "search", "show", "info", "verify", "export", "self-check"):
        assert word in helped.out
        assert run(word, "--help").code == 0


def test_self_check_tells_what_the_window_says(run: Run) -> None:
    assert run("self-check").out == "ok: True\nversion: 1\n"
    checked = run("self-check", "--json")
    assert (checked.code, checked.json) == (1, {"ok": False, "version": "1"})


# ---------------------------------------------------------------- processes


def test_the_command_line_imports_no_qt(archive_path: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from qa_reader import __main__\n"
        "sys.argv = ['qa-reader', *sys.argv[1:]]\n"
        "try: __main__.main()\n"
        "except SystemExit as left: print(left.code, [name for name in sys.modules if name.startswith('PySide6')])\n"
    )
    command = [sys.executable, "-c", code, "search", str(archive_path), "tremor", "--json", "--data-dir", str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "0 []"


def test_output_is_utf_8_whatever_the_locale(archive_path: Path) -> None:
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "qa_reader", "search", str(archive_path), "眼睛", "--json"]
    ran = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert "眼睛乾澀" in ran.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode on Windows")
def test_a_name_that_is_no_unicode_is_no_reason_to_stop(run: Run, archive_path: Path, tmp_path: Path) -> None:
    name = tmp_path / "\udcff.qarchive"
    name.write_bytes(archive_path.read_bytes())
    assert run("info", name, "--json").json["title"] == "Small archive"
    assert run("verify", name).code == 0
    assert run("build", write_source(tmp_path / "\udcff.jsonl"), "-o", name, "--json").json["unchanged"] >= 0
    missing = run("info", tmp_path / "\udcfe.qarchive")
    assert (missing.code, "?.qarchive: there is no such archive" in missing.err) == (2, True)


# One process forks the commands: to import them takes longer than to run them.
_LOST_STREAMS = """
import json, os, sys
from qa_reader import cli
def ended(argument, change):
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writing, 2)
        change()
        sys.argv = ["qa-reader", *argument]
        try: cli.main(dict)
        finally: sys.exit(sys.exc_info()[1].code)
    os.close(writing)
    said = os.fdopen(reading).read()
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said]
def unread():
    reading, writing = os.pipe()
    os.close(reading)
    os.dup2(writing, 1)
def none():
    sys.stdout = sys.stderr = None
def full():
    os.dup2(os.open("/dev/full", os.O_WRONLY), 1)
archive = sys.argv[1]
print(json.dumps([
    ended(["export", archive, "-o", "-"], unread),
    ended(["info", archive, "--json"], unread),
    ended(["info", archive], full),
    ended(["info", archive], none),
]))
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_streams_that_are_lost_are_no_traceback(archive_path: Path) -> None:
    command = [sys.executable, "-c", _LOST_STREAMS, str(archive_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    full = [2, "qa-reader: the output: No space left on device\n"]
    assert json.loads(ran.stdout) == [[0, ""], [0, ""], full, [0, ""]]


def test_bare_threads_have_all_fields_too(run: Run, archive_path: Path) -> None:
    shown = run("show", archive_path, BARE.id, "--json").json
    assert (shown["asked"], shown["replies"], shown["similar"], shown["topics"]) == (None, [], [], [])


# What searching does without; each of these took 10 to 70 ms of a search's start.
_UNNEEDED = """
    PySide6 jinja2 rich platformdirs numpy.ma multiprocessing qa_reader.importing qa_reader.keeping
    qa_reader.archive.user_database qa_reader.archive.writer qa_reader.search.building qa_reader.search.related
"""
_IMPORTED = """
import sys
from qa_reader.__main__ import main
try: main()
finally: print("|".join(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("words", ["tremor", "眼皮 twitch*", '"weakness in the arm"~3 OR doctor:li'])
def test_a_search_imports_no_more_than_it_needs(archive_path: Path, tmp_path: Path, words: str) -> None:
    options = ["search", str(archive_path), words, "--data-dir", str(tmp_path)]
    ran = subprocess.run([sys.executable, "-c", _IMPORTED, *options], capture_output=True, text=True, check=False)
    assert ran.returncode in {0, 1}
    imported = set(ran.stderr.splitlines()[-1].split("|"))
    assert "whoosh" in imported
    assert not imported.intersection(_UNNEEDED.split())


def test_saying_the_version_imports_neither_numbers_nor_search() -> None:
    ran = subprocess.run([sys.executable, "-c", _IMPORTED, "--version"], capture_output=True, text=True, check=True)
    assert {"numpy", "whoosh", "sqlite3", "rich"}.isdisjoint(ran.stderr.splitlines()[-1].split("|"))
