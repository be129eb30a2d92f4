from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from qa_reader.archive import UserDatabase, moving, user_merge
from qa_reader.archive.moving import Everything
from qa_reader.archive.user_threads import merged_text
from qa_reader.errors import ImportFault
from qa_reader.kept import Folder, Kept
from qa_reader.model import Bookmark
from tests.kept import everything, fill, kept, known, ref

SLOW = settings(deadline=None, max_examples=60)


@contextmanager
def empty() -> Iterator[UserDatabase]:
    with TemporaryDirectory() as folder, closing(UserDatabase(Path(folder) / "user.sqlite3")) as user:
        user._file.connection.execute("PRAGMA synchronous = OFF")  # a thousand small databases
        yield user


def merged(user: UserDatabase, given_: Everything) -> Any:
    """By way of the file's bytes."""
    return user_merge.merge(user._file, moving.decode(moving.encode(given_)))


def same(one: Everything, other: Everything) -> bool:
    return replace(one, exported="") == replace(other, exported="")


@SLOW
@given(kept())
def test_what_is_exported_and_imported_into_nothing_is_the_same(mine: Everything) -> None:
    with empty() as user:
        merged(user, mine)
        assert same(everything(user), mine)


@SLOW
@given(kept(), kept())
def test_a_second_import_changes_nothing(mine: Everything, yours: Everything) -> None:
    with empty() as user:
        merged(user, mine)
        merged(user, yours)
        once = everything(user)
        again = merged(user, yours)
        assert same(everything(user), once)
        assert not again.added
        assert not again.changed


@SLOW
@given(kept(), kept())
def test_an_import_loses_nothing(mine: Everything, yours: Everything) -> None:
    with empty() as user:
        merged(user, mine)
        merged(user, yours)
        both = everything(user)
    for part in (mine, yours):
        for name in ("folders", "highlights", "searches"):
            assert {one.id for one in getattr(part, name)} <= {one.id for one in getattr(both, name)}
        for name in ("bookmarks", "notes", "read", "history"):
            assert {one.ref for one in getattr(part, name)} <= {one.ref for one in getattr(both, name)}
        tags, notes = ({one.ref: getattr(one, name) for one in both.bookmarks} for name in ("tags", "note"))
        for bookmark in part.bookmarks:
            assert set(bookmark.tags) <= set(tags[bookmark.ref])
            assert bookmark.note in notes[bookmark.ref]
        texts = {one.ref: one.text for one in both.notes}
        assert all(note.text in texts[note.ref] for note in part.notes)
    folders = {folder.id: folder.parent for folder in both.folders}
    assert all(_reaches_top(folder, folders) for folder in folders)
    assert {bookmark.folder for bookmark in both.bookmarks} <= {"", *folders}


def _reaches_top(folder: str, parents: dict[str, str]) -> bool:
    for _ in parents:
        folder = parents[folder]
        if not folder:
            return True
    return False


def test_the_later_change_wins_and_both_texts_stay() -> None:
    with empty() as user:
        fill(user)
        mine = everything(user)
        yours = replace(
            mine,
            bookmarks=tuple(replace(one, note="Yours.", folder="", changed="2999-01-01") for one in mine.bookmarks),
            searches=tuple(replace(one, name="Yours", changed="2000-01-01") for one in mine.searches),
        )
        counts = merged(user, yours)
        after = {one.ref: one for one in user.bookmarks()}
        assert after[ref(1)].note == "Yours.\n\nAsk about the dose."
        assert after[ref(1)].folder == ""
        assert [one.name for one in user.searches.searches()] == ["Tremor"]
        assert counts.changed == {Kept.BOOKMARKS: 4}
        assert counts.unchanged[Kept.SEARCHES] == 1


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("a", "", "a"),
        ("", "b", "b"),
        ("long text", "text", "long text"),
        ("a", "b", "b\n\na"),
        ("same", "same", "same"),
    ],
)
def test_two_texts_become_one_that_loses_nothing(one: str, other: str, both: str) -> None:
    assert merged_text(one, "2020", other, "2021") == both


