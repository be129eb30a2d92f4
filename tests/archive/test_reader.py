from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from qa_reader.archive import Archive, codec, layout
from qa_reader.errors import ArchiveError, NotFoundError
from qa_reader.model import Similar, Topic
from tests.archive.hostile import Statement, complaint, tamper
from tests.threads import BARE, DRY_EYE, ID, THREADS, TREMOR, WEAKNESS, write_archive


def read_all(path: Path) -> None:
    """Everything that may be asked of an archive."""
    with closing(Archive(path)) as archive:
        archive.info()
        for number, thread in archive.threads():
            archive.by_number([number])
            archive.thread(thread.id)
            archive.number(thread.id)
            for similar in thread.similar:
                archive.resolve(similar)
        for thread in THREADS:
            archive.number(thread.id)
        list(archive.blobs.scan(""))
        archive.blobs.get("index/manifest")


def test_threads_come_back_by_id_and_by_number(archive_path: Path) -> None:
    with closing(Archive(archive_path)) as archive:
        assert [archive.thread(thread.id) for thread in THREADS] == list(THREADS)
        numbers = [archive.number(thread.id) for thread in THREADS]
        assert numbers == [1, 2, 3, 4]
        assert archive.by_number([4, 99, 1, -1]) == [BARE, TREMOR]
        assert list(archive.threads(after=2)) == [(3, DRY_EYE), (4, BARE)]
        assert archive.number("sample:99") is None
        with pytest.raises(NotFoundError, match=r"a\.qarchive: there is no thread sample:99"):
            archive.thread("sample:99")


def test_an_archive_says_what_it_is(archive_path: Path) -> None:
    with closing(Archive(archive_path)) as archive:
        info = archive.info()
    assert (info.id, info.title, info.threads, info.languages) == (ID, "Small archive", 4, ("en", "zh-Hant"))
    assert info.path == str(archive_path)
    assert [(found.name, found.threads) for found in info.departments] == [("Neurology", 2), ("", 1), ("眼科", 1)]
    assert info.departments[0].topics == ((Topic("Movement", "Neurology"), 2), (Topic("Tremor", "Neurology"), 1))


def test_similar_entries_are_resolved_by_id_or_by_title_and_question(tmp_path: Path) -> None:
    twins = [replace(BARE, id=f"sample:{n}", title="Headache", question=f"Question {n} is long") for n in (5, 6)]
    write_archive(tmp_path / "a.qarchive", [*THREADS, *twins])
    with closing(Archive(tmp_path / "a.qarchive")) as archive:
        for similar, thread in {
            Similar("anything", thread="sample:3"): "sample:3",
            Similar("WEAK  legs in the morning", "Every morning my legs..."): "sample:2",
            Similar("Weak legs in the morning", "Another question"): None,
            Similar("Weak legs in the morning", thread="other:1"): "sample:2",
            Similar("Headache", "Question 6…"): "sample:6",
            Similar("Headache"): None,  # two have this title
            Similar("Nothing of the kind"): None,
            Similar(): None,
        }.items():
            assert archive.resolve(similar) == thread, similar


# ---------------------------------------------------------------- files that mean harm

_BODY = codec.Codec(None).compress(codec.encode(TREMOR))
_HUGE = b"\x28\xb5\x2f\xfd\xe0" + (1 << 40).to_bytes(8, "little") + b"\x01\x00\x00"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE thread SET body = 'text'",
        "UPDATE thread SET body = 5",
        "UPDATE thread SET body = x''",
        "UPDATE thread SET body = zeroblob(1000000)",
        ("UPDATE thread SET body = ?", (_HUGE,)),
        ("UPDATE thread SET body = ? WHERE number = 2", (_BODY,)),
        "UPDATE thread SET id = CAST(id AS BLOB)",
        "UPDATE thread SET id = id || char(0)",
        "UPDATE thread SET id = CAST(x'ff' AS TEXT) WHERE number = 1",
        "UPDATE department SET threads = 'many'",
        "UPDATE department SET name = x'00' WHERE name = ''",
        "UPDATE topic SET threads = 1.5",
        "UPDATE topic SET threads = 'many'",
        "UPDATE topic SET department = x'00', name = x'00' WHERE name = 'Tremor'",
        "UPDATE topic SET name = CAST(x'ff' AS TEXT) WHERE name = 'Tremor'",
        "DELETE FROM meta WHERE key = 'title'",
        "DELETE FROM meta",
        "UPDATE meta SET value = x'00'",
        "UPDATE meta SET value = '../../evil' WHERE key = 'id'",
        "UPDATE meta SET value = '' WHERE key = 'id'",
        "UPDATE meta SET value = value || char(10) WHERE key = 'id'",
        "UPDATE meta SET value = '../../evil' WHERE key = 'content_hash'",
        "UPDATE blob SET data = 'text'",
        "INSERT INTO blob VALUES ('dictionary', x'00', 'text')",
        ("INSERT INTO blob VALUES ('dictionary', x'00', ?)", (b"\x37\xa4\x30\xec" + b"\xff" * 200,)),
        "INSERT INTO blob VALUES ('dictionary', x'00', zeroblob(300000000))",
    ],
    ids=lambda change: str(change)[:60],
)
def test_values_that_are_not_what_they_should_be_are_refused(archive_copy: Path, change: Statement) -> None:
    tamper(archive_copy, change)
    with pytest.raises(ArchiveError, match=r"a\.qarchive: "):
        read_all(archive_copy)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE thread SET number = -5 WHERE number = 1",
        "UPDATE thread SET number = 9223372036854775807 WHERE number = 1",
        "UPDATE meta SET value = 'a date' WHERE key = 'built'",
        "INSERT INTO meta VALUES ('more', 'value')",
        "INSERT INTO topic VALUES ('Nowhere', '<script>', -3)",
    ],
)
def test_odd_values_are_no_reason_to_read_nothing(archive_copy: Path, change: str) -> None:
    tamper(archive_copy, change)
    read_all(archive_copy)


def _flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 4, 40])):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)


def _flip_in_headers(content: bytearray, chance: random.Random) -> None:
    page = chance.randrange(len(content) // layout.PAGE_SIZE) * layout.PAGE_SIZE
    content[page + chance.randrange(200)] ^= chance.randrange(1, 256)


def _truncate(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _swap_pages(content: bytearray, chance: random.Random) -> None:
    size = layout.PAGE_SIZE
    one, other = (chance.randrange(len(content) // size) * size for _ in range(2))
    content[one : one + size], content[other : other + size] = content[other : other + size], content[one : one + size]


@pytest.mark.parametrize("damage", [_flip, _flip_in_headers, _truncate, _swap_pages])
def test_damage_anywhere_is_an_archive_error_or_does_no_harm(
    archive_copy: Path, damage: Callable[[bytearray, random.Random], None]
) -> None:
    whole, chance = archive_copy.read_bytes(), random.Random(7)
    for _ in range(60):
        content = bytearray(whole)
        damage(content, chance)
        archive_copy.write_bytes(content)
        said = complaint(lambda: read_all(archive_copy), ArchiveError, NotFoundError)
        assert not said or str(archive_copy) in said


def test_weakness_is_read_after_the_file_is_replaced(archive_copy: Path) -> None:
    with closing(Archive(archive_copy)) as archive:
        write_archive(archive_copy.with_name("new.qarchive"), [BARE])
        try:
            archive_copy.with_name("new.qarchive").replace(archive_copy)
        except PermissionError:
            pytest.skip("Windows does not replace an open file")
        assert archive.thread(WEAKNESS.id) == WEAKNESS
