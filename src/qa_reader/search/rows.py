"""Where the parts of a row stand one behind the other: patterns within runs of Chinese, see `hanpatterns`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from whoosh import query as q

from qa_reader.search.arrays import after
from qa_reader.search.folding import is_cjk
from qa_reader.search.found import NOTHING, Found, begins, known
from qa_reader.search.hanpatterns import Part, Row
from qa_reader.search.kinds import kind_of
from qa_reader.search.posting import CELLS, Posting
from qa_reader.search.schema import PREFIXES, TEXTS

if TYPE_CHECKING:
    from qa_reader.search.searcher import ArraySearcher

Array = npt.NDArray[Any]

_FIRST_CJK = "\u3005"


def having_row(searcher: ArraySearcher, row: Row) -> Found:
    """The documents that have a row in its field, scored as those of a term that stands where it does."""
    column = TEXTS.index(row.fieldname) if row.fieldname in TEXTS else 0
    cells = _cells(searcher, row)
    cells = cells.compress(cells % CELLS == column)
    if not len(cells):
        return NOTHING
    first = begins(cells).nonzero()[0]
    documents = (cells.take(first) // CELLS).astype(np.int32)
    counts = np.diff(first, append=len(cells)).astype(np.float32)
    counts /= counts + searcher.bm25.norm(row.fieldname).take(documents)
    return known(documents, counts * np.float32(searcher.bm25.weight(len(documents)) * row.boost))


def _cells(searcher: ArraySearcher, row: Row) -> Array:
    """The cell of each place where the row ends, ascending; the same for all fields that share postings."""
    name = ("row", PREFIXES[row.fieldname], row.pattern)
    return searcher.arrays.kept(
        name,
        lambda: searcher.within_width(lambda width: _found(searcher, row, width) // width),
        lambda cells: cells.nbytes,
    )


def _found(searcher: ArraySearcher, row: Row, width: int) -> Array:
    found = np.zeros(0, np.int64)
    if any(_is_term(part.text) and searcher.posting(row.fieldname, part.text) is None for part in row.parts):
        return found  # all pairs are looked through for one that ends with a character: 1.3 s where there are a million
    for at, part in enumerate(row.parts):
        searcher.go_on()
        keys = _keys(searcher, row, at, width)
        found = behind(found, keys, width, part) if at else keys
        if not len(found):
            break
    return found


def behind(before: Array, keys: Array, width: int, part: Part) -> Array:
    """Those of a part's keys that have one of `before` as far before them in their cell as the part says."""
    lowest = keys - np.minimum(keys % width, part.most)
    at = before.searchsorted(lowest)
    nearest = before.take(np.minimum(at, len(before) - 1))
    return keys.compress((at < len(before)) & (nearest <= keys - part.least))


def _keys(searcher: ArraySearcher, row: Row, at: int, width: int) -> Array:
    """Where a part of the row stands, as `Posting.keys` says it."""
    keys = [posting.keys(width).astype(np.int64) for posting in _postings(searcher, row, at)]
    return np.sort(np.concatenate(keys)) if keys else np.zeros(0, np.int64)


def _postings(searcher: ArraySearcher, row: Row, at: int) -> Iterator[Posting]:
    """The postings of a part: of one term, of the pairs that begin or end with a character, of words that match."""
    arrays, text, prefix = searcher.arrays, row.parts[at].text, PREFIXES[row.fieldname]
    if _is_term(text):
        posting = searcher.posting(row.fieldname, text)
        yield from () if posting is None else (posting,)
    elif is_cjk(text[0]):
        yield from _beginning(searcher, prefix + text[0].encode(), ends=text[-1] == "*")
    elif is_cjk(text[-1]):
        for first in _firsts(searcher, row, at):
            posting = searcher.posting(row.fieldname, first + text[-1])
            if posting is not None:
                searcher.go_on()
                yield posting
    else:
        yield from (
            posting for key in _matching(searcher, row.fieldname, text) if (posting := arrays.posting(key)) is not None
        )


def _is_term(text: str) -> bool:
    return "?" not in text and "*" not in text


def _beginning(searcher: ArraySearcher, key: bytes, *, ends: bool) -> Iterator[Posting]:
    """The pairs that begin with a character; with `ends` also where it ends a run."""
    gathered = []
    for segment, base in zip(searcher.arrays.segments, searcher.arrays.bases.tolist(), strict=False):
        first, last = segment.places_from(key if ends else key + b"\0", after(key))
        if first < last:
            gathered.append((segment, first, last, base))
    if gathered:
        yield Posting.of_terms(gathered)


def _firsts(searcher: ArraySearcher, row: Row, at: int) -> Sequence[str]:
    """The characters with which a part may begin that ends with its character: those behind the part before it."""
    part, prefix = row.parts[at], PREFIXES[row.fieldname]
    before = row.parts[at - 1].text if at and part.least == part.most == 1 else ""
    if len(before) == 2 and before[1] == "?":
        start = prefix + before[0].encode()
        return sorted({text[1] for text in _texts(searcher, prefix, start, after(start)) if len(text) == 2})
    stop = after(prefix) if prefix else None
    pairs = _texts(searcher, prefix, prefix + _FIRST_CJK.encode(), stop)
    return sorted({text[0] for text in pairs if len(text) == 2 and text[1] == part.text[1]})


def _texts(searcher: ArraySearcher, prefix: bytes, start: bytes, stop: bytes | None) -> Iterator[str]:
    """The terms of all segments from one key to another, without what is the field's own."""
    for segment in searcher.arrays.segments:
        for text in segment.texts_between(*segment.places_from(start, stop)):
            yield text[len(prefix) :]


def _matching(searcher: ArraySearcher, field: str, pattern: str) -> list[bytes]:
    """The keys of the words that match a pattern of letters."""
    kind = kind_of(q.Wildcard(field, pattern), str.encode)
    assert kind is not None  # as only a range may be
    segments = searcher.arrays.segments
    return sorted({segment.key_at(place) for segment in segments for place in kind.places(segment)[0].tolist()})
