"""What a program costs a Debian that has nothing yet: to be fetched, and on the disk, with all that it depends on.

Of alternatives all are counted, of what is only recommended nothing: for our program as for others.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

_FIELD = re.compile(r"^(Package|Size|Installed-Size): (.*)$", re.MULTILINE)


def of_package(name: str) -> tuple[float, float]:
    """MB to fetch and MB installed of a package that the system's lists name; (0, 0) of another."""
    return _sum(_needed([name]))


def of_file(deb: Path) -> tuple[float, float]:
    """The same of a package in a file, the file itself included."""
    fields = dict(re.findall(r"^(Depends|Installed-Size): (.*)$", _said("dpkg-deb", "--field", str(deb)), re.MULTILINE))
    depends = re.findall(r"(?:^|, *)([a-z0-9.+-]+)", fields["Depends"])
    fetched, installed = _sum(_needed(depends))
    return fetched + deb.stat().st_size / 1e6, installed + int(fields["Installed-Size"]) * 1024 / 1e6


def _needed(packages: Iterable[str]) -> set[str]:
    """Packages and what they depend on, that again, and so on."""
    told = _said("apt-cache", "depends", "--recurse", "--important", *packages)
    return {line for line in told.splitlines() if line[:1].isalnum()}


def _sum(packages: Iterable[str]) -> tuple[float, float]:
    told = _said("apt-cache", "show", "--no-all-versions", *sorted(packages))
    fields = {found["Package"]: found for found in map(dict, map(_FIELD.findall, told.split("\n\n"))) if "Size" in found}
    fetched = sum(int(found["Size"]) for found in fields.values()) / 1e6
    return fetched, sum(int(found["Installed-Size"]) for found in fields.values()) * 1024 / 1e6


def _said(*command: str) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
