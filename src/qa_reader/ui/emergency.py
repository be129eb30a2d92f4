"""Whether a query has words of an emergency; the words are `resources/emergency.toml`. Knows no Qt."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from qa_reader import resources

_NO_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_GAPS = re.compile(r"[\W_]+")


class Sign(Struct, frozen=True):
    """One emergency by its words: of each list at least one; `kind` "crisis" where somebody may want to die."""

    name: str
    kind: str
    words: tuple[tuple[str, ...], ...]

    def is_in(self, spaced: str, joined: str) -> bool:
        """Whether a text has the words; it is given folded, with and without its spaces."""
        return all(any(_has(word, spaced, joined) for word in alternatives) for alternatives in self.words)


def load() -> tuple[Sign, ...]:
    """The signs of the resources; read from a file, so not for the window's thread."""
    import tomllib

    stored = tomllib.loads(resources.text("emergency.toml"))
    return tuple(
        Sign(sign["name"], sign.get("kind", ""), tuple(tuple(words) for words in sign["words"]))
        for sign in stored["sign"]
    )


def sign_in(signs: tuple[Sign, ...], text: str) -> Sign | None:
    """The first emergency of which a text speaks; a crisis before all others, because its words are gentler."""
    folded = _folded(text)
    spaced, joined = f" {folded} ", folded.replace(" ", "")
    found = [sign for sign in signs if sign.is_in(spaced, joined)]
    return min(found, key=lambda sign: sign.kind != "crisis", default=None)


def _has(word: str, spaced: str, joined: str) -> bool:
    if not word.isascii():  # Chinese has no spaces between its words
        return word in joined
    return f" {word[:-1]}" in spaced if word.endswith("*") else f" {word} " in spaced


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return _GAPS.sub(" ", unicodedata.normalize("NFKC", plain).translate(_NO_APOSTROPHES)).strip()
