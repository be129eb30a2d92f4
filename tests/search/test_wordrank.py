"""The order of answers to plain words, and bags of words."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from qa_reader.model import Query, Reply, Thread, Topic
from qa_reader.search import ThreadIndex, open_index, write_index
from qa_reader.search.analysis import term_of, terms
from qa_reader.search.bag import BESIDE, bag_of
from qa_reader.search.commonwords import KEPT, is_common, is_grammar, tells
from qa_reader.search.document import document_of
from qa_reader.search.nearness import Standing, closeness
from qa_reader.search.query import Word
from qa_reader.search.titleorder import Order
from qa_reader.search.variants import family
from qa_reader.search.wordrank import K1, WEIGHTS, B
from tests.search.conftest import EYE
from tests.search.fakes import DictStore
from tests.search.test_oracle import archives, removals


def index_of(*threads: Thread) -> ThreadIndex:
    store = DictStore()
    write_index(store, [(number, replace(thread, id=f"x:{number}")) for number, thread in enumerate(threads, 1)])
    return open_index(store)


def order(index: ThreadIndex, text: str) -> list[int]:
    return [ranked.number for ranked in index.ask(Query(text)).page(0, 50)]


def words(index: ThreadIndex, text: str) -> list[int]:
    return [ranked.number for ranked in index.ask_words(text).page(0, 50)]


def thread(title: str = "-", question: str = "", reply: str = "", topic: str = "", department: str = "") -> Thread:
    topics = (Topic(topic),) if topic else ()
    return Thread(
        id="x:1", title=title, question=question, replies=(Reply(text=reply),), topics=topics, department=department
    )


# ---------------------------------------------------------------- the formula


def by_hand(batch: Sequence[Thread], term: str) -> dict[int, float]:
    """BM25 over weighted fields, from the texts, as the module's docstring gives it."""
    fields = [[terms(text) for text in document_of(1, one).texts] for one in batch]
    lengths = [sum(weight * len(field) for weight, field in zip(WEIGHTS, one, strict=True)) for one in fields]
    average = sum(lengths) / len(lengths)
    mean = sum(lengths) / (sum(len(field) for one in fields for field in one) or 1)
    found = {}
    for number, one in enumerate(fields):
        frequency = sum(weight * field.count(term) for weight, field in zip(WEIGHTS, one, strict=True))
        if frequency:
            found[number] = frequency / (frequency + K1 * mean * (1 - B + B * lengths[number] / average))
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(archives, removals)
def test_a_term_weighs_what_the_formula_says(batches: list[list[Thread]], removed: list[int]) -> None:
    store, batch = DictStore(), [one for each in batches for one in each]
    number = 0
    for each in batches:
        write_index(store, [(number + i + 1, one) for i, one in enumerate(each)])
        number += len(each)
    ranker = open_index(store).ranker
    for term in ("muscl", "eye", "weaken", "心肌", "b", "absent"):
        expected = by_hand(batch, term) if batch else {}
        posting = ranker.posting(term)
        assert (posting is None) == (not expected)
        if posting is not None:
            weights = dict(zip(posting.documents.tolist(), ranker.presence(posting).tolist(), strict=True))
            assert weights == pytest.approx(expected, abs=1e-5)
            half = np.arange(0, posting.count, 2)
            assert ranker.presence(posting, half).tolist() == pytest.approx(ranker.presence(posting)[half].tolist())


def test_common_words_keep_a_share_of_their_rarity() -> None:
    ranker = index_of(thread("yesterday myopia"), thread("eye")).ranker
    rare = math.log(1 + 1.5 / 1.5)
    assert ranker.rarity("myopia", 1) == pytest.approx(rare)
    assert ranker.rarity("yesterday", 1) == pytest.approx(KEPT * rare)


# ---------------------------------------------------------------- the order


def test_title_counts_more_than_question_and_question_more_than_reply() -> None:
    filler = "one more line of text"
    index = index_of(
        thread(filler, filler, "migraine"), thread("migraine", filler, filler), thread(filler, "migraine", filler)
    )
    assert order(index, "migraine") == [2, 3, 1]
    assert words(index, "migraine") == [2, 3, 1]


