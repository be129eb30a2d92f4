"""The dialog that says what the program is, and which works of others are inside under which licence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from qa_reader import __version__, resources
from qa_reader.resources import ThirdParties

_SIZE = QSize(720, 560)


def show(parent: QWidget, fetch: Callable[[Callable[[], ThirdParties], Callable[[ThirdParties], None]], None]) -> None:
    """Open the dialog; `fetch(work, then)` does the work off this thread: the licences are half a megabyte."""
    dialog = AboutDialog(parent)
    dialog.open()
    fetch(resources.third_parties, lambda found: dialog.tell(found) if Shiboken.isValid(dialog) else None)


class AboutDialog(QDialog):
    """Name, version and licence of the program; below, those of the others."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle(self.tr("About QA Reader"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title = QLabel(self.tr("QA Reader {0}").format(__version__), self)
        self._title.setObjectName("version")
        self._text = QLabel(
            self.tr(
                "Reads archives of doctor-answered questions, with no network at all. MIT licence. "
                "It is no medical advice."
            ),
            self,
        )
        self._text.setWordWrap(True)
        self._licences = QPlainTextEdit(self)
        self._licences.setObjectName("licences")
        self._licences.setReadOnly(True)
        self._licences.setTabChangesFocus(True)
        self._licences.setAccessibleName(self.tr("Works of others that are inside, and their licences"))
        self._bill = QLabel(self)
        self._bill.setObjectName("billOfMaterials")
        self._bill.setTextFormat(Qt.TextFormat.PlainText)
        self._bill.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._bill.setWordWrap(True)
        self._bill.hide()
        self._lay_out()

    def tell(self, found: ThirdParties) -> None:
        """Show what ships of others."""
        none = self.tr("Nothing of others is inside: the libraries were installed beside the program.")
        self._licences.setPlainText(found.licences or none)
        if found.bill is not None:
            self._bill.setText(self.tr("Bill of materials for machines (CycloneDX): {0}").format(found.bill))
            self._bill.show()

    def sizeHint(self) -> QSize:
        return _SIZE

    def _lay_out(self) -> None:
        font = self._title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.4)
        self._title.setFont(font)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self._title, self._text, self._licences, self._bill, buttons):
            column.addWidget(widget)
