"""The two lists at the end of a page: "Similar Q&A" and "Related FAQ"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa_reader.importers._cleaning import flat, fold_width
from qa_reader.importers._page_lines import MAX_NAME, doctor_line, read_more
from qa_reader.importers._sentences import blocks, join_reply, join_text
from qa_reader.model import Similar, Topic

_MAX_TOPIC_LINES = 4
_MAX_TITLE_LINES = 6


def similar_entries(lines: Sequence[str], unparsed: list[str]) -> tuple[Similar, ...]:
    """The entries of "Similar Q&A"; lines that belong to none go to `unparsed`."""
    entries: list[Similar] = []
    chunk: list[str] = []
    for line in lines:
        title = read_more(line)
        if title is None:
            chunk.append(line)
            continue
        entries.extend(_entries(chunk, title, unparsed, line))
        chunk = []
    # With "[Read More]" lines on the page, what stands after the last one and names no doctor is the page's foot.
    if entries and not any(doctor_line(line) for line in chunk):
        unparsed.extend(line.strip() for line in chunk if line.strip())
    else:
        entries.extend(_entries(chunk, "", unparsed, ""))
    return tuple(entries)


def faq_topics(lines: Iterable[str], unparsed: list[str]) -> tuple[Topic, ...]:
    """The topics of "Related FAQ", each a name and then its department in brackets, over any number of lines."""
    topics: list[Topic] = []
    waiting: list[list[str]] = []
    for block in _topic_blocks(lines):
        name, department = _split_department(block)
        if not department:
            waiting.append(block)
            continue
        topics.extend(Topic(flat(" ".join(lone))) for lone in waiting if _could_be_topic(lone))
        unparsed.extend(line for lone in waiting if not _could_be_topic(lone) for line in lone)
        waiting = []
        topics.append(Topic(name, department)) if name else unparsed.extend(block)
    departments = any(topic.department for topic in topics)
    for lone in waiting:
        # With departments on the page, what has none stands after the list: the page's foot.
        if departments:
            unparsed.extend(lone)
        else:
            topics.extend(Topic(line) for line in lone if _could_be_topic([line]))
            unparsed.extend(line for line in lone if not _could_be_topic([line]))
    return tuple(topics)


def _entries(chunk: Sequence[str], more: str, unparsed: list[str], more_line: str) -> list[Similar]:
    """The entries of the lines up to a "[Read More]": one, or several where others lack that line."""
    parts = _split_entries(chunk)
    if not parts:
        return [Similar(title=more)] if more else []
    entries = [_entry(part, more if part is parts[-1] else "", unparsed) for part in parts]
    if more and flat(entries[-1].title) != flat(more):
        unparsed.append(more_line.strip())
    return entries


def _split_entries(chunk: Sequence[str]) -> list[list[list[str]]]:
    """Entries as lists of blocks; with more than one doctor's line, each reply's first block ends its entry."""
    parts: list[list[list[str]]] = [[]]
    found = _cut_at_doctors(blocks(chunk))
    several = sum(doctor_line(block[0]) is not None for block in found) > 1
    for block in found:
        parts[-1].append(block)
        if several and doctor_line(block[0]) and len(block) > 1:
            parts.append([])
    return [part for part in parts if part]


def _cut_at_doctors(found: list[list[str]]) -> list[list[str]]:
    """The blocks, cut so that a doctor's line always begins one."""
    cut: list[list[str]] = []
    for block in found:
        cut.append([])
        for line in block:
            if cut[-1] and doctor_line(line):
                cut.append([])
            cut[-1].append(line)
    return cut


def _entry(part: list[list[str]], more: str, unparsed: list[str]) -> Similar:
    before = [block for block in part if not doctor_line(block[0])]
    at = next((place for place, block in enumerate(part) if doctor_line(block[0])), len(part))
    before, after = part[:at], part[at:]
    title, rest = _title(before, more)
    question = join_text(rest)
    if not after:
        return Similar(title=title, question=question)
    named = doctor_line(after[0][0])
    reply = join_reply([line for block in [after[0][1:], *after[1:]] for line in [*block, ""]])
    if named is None:
        return Similar(title=title, question=question, reply=reply)
    if named.hospital or named.replied:
        # An entry has no place for them.
        unparsed.append(after[0][0])
    return Similar(title, question, named.doctor, named.department, reply)


def _title(before: list[list[str]], more: str) -> tuple[str, list[str]]:
    """The entry's title and the lines after it; the title may be broken over several lines."""
    lines = [line for block in before for line in [*block, ""]]
    words = flat(more)
    for end in range(1, min(len(lines), _MAX_TITLE_LINES) + 1) if words else ():
        start = flat(" ".join(lines[:end]))
        if start == words:
            return more, lines[end:]
        if not words.startswith(start):
            break
    if not lines or (len(lines[0]) > MAX_NAME * 2 and more):
        return more, lines
    return lines[0], lines[1:]


def _topic_blocks(lines: Iterable[str]) -> list[list[str]]:
    """Blocks of lines that each end where a bracket closes, or where a blank line stands outside brackets."""
    found: list[list[str]] = [[]]
    depth = 0
    for line in lines:
        stripped = line.strip()
        if stripped:
            found[-1].append(stripped)
            folded = fold_width(stripped)
            depth = max(depth + folded.count("(") - folded.count(")"), 0)
        # A bracket that never closes must not swallow the rest.
        if len(found[-1]) > _MAX_TOPIC_LINES:
            depth = 0
        if found[-1] and not depth and (not stripped or fold_width(stripped).endswith(")")):
            found.append([])
    return _with_departments([block for block in found if block])


def _with_departments(found: list[list[str]]) -> list[list[str]]:
    """The blocks, a lone "(Department)" put to a name that itself ends with a bracket."""
    joined: list[list[str]] = []
    for block in found:
        previous = joined[-1] if joined else []
        nameless = fold_width(block[0]).startswith("(")
        if nameless and previous and not any(fold_width(line).startswith("(") for line in previous):
            previous.extend(block)
        else:
            joined.append(block)
    return joined


def _split_department(block: list[str]) -> tuple[str, str]:
    """The name and the department of a block; ("", "") where it has no bracket at its end."""
    text = " ".join(block)
    folded = fold_width(text)
    if not folded.endswith(")"):
        return "", ""
    depth = 0
    for place in range(len(folded) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(folded[place], 0)
        if not depth:
            return flat(text[:place]), flat(text[place + 1 : -1])
    return "", ""


def _could_be_topic(block: list[str]) -> bool:
    text = " ".join(block)
    return len(text) <= MAX_NAME // 2 and not text.endswith((".", "。", "!"))