def test_words_that_stand_together_come_first() -> None:
    apart = "chest infection years back and since then now and again some pain"
    together = "years back and since then now and again chest pain some infection"
    assert order(index_of(thread(question=apart), thread(question=together)), "chest pain") == [2, 1]
    assert order(index_of(thread(question=together), thread(question=apart)), "chest pain") == [1, 2]


def test_the_topic_and_the_department_count() -> None:
    said = "the lens is cloudy since spring"
    index = index_of(
        thread(question=said), thread(question=said, topic="Cloudy lens"), thread(question=said, department="Lens")
    )
    assert order(index, "cloudy lens") == [2, 3, 1]


def test_filters_are_kept_by_ranked_words() -> None:
    index = index_of(thread("dry eyes", department="A"), thread("dry eyes", department="B"))
    assert [ranked.number for ranked in index.ask(Query("dry eyes", department="B")).page(0, 9)] == [2]
    assert [ranked.number for ranked in index.ask(Query("dry eyes"), frozenset({1})).page(0, 9)] == [1]


def test_scores_of_a_page_are_those_of_the_order() -> None:
    index = index_of(
        *[thread("very dry eyes " * (i % 4), "eyes and more dry " * (i % 5), "dry or eyes") for i in range(40)]
    )
    page = index.ask(Query("dry eyes")).page(0, 40)
    scores = [ranked.score for ranked in page]
    assert scores == sorted(scores, reverse=True)
    assert [ranked.score for ranked in index.ask(Query("dry eyes")).page(5, 3)] == scores[5:8]


def test_closeness_is_of_the_nearest_on_either_side() -> None:
    one, other = np.array([5, 50, 103]), np.array([3, 6, 70, 104, 105, 203])
    assert closeness(one, other).tolist() == [1.0, 0.0, 1.0]
    assert closeness(other, one).tolist() == [0.25, 1.0, 0.0, 1.0, 0.25, 0.0]


# ---------------------------------------------------------------- bags of words


def test_a_bag_finds_what_has_any_word_and_knows_no_syntax() -> None:
    index = index_of(thread("dry eyes"), thread("red eyes"), thread("cough"))
    assert words(index, "NOT (dry: eyes") == [1, 2]
    assert words(index, "") == []
    assert words(index, "zebra") == []
    assert index.ask_words("dry eyes").total == 2


def test_removed_threads_are_in_no_bag() -> None:
    store = DictStore()
    write_index(store, [(1, EYE), (2, replace(EYE, id="x:2"))])
    write_index(store, [], removed=[1])
    assert words(open_index(store), "dry eyes in winter") == [2]


def test_other_words_count_where_the_typed_ones_are_not() -> None:
    """Asked in words of which no thread has most, the threads with the other word for one are found, too."""
    index = index_of(
        thread("Renal calculus in the left ureter"),
        thread("Kidney trouble"),
        thread("A stone in the shoe"),
        thread("Rash"),
    )
    assert words(index, "kidney stone under the left rib")[0] == 1
    asked = index.ask(Query("kidney stone under the left rib yesterday evening"))
    assert any("renal calculus" in note for note in asked.notes)
    assert 1 in {ranked.number for ranked in asked.page(0, 9)}


def test_the_sentences_that_ask_count_more() -> None:
    weights = {asked.term: asked.weight for asked in bag_of("My mother had glaucoma. Is laser safe? I have cataract.")}
    assert weights["glaucoma"] == weights["cataract"] < weights["laser"] == 1.0
    assert weights["glaucoma"] == pytest.approx(2 * BESIDE / (1 + BESIDE))
    assert {asked.weight for asked in bag_of("glaucoma. cataract.")} == {1.0}
    assert {asked.weight for asked in bag_of("glaucoma. why? cataract.") if tells(asked.term)} == {1.0}


