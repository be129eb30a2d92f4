"""Xapian: one stream of stems with positions, title and replies once more under their prefixes, dates as a value.

The Python module comes with Debian (python3-xapian), not from PyPI. It is looked for on the path, among Debian's
packages where the Python is of the same version, and in the folder that `QA_READER_XAPIAN` names (a root into which
the two packages libxapian30 and python3-xapian were unpacked).
"""

from __future__ import annotations

import ctypes
import importlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from qa_reader.model import Thread
from tests.benchmarks.classes import Join, Question
from tests.benchmarks.peers import TITLE_WEIGHT, TOP, Absent, day, days, fields, paired

_PREFIXES = {"title": "S", "reply": "XR"}
_DAY = 0  # the value slot
_GAP = 100  # positions between two fields, so that no phrase crosses


@cache
def _library() -> Any:
    """The module; raises Absent."""
    root = Path(os.environ.get("QA_READER_XAPIAN", "/"))
    try:
        return importlib.import_module("xapian")
    except ImportError:
        pass
    try:
        for library in sorted(root.glob("usr/lib/*/libxapian.so.30")) if root != Path("/") else []:
            ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)
        sys.path.append(str(root / "usr/lib/python3/dist-packages"))
        try:
            return importlib.import_module("xapian")
        finally:
            sys.path.pop()  # Debian's other packages are none of ours
    except (ImportError, OSError) as fault:
        raise Absent(
            f"xapian: not importable by this Python {sys.version_info.major}.{sys.version_info.minor} ({fault}); "
            "it is in Debian's python3-xapian"
        ) from fault


class Peer:
    """The engine over a database folder."""

    NAME = "xapian"
    LIMIT = 0

    @staticmethod
    def version() -> str:
        """Xapian's version; raises Absent."""
        return f"Xapian {_library().version_string()}"

    @staticmethod
    def build(threads: Iterable[tuple[int, Thread]], folder: Path) -> None:
        """One writer, no syncing, flushed each 20,000 documents."""
        os.environ.setdefault("XAPIAN_FLUSH_THRESHOLD", "20000")
        xapian = _library()
        flags = xapian.DB_CREATE | xapian.DB_NO_SYNC | xapian.DB_DANGEROUS
        database = xapian.WritableDatabase(str(folder / "database"), flags)
        terms = xapian.TermGenerator()
        terms.set_stemmer(xapian.Stem("english"))
        terms.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)
        for number, thread in threads:
            document = xapian.Document()
            terms.set_document(document)
            terms.set_termpos(0)
            title, question, reply, info = fields(thread)
            terms.index_text(title, int(TITLE_WEIGHT))
            for text in (question, reply, info):
                terms.increase_termpos(_GAP)
                terms.index_text(text)
            terms.index_text_without_positions(title, 1, _PREFIXES["title"])
            terms.index_text_without_positions(reply, 1, _PREFIXES["reply"])
            document.add_value(_DAY, xapian.sortable_serialise(day(thread)))
            database.replace_document(number, document)
        database.commit()
        database.close()

    @staticmethod
    def settle(folder: Path) -> None:
        """Compacted, as Xapian recommends for a database that is only read."""
        xapian = _library()
        database = xapian.Database(str(folder / "database"))
        database.compact(str(folder / "compact"), xapian.DBCOMPACT_NO_RENUMBER)
        database.close()
        for file in (folder / "database").iterdir():
            file.unlink()
        (folder / "database").rmdir()

    def __init__(self, folder: Path) -> None:
        xapian = self._xapian = _library()
        self._database = xapian.Database(str(folder / "compact"))
        self._enquire = xapian.Enquire(self._database)
        parser = self._parser = xapian.QueryParser()
        parser.set_database(self._database)
        parser.set_stemmer(xapian.Stem("english"))
        parser.set_stemming_strategy(xapian.QueryParser.STEM_ALL)
        parser.set_default_op(xapian.Query.OP_AND)
        for name, prefix in _PREFIXES.items():
            parser.add_prefix(name, prefix)
        self._range = xapian.NumberRangeProcessor(_DAY)
        parser.add_rangeprocessor(self._range)
        flags = xapian.QueryParser
        self._flags = flags.FLAG_PHRASE | flags.FLAG_WILDCARD | flags.FLAG_BOOLEAN

    def translate(self, question: Question) -> str:
        """What Xapian's own query parser takes."""
        if question.join is Join.PHRASE:
            text = f'"{" ".join(question.words)}"'
        elif question.join is Join.PREFIX:
            text = f"{question.words[0]}*"
        elif question.join is Join.HANZI:
            pairs = paired(question.words[0]).split()
            text = f'"{" ".join(pairs)}"' if len(pairs) > 1 else pairs[0]
        elif question.join is Join.SENTENCE:
            # not AND, OR and NOT, which the parser would take for its own words: they are lower case here
            text = f"{' '.join(question.words)}|{' OR '.join(question.words)}"
        else:
            text = (" OR " if question.join is Join.ANY else " ").join(question.words)
        if question.field:
            text = f"{question.field}:{text}"
        if question.years:
            text += " {}..{}".format(*days(question))
        return text

    def top(self, asked: str) -> list[int]:
        """Best first by BM25; Xapian may stop as soon as the best are certain."""
        return self._answer(asked, 0)[0]

    def top_and_total(self, asked: str) -> tuple[list[int], int]:
        """The same with every match checked, which makes the estimate exact."""
        return self._answer(asked, self._database.get_doccount())

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()

    def _answer(self, asked: str, check_at_least: int) -> tuple[list[int], int]:
        for text in asked.split("|"):  # a second text is what a sentence falls back to
            self._enquire.set_query(self._parser.parse_query(text, self._flags))
            matches = self._enquire.get_mset(0, TOP, check_at_least)
            if matches.size():
                return [match.docid for match in matches], matches.get_matches_estimated()
        return [], 0
