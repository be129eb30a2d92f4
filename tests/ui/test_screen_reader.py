"""A second process reads the window by AT-SPI, on a screen and a bus of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.threads import TREMOR

_ROOT = Path(__file__).resolve().parents[2]
_SYSTEM_PYTHON = "/usr/bin/python3"
_BINDINGS = [_SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"]
_BUS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))


def _missing() -> str:
    """What this machine lacks to read a window by AT-SPI; "" for nothing."""
    absent = [name for name in ("xvfb-run", "Xvfb", "dbus-run-session") if shutil.which(name) is None]
    if not any(bus.exists() for bus in _BUS):
        absent.append("at-spi2-core")
    if not Path(_SYSTEM_PYTHON).exists() or subprocess.run(_BINDINGS, capture_output=True, check=False).returncode:
        absent.append("AT-SPI for the system's Python (gir1.2-atspi-2.0, python3-gi)")
    return ", ".join(absent)


@pytest.mark.timeout(120)
def test_a_screen_reader_is_told_question_reply_and_more_info(archive_file: Path, tmp_path: Path) -> None:
    missing = _missing()
    if missing:
        pytest.skip(f"there is no {missing}")
    (tmp_path / "run").mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "PYTHONPATH": str(_ROOT / "src"),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    program = [sys.executable, "-m", "qa_reader", str(archive_file), "--thread", TREMOR.id]
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24 -nolisten tcp", "dbus-run-session", "--"]
    reader = [_SYSTEM_PYTHON, str(Path(__file__).with_name("screen_reader.py"))]
    data = ["--data-dir", str(tmp_path / "data")]
    ran = subprocess.run(
        [*screen, *reader, *program, *data], env=environment, capture_output=True, timeout=100, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["name"] == TREMOR.title
    assert TREMOR.question.splitlines()[0] in told["text"]
    assert told["parts"] == [
        ["Question, Ms. Okafor, female, 30–39, asked 4 May 2021", TREMOR.question, True],
        ["Reply of Piet Anders, Neurology, Harbour Hospital, replied 6 May 2021", TREMOR.replies[0].text, True],
        ["More info, not a doctor’s reply", TREMOR.more_info, True],
    ]
