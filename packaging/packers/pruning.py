"""What goes into the frozen program: Qt's parts in use, no library of the system that every desktop has.

`../qa-reader.spec` asks it while PyInstaller works. Names are places within the frozen program, with forward slashes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

#: Modules that some library mentions and the program never comes to.
MODULES = """
tkinter unittest pydoc doctest pdb ssl _ssl setuptools pkg_resources distutils lib2to3 ensurepip venv curses readline
numpy.f2py numpy.testing numpy.distutils zstandard._cffi zstandard.backend_cffi cffi attr attrs IPython
pygments PySide6.QtNetwork PySide6.QtDBus _uuid typing_extensions
""".split()
#: Where they are there PyInstaller's own start imports them, which takes 3 ms, and only Windows is spoken to through them.
OF_WINDOWS = ("ctypes", "_ctypes")
#: What PyInstaller runs at each start for the sake of modules whose use here needs none of it.
HOOKS = ["pyi_rth_inspect"]
if sys.platform == "linux":
    MODULES += OF_WINDOWS
    # It imports QtCore, for commands as well, and leaves QT_PLUGIN_PATH to every program that is started from here;
    # PySide's wheel finds its plugins by itself.
    HOOKS += ["pyi_rth_pyside6"]
#: What it runs at each start and only a worker process needs: it imports all of `multiprocessing`.
_OF_WORKERS = "pyi_rth_multiprocessing"
_IF_WORKER = 'import sys\nif "--multiprocessing-fork" in sys.argv or "-c" in sys.argv:\n'
#: Of Qt's plugins these alone; everything else of `plugins/` stays out.
PLUGINS = """
platforms/*xcb* platforms/*wayland* platforms/*offscreen* platforms/*windows* platforms/*cocoa*
platforminputcontexts/* platformthemes/*xdgdesktopportal* iconengines/*svgicon*
imageformats/*svg* imageformats/*jpeg* imageformats/*ico.* styles/* printsupport/*
wayland-shell-integration/*xdg-shell* wayland-decoration-client/*
""".split()
#: What a library brings for those who build on it.
SOURCES = (".c", ".h", ".pxd", ".pxi", ".pyi", ".pyx", ".typed")
#: Of Qt's translations those of the interface's other languages.
TRANSLATIONS = ("qtbase_zh_TW.qm",)

#: Shared libraries that belong to the system: a copy would fight with what its graphics drivers load, or with its
#: settings. Each with the Debian package that has it; the package made here depends on those that are needed.
SYSTEM = {
    "ld-linux*": "libc6",
    "libc.so.*": "libc6",
    "libm.so.*": "libc6",
    "libdl.so.*": "libc6",
    "librt.so.*": "libc6",
    "libpthread.so.*": "libc6",
    "libresolv.so.*": "libc6",
    "libutil.so.*": "libc6",
    "libstdc++.so.*": "libstdc++6",
    "libgcc_s.so.*": "libgcc-s1",
    "libz.so.*": "zlib1g",
    "libGL.so.*": "libgl1",
    "libEGL.so.*": "libegl1",
    "libX11.so.*": "libx11-6",
    "libX11-xcb.so.*": "libx11-xcb1",
    "libxcb.so.*": "libxcb1",
    "libfontconfig.so.*": "libfontconfig1",
    "libfreetype.so.*": "libfreetype6",
    "libglib-2.0.so.*": "libglib2.0-0t64 | libglib2.0-0",
    "libgthread-2.0.so.*": "libglib2.0-0t64 | libglib2.0-0",
    "libdbus-1.so.*": "libdbus-1-3",
    "libcups.so.*": "libcups2t64 | libcups2",
    "libwayland-client.so.*": "libwayland-client0",
    "libwayland-cursor.so.*": "libwayland-cursor0",
}


def owner(library: str) -> str:
    """The Debian package of a library that belongs to the system, "" for one that the program brings."""
    return next((package for pattern, package in SYSTEM.items() if fnmatchcase(library, pattern)), "")


def is_wanted(place: str) -> bool:
    """Whether a file that PyInstaller found goes in, for its own sake."""
    path = PurePosixPath(place.replace("\\", "/"))
    if "plugins" in path.parts:
        inner = "/".join(path.parts[path.parts.index("plugins") + 1 :])
        return any(fnmatchcase(inner, pattern) for pattern in PLUGINS)
    if "translations" in path.parts and path.suffix == ".qm":
        return path.name in TRANSLATIONS or "PySide6" not in path.parts
    if path.parts[0] == "PySide6" and re.match(r"Qt(Network|DBus)\.", path.name):
        return False
    described = any(part.endswith(".dist-info") for part in path.parts)
    return path.suffix not in SOURCES and not described and not owner(path.name)


def starter(entry: tuple[str, str, str], folder: Path) -> tuple[str, str, str]:
    """What is run at the start in the place of an entry of PyInstaller's list; made in `folder`."""
    name, file, kind = entry
    if name != _OF_WORKERS:
        return entry
    made = folder / f"{name}.py"
    source = Path(file).read_text(encoding="utf-8").replace("del _pyi_rthook\n", "")
    made.write_text(_IF_WORKER + textwrap.indent(source, "    "), encoding="utf-8")
    return name, str(made), kind


def without_orphans(found: Mapping[str, str], needs: Callable[[str], Iterable[str]]) -> set[str]:
    """The places that are needed: extension modules, plugins, Python, and every library that one of those loads.

    `found` has the file of each place; `needs` gives the names of the libraries that a file loads.
    """
    by_name = {PurePosixPath(place).name: place for place in found}
    kept: set[str] = set()
    waiting = [place for place in found if not _is_library(place)]
    while waiting:
        place = waiting.pop()
        if place not in kept:
            kept.add(place)
            waiting += [by_name[name] for name in needs(found[place]) if name in by_name]
    return kept


def loads(file: str) -> list[str]:
    """The names of the libraries that a file itself loads; what those load in turn is theirs to say."""
    if not sys.platform.startswith("linux"):
        from PyInstaller.depend import bindepend  # noqa: PLC0415 - the tests of this module have no PyInstaller

        return [PurePosixPath(name.replace("\\", "/")).name for name, _ in bindepend.get_imports(file)]
    said = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=False).stdout
    return re.findall(r"^ +NEEDED +(\S+)", said, re.MULTILINE)


def _is_library(place: str) -> bool:
    """Whether a file is there for the sake of others only."""
    path = PurePosixPath(place)
    if "plugins" in path.parts or path.name.startswith(("libpython", "python3", "Python")):
        return False
    is_module = re.search(r"\.(cpython-\w+|cp\d+|abi3)[-\w]*\.(so|pyd)$", path.name) or path.suffix == ".pyd"
    return not is_module and re.search(r"\.(so|dll|dylib)\b", path.name) is not None
