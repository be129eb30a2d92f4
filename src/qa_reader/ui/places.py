"""Where the reader is, was and has tabs: plain values and two small stacks, without Qt or files."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from qa_reader.model import Query, ThreadRef

_MOST_PLACES = 500
_MOST_CLOSED = 25

#: What is called with threads when they are known.
Then = Callable[[tuple[ThreadRef, ...]], None]


class Place(Struct, frozen=True):
    """Where the reader is: what was asked, which thread of the answer is open, and in which tab."""

    query: Query = Query()
    ref: ThreadRef | None = None
    tab: int = 1


class History:
    """The places that back and forward go through. Going somewhere forgets what lay ahead."""

    def __init__(self, first: Place = Place()) -> None:
        self._places = [first]
        self._here = 0

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return self._places[self._here]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._here > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place after this one."""
        return self._here < len(self._places) - 1

    def go(self, place: Place, *, replacing: bool = False) -> None:
        """To another place, in the stead of this one or after it."""
        keep = self._here if replacing else self._here + 1
        self._places = [*self._places[:keep], place][-_MOST_PLACES:]
        self._here = len(self._places) - 1

    def forget(self, ref: ThreadRef) -> None:
        """Strike out the places of a thread; where it was just gone to, one is back where one came from."""
        before = [place for place in self._places[: self._here + 1] if place.ref != ref]
        after = [place for place in self._places[self._here + 1 :] if place.ref != ref]
        self._places = [*(before or [replace(self.place, ref=None)]), *after]
        self._here = max(0, len(before) - 1)

    def step(self, by: int) -> bool:
        """One place back (-1) or forward (1); whether there was one."""
        if not 0 <= self._here + by < len(self._places):
            return False
        self._here += by
        return True


class Tab(Struct, frozen=True):
    """One tab over the reply pane; without a thread it shows the archive itself."""

    number: int
    ref: ThreadRef | None = None
    title: str = ""


class Tabs:
    """The open tabs, in order, one of them current, and those that were closed. There is always one."""

    def __init__(self) -> None:
        self.open: tuple[Tab, ...] = (Tab(1),)
        self._current = 1
        self._last = 1
        self._closed: list[tuple[int, Tab]] = []
        self._beside: ThreadRef | None = None

    @property
    def current(self) -> Tab:
        """The tab that is read."""
        return next(tab for tab in self.open if tab.number == self._current)

    @property
    def can_reopen(self) -> bool:
        """Whether a tab was closed."""
        return bool(self._closed)

    @property
    def beside(self) -> ThreadRef | None:
        """The thread that stands beside the current one, to be compared: as long as a tab has it."""
        return self._beside if any(tab.ref == self._beside for tab in self.open) else None

    def put_beside(self, ref: ThreadRef | None) -> None:
        """Compare the current thread with that of another tab, or with none any more."""
        self._beside = ref

    def add(self, ref: ThreadRef | None, title: str = "") -> Tab:
        """A new tab behind the current one and those that were opened from it, not yet current."""
        self._last += 1
        tab = Tab(self._last, ref, title)
        self.open = (*self.open, tab)
        return tab

    def show(self, number: int, ref: ThreadRef | None) -> None:
        """Make a tab current and put a thread into it; a tab that was closed meanwhile comes back."""
        if not any(tab.number == number for tab in self.open):
            if ref is None:
                return
            self.open = (*self.open, Tab(number))
            self._last = max(self._last, number)
        self._current = number
        if ref is not None and ref != self.current.ref:
            self._put(replace(self.current, ref=ref, title=""))

    def name(self, ref: ThreadRef, title: str) -> None:
        """Give the tabs of a thread its title."""
        for tab in self.open:
            if tab.ref == ref and tab.title != title:
                self._put(replace(tab, title=title))

    def forget(self, ref: ThreadRef) -> None:
        """Take a thread out of all tabs; they stay, empty, until something is opened in them."""
        for tab in self.open:
            if tab.ref == ref:
                self._put(replace(tab, ref=None, title=""))

    def close(self, number: int) -> Tab:
        """Close a tab; the one to read then. In the place of the last one there is an empty one."""
        place = next((place for place, tab in enumerate(self.open) if tab.number == number), None)
        if place is None:
            return self.current
        closed = self.open[place]
        if closed.ref is not None:
            self._closed = [*self._closed, (place, closed)][-_MOST_CLOSED:]
        self.open = self.open[:place] + self.open[place + 1 :]
        self._beside = self.beside  # a tab that is brought back does not come to stand there again
        if not self.open:
            self.add(None)
        if number == self._current:
            self._current = self.open[min(place, len(self.open) - 1)].number
        return self.current

    def reopen(self) -> Tab | None:
        """Bring back the tab that was closed last, where it was; None where none was closed."""
        if not self._closed:
            return None
        place, tab = self._closed.pop()
        self._last += 1
        tab = replace(tab, number=self._last)
        only = self.open[0]
        kept = () if len(self.open) == 1 and only.ref is None else self.open
        self.open = (*kept[:place], tab, *kept[place:])
        self._current = tab.number
        return tab

    def neighbour(self, by: int) -> Tab:
        """The tab `by` places to the right, round the ends."""
        numbers = [tab.number for tab in self.open]
        return self.open[(numbers.index(self._current) + by) % len(numbers)]

    def move(self, number: int, place: int) -> None:
        """Put a tab at another place of the row."""
        moved = next(tab for tab in self.open if tab.number == number)
        others = [tab for tab in self.open if tab.number != number]
        self.open = (*others[:place], moved, *others[place:])

    def restore(self, threads: list[tuple[ThreadRef, str]], current: int, beside: ThreadRef | None = None) -> None:
        """The tabs of an earlier run; of none, one empty tab."""
        self._beside = beside
        self._closed.clear()
        self.open = tuple(Tab(self._last + number, *thread) for number, thread in enumerate(threads, 1))
        self._last += len(self.open)
        if not self.open:
            self.add(None)
        self._current = self.open[min(max(current, 0), len(self.open) - 1)].number

    def _put(self, changed: Tab) -> None:
        self.open = tuple(changed if tab.number == changed.number else tab for tab in self.open)
        self._beside = self.beside  # nor does it come back with a thread that is opened again
