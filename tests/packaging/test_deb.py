"""The Debian package, as far as it can be looked at without freezing the program."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from packers import deb, folder, linux, project, pruning, smoke

pytestmark = pytest.mark.skipif(
    not (shutil.which("dpkg-deb") and shutil.which("objdump")),
    reason="dpkg-deb or objdump is not installed",
)


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A stand-in for the frozen program: two real programs of this machine."""
    program = tmp_path / "dist" / "qa-reader"
    program.mkdir(parents=True)
    (program / "qa-reader").write_bytes(Path("/bin/true").read_bytes())
    (program / "qa-reader").chmod(0o755)
    (program / "_internal").mkdir()
    (program / "_internal" / "libown.so.1").write_bytes(Path("/bin/true").read_bytes())
    monkeypatch.setattr(project, "DIST", tmp_path / "dist")
    monkeypatch.setattr(deb, "TREE", tmp_path / "tree")
    monkeypatch.setattr(folder, "FOLDER", program)
    monkeypatch.setattr(folder, "PROGRAM", program / "qa-reader")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    project.epoch.cache_clear()
    yield program
    project.epoch.cache_clear()


def field(package: Path, name: str) -> str:
    said = subprocess.run(["dpkg-deb", "--field", package, name], capture_output=True, text=True, check=True)
    return said.stdout.strip()


def test_the_package_has_what_the_program_loads_for_its_dependencies(frozen: Path) -> None:
    made = deb.make(reuse=True, fast=True)
    assert field(made, "Package") == "qa-reader"
    assert field(made, "Version") == f"{project.version()}-1"
    assert field(made, "Depends").startswith("libc6 (>= 2.")
    assert int(field(made, "Installed-Size")) == linux.installed_kib(deb.TREE)


def test_the_same_program_gives_the_same_bytes(frozen: Path) -> None:
    first = deb.make(reuse=True, fast=True).read_bytes()
    (frozen / "qa-reader").touch()
    assert deb.make(reuse=True, fast=True).read_bytes() == first


def test_a_library_that_nobody_has_stops_the_build(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "loads", lambda _: ["libunheard-of.so.7", "libc.so.6", "libown.so.1"])
    with pytest.raises(ValueError, match=r"libunheard-of\.so\.7$"):
        deb.depends(frozen)


def test_the_links_of_a_desktop_lead_to_the_program(frozen: Path) -> None:
    deb.make(reuse=True, fast=True)
    link = deb.TREE / "usr" / "bin" / "qa-reader"
    assert link.is_symlink()
    assert link.resolve() == (deb.TREE / "usr/lib/qa-reader/qa-reader").resolve()


def test_an_older_package_has_a_lower_number_and_a_file_more(frozen: Path, tmp_path: Path) -> None:
    made = deb.make(reuse=True, fast=True)
    older = smoke.older_package(made, tmp_path / "older.deb")
    assert field(older, "Version") == "0.0.1-1"
    names = [
        subprocess.run(["dpkg-deb", "--contents", file], capture_output=True, text=True, check=True).stdout
        for file in (made, older)
    ]
    assert ["of-the-older-version" in listed for listed in names] == [False, True]
