"""What a Linux desktop wants to know of a program: entry, icons, file type, description, manual page."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import dev
from packers import environment, project

FILES = project.PACKAGING / "linux"
#: The programs that check it, by the Debian packages that have them.
CHECKERS = {"desktop-file-validate": "desktop-file-utils", "appstreamcli": "appstream"}


def install(share: Path) -> None:
    """Put all of it where a desktop looks below a `share` folder."""
    project.write(share / "applications" / "qa-reader.desktop", (FILES / "qa-reader.desktop").read_bytes())
    project.write(share / "mime" / "packages" / "qa-reader.xml", (FILES / "qa-reader.xml").read_bytes())
    project.write(share / "metainfo" / f"{project.COMPONENT}.metainfo.xml", project.filled(FILES / "metainfo.xml"))
    project.write(share / "man" / "man1" / "qa-reader.1.gz", zipped(project.filled(FILES / "qa-reader.1")))
    icons = share / "icons" / "hicolor"
    for picture in (project.BUILD / "icons").glob("*.png"):
        project.write(icons / f"{picture.stem}x{picture.stem}" / "apps" / "qa-reader.png", picture.read_bytes())
    source = project.RESOURCES / "icons" / "qa-reader.svg"
    project.write(icons / "scalable" / "apps" / "qa-reader.svg", source.read_bytes())


def check(share: Path) -> None:
    """Hold it against the desktops' own checkers, as far as they are here."""
    missing = environment.install(CHECKERS)
    checks: dict[str, list[str | Path]] = {
        "desktop-file-validate": [share / "applications" / "qa-reader.desktop"],
        "appstreamcli": ["validate", "--no-net", share / "metainfo" / f"{project.COMPONENT}.metainfo.xml"],
    }
    for name, arguments in checks.items():
        if name in missing:
            dev.say(f"{name}: SKIPPED, it is not installed")
        else:
            dev.step(f"Checking with {name}", [name, *map(str, arguments)])


def zipped(text: str) -> bytes:
    """The text as gzip: the same text gives the same bytes."""
    return gzip.compress(text.encode(), mtime=0)


def installed_kib(folder: Path) -> int:
    """What the files below a folder take on a disk, in KiB as dpkg counts them."""
    entries = [entry for entry in folder.rglob("*") if not entry.is_relative_to(folder / "DEBIAN")]
    return sum(-(-entry.lstat().st_size // 1024) if not entry.is_dir() else 1 for entry in entries)


def copy_program(target: Path) -> None:
    """Copy the frozen folder, links as links."""
    shutil.copytree(project.DIST / project.NAME, target, symlinks=True)


def glibc(folder: Path) -> str:
    """The oldest glibc that every object below a folder finds what it wants in."""
    versions: set[tuple[int, ...]] = {(2, 17)}
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink() and file.read_bytes()[:4] == b"\x7fELF":
            said = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=True).stdout
            versions |= {tuple(map(int, word[6:].split("."))) for word in said.split() if word.startswith("GLIBC_2")}
    return ".".join(map(str, max(versions)))
