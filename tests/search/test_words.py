"""Other words for the same, abbreviations, misspellings, completion, courtesies."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from qa_reader import resources
from qa_reader.errors import SettingsError
from qa_reader.model import Query, Reply, Suggested, Thread
from qa_reader.search import ThreadIndex, open_index, phrases, wordtable, write_index
from qa_reader.search.abbreviations import Abbreviations, common_end, long_form
from qa_reader.search.analysis import units
from qa_reader.search.beside import Beside
from qa_reader.search.concepts import Concept, concepts_of
from qa_reader.search.document import Document
from qa_reader.search.expressions import _worth
from qa_reader.search.inversion import Batch, Terms
from qa_reader.search.phrases import blank, courtesies
from qa_reader.search.query import Needle, words_of
from qa_reader.search.relaxing import words_apart
from qa_reader.search.snippets import Marker
from qa_reader.search.spelling import Speller
from qa_reader.search.vocabulary import FILE, Vocabulary, parsed, shipped, with_own
from qa_reader.search.wordtable import Table
from tests.search.conftest import EYE, HEART, THREADS, TWITCHES
from tests.search.fakes import DictStore


def index_of(*threads: Thread) -> ThreadIndex:
    store = DictStore()
    write_index(store, [(i + 1, thread) for i, thread in enumerate(threads)])
    return open_index(store)


def found(index: ThreadIndex, text: str) -> list[int]:
    return [ranked.number for ranked in index.ask(Query(text)).page(0, 20)]


@pytest.mark.parametrize(
    ("short", "before", "long"),
    [
        ("ALS", "I fear amyotrophic lateral sclerosis", "amyotrophic lateral sclerosis"),
        ("EMG", "a needle electromyography", None),
        ("CDC", "the Centers for Disease Control", "Centers for Disease Control"),
        ("COPD", "chronic obstructive pulmonary disease", "chronic obstructive pulmonary disease"),
        ("ALS", "He left. Lateral sclerosis", None),
        ("A", "apple", None),
        ("GERD", "so-called gastro-esophageal reflux disease", "gastro-esophageal reflux disease"),
    ],
)
def test_long_forms_by_initials(short: str, before: str, long: str | None) -> None:
    assert long_form(short, before) == long


def test_chinese_long_form_is_what_contexts_share() -> None:
    assert common_end(["我怕是肌萎縮症", "診斷為肌萎縮症", "肌萎縮症"]) == "肌萎縮症"
    assert common_end(["一次而已"]) is None
    assert common_end(["由乙型肝炎病毒", "是由乙型肝炎病毒", "感染乙型肝炎病毒", "有乙型肝炎病毒"]) == "乙型肝炎病毒"
    assert common_end(["幽門螺桿菌", "幽門螺旋桿菌"]) is None
    assert common_end(["幽門螺桿菌", "幽門螺旋桿菌", "感染幽門螺桿菌"]) == "幽門螺桿菌"
    learning = Abbreviations()
    for text in ("患者有漸凍症（ALS）。", "這叫漸凍症(ALS)", "motor neurone disease (MND) is rare"):
        learning.look(text)
    assert ("ALS", "漸凍症", 2) in learning.learned()
    learning.look("乙肝e抗原(HBeAg)和e抗原(HBeAg)")
    assert "HBeAg" not in {short for short, _, _ in learning.learned()}
    assert ("MND", "motor neurone disease", 1) in learning.learned()


def test_abbreviations_are_searched_both_ways_and_named() -> None:
    short = Thread(id="x:1", title="ALS tests", question="Which tests show ALS?")
    index = index_of(TWITCHES, short, EYE)
    assert sorted(found(index, "amyotrophic lateral sclerosis")) == [1, 2]
    assert sorted(found(index, "als")) == [1, 2]
    ranking = index.ask(Query("amyotrophic lateral sclerosis"))
    assert any("ALS" in note for note in ranking.notes)
    assert ranking.marker.spans("ALS")


def test_a_word_of_any_sentence_is_no_abbreviation() -> None:
    rare = Thread(
        id="x:1", title="Tracheobronchopathia osteoplastica", question="tracheobronchopathia osteoplastica (TO)"
    )
    index = index_of(rare, EYE)
    assert not any("Also searched" in note for note in index.ask(Query("what to do for dry eyes")).notes)
    assert "Also searched: tracheobronchopathia osteoplastica." in index.ask(Query("TO")).notes


def test_only_other_words_that_some_thread_has_are_named() -> None:
    (note,) = [note for note in index_of(TWITCHES, HEART).ask(Query("heart attack")).notes if "Also" in note]
    assert note == "Also searched: 心肌梗塞."


def test_a_sentence_asks_for_what_it_is_about() -> None:
    known = Thread(id="x:1", title="Heart block", question="Nobody would know that lupus can cause it.")
    about = Thread(id="x:2", title="Lupus", question="Rash and joint pain: lupus?")
    index = index_of(known, about, EYE)
    assert found(index, "how do I know if I have lupus")[0] == 2
    assert found(index, "know lupus") == [1]
    anxious = Thread(id="x:1", title="Anxiety", question="I worry when my lupus hurts. Should I?")
    assert found(index_of(anxious, about, EYE), "when should I worry about lupus")[0] == 2


def test_a_sentence_of_whose_words_none_is_there_finds_nothing() -> None:
    asked = index_of(TWITCHES, EYE).ask(Query("is gelotology hereditary in my family?"))
    assert asked.total == 0
    assert any("No thread has" in note for note in asked.notes)


def test_a_sentence_that_few_threads_answer_whole_goes_on_with_those_that_have_most() -> None:
    whole = Thread(
        id="x:1", title="Ataxia", question="The life expectancy of someone with ataxia and parkinson's differs."
    )
    most = Thread(id="x:2", title="Parkinson's disease: a long life", question="Life with parkinson's.")
    index = index_of(whole, most, *[EYE] * 30)
    asked = index.ask(Query("what is the life expectancy of someone with parkinson's"))
    assert [ranked.number for ranked in asked.page(0, 9)] == [1, 2]
    assert any("Few threads have all" in note for note in asked.notes)
    assert found(index, "life expectancy parkinson's ataxia") == [1]


def test_a_short_question_goes_on_with_the_threads_that_are_about_it() -> None:
    told = "The brain shrinks with age, after strokes, falls and drink, and in many another illness. " * 9
    aside = Thread(id="x:1", title="Atrophy", question=f"{told} So it does in Alzheimer's. {told} Few are hereditary.")
    about = Thread(id="x:2", title="Alzheimer's disease", question="My mother has Alzheimer's. Shall I get it?")
    other = Thread(id="x:3", title="Hereditary deafness", question="It is hereditary.")
    index = index_of(aside, about, *[other] * 5, *[EYE] * 30)
    asked = index.ask(Query("Is Alzheimer's hereditary"))
    assert [ranked.number for ranked in asked.page(0, 9)] == [2, 1]
    assert any("Few threads have all of these words" in note for note in asked.notes)
    assert found(index, "is alzheimer's hereditary?")[0] == 2
    assert found(index, "alzheimer's hereditary") == [1]
    assert found(index, "alzheimer's AND hereditary") == [1]
    assert found(index, '"is alzheimer" hereditary') == []


def test_a_question_that_enough_threads_answer_whole_needs_no_others() -> None:
    both = [Thread(id=f"x:{i}", title="Hereditary", question="Alzheimer's may be.") for i in range(10)]
    index = index_of(*both, Thread(id="x:99", title="Alzheimer's disease"), *[EYE] * 30)
    assert index.ask(Query("is alzheimer's hereditary?")).total == 10


def test_a_filter_holds_for_the_threads_that_have_most_of_a_question() -> None:
    about = [Thread(id=f"x:{i}", title="Alzheimer's disease", department=f"Ward {i}") for i in range(2)]
    aside = Thread(id="x:9", title="Atrophy", question="Alzheimer's and hereditary ones", department="Ward 1")
    other = Thread(id="x:3", title="Hereditary deafness", department="Ward 1")
    index = index_of(*about, aside, *[other] * 5, *[EYE] * 30)
    asked = index.ask(Query("is alzheimer's hereditary?", department="Ward 1"))
    assert {ranked.number for ranked in asked.page(0, 9)} == {2, 3}
    assert asked.facets["department"] == {"Ward 1": 2, "Ward 0": 1}


@pytest.mark.parametrize("text", ["how long does the flu last", "How long is the flu here?", "how soon does flu show"])
def test_what_how_asks_for_is_no_word_to_look_for(text: str) -> None:
    flu = Thread(id="x:1", title="The flu", question="A week of the flu.")
    long = Thread(id="x:2", title="Long walks", question="At last, after a long cold and the flu, soon.")
    index = index_of(flu, long, *[EYE] * 30)
    assert found(index, text)[0] == 1


def test_a_letter_is_marked_only_beside_its_word() -> None:
    thread = Thread(id="x:1", title="Hepatitis B", question="B超 and 乙肝: is hepatitis B caught?")
    marker = index_of(thread, EYE).ask(Query("hepatitis b")).marker
    assert "B" not in {thread.question[start:end] for start, end in marker.spans(thread.question)}


def test_a_long_run_of_chinese_also_finds_the_threads_with_most_of_it() -> None:
    titles = ["肝硬化腹水怎麼辦", "肝硬化有腹水能治嗎", "腹水是肝硬化的症狀嗎", *["牙痛怎麼辦"] * 30]
    index = index_of(*(Thread(id=f"x:{i}", title=title) for i, title in enumerate(titles)))
    ranking = index.ask(Query("肝硬化腹水怎麼辦"))
    assert ranking.page(0, 9)[0].number == 1
    assert {ranked.number for ranked in ranking.page(0, 9)} == {1, 2, 3}
    assert any("Few threads have all" in note for note in ranking.notes)
    assert found(index, "肝硬化") == [1, 2, 3]


def test_words_of_a_run_of_chinese_may_stand_apart() -> None:
    titles = ["得過肺炎還會再得嗎", "慢性肝炎會傳染嗎", "急性肝炎會傳染嗎", *["牙痛怎麼辦"] * 30]
    asked = [Thread(id=f"x:{i}", title=title) for i, title in enumerate(titles)]
    asked[0] = Thread(id="x:0", title=titles[0], question="聽說肺炎有的傳染，有的不。")
    index = index_of(*asked)
    ranking = index.ask(Query("肺炎會傳染嗎"))
    assert ranking.page(0, 1)[0].number == 1
    assert any("these have “肺炎”, “傳染”" in note for note in ranking.notes)
    assert index.ask(Query("肺炎会传染吗")).page(0, 1)[0].number == 1
    assert found(index, '"肺炎會傳染嗎"') == []


def test_words_that_stand_apart_follow_those_that_stand_together() -> None:
    titles = ["膝蓋積水要抽嗎", *["抽膝蓋的積水"] * 12, *["牙痛怎麼辦"] * 30]
    index = index_of(*(Thread(id=f"x:{i}", title=title) for i, title in enumerate(titles)))
    ranking = index.ask(Query("膝蓋積水要抽嗎"))
    assert (ranking.page(0, 1)[0].number, ranking.total) == (1, 13)
    assert any("Few threads have all of these words side by side" in note for note in ranking.notes)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("肺炎會傳染嗎 fever", ["肺炎", "傳染", "fever"]),
        ("頭痛怎麼辦，頭痛", ["頭痛"]),
        ("怎麼辦", []),
        ("dry eyes", ["dry", "eyes"]),
    ],
)
def test_words_within_runs_are_parted(text: str, parts: list[str]) -> None:
    assert [text[slice(*word.span)] for word in words_apart(words_of(text), text, lambda _pair: 1)] == parts


def test_vocabulary_is_searched_and_can_be_turned_off() -> None:
    index = index_of(TWITCHES, HEART, EYE)
    assert found(index, "heart attack") == [2]
    assert "Also searched" in index.ask(Query("heart attack")).notes[0]
    typed = index.ask(Query("heart attack", widened=False))
    assert not typed.total
    assert not any("Also searched" in note for note in typed.notes)


RING = Thread(
    id="x:11", title="Ring chromosome 8", replies=(Reply("", text="A ring in a cell, and low ears in the family."),)
)
TINNITUS = Thread(id="x:12", title="Tinnitus", replies=(Reply("", text="A noise that nobody else hears."),))
NOISE = Thread(id="x:13", title="Noises at night", replies=(Reply("", text="It may be a ringing in your ears."),))


def test_words_of_an_expression_that_stand_apart_come_after_other_words_for_it() -> None:
    assert found(index_of(RING, TINNITUS, NOISE), "ringing in the ears")[2] == 1
    # what stands for itself alone is no expression: its words are as good apart
    assert found(index_of(RING, NOISE), "chromosome in the family") == [1]


def test_other_words_count_as_much_however_few_they_are() -> None:
    apart = Thread(
        id="x:14", title="Thyroid", replies=(Reply("", text="It was overactive, and so was the thyroid. " * 3),)
    )
    one = Thread(id="x:15", title="Hyperthyroidism", replies=(Reply("", text="Hyperthyroidism is treated."),))
    assert found(index_of(apart, one), "overactive thyroid")[0] == 2


def test_what_was_typed_comes_before_a_rarer_word_for_it() -> None:
    typed = Thread(id="x:20", title="Treatment of shingles", replies=(Reply(text="Shingles: treatment is early."),))
    rarer = Thread(id="x:21", title="Treatment of zoster", replies=(Reply(text="Herpes zoster: treatment is early."),))
    others = [replace(typed, id=f"x:3{i}", title="Shingles", replies=()) for i in range(6)]
    assert found(index_of(rarer, typed, *others), "treatment shingles") == [2, 1]


def test_a_common_word_for_a_rare_one_counts_no_more_than_three_times() -> None:
    often = [Thread(id=f"x:4{i}", title="", question="a swelling of the knee") for i in range(60)]
    ranker = index_of(Thread(id="x:40", title="", question="bursitis"), *often).ranker
    postings = {term: ranker.posting(term) for term in ("bursiti", "knee")}
    rare, common = (ranker.weight(term, posting) for term, posting in postings.items() if posting)
    assert rare > 10 * common
    assert _worth(ranker, ["bursiti"], ["knee"]) == 3
    assert _worth(ranker, ["knee"], ["bursiti"]) == pytest.approx((common / rare) ** 0.5)


def test_an_abbreviation_that_is_a_common_word_is_not_searched_as_one() -> None:
    spine = Thread(id="x:22", title="The spine", question="I have ankylosing spondylitis (AS) as my uncle had.")
    other = Thread(id="x:23", title="Hiccups", question="As soon as I eat, as never before, I hiccup.")
    assert found(index_of(spine, other), "ankylosing spondylitis") == [1]


def test_a_title_has_an_expression_with_the_little_words_at_its_ends() -> None:
    concepts, _ = concepts_of(words_of("quit smoking or ringing in the ears"), shipped())
    assert [ways[0] for concept in concepts if (ways := concept.ways())] == [("quit", "smoke"), ("ring", "ear")]


def test_a_title_is_not_asked_for_as_a_whole_by_half_of_a_query() -> None:
    name = Thread(id="x:24", title="What is it? Epilepsy", replies=(Reply(text="Epilepsy surgery is rare."),))
    treated = Thread(id="x:25", title="The surgery that is done for epilepsy", replies=(Reply(text="It is rare."),))
    assert found(index_of(name, treated), "epilepsy surgery") == [2, 1]


def test_the_longer_form_of_a_word_counts_no_more() -> None:
    often = Thread(id="x:18", title="", replies=(Reply(text="diabetes, diabetes, diabetes, diabetes"),))
    longer = Thread(id="x:19", title="", replies=(Reply(text="of diabetes mellitus it is said"),))
    assert found(index_of(longer, often), "diabetes") == [2, 1]


def test_other_words_in_titles_are_asked_for() -> None:
    longer = Thread(id="x:16", title="Sounds", replies=(Reply("", text="Tinnitus, tinnitus, tinnitus."),))
    index = index_of(longer, TINNITUS)
    assert found(index, "ringing in the ears") == [2, 1]
    words = words_of("ringing in the ears")
    heads = index.ranker.lift(words, near=True, asked=[Concept(words, (("tinnitus",),))])
    documents = np.arange(2, dtype=np.int32)
    assert heads(documents, np.ones(2, np.float32)).tolist() == pytest.approx([0, 0.3])


def test_who_names_a_word_comes_before_who_has_another_for_it_by_the_way() -> None:
    named = Thread(id="x:20", title="Sleep", replies=(Reply(text="Valium is given for it, and it is given at night."),))
    other = Thread(
        id="x:21", title="Cramps", replies=(Reply(text="Diazepam is given for it, and diazepam is given at night."),)
    )
    about = Thread(id="x:22", title="Diazepam", replies=(Reply(text="Diazepam is given for cramps at night."),))
    assert found(index_of(other, named, about), "valium") == [3, 2, 1]


def test_little_words_of_an_expression_are_not_marked() -> None:
    text = "A ringing in the ears, in the left one."
    answer = index_of(Thread(id="x:17", title="", question=text)).ask(Query("ringing in the ears"))
    assert [text[start:end] for start, end in answer.marker.spans(text)] == ["ringing", "ears"]


def test_vocabulary_of_a_file() -> None:
    vocabulary = parsed('groups = [["piles", "hemorrhoids"]]')
    assert vocabulary.others(("pile",)) == {("hemorrhoid",): "hemorrhoids"}
    for broken in ("groups = 3", "groups = [[1]]", "groups ="):
        with pytest.raises(SettingsError):
            parsed(broken)
    both = vocabulary.joined(Vocabulary([["piles", "痔瘡"]]))
    assert len(both.others(("pile",))) == 2
    assert shipped().others(("heart", "attack"))


def test_the_shipped_vocabulary_has_no_fault() -> None:
    assert parsed(resources.text(FILE)).known == shipped().known


def test_the_readers_own_vocabulary_adds_and_takes_out(tmp_path: Path) -> None:
    own = tmp_path / "vocabulary.toml"
    assert with_own(own) is shipped()
    own.write_text('without = ["heart attack"]\ngroups = [["zebra stripes", "heart"]]\n', encoding="utf-8")
    vocabulary = with_own(own)
    assert not vocabulary.others(("heart", "attack"))
    assert ("heart", "attack") not in vocabulary.others(("myocardi", "infarct"))
    assert vocabulary.others(("zebra", "stripe")) == {("heart",): "heart"}
    assert shipped().others(("heart", "attack"))
    own.write_text("only = true\n", encoding="utf-8")
    assert not with_own(own).others(("myocardi", "infarct"))
    index = index_of(TWITCHES, HEART, EYE)
    index.use(vocabulary)
    assert found(index, "heart attack") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('groups = [\n  ["piles", "hemorrhoids"],\n  ["a" "b"],\n]\n', "line 3"),
        ('groups = [\n  ["piles", "hemorrhoids"],\n  "gout",\n]\n', "line 3: a group is a list"),
        ('groups = [\n  ["piles", 42],\n]\n', "line 2: this is no word: 42"),
        ('groups = [["a", "b"]]\nwithout = "gout"\n', "line 2: `without` is a list"),
        ('words = ["a"]\n', "line 1: there is no `words`"),
        ('\nonly = "yes"\n', "line 2: `only` is true or false"),
    ],
)
def test_a_broken_vocabulary_is_told_with_file_and_line(text: str, told: str, tmp_path: Path) -> None:
    own = tmp_path / "vocabulary.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as fault:
        with_own(own)
    assert str(own) in str(fault.value)
    assert told in str(fault.value)


def test_a_vocabulary_that_is_no_text_is_told(tmp_path: Path) -> None:
    own = tmp_path / "vocabulary.toml"
    own.write_bytes(b'groups = [\n["\xff"]]')
    with pytest.raises(SettingsError, match="line 2"):
        with_own(own)


def test_few_words_are_found_by_any_and_the_answer_says_so() -> None:
    index = index_of(replace(EYE, title="zebra stripes"), *[replace(EYE, title=f"stiffness {i}") for i in range(3)])
    ranking = index.ask(Query("stiffness zebra"))
    assert ranking.page(0, 1)[0].number == 1
    assert ranking.total == 4
    assert any("some of them" in note for note in ranking.notes)
    missing = index.ask(Query("stiffness qqqqq"))
    assert missing.total == 3
    assert "No thread has “qqqqq”; these have the other words." in missing.notes
    mixed = index.ask(Query("stiffness zebra qqqqq"))
    assert [note for note in mixed.notes if note.startswith("No thread")] == [
        "No thread has “qqqqq”.", "No thread has all of these words; these have some of them."
    ]  # fmt: skip


def test_no_common_word_is_suggested_and_no_word_for_an_abbreviation() -> None:
    index = index_of(*[replace(EYE, question="It is all about the eyes and falls.")] * 3)
    assert not any("mean" in note for note in index.ask(Query("is it ALS")).notes)
    assert not any("mean" in note for note in index.ask(Query("FALLZ zebra")).notes)
    assert "Did you mean “falls eyes”?" in index.ask(Query("fallz eyes")).notes


def test_did_you_mean(index: ThreadIndex) -> None:
    assert "Did you mean “twitching eyes”?" in index_of(*[TWITCHES] * 3).ask(Query("twitchng eyes")).notes
    assert index.ask(Query("xqzt")).notes == ("No thread has “xqzt”.",)
    assert not any("mean" in note for note in index.ask(Query("twitching")).notes)


def test_suggestions_prefer_few_changes_then_frequent_words() -> None:
    speller = Speller(["weakness", "weaknesses", "week", "weary"], np.array([9, 5, 4, 3]))
    assert speller.suggest("weaknes") == ["weakness"]
    assert speller.suggest("waek") == ["week"]
    assert speller.suggest("心") == []
    assert speller.suggest("ab") == []


def test_completion(index: ThreadIndex) -> None:
    assert [word[:9] for word in index.words("my tw")] == ["my twitch"]
    assert (Suggested.DOCTOR, "Jiang Junyi", "") in index.names("jia")
    assert (Suggested.DOCTOR, "Jiang Junyi", "") in index.names("jun")
    assert (Suggested.TOPIC, "Dry eye", "Ophthalmology") in index.names("dr")
    assert (Suggested.DEPARTMENT, "心臟科", "") in index.names("心")
    assert (Suggested.DEPARTMENT, "心臟科", "") in index.names("臟")
    assert index.words("dry ") == index.words("") == ()
    assert index.names("") == index.names("d") == []
    assert index.titled("eyes wint") == index.titled("dry e") == [3]
    assert index.titled("心肌梗") == index.titled("心肌") == [2]
    assert index.titled("心肌 zebra") == index.titled("") == []


def test_names_are_found_when_no_text_has_them(index: ThreadIndex) -> None:
    ranking = index.ask(Query("Peng Shiwei"))
    assert [ranked.number for ranked in ranking.page(0, 5)] == [3]
    assert ranking.notes


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hello Doctor, for weeks my muscles twitch.\nThank you!", "for weeks my muscles twitch."),
        ("Dear Mr.\nChen,\nALS is rare.\nWishing you good health and peace,\nDr.\nJiang Junyi\nDepartment of Neurology\nTaoyuan Hospital", "ALS is rare."),
        ("醫師您好，我最近頭痛。\n謝謝您！", "我最近頭痛。"),
        ("您好：\n建議看神經內科。\n祝您健康\n江醫師敬上", "建議看神經內科。"),
        ("I went to Taoyuan Hospital\nbecause of pain", "I went to Taoyuan Hospital\nbecause of pain"),
        ("Hello", "Hello"),
    ],
)  # fmt: skip
def test_courtesies_are_left_out(text: str, left: str) -> None:
    assert blank(text).strip() == left


def test_courtesies_do_not_rank_and_make_no_snippet() -> None:
    polite = replace(EYE, replies=(Reply(text="Dear Mr.\nChen,\nTears help.\nWishing you good health,\nDr. Peng"),))
    index = index_of(polite)
    assert found(index, "wishing") == []
    assert "Wishing" not in index.ask(Query("tears")).marker.snippet(polite).text
    assert courtesies("") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Dear Mr. Chen, thank you for writing. Knee pain.",
        "Thank you for your question. Knee pain.",
        "Knee pain.\nThank you so much, doctor!",
        "Knee pain.\nMany thanks",
        "Knee pain.\nDr. Wang, Department of Orthopedics",
        "Knee pain.\nHope this helps!",
        "您好，感謝您的提問。Knee pain.",
        "尊敬的医生：Knee pain.",
        "Knee pain. 頭痛。謝謝醫師",
        "Knee pain.\n臺北醫院家醫科 陳大明醫師",
        "Knee pain.\n陳醫師回覆",
        "Knee pain.\n桃園醫院關心您",
        "Knee pain. 頭痛。希望对您有所帮助",
        "Knee pain.\n以上回覆僅供參考",
    ],
)
def test_courtesies_of_many_kinds(text: str) -> None:
    assert "".join(blank(text).split()).removesuffix("頭痛。") == "Kneepain."


openings = "Dear dear DEAR Hello hi Thank I wish Wishing Best Kind Sincerely Take Get Hope Many Cheers Good Dr. MR. Prof Miss Department of"
polite_words = [*openings.split(), "Mr. Chen,", "you.", "care", "well", "soon", "thanks", "morning", "Taipei Hospital", "Eye Clinic", "Knee", "ſir", "您好", "謝謝您", "醫院", " ", "\t", ",", ""]  # fmt: skip


def test_lines_that_are_passed_over_have_no_courtesies() -> None:
    lines = [" ".join(words) for words in product(polite_words, repeat=2)]
    every = (phrases._pattern(phrases._ENGLISH), phrases._pattern(phrases._SIGNATURE))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(phrases, "_patterns_of", lambda *_, **__: every)
        looked_at = [courtesies(line) for line in lines]
    assert [courtesies(line) for line in lines] == looked_at


@pytest.mark.parametrize(
    "text",
    [
        "請推薦醫院和醫師",
        "我想看臺大醫院的骨科醫師",
        "Best time to take it?",
        "My doctor helps",
        "Hope is gone",
    ],
)
def test_what_only_looks_like_a_courtesy_stays(text: str) -> None:
    assert blank(f"Knee pain.\n{text}\nKnee pain.").split() == f"Knee pain.\n{text}\nKnee pain.".split()


def test_a_snippet_begins_with_a_sentence_and_not_behind_a_point() -> None:
    asked = (
        "all through the week that we spent at my aunt's house her fever was 39.8 at night and then this rash came. "
    )
    thread = Thread(id="x:1", title="-", question="and " * 90 + asked + "It went on for days and nobody slept. " * 5)
    snippet = Marker((Needle(("rash",)),)).snippet(thread)
    assert not snippet.text.startswith("…8 at night")
    assert "39.8 at night" in snippet.text


def test_a_snippet_shows_a_chinese_word_whole() -> None:
    text = "報告上寫著，脂肪肝" + "我" * 36 + "治疗。"  # with the whole of the word, the other one is out of reach
    marker = Marker((Needle(("脂肪",)), Needle(("肪肝",)), Needle(("治疗",)), Needle(("疗",))))
    shown = marker.snippet(Thread(id="x:1", title="-", question=text), 60)
    assert "脂肪肝" in {shown.text[start:end] for start, end in shown.spans}


def test_a_chinese_snippet_shows_the_word_in_its_first_lines() -> None:
    text = "家母八十二歲，昨天傍晚開始喉嚨痛，今天早上快篩兩條線。她疫苗打了兩劑，第三劑因為怕副作用沒打。平常有高血壓，吃藥控制。"
    snippet = Marker([Needle(("高血", "血压"))]).snippet(Thread(id="x:1", title="x", question=text))
    (mark,) = snippet.spans
    assert snippet.text[mark.start : mark.end] == "高血壓"
    assert mark.end <= 44
    assert snippet.text.startswith("…她疫苗")


def test_a_chinese_snippet_is_cut_where_clauses_end() -> None:
    before = "我從小就常常感冒，媽媽總是說多喝熱開水就會好，所以從來沒有看過醫師，" * 4
    behind = "後來慢慢蔓延到手臂和脖子，擦了藥也沒有用，晚上癢得睡不著，" * 8
    shown = Marker((Needle(("疹子",)),)).snippet(
        Thread(id="x:1", title="-", question=f"{before}上週起了疹子，{behind}")
    )
    assert shown.text.strip("…").startswith(("我從小", "媽媽總是", "所以從來", "上週起了疹子"))
    assert shown.text.endswith("，…")
    assert [shown.text[start:end] for start, end in shown.spans] == ["疹子"]


def test_related_of_what_is_not_there(index: ThreadIndex) -> None:
    assert index.related(99, dict(THREADS).get) == ()
    assert len(THREADS) == 3


def test_bag_of_words_needs_no_syntax(index: ThreadIndex) -> None:
    ranking = index.ask_words('dry "eyes AND (title: wintr the 心肌')
    assert {ranked.number for ranked in ranking.page(0, 9)} == {2, 3}
    assert index.ask_words("").total == 0


def test_what_is_remembered_of_words_goes_with_the_last_who_holds_it() -> None:
    """A cycle would keep it until Python looks for cycles: 450 MB more for an archive of 100,000 threads."""
    gc.disable()
    try:
        terms = Terms()
        batch = Batch(terms)
        batch.add(Document(1, "a:1", ("Tremor", "of the hands", "", "手抖")))
        batch.invert()
        gone = weakref.ref(terms.words), weakref.ref(terms)
        del terms, batch
        assert [reference() for reference in gone] == [None, None]
    finally:
        gc.enable()


@given(st.lists(st.lists(st.integers(1, 400), max_size=300), max_size=5), st.integers(0, 60), st.integers(0, 1 << 62))
def test_a_table_numbers_keys_in_the_order_in_which_they_come(chunks: list[list[int]], shift: int, drawn: int) -> None:
    """Few slots and keys that begin in the same ones, by any factor: they meet, move on and make the table grow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordtable, "_FACTOR", np.uint64(drawn << 1 | 1))
        _check_order(chunks, shift)


