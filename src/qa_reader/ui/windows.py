"""Makes the application object and its window: what `app`, the screenshots and the tests begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from qa_reader import __version__
from qa_reader.paths import Paths
from qa_reader.settings import Settings
from qa_reader.ui import garbage, language, theme
from qa_reader.ui.frame import Frame

if TYPE_CHECKING:
    from qa_reader.ui.session import Session


def make_application(known: Settings) -> QApplication:
    """The application object, named, coloured, in the reader's language; the one that is there already, in a test."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["qa-reader"])
    application.setApplicationName("QA Reader")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("qa-reader")
    garbage.collect_for(application)
    language.speak(application, known.language)
    theme.follow_scheme(known.colour_scheme)
    return application


def make_window(where: Paths, known: Settings) -> tuple[Frame, Session]:
    """The window with all that belongs into it and its session, not started; the window owns the session."""
    from qa_reader.ui.furnishing import Furnishing  # noqa: PLC0415 - `app` shows the frame first

    frame = Frame(known)
    _, session = Furnishing(frame, where, known).finish()
    return frame, session
