"""The side panel's model: headings, similar questions, related threads and FAQ topics, one row each."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qa_reader.kept import Colour, Marked
from qa_reader.model import Related, Similar, Thread, ThreadRef, Topic
from qa_reader.wording import tr

ENTRY_ROLE = Qt.ItemDataRole.UserRole

_Index = QModelIndex | QPersistentModelIndex


class Kind(Enum):
    """What a row stands for."""

    HEADING = auto()
    SIMILAR = auto()
    RELATED = auto()
    TOPIC = auto()
    HIGHLIGHT = auto()
    NOTE = auto()  # a quiet line that says why a section is empty


class Entry(Struct, frozen=True):
    """One row: its title, a line below it, and what choosing it leads to."""

    kind: Kind
    title: str
    detail: str = ""
    ref: ThreadRef | None = None
    similar: Similar | None = None
    topic: Topic | None = None
    highlight: str = ""  # its id
    colour: Colour | None = None


class SideEntriesModel(QAbstractListModel):
    """What stands beside the thread that is open."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._archive = ""
        self._thread: Thread | None = None
        self._related: tuple[Related, ...] | None = None
        self._highlights: tuple[Marked, ...] = ()
        self._computed: tuple[Topic, ...] = ()
        self._entries: tuple[Entry, ...] = ()

    def show_thread(self, archive: str, thread: Thread | None, computed: tuple[Topic, ...] = ()) -> None:
        """Show what belongs to another thread; its related threads come later.

        `computed`: the topics that the program found, where the source names none.
        """
        self._archive, self._thread, self._related, self._highlights = archive, thread, None, ()
        self._computed = computed
        self._replace()

    def show_highlights(self, highlights: tuple[Marked, ...]) -> None:
        """Show the reader's highlights in the thread that is open."""
        if highlights != self._highlights:
            self._highlights = highlights
            self._replace()

    def show_related(self, related: tuple[Related, ...]) -> None:
        """Show the related threads of the thread that is open."""
        self._related = related
        self._replace()

    def entry(self, index: _Index) -> Entry | None:
        """The entry at an index."""
        return self._entries[index.row()] if index.isValid() and index.row() < len(self._entries) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        entry = self.entry(index)
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        if entry.kind in {Kind.HEADING, Kind.NOTE}:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr(", ").join(filter(None, (entry.title, entry.detail)))
        if role == Qt.ItemDataRole.ToolTipRole and entry.kind is not Kind.HEADING:
            return "\n".join(filter(None, (entry.title, entry.detail)))
        return None

    def _replace(self) -> None:
        self.beginResetModel()
        self._entries = tuple(self._rows()) if self._thread else ()
        self.endResetModel()

    def _rows(self) -> Iterator[Entry]:
        if self._highlights:
            yield Entry(Kind.HEADING, self.tr("My highlights"))
            yield from map(self._highlight, self._highlights)
        yield Entry(Kind.HEADING, self.tr("Similar Q&A"))
        similar = self._thread.similar if self._thread else ()
        yield from map(self._similar, similar)
        if not similar:
            yield Entry(Kind.NOTE, self.tr("The source lists none."))
        yield Entry(Kind.HEADING, self.tr("Related"))
        yield from self._related_rows()
        yield from self._topics()
        yield from self._origin()

    def _highlight(self, marked: Marked) -> Entry:
        one = marked.highlight
        lost = self.tr("no longer in the text") if marked.span is None else ""
        detail = " · ".join(filter(None, (lost, one.note)))
        quote = " ".join(one.anchor.quote.split())
        return Entry(Kind.HIGHLIGHT, quote, detail, highlight=one.id, colour=one.colour)

    def _similar(self, similar: Similar) -> Entry:
        here = similar.thread is not None
        extract = " ".join((similar.question or similar.reply).split())
        detail = extract if here else " · ".join(filter(None, (self.tr("extract only"), extract)))
        ref = ThreadRef(self._archive, similar.thread) if similar.thread else None
        return Entry(Kind.SIMILAR, similar.title, detail, ref, similar)

    def _related_rows(self) -> Iterator[Entry]:
        if self._related is None:
            yield Entry(Kind.NOTE, self.tr("Looking for related threads…"))
        elif not self._related:
            yield Entry(Kind.NOTE, self.tr("None was found."))
        for related in self._related or ():
            why = self.tr("why: {0}").format(tr(", ").join(related.reasons)) if related.reasons else related.department
            yield Entry(Kind.RELATED, related.title, why, related.ref)

    def _topics(self) -> Iterator[Entry]:
        topics = self._thread.topics if self._thread else ()
        found = not topics and bool(self._computed)
        yield Entry(Kind.HEADING, self.tr("Topics found in the titles") if found else self.tr("FAQ topics"))
        topics = topics or self._computed
        yield from (Entry(Kind.TOPIC, topic.name, topic.department, topic=topic) for topic in topics)
        if not topics:
            yield Entry(Kind.NOTE, self.tr("The source names none."))

    def _origin(self) -> Iterator[Entry]:
        """Where the thread came from."""
        source = self._thread.source if self._thread else None
        lines = (source.file, source.url, source.licence, source.notice) if source else ()
        told = [line for line in lines if line]
        if told:
            yield Entry(Kind.HEADING, self.tr("Source"))
            yield from (Entry(Kind.NOTE, line) for line in told)
