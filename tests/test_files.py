from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from qa_reader import files
from tests.folders import names

if sys.platform != "win32":
    import fcntl

posix = pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")


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
    kept = [".other.txt.1234.part", ".other.txt.1234.lock", "file.txt.part", "file.txt.lock", ".file.txt.new.part"]
    for name in kept:
        (tmp_path / name).touch()
    for name in (".file.txt.old.part", ".file.txt.dead.part", ".file.txt.dead.lock", ".file.txt.alone.lock"):
        _make_old(tmp_path / name)
    with files.replacement(tmp_path / "file.txt") as first:
        first.write_bytes(b"x")
        _make_old(first)  # held, however old
        lock = first.with_suffix(".lock")
        files.replace(tmp_path / "file.txt", b"y")
        assert names(tmp_path) == sorted([*kept, first.name, lock.name, "file.txt"])
    assert (tmp_path / "file.txt").read_bytes() == b"x"
    assert names(tmp_path) == sorted([*kept, "file.txt"])


def _make_old(file: Path) -> None:
    file.touch()
    yesterday = time.time() - 25 * 60 * 60
    os.utime(file, (yesterday, yesterday))


@posix
def test_locks_tell_at_once_whose_maker_is_gone(tmp_path: Path) -> None:
    for name in (".file.txt.dead.part", ".file.txt.dead.lock", ".file.txt.alone.lock"):
        (tmp_path / name).touch()
    with files.replacement(tmp_path / "file.txt") as first:
        first.write_bytes(b"x")
        _make_old(first.with_suffix(".lock"))
        files.replace(tmp_path / "file.txt", b"y")
        assert names(tmp_path) == sorted([first.name, first.with_suffix(".lock").name, "file.txt"])


@posix
def test_the_part_itself_is_not_locked(tmp_path: Path) -> None:
    """Others could not write a locked file where a server keeps the locks: CIFS refuses, NFS's meet SQLite's."""
    with files.replacement(tmp_path / "file.txt") as part, part.open("wb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pytest.raises(BlockingIOError), part.with_suffix(".lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


@posix
def test_a_lock_that_is_swept_before_it_is_held_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "lock"
    _once_before_locking(monkeypatch, lock.unlink)
    with files.held(lock), files.deserted(lock) as gone:
        assert lock.exists()
        assert not gone


@posix
def test_a_lock_that_another_took_the_place_of_is_not_deserted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    with ExitStack() as stack:

        def remake() -> None:
            lock.unlink()
            stack.enter_context(files.held(lock))

        _once_before_locking(monkeypatch, remake)
        with files.deserted(lock) as gone:
            assert not gone


def _once_before_locking(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    flock = fcntl.flock

    def first(handle: int, how: int) -> None:
        monkeypatch.setattr("fcntl.flock", flock)
        happens()
        flock(handle, how)

    monkeypatch.setattr("fcntl.flock", first)


@posix
def test_where_there_are_no_locks_age_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    new = [".file.txt.new.lock", ".file.txt.new.part"]
    for name in new:
        (tmp_path / name).touch()
    for name in (".file.txt.old.part", ".file.txt.old.lock"):
        _make_old(tmp_path / name)
    files.replace(tmp_path / "file.txt", b"x")
    assert names(tmp_path) == [*new, "file.txt"]


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
