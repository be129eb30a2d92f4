"""The Debian package: the frozen program in /usr/lib/qa-reader and what a desktop wants to know of it.

Without debhelper: there is nothing to compile, and desktop, icons, file types and manual pages are noticed by the
triggers of the packages that care for them, so that no script runs when it is installed or removed.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
from pathlib import Path

import dev
from packers import environment, folder, linux, project, pruning, smoke

TREE = project.BUILD / "deb"
#: Qt loads these by name when they are there; without a Chinese font every Chinese character is a box.
_RECOMMENDED = "fonts-noto-cjk | fonts-droid-fallback, xdg-desktop-portal, at-spi2-core"


def run(options: argparse.Namespace) -> int:
    """Make it and check it; `--twice` makes it again and compares, `--test` installs and uses it."""
    made = make(reuse=options.reuse, fast=options.fast)
    if options.twice:
        first = _digest(made)
        if _digest(make(reuse=False, fast=options.fast)) != first:
            dev.fail(f"{made}: a second build is another one")
        dev.say("A second build has the same bytes.")
    linux.check(TREE / "usr" / "share")
    if not options.fast:
        check(made)
    dev.say(f"{made}: {made.stat().st_size / 1e6:.1f} MB, {linux.installed_kib(TREE) / 1024:.0f} MiB installed")
    return smoke.run(made) if options.test else 0


def make(*, reuse: bool, fast: bool) -> Path:
    """Make the package of the frozen program, frozen anew unless `reuse`; the file."""
    program = folder.FOLDER if reuse and folder.PROGRAM.exists() else folder.make()
    project.fresh(TREE)
    linux.copy_program(TREE / "usr" / "lib" / project.NAME)
    (TREE / "usr" / "bin").mkdir()
    (TREE / "usr" / "bin" / project.NAME).symlink_to(f"../lib/{project.NAME}/{project.NAME}")
    linux.install(TREE / "usr" / "share")
    papers = TREE / "usr" / "share" / "doc" / project.NAME
    project.write(papers / "copyright", _copyright())
    project.write(papers / "changelog.Debian.gz", linux.zipped(_changelog()))
    project.write(papers / "changelog.gz", linux.zipped((project.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")))
    overrides = TREE / "usr" / "share" / "lintian" / "overrides" / project.NAME
    project.write(overrides, (linux.FILES / "lintian-overrides").read_bytes())
    project.date_all(TREE)
    project.write(TREE / "DEBIAN" / "md5sums", _sums())
    project.write(TREE / "DEBIAN" / "control", _control(program))
    project.date_all(TREE / "DEBIAN")
    made = project.DIST / f"{project.NAME}_{project.version()}-1_{_architecture()}.deb"
    dev.ENVIRONMENT.update(project.environment())
    # the number of threads is part of the bytes, and so it does not depend on the machine
    packing = ["dpkg-deb", "--root-owner-group", "--threads-max=2", "-Zxz", *(["-z0"] if fast else [])]
    dev.step(f"Packing {made.name}", [*packing, "--build", str(TREE), str(made)])
    return made


def check(made: Path) -> None:
    """Hold the package against Debian's own checker, which takes a minute."""
    if environment.install({"lintian": "lintian"}):
        dev.say("lintian: SKIPPED, it is not installed")
        return
    dev.step("Checking with lintian", ["lintian", "--fail-on", "error", "--tag-display-limit", "0", str(made)])


def _control(program: Path) -> str:
    return project.filled(
        linux.FILES / "control",
        ARCHITECTURE=_architecture(),
        SIZE=linux.installed_kib(TREE),
        DEPENDS=", ".join(depends(program)),
        RECOMMENDS=_RECOMMENDED,
    )


def depends(program: Path) -> list[str]:
    """The packages of the system's libraries that the program loads. Raises ValueError for a library nobody has."""
    files = [file for file in program.rglob("*") if re.search(r"\.so\b", file.name) or file == folder.PROGRAM]
    inside = {file.name for file in files}
    outside = {name for file in files if not file.is_symlink() for name in pruning.loads(str(file))} - inside
    unknown = sorted(name for name in outside if not pruning.owner(name))
    if unknown:
        raise ValueError(f"neither in the frozen program nor in packers/pruning.py: {', '.join(unknown)}")
    packages = {pruning.owner(name) for name in outside} - {"libc6"}
    return [f"libc6 (>= {linux.glibc(program)})", *sorted(packages)]


def _sums() -> str:
    files = sorted(file for file in TREE.rglob("*") if file.is_file() and not file.is_symlink())
    return "".join(f"{_digest(file, 'md5')}  {file.relative_to(TREE)}\n" for file in files)


def _digest(file: Path, algorithm: str = "sha256") -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest()


def _copyright() -> str:
    terms = (project.ROOT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)[2].rstrip()
    return project.filled(linux.FILES / "copyright", TERMS="\n".join(f" {line or '.'}" for line in terms.splitlines()))


def _changelog() -> str:
    when = project.moment().strftime("%a, %d %b %Y %H:%M:%S +0000")
    who = f"{project.PUBLISHER} <{project.MAIL}>"
    return f"qa-reader ({project.version()}-1) unstable; urgency=medium\n\n  * See changelog.gz.\n\n -- {who}  {when}\n"


def _architecture() -> str:
    said = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    return said.stdout.strip()
