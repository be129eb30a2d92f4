"""The program for any Linux in one .tar.xz, laid out as an AppDir, with an install script for a user without root."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import dev
from packers import folder, linux, project

#: Executables at the top of the AppDir.
SCRIPTS = ("AppRun", "install.sh")
#: What a window that searches has written soon.
_KEPT = ("user.sqlite3", "instance.lock")
_SECONDS = 60


def run(options: argparse.Namespace) -> int:
    """Make it; `--test` unpacks, installs, starts and removes it in an empty home."""
    if not (options.reuse and folder.PROGRAM.exists()):
        folder.make()
    made = make(fast=options.fast)
    dev.say(f"{made}: {made.stat().st_size / 1e6:.1f} MB")
    if options.test:
        use(made)
    return 0


def make(*, fast: bool) -> Path:
    """Pack the frozen program; the file."""
    name = f"{project.NAME}-{project.version()}-{platform.machine()}.AppDir"
    tree = lay_out(project.fresh(project.BUILD / "appimage") / name)
    made = project.DIST / f"{project.NAME}-{project.version()}-{platform.machine()}.tar.xz"
    # two threads: the number is part of the bytes, and so it does not depend on the machine
    packing = ["tar", "--sort=name", f"--mtime=@{project.epoch()}", "--owner=0", "--group=0", "--numeric-owner"]
    packing += ["--use-compress-program", f"xz -{0 if fast else 6} -T2", "--directory", str(tree.parent)]
    dev.step(f"Packing {made.name}", [*packing, "--create", "--file", str(made), tree.name])
    return made


def lay_out(tree: Path) -> Path:
    """The AppDir, as AppImage's tools want it."""
    (tree / "usr" / "bin").mkdir(parents=True)
    linux.copy_program(tree / "usr" / "lib" / project.NAME)
    (tree / "usr" / "bin" / project.NAME).symlink_to(f"../lib/{project.NAME}/{project.NAME}")
    linux.install(tree / "usr" / "share")
    for script in SCRIPTS:
        project.write(tree / script, (linux.FILES / script).read_bytes(), 0o755)
    glibc, machine = linux.glibc(tree / "usr" / "lib"), platform.machine()
    project.write(tree / "README.txt", project.filled(linux.FILES / "README.txt", GLIBC=glibc, MACHINE=machine))
    (tree / "qa-reader.desktop").symlink_to("usr/share/applications/qa-reader.desktop")
    (tree / "qa-reader.svg").symlink_to("usr/share/icons/hicolor/scalable/apps/qa-reader.svg")
    (tree / ".DirIcon").symlink_to("usr/share/icons/hicolor/256x256/apps/qa-reader.png")
    project.date_all(tree)
    return tree


def use(made: Path) -> None:
    """Unpack it, use it as from a USB stick, install it for a user with an empty home, start it, and remove it."""
    with tempfile.TemporaryDirectory(prefix="qa-reader-home-") as name:
        home = Path(name)
        subprocess.run(["tar", "--extract", "--file", made, "--directory", home], check=True)
        unpacked = next(home.glob("*.AppDir"))
        clean = ["env", "-i", f"HOME={name}", f"PATH={os.environ['PATH']}", "LANG=C.UTF-8"]
        _carry(unpacked, clean, home)
        dev.step("Installing it without root", [*clean, str(unpacked / "install.sh")])
        dev.step("Starting it", [*clean, str(home / ".local/bin/qa-reader"), "self-check"])
        dev.step("Removing it", [*clean, str(home / ".local/opt/qa-reader/uninstall.sh")])
        left = [file for file in (home / ".local").rglob("*") if file.is_file() and "qa-reader" in file.name]
        if left:
            dev.fail(f"It left {', '.join(map(str, left))}.")


def _carry(unpacked: Path, clean: list[str], home: Path) -> None:
    """Use it in portable mode, off screen: all that is written is below its folder `data`."""
    data = unpacked / "data"
    data.mkdir()
    command = [*clean, "QT_QPA_PLATFORM=offscreen", str(unpacked / "AppRun"), "--search", "sleep"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as window:
        try:
            until = time.monotonic() + _SECONDS
            while not all((data / name).exists() for name in _KEPT) and time.monotonic() < until:
                time.sleep(0.1)
        finally:
            window.terminate()
    missing = [name for name in _KEPT if not (data / name).exists()]
    elsewhere = {file for file in home.rglob("*") if file.is_file() and not file.is_relative_to(unpacked)}
    elsewhere -= set((home / ".cache" / "fontconfig").rglob("*"))  # the system's own, of its own fonts
    if missing or elsewhere:
        dev.fail(f"Portable mode: missing in data: {missing}; written elsewhere: {sorted(map(str, elsewhere))}")
    dev.say("In portable mode everything is in its folder data.")
    shutil.rmtree(data)
