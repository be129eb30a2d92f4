"""Makes an archive file, or extends a copy of one; the caller puts it in its place when it is complete."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import uuid
from collections import Counter
from datetime import date
from enum import Enum, auto
from pathlib import Path
from typing import Any

import msgspec

from qa_reader.archive import codec, layout
from qa_reader.archive.blobs import Blobs
from qa_reader.archive.texts import Texts
from qa_reader.errors import ArchiveError
from qa_reader.model import Thread, Topic
from qa_reader.wording import tr

#: An archive gets another dictionary when that should be so many times larger than the one it has.
_GROWN = 4
#: Writing a file anew takes a second for 300 MB: left alone while no more than one page of so many is free.
_FREE = 50


class Change(Enum):
    """What putting a thread did."""

    ADDED = auto()
    UPDATED = auto()
    UNCHANGED = auto()


class Description(msgspec.Struct, frozen=True):
    """What an archive says of itself; None or "" keeps what an extended one says, and its id stays in any case.

    `departments`: for each that goes by several names, all of them, the first as the one that stands for it.
    """

    id: str = ""
    title: str = ""
    languages: tuple[str, ...] = ()
    licence: str = ""
    origin: str = ""
    notice: str = ""
    built: date | None = None
    departments: tuple[tuple[str, ...], ...] = ()


class ArchiveWriter:
    """Writes the archive at `path`, beginning with a copy of `base` where that is given.

    `put` threads, then `finish`, then write the index through `blobs`, then `close`. Raises ArchiveError.
    """

    def __init__(self, path: Path, base: Path | None = None) -> None:
        self._path = path
        self._rewritten = base is None
        self._connection = self._open(base)
        try:
            self.blobs = Blobs(self._connection, path)
            self._codec = self._stored_codec()
            self._version = self._one("PRAGMA user_version")
            # row numbers and encoded threads, until a dictionary is trained
            self._waiting: list[tuple[int, bytes]] = []
            self._waiting_bytes = 0
            self._training = base is None
            self._last = self._first = self._last_number()
            self._departments, self._topics = self._counts()
            self.removed: list[int] = []
        except BaseException:
            self._connection.close()
            raise

    def put(self, thread: Thread) -> Change:
        """Add a thread, or replace the one of its id; an unchanged one is left as it is.

        Raises ImportFault for a thread that no archive can hold.
        """
        encoded = codec.encode(thread)
        found = self._rows("SELECT number, hash FROM thread WHERE id = ?", thread.id, types=(int, bytes))
        if found and codec.has_digest(encoded, found[0][1]):
            return Change.UNCHANGED
        if found:
            self._remove(found[0][0])
        self._insert(thread, encoded)
        return Change.UPDATED if found else Change.ADDED

    def finish(self, description: Description) -> None:
        """Write what the archive says of itself, and the counts; no thread can be put afterwards."""
        if self._training:
            self._train()
        else:
            self._train_again()
        self._write_counts()
        self._write_meta(description)
        self._execute("COMMIT")

    @property
    def had(self) -> int:
        """The largest row number of the extended archive; 0 for a new one."""
        return self._first

    def base_numbers(self) -> frozenset[int]:
        """The row numbers that the extended archive had."""
        kept = self._rows("SELECT number FROM thread WHERE number <= ?", self._first, types=(int,))
        return frozenset(number for (number,) in kept).union(self.removed)

    def new_threads(self) -> Texts:
        """The (row number, thread) that this writer put, by number."""
        return self._threads_after(self._first)

    def all_threads(self) -> Texts:
        """Every (row number, thread), by number."""
        return self._threads_after(0)

    def count(self, *, new: bool = False) -> int:
        """How many threads there are, or how many of them are new."""
        return self._one("SELECT count(*) FROM thread WHERE number > ?", self._first if new else 0)

    def clear_index(self) -> None:
        """Forget the search index, whatever version wrote it."""
        self._execute("DELETE FROM blob WHERE name <> ?", layout.DICTIONARY)

    def close(self) -> None:
        """Let go of the file, its free pages given back where they are many."""
        try:
            if not self._connection.in_transaction and self._is_loose():
                self._execute("VACUUM")
        finally:
            self._connection.close()

    def _is_loose(self) -> bool:
        """Whether the file is worth being packed; one that little was added to is as it was, but for that."""
        free, pages = (self._one(f"PRAGMA {count}") for count in ("freelist_count", "page_count"))
        return self._rewritten or free * _FREE > pages

    def abandon(self) -> None:
        """Let go of the file as it is."""
        self._connection.close()

    def _open(self, base: Path | None) -> sqlite3.Connection:
        if base is not None:
            layout.connect(base).close()  # refused before it is copied, and by its own name
        with layout.faults_named(self._path):
            if base is None:
                self._path.write_bytes(b"")  # the same file: whoever made it may hold it
                return layout.create(self._path)
            shutil.copyfile(base, self._path)
            connection = layout.connect(self._path, writable=True)
            layout.begin(connection)
            return connection

    def _stored_codec(self) -> codec.Codec:
        with layout.faults_named(self._path):
            return codec.Codec(self.blobs.get(layout.DICTIONARY))

    def _last_number(self) -> int:
        last = max(0, self._one("SELECT coalesce(max(number), 0) FROM thread"))
        if last >= layout.MAX_NUMBER:
            raise ArchiveError(tr("{0}: damaged: it has a thread of number {1}").format(self._path, last))
        return last

    def _counts(self) -> tuple[Counter[str], Counter[Topic]]:
        departments = self._rows("SELECT name, threads FROM department", types=(str, int))
        topics = self._rows("SELECT department, name, threads FROM topic", types=(str, str, int))
        return (
            Counter(dict(departments)),
            Counter({Topic(name, department): threads for department, name, threads in topics}),
        )

    def _insert(self, thread: Thread, encoded: bytes) -> None:
        self._last += 1
        body = b"" if self._training else self._codec.compress(encoded)
        self._execute(
            "INSERT INTO thread (number, id, title_key, hash, body) VALUES (?, ?, ?, ?, ?)",
            self._last, thread.id, layout.title_key(thread.title), codec.digest(encoded, self._version), body,
        )  # fmt: skip
        self._count(thread, 1)
        if self._training:
            self._waiting.append((self._last, encoded))
            self._waiting_bytes += len(encoded)
            if len(self._waiting) > codec.SAMPLES or self._waiting_bytes > codec.SAMPLE_BYTES:
                self._train()

    def _remove(self, number: int) -> None:
        self._count(self._stored(number), -1)
        self._execute("DELETE FROM thread WHERE number = ?", number)
        if number <= self._first:
            self.removed.append(number)
        self._waiting = [entry for entry in self._waiting if entry[0] != number]

    def _stored(self, number: int) -> Thread:
        for waiting, encoded in self._waiting:
            if waiting == number:
                return codec.decode(encoded)
        with layout.faults_named(self._path):
            return self._codec.decode(self._body(number))

    def _count(self, thread: Thread, step: int) -> None:
        self._departments[thread.department] += step
        for topic in set(thread.topics):
            self._topics[topic] += step

    def _train(self) -> None:
        """Make the dictionary from the first threads and write these."""
        self._training = False
        samples = [encoded for _, encoded in self._waiting[: codec.SAMPLES]]
        more = self._waiting_bytes > codec.SAMPLE_BYTES  # what is to come, then, will be much
        size = codec.dictionary_size(samples, len(self._waiting) + more)
        trained = codec.train(samples, size) if size else None
        self._use(trained)
        bodies = list(map(self._codec.pack, trained.shortened)) if trained else []
        bodies += [self._codec.compress(encoded) for _, encoded in self._waiting[len(bodies) :]]
        for (number, _), body in zip(self._waiting, bodies, strict=True):
            self._execute("UPDATE thread SET body = ? WHERE number = ?", body, number)
        self._waiting.clear()

    def _train_again(self) -> None:
        """Give an archive that has grown since its dictionary was made, or was too small for one, a new one."""
        had = codec.primed_size(self.blobs.get(layout.DICTIONARY))
        if self.count() < codec.FEWEST or had * _GROWN > codec.LARGEST_DICTIONARY:
            return
        numbers = [number for (number,) in self._rows("SELECT number FROM thread ORDER BY number", types=(int,))]
        step = max(1, len(numbers) // codec.SAMPLES)
        samples = [self._encoded(number) for number in numbers[::step][: codec.SAMPLES]]
        size = codec.dictionary_size(samples, len(numbers))
        if size < _GROWN * had:
            return
        self._rewritten = True
        old = self._codec
        self._use(codec.train(samples, size))
        for number in numbers if self._codec is not old else ():
            (encoded,) = old.decompress(self._body(number))
            changed = self._codec.compress(encoded), codec.digest(encoded, self._version), number
            self._execute("UPDATE thread SET body = ?, hash = ? WHERE number = ?", *changed)

    def _use(self, trained: codec.Trained | None) -> None:
        if trained:
            self.blobs.put(layout.DICTIONARY, trained.dictionary)
            self._execute(f"PRAGMA user_version = {layout.FORMAT_VERSION}")
            self._version = layout.FORMAT_VERSION
            self._codec = codec.Codec(trained.dictionary, trained.words)

    def _body(self, number: int) -> bytes:
        body: bytes = self._rows("SELECT body FROM thread WHERE number = ?", number, types=(bytes,))[0][0]
        return body

    def _encoded(self, number: int) -> bytes:
        with layout.faults_named(self._path):
            return self._codec.decompress(self._body(number))[0]

    def _write_counts(self) -> None:
        self._execute("DELETE FROM department")
        self._execute("DELETE FROM topic")
        for name, threads in sorted(self._departments.items()):
            if threads:
                self._execute("INSERT INTO department VALUES (?, ?)", name, threads)
        for topic, threads in sorted(self._topics.items()):
            if threads:
                self._execute("INSERT INTO topic VALUES (?, ?, ?)", topic.department, topic.name, threads)

    def _write_meta(self, description: Description) -> None:
        meta = dict(self._rows("SELECT key, value FROM meta", types=(str, str)))
        said = {
            "title": description.title,
            "languages": " ".join(description.languages),
            "licence": description.licence,
            "origin": description.origin,
            "notice": description.notice,
            "built": description.built.isoformat() if description.built else "",
            "departments": msgspec.json.encode(description.departments).decode() if description.departments else "",
        }
        meta |= {key: value for key, value in said.items() if value}
        # an archive that is extended stays the same archive: bookmarks are kept by its id
        meta.setdefault("id", description.id or str(uuid.uuid4()))
        meta.setdefault("title", "")
        meta["content_hash"] = self._content_hash()
        meta.pop(layout.META_HASH, None)
        meta[layout.META_HASH] = layout.meta_hash(meta)
        for key, value in sorted(meta.items()):
            self._execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)

    def _content_hash(self) -> str:
        total = hashlib.sha256()
        with layout.faults_named(self._path):
            for (digest,) in layout.rows(self._connection, "SELECT hash FROM thread ORDER BY id", types=(bytes,)):
                total.update(digest)
        return total.hexdigest()

    def _threads_after(self, number: int) -> Texts:
        return Texts(lambda: layout.numbered(self._connection, self._path, number), self._codec, self.blobs, self._path)

    def _execute(self, sql: str, *values: object) -> None:
        with layout.faults_named(self._path):
            self._connection.execute(sql, values)

    def _rows(self, sql: str, *values: object, types: tuple[type, ...]) -> list[tuple[Any, ...]]:
        with layout.faults_named(self._path):
            return list(layout.rows(self._connection, sql, *values, types=types))

    def _one(self, sql: str, *values: object) -> int:
        return int(self._rows(sql, *values, types=(int,))[0][0])
