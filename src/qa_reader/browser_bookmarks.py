"""Bookmarks as the HTML file that every browser imports (the Netscape format), with `qa-reader://` links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape

from qa_reader import citing
from qa_reader.kept import Folder
from qa_reader.model import Bookmark

_HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>"""


def html(folders: Sequence[Folder], bookmarks: Sequence[Bookmark]) -> str:
    """The file: folders and bookmarks in the reader's own order, tags and notes with each."""
    lines = [
        _HEAD,
        "    <DT><H3>QA Reader</H3>",
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
