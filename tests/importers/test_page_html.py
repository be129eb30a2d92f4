import html
import time
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from qa_reader.errors import ImportFault
from qa_reader.importers import page_html, page_text
from qa_reader.importers._html_tags import bare_tags
from qa_reader.model import Asker, Source, Thread

DATA = Path(__file__).parents[1] / "data" / "pages"


def read(path: Path) -> Thread:
    [thread] = page_html.read(path)
    assert isinstance(thread, Thread)
    return thread


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "cp950"])
def test_a_chinese_page_is_understood_whole(encoding: str, tmp_path: Path) -> None:
    thread = read(written(tmp_path, (DATA / "chinese.html").read_text("utf-8"), encoding))
    assert (thread.id, thread.title, thread.department) == (
        "ehospital:45678",
        "手抖得越來越厲害，要看哪一科？",
        "神經內科",
    )
    assert thread.asker == Asker("林小姐", "female", "20-29", "林小姐／女／(20~29)")
    assert (thread.asked, thread.replied) == (date(2005, 3, 4), date(2005, 3, 5))
    assert thread.question == "醫師您好：\n我的手會抖，寫字的功能變差了。\n喝咖啡以後更明顯。\n\n請問要看哪一科？謝謝。"
    assert thread.replies[0].text == "林小姐您好：\n\n先抽血檢查甲狀腺功能 <TSH>。"
    assert thread.replies[0].hospital == "桂花巷診所"
    assert thread.source.url == "https://clinic.example.org/doctor/All/ShowDetail.php?q_no=45678"


def test_what_is_not_understood_is_kept_and_navigation_is_not() -> None:
    thread = read(DATA / "chinese.html")
    assert thread.source.unparsed == ("點閱次數 12", "線上問答")


@pytest.mark.parametrize("block", ["p", "div"])
def test_an_english_page_reads_like_the_same_page_as_text(block: str, tmp_path: Path) -> None:
    text = (DATA / "english.txt").read_text("utf-8")
    if block == "p":
        parts = [f"<p>{html.escape(part).replace(chr(10), '<br/>')}</p>" for part in text.split("\n\n")]
    else:
        parts = [f"<div>{html.escape(line)}</div>" if line else "<br>" for line in text.split("\n")]
    page = f"<html><head><title>x</title><script>1<2</script></head><body><nav>Home</nav>{''.join(parts)}</body></html>"
    [expected] = page_text.read(DATA / "english.txt")
    assert isinstance(expected, Thread)
    found = read(written(tmp_path, page))
    assert replace(found, source=Source()) == replace(expected, source=Source())
    assert found.source.unparsed == ("x",)


def test_links_of_similar_entries_give_the_threads_ids(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>A Title - Neurology</h1><p>Share to:</p><p>My hand shakes.<br>Why?</p>"
        "<p>Ms. Wu, 20~29 year old female. Ask Date: 2023/09/02</p><h2>Similar Q&amp;A</h2><p>Another Title</p>"
        '<p>I shake, too...</p><a href="ShowDetail.php?q_no=99&lang=en">[Read More] Another Title</a></body></html>'
    )
    thread = read(written(tmp_path, page))
    assert [(entry.title, entry.thread) for entry in thread.similar] == [("Another Title", "ehospital:99")]


def test_entities_and_markup_within_a_text_are_text(tmp_path: Path) -> None:
    page = (
        (DATA / "chinese.html").read_text("utf-8").replace("喝咖啡以後更明顯", "&lt;script&gt;a &amp; b&lt;/script&gt;")
    )
    assert "<script>a & b</script>" in read(written(tmp_path, page)).question


def test_an_html_file_that_is_no_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFault, match=r"page\.html: not a page .*Ask Date"):
        read(written(tmp_path, "<html><body><p>Hello</p></body></html>"))


def test_a_page_over_20_mb_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "<p>")
    with path.open("r+b") as stream:
        stream.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(ImportFault, match="larger than 20 MB"):
        read(path)


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 200_000,
        "<a " + " ".join(f"x{number}=1" for number in range(200_000)) + ">",
        "</a " + " ".join(f"x{number}=1" for number in range(200_000)) + ">",
        '<a ">" ' + " ".join(f"x{number}=1" for number in range(200_000)) + ">",
        '<a ="' * 5_000 + "x" * 2_000_000,
    ],
    ids=["nested", "attributes", "end tag", "quote", "open quotes"],
)
def test_hostile_markup_takes_no_time(hostile: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"<html>{hostile}")
    start = time.perf_counter()
    with pytest.raises(ImportFault):
        read(path)
    assert time.perf_counter() - start < 20


def test_tags_keep_only_what_is_read() -> None:
    assert (
        bare_tags("<p class=msg onclick=\"a>b\" href='x'>a < b <b c</p z>")
        == '<p class="msg" href="x">a < b &lt;b c</p>'
    )
