"""The facet panel's model: the values that the threads of an answer have, with counts, one row each."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from qa_reader.model import HitPage, Query
from qa_reader.ui import narrowing
from qa_reader.wording import age, counted, tr

ROW_ROLE = Qt.ItemDataRole.UserRole

_Index = QModelIndex | QPersistentModelIndex
#: What stands in the place of a facet's name where topics are told apart by who named them.
FOUND_TOPIC = "found topic"
_TOP = 6  # values of a facet that are shown at first
_MOST_FOUND = 50  # values of a facet that are shown when they are looked for by name


class Kind(Enum):
    """What a row stands for."""

    HEADING = auto()
    VALUE = auto()
    MORE = auto()  # unfolds the rest of its facet, or folds it


class Row(Struct, frozen=True):
    """One row: a heading, a value of a facet with its count, or the fold of a facet."""

    kind: Kind
    label: str
    facet: str = ""
    value: str = ""
    count: int = 0
    chosen: bool = False


class FacetsModel(QAbstractListModel):
    """All facets under each other; those of "people like me" whole, the others with their most frequent values."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = HitPage(Query(), 0, (), 0)
        self._unfolded: set[str] = set()
        self._typed = self._wanted = ""
        self._counted = True  # whether the page came after what is typed
        self._rows: tuple[Row, ...] = ()

    def show_page(self, page: HitPage) -> None:
        """Show the counts of another answer."""
        self._page, self._counted = page, True
        self._replace()

    def find(self, text: str) -> None:
        """Show only the values whose names have a text in them; "" for all."""
        self._typed, self._counted = text.strip(), False
        self._wanted = self._typed.casefold()
        self._replace()

    def unfold(self, facet: str) -> None:
        """Show all values of a facet, or again only the most frequent."""
        self._unfolded ^= {facet}
        self._replace()

    def row(self, index: _Index) -> Row | None:
        """The row at an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place_of(self, wanted: Row | None) -> QModelIndex:
        """Where a row of another answer stands now, by its facet and value; invalid where it is gone."""
        if wanted is None:
            return QModelIndex()
        key = (wanted.kind, wanted.facet, wanted.value)
        return next(
            (self.index(at) for at, row in enumerate(self._rows) if (row.kind, row.facet, row.value) == key),
            QModelIndex(),
        )

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if row.kind is Kind.HEADING:
            return Qt.ItemFlag.ItemIsEnabled
        can = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return can | Qt.ItemFlag.ItemIsUserCheckable if row.kind is Kind.VALUE else can

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return row.label
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.CheckStateRole and row.kind is Kind.VALUE:
            return Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: Row) -> str:
        """What a screen reader says of a row."""
        if row.kind is not Kind.VALUE:
            return row.label
        text = self.tr("{0}: {1}, {2}").format(
            titles()[self._heading(row)], row.label, counted(row.count, tr("{0} thread"), tr("{0} threads"))
        )
        return self.tr("{0}, chosen").format(text) if row.chosen else text

    def _replace(self) -> None:
        self.beginResetModel()
        self._rows = tuple(self._made())
        if (
            self._wanted
            and self._counted
            and not any(self._wanted in row.label.casefold() for row in self._rows if row.kind is Kind.VALUE)
        ):
            self._rows += (Row(Kind.HEADING, self.tr("No filter has “{0}” in its name.").format(self._typed)),)
        self.endResetModel()

    def _made(self) -> Iterator[Row]:
        people = [*self._values("sex"), *self._values("age")]
        if people:
            yield Row(Kind.HEADING, self.tr("People like me"), "people")
            yield from people
        for facet in ("department", "topic", "doctor", "hospital"):
            values = self._values(facet)
            found = [row for row in values if self._heading(row) == FOUND_TOPIC]
            yield from self._group(facet, [row for row in values if row not in found] if found else values)
            yield from self._group(FOUND_TOPIC, found)

    def _group(self, name: str, values: list[Row]) -> Iterator[Row]:
        """The values below a heading, the most frequent of them unless it is unfolded; nothing where there are none."""
        if not values:
            return
        yield Row(Kind.HEADING, titles()[name], name)
        shown = values[: _MOST_FOUND if self._wanted else len(values) if name in self._unfolded else _TOP]
        yield from shown
        # a chosen value is never behind the fold: it has to be seen to be removed
        yield from (row for row in values[len(shown) :] if row.chosen)
        rest = sum(not row.chosen for row in values[len(shown) :])
        if rest:
            yield Row(Kind.MORE, self.tr("{0} more…").format(QLocale().toString(rest)), name)
        elif name in self._unfolded and len(values) > _TOP and not self._wanted:
            yield Row(Kind.MORE, self.tr("Fewer"), name)

    def _heading(self, row: Row) -> str:
        """Which heading a value stands below."""
        return heading(row.facet, row.value, self._page)

    def _values(self, facet: str) -> list[Row]:
        """The rows of a facet: the people in their order, all others by their counts."""
        chosen = narrowing.chosen(self._page.query, facet)
        counts = dict.fromkeys(chosen, 0) | self._page.facets.get(facet, {})
        unsaid = self._page.unsaid.get(facet, 0)
        people = facet in {"sex", "age"}
        if "" in chosen or (people and unsaid):
            counts[""] = unsaid
        names = sorted(counts, key=_people_order if people else lambda name: (-counts[name], name))
        rows = [Row(Kind.VALUE, label(facet, name), facet, name, counts[name], name in chosen) for name in names]
        return [row for row in rows if row.chosen or self._wanted in row.label.casefold()] if self._wanted else rows


def titles() -> dict[str, str]:
    """What each facet is called."""
    return {
        "department": tr("Department"),
        "topic": tr("FAQ topic"),
        FOUND_TOPIC: tr("Topic found in the titles"),
        "doctor": tr("Doctor"),
        "hospital": tr("Hospital"),
        "sex": tr("Sex"),
        "age": tr("Age"),
        "year": tr("Asked"),
        "scope": tr("Among"),
        "tag": tr("Tag"),
    }


def heading(facet: str, value: str, page: HitPage) -> str:
    """Below which of `titles` a value of an answer's facet stands: topics that the program found stand apart."""
    return FOUND_TOPIC if facet == "topic" and value in page.found_topics else facet


def label(facet: str, value: str) -> str:
    """What a value of a facet is called."""
    if facet == "scope":
        return {"notes": tr("My notes"), "highlights": tr("Highlights")}.get(value, tr("Bookmarks"))
    if not value:
        return {"sex": tr("Sex not said"), "age": tr("Age not said")}.get(facet, tr("Not said"))
    if facet == "sex":
        return {"female": tr("Female"), "male": tr("Male")}.get(value, value)
    return age(value) if facet == "age" else value


def _people_order(value: str) -> tuple[int, int, str]:
    """Women, men, others; the young before the old, the source's own words after them; those who do not say last."""
    digits = "".join(character for character in value.partition("-")[0] if character.isdecimal())
    usual = {"female": 0, "male": 1}.get(value, 1000)
    return (not value, int(digits[:3]) if digits else usual, value)