def _check_order(chunks: list[list[int]], shift: int) -> None:
    known: dict[int, int] = {}
    table = Table()
    table._clear(8)
    for chunk in chunks:
        keys = np.array(chunk, np.uint64) << np.uint64(shift)
        keys = keys[keys > 0]

        def take_in(first: npt.NDArray[np.int64], keys: npt.NDArray[np.uint64] = keys) -> npt.NDArray[np.int64]:
            numbers = np.arange(len(known), len(known) + len(first))
            listed = keys.tolist()
            assert first.tolist() == sorted({listed.index(key) for key in listed if key not in known})
            known.update(zip(keys[first].tolist(), numbers.tolist(), strict=True))
            return numbers

        assert table.lookup(keys, take_in).tolist() == [known[key] for key in keys.tolist()]
        assert list(known.values()) == list(range(len(known)))
    assert len(table) == len(known)


def test_keys_made_to_meet_in_the_table_do_not() -> None:
    """Keys that one factor, known from the source, brings to the same slot."""
    known = 0x9E3779B97F4A7C15
    products = np.random.default_rng(1).integers(1, 1 << 40, 4096, np.uint64)
    keys = products * np.uint64(pow(known, -1, 1 << 64))
    assert not np.any((keys * np.uint64(known)) >> np.uint64(48))
    assert len(np.unique(Table()._home(keys))) > len(keys) / 2


