from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_reader import settings
from qa_reader.errors import SettingsError
from qa_reader.settings import Settings
from tests.folders import names

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_no_file_means_defaults(file: Path) -> None:
    assert settings.load(file) == Settings()


@pytest.mark.parametrize("archive", ["", "/tmp/藥 #%?.qarchive", "/tmp/\udcff.qarchive", 'a"\\\n\0b'])
def test_what_is_saved_is_loaded(file: Path, archive: str) -> None:
    saved = Settings(archive=archive, text_zoom=150, colour_scheme="dark")
    settings.save(file, saved)
    assert settings.load(file) == saved


@given(stored=st.dictionaries(st.sampled_from([*asdict(Settings()), "unknown"]), VALUES))
def test_values_of_wrong_types_keep_their_defaults(stored: dict[str, object]) -> None:
    found = asdict(settings.from_stored(stored))
    for name, usual in asdict(Settings()).items():
        right = name in stored and type(stored[name]) is type(usual)
        assert name == "recent" or found[name] == (stored[name] if right else usual)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe{}", b"[" * 100_000, b"{" + b'"a":' * 9, b"9" * 5000]
)
def test_a_damaged_file_is_set_aside_and_said(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"settings\.json.*set aside as settings\.json\.damaged"):
        settings.load(file)
    assert settings.load(file) == Settings()
    assert (file.parent / "settings.json.damaged").read_bytes() == content


def test_a_damaged_file_that_cannot_be_set_aside_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"{")

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(SettingsError, match="cannot be set aside: Permission denied"):
        settings.load(file)


def test_faults_of_the_file_system_are_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        settings.load(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot be written"):
        settings.save(tmp_path / "file" / "settings.json", Settings())
    assert names(tmp_path) == ["file"]


def test_saved_settings_are_json_for_people(file: Path) -> None:
    settings.save(file, Settings())
    assert json.loads(file.read_text("ascii")) == asdict(Settings())
    assert file.read_text("ascii").count("\n") > 5


def test_of_the_archives_that_were_open_only_paths_are_kept(file: Path) -> None:
    file.write_text('{"recent": {"a": ["x"], "b": null, "c": "", "d": "/a.qarchive", "e": {}}}')
    assert settings.load(file).recent == {"d": "/a.qarchive"}
