"""Suggestions while a query is typed, and the reader's own vocabulary: wires the search field to the library."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject

from qa_reader.model import Query, Sort, Suggested, Suggestion, Topic
from qa_reader.ui import narrowing
from qa_reader.ui.panes.search_field import SearchField
from qa_reader.ui.session import Session


class Suggesting(QObject):
    """Asks for suggestions in the session's thread, and does what a chosen one stands for."""

    def __init__(self, session: Session, field: SearchField) -> None:
        super().__init__(field)
        self._session = session
        self._field = field
        self._told = False  # of an archive that is open
        session.archive_opened.connect(self._use_vocabulary)
        session.settings_changed.connect(lambda known: field.set_suggesting(on=known.suggestions))
        field.set_suggesting(on=session.settings.suggestions)
        field.suggestions_requested.connect(self._suggest)
        field.suggestion_chosen.connect(self._follow)

    def _use_vocabulary(self) -> None:
        """Before the first query is asked: calls of one thread come in order. What is suggested was the last one's."""
        if self._told:
            self._field.hide_suggestions()
        self._told = True
        file = self._session.paths.vocabulary
        self._session.ask_library(lambda library: library.use_vocabulary(file), lambda _none: None)

    def _suggest(self, text: str) -> None:
        def came(found: tuple[Suggestion, ...]) -> None:
            self._field.show_suggestions(text, found)

        self._session.ask_library(lambda library: library.suggest(text), came, kind="suggestions")

    def _follow(self, suggestion: Suggestion) -> None:
        query = self._session.place.query
        if suggestion.kind is Suggested.WORD:
            self._field.setText(suggestion.text)
            self._field.ask_now()
        elif suggestion.kind is Suggested.TITLE and suggestion.ref is not None:
            self._session.read(suggestion.ref)
        elif suggestion.kind is Suggested.TOPIC:
            topic = Topic(suggestion.text, suggestion.department)
            self._session.ask(Query(topic=topic, sort=Sort.NEWEST))
        else:
            place = replace(narrowing.everywhere(query), text="", sort=Sort.NEWEST)
            self._session.ask(narrowing.choosing(place, suggestion.kind.value, (suggestion.text,)))
