import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from qa_reader.errors import ImportFault
from qa_reader.importers import _byte_lines, thread_jsonl
from qa_reader.importers._cleaning import UNFIT
from qa_reader.model import Asker, Reply, Similar, Skipped, Source, Thread, Topic

texts = st.text(max_size=30).map(lambda text: UNFIT.sub("", text))
titles = texts.filter(lambda text: bool(text.strip()))
ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,9}:[A-Za-z0-9._-]{1,9}", fullmatch=True)
dates = st.none() | st.dates()
threads = st.builds(
    Thread,
    id=ids,
    title=titles,
    department=texts,
    question=texts,
    asker=st.builds(Asker, texts, texts, texts, texts),
    asked=dates,
    replies=st.lists(st.builds(Reply, texts, texts, texts, texts, dates), max_size=3).map(tuple),
    more_info=texts,
    similar=st.lists(st.builds(Similar, texts, texts, texts, texts, texts, st.none() | ids), max_size=2).map(tuple),
    topics=st.lists(st.builds(Topic, texts, texts), max_size=2).map(tuple),
    source=st.builds(
        Source, texts, texts, texts, texts, texts, texts, texts, st.booleans(), st.lists(texts, max_size=2).map(tuple)
    ),
)


def read(path: Path) -> list[Thread | Skipped]:
    return list(thread_jsonl.read(path))


def reasons(tmp_path: Path, *lines: str) -> list[str]:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return [found.reason for found in read(path) if isinstance(found, Skipped)]


@given(given_threads=st.lists(threads, max_size=4))
def test_any_thread_written_and_read_is_the_same_thread(
    tmp_path_factory: pytest.TempPathFactory, given_threads: list[Thread]
) -> None:
    path = tmp_path_factory.getbasetemp() / "threads.jsonl"
    path.write_bytes(b"".join(thread_jsonl.encode_thread(thread) + b"\n" for thread in given_threads))
    assert read(path) == given_threads


def test_json_of_a_thread_has_every_field_in_order() -> None:
    thread = Thread("a:1", "T", replies=(Reply(),), similar=(Similar(),), topics=(Topic("X"),))
    given_json = thread_jsonl.thread_json(thread)
    order = "id title department question asker asked replies more_info similar topics source"
    assert list(given_json) == order.split()
    assert given_json["asker"] == {"name": "", "sex": "", "age": "", "as_given": ""}
    assert given_json["replies"] == [{"doctor": "", "department": "", "hospital": "", "text": "", "replied": None}]
    assert given_json["similar"] == [
        {"title": "", "question": "", "doctor": "", "department": "", "reply": "", "thread": None}
    ]
    assert json.loads(thread_jsonl.encode_thread(thread)) == {"format": "qa-reader-thread/1", **given_json}


def test_what_a_line_leaves_out_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf\n{"id": "notes:1", "title": "T", "asked": null}\r\n\n')
    assert read(path) == [Thread("notes:1", "T", source=Source(name="notes", format="jsonl", file="a.jsonl"))]


def test_unknown_fields_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = {"id": "a:1", "title": "T", "likes": [1], "replies": [{"text": "R", "mood": "好"}], "source": {"x": None}}
    path.write_text(json.dumps(line), encoding="utf-8")
    [thread] = read(path)
    assert isinstance(thread, Thread)
    assert thread.source.unparsed == ("likes: [1]", "source.x: null", "replies[0].mood: 好")


def test_wrong_lines_are_skipped_with_number_and_field(tmp_path: Path) -> None:
    assert reasons(
        tmp_path,
        '{"id": "a:1", "title": "T", "replies": [{"text": "x"}, {"text": 3}]}',
        '{"id": "a:1", "title": "T", "asked": "2023/09/02"}',
        '{"id": "a:1"}',
        '{"id": "no colon", "title": "T"}',
        '{"format": "qa-reader-thread/2", "id": "a:1", "title": "T"}',
        '{"id": "a:1", "title": "T", "similar": [{"thread": "../x"}]}',
        '{"id": "a:1", "title": "T", "question": "a\\u0000b"}',
        "[1]",
        '{"id": "a:2", "title": "fine"}',
    ) == [
        "line 1: replies[1].text: expected text, found a number",
        "line 2: asked: expected a date (2023-09-02)",
        "line 3: title: is missing",
        "line 4: id: 'no colon' is not of the form source:number (like sample:1001)",
        "line 5: format: 'qa-reader-thread/2' is not known; this program knows 'qa-reader-thread/1'",
        "line 6: similar[0].thread: '../x' is not of the form source:number (like sample:1001)",
        "line 7: question: holds a NUL character",
        "line 8: expected an object with the fields of a thread",
    ]
    assert reasons(tmp_path, "{")[0].startswith("line 1: not valid JSON")
    assert reasons(tmp_path, "[" * 200_000)[0].startswith("line 1: not valid JSON")


def test_control_characters_are_removed_and_lengths_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a:1", "title": "T\\u0007", "question": "a\\r\\n\\tb\\u001b[0m"}', encoding="utf-8")
    [thread] = read(path)
    assert isinstance(thread, Thread)
    assert (thread.title, thread.question) == ("T", "a\n\tb[0m")
    long = json.dumps({"id": "a:1", "title": "T", "question": "x" * 1_000_001})
    assert reasons(tmp_path, long) == ["line 1: question: has 1,000,001 characters; at most 1,000,000 are kept"]
    many = json.dumps({"id": "a:1", "title": "T", "topics": [{"name": "x"}] * 10_001})
    assert reasons(tmp_path, many) == ["line 1: topics: has 10,001 entries; at most 10,000 are kept"]


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".xz", lzma.compress)])
def test_compressed_files_are_read(suffix: str, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    given_threads = [Thread(f"a:{number}", "T", question="x" * 1000, source=Source("a")) for number in range(1, 300)]
    packed = pack(b"\n".join(thread_jsonl.encode_thread(thread) for thread in given_threads))
    path.write_bytes(packed)
    assert thread_jsonl.recognises(path, packed)
    assert read(path) == given_threads
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(ImportFault, match=f"a.jsonl{suffix}: cannot be read"):
        read(path)


def test_a_file_that_inflates_without_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_byte_lines, "MAX_INFLATED", 1 << 20)
    monkeypatch.setattr(_byte_lines, "MAX_LINE", 1 << 16)
    path = tmp_path / "a.jsonl.xz"
    path.write_bytes(lzma.compress(b" " * (1 << 22)))
    with pytest.raises(ImportFault, match="when unpacked"):
        read(path)


def test_an_overlong_line_is_skipped_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_byte_lines, "MAX_LINE", 500)
    path = tmp_path / "a.jsonl"
    thread = Thread("a:1", "T", source=Source("a"))
    path.write_bytes(b"x" * 2000 + b"\n" + thread_jsonl.encode_thread(thread))
    skipped, found = read(path)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("line 1: longer than")
    assert found == thread


def test_a_thread_read_and_written_again_keeps_its_source(tmp_path: Path) -> None:
    thread = Thread("a:1", "T", source=Source("a", "page-text", "q.txt", unparsed=("left over",)))
    path = tmp_path / "b.jsonl"
    path.write_bytes(thread_jsonl.encode_thread(replace(thread, title="U")))
    assert read(path) == [replace(thread, title="U")]
