import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_reader.errors import ImportFault
from qa_reader.importers import page_text
from qa_reader.importers._cleaning import repair_backslashes
from qa_reader.importers._page import Origin, thread_from_lines
from qa_reader.model import Asker, Similar, Thread, Topic

DATA = Path(__file__).parents[1] / "data"
REFERENCE = Path(__file__).parents[2] / ".." / "shared" / "data" / "reference-page.txt"
ENGLISH = (DATA / "pages" / "english.txt").read_text("utf-8")
CHINESE = (DATA / "pages" / "chinese.txt").read_text("utf-8")
LABELS = re.compile(
    r"^Dr\.(?=.* reply )|Share to:|Ask Date:|Reply Date:|More Info$|Similar Q&A|Related FAQ|\[Read More\]| reply "
    r"|提問：|回覆："
)

needs_reference = pytest.mark.skipif(not REFERENCE.exists(), reason="needs ../shared/data/reference-page.txt")


def thread_of(text: str, path: str = "page.txt") -> Thread:
    return thread_from_lines(repair_backslashes(text).split("\n"), Origin(path=path, format="page-text"))


def read(path: Path) -> Thread:
    [thread] = page_text.read(path)
    assert isinstance(thread, Thread)
    return thread


def all_words(thread: Thread) -> str:
    return re.sub(r"\s", "", msgspec.json.encode(thread).decode().replace("\\n", "").replace('\\"', '"'))


def lost_words(page: str, thread: Thread) -> list[str]:
    """The words of the page's lines that occur nowhere in the thread; labels and dates are understood."""
    kept = all_words(thread)
    words = [word for line in page.split("\n") for word in re.split(r"[\s／,，]+", LABELS.sub(" ", line))]
    bare = [word.strip("()#-").replace("\\", "") for word in words]
    return [word for word in bare if word and word not in kept and iso(word) not in kept]


def iso(word: str) -> str:
    parts = re.split("[/-]", word)
    return "-".join(part.zfill(2) for part in parts)


@needs_reference
def test_the_reference_page_is_understood_whole() -> None:
    thread = read(REFERENCE)
    assert thread.title == "Muscle Twitches and Weakness: Is It ALS?"
    assert thread.department == "Neurology"
    assert thread.source.short_title == "Involuntary muscle twitching?"
    assert thread.asker == Asker("Mr. Chen", "female", "20-29", "Mr. Chen, 20~29 year old female.")
    assert (thread.asked, thread.replied) == (date(2023, 9, 2), date(2023, 9, 2))
    [reply] = thread.replies
    assert (reply.doctor, reply.department, reply.hospital) == ("Jiang Junyi", "Neurology", "Taoyuan Hospital")
    assert reply.text.startswith("Dear Mr. Chen,\n\nThe condition")
    assert reply.text.endswith(
        "\n\nWishing you good health and peace,\nDr. Jiang Junyi\nDepartment of Neurology\nTaoyuan Hospital"
    )
    assert len(thread.more_info.split("\n\n")) == 7
    assert [entry.doctor for entry in thread.similar] == ["Jiang Junyi", "Peng Shiwei", "Jiang Junyi", "Jiang Junyi"]
    assert len(thread.topics) == 10
    assert {topic.department for topic in thread.topics} == {"Neurology"}
    assert thread.source.unparsed == ()


@needs_reference
def test_no_word_of_the_reference_page_is_lost() -> None:
    assert lost_words(REFERENCE.read_text("utf-8"), read(REFERENCE)) == []


def test_an_english_page_is_understood_whole() -> None:
    thread = read(DATA / "pages" / "english.txt")
    assert thread.title == "Ringing Ears After a Concert - Will It Stop?"
    assert thread.department == "Otolaryngology"
    assert thread.source.short_title == "My ears keep ringing"
    assert thread.question.startswith("Hello Doctor, I went to a loud concert on Saturday. Since then")
    assert "Dr. Wang reply to nobody there, it seems. Does it" in thread.question
    assert thread.asker == Asker("Miss Okafor", "male", "30-39", "Miss Okafor, 30~39 year old male.")
    assert thread.asked == date(2021, 4, 7)
    first, second = thread.replies
    assert first.text == (
        "Dear Ms. Okafor,\n\nA whistle after loud music is common. It mostly fades within two or three days. "
        "Please come at once if one ear turns deaf, e.g. from one hour to the next!\n\n"
        "Best wishes,\nDr. Tamsin Birch\nDepartment of Otolaryngology\nNine Rivers Hospital"
    )
    assert (first.hospital, first.replied) == ("Nine Rivers Hospital", date(2021, 4, 9))
    assert (second.doctor, second.department, second.hospital) == ("Ivo Quill", "Audiology", "")
    assert second.text == "I agree with my colleague. A hearing test is painless."
    assert thread.more_info == "The inner ear holds some 15,000 hair cells. They do not grow again.\n\nRest helps them."
    assert thread.similar == (
        Similar(
            "Whistling in One Ear for a Year",
            "I hear a whistle in the left ear...\n\nIt is worse at night...",
            "Ivo Quill",
            "Audiology",
            "Have you had a hearing test? If...\n\nA second extract...",
        ),
        Similar("An Entry That Nobody Answered", "What is this noise..."),
    )
    assert thread.topics == (
        Topic("Tinnitus", "Otolaryngology"),
        Topic("Hearing Loss (Sudden)", "Otolaryngology"),
        Topic("Noise And Hearing", "Audiology"),
    )
    assert thread.source.unparsed == ()


