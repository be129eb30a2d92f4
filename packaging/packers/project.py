"""What is packed: its name, version and moment, and the templates that say so."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
RESOURCES = ROOT / "resources"
BUILD = ROOT / "build" / "package"  # what is made on the way
MADE = BUILD / "resources"  # resources that are made for a package
DIST = ROOT / "dist"  # what people install

NAME = "qa-reader"
#: The project has no home on the network yet. Whoever publishes it says where, and names its component after that.
HOME = os.environ.get("QA_READER_HOME", "https://qa-reader.example")
COMPONENT = "org.example.qa_reader"
PUBLISHER = "The QA Reader developers"
MAIL = os.environ.get("QA_READER_MAIL", "qa-reader@qa-reader.example")


@cache
def pyproject() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def version() -> str:
    """The version of the program."""
    return str(pyproject()["project"]["version"])


def resources() -> dict[str, Path]:
    """The files of `resources/` that ship, by their places there: the wheel's, and what is made for a package."""
    named = pyproject()["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    files = [file for name in named for file in (ROOT / name, *(ROOT / name).rglob("*"))]
    places = {str(file.relative_to(RESOURCES)): file for file in files}
    places |= {str(file.relative_to(MADE)): file for file in MADE.rglob("*")}
    return {place: file for place, file in sorted(places.items()) if file.is_file()}


def modules() -> list[str]:
    """All modules of the program: some it finds by looking, and some by their names."""
    files = sorted((ROOT / "src" / "qa_reader").rglob("*.py"))
    names = [".".join(file.relative_to(ROOT / "src").with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in names]


@cache
def epoch() -> int:
    """The moment that every package is dated by, in seconds: SOURCE_DATE_EPOCH, or that of the commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return int((ROOT / "pyproject.toml").stat().st_mtime)  # a source package unpacked: as its maker dated it


def moment() -> datetime:
    """The same moment as a date."""
    return datetime.fromtimestamp(epoch(), UTC)


def environment() -> dict[str, str]:
    """The environment in which the same sources give the same bytes."""
    return {**os.environ, "SOURCE_DATE_EPOCH": str(epoch()), "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}


def filled(template: Path, **more: object) -> str:
    """The text of a template; `@NAME@` stands for what is asked of this module, or for one of `more`."""
    known = {
        "VERSION": version(),
        "DATE": f"{moment():%Y-%m-%d}",
        "YEAR": f"{moment():%Y}",
        "HOME": HOME,
        "COMPONENT": COMPONENT,
        "PUBLISHER": PUBLISHER,
        "MAIL": MAIL,
        "SUMMARY": pyproject()["project"]["description"],
        **more,
    }
    text = template.read_text(encoding="utf-8")
    for name, value in known.items():
        text = text.replace(f"@{name}@", str(value))
    return text


def fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def write(file: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Write a file of a package, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    file.chmod(mode)


def date_all(folder: Path) -> None:
    """Give everything below a folder the moment of the package, and the rights that an installation has."""
    for entry in (folder, *folder.rglob("*")):
        if not entry.is_symlink():
            runs = entry.is_dir() or (entry.stat().st_mode & 0o100 and ".so" not in entry.name)
            entry.chmod(0o755 if runs else 0o644)
        os.utime(entry, (epoch(), epoch()), follow_symlinks=False)
