"""Reads PDF files that the tests made, by poppler's tools where these are installed."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)


def pages(file: Path) -> list[list[str]]:
    """The lines of each page; ligatures and radicals that share their glyphs with a letter or a word are these."""
    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout
    sides = unicodedata.normalize("NFKC", told.decode()).split("\f")
    return [[line.strip() for line in side.splitlines() if line.strip()] for side in sides if side.strip()]


def text(file: Path) -> str:
    """All its words, with single spaces."""
    return " ".join(" ".join(line for page in pages(file) for line in page).split())
