"""The virtual environment and the system's tools that packages are made with. Python's own library only.

It is apart from `.venv`, so that what is frozen is what the lock names and nothing of the tests' tools.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import dev

VENV = dev.ROOT / ".venv-package"
MARK = ".installed"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
_DEBIAN = Path("/usr/bin/python3")

#: Programs by the Debian packages that have them.
FREEZING = {"objcopy": "binutils"}


def is_inside() -> bool:
    """Whether this very process runs in the packages' environment."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def prepare() -> None:
    """Make the environment where it is missing, or is another than the lock's."""
    base, version = base_python()
    # the libraries that a screen needs are frozen with the program, or stand among what it depends on
    needs = lacking(FREEZING) | dev.missing_libraries(dev.ON_SCREEN) if sys.platform.startswith("linux") else {}
    if base == _DEBIAN and not _loads(f"libpython{version[0]}.{version[1]}.so.1.0"):
        needs["Python as a library"] = f"libpython{version[0]}.{version[1]}"
    if base == _DEBIAN and not dev.succeeds([str(base), "-c", "import ensurepip, venv"]):
        needs["Python's venv"] = "python3-venv"
    dev.install_packages(needs)
    if dev.is_installed(VENV, dev.PACKAGE_LOCK, version, MARK):
        return
    dev.step("Making .venv-package", [str(base), "-m", "venv", "--clear", str(VENV)])
    (VENV / MARK).write_text("")
    install = [str(PYTHON), *dev.PIP[1:], "--require-hashes", "-r", str(dev.PACKAGE_LOCK)]
    dev.step(f"Installing what {dev.PACKAGE_LOCK.name} names into .venv-package", install)
    (VENV / MARK).write_text(dev.stamp(dev.PACKAGE_LOCK, version))


def enter(arguments: list[str]) -> None:
    """Go on with the same arguments in the environment; does not return."""
    path = os.pathsep.join(map(str, dev.PACKAGE_PATH))
    dev.become([str(PYTHON), "-m", "packers", *arguments], PYTHONPATH=path)


def install(tools: Mapping[str, str]) -> list[str]:
    """Install the programs that are missing, where that may be done; those that are missing still."""
    with suppress(SystemExit):  # said already; what cannot be done without them is left out visibly
        dev.install_packages(lacking(tools))
    return list(lacking(tools))


def lacking(tools: Mapping[str, str]) -> dict[str, str]:
    """Those of the programs that are not there, and what on this Debian is in the way of none."""
    return {tool: package for tool, package in tools.items() if not shutil.which(tool)}


def base_python() -> tuple[Path, tuple[int, ...]]:
    """The Python to freeze with its version: Debian's where it will do, its library is a third of a home-made one's."""
    if sys.platform.startswith("linux") and _DEBIAN.exists():
        said = subprocess.run(
            [_DEBIAN, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False
        )
        version = tuple(map(int, said.stdout.split()))
        if not dev.version_fault(version):
            return _DEBIAN, version
    return Path(getattr(sys, "_base_executable", sys.executable)), tuple(sys.version_info[:2])


def _loads(library: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(library)
        return True
    return False
