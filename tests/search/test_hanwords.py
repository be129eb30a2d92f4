"""Where words may begin and end in runs of Chinese characters."""

from __future__ import annotations

import pytest

from qa_reader.search.analysis import Mode, occurrences
from qa_reader.search.folding import in_traditional, simplified
from qa_reader.search.hanwords import chains, stretches, words


def stretched(text: str) -> list[str]:
    found = [part for chain in chains(occurrences(text, Mode.QUERY)) for part in stretches(chain)]
    return [text[part[0].start : part[-1].end] for part in found]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("三叉神經痛怎麼辦", ["三叉神經痛"]),
        ("我的膝蓋很痛", ["膝蓋"]),
        ("乙肝小三陽檢查正常不正常", ["乙肝小三陽"]),  # asked of any illness: neither it nor what it leaves over
        ("哪家醫院看失眠好", ["看失眠"]),
        ("十二指腸潰瘍能吃什麼", ["十二指腸潰瘍"]),
        ("怎麼辦", []),
    ],
)
def test_grammar_and_talk_end_a_word(text: str, parts: list[str]) -> None:
    assert stretched(text) == parts


def test_a_pair_much_rarer_than_its_neighbours_stands_between_words() -> None:
    counts = {"糖尿": 90, "尿病": 90, "病眼": 1, "眼睛": 40}
    (stretch,) = [part for chain in chains(occurrences("糖尿病眼睛", Mode.QUERY)) for part in stretches(chain)]
    cut = [[pair.term for pair in word] for word in words(stretch, lambda pair: counts.get(pair, 0))]
    assert cut == [["糖尿", "尿病"], ["眼睛"]]


def test_folding_there_and_back() -> None:
    assert simplified("帶狀皰疹 ALS") == "带状疱疹 ALS"
    assert in_traditional("带状疱疹 ALS") == "帶狀皰疹 ALS"
