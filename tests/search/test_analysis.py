"""Texts to terms: the table, the batch and the analyzer of queries against a plain reading of the rules."""

from __future__ import annotations

import csv
import re
import unicodedata
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import Stemmer
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_reader.search.analysis import (
    Mode,
    TextAnalyzer,
    folded,
    long_occurrences,
    occurrences,
    place_factors,
    term_hash,
    term_of,
    terms,
    title_hash,
    units,
)
from qa_reader.search.document import Document
from qa_reader.search.folding import fold_character, folded_all, is_cjk
from qa_reader.search.han import SIMPLIFIED, TRADITIONAL
from qa_reader.search.inversion import Batch, Terms
from qa_reader.search.keys import Keys
from qa_reader.search.postings import absolute

DATA = Path(__file__).parents[3] / "shared" / "data"


def by_rule(text: str) -> list[str]:
    """The terms of a text, read character by character."""
    stem = Stemmer.Stemmer("english").stemWord
    line = "".join(map(fold_character, text))
    words: list[str] = []
    out: list[str] = []

    def end() -> None:
        word = re.sub("(?<=.)('(ve|re|ll|d|m))+$", "", "".join(words).strip("'"))[:64]
        words.clear()
        if word.isascii() and len(word) > 3:
            word = stem(word)
        if word.replace("'", ""):
            out.append(word.replace("'", ""))

    for run in re.findall(r"[^ ]+", line):
        characters = list(run)
        for i, character in enumerate(characters):
            if not is_cjk(character):
                words.append(character)
                continue
            end()
            following = characters[i + 1] if i + 1 < len(characters) else ""
            out.append(character + following if following and is_cjk(following) else character)
        end()
    return out


def batch_terms(text: str) -> list[str]:
    """What the writer puts into its run, in the order of positions."""
    batch = Batch(Terms())
    batch.add(Document(1, "", ("", text, "", "")))
    found = batch.invert()
    run, keys = found.run, found.keys
    assert isinstance(keys, Keys)
    cells = run.frequencies[run.codes[:]].reshape(-1)
    positions = absolute(run.positions[:], cells[cells > 0])
    names = np.repeat(np.array([key.decode() for key in keys.between(0, len(keys))], object), run.position_counts[:])
    return [name for _, name in sorted(zip(positions.tolist(), names.tolist(), strict=True))]


texts = st.text(
    st.one_of(
        st.sampled_from("abcdefgXYZ 0123'’-.éßﬁＡ½İıøæ臺台灣湾心肌ｶﾞがガん한국어々ー\n\x00\u0301\u200b②℃🙂ไทยहिن"),
        st.characters(),
    ),
    max_size=40,
)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_batch_analyzer_and_rule_agree(text: str) -> None:
    expected = by_rule(text)
    assert terms(text) == expected
    assert batch_terms(text) == expected
    assert [token.text for token in TextAnalyzer()(text, mode="index")] == expected
    assert set(terms(text, Mode.QUERY)) <= set(terms(text, Mode.MARK))


@settings(max_examples=200, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5))
def test_texts_of_a_batch_do_not_touch(parts: list[str]) -> None:
    cut = units(parts)
    assert np.diff(cut.bounds).tolist() == [int(units([part]).bounds[-1]) for part in parts]
    assert folded_all(parts) == [folded(part) for part in parts]


@settings(max_examples=200, deadline=None)
@given(texts)
def test_offsets_are_of_the_text_as_it_is(text: str) -> None:
    for found in occurrences(text, Mode.MARK):
        assert 0 <= found.start < found.end <= len(text)
        part = text[found.start : found.end]
        assert found.term in terms(part, Mode.MARK) or unicodedata.normalize("NFKC", part) != part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Parkinson's disease, don't!", ["parkinson", "diseas", "dont"]),
        ("I've an IV, I’ll be ill, we'd've", ["i", "an", "iv", "i", "be", "ill", "we"]),
        ("ALS gas eyes", ["als", "gas", "eye"]),
        ("naïve Ærø ﬁne Ｆｕｌｌ", ["naiv", "aero", "fine", "full"]),
        ("cafe\u0301", ["cafe"]),
        ("心肌梗塞", ["心肌", "肌梗", "梗塞", "塞"]),
        ("臺灣B肝", ["台湾", "湾", "b", "肝"]),
        ("x-ray 3.5", ["x", "ray", "3", "5"]),
        ("' ''", []),
        ("a" * 100, ["a" * 64]),
    ],
)
def test_examples(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_query_asks_for_pairs_and_lone_characters() -> None:
    assert terms("心肌梗塞 肝", Mode.QUERY) == ["心肌", "肌梗", "梗塞", "肝"]


strange = st.text(st.one_of(st.characters(), st.sampled_from("aé' 心肌Ａﬀｶﾞ㈱\u0301\u200d\ud800\x00")), max_size=40)


@given(strange, st.sampled_from(Mode))
def test_short_texts_are_cut_as_long_ones(text: str, mode: Mode) -> None:
    assert occurrences(text, mode) == long_occurrences(text, mode)


@given(st.one_of(strange, strange.map(lambda text: text + " eyes, don't ' " * 30)))
def test_hash_of_a_title_is_that_of_the_writer(title: str) -> None:
    found = occurrences(title)
    hashes = np.array([term_hash(one.term.encode("utf-8", "replace")) for one in found], np.uint64)
    places = np.array([one.position for one in found], np.int64)
    assert title_hash(title) == int((hashes * place_factors(places)).sum(dtype=np.uint64))


def test_stem_is_pystemmers() -> None:
    assert term_of("weaknesses") == "weak"
    assert term_of("o'clock") == "oclock"


def test_titles_are_equal_by_terms_in_order() -> None:
    assert title_hash("Dry eyes!") == title_hash("dry EYE")
    assert title_hash("eyes dry") != title_hash("dry eyes")
    assert title_hash("？") == 0


def test_han_table_is_opencc_s() -> None:
    opencc = pytest.importorskip("opencc")
    convert = opencc.OpenCC("t2s").convert
    table = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
    for character in "臺灣醫學頭髮發燒體溫檢查":
        assert table.get(character, character) == convert(character)
    assert not set(table) & set(table.values())


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not there")
def test_real_chinese_and_english_texts() -> None:
    real = [(DATA / "reference-page.txt").read_text("utf-8")]
    with (DATA / "toyhom-sample.gb18030.csv").open(encoding="gb18030", newline="") as lines:
        real += [row["ask"] + "\n" + row["answer"] for row in islice(csv.DictReader(lines), 150)]
    for text in real:
        expected = by_rule(text)
        assert terms(text) == expected
        assert batch_terms(text) == expected
