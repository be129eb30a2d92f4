"""The developer's front door: what it finds out before it installs or starts anything."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dev


@pytest.fixture
def lock_file(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.lock"
    file.write_text("whoosh3==3.54.0 --hash=sha256:00\n")
    return file


@pytest.fixture
def venv(tmp_path: Path, lock_file: Path) -> Path:
    """A finished `.venv` of Python 3.12.1."""
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    (venv / dev.MARK).write_text(dev.stamp(lock_file, (3, 12, 1)))
    return venv


# ---------------------------------------------------------------- .venv


def test_finished_venv_survives_a_patch_release(venv: Path, lock_file: Path) -> None:
    assert dev.is_installed(venv, lock_file, (3, 12, 9))


def test_another_python_wants_another_venv(venv: Path, lock_file: Path) -> None:
    assert not dev.is_installed(venv, lock_file, (3, 13, 1))


def test_changed_lock_is_installed_again(venv: Path, lock_file: Path) -> None:
    lock_file.write_text("whoosh3==3.55.0 --hash=sha256:11\n")
    assert not dev.is_installed(venv, lock_file, (3, 12, 1))


def test_half_made_venv_is_not_finished(venv: Path, lock_file: Path) -> None:
    (venv / dev.MARK).write_text("")
    assert not dev.is_installed(venv, lock_file, (3, 12, 1))


def test_venv_whose_python_is_gone_is_not_finished(venv: Path, lock_file: Path) -> None:
    python = venv / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3.12")
    assert not dev.is_installed(venv, lock_file, (3, 12, 1))


def test_lock_names_no_host_and_no_folder_and_hashes_everything() -> None:
    text = dev.LOCK.read_text()
    assert "://" not in text
    assert str(Path.home()) not in text
    requirements = [block for block in text.replace("\\\n", " ").splitlines() if "==" in block]
    assert requirements
    assert all("--hash=sha256:" in requirement for requirement in requirements)


# ---------------------------------------------------------------- which Python


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 7), (3, 13, 9)])
def test_supported_pythons_are_accepted(version: tuple[int, int, int]) -> None:
    assert dev.version_fault(version) == ""


@pytest.mark.parametrize(("version", "age"), [((3, 10, 13), "older"), ((3, 14, 0), "newer")])
def test_other_pythons_are_refused_by_name(version: tuple[int, int, int], age: str) -> None:
    fault = dev.version_fault(version)
    assert ".".join(map(str, version)) in fault
    assert age in fault


def test_newest_python_that_starts_is_taken() -> None:
    assert dev.other_python(lambda command: command[0] in {"python3.11", "python3.12"}) == ["python3.12"]
    assert dev.other_python(lambda command: command[:2] == ["py", "-3.11"]) == ["py", "-3.11"]
    assert dev.other_python(lambda _command: False) == []


def test_an_older_python_can_read_the_script_to_refuse() -> None:
    ast.parse(Path(dev.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_script_imports_the_standard_library_alone() -> None:
    tree = ast.parse(Path(dev.__file__).read_text(encoding="utf-8"))
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    from_ones = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) if node.module]
    assert {name.split(".")[0] for name in [*plain, *from_ones]} <= sys.stdlib_module_names | {"qa_reader"}


def test_what_the_script_asks_of_the_program_needs_no_installed_library() -> None:
    program = "import sys; sys.path.insert(0, 'src'); import qa_reader.__main__, qa_reader.ui.display"
    subprocess.run([sys.executable, "-I", "-S", "-c", program], cwd=dev.ROOT, check=True)


# ---------------------------------------------------------------- the system's packages


def test_libraries_that_load_are_not_missing() -> None:
    def load(name: str) -> None:
        if name == "libEGL.so.1":
            raise OSError(name)

    assert dev.missing_libraries(dev.OFF_SCREEN, load) == {"libEGL.so.1": "libegl1"}


def test_advice_is_the_exact_line_of_this_system() -> None:
    with_sudo = dev.advice(["libegl1", "libgl1"], {"apt-get": "/usr/bin/apt-get", "sudo": "/usr/bin/sudo"}.get)
    assert with_sudo.endswith(f"    sudo apt-get update && sudo {dev.APT_INSTALL} libegl1 libgl1")
    without = dev.advice(["libegl1"], {"apt-get": "/usr/bin/apt-get"}.get)
    assert without.endswith(f"    su -c 'apt-get update && {dev.APT_INSTALL} libegl1'")
    assert "apt-get" not in dev.advice(["libegl1"], {"dnf": "/usr/bin/dnf"}.get)


def test_failed_command_is_explained_after_its_last_words() -> None:
    said = "\n".join(map(str, range(20))) + "\nERROR: [Errno 28] No space left on device\n"
    explained = dev.explain(said).splitlines()
    assert explained[-2:] == ["    ERROR: [Errno 28] No space left on device", "The disk is full."]
    assert len(explained) < 12


# ---------------------------------------------------------------- the bundled archive


def test_product_is_stale_when_missing_or_older_than_a_source(tmp_path: Path) -> None:
    sources, product = tmp_path / "sources", tmp_path / "bundled.qarchive"
    (sources / "deep" / "__pycache__").mkdir(parents=True)
    text, compiled = sources / "deep" / "one.toml", sources / "deep" / "__pycache__" / "one.pyc"
    text.touch()
    assert dev.is_stale(product, [sources])

    product.touch()
    os.utime(text, (1000, 1000))
    os.utime(product, (2000, 2000))
    compiled.touch()  # Python writes these whenever the program runs
    assert not dev.is_stale(product, [sources, tmp_path / "missing"])

    os.utime(text, (3000, 3000))
    assert dev.is_stale(product, [sources])


# ---------------------------------------------------------------- the commands


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main("--help") == 0
    shown = capsys.readouterr().out
    assert all(f"    {name} " in shown for name in dev.COMMANDS)


def test_unknown_command_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        dev.main("tset")
    assert ended.value.code == 2
    assert "'tset'" in capsys.readouterr().err
