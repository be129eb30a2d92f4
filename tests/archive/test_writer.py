from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from qa_reader.archive import Archive, ArchiveWriter, Change, Description, codec, layout, verify
from qa_reader.errors import ArchiveError, ImportFault
from qa_reader.model import Thread, Topic
from tests.archive.hostile import tamper
from tests.threads import BARE, DESCRIPTION, DRY_EYE, ID, THREADS, TREMOR, WEAKNESS, write_archive

ADDED, UPDATED, UNCHANGED = Change.ADDED, Change.UPDATED, Change.UNCHANGED
EARLIER = replace(WEAKNESS, title="Weak arms", department="Eye", topics=(Topic("Arms", "Eye"),))


def rows(path: Path) -> dict[int, str]:
    with closing(Archive(path)) as archive:
        return {number: thread.id for number, thread in archive.threads()}


def test_the_same_build_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_archive(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_new_archive_gets_an_id_of_its_own(tmp_path: Path) -> None:
    ids = set()
    for name in ("a", "b"):
        write_archive(tmp_path / name, [BARE], Description(title="T"))
        with closing(Archive(tmp_path / name)) as archive:
            ids.add(archive.id)
    assert len(ids) == 2


def test_threads_that_occur_twice_are_kept_once(tmp_path: Path) -> None:
    assert write_archive(tmp_path / "a", [BARE, BARE, WEAKNESS, EARLIER, EARLIER]) == [
        ADDED, UNCHANGED, ADDED, UPDATED, UNCHANGED,
    ]  # fmt: skip
    assert rows(tmp_path / "a") == {1: BARE.id, 3: WEAKNESS.id}
    assert verify(tmp_path / "a") == ()
    with closing(Archive(tmp_path / "a")) as archive:
        assert [found.name for found in archive.info().departments] == ["", "Eye"]
        assert archive.thread(WEAKNESS.id) == EARLIER


def test_extending_adds_updates_and_leaves(archive_path: Path, tmp_path: Path) -> None:
    new = replace(BARE, id="sample:5", title="A new one")
    changes = write_archive(tmp_path / "b", [TREMOR, EARLIER, new], Description(), archive_path)
    assert changes == [UNCHANGED, UPDATED, ADDED]
    assert rows(tmp_path / "b") == {1: TREMOR.id, 3: DRY_EYE.id, 4: BARE.id, 5: WEAKNESS.id, 6: new.id}
    assert verify(tmp_path / "b") == ()
    with closing(Archive(tmp_path / "b")) as archive:
        info = archive.info()
    assert (info.id, info.title, info.languages, info.built) == (
        ID,
        "Small archive",
        ("en", "zh-Hant"),
        date(2026, 1, 2),
    )
    assert {found.name: found.threads for found in info.departments} == {"": 2, "Neurology": 1, "眼科": 1, "Eye": 1}


def test_the_id_stays_and_the_rest_may_be_said_anew(archive_path: Path, tmp_path: Path) -> None:
    said = Description(id=ID.replace("1", "9"), title="Renamed", notice="A notice", built=date(2027, 1, 1))
    write_archive(tmp_path / "b", [], said, archive_path)
    with closing(Archive(tmp_path / "b")) as archive:
        info = archive.info()
    assert (info.id, info.title, info.notice, info.built) == (ID, "Renamed", "A notice", date(2027, 1, 1))


def test_a_thread_that_is_updated_and_reverted_is_there_once_under_a_new_number(
    archive_path: Path, tmp_path: Path
) -> None:
    writer = ArchiveWriter(tmp_path / "b", archive_path)
    assert [writer.put(EARLIER), writer.put(WEAKNESS), writer.put(WEAKNESS)] == [UPDATED, UPDATED, UNCHANGED]
    writer.finish(Description())
    assert writer.removed == [2]
    assert list(writer.new_threads()) == [(6, WEAKNESS)]
    assert (writer.count(), writer.count(new=True)) == (4, 1)
    assert len(list(writer.all_threads())) == 4
    writer.close()
    assert verify(tmp_path / "b") == ()
    hashes = set()
    for path in (archive_path, tmp_path / "b"):
        with closing(Archive(path)) as archive:
            hashes.add(archive.content_hash)
    assert len(hashes) == 1


def test_numbers_are_never_used_again(archive_path: Path, tmp_path: Path) -> None:
    used = set(rows(archive_path))
    base = archive_path
    for run in range(3):
        target = tmp_path / str(run)
        write_archive(target, [replace(BARE, title=f"Title {run}")], Description(), base)
        now = set(rows(target))
        assert max(now) not in used
        used |= now
        base = target


_POOL = st.builds(
    Thread,
    st.sampled_from(["a:1", "a:2", "a:3", "a:4"]),
    st.sampled_from(["One", "Two"]),
    st.sampled_from(["", "Eye"]),
    topics=st.lists(st.builds(Topic, st.sampled_from("xy"), st.just("Eye")), max_size=3).map(tuple),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(runs=st.lists(st.lists(_POOL, max_size=6), min_size=1, max_size=3))
def test_an_archive_is_a_dictionary_of_threads(tmp_path: Path, runs: list[list[Thread]]) -> None:
    kept: dict[str, Thread] = {}
    base: Path | None = None
    for number, run in enumerate(runs):
        expected = []
        for thread in run:
            same = kept.get(thread.id) == thread
            expected.append(UNCHANGED if same else UPDATED if thread.id in kept else ADDED)
            kept[thread.id] = thread
        target = tmp_path / str(number)
        assert write_archive(target, run, DESCRIPTION, base) == expected
        base = target
        with closing(Archive(target)) as archive:
            assert {thread.id: thread for _, thread in archive.threads()} == kept
        assert verify(target) == ()


def test_many_threads_share_a_dictionary_and_can_be_extended(tmp_path: Path) -> None:
    many = [replace(TREMOR, id=f"sample:{number}", title=f"Title {number}") for number in range(codec.SAMPLES + 50)]
    write_archive(tmp_path / "a", many)
    changed = replace(many[7], title="Changed")
    assert write_archive(tmp_path / "b", [changed, many[8], BARE], Description(), tmp_path / "a") == [
        UPDATED, UNCHANGED, UPDATED,
    ]  # fmt: skip
    assert verify(tmp_path / "b") == ()
    with closing(Archive(tmp_path / "b")) as archive:
        assert archive.blobs.get(layout.DICTIONARY)
        assert archive.thread("sample:7") == changed
        assert archive.thread(f"sample:{codec.SAMPLES + 49}") == many[codec.SAMPLES + 49]


def _told(number: int) -> Thread:
    chance = random.Random(number)
    words = " ".join(chance.choice(("eye", "hand", "shaking", "morning", "pain", "sleep")) for _ in range(60))
    return replace(TREMOR, id=f"sample:{number}", title=f"Title {number}", question=words)


def test_an_archive_that_grows_gets_a_dictionary(tmp_path: Path) -> None:
    threads = [_told(number) for number in range(2000)]
    write_archive(tmp_path / "0", threads[:10])
    sizes = []
    for i, (first, last) in enumerate(((10, 150), (150, 260), (260, 270), (270, 2000))):
        write_archive(tmp_path / f"{i + 1}", threads[first:last], Description(), tmp_path / f"{i}")
        with closing(Archive(tmp_path / f"{i + 1}")) as archive:
            sizes.append(len(archive.blobs.get(layout.DICTIONARY) or b""))
            assert [thread for _, thread in archive.threads()] == threads[:last]
        assert verify(tmp_path / f"{i + 1}") == ()
    assert sizes[0] == 0
    assert 0 < sizes[1] == sizes[2] < sizes[3]
    write_archive(tmp_path / "at once", threads)
    assert (tmp_path / "4").stat().st_size < 1.1 * (tmp_path / "at once").stat().st_size


@pytest.fixture
def of_first_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of 260 threads as the first version of the format had them: texts without numbers, whole hashes."""

    def train(samples: Sequence[bytes], size: int) -> codec.Trained:
        return codec.Trained(zstandard.train_dictionary(size, list(samples)).as_bytes(), list(samples))

    with monkeypatch.context() as before:
        before.setattr(layout, "FORMAT_VERSION", 1)
        before.setattr(codec, "_HASH_BYTES", 32)
        before.setattr(codec, "train", train)
        write_archive(tmp_path / "0", [_told(number) for number in range(260)])
    return tmp_path / "0"


def test_an_archive_of_the_first_version_is_read_extended_and_then_brought_up_to_date(
    of_first_version: Path, tmp_path: Path
) -> None:
    threads = [_told(number) for number in range(2000)]
    changes = write_archive(tmp_path / "1", [threads[0], *threads[260:270]], Description(), of_first_version)
    assert changes == [UNCHANGED, *[ADDED] * 10]
    write_archive(tmp_path / "2", threads[270:], Description(), tmp_path / "1")
    for name, count, version in (("0", 260, 1), ("1", 270, 1), ("2", 2000, 2)):
        with closing(Archive(tmp_path / name)) as archive:
            assert archive.info().format_version == version
            assert [thread for _, thread in archive.threads()] == threads[:count]
        assert verify(tmp_path / name) == ()


def test_programs_that_know_only_the_first_version_read_one_that_was_extended(
    of_first_version: Path, tmp_path: Path
) -> None:
    changed = replace(_told(3), question="Asked anew.")
    write_archive(tmp_path / "1", [changed, *map(_told, range(260, 270))], Description(), of_first_version)
    expected = {thread.id: thread for thread in map(_told, range(270))} | {changed.id: changed}
    assert _read_by_the_first_version(tmp_path / "1") == expected


def _read_by_the_first_version(path: Path) -> dict[str, Thread]:
    """What the program read and checked before there was a second version, in none of today's code but the model's."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        blob = "SELECT data, hash FROM blob WHERE name = 'dictionary'"
        dictionary, dictionary_hash = connection.execute(blob).fetchone()
        rows = connection.execute("SELECT id, hash, body FROM thread ORDER BY id").fetchall()
        (content_hash,) = connection.execute("SELECT value FROM meta WHERE key = 'content_hash'").fetchone()
    assert hashlib.sha256(dictionary).digest() == dictionary_hash
    assert hashlib.sha256(b"".join(digest for _, digest, _ in rows)).hexdigest() == content_hash
    reader = zstandard.ZstdDecompressor(dict_data=zstandard.ZstdCompressionDict(dictionary))
    found = {}
    for name, digest, body in rows:
        encoded = reader.decompress(body)
        assert hashlib.sha256(encoded).digest() == digest
        found[name] = msgspec.json.decode(encoded, type=Thread)
    return found


def test_a_thread_that_no_archive_can_hold_leaves_the_rest(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "a")
    writer.put(BARE)
    with pytest.raises(ImportFault):
        writer.put(Thread("a:1", "\ud800"))
    writer.finish(DESCRIPTION)
    writer.close()
    assert rows(tmp_path / "a") == {1: BARE.id}


def test_what_is_no_archive_is_not_extended(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("text")
    for base, reason in (("text", "text: not a QA Reader archive"), ("missing", "missing: there is no such archive")):
        with pytest.raises(ArchiveError, match=reason):
            ArchiveWriter(tmp_path / "b", tmp_path / base)
        assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE thread SET number = 9223372036854775807 WHERE number = 2",
        "UPDATE thread SET hash = 'text' WHERE number = 2",
        "UPDATE thread SET body = 'text' WHERE number = 2",
        "UPDATE department SET threads = 'many'",
        "UPDATE topic SET threads = x'00'",
        "UPDATE meta SET value = x'00' WHERE key = 'title'",
        "INSERT INTO blob VALUES ('dictionary', x'00', x'37a430ecffffffffffffffff')",
    ],
)
def test_a_damaged_archive_is_not_extended(archive_copy: Path, tmp_path: Path, change: str) -> None:
    tamper(archive_copy, change)
    with pytest.raises(ArchiveError):
        write_archive(tmp_path / "b", [EARLIER], Description(), archive_copy)


def test_negative_numbers_are_not_continued(archive_copy: Path, tmp_path: Path) -> None:
    tamper(archive_copy, "UPDATE thread SET number = -number")
    write_archive(tmp_path / "b", [replace(BARE, id="a:9")], Description(), archive_copy)
    assert rows(tmp_path / "b") == {1: "a:9"}


def test_damage_anywhere_in_what_is_extended_is_an_archive_error(archive_copy: Path, tmp_path: Path) -> None:
    whole, chance = archive_copy.read_bytes(), random.Random(11)
    for _ in range(40):
        content = bytearray(whole)
        for _ in range(chance.choice([1, 30])):
            content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        archive_copy.write_bytes(content[: chance.randrange(len(content)) if chance.random() < 0.3 else None])
        writer = None
        try:
            writer = ArchiveWriter(tmp_path / "b", archive_copy)
            for thread in (*THREADS, EARLIER):
                writer.put(thread)
            writer.finish(Description())
            list(writer.new_threads())
            writer.close()
        except ArchiveError:
            if writer:
                writer.abandon()


def test_abandoning_lets_go_of_the_file(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "a")
    writer.put(BARE)
    writer.abandon()
    shutil.move(tmp_path / "a", tmp_path / "b")
    with pytest.raises(ArchiveError):
        Archive(tmp_path / "b")
