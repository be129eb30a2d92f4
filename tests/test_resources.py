from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_reader import resources


@pytest.fixture(autouse=True)
def _look_again() -> Iterator[None]:
    resources.root.cache_clear()
    yield
    resources.root.cache_clear()


def test_the_checkout_has_them() -> None:
    assert resources.path("templates/page.html.j2").is_file()
    assert "{" in resources.text("styles/page.css")


def test_the_wheel_has_them_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "qa_reader" / "_resources").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "qa_reader")
    assert resources.root() == tmp_path / "qa_reader" / "_resources"
    assert resources.bundled_archive() is None
    (resources.root() / "bundled.qarchive").touch()
    assert resources.bundled_archive() == resources.root() / "bundled.qarchive"


def test_the_frozen_program_has_them_where_it_unpacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.root() == tmp_path / "resources"


def test_an_incomplete_installation_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "a" / "b" / "c")
    with pytest.raises(FileNotFoundError, match="own files are missing"):
        resources.root()


def test_the_wheel_carries_every_resource_but_the_sources_of_the_bundled_archive() -> None:
    project = tomllib.loads((resources.root().parent / "pyproject.toml").read_text(encoding="utf-8"))
    carried = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"])
    sources = {"archive", "departments.toml", "hospitals.toml"}
    there = {f"resources/{entry.name}" for entry in resources.root().iterdir() if entry.name not in sources}
    assert {entry for entry in there if any(Path(resources.root().parent, entry).rglob("*")) or "." in entry} <= carried
