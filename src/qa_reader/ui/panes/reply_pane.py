"""The reply pane: one thread, laid out to be read, and below it a line that never scrolls away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QLabel, QTextBrowser, QVBoxLayout, QWidget

from qa_reader.ui import theme

_COLUMN = 75  # characters
_LEAST_MARGIN = 24
_READING_SIZE = 1.1  # against the system's font


class ReplyPane(QWidget):
    """Shows HTML that `render` made; emits the links that are clicked."""

    link_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = _Page(self)
        self.page.anchorClicked.connect(lambda url: self.link_requested.emit(url.toString()))
        self._disclaimer = QLabel(
            self.tr("These are answers that were given to others. They are no medical advice."), self
        )
        self._disclaimer.setObjectName("disclaimer")
        self._disclaimer.setWordWrap(True)
        self._disclaimer.setContentsMargins(24, 8, 24, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.page, 1)
        layout.addWidget(self._disclaimer)

    @property
    def column(self) -> int:
        """The width that a text has, in pixels, whether there is a scroll bar beside it or not."""
        bar = self.page.verticalScrollBar()
        seen = self.page.width() - bar.sizeHint().width()
        wide = QFontMetricsF(self.page.font()).averageCharWidth() * _READING_SIZE * _COLUMN
        return int(min(wide, seen - 2 * _LEAST_MARGIN))

    def show_pictures(self, pictures: dict[str, QImage]) -> None:
        """The pictures that the next page calls by name."""
        for name, picture in pictures.items():
            self.page.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)

    def show_html(self, html: str, spoken: str) -> None:
        """Show a page; `spoken` is what a screen reader calls it."""
        self.page.show_html(html)
        self.page.setAccessibleName(spoken)


class _Page(QTextBrowser):
    """A text browser that loads nothing and follows nothing by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("replyPane")
        self.setAccessibleName(self.tr("Thread"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self._html = ""
        self._restyle()

    def show_html(self, html: str) -> None:
        """Show a page from its top."""
        self._html = html
        self.setHtml(html)
        self._set_column()

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing outside the page is ever loaded."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_column()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "_html"):
            self._restyle()

    def _restyle(self) -> None:
        place = self.verticalScrollBar().value()
        size = self.font().pointSizeF() * _READING_SIZE
        self.document().setDefaultStyleSheet(theme.document_css(self.palette(), size))
        self.setHtml(self._html)
        self._set_column()
        self.verticalScrollBar().setValue(place)

    def _set_column(self) -> None:
        """Centre a column of at most 75 characters."""
        column = QFontMetricsF(self.font()).averageCharWidth() * _READING_SIZE * _COLUMN
        margin = max(_LEAST_MARGIN, (self.viewport().width() - column) / 2)
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        if shape.leftMargin() == margin:
            return
        shape.setLeftMargin(margin)
        shape.setRightMargin(margin)
        shape.setTopMargin(16)
        shape.setBottomMargin(32)
        frame.setFrameFormat(shape)
