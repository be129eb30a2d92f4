"""What was typed to Whoosh's query tree, and to what is marked in the texts found."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from msgspec import Struct
from whoosh import query as q
from whoosh.qparser import FuzzyTermPlugin, MultifieldParser, SingleQuotePlugin, WildcardPlugin
from whoosh.qparser.common import attach

from qa_reader.errors import QuerySyntaxError
from qa_reader.search.analysis import Mode, folded, remembered, term_of, terms
from qa_reader.search.folding import is_cjk
from qa_reader.search.hanpatterns import Row, row_of
from qa_reader.search.kinds import folded_pattern
from qa_reader.search.schema import TEXTS, WORD_FIELDS, make_schema
from qa_reader.search.shapes import same_word
from qa_reader.search.stopwords import FUNCTION_WORDS
from qa_reader.search.syntax import ID_COLON, Typed, may_be_syntax, typed
from qa_reader.wording import tr

#: How much a word counts in each text.
BOOSTS = {"title": 2.5, "question": 1.2, "reply": 1.0, "info": 0.5}
#: A query of more than this many terms is cut: nobody types them, and a paste must not take seconds.
MOST_WORDS = 64
#: Longer text is not given to Whoosh's parser, whose time grows with the square: 10,000 characters take a second.
LONGEST_SYNTAX = 3000
#: A word may differ in so many letters, no more than half of its own (else every short word is meant), and only one no
#: longer than this: the time grows with both.
MOST_EDITS = 3
LONGEST_FUZZY = 40
#: Words, words with a star behind, phrases with or without a distance, the field of a word or phrase, years and days
#: from … to, AND and OR; whatever else is Whoosh's.
_PART = re.compile(
    r"(?P<part>(?P<days>asked|replied):\[(?P<first>\d{4}[\d-]*) to (?P<last>\d{4}[\d-]*)\]"
    rf"|(?:(?P<field>{'|'.join(WORD_FIELDS)}):)?"
    r"""(?:"(?P<phrase>[^"*?]*)"(?:~(?P<slop>\d))?|(?P<word>[^\W_](?:[\w'’.,;!-]*\w)?)[.,;!]?(?P<star>\*?)))(?:\s+|$)"""
)
_JOINS = frozenset(("AND", "OR"))
#: Words that are none, between spaces: the parser reads them as operators, or as part of a range.
_OTHER_OPERATORS = frozenset(("NOT", "ANDNOT", "ANDMAYBE", "REQUIRE", "TO", "to"))
#: What a text has at least that uses the language.
_SIGN = re.compile(r"""[":*]|(?<!\S)(?:AND|OR)(?!\S)""")
#: A text with a field's name, before any quotation mark.
_FIELDED = re.compile(r'[^"]*?(?<!\w)[A-Za-z_]\w*:\S')

#: What stands between a space or a bracket and a value, and behind one: a field, the signs of a pattern.
_BEFORE_VALUE = re.compile(r"[^\s(]+\Z")
_BEHIND_VALUE = re.compile(r"[^\s)]*")


class Needle(Struct, frozen=True):
    """What is marked: terms one after the other within `slop`, or terms or a run that match a pattern."""

    terms: tuple[str, ...] = ()
    slop: int = 1
    pattern: re.Pattern[str] | None = None
    run: re.Pattern[str] | None = None


class Word(Struct, frozen=True):
    """A word of plain text: its term, or the pairs of a run of CJK characters."""

    terms: tuple[str, ...]
    span: tuple[int, int]

    def query(self) -> q.Query:
        """The word, or the run as a phrase, in all texts."""
        if len(self.terms) == 1:
            return q.Or([q.Term(name, self.terms[0], boost=boost) for name, boost in BOOSTS.items()])
        return q.Or([q.Phrase(name, list(self.terms), boost=boost) for name, boost in BOOSTS.items()])

    def parts(self) -> list[Word]:
        """The word, or each pair of the run by itself."""
        return [self] if len(self.terms) == 1 else [Word((term,), self.span) for term in self.terms]

    def needles(self) -> tuple[Needle, ...]:
        """What is marked of it."""
        return (Needle(self.terms),)

    @property
    def telling(self) -> bool:
        """Whether it is more than a function word."""
        return not FUNCTION_WORDS.issuperset(self.terms)


