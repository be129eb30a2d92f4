"""Finds words in a page of text whatever their case and width, and counts places as Qt does: in UTF-16 units."""

from __future__ import annotations

import unicodedata

Range = tuple[int, int]  # first unit, and the one behind the last


class FoldedText:
    """A text in which one can look for words; folding it takes about 1 ms for 3,000 letters that are not ASCII."""

    def __init__(self, text: str) -> None:
        self._plain = text.isascii()
        if self._plain:
            self._folded = text.translate(_SPACES).lower()
            return
        folded: list[str] = []
        self._starts: list[int] = []  # for each folded character the unit where its own begins …
        self._ends: list[int] = []  # … and ends
        here = 0
        for character in text:
            after = here + (2 if character > "\uffff" else 1)
            for part in _fold(character):
                folded.append(part)
                self._starts.append(here)
                self._ends.append(after)
            here = after
        self._folded = "".join(folded)

    def find(self, wanted: str) -> list[Range]:
        """Where `wanted` stands, in order, not overlapping; nowhere for an empty text."""
        folded = "".join(map(_fold, wanted))
        if not folded.strip():
            return []
        found: list[Range] = []
        place = self._folded.find(folded)
        while place >= 0:
            end = place + len(folded)
            found.append((place, end) if self._plain else (self._starts[place], self._ends[end - 1]))
            place = self._folded.find(folded, end)
        return found


_SPACES = dict.fromkeys((*range(0x09, 0x0E), *range(0x1C, 0x20)), " ")


def _fold(character: str) -> str:
    """One character as all those that count as the same: narrow, in small letters, any white space one space."""
    if character.isspace():
        return " "
    return unicodedata.normalize("NFKC", character).casefold()
