"""Other words for the same: the vocabulary file's, and the abbreviations that the archive itself explains."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache

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

    def joined(self, other: Vocabulary) -> Vocabulary:
        """Both vocabularies as one."""
        both = Vocabulary()
        for each in (self, other):
            for expression, others in each.known.items():
                both._of(expression).update(others)
        return both


def parsed(text: str) -> Vocabulary:
    """The vocabulary of a file's text; raises SettingsError where it is not understood."""
    try:
        groups = tomllib.loads(text).get("groups", [])
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(tr("vocabulary: {0}").format(error)) from error
    if not isinstance(groups, list) or not all(
        isinstance(group, list) and all(isinstance(word, str) for word in group) for group in groups
    ):
        raise SettingsError(tr("vocabulary: `groups` is no list of lists of words"))
    return Vocabulary(groups)


@cache
def shipped() -> Vocabulary:
    """The vocabulary that comes with the program; empty where its file is missing."""
    try:
        return parsed(resources.text(FILE))
    except FileNotFoundError:
        return Vocabulary()