def test_a_number_with_a_point_ends_no_sentence() -> None:
    weights = {asked.term: asked.weight for asked in bag_of("It was 3.5 with laser? yes.")}
    assert weights["3"] == weights["5"] == weights["laser"] == 1.0


@pytest.mark.parametrize(
    ("text", "aged"),
    [
        ("My mother is 76 and forgetful", "76"),
        ("76-year-old man with a cough", "76"),
        ("I am 34 and tired", "34"),
        ("fever for 10 days", "10"),
        ("我今年45歲胃痛", "45"),
        ("胃痛3個月", "3"),
    ],
)
def test_ages_and_spans_of_time_count_little(text: str, aged: str) -> None:
    weights = {asked.term: asked.weight for asked in bag_of(text)}
    assert weights[aged] < 0.5
    assert max(weights.values()) == 1.0


@pytest.mark.parametrize(
    ("text", "number"), [("type 2 diabetes", "2"), ("HPV 52 positive", "52"), ("the dose is 40 mg", "40")]
)
def test_other_numbers_count_in_full(text: str, number: str) -> None:
    assert {asked.term: asked.weight for asked in bag_of(text)}[number] == 1.0


def test_a_pair_across_words_tells_less_than_one_within_a_word() -> None:
    ranker = index_of(thread("肝硬化腹水怎麼辦"), *[thread("牙痛")] * 9).ranker
    assert 0 < ranker.rarity("水怎", 1) < ranker.rarity("腹水", 1)


def test_repeated_words_saturate() -> None:
    weights = {asked.term: asked.weight for asked in bag_of("eye eye eye laser")}
    assert weights["laser"] == 1.0
    assert 1.0 < weights["eye"] < 2.0


def test_characters_of_chinese_runs_are_asked_beside_their_pairs() -> None:
    bag = {asked.term: asked.single for asked in bag_of("乾眼 眼")}
    assert bag["干眼"] is False
    assert bag["干"] is True
    assert bag["眼"] is False
    index = index_of(thread("眼睛乾燥"), thread("乾眼症"), thread("喉嚨乾"))
    assert words(index, "眼乾") == []
    assert words(index, "乾眼") == [2]
    both = index_of(thread("乾眼，喉嚨"), thread("乾眼，眼睛乾"))
    assert words(both, "乾眼睛") == [2, 1]


def test_a_bag_knows_its_sentences_and_what_stands_near() -> None:
    bag = {asked.term: asked for asked in bag_of("Glaucoma and one red eye. Eye drops?")}
    assert bag["eye"].sentences == (0, 1)
    assert bag["glaucoma"].sentences == (0,)
    assert set(bag["glaucoma"].near) == {"and", "one", "red"}
    assert bag["eye"].near == ("drop",)
    assert bag["glaucoma"].said == "Glaucoma"
    assert set({asked.term: asked for asked in bag_of("乾眼症狀")}["干眼"].near) >= {"眼症", "症状"}


def test_the_words_of_one_expression_count_together() -> None:
    """Three words that always stand together outweigh the one that is asked about, where each counts by itself."""
    threads = [thread(f"magnetic resonance imaging of the {part}") for part in "elbow thumb ankle wrist".split()]
    threads += [thread("knee cartilage"), thread("knee cartilage and ligament"), thread("knee brace")]
    index = index_of(*threads, *[thread(f"number{i} other words") for i in range(100)])
    asked = "knee cartilage trouble and magnetic resonance imaging"
    ranker, bag = index.bags, {one.term: one for one in bag_of(asked)}
    weights = {one.term: one.weight for one in ranker._sought(list(bag.values()))}
    apart = {one.term: one.weight for one in ranker._sought([replace(one, near=()) for one in bag.values()])}
    assert weights["knee"] == pytest.approx(apart["knee"], rel=0.25)
    assert weights["magnet"] < 0.6 * apart["magnet"]
    assert words(index, asked)[0] == 5


