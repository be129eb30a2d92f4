"""Texts that the public service breaks after every full stop, put together again as paragraphs.

A line break after a sentence's end is the site's; any other is the writer's and stays. Blank lines part paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

# "Dear Mr.|Chen," and "Dr.|Jiang Junyi": no sentence ends there.
_ABBREVIATION = re.compile(r"(?:^|[\s(\"'])(?:Dr|Mr|Mrs|Ms|Prof|St|vs|No|e\.g|i\.e|approx|Fig)\.$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_ENTRY = re.compile(r"^(?:[-*•·●◦‧▪➢]|\(?\d{1,2}[.)、]|[a-zA-Z][.)]\s)")
_GREETING = re.compile(r"^(?:dear|hello|hi|good (?:morning|afternoon|evening|day)|greetings)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"^(?:(?:with )?(?:best|kind|warm|sincere)\b|wishing|wish you|sincerely|yours|regards|respectfully|take care"
    r"|thank you|thanks|stay)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:Dr|Doctor|Physician|Department|Division|Hospital|Clinic|Cent(?:er|re))\b|醫院|診所|醫師|科$"
)
_HOSPITAL = re.compile(
    r"\b(?:Hospital|Clinic|Medical Cent(?:er|re)|Infirmary|Sanatorium)\b|(?:醫院|診所|醫療中心|分院|院區)$"
)
_CJK_START = re.compile(r"^[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_MAX_GREETING = 60
_MAX_SIGNED = 80


def join_text(lines: Iterable[str]) -> str:
    """The text of a question or of background information: paragraphs of whole sentences."""
    return "\n\n".join("\n".join(_after_greeting(_sentences(_whole_lines(block)))) for block in blocks(lines))


def join_reply(lines: Iterable[str], doctor: str = "") -> str:
    """The text of a reply: as `join_text`, with its closing and its signature as lines of their own."""
    parts = [_whole_lines(block) for block in blocks(lines)]
    if not parts:
        return ""
    *before, last = parts
    start = _signature_start(last, doctor)
    texts = ["\n".join(_after_greeting(_sentences(part))) for part in [*before, last[:start]] if part]
    if last[start:]:
        texts.append("\n".join(last[start:]))
    return "\n\n".join(texts)


def hospital_in_signature(lines: Iterable[str], doctor: str = "") -> str:
    """The hospital that a reply's last lines name, "" where they name none."""
    parts = [_whole_lines(block) for block in blocks(lines)]
    for part in reversed(parts[-2:]):
        for line in reversed(part[_signature_start(part, doctor) :]):
            # "Department of Neurology, Taoyuan Hospital": the last named is the hospital
            names = [name.strip() for name in re.split(r"[,，、]", line) if _HOSPITAL.search(name.strip())]
            if names:
                return names[-1]
    return ""


def blocks(lines: Iterable[str]) -> list[list[str]]:
    """Runs of lines that are not blank, stripped."""
    found: list[list[str]] = [[]]
    for line in lines:
        if stripped := line.strip():
            found[-1].append(stripped)
        elif found[-1]:
            found.append([])
    return [block for block in found if block]


def _whole_lines(block: Sequence[str]) -> list[str]:
    """The lines of a block, those that were broken after an abbreviation put together."""
    return _joined(block, lambda before, _after: _ABBREVIATION.search(before) is not None)


def _sentences(lines: Sequence[str]) -> list[str]:
    """The lines with those of one paragraph joined where only a sentence ends."""
    return _joined(lines, _is_site_break)


def _joined(lines: Sequence[str], belongs: Callable[[str, str], bool]) -> list[str]:
    """The lines, each put to the one before where it belongs to that."""
    # Joined at the end: to lengthen a text line by line takes time by its square.
    joined: list[list[str]] = []
    for line in lines:
        if joined and belongs(joined[-1][-1], line):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [" ".join(parts) for parts in joined]


def _is_site_break(before: str, after: str) -> bool:
    if _ENTRY.match(after) or _CJK_START.match(after):
        return False
    return _SENTENCE_END.search(before) is not None


def _after_greeting(lines: list[str]) -> list[str]:
    """The lines with a salutation, where there is one, set apart by a blank line."""
    if (
        len(lines) > 1
        and len(lines[0]) <= _MAX_GREETING
        and lines[0].endswith((",", ":", "，", "："))
        and _GREETING.match(lines[0])
    ):
        return [lines[0], "", *lines[1:]]
    return lines


def _signature_start(lines: Sequence[str], doctor: str) -> int:
    """Where the closing and the signature begin; len(lines) where there is none."""
    start = len(lines)
    while (
        start
        and len(lines[start - 1]) <= _MAX_SIGNED
        and not _SENTENCE_END.search(lines[start - 1])
        and not lines[start - 1].endswith("。")
    ):
        start -= 1
    if not any(_SIGNED.search(line) or (doctor and doctor in line) for line in lines[start:]):
        return len(lines)
    if start == 1 and _GREETING.match(lines[0]):
        return start
    if start and len(lines[start - 1]) <= _MAX_GREETING and _CLOSING.match(lines[start - 1]):
        start -= 1
    return start
