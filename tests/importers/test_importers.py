from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_reader import importers
from qa_reader.errors import ImportFault
from qa_reader.importers import ehospital_json, page_html, page_text, thread_jsonl, thread_toml
from qa_reader.model import Skipped, Thread

DATA = Path(__file__).parents[1] / "data"
OURS: list[importers.Importer] = [ehospital_json, page_html, page_text, thread_jsonl, thread_toml]
TOML = 'format = "qa-reader-thread/1"\nid = "sample:1"\ntitle = "T"\nquestion = "Q"\n[[replies]]\ntext = "R"\n'


def test_every_format_is_found_and_has_what_a_format_has() -> None:
    found = importers.discover()
    assert set(OURS) <= set(found)
    assert [importer.NAME for importer in found] == sorted(importer.NAME for importer in found)
    assert all(suffix.startswith(".") and suffix.islower() for suffix in importers.suffixes())


def test_modules_with_an_underscore_are_no_formats() -> None:
    assert not [importer for importer in importers.discover() if "._" in getattr(importer, "__name__", "")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pages/english.txt", page_text),
        ("pages/chinese.txt", page_text),
        ("pages/chinese.html", page_html),
        ("crawler-export.json", ehospital_json),
    ],
)
def test_a_file_is_recognised_by_what_it_holds(name: str, expected: ModuleType, tmp_path: Path) -> None:
    assert importers.pick(DATA / name) is expected
    renamed = tmp_path / "file.dat"
    renamed.write_bytes((DATA / name).read_bytes())
    assert importers.pick(renamed) is expected


def test_only_its_own_format_recognises_a_file() -> None:
    for name in ("pages/english.txt", "pages/chinese.txt", "pages/chinese.html", "crawler-export.json"):
        path = DATA / name
        assert sum(importer.recognises(path, path.read_bytes()) for importer in importers.discover()) == 1, name


def test_our_own_forms_are_recognised(tmp_path: Path) -> None:
    lines, toml = tmp_path / "a.jsonl", tmp_path / "a.toml"
    lines.write_bytes(thread_jsonl.encode_thread(Thread("sample:1", "T")))
    toml.write_text(TOML, encoding="utf-8")
    assert importers.pick(lines) is thread_jsonl
    assert importers.pick(toml) is thread_toml


def test_of_a_table_with_other_columns_it_is_said_how_to_name_them(tmp_path: Path) -> None:
    path = tmp_path / "fragen.tsv"
    path.write_text("Überschrift\tFrage\tAntwort\nFieber\tWas tun?\tTrinken\n", encoding="utf-8")
    with pytest.raises(ImportFault, match=r"fragen.tsv: its columns are not known .* --map COLUMN=FIELD"):
        importers.pick(path)


def test_toml_beside_threads_is_no_thread(tmp_path: Path) -> None:
    path = tmp_path / "archive.toml"
    path.write_text('id = "x"\ntitle = "An archive"\nformat_version = 1\n', encoding="utf-8")
    with pytest.raises(ImportFault, match=r"archive.toml: not a format that QA Reader knows"):
        importers.pick(path)


def test_a_format_can_be_named_whatever_the_file(tmp_path: Path) -> None:
    assert importers.pick(tmp_path / "absent", "toml") is thread_toml
    with pytest.raises(ImportFault, match=r"docx: not a format that QA Reader knows .*page-text"):
        importers.pick(tmp_path / "absent", "docx")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportFault, match=r"absent.txt: cannot be read"):
        importers.pick(tmp_path / "absent.txt")
    for module in OURS:
        with pytest.raises(ImportFault, match=r"absent.txt"):
            list(module.read(tmp_path / "absent.txt"))
        with pytest.raises(ImportFault):
            list(module.read(tmp_path))


def fault_of(importer: importers.Importer, path: Path) -> str:
    """What reading raises, or the file's name where nothing is raised."""
    try:
        assert all(isinstance(found, Thread | Skipped) for found in importer.read(path))
    except ImportFault as fault:
        return str(fault)
    return path.name


SEEDS = [
    b"",
    b"\xff\xfe",
    b"{",
    b'[{"question_id"',
    b"<div class=msg>",
    TOML.encode(),
    (DATA / "pages" / "english.txt").read_bytes(),
    (DATA / "pages" / "chinese.txt").read_bytes(),
    (DATA / "pages" / "chinese.html").read_text("utf-8").encode("cp950"),
    (DATA / "crawler-export.json").read_bytes(),
]


@given(
    seed=st.sampled_from(SEEDS),
    at=st.floats(0, 1),
    noise=st.binary(max_size=30) | st.sampled_from([b"\n", b'"', b"\\", b"(", b"/", b"<div>", b"\nAsk Date:", b"#1\n"]),
    cut=st.integers(0, 40),
)
def test_damaged_bytes_raise_nothing_but_import_faults(
    tmp_path_factory: pytest.TempPathFactory, seed: bytes, at: float, noise: bytes, cut: int
) -> None:
    place = int(at * len(seed))
    raw = seed[:place] + noise + seed[place + cut :]
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(raw)
    for module in OURS:
        assert module.recognises(path, raw) in {True, False}
        assert "damaged" in fault_of(module, path)


@given(raw=st.binary(max_size=400))
def test_arbitrary_bytes_raise_nothing_but_import_faults(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "arbitrary"
    path.write_bytes(raw)
    for module in OURS:
        assert module.recognises(path, raw) in {True, False}
        assert "arbitrary" in fault_of(module, path)
