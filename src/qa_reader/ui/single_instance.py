"""One window for each data folder: a second start hands its arguments to the first and ends.

A lock on a file of the data folder decides who is first; the system lets go of it when the process ends, however that
comes, so no lock is ever stale. The first listens on a local socket (on Windows a named pipe) of Python's own library:
QtNetwork is not shipped. What comes over it is JSON of this user's own, at most 64 KiB, and never unpickled.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qa_reader.errors import NotFoundError
from qa_reader.ui.start import Start

if TYPE_CHECKING:
    from multiprocessing.connection import Connection, Listener

_MOST_BYTES = 1 << 16
_WAIT_S = 3.0  # for the first to answer: it does so on a thread of its own, even while its window is busy
_AWAY = 1 << 30  # where the byte stands that Windows locks: out of the way of any content
_ACTIVATION = "XDG_ACTIVATION_TOKEN"  # by which a Wayland desktop lets a window come to the front
_ANSWER = b"ok"


class SingleInstance(QObject):
    """Being the first on a data folder, or speaking to whoever is."""

    handed_over = Signal(object)  # Start, on the window's thread

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lock: IO[bytes] | None = None
        self._listener: Listener | None = None
        self._thread: threading.Thread | None = None
        self._farewell = os.urandom(16)

    def claim(self) -> bool:
        """Whether this is the first on the folder, or nobody can know: a folder that cannot be locked has no first."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = (self._folder / "instance.lock").open("ab")
        except OSError:
            return True  # a medium that cannot be written: nothing can be spoilt there by two
        if _locked(lock):
            self._lock = lock
            return True
        lock.close()
        return False

    def hand_over(self, first: Start) -> bool:
        """Give the arguments to the first; whether it took them. False where it does not answer."""
        from qa_reader import citing  # noqa: PLC0415 - needed by a second start only

        message = {
            "archive": str(first.archive.absolute()) if first.archive is not None else "",
            "thread": first.thread,
            "search": first.search,
            "link": citing.link(first.link) if first.link is not None else "",
            "private": "yes" if first.private else "",
            "activation": os.environ.get(_ACTIVATION, ""),
        }
        until = time.monotonic() + _WAIT_S
        while time.monotonic() < until:
            # the first may have the lock, and not listen yet
            with suppress(OSError, EOFError, ValueError), _called(_address(self._folder)) as connection:
                _let_come_to_front()
                connection.send_bytes(json.dumps(message).encode())
                return connection.poll(_WAIT_S) and connection.recv_bytes(_MOST_BYTES) == _ANSWER
            time.sleep(0.05)
        return False

    def listen(self) -> None:
        """Take what later starts hand over; only after `claim`."""
        if self._lock is not None and self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="single-instance", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop listening and let another be the first."""
        if self._thread is not None:
            until = time.monotonic() + _WAIT_S
            while self._thread.is_alive() and time.monotonic() < until:
                # it may not listen yet, or be about to end
                with suppress(OSError, EOFError, ValueError), _called(_address(self._folder)) as connection:
                    connection.send_bytes(self._farewell)
                self._thread.join(0.05)
            self._thread = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    # ------------------------------------------------------------ on the listening thread

    def _serve(self) -> None:
        from multiprocessing.connection import Listener  # noqa: PLC0415 - 20 ms that the window need not wait for

        try:
            address = _address(self._folder)
            if sys.platform != "win32":
                Path(address).unlink(missing_ok=True)  # what a killed first left; the lock says that it is gone
            listener = Listener(address, _family())
        except OSError:
            return  # nobody can hand over; a second start opens a window of its own
        with listener:
            while self._take(listener):
                pass

    def _take(self, listener: Listener) -> bool:
        """Take one message; whether to go on."""
        try:
            with listener.accept() as connection:
                if not connection.poll(_WAIT_S):
                    return True
                message = connection.recv_bytes(_MOST_BYTES)
                if message == self._farewell:
                    return False
                first = _read(message)
                connection.send_bytes(_ANSWER)
        except (OSError, EOFError, ValueError, TypeError, KeyError, NotFoundError):
            return True  # whoever spoke, it was none of ours
        self.handed_over.emit(first)
        return True


def _read(message: bytes) -> Start:
    """What a second start was given. Raises ValueError, KeyError, TypeError or NotFoundError for anything else."""
    from qa_reader import citing  # noqa: PLC0415 - on the listening thread: the window need not wait for it

    told = json.loads(message)
    archive, thread, search, link, private, activation = texts = [
        told[name] for name in ("archive", "thread", "search", "link", "private", "activation")
    ]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("not texts")
    if activation:
        os.environ[_ACTIVATION] = activation  # Qt takes it from there when the window asks to come to the front
    named = citing.parse_link(link) if link else None
    return Start(Path(archive) if archive else None, thread, search, named, bool(private))


def _called(address: str) -> Connection:
    from multiprocessing.connection import Client  # noqa: PLC0415 - needed by a second start only

    return Client(address, _family())


def _family() -> str:
    return "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"


def _address(folder: Path) -> str:
    """Where the first on a folder listens: not within it, as its name may be too long and its medium too simple."""
    import hashlib  # noqa: PLC0415 - likewise

    name = hashlib.sha256(os.path.realpath(folder).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if sys.platform == "win32":
        return rf"\\.\pipe\qa-reader-{name}"
    return str(_private_folder() / f"qa-reader-{name}.sock")


def _private_folder() -> Path:
    """A folder that only this user can enter. Raises OSError where there is none."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given and _is_ours(Path(given)):
        return Path(given)
    import tempfile  # noqa: PLC0415 - likewise

    made = Path(tempfile.gettempdir()) / f"qa-reader-{os.getuid()}"
    made.mkdir(mode=0o700, exist_ok=True)
    if not _is_ours(made):
        raise PermissionError(f"{made}: somebody else's")
    return made


def _is_ours(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def _locked(lock: IO[bytes]) -> bool:
    """Lock the file for this process; False where another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows alone has it

            lock.seek(_AWAY)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - Windows has none

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # Windows says "permission denied" for a lock that another holds; elsewhere it is a medium without locks
        return sys.platform != "win32"
    return True


def _let_come_to_front() -> None:
    """Windows lets only the process that the person just used put a window in front: pass that on."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows alone needs it

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