def test_the_same_text_gives_the_same_index_whatever_the_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordtable, "_FEWEST_SLOTS", 8)
    texts = [
        f"word{i % 70} other{i * i % 90} incomprehensibilities{i % 60} 手抖{chr(0x4E00 + i % 80)}" for i in range(200)
    ]
    written = []
    for factor in (0x9E3779B97F4A7C15, 0xD1B54A32D192ED03, 3):
        monkeypatch.setattr(wordtable, "_FACTOR", np.uint64(factor))
        store = DictStore()
        write_index(store, [(i, Thread(id=f"x:{i}", title=text)) for i, text in enumerate(texts, 1)])
        written.append(store.blobs)
    assert written[0] == written[1] == written[2]


def test_what_fails_beside_is_raised_where_it_is_waited_for() -> None:
    def fail() -> int:
        raise ValueError("beside")

    with Beside[int]() as beside:
        assert beside.do(lambda: 1) is None
        assert beside.do(fail) == 1
        with pytest.raises(ValueError, match="beside"):
            beside.do(lambda: 2)
        assert beside.done() is None


def test_a_text_of_new_words_makes_objects_of_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 50_000
    cut = units([" ".join(f"{n:x}unique" for n in range(count))])
    whole = Terms().of_words(cut)
    monkeypatch.setattr(wordtable, "_NEW", 1000)
    tracemalloc.start()
    try:
        terms = Terms()
        numbers = terms.of_words(cut)
        stays, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert numbers.tolist() == whole.tolist()
    assert peak - stays < 200 * count  # of all at once it were 300
