from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from qa_reader.archive import UserDatabase, user_shelf
from qa_reader.errors import NotFoundError, UserDatabaseError
from qa_reader.kept import DEEPEST, Kept
from qa_reader.model import Shelved, ThreadRef
from tests.kept import known, ref


@pytest.fixture
def user(tmp_path: Path) -> Iterator[UserDatabase]:
    with closing(UserDatabase(tmp_path / "user.sqlite3")) as made:
        yield made


def numbers(user: UserDatabase, folder: str | None = None, order: Shelved = Shelved.OWN) -> list[int]:
    return [int(one.ref.thread.partition(":")[2]) for one in user.shelf.bookmarks(order, folder=folder)]


def tree(user: UserDatabase, parent: str = "") -> list[object]:
    """The names of folders, each followed by the list of those in it."""
    entries: list[object] = []
    for folder in user.shelf.folders():
        if folder.parent == parent:
            within = tree(user, folder.id)
            entries += [folder.name, within] if within else [folder.name]
    return entries


def test_a_bookmark_keeps_what_is_known_of_its_thread(user: UserDatabase) -> None:
    change = user.shelf.add(known(1))
    assert change.kinds == {Kept.BOOKMARKS}
    assert change.refs == {ref(1)}
    (kept,) = user.bookmarks()
    assert (kept.title, kept.department, kept.extract, kept.gone) == ("Title 1", "Neurology", "Extract 1", False)
    assert kept.created == kept.changed
    assert not user.shelf.add(known(1))
    assert user.shelf.remove([ref(1), ref(2)]).refs == {ref(1)}
    assert not user.shelf.remove([ref(1)])
    assert user.threads.known() == ()


def test_the_readers_own_order(user: UserDatabase) -> None:
    for number in range(6):
        user.shelf.add(known(number))
    assert numbers(user) == [0, 1, 2, 3, 4, 5]
    user.shelf.place([ref(5), ref(0)], "", 2)
    assert numbers(user) == [1, 5, 0, 2, 3, 4]
    user.shelf.place([ref(1)], "")
    assert numbers(user) == [5, 0, 2, 3, 4, 1]
    user.shelf.place([ref(2), ref(3)], "", 0)
    assert numbers(user) == [2, 3, 5, 0, 4, 1]
    assert numbers(user, order=Shelved.NEWEST) == [5, 4, 3, 2, 1, 0]
    assert numbers(user, order=Shelved.OLDEST) == numbers(user, order=Shelved.TITLE) == [0, 1, 2, 3, 4, 5]
    assert sorted(numbers(user, order=Shelved.DEPARTMENT)) == [0, 1, 2, 3, 4, 5]


def test_folders_are_no_deeper_than_the_tree_shows(user: UserDatabase) -> None:
    shelf = user.shelf
    line = [""]
    for level in range(DEEPEST):
        line.append(shelf.add_folder(f"level {level}", line[-1]).id)
    with pytest.raises(UserDatabaseError, match=f"{DEEPEST} deep"):
        shelf.add_folder("too deep", line[-1])
    outer = shelf.add_folder("outer").id
    shelf.add_folder("inner", outer)
    with pytest.raises(UserDatabaseError, match=f"{DEEPEST} deep"):
        shelf.move_folder(outer, line[-2])
    shelf.move_folder(outer, line[-3])


