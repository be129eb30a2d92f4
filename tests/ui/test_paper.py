"""Pages: what stands on each, where they break, and that a broken-off file is none."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPageSize, QPalette
from pytestqt.qtbot import QtBot

from qa_reader import render
from qa_reader.errors import Cancelled, QAReaderError
from qa_reader.exporting import take
from qa_reader.model import Thread
from qa_reader.taken import Own
from qa_reader.ui import paper, theme
from qa_reader.ui.paper import Paper, Sheet
from tests.folders import names
from tests.ui import pdf
from tests.ui.threads import EYELID, TREMOR

A4 = Paper(paper.layout(QPageSize.PageSizeId.A4))
LABELS = ("Question", "Doctor’s reply", "More info", "Piet Anders", "Neurology ·", "female", "Added by the source")


def sheet(thread: Thread, note: str = "") -> Sheet:
    taken = take(thread, Own(note), mask=True)
    html = render.paper_html(taken, cited=f"Cited as {thread.id}", today=date(2026, 11, 23), old_after_years=5)
    return Sheet(html, thread.title, "Small archive, built 2026-01-02")


def long(lines: int) -> Thread:
    """A thread whose question has so many short paragraphs."""
    return replace(TREMOR, question="\n\n".join(f"Line {number} of it." for number in range(lines)))


@pdf.needs_poppler
def test_each_page_has_its_number_and_says_whence_it_is_and_what_it_is_not(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    assert paper.write_pdf(file, lambda: [sheet(long(60)), sheet(EYELID)], A4, "title") == 4
    found = pdf.pages(file)
    numbers = [page[-3].split("  ")[-1].replace(" ", "") for page in found]
    assert numbers == ["1/4", "2/4", "3/4", "4/4"]
    titles = [unicodedata.normalize("NFKC", thread.title) for thread in (TREMOR, TREMOR, TREMOR, EYELID)]
    assert [page[-3].split("  ")[0] for page in found] == titles
    assert {page[-2] for page in found} == {"Small archive, built 2026-01-02"}
    assert {page[-1] for page in found} == {render.disclaimer()}


@pdf.needs_poppler
def test_question_reply_and_more_info_stand_under_their_names(qtbot: QtBot, tmp_path: Path) -> None:
    paper.write_pdf(tmp_path / "a.pdf", lambda: [sheet(TREMOR)], A4, "title")
    lines = [" ".join(line.split()) for line in pdf.pages(tmp_path / "a.pdf")[0]]
    wanted = [
        TREMOR.title, "Neurology · test:1", "Sample text.", "Question", "female · 30–39 · 4 May 2021",
        "My fingers tremble when I pour tea.", "It began last spring.", "Doctor’s reply", "Piet Anders",
        "Neurology · Harbour Hospital · 6 May 2021", "⚠ This reply is 5 years old. Medicine may have changed since.",
        "A tremor while pouring is often harmless.", "More info", "Added by the source, not a doctor’s reply",
        "Tremor means a rhythmic movement of a part of the body.", "Cite as", "Cited as test:1",
    ]  # fmt: skip
    assert lines[: len(wanted)] == wanted


@pdf.needs_poppler
def test_no_page_ends_with_a_heading(qtbot: QtBot, tmp_path: Path) -> None:
    """Each length puts the headings at another height: some of them at the foot of the page."""
    moved = 0
    for lines in range(16, 44):
        paper.write_pdf(tmp_path / "a.pdf", lambda lines=lines: [sheet(long(lines))], A4, "title")  # type: ignore[misc]
        found = pdf.pages(tmp_path / "a.pdf")
        for page in found[:-1]:
            assert not page[-4].startswith((*LABELS, "Cite as", "⚠")), page
        moved += any(page[0].startswith(("Doctor’s reply", "More info", "Cite as")) for page in found[1:])
    assert moved > 2


@pdf.needs_poppler
def test_chinese_is_on_the_page_as_it_was_written(qtbot: QtBot, tmp_path: Path) -> None:
    paper.write_pdf(tmp_path / "a.pdf", lambda: [sheet(EYELID)], A4, "title")
    text = pdf.text(tmp_path / "a.pdf").replace(" ", "")
    assert unicodedata.normalize("NFKC", EYELID.question) in text
    assert unicodedata.normalize("NFKC", EYELID.replies[0].text) in text


def test_chinese_has_the_shapes_of_its_language(qtbot: QtBot) -> None:
    if "Noto Sans CJK TC" not in QFontDatabase.families():
        pytest.skip("Noto Sans CJK is not installed")

    def drawn(*languages: str) -> QImage:
        return paper.pictures([sheet(EYELID)], Paper(A4.layout, languages), 1, 1.0)[0][0]

    assert drawn("zh-Hant") == drawn("zh-Hant", "en")
    assert drawn("zh-Hant") != drawn("zh-Hans")


def test_each_part_has_a_bar_of_its_own_shape(qtbot: QtBot) -> None:
    pages = paper._Pages(sheet(TREMOR, "My own words."), A4)
    assert [kind for kind, _ in pages._bars(0)] == ["question", "reply", "more-info", "own"]
    assert len({(width, style) for width, style in paper._BARS.values()}) == 4
    lines = [line for _, line in pages._bars(0)]
    assert all(above.y2() < below.y1() for above, below in itertools.pairwise(lines))


def test_a_bar_goes_on_over_the_pages_of_its_part(qtbot: QtBot) -> None:
    pages = paper._Pages(sheet(long(60)), A4)
    assert [[kind for kind, _ in pages._bars(page)] for page in range(pages.count)][:2] == [["question"], ["question"]]
    for page in range(pages.count):
        for _, line in pages._bars(page):
            assert 0 < line.y1() - page * A4.pixels.height() < line.y2() - page * A4.pixels.height() < 1030


def test_ink_is_black_while_the_window_is_dark(qtbot: QtBot) -> None:
    before = QGuiApplication.palette()
    light = paper.pictures([sheet(TREMOR)], A4, 1, 1.0)[0][0]
    try:
        QGuiApplication.setPalette(theme.dark_palette())
        assert theme.is_dark(QPalette(QGuiApplication.palette()))
        assert paper.pictures([sheet(TREMOR)], A4, 1, 1.0)[0][0] == light
    finally:
        QGuiApplication.setPalette(before)


def test_pages_are_made_on_a_worker_thread(qtbot: QtBot, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as worker:
        count = worker.submit(paper.write_pdf, tmp_path / "a.pdf", lambda: [sheet(long(60))] * 3, A4, "title").result()
        drawn, total = worker.submit(paper.pictures, [sheet(long(60))], A4, 2, 0.5).result()
    assert count == 9
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert (len(drawn), total) == (2, 3)


def test_a_file_is_whole_or_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"old")

    def breaks_off() -> Iterator[Sheet]:
        yield sheet(TREMOR)
        raise QAReaderError("damaged")

    def cancelled(done: int, total: int, what: str) -> None:
        if total and done:
            raise Cancelled

    with pytest.raises(QAReaderError, match="damaged"):
        paper.write_pdf(file, breaks_off, A4, "title")
    with pytest.raises(Cancelled):
        paper.write_pdf(file, lambda: [sheet(TREMOR)] * 3, A4, "title", cancelled)
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]
    with pytest.raises(QAReaderError, match="cannot be written"):
        paper.write_pdf(file / "b.pdf", lambda: [sheet(TREMOR)], A4, "title")


@pytest.mark.parametrize(
    ("country", "size"), [("en_US", "Letter"), ("fr_CA", "Letter"), ("zh_TW", "A4"), ("en_GB", "A4")]
)
def test_paper_is_that_of_the_country(country: str, size: str) -> None:
    assert paper.usual_size(QLocale(country)).name == size
