from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qa_reader.archive import codec, layout, verify
from qa_reader.errors import ArchiveError, Cancelled
from tests.archive.hostile import Statement, complaint, tamper
from tests.threads import THREADS, TREMOR

_OTHER = codec.encode(TREMOR)


def test_a_whole_archive_has_no_faults_and_progress_is_told(archive_path: Path) -> None:
    told: list[tuple[int, int]] = []
    assert verify(archive_path, lambda done, total, _what: told.append((done, total))) == ()
    assert told == [(done, len(THREADS)) for done in range(len(THREADS))]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE thread SET body = x'00' WHERE number = 2", "thread sample:2: "),
        ("UPDATE thread SET hash = x'00' WHERE number = 2", "thread sample:2: does not have the hash"),
        ("UPDATE thread SET hash = 'text' WHERE number = 2", "wrong type"),
        ("UPDATE thread SET hash = 5", "wrong type"),
        ("UPDATE thread SET body = 'text'", "wrong type"),
        ("UPDATE thread SET id = 'sample:9' WHERE number = 2", "thread sample:9 calls itself sample:2"),
        ("UPDATE thread SET number = -1 WHERE number = 2", "thread sample:2 has the number -1"),
        ("UPDATE thread SET number = 9223372036854775807 WHERE number = 2", "has the number 9223372036854775807"),
        ("UPDATE thread SET title_key = 0 WHERE number = 2", "cannot be found by its title"),
        ("DELETE FROM thread WHERE number = 2", "content hash"),
        (("UPDATE meta SET value = ? WHERE key = 'content_hash'", ("0" * 64,)), "content hash"),
        ("INSERT INTO meta VALUES ('licence', 'free')", "says of itself"),
        ("UPDATE meta SET value = 'Other' WHERE key = 'title'", "says of itself"),
        ("UPDATE department SET threads = 7", "departments"),
        ("DELETE FROM department WHERE name = '眼科'", "departments"),
        ("UPDATE department SET threads = 'many'", "wrong type"),
        ("UPDATE topic SET threads = 7", "topics"),
        ("INSERT INTO topic VALUES ('眼科', 'Invented', 1)", "topics"),
        (
            "UPDATE blob SET data = x'00' WHERE name = 'index/manifest'",
            "the blob index/manifest does not have the hash",
        ),
        (
            "UPDATE blob SET hash = x'00' WHERE name = 'index/manifest'",
            "the blob index/manifest does not have the hash",
        ),
        ("UPDATE blob SET data = 'text'", "wrong type"),
        ("UPDATE blob SET name = x'00' WHERE name = 'index/manifest'", "wrong type"),
    ],
    ids=str,
)
def test_what_is_broken_is_said(archive_copy: Path, change: Statement, fault: str) -> None:
    tamper(archive_copy, change)
    faults = verify(archive_copy)
    assert any(fault in found for found in faults), faults


def test_no_flipped_byte_of_content_goes_unseen(archive_copy: Path) -> None:
    """A byte that no table uses may change; all that is read of the archive may not."""
    whole, chance = archive_copy.read_bytes(), random.Random(3)
    body = codec.Codec(None).compress(_OTHER)
    start = whole.index(body)
    for place in chance.sample(range(len(body)), 40):
        content = bytearray(whole)
        content[start + place] ^= chance.randrange(1, 256)
        archive_copy.write_bytes(content)
        assert verify(archive_copy), place


#: What nobody here reads of SQLite's head: how often the tables were changed, and which SQLite wrote it.
_UNREAD = {*range(40, 44), *range(96, 100)}


def test_no_changed_byte_of_the_head_goes_unseen(archive_copy: Path) -> None:
    whole, chance = archive_copy.read_bytes(), random.Random(7)
    for place in sorted({*range(100)} - _UNREAD):
        content = bytearray(whole)
        content[place] ^= chance.randrange(1, 256)
        archive_copy.write_bytes(content)
        assert complaint(lambda: _raise(verify(archive_copy)), ArchiveError), place
    archive_copy.write_bytes(whole[:30] + bytes(31) + whole[61:])
    assert verify(archive_copy)


