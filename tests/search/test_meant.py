"""What may have been meant by words that no thread has."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from qa_reader.model import Query, Thread
from qa_reader.search import ThreadIndex, open_index, write_index
from qa_reader.search.hanspelling import alike
from tests.search.fakes import DictStore

TITLES = (
    "Muscle weakness after fever",
    "Weakness of one muscle",
    "Rash and asthma",
    "Fibromyalgia in winter",
    "Headache before storms",
    "Kidney stones",
    "Did a replaced hip not acquire an infection?",
    "May I fly with a cold?",
    "心肌梗塞以後可以運動嗎",
    "靜脈曲張要開刀嗎",
    "帶狀皰疹會傳染嗎",
    "甲狀腺結節要不要抽",
    "吃西瓜拉肚子",
    "肚子痛三天",
    "發燒兩天了",
    "睡覺時發麻抽筋",
)


def index_of(titles: Iterable[str], department: str = "") -> ThreadIndex:
    store = DictStore()
    threads = (Thread(id=f"x:{i}", title=title, department=department) for i, title in enumerate(titles, 1))
    write_index(store, list(enumerate(threads, 1)))
    return open_index(store)


@pytest.fixture(scope="module")
def index() -> ThreadIndex:
    return index_of(TITLES)


def meant(index: ThreadIndex, text: str) -> str:
    """What is asked back, "" for nothing."""
    notes = [note for note in index.ask(Query(text)).notes if note.startswith("Did you mean")]
    assert len(notes) <= 1
    return notes[0].removeprefix("Did you mean “").removesuffix("”?") if notes else ""


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("muscleweakness", "muscle weakness"),
        ("my muscleweakness", "my muscle weakness"),
        ("fibro myalgia", "fibromyalgia"),
        ("headahce", "headache"),
        ("jeadache", "headache"),
        ("kidny stons", "kidney stones"),
        ("ashtma", "asthma"),
        ("flying", "fly"),
        ("headahce: what helps", "headache: what helps"),
        ("title:headahce", "title:headache"),
    ],
)
def test_misspelt_english(index: ThreadIndex, typed: str, better: str) -> None:
    assert meant(index, typed) == better
    assert index.ask(Query(better)).total


def test_words_that_one_thread_runs_together_stay_apart() -> None:
    index = index_of(
        ["diabetes type 2", "type 2 diabetes diet", "a type of diabetes", "2 of them", "diabetes type2 diet plan"]
    )
    assert meant(index, "diabetis type 2 diet") == "diabetes type 2 diet"


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("心肌梗賽", "心肌梗塞"),  # sounds alike
        ("靜脈取張怎麼辦", "靜脈曲張怎麼辦"),
        ("带状泡疹", "带状疱疹"),  # typed in Simplified, written in Traditional
        ("心肌根塞", "心肌梗塞"),
        ("甲狀線結節", "甲狀腺結節"),  # sounds a little alike
        ("甲狀腺節", "甲狀腺結節"),  # a character is missing
        ("心肌梗梗塞", "心肌梗塞"),  # one too many
        ("靜脈張曲", "靜脈曲張"),  # changed places
    ],
)
def test_mistyped_chinese(index: ThreadIndex, typed: str, better: str) -> None:
    assert meant(index, typed) == better
    assert index.ask(Query(better)).total


@pytest.mark.parametrize(
    "typed",
    [
        "muscle weakness",
        "心肌梗塞",
        "心肌",
        "西瓜肚子痛",
        "我吃了西瓜以後肚子痛怎麼辦",
        "xqzt",
        "量子力學",
        "weakness kidney",
        "replied:2050",
        "replied:[2050 to 2051]",
        "hip REQUIRE replaced NOT hip",
        "肚子抽筋",
        "發燒抽筋",
        "運動三天",
    ],
)
def test_nothing_is_asked_back_for_what_is_there_or_is_like_nothing(index: ThreadIndex, typed: str) -> None:
    assert meant(index, typed) == ""


def test_a_suggestion_is_written_as_the_archive_is() -> None:
    """心肌 and 梗 are the same in both; the archive's departments tell."""
    assert meant(index_of(TITLES, "神經內科"), "帶狀泡疹") == "帶狀皰疹"
    assert meant(index_of(TITLES, "神經內科"), "心肌根塞") == "心肌梗塞"
    assert meant(index_of(["心肌梗塞能运动吗"], "心脏科"), "心肌梗赛") == "心肌梗塞"


def test_characters_that_may_sound_alike_are_neighbours() -> None:
    assert {"炎", "言", "颜"} <= set(alike("严"))
    assert alike("皰") == alike("x") == []


def test_a_token_as_long_as_a_file_is_no_words_that_were_run_together(index: ThreadIndex) -> None:
    assert meant(index, "muscleweakness" * 7000) == ""  # every way to part it would take 10 GB


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("muscle AND xyzzyq", "No thread has “xyzzyq”."),
        ("doctor:nobody weakness", "No thread has “doctor:nobody”."),
        ("id:nothere:1", "No thread has “id:nothere:1”."),
        ("asked:1850 (zork OR zark) muscle NOT kidney", "No thread has “asked:1850”, “zork OR zark”."),
        ('sex:x qqq* zz?zz "stones kidney"', "No thread has “sex:x”, “qqq*”, “zz?zz”, “stones kidney”."),
    ],
)
def test_of_a_query_that_finds_nothing_it_is_said_which_part_no_thread_has(
    index: ThreadIndex, typed: str, said: str
) -> None:
    assert index.ask(Query(typed)).notes == (said,)


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("headahce AND title:storms", "headache AND title:storms"),
        ("headahce AND kidney", "headache AND kidney"),  # both words are right, though no thread has both
        ("department:headahce", ""),
        ("headahce AND xyzzyq", ""),
    ],
)
def test_what_is_asked_back_of_a_query_in_the_language_has_parts_that_are_there(
    index: ThreadIndex, typed: str, better: str
) -> None:
    assert meant(index, typed) == better


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("title:headache AND title:asthma", ("Each part of this is in some thread, but none has all of them.",)),
        ('"kidney stones" AND "qqzx yy"', ("No thread has “qqzx yy”.",)),
        ("title:headache NOT title:storms", ()),
    ],
)
def test_of_a_query_that_finds_nothing_it_is_said_why(index: ThreadIndex, typed: str, said: tuple[str, ...]) -> None:
    assert index.ask(Query(typed)).notes == said
