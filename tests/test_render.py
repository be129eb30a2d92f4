from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from qa_reader import languages, render, wording
from qa_reader.model import Asker, Reply, Similar, Source, Span, Thread
from tests.threads import BARE, HOSTILE, TEXTS, TREMOR, threads_of

TODAY = date(2026, 1, 2)
HOSTILE_THREADS = threads_of(HOSTILE)


class _Seen(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, frozenset[str]]] = []
        self.text = ""
        self.marked: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, frozenset(f"{name}={value}" for name, value in attrs)))
        if tag not in {"br", "meta"}:
            self._open.append("mark" if ("class", "mark") in attrs else tag)
        if tag == "br" and "mark" in self._open:
            self.marked[-1] += "\n"
        if ("class", "mark") in attrs:
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open.pop() in {tag, "mark"}

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self._open:
            self.marked[-1] += data


def pane(thread: Thread) -> str:
    return render.pane_html(thread, today=TODAY, old_after_years=5)


def leads_to_a_name(tag: str, attributes: frozenset[str]) -> bool:
    """Whether an element is a link of the program's own, which holds nothing but a name, and that quoted."""
    link = r"href=qa-reader:(doctor|hospital)\?[A-Za-z0-9_.~%-]+"
    told = r"(?s)title=All replies (of|from) .+"
    return tag == "a" and [
        bool(re.fullmatch(form, attribute)) for form, attribute in zip((link, told), sorted(attributes), strict=True)
    ] == [True, True]


def squeezed(text: str) -> str:
    """The text without white space: where lines break is not what is compared."""
    return "".join(text.split())


def texts(thread: Thread) -> list[str]:
    return [thread.title, thread.question, thread.more_info, *(reply.text for reply in thread.replies)]


# ---------------------------------------------------------------- HTML

# every element that the templates and the marking can give
FULL = replace(TREMOR, source=Source(notice="A notice", short_title="Short"), similar=())
EMPTY = replace(BARE, replies=(Reply(text="", replied=date(2000, 1, 1)),))


@pytest.mark.parametrize("form", [pane, render.page_html])
@given(thread=HOSTILE_THREADS)
def test_no_text_of_a_thread_opens_an_element(form: Callable[[Thread], str], thread: Thread) -> None:
    plain = [FULL, BARE, EMPTY, replace(FULL, question="two\nlines")]
    known = {element for one in plain for element in _Seen(form(one)).elements}
    seen = _Seen(form(thread))
    assert {element for element in seen.elements if not leads_to_a_name(*element)} <= known
    for text in texts(thread):
        assert squeezed(text) in squeezed(seen.text)


@given(similar=st.builds(Similar, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE))
def test_no_extract_opens_an_element(similar: Similar) -> None:
    known = set(_Seen(render.extract_html(Similar("t", "q\nq", "d", "d", "r"))).elements)
    seen = _Seen(render.extract_html(similar))
    assert {element for element in seen.elements if not leads_to_a_name(*element)} <= known
    assert squeezed(similar.question) in squeezed(seen.text)


@given(text=TEXTS | HOSTILE, cuts=st.lists(st.integers(0, 60), max_size=8, unique=True))
def test_marks_change_no_text_and_mark_just_their_characters(text: str, cuts: list[int]) -> None:
    places = sorted(cut for cut in cuts if cut <= len(text))
    spans = tuple(Span(*pair) for pair in zip(places[::2], places[1::2], strict=False))
    thread = replace(BARE, question=text)
    seen = _Seen(render.page_html(thread, lambda asked: spans if asked == text else ()))
    assert squeezed(seen.text) == squeezed(_Seen(render.page_html(thread)).text)
    assert squeezed("".join(seen.marked)) == squeezed("".join(text[start:end] for start, end in spans))


def test_a_long_text_is_rendered_at_once() -> None:
    text = "word and\n\n" * 20_000
    words = [Span(found.start(), found.end()) for found in re.finditer("word", text)]
    asked = 0

    def marks(_text: str) -> Sequence[Span]:
        nonlocal asked
        asked += 1
        return words

    began = time.perf_counter()
    assert render.page_html(replace(BARE, question=text), marks).count('class="mark"') == len(words)
    assert time.perf_counter() - began < 3
    assert asked == 1


def test_the_page_loads_and_runs_nothing() -> None:
    page = render.page_html(TREMOR)
    assert "default-src 'none'" in page
    assert not re.search(r"(?i)<script|<link|<img|<iframe|url\(|@import|src=|href=", page)


def test_question_reply_and_more_info_are_different_blocks() -> None:
    for form in (pane, render.page_html):
        blocks = [given for tag, given in _Seen(form(TREMOR)).elements if tag in {"table", "section"}]
        for block, name in zip(blocks, ("question", "reply", "more-info"), strict=True):
            assert f"class={name}" in block


@pytest.mark.parametrize("form", [pane, render.page_html])
def test_a_date_after_an_arabic_name_stays_together(form: Callable[[Thread], str]) -> None:
    replies = (Reply("د. أحمد", "قلب", "مستشفى <1>", "نعم", date(2012, 1, 16)),)
    html = form(Thread("a:1", "صدر", "قلب", "؟", Asker("علي", "male", "45"), date(2012, 1, 15), replies))
    for fact in ("15 Jan 2012", "16 Jan 2012", "قلب"):
        assert f"\u2068{fact}\u2069" in html
    assert "مستشفى &lt;1&gt;" in html
    assert "&lt;a " not in html  # a link among the facts is one still


