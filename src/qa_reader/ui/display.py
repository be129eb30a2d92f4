"""Says whether a window can be shown at all: without a display, Qt ends the process and blames a library."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

_ADVICE = "run it on a desktop, or under a virtual display: xvfb-run qa-reader"
_WAIT_S = 1.0


def fault(environment: Mapping[str, str] | None = None) -> str:
    """Why no window can be shown, in one sentence; "" where one can."""
    known = os.environ if environment is None else environment
    if sys.platform in {"win32", "darwin"} or known.get("QT_QPA_PLATFORM", "").split(":")[0] in {
        "offscreen",
        "minimal",
        "vnc",
    }:
        return ""
    wayland, x11 = known.get("WAYLAND_DISPLAY", ""), known.get("DISPLAY", "")
    if not wayland and not x11:
        return f"there is no display to open a window on; {_ADVICE}"
    if (wayland and _answers(_wayland_socket(wayland, known))) or (x11 and _x11_answers(x11)):
        return ""
    return f"the display {wayland or x11} does not answer; {_ADVICE}"


def _wayland_socket(name: str, known: Mapping[str, str]) -> Path:
    return Path(known.get("XDG_RUNTIME_DIR", "/nonexistent")) / name


def _x11_answers(name: str) -> bool:
    found = re.fullmatch(r"(.*):(\d+)(?:\.\d+)?", name)
    if not found:
        return False
    host, number = found[1], int(found[2])
    if host and not host.startswith("unix") and not host.startswith("/"):
        return _tcp_answers(host, 6000 + number)
    # Xlib tries the socket in the file system, then the one without a file
    return _answers(Path(f"/tmp/.X11-unix/X{number}")) or _answers(f"\0/tmp/.X11-unix/X{number}")  # noqa: S108


def _answers(place: Path | str) -> bool:
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as plug:
        plug.settimeout(_WAIT_S)
        try:
            plug.connect(str(place))
        except OSError:
            return False
        return True


def _tcp_answers(host: str, port: int) -> bool:
    try:
        with closing(socket.create_connection((host, port), _WAIT_S)):
            return True
    except OSError:
        return False
