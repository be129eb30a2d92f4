"""The languages of the interface, and whether all that is said in the code is translated."""

from __future__ import annotations

import ast
import re
import shutil
import string
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import dev
from qa_reader import errors, languages, wording

FILES = sorted(dev.TRANSLATIONS.glob("*.ts"))
MESSAGES = [
    (file.stem.removeprefix("qa_reader_"), context.findtext("name") or "", message)
    for file in FILES
    for context in ET.parse(file).iter("context")
    for message in context.iter("message")
]
NAMES = {"tr", "marked"}
#: Classes and methods whose texts people read.
SAID = set(
    "QLabel QPushButton QCheckBox QRadioButton QGroupBox QToolBar QDockWidget QAction addAction addItem addMenu addRow "
    "addButton setText setTitle setWindowTitle setToolTip setStatusTip setWhatsThis setPlaceholderText setTabText "
    "setInformativeText setAccessibleName setAccessibleDescription setPrefix setSuffix setLabelText showMessage "
    "setSpecialValueText".split()
)
WORDS = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    languages.speak("en")


@pytest.mark.parametrize(
    ("setting", "preferred", "language"),
    [
        ("system", ["de-DE", "zh-Hant-TW", "en-GB"], "zh_TW"),
        ("system", ["en-GB", "zh-Hant-TW"], "en"),
        ("system", ["zh_CN"], "zh_TW"),
        ("system", ["fr-FR"], "en"),
        ("system", [], "en"),
        ("zh_TW", ["en-GB"], "zh_TW"),
        ("en", ["zh-TW"], "en"),
        ("klingon", ["zh-TW"], "zh_TW"),
    ],
)
def test_the_language_is_the_one_that_was_chosen_or_the_first_known_of_the_system(
    setting: str, preferred: list[str], language: str
) -> None:
    assert languages.chosen(setting, preferred) == language


