"""What of a text is marked, and which extract of a thread is shown under its title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct
from whoosh.support.levenshtein import distance

from qa_reader.model import Snippet, Span, Thread
from qa_reader.search.analysis import Mode, Occurrence, occurrences, term_of, words_of
from qa_reader.search.folding import fold_character, is_cjk
from qa_reader.search.phrases import courtesies
from qa_reader.search.query import Needle
from qa_reader.search.spans import merged

_ELLIPSIS = "…"
_BEYOND_LATIN = "\u3005"  # where the scripts that are written without spaces begin; as a pattern, 4 ms to compile
#: A snippet may begin this many letters before its first mark, to begin with a sentence; half as many of Chinese, which
#: are twice as wide: the mark stands in the two lines that a row shows.
_LEAD = 80
#: More text than this is not looked through for a snippet.
_LONGEST = 20_000
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])\s*|\n+")
#: Where a clause ends, in scripts without spaces: an extract is cut there rather than within a word.
_CLAUSE_END = re.compile(r"[，、；：。！？,;!?]\s*")
#: Characters of Chinese that may be left out for that at the end.
_CLAUSE = 40


class _Mark(Struct, frozen=True):
    """A marked range and which needle it is of."""

    start: int
    end: int
    needle: int


class Marker:
    """Marks what a query looked for."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        """`needles` are looked at when the first text is marked: most answers are counted, and never shown."""
        self._given = needles
        self._known: dict[str, int | None] = {}  # which needle each word is of that was met

    @cached_property
    def _needles(self) -> tuple[Needle, ...]:
        return tuple(dict.fromkeys(self._given))

    @cached_property
    def _single(self) -> dict[str, int]:
        return {needle.terms[0]: i for i, needle in enumerate(self._needles) if len(needle.terms) == 1}

    @cached_property
    def _long(self) -> list[tuple[int, Needle]]:
        return [(i, needle) for i, needle in enumerate(self._needles) if len(needle.terms) > 1]

    @cached_property
    def _patterns(self) -> list[tuple[int, re.Pattern[str]]]:
        return [(i, needle.pattern) for i, needle in enumerate(self._needles) if needle.pattern is not None]

    @cached_property
    def _fuzzy(self) -> list[tuple[int, str]]:
        return [(i, needle.terms[0]) for i, needle in enumerate(self._needles) if needle.slop == 0]

    @cached_property
    def _cjk(self) -> bool:
        return any(is_cjk(character) for needle in self._needles for term in needle.terms for character in term)

    @cached_property
    def _wanted(self) -> frozenset[str] | None:
        """The terms that are marked; None where it takes more than their names to tell."""
        terms = frozenset(term for needle in self._needles for term in needle.terms)
        return None if self._patterns or self._fuzzy else terms

    def spans(self, text: str) -> tuple[Span, ...]:
        """The matched words of any text, touching ones as one, in order."""
        return merged(Span(mark.start, mark.end) for mark in self._marks(text))

    @cached_property
    def _runs(self) -> list[tuple[int, re.Pattern[str]]]:
        return [(i, needle.run) for i, needle in enumerate(self._needles) if needle.run is not None]

    def _marks(self, text: str) -> list[_Mark]:
        if not self._needles or not text:
            return []
        if self._runs:
            return sorted([*self._term_marks(text), *self._run_marks(text)], key=lambda mark: mark.start)
        return self._term_marks(text)

    def _run_marks(self, text: str) -> Iterator[_Mark]:
        plain = "".join(folded if len(folded := fold_character(sign)) == 1 else sign for sign in text)
        for number, run in self._runs:
            yield from (_Mark(*found.span(), number) for found in run.finditer(plain))

    def _term_marks(self, text: str) -> list[_Mark]:
        if not self._long and not (self._cjk and _is_beyond_latin(text)):
            return self._word_marks(text)
        found = occurrences(text, Mode.MARK, self._wanted)
        marks = []
        for occurrence in found:
            number = self._which(occurrence.term)
            if number is not None:
                marks.append(_Mark(occurrence.start, occurrence.end, number))
        for number, needle in self._long:
            marks += _phrase_marks(found, number, needle)
        marks.sort(key=lambda mark: mark.start)
        return marks

    def _word_marks(self, text: str) -> list[_Mark]:
        """The marks of single words: each different word is stemmed once for all the texts of an answer."""
        known = self._known
        marks = []
        for word, start, end in words_of(text):
            if word not in known:
                known[word] = self._which(term_of(word))
            number = known[word]
            if number is not None:
                marks.append(_Mark(start, end, number))
        return marks

    def _which(self, term: str) -> int | None:
        number = self._single.get(term)
        if number is None:
            for i, pattern in self._patterns:
                if pattern.match(term):
                    return i
            for i, word in self._fuzzy:
                if abs(len(term) - len(word)) <= 1 and distance(term, word, limit=1) <= 1:
                    return i
        return number

    def snippet(self, thread: Thread, length: int = 200) -> Snippet:
        """The best extract of about `length` characters of question, replies and more info.

        The one with most different words of the query, the question's first; the question's beginning when none has
        any. Salutations and signatures are never in it.
        """
        best: tuple[float, str, tuple[int, int], list[_Mark]] | None = None
        whole = [thread.question, *(reply.text for reply in thread.replies), thread.more_info]
        texts = [text[:_LONGEST] for text in whole]
        for rank, text in enumerate(texts):
            marks = self._marks(text)
            if not marks:
                continue
            skipped = courtesies(text)
            marks = [mark for mark in marks if not any(span.start <= mark.start < span.end for span in skipped)]
            for distinct, window, inside in _windows(marks, length):
                weight = distinct - 0.1 * min(rank, 3)
                if best is None or weight > best[0]:
                    best = weight, text, window, inside
        if best is None:
            return _beginning(next((text for text in texts if text.strip()), ""), length)
        _, text, (first, last), marks = best
        return _cut(text, first, last, marks, length)


def _is_beyond_latin(text: str) -> bool:
    return not text.isascii() and max(text) >= _BEYOND_LATIN


def _phrase_marks(found: list[Occurrence], number: int, needle: Needle) -> list[_Mark]:
    """Where the terms of a needle stand one after the other."""
    places: dict[str, list[int]] = {}
    where: dict[tuple[str, int], Occurrence] = {}
    wanted = set(needle.terms)
    for occurrence in found:
        if occurrence.term in wanted:
            places.setdefault(occurrence.term, []).append(occurrence.position)
            where[occurrence.term, occurrence.position] = occurrence
    if len(places) < len(wanted):
        return []
    marks = []
    for start in places[needle.terms[0]]:
        row, at = [(needle.terms[0], start)], start
        for term in needle.terms[1:]:
            later = places[term]
            i = bisect_left(later, at + 1)
            if i == len(later) or later[i] - at > needle.slop:
                break
            at = later[i]
            row.append((term, at))
        else:
            marks += [_Mark(where[key].start, where[key].end, number) for key in row]
    return marks


def _windows(marks: list[_Mark], length: int) -> Iterable[tuple[float, tuple[int, int], list[_Mark]]]:
    """For each mark that begins a word the window that begins with it: how good it is, its ends, its marks."""
    last = 0
    for first, mark in enumerate(marks[:200]):
        last = max(last, first)
        if first and marks[first - 1].end > mark.start:
            continue  # the second pair of a run of Chinese: a snippet begins with the whole of it
        while last + 1 < len(marks) and marks[last + 1].end - mark.start <= length - 20:
            last += 1
        inside = marks[first : last + 1]
        distinct = len({inner.needle for inner in inside})
        yield distinct + 0.05 * min(len(inside), 8), (mark.start, inside[-1].end), inside


def _cut(text: str, first: int, last: int, marks: list[_Mark], length: int) -> Snippet:
    """The extract around `first:last`, begun with its sentence where that is near, with white space folded."""
    room = max(length - (last - first), 0)
    lead = min(_LEAD // 2 if is_cjk(text[first]) else _LEAD, room // 2)
    begin = max(first - lead, 0)
    if begin:
        sentence = [
            found.end() for found in _SENTENCE_END.finditer(text, begin, first + 1) if begin < found.end() <= first
        ]
        begin = sentence[0] if sentence else _word_start(text, begin, first)
    for span in courtesies(text):
        if span.start <= begin < span.end <= first or begin <= span.start < span.end <= first:
            begin = span.end
    end = min(begin + length, len(text))
    end = max(end, last)
    if end < len(text):
        end = _word_end(text, end, last)
    for span in courtesies(text):
        if last <= span.start < end:
            end = span.start
            break
    spans = merged(Span(mark.start, mark.end) for mark in marks)
    return _folded(text, begin, end, spans)


def _word_start(text: str, at: int, limit: int) -> int:
    if is_cjk(text[at]):
        clause = _CLAUSE_END.search(text, at, limit)
        return clause.end() if clause else at
    space = text.find(" ", at, limit)
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int, limit: int) -> int:
    if is_cjk(text[at]) or is_cjk(text[at - 1]):
        clauses = [found.end() for found in _CLAUSE_END.finditer(text, max(limit, at - _CLAUSE), at)]
        return clauses[-1] if clauses else at
    space = max(text.rfind(" ", limit, at + 1), text.rfind("\n", limit, at + 1))
    return space if space > 0 else at


def _folded(text: str, begin: int, end: int, spans: tuple[Span, ...]) -> Snippet:
    """A cut of a text with its white space folded to single spaces, and the spans moved with it."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    out = [_ELLIPSIS] if begin > 0 and text[:begin].strip() else []
    size = len(out)
    place: list[int] = []  # of each character of the cut in the folded text
    blank = False
    for character in text[begin:end]:
        if character.isspace():
            if not blank:
                out.append(" ")
                size += 1
            place.append(size - 1)
            blank = True
        else:
            out.append(character)
            size += 1
            place.append(size - 1)
            blank = False
    if end < len(text) and text[end:].strip():
        out.append(_ELLIPSIS)
    moved = [
        Span(place[span.start - begin], place[span.end - 1 - begin] + 1)
        for span in spans
        if begin <= span.start < span.end <= end
    ]
    return Snippet("".join(out), merged(moved))


def _beginning(text: str, length: int) -> Snippet:
    """The first words of a text after its salutation."""
    begin = 0
    for span in courtesies(text[:_LONGEST]):
        if not text[begin : span.start].strip() and text[span.end :].strip():
            begin = span.end
    while begin < len(text) and (text[begin].isspace() or text[begin] in ",.，。:：!！"):
        begin += 1
    end = min(begin + length, len(text))
    if end < len(text):
        end = _word_end(text, end, begin)
    shown = _folded(text, begin, end, ())
    return Snippet(shown.text.lstrip(_ELLIPSIS), ())