class Parsed(Struct, frozen=True):
    """A query: `words` where it is plain words (it may then be relaxed), else `tree`."""

    text: str
    words: tuple[Word, ...] = ()
    tree: q.Query | None = None
    notes: tuple[str, ...] = ()

    @property
    def may_be_title(self) -> bool:
        """Whether it may be a title: with a field it is none, and to look for one would take a sixth of its time."""
        return self.tree is None or _FIELDED.match(self.text) is None

    def needles(self) -> Iterator[Needle]:
        """What is marked; made when the first is asked for, since most answers are counted and never shown."""
        if self.tree is not None:
            yield from dict.fromkeys(needles_of(self.tree))
            return
        telling = [word for word in self.words if word.telling] or self.words
        yield from (Needle(word.terms) for word in telling)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of plain text, each once; a run of CJK characters is one word."""
    out: dict[tuple[str, ...], Word] = {}
    if text.isascii():  # no runs
        for term, _, start, end in remembered(text, Mode.QUERY):
            out.setdefault((term,), Word((term,), (start, end)))
        return tuple(out.values())[:MOST_WORDS]
    run: list[Any] = []

    def end_run() -> None:
        if run:
            key = tuple(occurrence.term for occurrence in run)
            out.setdefault(key, Word(key, (run[0].start, run[-1].end)))
            run.clear()

    for found in remembered(text, Mode.QUERY):
        if is_cjk(found.term[0]) and len(found.term) == 2:
            if run and found.position != run[-1].position + 1:
                end_run()
            run.append(found)
        else:
            end_run()
            out.setdefault((found.term,), Word((found.term,), (found.start, found.end)))
    end_run()
    return tuple(out.values())[:MOST_WORDS]


def parse(text: str) -> Parsed:
    """Make a query of what was typed; raises QuerySyntaxError, with the place, where it cannot be one."""
    clean = text.isascii() and text.isprintable()
    if clean and not may_be_syntax(text):
        return Parsed(text, words_of(text))
    if clean and _SIGN.search(text):
        tree = simple(text)
        if tree is not None:  # nothing to clean and nothing to complain of: `typed` takes twice as long as this
            return Parsed(text, tree=tree)
    looked = typed(text)
    if looked.syntax:
        return _with_syntax(looked)
    return Parsed(text, words_of(looked.text), notes=(looked.note,) if looked.note else ())


class _Wildcards(WildcardPlugin):  # type: ignore[misc] # whoosh has no types
    """WORKAROUND: of two signs side by side, Whoosh's own joins the letters on one side alone: h??t is h?? and t."""

    expr = "(?P<text>[*?]+)"


@cache
def _parser() -> MultifieldParser:
    """Whoosh's parser for our fields; made once, it takes milliseconds."""
    parser = MultifieldParser(list(TEXTS), make_schema(), fieldboosts=BOOSTS)
    parser.remove_plugin_class(SingleQuotePlugin)
    parser.remove_plugin_class(WildcardPlugin)
    parser.add_plugin(_Wildcards())
    parser.add_plugin(FuzzyTermPlugin())
    return parser


def _with_syntax(looked: Typed) -> Parsed:
    """A query in Whoosh's language. Whatever its parser stumbles over is read as plain words."""
    tree = simple(looked.text)
    if tree is not None:
        return Parsed(looked.text, tree=tree)
    shown = looked.text.replace(ID_COLON, ":")
    if len(shown) > LONGEST_SYNTAX:
        return _as_words(shown)
    try:
        tree = as_typed(looked.text)
        _raise_error_of(tree, shown)
        tree = adapted(tree)
        _raise_error_of(tree, shown)
        tree = tree.normalize()
    except QuerySyntaxError:
        raise
    except Exception:  # noqa: BLE001 - whatever Whoosh's parser and tree raise for odd input
        return _as_words(shown)
    if tree is q.NullQuery:
        return Parsed(shown, words_of(shown))
    return Parsed(shown, tree=tree)


def as_typed(text: str) -> q.Query:
    """The tree that Whoosh's parser makes of a text that was looked over, whose nodes know their places in it."""
    text = re.sub(r"\b(\w+):(?=\S)", lambda found: found[0].lower() if found[1].isascii() else found[0], text)
    # the end of a question, not a wildcard
    text = re.sub(r"(?<![*?])\?+(?![\w*?])", lambda found: " " * len(found[0]), text)
    return _parser().parse(text, normalize=False)


def _as_words(text: str) -> Parsed:
    return Parsed(text, words_of(text), notes=(tr("Read as plain words."),))


