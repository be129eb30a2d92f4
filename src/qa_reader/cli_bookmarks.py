"""The commands `bookmarks export` and `bookmarks import`: what the reader keeps, on its way to another computer."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from qa_reader import browser_bookmarks, files, paths
from qa_reader.archive import UserDatabase
from qa_reader.errors import ImportFault, UserDatabaseError
from qa_reader.model import Shelved

_HTML = (".html", ".htm")

app = typer.Typer(
    name="bookmarks", help="Export and import bookmarks, notes and all else that you keep.", no_args_is_help=True
)

Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
DataDir = Annotated[Path | None, typer.Option(help="The folder that settings and bookmarks are in.")]


@app.command("export")
def export_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Ends in .json, or in .html for a browser; - for stdout.")
    ],
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Write all that you keep as JSON; as .html the bookmarks alone, for a browser; 1 when nothing is kept."""
    with _user(data_dir) as user:
        counts = user.counts()
        if file.suffix.lower() in _HTML:
            content = browser_bookmarks.html(user.shelf.folders(), user.shelf.bookmarks(Shelved.OWN)).encode()
        else:
            content = user.export()
    if not any(counts.values()):
        print("qa-reader: nothing is kept, and nothing was written", file=sys.stderr)
        raise typer.Exit(1)
    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        files.replace(file, content)
    except OSError as error:
        raise UserDatabaseError(f"{file}: cannot be written: {error.strerror or error}") from error
    _say({"file": str(file), "exported": counts}, f"{file}: {_in_words(counts)}", as_json=as_json)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `bookmarks export` wrote as JSON.")],
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Put what such a file holds to what you keep: nothing of yours is lost, and a second time nothing changes."""
    if file.suffix.lower() in _HTML:
        raise ImportFault(f"{file}: a browser's file cannot be imported, only the JSON that `bookmarks export` writes")
    with _user(data_dir) as user:
        merged = user.merge(file)
    said = (
        f"added {_in_words(merged.added)}; changed {_in_words(merged.changed)}; the same {_in_words(merged.unchanged)}"
    )
    counts = {"added": merged.added, "changed": merged.changed, "unchanged": merged.unchanged}
    _say({"file": str(file), **counts}, f"{file}: {said}", as_json=as_json)


@contextmanager
def _user(data_dir: Path | None) -> Iterator[UserDatabase]:
    where = paths.default(data_dir)
    with closing(UserDatabase(where.user_database, where.backups)) as user:
        for told in user.told:
            print(told, file=sys.stderr)
        yield user


def _say(value: dict[str, object], sentence: str, *, as_json: bool) -> None:
    print(json.dumps(value, ensure_ascii=False) if as_json else sentence)


def _in_words(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "nothing"