def test_a_chinese_page_is_understood_whole() -> None:
    thread = read(DATA / "pages" / "chinese.txt")
    assert (thread.id, thread.title, thread.department) == (
        "ehospital:45678",
        "手抖得越來越厲害，要看哪一科？",
        "神經內科",
    )
    assert thread.asker == Asker("林小姐", "female", "20-29", "林小姐／女／(20~29)")
    assert thread.question == "醫師您好：\n我的手會抖，寫字的功能變差了。\n喝咖啡以後更明顯。\n\n請問要看哪一科？謝謝。"
    first, second = thread.replies
    assert (first.hospital, first.department, first.doctor) == ("桂花巷診所", "神經內科", "卓雲鶴")
    assert first.replied == date(2005, 3, 5)
    assert (second.hospital, second.department, second.doctor, second.text) == ("", "神經內科", "白露", "少喝咖啡。")
    assert thread.source.unparsed == ()


@pytest.mark.parametrize("encoding", ["cp950", "utf-8-sig", "utf-16"])
def test_encoding_and_line_ends_do_not_matter(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "chinese.txt"
    path.write_bytes(CHINESE.replace("\n", "\r\n").encode(encoding))
    assert read(path) == read(DATA / "pages" / "chinese.txt")


@pytest.mark.parametrize("name", ["english.txt", "chinese.txt"])
def test_no_word_is_lost(name: str) -> None:
    path = DATA / "pages" / name
    assert lost_words(path.read_text("utf-8"), read(path)) == []


@given(lines=st.lists(st.sampled_from([*ENGLISH.split("\n"), *CHINESE.split("\n")]), max_size=60))
def test_no_word_is_lost_whatever_the_order_of_lines(lines: list[str]) -> None:
    try:
        thread = thread_of("\n".join(lines))
    except ImportFault:
        return
    assert lost_words("\n".join(lines), thread) == []


@given(dropped=st.sets(st.integers(0, ENGLISH.count("\n")), max_size=40))
def test_no_word_is_lost_whatever_is_missing(dropped: set[int]) -> None:
    page = "\n".join(line for number, line in enumerate(ENGLISH.split("\n")) if number not in dropped)
    try:
        thread = thread_of(page)
    except ImportFault:
        return
    assert lost_words(page, thread) == []


def test_the_id_is_stable_whatever_the_file_and_its_spaces(tmp_path: Path) -> None:
    path = tmp_path / "other name.txt"
    path.write_text("\n\n" + "\n".join(f"  {line}  " for line in ENGLISH.split("\n")) + "\n\n", encoding="utf-8")
    first, second = read(DATA / "pages" / "english.txt"), read(path)
    assert re.fullmatch("page:[0-9a-f]{12}", first.id)
    assert first.id == second.id


@pytest.mark.parametrize("name", ["ShowDetail.php?q_no=123.txt", "ShowDetail.php_q_no=123.txt", "q_no=123.txt"])
def test_the_number_is_taken_from_the_files_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(ENGLISH, encoding="utf-8")
    assert read(tmp_path / name).id == "ehospital:123"


def test_the_number_is_taken_from_an_address_at_the_top() -> None:
    thread = thread_of(f"Source: https://clinic.example.org/doctor/All/ShowDetail.php?q_no=77\n\n{ENGLISH}")
    assert (thread.id, thread.source.name) == ("ehospital:77", "ehospital")
    assert thread.source.url == "https://clinic.example.org/doctor/All/ShowDetail.php?q_no=77"
    assert thread.title == "Ringing Ears After a Concert - Will It Stop?"


def test_an_address_in_a_reply_is_not_the_pages_own() -> None:
    text = ENGLISH.replace("A hearing test is painless.", "See https://x.example/ShowDetail.php?q_no=5 for more.")
    assert thread_of(text).id.startswith("page:")


PAGE = "A Title - Neurology\n\nShare to:\n\nShort\n\n\nMy hand shakes.\nWhy?\n\n{asker}\n\n{rest}"


def asker_of(line: str) -> Thread:
    return thread_of(PAGE.format(asker=line, rest=""))


@pytest.mark.parametrize(
    ("line", "name", "sex", "age"),
    [
        ("Ms. Wu, 60~ year old female. Ask Date: 2023/09/02", "Ms. Wu", "female", "60+"),
        ("Mrs. Wu, under 10 year old male. Ask Date: 2023/09/02", "Mrs. Wu", "male", "0-9"),
        ("Anonymous, 0~9 year old. Ask Date: 2023/09/02", "Anonymous", "", "0-9"),
        ("Miss Lee. Ask Date: 2023/09/02", "Miss Lee", "", ""),
        ("34 year old male. Ask Date: 2023/09/02", "", "male", "34"),
        ("Mr. Chen, female. Ask Date：2023／09／02", "Mr. Chen", "female", ""),
        ("Mr. Chen, 20～29 year old intersex. Ask Date: 2023/9/2", "Mr. Chen", "intersex", "20-29"),
        ("Ask Date: 2023-09-02", "", "", ""),
        ("王／男／(60~), 2023/09/02 提問：", "王", "male", "60+"),
        ("王先生／男, 2023/09/02 提問:", "王先生", "male", ""),
        ("王先生,2023/09/02 提問：", "王先生", "", ""),
        ("／女／(),2023/09/02 提問：", "", "female", ""),
    ],
)
def test_asker_lines_of_every_kind(line: str, name: str, sex: str, age: str) -> None:
    thread = asker_of(line)
    assert (thread.asker.name, thread.asker.sex, thread.asker.age) == (name, sex, age)
    assert thread.asked == date(2023, 9, 2)
    assert thread.question == "My hand shakes. Why?"
    assert line.startswith(thread.asker.as_given)


def test_an_asker_line_broken_after_its_full_stops_is_mended() -> None:
    thread = asker_of("Mr.\nChen, 20~29 year old female.\nAsk Date: 2023/09/02")
    assert thread.asker == Asker("Mr. Chen", "female", "20-29", "Mr. Chen, 20~29 year old female.")
    assert thread.question == "My hand shakes. Why?"


def test_an_unreadable_date_is_none_and_kept() -> None:
    thread = asker_of("Mr. Chen, 20~29 year old female. Ask Date: some day")
    assert thread.asked is None
    assert thread.source.unparsed == ("Ask Date: some day",)


def test_a_page_without_reply_has_none() -> None:
    thread = thread_of(
        PAGE.format(
            asker="Ms. Wu. Ask Date: 2023/09/02", rest="More Info\n\nText.\n\nRelated FAQ\n\nTremor\n(Neurology)"
        )
    )
    assert (thread.replies, thread.more_info, thread.topics) == ((), "Text.", (Topic("Tremor", "Neurology"),))
    assert thread.department == "Neurology"


def test_a_reply_without_its_doctors_line_is_a_reply() -> None:
    thread = thread_of(PAGE.format(asker="Ms. Wu. Ask Date: 2023/09/02", rest="Rest.\n\nReply Date: 2023/09/03"))
    assert [(reply.doctor, reply.text, reply.replied) for reply in thread.replies] == [("", "Rest.", date(2023, 9, 3))]


def test_a_line_of_a_reply_that_looks_like_a_heading_stays_in_it() -> None:
    reply = "Dr. Ann Lu reply Neurology\n\nRead this.\n\nMore Info\n\nIt helps."
    rest = f"{reply}\n\nReply Date: 2023/09/03\n\nMore Info\n\nText."
    thread = thread_of(PAGE.format(asker="Ms. Wu. Ask Date: 2023/09/02", rest=rest))
    assert thread.replies[0].text == "Read this.\n\nMore Info\n\nIt helps."
    assert thread.more_info == "Text."


def test_lines_after_the_lists_are_kept_as_not_understood() -> None:
    thread = thread_of(f"{ENGLISH}\n\nAll rights reserved\n")
    assert thread.source.unparsed == ("All rights reserved",)
    assert len(thread.topics) == 3


def test_a_page_without_a_title_takes_the_short_one_or_the_questions_first_sentence() -> None:
    without = PAGE.removeprefix("A Title - Neurology\n").format(asker="Ms. Wu. Ask Date: 2023/09/02", rest="")
    assert (thread_of(without).title, thread_of(without).source.title_derived) == ("Short", False)
    bare = thread_of("My hand shakes.\nWhy?\n\nMs. Wu. Ask Date: 2023/09/02")
    assert (bare.title, bare.source.title_derived) == ("My hand shakes.", True)


def test_a_dash_in_a_title_is_not_always_a_department() -> None:
    thread = thread_of(
        PAGE.replace("A Title - Neurology", "Eye pain - what should I do").format(
            asker="Ms. Wu. Ask Date: 2023/09/02", rest=""
        )
    )
    assert (thread.title, thread.department) == ("Eye pain - what should I do", "")


def test_a_page_without_end_is_refused() -> None:
    with pytest.raises(ImportFault, match="more than 100,000 lines"):
        thread_of("Ms. Wu. Ask Date: 2023/09/02\n" + "a.\n" * 100_000)


def test_a_file_that_is_no_page_is_refused_with_what_was_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir,\nI reply to your letter.\n", encoding="utf-8")
    with pytest.raises(ImportFault, match=r"letter\.txt: not a page .*Ask Date.*line 2 is almost one: “I reply"):
        list(page_text.read(path))
