from __future__ import annotations

import os
import subprocess
import sys

import pytest
import typer

from qa_reader import cli
from qa_reader.__main__ import COMMANDS, is_command, part_libraries


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


@pytest.mark.parametrize(
    ("environment", "given_back"),
    [
        ({"LD_LIBRARY_PATH": "/own/_internal"}, None),
        ({"LD_LIBRARY_PATH": "/own/_internal:/opt/lib", "LD_LIBRARY_PATH_ORIG": "/opt/lib"}, "/opt/lib"),
        ({}, None),
    ],
)
def test_what_is_started_from_the_frozen_program_loads_the_systems_libraries(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], given_back: str | None
) -> None:
    monkeypatch.setenv("QT_PLUGIN_PATH", "/usr/lib/qt6/plugins")
    for name in ("LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"):
        monkeypatch.setenv(name, environment.get(name, ""))
        if name not in environment:
            monkeypatch.delenv(name)
    part_libraries()
    assert os.environ.get("LD_LIBRARY_PATH") == given_back
    assert os.environ.keys().isdisjoint({"LD_LIBRARY_PATH_ORIG", "QT_PLUGIN_PATH"})


# What the window imports on its reading thread, after it is painted: all of it together takes longer than the window.
_LATER = "numpy whoosh zstandard sqlite3 jinja2 typer rich qa_reader.library qa_reader.search qa_reader.archive"
# What is imported step by step, after the frame is painted.
_AFTER_THE_FRAME = "msgspec qa_reader.model qa_reader.kept qa_reader.ui.session qa_reader.ui.main_window"


def imported(program: str) -> set[str]:
    """All modules that a program has imported."""
    program += "\nimport sys; print('|'.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(ran.stdout.strip().split("|"))


def test_the_frame_is_painted_before_what_stands_in_it_is_imported() -> None:
    before_paint = imported("from qa_reader.__main__ import import_window; import_window()")
    assert "qa_reader.ui.frame" in before_paint
    assert not before_paint.intersection((_LATER + " " + _AFTER_THE_FRAME).split())


def test_the_list_is_there_before_what_other_panes_show_and_what_is_seldom_seen_in_it() -> None:
    listed = imported("import qa_reader.ui.panes.question_list, qa_reader.ui.panes.search_field")
    assert "qa_reader.ui.hit_delegate" in listed
    assert listed.isdisjoint({f"qa_reader.ui.{name}" for name in ("delegates", "highlighting", "icons")})


def test_a_search_on_the_command_line_imports_nothing_that_writes_threads() -> None:
    searching = imported("import qa_reader.cli, qa_reader.library")
    assert not searching.intersection("qa_reader.exporting qa_reader.render qa_reader.cli_batch jinja2".split())


def test_the_window_is_furnished_before_what_it_searches_with_is_imported() -> None:
    furnished = imported("import qa_reader.ui.main_window")
    assert not furnished.intersection(_LATER.split())


def test_what_an_archive_says_of_itself_is_read_without_what_searches_it() -> None:
    read = imported("from qa_reader.ui.holding import Holding; from qa_reader.archive import Cover")
    assert "qa_reader.archive.cover" in read
    assert read.isdisjoint({"numpy", "whoosh", "zstandard", "jinja2"})
