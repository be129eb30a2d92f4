"""The manual's window: contents or what a search found at the left, the page at the right."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from qa_reader import manual, resources
from qa_reader.errors import QuerySyntaxError
from qa_reader.manual import Manual
from qa_reader.model import HitPage, Span
from qa_reader.ui import fitting, theme
from qa_reader.ui.fields import LineField
from qa_reader.ui.hit_delegate import HitDelegate
from qa_reader.ui.models.hit_list import HIT_ROLE, HitListModel
from qa_reader.ui.page import Page
from qa_reader.ui.typesetting import Type
from qa_reader.ui.uniform_list import UniformListView

#: Does work off the window's thread, then calls back with the result: (work, then).
Work = Callable[[Callable[[], Any], Callable[[Any], None]], None]
_PICTURE = re.compile(r"(?:\.\./)*pictures/(?:\w+/)?[\w-]+\.png")
_PAUSE_MS = 150


class ManualWindow(QDialog):
    """Reads one language's manual; what needs files or the search is done by `work`."""

    link_requested = Signal(str)  # to a place outside of the program
    query_requested = Signal(str)  # an example, to be searched for in the archive

    def __init__(self, load: Callable[[], Manual], work: Work, parent: QWidget) -> None:
        super().__init__(parent)
        self._work = work
        self._gone = False
        self._manual: Manual | None = None
        self._trail: list[str] = []
        self._place = -1
        self.setObjectName("manual")
        self.setWindowTitle(self.tr("Manual"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._search = LineField(self)
        self._titles = QStringListModel(self)
        self._contents = QListView(self)
        self._hits = HitListModel(self)
        self._found = UniformListView(self)
        self._message = QLabel(self)
        self._lists = QStackedLayout()
        self._page = ManualPage(self)
        self._pause = QTimer(self)
        self._dress()
        self._lay_out()
        self._connect()
        self._ask(load, self._manual_came)

    def show_type(self, wanted: Type) -> None:
        """Set the text in another way."""
        self._page.show_type(wanted)

    def go_to(self, place: str) -> None:
        """Show PAGE or PAGE#ANCHOR, and remember it."""
        if self._trail[self._place : self._place + 1] != [place]:
            self._trail[self._place + 1 :] = [place]
            self._place = len(self._trail) - 1
        self._show(place)

    def step(self, by: int) -> None:
        """To the place before (-1) or after (1)."""
        if 0 <= self._place + by < len(self._trail):
            self._place += by
            self._show(self._trail[self._place])

    # ------------------------------------------------------------ making

    def _dress(self) -> None:
        self._search.setObjectName("manualSearch")
        self._search.setAccessibleName(self.tr("Search the manual"))
        self._search.setPlaceholderText(self.tr("Search the manual…"))
        self._search.setClearButtonEnabled(True)
        self._contents.setObjectName("manualContents")
        self._contents.setAccessibleName(self.tr("Contents"))
        self._contents.setModel(self._titles)
        self._contents.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._contents.setFrameShape(QFrame.Shape.NoFrame)
        self._contents.setSpacing(4)
        self._found.setObjectName("manualHits")
        self._found.setAccessibleName(self.tr("What was found in the manual"))
        self._found.setModel(self._hits)
        delegate = HitDelegate(self._found)
        delegate.has_star = False
        self._found.setItemDelegate(delegate)
        self._message.setObjectName("manualMessage")
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setContentsMargins(8, 0, 8, 0)
        self._message.hide()
        self._page.setObjectName("manualPage")
        self._page.setAccessibleName(self.tr("Page of the manual"))
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)

    def _lay_out(self) -> None:
        self._lists.addWidget(self._contents)
        self._lists.addWidget(self._found)
        column = QWidget(self)
        left = QVBoxLayout(column)
        left.setContentsMargins(8, 8, 0, 8)
        left.setSpacing(8)
        left.addWidget(self._search)
        left.addWidget(self._message)
        left.addLayout(self._lists, 1)
        panes = QSplitter(self)
        panes.addWidget(column)
        panes.addWidget(self._page)
        panes.setStretchFactor(1, 1)
        panes.setSizes([280, 720])
        panes.setChildrenCollapsible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)
        fitting.resize(self, 1000, 700)

    def _connect(self) -> None:
        self._search.textChanged.connect(lambda _text: self._pause.start())
        self._search.returnPressed.connect(self._look)
        self._pause.timeout.connect(self._look)
        self.finished.connect(self._finish)
        self._contents.selectionModel().currentChanged.connect(lambda index, _before: self._open_row(index))
        self._found.selectionModel().currentChanged.connect(lambda index, _before: self._open_hit(index))
        self._page.anchorClicked.connect(self._follow)
        for keys, run in (
            ("Ctrl+F", self._search.setFocus),
            ("Alt+Left", lambda: self.step(-1)),
            ("Alt+Right", lambda: self.step(1)),
            ("F3", lambda: self._page.step_match(1)),
            ("Shift+F3", lambda: self._page.step_match(-1)),
        ):
            QShortcut(QKeySequence(keys), self, activated=run)  # type: ignore[call-overload]

    def _ask(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do work elsewhere; its answer is for an open window only."""
        self._work(work, lambda answer: None if self._gone else then(answer))

    def _finish(self) -> None:
        self._gone = True

    # ------------------------------------------------------------ showing

    def _manual_came(self, made: Manual) -> None:
        self._manual = made
        self._titles.setStringList([page.title for page in made.pages])
        self.go_to(self._trail[self._place] if self._trail else manual.CONTENTS)
        self._look()

    def _show(self, place: str) -> None:
        if self._manual is None:
            return
        name, _, anchor = place.partition("#")
        page = self._manual.page(name)
        row = self._manual.pages.index(page)
        self._contents.selectionModel().blockSignals(True)
        self._contents.setCurrentIndex(self._titles.index(row))
        self._contents.selectionModel().blockSignals(False)
        self._contents.viewport().update()
        self._page.show_page(page, anchor)
        self._mark()

    def _open_row(self, index: QModelIndex) -> None:
        if self._manual is not None and index.isValid():
            self.go_to(self._manual.pages[index.row()].name)

    def _open_hit(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE) if index.isValid() else None
        if hit is not None:
            self.go_to(hit.ref.thread)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == manual.SEARCH_SCHEME:
            self.query_requested.emit(unquote(url.toString().partition(":")[2]))
        elif url.scheme():
            self.link_requested.emit(url.toString())
        else:
            path, fragment = url.path().removesuffix(".md"), url.fragment()
            name = path or self._trail[self._place].partition("#")[0]
            self.go_to(f"{name}#{fragment}" if fragment else name)

    # ------------------------------------------------------------ searching

    def _look(self) -> None:
        text, made = self._search.text().strip(), self._manual
        self._pause.stop()
        self._message.hide()
        if made is None or not text:
            self._lists.setCurrentWidget(self._contents)
            self._mark()
            return

        def work() -> HitPage | QuerySyntaxError:
            try:
                return made.search(text)
            except QuerySyntaxError as error:
                return error

        self._ask(work, lambda answer: self._answer_came(text, answer))

    def _answer_came(self, text: str, answer: HitPage | QuerySyntaxError) -> None:
        if text != self._search.text().strip():
            return
        if isinstance(answer, QuerySyntaxError):
            self._message.setText(str(answer))
            self._message.show()
            return
        notes = [*answer.notes, *([] if answer.hits else [self.tr("The manual has nothing on this.")])]
        self._message.setText("\n".join(notes))
        self._message.setVisible(bool(notes))
        self._hits.replace(answer)
        self._lists.setCurrentWidget(self._found)
        self._mark()

    def _mark(self) -> None:
        """Mark the query's words in the page that is shown."""
        text, made = self._search.text().strip(), self._manual
        if made is None or not text:
            self._page.show_marks(())
            return
        shown = self._page.toPlainText()

        def work() -> tuple[Span, ...]:
            try:
                return made.marks(text, shown)
            except QuerySyntaxError:
                return ()

        def came(spans: tuple[Span, ...]) -> None:
            if shown == self._page.toPlainText():
                self._page.show_marks([(span.start, span.end) for span in spans])

        self._ask(work, came)


class ManualPage(Page):
    """A page of the manual; loads the pictures of the manual, and nothing else."""

    def __init__(self, parent: QWidget) -> None:
        self._source: manual.Page | None = None  # before the base's, which draws
        self._dark = False
        super().__init__(parent)

    def show_page(self, page: manual.Page, anchor: str) -> None:
        """Show a page, from one of its headings on."""
        self._source, self._dark = page, theme.is_dark(self.palette())
        self.show_html(self._drawn(page), None, 0)
        if anchor:
            self.scrollToAnchor(anchor)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        path = name.toString() if isinstance(name, QUrl) else name
        if not _PICTURE.fullmatch(path):
            return None
        picture = QImage(str(resources.path(f"help/{path[path.index('pictures/') :]}")))
        sharp = self.devicePixelRatioF()
        drawn = picture.scaledToWidth(round(self.column * sharp), Qt.TransformationMode.SmoothTransformation)
        drawn.setDevicePixelRatio(sharp)
        return drawn

    def _restyle(self) -> None:
        """Other colours are other pictures, too."""
        source, dark = self._source, theme.is_dark(self.palette())
        if source is not None and dark != self._dark:
            self._dark = dark
            self._html = self._drawn(source)
        super()._restyle()

    def _drawn(self, page: manual.Page) -> str:
        return manual.html(page, dark=self._dark, width=self.column)
