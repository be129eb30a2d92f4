"""Folders for large files that are needed only meanwhile."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa_reader import files

_PREFIX = "qa-reader-"
#: The file in each such folder that is held while its maker lives.
_IN_USE = "in-use"


@contextmanager
def folder(purpose: str) -> Iterator[Path]:
    """A new folder, gone when the block ends.

    What killed processes left of folders for this purpose is removed first. Raises OSError where there is no room.
    """
    place = _place()
    for left in place.glob(f"{_PREFIX}{purpose}-*"):
        with files.deserted(left / _IN_USE) as gone:
            if gone:
                shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{purpose}-", dir=place))
    try:
        with files.held(made / _IN_USE):
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _place() -> Path:
    """Where they are: as SQLite does it, not in a /tmp that may be memory, unless somebody names a place."""
    usual, large = Path(tempfile.gettempdir()), Path("/var/tmp")  # noqa: S108 - mkdtemp draws the names in it
    return large if usual == Path("/tmp") and os.access(large, os.W_OK) else usual  # noqa: S108 - compared alone
