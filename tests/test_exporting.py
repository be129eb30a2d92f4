from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from qa_reader import importing, render
from qa_reader.anchoring import anchor, parts
from qa_reader.archive import Archive
from qa_reader.errors import QAReaderError
from qa_reader.exporting import Form, Provenance, defused, form_of, save, take, write
from qa_reader.kept import Anchor, Colour, Highlight
from qa_reader.model import ArchiveInfo, Reply, Span, Thread, ThreadRef
from qa_reader.taken import Own
from tests.folders import names
from tests.threads import HOSTILE, ID, TEXTS, THREADS, TREMOR, WEAKNESS, threads_of, write_source

ARCHIVE = ArchiveInfo(ID, "Small archive", "/a", 40, built=date(2026, 1, 2), content_hash="ab" * 32)
FROM = Provenance(ARCHIVE, 'tremor "legs"', date(2026, 11, 22), len(THREADS))
WITH_NAMES = replace(FROM, masked=False)


def written(form: Form, threads: tuple[Thread, ...] = THREADS, provenance: Provenance = FROM) -> str:
    return b"".join(write(form, threads, provenance)).decode()


def rows(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("form", [Form.CSV, Form.MD, Form.HTML, Form.TXT, Form.RIS])
def test_every_form_says_where_it_comes_from_and_what_it_is_not(form: Form) -> None:
    content = written(form).replace("&#34;", '"').replace("\\", "").replace('""', '"')
    for fact in (
        'tremor "legs"',
        "Small archive",
        ID,
        "2026-01-02",
        "ab" * 32,
        "2026-11-22",
        "QA Reader",
        render.disclaimer(),
    ):
        assert fact in content, fact
    assert re.search(r"\b4\b", content)
    assert "sample:1" in content
    assert f"qa-reader://{ID}/sample:1" in content


@pytest.mark.parametrize("form", [Form.CSV, Form.MD, Form.HTML, Form.TXT, Form.RIS])
def test_names_are_masked_unless_they_are_asked_for(form: Form) -> None:
    assert "Quill" not in written(form)
    assert "60" in written(form)
    assert "Mrs. Quill" in written(form, provenance=WITH_NAMES)


@pytest.mark.parametrize(
    ("form", "question", "reply", "info"),
    [
        (Form.MD, "## Question", "## Doctor's reply", "## More info"),
        (Form.HTML, '<section class="question"', '<section class="reply"', '<section class="more-info"'),
        (Form.TXT, "\nQUESTION (", "\nDOCTOR'S REPLY (", "\nMORE INFO ("),
        (Form.RIS, "N1  - QUESTION", "N1  - DOCTOR'S REPLY", "N1  - MORE INFO"),
    ],
)
def test_question_reply_and_more_info_stand_apart(form: Form, question: str, reply: str, info: str) -> None:
    content = written(form, (TREMOR,))
    places = [
        content.index(part) for part in (question, "My right hand", reply, "tremor in action", info, "general leaflet")
    ]
    assert places == sorted(places)


def test_a_table_has_a_row_a_thread_and_a_column_a_part() -> None:
    table = rows(written(Form.CSV))
    assert [row["id"] for row in table] == [thread.id for thread in THREADS]
    assert (table[0]["question"], table[0]["reply"], table[0]["more_info"]) == (
        TREMOR.question, TREMOR.replies[0].text, TREMOR.more_info,
    )  # fmt: skip
    assert table[1]["replies"] == "2"
    assert "[1] Dr. Ines Marlow\nStand up slowly.\n\n[2] Dr. Tam Oakes" in table[1]["reply"]
    assert "name" not in table[0]
    assert rows(written(Form.CSV, provenance=WITH_NAMES))[0]["name"] == "Mrs. Quill"
    assert {row["export_query"] for row in table} == {'tremor "legs"'}


@given(threads_of(HOSTILE | TEXTS))
def test_no_cell_is_a_formula_and_no_row_breaks(thread: Thread) -> None:
    content = written(Form.CSV, (thread, TREMOR), WITH_NAMES)
    table = rows(content)
    assert len(table) == 2
    assert table[1]["id"] == "sample:1"
    for cell in table[0].values():
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))
        assert not cell.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "\n=1", "＝1", "  =1", "\u00a0=1"])
def test_what_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert defused(cell) == f"'{cell}"
    assert rows(written(Form.CSV, (replace(TREMOR, title=cell),)))[0]["title"] == f"'{cell}"


def test_other_cells_stay_as_they_are() -> None:
    assert [defused(cell) for cell in ("", "a=b", "'", "眼睛", "1-2")] == ["", "a=b", "'", "眼睛", "1-2"]


@given(threads_of(HOSTILE | TEXTS))
def test_no_text_breaks_out_of_a_page(thread: Thread) -> None:
    page = LexborHTMLParser(written(Form.HTML, (thread, TREMOR), WITH_NAMES))
    assert len(page.css("article")) == 2
    assert page.css("script, img, iframe, b, svg, meta[http-equiv=refresh]") == []
    assert {link.attributes["href"].split(":")[0] for link in page.css("a") if link.attributes["href"]} == {"qa-reader"}
    assert page.css("p")[-1].text() == render.disclaimer()


@given(threads_of(HOSTILE | TEXTS))
def test_every_line_of_a_reference_has_a_tag(thread: Thread) -> None:
    content = written(Form.RIS, (thread, TREMOR), WITH_NAMES)
    lines = content.split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)
    assert sum(line == "ER  - " for line in lines) == sum(line.startswith("TY  - ") for line in lines) == 2


