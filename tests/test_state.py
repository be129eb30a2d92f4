"""The file of tabs, places and reading positions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qa_reader import state
from qa_reader.errors import SettingsError
from qa_reader.model import Filters, Hit, HitPage, Query, Scope, Snippet, Sort, Span, ThreadRef, Topic
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


def page(query: Query, archive: str = "one") -> HitPage:
    snippet = Snippet("Twitching, 眼皮 \ud800", (Span(0, 9), Span(11, 13)))
    hits = (
        Hit(1, ThreadRef(archive, "test:1"), 2.5, "Title", "Neurology", "Dr. A", date(2020, 1, 2), None, snippet),
        Hit(2, ThreadRef(archive, "test:2"), 0.1, "標題", replied=date(2021, 3, 4), title_spans=(Span(0, 1),)),
    )
    return HitPage(query, 0, hits, 812, 3.4, ("A note.",), {"year": {"2020": 1}}, repeats=((0, 1),))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "a.qarchive"
    file.write_bytes(b"an archive")
    return file


@pytest.mark.parametrize("query", [Query(), Query("眼皮 a\ud800b", sort=Sort.OLDEST), Query("", department="眼科")])
def test_the_rows_that_were_seen_last_are_there_at_the_next_start(tmp_path: Path, archive: Path, query: Query) -> None:
    file, seen = tmp_path / "state.json", page(query)
    state.save(file, State().with_seen(str(archive), seen))
    first = state.first_rows(file, archive)
    assert first is not None
    assert (first.hits, first.total, first.query, first.repeats) == (seen.hits, 812, query, ((0, 1),))


def test_rows_of_a_changed_archive_of_bookmarks_or_of_filters_are_not_shown_again(
    tmp_path: Path, archive: Path
) -> None:
    file = tmp_path / "state.json"
    assert state.first_rows(file, archive) is None
    for query in (Query(scope=Scope.BOOKMARKS), FULL, Query(filters=Filters(("夏語冰",)))):
        state.save(file, State().with_seen(str(archive), page(query)))
        assert state.first_rows(file, archive) is None
    state.save(file, State().with_seen(str(archive), page(Query())))
    assert state.first_rows(file, tmp_path / "other.qarchive") is None
    archive.write_bytes(b"another archive")
    assert state.first_rows(file, archive) is None


@pytest.mark.parametrize("content", ["", "[]", '{"seen": 7}', '{"seen": {"path": 1}}', '{"seen": {"page": {}}}'])
def test_rows_that_cannot_be_read_are_not_there(tmp_path: Path, archive: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content)
    assert state.first_rows(tmp_path / "state.json", archive) is None


def test_an_archive_that_went_away_keeps_nothing_from_being_saved(tmp_path: Path, archive: Path) -> None:
    kept = State().with_seen(str(archive), page(Query())).with_position("one/test:1", 5)
    archive.unlink()
    state.save(tmp_path / "state.json", kept)
    assert state.load(tmp_path / "state.json").positions == {"one/test:1": 5}
