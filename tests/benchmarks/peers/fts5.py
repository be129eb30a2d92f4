"""SQLite FTS5: one table with a column for each field, Porter stems over unicode61, no text stored."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from qa_reader.model import Thread
from tests.benchmarks.classes import Join, Question
from tests.benchmarks.peers import TITLE_WEIGHT, TOP, Absent, day, days, fields, paired

_MATCH = "FROM thread WHERE thread MATCH ?"
_MATCH_DATED = "FROM thread JOIN asked ON asked.rowid = thread.rowid WHERE thread MATCH ? AND day BETWEEN ? AND ?"


class Peer:
    """The engine over an index file."""

    NAME = "fts5"
    LIMIT = 0

    @staticmethod
    def version() -> str:
        """SQLite's version; raises Absent where it was compiled without FTS5."""
        try:
            with closing(sqlite3.connect(":memory:")) as connection:
                connection.execute("CREATE VIRTUAL TABLE t USING fts5(c)")
        except sqlite3.OperationalError as fault:
            raise Absent(f"fts5: this Python's SQLite is without it ({fault})") from fault
        return f"SQLite {sqlite3.sqlite_version} FTS5"

    @staticmethod
    def build(threads: Iterable[tuple[int, Thread]], folder: Path) -> None:
        """One transaction, no journal, no syncing."""
        connection = sqlite3.connect(folder / "index.sqlite", isolation_level=None)
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute(
            "CREATE VIRTUAL TABLE thread USING fts5(title, question, reply, info,"
            " content='', tokenize='porter unicode61')"
        )
        connection.execute("CREATE TABLE asked (rowid INTEGER PRIMARY KEY, day INTEGER)")
        connection.execute(f"INSERT INTO thread (thread, rank) VALUES ('rank', 'bm25({TITLE_WEIGHT}, 1, 1, 1)')")
        connection.execute("BEGIN")
        dates: list[tuple[int, int]] = []

        def rows() -> Iterator[tuple[object, ...]]:
            for number, thread in threads:
                dates.append((number, day(thread)))
                yield (number, *fields(thread))

        connection.executemany(
            "INSERT INTO thread (rowid, title, question, reply, info) VALUES (?, ?, ?, ?, ?)", rows()
        )
        connection.executemany("INSERT INTO asked VALUES (?, ?)", dates)
        connection.execute("COMMIT")
        connection.close()

    @staticmethod
    def settle(folder: Path) -> None:
        """One segment, as FTS5's own `optimize` makes it."""
        connection = sqlite3.connect(folder / "index.sqlite", isolation_level=None)
        connection.execute("INSERT INTO thread (thread) VALUES ('optimize')")
        connection.execute("VACUUM")
        connection.close()

    def __init__(self, folder: Path) -> None:
        file = folder / "index.sqlite"
        self._connection = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
        self._connection.execute("PRAGMA cache_size = -65536")
        self._connection.execute("PRAGMA mmap_size = 1073741824")
        weakref.finalize(self, self._connection.close)

    def translate(self, question: Question) -> str:
        """An FTS5 expression; dates go before a bar, because they are asked of another table."""
        words = [f'"{word}"' for word in question.words]
        if question.join is Join.PHRASE:
            text = f'"{" ".join(question.words)}"'
        elif question.join is Join.PREFIX:
            text = f"{question.words[0]}*"
        elif question.join is Join.HANZI:
            text = f'"{paired(question.words[0]).strip()}"'
        elif question.join is Join.SENTENCE:
            text = f"{' AND '.join(words)}|{' OR '.join(words)}"
        else:
            text = (" OR " if question.join is Join.ANY else " AND ").join(words)
        if question.field:
            text = f"{question.field} : ({text})"
        return f"{question.join}|{'-'.join(map(str, days(question))) if question.years else ''}|{text}"

    def top(self, asked: str) -> list[int]:
        """Best first by FTS5's own bm25."""
        return self._answer(asked, total=False)[0]

    def top_and_total(self, asked: str) -> tuple[list[int], int]:
        """Two statements: FTS5 counts only by walking the answer again."""
        return self._answer(asked, total=True)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _answer(self, asked: str, *, total: bool) -> tuple[list[int], int]:
        _, dates, *texts = asked.split("|")
        match, between = (_MATCH_DATED, [int(day) for day in dates.split("-")]) if dates else (_MATCH, [])
        for text in texts:  # a second text is what a sentence falls back to
            found = self._connection.execute(
                f"SELECT thread.rowid {match} ORDER BY rank LIMIT {TOP}", [text, *between]
            ).fetchall()
            if found:
                count = (
                    self._connection.execute(f"SELECT count(*) {match}", [text, *between]).fetchone()[0] if total else 0
                )
                return [row[0] for row in found], count
        return [], 0
