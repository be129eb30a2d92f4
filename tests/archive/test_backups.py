from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_reader.archive import UserDatabase
from qa_reader.errors import UserDatabaseError
from qa_reader.kept import Kept
from tests.folders import names
from tests.kept import everything, fill, known, ref

DAY = date(2026, 1, 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "user.sqlite3"


def add(file: Path, *numbers: int) -> None:
    with closing(UserDatabase(file)) as user:
        for number in numbers:
            user.shelf.add(known(number))


def kept(file: Path) -> list[str]:
    with closing(UserDatabase(file)) as user:
        return sorted(one.ref.thread for one in user.bookmarks())


def test_each_day_has_one_and_the_last_fourteen_stay(file: Path) -> None:
    with closing(UserDatabase(file)) as user:
        for number in range(20):
            user.shelf.add(known(number))
            assert user.back_up(DAY + timedelta(days=number)) is not None
            assert user.back_up(DAY + timedelta(days=number)) is None
        backups = user.backups()
    assert [Path(one.path).name for one in backups] == [f"user-2026-01-{day:02}.sqlite3" for day in range(20, 6, -1)]
    assert [one.counts["bookmarks"] for one in backups] == list(range(20, 6, -1))
    assert backups[0].newest == tuple(f"Title {number}" for number in range(19, 14, -1))
    assert names(file.parent / "backups") == sorted(Path(one.path).name for one in backups)


def test_one_is_made_when_the_program_starts(file: Path) -> None:
    add(file, 1)
    assert not (file.parent / "backups").exists()  # nothing had been kept before
    add(file, 2)
    with closing(UserDatabase(file)) as user:
        (backup,) = user.backups()
        assert backup.counts["bookmarks"] == 1


def test_nothing_is_not_backed_up(file: Path) -> None:
    with closing(UserDatabase(file)) as user:
        assert user.back_up(DAY) is None
        assert user.backups() == ()


def test_one_is_restored_and_what_was_there_can_be_had_back(file: Path) -> None:
    with closing(UserDatabase(file)) as user, closing(UserDatabase(file)) as other:
        fill(user)
        before = everything(user)
        backup = user.back_up(DAY)
        user.clear(Kept, in_backups=False)
        user.shelf.add(known(99))
        assert user.restore(str(backup)).kinds == set(Kept)
        assert everything(user) == before
        assert everything(other) == before  # another process sees it, too
        aside = next(one for one in user.backups() if "before-restoring" in one.path)
        user.restore(aside.path)
        assert [one.ref for one in user.bookmarks()] == [ref(99)]


def test_the_oldest_can_be_restored_although_a_newer_one_is_made_first(file: Path) -> None:
    with closing(UserDatabase(file)) as user:
        for number in range(5):
            user.shelf.add(known(number))
            user.restore(str(user.back_up(DAY + timedelta(days=number))))
        oldest = [one for one in user.backups() if "before-restoring" in one.path][-1]
        user.shelf.add(known(9))
        user.restore(oldest.path)
        assert len(user.bookmarks()) == oldest.counts["bookmarks"]
        assert sum("before-restoring" in one.path for one in user.backups()) == 5


def test_what_is_no_backup_is_not_restored(file: Path, tmp_path: Path) -> None:
    add(file, 1)
    with closing(UserDatabase(file)) as user:
        for wrong in (tmp_path / "no.sqlite3", file, tmp_path / "backups" / ".." / "user.sqlite3"):
            with pytest.raises(UserDatabaseError, match="no such backup"):
                user.restore(str(wrong))
        backup = user.back_up(DAY)
        assert backup is not None
        backup.write_bytes(b"x" * 5000)
        with pytest.raises(UserDatabaseError, match=backup.name):
            user.restore(str(backup))
        assert [one.ref for one in user.bookmarks()] == [ref(1)]
        assert {bool(one.fault) for one in user.backups() if one.path == str(backup)} == {True}


def test_a_damaged_database_is_set_aside_and_the_newest_good_backup_taken(file: Path) -> None:
    add(file, 1, 2)
    with closing(UserDatabase(file)) as user:
        user.back_up(DAY)
        user.shelf.add(known(3))
        user.back_up(DAY + timedelta(days=1))
        shutil.copy(user.back_up(DAY + timedelta(days=2)) or "", file.parent / "backups" / "user-2999-01-01.sqlite3")
    for name in ("user-2999-01-01", "user-2026-01-03"):
        (file.parent / "backups" / f"{name}.sqlite3").write_bytes(b"not good " * 500)
    for found in (file.parent / "backups").glob(f"user-{date.today()}*"):  # noqa: DTZ011 - this computer's day
        found.unlink()
    file.write_bytes(b"power cut" * 1000)
    (file.parent / "user.sqlite3-journal").write_bytes(b"of the damaged one")
    with closing(UserDatabase(file)) as user:
        (told,) = user.told
        assert len(user.bookmarks()) == 3
    for words in (str(file), "user.sqlite3.damaged", "2 Jan 2026", "3 bookmarks", "after it"):
        assert words in told
    assert (file.parent / "user.sqlite3.damaged").read_bytes() == b"power cut" * 1000
    assert not (file.parent / "user.sqlite3-journal").exists()
    assert kept(file) == ["sample:1", "sample:2", "sample:3"]


def test_a_damaged_database_without_a_backup_begins_anew_and_says_so(file: Path) -> None:
    file.write_bytes(b"x" * 3000)
    with closing(UserDatabase(file)) as user:
        assert "no good backup" in user.told[0]
        assert user.bookmarks() == ()
        user.shelf.add(known(1))
    file.write_bytes(b"y" * 3000)
    with closing(UserDatabase(file)) as user:
        assert "user.sqlite3.damaged-2" in user.told[0]


@pytest.mark.parametrize("empty", [True, False])
def test_a_database_that_is_gone_or_empty_comes_back_from_its_backup(file: Path, empty: bool) -> None:  # noqa: FBT001
    add(file, 1, 2)
    with closing(UserDatabase(file)) as user:
        user.back_up(DAY)
    file.unlink()
    if empty:
        file.touch()
    (file.parent / "user.sqlite3-journal").write_bytes(b"of the one that is gone")
    with closing(UserDatabase(file)) as user:
        assert "no longer there" in user.told[0]
        assert len(user.bookmarks()) == 2
    with closing(UserDatabase(file)) as user:
        assert user.told == ()


def test_a_folder_that_takes_no_backup_keeps_nobody_from_reading(file: Path) -> None:
    add(file, 1)
    (file.parent / "backups").write_text("a file where the folder should be")
    assert kept(file) == ["sample:1"]


def test_a_hot_journal_is_played_back_before_the_backup(file: Path) -> None:
    add(file, 1)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM bookmark")
        connection.executemany(
            "INSERT INTO folder VALUES (?, '', ?, 0, '', '')", [(f"{n}", "x" * 500) for n in range(200)]
        )
        # as a kill leaves it: pages of the change in the file, those of before in the journal
        copy, journal = file.read_bytes(), (file.parent / "user.sqlite3-journal").read_bytes()
        connection.execute("ROLLBACK")
    assert journal
    file.write_bytes(copy)
    (file.parent / "user.sqlite3-journal").write_bytes(journal)
    with closing(UserDatabase(file)) as user:
        assert user.told == ()
        assert [one.ref for one in user.bookmarks()] == [ref(1)]
        assert user.shelf.folders() == ()
        assert [one.counts["bookmarks"] for one in user.backups()] == [1]


def test_other_files_in_the_folder_are_left_alone(file: Path) -> None:
    folder = file.parent / "backups"
    folder.mkdir()
    for name in ("notes.txt", "user-of-mine.sqlite3", "other-2026-01-01.sqlite3"):
        (folder / name).write_text("mine")
    with closing(UserDatabase(file)) as user:
        user.shelf.add(known(1))
        for number in range(16):
            user.back_up(DAY + timedelta(days=number))
        assert len(user.backups()) == 14
        user.clear(Kept)
    assert {"notes.txt", "user-of-mine.sqlite3", "other-2026-01-01.sqlite3"} <= set(names(folder))
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_copies_are_nobody_elses_to_read(file: Path) -> None:
    old = os.umask(0o022)
    try:
        add(file, 1)
        with closing(UserDatabase(file)) as user:
            backup = user.back_up(DAY)
        assert backup is not None
        assert [one.stat().st_mode & 0o077 for one in (file, backup)] == [0, 0]
    finally:
        os.umask(old)
