"""Is what was typed syntax or plain words, and if it is broken syntax, where.

Looks at the text only; the tree is made in `query`. A short text with broken syntax is explained; in a long one
(pasted) quotes, brackets and colons are what they are in any prose.
"""

from __future__ import annotations

import re

from msgspec import Struct

from qa_reader.errors import QuerySyntaxError
from qa_reader.search.schema import COLUMNS, FIELDS
from qa_reader.wording import marked, tr

#: A text with more words than this is taken for prose when its syntax is broken.
PROSE_WORDS = 10
OPERATORS = ("AND", "OR", "NOT", "ANDNOT", "ANDMAYBE", "REQUIRE")
_BINARY = tuple(name for name in OPERATORS if name != "NOT")
#: What input methods write for the signs of the syntax; one for one, so that places stay.
_SIGNS = str.maketrans("“”„＂（）［］：＊？～＾「」『』｢｣", '""""()[]:*?~^""""""')
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"(?:~\d*)?)|(?P<quote>")|(?P<open>\()|(?P<close>\))|(?P<range>[\[{][^\]}"()]*[\]}])|(?P<bracket>[\[\]{}])"""
    r"|(?P<field>[A-Za-z_]\w*):(?=\S)|(?P<word>[^\s\"()\[\]{}]+)"
)
_WILD = re.compile(r"[\w?]\*|\*[\w?]|\w\?+\w|(?<![^\s(:])\?+[^\W\d_a-zA-Z]|\w~\d*$|\w\^\d+(?:\.\d+)?$")
_MAYBE = re.compile(r"""["()\[\]{}:*?~^]|AND|OR|NOT|REQUIRE""")
_ID = re.compile(r"(?<![\w:])id:(\S+)", re.IGNORECASE)
#: The value of a field that is no text, in quotes, which say no more than the value without them.
_QUOTED = re.compile(rf'(?<![\w:])({"|".join((*COLUMNS, "id"))}):"\s*([^"]*?)\s*"', re.IGNORECASE)
#: A wide question mark behind so many characters ends a sentence: 高血壓怎麼辦？要吃藥嗎; 高？壓 is a pattern.
_ASKED = re.compile(r"(?<=[^\W\x00-\u2e7f]{3})？")
_AGE_TILDE = re.compile(r"(?<=age:)(\d+)~(?=\d)", re.IGNORECASE)
#: What no query has: a quote that is not closed, and a bracket of ranges beside a range that has a field.
_ALONE = marked("A range needs a field before it: asked:[2019 to 2021].")
_NEVER = {
    "quote": marked("The quote that opens here is not closed."),
    "bracket": marked("This bracket stands alone: a range is written asked:[2019 to 2021]."),
}
#: Stands for a colon in an id, which Whoosh's parser would take for a field's.
ID_COLON = "\ue000"


class Typed(Struct, frozen=True):
    """A text as it was typed, cleaned for the parser; `syntax`: whether it uses the query language."""

    text: str
    syntax: bool
    note: str = ""


def _cleaned(text: str) -> str:
    """The text with ASCII signs, no control characters, ids and age bands safe from the parser; places stay."""
    text = text if text.isascii() else _ASKED.sub(" ", text).translate(_SIGNS)
    text = "".join(c if c.isprintable() else " " for c in text) if not text.isprintable() else text
    if ":" not in text:
        return text
    text = _QUOTED.sub(_unquoted, text)
    text = _ID.sub(lambda found: "id:" + found[1].replace(":", ID_COLON), text)
    return _AGE_TILDE.sub(r"\1-", text)


def _unquoted(found: re.Match[str]) -> str:
    """A quoted value without its quotes, as long as it was; a range in quotes with its brackets."""
    value = found[2]
    if re.search(r"\sto\s", value):
        plain = f"{found[1]}:[{value}]"
    elif value and not re.search(r"[\s()\[\]{}]", value):
        plain = f"{found[1]}:{value}"
    else:
        return found[0]
    return plain.ljust(len(found[0]))


def typed(text: str) -> Typed:
    """Look a text over; raises QuerySyntaxError, with the place, for broken syntax in a short one."""
    cleaned = _cleaned(text)
    if not may_be_syntax(cleaned):
        return Typed(cleaned, syntax=False)
    tokens = [(str(found.lastgroup), *found.span()) for found in _TOKEN.finditer(cleaned)]
    check = _Check(cleaned)
    try:
        for token in tokens:
            check.take(*token)
        check.end()
    except QuerySyntaxError:
        if len(cleaned.split()) <= PROSE_WORDS and "\n" not in text.strip():
            raise
        return Typed(cleaned, syntax=False, note=tr("Read as plain words, without quotes, brackets and field names."))
    return Typed(cleaned, check.syntax)


def may_be_syntax(text: str) -> bool:
    """Whether a text has any sign or operator of the language."""
    return _MAYBE.search(text) is not None


class _Check:
    """Goes over the tokens of a text, and knows what stands to the left of each.

    `syntax`: whether any token so far uses the language.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._brackets: list[int] = []  # where those that are open stand
        self._before = "start"  # start, operand, operator, not, open, field
        self._operator = (0, 0)
        self.syntax = False

    def take(self, kind: str, start: int, end: int) -> None:
        """Look at the next token; raises QuerySyntaxError where it breaks the language."""
        word = self._text[start:end]
        if kind in _NEVER:
            raise QuerySyntaxError(tr(_NEVER[kind]), (start, end))
        if kind == "range" and self._before != "field":
            raise QuerySyntaxError(tr(_ALONE), (start, end))
        if kind == "open":
            self._brackets.append(start)
            self._stand("open")
        elif kind == "close":
            self._close(start, end)
        elif kind == "field":
            _check_field(self._text, start, end)
            self._stand("field")
        elif kind == "word" and word in OPERATORS:
            self._operate(word, (start, end))
        else:
            self._stand("operand", syntax=kind in ("quoted", "range") or _WILD.search(word) is not None)

    def end(self) -> None:
        """Nothing comes any more; raises QuerySyntaxError where something should."""
        self._check_operator()
        if self._brackets:
            at = self._brackets[-1]
            raise QuerySyntaxError(tr("The bracket that opens here is not closed."), (at, at + 1))

    def _stand(self, what: str, *, syntax: bool = True) -> None:
        self._before = what
        self.syntax |= syntax

    def _close(self, start: int, end: int) -> None:
        if not self._brackets:
            raise QuerySyntaxError(tr("The bracket that closes here was not opened."), (start, end))
        self._check_operator()
        self._brackets.pop()
        self._stand("operand")

    def _operate(self, word: str, span: tuple[int, int]) -> None:
        if word in _BINARY and self._before in ("start", "open", "operator", "not"):
            raise _lone(self._text, span)
        self._operator = span
        self._stand("not" if word == "NOT" else "operator")

    def _check_operator(self) -> None:
        """An operator that stands to the left has nothing on its right."""
        if self._before in ("operator", "not"):
            raise _lone(self._text, self._operator)


def _lone(text: str, span: tuple[int, int]) -> QuerySyntaxError:
    word = text[span[0] : span[1]]
    told = tr("{0} needs words on its right.") if word == "NOT" else tr("{0} needs words on both sides.")
    return QuerySyntaxError(told.format(word), span)


def _check_field(text: str, start: int, end: int) -> None:
    name = text[start:end].rstrip(":")
    if name.lower() in FIELDS or text.startswith("//", end):
        return
    raise QuerySyntaxError(
        tr("There is no field “{0}”; there are {1}.").format(name, ", ".join(FIELDS)), (start, start + len(name))
    )
