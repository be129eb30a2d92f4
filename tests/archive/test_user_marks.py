from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qa_reader.archive import UserDatabase
from qa_reader.archive.user_file import moment
from qa_reader.archive.user_searches import decoded
from qa_reader.errors import UserDatabaseError
from qa_reader.kept import Anchor, Colour, Kept
from qa_reader.model import Filters, Query, Scope, Sort, Topic
from tests.archive.hostile import tamper
from tests.kept import known, ref


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "user.sqlite3"


@pytest.fixture
def user(file: Path) -> Iterator[UserDatabase]:
    with closing(UserDatabase(file)) as made:
        yield made


# ---------------------------------------------------------------- notes, highlights, read marks


def test_a_thread_has_one_note_bookmarked_or_not(user: UserDatabase) -> None:
    assert user.marks.note(ref(1)) == ""
    user.marks.set_note(known(1), "first")
    change = user.marks.set_note(known(1), "second\n\nparagraph ")
    assert change.kinds == {Kept.NOTES}
    assert change.refs == {ref(1)}
    (note,) = user.marks.notes()
    assert (note.text, note.title, user.marks.note(ref(1))) == ("second\n\nparagraph ", "Title 1", note.text)
    assert note.created <= note.changed
    user.marks.set_note(known(1), " \n")
    assert (user.marks.notes(), user.threads.known()) == ((), ())


def test_highlights_have_colours_and_notes(user: UserDatabase) -> None:
    first = user.marks.add_highlight(known(1), "reply/0", Anchor("later", "a ", " b", 30), Colour.YELLOW)
    user.marks.add_highlight(known(1), "reply/0", Anchor("sooner", "", "", 2), Colour.PINK, "why?")
    user.marks.add_highlight(known(1), "more_info", Anchor("info"), Colour.BLUE)
    user.marks.add_highlight(known(1), "question", Anchor("asked", start=9), Colour.BLUE)
    assert [one.anchor.quote for one in user.marks.highlights(ref(1))] == ["asked", "sooner", "later", "info"]
    user.marks.change_highlight(first.id, colour=Colour.GREEN)
    user.marks.change_highlight(first.id, note="better")
    later = next(one for one in user.marks.highlights() if one.id == first.id)
    assert (later.colour, later.note, later.anchor, later.title) == (
        Colour.GREEN, "better", Anchor("later", "a ", " b", 30), "Title 1",
    )  # fmt: skip
    assert user.marks.remove_highlight(first.id).refs == {ref(1)}
    assert len(user.marks.highlights()) == 3
    assert user.marks.highlights(ref(2)) == ()


def test_read_marks(user: UserDatabase) -> None:
    user.marks.set_read([known(1), known(2)], read=True)
    assert user.marks.read() == {ref(1), ref(2)}
    user.marks.set_read([known(1)], read=False)
    assert user.marks.read() == {ref(2)}
    assert [one.ref for one in user.threads.known()] == [ref(2)]
    assert not user.marks.set_read([], read=True)


# ---------------------------------------------------------------- searches and the history

FULL = Query(
    text='眼 OR "dry eye"',
    scope=Scope.BOOKMARKS,
    department="眼科",
    topic=Topic("乾眼", "眼科"),
    filters=Filters(("Dr. A",), ("H",), ("female",), ("20-29",), (2019, 2021)),
    sort=Sort.OLDEST,
    folder="f",
    tag="t",
)


def test_a_search_is_kept_whole_and_has_its_place(user: UserDatabase) -> None:
    made = [
        user.searches.save(name, query).id for name, query in (("One", FULL), ("Two ", Query()), ("Three", Query("x")))
    ]
    assert [(one.name, one.query) for one in user.searches.searches()] == [
        ("One", FULL),
        ("Two", Query()),
        ("Three", Query("x")),
    ]
    user.searches.arrange([made[2], made[0], made[1]])
    user.searches.change(made[0], name="First")
    user.searches.change(made[1], query=FULL)
    assert [(one.name, one.query.text) for one in user.searches.searches()] == [
        ("Three", "x"),
        ("First", FULL.text),
        ("Two", FULL.text),
    ]
    user.searches.remove(made[2])
    assert [one.id for one in user.searches.searches()] == made[:2]
    with pytest.raises(UserDatabaseError, match="needs a name"):
        user.searches.save(" ", Query())


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ('{"text": "x", "sort": "by moon"}', "x"),
        ('{"text": 3}', "3"),
        ("[]", ""),
        ("no", ""),
        ('{"text": "x", "of_later": 1}', "x"),
    ],
)
def test_a_search_of_another_version_is_its_text(stored: str, text: str) -> None:
    assert decoded(stored) == Query(text)


def test_the_history_is_by_day_and_says_each_once_a_day(user: UserDatabase, file: Path) -> None:
    noon = datetime.now().astimezone().replace(hour=12)
    opened: list[tuple[int, int | str]] = [(0, 1), (0, 2), (0, 1), (1, 1), (3, "tremor"), (3, "tremor")]
    for number, (day, what) in enumerate(opened):
        if isinstance(what, int):
            user.history.visit(known(what))
        else:
            user.history.asked(Query(what))
        when = moment(noon - timedelta(days=day, minutes=10 - number))
        tamper(file, ("UPDATE visit SET visited = ? WHERE visited NOT LIKE '%:00.000+00:00'", (_whole(when),)))
    days = user.history.days()
    assert [(noon - timedelta(days=number)).date() for number in (0, 1, 3)] == [one.day for one in days]
    assert [[visit.ref or visit.query for visit in one.visits] for one in days] == [
        [ref(1), ref(2)], [ref(1)], [Query("tremor")],
    ]  # fmt: skip
    assert days[0].visits[0].title == "Title 1"
    user.history.forget_day(days[0].day)
    assert [one.day for one in user.history.days()] == [days[1].day, days[2].day]
    user.history.forget([ref(1)], [Query("tremor")])
    assert (user.history.days(), user.threads.known()) == ((), ())


def _whole(when: str) -> str:
    return f"{when[:17]}00.000+00:00"
