from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from qa_reader import files, scratch
from tests.folders import names


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
def test_scratch_folders_of_killed_processes_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    code = (
        "import os, sys, tempfile\nfrom qa_reader import scratch\ntempfile.tempdir = sys.argv[1]\n"
        "with scratch.folder('index') as folder:\n"
        "    (folder / 'large').write_bytes(b'x'); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert len(names(tmp_path)) == 1
    with scratch.folder("index") as one, scratch.folder("index") as other:
        assert names(tmp_path) == sorted([one.name, other.name])
    assert names(tmp_path) == []


def test_a_folder_that_says_nothing_of_its_maker_is_swept_when_it_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, new, other = (tmp_path / name for name in ("qa-reader-index-old", "qa-reader-index-new", "qa-reader-bench"))
    for folder in (old, new, other):
        folder.mkdir()
        (folder / "large").write_bytes(b"x")
    for folder in (old, other):
        os.utime(folder, (1, 1))
    with scratch.folder("index"):
        assert not old.exists()
    assert names(tmp_path) == [other.name, new.name]


def test_a_folder_that_another_build_swept_before_it_was_held_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def swept(**how: str) -> str:
        made.append(Path(make(**how)))
        if len(made) == 1:
            made[0].rmdir()
        return str(made[-1])

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    make = tempfile.mkdtemp
    monkeypatch.setattr(tempfile, "mkdtemp", swept)
    with scratch.folder("index") as folder:
        assert folder == made[1]
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_held_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: Path) -> AbstractContextManager[None]:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(files, "held", full)
    with pytest.raises(OSError, match="No space"), scratch.folder("index"):
        pass
    assert names(tmp_path) == []


def test_leavings_are_swept_wherever_scratch_folders_were_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual, large = tmp_path / "tmp", tmp_path / "var"
    left = [place / "qa-reader-index-left" for place in (usual, large)]
    for folder in left:
        folder.mkdir(parents=True)
        (folder / "in-use").touch()
        os.utime(folder / "in-use", (1, 1))
    monkeypatch.setattr(tempfile, "tempdir", str(usual))
    monkeypatch.setattr(scratch, "_LARGE", large)
    with scratch.folder("index"):
        assert not any(folder.exists() for folder in left)


def test_a_named_place_is_used_and_one_in_memory_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch.folder("index") as folder:
        assert folder.parent == tmp_path
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    with scratch.folder("index") as folder:
        assert folder.parent == Path("/var/tmp" if os.access("/var/tmp", os.W_OK) else "/tmp")
