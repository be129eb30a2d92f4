"""Reads the page of a running window by AT-SPI, as a screen reader does, and prints what it is told as JSON.

Runs on the system's Python, which has AT-SPI's bindings, on a screen and a session bus of its own: of this project it
imports nothing. Arguments: the command that opens the window.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version is named first

SECONDS = 40.0


def main() -> None:
    """Open the window, wait for its page, and print its parts and what its text says."""
    program = subprocess.Popen(sys.argv[1:])
    try:
        page = until(lambda: named("replyPane"))
        groups = until(lambda: [node for node in nodes(page) if node.get_role_name() == "panel" and node.get_name()])
        text = Atspi.Text.get_text(page, 0, Atspi.Text.get_character_count(page))
        parts = [[group.get_name(), group.get_child_at_index(0).get_name(), inside(group, page)] for group in groups]
        print(json.dumps({"name": page.get_name(), "text": text, "parts": parts}))  # noqa: T201 - the answer
    finally:
        program.terminate()
        program.wait()


def until(look: Callable[[], Any]) -> Any:
    """What is found, once it is there."""
    began = time.monotonic()
    while time.monotonic() - began < SECONDS:
        try:
            found = look()
        except (GLib.Error, LookupError):
            found = None  # a window that is being made answers so
        if found:
            return found
        time.sleep(0.1)
    raise SystemExit(f"Waited {SECONDS:.0f} s in vain.")


def named(name: str) -> Any:
    """The part of the window with this object name. Raises LookupError."""
    desktop = Atspi.get_desktop(0)
    tops = (desktop.get_child_at_index(place) for place in range(desktop.get_child_count()))
    for top in tops:
        for node in nodes(top) if top is not None else ():
            if node.get_accessible_id().split(".")[-1] == name:
                return node
    raise LookupError(name)


def nodes(top: Any, depth: int = 9) -> Iterator[Any]:
    """A node and all below it, but not the rows of lists."""
    yield top
    if depth and top.get_role_name() not in {"list", "tree", "menu bar"}:
        for place in range(top.get_child_count()):
            child = top.get_child_at_index(place)
            if child is not None:
                yield from nodes(child, depth - 1)


def inside(node: Any, other: Any) -> bool:
    """Whether a node lies within another from left to right, on the screen."""
    place, outer = (one.get_extents(Atspi.CoordType.SCREEN) for one in (node, other))
    return bool(outer.x <= place.x and place.x + place.width <= outer.x + outer.width and place.width > 0)


main()
