"""Draws the real window, off screen, to a PNG: `python -m qa_reader.ui.screenshot FILE [--dark] [--search TEXT] …`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from qa_reader import languages, paths
from qa_reader.settings import Settings
from qa_reader.ui import windows
from qa_reader.ui.start import Start

_SETTLE_MS = 400  # the last layout and the related threads
_GIVE_UP_MS = 60_000


def main(arguments: Sequence[str]) -> int:
    """Draw what the arguments say; the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py screenshot")
    parser.add_argument("file", type=Path)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--search", default="")
    parser.add_argument("--thread", default="")
    parser.add_argument("--language", choices=languages.LANGUAGES, default="en")
    parser.add_argument("--text-zoom", type=int, default=100, help="per cent")
    parser.add_argument("--list-zoom", type=int, default=100, help="per cent")
    parser.add_argument(
        "--do", action="append", default=[], metavar="COMMAND", help="carry out a command of ui/actions.py; repeatable"
    )
    parser.add_argument("--size", default="1400x860", help="of the window, WIDTHxHEIGHT")
    options = parser.parse_args(arguments)
    width, height = (int(side) for side in options.size.split("x"))
    known = Settings(
        colour_scheme="dark" if options.dark else "light",
        language=options.language,
        text_zoom=options.text_zoom,
        list_zoom=options.list_zoom,
    )
    with tempfile.TemporaryDirectory(prefix="qa-reader-screenshot-") as folder:
        complaint = _draw(
            paths.default(Path(folder)),
            known,
            Start(options.archive, options.thread, options.search),
            (width, height),
            options.file,
            options.do,
        )
    if complaint:
        print(f"screenshot: {complaint}", file=sys.stderr)
    return 1 if complaint else 0


def _draw(
    where: paths.Paths, known: Settings, first: Start, size: tuple[int, int], file: Path, commands: Sequence[str]
) -> str:
    """Draw the window, or what a command opened, after it has settled; "" or what went wrong."""
    windows.make_application(known)
    window, session = windows.make_window(where, known)
    complaints: list[str] = []
    loop = QEventLoop()
    settle = QTimer(window)
    settle.setSingleShot(True)
    settle.setInterval(_SETTLE_MS)
    settle.timeout.connect(loop.quit)
    session.failed.connect(complaints.append)
    for news in (session.failed, session.hits_replaced, session.thread_opened, session.related_found):
        news.connect(lambda _news: settle.start())
    QTimer.singleShot(_GIVE_UP_MS, loop, loop.quit)
    window.resize(*size)
    window.show()
    session.start(first)
    loop.exec()
    for name in commands:
        action = window.findChild(QAction, name)
        if action is None:
            complaints.append(f"there is no command {name}")
            continue
        action.trigger()
        settle.start()
        loop.exec()
    file.parent.mkdir(parents=True, exist_ok=True)
    shown = QApplication.activeModalWidget() or QApplication.activeWindow() or window
    if not shown.grab().save(str(file)):
        complaints.append(f"{file}: cannot be written")
    window.close()
    return "; ".join(complaints)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
