"""The nouns of what the reader keeps beside bookmarks, frozen: folders, notes, highlights, searches, the history.

Ids are UUIDs, so that what two computers kept can be merged; moments are ISO 8601 in UTC, "" where nobody knows.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from qa_reader.model import Bookmark, Filters, Query, Scope, Span, ThreadRef

#: Folders within folders: deeper ones no tree could show, and no one looks there.
DEEPEST = 32


class Kept(StrEnum):
    """The kinds of what a reader keeps."""

    BOOKMARKS = "bookmarks"
    FOLDERS = "folders"
    NOTES = "notes"
    HIGHLIGHTS = "highlights"
    SEARCHES = "searches"
    READ = "read"
    HISTORY = "history"


class KeptChange(Struct, frozen=True):
    """What a write changed: the kinds whose views have to look again, the threads, the id of what was made."""

    kinds: frozenset[Kept] = frozenset()
    refs: frozenset[ThreadRef] = frozenset()
    id: str = ""

    def __bool__(self) -> bool:
        return bool(self.kinds)


class KnownThread(Struct, frozen=True):
    """What is remembered of a thread that something is kept of, so that it can be shown and found again without it."""

    ref: ThreadRef
    title: str
    department: str = ""
    extract: str = ""  # the beginning of the question
    question_key: str = ""  # a hash of the question, see `archive.finding`; "" where it was never seen
    gone: bool = False


class Folder(Struct, frozen=True):
    """A folder of bookmarks; `parent` is a folder's id, "" at the top; `position` its place among its siblings."""

    id: str
    name: str
    parent: str = ""
    position: int = 0
    created: str = ""
    changed: str = ""


class Note(Struct, frozen=True):
    """The reader's own words on a thread, bookmarked or not; one a thread."""

    ref: ThreadRef
    text: str
    title: str = ""
    created: str = ""
    changed: str = ""


class Colour(StrEnum):
    """The colours of highlights; what each looks like is the theme's."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"


class Anchor(Struct, frozen=True):
    """A passage by its words and those around it (W3C Web Annotation, TextQuoteSelector), and where it began."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0


class Highlight(Struct, frozen=True):
    """A marked passage; `part` is "question", "reply/0" (the first reply), "reply/1" … or "more_info"."""

    id: str
    ref: ThreadRef
    part: str
    anchor: Anchor
    colour: Colour = Colour.YELLOW
    note: str = ""
    title: str = ""  # the thread's
    created: str = ""
    changed: str = ""


class Marked(Struct, frozen=True):
    """Where a highlight is in the thread of today: `span` of `part`; None where its words are not there any more."""

    highlight: Highlight
    part: str
    span: Span | None


class SavedSearch(Struct, frozen=True):
    """A query under a name; `position` is its place in the tree."""

    id: str
    name: str
    query: Query
    position: int = 0
    created: str = ""
    changed: str = ""


class Visit(Struct, frozen=True):
    """A line of the history: a thread that was opened (`ref`, `title`) or a query that was asked.

    In a `HistoryDay` a thread has the query, too, under which it was opened; in a file it has none.
    """

    visited: str
    ref: ThreadRef | None = None
    title: str = ""
    query: Query | None = None


class HistoryDay(Struct, frozen=True):
    """The visits of one day of this computer's clock, the newest first; a thread or query stands once a day."""

    day: date
    visits: tuple[Visit, ...]


class FoundAgain(Struct, frozen=True):
    """What became of what is kept of an archive when a newer one took its place; titles of the threads."""

    archive: str
    kept: int
    moved: tuple[tuple[ThreadRef, ThreadRef, str], ...] = ()  # from, to, title
    gone: tuple[tuple[ThreadRef, str], ...] = ()


class Backup(Struct, frozen=True):
    """A copy of the user database and what is in it; `fault` says why it cannot be used, "" where it can."""

    path: str
    made: str
    counts: dict[str, int] = field(default_factory=dict)  # of each kind
    newest: tuple[str, ...] = ()  # titles of the bookmarks kept last
    fault: str = ""


class Merged(Struct, frozen=True):
    """What an import of kept things did, by kind."""

    added: dict[str, int]
    changed: dict[str, int]
    unchanged: dict[str, int]


class Cleared(Struct, frozen=True):
    """What clearing removed, by kind, from how many backups too, and the files that may still hold some of it."""

    counts: dict[str, int]
    backups: int = 0
    left: tuple[str, ...] = ()


class Collection(Struct, frozen=True):
    """All that is kept at one moment, as the views show it."""

    bookmarks: tuple[Bookmark, ...] = ()  # the newest first
    folders: tuple[Folder, ...] = ()
    notes: tuple[Note, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    searches: tuple[SavedSearch, ...] = ()
    history: tuple[HistoryDay, ...] = ()
    read: frozenset[ThreadRef] = frozenset()


class Step(Struct, frozen=True):
    """A change that can be taken back: what was kept before and after it, and what was known of threads it let go."""

    text: str
    before: Collection
    after: Collection
    known: tuple[KnownThread, ...] = ()

    @property
    def back(self) -> Step:
        """The step that takes this one back."""
        return Step(self.text, self.after, self.before, self.known)


def is_alone(query: Query) -> bool:
    """Whether a query asks only for what is kept, so that no archive's index has a part in the answer."""
    plain = not query.department and query.topic is None and query.filters == Filters()
    kept = query.scope in {Scope.NOTES, Scope.HIGHLIGHTS} or (query.scope is Scope.BOOKMARKS and not query.text.strip())
    return plain and kept
