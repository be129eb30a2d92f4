"""The judged collections of ../shared/data as documents, queries and who answers what; read in place.

A collection that is not there raises FileNotFoundError with a sentence; the benchmark says it and goes on.
"""

from __future__ import annotations

import csv
import json
import lzma
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from qa_reader import resources
from qa_reader.search.vocabulary import FILE
from tests.benchmarks.corpus import data_folder, medquad_threads

#: Of the questions that are threads themselves, one in so many is looked at.
_LOOKED_AT = 8
#: A word of no more letters has no plural's ending: gas.
_SHORT = 3


class Document(NamedTuple):
    """What can be found: as a thread, its title and its reply."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A collection: queries by id, and for each the documents that answer it."""

    name: str
    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    answers: Mapping[str, Mapping[str, int]]


def scifact() -> Judged:
    """Training claims and the abstracts that support or refute them."""
    folder = data_folder() / "scifact"
    with lzma.open(_there(folder / "corpus.jsonl.xz"), "rt", encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    documents = tuple(Document(str(entry["_id"]), entry["title"], entry["text"]) for entry in entries)
    answers: dict[str, dict[str, int]] = {}
    for line in _there(folder / "qrels.train.tsv").read_text(encoding="utf-8").splitlines():
        query, _, document, grade = line.split()
        answers.setdefault(query, {})[document] = int(grade)
    texts = _there(folder / "queries.train.tsv").read_text(encoding="utf-8").splitlines()
    queries = dict(line.split("\t", 1) for line in texts if line)
    return Judged("SciFact, training claims", documents, {query: queries[query] for query in answers}, answers)


def rqe() -> Judged:
    """Patients' questions over all FAQs of the file; an answer is a FAQ that a true pair says is entailed."""
    faqs, asked, answers = _pairs_of_rqe()
    documents = tuple(Document(name, faq, "") for faq, name in faqs.items())
    return Judged("RQE, true pairs", documents, {name: text for text, name in asked.items()}, answers)


def rqe_alike() -> Judged:
    """Every eighth patient's question as a thread among all others and all FAQs: its FAQs are the threads like it."""
    faqs, asked, answers = _pairs_of_rqe()
    documents = tuple(Document(name, text, "") for text, name in {**asked, **faqs}.items())
    looked_at = [(text, name) for text, name in asked.items() if text not in faqs][::_LOOKED_AT]
    queries = {name: text for text, name in looked_at}
    return Judged("RQE, a thread finds its FAQ", documents, queries, {name: answers[name] for name in queries})


def _pairs_of_rqe() -> tuple[dict[str, str], dict[str, str], dict[str, dict[str, int]]]:
    """The FAQs and the patients' questions by text, with their names, and which FAQs answer a question."""
    raw = _there(data_folder() / "rqe-train.xml").read_bytes()
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise FileNotFoundError("rqe-train.xml declares entities: not read")
    faqs: dict[str, str] = {}
    asked: dict[str, str] = {}
    answers: dict[str, dict[str, int]] = {}
    for pair in ET.fromstring(raw).iter("pair"):
        question, faq = (_flat(pair.findtext(tag) or "") for tag in ("chq", "faq"))
        found = faqs.setdefault(faq, f"faq{len(faqs)}")
        if pair.get("value") == "true":
            query = asked.setdefault(question, f"q{len(asked)}")
            answers.setdefault(query, {})[found] = 1
    return faqs, asked, answers


def toyhom(convert: Callable[[str], str] = str) -> Judged:
    """Known items in Chinese: a question's title finds its answer among all answers; `convert` changes the titles."""
    with _there(data_folder() / "toyhom-sample.gb18030.csv").open(encoding="gb18030", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["title"].strip() and row["answer"].strip()]
    documents: dict[str, str] = {}
    asked: dict[str, str] = {}
    answers: dict[str, dict[str, int]] = {}
    for row in rows:
        answer = documents.setdefault(row["answer"].strip(), f"a{len(documents)}")
        query = asked.setdefault(row["title"].strip(), f"q{len(asked)}")
        answers.setdefault(query, {})[answer] = 1
    queries = {name: convert(text) for text, name in asked.items()}
    return Judged(
        "toyhom, title finds answer",
        tuple(Document(name, "", text) for text, name in documents.items()),
        queries,
        answers,
    )


def expressions(*, together: bool = False) -> Judged:
    """Each English expression of the shipped vocabulary over MedQuAD, or all of its group `together`.

    An answer has it, or another one of the group, in its title.
    """
    documents = tuple(
        Document(f"d{number}", thread.title, "\n".join(reply.text for reply in thread.replies))
        for number, thread in enumerate(medquad_threads())
    )
    titles = [(document.id, _spaced(document.title)) for document in documents]
    queries: dict[str, str] = {}
    answers: dict[str, dict[str, int]] = {}
    for group in tomllib.loads(resources.text(FILE))["groups"]:
        english = [text for text in group if text.isascii()]
        named = {name: 1 for name, title in titles if any(_spaced(text) in title for text in english)}
        for text in english if named and len(english) > 1 else ():
            query = f"q{len(queries)}"
            queries[query], answers[query] = " ".join(english) if together else text, named
    return Judged("MedQuAD, expressions of the vocabulary", documents, queries, answers)


def _spaced(text: str) -> str:
    """The words of a text between spaces, plurals without their ending."""
    words = re.findall(r"[a-z0-9']+", text.lower())
    return f" {' '.join(word.removesuffix('s') if len(word) > _SHORT else word for word in words)} "


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _there(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there")
    return path
