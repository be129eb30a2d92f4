"""Which terms a pattern, a range or a misspelt word means: found in whole blocks of the dictionary at once.

Whoosh steps from term to term; in a dictionary of 60,000 that takes a second before the first posting is read.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from whoosh import query as q

from qa_reader.search.analysis import folded
from qa_reader.search.arrays import after
from qa_reader.search.dictionary import Dictionary
from qa_reader.search.folding import is_cjk
from qa_reader.search.schema import PREFIXES

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]
#: The indices, ascending, of those texts that are meant.
Fits = Callable[[Sequence[str]], Sequence[int] | Ints]

#: The queries of many terms whose terms are found here.
KINDS = (q.Prefix, q.Wildcard, q.FuzzyTerm, q.TermRange)
#: Terms that are looked at together: so many are half a megabyte of text.
_AT_ONCE = 1 << 15
#: The first key of the texts, behind those of the names.
_FIRST_TEXT = b" "
#: No single CJK character has a key before this.
_FIRST_CJK = b"\xe0"


class Kind(Struct, frozen=True):
    """The terms of a field from the key `start` up to `stop` (None: the end) that fit; `fits` None: all of them.

    `name` tells kinds of a field apart; `skipped`: how many characters of a key are the field's own.
    """

    name: Hashable
    start: bytes
    stop: bytes | None
    fits: Fits | None = None
    skipped: int = 0

    def places(self, dictionary: Dictionary) -> tuple[Ints, list[bytes]]:
        """The places in the dictionary of the terms that are meant, ascending; no empty term is.

        The keys of those that are one CJK character stand apart: such a term means all that begin with it.
        """
        first, last = dictionary.places_from(self.start, self.stop)
        cjk = dictionary.places_from(_FIRST_CJK, None)[0]
        if self.fits is None and last <= cjk:
            return np.arange(first, last), []
        found: list[Ints] = [np.zeros(0, np.int64)]
        single: list[bytes] = []
        for at in range(first, last, _AT_ONCE):
            texts = dictionary.texts_between(at, min(at + _AT_ONCE, last))
            if self.skipped:
                texts = [text[self.skipped :] for text in texts]
            some = np.arange(len(texts)) if self.fits is None else np.asarray(self.fits(texts), np.int64)
            if at + len(texts) > cjk and not self.skipped:
                apart = np.array([is_single(texts[i]) for i in some.tolist()], np.bool_)
                single += [texts[i].encode() for i in some[apart].tolist()]
                some = some[~apart]
            found.append(some + at)
        return np.concatenate(found), single

    def meant(self, texts: Sequence[str]) -> list[str]:
        """Those of some terms of the field that are meant."""
        prefix = self.start[: self.skipped]
        keys = {text: prefix + text.encode("utf-8", "replace") for text in texts}
        stop = self.stop
        some = [text for text, key in keys.items() if key >= self.start and (stop is None or key < stop)]
        return some if self.fits is None else [some[i] for i in self.fits(some)]


def is_single(text: str) -> bool:
    """Whether a term is one CJK character."""
    return len(text) == 1 and is_cjk(text)


def folded_pattern(text: str) -> str:
    """A pattern with its letters folded; its signs stay."""
    parts = (part if part in "*?" else folded(part).replace(" ", "") for part in re.split(r"([*?])", text))
    pattern = re.sub(r"\*+", "*", "".join(parts))  # each further star would multiply the time
    return "*" if pattern in ("?*", "*?") else pattern  # no word is empty


def kind_of(query: q.Query, to_bytes: Callable[[Any], bytes]) -> Kind | None:
    """The kind of terms that a query of `KINDS` means; None where it can mean none."""
    prefix = PREFIXES[query.field()]
    name = (type(query), query.field() if prefix else "")
    if type(query) is q.TermRange:
        return _range(query, prefix, name, to_bytes)
    if type(query) is q.Prefix:
        return _beginning(query.text, prefix, (*name, query.text))
    if type(query) is q.Wildcard:
        expression = re.compile(fnmatch.translate(query.text)).match
        literal = re.match(r"[^*?\[]*", query.text)[0]  # type: ignore[index]  # it always matches
        return _beginning(literal, prefix, (*name, query.text), lambda texts: _matched(texts, expression))
    word, most = query.text, int(query.maxdist)
    known = (*name, word, most, query.prefixlength)
    return _beginning(word[: query.prefixlength], prefix, known, lambda texts: alike(texts, word, most))


def _beginning(text: str, prefix: bytes, name: Hashable, fits: Fits | None = None) -> Kind:
    """The kind of those that begin with a text."""
    start = prefix + text.encode("utf-8", "replace")
    return Kind(name, start or _FIRST_TEXT, after(start) if start else None, fits, len(prefix))


def _range(query: q.TermRange, prefix: bytes, name: tuple[Any, ...], to_bytes: Callable[[Any], bytes]) -> Kind | None:
    try:
        start = prefix + (b"" if query.start is None else to_bytes(query.start))
        end = None if query.end is None else prefix + to_bytes(query.end)
    except ValueError:
        return None
    # the key behind another is the same with a zero byte
    stop = (after(prefix) if prefix else None) if end is None else end if query.endexcl else end + b"\0"
    begin = max(start + b"\0" if query.startexcl and query.start is not None else start, _FIRST_TEXT[len(prefix) :])
    return Kind((*name, begin, stop), begin, stop if stop is None else max(begin, stop), None, len(prefix))


def _matched(texts: Sequence[str], match: Callable[[str], Any]) -> list[int]:
    return [i for i, text in enumerate(texts) if text and match(text)]


# ---------------------------------------------------------------- words that differ a little


def alike(texts: Sequence[str], word: str, most: int) -> Ints:
    """The indices of the texts that differ from a word in at most so many letters, as Whoosh counts them.

    The letters that a text has, as bits, rule out most; the others' tables are computed side by side, those of one
    length together.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    points = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), "<u4")
    near = np.flatnonzero((np.abs(lengths - len(word)) <= most) & (lengths > 0))
    starts = (np.cumsum(lengths) - lengths)[near]
    lengths = lengths[near]
    target = np.frombuffer(word.encode("utf-32-le", "replace"), "<u4")
    bits = np.append(np.uint32(1) << (points & np.uint32(31)), np.uint32(0))
    bounds = np.stack((starts, starts + lengths), axis=1).reshape(-1)
    bags = np.bitwise_or.reduceat(bits, bounds)[::2] if len(near) else np.zeros(0, np.uint32)
    own = np.bitwise_or.reduce(np.uint32(1) << (target & np.uint32(31)))
    some = np.bitwise_count(bags ^ own) <= 2 * most
    found = [np.zeros(0, np.int64)]
    for length in np.flatnonzero(np.bincount(lengths[some])).tolist():
        group = np.flatnonzero(some & (lengths == length))
        letters = points[starts[group][:, None] + np.arange(length)]
        found.append(near[group[_distances(letters, target) <= most]])
    return np.sort(np.concatenate(found))


def _distances(letters: Array, target: Array) -> Array:
    """The edits (Damerau and Levenshtein's, neighbours swapped count one) between texts, a row each, and a target."""
    columns = np.arange(len(target) + 1, dtype=np.int16)
    before = row = np.broadcast_to(columns, (len(letters), len(columns)))
    for x in range(letters.shape[1]):
        differs = letters[:, x, None] != target
        following = np.empty_like(row)
        following[:, 0] = x + 1
        np.minimum(row[:, 1:] + 1, row[:, :-1] + differs, out=following[:, 1:])
        if x:
            swapped = (letters[:, x, None] == target[:-1]) & (letters[:, x - 1, None] == target[1:])
            swaps = np.where(swapped, before[:, :-2] + 1, np.int16(1 << 14))
            np.minimum(following[:, 2:], swaps, out=following[:, 2:])
        # an insertion costs one more than what is left of it: a running minimum, with its place taken away
        following -= columns
        np.minimum.accumulate(following, axis=1, out=following)
        following += columns
        before, row = row, following
    return row[:, -1]
