"""Topics that are found in titles, for departments whose source names none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import zstandard

from qa_reader.errors import Cancelled, IndexFault
from qa_reader.model import Filters, Query, Suggested, Thread, Topic
from qa_reader.search import ThreadIndex, open_index, read_topics, topicfinding, topicthreads, write_index
from qa_reader.search.codec import dump_json, pack
from qa_reader.search.store import TITLES, TOPIC_THREADS, TOPICS
from qa_reader.search.titlesample import MOST_TITLES, TitleSample
from qa_reader.search.topicwords import candidates
from tests.search.fakes import DictStore

#: Titles as people write them: in each department three that name the same, in words that differ.
NEUROLOGY = (
    "Restless legs at night",
    "What helps against restless legs?",
    "Are restless legs inherited?",
    "Migraine before storms",
    "What are the causes of migraine?",
    "Can I fly with a migraine?",
    "Tremor of both hands",
    "What are the causes of tremor?",
    "Coffee and my tremor",
    "What are the causes of numbness?",
    "Fainting at the dentist's",
)
EYES = (
    "High eye pressure: drops or laser?",
    "How often to check high eye pressure",
    "High eye pressure in the family",
    "High blood sugar and blurred sight",
    "Cataract surgery at ninety",
    "What are the causes of cataract?",
    "Reading after cataract surgery",
    "Is cataract surgery painful?",
    "Floaters after a fall",
    "What are the causes of floaters?",
    "Floaters and flashes",
    "Something else",
)
SKIN: tuple[str, ...] = (
    "蕁麻疹怎麼辦",
    "小孩蕁麻疹吃什麼藥",
    "蕁麻疹會傳染嗎",
    "帶狀皰疹疫苗要打嗎",
    "帶狀皰疹後的疼痛",
    "得了帶狀皰疹",
)
SKIN += ("富貴手怎麼照顧", "洗碗後富貴手更嚴重", "富貴手可以擦凡士林嗎", "頭皮屑很多", "指甲變黃", "腳底長繭怎麼辦")


def threads(titles: Mapping[str, Iterable[str]], topics: tuple[Topic, ...] = ()) -> list[tuple[int, Thread]]:
    every = [(name, title) for name, some in titles.items() for title in some]
    return [
        (number, Thread(id=f"x:{number}", title=title, department=name, topics=topics))
        for number, (name, title) in enumerate(every, 1)
    ]


def indexed(titles: Mapping[str, Iterable[str]]) -> ThreadIndex:
    store = DictStore()
    write_index(store, threads(titles))
    return open_index(store)


@pytest.fixture(scope="module")
def index() -> ThreadIndex:
    return indexed({"Neurology": NEUROLOGY, "Eyes": EYES, "皮膚科": SKIN})


def names(index: ThreadIndex, department: str) -> set[str]:
    return {topic.name for topic, _ in index.topics.get(department, ())}


def test_topics_are_whole_phrases_as_the_titles_write_them(index: ThreadIndex) -> None:
    assert names(index, "Neurology") == {"restless legs", "migraine", "tremor"}
    assert {"high eye pressure", "cataract surgery", "floaters"} == names(index, "Eyes")


def test_a_part_of_a_longer_word_is_no_topic(index: ThreadIndex) -> None:
    assert not {"High", "High eye", "eye pressure", "legs"} & (names(index, "Eyes") | names(index, "Neurology"))
    assert names(index, "皮膚科") == {"蕁麻疹", "帶狀皰疹", "富貴手"}


def test_words_of_everyday_name_something_together_where_they_are_seldom_apart() -> None:
    titles = ("Machine learning for scans", "What is machine learning?", "Machine learning or rules", *EYES)
    assert "machine learning" in {
        name.lower() for name in names(indexed({"Eyes": titles, "Nerves": NEUROLOGY}), "Eyes")
    }


def test_a_word_that_was_never_counted_by_itself_makes_no_topic_of_words_of_everyday() -> None:
    titles = [f"{where} hold read 2 {what}" for where in ("I", "You") for what in ("and", "or", "but")]
    found = candidates({"Eyes": [*titles, *EYES], "Nerves": NEUROLOGY})
    assert not [one.name for one in found["Eyes"] if "2" in one.name]


def test_what_always_stands_beside_more_is_a_part_of_it() -> None:
    heart = [f"High blood {what} {when}" for what in ("pressure", "sugar", "cholesterol") for when in ("now", "again")]
    water = [f"{where}道感染{what}" for where in ("泌尿", "呼吸", "腸胃") for what in ("怎麼辦", "吃什麼藥")]
    found = candidates({"Heart": [*heart, *EYES, *NEUROLOGY], "Infections": [*water, *SKIN]})
    assert not {"High blood", "High", "blood"} & {one.name for one in found["Heart"]}
    assert "道感染" not in {one.name for one in found["Infections"]}


def test_a_measure_word_begins_no_topic() -> None:
    titles = ["這種病怎麼治", "哪種病可以吃", "得了這種病", "某種病的原因"]
    others = [f"感冒{word}" for word in ("咳嗽", "發燒", "頭痛", "鼻塞", "流鼻涕", "喉嚨痛")]
    found = candidates({"兒科": [*titles, *others * 4], "牙科": ["蛀牙", "牙齦", "智齒", "牙結石"] * 6})["兒科"]
    assert "種病" not in {one.name for one in found}
    assert "感冒咳嗽" in {one.name for one in found}


def test_a_form_of_asking_is_no_topic(index: ThreadIndex) -> None:
    every = {word for department in index.topics for name in names(index, department) for word in name.split()}
    assert not {"causes", "怎麼辦", "嚴重"} & every


def test_a_topic_lists_the_threads_that_it_counts(index: ThreadIndex) -> None:
    assert index.topics
    for counted in index.topics.values():
        for topic, count in counted:
            assert index.ask(Query(topic=topic)).total == count >= 3


def test_a_thread_knows_its_topics(index: ThreadIndex) -> None:
    assert index.topics_of("Migraines, again", "Neurology") == (Topic("migraine", "Neurology"),)
    assert index.topics_of("Migraines, again", "Eyes") == ()
    assert index.topics_of("我的帶狀皰疹", "皮膚科") == (Topic("帶狀皰疹", "皮膚科"),)


def test_a_topic_is_suggested_while_it_is_typed(index: ThreadIndex) -> None:
    assert (Suggested.TOPIC, "restless legs", "Neurology") in index.names("restl")
    assert (Suggested.TOPIC, "帶狀皰疹", "皮膚科") in index.names("帶狀")
    assert index.names("fainting") == []


def test_a_topic_that_nobody_found_lists_nothing(index: ThreadIndex) -> None:
    assert index.ask(Query(topic=Topic("Fainting", "Neurology"))).total == 0


def test_nothing_is_found_where_the_source_names_topics() -> None:
    store = DictStore()
    write_index(store, threads({"Neurology": NEUROLOGY}, (Topic("Nerves", "Neurology"),)))
    assert open_index(store).topics == {}


def test_a_department_of_which_little_can_be_said_has_none() -> None:
    assert (
        indexed(
            {"Mixed": ["One thing", "Another thing", "A third", "Something else", "Rash", "Rashes", "My rash"]}
        ).topics
        == {}
    )


def test_more_threads_bring_more_topics_without_the_old_ones_being_read_again() -> None:
    store = DictStore()
    every = threads({"Neurology": NEUROLOGY, "Eyes": EYES})
    write_index(store, every[:10])
    assert names(open_index(store), "Eyes") == set()
    write_index(store, every[10:])
    assert "cataract surgery" in names(open_index(store), "Eyes")


def test_a_large_archive_is_not_looked_through_for_a_few_more_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topicfinding, "_LARGE", 20)
    monkeypatch.setattr(topicfinding, "_LITTLE", 0.1)
    store = DictStore()
    every = threads({"Neurology": NEUROLOGY, "Eyes": EYES})
    write_index(store, every[:-4])
    before = open_index(store).topics
    write_index(store, every[-4:-3])
    assert open_index(store).topics == before
    write_index(store, every[-3:])
    assert open_index(store).topics != before


def test_a_large_archive_whose_topics_are_damaged_is_extended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topicfinding, "_LARGE", 20)
    store = DictStore()
    every = threads({"Neurology": NEUROLOGY, "Eyes": EYES})
    write_index(store, every[:-1])
    store.put(TOPICS, b"damaged")
    write_index(store, every[-1:])
    assert open_index(store).count == len(every)
    assert "migraine" in names(open_index(store), "Neurology")


@pytest.mark.parametrize("at", [0, 1])
def test_finding_topics_is_told_and_can_be_ended(at: int) -> None:
    """The threads are in the index by then, and stay there."""
    every = threads({"Neurology": NEUROLOGY, "Eyes": EYES})

    def end(done: int, total: int, what: str) -> None:
        if what == "finding topics" and done == at:
            assert total == 2
            raise Cancelled

    store = DictStore()
    with pytest.raises(Cancelled):
        write_index(store, every, progress=end)
    assert open_index(store).count == len(every)
    assert open_index(store).topics == {}


def test_removed_threads_are_not_counted() -> None:
    store = DictStore()
    write_index(store, threads({"Neurology": NEUROLOGY, "Eyes": EYES}))
    write_index(store, [], removed=[4, 5])
    assert "migraine" not in names(open_index(store), "Neurology")


def test_an_index_may_be_without_topics() -> None:
    store = DictStore()
    write_index(store, threads({"Eyes": EYES}))
    store.delete(TOPICS)
    store.delete(TITLES)
    assert open_index(store).topics == {}


def test_topics_without_their_threads_are_none_until_they_are_found_again() -> None:
    store = DictStore()
    write_index(store, threads({"Eyes": EYES}))
    store.delete(TOPIC_THREADS)
    assert open_index(store).topics == {}
    assert open_index(store).ask(Query("")).facets["topic"] == {}
    write_index(store, [(100, Thread(id="x:100", title="Glaucoma", department="Eyes"))])
    assert "cataract surgery" in names(open_index(store), "Eyes")


def numbers(index: ThreadIndex, query: Query) -> set[int]:
    return {row.number for row in index.ask(query).page(0, 100)}


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("topic:migraines", {"migraine"}),
        ("topic:cataract", {"cataract surgery"}),
        ('topic:"restless legs"', {"restless legs"}),
        ('topic:"legs restless"', set()),
        ('topic:"high pressure"', set()),
        ('topic:"high pressure"~2', {"high eye pressure"}),
        ("topic:mig*", {"migraine"}),
        ("topic:tr?mor", {"tremor"}),
        ("topic:tremar~1", {"tremor"}),
        ("topic:[floater to migraine]", {"floaters", "migraine", "restless legs", "high eye pressure"}),
        ("topic:帶狀皰疹", {"帶狀皰疹"}),
        ("topic:带状疱疹", {"帶狀皰疹"}),
        ("topic:fainting", set()),
        ("topic:tremor OR topic:floaters", {"tremor", "floaters"}),
        ("topic:*", {"*"}),
    ],
)
def test_topics_that_were_found_are_asked_for_by_their_field(index: ThreadIndex, text: str, topics: set[str]) -> None:
    every = {topic for some in index.topics.values() for topic, _ in some}
    wanted = [topic for topic in every if topic.name in topics or topics == {"*"}]
    assert len(wanted) >= len(topics)
    assert numbers(index, Query(text)) == {n for topic in wanted for n in numbers(index, Query(topic=topic))}


def test_topics_that_were_found_limit_other_words(index: ThreadIndex) -> None:
    (coffee,) = numbers(index, Query("coffee"))
    assert numbers(index, Query("topic:tremor coffee")) == {coffee}
    assert numbers(index, Query("coffee NOT topic:tremor")) == set()
    assert numbers(index, Query("topic:tremor NOT coffee")) == numbers(index, Query("topic:tremor")) - {coffee}


def test_topics_that_were_found_are_a_facet(index: ThreadIndex) -> None:
    counts = index.ask(Query("")).facets["topic"]
    assert counts == {topic.name: count for some in index.topics.values() for topic, count in some}
    assert index.found_names == set(counts)
    for name, count in counts.items():
        assert index.ask(Query(filters=Filters(topics=(name,)))).total == count
    assert index.ask(Query("surgery")).facets["topic"] == {"cataract surgery": 3}


def test_a_topic_of_the_source_is_no_found_one_of_that_name() -> None:
    store = DictStore()
    own = Thread(id="x:99", title="Bright lights", department="Nerves", topics=(Topic("floaters", "Nerves"),))
    write_index(store, [*threads({"Eyes": EYES}), (99, own)])
    index = open_index(store)
    assert index.ask(Query("")).facets["topic"]["floaters"] == 4
    assert "floaters" not in index.found_names
    assert "cataract surgery" in index.found_names
    assert 99 in numbers(index, Query("topic:floaters"))


def test_what_is_added_to_a_large_archive_has_its_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topicfinding, "_LARGE", 20)
    monkeypatch.setattr(topicfinding, "_LITTLE", 0.3)
    store = DictStore()
    every = threads({"Neurology": NEUROLOGY, "Eyes": EYES})
    write_index(store, every)
    again = [(50, Thread(id="x:50", title="Migraine again", department="Neurology"))]
    write_index(store, [*again, (51, Thread(id="x:51", title="Migraine", department="Eyes"))], removed=[every[3][0]])
    index = open_index(store)
    (counted,) = [count for topic, count in index.topics["Neurology"] if topic.name == "migraine"]
    assert numbers(index, Query("topic:migraine")) == {5, 6, 50}
    assert counted == index.ask(Query("")).facets["topic"]["migraine"] == 3


@pytest.mark.parametrize(
    ("counts", "gaps"), [([2, 1], [1, 1]), ([3], [1, 1, 1]), ([1, 1], [1, 0]), ([1, 1], [1, 1 << 62])]
)
def test_damaged_threads_of_topics_are_a_fault_of_the_index(counts: list[int], gaps: list[int]) -> None:
    store = DictStore()
    topics = [["Eyes", [["rash", 1], ["floaters", 1]]]]
    store.put(TOPICS, dump_json({"threads": 1, "segments": [], "departments": topics}))
    store.put(TOPIC_THREADS, pack([np.array([1, 1]), np.array([1, 1])]))
    assert [numbers.tolist() for _, numbers in topicthreads.read_threads(store)["Eyes"]] == [[1], [1]]
    store.put(TOPIC_THREADS, pack([np.array(counts), np.array(gaps)]))
    with pytest.raises(IndexFault):
        topicthreads.read_threads(store)


@pytest.mark.parametrize(
    "value",
    [
        b"[]",
        b'{"threads": 1, "segments": [1], "departments": []}',
        b'{"threads": 1, "departments": []}',
        b'{"departments": []}',
        b'{"threads": 1, "segments": [], "departments": {}}',
        b'{"threads": 1, "segments": [], "departments": [[1, []]]}',
        b'{"threads": 1, "segments": [], "departments": [["Eyes", [["a", "b"]]]]}',
        b'{"threads": true, "segments": [], "departments": [["Eyes", [["a", 1]]]]}',
    ],
)
def test_damaged_topics_are_a_fault_of_the_index(value: bytes) -> None:
    store = DictStore()
    store.put(TOPICS, zstandard.compress(value))
    store.put(TOPIC_THREADS, pack([np.zeros(0, np.int64)] * 2))
    with pytest.raises(IndexFault):
        read_topics(store)


@pytest.mark.parametrize(
    ("name", "count", "department", "departments"),
    [
        ("", 1, "Eyes", 1),
        ("x" * 201, 1, "Eyes", 1),
        ("rash", 0, "Eyes", 1),
        ("rash", -1, "Eyes", 1),
        ("rash", 1 << 31, "Eyes", 1),
        ("rash", 1, "", 1),
        ("rash", 1, "Eyes", 201),
    ],
)
def test_topics_are_bounded(name: str, count: int, department: str, departments: int) -> None:
    def put(*value: Any) -> DictStore:
        store = DictStore()
        store.put(TOPICS, dump_json({"threads": 1, "segments": [], "departments": list(value)}))
        store.put(TOPIC_THREADS, pack([np.zeros(0, np.int64)] * 2))
        return store

    fine = ["Eyes", [["rash", 1]]]
    assert read_topics(put(*[fine] * 200)) == {"Eyes": ((Topic("rash", "Eyes"), 1),)}
    with pytest.raises(IndexFault):
        read_topics(put(*[[department, [[name, count]]]] * departments))


@pytest.mark.parametrize("changes", [{2: -1}, {1: 0}, {3: ["x" * 121]}, {3: ["x"] * (MOST_TITLES + 1)}])
def test_a_made_up_sample_is_a_fault_of_the_index(changes: dict[int, object]) -> None:
    def read(department: list[object]) -> TitleSample:
        store = DictStore()
        store.put(TITLES, dump_json({"named": [], "sampled": [department]}))
        return TitleSample.read(store)

    fine: list[object] = ["Eyes", 1, 5, ["x" * 120]]
    assert read(fine).titles() == {"Eyes": ["x" * 120]}
    with pytest.raises(IndexFault):
        read([changes.get(i, value) for i, value in enumerate(fine)])


def test_the_sample_is_bounded_and_even() -> None:
    sample = TitleSample()
    for _ in sample.seen((i, Thread(id=f"x:{i}", title=f"{i}", department="A")) for i in range(10_000)):
        pass
    kept = [int(title) for title in sample.titles()["A"]]
    assert MOST_TITLES / 2 <= len(kept) <= MOST_TITLES
    assert len({later - earlier for earlier, later in pairwise(kept)}) == 1
    store = DictStore()
    sample.write(store)
    assert TitleSample.read(store).titles() == sample.titles()
