"""Where words may begin and end in a run of Chinese characters: by grammar, by talk, and by how often pairs stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from qa_reader.search.analysis import Mode, Occurrence, occurrences
from qa_reader.search.commonwords import is_grammar, is_talk
from qa_reader.search.folding import is_cjk

#: Characters of numbers are part of many words (三叉神經, 半月板), and end none.
NUMBERS = frozenset("一二三四五六七八九十百千两几第半")
#: Characters that no word begins or ends with where it stands for itself, though they are not always grammar.
LOOSE = frozenset("能咋办吃喝岁型性后前时得好上主打应被和伴不")
#: Of these, those that are seldom a part of the word beside them: it ends there.
APART = frozenset("咋吃喝打得应被后前和伴")
#: A pair that is so much rarer than both beside it stands between two words.
_BETWEEN = 0.3


def has_grammar(run: str) -> bool:
    """Whether a folded run has a word of grammar in it, numbers aside."""
    return any(is_grammar(character) and character not in NUMBERS for character in run)


def chains(pairs: Iterable[Occurrence]) -> Iterator[list[Occurrence]]:
    """Pairs that overlap, together."""
    chain: list[Occurrence] = []
    for pair in pairs:
        if chain and pair.position != chain[-1].position + 1:
            yield chain
            chain = []
        chain.append(pair)
    if chain:
        yield chain


def stretches(chain: Sequence[Occurrence]) -> Iterator[list[Occurrence]]:
    """The parts of a chain of pairs that have no grammar and no talk in them, without loose ends."""
    characters = [pair.term[0] for pair in chain] + [chain[-1].term[1]]
    kept = [not has_grammar(character) for character in characters]
    for i, pair in enumerate(chain):
        if is_talk(pair.term):
            kept[i] = kept[i + 1] = False
    first = 0
    for end in range(len(characters) + 1):
        if end == len(characters) or not kept[end]:
            part = _without_loose(characters, first, end)
            if len(part) > 1:
                yield list(chain[part.start : part.stop - 1])
            first = end + 1


def _without_loose(characters: Sequence[str], first: int, end: int) -> range:
    while first < end and characters[first] in LOOSE:
        first += 1
    while first < end and (characters[end - 1] in LOOSE or characters[end - 1] in NUMBERS):
        end -= 1
    return range(first, end)


def words(stretch: Sequence[Occurrence], count: Callable[[str], int]) -> Iterator[list[Occurrence]]:
    """A stretch cut at pairs much rarer than both beside them; `count`: in how many threads a pair is."""
    counts = [count(pair.term) for pair in stretch]
    word: list[Occurrence] = []
    for i, pair in enumerate(stretch):
        if 0 < i < len(stretch) - 1 and counts[i] < _BETWEEN * min(counts[i - 1], counts[i + 1]):
            if word:
                yield word
            word = []
        else:
            word.append(pair)
    if word:
        yield word


def apart(run: str, count: Callable[[str], int]) -> Iterator[list[Occurrence]]:
    """The words of a run, as `words` cuts its stretches: 肺炎 and 傳染 of 肺炎會傳染嗎."""
    pairs = [found for found in occurrences(run, Mode.QUERY) if len(found.term) == 2 and is_cjk(found.term[0])]
    for chain in chains(pairs):
        for stretch in stretches(chain):
            yield from words(stretch, count)
