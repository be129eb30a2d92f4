"""Which panes stand in the window, and how wide: those that the reader wants, as far as there is room for them.

In a narrow window, as on a small screen at three times the size, the panes at the sides give way to the list and to
what is read; one that is asked for comes then in the place of another.
"""

from __future__ import annotations

import struct
from base64 import b64encode
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from qa_reader.ui.frame import Frame, Slot
from qa_reader.ui.session import Session

#: The width that a pane has to find, px, or it gives way; one at the side that is asked for makes do with its least.
_NEEDS = {Slot.TREE: 260, Slot.LIST: 190, Slot.DESK: 260, Slot.SIDE: 190}
LEAST = {Slot.TREE: 130, Slot.LIST: 190, Slot.DESK: 210, Slot.SIDE: 150}
#: Who comes first where not all have room, by the pane that was wanted last.
_ORDERS = {
    Slot.TREE: (Slot.TREE, Slot.LIST, Slot.DESK, Slot.SIDE),
    Slot.LIST: (Slot.LIST, Slot.DESK, Slot.TREE, Slot.SIDE),
    Slot.DESK: (Slot.DESK, Slot.LIST, Slot.TREE, Slot.SIDE),
    Slot.SIDE: (Slot.SIDE, Slot.DESK, Slot.LIST, Slot.TREE),
}
#: Two threads that are compared stay beside what was asked for.
_COMPARING_ORDERS = _ORDERS | {Slot.TREE: (Slot.TREE, Slot.DESK, Slot.LIST, Slot.SIDE)}
_SETTINGS = {Slot.TREE: "tree_shown", Slot.SIDE: "side_shown"}
#: What the desk has at least, a column to read or two: for less than that the others give of theirs.
_DESK_SHARES = 0.42, 0.6  # of the window, for one thread and for two
_COLUMN = 440  # px, and no more than that
_SMALLEST = 220, 120  # px, of all panes together
_STATE = struct.Struct(">iii4i")  # how a splitter's state begins: a mark, its version, how many widths, and these
_HEAD = 0xFF, 1, len(Slot)


