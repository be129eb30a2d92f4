"""A window and the hands that work in it, for the pictures that `screenshot` draws; and what they type."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from qa_reader.model import Query, Sort, ThreadRef
from qa_reader.ui.frame import Frame
from qa_reader.ui.session import Session
from qa_reader.ui.start import Start

_SETTLE_MS = 400  # the last layout and the related threads
_GIVE_UP_MS = 60_000


class Words(Struct, frozen=True):
    """What is typed in a language."""

    search: str
    misspelt: str
    emergency: str
    nowhere: str
    within: str
    note: str
    questions: str
    department: str
    folder: str
    tag: str


WORDS = {
    "en": Words(
        "headache",
        "musle twiching",
        "chest pain and cannot breathe",
        "zeppelin xylophone",
        "the",
        "Ask about this on Thursday. It began in spring.",
        "Do I need a blood test?\nWhen should I come back?",
        "Neurology",
        "For my visit",
        "ask",
    ),
    "zh_TW": Words(
        "眼皮",
        "musle twiching",
        "胸痛 喘不過氣",
        "飛船木琴",
        "可以",
        "星期四門診時要問這一點。從春天開始的。",
        "需要抽血檢查嗎？\n什麼時候該再回診？",
        "神經內科",
        "門診要帶的",
        "要問",
    ),
}


class Stage:
    """A window, and the hands that work in it."""

    def __init__(self, window: Frame, session: Session, words: Words, folder: Path) -> None:
        self.window, self.session, self.words, self.folder = window, session, words, folder
        self.complaints: list[str] = []
        self._loop = QEventLoop()
        self._calm = QTimer(window)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_SETTLE_MS)
        self._calm.timeout.connect(self._loop.quit)
        session.failed.connect(self.complaints.append)
        for news in (session.failed, session.hits_replaced, session.thread_opened, session.related_found):
            news.connect(lambda _news: self._calm.start())

    @property
    def shown(self) -> QWidget:
        """What is in front: a dialog, another window, or the window itself."""
        return QApplication.activeModalWidget() or QApplication.activeWindow() or self.window

    def start(self, first: Start) -> None:
        """Show the window and open in it what is first."""
        self.window.show()
        QTimer.singleShot(_GIVE_UP_MS, self._loop, self._loop.quit)
        self.session.start(first)
        self._loop.exec()

    def settle(self) -> None:
        """Wait until no news came for a moment."""
        self._calm.start()
        self._loop.exec()

    def do(self, command: str) -> None:
        """Carry out a command of the table in `actions`."""
        action = self.window.findChild(QAction, command)
        if action is None:
            self.complaints.append(f"there is no command {command}")
            return
        action.trigger()
        self.settle()

    def ask(self, query: Query) -> None:
        """Ask, as places of the tree and the filters do."""
        self.session.ask(query)
        self.settle()

    def type(self, text: str, field: str = "searchField") -> None:
        """Type into a field, as far as the last key."""
        edit = self.window.findChild(QLineEdit, field)
        assert edit is not None, field
        edit.setFocus()
        edit.setText(text)
        edit.textEdited.emit(text)
        self.settle()

    def search(self, text: str) -> None:
        """Type a query, and Return."""
        self.type(text)
        edit = self.window.findChild(QLineEdit, "searchField")
        assert edit is not None
        edit.returnPressed.emit()
        self.settle()

    def refs(self, count: int, text: str = "") -> tuple[ThreadRef, ...]:
        """The first threads that a search finds."""
        found: list[tuple[ThreadRef, ...]] = []
        self.session.find_places(Query(text, sort=Sort.RELEVANCE if text else Sort.NEWEST), range(count), found.append)
        self.settle()
        return found[0] if found else ()

    def read(self, count: int = 1) -> tuple[ThreadRef, ...]:
        """Search, read the first hit, and have others of them in tabs."""
        self.search(self.words.search)
        refs = self.refs(count, self.words.search)
        for place, ref in enumerate(refs):
            self.session.read(ref, new_tab=bool(place))
            self.settle()
        if count > 1:
            self.do("next_tab")
        return refs
