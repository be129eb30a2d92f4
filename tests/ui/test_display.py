"""Whether a window can be shown at all."""

from __future__ import annotations

import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_reader.ui import display

needs_unix_sockets = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such sockets, and no such displays"
)


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a name short enough for a socket's address."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def test_no_display_is_one_sentence_that_says_what_to_do() -> None:
    fault = display.fault({}, "linux")
    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" in fault
    assert "from a desktop" in fault
    assert "\n" not in fault


@needs_unix_sockets
@pytest.mark.parametrize(
    "env",
    [
        {"DISPLAY": ":987"},
        {"DISPLAY": ":987.0"},
        {"DISPLAY": "localhost:59000"},
        {"DISPLAY": "nonsense"},
        {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/nowhere"},
    ],
)
def test_dead_display_is_named(env: dict[str, str]) -> None:
    assert next(iter(env.values())) in display.fault(env, "linux")


def test_windows_macos_and_drawing_off_screen_need_no_display() -> None:
    assert display.fault({}, "win32") == ""
    assert display.fault({}, "darwin") == ""
    assert display.fault({"QT_QPA_PLATFORM": "offscreen"}, "linux") == ""


@needs_unix_sockets
def test_wayland_compositor_that_listens_is_a_display(short_folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(short_folder / "wayland-0"))
        compositor.listen()
        env = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(short_folder)}
        assert display.fault(env, "linux") == ""


def test_x_server_of_a_host_that_listens_is_a_display() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        assert display.fault({"DISPLAY": f"127.0.0.1:{number}.0"}, "linux") == ""