def test_words_of_few_threads_and_common_ones_are_no_expression() -> None:
    rare = index_of(*[thread("rubber ring")] * 2, *[thread(f"number{i}") for i in range(100)])
    common = index_of(*[thread("rubber ring")] * 8, *[thread(f"number{i}") for i in range(100)])
    for index in (rare, common):
        bag = bag_of("rubber ring")
        apart = [one.weight for one in index.bags._sought([replace(one, near=()) for one in bag])]
        assert [one.weight for one in index.bags._sought(bag)] == apart


def test_what_answers_one_sentence_comes_before_words_of_several() -> None:
    text = "My aunt has glaucoma and cataract. Her dog eats lettuce and carrots."
    pairs = ("glaucoma lettuce", "cataract carrots", "glaucoma cataract", "lettuce carrots")
    index = index_of(*[thread("-", pair) for pair in pairs])
    assert words(index, text) == [3, 4, 1, 2]
    assert words(index, text.replace(".", ",")) == [1, 2, 3, 4]


def test_in_a_bag_the_title_that_is_the_whole_text_comes_first() -> None:
    asked = "Is this a viral or a bacterial infection?"
    index = index_of(thread("Is this a viral or bacterial infection?", "-"), thread(asked, "-"), thread("x", "else"))
    assert words(index, asked) == [2, 1]
    assert words(index, asked.replace("a bacterial", "bacterial")) == [1, 2]


def test_other_forms_count_of_sixteen_words() -> None:
    rare = " ".join(f"word{i}" for i in range(12))
    texts = ["likewise nothing", "likewise anaemia", rare, "anemia", "anemia"]
    index = index_of(*[thread("-", text) for text in texts])
    assert words(index, f"{rare} anemia likewise")[:2] == [3, 2]


def test_in_a_long_text_a_title_that_is_asked_for_counts_more() -> None:
    story = " ".join(f"word{i}" for i in range(30))
    texts = [thread("Cradle cap", "x"), thread("x", "word1 word2"), thread("y", story)]
    index = index_of(*texts, *[thread(f"number{i}", "more words") for i in range(30)])
    scores = {ranked.number: ranked.score for ranked in index.ask_words(f"{story} cradle cap").page(0, 9)}
    short = index.ask_words("cradle cap").page(0, 1)[0].score / 1.6  # of which its title is a part
    assert scores[1] == pytest.approx(short + 2 * 0.3 * scores[3], rel=1e-4)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("tumor microenviroment", "microenvironment"),
        ("leukmia outlook", "leukemia"),
        ("assosciated worsening", "associated"),
        ("streptococci outlook", "streptococcal"),
        ("placentas outlook", "placental"),
    ],
)
def test_a_word_that_no_thread_has_is_taken_for_the_nearest(asked: str, said: str) -> None:
    index = index_of(thread("x", f"about {said} here"), thread("y", "something else"))
    assert words(index, asked) == [1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("fewer", "fever"),
        ("nystatin", "statin"),
        ("septra", "spectral"),
        ("hypotension", "hypertension"),
        ("hyperthyroidism", "hypothyroidism"),
        ("abduction", "adduction"),
        ("macrocytic", "microcytic"),
    ],
)
def test_a_word_is_not_taken_for_one_that_it_hardly_is(asked: str, said: str) -> None:
    assert words(index_of(thread("x", f"about {said} here")), f"{asked} outlook") == []


def test_what_a_misspelt_word_is_read_as_is_said() -> None:
    index = index_of(thread("x", "leukemia after surgery"), thread("y", "surgery"), thread("z", "asthma"))
    told = index.ask(Query("leukmia after surgery asthma")).notes
    assert "“leukemia” counts in the place of “leukmia”, which no thread has." in told
    assert not any("the other words" in note for note in told)


def test_a_possessive_that_was_asked_first_hides_no_spelling() -> None:
    index = index_of(thread("x", "about leukemia here"), thread("y", "something else"))
    assert words(index, "leukmia's outlook") == words(index, "leukmia outlook") == [1]


def test_two_misspellings_of_one_word_count_once() -> None:
    index = index_of(thread("x", "leukemia"), thread("x", "lymphoma"))
    assert [one.term for one in index.bags._sought(bag_of("leukmia leukemja"))] == ["leukemia"]


