from pathlib import Path

import pytest

from qa_reader.errors import ImportFault
from qa_reader.importers._cleaning import repair_backslashes
from qa_reader.importers._decoding import decode, decode_head, read_bytes

CHINESE = "醫師您好，我的手會抖，寫字也變差了，請問要看哪一科？謝謝。"
SIMPLIFIED = "医生您好，我的手会抖，写字也变差了，请问要看哪一科？谢谢。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950", "gb18030"])
def test_chinese_text_is_read_in_every_encoding(encoding: str) -> None:
    text = SIMPLIFIED if encoding == "gb18030" else CHINESE
    assert decode(text.encode(encoding), "a.txt") == text
    assert decode_head(text.encode(encoding)) == text


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_by_its_mark(mark: str) -> None:
    assert decode("\ufeff一個字".encode(mark), "a.txt") == "一個字"


def test_a_head_may_end_inside_a_character() -> None:
    assert decode_head(CHINESE.encode()[:-1]) == CHINESE[:-1]


def test_undecodable_bytes_are_named_with_their_place() -> None:
    with pytest.raises(ImportFault, match=r"a\.txt: neither UTF-8 \(byte 8 in line 2\)"):
        decode(b"one\ntwo \xff\xff\xff", "a.txt")


def test_a_western_page_is_not_read_as_chinese() -> None:
    with pytest.raises(ImportFault, match="byte 2 in line 1"):
        decode("It’s said that caf\u00e9s don’t help".encode("cp1252"), "a.txt")


def test_a_broken_utf_8_text_is_not_read_as_chinese() -> None:
    with pytest.raises(ImportFault):
        decode((CHINESE * 5).encode()[1:], "a.txt")


def test_a_declared_encoding_is_believed() -> None:
    rare = "<html><meta charset='big5'><p>麤籲</p>"
    assert decode(rare.encode("cp950"), "a.html") == rare


def test_nul_is_refused_with_its_line() -> None:
    with pytest.raises(ImportFault, match="line 2 holds a NUL"):
        decode(b"a\nb\0c", "a.txt")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * (1024 * 1024 + 1))
    with pytest.raises(ImportFault, match=r"large\.txt: larger than 1 MB"):
        read_bytes(path, limit=1024 * 1024)


def test_a_stray_backslash_after_5c_is_removed_and_others_stay() -> None:
    assert repair_backslashes("功\\能 許\\多 a\\b 好\\") == "功能 許多 a\\b 好\\"
    assert repair_backslashes("功能".encode("cp950").replace(b"\\", b"\\\\").decode("cp950")) == "功能"
