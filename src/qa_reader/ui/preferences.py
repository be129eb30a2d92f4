"""The dialog of the settings: each is applied as it is changed, so that there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qa_reader.languages import LANGUAGES, SYSTEM
from qa_reader.settings import LEADINGS, ZOOMS, Settings, shown_leading, shown_zoom
from qa_reader.ui import fitting, theme
from qa_reader.ui.fields import LineField
from qa_reader.ui.fitting import Scrolled

_MOST_YEARS = 100
_LONGEST_NUMBER = 40


def show(parent: QWidget, known: Settings, changed: SignalInstance, remember: Callable[..., None]) -> None:
    """Open the dialog; `remember(name=value)` is called at each change, `changed` tells of changes made elsewhere."""
    dialog = SettingsDialog(known, remember, parent)
    changed.connect(dialog.show_settings)
    dialog.open()


class SettingsDialog(QDialog):
    """Colours, language, sizes, and from when on a reply is called old."""

    def __init__(self, known: Settings, remember: Callable[..., None], parent: QWidget) -> None:
        super().__init__(parent)
        self._remember = remember
        self.setObjectName("settings")
        self.setStyleSheet(theme.BOXES_CSS)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        system = self.tr("As the system")
        schemes = (system, "system"), (self.tr("Light"), "light"), (self.tr("Dark"), "dark")
        self._colours = self._choice("colourScheme", schemes)
        self._language = self._choice(
            "language", [(system, SYSTEM), *((name, code) for code, name in LANGUAGES.items())]
        )
        families = (family for family in QFontDatabase.families() if not QFontDatabase.isPrivateFamily(family))
        self._font = self._choice("textFont", [(system, ""), *((family, family) for family in families)])
        self._font.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._text = self._per_cent("textZoom", ZOOMS[0], ZOOMS[-1])
        self._leading = self._per_cent("textLeading", *LEADINGS)
        self._lists = self._per_cent("listZoom", ZOOMS[0], ZOOMS[-1])
        self._years = self._number("oldReplyYears", 1, _MOST_YEARS)
        self._emergency = LineField(self)
        self._emergency.setObjectName("emergencyNumber")
        self._emergency.setMaxLength(_LONGEST_NUMBER)
        self._emergency.setPlaceholderText(self.tr("your local emergency number"))
        asked = self._emergency.fontMetrics().horizontalAdvance(self._emergency.placeholderText())
        self._emergency.setMinimumWidth(asked + 3 * theme.GRID)
        self._suggestions = QCheckBox(self.tr("&Suggest words, names and titles while I type"), self)
        self._suggestions.setObjectName("suggestionsShown")
        self._other_words = QCheckBox(self.tr("Search other &words for the same, too"), self)
        self._other_words.setObjectName("otherWords")
        self._form = QFormLayout()
        self._lay_out()
        self.show_settings(known)
        self._connect()

    def show_settings(self, known: Settings) -> None:
        """Show the settings as they are now."""
        self._colours.setCurrentIndex(max(0, self._colours.findData(known.colour_scheme)))
        self._language.setCurrentIndex(max(0, self._language.findData(known.language)))
        self._show_font(known.text_font)
        self._text.setValue(shown_zoom(known.text_zoom))
        self._leading.setValue(shown_leading(known.text_leading))
        self._lists.setValue(shown_zoom(known.list_zoom))
        self._years.setValue(min(max(known.old_reply_years, 1), _MOST_YEARS))
        self._suggestions.setChecked(known.suggestions)
        self._other_words.setChecked(known.other_words)
        if self._emergency.text() != known.emergency_number:
            self._emergency.setText(known.emergency_number)
        self._years.setSuffix(self.tr(" year") if known.old_reply_years == 1 else self.tr(" years"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window a field stands below its name: beside it one would have to be scrolled to."""
        super().resizeEvent(event)
        policy = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policy.WrapAllRows if self.width() < self._needed else policy.DontWrapRows)

    def _show_font(self, family: str) -> None:
        """Name the font; one that this computer does not have stays what was chosen, for the one that has it."""
        if self._font.findData(family) < 0:
            there = QFontDatabase.hasFamily(family)  # by a name that the system knows, if not as it writes it
            self._font.addItem(family if there else self.tr("{0} (not installed)").format(family), family)
        self._font.setCurrentIndex(self._font.findData(family))

    def _choice(self, name: str, choices: Iterable[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        for text, value in choices:
            box.addItem(text, value)
        return box

    def _per_cent(self, name: str, least: int, most: int) -> QSpinBox:
        box = self._number(name, least, most)
        box.setSingleStep(10)
        box.setSuffix(" %")
        return box

    def _number(self, name: str, least: int, most: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setObjectName(name)
        box.setRange(least, most)
        box.setMinimumHeight(self._colours.sizeHint().height())  # its own hint cuts off what hangs below the line
        return box

    def _lay_out(self) -> None:
        form = self._form
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("&Colours"), self._colours)
        form.addRow(self.tr("Lan&guage, from the next start on"), self._language)
        form.addRow(self.tr("&Font of the text"), self._font)
        form.addRow(self.tr("Size of the &text"), self._text)
        form.addRow(self.tr("Space between l&ines"), self._leading)
        form.addRow(self.tr("Size of the &lists"), self._lists)
        form.addRow(self.tr("A reply is called &old after"), self._years)
        form.addRow(self.tr("&Emergency number"), self._emergency)
        form.addRow(self._suggestions)
        form.addRow(self._other_words)
        hint = QLabel(self.tr("Every change counts at once, but for the language."), self)
        hint.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(24, 0, 24, 0)
        asked = QWidget(self)
        rows = QVBoxLayout(asked)
        rows.setContentsMargins(24, 24, 8, 8)
        rows.setSpacing(16)
        rows.addLayout(form)
        rows.addWidget(hint)
        scrolled = Scrolled(asked, self)
        self._needed = asked.minimumSizeHint().width() + scrolled.verticalScrollBar().sizeHint().width()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.addWidget(scrolled, 1)
        layout.addWidget(buttons)
        fitting.resize(self, self.sizeHint().width(), self.sizeHint().height())

    def _connect(self) -> None:
        self._suggestions.toggled.connect(lambda on: self._set(suggestions=on))
        self._other_words.toggled.connect(lambda on: self._set(other_words=on))
        self._colours.currentIndexChanged.connect(lambda place: self._set(colour_scheme=self._colours.itemData(place)))
        self._language.currentIndexChanged.connect(lambda place: self._set(language=self._language.itemData(place)))
        self._font.currentIndexChanged.connect(lambda place: self._set(text_font=self._font.itemData(place)))
        self._leading.valueChanged.connect(lambda value: self._set(text_leading=value))
        self._text.valueChanged.connect(lambda value: self._set(text_zoom=value))
        self._lists.valueChanged.connect(lambda value: self._set(list_zoom=value))
        self._years.valueChanged.connect(lambda value: self._set(old_reply_years=value))
        self._emergency.textEdited.connect(lambda text: self._set(emergency_number=text))

    def _set(self, **changes: Any) -> None:
        self._remember(**changes)
