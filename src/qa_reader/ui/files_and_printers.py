"""Asks for the file or the printer that something goes to."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from qa_reader.wording import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_LONGEST = 80  # characters of a file's name: some systems take 255 bytes, and Chinese needs three a character
_SUFFIX = re.compile(r"\(\*\.(\w+)\)")
# what some system does not allow in a name
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def ask_for_file(parent: QWidget, title: str, kinds: dict[str, str], chosen: Callable[[Path], None]) -> None:
    """Let the reader choose a file of one of these kinds, by suffix; it is called as what is in it."""
    dialog = QFileDialog(parent, tr("Save as"))
    dialog.setObjectName("saveFile")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{kind} (*.{suffix})" for suffix, kind in kinds.items()])
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_SUFFIX.findall(kind)[-1]))
    usual = next(iter(kinds))
    dialog.setDefaultSuffix(usual)
    dialog.selectFile(f"{file_name(title)}.{usual}")
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()


def file_name(title: str) -> str:
    """A name that every system takes."""
    return " ".join(_FORBIDDEN.sub(" ", title).split())[:_LONGEST].strip(" .") or tr("threads")


def ask_for_printer(parent: QDialog, title: str, size: QPageSize, chosen: Callable[[QPrinter], None]) -> None:
    """Let the reader choose a printer and what it has to be told."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(size)
    printer.setFullPage(True)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("printerDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.accepted.connect(lambda: chosen(printer))
    QDialog.open(dialog)  # QPrintDialog's own wants a slot by its name
