"""Writing files so that a kill at any moment leaves the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; when the block ends well, that file takes the place of `target`.

    When the block raises, the new file is removed and the old one stands. Raises OSError where the folder cannot
    be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    # the same folder, so that the last step is a rename within one file system
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _sync(part)
        part.chmod(_mode(target))
        part.replace(target)
        _sync_folder(target.parent)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def replace(target: Path, content: bytes) -> None:
    """Write `content` to `target`, whole or not at all."""
    with replacement(target) as part:
        part.write_bytes(content)


def set_aside(file: Path) -> Path:
    """Rename a damaged file to `NAME.damaged`, `NAME.damaged-2`, …; its new path."""
    aside = file.with_name(f"{file.name}.damaged")
    number = 1
    while aside.exists():
        number += 1
        aside = file.with_name(f"{file.name}.damaged-{number}")
    return file.rename(aside)


def _mode(target: Path) -> int:
    """The rights of the file to be replaced, or those that a new file gets (mkstemp gives 0600)."""
    with suppress(FileNotFoundError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; Windows has no way to, and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
