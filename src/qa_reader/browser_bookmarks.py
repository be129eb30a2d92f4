"""Bookmarks as the HTML file that every browser writes and imports (the Netscape format), with `qa-reader://` links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from msgspec.structs import replace

from qa_reader import citing
from qa_reader.errors import ImportFault, NotFoundError
from qa_reader.kept import Folder
from qa_reader.model import Bookmark
from qa_reader.wording import tr

SUFFIXES = frozenset({".html", ".htm"})

_TOP = "QA Reader"  # the folder that all is in
_MAX_BYTES = 64 << 20
_MAX_TEXT = 100_000  # characters of a title or a note
_MARK = "NETSCAPE-BOOKMARK-FILE"

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
        *_inside("", folders, bookmarks, 2),
        "    </DL><p>",
        "</DL><p>",
    ]
    return "\n".join(lines) + "\n"


def _inside(folder: str, folders: Sequence[Folder], bookmarks: Sequence[Bookmark], depth: int) -> Iterator[str]:
    pad = "    " * depth
    for one in sorted((one for one in folders if one.parent == folder), key=lambda one: (one.position, one.created)):
        yield f"{pad}<DT><H3{_date(one.created)}>{escape(one.name)}</H3>"
        yield f"{pad}<DL><p>"
        yield from _inside(one.id, folders, bookmarks, depth + 1)
        yield f"{pad}</DL><p>"
    for kept in sorted(
        (kept for kept in bookmarks if kept.folder == folder), key=lambda kept: (kept.position, kept.ref)
    ):
        yield from _entry(kept, pad)


def _entry(bookmark: Bookmark, pad: str) -> Iterable[str]:
    tags = f' TAGS="{escape(",".join(bookmark.tags))}"' if bookmark.tags else ""
    address = escape(citing.link(bookmark.ref))
    title = escape(" ".join(bookmark.title.split()))
    yield f'{pad}<DT><A HREF="{address}"{_date(bookmark.created)}{tags}>{title}</A>'
    if bookmark.note:
        yield f"{pad}<DD>{escape(bookmark.note)}"


def _date(created: str) -> str:
    return f' ADD_DATE="{datetime.fromisoformat(created).timestamp():.0f}"' if created else ""


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
    reader = _Reader()
    reader.feed(content)
    reader.close()
    if not reader.found:
        raise ImportFault(tr("{0}: none of its bookmarks leads to a thread").format(file))
    return _shelved(reader.found, folders)


class _Reader(HTMLParser):
    """Collects the bookmarks of threads, each with the names of the folders that it is in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[tuple[str, ...], Bookmark]] = []
        self._path: list[str] = []
        self._heading = ""
        self._text: list[str] | None = None  # what is read of a heading, a title or a note
        self._bookmark: Bookmark | None = None  # the one that a note would belong to

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_note()
        if tag == "dl":
            self._path.append(self._heading)
            self._heading = ""
        elif tag == "a":
            self._bookmark = _linked({name: value or "" for name, value in attrs})
        elif tag == "h3":
            self._bookmark = None
        if tag in {"a", "h3", "dd"}:
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "h3":
            self._heading = " ".join(self._taken().split())
        elif tag == "a" and self._bookmark is not None:
            self._bookmark = replace(self._bookmark, title=" ".join(self._taken().split()))
            self.found.append((self._folders(), self._bookmark))
        elif tag == "dl":
            self._end_note()
            self._path = self._path[:-1]

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_note()

    def _end_note(self) -> None:
        note = self._taken().strip()
        if note and self._bookmark is not None and self.found:
            self.found[-1] = (self.found[-1][0], replace(self.found[-1][1], note=note))
            self._bookmark = None

    def _taken(self) -> str:
        text, self._text = "".join(self._text or ())[:_MAX_TEXT], None
        return text

    def _folders(self) -> tuple[str, ...]:
        """The folders within ours, wherever a browser put that."""
        names = tuple(filter(None, self._path))
        return names[len(names) - names[::-1].index(_TOP) :] if _TOP in names else names


def _linked(attributes: dict[str, str]) -> Bookmark | None:
    """The bookmark of a link, without its title; None where it leads to no thread."""
    try:
        ref = citing.parse_link(attributes.get("href", ""))
    except NotFoundError:
        return None
    tags = tuple(dict.fromkeys(tag.strip() for tag in attributes.get("tags", "").split(",") if tag.strip()))
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
    made: dict[str, Folder] = {}
    places: Counter[str] = Counter()
    bookmarks = []
    for names, bookmark in found:
        parent = ""
        for depth, name in enumerate(names, 1):
            one = known.get((parent, name)) or Folder(_id_of(names[:depth]), name, parent, len(made))
            known[parent, name] = one
            if one not in there:
                made[one.id] = one
            parent = one.id
        bookmarks.append(replace(bookmark, folder=parent, position=places[parent]))
        places[parent] += 1
    return tuple(made.values()), tuple(bookmarks)


def _id_of(names: Sequence[str]) -> str:
    """The same id whenever the same file is read: a second time nothing changes."""
    return str(uuid5(NAMESPACE_URL, "\n".join(("qa-reader-bookmarks", *names))))
