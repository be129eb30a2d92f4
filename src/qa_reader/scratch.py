"""Folders for large files that are needed only meanwhile."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from qa_reader import files

_PREFIX = "qa-reader-"
#: The file in each such folder that is held while its maker lives.
_IN_USE = "in-use"
#: Where there is room when the usual place may be memory.
_LARGE = Path("/var/tmp")  # noqa: S108 - mkdtemp draws the names in it


@contextmanager
def folder(purpose: str) -> Iterator[Path]:
    """A new folder, gone when the block ends.

    What killed processes left of folders for this purpose is removed first. Raises OSError where there is no room.
    """
    place = _place()
    for swept in {place, _LARGE, Path(tempfile.gettempdir())}:
        _sweep(swept, purpose)
    with ExitStack() as holding:
        made = _made(place, purpose, holding)
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _made(place: Path, purpose: str, holding: ExitStack) -> Path:
    """A folder that is held as long as `holding` is open."""
    while True:
        made = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{purpose}-", dir=place))
        try:
            holding.enter_context(files.held(made / _IN_USE))
        except FileNotFoundError:  # in the moment before it was held it was swept
            continue
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            raise
        return made


def _sweep(place: Path, purpose: str) -> None:
    """Remove the folders that nobody works in any more; those that cannot be removed stay."""
    for left in place.glob(f"{_PREFIX}{purpose}-*"):
        with files.deserted(left / _IN_USE) as gone:
            if gone or _lost(left):
                shutil.rmtree(left, ignore_errors=True)


def _lost(left: Path) -> bool:
    """Whether a folder is old and has no file to be held: its maker was killed as it made or removed the folder."""
    return not os.path.exists(left / _IN_USE) and files.is_old(left)  # noqa: PTH110 - a Path raises where others' are


def _place() -> Path:
    """Where they are: as SQLite does it, not in a /tmp that may be memory, unless somebody names a place."""
    usual = Path(tempfile.gettempdir())
    return _LARGE if usual == Path("/tmp") and os.access(_LARGE, os.W_OK) else usual  # noqa: S108 - compared alone
