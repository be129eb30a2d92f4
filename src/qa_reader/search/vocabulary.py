"""Other words for the same: the vocabulary file's, and the abbreviations that the archive itself explains."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from qa_reader import resources
from qa_reader.errors import SettingsError
from qa_reader.search.analysis import Mode, terms
from qa_reader.wording import tr

FILE = "vocabulary.toml"

Expression = tuple[str, ...]


class Vocabulary:
    """Groups of expressions that mean the same."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self.known: dict[Expression, dict[Expression, str]] = {}
        self._longest: dict[str, int] = {}
        for group in groups:
            self.add(group)

    def add(self, group: Iterable[str]) -> None:
        """Let the expressions of a group be found for each other."""
        shown = {tuple(terms(text, Mode.QUERY)): text for text in group}
        shown.pop((), None)
        for expression in shown:
            others = self._of(expression)
            others.update((other, text) for other, text in shown.items() if other != expression)

    def longest(self, first: str) -> int:
        """How many words the longest expression has that begins with this one; 0 where none does."""
        return self._longest.get(first, 0)

    def _of(self, expression: Expression) -> dict[Expression, str]:
        self._longest[expression[0]] = max(len(expression), self.longest(expression[0]))
        return self.known.setdefault(expression, {})

    def others(self, expression: Expression) -> dict[Expression, str]:
        """Other expressions for one, and how each is written."""
        return self.known.get(expression, {})

    def forget(self, text: str) -> None:
        """Let an expression stand for itself alone."""
        expression = tuple(terms(text, Mode.QUERY))
        for other in self.known.pop(expression, {}):
            self.known.get(other, {}).pop(expression, None)

    def joined(self, other: Vocabulary) -> Vocabulary:
        """Both vocabularies as one."""
        both = Vocabulary()
        for each in (self, other):
            for expression, others in each.known.items():
                both._of(expression).update(others)
        return both


def parsed(text: str, name: str = FILE, base: Vocabulary | None = None) -> Vocabulary:
    """The vocabulary of a file's text, on top of another one; raises SettingsError that names the file and the line.

    `groups` are lists of expressions that mean the same, `without` expressions that are to stand for themselves
    alone, and `only = true` leaves all of the other vocabulary out.
    """
    try:
        stored = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(tr("{0}: {1}").format(name, error)) from error
    for key, value in stored.items():
        fault = _fault(key, value)
        if fault is not None:
            told, at = fault
            raise SettingsError(tr("{0}: line {1}: {2}").format(name, _line_of(text, key, at), told))
    return _made(stored, base)


def _made(stored: dict[str, Any], base: Vocabulary | None = None) -> Vocabulary:
    """What a file says that has no fault, on top of another vocabulary."""
    vocabulary = Vocabulary() if base is None or stored.get("only") else base.joined(Vocabulary())
    for expression in stored.get("without", []):
        vocabulary.forget(expression)
    for group in stored.get("groups", []):
        vocabulary.add(group)
    return vocabulary


def _fault(key: str, value: object) -> tuple[str, object] | None:
    """What is wrong with an entry of a vocabulary file, and the value that is; None where it is right."""
    if key == "only":
        return None if isinstance(value, bool) else (tr("`only` is true or false"), value)
    if key not in {"groups", "without"}:
        return tr("there is no `{0}` here, but `groups`, `without` and `only`").format(key), None
    if not isinstance(value, list):
        return tr("`{0}` is a list in square brackets").format(key), value
    for entry in value:
        words = entry if key == "groups" and isinstance(entry, list) else [entry]
        if key == "groups" and not isinstance(entry, list):
            return tr("a group is a list of words in square brackets"), entry
        for word in words:
            if not isinstance(word, str) or not terms(word, Mode.QUERY):
                return tr("this is no word: {0!r}").format(word), word
    return None


def _line_of(text: str, key: str, value: object) -> int:
    """The line on which a value of a key stands, or the key itself."""
    lines = text.splitlines()
    start = next((i for i, line in enumerate(lines) if line.lstrip().startswith(key)), 0)
    sought = str(value) if value not in {None, ""} and not isinstance(value, list) else key
    return next((i for i, line in enumerate(lines[start:], start + 1) if sought in line), start + 1)


def with_own(file: Path) -> Vocabulary:
    """The shipped vocabulary, as the reader's own file changes it; raises SettingsError where that is broken."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return shipped()
    except OSError as error:
        raise SettingsError(tr("{0}: the vocabulary cannot be read: {1}").format(file, error.strerror)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(tr("{0}: line {1}: {2}").format(file, line, tr("this is not UTF-8 text"))) from error
    return parsed(text, str(file), shipped())


@cache
def shipped() -> Vocabulary:
    """The vocabulary that comes with the program; empty where its file is missing."""
    try:
        return _made(tomllib.loads(resources.text(FILE)))  # without looking for faults: a test does, not each start
    except FileNotFoundError:
        return Vocabulary()
