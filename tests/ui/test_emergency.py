"""Which queries speak of an emergency, and which do not."""

from __future__ import annotations

import pytest

from qa_reader.ui import emergency

SIGNS = emergency.load()


@pytest.mark.parametrize(
    "text",
    [
        "chest pain and shortness of breath",
        "Chest pain, can’t breathe!!",
        "pain in my chest and down my left arm",
        "胸痛 呼吸困難",
        "胸痛，呼吸困难",
        "胸 悶 冒冷汗",
        "her face is drooping",
        "slurred speech since an hour",
        "sudden weakness of the left side",
        "突然半邊無力",
        "嘴歪 口齒不清",
        "took too many pills",
        "overdosed on paracetamol",
        "喝農藥",
        "bleeding won't stop",
        "HEAVY BLEEDING after birth",
        "傷口大量出血",
        "father unconscious on the floor",
        "叫不醒",
        "baby not breathing",
        "my baby is limp and blue",
        "寶寶嘴唇發紫",
        "child choking on a grape",
        "anaphylaxis",
        "seizure won't stop",
    ],
)
def test_an_emergency_is_known_by_its_words(text: str) -> None:
    sign = emergency.sign_in(SIGNS, text)
    assert sign is not None
    assert sign.kind == ""


@pytest.mark.parametrize(
    "text",
    [
        "suicide",
        "suicidal thoughts",
        "I want to die",
        "I don't want to live any more",
        "自殺",
        "我不想活了",
        "想死",
        "輕生",
    ],
)
def test_somebody_who_may_want_to_die_gets_other_words(text: str) -> None:
    sign = emergency.sign_in(SIGNS, text)
    assert sign is not None
    assert sign.kind == "crisis"


def test_the_crisis_goes_before_other_signs() -> None:
    sign = emergency.sign_in(SIGNS, "took too many pills, I want to die")
    assert sign is not None
    assert sign.kind == "crisis"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "headache",
        "chest pain",
        "stroke rehabilitation",
        "shortness of breath on stairs",
        "bleeding gums",
        "blue nails",
        "baby vaccination",
        "weak nails",
        "heart attack prevention diet",
        "numb fingers after cycling",
        "眼皮一直跳怎麼辦",
        "頭痛",
        "中風 復健",
        "寶寶 副食品",
        "title:sleep AND (pain OR tremor)",
    ],
)
def test_everyday_questions_show_no_line(text: str) -> None:
    assert emergency.sign_in(SIGNS, text) is None


def test_words_are_written_as_they_are_compared() -> None:
    for sign in SIGNS:
        for word in (word for alternatives in sign.words for word in alternatives):
            assert emergency._folded(word) == word.removesuffix("*"), word
