from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from qa_reader import files
from tests.folders import names


def test_a_block_that_ends_well_replaces_the_file(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "er" / "file.txt"
    for content in (b"first", b"second"):
        files.replace(target, content)
        assert target.read_bytes() == content
        assert names(target.parent) == ["file.txt"]


def test_a_block_that_raises_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "file.txt"
    target.write_bytes(b"old")
    with suppress(KeyboardInterrupt), files.replacement(target) as part:
        part.write_bytes(b"half")
        raise KeyboardInterrupt
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["file.txt"]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        files.replace(tmp_path / "folder", b"x")
    assert names(tmp_path) == ["folder"]


@pytest.mark.parametrize("name", ["a b#c%d?e", "檔案" * 40, "x" * 250])
def test_any_name_that_the_file_system_takes_will_do(tmp_path: Path, name: str) -> None:
    files.replace(tmp_path / name, b"x")
    assert names(tmp_path) == [name]


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_rights_stay_and_a_new_file_gets_the_usual_ones(tmp_path: Path) -> None:
    target, usual = tmp_path / "file.txt", tmp_path / "usual.txt"
    usual.touch()
    files.replace(target, b"x")
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    target.chmod(0o600)
    files.replace(target, b"y")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="links want rights on Windows")
def test_a_link_stays_and_the_file_it_leads_to_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    link.symlink_to(real)
    files.replace(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_parts_of_killed_processes_are_swept_by_the_next_and_no_others(tmp_path: Path) -> None:
    kept = [".other.txt.1234.part", "file.txt.part"]
    for name in (*kept, ".file.txt.old.part"):
        (tmp_path / name).touch()
    yesterday = time.time() - 25 * 60 * 60
    os.utime(tmp_path / ".file.txt.old.part", (yesterday, yesterday))
    with files.replacement(tmp_path / "file.txt") as first:
        first.write_bytes(b"x")
        os.utime(first, (yesterday, yesterday))  # held, however old
        files.replace(tmp_path / "file.txt", b"y")
        assert names(tmp_path) == sorted([*kept, first.name, "file.txt"])
    assert (tmp_path / "file.txt").read_bytes() == b"x"
    assert names(tmp_path) == sorted([*kept, "file.txt"])


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
def test_where_there_are_no_locks_age_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    for name in (".file.txt.new.part", ".file.txt.old.part"):
        (tmp_path / name).touch()
    yesterday = time.time() - 25 * 60 * 60
    os.utime(tmp_path / ".file.txt.old.part", (yesterday, yesterday))
    files.replace(tmp_path / "file.txt", b"x")
    assert names(tmp_path) == [".file.txt.new.part", "file.txt"]


def test_a_kill_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "file.txt"
    target.write_bytes(b"old")
    code = (
        "import os, pathlib, sys\nfrom qa_reader import files\n"
        "with files.replacement(pathlib.Path(sys.argv[1])) as part:\n"
        "    part.write_bytes(b'half'); os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert killed.returncode != 0
    assert target.read_bytes() == b"old"
    if os.name != "nt":
        files.replace(target, b"new")
        assert names(tmp_path) == ["file.txt"]


def test_damaged_files_are_set_aside_under_new_names(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    names = []
    for _ in range(3):
        file.write_bytes(b"x")
        names.append(files.set_aside(file).name)
    assert names == ["settings.json.damaged", "settings.json.damaged-2", "settings.json.damaged-3"]
    assert not file.exists()
