"""Abbreviations that texts explain: "amyotrophic lateral sclerosis (ALS)", "後天免疫缺乏症候群（AIDS）"."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from qa_reader.search.codec import Gets, dump_json, fault, load_json
from qa_reader.search.folding import is_cjk
from qa_reader.search.store import BlobStore, blob_name

_SHORT = re.compile(r"[(（]\s*([A-Z][A-Za-z0-9-]{1,9})\s*[)）]")
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_SMALL = frozenset("a an and for in of on or the to with".split())
#: Characters before the bracket that are looked at; Chinese names are shorter.
_REACH = 120
_CHINESE = 14
#: Abbreviations kept of a segment, pairs remembered while it is built.
MOST = 3000
_REMEMBERED = 50_000
#: Places looked at of a Chinese one.
_RUNS = 50
#: Before a run that is longer than what was looked at: it begins nowhere.
_CUT = "\0"
#: What stands before a name, and begins none.
_NO_BEGINNING = frozenset("由為为是即叫稱称患有的於于和與与或及之")
#: The share of the runs before an abbreviation that end with its long form.
_OFTEN = 0.3
PART = "abbreviations"


class Abbreviations:
    """Counts which long forms stand before which short ones."""

    def __init__(self) -> None:
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._chinese: dict[str, list[str]] = {}

    def look(self, text: str) -> None:
        """Take a text's explanations in."""
        if "(" not in text and "（" not in text:
            return
        for found in _SHORT.finditer(text):
            before = text[max(found.start() - _REACH, 0) : found.start()].rstrip()
            short = found[1]
            if before and is_cjk(before[-1]):
                self._look_chinese(short, before)
                continue
            long = long_form(short, before)
            if long and len(self._pairs) < _REMEMBERED:
                self._pairs[short, long.lower()] += 1

    def _look_chinese(self, short: str, before: str) -> None:
        run = before[-_CHINESE:]
        for i in range(len(run) - 1, -1, -1):
            if not is_cjk(run[i]):
                run = "" if run[i].isalnum() else run[i + 1 :]  # the "e" of e抗原 is a part of the name
                break
        else:
            run = _CUT + run
        if len(run) < 2:
            return
        runs = self._chinese.setdefault(short, [])
        if len(runs) < _RUNS and len(self._chinese) < _REMEMBERED:
            runs.append(run)

    def add(self, short: str, long: str, count: int) -> None:
        """Take in what another segment learned."""
        self._pairs[short, long] += count

    def extend(self, other: Abbreviations) -> None:
        """Take in what another batch of documents showed."""
        self._pairs.update(other._pairs)
        for short, runs in other._chinese.items():
            known = self._chinese.setdefault(short, [])
            known += runs[: _RUNS - len(known)]

    def learned(self) -> list[tuple[str, str, int]]:
        """(short, long, how often), the most frequent first."""
        pairs = self._pairs.copy()
        for short, runs in self._chinese.items():
            long = common_end(runs)
            if long:
                pairs[short, long] += sum(run.endswith(long) for run in runs)
        return [(short, long, count) for (short, long), count in pairs.most_common(MOST)]

    def write(self, store: BlobStore, segment: str) -> None:
        """Put what was learned into the store."""
        store.put(blob_name(segment, PART), dump_json(self.learned()))


def long_form(short: str, before: str) -> str | None:
    """The words at the end of `before` whose initials are the letters of `short`; small words may stand between."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    if len(letters) < 2 or sum(letter.isupper() for letter in short) < 2:
        return None
    tail = re.split(r"[.;:!?\n,()]", before)[-1]
    words = list(_WORD.finditer(tail))[-2 * len(letters) :]
    initials = [(part, word.start()) for word in words for part in re.split(r"-", word[0]) if part]
    at = len(initials)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and initials[at][0].lower() in _SMALL and initials[at][0][0].lower() != letter:
            at -= 1
        if at < 0 or initials[at][0][0].lower() != letter:
            return None
    return tail[initials[at][1] :].strip()


def common_end(runs: list[str]) -> str | None:
    """What many runs of characters end with, and some begin with, but for what stands before a name.

    幽門螺旋桿菌 and 幽門螺桿菌 both stand before HP: what both end with, 桿菌, is no name.
    """
    endings: Counter[str] = Counter()
    whole: set[str] = set()
    for run in runs:
        for first in range(len(run) - 1):
            if run[first] not in _NO_BEGINNING and run[first] != _CUT:
                endings[run[first:]] += 1
                if not first or run[first - 1] in _NO_BEGINNING:
                    whole.add(run[first:])
    least = max(2, _OFTEN * len(runs))
    good = [ending for ending in whole if endings[ending] >= least]
    return max(good, key=lambda ending: (endings[ending] * len(ending), ending), default=None)


def read_abbreviations(store: Gets, segment: str) -> list[tuple[str, str, int]]:
    """What a segment learned; none where it says nothing."""
    name = blob_name(segment, PART)
    blob = store.get(name)
    if blob is None:
        return []
    value: Any = load_json(name, blob)
    if not isinstance(value, list) or len(value) > MOST or not all(map(_is_entry, value)):
        raise fault(name, "is no list of abbreviations")
    return [(short, long, count) for short, long, count in value]


def _is_entry(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 3:
        return False
    short, long, count = value
    return isinstance(short, str) and isinstance(long, str) and isinstance(count, int) and len(long) <= _REACH
