"""The composition root of the window: paths → settings → frame → what belongs into it."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from qa_reader import languages, paths, settings
from qa_reader.errors import NotFoundError, SettingsError
from qa_reader.paths import Paths
from qa_reader.settings import Settings
from qa_reader.ui import display, windows
from qa_reader.ui.frame import Frame
from qa_reader.ui.single_instance import SingleInstance
from qa_reader.ui.start import Start, named
from qa_reader.wording import tr

if TYPE_CHECKING:  # not there before the frame is: see "Starting fast"
    from qa_reader.ui.main_window import MainWindow
    from qa_reader.ui.session import Session


def main(arguments: Sequence[str]) -> int:
    """Open the window and run until it is closed; the exit code."""
    # what is told on the terminal before the settings are read
    languages.speak(languages.chosen(languages.SYSTEM, languages.of_system()))
    first, data_dir = _parse(arguments)
    fault = _not_there(first.archive) or display.fault(os.environ)
    if fault:
        print(fault, file=sys.stderr)
        return 2
    where = paths.default(data_dir)
    instance = SingleInstance(where.data)
    if not instance.claim():
        if instance.hand_over(first):
            return 0
        print(tr("The window that is open on this data does not answer: here is another one."), file=sys.stderr)
    known, complaint = _settings(where)
    if where.settings == where.data:  # one folder for all of it: what Qt's own dialogs remember goes there, too
        from PySide6.QtCore import QSettings

        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(where.settings))
    application = windows.make_application(known)
    frame = Frame(known)
    frame.show()
    try:
        return _furnish(application, frame, where, known, complaint, first, instance)
    finally:
        instance.close()


def _furnish(
    application: QApplication,
    frame: Frame,
    where: Paths,
    known: Settings,
    complaint: str,
    first: Start,
    instance: SingleInstance,
) -> int:
    """Let the frame be painted, bring what belongs into it, and run until it is closed; the exit code."""
    from qa_reader.ui.asked import Asked
    from qa_reader.ui.furnishing import Furnishing

    furnishing = Furnishing(frame, where, known)
    asked = Asked(application, instance)

    def make_ready(window: MainWindow, session: Session) -> None:
        if complaint:
            session.failed.emit(complaint)
        begin(window, session, first)
        asked.serve(window)

    furnishing.ready.connect(make_ready)
    furnishing.failed.connect(lambda error: _end(application, frame, error))
    furnishing.begin(first)
    return application.exec()


def _end(application: QApplication, frame: Frame, error: Exception) -> None:
    """The window cannot be made: say so, there and on the terminal, and end."""
    from PySide6.QtWidgets import QMessageBox

    traceback.print_exception(error)
    told = tr("The window cannot be opened, the installation may be damaged: {0!r}").format(error)
    QMessageBox.critical(frame, tr("QA Reader"), told)
    application.exit(2)


def begin(window: MainWindow, session: Session, first: Start) -> None:
    """Open what the start was given, and what was asked of the window before it could answer."""
    session.start(first)
    window.catch_up()


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


def _parse(arguments: Sequence[str]) -> tuple[Start, Path | None]:
    """What to open, and the folder for all that is kept; argparse, because typer would cost a tenth of the start."""
    if not arguments:
        return Start(), None
    import argparse

    parser = argparse.ArgumentParser(
        prog="qa-reader", description="Open the window.", epilog="qa-reader --help lists the commands."
    )
    parser.add_argument("opened", nargs="?", metavar="ARCHIVE", help="the archive, or qa-reader://… link, to open")
    parser.add_argument("--thread", default="", metavar="ID", help="open this thread")
    parser.add_argument("--private", action="store_true", help="read in private: nothing is kept")
    parser.add_argument("--search", default="", metavar="TEXT", help="search for this")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="keep settings, bookmarks and caches here")
    options = parser.parse_args(arguments)
    try:
        first = named(options.opened or "")
    except NotFoundError as error:
        parser.error(str(error))
    return replace(first, thread=options.thread, search=options.search, private=options.private), options.data_dir
