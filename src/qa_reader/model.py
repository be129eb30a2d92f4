"""The nouns of the program, frozen: what a thread is, what is asked, what is answered.

Dates are `datetime.date` or None where the source gives none. Texts are plain text; paragraphs are separated by
a blank line. Nothing here knows files, SQL, Whoosh or Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field

from qa_reader.wording import marked

#: The note that suggests other words; a reader may be offered to search for them.
MEANT = marked("Did you mean “{0}”?")
#: Likewise the note that says which other words were searched, too.
WIDENED = marked("Also searched: {0}.")

#: `progress(done, total, what)`: total 0 means unknown; may raise `errors.Cancelled` to end the work.
Progress = Callable[[int, int, str], None]


def silent(_done: int, _total: int, _what: str) -> None:
    """The progress callback of those who do not watch."""


# ---------------------------------------------------------------- what an archive holds


class Asker(Struct, frozen=True):
    """Who asked, as the source gives it: "" where it does not say; `as_given` is its own line."""

    name: str = ""
    sex: str = ""  # "female", "male", or the source's own word where it is another
    age: str = ""  # a band "20-29" or one number "34"
    as_given: str = ""


class Reply(Struct, frozen=True):
    """A doctor's answer; `hospital` may be missing."""

    doctor: str = ""
    department: str = ""
    hospital: str = ""
    text: str = ""
    replied: date | None = None


class Similar(Struct, frozen=True):
    """One entry of the source's own "Similar Q&A": extracts, and the thread's id where it is known."""

    title: str = ""
    question: str = ""
    doctor: str = ""
    department: str = ""
    reply: str = ""
    thread: str | None = None


class Topic(Struct, frozen=True, order=True):
    """An FAQ topic: a name within a department."""

    name: str
    department: str = ""


class Source(Struct, frozen=True):
    """Where a thread came from, and what of it was not understood."""

    name: str = ""  # the part of the thread's id before the colon
    format: str = ""  # which importer read it
    file: str = ""  # name of the source file, without folders
    url: str = ""
    licence: str = ""
    notice: str = ""  # what every reader has to be told, e.g. that the text is a sample
    short_title: str = ""  # the asker's own heading, where the source has two
    title_derived: bool = False  # the source gives no title: it is the question's first words
    unparsed: tuple[str, ...] = ()  # lines of the source that were not understood, kept as they are


class Thread(Struct, frozen=True):
    """One question with its replies and what belongs to it; `id` is `source:number` and stable."""

    id: str
    title: str
    department: str = ""
    question: str = ""
    asker: Asker = Asker()
    asked: date | None = None
    replies: tuple[Reply, ...] = ()
    more_info: str = ""
    similar: tuple[Similar, ...] = ()
    topics: tuple[Topic, ...] = ()
    source: Source = Source()

    @property
    def replied(self) -> date | None:
        """The date of the newest reply."""
        return max((r.replied for r in self.replies if r.replied), default=None)

    @property
    def doctor(self) -> str:
        """The first doctor who replied, "" where nobody is named."""
        return next((r.doctor for r in self.replies if r.doctor), "")


class Department(Struct, frozen=True):
    """A node of the tree: a department, how many threads it has, and its topics with theirs.

    `names` are all its names, `name` the first of them: an archive of two languages names each department twice.
    `computed`: whether the program found its topics in the titles of the threads, since the source names none.
    """

    name: str
    threads: int
    topics: tuple[tuple[Topic, int], ...] = ()
    names: tuple[str, ...] = ()
    computed: bool = False


class ArchiveInfo(Struct, frozen=True):
    """What an archive says of itself."""

    id: str  # UUID
    title: str
    path: str
    threads: int
    languages: tuple[str, ...] = ()
    licence: str = ""
    origin: str = ""
    notice: str = ""
    built: date | None = None
    format_version: int = 0
    content_hash: str = ""  # SHA-256 over all threads
    departments: tuple[Department, ...] = ()

    def department_of(self, name: str) -> str:
        """The name under which the tree has a department that goes by `name`."""
        return next((one.name for one in self.departments if name in one.names), name)


class ThreadRef(NamedTuple):
    """A thread's name everywhere in the program."""

    archive: str
    thread: str


# ---------------------------------------------------------------- what is asked


#: Hits a page: three screens of rows. A snippet takes a millisecond, and each waits for those of its page.
PAGE = 25


class Scope(StrEnum):
    """Among which threads to look: all of the archive, or those that the reader kept something of."""

    EVERYTHING = "everything"
    BOOKMARKS = "bookmarks"
    NOTES = "notes"
    HIGHLIGHTS = "highlights"


