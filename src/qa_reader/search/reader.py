"""The arrays of an index as Whoosh's IndexReader: what its Searcher, parser, corrector and expander need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.reading import IndexReader, TermInfo, TermNotFound

from qa_reader.search.arrays import Arrays
from qa_reader.search.matcher import ArrayMatcher
from qa_reader.search.posting import Posting
from qa_reader.search.schema import COLUMNS, FIELDS, PREFIXES, TEXTS, WORD_FIELDS, make_schema


class ArrayReader(IndexReader):  # type: ignore[misc] # whoosh has no types
    """Whoosh's reader over `Arrays`."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.schema = make_schema()

    def _key(self, fieldname: str, text: str | bytes) -> bytes:
        if fieldname not in self.schema:
            raise TermNotFound(f"No field {fieldname!r}")
        wanted: bytes = self._text_to_bytes(fieldname, text)
        return PREFIXES[fieldname] + wanted

    def _posting(self, fieldname: str, text: str | bytes) -> Posting | None:
        """The postings of a term in a field, as if the field had a list of its own."""
        if fieldname in COLUMNS:
            terms, place = self.arrays.column_terms(fieldname)
            wanted = self._text_to_bytes(fieldname, text)
            if wanted not in terms:
                return None
            return Posting.of_column(np.flatnonzero(place == terms.index(wanted)).astype(np.int32))
        posting = self.arrays.posting(self._key(fieldname, text))
        if posting is None or fieldname not in TEXTS:
            return posting
        column = TEXTS.index(fieldname)
        return posting if posting.document_counts[column] else None

    def _column(self, fieldname: str) -> int:
        return TEXTS.index(fieldname) if fieldname in TEXTS else 0

    def __contains__(self, term: tuple[str, str | bytes]) -> bool:
        return term[0] in self.schema and self._posting(*term) is not None

    def indexed_field_names(self) -> Iterable[str]:
        return FIELDS

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        for fieldname in sorted(FIELDS):
            yield from self._terms_of(fieldname, b"")

    def terms_from(self, fieldname: str, prefix: str | bytes) -> Iterator[tuple[str, bytes]]:
        start = self._text_to_bytes(fieldname, prefix)
        yield from self._terms_of(fieldname, start)

    def _terms_of(self, fieldname: str, start: bytes) -> Iterator[tuple[str, bytes]]:
        if fieldname in COLUMNS:
            yield from ((fieldname, text) for text in self.arrays.column_terms(fieldname)[0] if text >= start)
            return
        prefix = PREFIXES[fieldname]
        for key in self.arrays.keys_from(prefix + start if prefix else max(start, b" ")):
            if not key.startswith(prefix):
                return
            text = key[len(prefix) :]
            if fieldname not in TEXTS or self._posting(fieldname, text) is not None:
                yield fieldname, text

    def term_info(self, fieldname: str, text: str | bytes) -> TermInfo:
        posting = self._posting(fieldname, text)
        if posting is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        column = self._column(fieldname)
        documents, weights = posting.in_column(column)
        lengths = self.arrays.lengths(fieldname)[documents] if fieldname in WORD_FIELDS else np.ones(len(documents))
        return TermInfo(
            weight=float(weights.sum()),
            df=len(documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(weights.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def has_deletions(self) -> bool:
        return self.arrays.alive is not None

    def is_deleted(self, docnum: int) -> bool:
        alive = self.arrays.alive  # Whoosh also asks about the number behind the last
        return alive is not None and docnum < len(alive) and not alive[docnum]

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {"number": int(self.arrays.numbers[docnum])}

    def doc_count_all(self) -> int:
        return self.arrays.documents

    def doc_count(self) -> int:
        return self.arrays.count

    def generation(self) -> int:
        return self.arrays.manifest.generation

    def frequency(self, fieldname: str, text: str | bytes) -> int:
        posting = self._posting(fieldname, text)
        return 0 if posting is None else posting.frequency_counts[self._column(fieldname)]

    def doc_frequency(self, fieldname: str, text: str | bytes) -> int:
        posting = self._posting(fieldname, text)
        return 0 if posting is None else posting.document_counts[self._column(fieldname)]

    def field_length(self, fieldname: str) -> int:
        return self.arrays.field_length(fieldname) if fieldname in WORD_FIELDS else self.arrays.documents

    def min_field_length(self, fieldname: str) -> int:
        return int(self.arrays.lengths(fieldname).min()) if fieldname in WORD_FIELDS and self.arrays.documents else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self.arrays.lengths(fieldname).max()) if fieldname in WORD_FIELDS and self.arrays.documents else 0

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self.arrays.lengths(fieldname)[docnum]) if fieldname in WORD_FIELDS else default

    def postings(self, fieldname: str, text: str | bytes, scorer: Any = None, **_: Any) -> ArrayMatcher:
        posting = self._posting(fieldname, text)
        if posting is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        term = (fieldname, self._text_to_bytes(fieldname, text))
        matcher = ArrayMatcher(posting, self._column(fieldname), term, self.schema[fieldname].format, scorer)
        return matcher.without(self.arrays.alive)

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        return False

    def vector(self, docnum: int, fieldname: str, format_: Any = None) -> Any:
        raise KeyError(f"no vectors of {fieldname}")
