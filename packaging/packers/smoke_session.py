"""Works in the window of the installed program, by keyboard, and sees by AT-SPI what a screen reader would see.

Runs on a screen and a session bus of its own, on the system's Python, which has AT-SPI's bindings: of this project it
imports nothing. What is waited for is a state, never a time alone.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version is named first

HOME, PICTURE, PAINTER = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
ENTRY = "/usr/share/applications/qa-reader.desktop"
PROGRAM = "/usr/lib/qa-reader/qa-reader"
SAMPLE = "/usr/lib/qa-reader/_internal/resources/bundled.qarchive"
DATABASE = HOME / ".local/share/qa-reader/user.sqlite3"
SECONDS = 30.0
QUIET: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
#: A page of a kind that the program imports, for a second archive.
TITLE = "A question that only the second archive holds"
THREAD = {
    "id": "smoke:1",
    "title": TITLE,
    "department": "Neurology",
    "question": "My eyelid has been twitching for a week.",
    "replies": [{"doctor": "Nobody", "text": "That is common and mostly harmless."}],
}


def main() -> None:
    """All of it, one step after the other."""
    until("the screen answers", lambda: not subprocess.call(["xdotool", "getdisplaygeometry"], **QUIET))
    manager = subprocess.Popen(["openbox"], **QUIET)
    until("somebody manages windows", lambda: not subprocess.call(["xdotool", "get_desktop"], **QUIET))
    try:
        step("starts from its desktop entry", launch)
        step("finds what is typed", search)
        step("opens a thread and bookmarks it", bookmark)
        step("closes", close)
        step("has the bookmark after a new start", bookmark_is_there)
        archive = step("builds an archive", build)
        step("opens an archive that is double-clicked, in the window that is there", lambda: double_click(archive))
        step("hands a second start over to the first", second_start)
        step("opens a link", link)
        step("is pictured", picture)
        step("opens its manual", manual)
        step("closes again", close)
    finally:
        manager.terminate()
        for process in running():
            os.kill(process, 9)


def step(what: str, do: Callable[[], Any]) -> Any:
    """Do one step and say how long it took."""
    began = time.monotonic()
    found = do()
    print(f"    it {what}: {time.monotonic() - began:.1f} s", flush=True)
    return found


# ---------------------------------------------------------------- what a person does


def launch() -> None:
    """Start it as a desktop does, and wait for its filled list."""
    subprocess.run(["gio", "launch", ENTRY], check=True)
    until("the list has rows", rows)
    until("the window has the keyboard", lambda: named("mainWindow").get_state_set().contains(Atspi.StateType.ACTIVE))


def search() -> None:
    """Type a search."""
    keys("ctrl+f")
    until("the search field has the keyboard", lambda: is_focused("searchField"))
    subprocess.run(["xdotool", "type", "twitching"], check=True)
    keys("Return")
    until("all rows are of the search", lambda: 0 < len(rows()) < 10 and "twitch" in rows()[0].lower())


def bookmark() -> None:
    """Open the first hit with the keyboard and bookmark it."""
    keys("Down")
    title = rows()[0].split(",")[0]
    until("the reply pane shows the first hit", lambda: title in text("replyPane"))
    keys("ctrl+d")
    until("the bookmark is on the disk", lambda: bookmarks() == 1)


def close() -> None:
    """Quit, and wait until the process is gone."""
    keys("ctrl+q")
    until("no process is left", lambda: not running())


def bookmark_is_there() -> None:
    """Start again and look at the bookmarks."""
    launch()
    keys("ctrl+b")
    until("the list shows the one bookmark", lambda: len(rows()) == 1 and "twitch" in rows()[0].lower())


def build() -> Path:
    """Build an archive with the installed command."""
    source, archive = HOME / "one.jsonl", HOME / "second.qarchive"
    source.write_text(json.dumps(THREAD) + "\n")
    assert asked("build", str(source), "-o", str(archive))["added"] == 1
    return archive


def double_click(archive: Path) -> None:
    """Open the file as a file manager does: by its type."""
    subprocess.run(["update-mime-database", "/usr/share/mime"], check=False, stderr=subprocess.DEVNULL)
    kind = subprocess.run(
        ["gio", "info", "-a", "standard::content-type", archive], capture_output=True, text=True, check=True
    )
    assert "application/vnd.qa-reader.archive" in kind.stdout, kind.stdout
    subprocess.run(["gio", "open", archive], check=True)
    until("the one row is the second archive's", lambda: rows() and rows()[0].startswith(TITLE))
    until("there is one process", lambda: len(running()) == 1)


def second_start() -> None:
    """Start once more with a search: it ends, and the first one searches."""
    subprocess.run(["qa-reader", "--search", "eyelid"], check=True, timeout=SECONDS)
    until("the search field has it", lambda: text("searchField") == "eyelid")
    assert len(running()) == 1, running()


def link() -> None:
    """Open a link to a thread of the sample archive, as a mail program does."""
    archive = asked("info", SAMPLE)["id"]
    hit = asked("search", SAMPLE, "lithium")["hits"][0]
    subprocess.run(["xdg-open", f"qa-reader://{archive}/{hit['id']}"], check=True)
    until("the reply pane shows the thread that the link names", lambda: hit["title"] in text("replyPane"))
    assert len(running()) == 1, running()


def picture() -> None:
    """Keep a picture of the window."""
    subprocess.run([PAINTER, "-m", "packers.screen", PICTURE], check=True)


def manual() -> None:
    """Open the manual and close it."""
    keys("F1")
    until("a second window is there", lambda: application().get_child_count() == 2)
    keys("Escape")
    until("it is closed", lambda: application().get_child_count() == 1)


def asked(*words: str) -> Any:
    """What a command answers as JSON."""
    return json.loads(subprocess.run(["qa-reader", *words, "--json"], check=True, capture_output=True).stdout)


# ---------------------------------------------------------------- what there is to see


def until(what: str, holds: Callable[[], Any]) -> None:
    """Wait until something holds; end with what was waited for."""
    began = time.monotonic()
    while True:
        try:
            if holds():
                return
        except (GLib.Error, LookupError, sqlite3.Error):
            pass  # a window that is being made or closed answers so
        if time.monotonic() - began > SECONDS:
            raise SystemExit(f"Waited {SECONDS:.0f} s for this: {what}")
        time.sleep(0.05)


def application() -> Any:
    """The program in the tree of all accessible programs. Raises LookupError."""
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(place)
        if child is not None and child.get_name() == "QA Reader":
            return child
    raise LookupError("the program")


def named(name: str) -> Any:
    """The part of the window with this object name. Raises LookupError."""
    found = next((node for node in nodes(application()) if node.get_accessible_id().split(".")[-1] == name), None)
    if found is None:
        raise LookupError(name)
    return found


def nodes(top: Any, depth: int = 8) -> Iterator[Any]:
    """A node and all below it, but not the rows of lists."""
    yield top
    if depth and top.get_role_name() not in {"list", "tree", "menu bar"}:
        for place in range(top.get_child_count()):
            child = top.get_child_at_index(place)
            if child is not None:
                yield from nodes(child, depth - 1)


def rows() -> list[str]:
    """What the question list's rows are called, ten at most."""
    found = named("questionList")
    return [found.get_child_at_index(place).get_name() for place in range(min(found.get_child_count(), 10))]


def text(name: str) -> str:
    """The text of a part of the window."""
    found = named(name)
    return str(Atspi.Text.get_text(found, 0, Atspi.Text.get_character_count(found)))


def is_focused(name: str) -> bool:
    """Whether a part of the window has the keyboard."""
    return bool(named(name).get_state_set().contains(Atspi.StateType.FOCUSED))


def bookmarks() -> int:
    """How many bookmarks are on the disk."""
    connection = sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM bookmark").fetchone()[0])
    finally:
        connection.close()


def running() -> list[int]:
    """The processes of the installed program."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str((folder / "exe").readlink()) == PROGRAM:
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def keys(*names: str) -> None:
    """Press keys on whatever has the keyboard."""
    subprocess.run(["xdotool", "key", *names], check=True)


main()