def test_a_reference_has_what_a_manager_looks_for() -> None:
    lines = written(Form.RIS, (TREMOR,)).split("\r\n")
    facts = {"TY": "ELEC", "AU": "Dr. Ines Marlow", "PY": "2019", "DA": "2019/03/06", "T2": "Small archive"}
    facts |= {"AN": "sample:1", "PB": "Harbour Hospital", "UR": f"qa-reader://{ID}/sample:1"}
    assert {f"{tag}  - {fact}" for tag, fact in facts.items()} <= set(lines)
    assert "KW  - Tremor" in lines


def test_json_lines_are_threads_and_nothing_else_and_can_be_built_from_again(tmp_path: Path) -> None:
    source = write_source(tmp_path / "source.jsonl")
    file = tmp_path / "out.jsonl"
    save(file, Form.JSONL, THREADS, WITH_NAMES)
    assert file.read_bytes() == source.read_bytes()
    assert json.loads((tmp_path / "out.jsonl.provenance").read_text(encoding="utf-8"))["query"] == 'tremor "legs"'
    report = importing.build([tmp_path], tmp_path / "again.qarchive")
    assert report.skipped == ()
    archive = Archive(tmp_path / "again.qarchive")
    assert archive.thread("sample:1") == TREMOR
    archive.close()
    assert "Quill" not in written(Form.JSONL, provenance=FROM)


def test_an_export_is_whole_or_not_there(tmp_path: Path) -> None:
    def breaks_off() -> object:
        yield TREMOR
        raise QAReaderError("damaged")

    file = tmp_path / "out.csv"
    file.write_text("old")
    with pytest.raises(QAReaderError, match="damaged"):
        save(file, Form.CSV, breaks_off(), FROM)  # type: ignore[arg-type]
    assert file.read_text() == "old"
    assert names(tmp_path) == ["out.csv"]
    with pytest.raises(QAReaderError, match="cannot be written"):
        save(file / "x.csv", Form.CSV, THREADS, FROM)


def test_the_suffix_says_the_form() -> None:
    wanted = {"a.jsonl": Form.JSONL, "a.NDJSON": Form.JSONL, "a.csv": Form.CSV, "a.htm": Form.HTML, "a.ris": Form.RIS}
    assert {name: form_of(Path(name)) for name in wanted} == wanted
    with pytest.raises(QAReaderError, match=r"one of \.jsonl"):
        form_of(Path("a.docx"))
    with pytest.raises(QAReaderError, match="PDF is made in the window"):
        form_of(Path("a.pdf"))


def marked(part: str, quote: str, note: str = "", colour: Colour = Colour.YELLOW) -> Highlight:
    text = parts(TREMOR)[part]
    start = text.index(quote)
    return Highlight(f"{part} {quote}", REF, part, anchor(text, Span(start, start + len(quote))), colour, note)


REF = ThreadRef(ID, TREMOR.id)
OWN = {
    TREMOR.id: Own(
        "Ask about <propranolol>, says Mrs. Quill.",
        (
            marked("question", "worse after coffee", "me, too", Colour.GREEN),
            marked("reply/0", "often harmless"),
            replace(marked("question", "right hand"), part="question", anchor=Anchor("words that are gone")),
        ),
    )
}


@pytest.mark.parametrize("form", [Form.CSV, Form.MD, Form.HTML, Form.TXT, Form.RIS])
def test_own_notes_and_highlights_go_along_where_they_are_asked_for(form: Form) -> None:
    content = b"".join(write(form, [TREMOR], replace(FROM, own=True), OWN)).decode()
    plain = content.replace("&lt;", "<").replace("&gt;", ">").replace("\\", "")
    assert "Ask about <propranolol>, says [name]." in plain
    for words in ("“worse after coffee” – me, too", "“often harmless”", "words that are gone"):
        assert words in plain, words
    assert "propranolol" not in written(form, (TREMOR,))


def test_highlights_are_marked_in_a_page_in_their_colours() -> None:
    page = LexborHTMLParser(b"".join(write(Form.HTML, [TREMOR], FROM, OWN)).decode())
    found = [(node.attributes["class"], node.text()) for node in page.css("span.highlight")]
    assert found == [("highlight green", "worse after coffee"), ("highlight yellow", "often harmless")]


def test_highlights_are_found_in_a_text_whose_names_are_masked() -> None:
    thread = replace(TREMOR, question="I, Mrs. Quill, shake.\n\nMrs. Quill is worse after coffee, says Mrs. Quill.")
    start = thread.question.index("is worse")
    highlight = Highlight("1", REF, "question", anchor(thread.question, Span(start, start + 8)))
    taken = take(thread, Own("", (highlight,)), mask=True)
    assert [taken.thread.question[passage.start : passage.end] for passage in taken.passages("question")] == [
        "is worse"
    ]


def test_highlights_that_overlap_follow_each_other() -> None:
    own = Own("", (marked("question", "My right hand"), marked("question", "hand shakes", "", Colour.PINK)))
    taken = take(TREMOR, own, mask=False)
    texts = [(TREMOR.question[one.start : one.end], one.colour) for one in taken.passages("question")]
    assert texts == [("My right hand", Colour.YELLOW), (" shakes", Colour.PINK)]


def test_json_lines_have_nothing_of_the_readers_own() -> None:
    assert b"".join(write(Form.JSONL, [TREMOR], WITH_NAMES, OWN)) == b"".join(write(Form.JSONL, [TREMOR], WITH_NAMES))


def test_a_doctor_without_a_name_is_no_author() -> None:
    bare = replace(WEAKNESS, replies=(Reply(text="Rest."),))
    assert "AU  - " not in written(Form.RIS, (bare,))
    assert "A doctor, not named" in written(Form.HTML, (bare,))
