"""What each thread of an answer has to have, part by part as it was typed: to say which part no thread has."""

from __future__ import annotations

from collections.abc import Iterator

from whoosh import query as q

from qa_reader.search.query import LONGEST_SYNTAX, adapted, as_typed, place_of
from qa_reader.search.syntax import typed


def demanded(text: str) -> list[tuple[str, q.Query]]:
    """Each part that a query joins with AND, as it stands in the text, with its tree; none where it cannot be read."""
    if len(text) > LONGEST_SYNTAX:
        return []
    try:
        looked = typed(text).text
        return [(text[slice(*place)], tree) for place, tree in _parts(as_typed(looked), looked)]
    except Exception:  # noqa: BLE001 - a broken query, or whatever Whoosh's parser and tree raise for odd input
        return []


def _parts(tree: q.Query, text: str) -> Iterator[tuple[tuple[int, int], q.Query]]:
    if isinstance(tree, q.And):
        for part in tree.subqueries:
            yield from _parts(part, text)
    elif not isinstance(tree, q.Not):
        place, wanted = place_of(tree, text), adapted(tree).normalize()
        if place is not None and wanted is not q.NullQuery:
            yield place, wanted
