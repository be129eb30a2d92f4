"""`topic:` over the topics that were found in titles, whose names are no terms of the index.

What a query says of the field is asked of their few names, and the threads of those that fit stand beside what the
field itself finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as q

from qa_reader.model import Topic
from qa_reader.search.analysis import Mode, folded, terms
from qa_reader.search.hanpatterns import Row
from qa_reader.search.kinds import KINDS, kind_of

Array = npt.NDArray[Any]
FIELD = "topic"


class Listed(q.Query):  # type: ignore[misc] # whoosh has no types
    """Documents that are known, ascending, each of which scores the boost; only `ArraySearcher` evaluates it."""

    def __init__(self, documents: Array, boost: float = 1.0) -> None:
        self.documents = documents
        self.boost = boost


def with_found(tree: q.Query, topics: Sequence[tuple[Topic, Array]]) -> q.Query:
    """The tree with the threads of found topics wherever it asks for topics."""
    if not tree.is_leaf():
        return tree.apply(lambda part: with_found(part, topics))
    if tree.field() != FIELD:
        return tree
    if isinstance(tree, Row):
        expression = tree.expression()
        chosen = [documents for topic, documents in topics if expression.search(folded(topic.name))]
        return q.Or([tree, Listed(np.unique(np.concatenate(chosen)), tree.boost)]) if chosen else tree
    names = [tuple(terms(topic.name, Mode.INDEX)) for topic, _ in topics]
    fits = _fitting(tree, names)
    chosen = [documents for (_, documents), name in zip(topics, names, strict=True) if name in fits]
    return q.Or([tree, Listed(np.unique(np.concatenate(chosen)), tree.boost)]) if chosen else tree


def _fitting(leaf: q.Query, names: Sequence[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Those names that a leaf asks for, as Whoosh would with each a text of the field."""
    if isinstance(leaf, q.Every) or getattr(leaf, "text", None) == "*":
        return set(names)
    if isinstance(leaf, q.Phrase):
        return {name for name in names if _in_order(leaf.words, name, leaf.slop)}
    if type(leaf) in KINDS:
        kind = kind_of(leaf, str.encode)
        wanted = set(kind.meant(sorted({word for name in names for word in name}))) if kind is not None else set()
    else:
        wanted = {leaf.text} if isinstance(leaf, q.Term) else set()
    return {name for name in names if not wanted.isdisjoint(name)}


def _in_order(words: Sequence[str], name: Sequence[str], slop: int) -> bool:
    """Whether a name has the words one behind the other, no farther apart than `slop`."""
    ends = {at for at, word in enumerate(name) if word == words[0]} if words else set()
    for word in words[1:]:
        ends = {at for at, other in enumerate(name) if other == word and any(0 < at - end <= slop for end in ends)}
    return bool(ends)
