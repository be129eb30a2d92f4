"""Ties a highlight to the words of a passage and finds them again in a text that has changed since.

The way of the W3C's Web Annotation model (TextQuoteSelector with TextPositionSelector): the passage's own words, some
before and some after it, and where it began. Knows texts, and nothing of files or windows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from qa_reader.kept import Anchor, Highlight, Marked
from qa_reader.model import Span, Thread

QUESTION, REPLY, MORE_INFO = "question", "reply", "more_info"

_AROUND = 40  # characters kept of what stands before and after
_ALIKE = 0.6  # difflib's ratio from which a passage that was edited is held to be the same
_LONGEST_EDITED = 2000  # characters; difflib is quadratic


def parts(thread: Thread) -> dict[str, str]:
    """The texts of a thread that can be marked, by the names that highlights use."""
    replies = {f"{REPLY}/{number}": reply.text for number, reply in enumerate(thread.replies)}
    return {QUESTION: thread.question} | replies | ({MORE_INFO: thread.more_info} if thread.more_info else {})


def anchor(text: str, span: Span) -> Anchor:
    """What ties a highlight to a passage of `text`."""
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    if span.start > _AROUND:
        before = before.partition(" ")[2] or before  # whole words, where there are any
    if span.end + _AROUND < len(text):
        after = after.rpartition(" ")[0] or after
    return Anchor(text[span.start : span.end], before, after, span.start)


def found(highlight: Highlight, thread: Thread) -> Marked:
    """Where a highlight is in a thread: in its own part, else in another of the same kind, else nowhere."""
    texts = parts(thread)
    kind = highlight.part.partition("/")[0]
    own = texts.pop(highlight.part, None)
    others = [(name, text) for name, text in texts.items() if name.partition("/")[0] == kind]
    # exact words in another reply count more than words alike in the one that has the number now
    places = ([] if own is None else [(highlight.part, own)]) + others
    for look in (_exactly, _alike):
        for name, text in places:
            span = look(highlight.anchor, text)
            if span is not None:
                return Marked(highlight, name, span)
    return Marked(highlight, highlight.part, None)


def locate(sought: Anchor, text: str) -> Span | None:
    """Where the passage is in a text; None where neither its words nor words like them are."""
    return _exactly(sought, text) or _alike(sought, text)


def _exactly(sought: Anchor, text: str) -> Span | None:
    """The passage's very words, in other case, width or spacing at most; of several, those in the same company."""
    if not sought.quote:
        return None
    if text.startswith(sought.quote, sought.start) and _company(sought, text, sought.start) == 2:
        return Span(sought.start, sought.start + len(sought.quote))
    folded, places = _folded(text)
    quote = _folded(sought.quote)[0].strip()
    if not quote:
        return None
    spans = [Span(places[start], places[start + len(quote) - 1] + 1) for start in _occurrences(quote, folded)]
    return max(
        spans,
        key=lambda span: (_company(sought, text, span.start, span.end), -abs(span.start - sought.start)),
        default=None,
    )


def _alike(sought: Anchor, text: str) -> Span | None:
    """What stands between the words that stood around the passage, where it is much the same."""
    folded, places = _folded(text)
    prefix, suffix = (_folded(around)[0].strip() for around in (sought.prefix, sought.suffix))
    quote = _folded(sought.quote)[0].strip()
    if not quote or len(quote) > _LONGEST_EDITED:
        return None
    starts = [start + len(prefix) for start in _occurrences(prefix, folded)] if prefix else [0]
    best, best_ratio = None, _ALIKE
    for start in starts:
        end = folded.find(suffix, start) if suffix else len(folded)
        between = folded[start:end] if end >= start else ""
        if not between.strip() or len(between) > 2 * len(quote) + 20:
            continue
        ratio = SequenceMatcher(None, between.strip(), quote, autojunk=False).ratio()
        if ratio >= best_ratio:
            first = start + len(between) - len(between.lstrip())
            last = start + len(between.rstrip()) - 1
            best, best_ratio = Span(places[first], places[last] + 1), ratio
    return best


def _company(sought: Anchor, text: str, start: int, end: int | None = None) -> float:
    """How much of what stood around the passage stands around this place: 0 to 2."""
    end = start + len(sought.quote) if end is None else end
    before = _folded(text[max(0, start - 2 * _AROUND) : start])[0].strip()
    after = _folded(text[end : end + 2 * _AROUND])[0].strip()
    prefix, suffix = (_folded(around)[0].strip() for around in (sought.prefix, sought.suffix))
    return _shared(before[::-1], prefix[::-1]) + _shared(after, suffix)


def _shared(found_text: str, kept: str) -> float:
    """Which part of the kept text the found one begins with; an edge of the text is company, too."""
    if not kept:
        return float(not found_text)
    same = next((at for at, pair in enumerate(zip(found_text, kept, strict=False)) if pair[0] != pair[1]), None)
    return (min(len(found_text), len(kept)) if same is None else same) / len(kept)


def _occurrences(sought: str, text: str) -> Iterator[int]:
    start = text.find(sought)
    while start >= 0:
        yield start
        start = text.find(sought, start + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in one case and width with single spaces, and for each of its characters the place in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(re.sub(r"\s", " ", text)):
        for one in unicodedata.normalize("NFKC", letter).casefold():
            if one == " " and letters and letters[-1] == " ":
                continue
            letters.append(one)
            places.append(place)
    return "".join(letters), places
