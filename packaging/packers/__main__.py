"""`python3 dev.py package NAME`: what people install, made into `dist/`.

The names:

    folder      the frozen program; the others put it where it belongs
    deb         for Debian and Ubuntu; --twice builds it again and compares
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from packers import environment

NAMES = ("folder", "deb")


def main(arguments: list[str]) -> int:
    """Make what the arguments name; the exit code."""
    parser = argparse.ArgumentParser(
        prog="dev.py package", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=NAMES, metavar="NAME")
    parser.add_argument("--twice", action="store_true", help="build twice, and fail where a byte differs")
    parser.add_argument("--accept", action="store_true", help="write the kept list of what is frozen anew")
    parser.add_argument("--reuse", action="store_true", help="pack the frozen folder that is there already")
    parser.add_argument("--fast", action="store_true", help="compress little: for a try, not for a release")
    options = parser.parse_args(arguments)
    if not environment.is_inside():
        environment.prepare()
        environment.enter(arguments)
    return int(import_module(f"packers.{options.name}").run(options))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