def test_what_an_absent_word_is_taken_for_counts_once_and_less() -> None:
    index = index_of(thread("x", "leukemia"), thread("x", "lymphoma"))
    assert words(index, "leukmia lymphoma") == [2, 1]
    once = index.bags._sought(bag_of("leukemia leukmia"))
    assert [one.term for one in once] == ["leukemia"]


def test_of_few_words_those_of_any_conversation_find_nothing_by_themselves() -> None:
    index = index_of(thread("Diabetes of children"), thread("This is asked"), thread("Rash"))
    assert order(index, "is diabetes curable") == [1]
    assert order(index, "what is this") == [2]


def test_a_long_paste_is_cut() -> None:
    index = index_of(thread("dry eyes"))
    assert words(index, "dry eyes " + "cough " * 100_000) == [1]


def test_a_title_asked_for_as_a_whole_comes_first() -> None:
    story = "my son has had this for weeks and nothing helped so far"
    index = index_of(
        thread("Milk and crackers for breakfast", "cradle cap cradle cap"), thread("Cradle cap", story), thread(story)
    )
    assert words(index, "cradle cap, is it dangerous") == [2, 1]


def test_little_words_of_a_title_need_not_be_asked_for() -> None:
    index = index_of(
        thread("Diabetes and the nerves", "diabetes " * 9 + "on a page of its own"),
        thread("What is (are) diabetes?", "diabetes is what many people ask about, and here is much about it"),
        thread("What it is", "diabetes in a title of little words alone"),
    )
    assert order(index, "diabetes")[0] == 2
    assert order(index, "what is diabetes")[0] == 2


def test_a_title_of_little_words_is_asked_for_by_them() -> None:
    ranker = index_of(thread("What to do now")).ranker
    typed = [Word((term,), (0, 0)) for term in terms("what to do")]
    first, one = np.zeros(1, np.int32), np.ones(1, np.float32)
    assert ranker.lift(typed, near=False, asked=[])(first, one).tolist() == pytest.approx([0.3 * (3 / 4) ** 2])
    assert ranker.lift(typed, near=False)(first, one).tolist() == [0]  # of a text they say nothing


def test_little_words_alone_are_a_small_share_of_a_title() -> None:
    ranker = index_of(thread("What is the cause of herpangina?"), thread("Pain and its cause")).ranker
    asked = [Word((term,), (0, 0)) for term in terms("what is the cause of pain")]
    worth = ranker.lift(asked, near=False)(np.arange(2, dtype=np.int32), np.ones(2, np.float32))
    shares = [(5 / 6 * (1 / 2) ** 2) ** (1 / 3), (2 / 4 * 1**2) ** (1 / 3)]
    assert worth.tolist() == pytest.approx([0.3 * share**2 for share in shares])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(archives, removals)
def test_words_of_titles_are_counted_but_for_common_ones(batches: list[list[Thread]], removed: list[int]) -> None:
    store, number, titles = DictStore(), 0, ["What is it?", "Dry eye of the eye 心肌梗塞", ""]
    write_index(store, [])
    for each in [[thread(title) for title in titles], *batches]:
        write_index(store, [(number + i + 1, one) for i, one in enumerate(each)])
        number += len(each)
    write_index(store, [], removed=removed)
    everyone = [*titles, *(one.title for each in batches for one in each)]
    arrays = open_index(store).arrays
    expected = [
        sum(not is_common(term) for term in terms(document_of(1, thread(everyone[number - 1])).texts[0]))
        for number in arrays.numbers.tolist()
    ]
    assert arrays.title_words.tolist() == expected
    assert removed or expected[:2] == [0, 7]


