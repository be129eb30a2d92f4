from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_reader.archive import Archive, ArchiveWriter, BlobFile, Description
from qa_reader.errors import ArchiveError
from tests.archive.hostile import complaint, tamper
from tests.threads import BARE

NAMES = st.text("abc/é眼%_", max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(blobs=st.dictionaries(NAMES, st.binary(max_size=20)), prefix=NAMES, deleted=st.sets(NAMES))
def test_a_file_of_blobs_is_a_dictionary(
    tmp_path: Path, blobs: dict[str, bytes], prefix: str, deleted: set[str]
) -> None:
    file = tmp_path / "a.index"
    file.unlink(missing_ok=True)
    with BlobFile.create(file) as store:
        for name, blob in blobs.items():
            store.put(name, b"an older one")
            store.put(name, blob)
        for name in deleted:
            store.delete(name)
    left = {name: blob for name, blob in blobs.items() if name not in deleted}
    with closing(BlobFile(file)) as store:
        assert list(store.scan(prefix)) == sorted(
            (name, blob) for name, blob in left.items() if name.startswith(prefix)
        )
        assert all(store.get(name) == left.get(name) for name in {*blobs, *deleted, prefix})


def test_blobs_that_were_not_completed_are_not_there(tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt), BlobFile.create(tmp_path / "a.index") as store:
        store.put("index/manifest", b"half")
        raise KeyboardInterrupt
    # not even a file of none: it is for a place that it never takes
    assert complaint(lambda: BlobFile(tmp_path / "a.index"), ArchiveError)


def test_blobs_of_an_archive_are_read_only(archive_path: Path) -> None:
    with closing(Archive(archive_path)) as archive, pytest.raises(ArchiveError, match=r"a\.qarchive: "):
        archive.blobs.put("index/manifest", b"")


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.index").write_bytes(b"x" * 5000)
    with pytest.raises(ArchiveError, match=r"a\.index: "):
        BlobFile(tmp_path / "a.index")
    with pytest.raises(ArchiveError, match="no such archive"):
        BlobFile(tmp_path / "missing.index")


def scan(path: Path) -> None:
    with closing(Archive(path)) as archive:
        list(archive.blobs.scan(""))


def test_a_damaged_page_is_named_where_it_is_read(archive_copy: Path) -> None:
    whole = archive_copy.read_bytes()
    for cut in range(len(whole) // 2, len(whole), 4096):
        archive_copy.write_bytes(whole[:cut])
        said = complaint(lambda: scan(archive_copy), ArchiveError)
        assert not said or said.startswith(f"{archive_copy}: ")  # some cuts do no harm


def test_a_blob_that_is_not_bytes_is_refused(archive_copy: Path) -> None:
    tamper(archive_copy, "UPDATE blob SET data = 'text' WHERE name = 'index/manifest'")
    with closing(Archive(archive_copy)) as archive:
        with pytest.raises(ArchiveError, match="not bytes"):
            archive.blobs.get("index/manifest")
        with pytest.raises(ArchiveError, match="not bytes"):
            list(archive.blobs.scan("index/"))


def test_clearing_the_index_keeps_the_dictionary(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "a.qarchive")
    writer.put(BARE)
    writer.finish(Description())
    for name in ("dictionary", "index/manifest", "segment/1/a"):
        writer.blobs.put(name, b"x" * 9)
    writer.clear_index()
    assert [name for name, _ in writer.blobs.scan("")] == ["dictionary"]
    writer.close()