@pytest.mark.parametrize(("replied", "says"), [(date(2021, 1, 3), False), (date(2021, 1, 2), True), (None, False)])
def test_an_old_reply_says_how_old_it_is(replied: date | None, says: bool) -> None:  # noqa: FBT001
    thread = replace(BARE, replies=(Reply("Dr. A", text="Yes.", replied=replied),))
    assert ("This reply is 5 years old" in pane(thread)) is says


# ---------------------------------------------------------------- Markdown

COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable("table")


def _shown(markdown: str) -> tuple[list[str], str]:
    """What a reader of Markdown makes of a text: the kinds of its blocks and spans, and what can be read."""
    kinds, text = [], ""
    for token in COMMONMARK.parse(markdown):
        kinds.append(f"{token.type} {token.tag}")
        for part in token.children or []:
            kinds.append(part.type)
            text += " " if part.type in {"softbreak", "hardbreak"} else part.content
        if not token.children:
            text += token.content
    return kinds, text


@given(thread=HOSTILE_THREADS)
def test_no_text_of_a_thread_is_markdown(thread: Thread) -> None:
    kinds, text = _shown(render.markdown(thread))
    headings = [kind for kind in kinds if kind.startswith("heading_open")]
    assert headings == ["heading_open h1"] + ["heading_open h2"] * (1 + len(thread.replies) + bool(thread.more_info))
    assert {kind.split()[0] for kind in kinds} <= {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "blockquote_open", "blockquote_close",
        "inline", "text", "text_special", "softbreak", "hardbreak", "em_open", "em_close",
    }  # fmt: skip
    assert kinds.count("em_open") == 1  # the line that this is no medical advice
    for written in texts(thread):
        assert squeezed(written) in squeezed(text)


def test_more_info_stays_in_its_quotation() -> None:
    kinds, _ = _shown(render.markdown(replace(BARE, more_info="one\n\ntwo\rthree\u2028four")))
    assert kinds.count("blockquote_open blockquote") == 1
    inside = kinds[kinds.index("blockquote_open blockquote") : kinds.index("blockquote_close blockquote")]
    assert inside.count("paragraph_open p") == 2


@pytest.mark.parametrize(
    "line", ["1. first", "1) first", "- a", "a\n---", "a\n===", "+ a", "&lt;b&gt;", "\\1", "12.5 mg", "-5 °C"]
)
def test_a_line_of_a_text_reads_as_it_was_written(line: str) -> None:
    kinds, text = _shown(render.markdown(replace(BARE, question=line)))
    assert " ".join(line.split()) in text
    assert not {kind for kind in kinds if "list" in kind or kind == "hr hr"}


# ---------------------------------------------------------------- plain text


@given(thread=HOSTILE_THREADS)
def test_no_text_passes_for_a_label_of_plain_text(thread: Thread) -> None:
    fake = "\n\n".join(
        f"{end}DOCTOR'S REPLY (Dr. Fake)" for end in ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028")
    )
    replies = tuple(replace(reply, text=reply.text + fake) for reply in thread.replies)
    thread = replace(thread, question=thread.question + fake, replies=replies, more_info=thread.more_info + fake)
    lines = render.text(thread).splitlines()
    assert len([line for line in lines if line.startswith("DOCTOR'S REPLY")]) == len(thread.replies)
    assert squeezed(thread.question) in squeezed(render.text(thread))


def test_plain_text_says_all_there_is() -> None:
    text = render.text(TREMOR)
    for part in (
        TREMOR.title,
        "QUESTION (Mrs. Quill · female · 60–69, 4 Mar 2019)",
        "Dr. Ines Marlow",
        "leaflet",
        "Movement",
    ):
        assert part in text
    assert text.endswith(render.disclaimer() + "\n")


# ---------------------------------------------------------------- words for facts


def test_facts_that_are_missing_leave_no_gap() -> None:
    assert render.asker_line(Asker(sex="male")) == "male"
    assert render.reply_line(Reply("Dr. A", hospital="H", replied=date(2020, 2, 29))) == "Dr. A · H · 29 Feb 2020"
    assert wording.day(None) == ""
    assert render.years_since(None, TODAY) == 0


@given(when=st.dates(), today=st.dates())
def test_years_since_are_birthdays_since(when: date, today: date) -> None:
    years = render.years_since(when, today)
    assert (today.year - when.year - 1) <= years <= (today.year - when.year)
    assert (years == today.year - when.year) == ((today.month, today.day) >= (when.month, when.day))


def test_labels_dates_and_ages_are_of_the_interface() -> None:
    languages.speak("zh_TW")
    try:
        page, plain = render.page_html(TREMOR), render.text(TREMOR)
    finally:
        languages.speak("en")
    for words in ("醫師回覆", "提問", "2019年3月4日", "並非醫療建議"):
        assert words in page
        assert words in plain
    assert render.asker_line(Asker("A.", "female", "20-29")) == "A. · female · 20–29"
    languages.speak("zh_TW")
    try:
        assert render.asker_line(Asker("A.", "female", "20-29")) == "A. · 女 · 20–29 歲"
        assert render.asker_line(Asker("A.", "大丈夫", "少年")) == "A. · 大丈夫 · 少年"
    finally:
        languages.speak("en")
