"""The archive file's format: SQLite's application id, the format's version, and the only tables it may have.

    meta        key, value          text; what the archive says of itself, see `reader.Archive.info`; "meta_hash" is
                the SHA-256 of all others
    department  name, threads       how many threads each department has
    topic       department, name, threads
    thread      number, id, title_key, hash, body
                number: row number from 1, never used again for other content; the search index speaks of numbers only
                title_key: see `title_key`; hash: half of the SHA-256 of the thread's JSON, in version 1 the
                whole; body: that JSON, compressed with the dictionary in the blob "dictionary", if any: see `codec`
    blob        name, hash, data    SHA-256 and bytes; all but "dictionary" are the search index

A file with any other table, index, view or trigger, or with these made by other SQL, is refused.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from qa_reader.errors import ArchiveError
from qa_reader.wording import tr

APPLICATION_ID = 0x51415243  # "QARC"
FORMAT_VERSION = 2
#: The versions that can be read; up to the first, texts had no words as numbers.
READABLE = (1, FORMAT_VERSION)
SUFFIX = ".qarchive"

#: The blob that the texts are compressed with.
DICTIONARY = "dictionary"

#: The key of the hash of what the archive says of itself.
META_HASH = "meta_hash"

#: Row numbers are from 1 to this: arithmetic with them stays within 64 bits.
MAX_NUMBER = 1 << 62

# Large pages: the index is read in blobs of many kilobytes, and each page is one read from a slow USB stick.
PAGE_SIZE = 16384

TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE department (name TEXT PRIMARY KEY, threads INTEGER NOT NULL) WITHOUT ROWID",
    (
        "CREATE TABLE topic (department TEXT, name TEXT, threads INTEGER NOT NULL, PRIMARY KEY (department, name))"
        " WITHOUT ROWID"
    ),
    (
        "CREATE TABLE thread (number INTEGER PRIMARY KEY, id TEXT NOT NULL, title_key INTEGER NOT NULL,"
        " hash BLOB NOT NULL, body BLOB NOT NULL)"
    ),
    "CREATE UNIQUE INDEX thread_id ON thread (id)",
    "CREATE INDEX thread_title ON thread (title_key)",
    "CREATE TABLE blob (name TEXT NOT NULL, hash BLOB NOT NULL, data BLOB NOT NULL)",
    "CREATE UNIQUE INDEX blob_name ON blob (name)",
)

#: Of SQLite's head: the user version, the application id (https://www.sqlite.org/fileformat.html#the_database_header).
_HEAD = struct.Struct(">60xI4xI")
_WHOLE_HEAD = struct.Struct(">16sHBBB3s12I20sII")  # see _Head
_MAX_VALUE_BYTES = 256 << 20  # no single value of an archive is longer; SQLite refuses those that claim to be
_DASHES_AND_SPACE = re.compile(r"[\s\u2010-\u2015_-]+")


class _Head(NamedTuple):
    """SQLite's head, its fields in their order; the values are those of a whole archive."""

    magic: bytes = b"SQLite format 3\0"
    page: int = PAGE_SIZE
    writing: int = 1
    reading: int = 1
    reserved: int = 0
    fractions: bytes = bytes((64, 32, 32))
    changes: int = 0
    pages: int = 0
    free: int = 0
    free_pages: int = 0
    cookie: int = 0
    schema: int = 4
    cache: int = 0
    largest_root: int = 0
    encoding: int = 1
    version: int = FORMAT_VERSION
    vacuum: int = 0
    application: int = APPLICATION_ID
    zeros: bytes = bytes(20)
    changes_again: int = 0
    sqlite: int = 0


