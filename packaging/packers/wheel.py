"""The wheel and the source package: for people who have a Python."""

from __future__ import annotations

import argparse
import sys
import tempfile
import venv
from pathlib import Path

import dev
from packers import project


def run(options: argparse.Namespace) -> int:
    """Make both; `--test` installs the wheel into an empty environment and lets it check itself."""
    wheel, source = make()
    dev.say(f"{wheel}\n{source}")
    if options.test:
        use(wheel, [str(dev.PACKAGE_LOCK)])
    return 0


def make() -> tuple[Path, Path]:
    """Make the wheel, with the bundled archive in it, and the source package; the files."""
    for old in (*project.DIST.glob("*.whl"), *project.DIST.glob("*.tar.gz")):
        old.unlink()
    dev.ENVIRONMENT.update(project.environment())
    # with the tools of the lock: an isolated build would fetch them unpinned
    dev.step(
        "Making the wheel and the source package", [sys.executable, "-m", "hatchling", "build", "-d", str(project.DIST)]
    )
    return next(project.DIST.glob("*.whl")), next(project.DIST.glob("*.tar.gz"))


def use(wheel: Path, constraints: list[str]) -> None:
    """Install it into an empty environment, with the libraries of the lock, and let it check itself."""
    with tempfile.TemporaryDirectory(prefix="qa-reader-wheel-") as name:
        folder = Path(name)
        venv.create(folder / "venv", with_pip=True)
        programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        pip = [str(programs / "python"), *dev.PIP[1:]]
        # without hashes: the wheel itself is in no lock. The versions are the lock's
        pins = folder / "constraints.txt"
        text = "".join(Path(lock).read_text(encoding="utf-8") for lock in constraints)
        pins.write_text("".join(f"{line.rstrip(' ' + chr(92))}\n" for line in text.splitlines() if "==" in line))
        dev.step("Installing the wheel into an empty environment", [*pip, "--constraint", str(pins), str(wheel)])
        del dev.ENVIRONMENT["PYTHONPATH"]  # else it would find the checkout
        dev.step("Letting it check itself", [str(programs / "qa-reader"), "self-check"])
