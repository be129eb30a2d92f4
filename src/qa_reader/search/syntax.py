"""Is what was typed syntax or plain words, and if it is broken syntax, where.

Looks at the text only; the tree is made in `query`. A short text with broken syntax is explained; in a long one
(pasted) quotes, brackets and colons are what they are in any prose.
"""

from __future__ import annotations

import re

from msgspec import Struct

from qa_reader.errors import QuerySyntaxError
from qa_reader.search.schema import COLUMNS, FIELDS
from qa_reader.wording import tr

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
_WILD = re.compile(r"[\w?]\*|\*[\w?]|\w\?+\w|\w~\d*$|\w\^\d+(?:\.\d+)?$")
_MAYBE = re.compile(r"""["()\[\]{}:*?~^]|AND|OR|NOT|REQUIRE""")
_ID = re.compile(r"(?<![\w:])id:(\S+)", re.IGNORECASE)
#: The value of a field that is no text, in quotes, which say no more than the value without them.
_QUOTED = re.compile(rf'(?<![\w:])({"|".join((*COLUMNS, "id"))}):"\s*([^"]*?)\s*"', re.IGNORECASE)
_AGE_TILDE = re.compile(r"(?<=age:)(\d+)~(?=\d)", re.IGNORECASE)
#: Stands for a colon in an id, which Whoosh's parser would take for a field's.
ID_COLON = "\ue000"


class Typed(Struct, frozen=True):
    """A text as it was typed, cleaned for the parser; `syntax`: whether it uses the query language."""

    text: str
    syntax: bool
    note: str = ""


def _cleaned(text: str) -> str:
    """The text with ASCII signs, no control characters, ids and age bands safe from the parser; places stay."""
    text = text.translate(_SIGNS)
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
    if not _may_be_syntax(cleaned):
        return Typed(cleaned, syntax=False)
    tokens = [(str(found.lastgroup), *found.span()) for found in _TOKEN.finditer(cleaned)]
    try:
        syntax = _check(cleaned, tokens)
    except QuerySyntaxError:
        if len(cleaned.split()) <= PROSE_WORDS and "\n" not in text.strip():
            raise
        return Typed(cleaned, syntax=False, note=tr("Read as plain words, without quotes, brackets and field names."))
    return Typed(cleaned, syntax)


def _may_be_syntax(text: str) -> bool:
    return _MAYBE.search(text) is not None


def _check(text: str, tokens: list[tuple[str, int, int]]) -> bool:  # noqa: PLR0912 - one branch for each kind of token
    """Whether the tokens use the language; raises QuerySyntaxError where they break it."""
    syntax = False
    brackets: list[int] = []
    before = "start"  # what stands to the left: start, operand, operator, not, open, field
    operator = (0, 0)
    for kind, start, end in tokens:
        word = text[start:end]
        if kind == "quote":
            raise QuerySyntaxError(tr("The quote that opens here is not closed."), (start, end))
        if kind == "bracket":
            raise QuerySyntaxError(
                tr("This bracket stands alone: a range is written asked:[2019 to 2021]."), (start, end)
            )
        if kind == "open":
            brackets.append(start)
            before = "open"
            syntax = True
        elif kind == "close":
            if not brackets:
                raise QuerySyntaxError(tr("The bracket that closes here was not opened."), (start, end))
            if before in ("operator", "not"):
                raise _lone(text, operator)
            brackets.pop()
            before, syntax = "operand", True
        elif kind == "field":
            _check_field(text, start, end)
            before, syntax = "field", True
        elif kind == "range" and before != "field":
            raise QuerySyntaxError(tr("A range needs a field before it: asked:[2019 to 2021]."), (start, end))
        elif kind == "word" and word in OPERATORS:
            if word in _BINARY and before in ("start", "open", "operator", "not"):
                raise _lone(text, (start, end))
            before, operator, syntax = ("not" if word == "NOT" else "operator"), (start, end), True
        else:
            syntax |= kind in ("quoted", "range") or bool(_WILD.search(word))
            before = "operand"
    if before in ("operator", "not"):
        raise _lone(text, operator)
    if brackets:
        raise QuerySyntaxError(tr("The bracket that opens here is not closed."), (brackets[-1], brackets[-1] + 1))
    return syntax


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
