"""The importer of CSV and TSV."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from qa_reader import importers
from qa_reader.errors import ImportFault
from qa_reader.importers import delimited
from qa_reader.model import Asker, Skipped, Thread, Topic

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "toyhom-sample.gb18030.csv"
CHINESE = (
    "department,title,ask,answer\n"
    "心血管科,头痛怎么办？,我最近头痛，医生您好，请问要做什么检查？,多休息，多喝水，需要的话来医院检查。\n"
)


def file_of(folder: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def threads_of(path: Path, mapping: dict[str, str] | None = None) -> list[Thread]:
    return [entry for entry in delimited.read(path, mapping) if isinstance(entry, Thread)]


def test_columns_are_known_by_their_header(tmp_path: Path) -> None:
    path = file_of(
        tmp_path,
        "ID,Title,Question,Answer,Doctor,Date,question_date,reply_date,gender,age\n"
        "12,A sore heel,It hurts.,Rest it.,Dr. Ash,x,2019-03-14,2019/3/16,F,20~29\n",
    )
    assert importers.pick(path) is delimited
    (thread,) = threads_of(path)
    assert (thread.id, thread.title, thread.question) == ("table:12", "A sore heel", "It hurts.")
    assert (thread.replies[0].text, thread.replies[0].doctor) == ("Rest it.", "Dr. Ash")
    assert (thread.asked, thread.replied) == (date(2019, 3, 14), date(2019, 3, 16))
    assert thread.asker == Asker(sex="female", age="20-29")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_chinese_columns_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = file_of(tmp_path, CHINESE, encoding=encoding)
    (thread,) = threads_of(path)
    assert (thread.department, thread.title) == ("心血管科", "头痛怎么办？")
    assert thread.replies[0].text == "多休息，多喝水，需要的话来医院检查。"


def test_big5_is_told_from_gb18030(tmp_path: Path) -> None:
    text = (
        "title,question,reply\n頭痛怎麼辦？,我最近頭痛，請問醫師要做什麼檢查？,多休息，多喝水，需要的話來醫院檢查。\n"
    )
    (thread,) = threads_of(file_of(tmp_path, text, encoding="big5"))
    assert thread.title == "頭痛怎麼辦？"


def test_a_mapping_says_which_column_is_what(tmp_path: Path) -> None:
    path = file_of(tmp_path, "a\tb\tc\td\nEyes\tWhy?\tBecause.\tLight\n", "made.tsv")
    (thread,) = threads_of(path, {"a": "department", "b": "question", "c": "reply", "d": "topic"})
    assert (thread.department, thread.title, thread.replies[0].text) == ("Eyes", "Why?", "Because.")
    assert thread.topics == (Topic("Light", "Eyes"),)
    assert thread.source.title_derived
    assert delimited.MAPPABLE


@pytest.mark.parametrize(("mapping", "said"), [({"z": "title"}, "no column 'z'"), ({"a": "mood"}, "not a field")])
def test_a_wrong_mapping_is_explained(tmp_path: Path, mapping: dict[str, str], said: str) -> None:
    with pytest.raises(ImportFault, match=said):
        list(delimited.read(file_of(tmp_path, "a,b\n1,2\n"), mapping))


def test_quotes_hold_commas_line_ends_and_quotes(tmp_path: Path) -> None:
    path = file_of(tmp_path, 'title,question,reply\r\nOne,"first, ""so to say""\r\n\r\nsecond",Yes\r\n')
    (thread,) = threads_of(path)
    assert thread.question == 'first, "so to say"\n\nsecond'


def test_a_row_of_another_width_is_skipped_with_its_line(tmp_path: Path) -> None:
    path = file_of(tmp_path, 'title,question,reply\nA,"x\ny",z\nB,only\n\nC,x,y\n')
    entries = list(delimited.read(path))
    assert [entry.title for entry in entries if isinstance(entry, Thread)] == ["A", "C"]
    (skipped,) = [entry for entry in entries if isinstance(entry, Skipped)]
    assert "line 4: 2 columns" in skipped.reason


def test_a_quote_that_is_never_closed_is_named(tmp_path: Path) -> None:
    path = file_of(tmp_path, 'title,question,reply\nA,b,c\nB,"open' + "x\n" * 700_000)
    entries = delimited.read(path)
    assert isinstance(next(entries), Thread)
    with pytest.raises(ImportFault, match=r"line 3: .*quote"):
        next(entries)
    assert csv.field_size_limit() == 131_072


def test_ids_are_stable_and_safe(tmp_path: Path) -> None:
    path = file_of(tmp_path, "id,title,question\nfaq:7,A,x\n../é 8,B,y\n,C,z\n", "My Table.v2.csv")
    assert [thread.id for thread in threads_of(path)] == ["faq:7", "my-table:..-8", "my-table:3"]


def test_a_date_that_is_not_understood_is_kept(tmp_path: Path) -> None:
    (thread,) = threads_of(file_of(tmp_path, "title,question,asked\nA,b,last spring\n"))
    assert (thread.asked, thread.source.unparsed) == (None, ("asked: last spring",))


@pytest.mark.parametrize(
    ("text", "said"), [("", "is empty"), ("x,y\n1,2\n", "no column is known"), ("\xff\xfe\xfd", "neither UTF-8")]
)
def test_what_is_no_table_of_threads_is_explained(tmp_path: Path, text: str, said: str) -> None:
    path = file_of(tmp_path, text, encoding="latin-1")
    if "neither" in said:
        path.write_bytes(b"title,question\n\x80\x81\xff\xff,\x00\n")
    with pytest.raises(ImportFault, match=said):
        list(delimited.read(path))


def test_other_files_are_not_recognised(tmp_path: Path) -> None:
    assert not delimited.recognises(tmp_path / "a.txt", b"title,question\n")
    assert not delimited.recognises(tmp_path / "a.csv", b"price,weight\n1,2\n")


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data/toyhom-sample.gb18030.csv is not there")
def test_the_chinese_sample_is_read_without_a_mapping() -> None:
    entries = list(delimited.read(DATA))
    assert len(entries) > 7_500
    assert all(isinstance(entry, Thread) and entry.department and entry.question for entry in entries)
