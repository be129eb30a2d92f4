from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from qa_reader import wording
from qa_reader.settings import Settings
from qa_reader.ui import actions, language, preferences


class Pane(QWidget):
    def said(self) -> str:
        return self.tr("Save “it”")


class InnerPane(Pane):
    pass


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> Iterator[None]:
    yield
    language.apply(qapp, "en")


def test_qt_its_widgets_and_the_lower_layers_speak_one_language(qapp: QApplication, qtbot: QtBot) -> None:
    language.apply(qapp, "zh_TW")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(buttons)
    assert buttons.button(QDialogButtonBox.StandardButton.Close).text() == "關閉"  # qtbase_zh_TW.qm is there
    assert wording.tr("Bookmarks") == "書籤"
    assert QLocale().language() is QLocale.Language.Chinese
    wording.speak({("Pane", "Save “it”", ""): ("儲存「它」",)})
    pane = InnerPane()
    qtbot.addWidget(pane)
    assert pane.said() == "儲存「它」"  # of the class or one that it is made from, as Qt looks


def test_a_command_is_called_without_the_key_of_its_menu(qapp: QApplication) -> None:
    command = actions.COMMANDS[0]
    assert actions.plain(command) == "Open archive…"
    language.apply(qapp, "zh_TW")
    assert actions.plain(command) == "開啟檔案庫…"


@pytest.mark.parametrize(("context", "text"), language.LACKING_IN_QT)
def test_what_qts_translation_lacks_is_in_ours(qapp: QApplication, context: str, text: str) -> None:
    language.apply(qapp, "zh_TW")
    assert QCoreApplication.translate(context, text) != text


def test_plurals_are_chosen_for_qt(qapp: QApplication) -> None:
    language.apply(qapp, "zh_TW")
    wording.speak({("Pane", "%n thread(s)", ""): ("one", "%n of them")})
    assert QCoreApplication.translate("Pane", "%n thread(s)", "", 1) == "one"
    assert QCoreApplication.translate("Pane", "%n thread(s)", "", 3) == "3 of them"


def test_english_takes_the_translations_away(qapp: QApplication, qtbot: QtBot) -> None:
    language.apply(qapp, "zh_TW")
    language.apply(qapp, "en")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(buttons)
    assert "Close" in buttons.button(QDialogButtonBox.StandardButton.Close).text()
    assert wording.tr("Bookmarks") == "Bookmarks"
    assert QLocale().language() is QLocale.Language.English


def test_the_language_is_chosen_in_the_settings(qtbot: QtBot) -> None:
    kept: dict[str, object] = {}
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = preferences.SettingsDialog(Settings(language="zh_TW"), kept.update, parent)
    box = dialog.findChild(QComboBox, "language")
    assert box is not None
    assert [box.itemText(row) for row in range(box.count())] == ["As the system", "English", "繁體中文"]
    assert box.currentData() == "zh_TW"
    qtbot.keyClicks(box, "Eng")
    assert kept == {"language": "en"}
