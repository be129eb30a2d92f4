"""Checks an archive against itself: every hash, every count, every text."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from qa_reader.archive import codec, layout
from qa_reader.archive.reader import Archive
from qa_reader.errors import ArchiveError
from qa_reader.model import Progress, silent

_MOST_FAULTS = 100


def verify(path: Path, progress: Progress = silent) -> tuple[str, ...]:
    """What is broken in the archive at `path`, a sentence each, at most 100; () when it is whole.

    Raises ArchiveError where the file cannot be opened as an archive at all.
    """
    archive = Archive(path)
    connection = layout.connect(path)
    faults: list[str] = []
    try:
        with layout.faults_named(path):
            faults += [f"SQLite: {row}" for (row,) in connection.execute("PRAGMA integrity_check") if row != "ok"]
        total, departments = hashlib.sha256(), Counter[str]()
        with layout.faults_named(path):
            count = archive.count()
            rows = connection.execute("SELECT id, hash, body FROM thread ORDER BY id")
            dictionary = codec.Codec(archive.blobs.get("dictionary"))
            for done, (thread_id, stored, body) in enumerate(rows):
                progress(done, count, "checking texts")
                total.update(stored)
                faults += _faults_of_thread(dictionary, thread_id, stored, body, departments)
                if len(faults) >= _MOST_FAULTS:
                    break
        if total.hexdigest() != archive.content_hash:
            faults.append("the content hash is not that of the threads")
        info = archive.info()
        if departments != Counter({entry.name: entry.threads for entry in info.departments if entry.threads}):
            faults.append("the counts of the departments are not those of the threads")
        with layout.faults_named(path):
            for name, stored, data in connection.execute("SELECT name, hash, data FROM blob ORDER BY name"):
                if hashlib.sha256(data).digest() != stored:
                    faults.append(f"the blob {name} does not have the hash it should have")
    except ArchiveError as error:
        faults.append(str(error))
    finally:
        connection.close()
        archive.close()
    return tuple(faults[:_MOST_FAULTS])


def _faults_of_thread(
    reader: codec.Codec, thread_id: str, stored: bytes, body: bytes, departments: Counter[str]
) -> list[str]:
    try:
        encoded = reader.decompress(body)
        if codec.digest(encoded) != stored:
            return [f"thread {thread_id} does not have the hash it should have"]
        thread = codec.decode(encoded)
    except ArchiveError as error:
        return [f"thread {thread_id}: {error}"]
    departments[thread.department] += 1
    return [] if thread.id == thread_id else [f"thread {thread_id} calls itself {thread.id}"]
