"""PySide's own Python as bytecode: its library brings it as text within itself, and compiles that at every start.

Told `SBK_EMBED=0`, it writes the text into a folder `files.dir` beside itself, and from then on imports from there.
What is frozen gets that folder, compiled: a window is there 10 to 40 ms earlier (least of five starts: 0.29, then
0.24 s).
"""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from packers import project

_PLACE = Path("shiboken6", "files.dir")
_PACKAGE = "shibokensupport"
#: Writes stubs for type checkers. It is imported at every start, but nothing calls it there: empty it is 18 ms less.
_FOR_DEVELOPERS = "pyi_generator.py"


def support() -> list[tuple[str, str, str]]:
    """What goes into the frozen program: place, file and kind of each, as PyInstaller lists data."""
    folder = _unpacked(project.fresh(project.BUILD / "shiboken"))
    return [
        (str(_PLACE / file.relative_to(folder)), str(file), "DATA")
        for file in map(_compiled, sorted((folder / _PACKAGE).rglob("*.py")))
    ]


def _unpacked(copy: Path) -> Path:
    """The folder that a copy of the library has written; the library in use stays as it is."""
    library = find_spec("shiboken6")
    assert library is not None
    assert library.origin is not None
    shutil.copytree(
        Path(library.origin).parent, copy / "shiboken6", ignore=shutil.ignore_patterns("__pycache__", "files.dir")
    )
    environment = os.environ | {"PYTHONPATH": str(copy), "SBK_EMBED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", "import shiboken6.Shiboken"], env=environment, check=True)
    return copy / _PLACE


def _compiled(source: Path) -> Path:
    """The bytecode of a module, the same for the same text wherever it was compiled."""
    if source.name == _FOR_DEVELOPERS:
        source.write_text("", encoding="utf-8")
    target = source.with_suffix(".pyc")
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(source), str(target), dfile=source.name, doraise=True, invalidation_mode=mode)
    return target
