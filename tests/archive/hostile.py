"""Changes an archive file as somebody who means harm would."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

#: SQL, alone or with its values.
Statement = str | tuple[str] | tuple[str, tuple[object, ...]]


def tamper(path: Path, *statements: Statement) -> None:
    """Run SQL in the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))


def complaint(ask: Callable[[], object], *faults: type[Exception]) -> str:
    """What a fault of these kinds says that `ask` ends with; "" when it ends well."""
    try:
        ask()
    except faults as error:
        return str(error) or "nothing"
    return ""


def change_schema(path: Path, old: str, new: object) -> None:
    """Change what the file says its tables are, without making them anew."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (new, old))
