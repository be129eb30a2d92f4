"""What goes into the frozen program, and what does not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from packers import project, pruning


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/plugins/platforms/qwindows.dll",
        r"PySide6\plugins\styles\qmodernwindowsstyle.dll",
        "PySide6/Qt/translations/qtbase_zh_TW.qm",
        "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
        "libsqlite3.so.0",
    ],
)
def test_what_the_program_uses_goes_in(place: str) -> None:
    assert pruning.is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/QtNetwork.abi3.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "selectolax/lexbor.c",
        "numpy-2.4.6.dist-info/METADATA",
        "libstdc++.so.6",
        "libGL.so.1",
    ],
)
def test_what_it_never_loads_stays_out(place: str) -> None:
    assert not pruning.is_wanted(place)


def test_a_library_goes_only_where_something_loads_it() -> None:
    loaded = {
        "/qt/libqxcb.so": ["libQt6Gui.so.6", "libc.so.6"],
        "/qt/libQt6Gui.so.6": ["libQt6Core.so.6"],
        "/sys/libgtk-3.so.0": ["libcairo.so.2"],
    }
    found = {
        "PySide6/Qt/plugins/platforms/libqxcb.so": "/qt/libqxcb.so",
        "PySide6/Qt/lib/libQt6Gui.so.6": "/qt/libQt6Gui.so.6",
        "PySide6/Qt/lib/libQt6Core.so.6": "/qt/libQt6Core.so.6",
        "libgtk-3.so.0": "/sys/libgtk-3.so.0",
        "libcairo.so.2": "/sys/libcairo.so.2",
        "libpython3.11.so.1.0": "/sys/libpython3.11.so.1.0",
    }
    kept = pruning.without_orphans(found, lambda file: loaded.get(file, []))
    assert set(found) - kept == {"libgtk-3.so.0", "libcairo.so.2"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads an ELF file")
def test_the_libraries_of_a_real_file_are_read() -> None:
    pytest.importorskip("shutil").which("objdump") or pytest.skip("objdump is not installed")
    assert any(name.startswith("libc.so") for name in pruning.loads(str(Path(sys.executable).resolve())))


def test_every_library_of_the_system_has_a_package() -> None:
    assert pruning.owner("libEGL.so.1") == "libegl1"
    assert pruning.owner("libQt6Core.so.6") == ""


def test_nothing_that_the_program_imports_is_left_out() -> None:
    imports = re.compile(r"^\s*(?:from|import) ([\w.]+)", re.MULTILINE)
    sources = (project.ROOT / "src").rglob("*.py")
    used = {name for source in sources for name in imports.findall(source.read_text(encoding="utf-8"))}
    left_out = set(pruning.MODULES) - set(pruning.OF_WINDOWS)
    assert {name for name in used if name in left_out or name.split(".")[0] in left_out} == set()


@pytest.mark.parametrize(
    ("arguments", "runs"), [([], False), (["a.qarchive"], False), (["--multiprocessing-fork"], True)]
)
def test_what_only_a_worker_needs_is_run_by_a_worker(tmp_path: Path, arguments: list[str], *, runs: bool) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text('def _pyi_rthook():\n    print("ran")\n\n\n_pyi_rthook()\ndel _pyi_rthook\n')
    _, made, _ = pruning.starter(("pyi_rth_multiprocessing", str(hook), "PYSOURCE"), tmp_path)
    done = subprocess.run([sys.executable, made, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout == ("ran\n" if runs else "")
    assert pruning.starter(("other", str(hook), "PYSOURCE"), tmp_path)[1] == str(hook)
