"""Changes an archive file as somebody who means harm would."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Change = Callable[[sqlite3.Connection], object]


def tamper(path: Path, *statements: str | tuple[str, tuple[object, ...]]) -> None:
    """Run SQL in the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))


def change_schema(path: Path, old: str, new: object) -> None:
    """Change what the file says its tables are, without making them anew."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (new, old))
