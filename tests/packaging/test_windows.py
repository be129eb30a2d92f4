"""The installers for Windows, really built from a stand-in payload; what they would do there is read back from them."""

from __future__ import annotations

import ast
import shutil
import subprocess
from pathlib import Path

import pytest
from packers import icons, project, windows


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.fixture
def payload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What freezing on Windows leaves, with names that are no easy ones."""
    folder = tmp_path / "frozen"
    for name in (windows.PROGRAM, "qa-reader.exe", "_internal/python311.dll", "_internal/resources/a & b.txt"):
        project.write(folder / name, f"stand-in for {name}")
    monkeypatch.setattr(project, "DIST", tmp_path / "dist")
    project.DIST.mkdir()
    icons.make(project.BUILD / "icons")
    return folder


@needs("makensis")
def test_the_setup_carries_the_payload_and_says_its_version(payload: Path) -> None:
    before = windows.setup(payload).read_bytes()
    assert before.startswith(b"MZ")
    for text in ("QA Reader setup", project.version(), "ProductName"):
        assert text.encode("utf-16-le") in before
    (payload / "_internal" / "more.dll").write_bytes(bytes(range(256)) * 4000)
    assert len(windows.setup(payload).read_bytes()) > len(before)


@needs("makensis")
def test_the_same_payload_gives_the_same_setup(payload: Path) -> None:
    first = windows.setup(payload).read_bytes()
    assert windows.setup(payload).read_bytes() == first


@needs("wixl")
@needs("msiinfo")
def test_the_msi_has_every_file_of_the_payload(payload: Path) -> None:
    listed = table(windows.msi(payload), "File")
    names = {row[2].split("|")[-1] for row in listed}
    assert names == {file.name for file in payload.rglob("*") if file.is_file()}


@needs("wixl")
@needs("msiinfo")
def test_the_msi_is_for_one_user_and_registers_file_type_and_links(payload: Path) -> None:
    made = windows.msi(payload)
    rows = {(row[2], row[3]): row[4] for row in table(made, "Registry")}
    assert all(row[1] == "1" for row in table(made, "Registry"))  # HKEY_CURRENT_USER
    classes = "Software\\Classes"
    assert rows[f"{classes}\\.qarchive", ""] == "QAReader.Archive"
    assert rows[f"{classes}\\qa-reader", "URL Protocol"] == ""
    assert rows[f"{classes}\\qa-reader\\shell\\open\\command", ""] == '"[INSTALLDIR]QA Reader.exe" "%1"'
    properties = {row[0]: row[1] for row in table(made, "Property")}
    assert properties["ProductVersion"] == project.version()
    assert "ALLUSERS" not in properties
    assert properties["UpgradeCode"]


def test_a_name_that_wixl_cannot_take_is_named(payload: Path) -> None:
    (payload / "問.txt").touch()
    with pytest.raises(ValueError, match="問"):
        windows.msi(payload)


def test_parts_of_the_msi_keep_their_names_from_version_to_version(
    payload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = "".join(windows._tree(payload, payload, iter(range(100))))
    monkeypatch.setattr(project, "version", lambda: "9.9.9")
    assert "".join(windows._tree(payload, payload, iter(range(100)))) == first


def test_the_version_resource_is_readable_and_says_the_version() -> None:
    text = Path(windows.version_resource()).read_text(encoding="utf-8")
    ast.parse(text)
    assert project.version() in text
    assert "@" not in text


def table(package: Path, name: str) -> list[list[str]]:
    """The rows of a table of an .msi."""
    said = subprocess.run(["msiinfo", "export", package, name], capture_output=True, check=True)
    return [line.split("\t") for line in said.stdout.decode().splitlines()[3:]]
