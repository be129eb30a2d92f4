from datetime import date
from pathlib import Path

import pytest

from qa_reader.errors import ImportFault
from qa_reader.importers import thread_toml
from qa_reader.model import Asker, Reply, Similar, Source, Thread, Topic

THREAD = '''format = "qa-reader-thread/1"
id = "sample:1"
title = "Why does my eyelid twitch?"
department = "Neurology"
asked = 2019-03-14
question = """
text = 3

Second paragraph.
"""

[asker]
name = "Ms. Lin"
sex = "female"

[[replies]]
doctor = "Dr. Wren Calloway"
replied = 2019-03-16
text = """
Sleep more.
"""

[[replies]]
text = "And less coffee."

[[similar]]
title = "Another"
thread = "sample:2"

[[topics]]
name = "Tremor"
department = "Neurology"
'''


def read(tmp_path: Path, text: str) -> Thread:
    path = tmp_path / "eyelid.toml"
    path.write_text(text, encoding="utf-8")
    [thread] = thread_toml.read(path)
    assert isinstance(thread, Thread)
    return thread


def test_a_file_is_a_thread(tmp_path: Path) -> None:
    assert read(tmp_path, THREAD) == Thread(
        id="sample:1",
        title="Why does my eyelid twitch?",
        department="Neurology",
        question="text = 3\n\nSecond paragraph.",
        asker=Asker("Ms. Lin", "female"),
        asked=date(2019, 3, 14),
        replies=(
            Reply("Dr. Wren Calloway", text="Sleep more.", replied=date(2019, 3, 16)),
            Reply(text="And less coffee."),
        ),
        similar=(Similar("Another", thread="sample:2"),),
        topics=(Topic("Tremor", "Neurology"),),
        source=Source(name="sample", format="toml", file="eyelid.toml"),
    )


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('text = "And less coffee."', "text = 4", r"line 24: replies\[1\]\.text: expected text, found a number"),
        ("asked = 2019-03-14", 'asked = "soon"', "line 5: asked: expected a date"),
        ("asked = 2019-03-14", "asked = 2019-03-14T10:00:00", "line 5: asked: expected a date"),
        ('id = "sample:1"', 'id = "Sample 1"', "line 2: id: 'Sample 1' is not of the form"),
        ('name = "Tremor"', "", r"line 30: topics\[0\]\.name: is missing"),
        ("thread/1", "thread/9", "line 1: format: 'qa-reader-thread/9' is not known"),
        ('sex = "female"', "sex = ", "not valid TOML: .*line 14"),
        ("asked = 2019-03-14", "asked = 2019-02-31", "not valid TOML: .*line 5"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(right: str, wrong: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(ImportFault, match=rf"eyelid\.toml: {fault}"):
        read(tmp_path, THREAD.replace(right, wrong))


@pytest.mark.parametrize("hostile", ["a = " + "[" * 100_000, "a = " + "9" * 10_000, "a" + ".a" * 50_000 + " = 1"])
def test_hostile_files_are_refused(hostile: str, tmp_path: Path) -> None:
    with pytest.raises(ImportFault):
        read(tmp_path, hostile)


def test_unknown_keys_are_kept(tmp_path: Path) -> None:
    thread = read(tmp_path, THREAD.replace("[asker]\n", "mood = 1979-05-27\n[asker]\nheight = 1.7\n"))
    assert thread.source.unparsed == ("mood: 1979-05-27", "asker.height: 1.7")
