"""Lays a thread out for the reply pane; runs on the reading thread."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from qa_reader import citing
from qa_reader.errors import NotFoundError, QuerySyntaxError, UserDatabaseError
from qa_reader.kept import KnownThread
from qa_reader.model import Query, Similar, Span, Thread, ThreadRef, Topic
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader.library import Library

#: Before the link of a thread in an archive that is to be opened for it.
ARCHIVE_LINK = "archive:"

Marks = tuple[tuple[str, Span], ...]  # the words of a query in a thread: each with its part, see `anchoring.parts`


class Reading(Struct, frozen=True):
    """A thread laid out for the reply pane; `ref` is None for the extract of a thread that is not in the archive."""

    ref: ThreadRef | None
    thread: Thread
    html: str
    parts: tuple[tuple[str, str], ...] = ()  # what a screen reader is told of each: what it is, and its text
    absent: bool = False  # the thread is in no open archive: this is what is known of it
    topics: tuple[Topic, ...] = ()  # that the program found, where the source names none
    marks: Marks = ()


def lay_out(library: Library, ref: ThreadRef, query: Query, old_after_years: int) -> Reading:
    """A thread with the words of a query marked, or what is known of one that is kept and not there.

    Raises what `Library.thread` raises.
    """
    from qa_reader import render  # after the first paint: jinja2 is slow to import

    try:
        thread = library.thread(ref)
    except NotFoundError:
        kept = known(library, ref)
        if kept is None:
            raise
        return kept
    today = datetime.now().astimezone().date()
    html = render.pane_html(thread, today=today, old_after_years=old_after_years)
    topics = library.computed_topics(ref, thread)
    return Reading(ref, thread, html, render.spoken_parts(thread), topics=topics, marks=marks(library, thread, query))


def marks(library: Library, thread: Thread, query: Query) -> Marks:
    """Where a thread has the words of a query; none of a broken one, while which the last good answer can be read."""
    from qa_reader import anchoring

    with suppress(QuerySyntaxError):
        marker = library.marker(query)
        if marker is not None:
            parts = anchoring.parts(thread).items()
            return tuple((part, span) for part, text in parts for span in marker.spans(text))
    return ()


def known(library: Library, ref: ThreadRef) -> Reading | None:
    """What is known of a thread that is in no open archive; None where nothing is kept of it."""
    from qa_reader import render

    with suppress(UserDatabaseError):
        keeping = library.keeping
        thread = keeping.known(ref)
        if thread is None:
            return None
        bookmarks = [one for one in keeping.shelf.bookmarks() if one.ref == ref]
        notes = (keeping.marks.note(ref), *(one.note for one in bookmarks))
        highlights = [f"“{one.anchor.quote}” {one.note}".strip() for one in keeping.marks.highlights(ref)]
        own = (
            (tr("My note"), [note for note in notes if note]),
            (tr("Highlights"), highlights),
            (tr("Tags"), [", ".join(one.tags) for one in bookmarks if one.tags]),
        )
        kept = [(head, lines) for head, lines in own if lines]
        link = "" if _is_open(library, ref.archive) else ARCHIVE_LINK + citing.link(ref)
        html = render.known_html(thread, _why_absent(library, thread), kept, link)
        return Reading(ref, Thread(id=ref.thread, title=thread.title or ref.thread), html, absent=True)
    return None


def _why_absent(library: Library, thread: KnownThread) -> str:
    title = library.keeping.user.threads.archives().get(thread.ref.archive, "")
    if _is_open(library, thread.ref.archive):
        return tr("The archive no longer has this thread. This is what you kept of it.")
    if title:
        return tr("This thread is in the archive “{0}”, which is not open. This is what you kept of it.").format(title)
    return tr("This thread is in an archive that is not open. This is what you kept of it.")


def _is_open(library: Library, archive: str) -> bool:
    return any(info.id == archive for info in library.archives())


def extract(similar: Similar) -> Reading:
    """What the source quotes of a thread that is not in the archive."""
    from qa_reader import render

    return Reading(None, Thread(id="", title=similar.title), render.extract_html(similar))
