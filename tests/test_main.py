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


def test_the_window_is_imported_without_search_engine_and_decoders() -> None:
    heavy = {"numpy", "whoosh", "msgspec", "jinja2", "markdown_it", "typer", "rich", "platformdirs", "multiprocessing"}
    program = f"import sys; import qa_reader.app; sys.exit(', '.join({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
