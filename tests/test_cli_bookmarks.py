from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from qa_reader import __main__, cli
from qa_reader.archive import UserDatabase
from tests.folders import names
from tests.kept import everything, fill

ROOT = Path(__file__).parents[1]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-m", "qa_reader", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A reader's folder with a little of every kind in it."""
    folder = tmp_path / "data"
    with closing(UserDatabase(folder / "user.sqlite3")) as user:
        fill(user)
    return folder


def kept(folder: Path) -> object:
    with closing(UserDatabase(folder / "user.sqlite3")) as user:
        return everything(user)


def test_everything_goes_to_another_computer_and_a_second_time_changes_nothing(data: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "kept.json", tmp_path / "other"
    said = run("bookmarks", "export", file, "--data-dir", data, "--json")
    assert (said.returncode, said.stderr) == (0, "")
    assert json.loads(said.stdout) == {
        "file": str(file),
        "exported": {"bookmarks": 4, "folders": 2, "notes": 1, "highlights": 1, "searches": 1, "read": 1, "history": 2},
    }
    first = run("bookmarks", "import", file, "--data-dir", other, "--json")
    assert first.returncode == 0
    assert json.loads(first.stdout)["added"]["bookmarks"] == 4
    assert kept(other) == kept(data)
    second = run("bookmarks", "import", file, "--data-dir", other)
    assert second.returncode == 0
    assert "added nothing; changed nothing; the same" in second.stdout
    assert kept(other) == kept(data)


def test_a_browser_gets_a_page(data: Path, tmp_path: Path) -> None:
    assert run("bookmarks", "export", tmp_path / "b.html", "--data-dir", data).returncode == 0
    assert (tmp_path / "b.html").read_text(encoding="utf-8").startswith("<!DOCTYPE NETSCAPE")
    back = run("bookmarks", "import", tmp_path / "b.html", "--data-dir", data)
    assert back.returncode == 0, back.stderr
    assert "added nothing" in back.stdout
    (tmp_path / "b.html").write_text("<p>a page", encoding="utf-8")
    other = run("bookmarks", "import", tmp_path / "b.html", "--data-dir", data)
    assert other.returncode == 2
    assert "not a file of bookmarks" in other.stderr


def test_stdout_takes_the_file_too(data: Path) -> None:
    said = run("bookmarks", "export", "-", "--data-dir", data)
    assert json.loads(said.stdout)["format"] == "qa-reader-kept/1"


def test_where_nothing_is_kept_nothing_is_written(tmp_path: Path) -> None:
    said = run("bookmarks", "export", tmp_path / "kept.json", "--data-dir", tmp_path / "data")
    assert (said.returncode, said.stdout) == (1, "")
    assert "nothing is kept" in said.stderr
    assert "kept.json" not in names(tmp_path)


@pytest.mark.parametrize("content", [None, "", "{}", '{"format": "qa-reader-kept/9"}'])
def test_a_wrong_file_is_one_line_and_changes_nothing(data: Path, tmp_path: Path, content: str | None) -> None:
    file, before = tmp_path / "wrong.json", kept(data)
    if content is not None:
        file.write_text(content)
    said = run("bookmarks", "import", file, "--data-dir", data)
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (2, "", 1)
    assert str(file) in said.stderr
    assert kept(data) == before


def test_a_place_that_cannot_be_written_is_said(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = run("bookmarks", "export", tmp_path / "file" / "kept.json", "--data-dir", data)
    assert (said.returncode, said.stderr.count("\n")) == (2, 1)


def test_a_damaged_database_is_told_of(data: Path, tmp_path: Path) -> None:
    with closing(UserDatabase(data / "user.sqlite3")) as user:
        user.back_up()
    (data / "user.sqlite3").write_bytes(b"x" * 4096)
    said = run("bookmarks", "export", tmp_path / "kept.json", "--data-dir", data)
    assert said.returncode == 0
    assert "was damaged" in said.stderr


def test_the_words_before_the_window_know_the_commands() -> None:
    assert __main__.is_command(["bookmarks", "export", "x"])
    assert "bookmarks" in {
        group.name or group.typer_instance.info.name for group in cli.app.registered_groups if group.typer_instance
    }
