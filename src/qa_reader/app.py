"""The composition root of the window: paths → settings → session → window, and the check of all of it."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLibraryInfo, QSettings, QTimer, qVersion

from qa_reader import __version__, citing, languages, paths, settings
from qa_reader.errors import NotFoundError, SettingsError
from qa_reader.model import ThreadRef
from qa_reader.paths import Paths
from qa_reader.settings import Settings
from qa_reader.ui import dialogs, display, windows
from qa_reader.ui.main_window import MainWindow
from qa_reader.ui.opening import Opening
from qa_reader.ui.places import Start
from qa_reader.ui.single_instance import SingleInstance
from qa_reader.wording import tr

_CHECK_MS = 60_000


def main(arguments: Sequence[str]) -> int:
    """Open the window and run until it is closed; the exit code."""
    # what is told on the terminal before the settings are read
    languages.speak(languages.chosen(languages.SYSTEM, languages.of_system()))
    options = _parse(arguments)
    fault = _not_there(options.archive) or display.fault(os.environ)
    if fault:
        print(fault, file=sys.stderr)
        return 2
    where = paths.default(options.data_dir)
    first = Start(options.archive, options.thread, options.search, options.link, options.private)
    instance = SingleInstance(where.data)
    if not instance.claim():
        if instance.hand_over(first):
            return 0
        print(tr("The window that is open on this data does not answer: here is another one."), file=sys.stderr)
    known, complaint = _settings(where)
    if where.settings == where.data:  # one folder for all of it: what Qt's own dialogs remember goes there, too
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(where.settings))
    application = windows.make_application(known)
    window, session = windows.make_window(where, known)
    instance.handed_over.connect(window.open_handed_over)
    Opening(application).asked.connect(lambda text: _open_asked(window, text))
    window.show()
    if complaint:
        session.failed.emit(complaint)
    # after the first paint: what the session imports and opens must not keep the window away
    QTimer.singleShot(0, session, lambda: session.start(first))
    instance.listen()
    try:
        return application.exec()
    finally:
        instance.close()


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


def _not_there(archive: Path | None) -> str:
    """What to say of an archive that is not there, perhaps a mistyped command; "" of one that is."""
    if archive is None or archive.exists():
        return ""
    told = tr("{0}: there is no such archive, and no such command (--help lists the commands)")
    return f"qa-reader: {told.format(archive)}"


def _settings(where: Paths) -> tuple[Settings, str]:
    """The settings, and what there is to complain of them."""
    try:
        return settings.load(where.settings_file), ""
    except SettingsError as error:
        return Settings(), str(error)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The window's own arguments. argparse, because typer would cost the window a tenth of its start."""
    parser = argparse.ArgumentParser(
        prog="qa-reader", description="Open the window.", epilog="qa-reader --help lists the commands."
    )
    parser.add_argument(
        "opened", nargs="?", type=_opened, metavar="ARCHIVE", help="the archive, or qa-reader://… link, to open"
    )
    parser.add_argument("--thread", default="", metavar="ID", help="open this thread")
    parser.add_argument("--private", action="store_true", help="read in private: nothing is kept")
    parser.add_argument("--search", default="", metavar="TEXT", help="search for this")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="keep settings, bookmarks and caches here")
    options = parser.parse_args(arguments)
    opened = options.opened
    options.archive = opened.absolute() if isinstance(opened, Path) else None
    options.link = None if isinstance(opened, Path) else opened
    return options


def _open_asked(window: MainWindow, text: str) -> None:
    """Open what the system asks for by an event; a link that names nothing is told as a second start would."""
    try:
        opened = _opened(text)
    except argparse.ArgumentTypeError as error:
        dialogs.show_failure(window, str(error))
        return
    window.open_handed_over(Start(opened) if isinstance(opened, Path) else Start(link=opened))


def _opened(text: str) -> Path | ThreadRef:
    """What an argument names: the thread of a link, which anybody may have written, else an archive's file."""
    if not text.lower().startswith(f"{citing.SCHEME}:"):
        return paths.of_argument(text)
    try:
        return citing.parse_link(text)
    except NotFoundError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