def _raise(faults: tuple[str, ...]) -> None:
    if faults:
        raise ArchiveError(faults[0])


def test_a_byte_that_changes_unseen_changes_nothing_that_is_read(archive_copy: Path) -> None:
    whole, chance = archive_copy.read_bytes(), random.Random(11)
    said = _all_that_is_read(archive_copy)
    used = [place for place in range(100, len(whole)) if whole[place]]
    for place in chance.sample(used, 300):
        content = bytearray(whole)
        content[place] ^= chance.randrange(1, 256)
        archive_copy.write_bytes(content)
        if not complaint(lambda: _raise(verify(archive_copy)), ArchiveError):
            assert _all_that_is_read(archive_copy) == said, place


def _all_that_is_read(path: Path) -> list[list[tuple[object, ...]]]:
    tables = ("meta", "department", "topic", "thread", "blob")
    with closing(layout.connect(path)) as connection:
        return [sorted(connection.execute(f"SELECT * FROM {table}")) for table in tables]


def test_archives_of_older_programs_have_no_hash_of_what_they_say_of_themselves(archive_copy: Path) -> None:
    tamper(archive_copy, f"DELETE FROM meta WHERE key = '{layout.META_HASH}'")
    assert verify(archive_copy) == ()


def test_a_truncated_archive_is_never_whole(archive_copy: Path) -> None:
    whole, chance = archive_copy.read_bytes(), random.Random(5)
    for _ in range(40):
        archive_copy.write_bytes(whole[: chance.randrange(len(whole))])
        faults: list[str] = []
        said = complaint(lambda: faults.extend(verify(archive_copy)), ArchiveError)  # noqa: B023 - called at once
        assert faults or str(archive_copy) in said


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"x" + whole[1:],
        lambda whole: whole[:200],
        lambda whole: whole[:5000],
        lambda whole: whole[:100] + bytes(len(whole) - 100),
    ],
    ids=["other first byte", "cut in the head", "cut in the first page", "nothing but the head"],
)
def test_an_archive_that_does_not_open_is_broken(archive_copy: Path, damage: Callable[[bytes], bytes]) -> None:
    archive_copy.write_bytes(damage(archive_copy.read_bytes()))
    (fault,) = verify(archive_copy)
    assert fault.startswith(f"{archive_copy}: ")


@pytest.mark.parametrize(
    "made",
    [
        lambda _whole: b"",
        lambda _whole: b"text" * 1000,
        lambda whole: whole[:68] + b"QARX" + whole[72:],
        lambda whole: whole[:60] + (99).to_bytes(4, "big") + whole[64:],
    ],
    ids=["empty", "text", "another program's", "a newer version's"],
)
def test_what_is_no_archive_of_this_version_cannot_be_checked(
    archive_copy: Path, made: Callable[[bytes], bytes]
) -> None:
    archive_copy.write_bytes(made(archive_copy.read_bytes()))
    with pytest.raises(ArchiveError):
        verify(archive_copy)


def test_at_most_a_hundred_faults_are_told(tmp_path: Path, archive_copy: Path) -> None:
    rows = "WITH RECURSIVE n(x) AS (VALUES (10) UNION ALL SELECT x + 1 FROM n WHERE x < 300)"
    tamper(archive_copy, f"INSERT INTO thread {rows} SELECT x, 'sample:' || x, 0, x'', x'' FROM n")
    assert len(verify(archive_copy)) == 100


def test_threads_that_were_there_before_are_hashed_and_those_behind_read(archive_copy: Path) -> None:
    tamper(archive_copy, "UPDATE thread SET title_key = 0 WHERE number <= 2")
    (fault,) = verify(archive_copy, read_after=1)
    assert "sample:2 cannot be found" in fault
    tamper(archive_copy, "UPDATE thread SET hash = x'00' WHERE number = 1")
    assert any("sample:1: does not have the hash" in fault for fault in verify(archive_copy, read_after=3))


def test_checking_can_be_cancelled(archive_path: Path) -> None:
    def cancel(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        verify(archive_path, cancel)
