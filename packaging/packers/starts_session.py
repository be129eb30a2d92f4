"""Starts programs on a screen of their own and sees when their windows come and when they have settled.

Runs on the system's Python, which has python-xlib: of this project it imports nothing. A window has come when the X
server says so (MapNotify; xdotool would only look twice a second). It has settled when nothing but a cursor moved in it
for a while: the last change of its pixels is the time at which its lists were filled.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from Xlib import X, display, error

STILL, LONGEST = 1.5, 30.0  # seconds
LINES = 40  # of the screen that are looked at
SMALLEST = 300  # px: what is smaller is a splash or a tip
CACHES = Path("/proc/sys/vm/drop_caches")


def main() -> None:
    """Start each program once cold, where caches may be dropped, and then warm, in turn."""
    runs, commands = int(sys.argv[1]), json.loads(sys.argv[2])
    screen = _connect()
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in commands}
    for name, command in list(commands.items()):
        if start(screen, command) is None:  # it makes what a first start makes: settings, caches
            print(f"{name} shows no window", file=sys.stderr)
            del commands[name]
    for kind in ["cold"] * runs * os.access(CACHES, os.W_OK) + ["warm"] * runs:
        for name, command in commands.items():
            if kind == "cold":
                os.sync()
                with suppress(OSError):
                    CACHES.write_text("3")
            found[name].append({"kind": kind, **(start(screen, command) or {})})
            print(kind, name, found[name][-1], file=sys.stderr)
    manager.terminate()
    print(json.dumps(found))


def start(screen: display.Display, command: list[str]) -> dict[str, float] | None:
    """Start a program and end it when it has settled: seconds to window and last change, memory; None without one."""
    began = time.monotonic()
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        window, came = None, 0.0
        while window is None and time.monotonic() - began < LONGEST:
            window = _next_window(screen)
            came = time.monotonic() - began
        if window is None:
            return None
        settled = _settled(screen, began)
        return {"window": came, "settled": settled, "resident": _resident(process.pid)}
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(0.5)
        while screen.pending_events():
            screen.next_event()


def _next_window(screen: display.Display) -> Any:
    """A window of a program that the server has just put on the screen."""
    if not screen.pending_events():
        time.sleep(0.002)
        return None
    event = screen.next_event()
    if event.type != X.MapNotify:
        return None
    try:
        size = event.window.get_geometry()
    except error.XError:
        return None
    return event.window if size.width >= SMALLEST and size.height >= SMALLEST else None


def _settled(screen: display.Display, began: float) -> float:
    """The seconds until the last change of the screen that is more than a cursor's."""
    last, before = time.monotonic(), _sample(screen)
    while time.monotonic() - last < STILL and time.monotonic() - began < LONGEST:
        time.sleep(0.02)
        now = _sample(screen)
        if sum(a != b for a, b in zip(before, now, strict=True)) > 1:
            last = time.monotonic()
        before = now
    return last - began


def _sample(screen: display.Display) -> list[int]:
    """Lines of the screen, each as a number."""
    root = screen.screen().root
    size = root.get_geometry()
    step = size.height // LINES
    return [
        zlib.crc32(root.get_image(0, y, size.width, 1, X.ZPixmap, 0xFFFFFFFF).data)
        for y in range(step // 2, size.height, step)
    ]


def _resident(top: int) -> float:
    """The memory that a process and all its children hold, MB."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            said = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            parents[int(said["Pid"])] = int(said["PPid"]), int(said.get("VmRSS", "0").split()[0])
    family = {top}
    while more := {pid for pid, (parent, _) in parents.items() if parent in family and pid not in family}:
        family |= more
    return sum(parents[pid][1] for pid in family if pid in parents) / 1024


def _connect() -> display.Display:
    """The screen, told to say what happens to windows."""
    for _ in range(100):
        try:
            screen = display.Display()
            break
        except error.DisplayConnectionError:
            time.sleep(0.1)
    else:
        raise SystemExit("The screen does not answer.")
    screen.screen().root.change_attributes(event_mask=X.SubstructureNotifyMask)
    screen.sync()
    return screen


main()
