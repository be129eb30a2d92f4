"""What macOS hands over as events; Qt sends the same event here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QAction, QFileOpenEvent
from PySide6.QtWidgets import QMenu, QMessageBox, QTextBrowser
from pytestqt.qtbot import QtBot

from qa_reader import citing
from qa_reader.model import Query, Thread, ThreadRef
from qa_reader.settings import load
from qa_reader.ui import asked
from qa_reader.ui.opening import Opening
from qa_reader.ui.reading import ARCHIVE_LINK
from qa_reader.ui.recent import names_of
from tests.ui.conftest import Window
from tests.ui.test_main_window import Open
from tests.ui.threads import KNEE

Archive = Callable[[list[Thread]], Path]


def ask(qtbot: QtBot, shown: Window, event: QFileOpenEvent) -> None:
    """Send the event to the application, as the system does."""
    application = QCoreApplication.instance()
    assert application is not None
    opening = Opening(application)
    opening.asked.connect(lambda text: asked.open_text(shown.main, text))
    QCoreApplication.sendEvent(application, event)
    application.removeEventFilter(opening)
    opening.deleteLater()


def test_an_archive_that_is_double_clicked_opens(
    qtbot: QtBot, open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown = open_window(archive_file)
    other = archive_of([Thread("other:1", "Of another archive")])
    ask(qtbot, shown, QFileOpenEvent(QUrl.fromLocalFile(str(other))))
    shown.wait_for(lambda: shown.titles() == ["Of another archive"])


def test_a_row_that_is_clicked_while_another_archive_opens_is_no_fault(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    """To open may take minutes, where an index has to be built; the rows of the archive before are there meanwhile."""
    shown = open_window(archive_file)
    session = shown.session
    told: list[str] = []
    session.failed.connect(told.append)
    assert session.archive is not None
    old = ThreadRef(session.archive.id, KNEE.id)
    session.open_archive(archive_of([Thread("other:1", "Of another archive")]))
    session.read(old)
    shown.wait_for(lambda: shown.titles() == ["Of another archive"])
    session.find_all(Query(), lambda _all: told.append("all that was asked before is answered"))
    shown.wait_for(lambda: bool(told))
    assert told == ["all that was asked before is answered"]


def test_two_archives_opened_at_once_are_no_fault_and_the_second_stays(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown = open_window(archive_file)
    told: list[str] = []
    shown.session.failed.connect(told.append)
    other = archive_of([Thread("other:1", "Of another archive")])
    for path in (other, archive_file, other):
        shown.session.open_archive(path)
    shown.wait_for(lambda: shown.titles() == ["Of another archive"])
    for _ in range(2):  # what the first of the answers asked for comes after them
        shown.session.find_all(Query(), lambda _all: told.append("done"))
        shown.wait_for(lambda: told[-1:] == ["done"])
    assert set(told) == {"done"}


def recent(shown: Window) -> list[QAction]:
    """The entries of File, Open recent, as they are when it is opened."""
    menu = shown.child(QMenu, "recentMenu")
    menu.aboutToShow.emit()
    return [entry for entry in menu.actions() if not entry.isSeparator()]


def test_the_archives_that_were_open_lately_are_a_menu(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown = open_window(archive_file)
    menu = shown.child(QMenu, "recentMenu")
    assert not menu.menuAction().isEnabled()
    shown.session.open_archive(archive_of([Thread("other:1", "Of another archive")]))
    shown.wait_for(lambda: shown.titles() == ["Of another archive"])
    assert menu.menuAction().isEnabled()
    small, _forget = recent(shown)
    assert (small.text(), small.toolTip()) == ("small", str(archive_file))
    small.trigger()
    shown.wait_for(lambda: KNEE.title in shown.titles())
    assert [entry.text() for entry in recent(shown)] == ["made", "&Forget these"]
    recent(shown)[-1].trigger()
    assert not menu.menuAction().isEnabled()
    assert list(shown.session.settings.recent.values()) == [str(archive_file)]


def test_the_archives_that_were_open_are_forgotten_also_in_private(
    open_window: Open, archive_file: Path, archive_of: Archive, tmp_path: Path
) -> None:
    open_window(archive_of([Thread("other:1", "Of another archive")])).window.close()
    shown = open_window(archive_file)
    shown.do("toggle_private")
    recent(shown)[-1].trigger()
    assert not shown.child(QMenu, "recentMenu").menuAction().isEnabled()
    settings = tmp_path / "data" / "settings.json"
    shown.wait_for(lambda: list(load(settings).recent.values()) == [str(archive_file)])


def test_files_that_are_called_the_same_are_told_apart_by_their_folders() -> None:
    assert names_of(("/a/one.qarchive", "/b/two.qarchive", "/c/one.qarchive")) == ("one (/a)", "two", "one (/c)")


def read_and_left(shown: Window, archive_of: Archive) -> ThreadRef:
    """Read a thread, then open another archive; which thread it was."""
    assert shown.session.archive is not None
    ref = ThreadRef(shown.session.archive.id, KNEE.id)
    shown.session.read(ref)
    shown.wait_for(lambda: KNEE.question in shown.page.toPlainText())
    shown.session.open_archive(archive_of([Thread("other:1", "Of another archive")]))
    shown.wait_for(lambda: shown.titles() == ["Of another archive"])
    return ref


def test_what_is_kept_of_a_thread_elsewhere_leads_to_its_archive(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown = open_window(archive_file)
    ref = read_and_left(shown, archive_of)
    shown.session.read(ref)
    shown.wait_for(lambda: "Open its archive" in shown.page.toPlainText())
    shown.page.anchorClicked.emit(QUrl(ARCHIVE_LINK + citing.link(ref)))
    shown.wait_for(lambda: "No doctor’s reply" in shown.page.toPlainText())
    assert shown.session.archive is not None
    assert shown.session.archive.id == ref.archive


def test_of_two_threads_side_by_side_each_leads_to_its_own_archive(
    open_window: Open, archive_file: Path, archive_of: Archive
) -> None:
    shown = open_window(archive_file)
    ref = read_and_left(shown, archive_of)
    assert shown.session.archive is not None
    shown.session.read(ThreadRef(shown.session.archive.id, "other:1"))
    shown.session.navigation.read_later(ref, KNEE.title)
    shown.do("compare_tab")
    beside = shown.child(QTextBrowser, "comparePane")
    shown.wait_for(lambda: "Open its archive" in beside.toPlainText())
    beside.anchorClicked.emit(QUrl(ARCHIVE_LINK + citing.link(ref)))
    shown.wait_for(lambda: shown.session.archive is not None and shown.session.archive.id == ref.archive)


def test_a_link_opens_its_thread(qtbot: QtBot, open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    assert shown.session.archive is not None
    link = citing.link(ThreadRef(shown.session.archive.id, KNEE.id))
    ask(qtbot, shown, QFileOpenEvent(QUrl(link)))
    shown.wait_for(lambda: KNEE.title in shown.page.toPlainText())


def test_a_link_that_names_nothing_is_told(qtbot: QtBot, open_window: Open, archive_file: Path) -> None:
    shown = open_window(archive_file)
    ask(qtbot, shown, QFileOpenEvent(QUrl("qa-reader://nowhere/nothing")))
    box = shown.child(QMessageBox, "failure")
    assert "not a link to a thread" in box.informativeText()
    box.close()
