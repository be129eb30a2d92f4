from __future__ import annotations

import pytest
from hypothesis import given

from qa_reader.masking import MASK, masked
from qa_reader.model import Asker, Reply, Source, Thread
from tests.threads import TEXTS, TREMOR, threads_of


def of(name: str, text: str) -> str:
    return masked(Thread("a:1", "T", question=text, asker=Asker(name))).question


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "Mrs. Quill",
            "I am Mrs. Quill. Quill is my name; quilling is my hobby.",
            f"I am {MASK}. {MASK} is my name; quilling is my hobby.",
        ),
        ("Ms. Okafor", "Dear Miss Okafor, Mr Okafor", f"Dear {MASK}, {MASK}"),
        ("Ms. May", "In May, Ms. May fell.", f"In May, {MASK} fell."),
        ("王小明", "我是王小明，今年三十歲。", f"我是{MASK}，今年三十歲。"),
        ("王先生", "王先生您好，國王企鵝", f"{MASK}您好，國王企鵝"),
        ("陳", "陳小姐您好，陳舊的傷", f"{MASK}小姐您好，陳舊的傷"),
        ("Jo", "Jo took the jo.", "Jo took the jo."),  # too short to be told from a word
        ("Ms. Jo", "Ms. Jo took it.", f"{MASK} took it."),
        ("Ana Lee", "Ana Lee asks.", f"{MASK} asks."),
        ("", "Nobody is named.", "Nobody is named."),
        ("(.*)", "a (.*) b", f"a {MASK} b"),
    ],
)
def test_a_name_is_masked_wherever_the_thread_repeats_it(name: str, text: str, expected: str) -> None:
    assert of(name, text) == expected


def test_sex_and_age_stay_and_every_text_is_looked_at() -> None:
    thread = Thread(
        "a:1",
        "Quill asks",
        question="Quill",
        asker=Asker("Mrs. Quill", "female", "60-69", "Mrs. Quill, 60~69"),
        replies=(Reply("Dr. Quill", text="Dear Mrs. Quill"),),
        source=Source(short_title="Quill", unparsed=("by Quill",)),
    )
    got = masked(thread)
    assert got.asker == Asker("", "female", "60-69", "")
    assert (got.title, got.question, got.source.short_title, got.source.unparsed) == (
        f"{MASK} asks",
        MASK,
        MASK,
        (f"by {MASK}",),
    )
    assert (got.replies[0].doctor, got.replies[0].text) == ("Dr. Quill", f"Dear {MASK}")


@given(threads_of(TEXTS))
def test_a_masked_thread_has_no_asker_and_nothing_else_is_lost(thread: Thread) -> None:
    got = masked(thread)
    assert (got.asker.name, got.asker.as_given) == ("", "")
    assert (got.id, got.similar, got.topics, len(got.replies)) == (
        thread.id,
        thread.similar,
        thread.topics,
        len(thread.replies),
    )
    assert masked(got) == got


def test_the_sample() -> None:
    assert "Quill" not in str(masked(TREMOR))
