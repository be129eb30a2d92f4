"""`python3 dev.py package NAME [--test]`: what people install.

    folder      the frozen program, in dist/qa-reader
    deb         for Debian and Ubuntu; --test installs and uses it (needs root), --twice builds it again and compares
    appimage    a .tar.xz for any Linux, with an install script for a user without root
    wheel       for Python people, and the source package; --test installs it into an empty environment
    windows     setup.exe and .msi of a folder frozen on Windows
    macos       .dmg of an app frozen on macOS
    starts      no package: measures start-up, memory and size of the installed deb beside other readers
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

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
    options = parser.parse_args(arguments)
    if not environment.is_inside():
        environment.prepare()
        environment.enter(arguments)
    return int(import_module(f"packers.{options.name}").run(options))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
