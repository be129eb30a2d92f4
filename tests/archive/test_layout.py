from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_reader.archive import layout
from qa_reader.errors import ArchiveError
from tests.archive.hostile import change_schema, tamper
from tests.folders import names

NAMES = ["a b.qarchive", "100% #1?.qarchive", "病人 醫師.qarchive", "a%20b&mode=rwc.qarchive", "plain", "'\";.qarchive"]


def opened(path: Path) -> None:
    layout.connect(path).close()


@pytest.mark.parametrize("name", NAMES)
def test_any_file_name_will_do(archive_path: Path, tmp_path: Path, name: str) -> None:
    shutil.copy(archive_path, tmp_path / name)
    opened(tmp_path / name)
    assert names(tmp_path) == [name]


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode on Windows")
def test_a_name_that_is_no_unicode_will_do(archive_path: Path, tmp_path: Path) -> None:
    name = tmp_path / "\udcff.qarchive"
    shutil.copy(archive_path, name)
    opened(name)


@pytest.mark.skipif(os.name == "nt", reason="a share on Windows")
def test_a_path_of_two_slashes_is_no_host(archive_path: Path) -> None:
    opened(Path(f"/{archive_path}"))


def test_a_relative_path_will_do(archive_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive_path.parent)
    opened(Path(archive_path.name))


def test_opening_writes_nothing_and_needs_no_right_to(archive_path: Path, tmp_path: Path) -> None:
    shutil.copy(archive_path, tmp_path / "a.qarchive")
    before = (tmp_path.stat().st_mtime_ns, (tmp_path / "a.qarchive").read_bytes())
    (tmp_path / "a.qarchive").chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        opened(tmp_path / "a.qarchive")
    finally:
        tmp_path.chmod(0o700)
    assert names(tmp_path) == ["a.qarchive"]
    assert (tmp_path.stat().st_mtime_ns, (tmp_path / "a.qarchive").read_bytes()) == before


def test_what_is_no_archive_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Hello" * 1000)
    (tmp_path / "empty").touch()
    sqlite3.connect(tmp_path / "other").close()
    tamper(tmp_path / "other", "CREATE TABLE t (x)")
    (tmp_path / "folder").mkdir()
    for name, reason in {
        "text": "not a QA Reader archive",
        "empty": "not a QA Reader archive",
        "other": "not a QA Reader archive",
        "folder": "not a file",
        "missing": "there is no such archive",
        "missing/folder/a": "there is no such archive",
        "text/a": "there is no such archive",
        "x" * 5000: "name too long",
        "a\0b": "there is no such archive",
    }.items():
        with pytest.raises(ArchiveError) as caught:
            opened(tmp_path / name)
        assert str(caught.value).startswith(f"{tmp_path / name}: ")
        assert reason in str(caught.value).replace("File", "file").lower().replace("qa reader", "QA Reader")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (x)",
        "CREATE VIEW more AS SELECT * FROM thread",
        "CREATE TRIGGER more AFTER INSERT ON meta BEGIN DELETE FROM thread; END",
        "CREATE INDEX more ON thread (hash)",
        "CREATE VIRTUAL TABLE more USING fts5(x)",
        "DROP TABLE topic",
        "DROP INDEX thread_title",
        "ALTER TABLE thread ADD COLUMN x AS (hex(body))",
        "ALTER TABLE meta RENAME TO atem",
        "ANALYZE",
    ],
)
def test_another_schema_is_refused(archive_copy: Path, statement: str) -> None:
    tamper(archive_copy, statement)
    with pytest.raises(ArchiveError, match="not those of the format"):
        opened(archive_copy)


@pytest.mark.parametrize(
    "sql", [b"CREATE INDEX thread_title ON thread (title_key)", 5, 1.5, None, "", "CREATE INDEX", "\0"]
)
def test_a_schema_of_another_kind_is_refused(archive_copy: Path, sql: object) -> None:
    change_schema(archive_copy, "thread_title", sql)
    with pytest.raises(ArchiveError, match=r"a\.qarchive: "):
        opened(archive_copy)


@pytest.mark.parametrize(
    ("pragma", "reason"),
    [
        ("application_id = 0", "not a QA Reader archive"),
        ("application_id = 1364283729", "not a QA Reader archive"),
        ("user_version = 3", "made by a newer version"),
        ("user_version = 0", "damaged"),
        ("user_version = -1", "damaged"),
    ],
)
def test_other_ids_and_versions_are_refused(archive_copy: Path, pragma: str, reason: str) -> None:
    tamper(archive_copy, f"PRAGMA {pragma}")
    with pytest.raises(ArchiveError, match=reason):
        opened(archive_copy)


def test_a_connection_writes_and_attaches_nothing(archive_copy: Path) -> None:
    with closing(layout.connect(archive_copy)) as connection:
        for statement in ("DELETE FROM thread", "ATTACH ':memory:' AS other", "PRAGMA user_version = 7", "VACUUM"):
            with pytest.raises(sqlite3.OperationalError):
                connection.execute(statement)


def test_a_path_that_the_message_begins_with_by_chance_is_named_all_the_same() -> None:
    with pytest.raises(ArchiveError, match=r"^a: a text is wrong$"), layout.faults_named(Path("a")):
        raise ArchiveError("a text is wrong")
    with pytest.raises(ArchiveError, match=r"^a: wrong$"), layout.faults_named(Path("a")):
        raise ArchiveError("a: wrong")


@given(title=st.text(st.characters(exclude_categories=["Cs"])))
def test_titles_that_differ_in_case_width_and_spaces_share_a_key(title: str) -> None:
    key = layout.title_key(title)
    assert -(1 << 63) <= key < 1 << 63
    assert layout.title_key(f"  {title}\n") == key


def test_keys_of_titles() -> None:
    assert layout.title_key("Dry\u3000eyes \u2013 ｗｈｙ") == layout.title_key("dry  EYES why")
    assert layout.title_key("dry eyes") != layout.title_key("dryeyes")
