"""`python -m qa_reader` and the entry point `qa-reader`: a word decides between the window and a command."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

# Known here, and not read off the command line's own table, because that would cost the window its start:
# typer, rich and numpy take longer to import than the window takes to paint. A test holds the two together.
COMMANDS = frozenset({"build", "search", "show", "related", "info", "verify", "export", "bookmarks", "self-check"})
# Importing makes 200,000 objects, all of which stay: looking among them for garbage took a tenth of a search's time.
_OBJECTS_BEFORE_GARBAGE = 100_000
_COMMAND_OPTIONS = frozenset({"--help", "--version"})


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments name a command, and not an archive to open in the window."""
    return bool(arguments) and (arguments[0] in COMMANDS or not _COMMAND_OPTIONS.isdisjoint(arguments[:1]))


def _is_worker(arguments: Sequence[str]) -> bool:
    """Whether the frozen program was started, as itself, to be a process of an index that is being built."""
    return "--multiprocessing-fork" in arguments or "-c" in arguments


def main() -> NoReturn:
    """Run what the command line asks for and exit."""
    if getattr(sys, "frozen", False):
        if _is_worker(sys.argv[1:]):
            import multiprocessing  # only here: it takes as long as all that the window needs of the standard library

            multiprocessing.freeze_support()
        part_libraries()
    if is_command(sys.argv[1:]):
        gc.set_threshold(_OBJECTS_BEFORE_GARBAGE)
        try:
            from qa_reader import cli

            cli.main(_window_checks)
        finally:
            gc.freeze()  # nor is it looked for at the end: the system takes the memory back anyway
    raise SystemExit(import_window().main(sys.argv[1:]))


def part_libraries() -> None:
    """Let programs that are started from the frozen one, a browser say, load the system's libraries, and it its own.

    PyInstaller's loader sets the variable for this process, which read it when it began, and keeps what it was. Nor are
    the plugins of a desktop's Qt, which are named in another variable, for the Qt that is in here.
    """
    os.environ.pop("QT_PLUGIN_PATH", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before


def import_window() -> ModuleType:
    """The module `app`, imported as quickly as can be."""
    gc.disable()  # for the imports; `ui.garbage` collects once the window is there
    from qa_reader.ui import unhooked

    unhooked.imports()
    from qa_reader import app

    return app


def _window_checks() -> dict[str, object]:
    from qa_reader.ui import checking

    return checking.self_check()


if __name__ == "__main__":
    main()
