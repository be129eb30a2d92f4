"""The frozen program: one folder with Python, Qt and all else inside."""

from __future__ import annotations

import argparse
import ast
import os
import sys
from pathlib import Path

import dev
from packers import bundled, contents, icons, project

FOLDER = project.DIST / project.NAME
PROGRAM = FOLDER / ("qa-reader.exe" if os.name == "nt" else "qa-reader")


def run(options: argparse.Namespace) -> int:
    """Freeze the program; with `--twice` once more, and compare."""
    dev.say(f"{make(accept=options.accept)}")
    return 0


def make(*, accept: bool = False) -> Path:
    """Freeze the program, check what went in and that it works; the folder."""
    project.fresh(project.MADE)
    bundled.build(project.ROOT, project.MADE / "bundled.qarchive")
    icons.make(project.BUILD / "icons")
    work = project.fresh(project.BUILD / "frozen")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--workpath", str(work), "--distpath", str(project.DIST), str(project.PACKAGING / "qa-reader.spec")]
    dev.ENVIRONMENT.update(project.environment())
    dev.step("Freezing", command)
    _strip()
    project.date_all(FOLDER)
    _check_contents(accept=accept)
    dev.step("Checking the frozen program", [str(PROGRAM), "self-check"])
    return FOLDER


def modules() -> list[str]:
    """The Python modules that are inside, as PyInstaller wrote them down."""
    table = ast.literal_eval((project.BUILD / "frozen" / "qa-reader" / "PYZ-00.toc").read_text(encoding="utf-8"))
    return [name for part in table if isinstance(part, list) for name, *_ in part]


def _strip() -> None:
    """Take out what only a debugger reads: ten of the eleven megabytes of zstandard's module."""
    if sys.platform.startswith("linux"):
        modules = [str(file) for file in FOLDER.rglob("*.cpython-*.so")]
        dev.step("Leaving out debug information", ["strip", "--strip-debug", *modules])


def _check_contents(*, accept: bool) -> None:
    broken = [link for link in FOLDER.rglob("*") if link.is_symlink() and not link.exists()]
    if broken:
        dev.fail(f"These links lead nowhere: {', '.join(map(str, broken))}")
    found = contents.of_folder(FOLDER, modules())
    if accept or not contents.KEPT.exists():
        dev.say(f"Written anew: {contents.KEPT}")
        contents.accept(found)
    grown = contents.grown(found)
    if grown:
        said = "\n    ".join(sorted(grown))
        dev.fail(f"The frozen program has grown by:\n    {said}\nLeave it out (packers/pruning.py), or --accept it.")
