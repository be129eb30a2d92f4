"""Queries in the user database: those saved under a name, and with the threads that were opened, the history."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from uuid import uuid4

import msgspec
from msgspec.structs import replace

from qa_reader.archive import user_threads
from qa_reader.archive.user_file import UserFile, moment, now
from qa_reader.errors import NotFoundError, UserDatabaseError
from qa_reader.kept import HistoryDay, Kept, KeptChange, KnownThread, SavedSearch, Visit
from qa_reader.model import Query, ThreadRef
from qa_reader.wording import tr

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Query)


class Searches:
    """The saved searches of one user database; writes are durable when they return."""

    def __init__(self, file: UserFile) -> None:
        self._file = file

    def searches(self) -> tuple[SavedSearch, ...]:
        """All saved searches in their order."""
        rows = self._file.rows(
            "SELECT id, name, query, position, created, changed FROM search ORDER BY position, created, id"
        )
        return tuple(SavedSearch(made, name, decoded(query), *rest) for made, name, query, *rest in rows)

    def save(self, name: str, query: Query) -> KeptChange:
        """Keep a query under a name, as the last; the change's `id` is its."""
        made = str(uuid4())
        with self._file.change() as connection:
            (last,) = connection.execute("SELECT coalesce(max(position), -1) FROM search").fetchone()
            connection.execute(
                "INSERT INTO search VALUES (?, ?, ?, ?, ?, ?)",
                (made, _named(name), encoded(query), last + 1, *[now()] * 2),
            )
        return KeptChange(frozenset({Kept.SEARCHES}), id=made)

    def change(self, search: str, *, name: str | None = None, query: Query | None = None) -> KeptChange:
        """Give a saved search another name or query; None leaves what it has."""
        with self._file.change() as connection:
            changed = connection.execute(
                "UPDATE search SET name = coalesce(?, name), query = coalesce(?, query), changed = ? WHERE id = ?",
                (None if name is None else _named(name), encoded(query) if query else None, now(), search),
            )
            _check(changed.rowcount)
        return KeptChange(frozenset({Kept.SEARCHES}), id=search)

    def arrange(self, searches: Sequence[str]) -> KeptChange:
        """Put the saved searches, all of them by id, in this order."""
        with self._file.change() as connection:
            places = [(place, search) for place, search in enumerate(searches)]
            connection.executemany("UPDATE search SET position = ? WHERE id = ?", places)
        return KeptChange(frozenset({Kept.SEARCHES}))

    def remove(self, search: str) -> KeptChange:
        """Forget a saved search."""
        with self._file.change() as connection:
            _check(connection.execute("DELETE FROM search WHERE id = ?", (search,)).rowcount)
        return KeptChange(frozenset({Kept.SEARCHES}), id=search)


class History:
    """What was opened and asked, and when. Private reading adds nothing, and says nothing of it."""

    def __init__(self, file: UserFile) -> None:
        self._file = file

    def days(self, limit: int = 5000) -> tuple[HistoryDay, ...]:
        """The last `limit` visits by day, the newest first; a thread or query stands once a day.

        A thread has the query under which it was opened. A query without words is no line of its own.
        """
        rows = self._file.rows(
            "SELECT v.visited, v.archive, v.thread, coalesce(t.title, ''), v.query FROM visit v"
            " LEFT JOIN thread t USING (archive, thread) ORDER BY v.visited DESC LIMIT ?",
            limit,
        )
        days: dict[date, dict[tuple[str, str, str], Visit]] = {}
        under = Query()
        for visited, archive, thread, title, query in reversed(rows):
            visit = as_visit(visited, archive, thread, title, query)
            under = under if visit.query is None else visit.query
            if visit.ref is not None or under.text.strip():
                seen = days.setdefault(_day(visited), {})
                seen.pop((archive, thread, query), None)  # the last visit of a day is the one that counts
                seen[archive, thread, query] = replace(visit, query=under)
        return tuple(HistoryDay(day, tuple(reversed(days[day].values()))) for day in sorted(days, reverse=True))

    def visit(self, known: KnownThread) -> KeptChange:
        """Write down that a thread was opened."""
        if self._file.private:
            return KeptChange()
        with self._file.change() as connection:
            user_threads.remember(connection, known)
            connection.execute("INSERT OR IGNORE INTO visit VALUES (?, ?, ?, '')", (now(), *known.ref))
        return KeptChange(frozenset({Kept.HISTORY}), frozenset({known.ref}))

    def asked(self, query: Query) -> KeptChange:
        """Write down that a query was asked."""
        if self._file.private:
            return KeptChange()
        with self._file.change() as connection:
            connection.execute("INSERT OR IGNORE INTO visit VALUES (?, '', '', ?)", (now(), encoded(query)))
        return KeptChange(frozenset({Kept.HISTORY}))

    def forget(self, refs: Sequence[ThreadRef] = (), queries: Sequence[Query] = ()) -> KeptChange:
        """Take threads and queries out of the history, every visit of them."""
        with self._file.change() as connection:
            connection.executemany("DELETE FROM visit WHERE archive = ? AND thread = ?", list(refs))
            connection.executemany("DELETE FROM visit WHERE query = ?", [(encoded(query),) for query in queries])
            user_threads.forget_if_unused(connection, refs)
        return KeptChange(frozenset({Kept.HISTORY}), frozenset(refs))

    def forget_day(self, day: date) -> KeptChange:
        """Take a day of this computer's clock out of the history."""
        first, last = (moment(datetime.combine(day, time)) for time in (datetime.min.time(), datetime.max.time()))
        with self._file.change() as connection:
            connection.execute("DELETE FROM visit WHERE visited BETWEEN ? AND ?", (first, last))
            user_threads.forget_unused(connection)
        return KeptChange(frozenset({Kept.HISTORY}))


def encoded(query: Query) -> str:
    """A query as JSON: the same query gives the same text."""
    return _ENCODER.encode(query).decode()


def decoded(stored: str) -> Query:
    """The query of a JSON text; one that another version wrote in a way not known here is its text alone."""
    try:
        return _DECODER.decode(stored)
    except msgspec.DecodeError:
        with suppress(msgspec.DecodeError, AttributeError):
            return Query(str(msgspec.json.decode(stored).get("text", "")))
        return Query()


def as_visit(visited: str, archive: str, thread: str, title: str, query: str) -> Visit:
    """The visit of a row of the table."""
    if thread:
        return Visit(visited, ThreadRef(archive, thread), title)
    return Visit(visited, query=decoded(query))


def _day(visited: str) -> date:
    return datetime.fromisoformat(visited).astimezone().date()


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserDatabaseError(tr("a saved search needs a name"))
    return name


def _check(changed: int) -> None:
    if not changed:
        raise NotFoundError(tr("the saved search is not there any more"))
