"""Fields for text that leave files to the window, which opens them: with files there come their names as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent

_FILES = frozenset({"file", "smb", "sftp", "nfs", "afp", "dav", "davs", "mtp"})


def carries_files(data: QMimeData) -> bool:
    """Whether files are dragged, of this computer or of another; what is of the web is words like others."""
    return any(url.scheme().lower() in _FILES for url in data.urls())


class LineField(QLineEdit):
    """A line of text."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)


class TextField(QPlainTextEdit):
    """Several lines of text."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if carries_files(event.mimeData()):
            event.ignore()
        else:
            super().dragMoveEvent(event)


def refuse_drops(fields: list[QLineEdit | QPlainTextEdit]) -> None:
    """Let nothing fall into fields that are Qt's own."""
    for field in fields:
        field.setAcceptDrops(False)
