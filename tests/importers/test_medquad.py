"""The importer of MedQuAD."""

from __future__ import annotations

import io
import lzma
import tarfile
from itertools import islice
from pathlib import Path

import pytest

from qa_reader import importers
from qa_reader.errors import ImportFault
from qa_reader.importers import medquad
from qa_reader.model import Skipped, Thread, Topic

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "medquad.tar.xz"

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document id="0000001_2" source="GARD" url="https://example.org/lantern">
<Focus>Lantern syndrome</Focus>
<FocusAnnotations><UMLS><CUIs><CUI>C0000000</CUI></CUIs></UMLS>
  <Synonyms><Synonym>Wick disease</Synonym><Synonym>Glow &amp; fade</Synonym></Synonyms></FocusAnnotations>
<QAPairs>
 <QAPair pid="1"><Question qid="1-1" qtype="exams and tests">How is it
   found ?</Question><Answer>By light.     - First, a lamp.    - Then, a candle.

     Rarely by touch.</Answer></QAPair>
 <QAPair pid="2"><Question qid="1-2" qtype="outlook">What then ?</Question><Answer> </Answer></QAPair>
</QAPairs></Document>"""
UNANSWERED = DOCUMENT.replace("By light.", "").replace("First, a lamp.", "").split("<QAPair pid=", 1)[0] + (
    '<QAPair pid="1"><Question>Why ?</Question><Answer/></QAPair></QAPairs></Document>'
)
OTHER_WORDS = (
    '<doc docid="7" corpus="NINDS" url="https://example.org/"><doctitle-focus>Odd</doctitle-focus><qaPairs>'
    '<pair pid="1"><question qtype="information">what is it ?</question><answer>This.</answer></pair></qaPairs></doc>'
)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<Document source="X" url="u"><Focus>&b;</Focus></Document>'
)


def file_of(folder: Path, text: str, name: str = "0000001.xml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def tar_of(folder: Path, members: dict[str, str], name: str = "some.tar.xz") -> Path:
    path = folder / name
    with tarfile.open(path, "w:xz" if name.endswith("xz") else "w:") as archive:
        for member, text in members.items():
            entry = tarfile.TarInfo(member)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return path


def test_an_answered_pair_becomes_a_thread(tmp_path: Path) -> None:
    (thread,) = medquad.read(file_of(tmp_path, DOCUMENT))
    assert isinstance(thread, Thread)
    assert thread.id == "medquad:GARD-0000001-1"
    assert thread.title == thread.question == "How is it found?"
    assert thread.department == "Genetic and Rare Diseases"
    assert thread.replies[0].text == "By light.\n- First, a lamp.\n- Then, a candle.\n\nRarely by touch."
    assert thread.more_info == "Also called: Wick disease; Glow & fade."
    assert thread.topics == (
        Topic("Lantern syndrome", "Genetic and Rare Diseases"),
        Topic("Exams and tests", "Genetic and Rare Diseases"),
    )
    assert (thread.source.licence, thread.source.url) == ("CC BY 4.0", "https://example.org/lantern")
    assert thread.source.title_derived


def test_a_document_without_answers_is_skipped_with_the_reason(tmp_path: Path) -> None:
    (skipped,) = medquad.read(file_of(tmp_path, UNANSWERED))
    assert isinstance(skipped, Skipped)
    assert "no answer" in skipped.reason


def test_files_with_the_other_words_are_read(tmp_path: Path) -> None:
    path = file_of(tmp_path, OTHER_WORDS)
    (thread,) = medquad.read(path)
    assert isinstance(thread, Thread)
    assert (thread.title, thread.replies[0].text) == ("what is it?", "This.")
    assert importers.pick(path) is medquad


@pytest.mark.parametrize("name", ["some.tar.xz", "some.tar"])
def test_a_tar_archive_is_read_in_place(tmp_path: Path, name: str) -> None:
    path = tar_of(tmp_path, {"../../evil/0000001.xml": DOCUMENT, "readme.txt": "no", "b/2.xml": "<broken"}, name)
    assert importers.pick(path) is medquad
    entries = list(medquad.read(path))
    assert [type(entry) for entry in entries] == [Thread, Skipped]
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert not (tmp_path.parent.parent / "evil").exists()


def test_a_folder_is_read(tmp_path: Path) -> None:
    file_of(tmp_path, DOCUMENT, "0000001.xml")
    file_of(tmp_path, DOCUMENT, "0000002.xml")
    threads = [entry for entry in medquad.read(tmp_path) if isinstance(entry, Thread)]
    assert [thread.id for thread in threads] == ["medquad:GARD-0000001-1", "medquad:GARD-0000002-1"]


def test_no_entity_is_expanded(tmp_path: Path) -> None:
    (skipped,) = medquad.read(file_of(tmp_path, BOMB))
    assert isinstance(skipped, Skipped)
    assert "document type" in skipped.reason


def test_an_archive_that_inflates_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(medquad, "MAX_INFLATED", 100_000)
    path = tar_of(tmp_path, {"1.xml": DOCUMENT, "big.bin": "0" * 200_000, "2.xml": DOCUMENT})
    entries = medquad.read(path)
    assert isinstance(next(entries), Thread)
    with pytest.raises(ImportFault, match="larger than"):
        next(entries)


def test_an_archive_that_ends_early_is_refused(tmp_path: Path) -> None:
    whole = tar_of(tmp_path, {"1.xml": DOCUMENT * 1, "2.xml": DOCUMENT}).read_bytes()
    short = tmp_path / "short.tar.xz"
    short.write_bytes(lzma.compress(lzma.decompress(whole)[:2500]))
    with pytest.raises(ImportFault, match="ends within"):
        list(medquad.read(short))


def test_another_xml_file_is_not_recognised(tmp_path: Path) -> None:
    assert not medquad.recognises(tmp_path / "a.xml", b"<?xml version='1.0'?><rss><channel/></rss>")


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data/medquad.tar.xz is not there")
def test_the_collection_itself_is_read() -> None:
    entries = list(islice(medquad.read(DATA), 12_000))  # the first 4,367 documents have no answer
    threads = [entry for entry in entries if isinstance(entry, Thread)]
    assert len(threads) > 5_000
    assert len({thread.id for thread in threads}) == len(threads)
    assert all("no answer" in entry.reason for entry in entries if isinstance(entry, Skipped))
