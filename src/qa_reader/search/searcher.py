"""Whoosh's query tree evaluated with whole arrays: the same threads and scores as Whoosh's own Searcher.

Each kind of node has a method; one that has none here is stepped through with Whoosh's matcher. Two shapes that the
parser makes for plain words are recognised and answered in one pass: the same word, or the same phrase, in several
text fields.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as q
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from qa_reader.search.bm25 import BM25, K1, B
from qa_reader.search.columnvalues import ColumnValues
from qa_reader.search.found import NOTHING, Documents, Found, Limit, Scores, Sets, begins, constant, known, times
from qa_reader.search.hanpatterns import Row
from qa_reader.search.kinds import KINDS, kind_of
from qa_reader.search.manyterms import having
from qa_reader.search.phrase import matching
from qa_reader.search.posting import CELLS, Posting, TooNarrow
from qa_reader.search.reader import ArrayReader
from qa_reader.search.rows import having_row
from qa_reader.search.schema import COLUMNS, PREFIXES, TEXTS, WORD_FIELDS
from qa_reader.search.shapes import by_word, same_kind, same_phrase, same_word
from qa_reader.search.topicquery import Listed

Array = npt.NDArray[Any]

#: Whoosh adds the scores of an Or in one of two ways; with this many documents, or these many clauses, the first.
_PRELOAD_DOCUMENTS = 5000
#: No text is so long that words of a phrase stand farther apart.
_FARTHEST = 1 << 20
#: An AND of so many words is likely to be empty: it is tried before anything is scored.
_MANY_WORDS = 4
_PRELOAD_CLAUSES = q.Or.TOO_MANY_CLAUSES


class ArraySearcher:
    """Evaluates queries over a reader; for one thread at a time."""

    def __init__(self, reader: ArrayReader) -> None:
        self.reader = reader
        self.arrays = reader.arrays
        self.schema = reader.schema
        self.sets = Sets(self.arrays.documents)
        self.bm25 = BM25(self.arrays)
        self._values = ColumnValues(self.arrays, self.schema)
        self._whoosh: Searcher | None = None
        #: Called in the course of what may take long; what it raises ends the question.
        self.go_on: Callable[[], None] = lambda: None
        self._nodes: dict[type, Callable[[Any, bool], Found]] = {
            q.Term: self._term,
            q.And: self._and,
            q.Or: self._or,
            q.DisjunctionMax: self._dismax,
            q.Not: self._not,
            q.AndNot: self._and_not,
            q.AndMaybe: self._and_maybe,
            q.Require: self._require,
            q.Otherwise: self._otherwise,
            q.Phrase: self._phrase,
            q.Every: self._every,
            q.ConstantScoreQuery: self._constant,
            Row: lambda query, _scored: having_row(self, query),
            Listed: lambda query, _scored: constant(query.documents, query.boost),
            type(q.NullQuery): lambda _query, _scored: NOTHING,
        }

    @cached_property
    def _width(self) -> int:
        """More than any position, so far as is known: a text has a position for each of its words, and few others."""
        longest = max((int(self.arrays.lengths(field).max(initial=0)) for field in TEXTS), default=0)
        return longest + longest // 4 + 64

    @property
    def whoosh(self) -> Searcher:
        """Whoosh's own searcher on the same reader."""
        if self._whoosh is None:
            self._whoosh = Searcher(self.reader, weighting=BM25F(B=B, K1=K1))
        return self._whoosh

    def evaluate(self, query: q.Query, *, scored: bool = True) -> Found:
        """The documents that a query finds, removed ones left out; with `scored` false the scores mean nothing."""
        found = self._evaluate(query, scored)
        alive = self.arrays.alive
        return found if alive is None else self.sets.where(found, alive)

    def _evaluate(self, query: q.Query, scored: bool) -> Found:
        self.go_on()
        method = self._nodes.get(type(query))
        if method is not None:
            return method(query, scored)
        return self._many_terms(query, scored) if isinstance(query, q.MultiTerm) else self._stepwise(query)

    # ------------------------------------------------------------ terms

    def key_of(self, field: str, text: str | bytes) -> bytes:
        """The dictionary's key of a term."""
        return PREFIXES[field] + (text.encode("utf-8", "replace") if isinstance(text, str) else text)

    def posting(self, field: str, text: str | bytes) -> Posting | None:
        """The postings of a term of a field that has postings."""
        return self.arrays.posting(self.key_of(field, text))

    def _term(self, query: q.Term, scored: bool) -> Found:
        field = query.fieldname
        if field not in self.schema:
            return NOTHING
        if field in COLUMNS:
            return self._values.one(field, query.text, query.boost)
        if field in TEXTS:
            return self._word(query.text, {field: query.boost})
        posting = self.posting(field, query.text)
        if posting is None:
            return NOTHING
        if field not in WORD_FIELDS:
            return constant(posting.documents, query.boost)
        return self._scored(posting, {field: query.boost}, {field: 0})

    def _word(self, text: str | bytes, boosts: dict[str, float]) -> Found:
        """A word in one or several text fields: Or of a Term for each."""
        posting = self.posting(TEXTS[0], text)
        if posting is None:
            return NOTHING
        filled = posting.filled
        columns = filled if len(boosts) == len(TEXTS) else {field: filled[field] for field in boosts if field in filled}
        if not columns:
            return NOTHING
        return self._scored(posting, boosts, columns)

    def _scored(self, posting: Posting, boosts: dict[str, float], columns: dict[str, int]) -> Found:
        """The documents that have a posting in any of the columns, scored as the sum over these."""
        positive = min(boosts.values()) > 0
        if len(columns) == len(posting.filled):

            def score(at: Array | None) -> Scores:
                scores = self.bm25.scores(posting, boosts, columns)
                return scores if at is None else scores.take(at)

            return Found(posting.documents, score, positive=positive)

        def has() -> Array:
            some: Array = np.logical_or.reduce([posting.frequencies(column) > 0 for column in columns.values()])
            return some.nonzero()[0]

        def score_there(at: Array | None) -> Scores:
            name = ("bm25 there", *boosts.items())
            scores = posting.kept(name, lambda: self.bm25.computed(posting, boosts, columns).take(has()))
            return scores if at is None else scores.take(at)

        there = posting.kept(("there", *columns.values()), lambda: posting.documents.take(has()))
        return Found(there, score_there, positive=positive)

    # ------------------------------------------------------------ several terms

    def _many_terms(self, query: q.MultiTerm, scored: bool) -> Found:
        """Prefix, Wildcard, FuzzyTerm, ranges: an Or of the terms that there are, as Whoosh scores it."""
        field = query.field()
        if field not in self.schema:
            return NOTHING
        if isinstance(query, (q.Prefix, q.Wildcard)) and query.text in ("", "*"):
            return self._every(q.Every(field, boost=query.boost), scored)
        limit = self._limit(query)
        if limit is not None:
            return constant(np.flatnonzero(limit.keeps(limit.place)).astype(np.int32), limit.score)
        if field not in COLUMNS and query.constantscore and type(query) in KINDS:
            return self._of_kind(query, {field: query.boost})
        texts = [text for text in query._btexts(self.reader) if text]
        preloaded = query.constantscore and self.preloads(len(texts))
        if field in COLUMNS:
            return self._values.any(field, texts, 1.0 if preloaded and len(texts) > 2 else query.boost)
        return self.sets.any(
            [self._term(q.Term(field, text, boost=query.boost), scored) for text in texts], scored=scored
        )

    def _of_kind(self, query: q.MultiTerm, boosts: dict[str, float]) -> Found:
        """The terms that a query means, in one or several fields."""
        kind = kind_of(query, self.schema[query.field()].to_bytes)
        return NOTHING if kind is None else having(self, kind, boosts)

    def preloads(self, clauses: int) -> bool:
        """Whether Whoosh answers an Or of so many clauses from an array, where constant scores are 1."""
        if clauses < _PRELOAD_CLAUSES and (clauses == 2 or self.arrays.documents > _PRELOAD_DOCUMENTS):
            return False
        return clauses > 1

    def _limit(self, query: q.Query) -> Limit | None:
        """A range of days, ages or such as a limit that documents keep or do not; None for any other query."""
        if type(query) is not q.TermRange or query.fieldname not in COLUMNS:
            return None
        place, low, high = self._values.between(query)
        many = high - low > 2 and query.constantscore and self.preloads(high - low)
        return Limit(place, low, high, 1.0 if many else query.boost)

    # ------------------------------------------------------------ compounds

    def _parts(self, query: Any, scored: bool) -> list[Found]:
        return [self._evaluate(part, scored) for part in query.subqueries]

    def _and(self, query: q.And, scored: bool) -> Found:
        parts = query.subqueries
        if len(parts) < 2:
            return self._evaluate(parts[0], scored) if parts else NOTHING
        if len(parts) >= _MANY_WORDS and self._share_nothing(parts):
            return NOTHING
        limits = [(part, self._limit(part)) for part in parts]
        found = [self._evaluate(part, scored) for part, limit in limits if limit is None]
        if not found:
            return times(self.sets.both(self._parts(query, scored)), query.boost)
        together = found[0] if len(found) == 1 else self.sets.both(found)
        for _, limit in limits:
            if limit is not None:
                together = self.sets.limited(together, limit)
        return times(together, query.boost)

    def _share_nothing(self, parts: Sequence[q.Query]) -> bool:
        """Whether the parts are words that no document has all of."""
        words = [same_word(part.subqueries) if type(part) is q.Or and not part.scale else None for part in parts]
        if not all(words):
            return False
        postings = [self.posting(TEXTS[0], word) for word, _ in words]  # type: ignore[misc]
        return not all(postings) or not len(self.sharing(postings)[0])  # type: ignore[arg-type]

    def sharing(self, postings: Sequence[Posting]) -> tuple[Documents, list[Array | None]]:
        """The documents, not removed, that have all terms, and their places in each posting (None: all in order).

        The rarest terms are looked at first, and no more than is needed.
        """
        order = sorted(range(len(postings)), key=lambda i: postings[i].count)
        documents = postings[order[0]].documents
        at: dict[int, Array | None] = {order[0]: None}
        if self.arrays.alive is not None:
            at[order[0]] = there = np.flatnonzero(self.arrays.alive.take(documents))
            documents = documents.take(there)
        for i in order[1:]:
            if not len(documents):
                return documents, [documents] * len(postings)
            here, at[i] = self.sets.common(documents, postings[i].documents)
            if len(here) < len(documents):
                documents = documents.take(here)
                for k in at.keys() - {i}:
                    before = at[k]
                    at[k] = here if before is None else before.take(here)
        return documents, [at[i] for i in range(len(postings))]

    def _or(self, query: q.Or, scored: bool) -> Found:
        parts = query.subqueries
        if len(parts) < 2:
            return self._evaluate(parts[0], scored) if parts else NOTHING
        if query.scale:
            return self._stepwise(query)
        word = same_word(parts)
        if word is not None:
            return times(self._word(*word), query.boost)
        phrase = same_phrase(parts)
        if phrase is not None:
            return times(self._phrases(*phrase), query.boost)
        boosts = same_kind(parts)
        if boosts is not None and getattr(parts[0], "text", "*") not in ("", "*"):
            return times(self._of_kind(parts[0], boosts), query.boost)
        grouped = by_word(parts)
        if len(grouped) < len(parts):
            return self._or(q.Or(grouped, boost=query.boost), scored)
        return times(self.sets.any(self._parts(query, scored), scored=scored), query.boost)

    def _dismax(self, query: q.DisjunctionMax, scored: bool) -> Found:
        if len(query.subqueries) < 2 or not scored:
            return self.sets.any(self._parts(query, scored), scored=scored)
        if query.tiebreak:
            return self._stepwise(query)
        return times(self.sets.best(self._parts(query, scored)), query.boost)

    def _not(self, query: q.Not, _scored: bool) -> Found:
        kept = np.ones(self.arrays.documents, np.bool_)
        kept[self._evaluate(query.query, False).documents] = False
        return constant(np.flatnonzero(kept).astype(np.int32))

    def _and_not(self, query: q.AndNot, scored: bool) -> Found:
        return self.sets.without(self._evaluate(query.a, scored), self._evaluate(query.b, False).documents)

    def _require(self, query: q.Require, scored: bool) -> Found:
        return self.sets.within(self._evaluate(query.a, scored), self._evaluate(query.b, False).documents)

    def _and_maybe(self, query: q.AndMaybe, scored: bool) -> Found:
        first = self._evaluate(query.a, scored)
        return self.add(first, self._evaluate(query.b, scored)) if scored else first

    def add(self, first: Found, second: Found) -> Found:
        """The documents of the first; where the second has them too, scores are added."""
        here, there = self.sets.common(first.documents, second.documents)
        scores = first.scores().copy()
        scores[here] += second.score(there)
        return known(first.documents, scores)

    def _otherwise(self, query: q.Otherwise, scored: bool) -> Found:
        first = self.evaluate(query.a, scored=scored)
        return first if len(first) else self._evaluate(query.b, scored)

    def _constant(self, query: q.ConstantScoreQuery, _scored: bool) -> Found:
        return constant(self._evaluate(query.child, False).documents, query.score)

    def _every(self, query: q.Every, _scored: bool) -> Found:
        field = query.fieldname
        if field is None:
            return constant(np.arange(self.arrays.documents, dtype=np.int32), query.boost)
        if field in WORD_FIELDS:
            has = self.arrays.lengths(field) > 0
        elif field in COLUMNS:
            has = self.arrays.column_terms(field)[1] >= 0
        else:
            return self._stepwise(query)
        return constant(np.flatnonzero(has).astype(np.int32), query.boost)

    # ------------------------------------------------------------ phrases

    def _phrase(self, query: q.Phrase, _scored: bool) -> Found:
        if query.fieldname not in WORD_FIELDS:
            return self._stepwise(query)
        return self._phrases(query.words, query.slop, {query.fieldname: query.boost})

    def _phrases(self, words: Sequence[str], slop: int, boosts: dict[str, float]) -> Found:
        """A phrase in one or several fields that share postings: Or of a Phrase for each."""
        if not words:
            return NOTHING
        field = next(iter(boosts))
        postings = [posting for word in words if (posting := self.posting(field, word)) is not None]
        if len(postings) < len(words):
            return NOTHING
        slop = min(slop, _FARTHEST)
        cells = self.within_width(lambda width: matching([one.keys(width) for one in postings], width, slop))
        columns = {TEXTS.index(name) if name in TEXTS else 0 for name in boosts}
        if len(columns) < CELLS:
            wanted = np.zeros(CELLS, np.bool_)
            wanted[list(columns)] = True
            cells = cells.compress(wanted.take(cells % CELLS))
        holders = cells // CELLS
        first = begins(holders).nonzero()[0]
        documents = holders.take(first)

        @cache
        def scores() -> Scores:
            if not len(documents):
                return np.zeros(0, np.float32)
            place = np.repeat(np.arange(len(first)), np.diff(first, append=len(cells))) * CELLS + cells % CELLS
            counts = [
                posting.rows(self.sets.common(documents, posting.documents)[1]).reshape(-1).take(place)
                for posting in postings
            ]
            summed: Scores = np.add.reduceat(self.bm25.in_cells(counts, postings, cells, boosts), first)
            return summed

        return Found(documents, lambda at: scores() if at is None else scores().take(at))

    def within_width(self, find: Callable[[int], Array]) -> Array:
        """What is found with keys of a width in which all positions have room."""
        while True:
            try:
                return find(self._width)
            except TooNarrow:
                self._width *= 2

    def above(self, first: Found, others: Found) -> Found:
        """All documents of both, those of `first` before the others."""
        if not len(first):
            return others
        here, _ = self.sets.common(others.documents, first.documents)
        scores, before = others.scores().copy(), first.scores()
        scores[here] = 0
        before = before + np.float32(max(float(scores.max(initial=0.0)) - float(before.min(initial=0.0)) + 1.0, 0.0))
        if len(here) == len(first):  # as nearly always: who has all words has most of them
            scores[here] = before
            return known(others.documents, scores)
        rest = np.ones(len(others), np.bool_)
        rest[here] = False
        return self.sets.any(
            [known(first.documents, before), known(others.documents.compress(rest), scores.compress(rest))]
        )

    # ------------------------------------------------------------ the rest

    def _stepwise(self, query: q.Query) -> Found:
        """What has no array form, by Whoosh's matcher."""
        searcher = self.whoosh
        matcher = query.matcher(searcher, searcher.context(top_query=query))
        documents, scores = [], []
        while matcher.is_active():
            self.go_on()
            documents.append(matcher.id())
            scores.append(matcher.score())
            matcher.next()
        return known(np.array(documents, np.int32), np.array(scores, np.float32))
