from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser

from qa_reader import browser_bookmarks, citing
from qa_reader.archive import UserDatabase
from qa_reader.archive.moving import Everything
from qa_reader.errors import ImportFault
from qa_reader.keeping import merge_file
from qa_reader.kept import Folder
from qa_reader.model import Bookmark
from tests.kept import kept, ref

MOMENT = "2026-01-02T00:00:00.000+00:00"


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


def test_what_was_written_is_read_again_and_a_second_time_nothing_changes(tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.html"
    folders = (Folder("a", "For <my> visit"), Folder("b", "眼科", "a"))
    bookmarks = (
        Bookmark(ref(1), "Title & more", created=MOMENT, folder="b", tags=("ask", "dose"), note="a < b\nc"),
        Bookmark(ref(2), "At the top"),
    )
    file.write_text(browser_bookmarks.html(folders, bookmarks), encoding="utf-8")
    with closing(UserDatabase(tmp_path / "user.sqlite3")) as user:
        assert merge_file(user, file).added == {"folders": 2, "bookmarks": 2}
        by_id = {one.id: one for one in user.shelf.folders()}
        first, second = sorted(user.shelf.bookmarks(), key=lambda one: one.ref)
        assert (by_id[first.folder].name, by_id[by_id[first.folder].parent].name) == ("眼科", "For <my> visit")
        assert (first.title, first.tags, first.note) == ("Title & more", ("ask", "dose"), "a < b\nc")
        assert first.created == MOMENT
        assert (second.title, second.folder) == ("At the top", "")
        again = merge_file(user, file)
        assert (again.added, again.changed) == ({}, {})


def test_of_a_browsers_own_file_the_links_to_threads_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "firefox.html"
    file.write_text(
        f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
        <H1>Menu</H1><DL><p><DT><A HREF="https://example.org">Elsewhere</A><DD>Not ours
        <DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Toolbar</H3><DL><p>
        <DT><H3>QA Reader</H3><DL><p><DT><H3>Knees</H3><DL><p>
        <DT><A HREF="{citing.link(ref(1))}" ADD_DATE="soon" ICON="data:x">A &lt;b&gt; knee</A>
        </DL><p></DL><p><DT><A HREF="{citing.link(ref(2))}" ADD_DATE="99999999999999999999">Loose</A></DL><p></DL>""",
        encoding="utf-8",
    )
    there = (Folder("mine", "Knees"),)
    folders, (knee, loose) = browser_bookmarks.read(file, there)
    assert [one.name for one in folders] == ["Toolbar"]
    assert (knee.title, knee.folder, knee.created) == ("A <b> knee", "mine", "")
    assert (loose.ref, loose.folder) == (ref(2), folders[0].id)


@pytest.mark.parametrize(
    "content", ["", "<p>no bookmarks", "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF=x>x</A>"]
)
def test_a_file_without_bookmarks_of_threads_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.html"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ImportFault, match=r"other\.html"):
        browser_bookmarks.read(file, ())


@given(kept())
def test_every_bookmark_is_read_again_whatever_its_words(mine: Everything) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "b.html")
        file.write_text(browser_bookmarks.html(mine.folders, mine.bookmarks), encoding="utf-8", errors="replace")
        if mine.bookmarks:
            _, found = browser_bookmarks.read(file, ())
            assert sorted(one.ref for one in found) == sorted(one.ref for one in mine.bookmarks)