@pytest.mark.skipif("sys.platform == 'win32'", reason="asks Windows itself")
def test_without_qt_the_system_is_asked_as_gettext_does() -> None:
    assert languages.of_system({"LANG": "zh_TW.UTF-8"}) == ["zh_TW"]
    assert languages.of_system({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:zh_TW"}) == ["fr", "zh_TW", "en_US"]
    assert languages.of_system({"LANG": "zh_TW.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "zh_TW"}) == []
    assert languages.of_system({}) == []


def test_each_language_but_english_has_its_file() -> None:
    assert {file.stem for file in FILES} == {f"qa_reader_{code}" for code in languages.LANGUAGES if code != "en"}
    languages.speak("zh_TW")
    assert wording.tr("Bookmarks") == "書籤"
    languages.speak("en")
    assert wording.tr("Bookmarks") == "Bookmarks"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_file_is_what_the_command_writes(file: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(file, tmp_path))
    ran = subprocess.run(dev.update_translations(copy), check=False, capture_output=True, text=True, cwd=dev.ROOT)
    if ran.returncode == 127:
        pytest.skip(f"lupdate lacks a library of the system: {ran.stderr.strip()}")
    assert ran.returncode == 0, ran.stderr
    assert dev.without_comments(copy.read_text(encoding="utf-8")) == file.read_text(encoding="utf-8"), (
        "python3 dev.py translate"
    )


def test_every_text_is_translated() -> None:
    unfinished = [
        f"{language}: {context}: {message.findtext('source')}"
        for language, context, message in MESSAGES
        if (given := message.find("translation")) is None or given.get("type") or not "".join(given.itertext()).strip()
    ]
    assert not unfinished


def test_translations_have_the_places_of_the_source() -> None:
    wrong = [
        (source, translation)
        for source, translation in _translations(*languages.LANGUAGES)
        if _places(source) != _places(translation)
    ]
    assert not wrong


def test_a_key_of_a_menu_is_kept_in_brackets() -> None:
    """As Chinese programs do: 檔案(&F). The letters stay those of English, and with them as free of clashes."""
    wrong = [
        (source, translation)
        for language, _context, message in MESSAGES
        for source in [message.findtext("source") or ""]
        for translation in ["".join(message.find("translation").itertext())]  # type: ignore[union-attr]
        if language == "zh_TW"
        and (key := re.search(r"(?<!\bQ)&(\w)", source))
        and f"(&{key[1].upper()})" not in translation
    ]
    assert not wrong


def test_every_text_in_the_code_is_found_by_the_command() -> None:
    """`lupdate` passes by what stands within an f-string, and takes braces of one as they are."""
    known = {(context, message.findtext("source") or "") for _language, context, message in MESSAGES}
    lost = [
        f"{file.relative_to(dev.CODE)}:{line}: {text or 'no literal'}"
        for file in sorted(dev.CODE.rglob("*.py"))
        for line, contexts, text in _texts(file)
        if text is None or not {(context, text) for context in contexts} & known
    ]
    assert not lost


def test_no_fault_and_no_widget_speaks_english_alone() -> None:
    mute = [
        f"{file.relative_to(dev.CODE)}:{line}: {text}"
        for file in sorted(dev.CODE.rglob("*.py"))
        for line, text in _untranslated(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert not mute


def test_the_texts_of_templates_are_found() -> None:
    found = dev.texts_of_templates().read_text(encoding="utf-8")
    templates = (dev.ROOT / "resources" / "templates").glob("*.j2")
    calls = sum(len(re.findall(r"\btr\(", template.read_text(encoding="utf-8"))) for template in templates)
    assert calls == found.count("tr(") > 20
    for template in (dev.ROOT / "resources" / "templates").glob("*.j2"):
        told = re.sub(r"(?s){[{%#].*?[}%#]}|<style>.*?</style>|<[^>]*>", " ", template.read_text(encoding="utf-8"))
        assert not WORDS.findall(told), template.name


def _untranslated(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Words in faults, and in what widgets show, that do not pass `tr`."""
    for node in ast.walk(tree):
        call = node.exc if isinstance(node, ast.Raise) else node
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        own = isinstance(node, ast.Raise) and isinstance(getattr(errors, name, None), type)
        if not own and name not in SAID:
            continue
        for argument in call.args[:1]:
            yield from ((call.lineno, text) for text in _words_outside_tr(argument))


def _words_outside_tr(node: ast.AST) -> Iterator[str]:
    """The words in an expression's own texts: not those in calls, which are names of files, objects and the like."""
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and WORDS.search(node.value.replace("QA Reader", ""))
    ):
        yield node.value
    elif isinstance(node, (ast.JoinedStr, ast.IfExp, ast.BinOp, ast.List, ast.Tuple)):
        for child in ast.iter_child_nodes(node):
            yield from _words_outside_tr(child)


def _translations(*wanted: str) -> Iterator[tuple[str, str]]:
    for language, _context, message in MESSAGES:
        if language in wanted and (given := message.find("translation")) is not None:
            yield message.findtext("source") or "", "".join(given.itertext())


def _places(text: str) -> Counter[str]:
    if text.count("{") != text.count("}"):
        return Counter({"unbalanced": 1})
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _texts(file: Path) -> Iterator[tuple[int, list[str], str | None]]:
    """The line, possible contexts and text of each call of `tr` and `marked`; a text that is no literal is None."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        own = isinstance(node.func, ast.Name) and node.func.id in NAMES
        qts = isinstance(node.func, ast.Attribute) and node.func.attr == "tr" and ast.unparse(node.func.value) == "self"
        if not own and not qts:
            continue
        first = node.args[0]
        if own and isinstance(first, (ast.Name, ast.Attribute, ast.Subscript)):
            continue  # a constant that was marked where it was made
        literal = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
        yield node.lineno, [""] if own else _classes(node), literal


def _classes(node: ast.AST) -> list[str]:
    names = []
    while (node := getattr(node, "parent", None)) is not None:  # type: ignore[assignment]
        if isinstance(node, ast.ClassDef):
            names.append(node.name)
    return names


def test_names_of_the_language_that_is_spoken_come_first() -> None:
    names = ("Neurology", "神經內科")
    assert languages.own_first(names) == names
    languages.speak("zh_TW")
    assert languages.own_first(names) == ("神經內科", "Neurology")
    assert languages.own_first(("Neurology", "Eye")) == ("Neurology", "Eye")
