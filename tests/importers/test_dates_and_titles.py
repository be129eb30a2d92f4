from datetime import date

import pytest

from qa_reader.importers._dates import read_date
from qa_reader.importers._sentences import hospital_in_signature, join_reply, join_text
from qa_reader.importers._titles import derived_title, split_department


@pytest.mark.parametrize(
    "text",
    [
        "2023/09/02",
        "2023-9-2",
        "2023.09.02",
        "2023年9月2日",
        "20230902",
        "2023／9／2",
        "2.9.2023",
        "02. 09. 2023",
        "2 Sep 2023",
        "September 2, 2023",
        "2023/09/02 13:20",
    ],
)
def test_dates_in_every_shape(text: str) -> None:
    assert read_date(text) == date(2023, 9, 2)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("02.09.2023-10.09.2023", date(2023, 9, 2)),
        ("2.9.2023 - 14.9.2023, 2024-01-01", date(2023, 9, 2)),
        ("02.09.2023 - 10.15", date(2023, 9, 2)),
        ("12 mg 2020, since 3 May 2021", date(2021, 5, 3)),
        ("31.2.2023, or 2023-03-01", date(2023, 3, 1)),
    ],
)
def test_of_several_dates_the_first_is_read(text: str, first: date) -> None:
    assert read_date(text) == first


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2023/13/01", "09/02/2023", "2023/02/30", "123456789", "9 Foo 2023", "1.2.9.2023", "31.2.2023"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("My hand shakes. Why?", "My hand shakes."),
        ("Hello doctor. My hand shakes. Why?", "My hand shakes."),
        ("Hello doctor, my hand shakes. Why?", "Hello doctor, my hand shakes."),
        ("醫師您好：\n我的手會抖。為什麼？", "我的手會抖。"),
        ("I asked Dr. Wu about 3.5 mg. He left.", "I asked Dr. Wu about 3.5 mg."),
        ("Hello doctor.", "Hello doctor."),
        ("x" * 100, "x" * 79 + "…"),
        ("痛" * 100, "痛" * 79 + "…"),
        ("", ""),
    ],
)
def test_a_title_is_made_from_the_first_sentence(question: str, title: str) -> None:
    assert derived_title(question) == title


@pytest.mark.parametrize(
    ("line", "known", "expected"),
    [
        ("Pain - Surgery", (), ("Pain", "Surgery")),
        ("Pain - where? - Ear and Throat", (), ("Pain - where?", "Ear and Throat")),
        ("Pain - what now", (), ("Pain - what now", "")),
        ("Pain - odd ward", ("Odd Ward",), ("Pain", "odd ward")),
        ("手抖 - 神經內科", (), ("手抖", "神經內科")),
        ("手抖－怎麼辦", (), ("手抖－怎麼辦", "")),
        ("Pain", ("Pain",), ("Pain", "")),
    ],
)
def test_a_department_is_split_off_a_title(line: str, known: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert split_department(line, known) == expected


def test_only_the_sites_breaks_are_joined() -> None:
    assert (
        join_text(["One.", "Two", "three.", "- four.", "- five.", "", "Six?"])
        == "One. Two\nthree.\n- four.\n- five.\n\nSix?"
    )
    assert join_text(["一。", "二。"]) == "一。\n二。"


def test_a_reply_without_signature_has_none() -> None:
    assert join_reply(["Dear Ms.", "Wu,", "Rest.", "Then come again"]) == "Dear Ms. Wu,\n\nRest. Then come again"
    assert hospital_in_signature(["I work in a hospital.", "Rest."]) == ""


def test_a_hospital_beside_its_department_is_found() -> None:
    assert (
        hospital_in_signature(["Rest.", "Dr. Ann Lu", "Department of Urology, Whale Rock Hospital"])
        == "Whale Rock Hospital"
    )
    assert hospital_in_signature(["多休息。", "", "鯨岩醫院 泌尿科", "鯨岩醫院"]) == "鯨岩醫院"
