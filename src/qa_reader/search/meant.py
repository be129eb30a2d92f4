"""What may have been meant by words that no thread has: other spellings, words run together or apart, characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise
from typing import NamedTuple

from qa_reader.search.analysis import Mode, folded, occurrences, term_of
from qa_reader.search.commonwords import is_common
from qa_reader.search.folding import fold_character, in_traditional, is_cjk
from qa_reader.search.hanspelling import HanSpeller
from qa_reader.search.hanwords import chains, stretches
from qa_reader.search.query import Word
from qa_reader.search.spelling import Speller
from qa_reader.search.syntax import OPERATORS
from qa_reader.search.wordrank import WordRanker

#: A misspelt word of so many letters is taken for one whatever else is asked for; a run of so many characters, too.
#: A shorter word in capitals is an abbreviation.
_SURE, _SURE_RUN = 6, 3
#: Spellings tried for one word, and texts offered in all.
_SPELLINGS = 5
_OFFERED = 12
#: Runs of Chinese that are looked at: each costs some milliseconds.
_RUNS = 4
#: Names that are looked at to see in which characters an archive is written.
_LOOKED_AT = 200


class _Edit(NamedTuple):
    """A part of the text, what may stand there instead, and whether that is sure without the rest of the text."""

    start: int
    end: int
    text: str
    sure: bool


class Better(NamedTuple):
    """A text that may have been meant; where it is not `sure`, some thread should have all of it."""

    text: str
    sure: bool


class Meant:
    """Makes better texts of one that finds nothing."""

    def __init__(self, ranker: WordRanker, speller: Callable[[], Speller]) -> None:
        """`speller` is asked for when the first word is misspelt: it reads all words."""
        self._ranker = ranker
        self._speller = speller
        self._han = HanSpeller(ranker)

    def texts(self, words: Sequence[Word], text: str) -> Iterator[Better]:
        """What may have been meant, the likeliest first; nothing where all words are there as they stand."""
        words = [word for word in words if not _is_syntax(word, text)]
        choices = [*self._joined(words, text), *self._misspelt(words, text), *self._mistyped(text)]
        taken: list[list[_Edit]] = []
        for choice in choices:
            if not any(
                edit.start < other[0].end and other[0].start < edit.end for edit in choice[:1] for other in taken
            ):
                taken.append(choice)
        yield from islice(dict.fromkeys(_edited(text, taken)), _OFFERED)

    # ------------------------------------------------------------ words of letters

    def _is_absent(self, word: Word) -> bool:
        return len(word.terms) == 1 and word.terms[0].isascii() and self._ranker.posting(word.terms[0]) is None

    def _is_there(self, word: str) -> bool:
        return not is_common(term_of(word)) and self._ranker.posting(term_of(word)) is not None

    def _is_rather(self, together: str, *apart: str) -> bool:
        """Whether a word is in as many threads as the rarer one of its two parts."""
        return self._is_there(together) and self._count(term_of(together)) >= min(map(self._count, apart))

    def _count(self, term: str) -> int:
        posting = self._ranker.posting(term)
        return posting.count if posting else 0

    def _misspelt(self, words: Sequence[Word], text: str) -> Iterator[list[_Edit]]:
        """For each word that no thread has the spellings that some have."""
        for word in words:
            said = text[slice(*word.span)]
            if self._is_absent(word) and not (said.isupper() and len(said) < _SURE):
                self._ranker.searcher.go_on()
                sure = len(said) >= _SURE and not said.isupper()
                edits = [_Edit(*word.span, better, sure) for better in self._spelt(said)]
                if edits:
                    yield edits

    def _spelt(self, word: str) -> list[str]:
        """Other spellings of a word: two words that were run together stand before those that differ by much."""
        near = [*self._uninflected(word)]
        near += [one for one in self._speller().suggest(word, _SPELLINGS) if not is_common(term_of(one))]
        apart = self._speller().parted(folded(word))
        if not apart or not all(map(self._is_there, apart)):
            return near
        at = sum(len(one) == len(word) or abs(len(one) - len(word)) == 1 for one in near[:1])
        return [*near[:at], " ".join(apart), *near[at:]] if at else [" ".join(apart), *near]

    def _uninflected(self, word: str) -> Iterator[str]:
        """The word without its ending where that hides it: "flying" has a stem, "fly" is too short for one."""
        term = term_of(folded(word))
        if term.endswith("i") and self._is_there(term[:-1] + "y"):
            yield term[:-1] + "y"

    def _joined(self, words: Sequence[Word], text: str) -> Iterator[list[_Edit]]:
        """Neighbours that are one word of the archive: "fibro myalgia", not "type 2" where one thread has "type2"."""
        for one, other in pairwise(words):
            between = text[one.span[1] : other.span[0]]
            together = folded(text[slice(*one.span)] + text[slice(*other.span)])
            words_of_letters = together.isascii() and len(one.terms) == len(other.terms) == 1
            if between == " " and words_of_letters and self._is_rather(together, one.terms[0], other.terms[0]):
                yield [_Edit(one.span[0], other.span[1], together, sure=False)]

    # ------------------------------------------------------------ Chinese

    def _mistyped(self, text: str) -> Iterator[list[_Edit]]:
        """For each run of characters that no thread has the words that it nearly is."""
        found = [one for one in occurrences(text, Mode.QUERY) if is_cjk(one.term[0]) and len(one.term) == 2]
        runs = (stretch for chain in chains(found) for stretch in stretches(chain))
        for pairs in islice(runs, _RUNS):
            run = pairs[0].term[0] + "".join(pair.term[1] for pair in pairs)
            places = [pair.start for pair in pairs] + [pairs[-1].end - 1, pairs[-1].end]
            edits = [
                _Edit(places[one.first], places[one.last], self._written(one.text, text), len(run) >= _SURE_RUN)
                for one in self._han.suggest(run)
            ]
            if edits:
                yield edits

    def _written(self, characters: str, text: str) -> str:
        """Folded characters as the reader writes them; as the archive does where that cannot be told."""
        return in_traditional(characters) if _is_traditional(text) or self._traditional else characters

    @cached_property
    def _traditional(self) -> bool:
        """Whether the names in the archive are written in Traditional characters."""
        names = [name for facet in ("department", "hospital", "doctor") for name in self._names(facet)]
        return any(map(_is_traditional, names))

    def _names(self, facet: str) -> list[str]:
        return self._ranker.arrays.listing(facet)[0][:_LOOKED_AT]


def _is_syntax(word: Word, text: str) -> bool:
    """Whether a word is an operator, or the name of a field: there is a value behind its colon."""
    start, end = word.span
    return text[start:end] in OPERATORS or (text[end : end + 1] == ":" and text[end + 1 : end + 2].strip() != "")


def _is_traditional(text: str) -> bool:
    return any(is_cjk(character) and fold_character(character) != character for character in text)


def _edited(text: str, choices: Sequence[Sequence[_Edit]]) -> Iterator[Better]:
    """The text with the best edit of each choice, then with the others of one at a time."""
    if not choices:
        return
    best = [choice[0] for choice in choices]
    yield _with(text, best)
    for i, choice in enumerate(choices):
        for edit in choice[1:]:
            yield _with(text, [*best[:i], edit, *best[i + 1 :]])


def _with(text: str, edits: Sequence[_Edit]) -> Better:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return Better(text, all(edit.sure for edit in edits))
