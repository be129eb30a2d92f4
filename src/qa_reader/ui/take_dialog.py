"""The dialog for what leaves the program: which threads, in which form, with what of the reader's own; a preview."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from qa_reader.ui import fitting, theme
from qa_reader.ui.fitting import Scrolled
from qa_reader.ui.leaving import PDF, Preview, Threads
from qa_reader.ui.preview import PreviewPane
from qa_reader.wording import marked, tr

_COLUMN = 290  # px
_PAUSE_MS = 150  # after the last change, until the preview is made anew
FORMS = {
    PDF: marked("Paper or PDF"),
    "html": marked("Web page (HTML)"),
    "md": marked("Markdown"),
    "txt": marked("Plain text"),
    "csv": marked("Table (CSV)"),
    "ris": marked("References (RIS)"),
    "jsonl": marked("JSON Lines, to build an archive of"),
}


class Offer(Struct, frozen=True):
    """Threads that one may mean: under a name, and where there are several (folders), a name for each."""

    name: str
    choices: tuple[tuple[str, Threads], ...]


class TakeDialog(QDialog):
    """Asks what is to leave, and how; says so when something else is chosen."""

    preview_requested = Signal()
    print_requested = Signal()
    save_requested = Signal()

    def __init__(self, parent: QWidget, offers: Sequence[Offer], form: str, size: QPageSize.PageSizeId) -> None:
        super().__init__(parent)
        self.setObjectName("takeDialog")
        self.setStyleSheet(theme.BOXES_CSS)
        self.setWindowTitle(self.tr("Print and save"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offers = offers
        self._which = QButtonGroup(self)
        self._folders: dict[int, QComboBox] = {}
        self._form = QComboBox(self)
        self._size = QComboBox(self)
        self._names = QCheckBox(self.tr("&Names of those who asked"), self)
        self._own = QCheckBox(self.tr("&My notes and highlights"), self)
        self._preview = PreviewPane(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._print = self._button("printButton", self.tr("&Print…"))
        self._save = self._button("saveButton", self.tr("&Save…"))
        self._pause = QTimer(self)
        self._fill(form, size)
        self._lay_out()
        self._connect()
        self._follow_form()

    @property
    def threads(self) -> Threads:
        """The threads that are chosen."""
        chosen = self._which.checkedId()
        folder = self._folders.get(chosen)
        return self._offers[chosen].choices[folder.currentIndex() if folder is not None else 0][1]

    @property
    def form(self) -> str:
        """The form: `leaving.PDF` or one of `exporting.Form`."""
        return str(self._form.currentData())

    @property
    def size_of_paper(self) -> QPageSize.PageSizeId:
        """The paper."""
        return QPageSize.PageSizeId(self._size.currentData())

    @property
    def names(self) -> bool:
        """Whether askers are to be named."""
        return self._names.isChecked()

    @property
    def own(self) -> bool:
        """Whether the reader's notes and highlights go along."""
        return self._own.isChecked()

    def show_preview(self, preview: Preview) -> None:
        """Show what will leave."""
        self._preview.show_preview(preview)
        for button in (self._print, self._save):
            button.setEnabled(preview.threads > 0)

    # ------------------------------------------------------------ making

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        self._buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return button

    def _fill(self, form: str, size: QPageSize.PageSizeId) -> None:
        self._form.setObjectName("takeForm")
        self._form.setAccessibleName(self.tr("Form"))
        for name, text in FORMS.items():
            self._form.addItem(tr(text), name)
        self._form.setCurrentIndex(self._form.findData(form))
        self._size.setObjectName("paperSize")
        self._size.setAccessibleName(self.tr("Paper"))
        for one in (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter):
            self._size.addItem(QPageSize.name(one), one.value)
        self._size.setCurrentIndex(self._size.findData(size.value))
        self._names.setObjectName("takeNames")
        self._own.setObjectName("takeOwn")
        self._own.setChecked(True)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)

    def _lay_out(self) -> None:
        which = QGroupBox(self.tr("Threads"), self)
        rows = QVBoxLayout(which)
        for number, offer in enumerate(self._offers):
            shown = self.fontMetrics().elidedText(offer.name, Qt.TextElideMode.ElideRight, _COLUMN - 60)
            radio = QRadioButton(shown.replace("&", "&&"), which)
            radio.setToolTip(offer.name)
            radio.setAccessibleName(offer.name)
            radio.setObjectName(f"take{number}")
            radio.setChecked(not number)
            self._which.addButton(radio, number)
            rows.addWidget(radio)
            if len(offer.choices) > 1:
                rows.addWidget(self._folder_box(number, offer))
        with_them = QGroupBox(self.tr("With"), self)
        extras = QVBoxLayout(with_them)
        extras.addWidget(self._names)
        extras.addWidget(self._own)
        form = QGroupBox(self.tr("Form"), self)
        kinds = QVBoxLayout(form)
        kinds.addWidget(self._form)
        kinds.addWidget(self._size)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        for box in (which, with_them, form):
            column.addWidget(box)
        column.addStretch()
        above = QHBoxLayout()
        scrolled = Scrolled(left, self)
        scrolled.setFixedWidth(_COLUMN)
        above.addWidget(scrolled)
        above.addWidget(self._preview, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(above, 1)
        layout.addWidget(self._buttons)
        fitting.resize(self, 1000, 700)

    def _folder_box(self, number: int, offer: Offer) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"take{number}Choice")
        box.setAccessibleName(offer.name)
        for name, _ in offer.choices:
            box.addItem(name)
        self._folders[number] = box
        return box

    def _connect(self) -> None:
        self._which.idToggled.connect(lambda _number, _on: self._ask())
        for number, box in self._folders.items():
            box.activated.connect(lambda _row, number=number: self._choose_folder(number))
        self._form.currentIndexChanged.connect(lambda _row: self._follow_form())
        self._size.currentIndexChanged.connect(lambda _row: self._ask())
        for extra in (self._names, self._own):
            extra.toggled.connect(lambda _on: self._ask())
        self._pause.timeout.connect(self.preview_requested)
        self._print.clicked.connect(self.print_requested)
        self._save.clicked.connect(self.save_requested)
        self._buttons.rejected.connect(self.reject)

    # ------------------------------------------------------------ choosing

    def _choose_folder(self, number: int) -> None:
        self._which.button(number).setChecked(True)
        self._ask()

    def _follow_form(self) -> None:
        on_paper = self.form == PDF
        self._print.setVisible(on_paper)
        self._size.setVisible(on_paper)
        self._own.setEnabled(self.form != "jsonl")
        (self._print if on_paper else self._save).setDefault(True)
        self._ask()

    def _ask(self) -> None:
        self._pause.start()