def test_folders_that_lead_nowhere_come_to_the_top() -> None:
    a, b, c = (
        Folder(letter * 8, letter, parent * 8, changed=f"200{n}-01-01")
        for n, (letter, parent) in enumerate([("a", "b"), ("b", "a"), ("c", "x")])
    )
    with empty() as user:
        merged(user, Everything(folders=(a, b, c), bookmarks=(Bookmark(ref(1), "T", folder="nowhere"),)))
        parents = {folder.name: folder.parent for folder in user.shelf.folders()}
        assert parents["c"] == ""
        assert sorted([parents["a"], parents["b"]]) in (["", "aaaaaaaa"], ["", "bbbbbbbb"])
        assert user.bookmarks()[0].folder == ""


def test_private_reading_takes_no_import(tmp_path: Path) -> None:
    with empty() as user:
        fill(user)
        (tmp_path / "a.json").write_bytes(user.export())
        user.private = True
        with pytest.raises(Exception, match="Private reading keeps nothing"):
            user.merge(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"format": "qa-reader-kept/2"}, "not a file of bookmarks"),
        ({"format": None}, "not a file of bookmarks"),
        ({"bookmarks": [{"ref": ["a", "b"]}]}, "title"),
        ({"bookmarks": [{"ref": ["a b", "c"], "title": "T"}]}, "does not name a thread"),
        ({"bookmarks": [{"ref": ["a", "b"], "title": "T", "created": "yesterday"}]}, "no moment"),
        ({"bookmarks": [{"ref": ["a", "b"], "title": "T", "position": -1}]}, "position"),
        ({"bookmarks": [{"ref": ["a", "b"], "title": "T", "note": "x" * 1_000_001}]}, "longer than"),
        ({"highlights": [{"id": "1", "ref": ["a", "b"], "part": "footer", "anchor": {"quote": "q"}}]}, "no part"),
        ({"highlights": [{"id": "1", "ref": ["a", "b"], "part": "question", "anchor": {"quote": ""}}]}, "quote"),
        ({"history": [{"visited": "2020-01-01"}]}, "a visit is of"),
        ({"history": [{"visited": "", "ref": ["a", "b"]}]}, "visited"),
        ({"folders": [{"id": "", "name": "x"}]}, "id"),
        ({"folders": 3}, "folders"),
    ],
)
def test_a_file_that_is_wrong_anywhere_changes_nothing(tmp_path: Path, change: dict[str, object], fault: str) -> None:
    file = tmp_path / "kept.json"
    with empty() as user:
        fill(user)
        before = everything(user)
        content = json.loads(user.export()) | change
        file.write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(ImportFault, match=f"kept.json: .*{fault}"):
            user.merge(file)
        assert same(everything(user), before)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"format": "qa-reader-kept/1", "notes": [{"ref": ["a","b"], "text": "\\ud800"}]}',
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept.json").write_bytes(content)
    with empty() as user, pytest.raises(ImportFault, match=r"kept\.json: "):
        user.merge(tmp_path / "kept.json")


def test_moments_are_written_as_ours_whatever_their_zone() -> None:
    with empty() as user:
        merged(user, Everything(bookmarks=(Bookmark(ref(1), "T", created="2024-05-01T10:00:00+08:00"),)))
        assert user.bookmarks()[0].created == "2024-05-01T02:00:00.000000+00:00"


def test_what_is_known_of_a_thread_here_stays() -> None:
    with empty() as user:
        user.shelf.add(known(1))
        merged(user, Everything(bookmarks=(Bookmark(ref(1), "Another title"),)))
        assert [one.title for one in user.bookmarks()] == ["Title 1"]


def test_folders_too_deep_come_beside_the_deepest() -> None:
    chain = tuple(Folder(_id(number), f"f{number}", _id(number - 1) if number else "") for number in range(1500))
    with empty() as user:
        merged(user, Everything(folders=chain))
        parents = {one.id: one.parent for one in user.shelf.folders()}
        assert all(parents[one.id] == one.parent for one in chain[:32])
        assert {parents[one.id] for one in chain[32:]} == {_id(30)}
        assert not merged(user, Everything(folders=chain)).changed


def test_of_folders_within_each_other_the_first_goes_to_the_top() -> None:
    ring = tuple(
        Folder(_id(one), "x", _id(other), changed=f"20{9 - one}0-01-01")
        for one, other in ((1, 2), (2, 3), (3, 1), (4, 1))
    )
    with empty() as user:
        merged(user, Everything(folders=ring))
        parents = {one.id: one.parent for one in user.shelf.folders()}
        assert parents == {_id(1): _id(2), _id(2): _id(3), _id(3): "", _id(4): _id(1)}


def _id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"
