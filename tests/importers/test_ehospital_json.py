import json
from datetime import date
from pathlib import Path

import pytest

from qa_reader.errors import ImportFault
from qa_reader.importers import _json_objects, ehospital_json
from qa_reader.importers._json_objects import json_objects
from qa_reader.model import Asker, Reply, Skipped, Thread

DATA = Path(__file__).parents[1] / "data" / "crawler-export.json"
ONE = {"question_id": "7", "question_text": 'a "q\\" {[', "answer_text": "b }]"}


def read(path: Path) -> list[Thread | Skipped]:
    return list(ehospital_json.read(path))


def threads(path: Path) -> list[Thread]:
    return [found for found in read(path) if isinstance(found, Thread)]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "export.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_object_becomes_a_thread() -> None:
    thread = threads(DATA)[0]
    assert thread.id == "ehospital:120034"
    assert thread.question == "醫師您好：\n膝蓋下樓梯時會痛，\n\n請問可以爬山嗎？"
    assert (thread.title, thread.source.title_derived) == ("膝蓋下樓梯時會痛， 請問可以爬山嗎？", True)
    assert thread.asker == Asker("白先生", "male", "60-69", "白先生／男／(60~69)")
    assert thread.asked == date(2012, 7, 9)
    assert thread.department == "骨科"
    assert thread.replies == (Reply("卓雲鶴", "骨科", "", "您好：\n先休息兩週。", date(2012, 7, 10)),)


def test_an_empty_answer_is_no_reply_and_nothing_is_lost() -> None:
    thread = threads(DATA)[1]
    assert (thread.id, thread.replies, thread.asked) == ("ehospital:120035", (), None)
    assert thread.source.unparsed == ("views: 12", "question_date: 上週", "doctor_name: 白露")


def test_bad_objects_are_skipped_with_place_id_and_field() -> None:
    reasons = [found.reason for found in read(DATA) if isinstance(found, Skipped)]
    assert reasons[0] == "object 2 (question_id '120036'): question_text: expected text, found a number"
    assert reasons[1].startswith("object 3: not valid JSON")
    assert reasons[2] == "object 4: question_id: is missing"
    assert len(reasons) == 3


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    title = threads(DATA)[-1].title
    assert title == "My heel hurts in the morning and I would like to know whether the new shoes may…"
    assert len(title) <= 80


def test_one_object_a_line_and_a_single_object_are_read(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(ONE | {"question_id": str(number)}) for number in (1, 2))
    assert [thread.id for thread in threads(written(tmp_path, lines))] == ["ehospital:1", "ehospital:2"]
    assert [thread.id for thread in threads(written(tmp_path, json.dumps(ONE, indent=1)))] == ["ehospital:7"]


@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_a_file_broken_off_anywhere_gives_its_whole_objects_and_one_fault(
    chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_json_objects, "_CHUNK", chunk)
    whole = json.dumps([ONE | {"x": [1]}] * 3)
    for end in range(1, len(whole)):
        found = list(json_objects(written(tmp_path, whole[:end])))
        assert sum(not one.fault for one in found) == whole[:end].count('"x": [1]}')
        [fault] = [one.fault for one in found if one.fault]
        assert "broken off" in fault
    assert [one.fault for one in json_objects(written(tmp_path, whole))] == ["", "", ""]


def test_a_text_without_its_end_costs_only_its_own_object(tmp_path: Path) -> None:
    text = json.dumps([ONE, ONE, ONE], indent=2).replace('"7",', '"7,', 1)
    first, *rest = json_objects(written(tmp_path, text))
    assert "does not end in its line" in first.fault
    assert [one.fault for one in rest] == ["", ""]


def test_what_is_no_object_is_told(tmp_path: Path) -> None:
    found = list(json_objects(written(tmp_path, f'[{json.dumps(ONE)}, 5, "x", {json.dumps(ONE)}]')))
    assert [one.fault for one in found] == [
        "",
        "expected an object, found '5'",
        "expected an object, found '\"x\"'",
        "",
    ]
    with pytest.raises(ImportFault, match="no list of JSON objects"):
        read(written(tmp_path, "hello"))
    with pytest.raises(ImportFault, match="holds no JSON object"):
        read(written(tmp_path, "[]"))


def test_an_object_over_the_bound_ends_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json_objects, "_CHUNK", 64)
    monkeypatch.setattr(_json_objects, "MAX_OBJECT", 1024)
    found = list(json_objects(written(tmp_path, json.dumps([ONE, ONE | {"question_text": "x" * 5000}]))))
    assert [bool(one.fault) for one in found] == [False, True]
    assert "the rest of the file is not read" in found[1].fault


def test_a_question_without_text_or_with_a_strange_number_is_skipped(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps([ONE | {"question_text": " \n "}, ONE | {"question_id": "../1"}]))
    assert [found.reason for found in read(path) if isinstance(found, Skipped)] == [
        "object 0 (question_id '7'): question_text: is empty",
        "object 1 (question_id '../1'): question_id: '../1' is no question's number",
    ]
