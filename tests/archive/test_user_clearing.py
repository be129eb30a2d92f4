from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from qa_reader.archive import UserDatabase
from qa_reader.kept import Anchor, Colour, Kept, KnownThread
from qa_reader.model import Query
from tests.archive.hostile import tamper
from tests.kept import fill, known, ref


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "user.sqlite3"


@pytest.fixture
def user(file: Path) -> Iterator[UserDatabase]:
    with closing(UserDatabase(file)) as made:
        yield made


def test_only_the_kinds_asked_for_are_cleared(user: UserDatabase) -> None:
    fill(user)
    before = user.counts()
    cleared = user.clear([Kept.HISTORY, Kept.READ])
    assert cleared.counts == {"history": 2, "read": 1}
    assert user.counts() == before | {"history": 0, "read": 0}
    user.clear([Kept.BOOKMARKS])
    assert (user.bookmarks(), user.shelf.tags()) == ((), {})
    user.clear(Kept)
    assert set(user.counts().values()) == {0}
    assert user.threads.known() == ()


def test_folders_that_are_cleared_leave_their_bookmarks(user: UserDatabase) -> None:
    fill(user)
    user.clear([Kept.FOLDERS])
    assert {one.folder for one in user.bookmarks()} == {""}
    assert len(user.bookmarks()) == 4


def test_since_when(user: UserDatabase, file: Path) -> None:
    now = datetime.now(UTC)
    for number, days in enumerate([0, 1, 10]):
        user.history.visit(known(number))
        user.shelf.add(known(number))
        when = (now - timedelta(days=days)).isoformat(timespec="milliseconds")
        tamper(file, (f"UPDATE visit SET visited = ? WHERE thread = '{ref(number).thread}'", (when,)))
        tamper(file, (f"UPDATE bookmark SET created = ? WHERE thread = '{ref(number).thread}'", (when,)))
    assert user.clear([Kept.HISTORY], now - timedelta(hours=1)).counts == {"history": 1}
    assert user.clear([Kept.BOOKMARKS], now.astimezone() - timedelta(days=2)).counts == {"bookmarks": 2}
    assert [one.ref for one in user.bookmarks()] == [ref(2)]


def test_nothing_remains_in_the_file_or_its_backups(user: UserDatabase, file: Path) -> None:
    secrets = ["zebrawort", "quaggawort", "okapiwort", "gnuwort", "eland眼wort", "kuduwort"]
    for number in range(300):
        user.shelf.add(known(number))
    one = KnownThread(ref(1000), secrets[0], secrets[5], secrets[1])
    user.shelf.add(one)
    user.shelf.set_note(one.ref, secrets[2] * 1000)  # overflow pages
    user.shelf.set_tags(one.ref, [secrets[3]])
    user.marks.set_note(one, secrets[4])
    user.marks.add_highlight(one, "question", Anchor(secrets[0]), Colour.PINK, secrets[1])
    user.searches.save(secrets[0], Query(secrets[1]))
    user.history.asked(Query(secrets[2]))
    user.history.visit(one)
    user.back_up(date(2026, 1, 1))

    def found() -> set[str]:
        files = [file, *(file.parent / "backups").iterdir()]
        return {secret for secret in secrets for one in files if secret.encode() in one.read_bytes()}

    assert found() == set(secrets)
    cleared = user.clear(Kept)
    assert found() == set()
    assert (cleared.backups, cleared.left) == (1, ())


def test_files_that_may_still_hold_something_are_named(user: UserDatabase, file: Path) -> None:
    fill(user)
    backup = user.back_up(date(2026, 1, 1))
    assert backup is not None
    backup.write_bytes(b"damaged" * 100)
    aside = file.with_name("user.sqlite3.damaged")
    aside.write_bytes(b"x")
    assert user.clear(Kept).left == (str(backup), str(aside))


def test_backups_can_be_left_as_they_are(user: UserDatabase) -> None:
    fill(user)
    user.back_up(date(2026, 1, 1))
    user.clear(Kept, in_backups=False)
    assert user.backups()[0].counts["bookmarks"] == 4
