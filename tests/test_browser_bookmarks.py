from __future__ import annotations

from hypothesis import given
from selectolax.lexbor import LexborHTMLParser

from qa_reader import browser_bookmarks, citing
from qa_reader.archive.moving import Everything
from qa_reader.kept import Folder
from qa_reader.model import Bookmark
from tests.kept import kept, ref


def test_a_browser_gets_folders_tags_and_notes() -> None:
    folders = (Folder("a", "For <my> visit"), Folder("b", "眼科", "a", created="2026-01-01T00:00:00.000+00:00"))
    bookmarks = (
        Bookmark(
            ref(1),
            "Title & more",
            created="2026-01-02T00:00:00.000+00:00",
            folder="b",
            tags=("ask", "dose"),
            note="a < b",
        ),
        Bookmark(ref(2), "At the top"),
    )
    content = browser_bookmarks.html(folders, bookmarks)
    assert content.startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n")
    assert "<DT><H3>For &lt;my&gt; visit</H3>" in content
    assert f'<DT><A HREF="{citing.link(ref(1))}" ADD_DATE="1767312000" TAGS="ask,dose">Title &amp; more</A>' in content
    assert "<DD>a &lt; b" in content
    assert content.index("眼科") < content.index("Title &amp;") < content.index("At the top")
    assert content.count("<DL><p>") == content.count("</DL><p>") == 4


@given(kept())
def test_every_bookmark_stands_once_whatever_its_words(mine: Everything) -> None:
    page = LexborHTMLParser(browser_bookmarks.html(mine.folders, mine.bookmarks))
    links = [link.attributes["href"] for link in page.css("a")]
    assert sorted(filter(None, links)) == sorted(citing.link(one.ref) for one in mine.bookmarks)
    assert len(page.css("h3")) == len(mine.folders) + 1
