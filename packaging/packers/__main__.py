"""`python3 dev.py package NAME`: what people install, made into `dist/`.

The names:

    folder      the frozen program; the others put it where it belongs
    deb         for Debian and Ubuntu; --test installs and uses it (needs root), --twice builds it again and compares
    appimage    a .tar.xz for any Linux, laid out as an AppDir; --test installs and starts it in an empty home
    wheel       for people who have a Python, and the source package; --test installs it into an empty environment
    windows     setup.exe and .msi of a folder that was frozen on Windows; --payload names it
    macos       the .dmg, on macOS
    starts      no package: start-up, memory and size of the frozen program beside other readers; --runs N
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from packers import environment

NAMES = ("folder", "deb", "appimage", "wheel", "windows", "macos", "starts")


def main(arguments: list[str]) -> int:
    """Make what the arguments name; the exit code."""
    parser = argparse.ArgumentParser(
        prog="dev.py package", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=NAMES, metavar="NAME")
    parser.add_argument("--test", action="store_true", help="install what was made and use it")
    parser.add_argument("--twice", action="store_true", help="build twice, and fail where a byte differs")
    parser.add_argument("--accept", action="store_true", help="write the kept list of what is frozen anew")
    parser.add_argument("--reuse", action="store_true", help="pack the frozen folder that is there already")
    parser.add_argument("--fast", action="store_true", help="compress little, leave out lintian: no release")
    parser.add_argument("--payload", type=Path, metavar="DIR", help="the folder that was frozen on Windows")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="starts of each program, cold and warm")
    options = parser.parse_args(arguments)
    if not environment.is_inside():
        environment.prepare()
        environment.enter(arguments)
    return int(import_module(f"packers.{options.name}").run(options))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
