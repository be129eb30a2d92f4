from __future__ import annotations

from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
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
HEAD = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"


def link(number: int, title: str) -> str:
    return f'<DT><A HREF="{citing.link(ref(number))}">{title}</A>'


def read(tmp_path: Path, content: str, there: tuple[Folder, ...] = ()) -> tuple[tuple[Folder, ...], list[Bookmark]]:
    file = tmp_path / "read.html"
    file.write_text(content, encoding="utf-8")
    folders, bookmarks = browser_bookmarks.read(file, there)
    return folders, list(bookmarks)


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


def test_a_tag_with_a_comma_stays_one(tmp_path: Path) -> None:
    tags = ("pain, at night", "dose")
    _, bookmarks = read(tmp_path, browser_bookmarks.html((), (Bookmark(ref(1), "Title", tags=tags),)))
    assert bookmarks[0].tags == tags


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


def test_what_is_too_deep_goes_into_the_last_folder(tmp_path: Path) -> None:
    depth = 1200
    lists = "".join(f"<DT><H3>f{number}</H3><DL><p>" for number in range(depth))
    content = HEAD + lists + link(1, "deep") + "</DL>" * (depth - 1) + link(2, "first") + "</DL>"
    folders, (deep, first) = read(tmp_path, content)
    assert [one.name for one in folders] == [f"f{number}" for number in range(32)]
    assert all(inner.parent == outer.id for outer, inner in pairwise(folders))
    assert (deep.folder, first.folder) == (folders[-1].id, folders[0].id)


def test_folders_of_any_depth_are_written() -> None:
    folders = tuple(Folder(f"f{number}", "x", f"f{number - 1}" if number else "") for number in range(2000))
    page = browser_bookmarks.html(folders, [Bookmark(ref(1), "deep", folder="f1999")])
    assert page.count("<H3>") == page.count("</DL>") - 1 == 2001
    assert page.index("deep") < page.index("</DL>")


def test_a_moment_that_is_none_is_not_written() -> None:
    assert "ADD_DATE" not in browser_bookmarks.html((), [Bookmark(ref(1), "x", created="yesterday")])


@pytest.mark.parametrize(
    "unit",
    [
        "<a ", "<!--", "<", "</", "<a", '<a "', "<a '\"", '<a b="', "<!-", "<b><p>", "<a href=x>", "<dl>", "<h3>x<dl>",
        "&#1", "&", "<a x=", "<!", "<?", "a", "<a a='<a b=\"", "<dl><dt><h3>QA Reader</h3>", "<br>", "<dd>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "<a ", link(1, "x") + "<dd>", "<dl>" + link(1, "x")])
def test_hostile_files_end_soon(tmp_path: Path, before: str, unit: str) -> None:
    start = perf_counter()
    for end in ("", ">"):
        with suppress(ImportFault):
            read(tmp_path, HEAD + before + unit * (200_000 // len(unit)) + end)
    assert perf_counter() - start < 5


def test_many_links_in_deep_folders_end_soon(tmp_path: Path) -> None:
    start = perf_counter()
    read(tmp_path, HEAD + "<h3>x</h3><dl>" * 10_000 + link(1, "x") * 1_000)
    assert perf_counter() - start < 5


_PIECES = [
    "<DL>", "</DL>", "<H3>", "</H3>", "<DD>", "<DT>", "</A>", "<A HREF=", link(1, "x"), "<br>", "&#" + "9" * 5000 + ";",
    "<!--", "-->", '"', "'", ">", "QA Reader", " ADD_DATE=" + "9" * 5000 + ">",
    "qa-reader://[", "&#0;", "\x00", "\ud800", "\ufeff",
]  # fmt: skip


@given(
    st.binary()
    | st.lists(st.sampled_from(_PIECES) | st.text(max_size=3)).map(
        lambda them: "".join(them).encode(errors="surrogatepass")
    )
)
def test_nothing_but_an_import_fault_leaves_it(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "b.html")
        for head in (b"", HEAD.encode()):
            file.write_bytes(head + content)
            with suppress(ImportFault):
                browser_bookmarks.read(file, ())


def test_a_number_of_too_many_digits_stands_as_it_is(tmp_path: Path) -> None:
    number = "&#" + "9" * 5000 + ";"
    _, (one,) = read(tmp_path, HEAD + link(1, number))
    assert one.title == number


def test_markup_within_a_title_is_left_out(tmp_path: Path) -> None:
    entries = (link(1, "one") + "<DD>note", link(2, "two <b>bold</b><!-- x --> rest"), link(3, "three") + "<DD>third")
    _, found = read(tmp_path, HEAD + "<DL><p>" + "\n".join(entries))
    assert [(one.title, one.note) for one in found] == [("one", "note"), ("two bold rest", ""), ("three", "third")]


def test_a_title_without_an_end_ends_at_the_next_entry(tmp_path: Path) -> None:
    content = f'{HEAD}<DL><p><DT><A HREF="{citing.link(ref(1))}">one\n{link(2, "two")}</DL>'
    _, found = read(tmp_path, content)
    assert [one.title for one in found] == ["one", "two"]


def test_a_break_in_a_note_is_a_new_line(tmp_path: Path) -> None:
    _, (one,) = read(tmp_path, f"{HEAD}{link(1, 'one')}<DD>first<br>second<BR/>\nthird <i>x</i> &lt;br&gt;</DL>")
    assert one.note == "first\nsecond\nthird x <br>"


def test_a_folder_of_the_readers_own_with_our_name_stays(tmp_path: Path) -> None:
    folders = (Folder("a", "Work"), Folder("b", "QA Reader", "a"), Folder("c", "QA Reader", "b"))
    content = browser_bookmarks.html(folders, [Bookmark(ref(1), "x", folder="c")])
    made, (one,) = read(tmp_path, content, folders)
    assert (made, one.folder) == ((), "c")
