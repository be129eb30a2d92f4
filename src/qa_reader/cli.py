"""The command line over the same library as the window; imports no Qt.

Results go to stdout, progress and errors to stderr. Exit codes: 0; 1, the answer is "no" (nothing found, a check
failed); 2, bad input or usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from qa_reader import __version__, cli_bookmarks, cli_output, languages, paths
from qa_reader.errors import ArchiveError, IndexFault, NotFoundError, QAReaderError, QuerySyntaxError
from qa_reader.model import ArchiveInfo, ExportForm, Progress, Query, Sort, silent
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader.library import Library

NO, BAD = 1, 2

app = typer.Typer(
    name="qa-reader",
    help="Browse and search an archive of doctor-answered questions, offline.",
    epilog="Without a command, qa-reader [ARCHIVE] [--thread ID] [--search TEXT] [--data-dir DIR] opens the window.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.add_typer(cli_bookmarks.app)

ArchivePath = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="A .qarchive file.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
DataDir = Annotated[Path | None, typer.Option(help="Keep settings, bookmarks and caches in this folder.")]
Exported = Annotated[
    Path,
    typer.Option(
        "-o", "--output", metavar="FILE", help="The file: .jsonl, .csv, .md, .html, .txt, .ris; - for stdout."
    ),
]

# what `search` takes beside these
Words = Annotated[str | None, typer.Argument(metavar="[QUERY]", help="Words, phrases in quotes, field:word, OR, NOT.")]
Limit = Annotated[int, typer.Option(min=1, max=100_000, help="How many hits at most.")]
Order = Annotated[Sort, typer.Option(help="The order of the hits.")]
Batch = Annotated[
    Path | None, typer.Option(metavar="FILE.tsv", help="Ask a batch, a line each: an id, a tab, words without syntax.")
]
Run = Annotated[
    Path | None,
    typer.Option(metavar="FILE.trec", help="Write the batch's answers here, as TREC runs are; - for stdout."),
]
Depth = Annotated[int, typer.Option(min=1, max=100_000, help="Threads for each query of a batch at most.")]
Widening = Annotated[bool, typer.Option("--widening/--no-widening", help="Search other words for the same, too.")]


class Form(StrEnum):
    """How `show` writes a thread."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"


@app.callback(invoke_without_command=True)
def _main(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(f"qa-reader {__version__}")
        raise typer.Exit


@app.command()
def build(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE…", help="Saved pages, exports, folders of them.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="NAME.qarchive", help="The archive to write or extend.")
    ],
    format_name: Annotated[str | None, typer.Option("--format", help="Read the sources as this format.")] = None,
    title: Annotated[str, typer.Option(help="The archive's title.")] = "",
    department: Annotated[str, typer.Option(help="The department of threads whose source names none.")] = "",
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="COLUMN=FIELD", help="Which column of a table is which field.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Build an archive from saved pages and exports, or add them to one."""
    for source in sources:
        if not source.exists():
            _fail(tr("{0}: there is no such file or folder").format(source))
    from qa_reader import importing

    options = importing.Options(format_name, title, department, _mapping(columns or []))
    with _progress() as progress:
        report = importing.build(sources, output, options, progress)
    if as_json:
        cli_output.write_json(cli_output.built_json(report))
    else:
        cli_output.print_report(report)
    if not report.read:
        _fail(tr("nothing was understood, and no archive was written"))


def _mapping(columns: list[str]) -> dict[str, str]:
    """The fields by column of `--map column=field`; a column's name may hold an equals sign itself."""
    pairs = [entry.rpartition("=") for entry in columns]
    for entry, (column, _, name) in zip(columns, pairs, strict=True):
        if not column or not name:
            _fail(tr("--map {0}: say COLUMN=FIELD").format(entry))
    return {column: name for column, _, name in pairs}


