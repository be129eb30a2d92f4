"""The question list's model: any number of hits, of which only the pages near those on screen are held."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from qa_reader.kept import Colour
from qa_reader.model import PAGE, Hit, HitPage, Query, Scope, ThreadRef
from qa_reader.ui.models import carrying
from qa_reader.ui.models.hit_pages import Page, page_of
from qa_reader.wording import tr

HIT_ROLE = Qt.ItemDataRole.UserRole
BOOKMARKED_ROLE = Qt.ItemDataRole.UserRole + 1
READ_ROLE = Qt.ItemDataRole.UserRole + 2
FOLD_ROLE = Qt.ItemDataRole.UserRole + 3  # Fold of a row that stands for others, too, else None
REPEAT_ROLE = Qt.ItemDataRole.UserRole + 4  # whether a row is unfolded from under another
OWN_ROLE = Qt.ItemDataRole.UserRole + 5  # Own: what the reader wrote on a row's thread, else None

_Index = QModelIndex | QPersistentModelIndex
_AHEAD = 5  # rows that are not on screen yet
_HELD = 80  # pages: 2,000 hits. Holding all that were scrolled past would take 300 MB at 250,000


class Fold(Struct, frozen=True):
    """How many other hits ask nearly the same as a row, and whether they are unfolded below it."""

    count: int
    unfolded: bool


class Own(Struct, frozen=True):
    """What the reader wrote on a thread, or on the highlight that a row stands for."""

    note: str = ""
    tags: tuple[str, ...] = ()
    colour: Colour | None = None
    gone: bool = False  # a newer archive no longer has it


class HitListModel(QAbstractListModel):
    """Rows of an answer; a row whose page has not come yet gives None for its hit.

    `page_requested(page)` asks for a page once, when rows of it are shown. Hits that ask nearly the same are folded
    under the best of them, as far as the pages that came say so.
    """

    page_requested = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._query = Query()
        self._total = 0
        self._pages: dict[int, Page] = {}
        self._asked_for: set[int] = set()
        self._bookmarked: frozenset[ThreadRef] = frozenset()
        self._read: frozenset[ThreadRef] = frozenset()
        self._own: dict[ThreadRef, Own] = {}
        self._own_highlights: dict[str, Own] = {}
        self._heads: dict[int, int] = {}  # of hits that are folded under one of an earlier page, by rank
        # Pages that show fewer rows than hits, or more, in order, with their first rows: all others have PAGE rows, so
        # that any row is found by bisection and nothing grows with the number of hits.
        self._uneven: list[int] = []
        self._starts: list[int] = []
        self._count = 0

    @property
    def in_own_order(self) -> bool:
        """Whether the rows are bookmarks in the reader's own order."""
        query = self._query
        return query == Query(scope=Scope.BOOKMARKS, folder=query.folder, widened=query.widened)

    @property
    def total(self) -> int:
        """How many hits there are, folded ones counted."""
        return self._total

    @property
    def archives(self) -> set[str]:
        """Of which archives the hits are that are held."""
        return {hit.ref.archive for page in self._pages.values() for hit in page.hits or ()}

    def replace(self, page: HitPage) -> None:
        """Show another answer, beginning with its first page."""
        self.beginResetModel()
        self._query = page.query
        self._total = page.total
        self._pages = {0: page_of(page)} if page.hits else {}
        self._heads = {}
        for known in self._pages.values():
            known.rows = [rank for rank in known.rows if rank not in known.followed]
        self._asked_for = set(self._pages)
        self._measure()
        self.endResetModel()

    def shows(self, page: HitPage) -> bool:
        """Whether a page begins the answer that is shown, row for row."""
        first = self._pages.get(0)
        return (page.query, page.total) == (self._query, self._total) and first is not None and first.hits == page.hits

    def add_page(self, page: HitPage) -> None:
        """Fill in a page of the answer shown; one of another answer is ignored."""
        number = page.offset // PAGE
        known = self._pages.get(number)
        is_of_this = page.query == self._query and page.offset < self._total
        if not is_of_this or not page.hits or (known is not None and known.hits is not None):
            return
        self._asked_for.add(number)
        came_back = known is not None
        if known is not None:
            known.hits = page.hits
        else:
            known = self._pages[number] = page_of(page)
        self._tell_filled(number, known)
        if not came_back:
            self._fold_under_earlier(known, page)
            self._fold_all(known, number)
        self._let_go(number)

    def forget_page(self, number: int) -> None:
        """Let a page be asked for again, after asking for it failed."""
        self._asked_for.discard(number)

    def show_rows(self, first: int, last: int) -> None:
        """Say which rows are on screen, so that what is missing of them is asked for, and of some below.

        Who goes down by keys would wait 40 ms for each page. Not above: what folds there would move what is seen.
        """
        if not self._count:
            return
        rows = range(max(first, 0), min(last + _AHEAD, self._count - 1) + 1)
        for number in sorted({self.rank(row) // PAGE for row in rows}):
            if number not in self._asked_for:
                self._asked_for.add(number)
                self.page_requested.emit(number)

    def toggle_fold(self, row: int) -> None:
        """Show the hits that a row stands for below it, or fold them again."""
        number, rank = self._place(row)
        page = self._pages.get(number)
        others = page.followers.get(rank, ()) if page else ()
        if page is None or not others:
            return
        at = page.rows.index(rank) + 1
        if rank in page.unfolded:
            self.beginRemoveRows(QModelIndex(), row + 1, row + len(others))
            page.unfolded.remove(rank)
            del page.rows[at : at + len(others)]
            self._measure()
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), row + 1, row + len(others))
            page.unfolded.add(rank)
            page.rows[at:at] = others
            self._measure()
            self.endInsertRows()
        self.dataChanged.emit(self.index(row), self.index(row), [FOLD_ROLE])

    def mark_bookmarked(self, refs: frozenset[ThreadRef]) -> None:
        """Say which threads are bookmarked; the rows that change are shown anew."""
        changed, self._bookmarked = refs ^ self._bookmarked, refs
        self._changed(changed, BOOKMARKED_ROLE)

    def show_own(self, threads: dict[ThreadRef, Own], highlights: dict[str, Own]) -> None:
        """Show what the reader wrote on threads, and on highlights by their ids."""
        refs = {ref for ref in {*threads, *self._own} if threads.get(ref) != self._own.get(ref)}
        others = {name for name in highlights if highlights[name] != self._own_highlights.get(name)}
        self._own, self._own_highlights = threads, highlights
        marked = {hit.ref for page in self._pages.values() for hit in page.hits or () if hit.highlight in others}
        self._changed(frozenset(refs | marked), OWN_ROLE)

    def mark_read(self, refs: frozenset[ThreadRef]) -> None:
        """Say which threads were read; the rows that change are shown anew."""
        changed, self._read = refs ^ self._read, refs
        self._changed(changed, READ_ROLE)

    def hit(self, row: int) -> Hit | None:
        """The hit in a row, or None where its page has not come."""
        return self._ranked(self.rank(row)) if 0 <= row < self._count else None

    def rank(self, row: int) -> int:
        """The place of a row's hit in the answer, from 0, whether it has come or not."""
        return self._place(row)[1]

    def row_of(self, ref: ThreadRef) -> int | None:
        """The row that shows a thread, or that it is folded under, among the pages that are held."""
        for number, page in self._pages.items():
            for place, hit in enumerate(page.hits or ()):
                if hit.ref == ref:
                    return self._row_for(number * PAGE + place)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags)

    def mimeTypes(self) -> list[str]:
        return [carrying.THREADS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        hits = (self.hit(index.row()) for index in sorted(indexes, key=QModelIndex.row))
        return carrying.threads(dict.fromkeys(hit.ref for hit in hits if hit is not None))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = index.row()
        hit = self.hit(row)
        if hit is None:
            return self.tr("Loading…") if role == Qt.ItemDataRole.DisplayRole else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(hit, row)
        return self._own_data(hit, row, role)

    # ------------------------------------------------------------ within

    def _own_data(self, hit: Hit, row: int, role: int) -> Any:
        """What the roles of this module give."""
        if role == HIT_ROLE:
            return hit
        if role == BOOKMARKED_ROLE:
            return hit.ref in self._bookmarked
        if role == READ_ROLE:
            return hit.ref in self._read
        if role == FOLD_ROLE:
            return self._fold(row)
        if role == OWN_ROLE:
            return self._own_highlights.get(hit.highlight) if hit.highlight else self._own.get(hit.ref)
        return self._is_repeat(row) if role == REPEAT_ROLE else None

    def _spoken(self, hit: Hit, row: int) -> str:
        """What a screen reader says of a row."""
        asked = hit.asked.isoformat() if hit.asked else ""
        kept = self.tr("bookmarked") if hit.ref in self._bookmarked else ""
        read = self.tr("read") if hit.ref in self._read else ""
        fold = self._fold(row)
        more = fold_text(fold.count) if fold else ""
        own = self._own_data(hit, row, OWN_ROLE) or Own()
        note = self.tr("my note: {0}").format(own.note) if own.note else ""
        absent = absence(hit, own)
        facts = (hit.title, hit.department, asked, hit.doctor, kept, read, absent, more, note, *own.tags)
        return tr(", ").join(filter(None, facts))

    def _tell_filled(self, number: int, page: Page) -> None:
        """Show the hits of a page that came, be their rows among its own or unfolded under those of earlier pages."""
        ranks = range(number * PAGE, number * PAGE + page.size)
        for home in {number, *(self._heads[rank] // PAGE for rank in ranks if rank in self._heads)}:
            first, rows = self._first_row(home), len(self._pages[home].rows)
            if rows:
                self.dataChanged.emit(self.index(first), self.index(first + rows - 1))

    def _ranked(self, rank: int) -> Hit | None:
        """The hit of a rank, None where it is not here."""
        page = self._pages.get(rank // PAGE)
        return page.hits[rank % PAGE] if page is not None and page.hits is not None else None

    def _row_for(self, rank: int) -> int:
        """The row of a hit that has come, or of the one that it is folded under."""
        number = self._heads.get(rank, rank) // PAGE
        page = self._pages[number]
        shown = rank if rank in page.rows else page.first_of(rank)
        return self._first_row(number) + page.rows.index(shown)

    def _fold(self, row: int) -> Fold | None:
        number, rank = self._place(row)
        page = self._pages[number]
        others = page.followers.get(rank)
        return Fold(len(others), rank in page.unfolded) if others else None

    def _is_repeat(self, row: int) -> bool:
        number, rank = self._place(row)
        page = self._pages[number]
        return any(rank in page.followers[first] for first in page.unfolded)

    def _fold_under_earlier(self, known: Page, page: HitPage) -> None:
        """Put what an earlier page asks already under the hit that stands for it there, if that page is known here."""
        for place, before in page.repeats_earlier:
            rank, head = page.offset + place, self._heads.get(before, before)
            home = self._pages.get(head // PAGE)
            if home is not None and head in home.rows and head not in home.followed:
                group = (rank, *known.followers.pop(rank, ()))
                self._heads |= dict.fromkeys(group, head)
                self._add_followers(home, head, group)

    def _add_followers(self, page: Page, head: int, group: tuple[int, ...]) -> None:
        before = page.followers.get(head, ())
        row = self._first_row(head // PAGE) + page.rows.index(head)
        if head in page.unfolded:
            at, below = page.rows.index(head) + 1 + len(before), row + 1 + len(before)
            self.beginInsertRows(QModelIndex(), below, below + len(group) - 1)
            page.rows[at:at] = group
            page.followers[head] = before + group
            self._measure()
            self.endInsertRows()
        page.followers[head] = before + group
        self.dataChanged.emit(self.index(row), self.index(row), [FOLD_ROLE])

    def _fold_all(self, page: Page, number: int) -> None:
        """Remove the rows of a page that has just come which others stand for."""
        first, folded = self._first_row(number), page.followed
        for place in range(page.size - 1, -1, -1):
            if page.rows[place] in folded or page.rows[place] in self._heads:
                self.beginRemoveRows(QModelIndex(), first + place, first + place)
                del page.rows[place]
                self._measure()
                self.endRemoveRows()

    def _changed(self, refs: frozenset[ThreadRef], role: int) -> None:
        # hit by hit, and not row by row: to find the hit of each of some thousand rows takes 20 ms
        for number, page in list(self._pages.items()):
            for place, hit in enumerate(page.hits or ()):
                if hit.ref in refs:
                    self._tell_changed(number * PAGE + place, role)

    def _tell_changed(self, rank: int, role: int) -> None:
        """Show what changed of a hit, where it has a row."""
        home = self._heads.get(rank, rank) // PAGE
        rows = self._pages[home].rows
        if rank in rows:
            row = self.index(self._first_row(home) + rows.index(rank))
            self.dataChanged.emit(row, row, [role])

    def _measure(self) -> None:
        """Find again where the pages begin that show fewer rows than hits, or more."""
        self._uneven = sorted(number for number, page in self._pages.items() if page.folded)
        self._starts = []
        gone = 0
        for number in self._uneven:
            self._starts.append(number * PAGE - gone)
            gone += self._pages[number].folded
        self._count = self._total - gone

    def _place(self, row: int) -> tuple[int, int]:
        """The page that a row is of, and the rank of the hit that it shows."""
        at = bisect_right(self._starts, row) - 1
        if at < 0:
            number, rest = divmod(row, PAGE)
        else:
            number, rest = self._uneven[at], row - self._starts[at]
            shown = len(self._pages[number].rows)
            if rest >= shown:
                more, rest = divmod(rest - shown, PAGE)
                number += 1 + more
        page = self._pages.get(number)
        return number, page.rows[rest] if page is not None else number * PAGE + rest

    def _first_row(self, number: int) -> int:
        at = bisect_left(self._uneven, number)
        if not at:
            return number * PAGE
        before = self._uneven[at - 1]
        return self._starts[at - 1] + len(self._pages[before].rows) + (number - before - 1) * PAGE

    def _let_go(self, near: int) -> None:
        """Forget the hits of the page farthest from the one that came, when too many are held; not its folds."""
        held = [number for number, page in self._pages.items() if page.hits is not None]
        if len(held) > _HELD:
            farthest = max(held, key=lambda number: abs(number - near))
            self._pages[farthest].hits = None
            self._asked_for.discard(farthest)


def absence(hit: Hit, own: Own | None) -> str:
    """What is said of a thread that is kept and in no open archive; "" of any other."""
    if not hit.absent:
        return ""
    return tr("no longer in its archive") if own and own.gone else tr("its archive is not open")


def fold_text(count: int) -> str:
    """What is said of hits that are folded under another."""
    if count == 1:
        return tr("1 more asks nearly the same")
    text = tr("{0} more ask nearly the same")
    return text.format(QLocale().toString(count))
