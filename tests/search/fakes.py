"""Stores and threads for the tests of search."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterator


class DictStore:
    """A BlobStore in memory."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.blobs.get(name)

    def scan(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        yield from [(name, blob) for name, blob in sorted(self.blobs.items()) if name.startswith(prefix)]

    def put(self, name: str, blob: bytes) -> None:
        self.blobs[name] = blob

    def delete(self, name: str) -> None:
        self.blobs.pop(name, None)


class SqliteStore:
    """A BlobStore on a table, as the archive has it."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)  # closed by whoever collects
        weakref.finalize(self, self._db.close)
        self._db.execute("create table if not exists blob (name text primary key, content blob)")

    def get(self, name: str) -> bytes | None:
        row = self._db.execute("select content from blob where name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else None

    def scan(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        rows = self._db.execute(
            "select name, content from blob where name >= ? and name < ?", (prefix, prefix + "\uffff")
        )
        yield from rows.fetchall()

    def put(self, name: str, blob: bytes) -> None:
        self._db.execute("insert or replace into blob values (?, ?)", (name, blob))

    def delete(self, name: str) -> None:
        self._db.execute("delete from blob where name = ?", (name,))
