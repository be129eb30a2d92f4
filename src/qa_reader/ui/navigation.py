"""The way through an archive: the history of places and the tabs, changed here alone and remembered at each change.

History is one for the window, as in an editor: a place knows its tab, and going back to it goes to that tab.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from qa_reader.model import Query, ThreadRef
from qa_reader.ui.memory import Memory, restored
from qa_reader.ui.places import History, Place, Tabs


class Navigation(QObject):
    """Where the reader is; says what has to be asked and laid out when that changes."""

    went = Signal(object, bool)  # Place, and whether its query is another than before
    tabs_changed = Signal(object)  # Tabs
    thread_requested = Signal(object)  # ThreadRef, for the reply pane

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._archive = ""
        self._history = History()
        self._tabs = Tabs()
        self._typing = False
        self._laid_out: tuple[int, ThreadRef | None] = (0, None)  # the tab and thread of the reply pane
        # What was wished for while no archive was open yet: the last of each kind, in their order.
        self._early: dict[str, Callable[[], None]] = {}

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return self._history.place

    @property
    def shown(self) -> ThreadRef | None:
        """The thread in the current tab: it stays while another query is asked."""
        return self._tabs.current.ref

    @property
    def tabs(self) -> Tabs:
        """The open tabs, to look at."""
        return self._tabs

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._history.can_go_back

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place after this one."""
        return self._history.can_go_forward

    def enter(self, archive: str, search: str = "") -> None:
        """Begin in an archive: where it was left, but with another search if one is given."""
        visit = self._memory.visit(archive)
        self._archive = archive
        self._tabs.restore(*restored(visit, archive))
        self._laid_out = (0, None)
        tab = self._tabs.current
        place = Place(Query(search), None, tab.number) if search else Place(visit.query, tab.ref, tab.number)
        self._history = History(place)
        self._arrive(asked_anew=True)
        early, self._early = self._early, {}
        for wish in early.values():
            wish()

    def drop_wishes(self) -> None:
        """Forget what was asked for before an archive was open: it is another one than was thought."""
        self._early.clear()

    def ask(self, query: Query, *, typing: bool = False) -> None:
        """Ask a query. While someone types, the answers do not pile up as places to go back to."""
        if not self._archive:
            self._wish("query", partial(self.ask, query, typing=typing))
            return
        if query == self.place.query and self.place.ref is None:
            return
        place = Place(query, None, self._tabs.current.number)
        self._go(place, replacing=typing and self._typing and self.place.ref is None)
        self._typing = typing

    def read(self, ref: ThreadRef, *, new_tab: bool = False) -> None:
        """Open a thread in the current tab, or in a new one (an empty one is as good) that becomes the current one."""
        if not self._archive:
            self._wish("thread", partial(self.read, ref, new_tab=new_tab))
            return
        if new_tab and self.shown is not None:
            self._go_to(self._tabs.add(ref).number, ref)
        elif ref == self.place.ref and self._laid_out[1] != ref:
            self._arrive(asked_anew=False)
        elif ref != self.place.ref:
            place = Place(self.place.query, ref, self._tabs.current.number)
            self._go(place, replacing=self.place.ref is None)

    def read_later(self, ref: ThreadRef, title: str) -> bool:
        """Open a thread in a new tab and stay in this one; whether so, or at once because this one was empty."""
        if self.shown is None:
            self.read(ref)
            return False
        self._tabs.add(ref, title)
        self._tabs_moved()
        return True

    def show_tab(self, number: int) -> None:
        """Read another tab."""
        for tab in self._tabs.open:
            if tab.number == number != self._tabs.current.number:
                self._go_to(number, tab.ref)

    def step_tab(self, by: int) -> None:
        """Read the tab `by` places to the right, round the ends."""
        self.show_tab(self._tabs.neighbour(by).number)

    def close_tab(self, number: int | None = None) -> None:
        """Close a tab, usually the current one; its neighbour is read next."""
        before = self._tabs.current.number
        after = self._tabs.close(before if number is None else number)
        if after.number == before:
            self._tabs_moved()
        else:
            self._go_to(after.number, after.ref)

    def reopen_tab(self) -> None:
        """Bring back the tab that was closed last."""
        tab = self._tabs.reopen()
        if tab is not None:
            self._go_to(tab.number, tab.ref)

    def compare(self, ref: ThreadRef | None) -> None:
        """Put the thread of another tab beside the current one, or none any more."""
        self._tabs.put_beside(ref)
        self._tabs_moved()

    def move_tab(self, number: int, place: int) -> None:
        """Put a tab at another place of the row."""
        self._tabs.move(number, place)
        self._tabs_moved()

    def go_back(self) -> None:
        """To the place before."""
        self._step(-1)

    def go_forward(self) -> None:
        """To the place after."""
        self._step(1)

    def leave(self) -> None:
        """Know that the pane shows something that is no thread: whichever thread is asked for is laid out anew."""
        self._laid_out = (self._laid_out[0], None)

    def name(self, ref: ThreadRef, title: str) -> None:
        """Give the tabs of a thread its title."""
        self._tabs.name(ref, title)
        self._tabs_moved()

    def forget(self, ref: ThreadRef) -> None:
        """Leave no tab and no place of a thread that is not there: it would fail at every start."""
        before = self.place.query
        self._tabs.forget(ref)
        self._history.forget(ref)
        self._arrive(asked_anew=self.place.query != before)

    def _go_to(self, tab: int, ref: ThreadRef | None) -> None:
        self._go(Place(self.place.query, ref, tab), replacing=False)

    def _wish(self, kind: str, wish: Callable[[], None]) -> None:
        self._early.pop(kind, None)
        self._early[kind] = wish

    def _go(self, place: Place, *, replacing: bool) -> None:
        if not self._archive:
            return
        before = self.place.query
        self._history.go(place, replacing=replacing)
        self._arrive(asked_anew=place.query != before)

    def _step(self, by: int) -> None:
        before = self.place.query
        if self._history.step(by):
            self._arrive(asked_anew=self.place.query != before)

    def _arrive(self, *, asked_anew: bool) -> None:
        place = self.place
        self._tabs.show(place.tab, place.ref)
        self._tabs_moved()
        self.went.emit(place, asked_anew)
        tab_before, self._laid_out = self._laid_out[0], (self._tabs.current.number, self.shown)
        # a new query leaves the page as it is, be it a thread, an extract or the overview
        if self.shown is not None and (place.ref is not None or self._tabs.current.number != tab_before):
            self.thread_requested.emit(self.shown)

    def _tabs_moved(self) -> None:
        self._memory.note_place(self._archive, self.place, self._tabs)
        self.tabs_changed.emit(self._tabs)
