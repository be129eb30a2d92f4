"""The page of an archive of which no thread is open."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QColor, QFont, QPalette
from pytestqt.qtbot import QtBot

from qa_reader.model import ArchiveInfo, Department, ThreadRef
from qa_reader.ui import overview, theme

INFO = ArchiveInfo(
    id="a",
    title="Small <b>archive</b>",
    path="small.qarchive",
    threads=204,
    languages=("en", "zh-Hant", "xx-nonsense"),
    licence="MIT",
    origin="https://example.org & friends",
    notice="Sample <i>text</i>",
    built=date(2025, 9, 1),
    departments=tuple(Department(f"Department {number}", 40 - number) for number in range(12)),
)
YEARS = {2019: 30, 2021: 900, 2020: 274}
TODAY = date(2026, 11, 23)


def test_it_says_what_the_archive_is_and_escapes_what_is_in_it(qtbot: QtBot) -> None:
    page = overview.page_html(INFO, YEARS, (), TODAY)
    for text in (
        "Small &lt;b&gt;archive&lt;/b&gt;", "Sample &lt;i&gt;text", "204 in 12 departments", "from 2019 to 2021",
        "English, Chinese (traditional)", "https://example.org &amp; friends", "MIT", "14 months ago",
        "no medical advice", "your local emergency number", "and 2 more departments",
        "2019: 30 · 2021: 900, the most<",
    ):  # fmt: skip
        assert text in page
    assert "<b>" not in page
    assert "Read last" not in page


def test_the_number_of_the_settings_is_told(qtbot: QtBot) -> None:
    assert "In an emergency call 119." in overview.page_html(INFO, {}, (), TODAY, " 119 ")


def test_where_no_department_is_named_none_is_counted(qtbot: QtBot) -> None:
    nameless = replace(INFO, departments=(Department("", 204),))
    assert "204</td>" in overview.page_html(nameless, {}, (), TODAY)


def test_of_an_archive_from_tomorrow_the_date_is_told_and_no_age(qtbot: QtBot) -> None:
    """A clock that goes back, here or where it was made, makes nothing of today."""
    page = overview.page_html(replace(INFO, built=date(2027, 1, 1)), {}, (), TODAY)
    assert "1 Jan 2027<" in page
    assert "(today)" not in page


def test_a_very_long_name_of_a_department_is_cut(qtbot: QtBot) -> None:
    long = replace(INFO, departments=(Department("D" * 300, 4),))
    page = overview.page_html(long, {}, (), TODAY)
    assert f"{'D' * 79}…<" in page
    assert "D" * 80 not in page


def test_what_was_read_last_is_linked_by_its_place(qtbot: QtBot) -> None:
    read = [overview.Read(ThreadRef("a", f"x:{number}"), f"<Title {number}>") for number in range(9)]
    page = overview.page_html(INFO, {}, read, TODAY)
    assert "<a href='read:0'>&lt;Title 0&gt;</a>" in page
    assert "Title 5" not in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_are_painted_in_the_palettes_colours(qtbot: QtBot, scheme: str) -> None:
    palette = theme.dark_palette() if scheme == "dark" else QPalette()
    canvas = overview.Canvas(palette, QFont(), 300, 2.0)
    painted = overview.pictures(INFO, YEARS, canvas)
    assert list(painted) == ["picture:years", *(f"picture:department-{place}" for place in range(10))]
    years = painted["picture:years"]
    assert years.width() == 600
    assert years.deviceIndependentSize().width() == 300
    accent = theme.ACCENT_DARK if scheme == "dark" else theme.ACCENT_LIGHT
    assert years.pixelColor(590, 20) == QColor(accent.name())
    assert years.pixelColor(10, 20).alpha() == 0


def test_an_empty_archive_has_a_page_without_pictures(qtbot: QtBot) -> None:
    empty = ArchiveInfo("a", "Empty", "empty.qarchive", 0)
    assert "<img" not in overview.page_html(empty, {}, (), TODAY)
    assert overview.pictures(empty, {}, overview.Canvas(QPalette(), QFont(), 300)) == {}
