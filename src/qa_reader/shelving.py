"""Answers out of what the reader keeps: bookmarks, notes and highlights as rows, whether their archive is open or not.

An archive's index knows none of them. Where there are words to look for among bookmarks, the index answers first, and
here are the bookmarks that it cannot know: those of other archives, and those whose note or tag has the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from qa_reader.keeping import Keeping
from qa_reader.kept import Folder, is_alone
from qa_reader.model import Bookmark, Query, Scope, Shelved, Span, ThreadRef

_SYNTAX = re.compile(r"\b(?:AND|OR|NOT)\b|\w+:|[\"()*?~\[\]]")


class Row(Struct, frozen=True):
    """A row of such an answer; `text` is what stands below the title, "" for the beginning of the question."""

    ref: ThreadRef
    title: str
    department: str = ""
    text: str = ""
    spans: tuple[Span, ...] = ()
    extract: str = ""  # for a thread that is in no open archive
    highlight: str = ""  # the id of the highlight that the row is


def rows(keeping: Keeping, query: Query) -> tuple[Row, ...]:
    """All rows of such an answer."""
    if query.scope is Scope.NOTES:
        return tuple(_notes(keeping, query))
    if query.scope is Scope.HIGHLIGHTS:
        return tuple(_highlights(keeping, query))
    return tuple(_bookmark(one) for one in _shelved(keeping, query))


def others(keeping: Keeping, query: Query, found: frozenset[ThreadRef]) -> tuple[Row, ...]:
    """The bookmarks whose note, tags, title or extract have all words of a query, without those that were `found`."""
    words = _words(query)
    if query.scope is not Scope.BOOKMARKS or not words or not is_alone(_wordless(query)):
        return ()
    notes = {note.ref: note.text for note in keeping.marks.notes()}
    kept = (one for one in _shelved(keeping, query) if one.ref not in found)
    return tuple(
        _bookmark(one)
        for one in kept
        if _has(words, one.title, one.extract, one.note, notes.get(one.ref, ""), *one.tags)
    )


def refs(keeping: Keeping, scope: Scope, archive: str, folder: str = "", tag: str = "") -> Iterator[ThreadRef]:
    """The threads of one archive of which something of this scope is kept."""
    if scope is Scope.BOOKMARKS:
        yield from keeping.bookmarked(archive, folder, tag)
        return
    kept = keeping.marks.notes() if scope is Scope.NOTES else keeping.marks.highlights()
    yield from (one.ref for one in kept if one.ref.archive == archive)


def _shelved(keeping: Keeping, query: Query) -> list[Bookmark]:
    """The bookmarks of a place in their order."""
    kept = keeping.shelf.bookmarks(query.order, tag=query.tag)
    if not query.folder and query.order is not Shelved.OWN:
        return list(kept)
    places = {folder: place for place, folder in enumerate(_within(query.folder, keeping.shelf.folders()))}
    inside = [one for one in kept if one.folder in places]
    if query.order is Shelved.OWN:
        inside.sort(key=lambda one: (places[one.folder], one.position))
    return inside


def _within(folder: str, folders: Iterable[Folder]) -> Iterator[str]:
    """A folder and all those in it, as they stand in the tree."""
    inside: dict[str, list[str]] = {}
    for one in folders:  # siblings are in their order
        inside.setdefault(one.parent, []).append(one.id)
    left = [folder]
    while left:  # no recursion: an older database may have them a thousand deep
        found = left.pop()
        yield found
        left += reversed(inside.pop(found, []))


def _bookmark(one: Bookmark) -> Row:
    return Row(one.ref, one.title, one.department, extract=one.extract)


def _notes(keeping: Keeping, query: Query) -> Iterator[Row]:
    words = _words(query)
    for note in keeping.marks.notes():
        if _has(words, note.text, note.title):
            known = keeping.known(note.ref)
            yield Row(note.ref, note.title, known.department if known else "", note.text, _spans(words, note.text))


def _highlights(keeping: Keeping, query: Query) -> Iterator[Row]:
    words = _words(query)
    for one in keeping.marks.highlights():
        if _has(words, one.anchor.quote, one.note, one.title):
            known = keeping.known(one.ref)
            quote = one.anchor.quote
            yield Row(
                one.ref, one.title, known.department if known else "", quote, _spans(words, quote), highlight=one.id
            )


def _wordless(query: Query) -> Query:
    return Query(scope=query.scope, department=query.department, topic=query.topic, filters=query.filters)


def _words(query: Query) -> tuple[str, ...]:
    """The words of a query without its syntax."""
    return tuple(_folded(_SYNTAX.sub(" ", query.text)).split())


def _has(words: Iterable[str], *texts: str) -> bool:
    folded = _folded("\n".join(texts))
    return all(word in folded for word in words)


def _spans(words: Iterable[str], text: str) -> tuple[Span, ...]:
    """Where the words stand in a text: only where folding changes no lengths, which is nearly everywhere."""
    folded = _folded(text)
    if len(folded) != len(text):
        return ()
    found = sorted(Span(*match.span()) for word in words for match in re.finditer(re.escape(word), folded))
    apart: list[Span] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return tuple(apart)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
