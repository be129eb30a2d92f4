"""Threads and stores that the tests of search share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qa_reader.model import Asker, Query, Reply, Thread, Topic
from qa_reader.search import ThreadIndex, open_index, write_index
from tests.search.fakes import DictStore, SqliteStore

TWITCHES = Thread(
    id="ehospital:1",
    title="Muscle Twitches and Weakness: Is It ALS?",
    department="Neurology",
    question="Hello Doctor, for three weeks my muscles have been twitching. I fear amyotrophic lateral sclerosis "
    "(ALS).",
    asker=Asker("Mr. Chen", "female", "20-29"),
    asked=date(2023, 9, 1),
    replies=(
        Reply(
            "Jiang Junyi",
            "Neurology",
            "Taoyuan Hospital",
            "Dear Mr.\nChen,\nAmyotrophic lateral sclerosis is rare. Twitching muscles are common.\n"
            "Wishing you good health,",
            date(2023, 9, 2),
        ),
    ),
    more_info="Twitches, or fasciculations, can occur for a variety of reasons.",
    topics=(Topic("ALS", "Neurology"),),
)
HEART = Thread(
    id="ehospital:2",
    title="心肌梗塞怎麼辦？",
    department="心臟科",
    question="醫師您好，我父親五十歲，心肌梗塞以後該注意什麼？",
    asker=Asker("陳", "男", "50-59"),
    asked=date(2021, 3, 4),
    replies=(
        Reply("王大明", "心臟科", "臺北醫院", "您好：\n請按時服藥，並看心臟科門診。\n祝您健康", date(2021, 3, 5)),
    ),
)
EYE = Thread(
    id="ehospital:3",
    title="Dry eyes in winter",
    department="Ophthalmology",
    question="My eyes are dry and red. What drops help? My mother's eyes are worse.",
    asker=Asker("", "male", "34"),
    asked=date(2019, 12, 31),
    replies=(
        Reply(
            "Peng Shiwei",
            "Ophthalmology",
            "",
            "Artificial tears help dry eyes. Weak muscles are no cause.",
            date(2020, 1, 2),
        ),
    ),
    topics=(Topic("Dry eye", "Ophthalmology"),),
)
THREADS = ((1, TWITCHES), (2, HEART), (3, EYE))


@pytest.fixture(params=["dict", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> DictStore | SqliteStore:
    """An empty store of either kind."""
    return DictStore() if request.param == "dict" else SqliteStore(str(tmp_path / "index.db"))


@pytest.fixture
def index() -> ThreadIndex:
    """An index of three threads."""
    store = DictStore()
    write_index(store, THREADS)
    return open_index(store)


@pytest.fixture
def numbers(index: ThreadIndex) -> Callable[[str], list[int]]:
    """The numbers of the threads that a text finds, best first."""
    return lambda text: [ranked.number for ranked in index.ask(Query(text)).page(0, 50)]
