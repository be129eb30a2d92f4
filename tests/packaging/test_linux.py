"""What a Linux desktop is told: it has to say the same as the program does."""

from __future__ import annotations

import configparser
import re
import sqlite3
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from packers import icons, linux, project

from qa_reader import citing, importing
from qa_reader.__main__ import COMMANDS

NS = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[method-assign, assignment]
    parser.read(linux.FILES / "qa-reader.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_entry_takes_the_links_that_the_program_writes() -> None:
    assert f"x-scheme-handler/{citing.SCHEME}" in entry()["MimeType"].split(";")
    assert entry()["Exec"] == "qa-reader %u"


def test_the_entry_takes_the_file_type_that_is_declared() -> None:
    declared = ET.parse(linux.FILES / "qa-reader.xml").getroot().find("m:mime-type", NS)
    assert declared is not None
    assert declared.get("type") in entry()["MimeType"].split(";")


def test_the_magic_is_that_of_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "a.qarchive"
    source = tmp_path / "thread.toml"
    source.write_text(next((project.RESOURCES / "archive" / "neurology").glob("*.toml")).read_text(encoding="utf-8"))
    importing.build([source], archive)
    head = archive.read_bytes()[:100]
    for match in ET.parse(linux.FILES / "qa-reader.xml").getroot().iter(f"{{{NS['m']}}}match"):
        value = match.get("value", "").replace("\\x00", "\0").encode()
        assert head[int(match.get("offset", "0")) :].startswith(value)
    assert sqlite3.sqlite_version


def test_the_manual_page_has_every_command_and_every_option_of_the_window() -> None:
    page = (linux.FILES / "qa-reader.1").read_text(encoding="utf-8").replace("\\-", "-")
    assert {command for command in COMMANDS if not re.search(rf"(?m)^(\.B |\\fB){command}\b", page)} == set()
    assert all(option in page for option in ("--thread", "--search", "--data-dir", "--help", "--version"))


def test_templates_leave_nothing_open() -> None:
    for name in ("metainfo.xml", "qa-reader.1"):
        assert not re.search(r"@[A-Z]+@", project.filled(linux.FILES / name))


def test_the_description_has_the_version_and_is_well_formed() -> None:
    root = ET.fromstring(project.filled(linux.FILES / "metainfo.xml"))
    releases = [release.get("version") for release in root.iter("release")]
    assert releases == [project.version()]


def test_everything_lands_where_a_desktop_looks(tmp_path: Path) -> None:
    icons.make(project.BUILD / "icons")
    linux.install(tmp_path)
    for size in icons.SIZES:
        assert (tmp_path / f"icons/hicolor/{size}x{size}/apps/qa-reader.png").is_file()
    assert (tmp_path / "icons/hicolor/scalable/apps/qa-reader.svg").is_file()
    assert (tmp_path / "mime/packages/qa-reader.xml").is_file()


def test_zipped_texts_do_not_tell_the_time() -> None:
    assert linux.zipped("a") == linux.zipped("a")
    assert linux.zipped("a")[4:8] == b"\0\0\0\0"


# ---------------------------------------------------------------- icons


def test_the_icon_is_drawn_in_every_size() -> None:
    for size in (16, 512):
        picture = icons.png(size)
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == (size, size)


def test_the_windows_icon_points_at_its_pictures() -> None:
    pictures = {16: b"first", 256: b"second one"}
    made = icons.ico(pictures)
    assert struct.unpack("<HHH", made[:6]) == (0, 1, 2)
    for place, picture in zip((6, 22), pictures.values(), strict=True):
        size, start = struct.unpack("<II", made[place + 8 : place + 16])
        assert made[start : start + size] == picture
    assert made[22] == 0  # 256 is written as 0


def test_the_macos_icon_says_its_length() -> None:
    made = icons.icns({"ic07": b"picture"})
    assert made[:4] == b"icns"
    assert struct.unpack(">I", made[4:8]) == (len(made),)
    assert made[8:12] == b"ic07"
    assert struct.unpack(">I", made[12:16]) == (15,)


@pytest.mark.parametrize("name", ["GPL-3.0.txt", "LGPL-3.0.txt"])
def test_qts_licences_are_there(name: str) -> None:
    assert "GENERAL PUBLIC LICENSE" in (project.PACKAGING / "licences" / name).read_text(encoding="utf-8")
