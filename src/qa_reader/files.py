"""Writing files so that a kill at any moment leaves the old one or the new one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PART = ".part"
_STALE_S = 24 * 60 * 60  # no build takes a day: a part that old is what a killed one left


@contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; when the block ends well, that file takes the place of `target`.

    Where `target` is a link, the file that it leads to is replaced. When the block raises, the new file is removed
    and the old one stands. What killed processes left half written is swept a day later. Raises OSError where the
    folder cannot be written.
    """
    target = Path(os.path.realpath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    # the same folder, so that the last step is a rename within one file system; cut, because 255 bytes are the most
    prefix = f".{target.name[:40]}."
    _sweep(target.parent, prefix)
    part = target.with_name(f"{prefix}{os.urandom(4).hex()}{_PART}")
    part.touch(exist_ok=False)
    try:
        yield part
        _sync(part)
        with suppress(FileNotFoundError):
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


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


def _sweep(folder: Path, prefix: str) -> None:
    """Remove the parts of killed processes; those that cannot be removed stay."""
    for name in os.listdir(folder):  # noqa: PTH208 - names are enough, and a folder may hold many
        if name.startswith(prefix) and name.endswith(_PART):
            left = folder / name
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _STALE_S:
                    left.unlink()


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
