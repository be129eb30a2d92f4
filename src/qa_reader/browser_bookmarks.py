"""Bookmarks as the HTML file that every browser writes and imports (the Netscape format), with `qa-reader://` links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from msgspec.structs import replace

from qa_reader import citing
from qa_reader.errors import ImportFault, NotFoundError
from qa_reader.kept import DEEPEST, Folder
from qa_reader.model import Bookmark
from qa_reader.wording import tr

SUFFIXES = frozenset({".html", ".htm"})

_TOP = "QA Reader"  # the folder that all is in
_MAX_BYTES = 64 << 20
_MAX_TEXT = 100_000  # characters of a title or a note
_MARK = "NETSCAPE-BOOKMARK-FILE"

# Each `*+`, `++` and `(?>…)` gives nothing back, and what is no tag ends at the next `<`: a hostile file, too, is read
# in a time that grows as its length. (`(…)*+` is not used: with it Debian’s Python 3.11.2 finds too little.)
# Python's own parser takes the square of that for tags that are not closed; one that builds a page as a browser does
# takes it for a `<p>` within many other tags.
_TAG = re.compile(
    r"""<!--(?s:.*?)(?:-->|\Z) | <(?P<end>/?)(?P<tag>[a-z][a-z0-9]*+)
        (?P<attributes>(?>(?:[^<>"']++ | "[^"]*+" | '[^']*+')*))>""",
    re.IGNORECASE | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++) (?:\s*+=\s*+(?: "([^"]*+)" | '([^']*+)' | ([^\s"'<>]++) ))?""", re.VERBOSE)
_STRUCTURE = frozenset({"a", "dd", "dl", "dt", "h1", "h3", "hr"})  # what ends a title or a note; other tags are in it
#: An attribute of our own, for tags that have commas in them; in none of them is what stands between two.
_WHOLE_TAGS, _BETWEEN_TAGS = "data-qa-reader-tags", "\t"
_BREAKS = frozenset({"br", "p"})

_HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>"""


def html(folders: Sequence[Folder], bookmarks: Sequence[Bookmark]) -> str:
    """The file: folders and bookmarks in the reader's own order, tags and notes with each."""
    lines = [
        _HEAD,
        f"    <DT><H3>{_TOP}</H3>",
        "    <DL><p>",
        *_inside(folders, bookmarks, 2),
        "    </DL><p>",
        "</DL><p>",
    ]
    return "\n".join(lines) + "\n"


def _inside(folders: Sequence[Folder], bookmarks: Sequence[Bookmark], depth: int) -> Iterator[str]:
    """The lines of all folders and bookmarks."""
    shelf = _by_folder(folders, bookmarks)
    # a stack of its own: folders may lie deeper than Python's calls go; None ends a folder
    todo: list[tuple[Folder | Bookmark | None, int]] = [(one, depth) for one in reversed(shelf.get("", ()))]
    while todo:
        one, depth = todo.pop()
        pad = "    " * min(depth, DEEPEST)
        if one is None:
            yield f"{pad}</DL><p>"
        elif isinstance(one, Bookmark):
            yield from _entry(one, pad)
        else:
            yield f"{pad}<DT><H3{_date(one.created)}>{escape(one.name)}</H3>"
            yield f"{pad}<DL><p>"
            todo += [(None, depth), *((child, depth + 1) for child in reversed(shelf.get(one.id, ())))]


def _by_folder(folders: Iterable[Folder], bookmarks: Iterable[Bookmark]) -> dict[str, list[Folder | Bookmark]]:
    """What is directly in each folder, in the reader's order, folders first."""
    shelf: dict[str, list[Folder | Bookmark]] = {}
    for one in sorted(folders, key=lambda one: (one.position, one.created)):
        shelf.setdefault(one.parent, []).append(one)
    for kept in sorted(bookmarks, key=lambda kept: (kept.position, kept.ref)):
        shelf.setdefault(kept.folder, []).append(kept)
    return shelf


def _entry(bookmark: Bookmark, pad: str) -> Iterable[str]:
    tags = f' TAGS="{escape(",".join(bookmark.tags))}"' if bookmark.tags else ""
    if any("," in tag for tag in bookmark.tags):  # a browser takes such a tag for two, and leaves this out
        tags += f' {_WHOLE_TAGS.upper()}="{escape(_BETWEEN_TAGS.join(bookmark.tags))}"'
    address = escape(citing.link(bookmark.ref))
    title = escape(" ".join(bookmark.title.split()))
    yield f'{pad}<DT><A HREF="{address}"{_date(bookmark.created)}{tags}>{title}</A>'
    if bookmark.note:
        yield f"{pad}<DD>{escape(bookmark.note)}"


def _date(created: str) -> str:
    try:
        return f' ADD_DATE="{datetime.fromisoformat(created).timestamp():.0f}"' if created else ""
    except (ValueError, OverflowError):  # of a file that somebody else wrote
        return ""


# ---------------------------------------------------------------- reading


def read(file: Path, folders: Sequence[Folder]) -> tuple[tuple[Folder, ...], tuple[Bookmark, ...]]:
    """The bookmarks of threads that such a file holds, and the folders that they are in; all other links are left out.

    `folders` are those that are there already: one of the same name in the same place is the same. Raises ImportFault.
    """
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise ImportFault(tr("{0}: larger than {1} MB").format(file, _MAX_BYTES >> 20))
        content = file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise ImportFault(f"{file}: {error.strerror or error}") from error
    if _MARK not in content[:1000].upper():
        raise ImportFault(tr("{0}: not a file of bookmarks that a browser wrote").format(file))
    found = _Reader().read(content)
    if not found:
        raise ImportFault(tr("{0}: none of its bookmarks leads to a thread").format(file))
    return _shelved(found, folders)


class _Reader:
    """Collects the bookmarks of threads, each with the names of the folders that it is in."""

    def __init__(self) -> None:
        self._found: list[tuple[tuple[str, ...], Bookmark]] = []
        self._paths: list[tuple[str, ...]] = [()]  # of each list that is open
        self._heading = ""
        self._open = ""  # the tag of what is read: a heading, a title or a note
        self._text: list[str] = []
        self._bookmark: Bookmark | None = None  # the one that a note would belong to

    def read(self, content: str) -> list[tuple[tuple[str, ...], Bookmark]]:
        """All that is found in a file."""
        read_to = 0
        for tag in _TAG.finditer(content):
            self._add(content[read_to : tag.start()])
            read_to = tag.end()
            name = (tag["tag"] or "").lower()  # a comment has none
            if name in _BREAKS and not tag["end"]:
                self._add("\n")
                read_to += content.startswith("\n", read_to)  # one new line, not two
            elif name in _STRUCTURE:
                self._finish()
                if tag["end"]:
                    self._end(name)
                else:
                    self._start(name, tag["attributes"])
        self._add(content[read_to:])
        self._finish()
        return self._found

    def _add(self, text: str) -> None:
        if self._open:
            self._text.append(text)

    def _start(self, tag: str, attributes: str) -> None:
        if tag == "dl":
            # longer than a path may be, as it may begin with folders that ours is in
            self._paths.append((*self._paths[-1], *filter(None, [self._heading]))[: 2 * DEEPEST])
            self._heading = ""
        elif tag == "a":
            self._bookmark = _linked(_attributes(attributes))
        elif tag == "h3":
            self._bookmark = None
        self._open = tag if tag in {"a", "h3", "dd"} else ""

    def _end(self, tag: str) -> None:
        if tag == "dl" and len(self._paths) > 1:
            self._paths.pop()

    def _finish(self) -> None:
        """Take what was read for what it is, at its own end or where something else begins."""
        tag, text = self._open, _unescaped("".join(self._text))[:_MAX_TEXT].strip()
        self._open, self._text = "", []
        if tag == "h3":
            self._heading = " ".join(text.split())
        elif tag == "a" and self._bookmark is not None:
            self._found.append((self._folders(), replace(self._bookmark, title=" ".join(text.split()))))
        elif tag == "dd" and self._bookmark is not None and text:
            folders, bookmark = self._found[-1]
            self._found[-1] = folders, replace(bookmark, note=text)
            self._bookmark = None

    def _folders(self) -> tuple[str, ...]:
        """The folders within ours, wherever a browser put that; one of its name within it is the reader's own."""
        names = self._paths[-1]
        return (names[names.index(_TOP) + 1 :] if _TOP in names else names)[:DEEPEST]


def _attributes(text: str) -> dict[str, str]:
    return {found[1].lower(): _unescaped(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(text)}


def _unescaped(text: str) -> str:
    try:
        return unescape(text)
    except ValueError:  # a character's number of more digits than Python reads
        return text


def _linked(attributes: dict[str, str]) -> Bookmark | None:
    """The bookmark of a link, without its title; None where it leads to no thread."""
    try:
        ref = citing.parse_link(attributes.get("href", ""))
    except NotFoundError:
        return None
    whole = attributes.get(_WHOLE_TAGS)
    given = attributes.get("tags", "").split(",") if whole is None else whole.split(_BETWEEN_TAGS)
    tags = tuple(dict.fromkeys(tag.strip() for tag in given if tag.strip()))
    made = _moment(attributes.get("add_date", ""))
    return Bookmark(ref, "", created=made, changed=made, tags=tags)


def _moment(seconds: str) -> str:
    try:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError, OSError):
        return ""


def _shelved(
    found: Iterable[tuple[tuple[str, ...], Bookmark]], there: Sequence[Folder]
) -> tuple[tuple[Folder, ...], tuple[Bookmark, ...]]:
    """Folders made of their names, and the bookmarks in them, in the file's order."""
    known = {(one.parent, one.name): one for one in there}
    ids = {one.id for one in there}
    made: dict[str, Folder] = {}
    places: Counter[str] = Counter()
    bookmarks = []
    for names, bookmark in found:
        parent = ""
        for depth, name in enumerate(names, 1):
            one = known.get((parent, name)) or Folder(_id_of(names[:depth]), name, parent, len(made))
            known[parent, name] = one
            if one.id not in ids:
                made[one.id] = one
            parent = one.id
        bookmarks.append(replace(bookmark, folder=parent, position=places[parent]))
        places[parent] += 1
    return tuple(made.values()), tuple(bookmarks)


def _id_of(names: Sequence[str]) -> str:
    """The same id whenever the same file is read: a second time nothing changes."""
    return str(uuid5(NAMESPACE_URL, "\n".join(("qa-reader-bookmarks", *names))))
