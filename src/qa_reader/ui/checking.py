"""The check of a whole installation: the bundled archive opened in a window off screen, and searched."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLibraryInfo, QTimer, qVersion

from qa_reader import __version__, paths
from qa_reader.paths import Paths
from qa_reader.settings import Settings
from qa_reader.ui import windows
from qa_reader.ui.start import Start

_CHECK_MS = 60_000


def self_check() -> dict[str, object]:
    """Open the bundled archive in a window off screen, search, and say what was found, with versions and timings."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    began = time.perf_counter()
    report: dict[str, object] = {
        "ok": False,
        "version": __version__,
        "python": platform.python_version(),
        "qt": qVersion(),
        "qt_build": QLibraryInfo.build(),
        "system": platform.platform(),
    }
    with tempfile.TemporaryDirectory(prefix="qa-reader-check-") as folder:
        report |= _check_window(paths.default(Path(folder)), began)
    return report


def _check_window(where: Paths, began: float) -> dict[str, object]:
    def ms() -> float:
        return round((time.perf_counter() - began) * 1000, 1)

    windows.make_application(Settings())
    window, session = windows.make_window(where, Settings())
    found: dict[str, object] = {}
    loop = QEventLoop()
    session.archive_opened.connect(lambda info: found.update(archive=info.title, threads=info.threads, opened_ms=ms()))
    session.hits_replaced.connect(lambda page: found.update(hits=page.total, searched_ms=ms()))
    session.failed.connect(lambda message: found.update(fault=message))
    session.failed.connect(loop.quit)
    session.hits_replaced.connect(loop.quit)
    QTimer.singleShot(_CHECK_MS, loop, loop.quit)
    window.show()
    found["window_ms"] = ms()
    session.start(Start(search="sleep OR pain"))
    loop.exec()
    window.close()
    found["ok"] = bool(found.get("hits")) and "fault" not in found
    return found
