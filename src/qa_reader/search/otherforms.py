"""Other spellings and other forms of a bag's words, and what a word that no thread has may be.

They count in the documents that do not have the word itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from qa_reader.search.analysis import term_of
from qa_reader.search.bag import Asked
from qa_reader.search.commonwords import is_common
from qa_reader.search.found import Documents, Found, Scores, known
from qa_reader.search.posting import Posting
from qa_reader.search.spelling import Speller
from qa_reader.search.variants import family, spellings
from qa_reader.search.wordrank import WEIGHTS, WordRanker

Array = npt.NDArray[Any]

#: Terms of a bag whose other forms are looked for, and what a spelling and a word of the family count where the
#: term itself is not there. Measured: SciFact +0.7 %, RQE +0.1 %; forms that add to the term itself bring nothing.
#: Of 0.2 to 0.8 for the family 0.6 is best: beside 0.4 SciFact +0.1, Stack Exchange +0.3, MedQuAD +0.1 %.
#: Beside 8 terms 16 are worth RQE +0.03 %, the others ± 0.0; more bring nothing.
_VARIED = 16
_SPELT = 0.8
_KIN = 0.6
#: What a word counts that an absent one of the text is taken for by its spelling, and absent words looked at. Measured:
#: MedQuAD +1.3 % asked with synonyms, +33 % with a letter wrong in a name (while two might be wrong in long words);
#: SciFact, RQE, Stack Exchange ± 0.0 %.
_MEANT = 0.6
_ABSENT = 8
#: Forms with no more postings than this are kept added up (a quarter of the time), more would push all else out.
_KEPT_FORMS = 4096


class Sought(Struct, frozen=True):
    """A term of a bag that the index has, and how much it counts."""

    term: str
    posting: Posting
    weight: float
    sentences: tuple[int, ...] = ()


class _Likely(Struct, frozen=True):
    """What an absent word may be: a term, what it counts then, and, where it was misspelt, the word."""

    term: str
    share: float
    said: str = ""


class OtherForms:
    """Finds other forms of words, and adds what they count; for one thread at a time."""

    def __init__(self, words: WordRanker, speller: Callable[[], Speller]) -> None:
        """`speller` is asked for when the first word is not there: it reads all words."""
        self._words = words
        self._speller = speller
        self._arrays = words.arrays

    def read_as(self, term: str, said: str) -> str | None:
        """The word that counts in the place of a misspelt one that the index does not have; None for none."""
        found = self._likeliest(term, said)
        return found.said or None if found else None

    def known(self, bag: Sequence[Asked]) -> list[Asked]:
        """The words of a bag, those that the index does not have as the likeliest other form or spelling of them."""
        words = [asked for asked in bag if not (asked.single or asked.parts)]
        have = {asked.term for asked in words}
        absent = [asked for asked in words if self._words.posting(asked.term) is None][:_ABSENT]
        other: dict[str, _Likely] = {}
        for asked in absent:
            found = self._likeliest(asked.term, asked.said)
            if found and found.term not in have:
                have.add(found.term)
                other[asked.term] = found
        return [
            replace(asked, term=one.term, weight=asked.weight * one.share) if (one := other.get(asked.term)) else asked
            for asked in words
        ]

    def _likeliest(self, term: str, said: str) -> _Likely | None:
        """What an absent word may be in the index."""

        def made() -> list[_Likely]:
            forms = [_Likely(forms[0], share) for forms, share in self._forms(term)][:1]
            if forms:
                return forms
            self._words.searcher.go_on()
            word = self._speller().nearest(said)
            return [_Likely(term_of(word), _MEANT, word)] if word and not is_common(term_of(word)) else []

        found = self._arrays.kept(("absent", said), made, lambda _found: 200)
        return found[0] if found else None

    def add(self, sought: Sequence[Sought], scores: Scores, documents: Documents) -> None:
        """Let other forms of terms count in the documents that do not have the terms themselves."""
        for term in sought[:_VARIED]:
            self._words.searcher.go_on()
            for forms, share in self._forms(term.term):
                here, counts = self._instead_of(term, forms, documents)
                counts /= counts + self._words.norm.take(documents.take(here))
                scores[here] += counts * np.float32(term.weight * share)

    def _forms(self, term: str) -> list[tuple[tuple[str, ...], float]]:
        """Other spellings and other forms of a term, each with the share of it that they count."""

        def made() -> list[tuple[tuple[str, ...], float]]:
            spelt = spellings(term, lambda other: self._words.posting(other) is not None)
            kin = tuple(form for form in family(self._arrays, term) if form not in spelt)
            return [(forms, share) for forms, share in ((spelt, _SPELT), (kin, _KIN)) if forms]

        return self._arrays.kept(("forms", term), made, lambda found: 500 * len(found))

    def _instead_of(self, term: Sought, forms: Sequence[str], documents: Documents) -> tuple[Array, Scores]:
        """The indices of the documents that have some of the forms and not the term, and how often, by field."""

        def made() -> list[Found]:
            few = sum(posting.count for posting in self._postings(forms)) <= _KEPT_FORMS
            return [self._without(self._postings(forms), term.posting)] if few else []

        # the same for every bag; looked for before the postings, which then need not stay as well
        kept = self._arrays.kept(("instead", term.term, *forms), made, lambda found: 8 * sum(map(len, found)))
        if kept:
            here, there = self._words.searcher.sets.common(documents, kept[0].documents)
            return here, kept[0].score(there)
        counts = np.zeros(len(documents), np.float32)
        for posting in self._postings(forms):
            here, frequency = self._words.having(posting, documents)
            counts[here] += frequency
        counts[self._words.both(documents, term.posting)[0]] = 0
        here = (counts != 0).nonzero()[0]
        return here, counts.take(here)

    def _postings(self, forms: Iterable[str]) -> list[Posting]:
        return [posting for posting in map(self._words.posting, forms) if posting is not None]

    def _without(self, forms: Sequence[Posting], own: Posting) -> Found:
        """The documents that have some of the forms and not the term itself, with how often, by field."""
        sets = self._words.searcher.sets
        found = sets.any([known(form.documents, form.weighted(WEIGHTS)) for form in forms])
        others = np.ones(len(found), np.bool_)
        others[sets.common(found.documents, own.documents)[0]] = False
        return known(found.documents.compress(others), found.scores().compress(others))
