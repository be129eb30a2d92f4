from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qa_reader.archive import UserDatabase
from qa_reader.archive.user_schema import MIGRATIONS, TABLES, VERSION
from qa_reader.errors import UserDatabaseError
from qa_reader.model import Shelved
from tests.archive.hostile import tamper
from tests.kept import ARCHIVE, ref, write_version_1

ROWS = [
    (ARCHIVE, "sample:1", "My hand shakes", "Neurology", "2025-03-01T10:00:00.000+00:00"),
    (ARCHIVE, "sample:2", "眼睛乾澀", "眼科", "2025-04-01T10:00:00.000+00:00"),
    ("99999999-2222-3333-4444-555555555555", "sample:1", 'It\'s "odd"', "", "2025-02-01T10:00:00.000+00:00"),
]


def tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def test_there_is_a_way_from_every_version_to_the_next() -> None:
    assert set(MIGRATIONS) == set(range(1, VERSION))


def test_the_first_version_loses_nothing_on_its_way(tmp_path: Path) -> None:
    file = write_version_1(tmp_path / "user.sqlite3", ROWS)
    with closing(UserDatabase(file)) as user:
        kept = user.bookmarks()
        own = user.shelf.bookmarks(Shelved.OWN)
        assert user.told == ()
    assert {(*one.ref, one.title, one.department, one.created) for one in kept} == set(ROWS)
    assert [one.created for one in kept] == sorted((row[4] for row in ROWS), reverse=True)
    assert own == kept
    assert all(
        (one.folder, one.note, one.tags, one.gone, one.changed) == ("", "", (), False, one.created) for one in kept
    )
    assert tables(file) == set(TABLES)


def test_a_migrated_file_and_a_new_one_have_the_same_tables(tmp_path: Path) -> None:
    write_version_1(tmp_path / "old.sqlite3", ROWS)
    for name in ("old", "new"):
        UserDatabase(tmp_path / f"{name}.sqlite3", tmp_path / name).close()
    assert tables(tmp_path / "old.sqlite3") == tables(tmp_path / "new.sqlite3") == set(TABLES)


def test_before_it_is_migrated_it_is_backed_up_as_it_is(tmp_path: Path) -> None:
    file = write_version_1(tmp_path / "user.sqlite3", ROWS)
    with closing(UserDatabase(file)) as user:
        (backup,) = user.backups()
        user.shelf.remove([ref(1)])
        assert (backup.fault, backup.counts["bookmarks"], backup.newest[0]) == ("", 3, "眼睛乾澀")
        with closing(sqlite3.connect(backup.path)) as copy:
            assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        user.restore(backup.path)
        assert len(user.bookmarks()) == 3


def test_an_empty_first_version_is_migrated(tmp_path: Path) -> None:
    with closing(UserDatabase(write_version_1(tmp_path / "user.sqlite3", []))) as user:
        assert user.bookmarks() == ()
        assert user.backups() == ()


def test_a_first_version_that_cannot_be_written_stays_as_it_is(tmp_path: Path) -> None:
    file = write_version_1(tmp_path / "user.sqlite3", ROWS)
    before = file.read_bytes()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("qa_reader.archive.user_file._WAIT_S", 0.05)
            with pytest.raises(UserDatabaseError, match="locked"):
                UserDatabase(file)
        other.execute("ROLLBACK")
    assert file.read_bytes() == before


@pytest.mark.parametrize("statement", ["DROP TABLE bookmark", "ALTER TABLE bookmark RENAME COLUMN title TO heading"])
def test_a_first_version_with_other_tables_is_damaged(tmp_path: Path, statement: str) -> None:
    file = write_version_1(tmp_path / "user.sqlite3", ROWS)
    tamper(file, statement)
    with closing(UserDatabase(file)) as user:
        assert "was damaged" in user.told[0]
    assert (tmp_path / "user.sqlite3.damaged").exists()


def test_a_file_that_lacks_a_table_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "user.sqlite3"
    UserDatabase(file).close()
    tamper(file, "DROP TABLE note")
    with closing(UserDatabase(file)) as user:
        assert "was damaged" in user.told[0]
