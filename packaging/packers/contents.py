"""The kept list of what goes into the frozen program; what is not on it does not get in unnoticed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from packers import project

KEPT = project.PACKAGING / "contents" / f"{sys.platform}.txt"
_HEAD = "# What the frozen program is made of. `dev.py package folder --accept` writes it anew; see CONTRIBUTING.md.\n"


def plain(place: str) -> str:
    """A place without what changes from one release, Python or processor to the next."""
    place = re.sub(r"\.(cpython-\d+|cp\d+|abi3)[-\w]*\.(so|pyd)$", r".\2", place.replace("\\", "/"))
    place = re.sub(r"-[0-9a-f]{8}(?=[.-])", "", place)
    return re.sub(r"(\.(so|abi3))(\.[\d.]+)+$|(?<=python3)\.\d+(?=[./])", r"\1", place)


def of_folder(folder: Path, modules: Iterable[str]) -> set[str]:
    """What a frozen program has: its binaries, Qt's data, and the Python packages that are not Python's own."""
    inner = folder / "_internal"
    resources = inner / "resources"
    files = {
        plain(file.relative_to(inner).as_posix())
        for file in inner.rglob("*")
        if file.is_file() and not file.is_relative_to(resources)
    }
    tops = {name.split(".")[0] for name in modules if not name.startswith("_")} - set(sys.stdlib_module_names)
    return files | {f"import {name}" for name in tops}


def grown(found: set[str], kept: Path = KEPT) -> set[str]:
    """What is there and does not stand on the list."""
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    return found - {line for line in lines if not line.startswith("#")}


def accept(found: set[str], kept: Path = KEPT) -> None:
    """Write the list anew."""
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(_HEAD + "".join(f"{line}\n" for line in sorted(found)), encoding="utf-8")