class Sort(StrEnum):
    """The order of an answer; relevance of an empty query is newest."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


class ExportForm(StrEnum):
    """The forms in which threads leave, each called as the suffix of its files."""

    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"
    HTML = "html"
    TXT = "txt"
    RIS = "ris"


class Shelved(StrEnum):
    """The order of bookmarks: the reader's own within each folder, or one for all."""

    OWN = "own"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    DEPARTMENT = "department"


class Filters(Struct, frozen=True):
    """Values that a hit must have, each a tuple of alternatives; years are `(first, last)` of the asked date.

    The alternative "" stands for the threads that do not say. Topics are named without their department, as the facet
    counts them.
    """

    doctors: tuple[str, ...] = ()
    hospitals: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    departments: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Query(Struct, frozen=True):
    """All that the question list shows follows from this; with empty text it is browsing."""

    text: str = ""
    scope: Scope = Scope.EVERYTHING
    department: str = ""
    topic: Topic | None = None
    filters: Filters = Filters()
    sort: Sort = Sort.RELEVANCE
    folder: str = ""  # among bookmarks: the id of a folder, with those in it; "" for all
    tag: str = ""  # likewise
    order: Shelved = Shelved.OWN  # of what is kept, where there are no words to look for
    widened: bool = True  # whether other words for those of the text are searched, too


# ---------------------------------------------------------------- what is answered


class Span(NamedTuple):
    """A marked range of characters, `text[start:end]`."""

    start: int
    end: int


class Snippet(Struct, frozen=True):
    """An extract with the matched words as spans of it, in order, not overlapping."""

    text: str = ""
    spans: tuple[Span, ...] = ()


class Hit(Struct, frozen=True):
    """One row of an answer."""

    rank: int  # from 1
    ref: ThreadRef
    score: float
    title: str
    department: str = ""
    doctor: str = ""
    asked: date | None = None
    replied: date | None = None
    snippet: Snippet = Snippet()
    title_spans: tuple[Span, ...] = ()
    absent: bool = False  # it is kept, but not in any archive that is open
    highlight: str = ""  # the id of the reader's highlight that the row stands for


class Suggested(StrEnum):
    """What a suggestion is, and so what choosing it does."""

    WORD = "word"  # the query with it is asked
    TITLE = "title"  # its thread is opened
    TOPIC = "topic"  # its threads are listed, as are those of
    DOCTOR = "doctor"
    DEPARTMENT = "department"


class Suggestion(Struct, frozen=True):
    """What may be meant by a text that is being typed."""

    kind: Suggested
    text: str  # as it is shown; for a word the whole query with it
    ref: ThreadRef | None = None  # of a title
    department: str = ""  # of a topic


class HitPage(Struct, frozen=True):
    """A page of an answer: rows `offset … offset + len(hits)` of `total`.

    Several values of one facet are alternatives: the counts of a facet that is filtered by are those without its own
    filter, and say what choosing a value in it would give.
    """

    query: Query
    offset: int
    hits: tuple[Hit, ...]
    total: int
    took_ms: float = 0.0
    notes: tuple[str, ...] = ()  # what was relaxed, corrected or added
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    found_topics: frozenset[str] = frozenset()  # those values of the facet "topic" that no source names
    unsaid: dict[str, int] = field(default_factory=dict)  # by facet, how many of the counted threads have no value
    repeats: tuple[tuple[int, ...], ...] = ()  # places in `hits` that ask nearly the same, the best of each first
    #: Of the first of each, and of hits alone: which hit of an earlier page asks it; place in `hits`, in the answer.
    repeats_earlier: tuple[tuple[int, int], ...] = ()


class Related(Struct, frozen=True):
    """A thread that the program finds to be alike, and why."""

    ref: ThreadRef
    title: str
    department: str = ""
    score: float = 0.0
    reasons: tuple[str, ...] = ()  # shared words, "same topic: …", "same department"


class Bookmark(Struct, frozen=True):
    """A thread that the reader kept: its name, and enough of it to show where archive or thread is absent."""

    ref: ThreadRef
    title: str
    department: str = ""
    created: str = ""  # ISO 8601, UTC
    changed: str = ""
    extract: str = ""  # the beginning of the question
    folder: str = ""  # a folder's id, "" at the top
    position: int = 0
    tags: tuple[str, ...] = ()
    note: str = ""
    gone: bool = False  # the archive was replaced by one that no longer has the thread


class Skipped(Struct, frozen=True):
    """A source, or a thread of one, that was not imported, and why."""

    file: str
    reason: str


class BuildReport(Struct, frozen=True):
    """What an import did; `notes` tells of text that was kept but not understood."""

    read: int
    added: int
    updated: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    archive: str
    seconds: float
    notes: tuple[Skipped, ...] = ()
