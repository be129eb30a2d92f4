"""Ways on from what is read: other threads with the words that are selected, and a thread at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from unicodedata import category

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from qa_reader.model import Query, ThreadRef
from qa_reader.ui.desk import ReadingDesk
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.session import Session
from qa_reader.wording import tr

_LONGEST = 2000  # characters of a selection that are asked: more is no question
_IN_WORDS = frozenset("_'’-")
_PARTS_OF_WORDS = frozenset("LNM")  # letters, numbers and marks, which a vowel of Hindi or Thai may be
_OPERATORS = frozenset({"AND", "OR", "NOT", "TO"})


class Exploring(QObject):
    """Its public methods are commands of the table in `actions`. `pick(n)` gives a number from 0 to n - 1."""

    told = Signal(str)

    def __init__(
        self,
        session: Session,
        found: QuestionList,
        desk: ReadingDesk,
        window: QWidget,
        pick: Callable[[int], int] = random.randrange,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._list = found
        self._desk = desk
        self.pick = pick

    # ------------------------------------------------------------ the actions' methods

    def search_selection(self) -> None:
        """Search the whole archive for the words that are selected in the thread."""
        text = as_words(self._desk.selected_text)
        if text:
            self._session.ask(Query(text, widened=self._session.settings.other_words))
        else:
            self.told.emit(tr("Select words of the thread first."))

    def random_thread(self) -> None:
        """Open one of the threads of the list at random."""
        total = self._list.hits.total
        if total:
            self._session.find_places(self._list.query, [self.pick(total)], self._open)
        else:
            self.told.emit(tr("There is no thread in the list."))

    def _open(self, refs: tuple[ThreadRef, ...]) -> None:
        for ref in refs:
            self._session.read(ref)


def as_words(selected: str) -> str:
    """What is selected as words that mean themselves: nothing of it is an operator, a field or a pattern."""
    words = "".join(map(_of_word, selected[:_LONGEST])).split()
    return " ".join(word.lower() if word in _OPERATORS else word for word in words)


def _of_word(letter: str) -> str:
    """A letter of a word as it is, nothing for a sign that is not seen, as a soft hyphen, a space for all else."""
    kind = category(letter)
    if kind[0] in _PARTS_OF_WORDS or letter in _IN_WORDS:
        return letter
    return "" if kind == "Cf" else " "
