"""Dialogs, none of which stops the program's other work: each opens and calls back."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from qa_reader import __version__
from qa_reader.model import BuildReport

_SUFFIX = ".qarchive"
_MOST_LINES = 200


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dialogs", text)


def choose_archive(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    """Let the reader choose an archive."""
    dialog = QFileDialog(parent, _tr("Open an archive"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_tr("Archives (*.qarchive)"), _tr("All files (*)")])
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()


def choose_sources(parent: QWidget, chosen: Callable[[list[Path], Path], None]) -> None:
    """Let the reader choose saved pages and exports, and then where the archive shall be."""
    dialog = QFileDialog(parent, _tr("Saved pages and exports"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _tr("Use these"))
    dialog.filesSelected.connect(lambda names: _choose_target(parent, [Path(name) for name in names], chosen))
    dialog.open()


def _choose_target(parent: QWidget, sources: list[Path], chosen: Callable[[list[Path], Path], None]) -> None:
    dialog = QFileDialog(parent, _tr("Build the archive as"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # an archive that is there already is extended, not overwritten
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _tr("Build"))
    dialog.setDefaultSuffix(_SUFFIX)
    dialog.setNameFilters([_tr("Archives (*.qarchive)")])
    dialog.fileSelected.connect(lambda name: chosen(sources, Path(name)))
    dialog.open()


def open_link(parent: QWidget, url: str) -> None:
    """Ask before a link leaves the program, showing where it goes; anything but http and https goes nowhere."""
    target = QUrl(url)
    if target.scheme() not in {"http", "https"} or not target.host():
        return
    box = _box(parent, QMessageBox.Icon.Question, _tr("This link leads out of the program:"), target.toDisplayString())
    go = box.addButton(_tr("Open in the browser"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    go.clicked.connect(lambda: QDesktopServices.openUrl(target))
    box.open()


def show_failure(parent: QWidget, message: str) -> None:
    """Say what went wrong."""
    box = _box(parent, QMessageBox.Icon.Warning, _tr("That did not work."), message)
    box.setObjectName("failure")
    box.open()


def show_report(parent: QWidget, report: BuildReport) -> None:
    """Say what a build read, added and skipped."""
    text = _tr("{0} threads added, {1} updated, {2} unchanged, {3} skipped.").format(
        report.added, report.updated, report.unchanged, len(report.skipped)
    )
    box = _box(
        parent, QMessageBox.Icon.Information, text, report.archive if report.read else _tr("No archive was written.")
    )
    box.setObjectName("report")
    lines = [f"{entry.file}: {entry.reason}" for entry in (*report.skipped, *report.notes)]
    if lines:
        box.setDetailedText("\n".join(lines[:_MOST_LINES]))
    box.open()


def show_about(parent: QWidget) -> None:
    """Say what the program is."""
    text = _tr("QA Reader {0}").format(__version__)
    more = _tr(
        "Reads archives of doctor-answered questions, with no network at all. MIT licence. It is no medical advice."
    )
    _box(parent, QMessageBox.Icon.NoIcon, text, more).open()


def show_help(parent: QWidget) -> None:
    """Say which keys there are and how queries are written."""
    box = _box(parent, QMessageBox.Icon.NoIcon, _tr("Keys and query language"), "")
    box.setObjectName("help")
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setInformativeText(_help_html())
    box.open()


def _box(parent: QWidget, icon: QMessageBox.Icon, text: str, more: str) -> QMessageBox:
    box = QMessageBox(icon, _tr("QA Reader"), text, QMessageBox.StandardButton.NoButton, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)  # what stands in a file may look like HTML
    box.setInformativeText(more)
    return box


def _help_html() -> str:
    rows = (
        ("Ctrl+F", _tr("search")),
        ("↓", _tr("from the search field into the list")),
        ("J  K", _tr("next and previous thread")),
        ("Alt+←  Alt+→", _tr("back and forward")),
        ("Ctrl+Shift+L", _tr("filters: who asked, when, about what")),
        ("→  ←", _tr("in the list: show those that ask nearly the same, hide them")),
        ("Alt+Home", _tr("overview of the archive")),
        ("Ctrl+D", _tr("bookmark the thread, or remove the bookmark")),
        ("Ctrl+B", _tr("show bookmarks")),
        ("Ctrl+O", _tr("open an archive")),
        ("twitching weakness", _tr("both words, in any form, anywhere")),
        ('"muscle weakness"', _tr("the words in this order")),
        ("tremor OR twitching", _tr("one of them")),
        ("NOT", _tr("not this word")),
        ("twitch*", _tr("any word that begins so")),
        ("title: question: reply: doctor:", _tr("only there, as in title:tremor")),
        ("asked:[2019 to 2021]", _tr("only from these years")),
    )
    cells = "".join(
        f"<tr><td><b>{html.escape(key)}</b>&nbsp;&nbsp;</td><td>{html.escape(text)}</td></tr>" for key, text in rows
    )
    return f"<table cellpadding='3'>{cells}</table>"
