"""Finds the files that come with the program: in a checkout, in an installed wheel, in the frozen program."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

_THIRD_PARTIES = "third-party"
_PACKAGE = Path(__file__).resolve().parent


class ThirdParties(NamedTuple):
    """What ships of others: the text of their licences, "" for nothing, and the file of the bill of materials."""

    licences: str
    bill: Path | None


@cache
def root() -> Path:
    """The folder of all resources; raises FileNotFoundError where the installation is incomplete."""
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else [_PACKAGE / "_resources", _PACKAGE.parents[1] / "resources"]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the program's own files are missing: none of {', '.join(map(str, places))}")


def path(name: str) -> Path:
    """The resource called `name`, a path below the resources folder with forward slashes."""
    return root() / name


def text(name: str) -> str:
    """The text of a resource."""
    return path(name).read_text(encoding="utf-8")


def bundled_archive() -> Path | None:
    """The archive that comes with the program, or None in a checkout where it was not built yet."""
    places = (root() / "bundled.qarchive", _PACKAGE.parents[1] / "build" / "bundled.qarchive")
    return next((place for place in places if place.is_file()), None)


def third_parties() -> ThirdParties:
    """The works of others that a package brings; a checkout and a wheel bring none."""
    licences, bill = path(f"{_THIRD_PARTIES}/licences.txt"), path(f"{_THIRD_PARTIES}/bom.cdx.json")
    return ThirdParties(
        licences.read_text(encoding="utf-8") if licences.is_file() else "", bill if bill.is_file() else None
    )
