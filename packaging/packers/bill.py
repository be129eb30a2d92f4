"""What ships of others: a bill of materials for machines (CycloneDX), the licences for people. About shows both."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sysconfig
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement

from packers import project

TEXTS = project.PACKAGING / "licences"
BILL, LICENCES = "bom.cdx.json", "licences.txt"
#: What the wheels do not say themselves. Qt is used under the LGPL: its libraries stand apart and can be replaced.
_QT = ("LGPL-3.0-only", (TEXTS / "LGPL-3.0.txt", TEXTS / "GPL-3.0.txt"))
_CLASSIFIED = {"MIT License": "MIT", "BSD License": "BSD-3-Clause", "Apache Software License": "Apache-2.0"}
_SENTENCE = 8  # words
_IS_LICENCE = re.compile(r"(?i)(^|/)(licen[cs]e|copying|notice|authors)[^/]*$")


@dataclass(frozen=True, slots=True)
class Part:
    """One work of others: `kind` is what package URLs call its home; `texts` are its licence and notices."""

    name: str
    version: str
    licence: str
    kind: str
    texts: tuple[str, ...]


def write(folder: Path, libraries: Iterable[Path]) -> None:
    """Write both files for the program and the system's `libraries` that are inside. Raises ValueError if invalid."""
    parts = sorted(
        {*_python(), *_distributions(), *_system(libraries)}, key=lambda part: (part.name.lower(), part.kind)
    )
    project.write(folder / BILL, bill(parts))
    project.write(folder / LICENCES, licences(parts))


def bill(parts: Iterable[Part]) -> str:
    """The bill of materials: the same parts give the same text."""
    listed = list(parts)
    said = Bom(components=[_component(part) for part in listed])
    said.metadata.component = Component(
        name=project.NAME, version=project.version(), type=ComponentType.APPLICATION, bom_ref=project.NAME
    )
    said.metadata.timestamp = project.moment()
    said.serial_number = uuid.uuid5(
        uuid.NAMESPACE_URL, repr([(part.name, part.version) for part in listed]) + project.version()
    )
    said.register_dependency(said.metadata.component, said.components)
    text: str = JsonV1Dot6(said).output_as_string(indent=1)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault:
        raise ValueError(f"the bill of materials is not valid: {fault}")
    return text


def licences(parts: Iterable[Part]) -> str:
    """The licences for people: who is inside under which licence, then each text once."""
    listed = list(parts)
    texts: dict[str, list[str]] = {}
    for part in listed:
        for text in part.texts:
            texts.setdefault(text.strip(), []).append(part.name)
    table = [f"  {part.name} {part.version}: {part.licence}" for part in listed]
    head = "QA Reader is under the MIT licence. These works of others are inside:\n"
    bodies = [f"{'=' * 80}\n{', '.join(dict.fromkeys(names))}\n{'=' * 80}\n\n{text}\n" for text, names in texts.items()]
    return "\n".join([head, *table, "", *bodies])


def _component(part: Part) -> Component:
    licence = LicenseFactory().make_from_string(part.licence)
    url = PackageURL(part.kind, "debian" if part.kind == "deb" else None, part.name, part.version)
    return Component(
        name=part.name, version=part.version, type=ComponentType.LIBRARY, licenses=[licence], purl=url, bom_ref=str(url)
    )


def _python() -> Iterator[Part]:
    text = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    texts = (text.read_text(encoding="utf-8"),) if text.exists() else ()
    yield Part("python", platform.python_version(), "PSF-2.0", "generic", texts)
    yield _part(metadata.distribution("pyinstaller"), "GPL-2.0-or-later WITH Bootloader-exception")


def _distributions() -> Iterator[Part]:
    """The program's libraries and what those need, as they are installed here."""
    waiting, seen = list(project.pyproject()["project"]["dependencies"]), set()
    while waiting:
        wanted = Requirement(waiting.pop())
        if wanted.name.lower() in seen or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        seen.add(wanted.name.lower())
        found = metadata.distribution(wanted.name)
        waiting += found.requires or []
        yield _part(found)


def _part(found: metadata.Distribution, licence: str = "") -> Part:
    said = found.metadata
    name = said["Name"]
    if name.lower().startswith(("pyside6", "shiboken6")):
        licence, files = _QT
        return Part(name, found.version, licence, "pypi", tuple(file.read_text(encoding="utf-8") for file in files))
    classified = [_CLASSIFIED.get(line.split(" :: ")[-1], "") for line in said.get_all("Classifier") or []]
    licence = (
        licence or said["License-Expression"] or next(filter(None, classified), "") or said["License"] or "NOASSERTION"
    )
    texts = [
        Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
        for file in found.files or []
        if ".dist-info" in str(file) and _IS_LICENCE.search(str(file))
    ]
    return Part(name, found.version, licence, "pypi", tuple(texts))


def _system(libraries: Iterable[Path]) -> Iterator[Part]:
    """The Debian packages that the system's libraries inside come from; elsewhere they come with Python."""
    if not shutil.which("dpkg-query"):
        return
    for library in (file for file in libraries if file.is_relative_to("/usr/lib")):
        said = _output("dpkg-query", "--search", str(library)) or _output("dpkg-query", "--search", f"*/{library.name}")
        package = said.split(": ")[0].split(", ")[0]
        if package:
            version = _output("dpkg-query", "--show", "--showformat=${Version}", package)
            name = package.split(":")[0]
            copyright_file = Path("/usr/share/doc", name, "copyright")
            text = copyright_file.read_text(encoding="utf-8") if copyright_file.exists() else ""
            yield Part(name, version, _licences_of(text), "deb", (text,))


def _licences_of(text: str) -> str:
    """What a machine-readable copyright file names, else where to read on; older ones have sentences there."""
    named = dict.fromkeys(re.findall(r"^License: *(\S.*?) *$", text, re.MULTILINE))
    short = [name for name in named if len(name.split()) < _SENTENCE]
    return ", ".join(short) if short else "see its text below"


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
