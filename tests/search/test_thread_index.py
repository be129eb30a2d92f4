"""What readers type, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from whoosh import query as q

from qa_reader.errors import Cancelled, IndexFault, QuerySyntaxError
from qa_reader.model import Filters, Query, Reply, Sort, Thread, Topic
from qa_reader.search import BlobStore, ThreadIndex, open_index, write_index
from qa_reader.search.bag import bag_of
from qa_reader.search.meant import Better, Meant
from qa_reader.search.query import words_of
from qa_reader.search.relaxing import MOST
from tests.search.conftest import HEART, THREADS, TWITCHES
from tests.search.fakes import DictStore

Numbers = Callable[[str], list[int]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twitching", [1]),
        ("muscles", [1, 3]),
        ("twitch AND muscle", [1]),
        ("twitching OR eyes", [1, 3]),
        ("muscle NOT eyes", [1]),
        ('"lateral sclerosis"', [1]),
        ('"sclerosis lateral"', []),
        ('"muscles twitching"~4', [1]),
        ("(dry OR red) eyes", [3]),
        ("twi*", [1]),
        ("w?nter", [3]),
        ("wintr~1", [3]),
        ("title:eyes", [3]),
        ("title:tears", []),
        ("reply:tears", [3]),
        ("doctor:jiang", [1]),
        ('doctor:"jiang junyi"', [1]),
        ("hospital:taoyuan", [1]),
        ("department:neurology", [1]),
        ("topic:als", [1]),
        ("sex:female", [1]),
        ("sex:女", [1]),
        ("sex:m", [3, 2]),
        ("age:20-29", [1]),
        ("age:20~29", [1]),
        ("age:30-39", [3]),
        ("age:[30 to 59]", [3, 2]),
        ("asked:2023", [1]),
        ("asked:[2019 to 2021]", [3, 2]),
        ("asked:2019-12", [3]),
        ("replied:2020", [3]),
        ("id:2", [2]),
        ("id:ehospital:2", [2]),
        ("心肌梗塞", [2]),
        ("心肌梗塞 父亲", [2]),
        ("心脏科", [2]),
        ("ＴＷＩＴＣＨＥＳ", [1]),
        ("mother's", [3]),
    ],
)
def test_language_finds(numbers: Numbers, text: str, expected: list[int]) -> None:
    assert sorted(numbers(text)) == sorted(expected)


def test_empty_text_browses_newest_first(index: ThreadIndex) -> None:
    ranking = index.ask(Query())
    assert [ranked.number for ranked in ranking.page(0, 10)] == [1, 2, 3]
    assert ranking.total == 3


def test_orders(index: ThreadIndex) -> None:
    def order(sort: Sort) -> list[int]:
        return [ranked.number for ranked in index.ask(Query(sort=sort)).page(0, 10)]

    assert order(Sort.OLDEST) == [3, 2, 1]
    assert order(Sort.TITLE) == [3, 1, 2]


def test_keys_merge_in_the_order_of_pages(index: ThreadIndex) -> None:
    for sort in Sort:
        for text in ("", "muscles"):
            page = index.ask(Query(text, sort=sort)).page(0, 10)
            assert sorted(page, key=lambda ranked: ranked.key, reverse=True) == list(page)


def test_filters_narrow(index: ThreadIndex) -> None:
    def found(**values: object) -> list[int]:
        return sorted(ranked.number for ranked in index.ask(Query(**values)).page(0, 10))  # type: ignore[arg-type]

    assert found(department="Neurology") == [1]
    assert found(topic=Topic("Dry eye", "Ophthalmology")) == [3]
    assert found(filters=Filters(doctors=("王大明", "Peng Shiwei"))) == [2, 3]
    assert found(filters=Filters(hospitals=("Taoyuan Hospital",))) == [1]
    assert found(filters=Filters(sexes=("male",))) == [2, 3]
    assert found(filters=Filters(ages=("30-39",))) == [3]
    assert found(filters=Filters(years=(2021, 2023))) == [1, 2]
    assert found(text="muscles", department="Ophthalmology") == [3]


def test_among_keeps_to_bookmarks(index: ThreadIndex) -> None:
    assert [ranked.number for ranked in index.ask(Query("muscles"), frozenset({3})).page(0, 10)] == [3]
    assert index.ask(Query(), frozenset()).total == 0


def test_facets_count_all_hits(index: ThreadIndex) -> None:
    facets = index.ask(Query()).facets
    assert facets["department"] == {"Neurology": 1, "心臟科": 1, "Ophthalmology": 1}
    assert facets["sex"] == {"male": 2, "female": 1}
    assert facets["age"] == {"20-29": 1, "50-59": 1, "30-39": 1}
    assert facets["year"] == {"2023": 1, "2021": 1, "2019": 1}
    assert facets["topic"] == {"ALS": 1, "Dry eye": 1}


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Dry eyes in winter", "dry EYES in winter"),
        ("Ratio 30:2 in CPR", '"Ratio 30:2 in CPR"'),
        ("CPR:ratio in short", '"CPR:ratio in short"'),
        ("Ratio 30:2 (CPR) AND breaths", "Ratio 30:2 (CPR) AND breaths"),
        ("Pain 3:1 OR 2:1", "Pain 3:1 OR 2:1"),
    ],
)
def test_exact_title_stands_first(title: str, asked: str) -> None:
    threads = [
        (i, Thread(id=f"x:{i}", title=f"{title} again", question=f"{title}. " * 20, replies=(Reply(text=title),)))
        for i in (1, 2, 3)
    ]
    store = DictStore()
    write_index(store, [*threads, (4, Thread(id="x:4", title=title, question="x " * 500))])
    assert open_index(store).ask(Query(asked)).page(0, 1)[0].number == 4


def test_a_query_with_a_field_is_no_title(monkeypatch: pytest.MonkeyPatch, index: ThreadIndex) -> None:
    monkeypatch.setattr(index, "_exact_titles", None)  # is not called
    assert index.ask(Query("title:eyes asked:2019")).total == 1


def test_sentence_that_none_answers_whole_is_relaxed_and_says_so(index: ThreadIndex) -> None:
    ranking = index.ask(Query("my muscles keep twitching since the accident with the bicycle"))
    assert ranking.page(0, 1)[0].number == 1
    assert ranking.notes


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("colour:red", "colour"),
        ('"dry eyes', '"'),
        ("(dry eyes", "("),
        ("dry eyes)", ")"),
        ("dry AND", "AND"),
        ("OR dry", "OR"),
        ("NOT", "NOT"),
        ("dry AND OR eyes", "OR"),
        ("[2019 to 2021]", "[2019 to 2021]"),
    ],
)
def test_broken_syntax_is_explained_with_its_place(index: ThreadIndex, text: str, place: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        index.ask(Query(text))
    start, end = caught.value.span
    assert text[start:end] == place


def test_wrong_age_and_date_are_explained(index: ThreadIndex) -> None:
    for text in ("age:old", "asked:yesterday", "asked:[then to now]"):
        with pytest.raises(QuerySyntaxError):
            index.ask(Query(text))


def test_pasted_prose_is_no_syntax(numbers: Numbers) -> None:
    text = 'Note: my "eyes are dry (and red since winter; what drops help? See http://example.org or ask at 12:30 :)'
    assert 3 in numbers(text)


def test_a_query_that_was_ended_does_not_end_the_suggestions_after_it() -> None:
    store = DictStore()
    write_index(store, THREADS)
    index = open_index(store)
    over: list[bool] = []

    def progress(_done: int, _total: int, _what: str) -> None:
        if over:
            raise Cancelled

    index.ask(Query("twit*"), progress=progress)
    over.append(True)
    assert index.titled("mus") == [1]
    with pytest.raises(Cancelled):
        index.ask(Query("mus*"), progress=progress)
    assert index.titled("twi") == [1]


@pytest.mark.parametrize(
    "ask",
    [
        lambda index: index.ask(Query('"dry eyes"'), progress=_end),
        lambda index: index.searcher.evaluate(q.Phrase("question", ["dry", "eyes"])),
        lambda index: index.bags.most(bag_of("my muscles keep twitching"), share=MOST),
        lambda index: list(Meant(index.ranker, lambda: index.speller).texts(words_of("twithcing"), "twithcing")),
    ],
    ids=["question", "phrase", "most of the words", "did you mean"],
)
def test_what_may_take_long_can_be_ended(index: ThreadIndex, ask: Callable[[ThreadIndex], object]) -> None:
    index.searcher.go_on = partial(_end, 0, 0, "")
    with pytest.raises(Cancelled):
        ask(index)


def test_whoosh_is_asked_step_by_step_only_while_somebody_waits(index: ThreadIndex) -> None:
    asked: list[None] = []
    index.searcher.go_on = lambda: asked.append(None)
    found = index.searcher.evaluate(q.Or([q.Term("title", "and"), q.Term("title", "muscl")], scale=0.5))
    assert 0 < len(found) < len(asked)


def _end(_done: int, _total: int, _what: str) -> None:
    raise Cancelled


def test_each_text_that_may_be_meant_is_looked_for_only_while_somebody_waits(
    index: ThreadIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def texts(_meant: Meant, _words: object, _text: str) -> Iterator[Better]:
        for better in ("xyzzy", "plugh"):
            tried.append(better)
            index.searcher.go_on = partial(_end, 0, 0, "")
            yield Better(better, sure=False)

    monkeypatch.setattr(Meant, "texts", texts)
    with pytest.raises(Cancelled):
        index.ask(Query("twithcing"))
    assert tried == ["xyzzy"]


def test_added_removed_and_updated(store: BlobStore) -> None:
    write_index(store, THREADS[:2])
    write_index(store, THREADS[2:])
    assert open_index(store).numbers() == {1, 2, 3}
    write_index(store, [(4, TWITCHES)], removed=[1])
    index = open_index(store)
    assert index.numbers() == {2, 3, 4}
    assert index.count == 3
    assert [ranked.number for ranked in index.ask(Query("twitching")).page(0, 9)] == [4]
    assert index.ask(Query()).total == 3


def test_no_index_is_a_fault() -> None:
    with pytest.raises(IndexFault):
        open_index(DictStore())


def test_empty_index_answers_nothing() -> None:
    store = DictStore()
    write_index(store, [])
    index = open_index(store)
    for text in ("", "dry", "sex:f", '"a b"', "a*", "asked:2020", "a~1", "NOT a", "age:20"):
        ranking = index.ask(Query(text))
        assert ranking.total == 0
        assert ranking.page(0, 5) == ()
        assert ranking.facets["department"] == {}
    assert index.related(1, dict(THREADS).get) == ()


def test_marks_and_snippet(index: ThreadIndex) -> None:
    marker = index.ask(Query("twitching muscle")).marker
    snippet = marker.snippet(TWITCHES)
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["muscles", "twitching"]
    assert "Hello Doctor" not in snippet.text
    title = TWITCHES.title
    assert [title[start:end] for start, end in marker.spans(title)] == ["Muscle", "Twitches"]


def test_chinese_marks_whichever_script(index: ThreadIndex) -> None:
    marker = index.ask(Query("心肌梗塞 父亲")).marker
    assert [HEART.question[start:end] for start, end in marker.spans(HEART.question)] == ["父親", "心肌梗塞"]


def test_snippet_begins_with_the_question_when_nothing_matches(index: ThreadIndex) -> None:
    assert index.ask(Query()).marker.snippet(TWITCHES).text.startswith("for three weeks my muscles")
    assert index.ask(Query()).marker.snippet(HEART).text.startswith("我父親五十歲")
