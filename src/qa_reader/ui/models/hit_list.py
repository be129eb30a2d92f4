"""The question list's model: any number of hits, of which only the pages that were shown are held."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qa_reader.model import PAGE, Hit, HitPage, Query, ThreadRef

HIT_ROLE = Qt.ItemDataRole.UserRole
BOOKMARKED_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class HitListModel(QAbstractListModel):
    """Rows of an answer; a row whose page has not come yet gives None for its hit.

    `page_requested(page)` asks for a page once, when rows of it are shown.
    """

    page_requested = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._query = Query()
        self._total = 0
        self._pages: dict[int, tuple[Hit, ...]] = {}
        self._asked_for: set[int] = set()
        self._bookmarked: frozenset[ThreadRef] = frozenset()

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self._total

    def replace(self, page: HitPage) -> None:
        """Show another answer, beginning with its first page."""
        self.beginResetModel()
        self._query = page.query
        self._total = page.total
        self._pages = {0: page.hits} if page.hits else {}
        self._asked_for = set(self._pages)
        self.endResetModel()

    def add_page(self, page: HitPage) -> None:
        """Fill in a page of the answer shown; one of another answer is ignored."""
        number = page.offset // PAGE
        if page.query != self._query or number in self._pages or not page.hits:
            return
        self._pages[number] = page.hits
        self.dataChanged.emit(self.index(page.offset), self.index(page.offset + len(page.hits) - 1))

    def forget_page(self, number: int) -> None:
        """Let a page be asked for again, after asking for it failed."""
        self._asked_for.discard(number)

    def show_rows(self, first: int, last: int) -> None:
        """Say which rows are on screen, so that what is missing of them is asked for."""
        for number in range(max(first, 0) // PAGE, min(last, self._total - 1) // PAGE + 1):
            if number not in self._asked_for:
                self._asked_for.add(number)
                self.page_requested.emit(number)

    def mark_bookmarked(self, refs: frozenset[ThreadRef]) -> None:
        """Say which threads are bookmarked; the rows that change are shown anew."""
        changed = refs ^ self._bookmarked
        self._bookmarked = refs
        for number, hits in self._pages.items():
            for row, hit in enumerate(hits, number * PAGE):
                if hit.ref in changed:
                    self.dataChanged.emit(self.index(row), self.index(row), [BOOKMARKED_ROLE])

    def hit(self, row: int) -> Hit | None:
        """The hit in a row, or None where its page has not come."""
        number, place = divmod(row, PAGE)
        hits = self._pages.get(number, ())
        return hits[place] if 0 <= place < len(hits) else None

    def row_of(self, ref: ThreadRef) -> int | None:
        """The row that shows a thread, among the pages that are held."""
        for number, hits in self._pages.items():
            for row, hit in enumerate(hits, number * PAGE):
                if hit.ref == ref:
                    return row
        return None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._total

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self.hit(index.row())
        if role == HIT_ROLE:
            return hit
        if hit is None:
            return self.tr("Loading…") if role == Qt.ItemDataRole.DisplayRole else None
        if role == BOOKMARKED_ROLE:
            return hit.ref in self._bookmarked
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(hit)
        return None

    def _spoken(self, hit: Hit) -> str:
        """What a screen reader says of a row."""
        asked = hit.asked.isoformat() if hit.asked else ""
        kept = self.tr("bookmarked") if hit.ref in self._bookmarked else ""
        return ", ".join(filter(None, (hit.title, hit.department, asked, hit.doctor, kept)))
