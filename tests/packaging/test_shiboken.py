"""PySide's own Python, compiled for the frozen program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6
from packers import project, shiboken

_WHERE = """
import sys, PySide6.QtCore
print(sys.modules["shibokensupport.signature.loader"].__file__)
print("argparse" in sys.modules)  # what writes stubs would ask for it
"""


def test_pyside_runs_from_the_bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "BUILD", tmp_path / "build")
    made = {place: Path(file).read_bytes() for place, file, _ in shiboken.support()}
    assert {place: Path(file).read_bytes() for place, file, _ in shiboken.support()} == made
    shutil.copytree(Path(shiboken6.__file__).parent, tmp_path / "shiboken6", ignore=shutil.ignore_patterns("files.dir"))
    for place, content in made.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(content)
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", _WHERE], env=environment, capture_output=True, text=True, check=True)
    loader = tmp_path / "shiboken6/files.dir/shibokensupport/signature/loader.pyc"
    assert ran.stdout.splitlines() == [str(loader), "False"]
