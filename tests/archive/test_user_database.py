from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qa_reader.archive import UserDatabase, user_schema
from qa_reader.archive.user_schema import VERSION
from qa_reader.errors import UserDatabaseError
from qa_reader.kept import Kept, KnownThread
from qa_reader.model import Query, ThreadRef
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
        tamper(file, "UPDATE bookmark SET created = '2020-01-01T00:00:00.000+00:00' WHERE archive = 'archive-2'")
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


def test_another_process_may_make_it_meanwhile(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = user_schema._at_once

    def slowly(connection: sqlite3.Connection, step: Callable[[sqlite3.Connection], None]) -> None:
        monkeypatch.setattr(user_schema, "_at_once", begin)
        with closing(UserDatabase(file)) as other:
            other.add_bookmark(REF, "One", "")
        begin(connection, step)

    monkeypatch.setattr(user_schema, "_at_once", slowly)
    with closing(UserDatabase(file)) as user:
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
    tamper(file, f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(UserDatabaseError, match="newer version"):
        UserDatabase(file)


def test_damage_anywhere_loses_no_file_and_is_told(file: Path) -> None:
    with closing(UserDatabase(file)) as user:
        for number in range(100):
            user.shelf.add(KnownThread(ThreadRef("a", f"b:{number}"), "t" * 50))
    whole, chance = file.read_bytes(), random.Random(1)
    told = 0
    for _ in range(40):
        content = bytearray(whole)
        content[chance.choice([chance.randrange(len(content)), chance.randrange(200)])] ^= chance.randrange(1, 256)
        content = content[: chance.randrange(1, len(content))] if chance.random() < 0.3 else content
        shutil.rmtree(file.parent)
        file.parent.mkdir()
        file.write_bytes(content)
        if complaint(lambda: kept(file), UserDatabaseError):
            # another program's, or a newer version's, for all that can be seen
            assert file.read_bytes() == content
        elif (aside := file.with_name("user.sqlite3.damaged")).exists():
            told += 1
            assert aside.read_bytes()[200:] == content[200:]
    assert told > 5


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
        user._file.connection.execute("PRAGMA busy_timeout = 10")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserDatabaseError, match="locked"):
            user.add_bookmark(REF, "One", "")


def test_every_commit_reaches_the_disk(file: Path) -> None:
    with closing(UserDatabase(file)) as user:
        pragmas = ("synchronous", "secure_delete", "journal_mode")
        asked = {name: user._file.rows(f"PRAGMA {name}")[0][0] for name in pragmas}
    assert asked == {"synchronous": 3, "secure_delete": 1, "journal_mode": "delete"}


def test_a_fault_in_the_midst_undoes_all_of_a_change(file: Path) -> None:
    with closing(UserDatabase(file)) as user:

        def fail() -> None:
            with user._file.change():
                user.add_bookmark(REF, "One", "")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert user.bookmarks() == ()
        assert user.changes == 0
        user.add_bookmark(REF, "One", "")
        assert user.changes == 1


def test_what_is_no_unicode_is_refused(file: Path) -> None:
    with closing(UserDatabase(file)) as user:
        with pytest.raises(UserDatabaseError, match="not Unicode"):
            user.add_bookmark(REF, "\ud800", "")
        assert user.bookmarks() == ()


def test_private_reading_keeps_nothing(file: Path) -> None:
    one = KnownThread(REF, "One")
    with closing(UserDatabase(file)) as user:
        user.visit(one)
        user.private = True
        before = file.read_bytes()
        assert not user.visit(one)
        assert not user.history.visit(one)
        assert not user.history.asked(Query("tremor"))
        assert not user.marks.set_read([one], read=True)
        writes: list[Callable[[], object]] = [
            lambda: user.shelf.add(one),
            lambda: user.marks.set_note(one, "mine"),
            lambda: user.searches.save("mine", Query("x")),
            lambda: user.restore("x"),
        ]
        for write in writes:
            with pytest.raises(UserDatabaseError, match="Private reading keeps nothing"):
                write()
        assert file.read_bytes() == before
        assert user.clear([Kept.HISTORY, Kept.READ]).counts == {"history": 1, "read": 1}
        user.private = False
        assert user.visit(one).kinds == {Kept.READ, Kept.HISTORY}
