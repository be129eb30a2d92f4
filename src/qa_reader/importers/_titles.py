"""Titles: the department at a title's end, and a title for a question that has none."""

from __future__ import annotations

import re
from collections.abc import Collection

from qa_reader.importers._cleaning import flat

#: The longest title that is made from a question, with its "…".
MAX_DERIVED = 80

_DASH = re.compile(r"\s+[-–—－]\s+|－")
_SENTENCE = re.compile(r"^.+?(?:[.!?](?=\s|$)|[。！？]|$)")
_ABBREVIATION_END = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs)\.$")
# A greeting that is a whole sentence or line says nothing of the question: "Hello doctor." but not "Hello doctor, I …".
_GREETING = re.compile(
    r"^\s*(?:(?:hello|hi|dear|good (?:morning|afternoon|evening))\b[^.!?,\n]{0,30}(?:[.!](?=\s)|[,:]?[ \t]*\n)"
    r"|[^。！？，,\n]{0,8}[您你]好[^。！？，,\n]{0,4}(?:[。！]|[，,:：~～]*[ \t]*\n))\s*",
    re.IGNORECASE,
)
_MAX_WORDS = 6
_MAX_CHINESE = 10


def split_department(line: str, known: Collection[str]) -> tuple[str, str]:
    """The title and the department after its last " - ", ("line", "") where nothing there is a department.

    `known` are the departments that the page names elsewhere; with none of them, words with capitals are believed.
    """
    line = flat(line)
    dashes = list(_DASH.finditer(line))
    if not dashes or not line[: dashes[-1].start()].strip():
        return line, ""
    title, last = line[: dashes[-1].start()].strip(), line[dashes[-1].end() :].strip()
    if last.casefold() in {name.casefold() for name in known} or _looks_like_department(last):
        return title, last
    return line, ""


def derived_title(question: str) -> str:
    """The question's first sentence after a greeting, cut at a word with "…" where it is too long."""
    text = flat(_GREETING.sub("", question, count=1)) or flat(question)
    sentence = _first_sentence(text)
    if len(sentence) <= MAX_DERIVED:
        return sentence
    cut = sentence[: MAX_DERIVED - 1]
    # Chinese has no spaces to cut at, and a very long word is cut anyhow.
    space = cut.rfind(" ")
    if sentence[MAX_DERIVED - 1] != " " and space > MAX_DERIVED // 2:
        cut = cut[:space]
    return cut.rstrip(" ,;:，、；：") + "…"


def _first_sentence(text: str) -> str:
    end = 0
    # "I asked Dr. Wu": no sentence ends there. What is longer than a title is cut anyhow.
    while end <= MAX_DERIVED and (found := _SENTENCE.match(text[end:])):
        end += found.end()
        if end == len(text) or not _ABBREVIATION_END.search(text[:end]):
            break
    return text[:end] if end else text


def _looks_like_department(text: str) -> bool:
    if re.search(r"[.!?。！？,，]", text):
        return False
    if not text.isascii():
        return len(text) <= _MAX_CHINESE and text.endswith(
            ("科", "室", "教室", "保健", "中心", "門診", "部", "醫學", "諮詢")
        )
    words = [word for word in text.split() if word.lower() not in {"and", "of", "the", "for", "&"}]
    return 0 < len(words) <= _MAX_WORDS and all(word[0].isupper() or not word[0].isalpha() for word in words)
