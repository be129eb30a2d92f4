"""Qt's part of the interface's language: its own dialogs and buttons, `self.tr` of the widgets, dates and numbers."""

from __future__ import annotations

import sys

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from qa_reader import languages, wording

#: What Qt's own translation lacks (6.11) of the dialogs that are used here, for our catalogue to have.
LACKING_IN_QT = (
    ("QFileDialog", QT_TRANSLATE_NOOP("QFileDialog", "&Look in:")),
    ("QFileDialog", QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Double Sided Printing")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Long side binding")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Off")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Page &Set:")),
    ("QPrintSettingsOutput", QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Short side binding")),
    ("QAbstractFileIconProvider", QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive")),
)

#: What speaks for Qt now.
_installed: list[QTranslator] = []


class CatalogueTranslator(QTranslator):
    """Answers Qt from the catalogue that all layers use: there is one, and nothing to compile."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, comment: str | None = None, count: int = -1) -> str | None:
        return wording.translation(context, text, comment or "", count)


def apply(application: QApplication, setting: str) -> None:
    """Speak the language of the setting; to be called before a window is made, whose texts stay as they are."""
    speak(application, setting)
    follow_locale()


def speak(application: QApplication, setting: str) -> None:
    """The texts' part of it. Without QLocale, as far as can be: the enums of that class take 8 ms of a start."""
    # the same order as Qt's own on Linux
    system = languages.of_system() if sys.platform == "linux" else QLocale.system().uiLanguages()
    language = languages.chosen(setting, system)
    languages.speak(language)
    while _installed:
        application.removeTranslator(_installed.pop())
    if language == "en":
        return
    own_to_qt = QTranslator()
    own_to_qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    _installed.extend((own_to_qt, CatalogueTranslator()))
    for translator in _installed:  # the last one is asked first
        application.installTranslator(translator)


def follow_locale() -> None:
    """Write dates and numbers as is usual in the language that is spoken."""
    QLocale.setDefault(_locale(languages.spoken()))


def _locale(language: str) -> QLocale:
    """The system's way of writing numbers where it is of this language, else the language's own."""
    system, own = QLocale.system(), QLocale(language)
    return system if system.language() is own.language() else own