def test_folders_that_are_too_deep_already_can_be_ordered(user: UserDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = user.shelf
    visit = shelf.add_folder("For my visit").id
    first, second = (shelf.add_folder(name, visit).id for name in ("Ear", "Eye"))
    shelf.add_folder("inner", first)
    monkeypatch.setattr(user_shelf, "DEEPEST", 2)
    shelf.move_folder(first, visit, 2)
    assert tree(user) == ["For my visit", ["Eye", "Ear", ["inner"]]]
    with pytest.raises(UserDatabaseError, match="2 deep"):
        shelf.move_folder(first, second)


def test_folders_nest_and_have_an_order(user: UserDatabase) -> None:
    shelf = user.shelf
    visit, later = (shelf.add_folder(name).id for name in ("For my  visit\n", "Later"))
    eye = shelf.add_folder("眼科", visit).id
    shelf.add_folder("Ear", visit)
    assert tree(user) == ["For my visit", ["眼科", "Ear"], "Later"]
    shelf.move_folder(later, visit, 1)
    assert tree(user) == ["For my visit", ["眼科", "Later", "Ear"]]
    shelf.move_folder(eye, "", 0)
    shelf.rename_folder(eye, "Eye")
    assert tree(user) == ["Eye", "For my visit", ["Later", "Ear"]]
    shelf.move_folder(visit, eye)
    for within in (eye, visit, later):
        with pytest.raises(UserDatabaseError, match="into itself"):
            shelf.move_folder(eye, within)
    with pytest.raises(UserDatabaseError, match="needs a name"):
        shelf.add_folder(" \t")


def test_a_folder_goes_with_its_bookmarks_or_without(user: UserDatabase) -> None:
    shelf = user.shelf
    outer = shelf.add_folder("outer").id
    inner = shelf.add_folder("inner", outer).id
    for number, folder in enumerate([outer, inner, inner, ""]):
        shelf.add(known(number), folder)
    assert [numbers(user, folder) for folder in (outer, inner, "")] == [[0], [1, 2], [3]]
    change = shelf.remove_folder(inner, with_bookmarks=False)
    assert change.refs == {ref(1), ref(2)}
    assert numbers(user, outer) == [0, 1, 2]
    inner = shelf.add_folder("inner", outer).id
    shelf.place([ref(2)], inner)
    assert shelf.remove_folder(outer, with_bookmarks=True).kinds == {Kept.FOLDERS, Kept.BOOKMARKS}
    assert numbers(user) == [3]
    assert shelf.folders() == ()


def test_tags(user: UserDatabase) -> None:
    shelf = user.shelf
    for number in range(3):
        shelf.add(known(number))
    shelf.set_tags(ref(0), ["ask", " my  dose ", "", "ask"])
    shelf.set_tags(ref(1), ["ask"])
    assert shelf.tags() == {"ask": 2, "my dose": 1}
    assert {one.ref: one.tags for one in shelf.bookmarks(tag="ask")} == {ref(0): ("ask", "my dose"), ref(1): ("ask",)}
    assert shelf.rename_tag("ask", "my dose").refs == {ref(0), ref(1)}
    assert shelf.tags() == {"my dose": 2}
    shelf.rename_tag("my dose", "")
    assert shelf.tags() == {}
    shelf.set_tags(ref(2), ["x"])
    shelf.remove([ref(2)])
    assert shelf.tags() == {}


def test_what_is_not_there_is_said(user: UserDatabase) -> None:
    asks: list[Callable[[], object]] = [
        lambda: user.shelf.set_note(ref(1), "x"),
        lambda: user.shelf.set_tags(ref(1), ["x"]),
        lambda: user.shelf.place([ref(1)], ""),
        lambda: user.shelf.rename_folder("no", "x"),
        lambda: user.shelf.add_folder("x", "no"),
        lambda: user.shelf.add(known(1), "no"),
        lambda: user.shelf.remove_folder("no", with_bookmarks=True),
        lambda: user.searches.remove("no"),
        lambda: user.searches.change("no", name="x"),
        lambda: user.marks.remove_highlight("no"),
        lambda: user.marks.change_highlight("no", note="x"),
    ]
    for ask in asks:
        with pytest.raises(NotFoundError):
            ask()
    assert set(user.counts().values()) == {0}
    assert user.changes == 0


class _Shelf(RuleBasedStateMachine):
    """Whatever is done to bookmarks and folders: none is lost, none stands twice, all folders lead to the top."""

    @initialize()
    def begin(self) -> None:
        self.user = _quick()
        self.kept: list[ThreadRef] = []

    def folder(self, number: int) -> str:
        folders = ["", *(one.id for one in self.user.shelf.folders())]
        return folders[number % len(folders)]

    @rule(number=st.integers(0, 8), folder=st.integers(0, 9))
    def add(self, number: int, folder: int) -> None:
        self.user.shelf.add(known(number), self.folder(folder))
        if ref(number) not in self.kept:
            self.kept.append(ref(number))

    @rule(number=st.integers(0, 8))
    def remove(self, number: int) -> None:
        self.user.shelf.remove([ref(number)])
        self.kept = [one for one in self.kept if one != ref(number)]

    @rule(chosen=st.sets(st.integers(0, 8)), folder=st.integers(0, 9), position=st.none() | st.integers(0, 9))
    def place(self, chosen: set[int], folder: int, position: int | None) -> None:
        refs = [ref(number) for number in sorted(chosen) if ref(number) in self.kept]
        target = self.folder(folder)
        before = [one.ref for one in self.user.shelf.bookmarks(Shelved.OWN, folder=target)]
        self.user.shelf.place(refs, target, position)
        after = [one.ref for one in self.user.shelf.bookmarks(Shelved.OWN, folder=target)]
        assert [one for one in after if one not in refs] == [one for one in before if one not in refs]
        assert [one for one in after if one in refs] == refs

    @rule(parent=st.integers(0, 9))
    def add_folder(self, parent: int) -> None:
        self.user.shelf.add_folder("x", self.folder(parent))

    @rule(folder=st.integers(0, 9), parent=st.integers(0, 9), position=st.none() | st.integers(0, 5))
    def move_folder(self, folder: int, parent: int, position: int | None) -> None:
        moved, target = self.folder(folder), self.folder(parent)
        if moved:
            with suppress(UserDatabaseError):  # into itself
                self.user.shelf.move_folder(moved, target, position)

    @rule(folder=st.integers(0, 9))
    def dissolve(self, folder: int) -> None:
        if self.folder(folder):
            self.user.shelf.remove_folder(self.folder(folder), with_bookmarks=False)

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "user"):
            return
        bookmarks, folders = self.user.shelf.bookmarks(), {one.id: one.parent for one in self.user.shelf.folders()}
        assert sorted(one.ref for one in bookmarks) == sorted(self.kept)
        assert {one.folder for one in bookmarks} <= {"", *folders}
        for folder in folders:
            for _ in folders:
                folder = folders.get(folder, "")  # noqa: PLW2901 - upwards
            assert folder == ""
        assert sorted(one.ref for one in self.user.threads.known()) == sorted(self.kept)

    def teardown(self) -> None:
        if hasattr(self, "user"):
            self.user.close()


def _quick() -> UserDatabase:
    import tempfile  # noqa: PLC0415

    user = UserDatabase(Path(tempfile.mkdtemp()) / "user.sqlite3")
    user._file.connection.execute("PRAGMA synchronous = OFF")
    user._file.connection.execute("PRAGMA journal_mode = MEMORY")
    return user


TestShelf = _Shelf.TestCase
TestShelf.settings = settings(deadline=None, max_examples=25, stateful_step_count=25)
