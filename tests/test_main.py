from __future__ import annotations

import subprocess
import sys

import pytest
import typer

from qa_reader import cli
from qa_reader.__main__ import COMMANDS, is_command


def test_the_words_are_those_of_the_command_line() -> None:
    assert set(typer.main.get_command(cli.app).commands) | {"self-check"} == COMMANDS  # type: ignore[attr-defined]


@pytest.mark.parametrize("arguments", [["build"], ["search", "a.qarchive", "x"], ["--help"], ["--version"]])
def test_a_word_or_a_question_about_the_program_is_a_command(arguments: list[str]) -> None:
    assert is_command(arguments)


@pytest.mark.parametrize(
    "arguments", [[], ["a.qarchive"], ["--search", "build"], ["a.qarchive", "--help"], ["./build"], ["Build"]]
)
def test_all_else_opens_the_window(arguments: list[str]) -> None:
    assert not is_command(arguments)


# What the window imports on its reading thread, after it is painted: all of it together takes longer than the window.
_LATER = "numpy whoosh msgspec zstandard sqlite3 jinja2 typer rich qa_reader.library qa_reader.search qa_reader.archive"
_IMPORTED = """
import sys
from qa_reader.__main__ import import_window
import_window()
print("|".join(sys.modules))
"""


def test_the_window_is_painted_before_what_it_searches_with_is_imported() -> None:
    ran = subprocess.run([sys.executable, "-c", _IMPORTED], capture_output=True, text=True, check=True)
    imported = set(ran.stdout.strip().split("|"))
    assert "qa_reader.ui.main_window" in imported
    assert not imported.intersection(_LATER.split())