@app.command()
def search(  # noqa: PLR0913, PLR0917 - its options, and those of a batch
    file: ArchivePath,
    query: Words = None,
    limit: Limit = 20,
    sort: Order = Sort.RELEVANCE,
    queries: Batch = None,
    run: Run = None,
    depth: Depth = 1000,
    widening: Widening = True,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Search an archive; 1 when nothing is found. With --queries and --run, a batch of queries as bags of words."""
    if queries is not None or run is not None:
        if queries is None or run is None or query is not None:
            _fail(tr("a batch needs --queries FILE.tsv and --run FILE.trec, and no QUERY"))
        _spare(file, run)
        if _is_same(queries, run):
            _fail(tr("{0}: these are the queries themselves").format(run))
        with _library(file, data_dir) as (library, _):
            found = _answer_batch(library, queries, run, depth, as_json=as_json)
    elif query is not None:
        with _library(file, data_dir) as (library, _):
            library.use_vocabulary(paths.default(data_dir).vocabulary)
            found = _answer(library, Query(query, sort=sort, widened=widening), limit, as_json=as_json)
    else:
        _fail(tr("name a QUERY, or a batch with --queries and --run"))
    raise typer.Exit(0 if found else NO)


def _answer(library: Library, query: Query, limit: int, *, as_json: bool) -> int:
    """Write the hits of a query; how many threads there are in all."""
    page = library.search(query, limit=limit)
    if as_json:
        cli_output.write_json(cli_output.page_json(query.text, page))
    else:
        cli_output.print_page(page)
    return page.total


def _answer_batch(library: Library, queries: Path, run: Path, depth: int, *, as_json: bool) -> int:
    """Write the run of a batch; how many lines it has."""
    from qa_reader import cli_batch

    asked = cli_batch.read_queries(queries)
    lines = cli_batch.write_run(library, asked, run, depth)
    if as_json and str(run) != "-":
        cli_output.write_json({"queries": len(asked), "lines": lines, "file": str(run)})
    return lines


@app.command()
def show(
    file: ArchivePath,
    thread_id: Annotated[str, typer.Argument(metavar="ID", help="source:number, as search prints it.")],
    form: Annotated[Form, typer.Option("--format", help="How to write it.")] = Form.TEXT,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Show one thread; 1 when it is not there."""
    with _library(file, data_dir) as (library, _):
        thread = library.thread(library.find(thread_id))
    if as_json or form is Form.JSON:
        from qa_reader.importers import thread_jsonl

        cli_output.write_json(thread_jsonl.thread_json(thread))
    else:
        from qa_reader import render

        forms = {Form.TEXT: render.text, Form.HTML: render.page_html, Form.MARKDOWN: render.markdown}
        sys.stdout.write(forms[form](thread))


@app.command()
def related(
    file: ArchivePath,
    thread_id: Annotated[str, typer.Argument(metavar="ID", help="source:number, as search prints it.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many threads at most.")] = 5,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """List the threads most alike to one, with the reasons; 1 when there are none."""
    with _library(file, data_dir) as (library, _):
        alike = library.related(library.find(thread_id), limit)
    if as_json:
        cli_output.write_json(cli_output.related_json(thread_id, alike))
    else:
        cli_output.print_related(alike)
    if not alike:
        raise typer.Exit(NO)


@app.command()
def info(file: ArchivePath, as_json: Json = False) -> None:
    """Say what an archive is: title, id, counts, departments, licence, origin."""
    from qa_reader import search
    from qa_reader.archive import Archive
    from qa_reader.opened import with_topics

    with closing(Archive(file)) as opened:
        said = opened.info()
        with suppress(IndexFault, ArchiveError):  # what the archive says of itself stands, whatever its index is
            said = with_topics(said, search.read_topics(opened.blobs))
    if as_json:
        cli_output.write_json(cli_output.info_json(said))
    else:
        cli_output.print_info(said)


@app.command()
def verify(file: ArchivePath, as_json: Json = False) -> None:
    """Check every hash of an archive; 1 when something is broken."""
    from qa_reader.archive import verify as faults_of

    with _progress() as progress:
        faults = faults_of(file, progress)
    if as_json:
        cli_output.write_json({"archive": str(file), "whole": not faults, "faults": list(faults)})
    else:
        print("\n".join(faults) or tr("{0}: whole").format(file))
    if faults:
        raise typer.Exit(NO)


@app.command()
def export(
    file: ArchivePath,
    output: Exported,
    query: Annotated[str, typer.Argument(metavar="[QUERY]", help="Only the threads that this finds.")] = "",
    form: Annotated[ExportForm | None, typer.Option("--format", help="The form, whatever the file's name.")] = None,
    names: Annotated[
        bool | None,
        typer.Option("--names/--mask", help="With askers' names or without; usual: without, but in JSON Lines with."),
    ] = None,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Write threads, with where they come from; JSON Lines can be built from again. 1 when nothing is found.

    PDF and paper are the window's: File, Print.
    """
    from qa_reader import exporting  # who searches does without: 30 ms

    streams = str(output) == "-"
    form = form or (ExportForm.JSONL if streams else exporting.form_of(output))
    _spare(file, output)
    with _library(file, data_dir) as (library, said):
        refs = library.refs(Query(query))
        found = len(refs)
        threads = map(library.stored, refs)
        masked = form is not ExportForm.JSONL if names is None else not names
        provenance = exporting.Provenance(said, query, datetime.now().astimezone().date(), found, masked)
        if found and streams:
            sys.stdout.buffer.writelines(exporting.write(form, threads, provenance))
        elif found:  # what stands there is worth more than nothing
            exporting.save(output, form, threads, provenance)
    if as_json and not streams:
        cli_output.write_json({"exported": found, "file": str(output)})
    if not found:
        raise typer.Exit(NO)


def main(window_checks: Callable[[], dict[str, object]]) -> NoReturn:
    """Run the command in `sys.argv`; errors are one line on stderr, never a traceback.

    `window_checks` is what `self-check` runs: it needs the window, which this module does not know.
    """
    app.command("self-check")(_self_check(window_checks))
    _prepare_streams()
    languages.speak(languages.chosen(languages.SYSTEM, languages.of_system()))
    try:
        try:
            app(prog_name="qa-reader")
        finally:
            sys.stdout.flush()
    except NotFoundError as error:
        _fail(str(error), NO)
    except QuerySyntaxError as error:
        _fail(tr("the query cannot be read: {0} (at {1})").format(error, error.span[0] + 1))
    except QAReaderError as error:
        _fail(str(error))
    except BrokenPipeError:
        _silence_stdout()
    except SystemExit as leaving:
        if not isinstance(leaving.__context__, BrokenPipeError):
            raise
        _silence_stdout()  # typer takes a reader of the pipe that went away for an error
    except OSError as error:
        _silence_stdout()
        where = error.filename or tr("the output")
        _fail(f"{where}: {error.strerror or error}")
    raise SystemExit(0)


def _prepare_streams() -> None:
    """UTF-8 wherever the output goes: a pipe or an old console may be another, and Chinese must not end the program."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
        getattr(sys, name).reconfigure(encoding="utf-8", errors="replace")


def _silence_stdout() -> None:
    """Drop what is still to be written, so that Python does not try again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _self_check(window_checks: Callable[[], dict[str, object]]) -> Callable[[bool], None]:
    def self_check(as_json: Json = False) -> None:
        """Open the bundled archive and the window off screen, search, and print versions and timings."""
        report = window_checks()
        if as_json:
            cli_output.write_json(report)
        else:
            print("\n".join(f"{name}: {value}" for name, value in report.items()))
        if not report["ok"]:
            raise typer.Exit(NO)

    return self_check


# ---------------------------------------------------------------- around a command


def _fail(message: str, code: int = BAD) -> NoReturn:
    print(f"qa-reader: {message}", file=sys.stderr)
    raise SystemExit(code)


def _spare(archive: Path, output: Path) -> None:
    """End with an error where the output would be written over the archive."""
    if _is_same(archive, output):
        _fail(tr("{0}: this is the archive itself").format(output))


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


@contextmanager
def _library(file: Path, data_dir: Path | None) -> Iterator[tuple[Library, ArchiveInfo]]:
    """A library with one archive open, without the reader's own data."""
    from qa_reader.library import Library

    library = Library(paths.default(data_dir).indexes, mending=_mending)
    try:
        with _progress() as progress:
            said = library.open(file, progress)
        yield library, said
    finally:
        library.close()


@contextmanager
def _mending(fault: IndexFault) -> Iterator[Progress]:
    print(tr("{0}; this is being done").format(fault), file=sys.stderr)
    with _progress() as progress:
        yield progress


@contextmanager
def _progress() -> Iterator[Any]:
    """A progress callback that draws a bar on stderr, where that is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("", total=None, visible=False)
        yield lambda done, total, what: bars.update(
            bar, completed=done, total=total or None, description=what, visible=True
        )
