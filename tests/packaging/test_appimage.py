"""The folder for any Linux: its install script really run, in an empty home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from packers import appimage, icons, linux, project

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="shell scripts for Linux")


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An AppDir whose program is a script that says where it is and with what it was started."""
    program = tmp_path / "dist" / "qa-reader" / "qa-reader"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$0" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setattr(project, "DIST", tmp_path / "dist")
    icons.make(project.BUILD / "icons")
    return appimage.lay_out(tmp_path / "unpacked" / "qa-reader.AppDir")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home of a reader"
    home.mkdir()
    return home


def call(home: Path, program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": os.environ["PATH"]}
    return subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)


def test_the_folder_starts_where_it_lies(unpacked: Path, home: Path) -> None:
    said = call(home, unpacked / "AppRun", "--search", "two words").stdout
    assert said == f"{unpacked}/usr/lib/qa-reader/qa-reader --search two words\n"


def test_the_folder_is_what_appimages_tools_want(unpacked: Path) -> None:
    assert os.access(unpacked / "AppRun", os.X_OK)
    assert (unpacked / "qa-reader.desktop").resolve().is_file()
    assert (unpacked / "qa-reader.svg").resolve().is_file()
    assert (unpacked / ".DirIcon").resolve().is_file()
    assert "@" not in (unpacked / "README.txt").read_text()


def test_installing_needs_no_root_and_uninstalling_leaves_the_readers_own(unpacked: Path, home: Path) -> None:
    kept = home / ".local/share/qa-reader/user.sqlite3"
    kept.parent.mkdir(parents=True)
    kept.write_text("kept")
    done = call(home, unpacked / "install.sh")
    assert done.returncode == 0, done.stderr
    program = home / ".local/bin/qa-reader"
    assert call(home, program).stdout.startswith(str(home / ".local/opt/qa-reader/usr/lib/qa-reader/qa-reader"))
    entry = (home / ".local/share/applications/qa-reader.desktop").read_text()
    assert f'Exec="{home}/.local/opt/qa-reader/AppRun" %u\n' in entry
    assert (home / ".local/share/mime/packages/qa-reader.xml").is_file()
    done = call(home, home / ".local/opt/qa-reader/uninstall.sh")
    assert done.returncode == 0, done.stderr
    left = {file for file in home.rglob("*") if file.is_file() or file.is_symlink()}
    assert {file for file in left if "qa-reader" in str(file)} == {kept}


def test_an_upgrade_replaces_the_program_and_keeps_a_portable_data_folder(unpacked: Path, home: Path) -> None:
    call(home, unpacked / "install.sh")
    target = home / ".local/opt/qa-reader"
    (target / "of-the-older-version").touch()
    (target / "data").mkdir()
    (target / "data" / "user.sqlite3").write_text("kept")
    done = call(home, unpacked / "install.sh")
    assert done.returncode == 0, done.stderr
    assert not (target / "of-the-older-version").exists()
    assert (target / "data" / "user.sqlite3").read_text() == "kept"
    done = call(home, target / "uninstall.sh")  # it does not take the reader's own with it
    assert done.returncode == 1
    assert "move that folder away" in done.stderr
    assert (target / "data" / "user.sqlite3").exists()


def test_a_folder_that_is_somebody_elses_is_not_replaced(unpacked: Path, home: Path) -> None:
    other = home / ".local/opt/qa-reader/thesis.txt"
    other.parent.mkdir(parents=True)
    other.touch()
    assert call(home, unpacked / "install.sh").returncode == 1
    assert other.exists()


def test_the_scripts_are_of_a_plain_shell() -> None:
    for script in appimage.SCRIPTS:
        assert subprocess.run(["sh", "-n", linux.FILES / script], check=False).returncode == 0
