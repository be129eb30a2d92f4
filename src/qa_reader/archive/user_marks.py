"""What the reader wrote on threads, in the user database: notes, highlights, and which were read."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from qa_reader.archive import user_threads
from qa_reader.archive.user_file import UserFile, now
from qa_reader.errors import NotFoundError
from qa_reader.kept import Anchor, Colour, Highlight, Kept, KeptChange, KnownThread, Note
from qa_reader.model import ThreadRef
from qa_reader.wording import tr

_HERE = "archive = ? AND thread = ?"


class Marks:
    """The notes, highlights and read marks of one user database; writes are durable when they return."""

    def __init__(self, file: UserFile) -> None:
        self._file = file

    # ------------------------------------------------------------ notes

    def notes(self) -> tuple[Note, ...]:
        """All notes on threads, the one written last first."""
        rows = self._file.rows(
            "SELECT n.archive, n.thread, n.text, t.title, n.created, n.changed FROM note n"
            " JOIN thread t USING (archive, thread) ORDER BY n.changed DESC, n.thread"
        )
        return tuple(Note(ThreadRef(*row[:2]), *row[2:]) for row in rows)

    def note(self, ref: ThreadRef) -> str:
        """The note on a thread, "" for none."""
        rows = self._file.rows(f"SELECT text FROM note WHERE {_HERE}", *ref)
        return str(rows[0][0]) if rows else ""

    def set_note(self, known: KnownThread, text: str) -> KeptChange:
        """Write the note on a thread; with nothing but spaces there is none any more."""
        with self._file.change() as connection:
            if text.strip():
                user_threads.remember(connection, known)
                connection.execute(
                    "INSERT INTO note VALUES (?, ?, ?, ?, ?) ON CONFLICT (archive, thread)"
                    " DO UPDATE SET text = excluded.text, changed = excluded.changed",
                    (*known.ref, text, *[now()] * 2),
                )
            else:
                connection.execute(f"DELETE FROM note WHERE {_HERE}", known.ref)
                user_threads.forget_if_unused(connection, [known.ref])
        return KeptChange(frozenset({Kept.NOTES}), frozenset({known.ref}))

    # ------------------------------------------------------------ highlights

    def highlights(self, ref: ThreadRef | None = None) -> tuple[Highlight, ...]:
        """The highlights of a thread in the order of its text, or all, the newest first."""
        sql = (
            "SELECT h.id, h.archive, h.thread, h.part, h.quote, h.prefix, h.suffix, h.start, h.colour, h.note, t.title,"
            " h.created, h.changed FROM highlight h JOIN thread t USING (archive, thread)"
        )
        rows = (
            self._file.rows(f"{sql} ORDER BY h.created DESC, h.id")
            if ref is None
            else self._file.rows(
                f"{sql} WHERE h.archive = ? AND h.thread = ? ORDER BY h.part = 'more_info', h.part, h.start, h.id", *ref
            )
        )
        return tuple(
            Highlight(row[0], ThreadRef(*row[1:3]), row[3], Anchor(*row[4:8]), Colour(row[8]), *row[9:]) for row in rows
        )

    def add_highlight(
        self, known: KnownThread, part: str, anchor: Anchor, colour: Colour, note: str = ""
    ) -> KeptChange:
        """Mark a passage; the change's `id` is the highlight's."""
        made = str(uuid4())
        with self._file.change() as connection:
            user_threads.remember(connection, known)
            values = (made, *known.ref, part, *_columns(anchor), colour.value, note, *[now()] * 2)
            connection.execute(f"INSERT INTO highlight VALUES ({', '.join('?' * len(values))})", values)
        return KeptChange(frozenset({Kept.HIGHLIGHTS}), frozenset({known.ref}), made)

    def change_highlight(self, highlight: str, *, colour: Colour | None = None, note: str | None = None) -> KeptChange:
        """Give a highlight another colour or note; None leaves what it has."""
        with self._file.change() as connection:
            connection.execute(
                "UPDATE highlight SET colour = coalesce(?, colour), note = coalesce(?, note), changed = ? WHERE id = ?",
                (colour.value if colour else None, note, now(), highlight),
            )
            ref = self._thread_of(highlight)
        return KeptChange(frozenset({Kept.HIGHLIGHTS}), frozenset({ref}), highlight)

    def move_highlights(self, moved: Iterable[tuple[str, str, Anchor]]) -> None:
        """Write where highlights were found again: (id, part, anchor); nothing that a reader sees has changed."""
        with self._file.change() as connection:
            connection.executemany(
                "UPDATE highlight SET part = ?, quote = ?, prefix = ?, suffix = ?, start = ? WHERE id = ?",
                [(part, *_columns(anchor), highlight) for highlight, part, anchor in moved],
            )

    def remove_highlight(self, highlight: str) -> KeptChange:
        """Forget a highlight and its note."""
        with self._file.change() as connection:
            ref = self._thread_of(highlight)
            connection.execute("DELETE FROM highlight WHERE id = ?", (highlight,))
            user_threads.forget_if_unused(connection, [ref])
        return KeptChange(frozenset({Kept.HIGHLIGHTS}), frozenset({ref}), highlight)

    def _thread_of(self, highlight: str) -> ThreadRef:
        rows = self._file.rows("SELECT archive, thread FROM highlight WHERE id = ?", highlight)
        if not rows:
            raise NotFoundError(tr("the highlight is not there any more"))
        return ThreadRef(*rows[0])

    # ------------------------------------------------------------ read marks

    def read(self) -> frozenset[ThreadRef]:
        """The threads that were read."""
        return frozenset(ThreadRef(*row) for row in self._file.rows("SELECT archive, thread FROM read_mark"))

    def read_among(self, refs: Iterable[ThreadRef]) -> frozenset[ThreadRef]:
        """Those of some threads that were read."""
        return frozenset(ref for ref in refs if self._file.rows(f"SELECT 1 FROM read_mark WHERE {_HERE}", *ref))

    def set_read(self, known: Iterable[KnownThread], *, read: bool) -> KeptChange:
        """Mark threads as read or unread. Private reading marks none, and says nothing of it."""
        if self._file.private:
            return KeptChange()
        known, when = list(known), now()
        refs = [one.ref for one in known]
        with self._file.change() as connection:
            if read:
                for one in known:
                    user_threads.remember(connection, one)
                rows = [(*ref, when) for ref in refs]
                # the first time counts: clearing what was read since then leaves what was read before, too
                connection.executemany("INSERT OR IGNORE INTO read_mark VALUES (?, ?, ?)", rows)
            else:
                connection.executemany(f"DELETE FROM read_mark WHERE {_HERE}", refs)
                user_threads.forget_if_unused(connection, refs)
        return KeptChange(frozenset({Kept.READ} if refs else ()), frozenset(refs))


def _columns(anchor: Anchor) -> tuple[str, str, str, int]:
    return anchor.quote, anchor.prefix, anchor.suffix, anchor.start
