"""The kept list of what is frozen."""

from __future__ import annotations

from pathlib import Path

import pytest
from packers import contents


@pytest.mark.parametrize(
    ("place", "plain"),
    [
        ("PySide6/QtGui.abi3.so", "PySide6/QtGui.so"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so"),
        ("PySide6/libpyside6.abi3.so.6.11", "PySide6/libpyside6.abi3.so"),
        ("libpython3.11.so.1.0", "libpython3.so"),
        ("numpy.libs/libgfortran-040039e1-0352e75f.so.5.0.0", "numpy.libs/libgfortran.so"),
        ("python3.12/lib-dynload/_json.cpython-312-aarch64-linux-gnu.so", "python3/lib-dynload/_json.so"),
        ("PySide6\\QtGui.pyd", "PySide6/QtGui.pyd"),
        ("numpy\\_core\\x.cp311-win_amd64.pyd", "numpy/_core/x.pyd"),
    ],
)
def test_versions_and_processors_make_no_difference(place: str, plain: str) -> None:
    assert contents.plain(place) == plain


def test_growth_is_seen_and_shrinking_is_none(tmp_path: Path) -> None:
    kept = tmp_path / "linux.txt"
    contents.accept({"a", "b"}, kept)
    assert contents.grown({"a"}, kept) == set()
    assert contents.grown({"a", "b", "PySide6/QtNetwork.so"}, kept) == {"PySide6/QtNetwork.so"}


def test_without_a_list_everything_has_grown(tmp_path: Path) -> None:
    assert contents.grown({"a"}, tmp_path / "none.txt") == {"a"}


def test_a_folder_is_read_with_its_python_packages(tmp_path: Path) -> None:
    for name in ("libQt6Core.so.6", "resources/styles/page.css"):
        (tmp_path / "_internal" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "_internal" / name).touch()
    found = contents.of_folder(tmp_path, ["json.decoder", "numpy.random", "numpy"])
    assert found == {"libQt6Core.so", "import numpy"}


def test_the_list_of_linux_has_no_module_of_qt_beyond_those_in_use() -> None:
    lines = (contents.KEPT.parent / "linux.txt").read_text(encoding="utf-8").splitlines()
    modules = {line for line in lines if line.startswith("PySide6/Qt") and line.count("/") == 1}
    assert modules == {f"PySide6/{name}.so" for name in ("QtCore", "QtGui", "QtPrintSupport", "QtSvg", "QtWidgets")}