class PaneRoom(QObject):
    """Shows and hides the panes of a frame; `toggle_tree` and `toggle_side` are commands of the table in `actions`."""

    def __init__(self, session: Session, frame: Frame) -> None:
        super().__init__(frame)
        self._session = session
        self._panes = frame.panes
        self._actions: dict[Slot, QAction] = {}
        self._wanted = Slot.DESK
        self._usual: dict[Slot, bool] = {}  # whether a pane was to be shown before it was brought
        self._comparing = False
        self._widths: list[int] = []  # of all panes, as the reader set them last
        self._drawn: list[int] = []  # as they are
        self._desk_floor = _COLUMN
        self._panes.setMinimumSize(*_SMALLEST)  # else what is shown now would keep the window from getting smaller
        self._panes.installEventFilter(self)
        self._panes.splitterMoved.connect(lambda _place, _slot: self._note_widths())
        frame.resized.connect(self._fit)

    def take_actions(self, made: dict[str, QAction]) -> None:
        """Keep the check marks of the actions true."""
        self._actions = {Slot.TREE: made["toggle_tree"], Slot.SIDE: made["toggle_side"]}
        self._fit()

    def bring(self, slot: Slot) -> None:
        """Show a pane that is needed now, in the place of another where there is no room for both."""
        if slot in _SETTINGS:
            if self._is_hidden(slot):
                self._usual[slot] = self._is_to_be_shown(slot)
            self._session.remember(**{_SETTINGS[slot]: True})
        if self._is_hidden(slot):
            self._wanted = slot
            self._fit()

    def compare(self, *, comparing: bool) -> None:
        """Give the desk room for two threads, or for one again."""
        if comparing != self._comparing:
            self._comparing = comparing
            self._fit()

    def state(self) -> str:
        """The splitter's state for the settings, with the widths that the reader wants in the place of those drawn.

        What a narrow window leaves of a pane, or nothing, would else be its width at the next start.
        """
        drawn = bytes(self._panes.saveState().data())
        known = self._widths and _STATE.unpack_from(drawn)[: len(_HEAD)] == _HEAD
        return b64encode(_STATE.pack(*_HEAD, *self._widths) + drawn[_STATE.size :] if known else drawn).decode()

    # ------------------------------------------------------------ the actions' methods

    def toggle_tree(self) -> None:
        """Show the tree, or hide it."""
        self._toggle(Slot.TREE)

    def toggle_side(self) -> None:
        """Show the side panel, or hide it."""
        self._toggle(Slot.SIDE)

    # ------------------------------------------------------------ Qt's events

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            self._fit()
        return False

    # ------------------------------------------------------------ within

    def _toggle(self, slot: Slot) -> None:
        if self._is_hidden(slot):
            self.bring(slot)
            return
        # who only looked at it in a narrow window has it in a wide one as before
        looked_at = self._wanted is slot and slot not in self._fitting(Slot.DESK)
        self._session.remember(**{_SETTINGS[slot]: looked_at and self._usual.get(slot, False)})
        self._wanted = Slot.DESK
        self._fit()

    def _pane(self, slot: Slot) -> QWidget:
        pane = self._panes.widget(slot)
        assert pane is not None
        return pane

    def _is_hidden(self, slot: Slot) -> bool:
        return self._pane(slot).isHidden()

    def _fit(self) -> None:
        if not self._panes.isVisible():
            return  # it has no width yet
        if not self._widths:
            self._widths = self._widths_wanted()
            if self._session.settings.panes:
                self._desk_floor = min(_COLUMN, self._widths[Slot.DESK])
        shown = set(self._fitting(self._wanted))
        for slot in Slot:
            self._pane(slot).setVisible(slot in shown)
        self._panes.setSizes(self._shared(shown))
        self._drawn = self._panes.sizes()
        for slot, action in self._actions.items():
            action.setChecked(slot in shown)

    def _widths_wanted(self) -> list[int]:
        """The widths that the splitter was given: `sizes()` has 0 for a hidden pane, and less in a narrow window."""
        known = _STATE.unpack_from(bytes(self._panes.saveState().data()))
        return list(known[len(_HEAD) :]) if known[: len(_HEAD)] == _HEAD else self._panes.sizes()

    def _is_to_be_shown(self, slot: Slot) -> bool:
        """Whether the reader wants a pane where there is room for it."""
        return slot not in _SETTINGS or getattr(self._session.settings, _SETTINGS[slot])

    def _fitting(self, wanted: Slot) -> Iterator[Slot]:
        """The panes that have room, those that come first first; one always has."""
        left = self._panes.width()
        for slot in (_COMPARING_ORDERS if self._comparing else _ORDERS)[wanted]:
            if not self._is_to_be_shown(slot):
                continue
            left -= self._need(slot, wanted)
            if left < 0 and slot is not wanted:
                return
            yield slot

    def _need(self, slot: Slot, wanted: Slot) -> int:
        """The width that a pane has to find: the desk that of two threads, what is asked for at a side its least."""
        if slot is Slot.DESK:
            return _NEEDS[slot] * (1 + self._comparing)
        return LEAST[slot] if slot is wanted else _NEEDS[slot]

    def _shared(self, shown: AbstractSet[Slot]) -> list[int]:
        """The widths of all panes; what is short is taken of what the panes have more than their least."""
        widths = [max(width, LEAST[slot]) for slot, width in zip(Slot, self._widths, strict=True)]
        whole = self._panes.width() - self._panes.handleWidth() * (len(shown) - 1)
        last = next(slot for slot in _ORDERS[Slot.DESK] if slot in shown)
        others = [slot for slot in shown if slot is not last]
        spare = sum(widths[slot] - LEAST[slot] for slot in others)
        short = sum(widths[slot] for slot in others) - (whole - self._floor(last, whole))
        share = min(1.0, max(0.0, short / spare)) if spare else 0.0
        for slot in others:
            widths[slot] -= round(share * (widths[slot] - LEAST[slot]))
        widths[last] = whole - sum(widths[slot] for slot in others)
        return widths

    def _floor(self, slot: Slot, whole: int) -> int:
        """What the pane that takes the rest has at least."""
        if slot is not Slot.DESK:
            return LEAST[slot]
        share = _DESK_SHARES[self._comparing] * whole
        return max(min(round(share), self._desk_floor * (1 + self._comparing)), LEAST[slot])

    def _note_widths(self) -> None:
        """The reader moved a line between two panes."""
        before, self._drawn = self._drawn, self._panes.sizes()
        for slot in Slot:
            # the others may have less than they want, in a window that is too narrow for it
            if self._drawn[slot] not in {0, before[slot]}:
                self._widths[slot] = self._drawn[slot]
        self._desk_floor = min(_COLUMN, self._widths[Slot.DESK])
