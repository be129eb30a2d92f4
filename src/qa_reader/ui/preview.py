"""Shows the pages that will leave the program, or the beginning of a file, before they do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from qa_reader.ui.leaving import Preview
from qa_reader.wording import counted, tr

_GAP = 16  # px between pages


class PreviewPane(QWidget):
    """A line that says how much it is, and below it pages to scroll through, or text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = QLabel(self.tr("Making the preview…"), self)
        self._count.setObjectName("previewCount")
        self._count.setWordWrap(True)
        self._pages = QScrollArea(self)
        self._pages.setObjectName("previewPages")
        self._pages.setAccessibleName(self.tr("Preview of the pages"))
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._pages.setBackgroundRole(self.backgroundRole())
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("previewText")
        self._text.setAccessibleName(self.tr("Preview of the file"))
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._pages)
        self._stack.addWidget(self._text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._count)
        layout.addWidget(self._stack, 1)

    def show_preview(self, preview: Preview) -> None:
        """Show another preview, from where the last one was scrolled to."""
        threads = counted(preview.threads, tr("{0} thread"), tr("{0} threads"))
        pages = counted(len(preview.pages), tr("{0} page"), tr("{0} pages"))
        if not preview.whole:
            self._count.setText(self.tr("The beginning of {0}").format(threads))
        else:
            known = (threads if preview.threads or not preview.pages else "", pages if preview.pages else "")
            self._count.setText(" · ".join(filter(None, known)))
        if preview.pages:
            self._show_pages(preview)
        else:
            self._text.setPlainText(preview.text)
            self._stack.setCurrentWidget(self._text)

    def _show_pages(self, preview: Preview) -> None:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setSpacing(_GAP)
        for number, picture in enumerate(preview.pages, 1):
            drawn = QPixmap.fromImage(picture)
            drawn.setDevicePixelRatio(self.devicePixelRatioF())
            page = QLabel(column)
            page.setPixmap(drawn)
            page.setFrameShape(QFrame.Shape.Box)
            page.setAccessibleName(self.tr("Page {0}").format(number))
            layout.addWidget(page)
        before = self._pages.verticalScrollBar().value()
        self._pages.setWidget(column)
        self._pages.verticalScrollBar().setValue(before)
        self._stack.setCurrentWidget(self._pages)
