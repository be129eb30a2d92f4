"""The setup.exe (NSIS) and the .msi (wixl) of a folder that was frozen on Windows; both tools also run on Linux.

UNTESTED on Windows: there was no such machine. The tests build both from a stand-in payload, so that they do not rot.
"""

from __future__ import annotations

import argparse
import os
import re
import uuid
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.sax.saxutils import quoteattr

import dev
from packers import environment, folder, icons, project

FILES = project.PACKAGING / "windows"
SOURCES = project.BUILD / "windows"  # templates filled in
TOOLS = {"makensis": "nsis", "wixl": "wixl"}
#: The one program that people start, beside `qa-reader.exe` for the command line.
PROGRAM = "QA Reader.exe"
_NAMESPACE = uuid.UUID("d3a1c2de-6f2b-4a5c-8a44-51b6d4d0b1c7")


def run(options: argparse.Namespace) -> int:
    """Make both of the frozen folder, or of the one that `--payload` names."""
    payload = options.payload or folder.FOLDER
    if not (payload / PROGRAM).is_file():
        dev.fail(
            f"{payload}: no {PROGRAM} in it. Freeze on Windows (dev.py package folder), then name it by --payload."
        )
    missing = environment.install(TOOLS)
    if len(missing) == len(TOOLS):
        dev.fail(f"Neither of {', '.join(missing)} is here.")
    icons.make(project.BUILD / "icons")
    project.DIST.mkdir(exist_ok=True)
    for tool, make in (("makensis", setup), ("wixl", msi)):
        dev.say(f"{tool}: SKIPPED, it is not installed" if tool in missing else f"{make(payload)}")
    return 0


def setup(payload: Path) -> Path:
    """Make the setup; the file."""
    made = project.DIST / f"QA-Reader-{project.version()}-setup.exe"
    size = sum(file.stat().st_size for file in payload.rglob("*") if file.is_file()) // 1024
    given = {
        "VERSION": project.version(),
        "VERSION4": ".".join(_numbers()),
        "PAYLOAD": payload,
        "ICON": project.BUILD / "icons" / "qa-reader.ico",
        "TARGET": made,
        "KIB": size,
        "PUBLISHER": project.PUBLISHER,
        "HOME": project.HOME,
    }
    defines = [f"-D{name}={value}" for name, value in given.items()]
    dev.ENVIRONMENT.update(project.environment())
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defines, str(FILES / "setup.nsi")]
    dev.step(f"Packing {made.name}", command)
    return made


def msi(payload: Path) -> Path:
    """Make the .msi; the file."""
    made = project.DIST / f"QA-Reader-{project.version()}.msi"
    product = str(uuid.uuid5(_NAMESPACE, project.version())).upper()
    tree = "\n".join(_tree(payload, payload, count()))
    parts = re.findall(r'<Component Id="(\w+)"', tree)
    text = project.filled(
        FILES / "product.wxs",
        PRODUCT=product,
        ICON=_from_source(project.BUILD / "icons" / "qa-reader.ico"),
        TREE=tree,
        REFERENCES="\n".join(f'<ComponentRef Id="{part}"/>' for part in parts),
    )
    source = SOURCES / "product.wxs"
    project.write(source, text)
    dev.ENVIRONMENT.update(project.environment())
    dev.step(f"Packing {made.name}", ["wixl", "--arch", "x64", "--output", str(made), str(source)])
    return made


def version_resource() -> str:
    """The file from which PyInstaller makes the programs' version resource."""
    file = SOURCES / "version.txt"
    project.write(file, project.filled(FILES / "version.txt", VERSION4=", ".join(_numbers())))
    return str(file)


def _tree(payload: Path, below: Path, numbers: Iterator[int]) -> Iterator[str]:
    """The files and folders of the payload as the .msi's source wants them: one component a file.

    Raises ValueError for a name beyond ASCII, at which wixl ends without a word.
    """
    for entry in sorted(below.iterdir()):
        if not entry.name.isascii():
            raise ValueError(f"{entry}: wixl takes no such name")
        number, name = next(numbers), quoteattr(entry.name)
        if entry.is_dir():
            yield f'<Directory Id="d{number}" Name={name}>'
            yield from _tree(payload, entry, numbers)
            yield "</Directory>"
            continue
        guid = str(uuid.uuid5(_NAMESPACE, entry.relative_to(payload).as_posix())).upper()
        yield f'<Component Id="c{number}" Guid="{guid}" Win64="yes">'
        yield f'<File Id="f{number}" Name={name} Source={quoteattr(_from_source(entry))} KeyPath="yes"/></Component>'


def _from_source(file: Path) -> str:
    """The way from the .msi's source to a file: wixl takes no absolute ones."""
    return os.path.relpath(file, SOURCES)


def _numbers() -> list[str]:
    """The version as the four numbers that Windows takes."""
    return [*re.findall(r"\d+", project.version()), "0", "0", "0", "0"][:4]
