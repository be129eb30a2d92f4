"""Uses the installed program as a person would: installs the package, upgrades it, works in the window, removes it.

The window is used in `smoke_session.py`, by the system's own Python, which alone has the bindings of AT-SPI.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import dev
from packers import environment, project

#: What the test needs beside the package itself, by program or file.
TOOLS = {
    "xvfb-run": "xvfb xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "dbus-run-session": "dbus",
    "gio": "libglib2.0-bin",
    "xdg-open": "xdg-utils",
    "update-desktop-database": "desktop-file-utils",
    "update-mime-database": "shared-mime-info",
}
BINDINGS = "python3-gi gir1.2-atspi-2.0 at-spi2-core".split()
PICTURE = project.DIST / "smoke.png"
_SYSTEM_PYTHON = "/usr/bin/python3"
_SECONDS = 240
_GONE = "usr/lib/qa-reader/_internal/of-the-older-version.txt"


def run(made: Path) -> int:
    """Try the package on this machine; 0, also where that is not possible, which is said."""
    reason = _not_here()
    if reason:
        dev.say(f"Using the installed program: SKIPPED, {reason}.")
        return 0
    with (
        (project.BUILD / "smoke.lock").open("w") as lock,
        tempfile.TemporaryDirectory(prefix="qa-reader-smoke-") as name,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        home = Path(name)
        older = older_package(made, home / "older.deb")
        try:
            _do("Installing an older version", _apt("install", str(older)))
            _expect("the older version brings its file", Path("/", _GONE).exists)
            _do("Upgrading it", _apt("install", str(made)))
            _expect("a file of the older version is gone", lambda: not Path("/", _GONE).exists())
            _use(home)
        finally:
            _do("Removing it", _apt("remove", project.NAME))
        _expect("nothing of the program is left", lambda: not _left())
        _expect("what the reader kept is untouched", (home / ".local/share/qa-reader/user.sqlite3").exists)
    dev.say(f"The installed program works; picture: {PICTURE}")
    return 0


def older_package(made: Path, target: Path) -> Path:
    """The package as an older version would be: a lower number, and a file that the new one does not have."""
    tree = target.with_suffix("")
    subprocess.run(["dpkg-deb", "--raw-extract", made, tree], check=True)
    control = tree / "DEBIAN" / "control"
    control.write_text(re.sub(r"(?m)^Version: .*", "Version: 0.0.1-1", control.read_text()))
    (tree / _GONE).write_text("This belongs to the older version.\n")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, target], check=True, capture_output=True
    )
    shutil.rmtree(tree)
    return target


def _not_here() -> str:
    """Why the package cannot be tried on this machine, "" where it can."""
    if os.geteuid() != 0:
        return "installing needs root"
    if subprocess.run(["dpkg-query", "--show", project.NAME], capture_output=True, check=False).returncode == 0:
        return f"{project.NAME} is installed here already, and the test would remove it"
    missing = environment.install(TOOLS)
    if missing:
        return f"there is no {', '.join(missing)}"
    bindings = [_SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    if not dev.succeeds(bindings):
        dev.install_packages(dict.fromkeys(("AT-SPI for Python",), " ".join(BINDINGS)))
    return "" if dev.succeeds(bindings) else "the system's Python has no AT-SPI"


def _use(home: Path) -> None:
    """Work in the window, on a screen and a session bus of its own, as a user with an empty home."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    settings = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    settings["PYTHONPATH"] = os.environ["PYTHONPATH"]  # for the picture
    (home / "run").mkdir(mode=0o700)
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24", "dbus-run-session", "--"]
    session = [
        _SYSTEM_PYTHON,
        str(Path(__file__).with_name("smoke_session.py")),
        str(home),
        str(PICTURE),
        sys.executable,
    ]
    done = subprocess.run(
        [*screen, *session],
        env={"LANG": "C.UTF-8", **kept, **settings},
        timeout=_SECONDS,
        check=False,
        stderr=subprocess.PIPE,
    )
    if done.returncode:
        dev.fail(f"{done.stderr.decode(errors='replace')}\nThe installed program does not do what it should.")


def _apt(*arguments: str) -> list[str]:
    settings = ["-o", "DPkg::Lock::Timeout=300", "-qq", "-y", "--no-install-recommends", "--allow-downgrades"]
    return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *settings, *arguments]


def _left() -> list[Path]:
    places = ("usr/lib/qa-reader", "usr/bin/qa-reader", "usr/share/applications/qa-reader.desktop")
    return [Path("/", place) for place in places if Path("/", place).exists()]


def _do(what: str, command: list[str]) -> None:
    dev.step(what, command)


def _expect(what: str, holds: Callable[[], object]) -> None:
    if not holds():
        dev.fail(f"It should be that {what}.")


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1])))
