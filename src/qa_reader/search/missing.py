"""What is told of the words that no thread has, or that those which are shown lack."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa_reader.search.query import Parsed, Word
from qa_reader.wording import marked, tr

_RELAXED = marked("No thread has all of these words; these have most of them.")
_SOME = marked("No thread has all of these words; these have some of them.")
_MISSING = marked("No thread has “{0}”; these have the other words.")
NOWHERE = marked("No thread has “{0}”.")
NONE_HAS_ALL = marked("Each part of this is in some thread, but none has all of them.")
_READ_AS = marked("“{0}” counts in the place of “{1}”, which no thread has.")
#: So many words are named, each with so many characters.
MOST_WORDS = 5
_MOST_CHARACTERS = 40
#: More words are pasted, not typed: that no thread has some of them goes without saying.
_TYPED = 8


class Missing:
    """The words of a question that an index lacks.

    `has`: whether it has a term; `read_as`: the word that counts in the place of one that it lacks, None for none.
    """

    def __init__(self, parsed: Parsed, has: Callable[[str], bool], read_as: Callable[[str, str], str | None]) -> None:
        self._parsed = parsed
        self._has = has
        self._read_as = read_as

    def nowhere(self) -> tuple[str, ...]:
        """That no thread has them, where nothing was found."""
        missing = self._of(self._parsed.words)
        return (tr(NOWHERE).format(self._named(missing)),) if missing else ()

    def left_out(self, share: float) -> tuple[str, ...]:
        """What the threads of an answer do not have of the words, of whose weight they have this share."""
        telling = [word for word in self._parsed.words if word.telling]
        missing = self._of(telling)
        looked_at = missing[:MOST_WORDS]  # each costs a look through all words of the archive
        read = {word: other for word in looked_at if (other := self._read_as(word.terms[0], self._text(word)))}
        told = tuple(tr(_READ_AS).format(other, self._text(word)) for word, other in read.items())
        others, left = [word for word in missing if word not in read], len(telling) - len(missing)
        if others and left == 1:
            return (tr(_MISSING).format(self._named(others)), *told)
        absent = (tr(NOWHERE).format(self._named(others)),) if others and len(telling) <= _TYPED else ()
        return (*absent, tr(_RELAXED) if share else tr(_SOME), *told)

    def _of(self, words: Sequence[Word]) -> list[Word]:
        return [word for word in words if not any(map(self._has, word.terms))]

    def _named(self, words: Sequence[Word]) -> str:
        return tr("”, “").join(map(self._text, words[:MOST_WORDS]))

    def _text(self, word: Word) -> str:
        return shortened(self._parsed.text[slice(*word.span)])


def shortened(text: str) -> str:
    """The text, cut where it is too long to be said again."""
    text = text.strip()
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"
