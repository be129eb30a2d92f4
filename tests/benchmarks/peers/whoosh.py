"""Whoosh with its own storage, as its manual sets it up: four stemmed fields with positions, BM25F."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qa_reader.model import Thread
from tests.benchmarks.classes import Join, Question
from tests.benchmarks.peers import TITLE_WEIGHT, TOP, Absent, day, days, fields, paired

_FIELDS = ["title", "question", "reply", "info"]


def _part(name: str) -> Any:
    """A module of Whoosh, which has no types; raises Absent."""
    try:
        return importlib.import_module(f"whoosh.{name}".strip("."))
    except ImportError as fault:
        raise Absent(f"whoosh: {fault}") from fault


class Peer:
    """The engine over an index folder."""

    NAME = "whoosh"
    LIMIT = 20_000  # beyond it a build takes too long to be worth a figure

    @staticmethod
    def version() -> str:
        """Whoosh's version; raises Absent."""
        whoosh = _part("")
        return f"Whoosh {'.'.join(map(str, whoosh.__version__))}"

    @staticmethod
    def build(threads: Iterable[tuple[int, Thread]], folder: Path) -> None:
        """One writer with 256 MB."""
        kinds, index = _part("fields"), _part("index")

        # no stop words: the other engines have none, and phrases of common words are asked
        analyzer = _part("analysis").StemmingAnalyzer(stoplist=None, minsize=1, cachesize=200_000)
        schema = kinds.Schema(number=kinds.STORED(), asked=kinds.NUMERIC(int, bits=32))
        for name in _FIELDS:
            boost = TITLE_WEIGHT if name == "title" else 1.0
            schema.add(name, kinds.TEXT(analyzer=analyzer, phrase=True, field_boost=boost))
        writer = index.create_in(str(folder), schema).writer(limitmb=256)
        for number, thread in threads:
            texts = {name: text for name, text in zip(_FIELDS, fields(thread), strict=True) if text}
            writer.add_document(number=number, asked=day(thread), **texts)
        writer.commit(optimize=True)

    @staticmethod
    def settle(folder: Path) -> None:
        """Nothing: committed as one segment."""

    def __init__(self, folder: Path) -> None:
        qparser = _part("qparser")
        self._index = _part("index").open_dir(str(folder))
        self._searcher = self._index.searcher()
        self._parser = qparser.MultifieldParser(_FIELDS, self._index.schema, group=qparser.AndGroup)

    def translate(self, question: Question) -> str:
        """Whoosh's default query language."""
        if question.join is Join.PHRASE:
            text = f'"{" ".join(question.words)}"'
        elif question.join is Join.PREFIX:
            text = f"{question.words[0]}*"
        elif question.join is Join.HANZI:
            text = f'"{paired(question.words[0]).strip()}"'
        elif question.join is Join.SENTENCE:
            text = f"{' '.join(question.words)}|{' OR '.join(question.words)}"
        else:
            text = (" OR " if question.join is Join.ANY else " ").join(question.words)
        if question.field:
            text = f"{question.field}:{text}"
        if question.years:
            text += " asked:[{} TO {}]".format(*days(question))
        return text

    def top(self, asked: str) -> list[int]:
        """Best first by BM25F."""
        return self._answer(asked, total=False)[0]

    def top_and_total(self, asked: str) -> tuple[list[int], int]:
        """The same, and the length of the whole answer, which Whoosh finds by a second walk."""
        return self._answer(asked, total=True)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()
        self._index.close()

    def _answer(self, asked: str, *, total: bool) -> tuple[list[int], int]:
        for text in asked.split("|"):  # a second text is what a sentence falls back to
            results = self._searcher.search(self._parser.parse(text), limit=TOP)
            if results.scored_length():
                return [hit["number"] for hit in results], len(results) if total else 0
        return [], 0