def create(path: Path) -> sqlite3.Connection:
    """An empty archive file at `path`, open for writing, its transaction begun: see `begin`."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        begin(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        for statement in TABLES:
            connection.execute(statement)
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path, *, writable: bool = False) -> sqlite3.Connection:
    """A connection to the archive at `path`, its format checked.

    Read-only connections take no lock and write nothing beside the file, so that it may lie on a read-only medium.
    Raises ArchiveError that names the file and the fault.
    """
    with faults_named(path):
        if not path.is_file():
            raise ArchiveError(tr("not a file") if path.exists() else tr("there is no such archive"))
        place = f"{uri(path)}?{'mode=rw' if writable else 'mode=ro&immutable=1'}"
        connection = sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False)
        try:
            _distrust(connection, writable=writable)
            _check(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def calls_itself_archive(path: Path) -> bool:
    """Whether the head of a file says that it is an archive of this version or an older one, be it whole or not.

    Raises ArchiveError where the file cannot be read.
    """
    if not path.is_file():
        return False
    with faults_named(path), path.open("rb") as file:
        head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return False
    version, application = map(int, _HEAD.unpack(head))
    return application == APPLICATION_ID and version <= FORMAT_VERSION


def head_fault(path: Path) -> str:
    """Where a file's head is not as this program leaves it, "" where it is: SQLite reads on, whatever some of it says.

    What is read by nobody here is left out: the counter of changes to the tables, the version of SQLite.
    """
    with path.open("rb") as file:
        head = _Head._make(_WHOLE_HEAD.unpack(file.read(_WHOLE_HEAD.size)))
    page = head.page if head.page > 1 else 1 << 16  # which is written as 1
    right = _Head(
        page=head.page,
        version=head.version if head.version in READABLE else FORMAT_VERSION,
        changes=head.changes,
        pages=path.stat().st_size // page,
        free=head.free,  # `integrity_check` counts them
        free_pages=head.free_pages,
        cookie=head.cookie,
        changes_again=head.changes,
        sqlite=head.sqlite,
    )
    return ", ".join(name for name, said, meant in zip(_Head._fields, head, right, strict=True) if said != meant)


def meta_hash(meta: Mapping[str, str]) -> str:
    """The hash of what an archive says of itself."""
    said = [part for pair in sorted(meta.items()) for part in pair]
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def begin(connection: sqlite3.Connection) -> None:
    """Begin to write a file that takes its place by a rename, flushed before: until then it needs no journal."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")


@contextmanager
def faults_named(file: Path) -> Iterator[None]:
    """Turns what goes wrong inside the block into an ArchiveError that begins with the file's path."""
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(f"{file}: {_in_words(error)}") from error
    except UnicodeDecodeError as error:
        # sqlite3 raises this in the place of its own error where SQLite's message quotes a damaged schema
        raise ArchiveError(tr("{0}: damaged (a text in it is not Unicode)").format(file)) from error
    except OSError as error:
        raise ArchiveError(f"{file}: {error.strerror or error}") from error
    except ArchiveError as error:
        if str(error).startswith(f"{file}: "):
            raise
        raise ArchiveError(f"{file}: {error}") from error


def rows(
    connection: sqlite3.Connection, sql: str, *values: object, types: tuple[type, ...]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, each value of the type it must have: SQLite's columns hold any, whatever was declared.

    Raises ArchiveError; what it says names the table, the caller adds the file.
    """
    for row in connection.execute(sql, values):
        if tuple(map(type, row)) != types:
            raise ArchiveError(
                tr("damaged: a value is of a wrong type ({0})").format(sql.partition(" FROM ")[2].split(" ")[0])
            )
        yield row


def numbered(connection: sqlite3.Connection, file: Path, after: int) -> Iterator[tuple[Any, ...]]:
    """Number, id and body of the threads with a number larger than `after`, by number; raises ArchiveError."""
    sql = "SELECT number, id, body FROM thread WHERE number > ? ORDER BY number"
    with faults_named(file):
        yield from rows(connection, sql, after, types=(int, str, bytes))


def title_key(title: str) -> int:
    """A 64-bit number that titles share when they differ only in case, width, spaces and dashes."""
    folded = _DASHES_AND_SPACE.sub(" ", unicodedata.normalize("NFKC", title).casefold()).strip()
    return int.from_bytes(hashlib.sha256(folded.encode("utf-8", "replace")).digest()[:8], "big", signed=True)


def uri(path: Path) -> str:
    """SQLite's URI of a file, whatever characters its name has."""
    name = quote(os.fsencode(path.absolute()))
    # after two slashes SQLite expects a host
    return f"file://{name}" if name.startswith("//") else f"file:{name}"


def _distrust(connection: sqlite3.Connection, *, writable: bool) -> None:
    """Switch off what a hostile file could use: functions in its schema, oversized values, other files."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE_BYTES)
    # VACUUM attaches the file that it writes
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1 if writable else 0)


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ArchiveError(tr("not a QA Reader archive"))
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > FORMAT_VERSION:
        raise ArchiveError(
            tr("made by a newer version of QA Reader (format {0}, this one reads {1})").format(version, FORMAT_VERSION)
        )
    if version not in READABLE:
        raise ArchiveError(tr("damaged: its format {0} is none that ever was").format(version))
    found = {str(sql) for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    if found != set(TABLES):
        odd = min(found ^ set(TABLES))
        raise ArchiveError(
            tr("damaged, or not made by QA Reader: its tables are not those of the format ({0})").format(odd[:80])
        )


def _in_words(error: sqlite3.Error) -> str:
    """SQLite's message in words for people."""
    text = str(error)
    if "not a database" in text:
        return tr("not a QA Reader archive")
    if "malformed" in text or "disk I/O" in text:
        return tr("damaged ({0})").format(text)
    return text
