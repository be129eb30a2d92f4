"""Opens an archive read-only, in place, and gives its threads by id and by row number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qa_reader.archive import layout
from qa_reader.archive.blobs import Blobs
from qa_reader.archive.codec import Codec
from qa_reader.archive.cover import Cover
from qa_reader.archive.texts import Texts, decoded
from qa_reader.errors import NotFoundError
from qa_reader.model import Similar, Thread
from qa_reader.wording import tr

_MATCHING_EXTRACT = 60  # characters by which an extract and a question of one title are held to be the same


class Archive(Cover):
    """An open archive; used from one thread at a time. Every method raises ArchiveError for a damaged file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        try:
            with layout.faults_named(path):
                self.blobs = Blobs(self._connection, path)
                self._codec = Codec(self.blobs.get(layout.DICTIONARY))
        except BaseException:
            self.close()
            raise

    def thread(self, thread_id: str) -> Thread:
        """The thread called `thread_id`; raises NotFoundError."""
        rows = self._rows("SELECT id, body FROM thread WHERE id = ?", thread_id, types=(str, bytes))
        if not rows:
            raise NotFoundError(tr("{0}: there is no thread {1}").format(self.path, thread_id))
        return self._decode(*rows[0])

    def number(self, thread_id: str) -> int | None:
        """The row number of a thread, or None."""
        rows = self._rows("SELECT number FROM thread WHERE id = ?", thread_id, types=(int,))
        return rows[0][0] if rows else None

    def by_number(self, numbers: Iterable[int]) -> list[Thread]:
        """The threads with these row numbers, in that order; numbers that are not there are left out."""
        sql = "SELECT id, body FROM thread WHERE number = ?"
        rows = (self._rows(sql, number, types=(str, bytes)) for number in numbers)
        return self._decoded([found[0] for found in rows if found])

    def ids_of(self, numbers: Iterable[int]) -> list[str]:
        """The ids of the threads with these numbers, in their order; numbers that are not there are left out."""
        found = (self._rows("SELECT id FROM thread WHERE number = ?", number, types=(str,)) for number in numbers)
        return [rows[0][0] for rows in found if rows]

    def threads(self, *, after: int = 0) -> Texts:
        """All (number, thread) with a number larger than `after`, by number."""
        return Texts(lambda: layout.numbered(self._connection, self.path, after), self._codec, self.blobs, self.path)

    def ids(self) -> Iterator[str]:
        """The id of every thread."""
        with layout.faults_named(self.path):
            for (thread_id,) in layout.rows(self._connection, "SELECT id FROM thread ORDER BY id", types=(str,)):
                yield thread_id

    def titled(self, title: str) -> list[Thread]:
        """The threads of a title, whatever its case, width, spaces and dashes."""
        sql = "SELECT id, body FROM thread WHERE title_key = ? ORDER BY number"
        return self._decoded(self._rows(sql, layout.title_key(title), types=(str, bytes)))

    def resolve(self, similar: Similar) -> str | None:
        """The id of the thread that a "Similar Q&A" entry shows an extract of, or None where it is not here.

        The source's own id counts first; else title and the beginning of the question must both agree, because many
        people give their question the same title. Without an extract of the question the title must be the only one.
        """
        if similar.thread is not None and self.number(similar.thread) is not None:
            return similar.thread
        sql = "SELECT id, body FROM thread WHERE title_key = ? ORDER BY number"
        rows = self._rows(sql, layout.title_key(similar.title), types=(str, bytes))
        extract = _start(similar.question)
        if not extract:
            return rows[0][0] if len(rows) == 1 else None
        threads = (self._decode(*row) for row in rows)
        return next((thread.id for thread in threads if _start(thread.question).startswith(extract)), None)

    def _decode(self, thread_id: str, body: bytes) -> Thread:
        return self._decoded([(thread_id, body)])[0]

    def _decoded(self, rows: Sequence[tuple[str, bytes]]) -> list[Thread]:
        """The threads of rows of id and body."""
        return decoded(self._codec, self.path, rows)


def _start(text: str) -> str:
    """The beginning of a text, for comparing; the dots of a cut extract are left out."""
    return " ".join(text.removesuffix("...").removesuffix("…").split())[:_MATCHING_EXTRACT].casefold()
