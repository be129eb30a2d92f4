"""Other forms of a word that an index has: its family, its spellings, and the word that its parts make together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise, permutations

from qa_reader.search.analysis import Occurrence, folded, term_of
from qa_reader.search.arrays import Arrays, after
from qa_reader.search.commonwords import is_common

#: A word's family begins as the word does: with so many letters, and with this share of the longer one's letters.
_BEGINS = 4
_SHARED = 0.5
#: What stems of one word end with, a group a line, "-" for nothing: "allergy" and "allergic" have the stems "allergi"
#: and "allerg". Words that only begin alike are no family: prednisone is not prednisolone, nor dysphasia dysphagia, nor
#: an inflamed joint (-itis) a worn one (-osis), nor a level in blood (-emia) one in urine (-uria). As the stemmer cuts
#: most -itis off, "-" stands beside no "osi", and as what is in blood or urine is no illness, beside no "emia", "uria".
#: Where any ending did, MedQuAD asked with synonyms had +0.9, with a letter wrong -1.4 %; SciFact, RQE ± 0.1, Stack
#: Exchange +0.4 %.
_ENDINGS = """
- abl at ment
- ari
- ia ic ica ism ist olog
i ia ic ica ism ist olog
- ed li ti
- if ifi ific
a al at
a ar
a ari
ine inal
ch chi
se sur
z zur
ia ial iac
us al i
us ar i
us i ous
um al a i
um ar
on al a
i al
i ic
i et eut
i iag
i ier iest
i iform
e et
oid oidosi
os us
os osi ost ot
ys ysi yt yz
es esi et
as asi asia ast at
axi act
psi pt ptic
iti it
- itid
oma omat omatosi
ac ax
ec ex ic ix
ng nx
l ular
ul ular ulat
gram graph graphi
gen genesi genet
ib ipt
orb orpt
um umpt
it iss
id is
ud us
end ens
and ans
anc ant
enc ent
bl bil
eri ic eon
f fe feed
"""
#: The same behind five letters or more: "numb" has nothing to do with "number", nor "test" with "testis".
_LONG_ENDINGS = """
- er or
e er
- ag
- en
- i
- us
- al
- ar
- ur
- at ativ ativa atori iv iva ori
- ian ean
a an
er est
"""
_LONG = 5
#: Pairs of stems that end so and are no family all the same.
_STRANGERS = (
    {"organ", "organism"},
    {"collag", "collagen"},
    {"strict", "strictur"},
    {"particl", "particular"},
    {"secret", "secretari"},
)
#: Words of a family that are taken, those in most threads; terms that begin alike and are looked at.
_MOST = 4
_LOOKED_AT = 4000
#: What British and American English, and what is copied from Latin and Greek, write for the same sound.
_SPELLINGS = (("ae", "e"), ("oe", "e"), ("our", "or"), ("is", "iz"), ("ys", "yz"), ("ph", "f"))
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2212")


def has_family(term: str) -> bool:
    """Whether a term is a word that others may be made from, or that may be made from others."""
    return len(term) >= _BEGINS and term.isascii() and term.isalpha() and not is_common(term)


def family(arrays: Arrays, term: str) -> tuple[str, ...]:
    """The terms that look like forms of the same word ("cytosol", "cytosolic"), those in most threads first."""
    if not has_family(term):
        return ()
    return arrays.kept(("family", term), lambda: _family(arrays, term), lambda found: 100 * len(found))


def _family(arrays: Arrays, term: str) -> tuple[str, ...]:
    shortest = max(_BEGINS, int(_SHARED * len(term) + 0.999))
    start = term[:shortest].encode()
    counts: dict[bytes, int] = {}
    for segment in arrays.segments:
        first, last = segment.places_from(start, after(start))
        if last - first <= _LOOKED_AT:
            for key in segment.keys_between(first, last):
                if _is_form(term, key) and (entry := segment.entry(key)) is not None:
                    counts[key] = counts.get(key, 0) + entry.count
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple(form for form in (key.decode() for key in ordered) if not is_common(form))[:_MOST]


def _is_form(term: str, key: bytes) -> bool:
    """Whether a dictionary key is a term of a word that is made from the same one."""
    if not key.isalpha() or not key.isascii():
        return False
    form = key.decode()
    shared = _common_beginning(term, form)
    if form == term or {term, form} in _STRANGERS or len(shared) < max(_BEGINS, _SHARED * max(len(term), len(form))):
        return False
    ways = _alternations().get((term[len(shared) :], form[len(shared) :]), ())
    return any(len(shared) >= least and shared.endswith(before) for before, least in ways)


@cache
def _alternations() -> dict[tuple[str, str], set[tuple[str, int]]]:
    """For what two stems of a family end with behind their common letters: how these end, and how many they are."""
    found: dict[tuple[str, str], set[tuple[str, int]]] = {}
    for table, least in ((_ENDINGS, _BEGINS), (_LONG_ENDINGS, _LONG)):
        for line in table.split("\n"):
            for one, other in permutations((ending.strip("-") for ending in line.split()), 2):
                both = _common_beginning(one, other)
                found.setdefault((one[len(both) :], other[len(both) :]), set()).add((both, least))
    return found


def _common_beginning(one: str, other: str) -> str:
    return one[
        : next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    ]


def spellings(term: str, has: Callable[[str], bool]) -> tuple[str, ...]:
    """The other spellings of a term that an index has: "anemia" for "anaemia", and the other way round."""
    if len(term) <= _BEGINS or not term.isascii() or not term.isalpha():
        return ()
    return tuple(found for found in dict.fromkeys(_respelled(term)) if has(found))


def _respelled(term: str) -> Iterator[str]:
    for one, other in _SPELLINGS:
        if one in term:
            yield term.replace(one, other)
        for old, new in ((one, other), (other, one)):
            at = term.find(old)
            while at >= 0:
                yield term[:at] + new + term[at + len(old) :]
                at = term.find(old, at + 1)


def compounds(text: str, words: list[Occurrence]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The terms that words joined by hyphens make when written as one, with these words' terms: "ctla4" of "CTLA-4"."""
    for one, other in pairwise(words):
        if other.position == one.position + 1 and text[one.end : other.start].strip() in _HYPHENS:
            together = folded(text[one.start : one.end] + text[other.start : other.end])
            if not together.isdigit() and " " not in together:
                yield term_of(together), (one.term, other.term)
