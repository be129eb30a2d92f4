"""How fast the installed program is there, how much memory it takes and how large it is, beside other offline readers.

All are measured in one run, in turn, by the events of the X server that a person's eye would see: `starts_session.py`.
Sizes are those of the Debian packages (`sizes`), ours of the package in `dist/` where one was made.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import dev
from packers import environment, folder, project, sizes

TOOLS = {"xvfb-run": "xvfb xauth", "openbox": "openbox", "dbus-run-session": "dbus"}
#: Other readers by their Debian packages; what is not installed is left out.
PEERS = {"zeal": ["zeal"], "goldendict": ["goldendict"], "recoll": ["recoll"], "kiwix": ["kiwix-desktop"]}
OURS, BARE = "qa-reader", "bare window"
_SYSTEM_PYTHON = "/usr/bin/python3"
_BARE_SOURCE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1200, 800)
window.show()
raise SystemExit(application.exec())
"""
_SECONDS = 1800


def run(options: argparse.Namespace) -> int:
    """Measure the frozen program of `dist/`, a bare window frozen the same way, and the peers that are installed."""
    if not folder.PROGRAM.exists():
        folder.make()
    missing = environment.install(TOOLS)
    if missing:
        dev.fail(f"There is no {', '.join(missing)}.")
    if not dev.succeeds([_SYSTEM_PYTHON, "-c", "import Xlib"]):
        dev.install_packages({"Xlib for Python": "python3-xlib"})
    figures = measure(programs(), options.runs)
    for name, found in figures.items():
        found |= _sizes(name)
    print(table(figures))
    print(json.dumps(figures))
    return 0


def programs() -> dict[str, list[str]]:
    """What is measured, by name, with its command."""
    there = {name: command for name, command in PEERS.items() if dev.succeeds(["which", command[0]])}
    return {BARE: [str(bare_window())], OURS: [str(folder.PROGRAM)], **there}


def bare_window() -> Path:
    """A bare window of Qt's, frozen as the program is."""
    made = project.BUILD / "bare" / "bare-window" / "bare-window"
    if not made.exists():
        source = project.BUILD / "bare" / "bare_window.py"
        project.write(source, _BARE_SOURCE)
        work = ["--workpath", str(source.parent / "work"), "--distpath", str(source.parent)]
        spec = str(project.PACKAGING / "bare-window.spec")
        dev.ENVIRONMENT.update(project.environment(), QA_READER_BARE=str(source))
        dev.step("Freezing a bare window", [sys.executable, "-m", "PyInstaller", "--log-level", "WARN", *work, spec])
    return made


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, dict[str, Any]]:
    """The figures of each program, times in seconds and memory in MB: medians over the runs."""
    with tempfile.TemporaryDirectory(prefix="qa-reader-starts-") as home:
        settings = {"HOME": home, "XDG_RUNTIME_DIR": home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        settings["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # root may not use it, and would see no window
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24", "dbus-run-session", "--"]
        session = [_SYSTEM_PYTHON, str(Path(__file__).with_name("starts_session.py")), str(runs), json.dumps(commands)]
        said = subprocess.run([*screen, *session], env=settings, stdout=subprocess.PIPE, check=True, timeout=_SECONDS)
    found: dict[str, list[dict[str, Any]]] = json.loads(said.stdout.splitlines()[-1])
    return {name: _figures(starts) for name, starts in found.items() if starts}


def table(figures: dict[str, dict[str, Any]]) -> str:
    """The figures as lines to read."""
    columns = ("cold window", "cold settled", "warm window", "warm settled", "MB resident", "MB fetched", "MB on disk")
    lines = [f"{'':14}" + "".join(f"{column:>14}" for column in columns)]
    for name, found in figures.items():
        lines.append(f"{name:14}" + "".join(f"{found.get(column) or '-':>14}" for column in columns))
    return "\n".join(lines)


def _sizes(name: str) -> dict[str, int]:
    """What has to be fetched for a program and what that takes on the disk, with all that it depends on."""
    made = sorted(project.DIST.glob(f"{project.NAME}_*.deb"), key=lambda file: file.stat().st_mtime)
    if name == OURS and made:
        fetched, installed = sizes.of_file(made[-1])
    else:
        fetched, installed = sizes.of_package(name) if name in PEERS else (0.0, 0.0)
    return {"MB fetched": round(fetched), "MB on disk": round(installed)} if installed else {}


def _figures(starts: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in ("cold", "warm"):
        of_kind = [start for start in starts if start["kind"] == kind]
        for what in ("window", "settled"):
            if of_kind:
                found[f"{kind} {what}"] = round(statistics.median(start[what] for start in of_kind), 2)
    found["MB resident"] = round(statistics.median(start["resident"] for start in starts))
    return found
