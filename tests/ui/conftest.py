"""A real window over a real archive, driven as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QSplitter,
    QTextBrowser,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qa_reader import app, importing, paths
from qa_reader.model import Thread, ThreadRef
from qa_reader.settings import Settings, load
from qa_reader.ui import windows
from qa_reader.ui.frame import Frame
from qa_reader.ui.furnishing import Furnishing
from qa_reader.ui.main_window import MainWindow
from qa_reader.ui.session import Session
from qa_reader.ui.start import Start
from tests.ui.threads import THREADS, written

_Widget = TypeVar("_Widget", bound=QWidget)
_USUAL = 1400, 860  # of a window at its first start, which off screen has a screen of 800 × 800


@dataclass(frozen=True, slots=True)
class Window:
    """A window that is open and filled, and the widgets of it by their object names."""

    window: Frame
    bot: QtBot

    @property
    def session(self) -> Session:
        found = self.window.findChild(Session)
        assert isinstance(found, Session)
        return found

    @property
    def is_ready(self) -> bool:
        """Whether all is there that belongs into the window."""
        return self.window.findChild(MainWindow) is not None

    @property
    def furnishing(self) -> Furnishing:
        found = self.window.findChild(Furnishing)
        assert isinstance(found, Furnishing)
        return found

    @property
    def main(self) -> MainWindow:
        found = self.window.findChild(MainWindow)
        assert isinstance(found, MainWindow)
        return found

    @property
    def search(self) -> QLineEdit:
        return self.child(QLineEdit, "searchField")

    @property
    def questions(self) -> QListView:
        return self.child(QListView, "questionList")

    @property
    def tree(self) -> QTreeView:
        return self.child(QTreeView, "departmentTree")

    @property
    def page(self) -> QTextBrowser:
        return self.child(QTextBrowser, "replyPane")

    @property
    def side(self) -> QListView:
        return self.child(QListView, "sidePanel")

    @property
    def panes(self) -> QSplitter:
        return self.child(QSplitter, "panes")

    @property
    def count(self) -> str:
        return self.child(QLabel, "hitCount").text()

    @property
    def empty_state(self) -> QLabel:
        return self.child(QLabel, "emptyState")

    @property
    def sort(self) -> QComboBox:
        return self.child(QComboBox, "sortField")

    def titles(self) -> list[str]:
        """What the rows of the list say."""
        return [str(self.questions.model().index(row, 0).data()) for row in range(self.questions.model().rowCount())]

    def side_rows(self) -> list[str]:
        """What the rows of the side panel say."""
        return [str(self.side.model().index(row, 0).data()) for row in range(self.side.model().rowCount())]

    def node(self, *labels: str) -> QModelIndex:
        """The node of the tree under these labels."""
        index = QModelIndex()
        for label in labels:
            rows = range(self.tree.model().rowCount(index))
            index = next(found for row in rows if (found := self.tree.model().index(row, 0, index)).data() == label)
        return index

    def do(self, command: str) -> None:
        """Carry out a command of the table, as its menu entry does."""
        action = self.window.findChild(QAction, command)
        assert action is not None, command
        action.trigger()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.bot.waitUntil(condition, timeout=10_000)

    def child(self, kind: type[_Widget], name: str) -> _Widget:
        """The widget of this object name."""
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found


@pytest.fixture(scope="session")
def archive_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the tests' own threads."""
    folder = tmp_path_factory.mktemp("archive")
    target = folder / "small.qarchive"
    importing.build([written(folder / "small.jsonl", THREADS)], target, importing.Options(title="Small archive"))
    return target


@pytest.fixture
def archive_of(tmp_path: Path) -> Callable[[list[Thread]], Path]:
    """Builds an archive of given threads."""

    def build(threads: list[Thread]) -> Path:
        target = tmp_path / "made.qarchive"
        importing.build([written(tmp_path / "made.jsonl", threads)], target)
        return target

    return build


@pytest.fixture
def begin_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """Begins windows as the program does, over the data folder of `open_window`: they are not furnished at once."""
    begun: list[Frame] = []

    def begin(archive: Path | None, *, search: str = "") -> Window:
        where = paths.default(tmp_path / "data")
        first = Start(archive, search=search)
        frame = Frame(load(where.settings_file))
        frame.resize(*_USUAL)
        begun.append(frame)
        frame.show()
        furnishing = Furnishing(frame, where, Settings())
        furnishing.ready.connect(lambda window, session: app.begin(window, session, first))
        furnishing.begin(first)
        return Window(frame, qtbot)

    yield begin
    for frame in begun:
        frame.close()
        frame.deleteLater()


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """Opens windows on an archive, all over one data folder; closes what a test leaves open."""
    opened: list[Frame] = []

    def open_one(
        archive: Path | None,
        *,
        search: str = "",
        thread: str = "",
        link: ThreadRef | None = None,
        wait: bool = True,
        private: bool = False,
    ) -> Window:
        where = paths.default(tmp_path / "data")
        known = load(where.settings_file)
        windows.make_application(Settings())
        window, session = windows.make_window(where, known)
        if not known.geometry:
            window.resize(*_USUAL)
        opened.append(window)
        window.show()
        made = Window(window, qtbot)
        if wait:
            with qtbot.waitSignal(session.hits_replaced, timeout=20_000):
                session.start(Start(archive, thread, search, link, private))
        else:
            session.start(Start(archive, thread, search, link, private))
        return made

    yield open_one
    for window in opened:
        # one that is left open keeps the keys from the next test's window, though its own is gone
        for dialog in window.findChildren(QDialog):
            dialog.close()
        window.close()
        window.deleteLater()
