"""tantivy (PyPI): a field for each of the four, English stems with positions, number and date as fast columns."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from qa_reader.model import Thread
from tests.benchmarks.classes import Join, Question
from tests.benchmarks.peers import TITLE_WEIGHT, TOP, Absent, day, days, fields, paired

_FIELDS = ["title", "question", "reply", "info"]
_HEAP = 256 * 1024 * 1024


@cache
def _library() -> Any:
    """The module; raises Absent."""
    try:
        return importlib.import_module("tantivy")
    except ImportError as fault:
        raise Absent("tantivy: not installed; it is in the group `bench` (pip install tantivy)") from fault


class Peer:
    """The engine over an index folder."""

    NAME = "tantivy"
    LIMIT = 0

    @staticmethod
    def version() -> str:
        """The version of tantivy-py; raises Absent."""
        from importlib.metadata import version

        _library()
        return f"tantivy-py {version('tantivy')}"

    @staticmethod
    def build(threads: Iterable[tuple[int, Thread]], folder: Path) -> None:
        """One indexing thread with 256 MB."""
        tantivy = _library()
        schema = tantivy.SchemaBuilder()
        for name in _FIELDS:
            schema.add_text_field(name, stored=False, tokenizer_name="en_stem", index_option="position")
        schema.add_unsigned_field("number", fast=True)
        schema.add_integer_field("asked", fast=True, indexed=True)
        writer = tantivy.Index(schema.build(), path=str(folder)).writer(heap_size=_HEAP, num_threads=1)
        for number, thread in threads:
            document = tantivy.Document()
            for name, text in zip(_FIELDS, fields(thread), strict=True):
                if text:
                    document.add_text(name, text)
            document.add_unsigned("number", number)
            document.add_integer("asked", day(thread))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    @staticmethod
    def settle(folder: Path) -> None:
        """Nothing: tantivy has merged already, and its Python module offers no more."""

    def __init__(self, folder: Path) -> None:
        self._tantivy = _library()
        self._index = self._tantivy.Index.open(str(folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def translate(self, question: Question) -> str:
        """What tantivy's own query parser takes; a prefix, which it does not take, is asked as a regex."""
        words = [f'"{word}"' for word in question.words]
        if question.join is Join.PHRASE:
            text = f'"{" ".join(question.words)}"'
        elif question.join is Join.PREFIX:
            return f"{question.words[0]}*"
        elif question.join is Join.HANZI:
            text = f'"{paired(question.words[0]).strip()}"'
        elif question.join is Join.SENTENCE:
            text = f"{' AND '.join(words)}|{' OR '.join(words)}"
        else:
            text = (" OR " if question.join is Join.ANY else " AND ").join(words)
        if question.field:
            text = f"{question.field}:{text}"
        if question.years:
            text += " AND asked:[{} TO {}]".format(*days(question))
        return text

    def top(self, asked: str) -> list[int]:
        """Best first by BM25; tantivy passes over what cannot be among them (block-max WAND)."""
        return self._answer(asked, total=False)[0]

    def top_and_total(self, asked: str) -> tuple[list[int], int]:
        """The same with every match counted."""
        return self._answer(asked, total=True)

    def close(self) -> None:
        """Nothing to let go of."""

    def _answer(self, asked: str, *, total: bool) -> tuple[list[int], int]:
        for text in asked.split("|"):  # a second text is what a sentence falls back to
            result = self._searcher.search(self._parsed(text), limit=TOP, count=total)
            if result.hits:
                numbers = self._searcher.fast_field_values("number", [address for _, address in result.hits])
                return list(numbers), result.count if total else 0
        return [], 0

    def _parsed(self, text: str) -> Any:
        if text.endswith("*"):
            pattern = re.escape(text[:-1]) + ".*"
            query, occur = self._tantivy.Query, self._tantivy.Occur.Should
            return query.boolean_query([(occur, query.regex_query(self._index.schema, f, pattern)) for f in _FIELDS])
        return self._index.parse_query(text, _FIELDS, field_boosts={"title": TITLE_WEIGHT})
