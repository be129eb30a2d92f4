"""The commands `bookmarks export` and `bookmarks import`: what the reader keeps, on its way to another computer."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa_reader import files, paths
from qa_reader.errors import UserDatabaseError
from qa_reader.wording import marked, tr

if TYPE_CHECKING:
    from qa_reader.archive import UserDatabase

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
    from qa_reader import browser_bookmarks
    from qa_reader.model import Shelved

    with _user(data_dir) as user:
        counts = user.counts()
        if file.suffix.lower() in browser_bookmarks.SUFFIXES:
            content = browser_bookmarks.html(user.shelf.folders(), user.shelf.bookmarks(Shelved.OWN)).encode()
        else:
            content = user.export()
    if not any(counts.values()):
        print("qa-reader: " + tr("nothing is kept, and nothing was written"), file=sys.stderr)
        raise typer.Exit(1)
    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        files.replace(file, content)
    except OSError as error:
        raise UserDatabaseError(tr("{0}: cannot be written: {1}").format(file, error.strerror or error)) from error
    _say({"file": str(file), "exported": counts}, f"{file}: {_in_words(counts)}", as_json=as_json)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `bookmarks export` wrote, or a browser as .html.")],
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Put what such a file holds to what you keep: nothing of yours is lost, and a second time nothing changes."""
    from qa_reader.keeping import merge_file

    with _user(data_dir) as user:
        merged = merge_file(user, file)
    said = tr("added {0}; changed {1}; the same {2}").format(
        *map(_in_words, (merged.added, merged.changed, merged.unchanged))
    )
    counts = {"added": merged.added, "changed": merged.changed, "unchanged": merged.unchanged}
    _say({"file": str(file), **counts}, f"{file}: {said}", as_json=as_json)


@contextmanager
def _user(data_dir: Path | None) -> Iterator[UserDatabase]:
    from qa_reader.archive import UserDatabase

    where = paths.default(data_dir)
    with closing(UserDatabase(where.user_database, where.backups)) as user:
        for told in user.told:
            print(told, file=sys.stderr)
        yield user


def _say(value: dict[str, object], sentence: str, *, as_json: bool) -> None:
    print(json.dumps(value, ensure_ascii=False) if as_json else sentence)


_WORDS = {
    "bookmarks": marked("bookmarks"),
    "folders": marked("folders"),
    "notes": marked("notes"),
    "highlights": marked("highlights"),
    "searches": marked("saved searches"),
    "read": marked("read threads"),
    "history": marked("visits"),
}


def _in_words(counts: dict[str, int]) -> str:
    told = [f"{count} {tr(_WORDS[kind])}" for kind, count in counts.items() if count]
    return tr(", ").join(told) or tr("nothing")