def simple(text: str) -> q.Query | None:
    """The tree of words, prefixes, phrases and days joined by AND alone or OR alone; None for anything else.

    What Whoosh's parser makes of them, without the milliseconds that it takes.
    """
    found = _parts(text)
    joins = [at for at, part in enumerate(found) if part["part"] in _JOINS]
    if not found or not _is_between(joins, len(found)) or len({found[at]["part"] for at in joins}) > 1:
        return None
    parts = []
    for at, part in enumerate(found):
        if at not in joins:
            tree = _simple_part(part)
            if tree is None:
                return None
            parts.append(tree)
    if joins and found[joins[0]]["part"] == "OR":
        if len(joins) != len(parts) - 1:
            return None  # some are joined by nothing: AND binds them tighter
        return q.Or(parts)
    telling = [part for part in parts if not _says_nothing(part)] or parts
    return q.And(telling) if len(telling) > 1 else telling[0]


def _parts(text: str) -> list[re.Match[str]]:
    """The parts of a text, one after the other; none where there is anything else."""
    parts = []
    at = len(text) - len(text.lstrip())
    while at < len(text):
        found = _PART.match(text, at)  # not `finditer`, which looks on from every letter: 5 s for a paste of 5,000
        if found is None or found["part"] in _OTHER_OPERATORS:
            return []
        parts.append(found)
        at = found.end()
    return parts if at == len(text) else []


def _is_between(joins: list[int], count: int) -> bool:
    """Whether each of these places, of `count`, has another one that is none of them on both sides."""
    return not joins or (
        joins[0] > 0 and joins[-1] < count - 1 and all(other - one > 1 for one, other in pairwise(joins))
    )


def _simple_part(found: re.Match[str]) -> q.Query | None:
    if found["days"] is not None:
        return _days(found["days"], found["first"], found["last"])
    if found["phrase"] is not None:
        return _of_text(found["phrase"], int(found["slop"] or 1), found["field"])
    if found["star"]:
        if found["field"]:
            return None
        start = folded(found["word"])
        if not start or " " in start or not start.isascii():
            return None
        stem = term_of(start)
        prefixes = q.Or([q.Prefix(name, start, boost=boost) for name, boost in BOOSTS.items()])
        if not stem or stem.startswith(start):
            return prefixes
        return q.Or([prefixes, _in_texts((stem,), 1)])
    return _of_text(found["word"], 1, found["field"])


@lru_cache(maxsize=64)  # a key that is pressed asks for the same days again
def _days(field: str, first: str, last: str) -> q.Query | None:
    """The days from one to another; None where they are none."""
    days = _parser().schema[field].parse_range(field, first, last, startexcl=False, endexcl=False)
    return days if isinstance(days, q.TermRange) else None


@lru_cache(maxsize=256)  # who types asks for the words before the last one again; nobody changes a node
def _of_text(text: str, slop: int, field: str | None) -> q.Query | None:
    """The words of a text in any text or in a field; None for no words."""
    return _in_texts(tuple(terms(text, Mode.QUERY)), slop, field)


def _in_texts(words: tuple[str, ...], slop: int, field: str | None = None) -> q.Query | None:
    """A word, or words as a phrase, in any text or in a field; None for no words."""
    if not words:
        return None
    if field is not None:
        return q.Term(field, words[0]) if len(words) == 1 else q.Phrase(field, list(words), slop=slop)
    if len(words) == 1:
        return q.Or([q.Term(name, words[0], boost=boost) for name, boost in BOOSTS.items()])
    return q.Or([q.Phrase(name, list(words), slop=slop, boost=boost) for name, boost in BOOSTS.items()])


def _raise_error_of(tree: q.Query, text: str) -> None:
    faulty = _faulty(tree)
    if faulty is not None:
        raise QuerySyntaxError(str(faulty.error), place_of(faulty, text) or (0, len(text.rstrip())))


def _faulty(tree: q.Query) -> q.Query | None:
    """The first node of what a field could not read; it has an `error`."""
    if getattr(tree, "error", None):
        return tree
    return next((faulty for faulty in map(_faulty, tree.children()) if faulty is not None), None)


def place_of(tree: q.Query, text: str) -> tuple[int, int] | None:
    """Where a node stands in the text it was made of, with the field before it; None for one that was made later."""
    start, end = getattr(tree, "startchar", None), getattr(tree, "endchar", None)
    if start is None or end is None:
        return None
    return len(_BEFORE_VALUE.sub("", text[:start])), end + len(_BEHIND_VALUE.match(text[end:])[0])  # type: ignore[index]


