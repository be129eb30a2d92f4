"""Takes what macOS hands a program as events: an archive that is double-clicked, a link.

Elsewhere no such event comes, and nobody looks for one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent


class Opening(QObject):
    """Watches the application object, which becomes its parent."""

    asked = Signal(str)  # a path, or a link

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return super().eventFilter(watched, event)
        self.asked.emit(event.file() or event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return True