def test_words_of_titles_and_words_that_are_repeated_tell_more() -> None:
    filler = "a line of other text that is long enough"
    titled = [thread("myelination", filler) for _ in range(4)]
    said = [thread("x", f"increase {filler}") for _ in range(4)]
    ranker = index_of(*titled, *said, *[thread("y", filler) for _ in range(8)]).ranker
    one, other = ranker.posting("myelin"), ranker.posting("increas")
    assert one is not None
    assert other is not None
    assert ranker.weight("myelin", one) > 1.2 * ranker.weight("increas", other)
    repeated = index_of(thread("x", "tremor tremor tremor"), thread("x", "weakness")).ranker
    one, other = repeated.posting("tremor"), repeated.posting("weak")
    assert one is not None
    assert other is not None
    assert repeated.weight("tremor", one) > repeated.weight("weak", other)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("anaemia pregnancy", "pregnancy and anemia"),
        ("anemia pregnancy", "pregnancy and anaemia"),
        ("haemorrhage pregnancy", "hemorrhage in pregnancy"),
        ("tumor pregnancy", "tumours in pregnancy"),
        ("cytosolic pregnancy", "cytosol and pregnancy"),
        ("CTLA-4 pregnancy", "CTLA4 in pregnancy"),
        ("CTLA - 4 pregnancy", "CTLA4 in pregnancy"),
        ("non-small pregnancy", "nonsmall pregnancy"),
    ],
)
def test_other_forms_of_a_word_count_where_it_is_not_itself(asked: str, said: str) -> None:
    index = index_of(thread("x", "pregnancy and a word"), thread("x", said), thread("x", f"{asked} {asked}"))
    assert words(index, asked) == [3, 2, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gene", "genetic"),
        ("allergy", "allergic"),
        ("asthma", "asthmatic"),
        ("anemia", "anemic"),
        ("diagnosis", "diagnostic"),
        ("cirrhosis", "cirrhotic"),
        ("paralysis", "paralyzed"),
        ("arthritis", "arthritic"),
        ("fungus", "fungal"),
        ("bacteria", "bacterium"),
        ("muscle", "muscular"),
        ("cervix", "cervical"),
        ("seizure", "seize"),
        ("treat", "treatment"),
        ("pregnancy", "pregnant"),
        ("surgery", "surgical"),
        ("surgery", "surgeon"),
        ("therapy", "therapeutic"),
        ("prescribe", "prescription"),
        ("electrocardiogram", "electrocardiography"),
        ("inflammation", "inflammatory"),
        ("smoke", "smoker"),
        ("itch", "itchy"),
        ("spine", "spinal"),
        ("urine", "urinary"),
        ("saliva", "salivary"),
        ("close", "closure"),
        ("moist", "moisture"),
        ("sarcoid", "sarcoidosis"),
        ("fibrosis", "fibrotic"),
        ("sacrum", "sacral"),
        ("circle", "circular"),
    ],
)
def test_words_made_from_the_same_one_are_a_family(one: str, other: str) -> None:
    arrays = index_of(thread(f"{one} {other}")).arrays
    assert family(arrays, term_of(one)) == (term_of(other),)
    assert family(arrays, term_of(other)) == (term_of(one),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prednisone", "prednisolone"),
        ("cortisone", "cortisol"),
        ("quinine", "quinidine"),
        ("dysphasia", "dysphagia"),
        ("arthritis", "arthrosis"),
        ("neuritis", "neurosis"),
        ("cystitis", "cystic"),
        ("ileum", "ileus"),
        ("septal", "septic"),
        ("rheumatic", "rheumatoid"),
        ("carcinoma", "carcinoid"),
        ("glycinemia", "glycinuria"),
        ("cancer", "cancel"),
        ("breast", "bread"),
        ("number", "numb"),
        ("diverticulitis", "diverticulosis"),
        ("spondylitis", "spondylosis"),
        ("spondylitis", "spondylotic"),
        ("keratitis", "keratosis"),
        ("hepatitis", "hepatosis"),
        ("dermatitis", "dermatosis"),
        ("vasculitis", "vasculosis"),
        ("tendinitis", "tendinosis"),
        ("osteochondritis", "osteochondrosis"),
        ("testis", "test"),
        ("protein", "proteinuria"),
        ("protein", "proteinosis"),
        ("protein", "proteinemia"),
        ("acid", "acidosis"),
        ("stat", "status"),
        ("organ", "organism"),
        ("mortal", "mortar"),
        ("cost", "costal"),
        ("collagen", "collage"),
        ("sacral", "sacred"),
        ("strict", "stricture"),
        ("circle", "circulation"),
        ("particle", "particular"),
        ("cult", "culture"),
        ("serial", "serious"),
        ("nation", "native"),
        ("cellulose", "cellulitis"),
        ("secretory", "secretary"),
        ("secretion", "secretary"),
    ],
)
def test_words_that_only_begin_alike_are_no_family(one: str, other: str) -> None:
    index = index_of(thread(one, "outlook"), thread(other, "outlook"), thread("x", "outlook"))
    assert family(index.arrays, term_of(one)) == family(index.arrays, term_of(other)) == ()
    assert words(index, f"{one} outlook")[0] == 1


