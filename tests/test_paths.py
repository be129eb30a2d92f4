from __future__ import annotations

import os
import sys
from dataclasses import astuple
from pathlib import Path

import pytest

from qa_reader import paths


def test_a_data_folder_holds_all_of_it(tmp_path: Path) -> None:
    where = paths.default(tmp_path)
    places = [*astuple(where), where.user_database, where.settings_file, where.indexes, where.bundled]
    assert all(place.is_relative_to(tmp_path) for place in places)
    assert len({where.user_database, where.settings_file, where.indexes, where.bundled}) == 4
    assert not any(tmp_path.iterdir())


def test_the_system_says_where_its_folders_are() -> None:
    where = paths.default()
    assert all(place.is_absolute() and "qa-reader" in place.parts for place in astuple(where))
    assert where.cache not in {where.data, where.settings}


# ---------------------------------------------------------------- a portable installation


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process takes itself to be frozen."""
    program = tmp_path / "QA Reader.AppDir" / "usr" / "lib" / "qa-reader" / "qa-reader"
    program.parent.mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.delenv("APPIMAGE", raising=False)
    monkeypatch.delenv("APPDIR", raising=False)
    return program


def test_a_folder_beside_the_frozen_program_holds_all_of_it(program: Path) -> None:
    (program.parent / "data").mkdir()
    assert all(place.is_relative_to(program.parent / "data") for place in astuple(paths.default()))


def test_without_that_folder_the_system_says_where(program: Path) -> None:
    assert paths.portable() is None
    assert "qa-reader" in paths.default().data.parts


def test_a_named_folder_goes_before_the_portable_one(program: Path, tmp_path: Path) -> None:
    (program.parent / "data").mkdir()
    assert paths.default(tmp_path / "mine").data == tmp_path / "mine"


def test_a_checkout_is_never_portable(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (program.parent / "data").mkdir()
    monkeypatch.delattr(sys, "frozen")
    assert paths.portable() is None


def test_a_folder_at_the_top_of_an_appdir_counts(program: Path) -> None:
    top = program.parents[3]
    (top / "data").mkdir()
    assert paths.portable() is None  # any folder above might be called so
    (top / "AppRun").touch()
    assert paths.portable() == top / "data"


def test_a_folder_beside_an_appimage_counts_for_that_appimage_alone(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stick" / "data").mkdir(parents=True)
    monkeypatch.setenv("APPIMAGE", str(tmp_path / "stick" / "qa-reader.AppImage"))
    monkeypatch.setenv("APPDIR", str(tmp_path / "somebody-elses-mount"))
    assert paths.portable() is None
    monkeypatch.setenv("APPDIR", str(program.parents[3]))
    assert paths.portable() == tmp_path / "stick" / "data"


def test_a_folder_beside_an_app_of_macos_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "QA Reader.app" / "Contents" / "MacOS" / "qa-reader"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    (tmp_path / "data").mkdir()
    assert paths.portable() == tmp_path / "data"


# ---------------------------------------------------------------- what is double-clicked


@pytest.mark.parametrize("name", ["a b.qarchive", "問答.qarchive", "100%.qarchive", "what#is?this.qarchive"])
def test_a_file_link_is_the_file(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    assert paths.of_argument(file.as_uri()) == file
    assert paths.of_argument(str(file)) == file


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names of files are Unicode there")
def test_a_file_link_may_name_a_file_whose_name_is_not_unicode(tmp_path: Path) -> None:
    assert paths.of_argument("file:///tmp/%ff.qarchive") == Path(os.fsdecode(b"/tmp/\xff.qarchive"))
