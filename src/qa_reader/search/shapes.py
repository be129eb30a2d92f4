"""Shapes of query trees that are answered in one pass: one word, one phrase, terms of a kind in several text fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whoosh import query as q

from qa_reader.search.kinds import KINDS
from qa_reader.search.schema import TEXTS

#: What says which terms a query of many terms means, and how they are scored.
_MEANING = ("text", "maxdist", "prefixlength", "start", "end", "startexcl", "endexcl", "constantscore")


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


def same_kind(parts: Sequence[q.Query]) -> dict[str, float] | None:
    """The fields' boosts where all parts mean the same terms (Prefix, Wildcard, …) in different text fields."""
    boosts: dict[str, float] = {}
    first = parts[0]
    for part in parts:
        if type(part) is not type(first) or type(part) not in KINDS or part.fieldname not in TEXTS:
            return None
        if any(getattr(part, name, None) != getattr(first, name, None) for name in _MEANING):
            return None
        boosts[part.fieldname] = part.boost
    return boosts if len(boosts) == len(parts) and first.constantscore else None


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
