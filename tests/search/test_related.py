"""Threads that are alike, and why."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from qa_reader.model import Reply, Thread, Topic
from qa_reader.search import Alike, open_index, write_index
from qa_reader.search import related as searching_related
from tests.search.conftest import THREADS, TWITCHES
from tests.search.fakes import DictStore


def related(threads: list[tuple[int, Thread]], number: int, limit: int = 5) -> tuple[Alike, ...]:
    store = DictStore()
    write_index(store, threads)
    return open_index(store).related(number, dict(threads).get, limit)


def thread(title: str, question: str, reply: str = "", topic: str = "", department: str = "") -> Thread:
    topics = (Topic(topic),) if topic else ()
    return Thread(
        id="x:1", title=title, question=question, replies=(Reply(text=reply),), topics=topics, department=department
    )


FILLER = [
    (100 + i, thread(f"Question {i}", f"She had {word} yesterday and her mother told the doctor about {word}."))
    for i, word in enumerate("fever cough rash itch tooth thumb ankle liver kidney spleen".split())
]


def test_related_says_why() -> None:
    alike = replace(
        TWITCHES, id="x:9", title="Twitching muscles again", question="Muscles twitch all day.", more_info=""
    )
    first, *_ = related([*THREADS, (9, alike)], 1)
    assert first.number == 9
    assert "same topic: ALS" in first.reasons
    assert first.reasons[-1] == "same department"
    assert first.reasons[0] == "Twitching muscles"


def test_reasons_are_words_as_they_stand_and_never_common_ones() -> None:
    one = thread(
        "Glaucoma drops", "She asked her doctor about glaucoma drops yesterday. My mother's pressures were high."
    )
    other = thread(
        "Drops for glaucoma", "Yesterday she told her mother: the pressures in glaucoma went down with drops."
    )
    found = related([(1, one), (2, other), *FILLER], 1)
    assert [alike.number for alike in found] == [2]
    assert set(found[0].reasons) <= {"glaucoma", "drops", "pressures"}
    assert {"glaucoma", "drops"} <= set(found[0].reasons)


def test_a_name_keeps_its_capitals() -> None:
    one, other = thread("Is it ALS?", "I fear ALS."), thread("ALS in the family", "ALS took my uncle.")
    assert related([(1, one), (2, other), *FILLER], 1)[0].reasons == ("ALS",)


def test_chinese_reasons_are_the_longest_shared_runs_in_the_own_script() -> None:
    one = thread("三叉神經痛怎麼辦", "刷牙時三叉神經痛發作，吃藥後頭暈。")
    other = thread("三叉神經痛要開刀嗎", "醫師說是三叉神經痛，想知道手術的風險。")
    simplified = thread("三叉神经痛的手术", "三叉神经痛多年，手术有风险吗？")
    rest = [
        (200 + i, thread(f"{word}怎麼辦", f"最近{word}，醫師說沒關係。"))
        for i, word in enumerate("咳嗽 發燒 頭皮癢 腳麻 胃痛".split())
    ]
    found = {alike.number: alike.reasons for alike in related([(1, one), (2, other), (3, simplified), *rest], 1)}
    assert any("叉神經痛" in reason for reason in found[2])
    assert any("叉神经痛" in reason for reason in found[3])
    assert not any(reason.startswith(("是", "說", "怎")) for reason in found[2])


def test_nothing_is_listed_without_a_reason_of_weight() -> None:
    lone = thread("Cataract", "She asked her doctor about it yesterday, the mother said.", department="Eyes")
    neighbour = thread("Squint", "She told her doctor the same yesterday, her mother said.", department="Eyes")
    assert related([(1, lone), (2, neighbour), *FILLER], 1) == ()


def test_the_same_topic_is_a_reason_of_its_own() -> None:
    one = thread("Cataract", "Cloudy sight.", topic="Lens", department="Eyes")
    other = thread("Misty glass", "Everything is foggy.", topic="Lens", department="Eyes")
    assert [alike.reasons for alike in related([(1, one), (2, other), *FILLER], 1)] == [
        ("same topic: Lens", "same department")
    ]


def test_one_rare_word_is_no_likeness_in_a_small_archive() -> None:
    one = thread("Soup and my heart valve", "May I have soup while taking warfarin?", department="Heart")
    other = thread("Which soup after a tooth was pulled", "Two teeth are gone, and hot soup hurts.", department="Teeth")
    assert related([(1, one), (2, other), *FILLER], 1) == ()


def test_what_says_the_same_word_for_word_is_not_listed() -> None:
    one = thread("Glaucoma drops sting", "The glaucoma drops sting and redden.")
    again = thread("Glaucoma drops sting", "The glaucoma drops sting and redden.")
    other = thread("Glaucoma laser", "Would laser replace glaucoma drops? Cost matters.")
    titled = thread("Glaucoma laser!", "Is laser for glaucoma better than drops? My pressures are high.")
    assert [alike.number for alike in related([(1, one), (2, again), (3, other), *FILLER], 1)] == [3]
    assert len(related([(1, one), (3, other), (4, titled), *FILLER], 1)) == 1


def test_words_that_stand_together_in_both_are_one_reason() -> None:
    one = thread("Creutzfeldt-Jakob disease", "My aunt has Creutzfeldt-Jakob disease.")
    other = thread("Is Creutzfeldt-Jakob inherited?", "We fear Creutzfeldt-Jakob in the family.")
    assert related([(1, one), (2, other), *FILLER], 1)[0].reasons == ("Creutzfeldt-Jakob",)


def test_chinese_reasons_are_whole_words_and_none_of_asking() -> None:
    """檢查正常 and 醫院 are asked of any illness; 三陽 and 常不 are parts of words."""
    one = thread("乙肝小三陽檢查正常不正常", "乙肝小三陽到哪家醫院好？")
    other = thread("乙肝小三陽檢查正常嗎", "哪家醫院好？乙肝小三陽要不要治療？")
    reasons = [alike.reasons for alike in related([(1, one), (2, other), *FILLER], 1)]
    assert reasons == [("乙肝小三陽",)]


def test_of_near_duplicates_one_is_listed() -> None:
    one = thread("Glaucoma drops sting", "The glaucoma drops sting and redden.")
    copies = [
        (number, thread("Glaucoma drops burn", "Glaucoma drops burn, redden and itch in winter."))
        for number in (2, 3, 4)
    ]
    other = (5, thread("Glaucoma laser", "Would laser replace glaucoma drops? Cost matters."))
    assert [alike.number for alike in related([(1, one), *copies, other, *FILLER], 1)] == [2, 5]


def test_removed_and_missing_threads_are_not_related() -> None:
    store = DictStore()
    alike = replace(TWITCHES, id="x:9", title="Twitching eyelid", question="My muscles twitch, and so does an eyelid.")
    threads = dict([*THREADS, (9, alike)])
    write_index(store, list(threads.items()))
    assert [alike.number for alike in open_index(store).related(1, threads.get)] == [9]
    assert open_index(store).related(1, {1: TWITCHES}.get) == ()
    assert open_index(store).related(1, threads.get, 0) == ()
    write_index(store, [], removed=[9])
    assert open_index(store).related(1, threads.get) == ()


def test_of_threads_about_the_same_those_that_ask_the_same_come_first() -> None:
    one = thread("What is the treatment for shingles?", "My aunt has shingles with blisters.")
    causes = thread("What are the causes of shingles?", "My aunt has shingles with blisters, I fear.")
    treated = thread("Which treatment for shingles is best?", "My uncle has shingles.")
    found = related([(1, one), (2, causes), (3, treated), *FILLER], 1)
    assert [alike.number for alike in found] == [3, 2]
    assert all(0 < alike.score <= 1 for alike in found)
    assert found[0].reasons[0] == "shingles"


def test_a_word_that_all_else_is_about_is_no_likeness() -> None:
    """What no other thread names counts too: of warfarin, which only one has, soup is a small part."""
    one = thread("Soup with warfarin", "Does soup change warfarin, and warfarin my bruises?")
    other = thread("Soup after a tooth was pulled", "Two teeth are gone, and hot soup hurts.")
    assert related([(1, one), (2, other), *FILLER], 1) == ()
    plain = thread("Soup", "Hot soup?")
    assert [alike.number for alike in related([(1, plain), (2, other), *FILLER], 1)] == [2]


def test_threads_of_several_segments_are_told_apart_by_their_terms() -> None:
    store = DictStore()
    for number, title in enumerate(("Glaucoma drops", "Eyelid twitches", "Glaucoma drops"), 1):
        write_index(store, [(number, thread(title, title))])
    arrays = open_index(store).arrays
    drops, eyelid, again = map(arrays.told_apart, range(3))
    assert len(arrays.segments) == 3
    assert drops == again != eyelid


def test_a_little_likeness_takes_a_word_in_both_headings_and_another_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    one = thread("Coffee and eyelid twitches", "Does coffee make eyelid twitches worse?")
    other = thread("Eyelid and work", "Coffee again, and the eyelid twitches all day.")
    apart, single = replace(other, title="Work"), thread("Eyelid and work", "The eyelid again, all day at work.")
    shown = [[alike.reasons for alike in related([(1, one), (2, each), *FILLER], 1)] for each in (other, apart, single)]
    assert all(shown)
    monkeypatch.setattr(searching_related, "_ALIKE", 9.0)
    shown = [[alike.reasons for alike in related([(1, one), (2, each), *FILLER], 1)] for each in (other, apart, single)]
    assert list(map(len, shown)) == [1, 0, 0]


def test_threads_that_ask_the_same_in_many_words_are_alike_without_a_word_in_both_titles() -> None:
    one = thread("A worry", "My eyelid twitches at night and coffee makes the eyelid worse.")
    other = thread("Since Monday", "Coffee again, and the eyelid twitches all night.")
    assert [alike.number for alike in related([(1, one), (2, other), *FILLER], 1)] == [2]
