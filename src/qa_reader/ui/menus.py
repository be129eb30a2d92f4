"""The titles of the menus: all that the frame has to know of the commands."""

from __future__ import annotations

from qa_reader.wording import marked

MENUS = (marked("&File"), marked("&Edit"), marked("&View"), marked("&Go"), marked("&Bookmarks"), marked("&Help"))
