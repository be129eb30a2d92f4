"""Who ranks the documents of a judged collection: this program, and bm25s over tokens of several kinds.

A run is, for each query, the best documents with their scores. The libraries are of the group `bench`.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from qa_reader.model import Reply, Thread
from tests.benchmarks.judged import Document, Judged

Run = dict[str, dict[str, float]]
Tokens = list[str]

DEPTH = 1000
_K1, _B = 1.2, 0.75
_HAN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9]+")


class Absent(Exception):
    """A library is not here; the message says which."""


def library(name: str) -> Any:
    """The module of this name; raises Absent."""
    try:
        return importlib.import_module(name)
    except ImportError as fault:
        raise Absent(f"{name.partition('.')[0]} is not installed; it is in the group `bench`") from fault


def ours(judged: Judged, *, typed: bool = False) -> Run:
    """This program, each document a thread, each query as a bag of words, or as if it was typed."""
    from tests.benchmarks.ours import Ours, build

    with TemporaryDirectory() as name:
        folder = Path(name)
        threads = [_thread(number, document) for number, document in enumerate(judged.documents, 1)]
        build(enumerate(threads, 1), folder)
        engine = Ours(folder)
        ask = engine.typed if typed else engine.bag
        try:
            return {
                query: {judged.documents[number - 1].id: score for number, score in ask(text, DEPTH)}
                for query, text in judged.queries.items()
            }
        finally:
            engine.close()


def related(judged: Judged, limit: int) -> Run:
    """The threads that this program finds to be like each query, which is a document of the collection."""
    from tests.benchmarks.ours import Ours, build

    threads = dict(enumerate((_thread(number, document) for number, document in enumerate(judged.documents, 1)), 1))
    numbers = {document.id: number for number, document in enumerate(judged.documents, 1)}
    with TemporaryDirectory() as name:
        folder = Path(name)
        build(threads.items(), folder)
        engine = Ours(folder)
        try:
            return {
                query: {
                    judged.documents[number - 1].id: score
                    for number, score in engine.related(numbers[query], threads.get, limit)
                }
                for query in judged.queries
            }
        finally:
            engine.close()


def others(run: Run, limit: int) -> Run:
    """The best of a run without the query itself, which is a document, too."""
    return {
        query: dict([entry for entry in found.items() if entry[0] != query][:limit]) for query, found in run.items()
    }


def _thread(number: int, document: Document) -> Thread:
    replies = (Reply(text=document.text),) if document.text else ()
    # an archive has no thread without a title; one that says nothing changes nothing
    return Thread(id=f"judged:{number}", title=document.title or "-", replies=replies)


def bm25s(judged: Judged, tokens: Callable[[Sequence[str]], list[Tokens]]) -> Run:
    """bm25s' Lucene variant over title and text."""
    scorer = library("bm25s").BM25(method="lucene", k1=_K1, b=_B)
    scorer.index(tokens([f"{d.title} {d.text}".strip() for d in judged.documents]), show_progress=False)
    known = scorer.vocab_dict
    run: Run = {}
    for query, asked in zip(judged.queries, tokens(list(judged.queries.values())), strict=True):
        found = [token for token in asked if token in known]
        run[query] = _best(judged, scorer.get_scores(found)) if found else {}
    return run


def _best(judged: Judged, scores: Any) -> dict[str, float]:
    best = np.argsort(-scores, kind="stable")[:DEPTH]
    return {judged.documents[place].id: float(scores[place]) for place in best.tolist() if scores[place] > 0}


def english(stopwords: str | None) -> Callable[[Sequence[str]], list[Tokens]]:
    """bm25s' own tokens with Snowball's English stems."""
    stemmer = library("Stemmer").Stemmer("english")

    def tokens(texts: Sequence[str]) -> list[Tokens]:
        split = library("bm25s").tokenize(
            list(texts), stopwords=stopwords, stemmer=stemmer, return_ids=False, show_progress=False
        )
        return [list(words) for words in split]

    return tokens


def pairs(texts: Sequence[str]) -> list[Tokens]:
    """Overlapping pairs of each run of Chinese characters; other words whole."""
    return [[token for run in _HAN.findall(text) for token in _pairs(run)] for text in texts]


def pairs_and_singles(texts: Sequence[str]) -> list[Tokens]:
    """Pairs and every single character, as an index holds that also answers one character."""
    return [
        [token for run in _HAN.findall(text) for token in (*_pairs(run), *(run if len(run) > 1 and run > "z" else ""))]
        for text in texts
    ]


def whole_words(texts: Sequence[str]) -> list[Tokens]:
    """Words as jieba's dictionary parts them."""
    jieba = library("jieba")
    jieba.setLogLevel(60)
    return [[word for word in jieba.cut(text) if _HAN.match(word)] for text in texts]


def unsegmented(texts: Sequence[str]) -> list[Tokens]:
    """Whole runs between punctuation, as an analyzer takes them that knows no Chinese."""
    return [_HAN.findall(text.lower()) for text in texts]


def _pairs(run: str) -> Tokens:
    if run <= "z" or len(run) == 1:
        return [run.lower()]
    return [a + b for a, b in pairwise(run)]
