"""What a Debian package costs, with all that it depends on."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from packers import sizes

pytestmark = pytest.mark.skipif(not shutil.which("apt-cache"), reason="asks Debian's lists of packages")


def _package(folder: Path, depends: str) -> Path:
    control = folder / "tree" / "DEBIAN" / "control"
    control.parent.mkdir(parents=True)
    control.write_text(
        "Package: made\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: made\n"
        f"Installed-Size: 2000\nDepends: {depends}\n"
    )
    subprocess.run(["dpkg-deb", "--build", str(folder / "tree"), str(folder)], check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.deb"))


def test_a_package_costs_what_it_is_and_what_it_needs(tmp_path: Path) -> None:
    fetched, installed = sizes.of_package("libc6")
    if not installed:
        pytest.skip("this system has no lists of packages")
    deb = _package(tmp_path, "libc6 (>= 2), gcc-12-base | libc6")
    assert sizes.of_file(deb)[1] == pytest.approx(installed + 2000 * 1024 / 1e6)
    assert sizes.of_file(deb)[0] == pytest.approx(fetched + deb.stat().st_size / 1e6)
    assert fetched < installed < 100


def test_what_no_list_names_costs_nothing() -> None:
    assert sizes.of_package("no-such-package-anywhere") == (0, 0)
