"""Lays a thread out for the reply pane; runs on the reading thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from qa_reader.model import Query, Similar, Thread, ThreadRef

if TYPE_CHECKING:
    from qa_reader.library import Library


@dataclass(frozen=True, slots=True)
class Reading:
    """A thread laid out for the reply pane; `ref` is None for the extract of a thread that is not in the archive."""

    ref: ThreadRef | None
    thread: Thread
    html: str


def lay_out(library: Library, ref: ThreadRef, query: Query, old_after_years: int) -> Reading:
    """A thread with the words of a query marked; raises what `Library.thread` raises."""
    from qa_reader import render  # after the first paint: jinja2 is slow to import

    thread = library.thread(ref)
    marker = library.marker(query)
    marks = {"marks": marker.spans} if marker else {}
    today = datetime.now().astimezone().date()
    return Reading(ref, thread, render.pane_html(thread, today=today, old_after_years=old_after_years, **marks))


def extract(similar: Similar) -> Reading:
    """What the source quotes of a thread that is not in the archive."""
    from qa_reader import render

    return Reading(None, Thread(id="", title=similar.title), render.extract_html(similar))
