"""Says whether a window can be shown at all: without a display, Qt ends the process and blames a library.

Imports nothing that has to be installed: `dev.py` asks it before anything is installed.
"""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from qa_reader.wording import tr

_WAIT_S = 2.0


def fault(env: Mapping[str, str], system: str = sys.platform) -> str:
    """Why no window can open here and what to do, in one sentence; "" where one can."""
    needs_none = not system.startswith("linux") or env.get("QT_QPA_PLATFORM", "xcb") not in {"xcb", "wayland"}
    if needs_none or any(map(_answers, _addresses(env))):
        return ""
    named = [f"{name}={env[name]}" for name in ("WAYLAND_DISPLAY", "DISPLAY") if env.get(name)]
    nowhere = tr("neither DISPLAY nor WAYLAND_DISPLAY is set")
    found = tr("nothing answers at {0}").format(tr(" or ").join(named)) if named else nowhere
    return tr(
        "There is no display to open the window on ({0}): start this from a desktop, through `ssh -X` or under "
        "`xvfb-run`, or use a command such as `search`, which needs none (--help lists them)."
    ).format(found)


def _addresses(env: Mapping[str, str]) -> Iterator[str | tuple[str, int]]:
    """Where a display listens by WAYLAND_DISPLAY and DISPLAY: names of local sockets, and a host's port."""
    if env.get("WAYLAND_DISPLAY"):
        yield str(Path(env.get("XDG_RUNTIME_DIR", ""), env["WAYLAND_DISPLAY"]))
    x11 = re.fullmatch(r"(.*):(\d+)(\.\d+)?", env.get("DISPLAY", ""))
    if x11 and x11[1] in {"", "unix"}:
        yield f"/tmp/.X11-unix/X{x11[2]}"  # noqa: S108 - the place is X's, not ours
        yield f"\0/tmp/.X11-unix/X{x11[2]}"  # Linux: the same without a file
    elif x11:
        yield x11[1], 6000 + int(x11[2])


def _answers(address: str | tuple[str, int]) -> bool:
    """Whether somebody listens at this address."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family) as probe:
        probe.settimeout(_WAIT_S)
        try:
            return probe.connect_ex(address) == 0
        except (OSError, OverflowError):  # no such host, no such port
            return False