def adapted(tree: q.Query) -> q.Query:
    """The tree with words in patterns folded as in the index, and function words out of ANDs."""
    if isinstance(tree, q.And):
        parts = [part for part in map(adapted, tree.subqueries) if part is not q.NullQuery]
        telling = [part for part in parts if not _says_nothing(part)]
        return q.And(telling or parts, boost=tree.boost)
    if isinstance(tree, q.Phrase) and tree.fieldname not in WORD_FIELDS:
        # only words have places that a phrase could look at
        value = _parser().schema[tree.fieldname].parse_query(tree.fieldname, " ".join(tree.words), boost=tree.boost)
        return attach(value, tree)
    if isinstance(tree, q.FuzzyTerm):
        text = term_of(folded(tree.text).replace(" ", ""))
        distance = min(int(tree.maxdist), MOST_EDITS, len(text) // 2)
        if text and (len(text) > LONGEST_FUZZY or not distance):
            return q.Term(tree.fieldname, text, boost=tree.boost)
        return (
            q.FuzzyTerm(tree.fieldname, text, tree.boost, distance, min(tree.prefixlength, len(text)))
            if text
            else q.NullQuery
        )
    if isinstance(tree, (q.Wildcard, q.Prefix)):
        return _of_pattern(type(tree)(tree.fieldname, folded_pattern(tree.text), boost=tree.boost))
    return tree if tree.is_leaf() else tree.apply(adapted) if not isinstance(tree, q.Or) else _adapted_or(tree)


def _adapted_or(tree: q.Or) -> q.Query:
    parts = [part for part in map(adapted, tree.subqueries) if part is not q.NullQuery]
    return q.Or(parts, boost=tree.boost) if parts else q.NullQuery


def _of_pattern(tree: q.Query) -> q.Query:
    """A pattern in CJK is a row, but for the beginning of a pair; a prefix finds the stem of its word, too."""
    text = tree.text
    if any(map(is_cjk, text)) and tree.fieldname in WORD_FIELDS:
        short = len(text.strip("*")) <= 2 and text[0] != "*" and all(map(is_cjk, text.rstrip("*")))
        if not short:
            return row_of(tree.fieldname, text + "*" * isinstance(tree, q.Prefix), tree.boost)
    tree = tree.normalize()
    if not isinstance(tree, q.Prefix):
        return tree
    text = tree.text
    stem = term_of(text)
    if stem and not stem.startswith(text):
        return q.Or([tree, q.Term(tree.fieldname, stem, boost=tree.boost)])
    return tree


def _says_nothing(tree: q.Query) -> bool:
    if isinstance(tree, q.Or):
        return all(map(_says_nothing, tree.subqueries))
    return isinstance(tree, q.Term) and tree.fieldname in TEXTS and tree.text in FUNCTION_WORDS


def needles_of(tree: q.Query) -> list[Needle]:  # noqa: PLR0911 - one line for each kind of node
    """What a query looks for in texts, without what it excludes."""
    if type(tree) is q.Or and (word := same_word(tree.subqueries)) is not None:
        return [Needle((word[0],))] if isinstance(word[0], str) else []
    if isinstance(tree, q.Not):
        return []
    if isinstance(tree, (q.AndNot, q.Require)):
        return needles_of(tree.a)
    if isinstance(tree, q.Term):
        return [Needle((tree.text,))] if tree.fieldname in TEXTS and isinstance(tree.text, str) else []
    if isinstance(tree, q.Phrase):
        return [Needle(tuple(tree.words), tree.slop)] if tree.fieldname in TEXTS else []
    if isinstance(tree, q.Prefix):
        return [_pattern(re.escape(tree.text))] if tree.fieldname in TEXTS else []
    if isinstance(tree, q.Wildcard):
        return [_pattern(fnmatch.translate(tree.text))] if tree.fieldname in TEXTS else []
    if isinstance(tree, Row):
        return [Needle(run=tree.expression())] if tree.fieldname in TEXTS else []
    if isinstance(tree, q.FuzzyTerm):
        return [Needle((tree.text,), slop=0)] if tree.fieldname in TEXTS else []
    if tree.is_leaf():
        return []
    return [needle for child in tree.children() for needle in needles_of(child)]


def _pattern(expression: str) -> Needle:
    return Needle(pattern=re.compile(expression))
