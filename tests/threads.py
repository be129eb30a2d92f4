"""Small invented threads, the strategy that makes any thread, and archives of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from qa_reader import search
from qa_reader.archive import ArchiveWriter, Change, Description
from qa_reader.importers import thread_jsonl
from qa_reader.model import Asker, Reply, Similar, Source, Thread, Topic

TREMOR = Thread(
    id="sample:1",
    title="My hand shakes when I pour tea",
    department="Neurology",
    question="My right hand shakes.\n\nIt is worse after coffee.",
    asker=Asker("Mrs. Quill", "female", "60-69", "Mrs. Quill, female, 60-69"),
    asked=date(2019, 3, 4),
    replies=(
        Reply(
            "Dr. Ines Marlow",
            "Neurology",
            "Harbour Hospital",
            "A tremor in action is often harmless.",
            date(2019, 3, 6),
        ),
    ),
    more_info="Tremor: a general leaflet.",
    similar=(
        Similar("Weak legs in the morning", "Every morning my legs...", thread="sample:2"),
        Similar("A thread that is elsewhere", "Not here", "Dr. Nobody", "Eye", "An extract of a reply", "other:9"),
    ),
    topics=(Topic("Tremor", "Neurology"), Topic("Movement", "Neurology")),
    source=Source(name="sample", format="jsonl", file="a.jsonl", unparsed=("Share this page",)),
)
WEAKNESS = Thread(
    id="sample:2",
    title="Weak legs in the morning",
    department="Neurology",
    question="Every morning my legs feel weak for an hour.",
    asked=date(2021, 7, 1),
    replies=(
        Reply("Dr. Ines Marlow", text="Stand up slowly."),
        Reply("Dr. Tam Oakes", text="I agree.", replied=date(2021, 8, 1)),
    ),
    topics=(Topic("Movement", "Neurology"),),
)
DRY_EYE = Thread(
    id="sample:3",
    title="眼睛乾澀",
    department="眼科",
    question="每天看螢幕十小時，眼睛乾澀怎麼辦？",
    asked=date(2020, 1, 2),
)
BARE = Thread(id="sample:4", title="Only a title")
THREADS = (TREMOR, WEAKNESS, DRY_EYE, BARE)

ID = "11111111-2222-3333-4444-555555555555"
DESCRIPTION = Description(id=ID, title="Small archive", languages=("en", "zh-Hant"), built=date(2026, 1, 2))

# control characters among them: an importer takes them out, but an archive of somebody else may have them
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
HOSTILE = st.lists(
    st.sampled_from(
        [
            *"<script> </p> <b onload=x> &lt; & \" ' ` ``` [a](javascript:x) ![i](u) <http://x> # ## --- ===".split(),
            *"* _ ~ | \\ 1. 2) - + > javascript: http://x.example --> <!-- ]]> {{ }} {% text 眼睛".split(),
            *(" ", "    ", "\t", "\n", "\n\n", "\r", "\x0b", "\u2028"),
        ]
    ),
    max_size=12,
).map("".join)
DATES = st.none() | st.dates()


def threads_of(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Thread]:
    """Threads whose every text is one of these."""
    topics = st.builds(Topic, texts, texts)
    return st.builds(
        Thread,
        id=texts,
        title=texts,
        department=texts,
        question=texts,
        asker=st.builds(Asker, texts, texts, texts, texts),
        asked=DATES,
        replies=st.lists(st.builds(Reply, texts, texts, texts, texts, DATES), max_size=3).map(tuple),
        more_info=texts,
        similar=st.lists(st.builds(Similar, texts, texts, texts, texts, texts, st.none() | texts), max_size=2).map(
            tuple
        ),
        topics=st.lists(topics, max_size=3).map(tuple),
        source=st.builds(Source, texts, texts, texts, texts, texts, texts, texts, st.booleans(), st.tuples(texts)),
    )


def write_archive(
    path: Path, threads: Iterable[Thread] = THREADS, description: Description = DESCRIPTION, base: Path | None = None
) -> list[Change]:
    """Write an archive with its index; what each thread did."""
    writer = ArchiveWriter(path, base)
    try:
        changes = [writer.put(thread) for thread in threads]
        writer.finish(description)
        search.write_index(writer.blobs, writer.new_threads(), removed=writer.removed)
    except BaseException:
        writer.abandon()
        raise
    writer.close()
    return changes


def write_source(path: Path, threads: Iterable[Thread] = THREADS) -> Path:
    """Write threads as a source that `build` reads."""
    path.write_bytes(b"".join(thread_jsonl.encode_thread(thread) + b"\n" for thread in threads))
    return path
