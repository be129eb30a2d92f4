"""Freed memory goes back to the system."""

from __future__ import annotations

import platform
import re
import sys
from pathlib import Path

import pytest

from qa_reader.search.freed import give_back


def resident() -> int:
    found = re.search(r"^RssAnon:\s+(\d+)", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert found is not None
    return int(found[1]) // 1000


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries cannot be asked")
def test_what_was_freed_between_things_that_stay_is_given_back() -> None:
    blocks = [bytes(20_000) for _ in range(5_000)]
    stay = blocks[::100]
    blocks.clear()
    before = resident()
    give_back()
    assert resident() < before - 70
    assert len(stay) == 50


@pytest.mark.parametrize("missing", ["ctypes", "malloc_trim"])
def test_where_it_cannot_be_asked_for_nothing_happens(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if missing == "ctypes":
        monkeypatch.setitem(sys.modules, "ctypes", None)  # importing it fails
    else:
        monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    give_back()