def test_an_absent_drug_is_not_taken_for_another_one() -> None:
    index = index_of(thread("x", "prednisolone for gout"), thread("x", "gout"), thread("y", "asthma"))
    assert [one.term for one in index.bags._sought(bag_of("prednisone gout"))] == ["gout"]


def test_common_words_and_chinese_have_no_family() -> None:
    arrays = index_of(thread("cart the 卡片")).arrays
    assert family(arrays, "the") == family(arrays, "卡片") == ()


# ---------------------------------------------------------------- the order of titles


def test_a_title_that_asks_in_the_same_order_comes_first() -> None:
    index = index_of(
        thread("Is steroid cream after laser surgery harmful"),
        thread("Is laser surgery after steroid cream harmful"),
        thread("What is a cream"),
    )
    assert words(index, "Is steroid cream after laser surgery harmful?")[:2] == [1, 2]
    assert words(index, "Is laser surgery after steroid cream harmful?")[:2] == [2, 1]


def test_a_title_that_begins_as_a_sentence_comes_first() -> None:
    index = index_of(thread("Causes of what gout has"), thread("What causes gout of has"), thread("Asthma"))
    assert words(index, "My toe hurts. What causes gout?") == [2, 1]
    assert words(index, "My toe hurts. Causes of gout?") == [1, 2]


def test_what_the_order_of_a_title_is_worth() -> None:
    asked = {one.term: one for one in bag_of("acne of lips. acne hurts")}
    assert [term for term, one in asked.items() if one.begins] == ["acn"]
    arrays = index_of(
        thread("acne of lips"), thread("lips of acne"), thread("acne"), thread("-", "acne of lips")
    ).ranker
    documents = np.arange(4, dtype=np.int32)
    postings = {term: posting for term in asked if (posting := arrays.posting(term)) is not None}
    standing = {term: Standing(posting, documents) for term, posting in postings.items()}
    order = Order({term: one.near for term, one in asked.items()}, frozenset({"acn"}))
    worth = order.worth(standing, 4, np.array([3, 3, 1, 1], np.float32))
    assert worth == pytest.approx([0.1 + 0.2, 0, 0, 0])


def test_places_beyond_the_first_of_a_long_title_are_passed_over() -> None:
    long = " ".join(f"word{i}" for i in range(60))
    index = index_of(thread(f"{long} gout hurts"), thread("gout hurts"), thread("x"))
    assert words(index, f"gout hurts {long}")[0] == 1


# ---------------------------------------------------------------- common words


@pytest.mark.parametrize(
    "word", "the she her yesterday doctor mother Saturday 3 34 a 的是 一下 我们 医生 早上 三周".split()
)
def test_words_of_any_conversation_are_no_reasons(word: str) -> None:
    assert not any(tells(term) for term in terms(word))


@pytest.mark.parametrize("word", "glaucoma ALS lens 青光 心肌 神經 過敏 基因".split())
def test_words_of_medicine_tell(word: str) -> None:
    assert any(tells(term) for term in terms(word))


def test_grammar_in_both_scripts() -> None:
    assert is_grammar("麼")
    assert is_grammar("么")
    assert not is_grammar("眼")
    assert is_common("the")
    assert not is_common("mother")
