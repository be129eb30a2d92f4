"""What readers of the tests keep: small databases, files of the first version, and anything that may be kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

from qa_reader.archive import UserDatabase, user_merge
from qa_reader.archive.moving import Everything, ReadMark
from qa_reader.archive.user_file import moment
from qa_reader.kept import Anchor, Colour, Folder, Highlight, KnownThread, Note, SavedSearch, Visit
from qa_reader.model import Bookmark, Filters, Query, Sort, ThreadRef, Topic

ARCHIVE = "11111111-2222-3333-4444-555555555555"

_VERSION_1 = """
CREATE TABLE bookmark (archive TEXT NOT NULL, thread TEXT NOT NULL, title TEXT NOT NULL, department TEXT NOT NULL, created TEXT NOT NULL, PRIMARY KEY (archive, thread)) WITHOUT ROWID;
PRAGMA application_id = 1363235413;
PRAGMA user_version = 1;
"""  # noqa: E501 - as version 1 wrote it


def ref(number: int) -> ThreadRef:
    return ThreadRef(ARCHIVE, f"sample:{number}")


def known(number: int) -> KnownThread:
    return KnownThread(ref(number), f"Title {number}", "Neurology", f"Extract {number}", f"{number:064x}")


def write_version_1(file: Path, bookmarks: Iterable[tuple[str, str, str, str, str]]) -> Path:
    """A file as the first version of the program wrote it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript(_VERSION_1)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO bookmark VALUES (?, ?, ?, ?, ?)", list(bookmarks))
        connection.execute("COMMIT")
    return file


def everything(user: UserDatabase) -> Everything:
    return user_merge.everything(user._file)


def fill(user: UserDatabase) -> None:
    """Keep a little of every kind."""
    for number in range(4):
        user.shelf.add(known(number))
    folder = user.shelf.add_folder("For my visit").id
    within = user.shelf.add_folder("眼科", folder).id
    user.shelf.place([ref(1), ref(2)], within)
    user.shelf.set_tags(ref(1), ["ask", "urgent"])
    user.shelf.set_note(ref(1), "Ask about the dose.")
    user.marks.set_note(known(7), "Mother had this too.")
    user.marks.add_highlight(known(7), "reply/0", Anchor("harmless", "often ", ".", 21), Colour.GREEN, "good")
    user.marks.set_read([known(8)], read=True)
    user.searches.save("Tremor", Query("tremor", department="Neurology"))
    user.history.visit(known(9))
    user.history.asked(Query("shaking"))


# ---------------------------------------------------------------- anything that may be kept

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
_MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(moment)  # noqa: DTZ001
_IDS = st.sampled_from([f"00000000-0000-4000-8000-{number:012}" for number in range(6)])
_REFS = st.sampled_from([ref(number) for number in range(5)])
_PLACES = st.integers(0, 5)
_QUERIES = st.builds(
    Query,
    text=_WORDS,
    department=_WORDS,
    topic=st.none() | st.builds(Topic, _WORDS, _WORDS),
    filters=st.builds(Filters, doctors=st.tuples(_WORDS), years=st.none() | st.tuples(_PLACES, _PLACES)),
    sort=st.sampled_from(Sort),
)
_ANCHORS = st.builds(Anchor, _NAMES, _WORDS, _WORDS, _PLACES)


@st.composite
def kept(draw: st.DrawFn) -> Everything:
    """What somebody may keep: folders in folders that are there, bookmarks in them, each thread known."""
    ids = draw(st.lists(_IDS, unique=True, max_size=4))
    folders = tuple(
        Folder(made, draw(_NAMES), draw(st.sampled_from(["", *ids[:number]])), number, draw(_MOMENTS), draw(_MOMENTS))
        for number, made in enumerate(ids)
    )
    titles = {
        one: KnownThread(one, draw(_WORDS), draw(_WORDS), draw(_WORDS), draw(_WORDS)) for one in map(ref, range(5))
    }

    def some(strategy: st.SearchStrategy[ThreadRef] = _REFS) -> list[ThreadRef]:
        return sorted(draw(st.lists(strategy, unique=True, max_size=4)))

    bookmarks = tuple(
        Bookmark(
            one,
            titles[one].title,
            titles[one].department,
            draw(_MOMENTS),
            draw(_MOMENTS),
            titles[one].extract,
            draw(st.sampled_from(["", *ids])),
            draw(_PLACES),
            tuple(sorted(draw(st.sets(st.sampled_from(["ask", "dose", "眼"]))))),
            draw(_WORDS),
        )
        for one in some()
    )
    notes = tuple(Note(one, draw(_WORDS), titles[one].title, draw(_MOMENTS), draw(_MOMENTS)) for one in some())
    highlights = tuple(
        Highlight(made, one, "question", draw(_ANCHORS), draw(st.sampled_from(Colour)), draw(_WORDS), titles[one].title,
                  draw(_MOMENTS), draw(_MOMENTS))
        for made in sorted(draw(st.lists(_IDS, unique=True, max_size=3)))
        for one in [draw(_REFS)]
    )  # fmt: skip
    searches = tuple(
        SavedSearch(made, draw(_NAMES), draw(_QUERIES), place, draw(_MOMENTS), draw(_MOMENTS))
        for place, made in enumerate(draw(st.lists(_IDS, unique=True, max_size=3)))
    )
    visits = {Visit(draw(_MOMENTS), one, titles[one].title) for one in some()}
    asked = {Visit(draw(_MOMENTS), query=query) for query in draw(st.lists(_QUERIES, max_size=2))}
    read = tuple(ReadMark(one, draw(_MOMENTS)) for one in some())
    entries: tuple[Bookmark | Note | Highlight | ReadMark | Visit, ...]
    entries = (*bookmarks, *notes, *highlights, *read, *visits)
    spoken_of = sorted({entry.ref for entry in entries if entry.ref})
    return Everything(
        archives={ARCHIVE: "Small"} if spoken_of else {},
        threads=tuple(titles[one] for one in spoken_of),
        folders=tuple(sorted(folders, key=lambda one: (one.parent, one.position, one.created, one.id))),
        bookmarks=bookmarks,
        notes=notes,
        highlights=highlights,
        searches=searches,
        read=read,
        history=tuple(sorted({*visits, *asked}, key=_order)),
    )


def _order(visit: Visit) -> tuple[str, ThreadRef, str]:
    from qa_reader.archive.user_searches import encoded  # noqa: PLC0415 - the order of the table

    return visit.visited, visit.ref or ThreadRef("", ""), encoded(visit.query) if visit.query else ""
