"""The file of tabs, places and reading positions."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_reader import state
from qa_reader.errors import SettingsError
from qa_reader.model import Filters, Query, Scope, Sort, Topic
from qa_reader.state import OpenTab, State, Visit

FULL = Query(
    "twitch", Scope.BOOKMARKS, "", Topic("Tremor", "Neurology"), Filters(("夏語冰",), years=(2001, 2003)), Sort.OLDEST
)


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    kept = State().with_visit("one", Visit(FULL, (OpenTab("test:1", "Title"),), 0)).with_position("one/test:1", 812)
    state.save(tmp_path / "new" / "state.json", kept)
    assert state.load(tmp_path / "new" / "state.json") == kept
    assert state.load(tmp_path / "none.json") == State()


def test_half_a_character_can_be_saved(tmp_path: Path) -> None:
    kept = State().with_visit("one", Visit(Query("a\ud800b")))
    state.save(tmp_path / "state.json", kept)
    assert state.load(tmp_path / "state.json").visits["one"].query.text.startswith("a")


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b'{"visits": {"a": {"query": 7}}}', b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "state.json"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"state\.json.*set aside as state\.json\.damaged"):
        state.load(file)
    assert not file.exists()
    assert (tmp_path / "state.json.damaged").read_bytes() == content


def test_fields_of_a_newer_version_are_no_damage(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"positions": {"a/b": 3}, "mood": "good"}')
    assert state.load(tmp_path / "state.json").positions == {"a/b": 3}


def test_what_is_kept_is_bounded_and_the_oldest_goes_first() -> None:
    kept = State()
    for number in range(1100):
        kept = kept.with_position(f"a/{number}", 5).with_visit(str(number), Visit())
    assert len(kept.positions) == 1000
    assert len(kept.visits) == 20
    assert list(kept.visits)[-1] == "1099"
    assert "a/1099" not in kept.with_position("a/1099", 0).positions
