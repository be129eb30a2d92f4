"""Named byte strings in an archive file or in a cache file of the program's own: what the search index is kept in."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from qa_reader.archive import layout
from qa_reader.errors import ArchiveError
from qa_reader.wording import tr


class Blobs:
    """The named blobs of one open archive file; `search` knows it as its BlobStore protocol."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection = connection
        self._file = file

    def get(self, name: str) -> bytes | None:
        """The blob called `name`, or None."""
        with layout.faults_named(self._file):
            row = self._connection.execute("SELECT data FROM blob WHERE name = ?", (name,)).fetchone()
        if row is None:
            return None
        return _as_bytes(row[0], self._file, name)

    def scan(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """All blobs whose name begins with `prefix`, by name."""
        with layout.faults_named(self._file):
            rows = self._connection.execute(
                "SELECT name, data FROM blob WHERE name >= ? AND name < ? ORDER BY name",
                (prefix, prefix + "\U0010ffff"),
            )
            for name, data in rows:
                yield name, _as_bytes(data, self._file, name)

    def put(self, name: str, blob: bytes) -> None:
        """Keep `blob` under `name`, in the place of what was there."""
        with layout.faults_named(self._file):
            self._connection.execute(
                "INSERT INTO blob (name, hash, data) VALUES (?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, data = excluded.data",
                (name, hashlib.sha256(blob).digest(), blob),
            )

    def delete(self, name: str) -> None:
        """Forget the blob called `name`, where there is one."""
        with layout.faults_named(self._file):
            self._connection.execute("DELETE FROM blob WHERE name = ?", (name,))


def _as_bytes(value: object, file: Path, name: str) -> bytes:
    """SQLite columns hold any type whatever they were declared."""
    if not isinstance(value, bytes):
        raise ArchiveError(tr("{0}: damaged: the blob {1} is not bytes").format(file, name))
    return value


class BlobFile(Blobs):
    """Blobs in a cache file of the program's own, opened read-only; `create` makes one."""

    def __init__(self, file: Path) -> None:
        super().__init__(layout.connect(file), file)

    @classmethod
    @contextmanager
    def create(cls, file: Path) -> Iterator[Blobs]:
        """Blobs to be put into a new file; it is complete when the block ends well.

        Nothing guards it against a power cut before that: it is for a file that takes its place afterwards.
        """
        with layout.faults_named(file):
            connection = layout.create(file)
        with closing(connection):
            yield Blobs(connection, file)
            with layout.faults_named(file):
                connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
