"""Text of a source made fit to keep: line ends, control characters, stray backslashes and spaces."""

from __future__ import annotations

import re
from functools import cache

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: Control characters but tab and newline, and halves of surrogate pairs, which no file can hold.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n[ \t\u3000]*(?:\n[ \t\u3000]*)+")
_SPACES = re.compile(r"\s+")
# One to one, so that places in the folded line are places in the line: full-width ASCII, its space, two tildes.
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
    0x301C: 0x7E,
    0x223C: 0x7E,
}
_FIRST_LEAD, _LAST_LEAD = 0xA1, 0xFE


def fold_width(text: str) -> str:
    """The text with full-width Latin letters, digits and punctuation as ASCII, of the same length."""
    return text.translate(_FOLDED)


def tidy(text: str) -> str:
    """The text with newlines as its only line ends, and without characters that are unfit to keep."""
    return UNFIT.sub("", _LINE_END.sub("\n", text).replace("\ufeff", ""))


def flat(text: str) -> str:
    """The text in one line, each run of white space one space."""
    return _SPACES.sub(" ", text).strip()


def paragraphs(text: str) -> str:
    """The text tidied, without spaces at the ends of lines, paragraphs parted by exactly one blank line."""
    lines = [line.strip() for line in tidy(text).split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def repair_backslashes(text: str) -> str:
    r"""The text without the backslash that old programs put after a Big5 character ending in 0x5C (功\能)."""
    return _stray_backslash().sub(r"\1", text) if "\\" in text else text


@cache
def _stray_backslash() -> re.Pattern[str]:
    leads = range(_FIRST_LEAD, _LAST_LEAD + 1)
    characters = {bytes((lead, 0x5C)).decode("cp950", "ignore") for lead in leads}
    ending_so = "".join(sorted(character for character in characters if len(character) == 1 and character > "\x7f"))
    return re.compile(rf"([{re.escape(ending_so)}])\\")
