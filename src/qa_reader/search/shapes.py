"""Shapes of query trees that are answered in one pass: one word, one phrase, one prefix in several text fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whoosh import query as q

from qa_reader.search.schema import TEXTS


def same_word(parts: Sequence[q.Query]) -> tuple[Any, dict[str, float]] | None:
    """The word and the fields' boosts where all parts are Terms of one word in different text fields."""
    boosts: dict[str, float] = {}
    for part in parts:
        if type(part) is not q.Term or part.fieldname not in TEXTS or part.text != parts[0].text or part.boost <= 0:
            return None
        boosts[part.fieldname] = part.boost
    return (parts[0].text, boosts) if len(boosts) == len(parts) else None


def same_phrase(parts: Sequence[q.Query]) -> tuple[Sequence[str], int, dict[str, float]] | None:
    """The words, the slop and the fields' boosts where all parts are one Phrase in different text fields."""
    boosts: dict[str, float] = {}
    for part in parts:
        if type(part) is not q.Phrase or part.fieldname not in TEXTS:
            return None
        if part.words != parts[0].words or part.slop != parts[0].slop:
            return None
        boosts[part.fieldname] = part.boost
    return (parts[0].words, parts[0].slop, boosts) if len(boosts) == len(parts) else None


def same_prefix(parts: Sequence[q.Query]) -> tuple[str, dict[str, float]] | None:
    """The beginning and the fields' boosts where all parts are one Prefix in different text fields."""
    boosts: dict[str, float] = {}
    for part in parts:
        if type(part) is not q.Prefix or part.fieldname not in TEXTS or part.text != parts[0].text or not part.text:
            return None
        if not part.constantscore or (not part.text.isascii() and len(part.text.encode("utf-8", "replace")) <= 4):
            return None
        boosts[part.fieldname] = part.boost
    return (parts[0].text, boosts) if len(boosts) == len(parts) else None


def by_word(parts: Sequence[q.Query]) -> list[q.Query]:
    """The same parts with the Terms of a word in several text fields brought together."""
    out: list[q.Query] = []
    words: dict[Any, list[q.Query]] = {}
    for part in parts:
        if type(part) is not q.Term or part.fieldname not in TEXTS or part.boost <= 0:
            out.append(part)
            continue
        group = words.setdefault(part.text, [])
        if any(other.fieldname == part.fieldname for other in group):
            out.append(part)
        else:
            group.append(part)
    return out + [group[0] if len(group) == 1 else q.Or(group) for group in words.values()]
