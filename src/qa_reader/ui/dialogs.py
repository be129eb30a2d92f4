"""Dialogs, none of which stops the program's other work: each opens and calls back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from qa_reader.kept import FoundAgain
from qa_reader.model import BuildReport
from qa_reader.wording import counted, tr

SUFFIX = ".qarchive"
_MOST_LINES = 200
_MOST_FAULTS = 5
_FAILURE = "failure"


def choose_archive(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    """Let the reader choose an archive."""
    dialog = QFileDialog(parent, tr("Open an archive"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([tr("Archives (*.qarchive)"), tr("All files (*)")])
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()


def choose_sources(parent: QWidget, chosen: Callable[[list[Path], Path], None]) -> None:
    """Let the reader choose saved pages and exports, and then where the archive shall be."""
    dialog = QFileDialog(parent, tr("Saved pages and exports"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Use these"))
    dialog.filesSelected.connect(lambda names: choose_target(parent, [Path(name) for name in names], chosen))
    dialog.open()


def choose_target(parent: QWidget, sources: list[Path], chosen: Callable[[list[Path], Path], None]) -> None:
    """Let the reader choose where an archive of these sources shall be."""
    dialog = QFileDialog(parent, tr("Build the archive as"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # an archive that is there already is extended, not overwritten
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Build"))
    dialog.setDefaultSuffix(SUFFIX)
    dialog.setNameFilters([tr("Archives (*.qarchive)")])
    dialog.fileSelected.connect(lambda name: chosen(sources, Path(name)))
    dialog.open()


def open_link(parent: QWidget, url: str) -> None:
    """Ask before a link leaves the program, showing where it goes; anything but http and https goes nowhere."""
    target = QUrl(url)
    if target.scheme() not in {"http", "https"} or not target.host():
        return
    box = _box(parent, QMessageBox.Icon.Question, tr("This link leads out of the program:"), target.toDisplayString())
    go = box.addButton(tr("Open in the browser"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    go.clicked.connect(lambda: QDesktopServices.openUrl(target))
    box.open()


def show_failure(parent: QWidget, message: str) -> None:
    """Say what went wrong; where that is being said already, in the same box, and the same thing once."""
    told = next((box for box in parent.findChildren(QMessageBox, _FAILURE) if box.isVisible()), None)
    if told is not None:
        said = [one for one in told.informativeText().split("\n\n") if one != message]
        told.setInformativeText("\n\n".join([*said, message][-_MOST_FAULTS:]))
        return
    box = _box(parent, QMessageBox.Icon.Warning, tr("That did not work."), message)
    box.setObjectName(_FAILURE)
    box.open()


def show_gone(parent: QWidget, path: Path, done: str, *, find: Callable[[], None], forget: Callable[[], None]) -> None:
    """Say that an archive of the list of recent ones is not there, and let the reader say what becomes of its entry."""
    more = tr(
        "It was here: {0}\n\nIf that is on a drive that is not connected, connect it and choose the archive again. "
        "It stays in “Open recent” until you take it off."
    ).format(path.parent)
    told = tr("The archive {0} is not there.").format(path.name)
    box = _box(parent, QMessageBox.Icon.Warning, told, "\n\n".join(filter(None, (more, done))))
    box.setObjectName("archiveGone")
    look = box.addButton(tr("&Look for it…"), QMessageBox.ButtonRole.ActionRole)
    drop = box.addButton(tr("&Take it off the list"), QMessageBox.ButtonRole.ActionRole)
    keep = box.addButton(tr("&Keep it"), QMessageBox.ButtonRole.RejectRole)
    for button, name, act in ((look, "findArchive", find), (drop, "forgetArchive", forget)):
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False, act=act: act())
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.open()


def show_report(parent: QWidget, report: BuildReport) -> None:
    """Say what a build read, added and skipped."""
    text = tr("Threads added: {0}, updated: {1}, unchanged: {2}, skipped: {3}.").format(
        report.added, report.updated, report.unchanged, len(report.skipped)
    )
    box = _box(
        parent, QMessageBox.Icon.Information, text, report.archive if report.read else tr("No archive was written.")
    )
    box.setObjectName("report")
    lines = [f"{entry.file}: {entry.reason}" for entry in (*report.skipped, *report.notes)]
    if lines:
        box.setDetailedText("\n".join(lines[:_MOST_LINES]))
    box.open()


def show_found_again(parent: QWidget, found: FoundAgain) -> None:
    """Say what a newer archive did to what is kept of it, thread by thread on request."""
    total = found.kept + len(found.moved) + len(found.gone)
    moved = tr("{0} of {1} moved").format(len(found.moved), counted(total, tr("{0} thread"), tr("{0} threads")))
    gone = counted(len(found.gone), tr("{0} is no longer there"), tr("{0} are no longer there"))
    told = ", ".join((*([moved] if found.moved else ()), *([gone] if found.gone else ())))
    more = tr("Bookmarks, notes and highlights of what moved went with it. What is no longer there stays among them.")
    box = _box(parent, QMessageBox.Icon.Information, tr("The archive is a newer one: {0}.").format(told), more)
    box.setObjectName("foundAgain")
    lines = [tr("Moved: {0}").format(title) for _, _, title in found.moved]
    lines += [tr("No longer there: {0}").format(title or ref.thread) for ref, title in found.gone]
    box.setDetailedText("\n".join(lines[:_MOST_LINES]))
    box.open()


def _box(parent: QWidget, icon: QMessageBox.Icon, text: str, more: str) -> QMessageBox:
    box = QMessageBox(icon, tr("QA Reader"), text, QMessageBox.StandardButton.NoButton, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)  # what stands in a file may look like HTML
    box.setInformativeText(more)
    return box
