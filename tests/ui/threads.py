"""Small invented threads for the window's tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qa_reader.importers import thread_jsonl
from qa_reader.model import Asker, Reply, Similar, Source, Thread, Topic

TREMOR = Thread(
    id="test:1",
    title="Trembling fingers in the morning",
    department="Neurology",
    question="My fingers tremble when I pour tea.\n\nIt began last spring.",
    asker=Asker("Ms. Okafor", "female", "30-39", "Ms. Okafor, 30~39 year old female."),
    asked=date(2021, 5, 4),
    replies=(
        Reply(
            "Piet Anders",
            "Neurology",
            "Harbour Hospital",
            "A tremor while pouring is often harmless.",
            date(2021, 5, 6),
        ),
    ),
    more_info="Tremor means a rhythmic movement of a part of the body.",
    similar=(
        Similar(
            "Shaking hands at work", "Whenever my boss looks at me", "Piet Anders", "Neurology", "It depends.", "test:2"
        ),
        Similar("A question that is elsewhere", "My knee clicks", "Mo Lindqvist", "Orthopedics", "Knees may click."),
    ),
    topics=(Topic("Tremor", "Neurology"),),
    source=Source(name="test", notice="Sample text."),
)
SHAKING = Thread(
    id="test:2",
    title="Shaking hands at work",
    department="Neurology",
    question="Whenever my boss looks at me, my hands shake & I think of <b>quitting</b>.",
    asked=date(2023, 1, 9),
    replies=(Reply("Piet Anders", "Neurology", "", "It depends on when it happens.", date(2023, 1, 9)),),
    topics=(Topic("Tremor", "Neurology"),),
)
EYELID = Thread(
    id="test:3",
    title="眼皮一直跳怎麼辦？",
    department="眼科",
    question="最近兩個星期眼皮一直跳，晚上睡不好，會不會是中風？",
    asked=date(2008, 2, 29),
    replies=(Reply("夏語冰", "眼科", "海港醫院", "眼皮跳多半與疲勞有關，請先充分休息。", date(2008, 3, 1)),),
    topics=(Topic("眼皮問題", "眼科"),),
)
KNEE = Thread(
    id="test:4",
    title="Knee clicks on the stairs",
    department="Orthopedics",
    question="It clicks but does not hurt.",
    asked=date(2019, 7, 1),
)
THREADS = [TREMOR, SHAKING, EYELID, KNEE]


def many(count: int) -> list[Thread]:
    """As many threads as a test needs, each of its own day."""
    return [
        Thread(
            id=f"many:{number}",
            title=f"Question number {number}",
            department="Neurology" if number % 2 else "Orthopedics",
            question=f"Asked as the {number}th, about sleep.",
            asked=date.fromordinal(date(2000, 1, 1).toordinal() + number),
        )
        for number in range(1, count + 1)
    ]


def written(file: Path, threads: list[Thread]) -> Path:
    """A file of threads in the program's own JSON Lines."""
    file.write_bytes(b"".join(thread_jsonl.encode_thread(thread) + b"\n" for thread in threads))
    return file
