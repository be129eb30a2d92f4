"""Writing files so that a kill at any moment leaves the old one or the new one."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_PART, _LOCK = ".part", ".lock"
#: No build takes a day: what is that old was left by a killed one. Where there are locks, these tell it at once.
_STALE_S = 24 * 60 * 60


@contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; when the block ends well, that file takes the place of `target`.

    Where `target` is a link, the file that it leads to is replaced. When the block raises, the new file is removed
    and the old one stands. What killed processes left half written is swept by the next call for that target; on
    Windows, and where a file system has no locks, by the next one a day later. Raises OSError where the folder cannot
    be written.
    """
    target = Path(os.path.realpath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    # the same folder, so that the last step is a rename within one file system; cut, because 255 bytes are the most
    prefix = f".{target.name[:40]}."
    _sweep(target.parent, prefix)
    part = target.with_name(f"{prefix}{os.urandom(4).hex()}{_PART}")
    with _in_use(part):
        yield part
        _sync(part)
        with suppress(FileNotFoundError):
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
        _sync_folder(target.parent)


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


@contextmanager
def _in_use(part: Path) -> Iterator[None]:
    """Make the part, which nobody sweeps while the block runs; both are gone when it ends."""
    lock = part.with_suffix(_LOCK)
    with held(lock):
        try:
            part.touch()
            yield
        finally:
            part.unlink(missing_ok=True)
            lock.unlink(missing_ok=True)  # still held: whoever waits for it sees that it is gone


def _sweep(folder: Path, prefix: str) -> None:
    """Remove the parts and the locks of killed processes; those that cannot be removed stay."""
    for name in os.listdir(folder):  # noqa: PTH208 - names are enough, and a folder may hold many
        if name.startswith(prefix) and name.endswith((_PART, _LOCK)):
            with suppress(OSError):
                _remove_deserted((folder / name).with_suffix(_PART))


def _remove_deserted(part: Path) -> None:
    """Remove a part and its lock where their maker is gone; a part without a lock where it is old."""
    lock = part.with_suffix(_LOCK)
    if not lock.exists():
        if is_old(part):
            part.unlink()
        return
    with deserted(lock) as gone:
        if gone:
            part.unlink(missing_ok=True)
            lock.unlink()


def is_old(file: Path) -> bool:
    """Whether nobody has changed a file or a folder for a day."""
    try:
        return time.time() - file.stat().st_mtime > _STALE_S
    except OSError:
        return False


if sys.platform == "win32":

    @contextmanager
    def held(file: Path) -> Iterator[None]:
        """Make the file; nobody takes it for deserted for a day from now, however long the block runs."""
        file.touch()
        yield

    @contextmanager
    def deserted(file: Path) -> Iterator[bool]:
        """Whether whoever made the file seems to be gone: it is a day old."""
        yield is_old(file)

else:

    @contextmanager
    def held(file: Path) -> Iterator[None]:
        """Make the file; while the block runs, nobody takes it for deserted. A killed process holds nothing any more.

        It must be a file that nobody reads or writes: where `flock` comes from a server, it keeps others from the
        bytes (CIFS), or is the lock that SQLite wants (NFS). Where a file system has none, its age tells: a day.
        """
        handle = _locked(file)
        try:
            yield
        finally:
            os.close(handle)

    def _locked(file: Path) -> int:
        """The file, made where it is not, open and locked."""
        while True:
            handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
            if _is_at(handle, file):
                return handle
            os.close(handle)  # it was swept before it was locked

    @contextmanager
    def deserted(file: Path) -> Iterator[bool]:
        """Whether whoever made the file is gone; nobody can take hold of it while the block runs."""
        try:
            handle = os.open(file, os.O_RDWR)
        except OSError:
            yield False
            return
        try:
            yield _is_free(handle, file)
        finally:
            os.close(handle)

    def _is_free(handle: int, file: Path) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return is_old(file)
        return _is_at(handle, file)

    def _is_at(handle: int, file: Path) -> bool:
        """Whether the open file is the one that is there now."""
        try:
            return os.path.samestat(os.fstat(handle), file.stat())
        except FileNotFoundError:
            return False


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
