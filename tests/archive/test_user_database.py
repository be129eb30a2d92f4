from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from qa_reader.archive import UserDatabase
from qa_reader.errors import UserDatabaseError
from qa_reader.model import ThreadRef
from tests.archive.hostile import complaint, tamper

REF, OTHER = ThreadRef("archive-1", "sample:1"), ThreadRef("archive-2", "sample:1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "user.sqlite3"


def kept(file: Path) -> list[tuple[ThreadRef, str]]:
    with closing(UserDatabase(file)) as user:
        return [(bookmark.ref, bookmark.title) for bookmark in user.bookmarks()]


def test_bookmarks_are_kept_by_archive_and_thread(file: Path) -> None:
    with closing(UserDatabase(file)) as user:
        user.add_bookmark(REF, "One", "Neurology")
        user.add_bookmark(OTHER, "Other", "")
        user.add_bookmark(REF, "One, again", "Eye")
        assert {bookmark.ref: bookmark.title for bookmark in user.bookmarks()} == {REF: "One", OTHER: "Other"}
        user.remove_bookmark(OTHER)
        user.remove_bookmark(OTHER)
    assert kept(file) == [(REF, "One")]


def test_the_newest_bookmark_is_the_first(file: Path) -> None:
    with closing(UserDatabase(file)) as user:
        user.add_bookmark(REF, "One", "")
        user.add_bookmark(OTHER, "Other", "")
        tamper(file, "UPDATE bookmark SET created = '2020-01-01T00:00:00.000+00:00' WHERE title = 'Other'")
        assert [bookmark.title for bookmark in user.bookmarks()] == ["One", "Other"]
        assert user.bookmarks()[0].created.endswith("+00:00")


def test_a_change_is_seen_at_once_by_others(file: Path) -> None:
    with closing(UserDatabase(file)) as user, closing(UserDatabase(file)) as other:
        user.add_bookmark(REF, "One", "")
        assert [bookmark.ref for bookmark in other.bookmarks()] == [REF]
        other.remove_bookmark(REF)
        assert user.bookmarks() == ()


def test_a_kill_right_after_a_change_loses_nothing(file: Path) -> None:
    code = (
        "import os, pathlib, sys\nfrom qa_reader.archive import UserDatabase\nfrom qa_reader.model import ThreadRef\n"
        "user = UserDatabase(pathlib.Path(sys.argv[1]))\n"
        "for n in range(20): user.add_bookmark(ThreadRef('a', f'b:{n}'), 't', '')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(file)], check=False).returncode != 0
    assert len(kept(file)) == 20


def test_another_process_may_make_it_meanwhile(file: Path) -> None:
    class Slow(UserDatabase):
        def _make(self) -> None:
            with closing(UserDatabase(file)) as other:
                other.add_bookmark(REF, "One", "")
            super()._make()

    with closing(Slow(file)) as user:
        user.add_bookmark(OTHER, "Other", "")
    assert len(kept(file)) == 2


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        (["CREATE TABLE other (x)"], "not a database of QA Reader"),
        (["PRAGMA application_id = 1"], "not a database of QA Reader"),
        (["PRAGMA application_id = 1364283986"], "not a database of QA Reader"),
        (["PRAGMA user_version = 4"], "not a database of QA Reader"),
    ],
)
def test_the_file_of_another_program_is_left_alone(tmp_path: Path, statements: list[str], reason: str) -> None:
    file = tmp_path / "other.sqlite3"
    tamper(file, *statements)
    before = file.read_bytes()
    with pytest.raises(UserDatabaseError, match=rf"other\.sqlite3: {reason}"):
        UserDatabase(file)
    assert file.read_bytes() == before


def test_an_archive_is_no_user_database(archive_copy: Path) -> None:
    with pytest.raises(UserDatabaseError, match="not a database of QA Reader"):
        UserDatabase(archive_copy)


def test_a_newer_version_is_left_alone(file: Path) -> None:
    kept(file)
    tamper(file, "PRAGMA user_version = 2")
    with pytest.raises(UserDatabaseError, match="newer version"):
        UserDatabase(file)


def test_damage_anywhere_is_said_and_the_file_left_as_it_is(file: Path) -> None:
    with closing(UserDatabase(file)) as user:
        for number in range(100):
            user.add_bookmark(ThreadRef("a", f"b:{number}"), "t" * 50, "")
    whole, chance = file.read_bytes(), random.Random(1)
    refused = 0
    for _ in range(40):
        content = bytearray(whole)
        content[chance.choice([chance.randrange(len(content)), chance.randrange(200)])] ^= chance.randrange(1, 256)
        content = content[: chance.randrange(1, len(content))] if chance.random() < 0.3 else content
        file.write_bytes(content)
        said = complaint(lambda: kept(file), UserDatabaseError)
        if said:
            refused += 1
            assert str(file) in said
            assert file.read_bytes() == content
    assert refused > 10


def test_places_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    for place in (tmp_path / "file" / "user.sqlite3", tmp_path / "folder", tmp_path / ("x" * 300)):
        with pytest.raises(UserDatabaseError, match=str(place)):
            UserDatabase(place)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder_can_be_read(file: Path) -> None:
    with closing(UserDatabase(file)) as user:
        user.add_bookmark(REF, "One", "")
    file.chmod(0o400)
    file.parent.chmod(0o500)
    try:
        with closing(UserDatabase(file)) as user:
            assert [bookmark.ref for bookmark in user.bookmarks()] == [REF]
            with pytest.raises(UserDatabaseError, match="readonly"):
                user.add_bookmark(OTHER, "Other", "")
    finally:
        file.parent.chmod(0o700)


def test_a_file_that_another_process_holds_is_said(file: Path) -> None:
    with closing(UserDatabase(file)) as user, closing(sqlite3.connect(file)) as other:
        user._connection.execute("PRAGMA busy_timeout = 10")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserDatabaseError, match="locked"):
            user.add_bookmark(REF, "One", "")
