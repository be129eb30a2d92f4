"""The choice of the list's order: of an answer's, or of what is kept."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from qa_reader.kept import is_alone
from qa_reader.model import Query, Scope, Shelved, Sort
from qa_reader.ui.speaking import name_choice


class SortBox(QComboBox):
    """Shows the order that an answer really has; choosing another asks for it."""

    query_requested = Signal(object)  # Query

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sortField")
        name_choice(self, self.tr("Order of the list"))
        self._query = Query()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._fill()
        self.activated.connect(self._choose)

    def show_query(self, query: Query) -> None:
        """Show the order of an answer; notes and highlights have one only, the last written first."""
        other_kind = is_alone(query) != is_alone(self._query)
        self._query = query
        if other_kind:
            self._fill()
        self.setHidden(is_alone(query) and query.scope is not Scope.BOOKMARKS)
        self.setCurrentIndex(self.findData(query.order if is_alone(query) else _shown_sort(query)))

    def _fill(self) -> None:
        self.clear()
        for order, text in self._kept_orders() if is_alone(self._query) else self._orders():
            self.addItem(text, order)

    def _orders(self) -> tuple[tuple[str, str], ...]:
        return (
            (Sort.RELEVANCE, self.tr("Best match")),
            (Sort.NEWEST, self.tr("Newest")),
            (Sort.OLDEST, self.tr("Oldest")),
            (Sort.TITLE, self.tr("Title")),
        )

    def _kept_orders(self) -> tuple[tuple[str, str], ...]:
        return (
            (Shelved.OWN, self.tr("My own order")),
            (Shelved.NEWEST, self.tr("Kept last")),
            (Shelved.OLDEST, self.tr("Kept first")),
            (Shelved.TITLE, self.tr("Title")),
            (Shelved.DEPARTMENT, self.tr("Department")),
        )

    def _choose(self, place: int) -> None:
        chosen = self.itemData(place)
        alone = is_alone(self._query)
        changed = replace(self._query, order=Shelved(chosen)) if alone else replace(self._query, sort=Sort(chosen))
        self.query_requested.emit(changed)


def _shown_sort(query: Query) -> Sort:
    """The order that an answer really has: without words there is no best match."""
    return Sort.NEWEST if query.sort is Sort.RELEVANCE and not query.text.strip() else query.sort
